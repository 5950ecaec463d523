// What an attribute is set to on the way: by steps, sources, risks and failures.
#pragma once

#include "models/compile/context.hpp"

#include <functional>
#include <string>
#include <string_view>

namespace carepath {

/// Calls `look` for every table that gives the attribute a value: its key ("set", "set_at_start",
/// "set_at_end", or "columns" of a file) and that value. Values stand at any depth, as in the `set` of a
/// failure.
void visit_settings(const std::string& attribute, const CompileContext& context,
                    const std::function<void(std::string_view key, const Node& value)>& look);

} // namespace carepath
