// Single people: where each was and when, in each variant, one lane above the other.
#include "viewer/panels/parts.hpp"

#include "engine/base/text.hpp"
#include "viewer/figure_text.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace carepath {

namespace patients {
namespace {

struct Lane {
  ShownVariant variant;
  std::vector<const JourneySpell*> spells;
};

std::vector<const OpenFile*> files_with_journeys(const Workspace& workspace) {
  auto files = workspace.shown_files();
  std::erase_if(files, [](const OpenFile* file) { return file->results->journey_people.empty(); });
  return files;
}

std::string person_label(const JourneyPerson& person) {
  return fmt::format("{} {}", spoken(person.source), grouped(person.number, 0));
}

std::vector<Lane> lanes_of(const Workspace& workspace, const OpenFile& file, std::uint32_t person) {
  std::vector<Lane> lanes;
  for (const auto& variant : workspace.shown()) {
    if (variant.file != &file) continue;
    Lane lane{variant, {}};
    for (const auto& spell : file.results->journey_spells)
      if (spell.person == person && spell.variant == variant.index &&
          spell.node < variant.result->nodes.size())
        lane.spells.push_back(&spell);
    lanes.push_back(std::move(lane));
  }
  return lanes;
}

const GraphNode& node_of(const Lane& lane, const JourneySpell& spell) {
  return lane.variant.result->nodes[spell.node];
}

/// Somebody with much to show: whose way has the most spells.
int busiest_person(const Results& results) {
  std::vector<int> spells(results.journey_people.size(), 0);
  for (const auto& spell : results.journey_spells)
    if (spell.person < spells.size()) ++spells[spell.person];
  return static_cast<int>(std::max_element(spells.begin(), spells.end()) - spells.begin());
}

/// Steps in the order first met, over all lanes; each keeps one colour.
std::vector<std::string> steps_of(const std::vector<Lane>& lanes) {
  std::vector<std::string> steps;
  for (const auto& lane : lanes)
    for (const auto* spell : lane.spells) {
      const auto title = node_title(node_of(lane, *spell));
      if (std::find(steps.begin(), steps.end(), title) == steps.end()) steps.push_back(title);
    }
  return steps;
}

Colour step_colour(const std::vector<std::string>& steps, const std::string& step) {
  const auto at = std::find(steps.begin(), steps.end(), step) - steps.begin();
  return palette_colour(static_cast<std::size_t>(at));
}

void draw_step_legend(const std::vector<std::string>& steps) {
  const float em = ImGui::GetFontSize();
  const float edge = ImGui::GetWindowPos().x + ImGui::GetWindowContentRegionMax().x;
  for (std::size_t at = 0; at < steps.size(); ++at) {
    const float width = 2.4F * em + ImGui::CalcTextSize(steps[at].c_str()).x;
    if (at > 0 && ImGui::GetItemRectMax().x + 1.5F * em + width < edge) ImGui::SameLine(0, 1.5F * em);
    swatch({true, palette_colour(at), LineStyle::solid});
    ImGui::SameLine(0, 0.5F * em);
    ImGui::TextUnformatted(steps[at].c_str());
  }
  muted_text("Pale and low: waiting for it. Full and tall: in it.");
}

PlotSetup lanes_setup(const std::vector<Lane>& lanes, const std::string& start) {
  PlotSetup setup;
  setup.id = "journeys";
  setup.start_date = start;
  setup.x_title = parse_date(start) ? "" : "days since the start";
  Range x = no_range();
  for (const auto& lane : lanes)
    for (const auto* spell : lane.spells) {
      const double ends[] = {spell->from, spell->until};
      x = extended(x, ends);
    }
  for (auto lane = lanes.rbegin(); lane != lanes.rend(); ++lane)
    setup.y_names.push_back(shortened(lane->variant.label, 15 * ImGui::GetFontSize()));
  setup.x = drawable(x, 0.02);
  setup.y = {0, static_cast<double>(lanes.size())};
  return setup;
}

void draw_lane(PlotCanvas& plot, const Lane& lane, double bottom, const std::vector<std::string>& steps) {
  plot.name(lane.variant.label);
  for (const auto* spell : lane.spells) {
    const auto colour = step_colour(steps, node_title(node_of(lane, *spell)));
    const double low = spell->waiting ? bottom + 0.36 : bottom + 0.22;
    const double high = spell->waiting ? bottom + 0.64 : bottom + 0.78;
    plot.block(spell->from, spell->until, low, high, spell->waiting ? with_opacity(colour, 0.45F) : colour);
  }
}

void draw_read_out(const PlotCanvas& plot, const std::vector<Lane>& lanes, const std::string& start) {
  const auto x = plot.hovered_x();
  const auto y = plot.hovered_y();
  if (!x || !y || *y < 0 || *y >= static_cast<double>(lanes.size())) return;
  const auto& lane = lanes[lanes.size() - 1 - static_cast<std::size_t>(*y)];
  for (const auto* spell : lane.spells)
    if (*x >= spell->from && *x <= spell->until)
      ImGui::SetTooltip("%s %s\n%s to %s: %s", spell->waiting ? "waiting for" : "in",
                        node_title(node_of(lane, *spell)).c_str(), format_date(start, spell->from).c_str(),
                        format_date(start, spell->until).c_str(),
                        format_quantity(spell->until - spell->from, "days").c_str());
}

void draw_list(const PanelContext& context, const OpenFile& file, int& chosen) {
  ImGui::BeginChild("people", {12 * ImGui::GetFontSize(), 0}, true);
  const auto& people = file.results->journey_people;
  for (int at = 0; at < static_cast<int>(people.size()); ++at) {
    const auto label = fmt::format("{}##{}", person_label(people[static_cast<std::size_t>(at)]), at);
    if (ImGui::Selectable(label.c_str(), at == chosen)) chosen = at;
    if (ImGui::IsItemFocused() && ImGui::GetIO().NavActive &&
        context.choices.number("patients/follow focus") != at)
      context.choices.number("patients/follow focus") = chosen = at;
  }
  ImGui::EndChild();
}

void draw_patients(const PanelContext& context) {
  const auto files = files_with_journeys(context.workspace);
  std::vector<std::string> labels;
  for (const auto* file : files) labels.push_back(file->label);
  const auto& file = files.size() == 1
                         ? *files[0]
                         : *files[chooser("File", context.choices.number("patients/file"), labels)];
  auto& chosen = context.choices.number("patients/person", busiest_person(*file.results));
  chosen = std::clamp(chosen, 0, static_cast<int>(file.results->journey_people.size()) - 1);
  draw_list(context, file, chosen);
  ImGui::SameLine();
  ImGui::BeginChild("lanes");
  const auto lanes = lanes_of(context.workspace, file, static_cast<std::uint32_t>(chosen));
  const auto& person = file.results->journey_people[static_cast<std::size_t>(chosen)];
  bold_text(context.fonts,
            fmt::format("{}, replication {}", person_label(person), file.results->journey_replication));
  if (lanes.empty()) {
    empty_state("All variants of this file are hidden. Tick one at the left.");
  } else {
    const auto steps = steps_of(lanes);
    draw_step_legend(steps);
    auto setup = lanes_setup(lanes, file.results->start_date);
    const float room = ImGui::GetContentRegionAvail().y;
    setup.size = {0, std::min(room, (5 + 5.5F * static_cast<float>(lanes.size())) * ImGui::GetFontSize())};
    PlotCanvas plot(setup, context.choices.plot(fmt::format("patients/{}", chosen)));
    for (std::size_t at = 0; at < lanes.size(); ++at)
      draw_lane(plot, lanes[at], static_cast<double>(lanes.size() - 1 - at), steps);
    draw_read_out(plot, lanes, file.results->start_date);
  }
  ImGui::EndChild();
}

bool has_journeys(const Workspace& workspace) {
  return !files_with_journeys(workspace).empty();
}

} // namespace
} // namespace patients

Panel patients_panel() {
  return {
      "patients",
      "Patients",
      "What happens to the same person in each variant, from day to day.",
      "The open results keep nobody's journey. Run them again with --follow 40 to keep those of 40 people.",
      patients::has_journeys,
      patients::draw_patients};
}

} // namespace carepath
