// Replications until the answer is precise enough: batches are added until the limits of the main figures are
// narrow, by a rule that looks at the figures alone, so that the number does not depend on threads.
#pragma once

#include "models/study/study.hpp"

#include <string>
#include <vector>

namespace carepath {

struct PrecisionGoal {
  std::optional<double> share;      // half the width of a figure's limits, of its mean
  std::optional<double> difference; // the same of a paired difference, of the mean in the first variant
  std::uint32_t most = 1000;        // replications, whatever is reached
};

struct FigureOfVariant {
  std::string kpi;
  std::string variant;
  friend bool operator==(const FigureOfVariant&, const FigureOfVariant&) = default;
};

/// How it went, for people.
struct PrecisionReached {
  bool reached = false;
  std::string basis; // which figures were looked at: "headline KPIs", "KPIs with a target" or "all KPIs"
  std::string kpi;   // the one with the widest limits
  std::string variant;
  bool of_difference = false; // between that variant and the first
  double share = 0;           // its half-width, of the mean; infinity where it has no limits
  double times = 0;           // of the width that is wanted
  std::size_t defined = 0;    // observations it is defined in: fewer than two give no limits
  /// Figures, or the difference in them, that were 0 in every replication: no share of them can be told, and
  /// others are judged. Where there are no others, the precision is not reached.
  std::vector<FigureOfVariant> nothing;
};

/// The fewest observations judged: replications, or groups of them that share a draw or are a pair. Fewer
/// know too little of their own spread: stopping when it looks small, limits after ten held the truth
/// in 93.3% of studies (normal, spread a fifth of the mean, a tenth wanted), after twenty in 94.7%.
inline constexpr std::uint32_t fewest_judged = 20;

/// How many replications to have in all after `now`, when the widest limits are `times` too wide: as many as
/// their spread asks for (in proportion to the square), at most twice as many, in tens.
[[nodiscard]] std::uint32_t next_replications(std::uint32_t now, double times, std::uint32_t most);

/// Runs the study with as many replications as the goal takes, beginning with those of the study, and leaves
/// their number in it. A figure that is undefined, or has no limits, is never precise: the most ends it. The
/// results are those of a plain run with so many.
[[nodiscard]] Results run_to_precision(Study& study, const PrecisionGoal& goal, const RunHooks& hooks,
                                       PrecisionReached& reached);

} // namespace carepath
