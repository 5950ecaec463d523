// Where the rows of a part of a program stand in the whole, so that its records can be added to the whole's.
#pragma once

#include <cstdint>
#include <vector>

namespace carepath {

/// places[row of the part] = row of the whole. Outcomes are the same in both.
struct PartPlaces {
  std::vector<std::uint32_t> sources;
  std::vector<std::uint32_t> steps;
  std::vector<std::uint32_t> resources;
  std::vector<std::uint32_t> attributes;
  std::vector<std::uint32_t> intervals;
  std::vector<std::uint32_t> tallies;
  std::vector<std::uint32_t> levels;
  std::vector<std::uint32_t> samples;
  std::vector<std::uint32_t> censuses;
};

} // namespace carepath
