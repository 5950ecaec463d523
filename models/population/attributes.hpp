// Attributes: declared once, drawn or set for each person on entering.
#pragma once

#include "models/compile/context.hpp"
#include "models/scenario/field.hpp"

namespace carepath {

[[nodiscard]] const KindRow& attribute_kind();

/// Checks the attribute items and adds their rows and names.
void declare_attributes(CompileContext& context);

/// Emits the instructions that give a person entering the values that attributes start with, each after
/// those it reads. Those in `given` come from elsewhere (a file).
void emit_attributes(CompileContext& context, const std::vector<AttributeId>& given);

} // namespace carepath
