// Controls are made orthogonal one by one (Gram and Schmidt, twice over, which is enough), each with the mean
// it has left; then every coefficient is a scalar product, and those that follow from others show.
#include "engine/experiment/control_variates.hpp"

#include "engine/base/ensure.hpp"
#include "engine/base/undefined.hpp"
#include "engine/observe/estimate.hpp"

#include <cmath>

namespace carepath {
namespace {

constexpr double follows = 1e-9; // of its length: what is left of a control that others tell

using Column = std::vector<double>;

/// A column about its mean.
struct Centred {
  Column values;
  double mean = 0;
};

double product(const Column& a, const Column& b) {
  double sum = 0;
  for (std::size_t at = 0; at < a.size(); ++at) sum += a[at] * b[at];
  return sum;
}

Centred centred(Column values) {
  double sum = 0;
  for (const double value : values) sum += value;
  const double mean = sum / static_cast<double>(values.size());
  for (double& value : values) value -= mean;
  return {std::move(values), mean};
}

void take_away(const Centred& part, double times, Centred& from) {
  for (std::size_t at = 0; at < from.values.size(); ++at) from.values[at] -= times * part.values[at];
  from.mean -= times * part.mean;
}

/// The controls as columns of length 1 at right angles to each other.
std::vector<Centred> orthogonal(const std::vector<Column>& controls) {
  std::vector<Centred> out;
  for (const auto& control : controls) {
    auto left = centred(control);
    const double length = std::sqrt(product(left.values, left.values));
    for (int pass = 0; pass < 2; ++pass)
      for (const auto& other : out) take_away(other, product(other.values, left.values), left);
    const double remains = std::sqrt(product(left.values, left.values));
    if (!(remains > follows * length) || !(remains > follows * std::abs(centred(control).mean))) continue;
    for (double& value : left.values) value /= remains;
    left.mean /= remains;
    out.push_back(std::move(left));
  }
  return out;
}

/// Only the places at which all are defined.
void keep_defined(Column& values, std::vector<Column>& controls) {
  std::size_t kept = 0;
  for (std::size_t at = 0; at < values.size(); ++at) {
    bool defined = std::isfinite(values[at]);
    for (const auto& control : controls) defined = defined && std::isfinite(control[at]);
    if (!defined) continue;
    values[kept] = values[at];
    for (auto& control : controls) control[kept] = control[at];
    ++kept;
  }
  values.resize(kept);
  for (auto& control : controls) control.resize(kept);
}

} // namespace

ControlledMean controlled_mean(std::span<const double> values, const std::vector<Column>& controls) {
  Column own(values.begin(), values.end());
  auto columns = controls;
  for (const auto& control : columns)
    ensure(control.size() == own.size(), "a control variate of another length");
  keep_defined(own, columns);
  ControlledMean out{{undefined, undefined, undefined}, 0, undefined};
  if (own.size() < 2) return out;
  const auto basis = orthogonal(columns);
  const auto number = own.size();
  out.controls = basis.size();
  if (number < basis.size() + 2) return out;
  auto left = centred(std::move(own));
  const double all = product(left.values, left.values);
  double spread = 1 / static_cast<double>(number);
  for (const auto& control : basis) {
    take_away(control, product(control.values, left.values), left);
    spread += control.mean * control.mean;
  }
  const auto degrees = number - basis.size() - 1;
  const double variance = product(left.values, left.values) / static_cast<double>(degrees) * spread;
  const double half = student_t_975(degrees) * std::sqrt(variance);
  out.mean = {left.mean, left.mean - half, left.mean + half};
  const double plain = all / static_cast<double>(number - 1) / static_cast<double>(number);
  if (plain > 0) out.variance_saved = 1 - variance / plain;
  return out;
}

} // namespace carepath
