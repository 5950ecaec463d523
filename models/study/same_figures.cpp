#include "models/study/same_figures.hpp"

#include "models/study/kpi_rows.hpp"

#include "models/kpi/kpi.hpp"
#include "models/scenario/units.hpp"
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

/// A figure in one unit: of those with one name, the first keeps it.
struct UnitName {
  std::string unit;
  std::string name;
};

/// Whether values in these units can be subtracted. Other words for a number, "patients" and "referrals",
/// make no other figure.
bool are_comparable(const std::string& a, const std::string& b) {
  const auto is_number = [](const std::string& unit) {
    return unit != "share" && unit_days(unit) == 0 && unit.find("£") == std::string::npos &&
           unit.find("per ") == std::string::npos;
  };
  return a == b || (is_number(a) && is_number(b));
}
using NamesByUnit = std::map<std::vector<std::string>, std::vector<UnitName>>; // by what tells rows apart

std::vector<std::string> key_of(const KpiRow& row) {
  return {row.name, row.group, row.group_value};
}
std::vector<std::string> key_of(const SeriesRow& row) {
  return {row.name};
}

/// The name for a row in its unit; a new one is made of the scenario's.
std::string name_for(const std::string& name, const std::string& unit, const std::string& scenario,
                     std::vector<UnitName>& known) {
  const auto found = std::find_if(known.begin(), known.end(),
                                  [&](const auto& row) { return are_comparable(row.unit, unit); });
  if (found != known.end()) return found->name;
  known.push_back({unit, known.empty() ? name : name + "." + scenario});
  return known.back().name;
}

/// Figures in another unit than in the scenarios before get names of their own; a sentence on each.
template <class Row>
std::vector<std::string> name_by_unit(std::vector<Row>& rows, const std::string& scenario,
                                      NamesByUnit& names) {
  std::vector<std::string> told;
  for (auto& row : rows) {
    auto& known = names[key_of(row)];
    const auto name = name_for(row.name, row.unit, scenario, known);
    if (name == row.name) continue;
    auto sentence =
        fmt::format("'{}' has the unit '{}', and in the first '{}', so the two are not the same figure: "
                    "it is shown as '{}'",
                    row.name, row.unit, known.front().unit, name);
    if (told.empty() || told.back() != sentence) told.push_back(std::move(sentence)); // once for its groups
    row.title += fmt::format(", as '{}' has it", scenario);
    row.name = name;
  }
  return told;
}

/// Fields that say what is measured of the events, phases or people named. Those names are no part of this: a
/// redesign has other steps, and counts the same thing there.
constexpr std::array<std::string_view, 12> measures{"share_within", "share_over", "from",     "until",
                                                    "cohort",       "only",       "level",    "of",
                                                    "basis",        "payer",      "provider", "distinct"};
/// Fields that say what is worked out or added up. Which lines and settings there are is no part of this: a
/// redesign has others under "*", and adds up the same thing there.
constexpr std::array<std::string_view, 3> subjects{"value", "cost", "setting"};
/// Figures of their own: a KPI that adds one has a row that the other has not.
constexpr std::array<std::string_view, 2> figures{"share_within", "share_over"};

template <class List> bool holds(const List& list, std::string_view key) {
  return std::find(list.begin(), list.end(), key) != list.end();
}

/// The names of a list, or the one that stands alone; nothing of any other value.
std::set<std::string> names_in(const Node& node) {
  if (node.is_text()) return {node.text};
  std::set<std::string> names;
  for (const auto& item : node.items)
    if (item.is_text()) names.insert(item.text);
  return names.size() == node.items.size() ? names : std::set<std::string>();
}

/// Whether two values are the same, names in whatever order.
bool says_the_same(const Node& a, const Node& b) {
  const auto names = names_in(a);
  return same_node(a, b) || (!names.empty() && names == names_in(b));
}

/// Whether a field changes what rows of both are of.
bool redefines(std::string_view key, const Field* before, const Field* after) {
  if (before && after) return !says_the_same(before->value, after->value);
  if (holds(subjects, key)) return false; // it measures another thing, which has been told
  return (before || after) && !holds(figures, key);
}

/// The field that says what a KPI measures: "clock".
std::string_view measure_of(const Item& item) {
  for (const auto& form : kpi_forms())
    if (item.find(form.key)) return form.key;
  return "value";
}

void note_other_measure(const Item& before, const Item& item, std::vector<RedefinedKpi>& notes) {
  const auto was = measure_of(before), is = measure_of(item);
  if (was == is) return;
  const auto* field = item.find(is);
  notes.push_back({field ? field->key_where : item.where,
                   fmt::format("kpi '{}' is defined differently, so the two are not the same figure: it "
                               "measures '{}', and in the first '{}'",
                               item.name, is, was)});
}

std::string spoken_value(const Item& item, std::string_view key) {
  const auto* field = item.find(key);
  return field ? written_form(field->value) : std::string("not said");
}

void note_redefined(std::string_view key, const Item& before, const Item& item,
                    std::vector<RedefinedKpi>& notes) {
  const auto* field = item.find(key);
  if (!redefines(key, before.find(key), field)) return;
  notes.push_back({field ? field->key_where : item.where,
                   fmt::format("kpi '{}' is defined differently, so the two are not the same figure: '{}' is "
                               "{}, and in the first {}",
                               item.name, key, spoken_value(item, key), spoken_value(before, key))});
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
  NamesByUnit rows, series;
  for (std::size_t at = 0; at < variants.size(); ++at) {
    rename_rows(variants[at].kpis, names[at].rows, unlike);
    rename_rows(variants[at].series, names[at].series, unlike);
    const auto tell_apart = [&](std::string& name) {
      if (const auto* known = find_name(names[at].rows, name); known && unlike.contains(known->kpi))
        name = known->full;
    };
    for (auto& name : variants[at].headline) tell_apart(name);
    for (auto& worth : variants[at].worths) tell_apart(worth.outcome), tell_apart(worth.cost);
    const auto before = variants[at].kpis;
    variants[at].other_units = name_by_unit(variants[at].kpis, variants[at].name, rows);
    const auto follow = [&](std::string& name) {
      const auto place = kpi_place(before, name);
      if (place) name = variants[at].kpis[*place].name;
    };
    for (auto& name : variants[at].headline) follow(name);
    for (auto& worth : variants[at].worths) follow(worth.outcome), follow(worth.cost);
    name_by_unit(variants[at].series, variants[at].name, series);
  }
}

std::vector<RedefinedKpi> redefined_kpis(const Document& first, const Document& second) {
  std::vector<RedefinedKpi> notes;
  const auto* kpis = second.section("kpi");
  if (!kpis) return notes;
  for (const auto& item : kpis->items) {
    const auto* before = first.item("kpi", item.name);
    if (!before) continue;
    note_other_measure(*before, item, notes);
    for (const auto key : subjects) note_redefined(key, *before, item, notes);
    for (const auto key : measures) note_redefined(key, *before, item, notes);
    note_own_target(*before, item, notes);
  }
  return notes;
}

} // namespace carepath
