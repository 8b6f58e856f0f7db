// SHA-256 over OpenSSL's EVP interface, which picks the processor's own instructions.
//
// The algorithm is fetched once: looking it up by name costs as much as hashing a small document. Pieces as
// short as segments are gathered first, since each call costs as much as hashing a line. A failure in here
// means a broken library (or a system policy without SHA-256), so it is an internal one.
#include "base/hash.hpp"

#include <openssl/evp.h>

#include <array>
#include <cstring>

#include "transom/failure.hpp"

namespace transom {
namespace {

const EVP_MD* algorithm() {
  static const EVP_MD* const fetched = EVP_MD_fetch(nullptr, "SHA256", nullptr);
  return fetched;
}

void check(bool worked) {
  if (!worked) throw Failure(FailureKind::internal, "", "SHA-256 is not available from the system's OpenSSL");
}

}  // namespace

struct Sha256::Context {
  EVP_MD_CTX* evp = EVP_MD_CTX_new();
  Context() = default;
  Context(const Context&) = delete;
  Context& operator=(const Context&) = delete;
  ~Context() { EVP_MD_CTX_free(evp); }

  void digest(std::string_view bytes) {
    if (!bytes.empty()) check(EVP_DigestUpdate(evp, bytes.data(), bytes.size()) == 1);
  }
  void digest_gathered() {
    digest({gathered.data(), filled});
    filled = 0;
  }

  std::array<char, 1024> gathered;
  std::size_t filled = 0;
};

Sha256::Sha256() : context_(std::make_unique<Context>()) {
  reset();
}
Sha256::~Sha256() = default;
Sha256::Sha256(Sha256&&) noexcept = default;
Sha256& Sha256::operator=(Sha256&&) noexcept = default;

void Sha256::reset() {
  check(context_->evp != nullptr && algorithm() != nullptr);
  check(EVP_DigestInit_ex2(context_->evp, algorithm(), nullptr) == 1);
  context_->filled = 0;
}

void Sha256::update(std::string_view bytes) {
  Context& now = *context_;
  if (bytes.size() > now.gathered.size() - now.filled) now.digest_gathered();
  if (bytes.size() > now.gathered.size()) return now.digest(bytes);
  if (!bytes.empty()) std::memcpy(now.gathered.data() + now.filled, bytes.data(), bytes.size());
  now.filled += bytes.size();
}

std::string Sha256::hex() {
  context_->digest_gathered();
  std::array<unsigned char, 32> digest;
  check(EVP_DigestFinal_ex(context_->evp, digest.data(), nullptr) == 1);
  reset();
  constexpr std::string_view digits = "0123456789abcdef";
  std::string out;
  out.reserve(2 * digest.size());
  for (const unsigned char byte : digest) {
    out += digits[byte >> 4U];
    out += digits[byte & 15U];
  }
  return out;
}

std::string sha256_hex(std::string_view bytes) {
  thread_local Sha256 hash;
  hash.reset();
  hash.update(bytes);
  return hash.hex();
}

}  // namespace transom
