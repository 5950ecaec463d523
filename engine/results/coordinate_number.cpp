#include "engine/results/coordinate_number.hpp"

#include <charconv>
#include <limits>
#include <string_view>

namespace carepath {

double coordinate_number(const std::string& text) {
  constexpr std::string_view pound = "£";
  std::string plain;
  for (const char c : text.starts_with(pound) ? text.substr(pound.size()) : text)
    if (c != ',') plain += c; // "2,300"
  double number = 0;
  const auto [end, error] = std::from_chars(plain.data(), plain.data() + plain.size(), number);
  return error == std::errc() ? number : std::numeric_limits<double>::quiet_NaN();
}

} // namespace carepath
