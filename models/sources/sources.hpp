// Sources: who enters, when, and with what.
#pragma once

#include "models/compile/context.hpp"
#include "models/scenario/field.hpp"
#include "models/steps/pathway.hpp"

namespace carepath {

[[nodiscard]] const KindRow& source_kind();

/// Adds the sources' names and their points ("gp.arrive").
void declare_sources(CompileContext& context);
/// Fills in arrival rules and emits how an entity begins.
void emit_sources(Pathway& pathway, CompileContext& context);

} // namespace carepath
