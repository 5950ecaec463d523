// Branches of one parent that may come to the same place: each draws for itself there.
#pragma once

#include "models/steps/pathway.hpp"

#include <vector>

namespace carepath {

/// For each step that sends out branches, the steps that each of these may come to, in branches of its own
/// too. `next`: where each step may lead.
[[nodiscard]] std::vector<Family> families_of(const std::vector<std::vector<std::uint32_t>>& next,
                                              const Pathway& pathway, CompileContext& context);

/// Whether several branches of one parent may come to `steps` (one mark for each of the pathway's).
[[nodiscard]] bool meet_in(const std::vector<bool>& steps, const Pathway& pathway);

/// Steps, with their costs, and risks where branches of one parent may meet get a luck for each branch.
void tell_branches_apart(const Pathway& pathway, CompileContext& context);

/// The same of what resources take to be free again, once these are defined.
void tell_turnarounds_apart(const Pathway& pathway, CompileContext& context);

} // namespace carepath
