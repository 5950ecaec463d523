#include "models/study/absent_parts.hpp"

#include "engine/results/kpi_groups.hpp"
#include "models/kpi/kpi.hpp"
#include "models/study/kpi_rows.hpp"

#include <algorithm>

namespace carepath {
namespace {

/// Whether a field is the text, or a list with it.
bool names(const Item& item, std::string_view key, std::string_view text) {
  const auto* field = item.find(key);
  if (!field) return false;
  const auto& entries = field->value.items;
  return field->value.text == text ||
         std::any_of(entries.begin(), entries.end(), [&](const Node& entry) { return entry.text == text; });
}

/// Whether a KPI is divided among all there are of a payer, a provider or a setting. One of named settings is
/// of these alone: what is elsewhere is not told.
bool is_divided_by(const Item& item, const std::string& group) {
  return group == "setting" ? names(item, "setting", "*")
                            : is_by_party(item, group) && names(item, "by", group);
}

} // namespace

std::optional<std::size_t> whole_without_part(const KpiRow& row, const CompiledScenario& scenario,
                                              const Document& document) {
  if (!is_part(row)) return std::nullopt;
  const auto* item = kpi_item(row.name, document);
  if (!item || !is_divided_by(*item, row.group)) return std::nullopt;
  const auto& own = scenario.kpis;
  const auto whole = std::find_if(own.begin(), own.end(), [&](const KpiRow& other) {
    return other.name == row.name && other.group.empty() && other.unit == row.unit;
  });
  return whole == own.end() ? std::nullopt : std::optional<std::size_t>(whole - own.begin());
}

} // namespace carepath
