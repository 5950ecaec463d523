#include "models/study/kpi_rows.hpp"

#include "engine/base/text.hpp"

namespace carepath {

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

} // namespace carepath
