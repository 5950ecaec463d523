// What `bundle` and `rerun` share: a run, and the sums by which its results are known again.
#pragma once

#include "cli/bundle/bundle.hpp"
#include "cli/commands/study_request.hpp"

#include <filesystem>
#include <string>

namespace carepath {

/// A folder of this program's own, gone with this object.
class ScratchFolder {
public:
  ScratchFolder();
  ScratchFolder(const ScratchFolder&) = delete;
  ScratchFolder& operator=(const ScratchFolder&) = delete;
  ~ScratchFolder();
  [[nodiscard]] const std::filesystem::path& path() const { return path_; }

private:
  std::filesystem::path path_;
};

struct BundledRun {
  Results results;
  std::string bytes; // of the results file
  ResultsSum sum;
};

/// Runs a study that has no faults, with progress.
[[nodiscard]] BundledRun run_for_bundle(Study& study, const StudyRequest& request);

} // namespace carepath
