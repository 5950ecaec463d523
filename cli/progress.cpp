#include "cli/progress.hpp"

#include "cli/terminal.hpp"

#include <cmath>
#include <fmt/format.h>

namespace carepath {
namespace {

constexpr double shown_after_seconds = 1;
constexpr auto redrawn_every = std::chrono::milliseconds(100);
constexpr std::size_t bar_width = 24;
constexpr const char* clear_line = "\r\033[K";

/// How many of `parts` equal parts are done, rounded down.
std::size_t of_total(double done, std::size_t total, std::size_t parts) {
  if (total == 0) return 0;
  return static_cast<std::size_t>(done * static_cast<double>(parts) / static_cast<double>(total));
}

std::string duration_words(double seconds) {
  const auto whole = static_cast<long>(std::ceil(seconds));
  if (whole < 60) return fmt::format("{} s", whole);
  if (whole < 3600) return fmt::format("{} min {:02} s", whole / 60, whole % 60);
  return fmt::format("{} h {:02} min", whole / 3600, whole % 3600 / 60);
}

std::string time_left(double done, std::size_t total, double seconds) {
  const auto all = static_cast<double>(total);
  if (done >= all) return ", working out the figures";
  if (done == 0) return {};
  const double left = seconds * (all - done) / done;
  return fmt::format(", {} left", duration_words(left));
}

} // namespace

ProgressStyle progress_style(bool quiet) {
  if (quiet) return ProgressStyle::none;
  return error_is_terminal() ? ProgressStyle::bar : ProgressStyle::lines;
}

std::string progress_bar(double done, std::size_t total, double seconds) {
  const std::size_t filled = of_total(done, total, bar_width);
  return fmt::format("[{}{}] {:3}%  {} of {} replications{}", std::string(filled, '#'),
                     std::string(bar_width - filled, '-'), of_total(done, total, 100),
                     static_cast<std::size_t>(done), total, time_left(done, total, seconds));
}

Progress::Progress(ProgressStyle style, const std::atomic<bool>& stopping)
    : style_(style), stopping_(stopping) {
  if (style_ != ProgressStyle::none) thread_ = std::thread([this] { show_until_finished(); });
}

Progress::~Progress() {
  {
    const std::lock_guard lock(mutex_);
    finished_ = true;
  }
  wake_.notify_all();
  if (thread_.joinable()) thread_.join();
  if (bar_shown_) write_error(clear_line);
}

void Progress::update(double done, std::size_t total) {
  const std::lock_guard lock(mutex_);
  done_ = done;
  total_ = total;
}

double Progress::seconds() const {
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - began_).count();
}

void Progress::show_until_finished() {
  std::unique_lock lock(mutex_);
  while (!finished_) {
    // The system clock, because the thread sanitizer does not know the call behind waits on the steady one.
    wake_.wait_until(lock, std::chrono::system_clock::now() + redrawn_every, [this] { return finished_; });
    if (finished_) return;
    if (stopping_.load())
      show_stopping();
    else if (seconds() >= shown_after_seconds && total_ > 0)
      show();
  }
}

void Progress::show() {
  const auto words = progress_bar(done_, total_, seconds());
  if (style_ == ProgressStyle::bar) {
    bar_shown_ = true;
    return write_error(clear_line + words);
  }
  const std::size_t tenths = of_total(done_, total_, 10);
  if (tenths <= tenths_shown_) return;
  tenths_shown_ = tenths;
  write_error(words.substr(words.find(']') + 2) + "\n");
}

void Progress::show_stopping() {
  if (stopping_shown_) return;
  stopping_shown_ = true;
  write_error(fmt::format("{}Stopping; what is finished is kept. Ctrl-C again ends at once.\n",
                          bar_shown_ ? clear_line : ""));
  bar_shown_ = false;
}

} // namespace carepath
