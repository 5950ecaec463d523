// Steps, risks and outcomes lowered to instructions.
#pragma once

#include "models/steps/pathway.hpp"

namespace carepath {

/// Emits every step, risk and outcome of the pathway and places their labels.
void emit_pathway(Pathway& pathway, CompileContext& context);

/// The point passed when a need of a step has just been granted, before a date it gave is awaited; needs are
/// counted from 0. Scenarios cannot name it.
[[nodiscard]] std::string granted_point(const std::string& step, std::size_t need);

/// Emits attribute settings of a `set` table; draws are named after `path`.
void emit_settings(const Node& table, const std::string& path, std::uint32_t visit, CompileContext& context);

} // namespace carepath
