// Rounding and wording of figures. Decimals follow the size of the figure, so that columns read at a glance.
#include "cli/output/unit.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

namespace carepath {

namespace {

constexpr const char* undefined_text = "–";

bool is_money(const std::string& unit) {
  return unit.starts_with("£");
}

/// How a unit is written: what is shown is value * scale with a sign before and a word after.
struct Style {
  double scale = 1;
  std::string before;
  std::string after;
};

Style style_of(const std::string& unit) {
  if (unit == "share") return {100, "", "%"};
  if (is_money(unit)) return {1, "£", unit.substr(std::string("£").size())};
  if (is_duration(unit)) return {1, "", " " + unit};
  return {};
}

/// Decimals for a figure of this size: a tenth of a percentage point or a day, whole pounds from £100.
int decimals_for(double shown, const std::string& unit) {
  const double size = std::fabs(shown);
  if (unit == "share") return 1;
  if (is_money(unit)) return size < 100 ? 2 : 0;
  if (is_duration(unit)) return 1;
  return size < 10 ? 2 : size < 1000 ? 1 : 0;
}

std::string signed_number(double value, int decimals, const std::string& before) {
  const std::string digits = grouped_number(std::fabs(value), decimals);
  const bool zero = digits.find_first_of("123456789") == std::string::npos;
  return std::string(zero ? "" : value < 0 ? "−" : "+") + before + digits;
}

bool limits_defined(const Estimate& estimate) {
  return !std::isnan(estimate.low) && !std::isnan(estimate.high);
}

} // namespace

std::string json_unit(const std::string& unit) {
  return is_duration(unit) ? "days" : unit;
}

std::string grouped_number(double value, int decimals) {
  std::string digits = fmt::format("{:.{}f}", std::fabs(value), decimals);
  const bool zero = digits.find_first_of("123456789") == std::string::npos;
  std::size_t point = std::min(digits.find('.'), digits.size());
  while (point > 3) {
    point -= 3;
    digits.insert(point, ",");
  }
  return value < 0 && !zero ? "−" + digits : digits;
}

std::string figure_text(double value, const std::string& unit) {
  if (std::isnan(value)) return undefined_text;
  const Style style = style_of(unit);
  const double shown = value * style.scale;
  const std::string number = grouped_number(std::fabs(shown), decimals_for(shown, unit));
  return (shown < 0 ? "−" : "") + style.before + number + style.after;
}

std::string estimate_text(const Estimate& estimate, const std::string& unit) {
  if (std::isnan(estimate.mean) || !limits_defined(estimate)) return figure_text(estimate.mean, unit);
  const double scale = style_of(unit).scale;
  const double half_width = (estimate.high - estimate.low) / 2 * scale;
  const int decimals = decimals_for(estimate.mean * scale, unit);
  return figure_text(estimate.mean, unit) + " ± " + grouped_number(half_width, decimals);
}

std::string difference_text(const Estimate& estimate, const std::string& unit) {
  if (std::isnan(estimate.mean)) return undefined_text;
  const Style style = style_of(unit);
  const double mean = estimate.mean * style.scale;
  // One precision for the mean and its limits, set by the largest of them.
  const double low = limits_defined(estimate) ? estimate.low * style.scale : mean;
  const double high = limits_defined(estimate) ? estimate.high * style.scale : mean;
  const int decimals = decimals_for(std::max({std::fabs(mean), std::fabs(low), std::fabs(high)}), unit);
  std::string text = signed_number(mean, decimals, style.before) + (unit == "share" ? " pts" : style.after);
  if (!limits_defined(estimate)) return text;
  text += fmt::format(" [{}, {}]", grouped_number(low, decimals), grouped_number(high, decimals));
  return estimate.low > 0 || estimate.high < 0 ? text + " *" : text;
}

std::string label_text(const KpiRow& row) {
  const Style style = style_of(row.unit);
  const bool shown = !style.before.empty() || !style.after.empty();
  const bool said = row.unit == "number" || row.title.find(row.unit) != std::string::npos;
  return shown || said ? row.title : row.title + " (" + row.unit + ")";
}

std::string gap_size_text(double gap, const std::string& unit) {
  return unit == "share" ? grouped_number(gap * 100, 1) + " pts" : figure_text(gap, unit);
}

std::string target_text(const KpiRow& row) {
  if (!row.has_target) return "";
  const double target = in_shown_unit(row, {row.target, 0, 0}).mean;
  std::string figure = figure_text(target, shown_unit(row));
  for (const char* round : {".0%", ".0 "}) // "92%", "18 weeks"
    if (const auto at = figure.find(round); at != std::string::npos) figure.erase(at, 2);
  return (row.target_at_most ? "≤ " : "≥ ") + figure;
}

bool target_met(const KpiRow& row, double mean) {
  return row.target_at_most ? mean <= row.target : mean >= row.target;
}

} // namespace carepath
