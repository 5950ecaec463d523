// What `bundle` and `rerun` share: a run, and the sums by which its results are known again.
#pragma once

#include "cli/bundle/bundle.hpp"
#include "cli/commands/study_request.hpp"

#include <string>

namespace carepath {

struct BundledRun {
  Results results;
  std::string bytes; // of the results file
  ResultsSum sum;
};

/// Runs a study that has no faults, with progress.
[[nodiscard]] BundledRun run_for_bundle(Study& study, const StudyRequest& request);

} // namespace carepath
