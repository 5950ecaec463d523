// From a scenario document to a compiled scenario: every name bound, every rule proved, all faults at once.
#pragma once

#include "models/compile/compiled_scenario.hpp"
#include "models/scenario/document.hpp"

#include <optional>
#include <span>
#include <string>

namespace carepath {

struct KindRow;

/// Compiles one document (one variant). Adds every fault found; the result is empty when there is one.
[[nodiscard]] std::optional<CompiledScenario> compile(const Document& document, const SourceTexts& texts,
                                                      Diagnostics& faults);

/// The same of a document that was changed on the way: nothing is compiled when the changes, whose faults are
/// `faults`, went wrong. Where there is no result, `reason` says why in one sentence.
[[nodiscard]] std::optional<CompiledScenario>
compile_changed(const Document& document, const SourceTexts& texts, Diagnostics& faults, std::string& reason);

/// The field rows of every section, for reference text, the JSON Schema and checking.
[[nodiscard]] std::span<const KindRow* const> kind_catalogue();

} // namespace carepath
