// Presets: steps whose extra fields stand for failures of the general step.
#pragma once

#include "models/compile/context.hpp"
#include "models/scenario/node.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace carepath {

class StepFields;

/// A failure as the general step knows it, written as nodes so that one reader serves both.
struct PresetFailure {
  std::string name;
  Node fields; // { chance, to, keeps_place, notice }
};

/// The failures a preset's fields stand for; none for a plain step.
[[nodiscard]] std::vector<PresetFailure> preset_failures(const StepFields& fields);

/// Adds a fault for each of a step's own fields that says nothing: of an appointment in a plain step, of
/// missed or cancelled ones where there are none, and a share rebooked without the way the others go.
void check_appointment(const StepFields& fields, CompileContext& context);

} // namespace carepath
