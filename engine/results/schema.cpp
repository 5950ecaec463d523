// The columns of each table of rows in a results file.
//
// Durations carry the unit "day", not "days": xarray turns a variable in "days" into time stamps.
#include "engine/results/schema.hpp"

#include <algorithm>

namespace carepath::schema {

const std::vector<Column<VariantResult>>& variant_columns() {
  using Row = VariantResult;
  static const std::vector<Column<Row>> columns{
      {"title", &Row::title, "", "Title of the variant"},
      {"question", &Row::question, "", "Question the scenario asks"},
      {"file", &Row::file, "", "Scenario file, as given"},
      {"replications_completed", &Row::replications, "1", "Replications completed"},
      {"replications_failed", &Row::failed, "1", "Replications that failed and are in no figure"},
      {"events", &Row::events, "1", "Events handled per replication"},
  };
  return columns;
}

const std::vector<Column<Note>>& note_columns() {
  static const std::vector<Column<Note>> columns{
      {data::variant, &Note::variant, "", "Variant"},
      {"kind", &Note::kind, "", "'failure', 'warning', 'change' from the first variant, or 'need check'"},
      {"text", &Note::text, "", "The note"},
  };
  return columns;
}

const std::vector<Column<SweepCoordinate>>& coordinate_columns() {
  using Row = SweepCoordinate;
  static const std::vector<Column<Row>> columns{
      {"path", &Row::path, "", "What the coordinate sets; the name of a whole alternative"}};
  return columns;
}

const std::vector<Column<KpiRow>>& kpi_columns() {
  using Row = KpiRow;
  static const std::vector<Column<Row>> columns{
      {"name", &Row::name, "", "Name without the group"},
      {"title", &Row::title, "", "Title for people"},
      {"unit", &Row::unit, "", "Unit of the figure"},
      {"shown_in", &Row::shown_in, "", "Unit people prefer to read it in; the figures stay in `unit`"},
      {"definition", &Row::definition, "", "What the figure is, in a sentence"},
      {"group", &Row::group, "", "Splitting attribute; empty for everyone"},
      {"group_value", &Row::group_value, "",
       "Value of the splitting attribute, 'gap' (first minus last) or 'shared by all'; empty for everyone"},
      {"target", &Row::target, "", "Target in the unit of the figure; NaN for none"},
      {"target_at_most", &Row::target_at_most, "", "1 when the target is an upper bound"},
      {"target_high", &Row::target_high, "", "Upper end of a target that is a band; NaN for none", true},
      {"owner", &Row::owner, "", "Who answers for the figure", true},
      {"source", &Row::source, "", "Where the target comes from", true},
  };
  return columns;
}

const std::vector<Column<SeriesRow>>& series_columns() {
  using Row = SeriesRow;
  static const std::vector<Column<Row>> columns{
      {"title", &Row::title, "", "Title for people"},
      {"unit", &Row::unit, "", "Unit of the figure"},
      {"target", &Row::target, "", "Target in the unit of the figure; NaN for none"},
      {"target_at_most", &Row::target_at_most, "", "1 when the target is an upper bound"},
      {"target_high", &Row::target_high, "", "Upper end of a target that is a band; NaN for none", true},
  };
  return columns;
}

const std::vector<Column<GraphNode>>& node_columns() {
  using Row = GraphNode;
  static const std::vector<Column<Row>> columns{
      {"name", &Row::name, "", "Name in the scenario"},
      {"title", &Row::title, "", "Title for people"},
      {"kind", &Row::kind, "", "'source', 'step' or 'outcome'"},
      {"setting", &Row::setting, "", "Setting; empty when not said"},
      {"per_week", &Row::per_week, "week-1", "Arrivals at the node, mean over replications"},
      {"mean_wait_days", &Row::mean_wait_days, "day", "Mean wait at the node"},
      {"waiting_at_end", &Row::waiting_at_end, "1", "Waiting when the run ends, mean over replications"},
  };
  return columns;
}

const std::vector<Column<GraphEdge>>& edge_columns() {
  using Row = GraphEdge;
  static const std::vector<Column<Row>> columns{
      {"from", &Row::from, "1", "Index among the variant's nodes, from 0"},
      {"to", &Row::to, "1", "Index among the variant's nodes, from 0"},
      {"label", &Row::label, "", "Empty: flows are not told apart by cause"},
      {"per_week", &Row::per_week, "week-1", "Moves along the edge, mean over replications"},
  };
  return columns;
}

const std::vector<Column<NodeResource>>& node_resource_columns() {
  static const std::vector<Column<NodeResource>> columns{
      {"node", &NodeResource::node, "1", "Index among the variant's nodes, from 0"},
      {"resource", &NodeResource::resource, "", "Resource the node uses"},
  };
  return columns;
}

const std::vector<Column<ResourceRow>>& resource_columns() {
  using Row = ResourceRow;
  static const std::vector<Column<Row>> columns{
      {"name", &Row::name, "", "Name in the scenario"},
      {"kind", &Row::kind, "", "'units', 'diary' or 'stock'"},
      {"setting", &Row::setting, "", "Setting; empty when not said"},
      {"capacity_mean", &Row::capacity_mean, "1",
       "Units, mean over time; of a diary slots per week; of a stock what it has to give per week of the "
       "run"},
      {"offered_load", &Row::offered_load, "1",
       "Demand over capacity, from the traffic equations; NaN when unknown, and in sweeps"},
      {"utilisation", &Row::utilisation, "1",
       "Share of capacity in use, simulated, over time; of a stock, of all supplied until then, the share "
       "used"},
      {"mean_queue", &Row::mean_queue, "1", "Mean number in its queue"},
      {"littles_law_error", &Row::littles_law_error, "1", "Relative error of L = lambda W on its queue"},
      {"busy_p50", &Row::busy_p50, "1", "Units busy, or fewer, half of the time; NaN when not kept", true},
      {"busy_p95", &Row::busy_p95, "1", "The same for 95% of the time", true},
      {"busy_p99", &Row::busy_p99, "1", "The same for 99% of the time", true},
  };
  return columns;
}

const std::vector<Column<PairedEntities>>& paired_columns() {
  using Row = PairedEntities;
  static const std::vector<Column<Row>> columns{
      {data::variant, &Row::variant, "", "Variant"},
      {data::against, &Row::against, "", "Variant it is compared with"},
      {"clock", &Row::clock, "", "Clock whose wait is compared"},
      {"group", &Row::group, "", "Splitting attribute; empty for everyone"},
      {"group_value", &Row::group_value, "", "Value of the splitting attribute; empty for everyone"},
      {"matched", &Row::matched, "1",
       "People found in both variants and measured in either, per replication"},
      {"gain", &Row::gain, "1", "Share waiting less, by at least `noticed_days`"},
      {"same", &Row::same, "1", "Share whose wait changes by less than that"},
      {"lose", &Row::lose, "1", "Share waiting more, by at least `noticed_days`"},
      {"noticed_days", &Row::noticed_days, "day", "A smaller change on this clock counts as the same", true},
      {"clock_title", &Row::clock_title, "", "Title of the clock; empty when it has none", true},
      {"unknown", &Row::unknown, "1",
       "Share open at the end, or still there with fewer periods, of whom it is not known which is longer",
       true},
  };
  return columns;
}

const std::vector<Column<Assumption>>& assumption_columns() {
  using Row = Assumption;
  static const std::vector<Column<Row>> columns{
      {data::variant, &Row::variant, "", "Variants that have it so, 'current, hub', or 'every variant'"},
      {"path", &Row::path, "", "Path of the value in the scenario"},
      {"value", &Row::value, "", "The value, as written"},
      {"source", &Row::source, "", "Where the value comes from"},
  };
  return columns;
}

const std::vector<Column<StressItem>>& stress_columns() {
  static const std::vector<Column<StressItem>> columns{
      {"number", &StressItem::number, "", "Item of the STRESS-DES checklist (Monks et al. 2019)"},
      {"title", &StressItem::title, "", "Title of the item"},
      {"text", &StressItem::text, "", "What the scenario says about it"},
  };
  return columns;
}

const std::vector<Column<AboutRow>>& about_columns() {
  static const std::vector<Column<AboutRow>> columns{
      {"title", &AboutRow::title, "", "What is told: version, authors, ..."},
      {"text", &AboutRow::text, "", "What the first scenario says"},
  };
  return columns;
}

const std::vector<Column<ScenarioText>>& scenario_columns() {
  static const std::vector<Column<ScenarioText>> columns{
      {"name", &ScenarioText::name, "", "File name, as given"},
      {"text", &ScenarioText::text, "", "The whole file, as read"},
  };
  return columns;
}

const std::vector<Column<JourneyPerson>>& journey_person_columns() {
  static const std::vector<Column<JourneyPerson>> columns{
      {"source", &JourneyPerson::source, "", "Source the person comes from"},
      {"number", &JourneyPerson::number, "1", "Number within the source, from 1"},
  };
  return columns;
}

const std::vector<Column<JourneySpell>>& journey_spell_columns() {
  using Row = JourneySpell;
  static const std::vector<Column<Row>> columns{
      {data::variant, &Row::variant, "1", "Index of the variant, from 0"},
      {"person", &Row::person, "1", "Row of /journey_people, from 0"},
      {"node", &Row::node, "1", "Index among the variant's nodes, from 0"},
      {"waiting", &Row::waiting, "1", "1 while waiting for what the step needs, else 0"},
      {"from", &Row::from, "day", "Begins, days since the start date"},
      {"until", &Row::until, "day", "Ends, days since the start date"},
  };
  return columns;
}

std::string full_name(const KpiRow& row) {
  return row.group.empty() ? row.name : row.name + "|" + row.group + "=" + row.group_value;
}

std::string group_name(const std::string& name, std::vector<std::string>& taken) {
  std::string safe = name;
  std::replace(safe.begin(), safe.end(), '/', '_');
  if (safe.empty() || safe == ".") safe = "_";
  std::string unique = safe;
  for (int count = 2; std::find(taken.begin(), taken.end(), unique) != taken.end(); ++count)
    unique = safe + "~" + std::to_string(count);
  taken.push_back(unique);
  return unique;
}

} // namespace carepath::schema
