// Opens results files in the background, and says in plain words why one cannot be opened.
//
// The window never waits for a disk. A file that cannot be shown ends in one of five distinct messages,
// each saying what to do next.
#pragma once

#include "engine/results/results.hpp"
#include "viewer/background.hpp"

#include <atomic>
#include <condition_variable>
#include <deque>
#include <filesystem>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

namespace carepath {

enum class LoadFault { none, not_found, not_ours, too_new, too_old, damaged, wrong_scenario };

struct LoadOutcome {
  std::filesystem::path path;
  LoadFault fault = LoadFault::none;
  std::string detail;                     // the reader's own words, or the version found
  std::shared_ptr<const Results> results; // null unless fault is none
};

/// Heading of the dialog: "This file is damaged".
[[nodiscard]] std::string fault_title(LoadFault fault);
/// What happened and what to do, naming the file.
[[nodiscard]] std::string fault_text(const LoadOutcome& outcome);

/// Reads one file; throws `ResultsFileError` when it cannot. What takes long looks at the flag (null: none)
/// and returns something, anything, soon after it is set.
using ReadFunction = std::function<Results(const std::filesystem::path&, const std::atomic<bool>* cancelled)>;

/// The format version written in the file ("carepath-results/1" gives 1), found by its text alone: a
/// format too old for the reader is then still named as ours.
[[nodiscard]] std::optional<int> written_version(const std::filesystem::path& path);
/// Reads with `read`; every failure, any exception included, is an outcome.
[[nodiscard]] LoadOutcome load_results(const std::filesystem::path& path, const ReadFunction& read,
                                       const std::atomic<bool>* cancelled = nullptr);

/// One file at a time, in the background: the results library is used by one thread at a time.
class Loader {
public:
  /// `wake` is called from the background thread after each file, to redraw an idle window.
  explicit Loader(ReadFunction read, std::function<void()> wake = {});
  ~Loader();
  Loader(const Loader&) = delete;
  Loader& operator=(const Loader&) = delete;

  void request(std::filesystem::path path);
  /// Outcomes finished since the last call, in the order requested.
  [[nodiscard]] std::vector<LoadOutcome> collect();
  /// True while a file waits or is being read.
  [[nodiscard]] bool busy() const;
  /// Forgets the files that wait, and stops what is being read.
  void cancel();
  /// Blocks until nothing waits; for scripted use.
  void wait();
  /// In a build without threads: reads one file now.
  bool turn() { return background_.turn(); }

private:
  bool read_next();

  ReadFunction read_;
  std::function<void()> wake_;
  mutable std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<std::filesystem::path> waiting_;
  std::vector<LoadOutcome> finished_;
  bool reading_ = false;
  std::atomic<bool> cancelled_{false}; // what is being read is not wanted any more
  Background background_;              // last: stops before the members it uses go
};

} // namespace carepath
