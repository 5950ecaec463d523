// What outcomes are worth in a comparison: all variants are judged by one statement, and what another says is
// told.
#pragma once

#include "models/study/study.hpp"

#include <string>
#include <vector>

namespace carepath {

/// The worths of all variants, each as the first that has it says.
[[nodiscard]] std::vector<OutcomeWorth> compared_worths(const Study& study);

/// What a variant says of a worth, and the comparison does not use.
struct UnusedWorth {
  SourceRef where;  // in the variant
  std::string text; // "worth 'operation' has a 'pounds' of its own, ..."
};

/// Where a variant differs from the first that has a worth of the same name, each field a note of its own;
/// and worths that it takes away, though it has the figures that are set against each other. The study has no
/// errors.
[[nodiscard]] std::vector<UnusedWorth> unused_worths(const Study& study, std::size_t variant);

} // namespace carepath
