// The calendars a scenario declares, compiled to profiles of open (1) and closed (0).
#pragma once

#include "models/compile/context.hpp"
#include "models/scenario/field.hpp"

namespace carepath {

[[nodiscard]] const KindRow& calendar_kind();
void declare_calendars(CompileContext& context);
/// When a calendar opens and closes in the run, at its last instant too; first how it is at its start.
[[nodiscard]] std::vector<OpenChange> changes_in_run(const Calendar& calendar, const CompileContext& context);

} // namespace carepath
