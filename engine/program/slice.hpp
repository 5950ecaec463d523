// The program of one component alone: what it needs of the whole's tables, numbered anew.
//
// Luck stays as it is, because it hangs on the names of sources and purposes. So do the places of categories
// in splits, and everything that has an order: holds, resources, sources, steps.
#pragma once

#include "engine/observe/part_places.hpp"
#include "engine/program/components.hpp"

#include <cstdint>
#include <vector>

namespace carepath {

struct Slice {
  Program program; // records what the whole records of this component; without figures of its own
  PartPlaces places;
};

/// Rows of the whole's plan by what they look at, so that cutting out a component looks at no other.
struct PlanIndex {
  explicit PlanIndex(const Program& program);
  using Rows = std::vector<std::vector<std::uint32_t>>;
  Rows phase_tallies;    // of each step
  Rows levels;           // of each step
  Rows interval_tallies; // of each interval
  Rows censuses;         // of each interval
  Rows samples_of_level;
  Rows samples_of_resource;
  Rows samples_of_tally;
  Rows samples_of_interval;
  Rows figures_of_level;    // largest values
  Rows figures_of_resource; // longest queues
};

/// Cuts a program into its components. The program outlives it. Slices may be cut by several threads.
class Slicer {
public:
  /// `components`: of `find_components`.
  Slicer(const Program& program, std::vector<Component> components);

  [[nodiscard]] const Program& program() const { return program_; }
  [[nodiscard]] std::size_t components() const { return components_.size(); }
  [[nodiscard]] Slice slice(std::size_t component) const;

private:
  const Program& program_;
  std::vector<Component> components_;
  PlanIndex index_;
};

} // namespace carepath
