// Events of one name. A source and a step of one name share NAME.arrive, a risk and an outcome share NAME.
// Where everybody goes straight from the one to the other they are one event: that of the step or outcome,
// which others may come to as well. Elsewhere whoever speaks of it is told to give one another name.
#pragma once

#include "models/compile/context.hpp"

namespace carepath {

struct StepSpec;

/// The point at which people enter by a source: "gp.arrive". Beside a step of its name it is a point of its
/// own, known only to clocks, which start with the referral.
[[nodiscard]] std::string entry_point(const std::string& source, const CompileContext& context);

/// Whether the event of a risk is that of the outcome of its name.
[[nodiscard]] bool is_also_outcome(const std::string& risk, const CompileContext& context);

/// A fault where the point stands for two things that are not one; false then.
bool require_one_event(const std::string& point, SourceRef where, CompileContext& context);

/// A fault for each failure or refusal of a step called as another of its events.
void check_failure_names(const StepSpec& step, CompileContext& context);

} // namespace carepath
