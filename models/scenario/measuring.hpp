// Working out what an expression measures from what its names do.
#pragma once

#include "models/scenario/measures.hpp"

#include <functional>
#include <string>

namespace carepath {

/// What a name measures where the expression stands.
using MeasureOfName = std::function<Measure(const std::string& name)>;

/// Plain numbers beside a time or money, as in "visit + 2": taken for days or pounds, or as they are, so that
/// nothing is known of the two together.
enum class BareNumbers : std::uint8_t { take_units, stay_bare };

/// What an expression measures. Adds a fault where unlike things are added or compared.
[[nodiscard]] Measure measure_of(const Value& expression, const MeasureOfName& of_name, Diagnostics& faults,
                                 BareNumbers bare = BareNumbers::take_units);

} // namespace carepath
