// What it would be worth to know uncertain inputs before choosing: the expected value of perfect information,
// for one input or all, by regression of the options' answers on the draws of the inputs.
#pragma once

#include "engine/base/estimate.hpp"

#include <cstdint>
#include <vector>

namespace carepath {

struct InformationValue {
  Estimate all;                 // of knowing every input, in the unit of the answer
  std::vector<Estimate> inputs; // of knowing one of them
};

/// `inputs[input][draw]` and `answers[option][draw]`, the answers perhaps with chance in them: the regression
/// takes it out (Strong, Oakley and Brennan 2014). Each answer is regressed, as its difference from the first
/// option's, on a polynomial of up to third degree whose degree is chosen by the Bayesian information
/// criterion, so that an input of no effect is worth nothing. Limits are 95% bootstrap limits over draws.
[[nodiscard]] InformationValue information_value(const std::vector<std::vector<double>>& inputs,
                                                 const std::vector<std::vector<double>>& answers,
                                                 bool largest, std::uint64_t seed);

} // namespace carepath
