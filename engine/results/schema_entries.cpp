// The published description of a results file, line by line, from the same names the writer uses.
#include <type_traits>

#include "engine/results/schema.hpp"

namespace carepath::schema {

namespace {

/// Collects lines; `in` names the group that the following datasets belong to.
class Lines {
public:
  void root_attribute(const char* name, const char* type, const char* meaning) {
    all.push_back({std::string("/@") + name, type, "", meaning});
  }
  void in(const std::string& group, const char* meaning) {
    group_ = "/" + group;
    all.push_back({group_, "group", "", meaning});
  }
  void attribute(const char* name, const char* meaning) {
    all.push_back({group_ + "/@" + name, "text", "", meaning});
  }
  void replication_attribute(const char* meaning) {
    all.push_back({group_ + "/@" + attribute::replication, "int64", "", meaning});
  }
  void data(const char* name, const char* type, const std::string& axes, const char* meaning) {
    all.push_back({group_ + "/" + name, type, axes, meaning});
  }
  void axis(const char* name, const char* type, const char* meaning) { data(name, type, name, meaning); }
  void limits(const std::string& axes) {
    data(data::mean, "float64", axes,
         "Mean over completed replications; where they share draws of uncertain inputs, of the draws' means");
    data(data::low, "float64", axes, "Lower 95% Student-t limit; NaN for one replication");
    data(data::high, "float64", axes, "Upper 95% Student-t limit; NaN for one replication");
  }
  template <class Row> void columns(const std::vector<Column<Row>>& list, const char* axis_name) {
    for (const auto& column : list) data(column.name, type_of(column), axis_name, column.meaning);
  }

  std::vector<Entry> all;

private:
  template <class Row> static const char* type_of(const Column<Row>& column) {
    if (std::holds_alternative<std::string Row::*>(column.member)) return "text";
    return std::holds_alternative<double Row::*>(column.member) ? "float64" : "int64";
  }

