// A battery of tests of random words, after Knuth (The Art of Computer Programming 2, 3.3.2) and Marsaglia
// (1985): each returns a figure in standard errors for the words bits(0), bits(1), ...
#pragma once

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <cstdint>
#include <vector>

namespace carepath::test {

/// Chi-square for cells of the given chances, as a normal score (Wilson and Hilferty 1931).
inline double chi_square_score(const std::vector<double>& counts, const std::vector<double>& chances) {
  double total = 0, sum = 0;
  for (const double count : counts) total += count;
  for (std::size_t at = 0; at < counts.size(); ++at) {
    const double expected = total * chances[at];
    sum += (counts[at] - expected) * (counts[at] - expected) / expected;
  }
  const double degrees = static_cast<double>(counts.size()) - 1;
  const double spread = 2 / (9 * degrees);
  return (std::cbrt(sum / degrees) - (1 - spread)) / std::sqrt(spread);
}

/// How many words lie between two whose first three bits are 0.
template <class Bits> double gap_score(const Bits& bits, std::uint64_t n) {
  constexpr std::size_t longest = 24;
  constexpr double hit = 1.0 / 8;
  std::vector<double> counts(longest + 1, 0.0), chances;
  std::size_t gap = 0;
  for (std::uint64_t at = 0; at < n; ++at) {
    if (bits(at) >> 61 != 0) {
      ++gap;
      continue;
    }
    ++counts[std::min(gap, longest)];
    gap = 0;
  }
  for (std::size_t length = 0; length < longest; ++length)
    chances.push_back(hit * std::pow(1 - hit, static_cast<double>(length)));
  chances.push_back(std::pow(1 - hit, static_cast<double>(longest)));
  return chi_square_score(counts, chances);
}

/// Lengths of runs upwards; the word that ends a run is passed over, which makes runs independent.
template <class Bits> double run_score(const Bits& bits, std::uint64_t n) {
  constexpr std::size_t longest = 6;
  std::vector<double> counts(longest, 0.0);
  for (std::uint64_t at = 0; at < n;) {
    std::size_t length = 1;
    while (bits(at + length) > bits(at + length - 1)) ++length;
    ++counts[std::min(length, longest) - 1];
    at += length + 1;
  }
  // A run has at least r words with chance 1 / r!.
  return chi_square_score(counts, {1 - 1.0 / 2, 1.0 / 2 - 1.0 / 6, 1.0 / 6 - 1.0 / 24, 1.0 / 24 - 1.0 / 120,
                                   1.0 / 120 - 1.0 / 720, 1.0 / 720});
}

/// Equal spacings between 4,096 birthdays in a year of 2^32 days: Poisson with mean 4.
template <class Bits> double birthday_score(const Bits& bits, std::uint64_t rounds) {
  constexpr std::size_t people = 4096;
  std::vector<std::uint64_t> days(people);
  double equal = 0;
  for (std::uint64_t round = 0; round < rounds; ++round) {
    for (std::size_t at = 0; at < people; ++at) days[at] = bits(round * people + at) >> 32;
    std::sort(days.begin(), days.end());
    for (std::size_t at = people - 1; at > 0; --at) days[at] -= days[at - 1];
    std::sort(days.begin() + 1, days.end());
    for (std::size_t at = 2; at < people; ++at) equal += days[at] == days[at - 1];
  }
  const double expected = 4 * static_cast<double>(rounds);
  return (equal - expected) / std::sqrt(expected);
}

/// Words that share their first 28 bits among 2^16: Poisson with mean 8.
template <class Bits> double collision_score(const Bits& bits, std::uint64_t rounds) {
  constexpr std::size_t balls = 1u << 16;
  std::vector<std::uint64_t> urns(balls);
  double shared = 0;
  for (std::uint64_t round = 0; round < rounds; ++round) {
    for (std::size_t at = 0; at < balls; ++at) urns[at] = bits(round * balls + at) >> 36;
    std::sort(urns.begin(), urns.end());
    for (std::size_t at = 1; at < balls; ++at) shared += urns[at] == urns[at - 1];
  }
  const double expected = 8 * static_cast<double>(rounds);
  return (shared - expected) / std::sqrt(expected);
}

inline int rank_of(std::array<std::uint32_t, 32> rows) {
  int rank = 0;
  for (unsigned bit = 0; bit < 32; ++bit) {
    const auto first = rows.begin() + rank;
    const auto pivot =
        std::find_if(first, rows.end(), [&](std::uint32_t row) { return ((row >> bit) & 1u) != 0; });
    if (pivot == rows.end()) continue;
    std::iter_swap(first, pivot);
    for (auto row = first + 1; row != rows.end(); ++row)
      if (((*row >> bit) & 1u) != 0) *row ^= *first;
    ++rank;
  }
  return rank;
}

/// Ranks over two elements of 32 x 32 matrices of 32 bits from place `from` of each word.
template <class Bits> double rank_score(const Bits& bits, std::uint64_t matrices, unsigned from) {
  std::vector<double> counts(3, 0.0); // full, one less, fewer
  for (std::uint64_t matrix = 0; matrix < matrices; ++matrix) {
    std::array<std::uint32_t, 32> rows{};
    for (std::size_t row = 0; row < rows.size(); ++row)
      rows[row] = static_cast<std::uint32_t>(bits(matrix * 32 + row) >> from);
    ++counts[static_cast<std::size_t>(std::min(2, 32 - rank_of(rows)))];
  }
  return chi_square_score(counts, {0.2887880952, 0.5775761902, 0.1336357146});
}

/// Correlation of how many bits are set in neighbouring words.
template <class Bits> double weight_score(const Bits& bits, std::uint64_t n) {
  double sum = 0;
  for (std::uint64_t at = 0; at < n; ++at)
    sum += (std::popcount(bits(at)) - 32.0) * (std::popcount(bits(at + 1)) - 32.0);
  return sum / 16 / std::sqrt(static_cast<double>(n)); // the number of set bits has variance 16
}

/// The worst bit: how often it is set, and how often it is that of the word before.
template <class Bits> double bit_score(const Bits& bits, std::uint64_t n) {
  std::array<double, 64> set{}, kept{};
  for (std::uint64_t at = 0; at < n; ++at) {
    const auto word = bits(at), same = ~(word ^ bits(at + 1));
    for (unsigned bit = 0; bit < 64; ++bit) {
      set[bit] += static_cast<double>((word >> bit) & 1u);
      kept[bit] += static_cast<double>((same >> bit) & 1u);
    }
  }
  double worst = 0;
  const double half = static_cast<double>(n) / 2, error = std::sqrt(static_cast<double>(n)) / 2;
  for (unsigned bit = 0; bit < 64; ++bit)
    worst = std::max({worst, std::fabs(set[bit] - half) / error, std::fabs(kept[bit] - half) / error});
  return worst;
}

} // namespace carepath::test
