// Exponential and logarithm from + - * / alone.
//
// The C library picks variants by processor (with or without fused multiply-add), so its last bit
// differs between machines; results must not. Both functions are within 2 units in the last place.
// Built with -ffp-contract=off. Square root and floor are exact everywhere and come from <cmath>.
#pragma once

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <limits>

namespace carepath::portable {

namespace detail {

inline constexpr long double ln2 = 0.693147180559945309417232121458176568L;

/// `value` with its lowest `zeroed` bits cleared, so that small multiples of it are exact.
constexpr double high_part(long double value, unsigned zeroed) {
  const auto bits = std::bit_cast<std::uint64_t>(static_cast<double>(value));
  return std::bit_cast<double>(bits >> zeroed << zeroed);
}

/// 2^(j/64), summed as a power series by the compiler in extended precision.
constexpr std::array<double, 64> roots_of_two() {
  std::array<double, 64> roots{};
  for (std::size_t j = 0; j < roots.size(); ++j) {
    const long double y = ln2 * static_cast<long double>(j) / 64;
    long double sum = 1;
    long double term = 1;
    for (int n = 1; n < 30; ++n) sum += (term *= y / n);
    roots[j] = static_cast<double>(sum);
  }
  return roots;
}

inline constexpr std::array<double, 64> two_to_64ths = roots_of_two();
inline constexpr double step_high = high_part(ln2 / 64, 20);
inline constexpr double step_low = static_cast<double>(ln2 / 64 - step_high);
inline constexpr double ln2_high = high_part(ln2, 20);
inline constexpr double ln2_low = static_cast<double>(ln2 - ln2_high);

/// 2^k for -1022 <= k <= 1023.
constexpr double power_of_two(std::int32_t k) {
  return std::bit_cast<double>(static_cast<std::uint64_t>(k + 1023) << 52);
}

constexpr double exp_out_of_range(double x) {
  if (x != x) return x;
  return x > 0 ? std::numeric_limits<double>::infinity() : 0.0;
}

} // namespace detail

/// e to the power x; 0 below -745.2, infinity above 709.8.
[[nodiscard]] inline double exp(double x) {
  constexpr double per_step = static_cast<double>(64 / detail::ln2);
  constexpr double round_shift = 0x1.8p52; // adding it leaves the nearest integer in the low bits
  if (!(x < 709.79 && x > -745.2)) [[unlikely]]
    return detail::exp_out_of_range(x);
  const double shifted = x * per_step + round_shift;
  const double steps = shifted - round_shift;
  const auto n = static_cast<std::int32_t>(std::bit_cast<std::uint64_t>(shifted));
  const double r = (x - steps * detail::step_high) - steps * detail::step_low;
  const double r2 = r * r;
  const double tail = (0.5 + r * (1.0 / 6)) + r2 * ((1.0 / 24) + r * (1.0 / 120));
  const double root = detail::two_to_64ths[static_cast<std::size_t>(n & 63)];
  const double mantissa = root + root * (r + r2 * tail);
  const std::int32_t k = n >> 6;
  if (k >= -1021 && k <= 1023) [[likely]]
    return mantissa * detail::power_of_two(k);
  const std::int32_t half = k / 2;
  return mantissa * detail::power_of_two(half) * detail::power_of_two(k - half);
}

/// Natural logarithm; minus infinity at 0, not a number below.
[[nodiscard]] inline double log(double x) {
  using limits = std::numeric_limits<double>;
  if (!(x > 0)) return x == 0 ? -limits::infinity() : limits::quiet_NaN();
  if (x == limits::infinity()) return x;
  double k = 0;
  if (x < limits::min()) {
    x *= 0x1p54;
    k = -54;
  }
  const auto bits = std::bit_cast<std::uint64_t>(x);
  k += static_cast<double>(static_cast<std::int64_t>(bits >> 52) - 1023);
  double m = std::bit_cast<double>((bits & 0xFFFFFFFFFFFFFull) | 0x3FF0000000000000ull);
  if (m > 1.4142135623730951) {
    m *= 0.5;
    k += 1;
  }
  // log(1+f) = 2 artanh(s) with s = f/(2+f); written f - s(f - R) so that the leading term is exact.
  const double f = m - 1;
  const double s = f / (2 + f);
  const double z = s * s;
  double series = 2.0 / 21;
  series = series * z + 2.0 / 19;
  series = series * z + 2.0 / 17;
  series = series * z + 2.0 / 15;
  series = series * z + 2.0 / 13;
  series = series * z + 2.0 / 11;
  series = series * z + 2.0 / 9;
  series = series * z + 2.0 / 7;
  series = series * z + 2.0 / 5;
  series = series * z + 2.0 / 3;
  const double of_mantissa = f - s * (f - series * z);
  return k * detail::ln2_high + (of_mantissa + k * detail::ln2_low);
}

/// log(1 + x), accurate for small x (the rounding of 1 + x is divided out again).
[[nodiscard]] inline double log1p(double x) {
  const double w = 1 + x;
  if (w == 1) return x;
  if (w == std::numeric_limits<double>::infinity()) return w;
  return log(w) * (x / (w - 1));
}

/// exp(x) - 1, accurate for small x.
[[nodiscard]] inline double expm1(double x) {
  const double w = exp(x);
  if (w == 1) return x;
  if (w - 1 == -1 || w == std::numeric_limits<double>::infinity()) return w - 1;
  return (w - 1) * (x / log(w));
}

} // namespace carepath::portable
