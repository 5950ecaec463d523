// Numbers of what comes whole: units, slots, people.
#pragma once

#include "models/compile/context.hpp"

#include <string_view>

namespace carepath {

/// Worked-out numbers of units or slots: 100 * 0.29 falls a little short of 29 and is 29.
[[nodiscard]] double whole_where_meant(double number);
[[nodiscard]] Profile whole_where_meant(Profile profile);

/// Adds a fault when `number`, of what the key says, is neither whole nor without bound.
void check_whole(std::string_view key, double number, SourceRef where, CompileContext& context);
/// The same of every number that is known in a value, whatever it depends on.
void check_whole_units(std::string_view key, const Value& value, CompileContext& context);

} // namespace carepath
