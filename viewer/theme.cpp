// The palette, font files and style values.
#include "viewer/theme.hpp"

#include <array>
#include <filesystem>

namespace carepath {

namespace {

constexpr std::array<Colour, 8> okabe_ito{
    IM_COL32(0, 114, 178, 255),   // blue
    IM_COL32(213, 94, 0, 255),    // vermillion
    IM_COL32(0, 158, 115, 255),   // bluish green
    IM_COL32(204, 121, 167, 255), // reddish purple
    IM_COL32(230, 159, 0, 255),   // orange
    IM_COL32(86, 180, 233, 255),  // sky blue
    IM_COL32(0, 0, 0, 255),       // black
    IM_COL32(240, 228, 66, 255),  // yellow: last, because it is faint on white
};

/// Latin, punctuation such as dashes and quotation marks, arrows, comparison signs.
constexpr std::array<ImWchar, 9> glyphs{0x0020, 0x017F, 0x2010, 0x2044, 0x20AC, 0x20AC, 0x2190, 0x22FF, 0};

ImFont* load_font(const char* file, float pixels) {
  const auto path = std::filesystem::path("/usr/share/fonts/truetype/dejavu") / file;
  std::error_code ignored;
  if (!std::filesystem::exists(path, ignored)) return nullptr;
  return ImGui::GetIO().Fonts->AddFontFromFileTTF(path.c_str(), pixels, nullptr, glyphs.data());
}

ImVec4 rgb(int red, int green, int blue, float opacity = 1.0F) {
  return {static_cast<float>(red) / 255.0F, static_cast<float>(green) / 255.0F,
          static_cast<float>(blue) / 255.0F, opacity};
}

void apply_colours(ImGuiStyle& style) {
  ImGui::StyleColorsLight(&style);
  auto* colour = style.Colors;
  colour[ImGuiCol_Text] = ImGui::ColorConvertU32ToFloat4(colours::text);
  colour[ImGuiCol_TextDisabled] = ImGui::ColorConvertU32ToFloat4(colours::muted);
  colour[ImGuiCol_WindowBg] = rgb(255, 255, 255);
  colour[ImGuiCol_ChildBg] = rgb(255, 255, 255, 0);
  colour[ImGuiCol_PopupBg] = rgb(255, 255, 255);
  colour[ImGuiCol_ModalWindowDimBg] = rgb(20, 30, 40, 0.35F);
  colour[ImGuiCol_Border] = rgb(208, 213, 220);
  colour[ImGuiCol_FrameBg] = rgb(240, 242, 245);
  colour[ImGuiCol_FrameBgHovered] = rgb(228, 236, 245);
  colour[ImGuiCol_Header] = rgb(0, 114, 178, 0.16F);
  colour[ImGuiCol_HeaderHovered] = rgb(0, 114, 178, 0.10F);
  colour[ImGuiCol_HeaderActive] = rgb(0, 114, 178, 0.25F);
  colour[ImGuiCol_Button] = rgb(226, 234, 243);
  colour[ImGuiCol_ButtonHovered] = rgb(204, 221, 238);
  colour[ImGuiCol_CheckMark] = rgb(0, 90, 150);
  colour[ImGuiCol_TableHeaderBg] = rgb(240, 242, 245);
  colour[ImGuiCol_TableRowBgAlt] = rgb(248, 249, 251);
  colour[ImGuiCol_TableBorderLight] = rgb(230, 233, 237);
  colour[ImGuiCol_TableBorderStrong] = rgb(208, 213, 220);
}

} // namespace

Colour palette_colour(std::size_t position) {
  return okabe_ito[position % okabe_ito.size()];
}

LineStyle palette_style(std::size_t position) {
  constexpr std::array styles{LineStyle::solid, LineStyle::dashed, LineStyle::dotted};
  return styles[(position / okabe_ito.size()) % styles.size()];
}

Colour with_opacity(Colour colour, float opacity) {
  const auto alpha = static_cast<ImU32>(opacity * 255.0F + 0.5F);
  return (colour & ~IM_COL32_A_MASK) | (alpha << IM_COL32_A_SHIFT);
}

Fonts load_fonts(float scale) {
  Fonts fonts;
  fonts.regular = load_font("DejaVuSans.ttf", 15.0F * scale);
  fonts.bold = load_font("DejaVuSans-Bold.ttf", 15.0F * scale);
  fonts.heading = load_font("DejaVuSans-Bold.ttf", 20.0F * scale);
  fonts.mono = load_font("DejaVuSansMono.ttf", 14.0F * scale);
  if (fonts.regular == nullptr) {
    ImFontConfig config;
    config.SizePixels = 13.0F * scale;
    ImGui::GetIO().Fonts->AddFontDefault(&config);
  }
  return fonts;
}

void apply_theme(float scale) {
  ImGuiStyle style;
  apply_colours(style);
  style.WindowPadding = {14, 12};
  style.FramePadding = {8, 4};
  style.ItemSpacing = {10, 7};
  style.CellPadding = {8, 4};
  style.FrameRounding = 4;
  style.ChildRounding = 6;
  style.PopupRounding = 6;
  style.GrabRounding = 4;
  style.WindowBorderSize = 0;
  style.ScaleAllSizes(scale);
  ImGui::GetStyle() = style;
}

} // namespace carepath
