// Who gains and who loses: the same people followed through two variants, by group, with the spread of
// changes.
#include "report/format.hpp"
#include "report/palette.hpp"
#include "report/sections.hpp"
#include "report/select.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>

namespace carepath::report {
namespace {

constexpr double week = 7; // days; a smaller change counts as the same

std::string group_name(const PairedEntities& paired) {
  return paired.group.empty() ? "Everyone" : paired.group + ": " + paired.group_value;
}

/// Said only where people are followed on more than one clock.
std::string clock_words(const Results& results, const PairedEntities& paired) {
  const bool several = std::any_of(results.paired.begin(), results.paired.end(),
                                   [&](const auto& other) { return other.clock != paired.clock; });
  return several ? fmt::format(" (clock “{}”)", paired.clock) : "";
}

StackedBars share_bars(const std::vector<std::string>& names,
                       const std::vector<const PairedEntities*>& rows) {
  StackedBars chart;
  chart.x = {"Share of matched people", true, true, 0, 1.0};
  chart.categories = names;
  chart.parts = {{"wait at least a week less", gain_colour, {}},
                 {"within a week of the same", same_colour, {}},
                 {"wait at least a week more", lose_colour, {}}};
  for (const auto* row : rows) {
    chart.parts[0].values.push_back(row->gain);
    chart.parts[1].values.push_back(row->same);
    chart.parts[2].values.push_back(row->lose);
  }
  return chart;
}

std::string shares_table(const std::string& caption, const std::vector<std::string>& names,
                         const std::vector<const PairedEntities*>& rows) {
  Table table(caption, {"Who", "Matched people", "At least a week less", "Within a week",
                        "At least a week more", "Mean change, days (95% limits)"});
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const auto range = limits(rows[i]->mean_change, "days");
    table.row(names[i],
              {number_cell(plain(rows[i]->matched, 0)), number_cell(figure(rows[i]->gain, "share")),
               number_cell(figure(rows[i]->same, "share")), number_cell(figure(rows[i]->lose, "share")),
               number_cell(signed_figure(rows[i]->mean_change.mean, "") +
                           (range.empty() ? "" : " (" + range + ")"))});
  }
  return table.html();
}

std::string bars_description(const std::vector<std::string>& names,
                             const std::vector<const PairedEntities*>& rows) {
  std::string text;
  for (std::size_t i = 0; i < rows.size(); ++i)
    text += fmt::format("{}: {} less, {} the same, {} more. ", names[i], figure(rows[i]->gain, "share"),
                        figure(rows[i]->same, "share"), figure(rows[i]->lose, "share"));
  return text;
}

/// Edges in weeks; an open end is drawn as wide as its neighbour.
std::vector<double> edges_in_weeks(std::vector<double> days) {
  if (days.size() < 3) return {};
  const auto last = days.size() - 1;
  if (!std::isfinite(days[0])) days[0] = 2 * days[1] - days[2];
  if (!std::isfinite(days[last])) days[last] = 2 * days[last - 1] - days[last - 2];
  for (auto& day : days) day /= week;
  return days;
}

HistogramChart change_histogram(const PairedEntities& paired) {
  HistogramChart chart;
  chart.x = {"Change in weeks waited: less to the left, more to the right", false, false};
  chart.y = {"People", false, true};
  chart.edges = edges_in_weeks(paired.change_edges);
  const std::size_t bins =
      std::min(chart.edges.empty() ? 0 : chart.edges.size() - 1, paired.change_counts.size());
  chart.parts = {{"less", gain_colour, std::vector<double>(bins, 0.0)},
                 {"same", same_colour, std::vector<double>(bins, 0.0)},
                 {"more", lose_colour, std::vector<double>(bins, 0.0)}};
  for (std::size_t bin = 0; bin < bins; ++bin) {
    const double middle = (chart.edges[bin] + chart.edges[bin + 1]) / 2;
    const std::size_t part = middle < -1 ? 0 : middle > 1 ? 2 : 1;
    chart.parts[part].values[bin] = paired.change_counts[bin];
  }
  chart.marks = {{0, "no change"}};
  return chart;
}

std::string change_table(const PairedEntities& paired) {
  Table table("People by change in days waited, mean per replication", {"From, days", "To, days", "People"});
  for (std::size_t bin = 0; bin + 1 < paired.change_edges.size() && bin < paired.change_counts.size(); ++bin)
    table.row(plain(paired.change_edges[bin], 0), {number_cell(plain(paired.change_edges[bin + 1], 0)),
                                                   number_cell(plain(paired.change_counts[bin], 1))});
  return table.html();
}

std::string clock_list(const std::vector<const PairedEntities*>& comparisons) {
  std::string names;
  for (const auto* comparison : comparisons) names += (names.empty() ? "“" : ", “") + comparison->clock + "”";
  return names;
}

/// The first comparison of its two variants, on whatever clock it is.
bool opens_comparison(const Results& results, const PairedEntities& paired) {
  const auto same = [&](const PairedEntities& other) {
    return other.group.empty() && other.variant == paired.variant && other.against == paired.against;
  };
  return &*std::find_if(results.paired.begin(), results.paired.end(), same) == &paired;
}

/// The rows of one comparison on one clock, everyone first.
std::vector<const PairedEntities*> comparison_rows(const Results& results, const PairedEntities& everyone) {
  std::vector<const PairedEntities*> rows{&everyone};
  for (const auto& paired : results.paired)
    if (!paired.group.empty() && paired.variant == everyone.variant && paired.against == everyone.against &&
        paired.clock == everyone.clock)
      rows.push_back(&paired);
  return rows;
}

void add_charts(Page& page, const PairedEntities& everyone) {
  const auto& results = page.results();
  const auto name = shown_name(results, everyone.variant) + clock_words(results, everyone);
  const auto rows = comparison_rows(results, everyone);
  std::vector<std::string> names;
  for (const auto* row : rows) names.push_back(group_name(*row));
  page.html("<div class=\"pair\">\n");
  page.figure(page.plotter().draw(share_bars(names, rows), ChartWidth::half),
              {"Who waits less, who waits more: " + name, bars_description(names, rows), ""},
              shares_table("Matched people: " + name, names, rows));
  if (everyone.change_edges.size() >= 3)
    page.figure(page.plotter().draw(change_histogram(everyone)),
                {"How much waiting changes: " + name,
                 "Histogram of the change in weeks waited. Mean change " +
                     signed_figure(everyone.mean_change.mean, "days") + ".",
                 ""},
                change_table(everyone));
  page.html("</div>\n");
}

/// The first clock in sight, the others on request.
void add_comparison(Page& page, const PairedEntities& first) {
  const auto& results = page.results();
  page.heading(fmt::format("{} compared with {}", shown_name(results, first.variant),
                           shown_name(results, first.against)));
  add_charts(page, first);
  std::vector<const PairedEntities*> others;
  for (const auto& paired : results.paired)
    if (paired.group.empty() && paired.variant == first.variant && paired.against == first.against &&
        paired.clock != first.clock)
      others.push_back(&paired);
  if (others.empty()) return;
  page.html(fmt::format("<details>\n<summary>Other clocks: {}</summary>\n", escape(clock_list(others))));
  for (const auto* other : others) add_charts(page, *other);
  page.html("</details>\n");
}

} // namespace

void add_gains(Page& page) {
  const auto& results = page.results();
  if (results.paired.empty()) return;
  page.open_section("gains", "Who gains and who loses");
  page.html("<p class=\"note\">The same people, with the same need and the same luck, are followed through "
            "both pathways. "
            "A change of less than a week counts as the same.</p>\n");
  page.legend({{"■", gain_colour, "waits at least a week less"},
               {"■", same_colour, "within a week of the same"},
               {"■", lose_colour, "waits at least a week more"}});
  for (const auto& paired : results.paired)
    if (paired.group.empty() && opens_comparison(results, paired)) add_comparison(page, paired);
  page.close_section();
}

} // namespace carepath::report
