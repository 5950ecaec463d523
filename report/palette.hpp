// Colours, dashes and symbols. The colours are Okabe and Ito's, told apart by colour-blind readers; a variant
// also has its own dash and symbol, so no chart is read by colour alone.
#pragma once

#include <array>
#include <cstddef>
#include <string>

namespace carepath::report {

/// How one variant is drawn in every chart.
struct Look {
  const char* colour;
  const char* dash;  // gnuplot dash pattern
  int point;         // gnuplot point type
  const char* glyph; // the same point as a character, for legends
};

/// The look of variant number `index`; the first is dark grey, as the comparison.
inline const Look& variant_look(std::size_t index) {
  static constexpr std::array<Look, 12> looks{{{"#333333", "solid", 7, "●"},
                                               {"#0072B2", "(14,5)", 5, "■"},
                                               {"#D55E00", "(4,4)", 9, "▲"},
                                               {"#009E73", "(14,4,3,4)", 13, "◆"},
                                               {"#AA4A85", "solid", 11, "▼"},
                                               {"#C78500", "(9,4)", 6, "○"},
                                               {"#56B4E9", "(3,3)", 4, "□"},
                                               {"#777777", "(9,4)", 12, "◇"},
                                               {"#0072B2", "(3,3)", 8, "△"},
                                               {"#D55E00", "solid", 10, "▽"},
                                               {"#009E73", "(4,4)", 2, "×"},
                                               {"#AA4A85", "(14,5)", 1, "+"}}};
  return looks[index % looks.size()];
}

inline constexpr const char* gain_colour = "#0072B2";
inline constexpr const char* same_colour = "#C4C9CE";
inline constexpr const char* lose_colour = "#D55E00";

/// Colours of parts that make up a whole.
inline const char* part_colour(std::size_t index) {
  static constexpr std::array<const char*, 8> colours{"#0072B2", "#E69F00", "#009E73", "#CC79A7",
                                                      "#56B4E9", "#D55E00", "#F0E442", "#777777"};
  return colours[index % colours.size()];
}

} // namespace carepath::report
