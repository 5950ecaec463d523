// Uncertain inputs: parameters of which the evidence gives a spread (`uncertain` beside `is`). A draw is one
// possible truth; some replications share it, and it is the same in every variant.
#pragma once

#include "engine/experiment/experiment.hpp"
#include "engine/random/distribution.hpp"
#include "engine/results/results.hpp"
#include "models/compile/compiled_scenario.hpp"
#include "models/scenario/document.hpp"

#include <optional>
#include <string>
#include <vector>

namespace carepath {

struct UncertainInput {
  std::string name; // of the parameter
  std::string title;
  std::string source;
  std::string written; // the distribution, as in the scenario
  Dimension dimension = Dimension::number;
  double best = 0;              // what `is` says, in the unit of the dimension (days, pounds, per day)
  DistributionPtr distribution; // empty where the scenario settles it
};

/// The uncertain inputs of a scenario that has been compiled without faults, in the order written.
[[nodiscard]] std::vector<UncertainInput> uncertain_inputs(const Document& document,
                                                           const SourceTexts& texts);

/// Parameters of these names, in this order, as such a scenario has them; those it has not are left out.
/// Where it settles one there is no distribution, and `best` is not a number when it changes with the date.
[[nodiscard]] std::vector<UncertainInput> inputs_named(const std::vector<std::string>& names,
                                                       const Document& document, const SourceTexts& texts);

/// The value of an input in a draw (from 0): keyed by its name, so that it is the same in every variant and
/// does not depend on what else is uncertain.
[[nodiscard]] double value_in_draw(const UncertainInput& input, std::uint64_t seed, std::size_t draw);

/// A number as a scenario writes it: 3 with the dimension of durations is "3 days".
[[nodiscard]] Node written_number(double number, Dimension dimension);
/// The unit of such a number, for people: "days", "£", "per day", "" for a plain number.
[[nodiscard]] const char* dimension_unit(Dimension dimension);

/// The scenario with each input at its value of a draw.
[[nodiscard]] Document in_draw(const Document& document, const std::vector<UncertainInput>& inputs,
                               std::uint64_t seed, std::size_t draw);

struct Study;

/// All variants and replications, each group of replications with its draw of the inputs.
[[nodiscard]] ExperimentResult run_over_draws(const Study& study, const RunHooks& hooks);

/// A variant in a draw; a sentence in `fault` when it cannot run with it.
[[nodiscard]] std::optional<CompiledScenario> compile_in_draw(const Study& study, std::size_t variant,
                                                              std::size_t draw, std::string& fault);

/// The inputs and their draws; before anything is reduced.
void add_uncertain_inputs(const Study& study, Results& results);
/// How much of each figure's spread is from the inputs and how much from chance.
void add_spreads(Results& results);

} // namespace carepath
