// How long scenarios take to settle when they start empty: what a warm-up should leave out.
#pragma once

#include "models/study/study.hpp"

#include <string>
#include <vector>

namespace carepath {

/// One scenario, run from its first day without a warm-up.
struct SettlingRun {
  std::string name;
  std::string title;
  std::vector<double> people; // in the model at each time, mean over replications
  bool starts_empty = true;   // no source puts people there at the start
  bool settles = false;       // within the first half of the run
  double days = 0;            // to leave out, rounded up to whole days or steps
  double level = 0;           // mean number of people behind that
};

struct WarmUpAnswer {
  std::vector<double> times; // days since the start
  double length_days = 0;    // of the run looked at
  std::vector<SettlingRun> runs;
  std::uint32_t replications = 0;
  std::size_t failed = 0;
  bool cancelled = false;

  [[nodiscard]] bool all_settle() const;
  /// What all need: scenarios are compared over the same time.
  [[nodiscard]] double days() const;
};

/// The study of the options with no warm-up, over the whole time of its [run], with the number of people at
/// each step kept at about five hundred moments or more. Faults are in the study.
[[nodiscard]] Study read_settling_study(const StudyOptions& options);

/// MSER-5 (engine/experiment/mser.hpp) on the mean number of people in the model of each scenario. Throws
/// InputError for a scenario whose steps are too many to be followed.
[[nodiscard]] WarmUpAnswer find_warm_up(const Study& study, const RunHooks& hooks);

} // namespace carepath
