// Distributions: rows of a catalogue that turn parameters into a sampler drawn by inversion.
//
// A draw takes one uniform and is monotone in it, so the same entity under a longer distribution
// always stays longer (paired and antithetic work). Closed forms where cheap; otherwise a table of
// polynomials over geometric cells of u (Hörmann and Leydold 2003, PINV), with u-error at most 1e-10.
#pragma once

#include "engine/random/stream.hpp"

#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace carepath {

class Sampler;
struct PreparedDraw;

/// A distribution as mathematics: used to build samplers, to check them and in the traffic equations.
class Distribution {
public:
  virtual ~Distribution() = default;
  [[nodiscard]] virtual double mean() const = 0;
  [[nodiscard]] virtual double variance() const = 0;
  /// P(X <= x).
  [[nodiscard]] virtual double cdf(double x) const = 0;
  /// P(X > x); distributions with a tail that matters override it to stay accurate far out.
  [[nodiscard]] virtual double cdf_complement(double x) const { return 1.0 - cdf(x); }
  /// Smallest x with P(X <= x) >= u, for u in (0, 1).
  [[nodiscard]] virtual double quantile(double u) const = 0;
  /// The x with P(X > x) = v; accurate for tiny v.
  [[nodiscard]] virtual double quantile_complement(double v) const { return quantile(1.0 - v); }
  [[nodiscard]] virtual bool discrete() const { return false; }
  [[nodiscard]] virtual double lowest() const { return quantile(0x1p-64); }
  [[nodiscard]] virtual double highest() const { return quantile_complement(0x1p-64); }
  /// A sampler that is exact and cheaper than a table of its own; null where there is none.
  [[nodiscard]] virtual std::shared_ptr<const Sampler> own_sampler() const { return nullptr; }
};
using DistributionPtr = std::shared_ptr<const Distribution>;

/// Draws by inversion. Immutable and shared between threads.
class Sampler {
public:
  virtual ~Sampler() = default;
  [[nodiscard]] virtual double draw(Uniform u) const = 0;
  /// The same draw as plain data, without a virtual call for the common kinds (prepared_draw.hpp).
  [[nodiscard]] virtual PreparedDraw prepared() const;
};

/// How a parameter is measured, so that the scenario reader can convert its unit.
/// `same`: in the unit of the value drawn (a duration, say); `inverse`: one over it (a rate);
/// `squared`: its square (a variance); `number`: no unit; `values` and `weights`: lists.
enum class ParameterKind : std::uint8_t { same, inverse, squared, number, values, weights };

struct ParameterRow {
  std::string_view key;
  ParameterKind kind;
  std::string_view help;
};

/// Parameters as given by name; scalars have one number.
struct Parameters {
  std::vector<std::string> keys;
  std::vector<std::vector<double>> numbers;
  [[nodiscard]] bool has(std::string_view key) const;
  [[nodiscard]] double scalar(std::string_view key) const;
  [[nodiscard]] const std::vector<double>& list(std::string_view key) const;
};

/// One row of the catalogue. `forms` lists the accepted sets of parameter keys (for example
/// "mean sd", "median sigma"); `make` may assume one of them is present, and throws
/// std::invalid_argument with a plain sentence when numbers are out of range.
struct DistributionRow {
  std::string_view key;
  std::string_view title;
  std::span<const ParameterRow> parameters;
  std::span<const std::string_view> forms;
  std::string_view help; // meaning and formula, with its source
  std::string_view example;
  DistributionPtr (*make)(const Parameters&);
};

/// All rows, in the order shown by `carepath reference distributions`.
[[nodiscard]] std::span<const DistributionRow* const> distribution_catalogue();
[[nodiscard]] const DistributionRow* find_distribution(std::string_view key);

/// Combinators for modifiers: affine (times, plus; times may be negative only if x -> -x is wanted),
/// truncation to [low, high] by restricting u (exact, no rejection), rounding to a multiple, clamping.
[[nodiscard]] DistributionPtr affine(DistributionPtr inner, double times, double plus);
[[nodiscard]] DistributionPtr truncated(DistributionPtr inner, double low, double high);
[[nodiscard]] DistributionPtr rounded(DistributionPtr inner, double multiple);
[[nodiscard]] DistributionPtr clamped(DistributionPtr inner, double low, double high);
[[nodiscard]] DistributionPtr mixture(std::vector<double> weights, std::vector<DistributionPtr> parts);
[[nodiscard]] DistributionPtr constant(double value);
/// Index 0..n-1 with the given weights (they need not sum to one).
[[nodiscard]] DistributionPtr discrete_index(std::vector<double> weights);
/// Remaining life of a renewal process in equilibrium: density (1 - F(x)) / mean (for people already
/// in a stay). Needs a finite mean and x >= 0.
[[nodiscard]] DistributionPtr equilibrium_residual(DistributionPtr inner);

/// Prepares the inverse CDF. Samplers of equal distributions may be shared by the caller.
[[nodiscard]] std::shared_ptr<const Sampler> make_sampler(const DistributionPtr& distribution);

/// Largest |F(draw(u)) - u| over a grid that includes both tails: printed and tested.
[[nodiscard]] double inversion_error(const Distribution& distribution, const Sampler& sampler);

} // namespace carepath
