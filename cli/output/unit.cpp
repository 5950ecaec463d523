// Rounding and wording of figures. Decimals follow the size of the figure, so that columns read at a glance.
#include "cli/output/unit.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "report/readable.hpp"
#include "report/targets.hpp"

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

/// Decimals for a figure of this size: a tenth of a percentage point or a day, whole pounds from £100; more
/// where it would read as zero.
int decimals_for(double shown, const std::string& unit) {
  const double size = std::fabs(shown);
  if (unit == "share" || is_duration(unit)) return readable_decimals(size, 1);
  if (is_money(unit)) return size < 100 ? readable_decimals(size, 2) : 0;
  return size < 10 ? readable_decimals(size, 2) : size < 1000 ? 1 : 0;
}

double larger(double a, double b) {
  return std::max(std::fabs(a), std::fabs(b));
}

Estimate scaled(const Estimate& estimate, double scale) {
  return {estimate.mean * scale, estimate.low * scale, estimate.high * scale};
}

/// Whether a half width is something and is written as nothing with so many decimals.
bool reads_as_nothing(double half_width, int decimals) {
  return half_width > negligible && half_width < std::pow(10.0, -decimals) / 2;
}

/// Half the width of limits; "<0.1" where it reads as nothing.
std::string half_width_text(double half_width, int decimals) {
  if (!reads_as_nothing(half_width, decimals)) return grouped_number(half_width, decimals);
  return "<" + grouped_number(std::pow(10.0, -decimals), decimals);
}

/// The unit a figure of that size is read in; a finer one where it is less than one of it and its limits
/// would read as nothing: hours rather than "0.2 days ± <0.1".
std::string unit_with_limits(double size, double spread, const std::string& unit) {
  const std::string read_in = readable_unit(size, unit);
  const double scale = unit_scale(unit, read_in);
  const bool hides_limits = reads_as_nothing(spread * scale, decimals_for(size * scale, read_in));
  return hides_limits && std::fabs(size * scale) < 1 ? readable_unit(size, unit, 1) : read_in;
}

std::string signed_number(double value, int decimals, const std::string& before) {
  const std::string digits = grouped_number(std::fabs(value), decimals);
  const bool zero = digits.find_first_of("123456789") == std::string::npos;
  return std::string(zero ? "" : value < 0 ? "−" : "+") + before + digits;
}

/// What is written as nothing has no sign.
std::string sign_of(double value, const std::string& number) {
  return value < 0 && number.find_first_of("123456789") != std::string::npos ? "−" : "";
}

bool limits_defined(const Estimate& estimate) {
  return !std::isnan(estimate.low) && !std::isnan(estimate.high);
}

/// How a mean is read: its unit's scale and words, and decimals.
struct Reading {
  Style style;
  double scale = 1;
  int decimals = 0;
};

/// A mean of nothing is read in the unit of its limits.
Reading reading_of(const Estimate& estimate, const std::string& unit) {
  const double spread = (estimate.high - estimate.low) / 2; // undefined without limits
  const double size = estimate.mean == 0 && limits_defined(estimate) ? spread : estimate.mean;
  const std::string read_in = unit_with_limits(size, spread, unit);
  const Style style = style_of(read_in);
  const double scale = unit_scale(unit, read_in) * style.scale;
  return {style, scale, decimals_for(size * scale, read_in)};
}

std::string written(const Estimate& estimate, const Reading& reading) {
  const std::string number = grouped_number(std::fabs(estimate.mean * reading.scale), reading.decimals);
  const std::string mean =
      sign_of(estimate.mean, number) + reading.style.before + number + reading.style.after;
  if (!limits_defined(estimate)) return mean;
  return mean + " ± " + half_width_text((estimate.high - estimate.low) / 2 * reading.scale, reading.decimals);
}

} // namespace

std::string json_unit(const std::string& unit) {
  return is_duration(unit) ? "days" : unit;
}

std::string grouped_number(double value, int decimals) {
  std::string digits = fmt::format("{:.{}f}", std::fabs(value), decimals);
  std::size_t point = std::min(digits.find('.'), digits.size());
  while (point > 3) {
    point -= 3;
    digits.insert(point, ",");
  }
  return sign_of(value, digits) + digits;
}

std::string figure_text(double value, const std::string& unit) {
  return estimate_text({value, std::nan(""), std::nan("")}, unit);
}

std::string estimate_text(const Estimate& estimate, const std::string& unit) {
  if (std::isnan(estimate.mean)) return undefined_text;
  return written(estimate, reading_of(estimate, unit));
}

std::string estimate_text(const KpiRow& row, const Estimate& estimate) {
  if (std::isnan(estimate.mean)) return undefined_text;
  const auto shown = in_shown_unit(row, estimate);
  auto reading = reading_of(shown, shown_unit(row));
  const double scale = shown_scale(row) * reading.scale;
  reading.decimals =
      report::telling_decimals(row, estimate, reading.decimals, [&](double value, int decimals) {
        return grouped_number(value * scale, decimals);
      });
  return written(shown, reading);
}

std::string difference_text(const Estimate& estimate, const std::string& unit) {
  if (std::isnan(estimate.mean)) return undefined_text;
  // One unit and one precision for the mean and its limits, set by the largest of them.
  const bool limited = limits_defined(estimate);
  const double largest = limited ? larger(estimate.mean, larger(estimate.low, estimate.high)) : estimate.mean;
  const std::string read_in = readable_unit(largest, unit);
  const Style style = style_of(read_in);
  const Estimate shown = scaled(estimate, unit_scale(unit, read_in) * style.scale);
  const int decimals = decimals_for(largest * unit_scale(unit, read_in) * style.scale, read_in);
  std::string text =
      signed_number(shown.mean, decimals, style.before) + (unit == "share" ? " pts" : style.after);
  if (!limited) return text;
  text += fmt::format(" [{}, {}]", grouped_number(shown.low, decimals), grouped_number(shown.high, decimals));
  return estimate.low > 0 || estimate.high < 0 ? text + " *" : text;
}

std::string label_text(const KpiRow& row) {
  const Style style = style_of(row.unit);
  const bool shown = !style.before.empty() || !style.after.empty();
  const bool said = row.unit == "number" || row.title.find(row.unit) != std::string::npos;
  return shown || said ? row.title : row.title + " (" + row.unit + ")";
}

std::string gap_size_text(double gap, const std::string& unit) {
  if (unit != "share") return figure_text(gap, unit);
  return grouped_number(gap * 100, readable_decimals(gap * 100, 1)) + " pts";
}

std::string target_text(const KpiRow& row) {
  if (!row.has_target) return "";
  const auto shown = [&](double target) {
    const double chosen = target * shown_scale(row);
    const auto unit = report::unit_of_chosen(chosen, shown_unit(row));
    const Estimate exact{chosen * unit_scale(shown_unit(row), unit), std::nan(""), std::nan("")};
    auto reading = reading_of(exact, unit);
    reading.decimals = report::exact_decimals(exact.mean * reading.scale, reading.decimals);
    std::string figure = written(exact, reading);
    for (const char* round : {".0%", ".0 "}) // "92%", "18 weeks"
      if (const auto at = figure.find(round); at != std::string::npos) figure.erase(at, 2);
    return figure;
  };
  if (is_band(row)) return shown(row.target) + " to " + shown(row.target_high);
  return (row.target_at_most ? "≤ " : "≥ ") + shown(row.target);
}

} // namespace carepath
