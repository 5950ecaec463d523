// Ctrl-C: the first asks the running study to stop and keep what it has, the second ends the program.
#pragma once

#include <atomic>

namespace carepath {

/// While it lives, the first SIGINT or SIGTERM sets the flag; the next one has its usual effect. One at a
/// time. The flag itself has to be global, because a signal handler is given nothing to find it by: it is the
/// only global of the program that changes, and lives in interrupt.cpp.
class InterruptGuard {
public:
  InterruptGuard();
  ~InterruptGuard();
  InterruptGuard(const InterruptGuard&) = delete;
  InterruptGuard& operator=(const InterruptGuard&) = delete;

  [[nodiscard]] const std::atomic<bool>& flag() const;
  [[nodiscard]] bool asked() const { return flag().load(); }
};

/// A write beyond the allowed file size then fails with a message instead of ending the program.
void ignore_size_signals();

} // namespace carepath
