// Parts of a whole that a variant does not name: there is nothing of the whole in them, rather than no
// figure.
#pragma once

#include "models/compile/compiled_scenario.hpp"
#include "models/scenario/document.hpp"

#include <cstddef>
#include <optional>

namespace carepath {

/// The KPI row of a variant of which `row`, which the variant does not have, is a part with nothing in it:
/// the variant divides that KPI among all payers, providers or settings, and this one is not among them.
/// Nothing where the variant does not have the KPI, or does not divide it so; groups of people are no such
/// parts.
[[nodiscard]] std::optional<std::size_t>
whole_without_part(const KpiRow& row, const CompiledScenario& scenario, const Document& document);

} // namespace carepath
