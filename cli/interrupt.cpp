#include "cli/interrupt.hpp"

#include <array>
#include <signal.h>

namespace carepath {
namespace {

constexpr std::array handled{SIGINT, SIGTERM};

// A signal handler may touch nothing else: see InterruptGuard.
std::atomic<bool> stop_asked{false};
static_assert(std::atomic<bool>::is_always_lock_free);

extern "C" void ask_to_stop(int) {
  stop_asked.store(true);
}

void handle(int signal, void (*handler)(int), int flags) {
  struct sigaction action{};
  action.sa_handler = handler;
  action.sa_flags = flags;
  sigemptyset(&action.sa_mask);
  sigaction(signal, &action, nullptr);
}

} // namespace

InterruptGuard::InterruptGuard() {
  stop_asked.store(false);
  // Reset by the first signal: the second then ends the program as if nothing had been handled.
  for (const int signal : handled) handle(signal, ask_to_stop, static_cast<int>(SA_RESETHAND) | SA_RESTART);
}

InterruptGuard::~InterruptGuard() {
  for (const int signal : handled) handle(signal, SIG_DFL, 0);
}

const std::atomic<bool>& InterruptGuard::flag() const {
  return stop_asked;
}

void ignore_size_signals() {
  handle(SIGXFSZ, SIG_IGN, 0);
}

} // namespace carepath
