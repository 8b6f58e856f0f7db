// How fast files are read: from the bare index up to envelopes with every element reached.
//
// The file lies on disk and in the page cache and is read() straight into the reader's window, as the program
// does it; so the copy out of the kernel is part of every figure but the bare index. "Every element" takes
// the size and the first byte of each element of each segment through the public classes.
#include <fmt/core.h>
#include <unistd.h>

#include <cstdio>

#include "bench/bench.hpp"
#include "transom/envelope.hpp"
#include "transom/reader.hpp"
#include "x12/structural_index.hpp"

namespace transom::bench {
namespace {

constexpr std::size_t wanted_bytes = 200'000'000;
constexpr int runs = 5;

// A file without a name, written and synced before anything is measured.
class CachedFile {
 public:
  explicit CachedFile(std::string_view bytes)
      : file_(std::tmpfile()), fd_(file_ == nullptr ? -1 : ::fileno(file_)) {
    while (!bytes.empty()) {
      const ssize_t done = ::write(fd_, bytes.data(), bytes.size());
      if (done <= 0) return;
      bytes.remove_prefix(static_cast<std::size_t>(done));
    }
    ::fdatasync(fd_);
  }
  ~CachedFile() {
    if (file_ != nullptr) std::fclose(file_);
  }
  CachedFile(const CachedFile&) = delete;
  CachedFile& operator=(const CachedFile&) = delete;

  void rewind() const { ::lseek(fd_, 0, SEEK_SET); }
  // Fills the reader's window, or ends its input.
  void feed(SegmentReader& reader) const {
    const std::span<char> room = reader.space();
    const ssize_t size = ::read(fd_, room.data(), room.size());
    if (size > 0) {
      reader.commit(static_cast<std::size_t>(size));
    } else {
      reader.finish();
    }
  }
  [[nodiscard]] ssize_t read(std::span<char> room) const { return ::read(fd_, room.data(), room.size()); }

 private:
  std::FILE* file_;
  int fd_;
};

struct Sums {
  std::uint64_t segments = 0, elements = 0, bytes = 0, firsts = 0;

  void add(const Segment& segment) {
    ++segments;
    elements += segment.size();
    for (const std::string_view element : segment.elements()) {
      bytes += element.size();
      if (!element.empty()) firsts += static_cast<unsigned char>(element[0]);
    }
  }
};

std::uint64_t index_only(std::string_view input) {
  constexpr std::size_t step = 32 * 1024;
  std::vector<std::uint32_t> marks(step + index_slack);
  std::vector<std::uint32_t> ends(step + index_slack);
  std::vector<std::uint64_t> special(step / 64 + 1);
  std::uint64_t total = 0;
  for (std::size_t at = 0; at + step + index_slack <= input.size(); at += step) {
    IndexArrays out{marks.data(), ends.data(), special.data(), 0, 0};
    index_delimiters(input.data() + at, 0, step, {'*', '~', '>', '>'}, out);
    total += out.mark_count;
  }
  return total;
}

std::uint64_t read_only(const CachedFile& file, std::span<char> window) {
  std::uint64_t total = 0;
  file.rewind();
  for (ssize_t size = 0; (size = file.read(window)) > 0;) total += static_cast<std::uint64_t>(size);
  return total;
}

template <class Take>
void read_segments(const CachedFile& file, SegmentReader& reader, Take take) {
  file.rewind();
  reader.reset();
  for (;;) {
    switch (reader.next()) {
      case SegmentReader::Status::segment:
        take(reader.segment());
        break;
      case SegmentReader::Status::need_bytes:
        file.feed(reader);
        break;
      case SegmentReader::Status::end:
        return;
    }
  }
}

Sums read_envelopes(const CachedFile& file, SegmentReader& reader, Findings& findings) {
  file.rewind();
  EnvelopeReader envelopes(reader, findings);
  envelopes.reset();
  Sums sums;
  for (;;) {
    switch (envelopes.next()) {
      case Event::segment:
        sums.add(envelopes.segment());
        break;
      case Event::need_bytes:
        file.feed(reader);
        break;
      case Event::end:
        return sums;
      default:
        break;
    }
  }
}

}  // namespace

int reading() {
  const std::string input = interchange_of_850s(wanted_bytes);
  const CachedFile file(input);
  const double scan = scan_speed(input);
  Findings findings;
  SegmentReader reader(findings);
  const auto speed = [&](const std::function<void()>& work) {
    return static_cast<double>(input.size()) / 1e6 / median_seconds(runs, work);
  };
  volatile std::uint64_t sink = 0;
  Sums sums;

  fmt::print("reading {:.0f} MB of 850s, medians of {}, instructions: {}\n",
             static_cast<double>(input.size()) / 1e6, runs, index_target());
  print_speed("plain scan", scan, scan);
  print_speed("index only", speed([&] { sink = index_only(input); }), scan);
  reader.reset();
  print_speed("read() into the window only", speed([&] { sink = read_only(file, reader.space()); }), scan);
  print_speed("segments",
              speed([&] { read_segments(file, reader, [&](const Segment& s) { sink = s.size(); }); }), scan);
  print_speed("segments and every element", speed([&] {
                sums = {};
                Sums local;
                read_segments(file, reader, [&](const Segment& s) { local.add(s); });
                sums = local;
              }),
              scan);
  print_speed("envelopes and every element",
              speed([&] { sink = read_envelopes(file, reader, findings).elements; }), scan);
  fmt::print("  {} segments, {} elements, {:.2f} bytes a delimiter, {} findings\n", sums.segments,
             sums.elements,
             static_cast<double>(input.size()) / static_cast<double>(sums.segments + sums.elements),
             findings.items().size());
  return sums.firsts != 0 && findings.empty() ? 0 : 1;
}

}  // namespace transom::bench
