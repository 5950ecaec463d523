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

enum class Show { everyone, decided, split };

struct Histogram {
  ShownVariant variant;
  std::span<const double> counts;
  std::span<const double> decided; // those with a decision to admit; empty where the file does not say
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
      const auto decided = census_of(variant, row.clock, index, true);
      const auto counts = with_decision ? decided : census_of(variant, row.clock, index, false);
      if (same != other.dates.end() && !counts.empty()) found.push_back({variant, counts, decided});
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
  for (const auto& [variant, counts, decided] : histograms)
    if (band < counts.size()) read_out_line(variant, grouped(counts[band], 1));
  ImGui::EndTooltip();
}

PlotSetup bands_setup(const CensusRow& row, double highest, float height) {
  PlotSetup setup;
  setup.id = "week-bands";
  setup.y_title = "Waiting, per band (mean over replications)";
  setup.x_title = "weeks waited (the last band holds everyone longer)";
  setup.x = {0, static_cast<double>(row.bands.size())};
  setup.y = {0, highest > 0 ? 1.08 * highest : 1};
  setup.size = {0, height};
  return setup;
}

void draw_week_marks(PlotCanvas& plot, const CensusRow& row) {
  for (const int weeks : {18, 52})
    if (row.bands.size() > static_cast<std::size_t>(weeks))
      plot.vertical_mark(weeks, fmt::format("{} weeks", weeks), colours::text);
}

double highest_of(const std::vector<Histogram>& histograms) {
  Range heights{0, 0};
  for (const auto& histogram : histograms) heights = extended(heights, histogram.counts);
  return heights.high;
}

void draw_plot(const PanelContext& context, const CensusRow& row, const std::vector<Histogram>& histograms,
               float height) {
  const auto edges = band_edges(row.bands.size());
  PlotCanvas plot(bands_setup(row, highest_of(histograms), height),
                  context.choices.plot("week-bands/" + row.clock));
  if (histograms.size() == 1) {
    plot.name(histograms[0].variant.label);
    plot.bars(edges, histograms[0].counts, with_opacity(histograms[0].variant.look.colour, 0.75F));
  } else
    for (const auto& [variant, counts, decided] : histograms) {
      plot.name(variant.label);
      plot.bars(edges, counts, with_opacity(variant.look.colour, 0.07F), 0);
      plot.steps(edges, counts, variant.look.colour, variant.look.style);
    }
  draw_week_marks(plot, row);
  draw_read_out(plot, row, histograms);
}

/// A picture for each variant: those with a decision to admit at the bottom, those without on top of them.
void draw_split(const PanelContext& context, const CensusRow& row, std::vector<Histogram> histograms) {
  std::erase_if(histograms, [](const Histogram& histogram) { return histogram.decided.empty(); });
  if (histograms.empty())
    return empty_state("No shown variant has counts by decision to admit at this date.");
  const auto edges = band_edges(row.bands.size());
  const double highest = highest_of(histograms);
  wrapped_text("Full: with a decision to admit. Pale: without one yet.", colours::muted);
  ImGui::BeginChild("split");
  const auto number = static_cast<float>(std::min<std::size_t>(histograms.size(), 3));
  const float height = std::max(12 * ImGui::GetFontSize(),
                                ImGui::GetContentRegionAvail().y / number - 2 * ImGui::GetFontSize());
  for (std::size_t at = 0; at < histograms.size(); ++at) {
    const auto& [variant, counts, decided] = histograms[at];
    read_out_line(variant, "");
    auto setup = bands_setup(row, highest, height);
    const auto id = fmt::format("week-bands-{}", at);
    setup.id = id.c_str();
    PlotCanvas plot(setup, context.choices.plot("week-bands/split/" + variant.label));
    const std::vector<double> nothing(counts.size(), 0.0);
    plot.name("with a decision to admit");
    plot.stacked_bars(edges, nothing, decided, variant.look.colour);
    plot.name("without");
    plot.stacked_bars(edges, decided, counts, with_opacity(variant.look.colour, 0.35F));
    draw_week_marks(plot, row);
  }
  ImGui::EndChild();
}

/// Scrubbing: the same date as the chooser's, and the map's date goes with it.
void draw_date_slider(const PanelContext& context, const CensusRow& row, int& choice) {
  const int last = static_cast<int>(row.dates.size()) - 1;
  if (last < 1) return;
  ImGui::SameLine();
  ImGui::SetNextItemWidth(
      std::max(8 * ImGui::GetFontSize(), ImGui::GetContentRegionAvail().x - 0.5F * ImGui::GetFontSize()));
  choice = std::clamp(choice, 0, last);
  if (ImGui::SliderInt("##scrub", &choice, 0, last, ""))
    context.choices.moment = row.dates[static_cast<std::size_t>(choice)];
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
  auto& choices = context.choices;
  const auto show =
      static_cast<Show>(chooser("##show", choices.number("week-bands/show"),
                                {"Everyone", "With a decision to admit", "Split by decision to admit"}, 15));
  draw_date_slider(context, row, choice);
  const auto histograms = histograms_at(context.workspace, row, date, show == Show::decided);
  if (histograms.empty())
    return empty_state(
        "No shown variant has a count at this date. Choose another date or tick another variant.");
  std::vector<ShownVariant> variants;
  for (const auto& histogram : histograms) variants.push_back(histogram.variant);
  if (show == Show::split) return draw_split(context, row, histograms);
  legend(variants);
  draw_plot(context, row, histograms, 0);
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