  std::string group_;
};

std::string axes(std::initializer_list<const char*> names) {
  std::string text;
  for (const char* name : names) text += (text.empty() ? "" : ", ") + std::string(name);
  return text;
}

void root_lines(Lines& lines) {
  lines.root_attribute(attribute::format, "text",
                       "'carepath-results/1'; the number grows when readers must change");
  lines.root_attribute(attribute::program_version, "text", "Version of the program that wrote the file");
  lines.root_attribute(attribute::git_hash, "text", "Commit of the program");
  lines.root_attribute(attribute::title, "text", "Title of the study");
  lines.root_attribute(attribute::question, "text", "Question the study asks");
  lines.root_attribute(attribute::start_date, "text", "Date of time 0");
  lines.root_attribute(attribute::warm_up_days, "float64", "Days before measuring starts");
  lines.root_attribute(attribute::length_days, "float64", "Days measured, after the warm-up");
  lines.root_attribute(attribute::seed, "uint64", "Seed of all random numbers");
  lines.root_attribute(
      attribute::replications, "int64",
      "Replications asked for; of a sweep with `--precision`, those of the point that has most");
  lines.root_attribute(
      attribute::first_replication, "int64",
      "Replications left out before the first, 16 when replication 17 was run alone; left out "
      "when 0");
  lines.root_attribute(attribute::cancelled, "int64",
                       "1 when stopped before all replications were done, else 0");
  lines.root_attribute(attribute::antithetic, "int64",
                       "1 when replications are antithetic pairs, 1 with 2, 3 with 4, and limits are over "
                       "pairs; left out otherwise");
  lines.root_attribute(attribute::status, "text", "The same in a sentence");
  lines.root_attribute(attribute::overrides, "text", "List of --set texts; left out when there are none");
  lines.root_attribute(attribute::headline, "text",
                       "List of the KPIs chosen as main figures; left out when none is chosen");
}

void variant_lines(Lines& lines) {
  lines.in(group::variants, "The variants compared, the first being today's");
  lines.axis(axis::variant, "text", "Name of the variant");
  lines.columns(variant_columns(), axis::variant);
  lines.in(group::notes, "Lines of text about the variants");
  lines.axis(axis::row, "int64", "Row number, from 0");
  lines.columns(note_columns(), axis::row);
}

void sweep_lines(Lines& lines) {
  const std::string table = axes({axis::variant, axis::coordinate});
  lines.in(group::sweep, "Where each variant of a sweep lies; only in the results of a sweep");
  lines.axis(axis::variant, "text", "Name of the variant");
  lines.axis(axis::coordinate, "text", "Name of the coordinate");
  lines.columns(coordinate_columns(), axis::coordinate);
  lines.data(data::text, "text", table, "The coordinate as written");
  lines.data(data::number, "float64", table, "Its number, in the unit written; NaN for a name");
}

void kpi_lines(Lines& lines) {
  const std::string cube = axes({axis::variant, axis::kpi, axis::replication});
  lines.in(group::kpi, "Every KPI, for everyone and for each group");
  lines.axis(axis::variant, "text", "Name of the variant");
  lines.axis(axis::kpi, "text", "'rtt18', or 'rtt18|deprivation=q1' for a group");
  lines.axis(axis::replication, "int64",
             "Replication number, from 1; that of a replication run alone is its own");
  lines.columns(kpi_columns(), axis::kpi);
  lines.data(data::values, "float64", cube,
             "One value per replication; NaN where undefined, failed or not run");
  lines.limits(axes({axis::variant, axis::kpi}));
  lines.data(data::unseen, "float64", axes({axis::variant, axis::kpi}),
             "Of what never, or always, happened: how far the mean may be from that; targets allow for it");
  lines.in(group::by_name, "The same figures for everyone, one group per KPI");
  lines.axis(axis::variant, "text", "Name of the variant");
  lines.axis(axis::replication, "int64",
             "Replication number, from 1; that of a replication run alone is its own");
  lines.in(std::string(group::by_name) + "/<kpi>", "One KPI; '/' in its name is written '_'");
  lines.attribute(attribute::name, "Name of the KPI as in the scenario");
  lines.attribute(attribute::title, "Title for people");
  lines.attribute(attribute::unit, "Unit of the figure");
  lines.attribute(attribute::definition, "What the figure is, in a sentence");
  lines.data(data::values, "float64", axes({axis::variant, axis::replication}), "One value per replication");
  lines.limits(axis::variant);
}

void series_lines(Lines& lines) {
  const std::string cube = axes({axis::variant, axis::series, axis::time});
  lines.in(group::series, "Figures followed through the run");
  lines.axis(axis::variant, "text", "Name of the variant");
  lines.axis(axis::series, "text", "Name of the figure");
  lines.axis(axis::time, "float64", "Days since the start date");
  lines.columns(series_columns(), axis::series);
  lines.limits(cube);
  lines.data(data::p05, "float64", cube, "5th percentile over replications");
  lines.data(data::p95, "float64", cube, "95th percentile over replications");
}

void count_lines(Lines& lines) {
  const std::string cube = axes({axis::variant, axis::date, axis::band});
  lines.in(group::census, "Ages of open clocks at dates, in week bands");
  lines.in(std::string(group::census) + "/<clock>", "One clock");
  lines.attribute(attribute::name, "Name of the clock as in the scenario");
  lines.axis(axis::variant, "text", "Name of the variant");
  lines.axis(axis::date, "float64", "Days since the start date");
  lines.axis(axis::band, "text", "Weeks waited: '0-1', '>1-2', ..., '>104'; exactly one week is in '0-1'");
  lines.data(data::date_label, "text", axis::date, "The date in words");
  lines.data(data::count, "float64", cube, "Clocks open, mean over replications");
  lines.data(data::with_decision, "float64", cube, "Of these, with a decision to admit");
  lines.in(group::histograms, "How long phases took");
  lines.in(std::string(group::histograms) + "/<kpi>", "One KPI");
  lines.attribute(attribute::name, "Name of the KPI as in the scenario");
  lines.attribute(attribute::title, "Title for people");
  lines.axis(axis::variant, "text", "Name of the variant");
  lines.axis(axis::edge, "float64", "Edges of the bins, in days");
  lines.axis(axis::bin, "float64", "Lower edge of each bin, in days; the upper edge is outside the bin");
  lines.data(data::count, "float64", axes({axis::variant, axis::bin}), "Counts, mean over replications");
}

void comparison_lines(Lines& lines) {
  lines.in(group::differences, "Paired differences, replication by replication");
  lines.axis(axis::difference, "text", "'hub minus current'");
  lines.axis(axis::kpi, "text", "As in /kpi");
  lines.data(data::variant, "text", axis::difference, "Variant");
  lines.data(data::against, "text", axis::difference, "Variant subtracted");
  lines.limits(axes({axis::difference, axis::kpi}));
  for (const auto& column : spread_of_changes)
    lines.data(column.name, "float64", axes({axis::difference, axis::kpi}), column.meaning);
  lines.in(group::paired,
           "The same people in two variants: change in days on a clock, all periods of a person together");
  lines.axis(axis::row, "int64", "Row number, from 0");
  lines.axis(axis::edge, "int64", "Edge number, from 0");
  lines.axis(axis::bin, "int64", "Bin number, from 0");
  lines.columns(paired_columns(), axis::row);
  lines.limits(axis::row);
  lines.data(data::change_edges, "float64", axes({axis::row, axis::edge}),
             "Edges of the bins of change, in days; NaN past the last");
  lines.data(data::change_counts, "float64", axes({axis::row, axis::bin}),
             "People per bin, mean over replications; NaN past the last");
}

void through_time_lines(Lines& lines) {
  const std::string cube = axes({axis::variant, axis::node, axis::time});
  lines.in(group::through_time,
           "People at each node of the pathway through the run; absent when not recorded");
  lines.axis(axis::variant, "text", "Name of the variant");
  lines.axis(axis::node, "int64", "Index among the variant's nodes, from 0");
  lines.axis(axis::time, "float64", "Days since the start date");
  lines.data(data::waiting, "float64", cube,
             "People waiting there, mean over replications; NaN past the last node");
  lines.data(data::present, "float64", cube, "People there and not waiting, mean over replications");
  lines.in(group::occupancy, "Time at each number of busy units, of resources for which it is kept");
  lines.in(std::string(group::occupancy) + "/<resource>", "One resource");
  lines.attribute(attribute::name, "Name of the resource as in the scenario");
  lines.axis(axis::variant, "text", "Name of the variant");
  lines.axis(axis::units, "int64", "Units busy, from 0");
  lines.data(data::share, "float64", axes({axis::variant, axis::units}),
             "Share of time with just so many busy, mean over replications");
  lines.in(group::by_hour, "Use by hour of the week, of the resources in [run] by_hour");
  lines.in(std::string(group::by_hour) + "/<resource>", "One resource");
  lines.attribute(attribute::name, "Name of the resource as in the scenario");
  lines.axis(axis::variant, "text", "Name of the variant");
  lines.axis(axis::hour, "int64", "Hour of the week: 0 begins on Monday at 00:00");
  lines.data(data::units_busy, "float64", axes({axis::variant, axis::hour}),
             "Units busy, mean over the hour and over replications; NaN for hours that were not measured");
}

template <class Row>
void table_lines(Lines& lines, const char* group, const char* meaning,
                 const std::vector<Column<Row>>& columns, bool per_variant) {
  lines.in(group, meaning);
  lines.axis(axis::row, "int64", "Row number, from 0");
  if (per_variant) lines.data(data::variant, "text", axis::row, "Variant");
  lines.columns(columns, axis::row);
}

/// What variants do to capacity, to where the work is done, and to money.
void change_lines(Lines& lines) {
  table_lines(lines, group::capacity, "Capacity freed, released and stranded by each variant",
              capacity_columns(), false);
  table_lines(lines, group::shifts, "Work that leaves one setting, and what appears in others",
              shift_columns(), false);
  table_lines(lines, group::worths,
              "What each variant spends and achieves; only where a scenario asks for it", worth_columns(),
              false);
  table_lines(lines, group::paybacks, "From which month on each variant has spent no more than the first",
              payback_columns(), false);
  table_lines(lines, group::money_months, "What each variant has spent more than the first, month by month",
              money_month_columns(), false);
}

} // namespace

std::vector<Entry> entries() {
  Lines lines;
  root_lines(lines);
  variant_lines(lines);
  sweep_lines(lines);
  kpi_lines(lines);
  series_lines(lines);
  count_lines(lines);
  comparison_lines(lines);
  change_lines(lines);
  table_lines(lines, group::uncertain, "Parameters that are uncertain; only where some are, as the next two",
              uncertain_columns(), false);
  table_lines(lines, group::draws, "Their value in each draw", draw_columns(), false);
  table_lines(lines, group::spreads, "Spread of each figure from the inputs, and from chance",
              spread_columns(), false);
  table_lines(lines, group::controlled, "Figures adjusted by control variates; only where some are",
              controlled_columns(), false);
  table_lines(lines, group::nodes, "The pathway's sources, steps and outcomes", node_columns(), true);
  table_lines(lines, group::edges, "Moves between nodes", edge_columns(), true);
  table_lines(lines, group::node_resources, "What each node uses", node_resource_columns(), true);
  table_lines(lines, group::resources, "Load and use of every resource", resource_columns(), true);
  table_lines(lines, group::assumptions, "Values taken as given, with their sources", assumption_columns(),
              false);
  table_lines(lines, group::stress, "The STRESS-DES checklist, filled from the scenario", stress_columns(),
              false);
  table_lines(lines, group::about, "What the first scenario says of itself; absent where it says nothing",
              about_columns(), false);
  table_lines(lines, group::scenario, "The scenario files themselves", scenario_columns(), false);
  through_time_lines(lines);
  table_lines(lines, group::journey_people, "Those whose journeys were kept (--follow); absent when nobody's",
              journey_person_columns(), false);
  lines.replication_attribute("Which replication it was, from 1");
  table_lines(lines, group::journeys, "Where each of them was, and when", journey_spell_columns(), false);
  return std::move(lines.all);
}

} // namespace carepath::schema
