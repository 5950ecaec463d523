// Which options are worth considering by what they cost and what they achieve: incremental analysis.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

namespace carepath {

struct CostOption {
  double cost = 0;
  double effect = 0; // more is better
};

/// Where one option stands among all.
struct FrontPlace {
  bool is_on_front = false;
  std::optional<std::size_t> before = std::nullopt; // the next cheaper on the front; nothing for the cheapest
  double per_effect = 0;                            // what one more costs than before; NaN without one
  /// Who rules it out: one that costs no more and achieves as much, or two of which a mixture does (extended
  /// dominance).
  std::vector<std::size_t> ruled_out_by{};
};

/// Places parallel to `options` (Drummond and others 2015, chapter 4). Options that are not numbers are on no
/// front and nobody rules them out. Of two alike the first stays.
[[nodiscard]] std::vector<FrontPlace> places_by_cost(std::span<const CostOption> options);

} // namespace carepath
