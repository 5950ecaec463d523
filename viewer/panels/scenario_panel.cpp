// What was run: the scenario text, the assumptions with their sources, the reporting checklist.
#include "viewer/panels/parts.hpp"

#include "engine/results/replication_numbers.hpp"
#include "viewer/figure_text.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace carepath {

namespace scenario {
namespace {

const OpenFile& chosen_file(const PanelContext& context) {
  const auto files = context.workspace.shown_files();
  std::vector<std::string> labels;
  for (const auto* file : files) labels.push_back(file->label);
  if (files.size() == 1) return *files.front();
  return *files[chooser("File", context.choices.number("scenario/file"), labels)];
}

void draw_text(const PanelContext& context, const Results& results) {
  if (results.scenario_texts.empty()) return empty_state("The file holds no scenario text.");
  std::vector<std::string> names;
  for (const auto& text : results.scenario_texts) names.push_back(text.name);
  const auto& text =
      results.scenario_texts[chooser("##text", context.choices.number("scenario/text"), names, 28)].text;
  ImGui::BeginChild("text", {0, 0}, true, ImGuiWindowFlags_HorizontalScrollbar);
  ImGui::PushFont(context.fonts.mono);
  ImGui::TextUnformatted(text.data(), text.data() + text.size());
  ImGui::PopFont();
  ImGui::EndChild();
}

void draw_assumption(const Assumption& assumption) {
  ImGui::TableNextRow();
  for (const auto* cell : {&assumption.variant, &assumption.path, &assumption.value, &assumption.source}) {
    ImGui::TableNextColumn();
    wrapped_text(*cell);
  }
}

void draw_assumptions(const Results& results) {
  if (results.assumptions.empty()) return empty_state("The scenario states no assumptions.");
  constexpr auto flags = ImGuiTableFlags_RowBg | ImGuiTableFlags_BordersInnerH | ImGuiTableFlags_ScrollY |
                         ImGuiTableFlags_Resizable;
  if (!ImGui::BeginTable("assumptions", 4, flags)) return;
  ImGui::TableSetupScrollFreeze(0, 1);
  for (const char* title : {"Variant", "Where", "Value", "Source"}) ImGui::TableSetupColumn(title);
  ImGui::TableHeadersRow();
  for (const auto& assumption : results.assumptions) draw_assumption(assumption);
  ImGui::EndTable();
}

void draw_checklist(const PanelContext& context, const Results& results) {
  if (results.stress.empty()) return empty_state("The file holds no reporting checklist.");
  ImGui::BeginChild("checklist");
  for (const auto& item : results.stress) {
    bold_text(context.fonts, item.number + "  " + item.title);
    wrapped_text(item.text.empty() ? "Not stated." : item.text,
                 item.text.empty() ? colours::muted : colours::text);
    ImGui::Spacing();
  }
  ImGui::EndChild();
}

void draw_fact(const char* name, const std::string& value) {
  ImGui::TableNextRow();
  ImGui::TableNextColumn();
  muted_text(name);
  ImGui::TableNextColumn();
  wrapped_text(value.empty() ? "none" : value);
}

void draw_run(const OpenFile& file) {
  const auto& results = *file.results;
  if (!ImGui::BeginTable("run", 2)) return;
  ImGui::TableSetupColumn("name", ImGuiTableColumnFlags_WidthFixed, 13 * ImGui::GetFontSize());
  ImGui::TableSetupColumn("value", ImGuiTableColumnFlags_WidthStretch);
  draw_fact("File", file.path.string());
  draw_fact("Program", results.program_version + " " + results.git_hash);
  draw_fact("Start", results.start_date);
  draw_fact("Warm-up", grouped(results.warm_up_days, 0) + " days");
  draw_fact("Length", grouped(results.length_days, 0) + " days");
  draw_fact("Seed", std::to_string(results.seed));
  draw_fact("Replications asked for", replication_number_words(results));
  draw_fact("Stopped early", results.cancelled ? "yes" : "no");
  for (const auto& change : results.overrides) draw_fact("Changed with --set", change);
  for (const auto& variant : results.variants) {
    draw_fact("Variant",
              fmt::format("{}: {} completed, {} failed", variant.name, variant.replications, variant.failed));
    for (const auto& failure : variant.failures) draw_fact("", failure);
    for (const auto& check : variant.need_checks) draw_fact("", check);
  }
  ImGui::EndTable();
}

void draw_scenario(const PanelContext& context) {
  const auto& file = chosen_file(context);
  if (!ImGui::BeginTabBar("scenario")) return;
  if (ImGui::BeginTabItem("Scenario text")) {
    draw_text(context, *file.results);
    ImGui::EndTabItem();
  }
  if (ImGui::BeginTabItem("Assumptions")) {
    draw_assumptions(*file.results);
    ImGui::EndTabItem();
  }
  if (ImGui::BeginTabItem("Reporting checklist")) {
    draw_checklist(context, *file.results);
    ImGui::EndTabItem();
  }
  if (ImGui::BeginTabItem("This run")) {
    draw_run(file);
    ImGui::EndTabItem();
  }
  ImGui::EndTabBar();
}

bool has_anything(const Workspace& workspace) {
  const auto files = workspace.shown_files();
  return std::any_of(files.begin(), files.end(), [](const OpenFile* file) {
    const auto& results = *file->results;
    return !results.scenario_texts.empty() || !results.assumptions.empty() || !results.variants.empty();
  });
}

} // namespace
} // namespace scenario

Panel scenario_panel() {
  return {"scenario",
          "Scenario and assumptions",
          "What was run, from which text, on which assumptions and sources.",
          "The open results hold neither a scenario text nor assumptions.",
          scenario::has_anything,
          scenario::draw_scenario};
}

} // namespace carepath
