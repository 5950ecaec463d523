#include "models/study/kpi_rows.hpp"

#include "engine/base/text.hpp"

namespace carepath {
namespace {

/// What follows the KPI's name says which figure it is, and of when.
bool is_figure_of(const std::string& row, const std::string& kpi) {
  return row == kpi || row.starts_with(kpi + ".") || row.starts_with(kpi + "@");
}

} // namespace

std::optional<std::size_t> kpi_place(const std::vector<KpiRow>& rows, const std::string& name) {
  for (std::size_t at = 0; at < rows.size(); ++at)
    if (rows[at].name == name && rows[at].group.empty()) return at;
  return std::nullopt;
}

std::string kpi_hint(const std::vector<KpiRow>& rows, const std::string& name) {
  std::vector<std::string> names, inside;
  for (const auto& row : rows) {
    if (!row.group.empty()) continue;
    names.push_back(row.name);
    if (row.name.starts_with(name + ".")) inside.push_back(row.name);
  }
  return inside.empty() ? name_hint(name, names) : "its figures are " + join(inside, ", ");
}

const Item* kpi_item(const std::string& row, const Document& document) {
  const Item* found = nullptr;
  const auto* kpis = document.section("kpi");
  if (!kpis) return nullptr;
  for (const auto& item : kpis->items)
    if (is_figure_of(row, item.name) && (!found || item.name.size() > found->name.size())) found = &item;
  return found;
}

} // namespace carepath
