// Finds the scenario that a variant of an open results file was run from, ready to be changed.
#pragma once

#include "models/compile/compiled_scenario.hpp"
#include "models/scenario/document.hpp"
#include "viewer/workspace.hpp"

#include <memory>
#include <string>

namespace carepath {

/// A scenario read and compiled, and the one it is compared with.
struct ChangeableScenario {
  SourceTexts texts;
  Document base_document; // of the file's first variant
  Document document;      // of the chosen one
  CompiledScenario base;
  std::filesystem::path folder; // where its files lie
  bool on_disk = false;         // they are the user's own, not made from the texts in the results
  std::string file;             // the chosen one's, as the overlay's base
  std::uint64_t seed = 1;
  std::uint32_t replications = 1;
  bool best_estimates = false; // the results have draws of uncertain inputs, which are not drawn here
  std::string fault;           // why there is none, in words; empty when all is well
};

/// Reads from the folder the files lie in, when it can be found and their texts are those of the results;
/// otherwise from the texts in the results alone, written below `scratch`.
[[nodiscard]] std::shared_ptr<ChangeableScenario> find_scenario(const OpenFile& file, std::size_t variant,
                                                                const std::filesystem::path& scratch);

} // namespace carepath
