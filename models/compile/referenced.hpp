// What a name in a value leads to.
#pragma once

#include "models/compile/context.hpp"

#include <optional>
#include <string>

namespace carepath {

/// The one way of writing a name that may be written in several: a parameter goes by its bare name, also
/// where it is written "parameter.NAME" or "parameter.NAME.is".
[[nodiscard]] std::string own_name(const std::string& path, const CompileContext& context);

/// What a name stands for: a parameter, "parameter.name" or a field such as "resource.clinic.slots". Nothing
/// when it is none of these, or cannot be read as a value. 1 for a field whose value has been refused.
[[nodiscard]] std::optional<Value> referenced(const std::string& path, const CompileContext& context);

} // namespace carepath
