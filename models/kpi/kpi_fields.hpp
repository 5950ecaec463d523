// Which fields of a KPI say anything about what it measures. A field without effect is a fault, never
// ignored.
#pragma once

#include "models/compile/context.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace carepath {

/// Whether every field of the item has an effect on its form ("time_in", ..., "value"); adds a fault for each
/// that has none. `of_people`: the form tallies people, so that some can be left out; a clock's open periods
/// do not.
[[nodiscard]] bool fields_have_effect(const Item& item, std::string_view form, bool of_people,
                                      CompileContext& context);

/// "minutes" for "min": the word in which outputs show lengths of time; what is none of theirs as it is.
[[nodiscard]] std::string shown_unit_of(const std::string& written);
/// Whether the item's `unit`, if it has one, is a unit in which lengths of time are shown; adds a fault.
[[nodiscard]] bool unit_reads_time(const Item& item, CompileContext& context);
/// Whether the item's `unit`, if it has one, says what is counted by any of its figures, whose own units are
/// given; adds a fault when all are shares.
[[nodiscard]] bool unit_has_effect(const Item& item, const std::vector<std::string>& units,
                                   CompileContext& context);

} // namespace carepath
