// Steps, risks and outcomes lowered to instructions.
#pragma once

#include "models/steps/pathway.hpp"

namespace carepath {

/// Emits every step, risk and outcome of the pathway and places their labels.
void emit_pathway(Pathway& pathway, CompileContext& context);

/// Emits attribute settings of a `set` table; draws are named after `path`.
void emit_settings(const Node& table, const std::string& path, std::uint32_t visit, CompileContext& context);

} // namespace carepath
