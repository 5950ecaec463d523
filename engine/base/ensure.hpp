// Checks on the program itself. A failed `ensure` means a fault of ours, never of the user's input.
#pragma once

#include "engine/base/hot.hpp"

#include <stdexcept>
#include <string>

namespace carepath {

/// Thrown by a failed check. A replication that throws is counted as failed and reported.
class EnsureError : public std::logic_error {
public:
  using std::logic_error::logic_error;
};

[[noreturn, gnu::cold, gnu::noinline]] inline void fail(const char* message) {
  throw EnsureError(message);
}

/// Throws `EnsureError` with `message` when `holds` is false.
CAREPATH_HOT void ensure(bool holds, const char* message) {
  if (!holds) [[unlikely]]
    fail(message);
}
inline void ensure(bool holds, const std::string& message) {
  if (!holds) [[unlikely]]
    throw EnsureError(message);
}

} // namespace carepath
