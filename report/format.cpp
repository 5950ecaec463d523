// See format.hpp. Decimals follow the size of the figure, so that about three digits carry meaning.
#include "report/format.hpp"

#include "report/readable.hpp"
#include "report/targets.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <fmt/format.h>

namespace carepath::report {
namespace {

/// How a figure of some unit and size is written: "prefix" + (value * scale) + "suffix".
struct NumberStyle {
  double scale = 1;
  int decimals = 0;
  std::string prefix;
  std::string suffix;
};

int decimals_for(double magnitude) {
  if (magnitude >= 100) return 0;
  if (magnitude >= 10) return 1;
  return readable_decimals(magnitude, magnitude >= 0.1 ? 2 : 3);
}

NumberStyle money_style(double magnitude) {
  if (magnitude >= 1e6) return {1e-6, 2, "£", "m"};
  return {1, magnitude >= 100 ? 0 : readable_decimals(magnitude, 2), "£", ""};
}

NumberStyle share_style(double magnitude) {
  return {100, magnitude > 0 && magnitude < 0.01 ? 2 : 1, "", "%"};
}

/// A share that would read as none is said to be below the last figure shown.
bool is_trifle(std::string_view unit, double value) {
  return is_share(unit) && std::abs(value) > negligible && std::abs(value) < 0.00005;
}

/// A time too short for its unit is read in a finer one.
NumberStyle duration_style(const std::string& unit, double magnitude) {
  const auto read_in = readable_unit(magnitude, unit);
  const double scale = unit_scale(unit, read_in);
  return {scale, magnitude == 0 ? 0 : decimals_for(magnitude * scale), "", " " + read_in};
}

NumberStyle style_for(std::string_view unit, double value) {
  const double magnitude = std::isfinite(value) ? std::abs(value) : 0;
  if (is_share(unit)) return share_style(magnitude);
  constexpr std::string_view pounds = "£";
  if (unit.starts_with(pounds)) { // "£ per week"
    auto style = money_style(magnitude);
    style.suffix += unit.substr(pounds.size());
    return style;
  }
  if (is_duration(unit)) return duration_style(std::string(unit), magnitude);
  const auto suffix = unit.empty() || unit == "number" ? std::string() : " " + std::string(unit);
  if (is_count(unit)) { // below one it is a mean per person
    const int decimals = readable_decimals(magnitude, magnitude >= 1 ? 1 : 2);
    return {1, magnitude >= 10 || magnitude == 0 ? 0 : decimals, "", suffix};
  }
  return {1, magnitude == 0 ? 0 : decimals_for(magnitude), "", suffix};
}

/// The largest of the mean and its limits, in size.
double widest(const Estimate& estimate) {
  double size = 0;
  for (const double value : {estimate.mean, estimate.low, estimate.high})
    if (std::isfinite(value)) size = std::max(size, std::abs(value));
  return size;
}

/// Of a mean beside its limits: a unit that suits the largest of them, and decimals that suit the mean.
NumberStyle style_for(std::string_view unit, const Estimate& estimate) {
  const double mean = std::isfinite(estimate.mean) ? std::abs(estimate.mean) : 0;
  const double size = widest(estimate);
  const bool is_nothing = mean <= negligible;
  if (!is_duration(unit)) return style_for(unit, is_nothing ? size : mean);
  auto style = duration_style(std::string(unit), size);
  if (!is_nothing) style.decimals = std::min(decimals_for(mean * style.scale), style.decimals + 1);
  return style;
}

NumberStyle style_for(const KpiRow& row, const Estimate& estimate) {
  auto style = style_for(row.unit, estimate);
  style.decimals =
      telling_decimals(row, estimate, style.decimals, [scale = style.scale](double value, int decimals) {
        return plain(value * scale, decimals);
      });
  return style;
}

std::string difference_suffix(std::string_view unit, const NumberStyle& style) {
  return is_share(unit) ? " percentage points" : style.suffix;
}

/// What is written as nothing has no sign.
std::string sign_of(double value, std::string_view digits) {
  return value < 0 && digits.find_first_not_of("0.,") != std::string_view::npos ? "−" : "";
}

std::string written(double value, std::string_view unit, const NumberStyle& style) {
  if (!std::isfinite(value)) return plain(value, 0);
  if (is_trifle(unit, value)) return "<0.01%";
  const auto digits = plain(std::abs(value) * style.scale, style.decimals);
  return sign_of(value, digits) + style.prefix + digits + style.suffix;
}

std::string written_limits(const Estimate& estimate, const NumberStyle& style) {
  if (!std::isfinite(estimate.low) || !std::isfinite(estimate.high)) return {};
  return plain(estimate.low * style.scale, style.decimals) + " to " +
         plain(estimate.high * style.scale, style.decimals);
}

std::string written_size(double value, std::string_view unit, const NumberStyle& style) {
  if (!std::isfinite(value)) return plain(value, 0);
  return style.prefix + plain(std::abs(value) * style.scale, style.decimals) + difference_suffix(unit, style);
}

std::string signed_size(double value, const std::string& size) {
  return std::isfinite(value) ? (value < 0 ? "−" : "+") + size : size;
}

std::string in_brackets(const std::string& range) {
  return range.empty() ? "" : " (" + range + ")";
}

std::string grouped(const std::string& digits) {
  const auto point = std::min(digits.find('.'), digits.size());
  std::string out;
  for (std::size_t i = 0; i < point; ++i) {
    if (i > 0 && (point - i) % 3 == 0) out += ',';
    out += digits[i];
  }
  return out + digits.substr(point);
}

} // namespace

std::string escape(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (const char c : text) {
    switch (c) {
    case '&': out += "&amp;"; break;
    case '<': out += "&lt;"; break;
    case '>': out += "&gt;"; break;
    case '"': out += "&quot;"; break;
    case '\'': out += "&#39;"; break;
    case '\0': break;
    default: out += c;
    }
  }
  return out;
}

bool is_share(std::string_view unit) {
  return unit == "share";
}
bool is_money(std::string_view unit) {
  return unit == "£";
}

bool is_count(std::string_view unit) {
  constexpr std::array names{"patients", "people", "periods", "count", "number", "pathways", "entities"};
  return std::find(names.begin(), names.end(), unit) != names.end();
}

std::string plain(double value, int decimals) {
  if (std::isnan(value)) return "–";
  if (std::isinf(value)) return value > 0 ? "∞" : "−∞";
  const auto digits = fmt::format("{:.{}f}", std::abs(value), decimals);
  return sign_of(value, digits) + grouped(digits);
}

std::string figure(double value, std::string_view unit) {
  return written(value, unit, style_for(unit, value));
}

std::string figure(const Estimate& estimate, std::string_view unit) {
  return written(estimate.mean, unit, style_for(unit, estimate));
}

std::string figure(const Estimate& estimate, const KpiRow& row) {
  return written(estimate.mean, row.unit, style_for(row, estimate));
}

std::string limits(const Estimate& estimate, std::string_view unit) {
  return written_limits(estimate, style_for(unit, estimate));
}

std::string limits(const Estimate& estimate, const KpiRow& row) {
  return written_limits(estimate, style_for(row, estimate));
}

std::string with_limits(const Estimate& estimate, std::string_view unit) {
  return figure(estimate, unit) + in_brackets(limits(estimate, unit));
}

std::string round_figure(double value, std::string_view unit) {
  if (const auto finer = unit_of_chosen(value, std::string(unit)); finer != unit)
    return round_figure(value * unit_scale(std::string(unit), finer), finer);
  auto style = style_for(unit, value);
  style.decimals = exact_decimals(value * style.scale, style.decimals);
  auto text = written(value, unit, style);
  const auto end = text.find_first_not_of("0123456789.,", text.find_first_of("0123456789"));
  const auto last = end == std::string::npos ? text.size() : end;
  if (text.find('.') >= last) return text;
  auto keep = last;
  while (text[keep - 1] == '0') --keep;
  if (text[keep - 1] == '.') --keep;
  return text.erase(keep, last - keep);
}

std::string signed_figure(double value, std::string_view unit) {
  return signed_size(value, size_of_difference(value, unit));
}

std::string signed_figure(const Estimate& difference, std::string_view unit) {
  return signed_size(difference.mean, size_of_difference(difference, unit));
}

std::string signed_with_limits(const Estimate& difference, std::string_view unit) {
  return signed_figure(difference, unit) + in_brackets(limits(difference, unit));
}

std::string size_of_difference(double value, std::string_view unit) {
  return written_size(value, unit, style_for(unit, value));
}

std::string size_of_difference(const Estimate& difference, std::string_view unit) {
  return written_size(difference.mean, unit, style_for(unit, difference));
}

std::string out_of(std::size_t part, std::size_t whole) {
  return fmt::format("{} of {}", part, whole);
}

std::string out_of(double part, double whole) {
  return fmt::format("{:.0f} of {:.0f}", part, whole);
}

std::string date_words(std::string_view date) {
  constexpr std::array months{"January", "February", "March",     "April",   "May",      "June",
                              "July",    "August",   "September", "October", "November", "December"};
  const auto digit = [&](std::size_t i) { return date[i] >= '0' && date[i] <= '9'; };
  const bool dated =
      date.size() >= 10 && date[4] == '-' && date[7] == '-' && digit(5) && digit(6) && digit(8) && digit(9);
  if (!dated) return std::string(date);
  const int month = (date[5] - '0') * 10 + (date[6] - '0');
  const int day = (date[8] - '0') * 10 + (date[9] - '0');
  if (month < 1 || month > 12) return std::string(date);
  const auto words =
      fmt::format("{} {} {}", day, months[static_cast<std::size_t>(month - 1)], date.substr(0, 4));
  return date.size() >= 16 ? words + ", " + std::string(date.substr(11, 5)) : words;
}

} // namespace carepath::report
