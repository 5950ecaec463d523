// The points of a sweep as a table: where each lies, what its figures are, and which of them are worth
// having.
#pragma once

#include "viewer/workspace.hpp"

#include <string>
#include <vector>

namespace carepath {

/// One coordinate and its levels, in order.
struct SweepAxis {
  std::string name;
  std::vector<std::string> levels; // as written, by number where they have one
};

struct SweepTable {
  const OpenFile* file = nullptr;
  std::vector<SweepAxis> axes;
  std::vector<std::vector<std::size_t>> places; // [variant][axis]: which level
  std::vector<KpiRow> figures;                  // for everyone, in the unit people read
  std::vector<std::size_t> columns;             // of each figure: its row in the file
  std::vector<double> ratios;                   // of each figure: from the file's unit to the one read
  std::vector<bool> feasible;                   // of each variant: whether its means meet every target
  [[nodiscard]] std::size_t size() const { return places.size(); }
  /// A figure of a point; NaN when it has none.
  [[nodiscard]] double value(std::size_t variant, std::size_t figure) const;
  [[nodiscard]] Estimate estimate(std::size_t variant, std::size_t figure) const;
};

[[nodiscard]] SweepTable sweep_table(const OpenFile& file);

/// Points no other is better than in both figures at once; `feasible_only`: among those that meet all
/// targets. `first_less` and `second_less`: less is better.
[[nodiscard]] std::vector<std::size_t> frontier(const SweepTable& table, std::size_t first, bool first_less,
                                                std::size_t second, bool second_less, bool feasible_only);
/// "sessions 9 per week, beds 24".
[[nodiscard]] std::string point_words(const SweepTable& table, std::size_t variant);

} // namespace carepath
