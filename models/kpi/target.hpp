// The level wanted of a KPI: a bound or a band, and which of its figures it is about.
#pragma once

#include "engine/results/results.hpp"
#include "models/kpi/bound.hpp"

#include <limits>
#include <optional>
#include <string>
#include <vector>

namespace carepath {

struct KpiTarget {
  Bound low;                                              // the one bound, or the lower of a band
  double high = std::numeric_limits<double>::quiet_NaN(); // of a band
  char sign = 0;                                          // '<', '>' or none
  SourceRef where;
};

/// The item's target; nothing when it has none, or after a fault.
[[nodiscard]] std::optional<KpiTarget> read_target(const Item& item, CompileContext& context);

/// Which of the figures, by their units, the target is about: a share (0 to 1) is of the first share, a time
/// or money of the first figure in that unit, any other number of the first figure. Nothing after a fault.
[[nodiscard]] std::optional<std::size_t> targeted_figure(const KpiTarget& target,
                                                         const std::vector<std::string>& units,
                                                         const std::string& kpi, CompileContext& context);

/// Whether the target of a length of time says in which unit it is; a plain number is a fault. A formula is
/// in whatever unit it names, and is not asked.
[[nodiscard]] bool says_unit_of_time(const KpiTarget& target, CompileContext& context);

/// Of a share over a limit: warns where a target without a sign is read as at least, which is hardly meant.
void warn_of_share_over(const KpiTarget& target, const std::string& kpi, CompileContext& context);

/// Sets the row's target, in its unit. Without a sign a time or money is wanted at most, any other number at
/// least.
void set_target(const KpiTarget& target, KpiRow& row);

} // namespace carepath
