#include "cli/terminal.hpp"

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fmt/format.h>
#include <stdexcept>
#include <sys/ioctl.h>
#include <unistd.h>

namespace carepath {
namespace {

constexpr int narrowest = 40;
constexpr int widest = 160;

int terminal_width() {
  winsize size{};
  if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) != 0 || size.ws_col == 0) return TableOptions{}.width;
  return std::clamp<int>(size.ws_col, narrowest, widest);
}

} // namespace

void write_out(std::string_view text) {
  const bool written = std::fwrite(text.data(), 1, text.size(), stdout) == text.size();
  if (!written || std::fflush(stdout) != 0)
    throw std::runtime_error(fmt::format("cannot write to standard output: {}", std::strerror(errno)));
}

void write_error(std::string_view text) noexcept {
  static_cast<void>(std::fwrite(text.data(), 1, text.size(), stderr));
  std::fflush(stderr);
}

bool error_is_terminal() {
  return isatty(STDERR_FILENO) != 0;
}

TableOptions output_table_options() {
  TableOptions options;
  if (isatty(STDOUT_FILENO) == 0) return options;
  const char* no_colour = std::getenv("NO_COLOR");
  options.colour = !no_colour || *no_colour == '\0';
  options.width = terminal_width();
  return options;
}

std::string counted(std::size_t number, std::string_view singular) {
  return fmt::format("{} {}{}", number, singular, number == 1 ? "" : "s");
}

} // namespace carepath
