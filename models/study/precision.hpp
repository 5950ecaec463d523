// Replications until the answer is precise enough: batches are added until the limits of the main figures are
// narrow, by a rule that looks at the figures alone, so that the number does not depend on threads.
#pragma once

#include "models/study/study.hpp"

namespace carepath {

struct PrecisionGoal {
  double share = 0.05;       // half the width of the limits, of the mean
  std::uint32_t most = 1000; // replications, whatever is reached
};

/// How it went, for people.
struct PrecisionReached {
  bool reached = false;
  std::string basis; // which figures were looked at: "headline KPIs", "KPIs with a target" or "all KPIs"
  std::string kpi;   // the one with the widest limits
  std::string variant;
  double share = 0; // its half-width, of its mean
};

/// The fewest replications judged: fewer know too little of their own spread.
inline constexpr std::uint32_t fewest_judged = 10;

/// How many replications to have in all after `now`, when the widest limits are `times` too wide: as many as
/// their spread asks for (in proportion to the square), at most twice as many, in tens.
[[nodiscard]] std::uint32_t next_replications(std::uint32_t now, double times, std::uint32_t most);

/// Runs the study with as many replications as the goal takes, beginning with those of the study, and leaves
/// their number in it. The results are those of a plain run with so many.
[[nodiscard]] Results run_to_precision(Study& study, const PrecisionGoal& goal, const RunHooks& hooks,
                                       PrecisionReached& reached);

} // namespace carepath
