// The script for a heat map: a coloured cell for each pair of levels, its figure written in it, and lines
// across.
#include "report/plot_parts.hpp"
#include "report/plot_script.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>

namespace carepath::report {
namespace {

constexpr double map_frame_height = 92; // points for the axis and the space above
constexpr double row_height = 38;
constexpr double least_height = 260;
constexpr std::size_t most_written = 12; // columns whose figures can be read in their cells

/// From light to dark in one hue and a half, read in grey too. Dark cells have white figures.
constexpr const char* palette =
    "set palette defined (0 '#F3F7E8', 0.25 '#BFE0C0', 0.5 '#66B8B8', 0.75 '#2878A8', 1 '#123A6B')\n";
constexpr double dark_from = 0.55;

std::string ticks(char axis, const std::vector<std::string>& names, std::size_t most) {
  std::string list;
  for (std::size_t at = 0; at < names.size(); ++at)
    list += fmt::format("{}{} {}", at == 0 ? "" : ", ", in_quotes(shortened(names[at], most)), at);
  return fmt::format("set {0}range [-0.5:{1}.5]\nset {0}tics ({2}) scale 0\n", axis, names.size() - 1, list);
}

std::string cell_data(const HeatMap& map) {
  std::string out = "$cells << EOD\n";
  for (std::size_t at = 0; at < map.values.size(); ++at)
    if (std::isfinite(map.values[at]))
      out += fmt::format("{} {} {}\n", at % map.x.size(), at / map.x.size(), number(map.values[at]));
  return out + "EOD\n";
}

std::string cell_texts(const HeatMap& map, const Range& range) {
  std::string out;
  if (map.x.size() > most_written) return out;
  for (std::size_t at = 0; at < map.texts.size() && at < map.values.size(); ++at) {
    if (!std::isfinite(map.values[at])) continue;
    const bool dark = map.values[at] > range.low + dark_from * (range.high - range.low);
    out += fmt::format("set label {} at first {}, first {} center front textcolor rgb '{}'\n",
                       in_quotes(map.texts[at]), at % map.x.size(), at / map.x.size(),
                       dark ? "#FFFFFF" : "#222222");
  }
  return out;
}

std::string line_data(const HeatMap& map) {
  std::string out = "$line << EOD\n";
  for (const auto& [from, to] : map.line)
    out += fmt::format("{} {}\n{} {}\n\n", number(from[0]), number(from[1]), number(to[0]), number(to[1]));
  return out + "EOD\n";
}

} // namespace

std::string script_for(const HeatMap& map, ChartWidth width) {
  Range range;
  range.add(map.values);
  range.widen(false);
  const double height = map_frame_height + row_height * static_cast<double>(map.y.size());
  auto script = preamble(points(width), std::max(height, least_height)) +
                ticks('x', map.x, map.x.size() > 8 ? 10 : 18) + ticks('y', map.y, 22) + palette +
                fmt::format("set xlabel {} textcolor rgb '#333B44'\nset ylabel {} textcolor rgb '#333B44'\n"
                            "set cblabel {} offset 1.2,0 textcolor rgb '#333B44'\nset cbrange [{}:{}]\n",
                            in_quotes(map.x_label), in_quotes(map.y_label), in_quotes(map.value_label),
                            number(range.low), number(range.high)) +
                (map.percent ? "set cbtics format '%.0f%%'\n" : "") + "set border 0\n" +
                cell_texts(map, range) + cell_data(map);
  std::string plot = "plot $cells using 1:2:($1-0.5):($1+0.5):($2-0.5):($2+0.5):3 with boxxyerror fs solid 1 "
                     "border rgb '#FFFFFF' lc palette";
  if (!map.line.empty()) {
    script += line_data(map);
    plot += ", $line using 1:2 with lines lw 5 lc rgb '#FFFFFF', $line using 1:2 with lines lw 3 lc rgb "
            "'#D55E00'";
  }
  return script + plot + "\n";
}

} // namespace carepath::report
