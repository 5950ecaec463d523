// What steps say they give back, against what anyone may hold there.
#pragma once

#include "models/steps/pathway.hpp"

namespace carepath {

/// Adds a fault for every resource a step gives back that it does not need and no step keeps; the holds
/// that outlive their step (`pathway.kept`) must be known.
void check_releases(const Pathway& pathway, CompileContext& context);

} // namespace carepath
