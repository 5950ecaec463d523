// Parameters by name, and the range checks of the rows.
#include "engine/base/ensure.hpp"
#include "engine/random/parameter_check.hpp"

#include <algorithm>
#include <cmath>
#include <stdexcept>

namespace carepath {
namespace {

void require(bool holds, std::string_view key, std::string_view rule) {
  if (!holds) throw std::invalid_argument(std::string(key) + " must be " + std::string(rule));
}

} // namespace

bool Parameters::has(std::string_view key) const {
  return std::ranges::find(keys, key) != keys.end();
}

const std::vector<double>& Parameters::list(std::string_view key) const {
  const auto found = std::ranges::find(keys, key);
  ensure(found != keys.end(), "a distribution was made without a parameter that it needs");
  return numbers.at(static_cast<std::size_t>(found - keys.begin()));
}

double Parameters::scalar(std::string_view key) const {
  const std::vector<double>& given = list(key);
  ensure(given.size() == 1, "a distribution was given a list where it needs one number");
  return given.front();
}

double finite(const Parameters& given, std::string_view key) {
  const double value = given.scalar(key);
  require(std::isfinite(value), key, "a finite number");
  return value;
}

double positive(const Parameters& given, std::string_view key) {
  const double value = finite(given, key);
  require(value > 0, key, "more than 0");
  return value;
}

double not_negative(const Parameters& given, std::string_view key) {
  const double value = finite(given, key);
  require(value >= 0, key, "0 or more");
  return value;
}

double probability(const Parameters& given, std::string_view key) {
  const double value = finite(given, key);
  require(value >= 0 && value <= 1, key, "from 0 to 1");
  return value;
}

double whole(const Parameters& given, std::string_view key, double least, double most) {
  const double value = finite(given, key);
  require(value == std::floor(value), key, "a whole number");
  require(value >= least, key, least <= 0 ? "0 or more" : "1 or more");
  require(value <= most, key, "at most 10 million");
  return value;
}

double standard_deviation(const Parameters& given) {
  return given.has("sd") ? not_negative(given, "sd") : std::sqrt(not_negative(given, "variance"));
}

} // namespace carepath
