// Finding a KPI among rows by its name.
#pragma once

#include "engine/results/results.hpp"
#include "models/scenario/document.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace carepath {

/// The place of the KPI for everyone that is called `name`; nothing where there is none.
[[nodiscard]] std::optional<std::size_t> kpi_place(const std::vector<KpiRow>& rows, const std::string& name);

/// What could be meant by a name that no KPI for everyone has: its figures, such as "wait.mean" of "wait", or
/// the nearest name.
[[nodiscard]] std::string kpi_hint(const std::vector<KpiRow>& rows, const std::string& name);

/// The KPI that a row is of: "wait" of "wait.p90" and of "wait@week 26"; the longest name, where one begins
/// as another. Null where no KPI is called so.
[[nodiscard]] const Item* kpi_item(const std::string& row, const Document& document);

} // namespace carepath
