// Branches end where branches end, and nobody else does.
#pragma once

#include "models/steps/pathway.hpp"

#include <set>

namespace carepath {

/// Where each step leads once branches are looked into: one that sends out branches also to where they begin,
/// and those that end a branch to where the one that sent it out leads.
[[nodiscard]] std::vector<std::vector<std::uint32_t>>
with_branches(std::vector<std::vector<std::uint32_t>> next, const Pathway& pathway, CompileContext& context);

/// Faults for steps on a branch that lead to an outcome, and for steps off every branch that lead to `join`.
void check_branches(const Pathway& pathway, CompileContext& context);

/// A fault at `where` if who begins in one of the `steps`, on no branch, may come to `join`.
void check_starts(const std::set<std::uint32_t>& steps, SourceRef where, const Pathway& pathway,
                  CompileContext& context);

} // namespace carepath
