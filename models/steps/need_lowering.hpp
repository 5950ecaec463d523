// What a step needs, as a row of the program.
#pragma once

#include "models/compile/binder.hpp"
#include "models/steps/needs.hpp"

#include <cstdint>

namespace carepath {

/// The place of the new row among the program's needs. `place` is that of the need in its step; each of its
/// values has a luck of its own there.
[[nodiscard]] std::uint32_t lower_need(const NeedSpec& need, StepId step, const BindPlace& place,
                                       CompileContext& context);

} // namespace carepath
