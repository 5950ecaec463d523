// The workings of `read_value` and `read_route`: one member per form, shared between the two.
//
// A value and a route take the same shapes (by, guards, weights) and differ only in their leaves.
#pragma once

#include "models/scenario/value.hpp"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace carepath {

struct DistributionRow;

/// What may stand in a place.
struct Wanted {
  Dimension dimension = Dimension::any;
  bool route = false; // leaves are names of steps or outcomes
  bool may_be_negative = false;
};

class ValueReader {
public:
  explicit ValueReader(const ValueContext& context) : context_(context) {}

  /// Reads a value or, when `wanted.route`, a route. Adds a fault and returns a number 0 when it cannot.
  [[nodiscard]] Value read(const Node& node, const Wanted& wanted);

private:
  [[nodiscard]] Value read_value_form(const Node& node, const Wanted& wanted);
  [[nodiscard]] Value read_route_form(const Node& node);
  [[nodiscard]] Value read_number(const Node& node, const Wanted& wanted);
  [[nodiscard]] Value read_text(const Node& node, const Wanted& wanted);
  [[nodiscard]] Value read_quantity_as(const Node& node, double number, Dimension found,
                                       const Wanted& wanted);
  [[nodiscard]] Value read_table(const Node& node, const Wanted& wanted);

  [[nodiscard]] Value read_choose(const Node& node);
  [[nodiscard]] Value read_mix(const Node& node, const Wanted& wanted);
  [[nodiscard]] Value read_by(const Node& node, const Wanted& wanted);
  [[nodiscard]] Value read_guards(const Node& node, const Wanted& wanted);
  [[nodiscard]] Guard read_guard(const Node& entry, std::string_view result);
  [[nodiscard]] Value read_cycle(const Node& node, const Wanted& wanted);
  [[nodiscard]] Value read_cycle_item(const Node& item, double per_days, const Wanted& wanted);
  [[nodiscard]] Value read_chance(const Node& node);
  void check_shares(const Value& chance);
  [[nodiscard]] Value read_weights(const Node& table, const Wanted& rest);
  void check_weights(const Value& weights, SourceRef where);
  void check_sum(double sum, bool open_ended, SourceRef where);
  /// A length of time written as "1 hour" or as a bare unit, "hour"; 0 after a fault.
  [[nodiscard]] double read_span(const Node& node, std::string_view key);

  [[nodiscard]] Value read_distribution(const Node& node, const Wanted& wanted);
  void read_parameter(const DistributionRow& row, std::string_view key, const Node& node,
                      const Wanted& wanted, Value& out);
  void check_form(const DistributionRow& row, const std::vector<std::string>& given, SourceRef where);
  /// One modifier's value, in the dimension it acts in.
  [[nodiscard]] Value read_modifier(std::string_view key, const Node& node, const Wanted& wanted);
  [[nodiscard]] Value read_pair(std::string_view key, const Node& node, const Wanted& wanted);
  void add_modifiers(const Node& node, const Wanted& wanted, Value& out);
  /// Wraps a value that is not a distribution in the operations its modifiers stand for.
  [[nodiscard]] Value apply_modifiers(const Node& node, const Wanted& wanted, Value inner);

  /// Adds a fault for every key of a table outside `allowed`.
  void check_keys(const Node& table, std::span<const std::string_view> allowed, std::string_view what);
  [[nodiscard]] Value fail(SourceRef where, std::string message, std::string hint = {});

  const ValueContext& context_;
  int depth_ = 0;
};

/// times, plus, absolute, round, keep, min, max: in the order they act.
[[nodiscard]] std::span<const std::string_view> modifier_names();
[[nodiscard]] bool is_modifier(std::string_view key);

/// Small makers of values.
[[nodiscard]] Value number_value(double number, Dimension dimension, SourceRef where);
/// True as 1, false as 0; its text says that it is no other number.
[[nodiscard]] Value truth_value(bool holds, SourceRef where);
[[nodiscard]] Value name_value(std::string name, SourceRef where);
[[nodiscard]] bool is_constant(const Value& value);
/// Whether its children are values of which one is taken: by an attribute, a condition or the time.
[[nodiscard]] bool has_alternatives(const Value& value);

} // namespace carepath
