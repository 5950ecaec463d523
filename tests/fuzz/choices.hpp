// Bytes as choices: the fuzzer turns every knob of a generator. When they are used up, the first choice is
// taken.
#pragma once

#include <cstddef>
#include <initializer_list>
#include <string_view>

namespace carepath::test {

class Choices {
public:
  explicit Choices(std::string_view bytes) : bytes_(bytes) {}

  /// 0 to most - 1.
  std::size_t below(std::size_t most) { return most == 0 ? 0 : next() % most; }
  bool coin() { return (next() & 1) != 0; }
  /// One chance in `n`.
  bool rarely(std::size_t n) { return below(n) == n - 1; }
  const char* of(std::initializer_list<const char*> options) {
    return options.begin()[below(options.size())];
  }

private:
  std::size_t next() { return at_ < bytes_.size() ? static_cast<unsigned char>(bytes_[at_++]) : 0; }

  std::string_view bytes_;
  std::size_t at_ = 0;
};

} // namespace carepath::test
