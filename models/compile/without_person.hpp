// Values worked out while nobody is there: how many come, when, and whether more units open.
#pragma once

#include "models/compile/context.hpp"

#include <string_view>

namespace carepath {

/// Adds a fault at `where` when the value reads something of a person: an attribute, a clock, a time waited,
/// what somebody holds. `when` says when it is worked out, such as "before people come".
void check_without_person(ValueId value, SourceRef where, std::string_view when, CompileContext& context);

} // namespace carepath
