// What an expression measures: lengths of time, money, plain numbers, and products and quotients of these.
//
// What cannot be told (an attribute that is set on the way, a category, a state given in plain days) is
// unknown and goes with everything: a fault is told only where both sides are known.
#pragma once

#include "models/scenario/document.hpp"
#include "models/scenario/value.hpp"

#include <map>
#include <string>

namespace carepath {

/// The powers of time and of money in a value: money per day has -1 and 1.
struct Measure {
  bool known = false;
  int time = 0;
  int money = 0;
  [[nodiscard]] bool operator==(const Measure&) const = default;
};

inline constexpr Measure unknown_measure{};
inline constexpr Measure plain_measure{true, 0, 0};

[[nodiscard]] Measure measure_of(Dimension dimension);

/// What the names of a scenario measure: its parameters, its attributes and paths such as
/// "resource.clinic.slots". Each is looked at once.
class NamedMeasures {
public:
  explicit NamedMeasures(const Document& document) : document_(document) {}
  [[nodiscard]] Measure of(const std::string& name, const ValueContext& context);

private:
  [[nodiscard]] Measure look_up(const std::string& name, const ValueContext& context);

  const Document& document_;
  std::map<std::string, Measure> found_;
  int depth_ = 0;
};

/// Adds a fault where an expression adds or compares unlike things, or is not what is wanted. Says nothing
/// when the context knows no names.
void check_measures(const Value& expression, Dimension wanted, const ValueContext& context);

} // namespace carepath
