// The vector pass that finds delimiters: 64 bytes become three bit masks, the masks become lists of offsets.
//
// A mask costs a handful of compares whatever the data looks like, and turning bits into offsets costs by the
// number of delimiters, not of bytes; there is no branch that depends on a single byte. Where the processor
// can compress bytes (AVX-512 VBMI2) the offsets of a block come out of one instruction; elsewhere bits are
// taken one by one, eight without a question because most blocks have more than that.
//
// Google Highway compiles this file once for each instruction set and chooses at run time; nothing outside of
// this file knows of simd. Refused: a byte-wise state machine (1 GB/s at best) and memchr (4 GB/s, one
// delimiter at a time). The plain twin at the end is what the vector form is tested against.
#define HWY_WANT_AVX3_DL
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "x12/structural_index.cpp"
#include <hwy/foreach_target.h>
#include <hwy/highway.h>
// Highway needs the dispatch headers first.
#include <algorithm>
#include <bit>

#include "x12/structural_index.hpp"

HWY_BEFORE_NAMESPACE();
namespace transom {
namespace HWY_NAMESPACE {
namespace hn = hwy::HWY_NAMESPACE;

// As many bytes at once as the target has, 64 at most; the baseline without vectors has one.
using Bytes = hn::CappedTag<std::uint8_t, 64>;
using Vector = hn::Vec<Bytes>;

struct BlockMasks {
  std::uint64_t structural = 0, terminators = 0, special = 0;
};

struct Needles {
  Vector element, terminator, component, repetition;
};

template <class Mask>
HWY_INLINE std::uint64_t bits_of(Bytes d, Mask mask) {
  std::uint64_t bits = 0;
  hn::StoreMaskBits(d, mask, reinterpret_cast<std::uint8_t*>(&bits));
  return bits;
}

HWY_INLINE BlockMasks block_masks(const std::uint8_t* block, const Needles& needles) {
  const Bytes d;
  const hn::RebindToSigned<Bytes> signed_d;
  const Vector delete_byte = hn::Set(d, std::uint8_t{0x7f});
  const auto first_printable = hn::Set(signed_d, std::int8_t{0x20});
  const std::size_t lanes = hn::Lanes(d);
  BlockMasks masks;
  for (std::size_t i = 0; i < 64; i += lanes) {
    const Vector v = hn::LoadU(d, block + i);
    const auto terminator = hn::Eq(v, needles.terminator);
    const auto structural = hn::Or(hn::Eq(v, needles.element), terminator);
    // As signed bytes everything outside ASCII is negative, so one compare finds it and the controls.
    const auto odd = hn::RebindMask(d, hn::Lt(hn::BitCast(signed_d, v), first_printable));
    const auto splitting = hn::Or(hn::Eq(v, needles.component), hn::Eq(v, needles.repetition));
    const auto special = hn::Or(hn::Or(splitting, odd), hn::Eq(v, delete_byte));
    masks.structural |= bits_of(d, structural) << i;
    masks.terminators |= bits_of(d, terminator) << i;
    masks.special |= bits_of(d, special) << i;
  }
  masks.special &= ~masks.structural;
  return masks;
}

// Four at once, without asking: what lies past the last bit goes into the slack as rubbish.
template <class Put>
HWY_INLINE void four(std::uint32_t i, const Put& put) {
  put(i);
  put(i + 1);
  put(i + 2);
  put(i + 3);
}

#if HWY_TARGET == HWY_AVX3_DL

// Writes base + the position of each of the `count` bits.
HWY_INLINE void write_positions(std::uint64_t bits, std::uint32_t base, std::uint32_t count,
                                std::uint32_t* to) {
  const hn::FixedTag<std::uint8_t, 64> bytes;
  const hn::FixedTag<std::uint8_t, 32> half;
  const hn::FixedTag<std::uint8_t, 16> quarter;
  const hn::FixedTag<std::uint32_t, 16> words;
  const auto mask = hn::LoadMaskBits(bytes, reinterpret_cast<const std::uint8_t*>(&bits));
  const auto positions = hn::Compress(hn::Iota(bytes, 0), mask);
  const auto bases = hn::Set(words, base);
  const auto store = [&](auto sixteen, std::uint32_t i) {
    hn::StoreU(hn::Add(hn::PromoteTo(words, sixteen), bases), words, to + i);
  };
  const auto low = hn::LowerHalf(half, positions);
  store(hn::LowerHalf(quarter, low), 0);
  store(hn::UpperHalf(quarter, low), 16);  // without asking: one block in ten has more than sixteen
  if (HWY_LIKELY(count <= 32)) return;
  const auto high = hn::UpperHalf(half, positions);
  store(hn::LowerHalf(quarter, high), 32);
  store(hn::UpperHalf(quarter, high), 48);
}

HWY_INLINE void write_marks(const BlockMasks& masks, std::uint32_t base, std::uint32_t count,
                            std::uint32_t* to) {
  write_positions(masks.structural, base, count, to);
}

// A second compress would be shorter to write, but each waits for the register that the last one wrote;
// gathering the bits costs one scalar instruction, fast on every processor that has this target.
HWY_INLINE void write_ends(const BlockMasks& masks, std::uint32_t base, std::uint32_t count,
                           std::uint32_t* to) {
  std::uint64_t ordinals = _pext_u64(masks.terminators, masks.structural);
  const auto put = [&](std::uint32_t i) {
    to[i] = base + static_cast<std::uint32_t>(std::countr_zero(ordinals));
    ordinals &= ordinals - 1;
  };
  for (std::uint32_t i = 0; i < count; i += 4) four(i, put);
}

#else

HWY_INLINE void write_marks(const BlockMasks& masks, std::uint32_t base, std::uint32_t count,
                            std::uint32_t* to) {
  std::uint64_t bits = masks.structural;
  const auto put = [&](std::uint32_t i) {
    to[i] = base + static_cast<std::uint32_t>(std::countr_zero(bits));
    bits &= bits - 1;
  };
  for (std::uint32_t i = 0; i < count; i += 8) {
    four(i, put);
    four(i + 4, put);
  }
}

HWY_INLINE void write_ends(const BlockMasks& masks, std::uint32_t base, std::uint32_t count,
                           std::uint32_t* to) {
  std::uint64_t bits = masks.terminators;
  const auto put = [&](std::uint32_t i) {
    const std::uint64_t below = (bits & (~bits + 1)) - 1;
    to[i] = base + static_cast<std::uint32_t>(std::popcount(masks.structural & below));
    bits &= bits - 1;
  };
  for (std::uint32_t i = 0; i < count; i += 4) four(i, put);
}

#endif

// Where the next mark, end and word of special bits go, and the ordinal of that mark.
struct Output {
  std::uint32_t* marks;
  std::uint32_t* ends;
  std::uint64_t* special;
  std::uint32_t ordinal;
};

HWY_INLINE void write_block(const BlockMasks& masks, std::uint32_t offset, Output& out) {
  const auto found = static_cast<std::uint32_t>(std::popcount(masks.structural));
  const auto stops = static_cast<std::uint32_t>(std::popcount(masks.terminators));
  write_marks(masks, offset, found, out.marks);
  write_ends(masks, out.ordinal, stops, out.ends);
  out.marks += found;
  out.ordinal += found;
  out.ends += stops;
}

// A block of which only [from, to) counts; what stands in its special word below `from` stays.
HWY_NOINLINE void index_part(const std::uint8_t* window, std::uint32_t from, std::uint32_t to,
                             const Needles& needles, Output& out) {
  const std::uint32_t block = from & ~63U;
  BlockMasks masks = block_masks(window + block, needles);
  const std::uint64_t done = (std::uint64_t{1} << (from - block)) - 1;
  const std::uint64_t keep = (~std::uint64_t{0} >> (64 - (to - block))) & ~done;
  masks.structural &= keep;
  masks.terminators &= keep;
  *out.special = (masks.special & keep) | (done == 0 ? 0 : *out.special & done);
  ++out.special;
  write_block(masks, block, out);
}

void IndexDelimiters(const char* window, std::uint32_t from, std::uint32_t to,
                     const SeparatorBytes& separators, IndexArrays& arrays) {
  if (from >= to) return;
  const Bytes d;
  const auto splat = [&](char c) { return hn::Set(d, static_cast<std::uint8_t>(c)); };
  const Needles needles{splat(separators.element), splat(separators.terminator), splat(separators.component),
                        splat(separators.repetition)};
  const auto* bytes = reinterpret_cast<const std::uint8_t*>(window);
  Output out{arrays.marks + arrays.mark_count, arrays.ends + arrays.end_count, arrays.special + from / 64,
             arrays.mark_count};
  if (from % 64 != 0) {
    const std::uint32_t stop = std::min(to, (from & ~63U) + 64);
    index_part(bytes, from, stop, needles, out);
    from = stop;
  }
  for (; to - from >= 64; from += 64) {
    const BlockMasks masks = block_masks(bytes + from, needles);
    *out.special++ = masks.special;
    write_block(masks, from, out);
  }
  if (from != to) index_part(bytes, from, to, needles, out);
  arrays.end_count = static_cast<std::uint32_t>(out.ends - arrays.ends);
  arrays.mark_count = out.ordinal;
}

const char* TargetName() {
  return hwy::TargetName(HWY_TARGET);
}

}  // namespace HWY_NAMESPACE
}  // namespace transom
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace transom {

HWY_EXPORT(IndexDelimiters);
HWY_EXPORT(TargetName);

void index_delimiters(const char* window, std::uint32_t from, std::uint32_t to,
                      const SeparatorBytes& separators, IndexArrays& out) {
  HWY_DYNAMIC_DISPATCH(IndexDelimiters)(window, from, to, separators, out);
}

const char* index_target() {
  return HWY_DYNAMIC_DISPATCH(TargetName)();
}

std::vector<std::int64_t> index_targets() {
  return hwy::SupportedAndGeneratedTargets();
}

void index_delimiters_plainly(const char* window, std::uint32_t from, std::uint32_t to,
                              const SeparatorBytes& separators, IndexArrays& out) {
  for (std::uint32_t at = from; at < to; ++at) {
    const char c = window[at];
    const auto byte = static_cast<unsigned char>(c);
    const std::uint64_t bit = std::uint64_t{1} << (at & 63);
    std::uint64_t& word = out.special[at / 64];
    if ((at & 63) == 0) word = 0;
    word &= ~bit;
    if (c == separators.terminator) out.ends[out.end_count++] = out.mark_count;
    if (c == separators.element || c == separators.terminator) {
      out.marks[out.mark_count++] = at;
    } else if (c == separators.component || c == separators.repetition || byte < 0x20 || byte >= 0x7f) {
      word |= bit;
    }
  }
}

}  // namespace transom
#endif  // HWY_ONCE
