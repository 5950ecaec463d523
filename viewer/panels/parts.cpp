// The shared pieces, drawn.
#include "viewer/panels/parts.hpp"

#include "engine/base/text.hpp"
#include "engine/results/target.hpp"

#include <algorithm>
#include <cctype>
#include <cmath>
#include <fmt/format.h>

namespace carepath {

void empty_state(const std::string& sentence) {
  const ImVec2 room = ImGui::GetContentRegionAvail();
  const float wrap = std::min(std::max(room.x, 1.0F), 34 * ImGui::GetFontSize());
  const ImVec2 size = ImGui::CalcTextSize(sentence.c_str(), nullptr, false, wrap);
  const ImVec2 from = ImGui::GetCursorPos();
  const float down = std::max(0.0F, 0.4F * (room.y - size.y));
  ImGui::SetCursorPos({from.x + std::max(0.0F, 0.5F * (room.x - size.x)), from.y + down});
  ImGui::PushTextWrapPos(ImGui::GetCursorPosX() + wrap);
  muted_text(sentence);
  ImGui::PopTextWrapPos();
}

void coloured_text(Colour colour, const std::string& text) {
  ImGui::PushStyleColor(ImGuiCol_Text, colour);
  ImGui::TextUnformatted(text.c_str(), text.c_str() + text.size());
  ImGui::PopStyleColor();
}

void muted_text(const std::string& text) {
  coloured_text(colours::muted, text);
}

void wrapped_text(const std::string& text, Colour colour) {
  ImGui::PushTextWrapPos(0);
  coloured_text(colour, text);
  ImGui::PopTextWrapPos();
}

void bold_text(const Fonts& fonts, const std::string& text) {
  ImGui::PushFont(fonts.bold);
  ImGui::TextUnformatted(text.c_str(), text.c_str() + text.size());
  ImGui::PopFont();
}

std::size_t chooser(const char* label, int& choice, const std::vector<std::string>& names, float width_em) {
  choice = std::clamp(choice, 0, static_cast<int>(names.size()) - 1);
  ImGui::SetNextItemWidth(width_em * ImGui::GetFontSize());
  if (ImGui::BeginCombo(label, names[static_cast<std::size_t>(choice)].c_str())) {
    for (int at = 0; at < static_cast<int>(names.size()); ++at) {
      ImGui::PushID(at);
      if (ImGui::Selectable(names[static_cast<std::size_t>(at)].c_str(), at == choice)) choice = at;
      ImGui::PopID();
    }
    ImGui::EndCombo();
  }
  return static_cast<std::size_t>(choice);
}

bool toggle(const char* label, int& choice) {
  bool on = choice != 0;
  ImGui::Checkbox(label, &on);
  choice = on ? 1 : 0;
  return on;
}

void swatch(const VariantLook& look) {
  const float em = ImGui::GetFontSize();
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const ImVec2 ends[] = {{at.x, at.y + 0.55F * em}, {at.x + 1.4F * em, at.y + 0.55F * em}};
  draw_styled_line(*ImGui::GetWindowDrawList(), ends, look.colour, look.style, 0.22F * em);
  ImGui::Dummy({1.4F * em, em});
}

void legend(const std::vector<ShownVariant>& variants) {
  const float em = ImGui::GetFontSize();
  const float edge = ImGui::GetWindowPos().x + ImGui::GetWindowContentRegionMax().x;
  bool first = true;
  for (const auto& variant : variants) {
    const float width = 2.4F * em + ImGui::CalcTextSize(variant.label.c_str()).x;
    if (!first && ImGui::GetItemRectMax().x + 1.5F * em + width < edge) ImGui::SameLine(0, 1.5F * em);
    first = false;
    swatch(variant.look);
    ImGui::SameLine(0, 0.5F * em);
    ImGui::TextUnformatted(variant.label.c_str());
  }
}

void read_out_line(const ShownVariant& variant, const std::string& value) {
  swatch(variant.look);
  ImGui::SameLine(0, 0.5F * ImGui::GetFontSize());
  ImGui::Text("%s   %s", value.c_str(), variant.label.c_str());
}

std::string node_title(const GraphNode& node) {
  if (!node.title.empty() && node.title != node.name) return node.title;
  return spoken(node.name);
}

std::vector<KpiRow> main_kpis(const Workspace& workspace) {
  auto rows = shown_kpis(workspace);
  std::erase_if(rows, [](const KpiRow& row) { return !row.group.empty(); });
  std::stable_partition(rows.begin(), rows.end(), [](const KpiRow& row) { return row.has_target; });
  const auto files = workspace.shown_files();
  const auto is_headline = [&](const KpiRow& row) {
    return std::any_of(files.begin(), files.end(), [&](const OpenFile* file) {
      const auto& names = file->results->headline;
      return std::find(names.begin(), names.end(), row.name) != names.end();
    });
  };
  std::stable_partition(rows.begin(), rows.end(), is_headline);
  return rows;
}

std::string axis_title(const std::string& title, const std::string& unit) {
  return unit == "share" || unit.empty() ? title : fmt::format("{} ({})", title, unit);
}

Range estimates_range(const std::vector<ShownVariant>& variants, const KpiRow& row, double margin) {
  Range range = no_range();
  for (const auto& variant : variants)
    if (const auto estimate = estimate_of(variant, row)) {
      const double values[] = {estimate->mean, estimate->low, estimate->high};
      range = extended(range, values);
    }
  return drawable(extended(range, target_bounds(row)), margin);
}

bool contains_text(const std::string& text, const std::string& wanted) {
  const auto same = [](char left, char right) {
    return std::tolower(static_cast<unsigned char>(left)) == std::tolower(static_cast<unsigned char>(right));
  };
  return std::search(text.begin(), text.end(), wanted.begin(), wanted.end(), same) != text.end();
}

std::string shortened(const std::string& text, float width) {
  if (ImGui::CalcTextSize(text.c_str()).x <= width) return text;
  auto keep = text.size();
  const auto cut = [&] { return text.substr(0, keep) + "..."; };
  while (keep > 0 && ImGui::CalcTextSize(cut().c_str()).x > width) {
    --keep;
    // Never stop inside a UTF-8 sequence.
    while (keep > 0 && (static_cast<unsigned char>(text[keep]) & 0xC0U) == 0x80U) --keep;
  }
  return cut();
}

} // namespace carepath
