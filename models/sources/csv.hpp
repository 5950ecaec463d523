// Comma-separated tables (RFC 4180): quoted cells, a header row, any line ends.
#pragma once

#include "models/compile/context.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace carepath {

struct CsvDocument {
  std::string name; // file name as given
  std::vector<std::string> header;
  std::vector<std::vector<std::string>> rows;
  std::vector<std::uint32_t> lines; // where each row begins

  /// The column called `name`, or none.
  [[nodiscard]] std::optional<std::size_t> column(std::string_view name) const;
};

/// The most bytes a table may have.
inline constexpr std::uintmax_t largest_table_file = 512'000'000;

/// The most people a list may hold: about 2 GB of memory.
inline constexpr double most_people_listed = 50'000'000;

/// Reads the file named by `node` beneath the scenario's library. Adds faults for a missing, huge or
/// malformed file; every row must have as many cells as the header.
[[nodiscard]] std::optional<CsvDocument> read_csv(const Node& node, CompileContext& context);

} // namespace carepath
