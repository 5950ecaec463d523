// Names that expressions know by themselves: the state of the system and of the person.
#pragma once

#include "models/compile/context.hpp"

#include <optional>

namespace carepath {

/// What a name stands for where no attribute or parameter has it; nothing for other names.
[[nodiscard]] std::optional<ValueOp> built_in_state(std::string_view name);

/// A fault where an attribute or parameter (`kind`) has the name of something built in, which it would
/// replace without a word.
void check_not_built_in(const Item& item, std::string_view kind, CompileContext& context);

} // namespace carepath
