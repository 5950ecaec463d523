// The shared unit tables and the distributions they invert.
#include "engine/random/unit_tables.hpp"

#include "engine/random/portable_math.hpp"
#include "engine/random/special_functions.hpp"

namespace carepath {
namespace {

constexpr double pi_squared_over_6 = 1.644934066848226436;

class UnitExponential final : public Distribution {
public:
  [[nodiscard]] double mean() const override { return 1; }
  [[nodiscard]] double variance() const override { return 1; }
  [[nodiscard]] double cdf(double x) const override { return x > 0 ? -portable::expm1(-x) : 0; }
  [[nodiscard]] double cdf_complement(double x) const override { return x > 0 ? portable::exp(-x) : 1; }
  [[nodiscard]] double quantile(double u) const override { return -portable::log1p(-u); }
  [[nodiscard]] double quantile_complement(double v) const override { return -portable::log(v); }
};

class UnitNormal final : public Distribution {
public:
  [[nodiscard]] double mean() const override { return 0; }
  [[nodiscard]] double variance() const override { return 1; }
  [[nodiscard]] double cdf(double x) const override { return normal_tails(x).lower; }
  [[nodiscard]] double cdf_complement(double x) const override { return normal_tails(x).upper; }
  [[nodiscard]] double quantile(double u) const override { return normal_quantile(u); }
  [[nodiscard]] double quantile_complement(double v) const override { return -normal_quantile(v); }
};

class LogExponential final : public Distribution {
public:
  [[nodiscard]] double mean() const override { return -0.577215664901532861; } // minus Euler's constant
  [[nodiscard]] double variance() const override { return pi_squared_over_6; }
  [[nodiscard]] double cdf(double x) const override { return -portable::expm1(-portable::exp(x)); }
  [[nodiscard]] double cdf_complement(double x) const override { return portable::exp(-portable::exp(x)); }
  [[nodiscard]] double quantile(double u) const override { return portable::log(-portable::log1p(-u)); }
  [[nodiscard]] double quantile_complement(double v) const override {
    return portable::log(-portable::log(v));
  }
};

class UnitLogistic final : public Distribution {
public:
  [[nodiscard]] double mean() const override { return 0; }
  [[nodiscard]] double variance() const override { return 2 * pi_squared_over_6; }
  [[nodiscard]] double cdf(double x) const override { return 1 / (1 + portable::exp(-x)); }
  [[nodiscard]] double cdf_complement(double x) const override { return cdf(-x); }
  [[nodiscard]] double quantile(double u) const override { return portable::log(u / (1 - u)); }
  [[nodiscard]] double quantile_complement(double v) const override { return -quantile(v); }
};

template <class Unit> std::shared_ptr<const InverseTable> table_of() {
  return std::make_shared<InverseTable>(std::make_shared<Unit>());
}

} // namespace

std::shared_ptr<const InverseTable> unit_exponential_table() {
  static const auto table = table_of<UnitExponential>();
  return table;
}

std::shared_ptr<const InverseTable> unit_normal_table() {
  static const auto table = table_of<UnitNormal>();
  return table;
}

std::shared_ptr<const InverseTable> log_exponential_table() {
  static const auto table = table_of<LogExponential>();
  return table;
}

std::shared_ptr<const InverseTable> unit_logistic_table() {
  static const auto table = table_of<UnitLogistic>();
  return table;
}

} // namespace carepath
