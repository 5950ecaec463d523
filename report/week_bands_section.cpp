// The waiting list by weeks waited: a picture at the first and last date, and the published week bands in
// full.
#include "report/format.hpp"
#include "report/sections.hpp"
#include "report/select.hpp"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <fmt/format.h>
#include <limits>
#include <numeric>

namespace carepath::report {
namespace {

constexpr const char* without_decision_colour = "#8CBAD9";
constexpr const char* with_decision_colour = "#0B5A8F";
constexpr double infinite = std::numeric_limits<double>::infinity();

/// Upper end of a band in weeks: 18 for ">17-18", infinite for ">104".
double upper_week(const std::string& band) {
  const auto dash = band.rfind('-');
  return dash == std::string::npos ? infinite : std::strtod(band.c_str() + dash + 1, nullptr);
}

std::vector<double> at_date(const std::vector<double>& counts, std::size_t date, std::size_t bands) {
  if (counts.size() < (date + 1) * bands) return {};
  const auto from = counts.begin() + static_cast<std::ptrdiff_t>(date * bands);
  return {from, from + static_cast<std::ptrdiff_t>(bands)};
}

struct Census {
  const CensusRow& row;
  const std::vector<double>& counts;
  const std::vector<double>& decided; // empty when not held
  std::string variant;
};

double total(const std::vector<double>& counts) {
  return std::accumulate(counts.begin(), counts.end(), 0.0);
}

double within(const CensusRow& row, const std::vector<double>& counts, double weeks) {
  double sum = 0;
  for (std::size_t band = 0; band < counts.size(); ++band)
    if (upper_week(row.bands[band]) <= weeks) sum += counts[band];
  return sum;
}

/// Edges in weeks; the open last band is drawn four weeks wide.
std::vector<double> band_edges(const CensusRow& row) {
  std::vector<double> edges{0};
  for (const auto& band : row.bands) {
    const double upper = upper_week(band);
    edges.push_back(std::isfinite(upper) ? upper : edges.back() + 4);
  }
  return edges;
}

HistogramChart census_chart(const Census& census, double top) {
  const auto bands = census.row.bands.size();
  const auto last = census.row.dates.size() - 1;
  HistogramChart chart;
  chart.x = {"Weeks waited", false, true, 13};
  chart.y = {"Number waiting", false, true, 0, top};
  chart.edges = band_edges(census.row);
  auto counts = at_date(census.counts, last, bands);
  const auto decided = at_date(census.decided, last, bands);
  for (std::size_t band = 0; band < decided.size(); ++band)
    counts[band] = std::max(0.0, counts[band] - decided[band]);
  if (!decided.empty()) chart.parts.push_back({"with a decision to admit", with_decision_colour, decided});
  chart.parts.push_back(
      {"no decision yet", decided.empty() ? with_decision_colour : without_decision_colour, counts});
  if (last > 0) chart.outline = at_date(census.counts, 0, bands);
  chart.marks = {{18, "18 weeks"}, {52, "52 weeks"}};
  return chart;
}

std::string date_label(const CensusRow& row, std::size_t date) {
  if (date < row.date_labels.size()) return row.date_labels[date];
  return fmt::format("day {}", plain(row.dates[date], 0));
}

std::vector<std::string> summary_columns() {
  return {"List",
          "Total",
          "Within 18 weeks",
          "% within 18 weeks",
          "Over 52 weeks",
          "% over 52 weeks",
          "Over 65 weeks",
          "Over 78 weeks",
          "Over 104 weeks",
          "With decision to admit"};
}

void add_summary_row(Table& table, const std::string& heading, const Census& census, std::size_t date) {
  const auto counts = at_date(census.counts, date, census.row.bands.size());
  const auto decided = at_date(census.decided, date, census.row.bands.size());
  const double all = total(counts);
  const double in_time = within(census.row, counts, 18);
  const double over_52 = all - within(census.row, counts, 52);
  std::vector<Cell> cells{number_cell(plain(all, 0)), number_cell(plain(in_time, 0)),
                          number_cell(all > 0 ? figure(in_time / all, "share") : "–"),
                          number_cell(plain(over_52, 0)),
                          number_cell(all > 0 ? figure(over_52 / all, "share") : "–")};
  for (const double weeks : {65.0, 78.0, 104.0})
    cells.push_back(number_cell(plain(all - within(census.row, counts, weeks), 0)));
  cells.push_back(number_cell(decided.empty() ? "–" : plain(total(decided), 0)));
  table.row(heading, cells);
}

std::string dates_table(const Census& census) {
  Table table(fmt::format("{}: the list at each date", census.variant), summary_columns());
  for (std::size_t date = 0; date < census.row.dates.size(); ++date)
    add_summary_row(table, date_label(census.row, date), census, date);
  return table.html();
}

/// The published layout: a row per date and part of the return, a column per week band, totals at the end.
std::string full_table(const Census& census) {
  std::vector<std::string> columns{"Date and part"};
  for (const auto& band : census.row.bands) columns.push_back(band);
  columns.emplace_back("Total");
  Table table(fmt::format("{}: number waiting by week band, mean over replications", census.variant),
              columns);
  for (std::size_t date = 0; date < census.row.dates.size(); ++date)
    for (const auto* part : {&census.counts, &census.decided}) {
      const auto counts = at_date(*part, date, census.row.bands.size());
      if (counts.empty()) continue;
      std::vector<Cell> cells;
      for (const double count : counts) cells.push_back(number_cell(plain(count, 1)));
      cells.push_back(number_cell(plain(total(counts), 1)));
      table.row(date_label(census.row, date) +
                    (part == &census.counts ? ", incomplete pathways" : ", with decision to admit"),
                cells);
    }
  return table.html();
}

std::string description(const Census& census) {
  const auto bands = census.row.bands.size();
  const auto last = census.row.dates.size() - 1;
  const auto counts = at_date(census.counts, last, bands);
  const double all = total(counts);
  return fmt::format(
      "Bars show the list at the last date by weeks waited: {} waiting, {} within 18 weeks, {} over 52 "
      "weeks. The outline shows the first date: {} waiting.",
      plain(all, 0), plain(within(census.row, counts, 18), 0), plain(all - within(census.row, counts, 52), 0),
      plain(total(at_date(census.counts, 0, bands)), 0));
}

double highest_bar(const Results& results, std::size_t which) {
  double highest = 1;
  for (const auto& variant : results.variants) {
    if (which >= variant.census.size()) continue;
    const auto bands = results.censuses[which].bands.size();
    for (const auto date : {std::size_t{0}, results.censuses[which].dates.size() - 1})
      for (const double count : at_date(variant.census[which], date, bands))
        highest = std::max(highest, count);
  }
  return highest;
}

void add_census(Page& page, std::size_t which) {
  const auto& results = page.results();
  const auto& row = results.censuses[which];
  const std::vector<double> none;
  const double top = highest_bar(results, which);
  const auto last = row.dates.size() - 1;
  Table summary(fmt::format("The list on {}", date_label(row, last)), summary_columns());
  std::string by_date;
  std::string full;
  page.html("<div class=\"pair\">\n");
  for (std::size_t v = 0; v < results.variants.size(); ++v) {
    const auto& variant = results.variants[v];
    if (which >= variant.census.size() || at_date(variant.census[which], 0, row.bands.size()).empty())
      continue;
    const auto& decided =
        which < variant.census_with_decision.size() ? variant.census_with_decision[which] : none;
    const Census census{row, variant.census[which], decided, shown_name(results, v)};
    page.figure(page.plotter().draw(census_chart(census, top)),
                {fmt::format("The list by weeks waited: {}", census.variant), description(census), ""}, "");
    if (summary.empty() && last > 0)
      add_summary_row(summary, fmt::format("{}, {}", census.variant, date_label(row, 0)), census, 0);
    add_summary_row(summary, census.variant, census, last);
    by_date += dates_table(census);
    full += full_table(census);
  }
  page.html("</div>\n" + (summary.empty() ? std::string() : summary.html()));
  if (full.empty()) return;
  page.details("The list at every date", by_date);
  page.details(fmt::format("Every week band at every date, in the published layout (clock “{}”)", row.clock),
               full);
}

} // namespace

void add_week_bands(Page& page) {
  const auto& results = page.results();
  if (results.censuses.empty()) return;
  page.open_section("week-bands", "The list by weeks waited");
  for (std::size_t which = 0; which < results.censuses.size(); ++which) {
    const auto& row = results.censuses[which];
    if (row.dates.empty() || row.bands.empty()) continue;
    if (results.censuses.size() > 1) page.heading(fmt::format("Clock “{}”", row.clock));
    page.legend({{"■", with_decision_colour,
                  fmt::format("{}, decision to admit made", date_label(row, row.dates.size() - 1))},
                 {"■", without_decision_colour,
                  fmt::format("{}, no decision yet", date_label(row, row.dates.size() - 1))},
                 {"▁", "#222222", fmt::format("{}, everyone", date_label(row, 0))}});
    add_census(page, which);
  }
  page.close_section();
}

} // namespace carepath::report
