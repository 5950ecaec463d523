// What a name in a value leads to.
#pragma once

#include "models/compile/context.hpp"

#include <optional>
#include <string>

namespace carepath {

/// What a name stands for: a parameter, "parameter.name" or a field such as "resource.clinic.slots". Nothing
/// when it is none of these, or cannot be read as a value.
[[nodiscard]] std::optional<Value> referenced(const std::string& path, const CompileContext& context);

} // namespace carepath
