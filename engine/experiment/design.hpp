// Designs of experiments: which points of a space are tried. Coordinates are named, and the luck of each
// depends on its name and the seed alone, so that another coordinate, or another order, moves none.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace carepath {

/// The most coordinates for which there are direction numbers of the Sobol sequence.
inline constexpr std::size_t most_sobol_coordinates = 3667;

/// Points of the unit cube, [point][coordinate], each number in (0, 1).
using DesignPoints = std::vector<std::vector<double>>;

/// The numbers 0 .. size - 1 in the order that `key` says (Fisher and Yates).
[[nodiscard]] std::vector<std::size_t> shuffled(std::size_t size, std::uint64_t key);

/// Latin hypercube (McKay, Beckman and Conover 1979): every coordinate has one point in each of `points`
/// equal strata, at a random place inside it.
[[nodiscard]] DesignPoints latin_hypercube(std::size_t points, std::span<const std::string> coordinates,
                                           std::uint64_t seed);

/// The first points of a Sobol sequence, scrambled by a random digital shift (Cranley and Patterson 1976, in
/// base 2): evenly spread also when more points follow, most evenly for powers of two. The coordinates get
/// their dimensions in alphabetical order.
[[nodiscard]] DesignPoints scrambled_sobol(std::size_t points, std::span<const std::string> coordinates,
                                           std::uint64_t seed);

/// Which level of each factor the run `index` of a full factorial has; the last factor changes fastest.
[[nodiscard]] std::vector<std::size_t> factorial_levels(std::size_t index,
                                                        std::span<const std::size_t> sizes);

} // namespace carepath
