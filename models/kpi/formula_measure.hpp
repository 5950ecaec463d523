// What a formula over KPIs measures: whether it is a length of time, so that it can be shown in any unit of
// time.
#pragma once

#include "models/kpi/kpi.hpp"
#include "models/scenario/measuring.hpp"

#include <string_view>

namespace carepath {

/// What the name of a KPI begins with in a formula: "kpi.median_wait".
inline constexpr std::string_view kpi_prefix = "kpi.";

/// Whether the value is the name of a KPI, and whether there is one in it.
[[nodiscard]] bool is_kpi(const Value& value);
[[nodiscard]] bool names_kpi(const Value& formula);

/// The name of the row that a formula means by what follows "kpi.": itself, or where it names the single
/// figure of a KPI ("stay.share_within"), that of the KPI. What is in no row stays as it is.
[[nodiscard]] std::string row_name(const std::string& said, const KpiWork& work, const CompiledScenario& out);

/// Whether the formula is known to be a length of time, in days. What cannot be told (a KPI that a formula
/// gives in a unit of its own) goes with anything it is added to or compared with. `bare`: whether plain
/// numbers beside a time are days.
[[nodiscard]] bool is_length_of_time(const Value& formula, const KpiWork& work, const CompiledScenario& out,
                                     BareNumbers bare);

/// Whether a time in it is multiplied as if its number had to be put into a unit of so many days ("* 24" for
/// hours).
[[nodiscard]] bool converts_itself(const Value& formula, double days);

} // namespace carepath
