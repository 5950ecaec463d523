// Compares the same entities in two variants of one replication, and folds the changes into counts.
//
// Entities are joined by key and interval. Variants may number their intervals and categories
// differently; both are matched by name.
#pragma once

#include "engine/experiment/experiment.hpp"

#include <cstdint>
#include <span>
#include <vector>

namespace carepath {

/// The bin of `change_edges` of the change that is noticed that holds `change`. An edge belongs to the bin
/// further from no change, so that the middle bin holds just the changes that are neither shorter nor longer.
[[nodiscard]] std::size_t change_bin(SimTime change, SimTime noticed);

class EntityPairing {
public:
  /// Matches names of `variant` to those of `base`. The programs need not outlive the pairing.
  EntityPairing(const Program& base, const Program& variant);

  /// Folds variant minus base. Both lists are sorted by key, then interval. Every entity found in both, and
  /// in one of them after the warm-up, counts for everyone; it counts in a category of a split when both
  /// variants put it there. Intervals and groups are those of the base.
  [[nodiscard]] PairedFold fold(std::span<const EntityOutcome> base,
                                std::span<const EntityOutcome> variant) const;

private:
  static constexpr std::uint32_t none = 0xFFFF'FFFFu;

  /// One split of the variant: its place in the base and the base's numbers of its categories.
  struct Split {
    std::uint32_t base_place = none;
    std::uint32_t first_group = 0;
    std::vector<std::uint32_t> categories;
  };

  void match_intervals(const Program& base, const Program& variant);
  void match_splits(const Program& base, const Program& variant);
  void add(const EntityOutcome& base, const EntityOutcome& variant, SimTime noticed,
           std::vector<PairedFold::Group>& groups) const;

  std::size_t base_intervals_ = 0;
  std::vector<SimTime> noticed_; // of each of the base's intervals
  std::size_t groups_ = 1;
  std::vector<std::uint32_t> intervals_; // the base's number of each of the variant's intervals
  std::vector<Split> splits_;
};

} // namespace carepath
