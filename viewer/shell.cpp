// The side list, the file list and the dialogs.
#include "viewer/shell.hpp"

#include "viewer/panels/parts.hpp"

#include "viewer/figure_text.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <utility>

namespace carepath {

namespace {

void draw_panel_list(Shell& shell) {
  for (const auto& panel : panel_catalogue())
    if (ImGui::Selectable(panel.title, shell.panel == panel.name)) shell.panel = panel.name;
  if (ImGui::IsItemHovered()) ImGui::SetTooltip("Page Up and Page Down go through the panels");
}

/// Page Up and Page Down turn the pages, Escape stops the date.
void take_keys(Shell& shell) {
  const auto& io = ImGui::GetIO();
  if (io.WantTextInput) return;
  const auto& panels = panel_catalogue();
  const auto pressed = [](ImGuiKey key) { return ImGui::IsKeyPressed(ImGui::GetKeyIndex(key)); };
  const auto* now = find_panel(shell.panel);
  auto at = now == nullptr ? std::size_t{0} : static_cast<std::size_t>(now - panels.data());
  if (pressed(ImGuiKey_PageDown)) at = (at + 1) % panels.size();
  if (pressed(ImGuiKey_PageUp)) at = (at + panels.size() - 1) % panels.size();
  shell.panel = panels[at].name;
  if (pressed(ImGuiKey_Escape)) shell.choices.playing = false;
}

void draw_text_size(Shell& shell) {
  muted_text("Text");
  ImGui::SameLine();
  if (ImGui::SmallButton("A-")) shell.text_scale = std::max(least_text_scale, shell.text_scale / 1.1F);
  if (ImGui::IsItemHovered()) ImGui::SetTooltip("Smaller text");
  ImGui::SameLine();
  if (ImGui::SmallButton("A+")) shell.text_scale = std::min(most_text_scale, shell.text_scale * 1.1F);
  if (ImGui::IsItemHovered()) ImGui::SetTooltip("Larger text");
}

/// Colour patch that opens a picker; the palette stays the default because it is safe for colour-blind eyes.
void draw_colour_button(VariantLook& look) {
  ImVec4 colour = ImGui::ColorConvertU32ToFloat4(look.colour);
  constexpr auto flags =
      ImGuiColorEditFlags_NoInputs | ImGuiColorEditFlags_NoAlpha | ImGuiColorEditFlags_NoLabel;
  if (ImGui::ColorEdit3("##colour", &colour.x, flags)) look.colour = ImGui::ColorConvertFloat4ToU32(colour);
}

void draw_variant_switch(const std::string& title, VariantLook& look) {
  draw_colour_button(look);
  ImGui::SameLine(0, 0.4F * ImGui::GetFontSize());
  const float room = ImGui::GetContentRegionAvail().x - 2.2F * ImGui::GetFontSize();
  ImGui::Checkbox(shortened(title, room).c_str(), &look.visible);
  if (ImGui::IsItemHovered()) ImGui::SetTooltip("%s", title.c_str());
}

/// Returns false when the user closed the file.
bool draw_file(OpenFile& file) {
  const float em = ImGui::GetFontSize();
  ImGui::Checkbox(shortened(file.label, ImGui::GetContentRegionAvail().x - 4.4F * em).c_str(), &file.visible);
  if (ImGui::IsItemHovered()) ImGui::SetTooltip("%s", file.path.c_str());
  ImGui::SameLine(ImGui::GetWindowContentRegionMax().x - 1.4F * em);
  const bool close = ImGui::SmallButton("x");
  if (ImGui::IsItemHovered()) ImGui::SetTooltip("Close this file");
  ImGui::Indent(0.8F * em);
  // Of a sweep with hundreds of points only those shown are listed; the sweep explorer shows others.
  constexpr std::size_t most_listed = 30;
  const bool long_list = file.looks.size() > most_listed;
  for (std::size_t index = 0; index < file.looks.size(); ++index) {
    if (long_list && !file.looks[index].visible) continue;
    ImGui::PushID(static_cast<int>(index));
    draw_variant_switch(variant_label(*file.results, file.results->variants[index]), file.looks[index]);
    ImGui::PopID();
  }
  if (long_list) muted_text(grouped(static_cast<double>(file.looks.size()), 0) + " variants: see Sweep");
  ImGui::Unindent(0.8F * em);
  return !close;
}

void draw_file_list(Shell& shell) {
  std::uint32_t closed = 0;
  for (auto& file : shell.workspace.files()) {
    ImGui::PushID(static_cast<int>(file.id));
    if (!draw_file(file)) closed = file.id;
    ImGui::PopID();
    ImGui::Spacing();
  }
  if (closed != 0) shell.workspace.close(closed);
  if (!shell.loading) return;
  muted_text("Reading...");
  ImGui::SameLine();
  if (ImGui::SmallButton("Cancel")) shell.cancel_loading = true;
}

void draw_open_button(Shell& shell) {
  const bool pressed = ImGui::Button("Open file...", {-1, 0});
  if (pressed && shell.choose_files) return shell.choose_files();
  if (pressed) ImGui::OpenPopup("Open a results file");
  if (!ImGui::BeginPopupModal("Open a results file", nullptr, ImGuiWindowFlags_AlwaysAutoResize)) return;
  auto& path = shell.choices.text("shell/open");
  char buffer[1024] = {};
  path.copy(buffer, sizeof buffer - 1);
  muted_text("Path of a results file (.h5) or a scenario (.toml). Files can also be dropped on the window.");
  ImGui::SetNextItemWidth(36 * ImGui::GetFontSize());
  const bool entered =
      ImGui::InputText("##path", buffer, sizeof buffer, ImGuiInputTextFlags_EnterReturnsTrue);
  path = buffer;
  if ((ImGui::Button("Open") || entered) && !path.empty()) {
    shell.wanted.emplace_back(path);
    ImGui::CloseCurrentPopup();
  }
  ImGui::SameLine();
  if (ImGui::Button("Cancel")) ImGui::CloseCurrentPopup();
  ImGui::EndPopup();
}

void draw_side(Shell& shell) {
  ImGui::PushStyleColor(ImGuiCol_ChildBg, colours::card);
  ImGui::BeginChild("side", {16.5F * ImGui::GetFontSize(), 0}, true);
  ImGui::PushFont(shell.fonts.heading);
  ImGui::TextUnformatted("Carepath");
  ImGui::PopFont();
  ImGui::Spacing();
  draw_panel_list(shell);
  ImGui::Spacing();
  ImGui::Separator();
  ImGui::Spacing();
  draw_open_button(shell);
  draw_file_list(shell);
  ImGui::Spacing();
  draw_text_size(shell);
  ImGui::EndChild();
  ImGui::PopStyleColor();
}

void draw_fault_dialog(Shell& shell) {
  if (shell.faults.empty()) return;
  const auto title = fault_title(shell.faults.front().fault);
  ImGui::OpenPopup(title.c_str());
  const ImVec2 centre = ImGui::GetMainViewport()->GetCenter();
  ImGui::SetNextWindowPos(centre, ImGuiCond_Always, {0.5F, 0.5F});
  if (!ImGui::BeginPopupModal(title.c_str(), nullptr, ImGuiWindowFlags_AlwaysAutoResize)) return;
  ImGui::PushTextWrapPos(34 * ImGui::GetFontSize());
  ImGui::TextUnformatted(fault_text(shell.faults.front()).c_str());
  ImGui::PopTextWrapPos();
  ImGui::Spacing();
  if (ImGui::Button("Close", {7 * ImGui::GetFontSize(), 0})) {
    shell.faults.pop_front();
    ImGui::CloseCurrentPopup();
  }
  ImGui::EndPopup();
}

void draw_chosen_panel(Shell& shell) {
  const auto* panel = find_panel(shell.panel);
  if (panel == nullptr) return;
  ImGui::BeginChild("panel");
  draw_panel(*panel, {shell.workspace, shell.choices, shell.fonts, shell.what_if});
  ImGui::EndChild();
}

/// Panels see the files and do not change them: what they ask for is done here.
void carry_out_choices(Shell& shell) {
  auto& choices = shell.choices;
  for (const auto& [id, variant] : choices.to_show)
    for (auto& file : shell.workspace.files())
      if (file.id == id && variant < file.looks.size()) file.looks[variant].visible = file.visible = true;
  choices.to_show.clear();
  auto& panel = choices.text("shell/go to");
  if (find_panel(panel) != nullptr) shell.panel = panel;
  panel.clear();
}

/// What a plot saved or copied, for a few seconds at the foot of the window.
void draw_told(Shell& shell) {
  constexpr double seconds = 6;
  for (auto& [name, plot] : shell.choices.plots)
    if (!plot.told.empty()) {
      shell.told = std::exchange(plot.told, {});
      shell.told_until = ImGui::GetTime() + seconds;
    }
  if (shell.told.empty() || ImGui::GetTime() > shell.told_until) return;
  const float em = ImGui::GetFontSize();
  const auto* viewport = ImGui::GetMainViewport();
  const ImVec2 size = ImGui::CalcTextSize(shell.told.c_str());
  const ImVec2 low{viewport->Pos.x + viewport->Size.x - size.x - 3 * em,
                   viewport->Pos.y + viewport->Size.y - size.y - 2 * em};
  auto& draw = *ImGui::GetForegroundDrawList();
  draw.AddRectFilled({low.x - em, low.y - 0.5F * em}, {low.x + size.x + em, low.y + size.y + 0.5F * em},
                     colours::text, 0.4F * em);
  draw.AddText(low, IM_COL32_WHITE, shell.told.c_str());
}

} // namespace

void accept(Shell& shell, LoadOutcome outcome) {
  if (outcome.fault == LoadFault::none)
    shell.workspace.add(outcome.path, std::move(outcome.results));
  else
    shell.faults.push_back(std::move(outcome));
}

void draw_shell(Shell& shell) {
  constexpr auto flags = ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove |
                         ImGuiWindowFlags_NoSavedSettings | ImGuiWindowFlags_NoBringToFrontOnFocus;
  const auto* viewport = ImGui::GetMainViewport();
  ImGui::SetNextWindowPos(viewport->Pos);
  ImGui::SetNextWindowSize(viewport->Size);
  ImGui::Begin("Carepath", nullptr, flags);
  take_keys(shell);
  carry_out_choices(shell);
  draw_side(shell);
  ImGui::SameLine(0, 1.2F * ImGui::GetFontSize());
  shell.choices.date_shown = false;
  draw_chosen_panel(shell);
  if (!shell.choices.date_shown) shell.choices.playing = false;
  draw_fault_dialog(shell);
  draw_told(shell);
  ImGui::End();
}

} // namespace carepath
