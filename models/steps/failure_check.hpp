// What is said of failures that can never happen as it is said.
#pragma once

#include "models/steps/pathway.hpp"

namespace carepath {

/// Adds a fault for every failure that is to be known before a date where no date is given.
void check_failures(const Pathway& pathway, CompileContext& context);

} // namespace carepath
