// What the units of KPIs mean to the outputs: conversion to days, decimals, signs, and words.
#pragma once

#include <string>

#include "engine/results/results.hpp"

namespace carepath {

/// Days in one `unit` of time ("weeks" 7, "hours" 1/24); 1 for days and for anything that is no duration.
[[nodiscard]] double days_per(const std::string& unit);

/// The unit as published in JSON: "days" for any duration, otherwise as it is.
[[nodiscard]] std::string json_unit(const std::string& unit);

/// The unit a KPI is shown in to people: `shown_in` for a duration that asks for another unit of time.
[[nodiscard]] std::string shown_unit(const KpiRow& row);

/// The estimate converted from the row's own unit to the one shown.
[[nodiscard]] Estimate in_shown_unit(const KpiRow& row, Estimate estimate);

/// A figure for people: "61.2%", "£1,234,568", "12.3 days", "4,321". An undefined one is a dash.
[[nodiscard]] std::string figure_text(double value, const std::string& unit);

/// "61.2% ± 0.8": the mean and half the width of its limits, left out when they are undefined.
[[nodiscard]] std::string estimate_text(const Estimate& estimate, const std::string& unit);

/// "+21.0 pts [20.0, 22.0] *": a difference with its limits; the star says that they exclude zero.
[[nodiscard]] std::string difference_text(const Estimate& estimate, const std::string& unit);

/// The title of a KPI, with the unit where its figures do not show one: "Waiting list (patients)".
[[nodiscard]] std::string label_text(const KpiRow& row);

/// "12.3 pts": the size of a gap between two figures.
[[nodiscard]] std::string gap_size_text(double gap, const std::string& unit);

/// "≥ 92%" or "≤ £1,500"; empty without a target.
[[nodiscard]] std::string target_text(const KpiRow& row);

/// Whether a mean meets the row's target, which it must have.
[[nodiscard]] bool target_met(const KpiRow& row, double mean);

/// `value` with thousands separators and `decimals` decimals; never "-0".
[[nodiscard]] std::string grouped_number(double value, int decimals);

} // namespace carepath
