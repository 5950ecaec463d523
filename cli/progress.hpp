// Progress of a long run on standard error: a bar on a terminal, a line for every tenth otherwise.
#pragma once

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <mutex>
#include <string>
#include <thread>

namespace carepath {

enum class ProgressStyle { none, lines, bar };

/// A bar on a terminal, lines elsewhere, nothing when it is to be quiet.
[[nodiscard]] ProgressStyle progress_style(bool quiet);

/// "[######------------------]  25%  30 of 120 replications, 12 s left". `done` is at most `total`; of a
/// replication that is done in part the words say nothing, the bar does.
[[nodiscard]] std::string progress_bar(double done, std::size_t total, double seconds);

/// Shows the progress of a run from a thread of its own while it lives, once the run has lasted a second.
/// Says so when `stopping` becomes true.
class Progress {
public:
  Progress(ProgressStyle style, const std::atomic<bool>& stopping);
  ~Progress();
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;

  /// May be called from any thread.
  void update(double done, std::size_t total);
  [[nodiscard]] double seconds() const;

private:
  void show_until_finished();
  void show();
  void show_stopping();

  const ProgressStyle style_;
  const std::atomic<bool>& stopping_;
  const std::chrono::steady_clock::time_point began_ = std::chrono::steady_clock::now();
  std::mutex mutex_;
  std::condition_variable wake_;
  bool finished_ = false;
  double done_ = 0;
  std::size_t total_ = 0;
  std::size_t tenths_shown_ = 0;
  bool bar_shown_ = false;
  bool stopping_shown_ = false;
  std::thread thread_;
};

} // namespace carepath
