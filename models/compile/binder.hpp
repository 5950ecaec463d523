// Binds values as written to values the engine can evaluate: names resolved, distributions prepared.
#pragma once

#include "models/compile/context.hpp"

#include <functional>
#include <optional>
#include <set>
#include <string>

namespace carepath {

/// The hint where a number is wanted that no date changes.
inline constexpr const char* known_before_the_run =
    "it must be known before the run, and cannot change with the date";

/// Where a value stands: names its draws and says what its bare names mean.
struct BindPlace {
  std::string path;                      // "step.ward.takes"
  std::uint32_t visit = ValueNode::none; // visit counter of the step, on cycles
  AttributeId attribute;                 // bare names are categories of this attribute
  /// Routes: turns a target's name into an index. Absent for plain values.
  std::function<ValueId(const std::string& name, SourceRef where)> target;
  std::string it = {};     // the resource that `it` means, in the score of an alternative
  bool has_holder = false; // `holder.` attributes can be read
};

class Categories;

/// What is done to a value after it is drawn: a modifier of a distribution, and what it does it by.
struct Modifier {
  std::string key;
  Value by;
};

/// A distribution, and what is done to what is drawn from it.
struct ModifiedDraw {
  DistributionPtr distribution;
  std::string signature;
  std::vector<Modifier> modifiers;
  SourceRef where;
};

/// An operation as a modifier of the side that is drawn.
struct DoneToDraw {
  std::size_t side;
  Modifier modifier;
};

class Binder {
public:
  explicit Binder(CompileContext& context) : context_(context) {}

  [[nodiscard]] ValueId bind(const Value& value, const BindPlace& place);
  /// Reads and binds a field's node.
  [[nodiscard]] ValueId bind(const Node& node, Dimension dimension, const BindPlace& place);
  /// Binds what is left of a duration for those found in the middle of it (the equilibrium remainder; Cox
  /// 1962). Choices by attribute, date or condition are made as they stand. Adds a fault where the remainder
  /// cannot be worked out.
  [[nodiscard]] ValueId bind_residual(const Value& value, const BindPlace& place);
  /// The value as a plain number, or nothing when it depends on entity, state or chance. Guards and
  /// cycles are taken at `moment` (days since the start).
  [[nodiscard]] std::optional<double> constant_at(const Value& value, double moment);
  /// The same for the whole run; nothing when it changes. Adds a fault when it comes to no number (0 / 0).
  [[nodiscard]] std::optional<double> constant(const Value& value);
  /// The distribution a value stands for when it is one (or a plain number, or a mixture of such).
  [[nodiscard]] DistributionPtr distribution(const Value& value);
  /// The moments after the start (days) at which a constant may change, in order, each once.
  [[nodiscard]] std::vector<double> changes(const Value& value);
  /// A moment-by-moment constant as a profile over the run.
  [[nodiscard]] Profile profile(const Value& value, double unlimited);

