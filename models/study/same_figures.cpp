#include "models/study/same_figures.hpp"

#include "models/scenario/written.hpp"

#include <algorithm>
#include <array>
#include <fmt/format.h>
#include <map>
#include <set>
#include <string_view>
#include <utility>

namespace carepath {
namespace {

using NameIn = std::pair<std::string, std::string>; // in a KPI

/// KPIs with one name for two figures, or two names for one figure.
std::set<std::string> named_unlike(const std::vector<FigureNames>& names) {
  std::map<NameIn, std::string> full_of, name_of;
  std::set<std::string> unlike;
  for (const auto& variant : names)
    for (const auto& row : variant.rows) {
      const auto& full = full_of.try_emplace({row.kpi, row.name}, row.full).first->second;
      const auto& name = name_of.try_emplace({row.kpi, row.full}, row.name).first->second;
      if (full != row.full || name != row.name) unlike.insert(row.kpi);
    }
  return unlike;
}

const FigureName* find_name(const std::vector<FigureName>& names, const std::string& name) {
  const auto found =
      std::find_if(names.begin(), names.end(), [&](const auto& row) { return row.name == name; });
  return found == names.end() ? nullptr : &*found;
}

template <class Row>
void rename_rows(std::vector<Row>& rows, const std::vector<FigureName>& names,
                 const std::set<std::string>& unlike) {
  for (auto& row : rows)
    if (const auto* known = find_name(names, row.name); known && unlike.contains(known->kpi)) {
      row.name = known->full;
      row.title = known->full_title;
    }
}

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

/// A target of its own, which no row has room for: rows are shared, and have that of the first.
void note_own_target(const Item& before, const Item& item, std::vector<RedefinedKpi>& notes) {
  const auto* target = item.find("target");
  const auto* first = before.find("target");
  if (!target || (first && same_node(first->value, target->value))) return;
  const auto used = first ? "all are judged by that of the first, " + written_form(first->value)
                          : std::string("the first has none, so none is judged");
  notes.push_back(
      {target->key_where, fmt::format("kpi '{}' has a target of its own, {}, which is not used: {}",
                                      item.name, written_form(target->value), used)});
}

} // namespace

void name_figures_alike(std::vector<CompiledScenario>& variants, const std::vector<FigureNames>& names) {
  const auto unlike = named_unlike(names);
  if (unlike.empty()) return;
  for (std::size_t at = 0; at < variants.size(); ++at) {
    rename_rows(variants[at].kpis, names[at].rows, unlike);
    rename_rows(variants[at].series, names[at].series, unlike);
    for (auto& name : variants[at].headline)
      if (const auto* known = find_name(names[at].rows, name); known && unlike.contains(known->kpi))
        name = known->full;
  }
}

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
    note_own_target(*before, item, notes);
  }
  return notes;
}

} // namespace carepath
