// How long those on the list have waited at one date, in weekly bands, with 18 and 52 weeks marked.
#include "viewer/panels/parts.hpp"

#include "viewer/figure_text.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace carepath {

namespace week_bands {
namespace {

/// Census rows of all visible files, each clock once.
std::vector<const CensusRow*> shown_censuses(const Workspace& workspace) {
  std::vector<const CensusRow*> rows;
  for (const auto* file : workspace.shown_files())
    for (const auto& row : file->results->censuses) {
      const bool seen = std::any_of(rows.begin(), rows.end(),
                                    [&](const CensusRow* other) { return other->clock == row.clock; });
      if (!seen && !row.dates.empty() && !row.bands.empty()) rows.push_back(&row);
    }
  return rows;
}

struct Histogram {
  ShownVariant variant;
  std::span<const double> counts;
};

/// Files are matched by the date itself: date number 3 of one file may be number 5 of another.
std::vector<Histogram> histograms_at(const Workspace& workspace, const CensusRow& row, std::size_t date,
                                     bool with_decision) {
  std::vector<Histogram> found;
  for (auto& variant : workspace.shown())
    for (const auto& other : variant.file->results->censuses) {
      if (other.clock != row.clock) continue;
      const auto same = std::find(other.dates.begin(), other.dates.end(), row.dates[date]);
      const auto index = static_cast<std::size_t>(same - other.dates.begin());
      const auto counts = census_of(variant, row.clock, index, with_decision);
      if (same != other.dates.end() && !counts.empty()) found.push_back({variant, counts});
      break;
    }
  return found;
}

std::vector<double> band_edges(std::size_t bands) {
  std::vector<double> edges(bands + 1);
  for (std::size_t at = 0; at <= bands; ++at) edges[at] = static_cast<double>(at);
  return edges;
}

std::vector<std::string> date_names(const CensusRow& row) {
  auto names = row.date_labels;
  names.resize(row.dates.size());
  for (std::size_t at = 0; at < names.size(); ++at)
    if (names[at].empty()) names[at] = fmt::format("day {}", grouped(row.dates[at], 0));
  return names;
}

void draw_read_out(PlotCanvas& plot, const CensusRow& row, const std::vector<Histogram>& histograms) {
  const auto x = plot.hovered_x();
  if (!x || *x < 0 || *x >= static_cast<double>(row.bands.size())) return;
  const auto band = static_cast<std::size_t>(*x);
  plot.cursor(static_cast<double>(band) + 0.5);
  ImGui::BeginTooltip();
  ImGui::Text("%s weeks", row.bands[band].c_str());
  for (const auto& [variant, counts] : histograms)
    if (band < counts.size()) read_out_line(variant, grouped(counts[band], 1));
  ImGui::EndTooltip();
}

void draw_plot(const PanelContext& context, const CensusRow& row, const std::vector<Histogram>& histograms) {
  Range heights{0, 0};
  for (const auto& histogram : histograms) heights = extended(heights, histogram.counts);
  PlotSetup setup;
  setup.id = "week-bands";
  setup.y_title = "Waiting, per band (mean over replications)";
  setup.x_title = "weeks waited (the last band holds everyone longer)";
  setup.x = {0, static_cast<double>(row.bands.size())};
  setup.y = {0, heights.high > 0 ? 1.08 * heights.high : 1};
  const auto edges = band_edges(row.bands.size());
  PlotCanvas plot(setup, context.choices.plot("week-bands/" + row.clock));
  if (histograms.size() == 1)
    plot.bars(edges, histograms[0].counts, with_opacity(histograms[0].variant.look.colour, 0.75F));
  else
    for (const auto& [variant, counts] : histograms) {
      plot.bars(edges, counts, with_opacity(variant.look.colour, 0.07F), 0);
      plot.steps(edges, counts, variant.look.colour, variant.look.style);
    }
  for (const int weeks : {18, 52})
    if (row.bands.size() > static_cast<std::size_t>(weeks))
      plot.vertical_mark(weeks, fmt::format("{} weeks", weeks), colours::text);
  draw_read_out(plot, row, histograms);
}

const CensusRow& choose_clock(const PanelContext& context, const std::vector<const CensusRow*>& rows) {
  std::vector<std::string> names;
  for (const auto* row : rows) names.push_back("Clock: " + row->clock);
  const auto chosen = chooser("##clock", context.choices.number("week-bands/clock"), names, 12);
  ImGui::SameLine();
  return *rows[chosen];
}

void draw_week_bands(const PanelContext& context) {
  const auto& row = choose_clock(context, shown_censuses(context.workspace));
  // Opens at the last date: the state the redesigns lead to.
  auto& choice = context.choices.number("week-bands/date", static_cast<int>(row.dates.size()) - 1);
  const auto date = chooser("##date", choice, date_names(row), 12);
  ImGui::SameLine();
  const bool decision = toggle("With decision to admit only", context.choices.number("week-bands/decision"));
  const auto histograms = histograms_at(context.workspace, row, date, decision);
  if (histograms.empty())
    return empty_state(
        "No shown variant has a count at this date. Choose another date or tick another variant.");
  std::vector<ShownVariant> variants;
  for (const auto& histogram : histograms) variants.push_back(histogram.variant);
  legend(variants);
  draw_plot(context, row, histograms);
}

bool has_census(const Workspace& workspace) {
  return !shown_censuses(workspace).empty();
}

} // namespace
} // namespace week_bands

Panel week_bands_panel() {
  return {"week-bands",
          "Waits by week band",
          "How long those still waiting had waited at one date, in the published week bands.",
          "The open results hold no counts by weeks waited. A clock in the scenario makes them.",
          week_bands::has_census,
          week_bands::draw_week_bands};
}

} // namespace carepath
