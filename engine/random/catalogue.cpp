// The distribution catalogue: one line per row, in the order the reference shows them.
#include "engine/random/rows.hpp"

#include <array>

namespace carepath {
namespace {

constexpr std::array rows{
    &fixed_row,   &uniform_row,   &exponential_row, &gamma_row,    &erlang_row,      &lognormal_row,
    &normal_row,  &weibull_row,   &triangular_row,  &beta_row,     &loglogistic_row, &hyperexponential_row,
    &poisson_row, &geometric_row, &binomial_row,    &discrete_row, &empirical_row,   &cdf_row,
};

} // namespace

std::span<const DistributionRow* const> distribution_catalogue() {
  return rows;
}

const DistributionRow* find_distribution(std::string_view key) {
  for (const DistributionRow* row : rows)
    if (row->key == key) return row;
  return nullptr;
}

} // namespace carepath
