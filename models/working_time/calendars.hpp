// The calendars a scenario declares, compiled to profiles of open (1) and closed (0).
#pragma once

#include "models/compile/context.hpp"
#include "models/scenario/field.hpp"

namespace carepath {

[[nodiscard]] const KindRow& calendar_kind();
void declare_calendars(CompileContext& context);

} // namespace carepath
