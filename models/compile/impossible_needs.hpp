// Needs that can never be met, however long one waits.
#pragma once

#include "engine/base/diagnostic.hpp"
#include "engine/program/program.hpp"

namespace carepath {

/// Warns of every need that asks for more of a resource than there ever is.
void warn_of_impossible_needs(const Program& program, Diagnostics& faults);

} // namespace carepath
