// Exponential, normal, lognormal and gamma variates by the fastest methods we know: 256-layer ziggurats
// (Marsaglia and Tsang 2000a), the gamma's transformed normal (Marsaglia and Tsang 2000b), and an exponential
// function in line.
#pragma once

#include "benchmarks/limit/generator.hpp"

#include <array>
#include <cmath>

namespace carepath::limit {

/// Layers of equal area under a falling density: layer i reaches to `width[i]` times the largest integer.
struct Layers {
  std::array<std::uint64_t, 256> inside{}; // integers below lie under the density for sure
  std::array<double, 256> width{};
  std::array<double, 256> density{};

  /// `edge` is where the tail begins, `area` that of each layer, `largest` one more than the largest integer.
  template <class Density, class Inverse>
  Layers(double edge, double area, double largest, Density density_at, Inverse inverse) {
    double outer = edge;
    const double base = area / density_at(edge);
    inside[0] = static_cast<std::uint64_t>(edge / base * largest);
    width[0] = base / largest;
    width[255] = edge / largest;
    density[0] = 1;
    density[255] = density_at(edge);
    for (std::size_t at = 254; at >= 1; --at) {
      const double inner = inverse(area / outer + density_at(outer));
      inside[at + 1] = static_cast<std::uint64_t>(inner / outer * largest);
      density[at] = density_at(inner);
      width[at] = inner / largest;
      outer = inner;
    }
  }
};

constexpr double exponential_edge = 7.69711747013104972;
constexpr double normal_edge = 3.6541528853610088;

inline const Layers exponential_layers(
    exponential_edge, 3.949659822581572e-3, 0x1.0p53, [](double x) { return std::exp(-x); },
    [](double y) { return -std::log(y); });
inline const Layers normal_layers(
    normal_edge, 0.00492867323399, 0x1.0p52, [](double x) { return std::exp(-0.5 * x * x); },
    [](double y) { return std::sqrt(-2 * std::log(y)); });

/// One in a hundred draws: the edge of a layer, or the tail.
template <class Bits>
[[gnu::noinline]] double exponential_at_the_edge(Bits& bits, std::size_t layer, double x) {
  const Layers& layers = exponential_layers;
  while (true) {
    if (layer == 0) return exponential_edge - std::log(positive_uniform(bits));
    const double height = layers.density[layer - 1] - layers.density[layer];
    if (height * uniform(bits) + layers.density[layer] < std::exp(-x)) return x;
    const std::uint64_t word = bits.next();
    layer = word & 255;
    x = static_cast<double>(word >> 11) * layers.width[layer];
    if ((word >> 11) < layers.inside[layer]) return x;
  }
}

/// Mean 1.
template <class Bits> [[nodiscard, gnu::always_inline]] inline double exponential(Bits& bits) {
  const std::uint64_t word = bits.next();
  const std::size_t layer = word & 255;
  const double x = static_cast<double>(word >> 11) * exponential_layers.width[layer];
  if ((word >> 11) < exponential_layers.inside[layer]) [[likely]]
    return x;
  return exponential_at_the_edge(bits, layer, x);
}

/// Beyond the last edge (Marsaglia 1964).
template <class Bits> double normal_tail(Bits& bits) {
  while (true) {
    const double beyond = -std::log(positive_uniform(bits)) / normal_edge;
    const double height = -std::log(positive_uniform(bits));
    if (2 * height >= beyond * beyond) return normal_edge + beyond;
  }
}

[[nodiscard, gnu::always_inline]] inline double signed_by(double x, std::uint64_t word) {
  return std::bit_cast<double>(std::bit_cast<std::uint64_t>(x) | ((word & 256) << 55));
}

template <class Bits> [[gnu::noinline]] double normal_at_the_edge(Bits& bits, std::uint64_t word, double x) {
  const Layers& layers = normal_layers;
  while (true) {
    const std::size_t layer = word & 255;
    if (layer == 0) return signed_by(normal_tail(bits), word);
    const double height = layers.density[layer - 1] - layers.density[layer];
    if (height * uniform(bits) + layers.density[layer] < std::exp(-0.5 * x * x)) return signed_by(x, word);
    word = bits.next();
    x = static_cast<double>(word >> 12) * layers.width[word & 255];
    if ((word >> 12) < layers.inside[word & 255]) return signed_by(x, word);
  }
}

/// Mean 0, standard deviation 1. Eight bits choose the layer, one the sign, 52 the place.
template <class Bits> [[nodiscard, gnu::always_inline]] inline double normal(Bits& bits) {
  const std::uint64_t word = bits.next();
  const std::size_t layer = word & 255;
  const double x = static_cast<double>(static_cast<std::int64_t>(word >> 12)) * normal_layers.width[layer];
  if ((word >> 12) < normal_layers.inside[layer]) [[likely]]
    return signed_by(x, word);
  return normal_at_the_edge(bits, word, x);
}

inline const std::array<double, 32> powers_of_two = [] {
  std::array<double, 32> powers{};
  for (std::size_t at = 0; at < powers.size(); ++at) powers[at] = std::exp2(static_cast<double>(at) / 32);
  return powers;
}();

/// e to the x for |x| < 700, to about 1e-15: 2^(k/32) from a table times a polynomial in the rest.
[[nodiscard, gnu::always_inline]] inline double fast_exponential(double x) {
  constexpr double to_whole = 0x1.8p52; // adding it rounds to a whole number in the low bits
  constexpr double part_high = 0x1.62e42fefa39efp-6, part_low = 0x1.abc9e3b39803fp-61; // log(2) / 32
  const double shifted = x * 46.166241308446828384 + to_whole;                         // 32 / log(2)
  const auto whole = std::bit_cast<std::int64_t>(shifted) - std::bit_cast<std::int64_t>(to_whole);
  const double rest = std::fma(shifted - to_whole, -part_low, std::fma(shifted - to_whole, -part_high, x));
  const double square = rest * rest;
  const double more =
      rest + square * (std::fma(rest, 1.0 / 6, 0.5) + square * std::fma(rest, 1.0 / 120, 1.0 / 24));
  const auto power = std::bit_cast<std::uint64_t>(powers_of_two[static_cast<std::size_t>(whole & 31)]);
  const double scale = std::bit_cast<double>(power + (static_cast<std::uint64_t>(whole >> 5) << 52));
  return std::fma(scale, more, scale);
}

/// Lognormal by its mean and coefficient of variation.
struct Lognormal {
  double sigma;
  double mu;
  constexpr Lognormal(double mean, double variation)
      : sigma(std::sqrt(std::log(1 + variation * variation))), mu(std::log(mean) - sigma * sigma / 2) {}
  template <class Bits> [[nodiscard, gnu::always_inline]] double operator()(Bits& bits) const {
    return fast_exponential(std::fma(sigma, normal(bits), mu));
  }
};

/// Gamma with shape at least 1.
struct Gamma {
  double mean_less_third;
  double slope;
  double scale;
  constexpr Gamma(double shape, double times)
      : mean_less_third(shape - 1.0 / 3), slope(1 / std::sqrt(9 * mean_less_third)), scale(times) {}
  template <class Bits> [[nodiscard, gnu::always_inline]] double operator()(Bits& bits) const {
    while (true) {
      const double x = normal(bits);
      const double root = 1 + slope * x;
      if (root <= 0) [[unlikely]]
        continue;
      const double cube = root * root * root;
      const double u = positive_uniform(bits);
      const double square = x * x;
      if (u < 1 - 0.0331 * square * square) [[likely]]
        return mean_less_third * cube * scale;
      if (std::log(u) < 0.5 * square + mean_less_third * (1 - cube + std::log(cube)))
        return mean_less_third * cube * scale;
    }
  }
};

} // namespace carepath::limit
