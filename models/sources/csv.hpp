// Comma-separated tables (RFC 4180): quoted cells, a header row, any line ends.
#pragma once

#include "models/compile/context.hpp"

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

/// Reads the file named by `node` beneath the scenario's library. Adds faults for a missing, huge or
/// malformed file; every row must have as many cells as the header.
[[nodiscard]] std::optional<CsvDocument> read_csv(const Node& node, CompileContext& context);

} // namespace carepath
