// A range of a value as written, such as "40 per week" to "60 per week".
#pragma once

#include "models/scenario/document.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace carepath {

/// One end and the other, and the words about the number that both share.
struct ValueRange {
  double low = 0;
  double high = 0;
  bool whole = false;
  bool text = false;
  std::string before{}; // "£"
  std::string after{};  // " per week"

  /// The value a share `u` of the way up. Whole ranges give whole numbers, each equally likely.
  [[nodiscard]] Node at(double u, SourceRef where = {}) const;
};

/// Splits "£2,300 per day" into its number and what stands about it; false when it is no quantity.
[[nodiscard]] bool split_quantity(std::string_view text, double& number, std::string& before,
                                  std::string& after);

/// The range from one value to another of the same unit; a fault that names `path` when there is none.
[[nodiscard]] std::optional<ValueRange> read_value_range(const Node& low, const Node& high,
                                                         const std::string& path, SourceRef where,
                                                         Diagnostics& faults);

} // namespace carepath
