// Lengths of time worked out during a run that cannot be kept to.
#pragma once

#include <string_view>

namespace carepath {

/// Throws EnsureError: `what` of so many days is no number, negative or never ends. `whose` says where, such
/// as "at step 'serve'".
[[noreturn]] void fail_length(std::string_view what, double days, std::string_view whose);

} // namespace carepath
