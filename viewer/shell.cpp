// The side list, the file list and the dialogs.
#include "viewer/shell.hpp"

#include "viewer/panels/parts.hpp"

#include <fmt/format.h>

namespace carepath {

namespace {

void draw_panel_list(Shell& shell) {
  for (const auto& panel : panel_catalogue())
    if (ImGui::Selectable(panel.title, shell.panel == panel.name)) shell.panel = panel.name;
}

/// Colour patch that opens a picker; the palette stays the default because it is safe for colour-blind eyes.
void draw_colour_button(VariantLook& look) {
  ImVec4 colour = ImGui::ColorConvertU32ToFloat4(look.colour);
  constexpr auto flags =
      ImGuiColorEditFlags_NoInputs | ImGuiColorEditFlags_NoAlpha | ImGuiColorEditFlags_NoLabel;
  if (ImGui::ColorEdit3("##colour", &colour.x, flags)) look.colour = ImGui::ColorConvertFloat4ToU32(colour);
}

void draw_variant_switch(const VariantResult& variant, VariantLook& look) {
  draw_colour_button(look);
  ImGui::SameLine(0, 0.4F * ImGui::GetFontSize());
  const auto& title = variant.title.empty() ? variant.name : variant.title;
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
  for (std::size_t index = 0; index < file.looks.size(); ++index) {
    ImGui::PushID(static_cast<int>(index));
    draw_variant_switch(file.results->variants[index], file.looks[index]);
    ImGui::PopID();
  }
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
  if (shell.loading) muted_text("Reading...");
}

void draw_open_button(Shell& shell) {
  if (ImGui::Button("Open file...", {-1, 0})) ImGui::OpenPopup("Open a results file");
  if (!ImGui::BeginPopupModal("Open a results file", nullptr, ImGuiWindowFlags_AlwaysAutoResize)) return;
  auto& path = shell.choices.text("shell/open");
  char buffer[1024] = {};
  path.copy(buffer, sizeof buffer - 1);
  muted_text("Path of a .h5 file. Files can also be dropped on the window.");
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
  draw_panel(*panel, {shell.workspace, shell.choices, shell.fonts});
  ImGui::EndChild();
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
  draw_side(shell);
  ImGui::SameLine(0, 1.2F * ImGui::GetFontSize());
  draw_chosen_panel(shell);
  draw_fault_dialog(shell);
  ImGui::End();
}

} // namespace carepath
