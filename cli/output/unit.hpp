// What the units of KPIs mean to the outputs: decimals, signs, and words. Conversion is the report's.
#pragma once

#include <string>

#include "engine/results/results.hpp"
#include "report/kpi_row.hpp"

namespace carepath {

/// The unit as published in JSON: "days" for any duration, otherwise as it is.
[[nodiscard]] std::string json_unit(const std::string& unit);

/// A figure for people: "61.2%", "£1,234,568", "12.3 days", "4,321". An undefined one is a dash.
[[nodiscard]] std::string figure_text(double value, const std::string& unit);

/// "61.2% ± 0.8": the mean and half the width of its limits, left out when they are undefined.
[[nodiscard]] std::string estimate_text(const Estimate& estimate, const std::string& unit);

/// The same of a KPI in the unit it is shown in, with more decimals where it misses a target by less than
/// the usual ones tell.
[[nodiscard]] std::string estimate_text(const KpiRow& row, const Estimate& estimate);

/// "+21.0 pts [20.0, 22.0] *": a difference with its limits; the star says that they exclude zero.
[[nodiscard]] std::string difference_text(const Estimate& estimate, const std::string& unit);

/// The title of a KPI, with the unit where its figures do not show one: "Waiting list (patients)". The
/// unit "number" goes without saying.
[[nodiscard]] std::string label_text(const KpiRow& row);

/// "12.3 pts": the size of a gap between two figures.
[[nodiscard]] std::string gap_size_text(double gap, const std::string& unit);

/// "≥ 92%" or "≤ £1,500"; empty without a target.
[[nodiscard]] std::string target_text(const KpiRow& row);

/// `value` with thousands separators and `decimals` decimals; never "-0".
[[nodiscard]] std::string grouped_number(double value, int decimals);

} // namespace carepath
