// The list of sections: a new one is one line here and its field rows elsewhere.
#include "models/scenario/sections.hpp"

#include <algorithm>
#include <array>

namespace carepath {
namespace {

constexpr std::array rows{
    SectionRow{"scenario", true, ""},   SectionRow{"run", true, ""},
    SectionRow{"parameter", false, ""}, SectionRow{"attribute", false, ""},
    SectionRow{"calendar", false, ""},  SectionRow{"source", false, ""},
    SectionRow{"resource", false, ""},  SectionRow{"step", false, ""},
    SectionRow{"risk", false, ""},      SectionRow{"outcome", false, "label"},
    SectionRow{"clock", false, ""},     SectionRow{"need", false, ""},
    SectionRow{"cost", false, ""},      SectionRow{"kpi", false, ""},
    SectionRow{"worth", false, ""},     SectionRow{"defaults", false, ""},
    SectionRow{"variant", false, ""},   SectionRow{"sweep", true, ""},
};

} // namespace

std::span<const SectionRow> section_rows() {
  return rows;
}

const SectionRow* find_section_row(std::string_view kind) {
  const auto found =
      std::find_if(rows.begin(), rows.end(), [&](const auto& row) { return row.kind == kind; });
  return found == rows.end() ? nullptr : &*found;
}

std::vector<std::string> section_names() {
  std::vector<std::string> names;
  for (const auto& row : rows) names.emplace_back(row.kind);
  return names;
}

} // namespace carepath
