#include "models/study/same_figures.hpp"

#include "models/scenario/written.hpp"

#include <algorithm>
#include <array>
#include <fmt/format.h>
#include <string_view>

namespace carepath {
namespace {

/// Fields that say what is measured of the events, phases or people named. Those names are no part of this: a
/// redesign has other steps, and counts the same thing there.
constexpr std::array<std::string_view, 12> measures{"share_within", "share_over", "from",     "until",
                                                    "cohort",       "only",       "level",    "of",
                                                    "basis",        "payer",      "provider", "distinct"};
/// Figures of their own: a KPI that adds one has a row that the other has not.
constexpr std::array<std::string_view, 2> figures{"share_within", "share_over"};

template <class List> bool holds(const List& list, std::string_view key) {
  return std::find(list.begin(), list.end(), key) != list.end();
}

/// Whether a field changes what rows of both are of.
bool redefines(std::string_view key, const Field* before, const Field* after) {
  if (before && after) return !same_node(before->value, after->value);
  return (before || after) && !holds(figures, key);
}

std::string spoken_value(const Item& item, std::string_view key) {
  const auto* field = item.find(key);
  return field ? written_form(field->value) : std::string("not said");
}

} // namespace

std::vector<RedefinedKpi> redefined_kpis(const Document& first, const Document& second) {
  std::vector<RedefinedKpi> notes;
  const auto* kpis = second.section("kpi");
  if (!kpis) return notes;
  for (const auto& item : kpis->items) {
    const auto* before = first.item("kpi", item.name);
    if (!before) continue;
    for (const auto key : measures) {
      const auto* field = item.find(key);
      if (!redefines(key, before->find(key), field)) continue;
      notes.push_back(
          {field ? field->key_where : item.where,
           fmt::format("kpi '{}' is defined differently, so the two are not the same figure: '{}' is "
                       "{}, and in the first {}",
                       item.name, key, spoken_value(item, key), spoken_value(*before, key))});
    }
  }
  return notes;
}

} // namespace carepath
