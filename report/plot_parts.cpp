// See plot_parts.hpp.
#include "report/plot_parts.hpp"

#include "report/format.hpp"
#include "report/plot_script.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>

namespace carepath::report {
namespace {

bool continues_character(char c) {
  return (static_cast<unsigned char>(c) & 0xC0u) == 0x80u;
}

double round_step(double span, int wanted_ticks) {
  const double rough = span / wanted_ticks;
  const double power = std::pow(10.0, std::floor(std::log10(rough)));
  for (const double multiple : {1.0, 2.0, 2.5, 5.0})
    if (multiple * power >= rough * 0.999) return multiple * power;
  return 10 * power;
}

/// A tick's label as a constant; gnuplot reads these as formats, in which a per-cent sign is doubled.
std::string quoted_tick(const std::string& text) {
  std::string doubled;
  for (const char c : text) doubled += c == '%' ? std::string("%%") : std::string(1, c);
  return in_quotes(doubled);
}

std::string tick_text(double value, const Axis& axis, double step) {
  const double shown = axis.percent ? value * 100 : value;
  const double shown_step = axis.percent ? step * 100 : step;
  int decimals = 0;
  for (double scaled = shown_step; decimals < 4 && std::abs(scaled - std::round(scaled)) > 1e-6; scaled *= 10)
    ++decimals;
  return plain(shown, decimals) + (axis.percent ? "%" : "");
}

} // namespace

void Range::add(double value) {
  if (!std::isfinite(value)) return;
  low = std::min(low, value);
  high = std::max(high, value);
}

void Range::add(std::span<const double> values) {
  for (const double value : values) add(value);
}

void Range::widen(bool shares) {
  if (empty()) *this = {0, 1};
  const double size = std::max(std::abs(low), std::abs(high));
  if (high - low > std::max(1e-9, 1e-6 * size)) return;
  const double by = std::max(shares ? 0.01 : 1.0, size / 100);
  if (shares && low > 0.99 && low <= 1)
    low -= by;
  else
    high = low + by;
}

double round_out(Range& range, const Axis& axis, int wanted_ticks) {
  if (range.empty()) range = {0, 1};
  if (std::isfinite(axis.top)) range.high = axis.top;
  if (axis.from_zero) range.low = std::min(range.low, 0.0);
  if (axis.from_zero) range.high = std::max(range.high, 0.0);
  // The limits of a share may pass the whole by a little.
  const bool ends_at_whole = axis.percent && range.low <= 1 && range.high <= 1.05;
  if (ends_at_whole) range.high = std::min(range.high, 1.0);
  range.widen(axis.percent);
  const double step = axis.step > 0 ? axis.step : round_step(range.high - range.low, wanted_ticks);
  range.low = std::floor(range.low / step + 1e-9) * step;
  range.high = std::ceil(range.high / step - 1e-9) * step;
  if (ends_at_whole) range.high = std::min(range.high, 1.0);
  return step;
}

std::string number(double value) {
  return std::isfinite(value) ? fmt::format("{:.8g}", value) : "NaN";
}

std::string in_quotes(std::string_view text) {
  std::string out = "'";
  for (const char c : text) {
    if (c == '\'')
      out += "''";
    else if (c == '`')
      out += "’";
    else
      out += static_cast<unsigned char>(c) < 0x20 ? ' ' : c;
  }
  return out + "'";
}

std::string preamble(double width, double height) {
  return fmt::format("set encoding utf8\n"
                     "set terminal svg size {},{} dynamic noenhanced font 'Arial,15'\n"
                     "set datafile missing 'NaN'\n"
                     "unset key\n"
                     "set border 3 lc rgb '#8A9199' lw 1\n"
                     "set tics nomirror out scale 0.5 textcolor rgb '#333B44'\n",
                     width, height);
}

std::string axis_script(char name, const Axis& axis, const Range& range, double step) {
  std::string ticks;
  const auto count = static_cast<int>(std::round((range.high - range.low) / step));
  for (int i = 0; i <= count; ++i) {
    const double at = range.low + i * step;
    ticks += fmt::format("{}{} {}", i == 0 ? "" : ", ", quoted_tick(tick_text(at, axis, step)), number(at));
  }
  return fmt::format("set {0}range [{1}:{2}]\nset {0}tics ({3})\n"
                     "set {0}label {4} textcolor rgb '#333B44'\n"
                     "set grid {0}tics lt 1 lw 1 lc rgb '#E3E6E9'\n",
                     name, number(range.low), number(range.high), ticks, in_quotes(axis.label));
}

std::string upright_mark(const Mark& mark) {
  return fmt::format(
      "set arrow from first {0}, graph 0 to first {0}, graph 1 nohead front lw 1.2 dt (5,4) lc rgb "
      "'#555555'\nset label {1} at first {0}, graph 1 offset 0,0.7 center textcolor rgb '#444444'\n",
      number(mark.at), in_quotes(mark.label));
}

std::string across_mark(const Mark& mark) {
  return fmt::format(
      "set arrow from graph 0, first {0} to graph 1, first {0} nohead front lw 1.2 dt (5,4) lc rgb "
      "'#555555'\nset label {1} at graph 0.01, first {0} offset 0,0.6 left front textcolor rgb "
      "'#444444'\n",
      number(mark.at), in_quotes(mark.label));
}

std::string row_names(const std::vector<std::string>& categories) {
  std::string ticks;
  for (std::size_t i = 0; i < categories.size(); ++i)
    ticks += fmt::format("{}{} -{}", i == 0 ? "" : ", ", quoted_tick(shortened(categories[i], 34)), i);
  return fmt::format("set yrange [-{}.5:0.5]\nset ytics ({}) scale 0\n", categories.size() - 1, ticks);
}

std::size_t longest(const std::vector<std::string>& labels) {
  std::size_t most = 0;
  for (const auto& label : labels) {
    const auto followers = std::count_if(label.begin(), label.end(), continues_character);
    most = std::max(most, label.size() - static_cast<std::size_t>(followers));
  }
  return most;
}

std::string shortened(const std::string& label, std::size_t most) {
  if (longest({label}) <= most) return label;
  std::size_t characters = 0;
  std::size_t end = 0;
  for (; end < label.size(); ++end)
    if (!continues_character(label[end]) && ++characters == most) break;
  return label.substr(0, end) + "…";
}

std::vector<std::string> two_lines(const std::string& label, std::size_t width) {
  if (longest({label}) <= width) return {label};
  std::size_t end = 0; // of the words that fit the first line
  for (auto space = label.find(' '); space != std::string::npos; space = label.find(' ', space + 1))
    if (longest({label.substr(0, space)}) <= width) end = space;
  if (end == 0) return {shortened(label, width)};
  return {label.substr(0, end), shortened(label.substr(end + 1), width)};
}

} // namespace carepath::report
