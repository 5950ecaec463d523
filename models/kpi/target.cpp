#include "models/kpi/target.hpp"

#include "engine/base/text.hpp"
#include "models/scenario/units.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>

namespace carepath {
namespace {

constexpr std::string_view examples = "such as 0.92, \"< 0.01\", \"< 18 weeks\" or a band [0.85, 0.92]";

bool is_money(std::string_view unit) {
  return unit.starts_with("£");
}

/// Whether the figure can be compared with what the target is written in.
bool fits(Dimension dimension, const std::string& unit) {
  if (dimension == Dimension::duration) return unit_days(unit) > 0;
  return dimension != Dimension::money || is_money(unit);
}

/// Takes "<", "<=", ">" or ">=" off the beginning of a text: '<', '>', or 0 where there is none.
char take_sign(std::string_view& text) {
  text = trim(text);
  if (!text.starts_with('<') && !text.starts_with('>')) return 0;
  const char sign = text.front();
  text.remove_prefix(text.substr(1).starts_with('=') ? 2 : 1);
  return sign;
}

/// A number, or a text with a sign and a unit, or with a sign and an expression: "< = goal".
bool read_level(const Node& node, Bound& level, char& sign, CompileContext& context) {
  sign = 0;
  std::optional<Bound> found;
  if (!node.is_text()) {
    found = read_bound(node, context);
  } else {
    std::string_view text = node.text;
    sign = take_sign(text);
    found = read_bound(text, node.where, context);
  }
  level = found.value_or(Bound());
  const auto dimension = level.dimension;
  return found && (dimension == Dimension::number || dimension == Dimension::duration ||
                   dimension == Dimension::money);
}

std::optional<KpiTarget> read_band(const Node& node, CompileContext& context) {
  KpiTarget target;
  target.where = node.where;
  char lower_sign = 0, sign = 0;
  Bound upper;
  const bool read = node.items.size() == 2 && read_level(node.items[0], target.low, lower_sign, context) &&
                    lower_sign == 0 && read_level(node.items[1], upper, sign, context) && sign == 0 &&
                    upper.dimension == target.low.dimension && target.low.number <= upper.number;
  target.high = upper.number;
  if (read) return target;
  context.faults.error(node.where, "a band is two plain numbers, the lower first", "such as [0.85, 0.92]");
  return std::nullopt;
}

void misfit(const KpiTarget& target, const std::string& kpi, CompileContext& context) {
  context.faults.error(target.where,
                       fmt::format("the target is {}, and no figure of kpi '{}' is",
                                   target.low.dimension == Dimension::duration ? "a length of time" : "money",
                                   kpi),
                       std::string(examples));
}

} // namespace

std::optional<KpiTarget> read_target(const Item& item, CompileContext& context) {
  const auto* field = item.find("target");
  if (!field) return std::nullopt;
  if (field->value.is_array()) return read_band(field->value, context);
  KpiTarget target;
  target.where = field->value.where;
  if (read_level(field->value, target.low, target.sign, context)) return target;
  context.faults.error(field->value.where,
                       field->value.is_text() ? fmt::format("'{}' is no target", field->value.text)
                                              : std::string("this is no target"),
                       std::string(examples));
  return std::nullopt;
}

std::optional<std::size_t> targeted_figure(const KpiTarget& target, const std::vector<std::string>& units,
                                           const std::string& kpi, CompileContext& context) {
  const auto first = [&](const auto& wanted) -> std::optional<std::size_t> {
    const auto found = std::find_if(units.begin(), units.end(), wanted);
    if (found == units.end()) return std::nullopt;
    return static_cast<std::size_t>(found - units.begin());
  };
  const double largest = std::isnan(target.high) ? target.low.number : target.high;
  const auto share = first([](const auto& unit) { return unit == "share"; });
  if (target.low.dimension != Dimension::number) {
    const auto found = first([&](const auto& unit) { return fits(target.low.dimension, unit); });
    if (!found) misfit(target, kpi, context);
    return found;
  }
  if (share && largest <= 1) return share;
  const auto other = first([](const auto& unit) { return unit != "share"; });
  if (!other) {
    context.faults.error(target.where,
                         fmt::format("a share is at most 1, and the target is {:.10g}", largest),
                         "write 0.92 or \"92%\"");
    return std::nullopt;
  }
  const bool counts = units[*other] == "units" || units[*other] == "patients" || units[*other] == "periods";
  if (counts && largest > 0 && largest < 1) {
    context.faults.error(
        target.where,
        fmt::format("the target is a share, and the figures of kpi '{}' are numbers of {}", kpi,
                    units[*other]),
        "of a resource write level = \"utilisation\", of a list share_within; or give the number wanted");
    return std::nullopt;
  }
  return other;
}

bool says_unit_of_time(const KpiTarget& target, CompileContext& context) {
  Bound largest = target.low;
  if (!std::isnan(target.high)) largest.number = std::max(std::abs(largest.number), std::abs(target.high));
  if (!lacks_unit_of_time(largest)) return true;
  context.faults.error(target.where,
                       "the target is a plain number, and the figure it is of is a length of time",
                       with_its_unit);
  return false;
}

void warn_of_share_over(const KpiTarget& target, const std::string& kpi, CompileContext& context) {
  if (target.sign != 0 || !std::isnan(target.high)) return;
  const auto level = target.low.number;
  context.faults.warning(
      target.where,
      fmt::format("the target of kpi '{}' is read as at least {:.10g}, and it is a share over a limit", kpi,
                  level),
      fmt::format("write \"< {0:.10g}\" for at most, or \"> {0:.10g}\" where at least is meant", level));
}

void set_target(const KpiTarget& target, KpiRow& row) {
  const double days = unit_days(row.unit);
  const double scale = target.low.dimension == Dimension::duration && days > 0 ? 1 / days : 1;
  row.has_target = true;
  row.target = target.low.number * scale;
  row.target_high = target.high * scale;
  row.target_at_most = target.sign == '<' || (target.sign == 0 && (days > 0 || is_money(row.unit)));
  if (!std::isnan(target.high)) row.target_at_most = false;
}

} // namespace carepath
