// People who are counted by an attribute that nothing has given them.
#pragma once

#include "models/compile/context.hpp"

namespace carepath {

/// Warns, source by source, of people whom a KPI may put into a group, or keep or leave out by 'only', before
/// their category is set: without one they count in the first.
void warn_of_unset_groups(CompileContext& context, const Program& program);

} // namespace carepath
