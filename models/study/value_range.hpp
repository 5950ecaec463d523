// A range of a value as written, such as "40 per week" to "60 per week".
#pragma once

#include "models/scenario/document.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

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
  /// Its number, in the unit of the range.
  [[nodiscard]] double number_at(double u) const;

private:
  [[nodiscard]] std::string written_at(double u) const;
};

/// A number within a range as people write it: with few digits, yet never outside the range nor further from
/// `exact` than a ten-thousandth of its width. Whole numbers and the ends are written exactly.
[[nodiscard]] std::string number_within(double exact, double low, double high, bool whole);

/// The words about a number: "£" before it, " per week" after it; both empty for a plain number.
struct UnitWords {
  std::string before{};
  std::string after{};

  [[nodiscard]] bool empty() const { return before.empty() && after.empty(); }
  [[nodiscard]] std::string about(const std::string& number) const { return before + number + after; }
};

enum class AskedFault : std::uint8_t { none, form, number, unit };

/// "PATH=FIRST..LAST", perhaps with "..STEP", as asked for on a command line. A unit may be said once, or by
/// every number; then it must be the same.
struct AskedRange {
  AskedFault fault = AskedFault::none;
  std::string path{};
  std::vector<double> numbers{}; // two, or three with a step
  UnitWords words{};
  bool whole = false; // all are plain numbers, written without a point or exponent
};
[[nodiscard]] AskedRange read_asked_range(std::string_view text);

/// Splits "£2,300 per day" into its number and what stands about it; false when it is no quantity.
[[nodiscard]] bool split_quantity(std::string_view text, double& number, std::string& before,
                                  std::string& after);

/// The range from one value to another of the same unit; a fault that names `path` when there is none.
[[nodiscard]] std::optional<ValueRange> read_value_range(const Node& low, const Node& high,
                                                         const std::string& path, SourceRef where,
                                                         Diagnostics& faults);

} // namespace carepath