  /// An attribute as an expression reads it: of the person, or of the holder.
  struct Reading {
    AttributeId attribute;
    ValueOp op;
  };
  /// Nothing when the value is no attribute's name.
  [[nodiscard]] std::optional<Reading> reading(const Value& value, const BindPlace& place) const;

private:
  ValueId bind_form(const Value& value, const BindPlace& place);
  ValueId bind_name(const Value& value, const BindPlace& place);
  ValueId bind_identifier(const Value& value, const BindPlace& place);
  ValueId bind_path(const Value& value);
  ValueId bind_expression(const Value& value, const BindPlace& place);
  ValueId bind_call(const Value& value, const BindPlace& place);
  ValueId bind_s_curve(const Value& value, const BindPlace& place);
  ValueId bind_state_call(const Value& value, const BindPlace& place);
  void check_chance(const Value& value);
  bool check_number(const Value& value, double number);
  void warn_of_no_queue(SourceRef where, std::uint32_t resource);
  [[nodiscard]] bool has_units(const Value& call, std::uint32_t resource);
  ValueId bind_operation(const Value& value, const BindPlace& place);
  ValueId bind_membership(const Value& value, const BindPlace& place);
  ValueId bind_comparison(const Value& value, ValueOp op, const BindPlace& place);
  [[nodiscard]] Categories categories(AttributeId attribute) const;
  [[nodiscard]] std::optional<AttributeId> chosen_from(const Value& value, const BindPlace& place) const;
  [[nodiscard]] BindPlace sides_of(const Value& comparison, const BindPlace& place) const;
  [[nodiscard]] bool compares_numbers(const Value& comparison, std::size_t at, AttributeId own,
                                      const BindPlace& place) const;
  ValueId bind_number_of(const Reading& read, SourceRef where);
  ValueId bind_category(const Value& value, const BindPlace& place);
  ValueId bind_category_named(const Value& value, const BindPlace& place);
  ValueId bind_category_of(const Reading& read, const Value& value, const BindPlace& place);
  ValueId bind_computed_category(const Value& value, const BindPlace& place);
  ValueId bind_distribution(const Value& value, const BindPlace& place);
  /// The value with a modifier of a distribution ("times", "max") done to it.
  ValueId bind_modifier(ValueId modified, const std::string& key, const Value& by, const BindPlace& place);
  [[nodiscard]] DistributionPtr known_distribution(const Value& drawn);
  /// Binds a part of a duration that is no part of what is left of it, such as a condition.
  ValueId bind_as_it_stands(const Value& value, const BindPlace& place);
  ValueId bind_rest(const Value& value, const BindPlace& place);
  ValueId bind_rest_of_length(const Value& value, const BindPlace& place);
  ValueId bind_rest_of_operation(const Value& value, const BindPlace& place);
  ValueId bind_rest_of_draw(const Value& value, const BindPlace& place);
  ValueId bind_rest_of_mixture(const Value& value, const BindPlace& place);
  ValueId with_modifiers(ValueId length, const std::vector<Modifier>& modifiers, const BindPlace& place);
  ValueId bind_modified_rest(const ModifiedDraw& whole, const BindPlace& place);
  ValueId rest_of_draw(const ModifiedDraw& whole, const BindPlace& place);
  ValueId rest_of_two_spells(ValueId rest_of_first, ValueId mean_of_first, ValueId second,
                             const BindPlace& place);
  /// Of a length that is modified in the run: a part of it, each part as likely.
  ValueId share_of(ValueId length, const std::vector<Modifier>& modifiers, const BindPlace& place);
  void add_modifiers_known_before(ModifiedDraw& whole);
  [[nodiscard]] std::optional<ModifiedDraw> modified_draw(const Value& value);
  [[nodiscard]] bool is_drawn(const Value& value);
  [[nodiscard]] std::optional<std::size_t> only_drawn(const std::vector<Value>& sides);
  [[nodiscard]] std::optional<DoneToDraw> done_to_draw(const Value& operation);
  ValueId tell_no_rest(SourceRef where, const std::string& why);
  /// A weight from 0 to 1 known before the run; adds a fault and returns nothing when it is not.
  [[nodiscard]] std::optional<double> constant_weight(const std::string& name, const Value& value);
  ValueId bind_choose(const Value& value, const BindPlace& place);
  ValueId bind_mix(const Value& value, const BindPlace& place);
  ValueId bind_by(const Value& value, const BindPlace& place);
  ValueId bind_guards(const Value& value, const BindPlace& place);
  ValueId bind_cycle(const Value& value, const BindPlace& place);
  ValueId bind_guard(const Guard& guard, const BindPlace& place);
  [[nodiscard]] bool is_length(const Value& value) const;
  [[nodiscard]] std::optional<double> constant_operation(const Value& value, double moment);
  [[nodiscard]] std::optional<double> constant_guards(const Value& value, double moment);
  [[nodiscard]] std::optional<double> constant_path(const std::string& path, double moment);
  [[nodiscard]] std::optional<double> population() const;
  void change_moments(const Value& value, std::vector<double>& moments);
  void reference_moments(const std::string& path, std::vector<double>& moments);
  [[nodiscard]] DistributionPtr base_distribution(const Value& value);
  [[nodiscard]] static DistributionPtr modified(DistributionPtr inner, const std::string& modifier,
                                                const std::vector<double>& numbers);
  [[nodiscard]] ValueId nothing() { return context_.builder.constant(0); }

  CompileContext& context_;
  int depth_ = 0;
  std::set<std::string> looked_at_; // names whose dates are gathered
  bool residual_ = false;           // what is bound stands for what is left of it
  std::vector<Modifier> done_;      // to what is bound, where it stands for what is left: in this order
  bool may_be_no_number_ = false;   // in a part that may not be taken, or whose fault has been told
};

/// A distribution by itself, or with as many of its modifiers as are named before `end`.
[[nodiscard]] Value with_names_until(const Value& value, std::vector<std::string>::const_iterator end);

/// Text that is equal exactly for values that draw alike; the key under which samplers are shared.
[[nodiscard]] std::string signature_of(const Value& value);

} // namespace carepath
