// From a KPI item to rows of the results: what the forms share.
#pragma once

#include "models/kpi/kpi.hpp"

#include <optional>
#include <vector>

namespace carepath {

/// Every moment of the run that the item reads: its dates and the ends of its window.
[[nodiscard]] std::vector<double> kpi_moments(const Item& item, CompileContext& context);

/// When what the item is about begins: its own period, or the measured one.
[[nodiscard]] double opening_of(const Item& item, CompileContext& context);

/// The part of the measured period in which those of a cohort came or began; nothing without `from` and
/// `until`. A part that opens later than the measured period leaves out its very first instant, so that
/// parts add up.
[[nodiscard]] std::optional<CohortPeriod> cohort_period(const Item& item, CompileContext& context);

/// Compiles an item of a form: a row for each figure, group and date; series and histograms.
void lower_kpi(const Item& item, const KpiForm& form, KpiWork& work, CompiledScenario& out);

/// Compiles `value = "kpi.a / kpi.b"`, after the items it reads.
void lower_formula(const Item& item, KpiWork& work, CompiledScenario& out);

} // namespace carepath
