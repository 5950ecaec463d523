#include "models/study/value_range.hpp"

#include "models/scenario/units.hpp"
#include "models/scenario/value.hpp"

#include <cmath>
#include <fmt/format.h>

namespace carepath {

Node ValueRange::at(double u, SourceRef where) const {
  const double exact =
      whole ? std::min(low + std::floor(u * (high - low + 1)), high) : low + u * (high - low);
  const auto written = fmt::format("{:.6g}", exact); // six digits, so that a name says the value exactly
  auto node = text ? make_text(before + written + after, where) : make_number(std::stod(written), where);
  if (whole && !text) node.kind = NodeKind::integer;
  return node;
}

bool split_quantity(std::string_view text, double& number, std::string& before, std::string& after) {
  const auto first = text.find_first_of("0123456789.-+");
  if (first == std::string_view::npos) return false;
  before = text.substr(0, first);
  auto rest = text.substr(first);
  if (!take_number(rest, number)) return false;
  after = rest;
  auto dimension = Dimension::any;
  double value = 0;
  return read_quantity(text, value, dimension);
}

std::optional<ValueRange> read_value_range(const Node& low, const Node& high, const std::string& path,
                                           SourceRef where, Diagnostics& faults) {
  const auto refuse = [&](std::string message, std::string hint = {}) -> std::optional<ValueRange> {
    faults.error(where, std::move(message), std::move(hint));
    return std::nullopt;
  };
  ValueRange range;
  if (low.is_number() && high.is_number()) {
    range.low = low.number;
    range.high = high.number;
    range.whole = low.kind == NodeKind::integer && high.kind == NodeKind::integer;
  } else {
    std::string before, after;
    range.text = true;
    if (!low.is_text() || !high.is_text() ||
        !split_quantity(low.text, range.low, range.before, range.after) ||
        !split_quantity(high.text, range.high, before, after) || before != range.before ||
        after != range.after)
      return refuse(
          fmt::format("the range of '{}' must go from one number to another in the same unit", path),
          "such as [\"40 per week\", \"60 per week\"]");
  }
  if (range.low >= range.high)
    return refuse(fmt::format("the range of '{}' does not go upwards", path), "write the lowest value first");
  return range;
}

} // namespace carepath
