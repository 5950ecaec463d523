// Every name in a results file, once: groups, datasets and attributes. The writer, the reader, the CSV
// export and the page docs/results-format.md take them from here.
//
// Lists of plain rows (nodes, resources, assumptions, ...) are described by tables of columns that say
// which member of the row struct each dataset holds, so reading and writing cannot disagree.
#pragma once

#include <cstdint>
#include <string>
#include <variant>
#include <vector>

#include "engine/results/results.hpp"

namespace carepath::schema {

/// The number after the slash in `results_format` that this program reads and writes.
inline constexpr int version = 1;
inline constexpr const char* format_prefix = "carepath-results/";

namespace attribute {
inline constexpr const char* format = "format";
inline constexpr const char* program_version = "program_version";
inline constexpr const char* git_hash = "git_hash";
inline constexpr const char* title = "title";
inline constexpr const char* question = "question";
inline constexpr const char* start_date = "start_date";
inline constexpr const char* warm_up_days = "warm_up_days";
inline constexpr const char* length_days = "length_days";
inline constexpr const char* seed = "seed";
inline constexpr const char* replications = "replications";
inline constexpr const char* first_replication = "first_replication";
inline constexpr const char* cancelled = "cancelled";
inline constexpr const char* antithetic = "antithetic";
inline constexpr const char* status = "status";
inline constexpr const char* headline = "headline";
inline constexpr const char* overrides = "overrides";
inline constexpr const char* name = "name";
inline constexpr const char* unit = "unit";
inline constexpr const char* definition = "definition";
inline constexpr const char* units = "units";
inline constexpr const char* long_name = "long_name";
inline constexpr const char* replication = "replication";
} // namespace attribute

namespace group {
inline constexpr const char* variants = "variants";
inline constexpr const char* notes = "notes";
inline constexpr const char* sweep = "sweep";
inline constexpr const char* kpi = "kpi";
inline constexpr const char* by_name = "by_name";
inline constexpr const char* series = "series";
inline constexpr const char* census = "census";
inline constexpr const char* histograms = "histograms";
inline constexpr const char* differences = "differences";
inline constexpr const char* paired = "paired";
inline constexpr const char* capacity = "capacity";
inline constexpr const char* shifts = "left_shift";
inline constexpr const char* worths = "value_for_money";
inline constexpr const char* money_months = "money_by_month";
inline constexpr const char* paybacks = "payback";
inline constexpr const char* uncertain = "uncertain_inputs";
inline constexpr const char* draws = "input_draws";
inline constexpr const char* spreads = "spread_of_figures";
inline constexpr const char* controlled = "control_variates";
inline constexpr const char* nodes = "pathway_nodes";
inline constexpr const char* edges = "pathway_edges";
inline constexpr const char* node_resources = "pathway_resources";
inline constexpr const char* resources = "resources";
inline constexpr const char* assumptions = "assumptions";
inline constexpr const char* stress = "stress";
inline constexpr const char* about = "about";
inline constexpr const char* scenario = "scenario";
inline constexpr const char* through_time = "pathway_through_time";
inline constexpr const char* occupancy = "occupancy";
inline constexpr const char* by_hour = "by_hour";
inline constexpr const char* journeys = "journeys";
inline constexpr const char* journey_people = "journey_people";
} // namespace group

// Dimension scales: datasets that label one axis of others in the same group.
namespace axis {
inline constexpr const char* variant = "variant";
inline constexpr const char* coordinate = "coordinate";
inline constexpr const char* kpi = "kpi";
inline constexpr const char* replication = "replication";
inline constexpr const char* series = "series";
inline constexpr const char* time = "time";
inline constexpr const char* date = "date";
inline constexpr const char* band = "band";
inline constexpr const char* bin = "bin";
inline constexpr const char* edge = "edge";
inline constexpr const char* difference = "difference";
inline constexpr const char* row = "row";
inline constexpr const char* node = "node";
inline constexpr const char* units = "busy";
inline constexpr const char* hour = "hour";
} // namespace axis

namespace data {
inline constexpr const char* text = "text";     // of a coordinate, as written
inline constexpr const char* number = "number"; // of a coordinate
inline constexpr const char* values = "values";
inline constexpr const char* mean = "mean";
inline constexpr const char* low = "low";
inline constexpr const char* high = "high";
inline constexpr const char* p05 = "p05";
inline constexpr const char* p95 = "p95";
inline constexpr const char* date_label = "date_label";
inline constexpr const char* count = "count";
inline constexpr const char* with_decision = "with_decision";
inline constexpr const char* variant = "variant"; // which variant a row belongs to
inline constexpr const char* against = "against"; // the variant compared with
inline constexpr const char* change_edges = "change_edges";
inline constexpr const char* change_counts = "change_counts";
inline constexpr const char* waiting = "waiting";
inline constexpr const char* present = "present";
inline constexpr const char* unseen = "unseen";
inline constexpr const char* number_of = "observations";
inline constexpr const char* higher = "higher";
inline constexpr const char* lower = "lower";
inline constexpr const char* lowest_fifth = "lowest_fifth";
inline constexpr const char* highest_fifth = "highest_fifth";
inline constexpr const char* share = "share_of_time";
inline constexpr const char* units_busy = "units_busy";
} // namespace data

/// One dataset of a table of rows: its name, the member it holds, its unit ("" for none) and its meaning.
template <class Row> struct Column {
  const char* name;
  std::variant<std::string Row::*, double Row::*, std::uint32_t Row::*, bool Row::*> member;
  const char* units;
  const char* meaning;
  bool later = false; // older files of this format lack it
};

/// How a difference came out: an array of [difference, kpi] for each member.
struct SpreadColumn {
  const char* name;
  double ChangeSpread::* member;
  const char* meaning;
};
inline constexpr SpreadColumn spread_of_changes[] = {
    {data::number_of, &ChangeSpread::number,
     "Replications that both have, or draws of uncertain inputs, or antithetic pairs"},
    {data::higher, &ChangeSpread::higher, "In how many of them the difference is above nothing"},
    {data::lower, &ChangeSpread::lower, "In how many of them the difference is below nothing"},
    {data::lowest_fifth, &ChangeSpread::lowest_fifth, "Mean of the fifth of them in which it is lowest"},
    {data::highest_fifth, &ChangeSpread::highest_fifth, "Mean of the fifth of them in which it is highest"},
};

/// A line of text about a variant: one of its `failures`, `warnings`, `what_changes` or `need_checks`.
struct Note {
  std::string variant;
  std::string kind;
  std::string text;
};
inline constexpr const char* note_failure = "failure";
inline constexpr const char* note_warning = "warning";
inline constexpr const char* note_change = "change";
inline constexpr const char* note_need_check = "need check";

/// A resource that a node of the pathway uses.
struct NodeResource {
  std::uint32_t node = 0; // index among the variant's nodes
  std::string resource;
};

[[nodiscard]] const std::vector<Column<VariantResult>>& variant_columns();
[[nodiscard]] const std::vector<Column<Note>>& note_columns();
[[nodiscard]] const std::vector<Column<SweepCoordinate>>& coordinate_columns();
[[nodiscard]] const std::vector<Column<KpiRow>>& kpi_columns();
[[nodiscard]] const std::vector<Column<SeriesRow>>& series_columns();
[[nodiscard]] const std::vector<Column<GraphNode>>& node_columns();
[[nodiscard]] const std::vector<Column<GraphEdge>>& edge_columns();
[[nodiscard]] const std::vector<Column<NodeResource>>& node_resource_columns();
[[nodiscard]] const std::vector<Column<ResourceRow>>& resource_columns();
[[nodiscard]] const std::vector<Column<PairedEntities>>& paired_columns();
[[nodiscard]] const std::vector<Column<CapacityRow>>& capacity_columns();
[[nodiscard]] const std::vector<Column<ShiftRow>>& shift_columns();
[[nodiscard]] const std::vector<Column<WorthRow>>& worth_columns();
[[nodiscard]] const std::vector<Column<MoneyMonth>>& money_month_columns();
[[nodiscard]] const std::vector<Column<PaybackRow>>& payback_columns();
[[nodiscard]] const std::vector<Column<UncertainRow>>& uncertain_columns();
[[nodiscard]] const std::vector<Column<InputDraw>>& draw_columns();
[[nodiscard]] const std::vector<Column<SpreadRow>>& spread_columns();
[[nodiscard]] const std::vector<Column<ControlledRow>>& controlled_columns();
[[nodiscard]] const std::vector<Column<Assumption>>& assumption_columns();
[[nodiscard]] const std::vector<Column<StressItem>>& stress_columns();
[[nodiscard]] const std::vector<Column<AboutRow>>& about_columns();
[[nodiscard]] const std::vector<Column<ScenarioText>>& scenario_columns();
[[nodiscard]] const std::vector<Column<JourneyPerson>>& journey_person_columns();
[[nodiscard]] const std::vector<Column<JourneySpell>>& journey_spell_columns();

/// The full name of a KPI row, unique in a file: "rtt18", or "rtt18|deprivation=q1" for a group.
[[nodiscard]] std::string full_name(const KpiRow& row);

/// `name` as the name of a group: '/' becomes '_', and a name already in `taken` gets "~2", "~3", ...
/// The result is added to `taken`.
[[nodiscard]] std::string group_name(const std::string& name, std::vector<std::string>& taken);

/// One line of the published description of the format.
struct Entry {
  std::string path; // "/kpi/mean"; "/@format" is an attribute of the root, "/census/<clock>" any census
  std::string type; // "group", "text", "float64", "int64"
  std::string axes; // "variant, kpi"; empty for a group or an attribute
  std::string meaning;
};

/// Everything a results file may hold, in the order written.
[[nodiscard]] std::vector<Entry> entries();

} // namespace carepath::schema
