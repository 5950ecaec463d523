// Which attributes have groups from a low to a high end, so that first minus last means something.
#pragma once

#include "models/compile/context.hpp"

namespace carepath {

/// True for an attribute that is declared `ordered`, lists `values` of deprivation, or whose categories are
/// numbered up or down ("q1", "q2", ...; "0-17", "18-64", "65+").
[[nodiscard]] bool has_ordered_groups(const AttributeRow& attribute, const CompileContext& context);

} // namespace carepath
