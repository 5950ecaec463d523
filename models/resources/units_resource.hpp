// Units and stocks: how many there are over time, and what happens as they are given back.
#pragma once

#include "models/compile/binder.hpp"

namespace carepath {

/// Fills in the capacity, deliveries, turnaround, escalation and groups of units or a stock.
void define_units(const Item& item, ProgramResource& row, Binder& binder, CompileContext& context);

} // namespace carepath
