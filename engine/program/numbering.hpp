// New numbers for the rows of a table, when a part of a program is cut out of the whole.
#pragma once

#include "engine/base/id.hpp"

#include <algorithm>
#include <cstdint>
#include <unordered_map>
#include <vector>

namespace carepath {

/// Rows of one table of the whole that the slice has, and their numbers in it.
class Numbering {
public:
  /// The rows in the order of the whole.
  void fill(std::vector<std::uint32_t> rows) {
    std::sort(rows.begin(), rows.end());
    rows.erase(std::unique(rows.begin(), rows.end()), rows.end());
    for (const std::uint32_t row : rows) (void)number(row);
  }
  /// The number of a row, a new one when the slice does not have it yet.
  std::uint32_t number(std::uint32_t row) {
    const auto [place, is_new] = numbers_.try_emplace(row, static_cast<std::uint32_t>(rows_.size()));
    if (is_new) rows_.push_back(row);
    return place->second;
  }
  [[nodiscard]] bool has(std::uint32_t row) const { return numbers_.count(row) > 0; }
  /// Of a row that the slice has; others, such as "none", stay as they are.
  [[nodiscard]] std::uint32_t at(std::uint32_t row) const {
    const auto place = numbers_.find(row);
    return place == numbers_.end() ? row : place->second;
  }
  template <class Tag> [[nodiscard]] Id<Tag> at(Id<Tag> row) const { return Id<Tag>(at(row.value)); }
  [[nodiscard]] const std::vector<std::uint32_t>& rows() const { return rows_; }

private:
  std::unordered_map<std::uint32_t, std::uint32_t> numbers_;
  std::vector<std::uint32_t> rows_;
};

} // namespace carepath
