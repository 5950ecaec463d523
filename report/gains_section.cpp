// Who gains and who loses: the same people followed through two variants, by group, with the spread of
// changes.
#include "report/format.hpp"

#include "engine/base/text.hpp"
#include "report/palette.hpp"
#include "report/readable.hpp"
#include "report/sections.hpp"
#include "report/select.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>

namespace carepath::report {
namespace {

std::string group_name(const PairedEntities& paired) {
  return paired.group.empty() ? "Everyone" : spoken(paired.group) + ": " + spoken(paired.group_value);
}

/// Said only where people are followed on more than one clock.
std::string clock_words(const Results& results, const PairedEntities& paired) {
  const bool several = std::any_of(results.paired.begin(), results.paired.end(),
                                   [&](const auto& other) { return other.clock != paired.clock; });
  const auto words =
      paired.clock_title.empty() ? fmt::format("clock “{}”", spoken(paired.clock)) : paired.clock_title;
  return several ? " (" + words + ")" : "";
}

StackedBars share_bars(const std::vector<std::string>& names,
                       const std::vector<const PairedEntities*>& rows) {
  StackedBars chart;
  chart.x = {"Share of matched people", true, true, 0, 1.0};
  chart.categories = names;
  const auto least = noticed_words(rows.empty() ? 0 : rows.front()->noticed_days);
  chart.parts = {{fmt::format("wait at least {} less", least), gain_colour, {}},
                 {fmt::format("within {} of the same", least), same_colour, {}},
                 {fmt::format("wait at least {} more", least), lose_colour, {}}};
  for (const auto* row : rows) {
    chart.parts[0].values.push_back(row->gain);
    chart.parts[1].values.push_back(row->same);
    chart.parts[2].values.push_back(row->lose);
  }
  return chart;
}

std::string shares_table(const std::string& caption, const std::vector<std::string>& names,
                         const std::vector<const PairedEntities*>& rows) {
  const auto least = noticed_words(rows.empty() ? 0 : rows.front()->noticed_days);
  Table table(caption, {"Who", "Matched people", fmt::format("At least {} less", least),
                        fmt::format("Within {}", least), fmt::format("At least {} more", least),
                        "Not known at the end", "Mean change (95% limits)"});
  for (std::size_t i = 0; i < rows.size(); ++i) {
    table.row(names[i],
              {number_cell(plain(rows[i]->matched, 0)), number_cell(figure(rows[i]->gain, "share")),
               number_cell(figure(rows[i]->same, "share")), number_cell(figure(rows[i]->lose, "share")),
               number_cell(figure(rows[i]->unknown, "share")),
               number_cell(signed_with_limits(rows[i]->mean_change, "days"))});
  }
  return table.html();
}

std::string bars_description(const std::vector<std::string>& names,
                             const std::vector<const PairedEntities*>& rows) {
  std::string text;
  for (std::size_t i = 0; i < rows.size(); ++i)
    text += fmt::format("{}: {} less, {} the same, {} more, {} not known at the end. ", names[i],
                        figure(rows[i]->gain, "share"), figure(rows[i]->same, "share"),
                        figure(rows[i]->lose, "share"), figure(rows[i]->unknown, "share"));
  return text;
}

/// Edges in the unit of changes that are noticed; an open end is drawn as wide as its neighbour.
std::vector<double> edges_in(const std::string& unit, std::vector<double> days) {
  if (days.size() < 3) return {};
  const auto last = days.size() - 1;
  if (!std::isfinite(days[0])) days[0] = 2 * days[1] - days[2];
  if (!std::isfinite(days[last])) days[last] = 2 * days[last - 1] - days[last - 2];
  for (auto& day : days) day /= days_per(unit);
  return days;
}

/// The bins to draw: those between which all but one in 500 people lie at either end. The table has all of
/// them.
std::pair<std::size_t, std::size_t> bins_shown(const std::vector<double>& counts, std::size_t bins) {
  constexpr double left_out = 0.002;
  double total = 0;
  for (std::size_t bin = 0; bin < bins; ++bin) total += counts[bin];
  std::size_t first = 0;
  std::size_t end = bins;
  for (double sum = 0; first + 1 < end && sum + counts[first] <= left_out * total; ++first)
    sum += counts[first];
  for (double sum = 0; first + 1 < end && sum + counts[end - 1] <= left_out * total; --end)
    sum += counts[end - 1];
  return {first, end};
}

HistogramChart change_histogram(const PairedEntities& paired) {
  HistogramChart chart;
  const auto unit = noticed_unit(paired.noticed_days);
  const double least = paired.noticed_days / days_per(unit);
  chart.x = {fmt::format("Change in {} waited: less to the left, more to the right", unit), false, false};
  chart.y = {"People", false, true};
  chart.edges = edges_in(unit, paired.change_edges);
  const std::size_t bins =
      std::min(chart.edges.empty() ? 0 : chart.edges.size() - 1, paired.change_counts.size());
  const auto [first, end] = bins_shown(paired.change_counts, bins);
  chart.parts = {{"less", gain_colour, std::vector<double>(end - first, 0.0)},
                 {"same", same_colour, std::vector<double>(end - first, 0.0)},
                 {"more", lose_colour, std::vector<double>(end - first, 0.0)}};
  for (std::size_t bin = first; bin < end; ++bin) {
    const double middle = (chart.edges[bin] + chart.edges[bin + 1]) / 2;
    const std::size_t part = middle < -least ? 0 : middle > least ? 2 : 1;
    chart.parts[part].values[bin - first] = paired.change_counts[bin];
  }
  if (bins > 0)
    chart.edges.assign(chart.edges.begin() + static_cast<std::ptrdiff_t>(first),
                       chart.edges.begin() + static_cast<std::ptrdiff_t>(end) + 1);
  chart.marks = {{0, "no change"}};
  return chart;
}

std::string change_table(const PairedEntities& paired) {
  const auto unit = noticed_unit(paired.noticed_days);
  const double days = days_per(unit);
  Table table(fmt::format("People by change in {} waited, mean per replication", unit),
              {"From, " + unit, "To, " + unit, "People"});
  for (std::size_t bin = 0; bin + 1 < paired.change_edges.size() && bin < paired.change_counts.size(); ++bin)
    table.row(plain(paired.change_edges[bin] / days, 0),
              {number_cell(plain(paired.change_edges[bin + 1] / days, 0)),
               number_cell(plain(paired.change_counts[bin], 1))});
  return table.html();
}

std::string clock_list(const std::vector<const PairedEntities*>& comparisons) {
  std::string names;
  for (const auto* comparison : comparisons)
    names += (names.empty() ? "“" : ", “") + spoken(comparison->clock) + "”";
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
                 "Histogram of the change in time waited. Mean change " +
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

/// What each clock measures, and which change counts on it.
std::vector<std::string> clock_sentences(const Results& results) {
  std::vector<std::string> sentences;
  for (const auto& paired : results.paired) {
    const auto title = paired.clock_title.empty() ? "" : " (" + paired.clock_title + ")";
    auto sentence = fmt::format("Clock “{}”{}: a change of less than {} counts as the same.",
                                spoken(paired.clock), title, noticed_words(paired.noticed_days));
    if (std::find(sentences.begin(), sentences.end(), sentence) == sentences.end())
      sentences.push_back(std::move(sentence));
  }
  return sentences;
}

} // namespace

void add_gains(Page& page) {
  const auto& results = page.results();
  if (results.paired.empty()) return;
  page.open_section("gains", "Who gains and who loses");
  page.html("<p class=\"note\">The same people, with the same need and the same luck, are followed through "
            "both pathways. What change is too small to count depends on the clock. Of some who still wait "
            "at the end it is not known which wait is longer; changes in days are of those whose wait has "
            "ended in both.</p>\n");
  page.legend({{"■", gain_colour, "waits less"},
               {"■", same_colour, "about the same"},
               {"■", lose_colour, "waits more"}});
  page.bullets(clock_sentences(results));
  if (const auto left_out = splits_not_followed(results); !left_out.empty()) page.paragraph(left_out);
  for (const auto& paired : results.paired)
    if (paired.group.empty() && opens_comparison(results, paired)) add_comparison(page, paired);
  page.close_section();
}

} // namespace carepath::report
