// Tables that many samplers share: each is a scale, a shift or an exponential away from theirs.
#pragma once

#include "engine/random/inverse_table.hpp"

#include <memory>

namespace carepath {

/// Built on first use, then constant; safe from any thread.
[[nodiscard]] std::shared_ptr<const InverseTable> unit_exponential_table();
[[nodiscard]] std::shared_ptr<const InverseTable> unit_normal_table();
/// The logarithm of a unit exponential: a Weibull variate is scale * exp(this / shape).
[[nodiscard]] std::shared_ptr<const InverseTable> log_exponential_table();
/// log(u / (1-u)): a log-logistic variate is median * exp(this / shape).
[[nodiscard]] std::shared_ptr<const InverseTable> unit_logistic_table();

} // namespace carepath
