#include "engine/results/coordinate_number.hpp"

#include <charconv>
#include <cmath>
#include <limits>
#include <string_view>

namespace carepath {
namespace {

struct Quantity {
  double number = std::numeric_limits<double>::quiet_NaN();
  std::string unit; // as written, without the ending of a plural
};

Quantity quantity_of(const std::string& text) {
  constexpr std::string_view pound = "£";
  const bool in_money = text.starts_with(pound);
  std::string plain;
  for (const char c : in_money ? text.substr(pound.size()) : text)
    if (c != ',') plain += c; // "2,300"
  Quantity out;
  const char* const after = plain.data() + plain.size();
  const auto [end, error] = std::from_chars(plain.data(), after, out.number);
  if (error != std::errc()) return {};
  out.unit = std::string(in_money ? pound : "") + std::string(end, after);
  if (out.unit.size() > 2 && out.unit.ends_with('s')) out.unit.pop_back(); // " days", not " s"
  return out;
}

} // namespace

double coordinate_number(const std::string& text) {
  return quantity_of(text).number;
}

bool in_one_unit(const std::string& a, const std::string& b) {
  const Quantity one = quantity_of(a), other = quantity_of(b);
  return std::isfinite(one.number) && std::isfinite(other.number) && one.unit == other.unit;
}

} // namespace carepath
