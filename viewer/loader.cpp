// Classification of unreadable files, and reading in the background.
#include "viewer/loader.hpp"

#include "engine/results/reader.hpp"

#include <charconv>
#include <fmt/format.h>
#include <fstream>
#include <string_view>
#include <utility>

namespace carepath {

namespace {

constexpr std::string_view format_prefix = "carepath-results/";

int supported_version() {
  const std::string_view format = results_format;
  int version = 0;
  std::from_chars(format.data() + format_prefix.size(), format.data() + format.size(), version);
  return version;
}

LoadFault fault_of(ResultsFault fault) {
  switch (fault) {
  case ResultsFault::unreadable: return LoadFault::not_found;
  case ResultsFault::not_hdf5:
  case ResultsFault::not_results: return LoadFault::not_ours;
  case ResultsFault::newer: return LoadFault::too_new;
  case ResultsFault::damaged: break;
  }
  return LoadFault::damaged;
}

/// The reader takes a format it no longer knows for another program's; its mark says otherwise.
LoadOutcome refined(LoadOutcome outcome) {
  if (outcome.fault != LoadFault::not_ours) return outcome;
  const auto version = written_version(outcome.path);
  if (!version || *version >= supported_version()) return outcome;
  outcome.fault = LoadFault::too_old;
  outcome.detail = fmt::format("'{}' has format {}{}; this viewer reads {}", outcome.path.string(),
                               format_prefix, *version, results_format);
  return outcome;
}

} // namespace

std::optional<int> written_version(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  constexpr std::size_t block = 1U << 20U;
  constexpr std::size_t overlap = 64; // the mark may lie across two blocks
  std::string window;
  std::string chunk(block, '\0');
  while (file) {
    file.read(chunk.data(), static_cast<std::streamsize>(block));
    window.append(chunk, 0, static_cast<std::size_t>(file.gcount()));
    for (auto at = window.find(format_prefix); at != std::string::npos;
         at = window.find(format_prefix, at + 1)) {
      int version = 0;
      const char* digits = window.data() + at + format_prefix.size();
      if (std::from_chars(digits, window.data() + window.size(), version).ec == std::errc{}) return version;
    }
    if (window.size() > overlap) window.erase(0, window.size() - overlap);
  }
  return std::nullopt;
}

std::string fault_title(LoadFault fault) {
  switch (fault) {
  case LoadFault::not_found: return "The file was not found";
  case LoadFault::not_ours: return "This is not a results file";
  case LoadFault::too_new: return "This file needs a newer Carepath";
  case LoadFault::too_old: return "This file is from an older Carepath";
  case LoadFault::damaged: return "This file is damaged";
  case LoadFault::wrong_scenario: return "This scenario cannot be run";
  case LoadFault::none: break;
  }
  return {};
}

std::string fault_text(const LoadOutcome& outcome) {
  const auto with_detail = [&](std::string_view advice) {
    const auto& what = outcome.detail.empty() ? outcome.path.string() : outcome.detail;
    return fmt::format("{}\n\n{}", what, advice);
  };
  switch (outcome.fault) {
  case LoadFault::not_found:
    return with_detail(
        "Check the name and the folder. `carepath run` and `carepath compare` write results with -o.");
  case LoadFault::not_ours:
    return with_detail("Carepath results end in .h5 and are made by `carepath run` or `carepath compare`.");
  case LoadFault::too_new: return with_detail("Update Carepath, then open the file again.");
  case LoadFault::too_old:
    return with_detail("Run the scenario again with this Carepath: its text is inside the file.");
  case LoadFault::damaged:
    return with_detail("It was probably cut short. Copy it again, or run the scenario again.");
  case LoadFault::wrong_scenario: return with_detail("Mend the scenario, then open it again.");
  case LoadFault::none: break;
  }
  return {};
}

LoadOutcome load_results(const std::filesystem::path& path, const ReadFunction& read,
                         const std::atomic<bool>* cancelled) {
  try {
    return {path, LoadFault::none, {}, std::make_shared<const Results>(read(path, cancelled))};
  } catch (const ResultsFileError& error) {
    return refined({path, fault_of(error.fault()), error.what(), nullptr});
  } catch (const std::exception& error) {
    const bool scenario = path.extension() == ".toml";
    return {path, scenario ? LoadFault::wrong_scenario : LoadFault::damaged, error.what(), nullptr};
  }
}

Loader::Loader(ReadFunction read, std::function<void()> wake)
    : read_(std::move(read)), wake_(std::move(wake)), background_([this] { return read_next(); }) {}

Loader::~Loader() {
  cancel();
}

void Loader::request(std::filesystem::path path) {
  const std::scoped_lock lock(mutex_);
  waiting_.push_back(std::move(path));
  background_.wake();
}

std::vector<LoadOutcome> Loader::collect() {
  const std::scoped_lock lock(mutex_);
  return std::exchange(finished_, {});
}

bool Loader::busy() const {
  const std::scoped_lock lock(mutex_);
  return reading_ || !waiting_.empty();
}

void Loader::cancel() {
  const std::scoped_lock lock(mutex_);
  waiting_.clear();
  cancelled_ = true;
}

void Loader::wait() {
  while (turn()) {
  }
  std::unique_lock lock(mutex_);
  changed_.wait(lock, [&] { return !reading_ && waiting_.empty(); });
}

bool Loader::read_next() {
  std::unique_lock lock(mutex_);
  if (waiting_.empty()) return false;
  const auto path = std::move(waiting_.front());
  waiting_.pop_front();
  reading_ = true;
  cancelled_ = false;
  lock.unlock();
  auto outcome = load_results(path, read_, &cancelled_);
  lock.lock();
  if (!cancelled_) finished_.push_back(std::move(outcome));
  reading_ = false;
  changed_.notify_all();
  if (wake_) wake_();
  return true;
}

} // namespace carepath
