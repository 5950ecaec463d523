// What steps say they give back and when, against what anyone may hold there.
#pragma once

#include "models/steps/pathway.hpp"

namespace carepath {

/// When the step gives back what it took of a resource: end, work_end, keep or moved.
[[nodiscard]] std::string release_moment(const StepSpec& step, const std::string& resource);

/// Finds the holds that outlive the step that takes them, and those held until the next step's needs are
/// granted.
void find_lasting_holds(Pathway& pathway, CompileContext& context);

/// Adds a fault for every resource a step gives back that it does not need and no step keeps; the holds
/// that outlive their step (`pathway.kept`) must be known.
void check_releases(const Pathway& pathway, CompileContext& context);

} // namespace carepath
