// Small pieces the panels share: empty states, choosers, the legend, colour swatches.
#pragma once

#include "viewer/panels/panel.hpp"
#include "viewer/verdict.hpp"

#include <string>
#include <vector>

namespace carepath {

/// A sentence in the middle of the free space.
void empty_state(const std::string& sentence);
/// Text in a colour, without interpreting per cent signs.
void coloured_text(Colour colour, const std::string& text);
void muted_text(const std::string& text);
/// Muted text that wraps at the window's edge.
void wrapped_text(const std::string& text, Colour colour = colours::text);
void bold_text(const Fonts& fonts, const std::string& text);

/// A chooser among names; keeps `choice` inside the list and returns it. `names` must not be empty.
std::size_t chooser(const char* label, int& choice, const std::vector<std::string>& names,
                    float width_em = 16);
/// A tick box kept as 0 or 1.
bool toggle(const char* label, int& choice);

/// A short line in the variant's colour and style, the size of a letter.
void swatch(const VariantLook& look);
/// Swatches and labels of the variants, wrapping at the window's edge.
void legend(const std::vector<ShownVariant>& variants);
/// A line of the hover read-out: swatch, label, value.
void read_out_line(const ShownVariant& variant, const std::string& value);

/// The node's title, or its name with spaces for underscores.
[[nodiscard]] std::string node_title(const GraphNode& node);
/// Figures for everyone: those the scenario names as main figures first, then those with a target, then the
/// others.
[[nodiscard]] std::vector<KpiRow> main_kpis(const Workspace& workspace);

/// "title (unit)" of a figure on an axis; a share has none, its ticks are per cent.
[[nodiscard]] std::string axis_title(const std::string& title, const std::string& unit);
/// From the least to the most of a figure's means and limits, its target included, with a margin on each side
/// (a share of the range).
[[nodiscard]] Range estimates_range(const std::vector<ShownVariant>& variants, const KpiRow& row,
                                    double margin);
/// Whether `text` holds `wanted`, in capitals or not.
[[nodiscard]] bool contains_text(const std::string& text, const std::string& wanted);
/// The text shortened with an ellipsis to fit `width` pixels in the current font.
[[nodiscard]] std::string shortened(const std::string& text, float width);
/// True when any shown variant satisfies the test.
template <typename Test> [[nodiscard]] bool any_shown(const Workspace& workspace, Test test) {
  for (const auto& variant : workspace.shown())
    if (test(variant)) return true;
  return false;
}

} // namespace carepath
