// Resources: units that are held, and diaries of dated slots.
#pragma once

#include "models/compile/binder.hpp"
#include "models/scenario/field.hpp"

namespace carepath {

[[nodiscard]] const KindRow& resource_kind();

/// Checks the resource items and adds their names; their details are filled in by `define_resources`.
void declare_resources(CompileContext& context);
/// Capacity profiles, sessions and queue orders. Attributes and calendars must be declared.
void define_resources(CompileContext& context);

} // namespace carepath
