// The live what-if: sliders on the scenario's numbers, and what they do to the main figures.
#include "viewer/panels/parts.hpp"
#include "viewer/panels/what_if_answer.hpp"

#include "viewer/figure_text.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>

namespace carepath {

namespace what_if {
namespace {

constexpr Colour pale_handle = IM_COL32(150, 195, 235, 255); // 8:1 under the text

/// Variants with a scenario text, but for those of the what-if itself.
std::vector<Changeable> changeables(const Workspace& workspace, std::uint32_t answer) {
  std::vector<Changeable> found;
  for (const auto* file : workspace.shown_files()) {
    if (file->results->scenario_texts.empty() || file->id == answer) continue;
    for (std::size_t at = 0; at < std::min<std::size_t>(file->results->variants.size(), 200); ++at) {
      const auto& variant = file->results->variants[at];
      found.push_back({file->id, at, variant.title.empty() ? variant.name : variant.title});
    }
  }
  return found;
}

/// The redesign that came last is what people want to turn further.
void choose_scenario(const PanelContext& context, const std::vector<Changeable>& all) {
  std::vector<std::string> labels;
  for (const auto& each : all) labels.push_back(each.label);
  auto& choice = context.choices.number("what-if/scenario", static_cast<int>(all.size()) - 1);
  context.what_if.chosen = all[chooser("##scenario", choice, labels, 26)];
  context.what_if.wanted = true;
}

/// One, two or five times a power of ten, about a two-hundredth of the slider.
double lever_step(const Lever& lever) {
  return lever.whole ? 1 : round_step(lever.high - lever.low, 200);
}

double rounded(const Lever& lever) {
  const double step = lever_step(lever);
  const double value = std::round(lever.now / step) * step;
  // Eight significant digits: steps such as 0.1 are not exact.
  return std::abs(value - lever.value) < 0.5 * step * 1e-6 ? lever.value
                                                           : std::stod(fmt::format("{:.8g}", value));
}

std::string lever_format(const Lever& lever) {
  auto unit = lever.unit;
  for (std::size_t at = unit.find('%'); at != std::string::npos; at = unit.find('%', at + 2))
    unit.insert(at, "%");
  const int decimals =
      lever.whole ? 0 : std::clamp(static_cast<int>(-std::floor(std::log10(lever_step(lever)))), 0, 6);
  return fmt::format("{}%.{}f{}{}", lever.money ? "£" : "", decimals, unit.empty() || unit == "%%" ? "" : " ",
                     unit);
}

float small_button_width(const char* words) {
  return ImGui::CalcTextSize(words).x + 2 * ImGui::GetStyle().FramePadding.x;
}

/// True while the slider is held.
bool draw_lever(Lever& lever) {
  const float em = ImGui::GetFontSize();
  ImGui::PushID(lever.path.c_str());
  const float room = ImGui::GetContentRegionAvail().x;
  const float close = small_button_width("x");
  ImGui::TextUnformatted(shortened(lever.title, room - close - 0.5F * em).c_str());
  if (ImGui::IsItemHovered()) ImGui::SetTooltip("%s", lever.path.c_str());
  ImGui::SameLine(room - close);
  if (ImGui::SmallButton("x")) {
    lever.pinned = false;
    lever.now = lever.value;
  }
  ImGui::SetNextItemWidth(room - small_button_width("undo") - ImGui::GetStyle().ItemSpacing.x);
  const auto format = lever_format(lever);
  // The number is written across the slider: the handle must leave it legible.
  ImGui::PushStyleColor(ImGuiCol_SliderGrab, pale_handle);
  ImGui::PushStyleColor(ImGuiCol_SliderGrabActive, pale_handle);
  if (ImGui::SliderScalar("##now", ImGuiDataType_Double, &lever.now, &lever.low, &lever.high, format.c_str()))
    lever.now = rounded(lever);
  const bool held = ImGui::IsItemActive();
  ImGui::PopStyleColor(2);
  if (ImGui::IsItemHovered() && !held) ImGui::SetTooltip("Drag, or Ctrl+click to type a number");
  ImGui::SameLine();
  if (lever.moved()) {
    if (ImGui::SmallButton("undo")) lever.now = lever.value;
    if (ImGui::IsItemHovered()) ImGui::SetTooltip("Back to %s", lever_text(lever, lever.value).c_str());
  } else
    muted_text("as is");
  ImGui::Spacing();
  ImGui::PopID();
  return held;
}

bool matches(const Lever& lever, const std::string& wanted) {
  return contains_text(lever.kind + " " + lever.title + " " + lever.path, wanted);
}

void draw_finder(const PanelContext& context) {
  auto& wanted = context.choices.text("what-if/find");
  char buffer[128] = {};
  wanted.copy(buffer, sizeof buffer - 1);
  ImGui::SetNextItemWidth(-1);
  if (ImGui::InputTextWithHint("##find", "Find a number to change", buffer, sizeof buffer)) wanted = buffer;
  if (wanted.empty()) return;
  constexpr int most = 12;
  int shown = 0;
  for (auto& lever : context.what_if.levers) {
    if (lever.pinned || !matches(lever, wanted) || ++shown > most) continue;
    const auto label =
        fmt::format("{} {} ({})##{}", lever.kind, lever.title, lever_text(lever, lever.value), lever.path);
    if (!ImGui::Selectable(label.c_str())) continue;
    lever.pinned = true;
    wanted.clear();
  }
  if (shown == 0) muted_text("No number of the scenario is called that.");
  if (shown > most) muted_text(fmt::format("and {} more: type more of the name", shown - most));
}

/// What planners reach for first: how much there is, and how many come.
void pin_first(WhatIfBoard& board) {
  constexpr std::size_t most = 7;
  std::size_t pinned = 0;
  const auto pin = [&](std::string_view kind, std::string_view ending) {
    for (auto& lever : board.levers)
      if (pinned < most && !lever.pinned && lever.kind == kind && lever.path.ends_with(ending) && ++pinned)
        lever.pinned = true;
  };
  pin("resource", ".sessions");
  pin("resource", ".slots");
  pin("resource", ".capacity");
  pin("source", ".rate");
  pin("parameter", ".is");
  pin("resource", "");
}

void draw_levers(const PanelContext& context) {
  auto& board = context.what_if;
  const bool any =
      std::any_of(board.levers.begin(), board.levers.end(), [](const Lever& lever) { return lever.pinned; });
  if (!any) pin_first(board);
  draw_finder(context);
  ImGui::Spacing();
  bool held = false;
  for (auto& lever : board.levers)
    if (lever.pinned) held = draw_lever(lever) || held;
  board.dragging = held;
}

void draw_saving(const PanelContext& context) {
  auto& board = context.what_if;
  auto& name = context.choices.text("what-if/save");
  if (name.empty()) name = "what-if.toml";
  char buffer[512] = {};
  name.copy(buffer, sizeof buffer - 1);
  ImGui::SetNextItemWidth(ImGui::GetContentRegionAvail().x - 9.5F * ImGui::GetFontSize());
  if (ImGui::InputText("##save", buffer, sizeof buffer)) name = buffer;
  ImGui::SameLine();
  if (ImGui::Button("Save as scenario", {-1, 0}) && !name.empty()) board.save_as = name;
  if (!board.saved.empty()) wrapped_text(board.saved, colours::muted);
}

void draw_state(const PanelContext& context) {
  auto& board = context.what_if;
  if (ImGui::Button("Undo all"))
    for (auto& lever : board.levers) lever.now = lever.value;
  ImGui::SameLine();
  if (board.running) {
    if (ImGui::Button("Stop")) board.cancel = true;
    ImGui::SameLine();
  }
  muted_text(board.running
                 ? fmt::format("running; {} of {} replications so far", board.replications, board.asked)
             : board.answers == 0 ? std::string("move a slider")
                                  : fmt::format("{} of {} replications", board.replications, board.asked));
  if (board.first_answer_ms > 0)
    muted_text(fmt::format("First answer after {} ms.", grouped(board.first_answer_ms, 0)));
}

void draw_controls(const PanelContext& context) {
  auto& board = context.what_if;
  if (!(board.read == board.chosen)) {
    muted_text("Reading the scenario...");
    return;
  }
  if (!board.fault.empty()) wrapped_text(board.fault, colours::bad);
  if (board.levers.empty()) return;
  if (board.best_estimates)
    wrapped_text("Uncertain inputs stay at their best estimates here; the open file has draws of them.",
                 colours::muted);
  draw_levers(context);
  draw_state(context);
  ImGui::Spacing();
  draw_saving(context);
}

void draw_what_if(const PanelContext& context) {
  const auto all = changeables(context.workspace, context.what_if.answer);
  if (all.empty()) return empty_state("Tick a file with a scenario text at the left.");
  ImGui::BeginChild("levers", {27 * ImGui::GetFontSize(), 0});
  choose_scenario(context, all);
  draw_controls(context);
  ImGui::EndChild();
  ImGui::SameLine(0, 1.5F * ImGui::GetFontSize());
  ImGui::BeginChild("answer");
  draw_what_if_answer(context);
  ImGui::EndChild();
}

bool has_scenario(const Workspace& workspace) {
  return !changeables(workspace, 0).empty();
}

} // namespace
} // namespace what_if

Panel what_if_panel() {
  return {"what-if",
          "What if",
          "Move a number of the scenario: the same people are run again, and every panel shows the answer.",
          "The open results hold no scenario text, so there is nothing to run again.",
          what_if::has_scenario,
          what_if::draw_what_if};
}

} // namespace carepath
