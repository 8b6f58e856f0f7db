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

HWY_INLINE void write_marks(std::uint64_t bits, std::uint32_t base, std::uint32_t count, std::uint32_t* to) {
#if HWY_TARGET == HWY_AVX3_DL
  const hn::FixedTag<std::uint8_t, 64> bytes;
  const hn::FixedTag<std::uint8_t, 32> half;
  const hn::FixedTag<std::uint8_t, 16> quarter;
  const hn::FixedTag<std::uint32_t, 16> words;
  const auto mask = hn::LoadMaskBits(bytes, reinterpret_cast<const std::uint8_t*>(&bits));
  const auto offsets = hn::Compress(hn::Iota(bytes, 0), mask);
  const auto bases = hn::Set(words, base);
  hn::StoreU(hn::Add(hn::PromoteTo(words, hn::LowerHalf(quarter, hn::LowerHalf(half, offsets))), bases),
             words, to);
  if (HWY_LIKELY(count <= 16)) return;
  HWY_ALIGN std::uint8_t all[64];
  hn::Store(offsets, bytes, all);
  for (std::uint32_t i = 16; i < count; i += 16) {
    hn::StoreU(hn::Add(hn::PromoteTo(words, hn::Load(quarter, all + i)), bases), words, to + i);
  }
#else
  for (std::uint32_t i = 0; i < count; i += 8) {
    for (std::uint32_t k = 0; k < 8; ++k) {  // past the last bit this writes rubbish into the slack
      to[i + k] = base + static_cast<std::uint32_t>(std::countr_zero(bits));
      bits &= bits - 1;
    }
  }
#endif
}

HWY_INLINE void write_ends(const BlockMasks& masks, std::uint32_t base, std::uint32_t count,
                           std::uint32_t* to) {
  std::uint64_t bits = masks.terminators;
  for (std::uint32_t i = 0; i < count; i += 4) {
    for (std::uint32_t k = 0; k < 4; ++k) {
      const std::uint64_t below = (bits & (~bits + 1)) - 1;
      to[i + k] = base + static_cast<std::uint32_t>(std::popcount(masks.structural & below));
      bits &= bits - 1;
    }
  }
}

void IndexDelimiters(const char* window, std::uint32_t from, std::uint32_t to,
                     const SeparatorBytes& separators, IndexArrays& out) {
  if (from >= to) return;
  const Bytes d;
  const auto splat = [&](char c) { return hn::Set(d, static_cast<std::uint8_t>(c)); };
  const Needles needles{splat(separators.element), splat(separators.terminator), splat(separators.component),
                        splat(separators.repetition)};
  const auto* bytes = reinterpret_cast<const std::uint8_t*>(window);
  std::uint32_t marks = out.mark_count;
  std::uint32_t ends = out.end_count;
  for (std::uint32_t block = from & ~63U; block < to; block += 64) {
    BlockMasks masks = block_masks(bytes + block, needles);
    std::uint64_t old_special = 0;
    if (HWY_UNLIKELY(block < from || to - block < 64)) {
      std::uint64_t keep = ~std::uint64_t{0};
      if (to - block < 64) keep >>= 64 - (to - block);
      if (block < from) {
        const std::uint64_t done = (std::uint64_t{1} << (from - block)) - 1;
        keep &= ~done;
        old_special = out.special[block / 64] & done;
      }
      masks.structural &= keep;
      masks.terminators &= keep;
      masks.special &= keep;
    }
    out.special[block / 64] = masks.special | old_special;
    const auto found = static_cast<std::uint32_t>(std::popcount(masks.structural));
    const auto stops = static_cast<std::uint32_t>(std::popcount(masks.terminators));
    write_marks(masks.structural, block, found, out.marks + marks);
    write_ends(masks, marks, stops, out.ends + ends);
    marks += found;
    ends += stops;
  }
  out.mark_count = marks;
  out.end_count = ends;
}

std::uint64_t CountBytes(const char* bytes, std::size_t size, char a, char b, char c) {
  const Bytes d;
  const std::size_t lanes = hn::Lanes(d);
  const auto splat = [&](char x) { return hn::Set(d, static_cast<std::uint8_t>(x)); };
  const Vector va = splat(a);
  const Vector vb = splat(b);
  const Vector vc = splat(c);
  std::uint64_t count = 0;
  std::size_t at = 0;
  for (; at + lanes <= size; at += lanes) {
    const Vector v = hn::LoadU(d, reinterpret_cast<const std::uint8_t*>(bytes) + at);
    count += hn::CountTrue(d, hn::Or(hn::Or(hn::Eq(v, va), hn::Eq(v, vb)), hn::Eq(v, vc)));
  }
  for (; at < size; ++at) count += bytes[at] == a || bytes[at] == b || bytes[at] == c;
  return count;
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
HWY_EXPORT(CountBytes);
HWY_EXPORT(TargetName);

void index_delimiters(const char* window, std::uint32_t from, std::uint32_t to,
                      const SeparatorBytes& separators, IndexArrays& out) {
  HWY_DYNAMIC_DISPATCH(IndexDelimiters)(window, from, to, separators, out);
}

std::uint64_t count_bytes(const char* bytes, std::size_t size, char a, char b, char c) {
  return HWY_DYNAMIC_DISPATCH(CountBytes)(bytes, size, a, b, c);
}

const char* index_target() {
  return HWY_DYNAMIC_DISPATCH(TargetName)();
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
