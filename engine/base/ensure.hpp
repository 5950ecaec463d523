// Checks on the program itself. A failed `ensure` means a fault of ours, never of the user's input.
#pragma once

#include <stdexcept>
#include <string>

namespace carepath {

/// Thrown by a failed check. A replication that throws is counted as failed and reported.
class EnsureError : public std::logic_error {
public:
  using std::logic_error::logic_error;
};

/// Throws `EnsureError` with `message` when `holds` is false.
inline void ensure(bool holds, const char* message) {
  if (!holds) [[unlikely]]
    throw EnsureError(message);
}
inline void ensure(bool holds, const std::string& message) {
  if (!holds) [[unlikely]]
    throw EnsureError(message);
}

} // namespace carepath
