// The mean of a value that is drawn, given everything known when it is drawn.
#pragma once

#include "engine/program/program_builder.hpp"

#include <optional>

namespace carepath {

/// Whether luck has a part in a value.
[[nodiscard]] bool is_drawn(const Program& program, ValueId value);

/// The value with each draw in it replaced by its mean; nothing where that is not the mean of the value, or
/// a distribution has none. Attributes and the state of the system are known and stay.
[[nodiscard]] std::optional<ValueId> mean_value(ProgramBuilder& builder, ValueId value);

} // namespace carepath
