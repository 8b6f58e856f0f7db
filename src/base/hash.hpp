// SHA-256: the identity of bytes (documents, sets, maps, outbound files).
#pragma once

#include <memory>
#include <string>
#include <string_view>

namespace transom {

// One context for many documents: update, hex, and it is fresh again. Allocates at construction only.
// Not for two threads at once.
class Sha256 {
 public:
  Sha256();
  ~Sha256();
  Sha256(Sha256&&) noexcept;
  Sha256& operator=(Sha256&&) noexcept;

  void update(std::string_view bytes);
  // 64 small hexadecimal digits of all bytes since construction, reset() or the last hex(); starts afresh.
  [[nodiscard]] std::string hex();
  void reset();

 private:
  struct Context;
  std::unique_ptr<Context> context_;
};

[[nodiscard]] std::string sha256_hex(std::string_view bytes);

}  // namespace transom
