// In what order formulas over KPIs are worked out.
#pragma once

#include "models/compile/context.hpp"

#include <vector>

namespace carepath {

/// The formulas among the KPIs, each after those that it names, wherever these stand in the file. Formulas
/// that need themselves, by way of others or not, are a fault that names the circle; they are left out, and
/// with them all that need them.
[[nodiscard]] std::vector<const Item*> formulas_in_order(CompileContext&);

} // namespace carepath
