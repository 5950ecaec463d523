#include "viewer/what_if.hpp"

#include <fmt/format.h>

namespace carepath {

std::string lever_text(const Lever& lever, double value) {
  auto text = fmt::format("{}{}", lever.money ? "£" : "", value);
  if (lever.unit == "%") return text + "%";
  return lever.unit.empty() ? text : text + " " + lever.unit;
}

} // namespace carepath
