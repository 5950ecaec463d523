#include "models/study/value_range.hpp"

#include "engine/base/text.hpp"
#include "models/scenario/units.hpp"
#include "models/scenario/value.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>

namespace carepath {
namespace {

/// "week" and "weeks" are the same.
bool same_unit(const UnitWords& one, const UnitWords& other) {
  double first = 0, second = 0;
  Dimension of_first = Dimension::any, of_second = Dimension::any;
  return read_quantity(one.about("1"), first, of_first) &&
         read_quantity(other.about("1"), second, of_second) && of_first == of_second && first == second;
}

std::vector<std::string_view> between_dots(std::string_view text) {
  std::vector<std::string_view> parts;
  for (std::size_t from = 0; from <= text.size();) {
    const auto dots = std::min(text.find("..", from), text.size());
    parts.push_back(trim(text.substr(from, dots - from)));
    from = dots + 2;
  }
  return parts;
}

} // namespace

AskedRange read_asked_range(std::string_view text) {
  AskedRange out;
  const auto equals = text.find('=');
  out.path = std::string(path_of(text));
  const auto parts =
      between_dots(equals == std::string_view::npos ? std::string_view() : text.substr(equals + 1));
  if (out.path.empty() || parts.size() < 2 || parts.size() > 3) {
    out.fault = AskedFault::form;
    return out;
  }
  out.whole = true;
  for (const auto part : parts) {
    double number = 0;
    UnitWords words;
    if (!split_quantity(part, number, words.before, words.after)) {
      out.fault = AskedFault::number;
      return out;
    }
    out.numbers.push_back(number);
    out.whole = out.whole && words.empty() && part.find_first_of(".eE") == std::string_view::npos;
    if (!words.empty() && !out.words.empty() && !same_unit(words, out.words)) out.fault = AskedFault::unit;
    if (!words.empty()) out.words = words;
  }
  return out;
}

std::string number_within(double exact, double low, double high, bool whole) {
  if (whole) return fmt::format("{:.0f}", exact);
  constexpr int few_digits = 6, all_digits = 17;
  const double near = (high - low) * 1e-4;
  for (int digits = few_digits; digits < all_digits && exact != low && exact != high; ++digits) {
    auto text = fmt::format("{:.{}g}", exact, digits);
    const double number = std::stod(text);
    if (std::abs(number - exact) <= near && number >= low && number <= high) return text;
  }
  return fmt::format("{}", exact);
}

std::string ValueRange::written_at(double u) const {
  const double exact =
      whole ? std::min(low + std::floor(u * (high - low + 1)), high) : std::lerp(low, high, u);
  return number_within(exact, low, high, whole);
}

double ValueRange::number_at(double u) const {
  return std::stod(written_at(u));
}

Node ValueRange::at(double u, SourceRef where) const {
  const auto written = written_at(u); // a name says this very value
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
