// What is left of a duration for those found in the middle of it.
//
// A length x has U(0, x) left, a distribution its equilibrium remainder R with density (1 - F) / mean. Of
// k D that is k R. D followed by a length c is two spells: with the chance c / (c + E D) the second is under
// way, otherwise the first, and the whole second follows. A part of a mixture is met by its weight times its
// mean. Operations are pushed into choices, so that each alternative is worked out by itself.
#include "models/compile/binder.hpp"
#include "models/compile/mean_value.hpp"

#include "models/scenario/value_reader.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <stdexcept>
#include <utility>

namespace carepath {
namespace {

DistributionPtr evenly_to_one() {
  return find_distribution("uniform")->make({{"low", "high"}, {{0}, {1}}});
}

bool is_choice(const Value& value) {
  return value.form == ValueForm::by || value.form == ValueForm::guards || value.form == ValueForm::cycle ||
         (value.form == ValueForm::call && value.text == "if");
}

Value computed(ValueForm form, std::string text, std::vector<Value> children) {
  Value value;
  value.form = form;
  value.text = std::move(text);
  value.where = children.front().where;
  value.dimension = children.front().dimension;
  value.children = std::move(children);
  return value;
}

Value plain(double number, SourceRef where) {
  Value value;
  value.number = number;
  value.where = where;
  return value;
}

/// The sides of a "min" or "max" without one of them.
Value without(const Value& call, std::size_t side) {
  auto others = call.children;
  others.erase(others.begin() + static_cast<std::ptrdiff_t>(side));
  return others.size() == 1 ? others.front() : computed(ValueForm::call, call.text, std::move(others));
}

BindPlace place_of(std::size_t side, const Value& operation, BindPlace place) {
  if (operation.form == ValueForm::operation) place.path += side == 0 ? ".left" : ".right";
  return place;
}

BindPlace place_of_part(std::size_t number, BindPlace place) {
  place.path += fmt::format(".part{}", number);
  return place;
}

} // namespace

ValueId Binder::bind_residual(const Value& value, const BindPlace& place) {
  residual_ = true;
  const auto result = bind(value, place);
  residual_ = false;
  return result;
}

ValueId Binder::bind_as_it_stands(const Value& value, const BindPlace& place) {
  const bool before = std::exchange(residual_, false);
  const auto result = bind(value, place);
  residual_ = before;
  return result;
}

ValueId Binder::bind_rest(const Value& value, const BindPlace& place) {
  const bool is_name = value.form == ValueForm::attribute || value.form == ValueForm::name;
  if (is_choice(value) || (is_name && context_.parameters.contains(value.text)))
    return bind_form(value, place);
  if (value.form == ValueForm::distribution || value.form == ValueForm::mix)
    return bind_rest_of_draw(value, place);
  return is_drawn(value) ? bind_rest_of_operation(value, place) : bind_rest_of_length(value, place);
}

/// What luck has no part in.
ValueId Binder::bind_rest_of_length(const Value& value, const BindPlace& place) {
  const bool is_finite = value.form == ValueForm::number && std::isfinite(value.number);
  if (is_finite && value.number > 0)
    return bind_modified_rest({carepath::constant(value.number), signature_of(value), done_, value.where},
                              place);
  return share_of(bind_as_it_stands(value, place), done_, place);
}

ValueId Binder::share_of(ValueId length, const std::vector<Modifier>& modifiers, const BindPlace& place) {
  auto& builder = context_.builder;
  const auto share = builder.draw(evenly_to_one(), "share of a length", place.path, place.visit);
  return builder.binary(ValueOp::multiply, share, with_modifiers(length, modifiers, place));
}

ValueId Binder::with_modifiers(ValueId length, const std::vector<Modifier>& modifiers,
                               const BindPlace& place) {
  const bool before = std::exchange(residual_, false);
  for (const auto& [key, by] : modifiers) length = bind_modifier(length, key, by, place);
  residual_ = before;
  return length;
}

ValueId Binder::bind_rest_of_operation(const Value& value, const BindPlace& place) {
  auto done = done_to_draw(value);
  if (!done)
    return tell_no_rest(value.where, "luck has more than one part in it, or one that is no sum or multiple");
  done_.insert(done_.begin(), std::move(done->modifier));
  const auto result = bind(value.children[done->side], place_of(done->side, value, place));
  done_.erase(done_.begin());
  return result;
}

std::optional<std::size_t> Binder::only_drawn(const std::vector<Value>& sides) {
  const auto drawn = [this](const Value& side) { return is_drawn(side); };
  if (std::count_if(sides.begin(), sides.end(), drawn) != 1) return std::nullopt;
  return static_cast<std::size_t>(std::find_if(sides.begin(), sides.end(), drawn) - sides.begin());
}

std::optional<DoneToDraw> Binder::done_to_draw(const Value& operation) {
  const auto& sides = operation.children;
  const auto side = only_drawn(sides);
  if (!side) return std::nullopt;
  const auto done = [&](std::string key, Value by) {
    return DoneToDraw{*side, {std::move(key), std::move(by)}};
  };
  const auto& sign = operation.text;
  if (operation.form == ValueForm::call) {
    if (sign == "abs") return done("absolute", plain(1, operation.where));
    if (sides.size() < 2 || (sign == "round" && *side != 0)) return std::nullopt;
    if (sign == "round") return done("round", sides[1]);
    if (sign == "min" || sign == "max") return done(sign == "min" ? "max" : "min", without(operation, *side));
    return std::nullopt;
  }
  if (sides.size() != 2) return std::nullopt;
  if (sign == "+") return done("plus", sides[1 - *side]);
  if (sign == "*") return done("times", sides[1 - *side]);
  if (*side != 0) return std::nullopt;
  if (sign == "-") return done("plus", computed(ValueForm::operation, "neg", {sides[1]}));
  if (sign == "/")
    return done("times", computed(ValueForm::operation, "/", {plain(1, operation.where), sides[1]}));
  return std::nullopt;
}

/// Whether luck has a part in a value as it is written, a parameter it names among it.
bool Binder::is_drawn(const Value& value) {
  if (value.form == ValueForm::distribution || value.form == ValueForm::mix ||
      value.form == ValueForm::choose || (value.form == ValueForm::call && value.text == "chance"))
    return true;
  if (value.form == ValueForm::attribute || value.form == ValueForm::name) {
    const auto parameter = context_.parameters.find(value.text);
    return parameter != context_.parameters.end() && is_drawn(parameter->second);
  }
  const auto is_part = [this](const Value& part) { return is_drawn(part); };
  return std::any_of(value.children.begin(), value.children.end(), is_part) ||
         std::any_of(value.guards.begin(), value.guards.end(), [&](const Guard& guard) {
           return std::any_of(guard.when.begin(), guard.when.end(), is_part);
         });
}

ValueId Binder::bind_rest_of_draw(const Value& value, const BindPlace& place) {
  auto whole = modified_draw(value);
  if (!whole && value.form == ValueForm::mix) return bind_rest_of_mixture(value, place);
  if (!whole) return nothing();
  whole->modifiers.insert(whole->modifiers.end(), done_.begin(), done_.end());
  return bind_modified_rest(*whole, place);
}

/// A part is met as often as it is drawn and as long as it lasts: by its weight times its mean.
ValueId Binder::bind_rest_of_mixture(const Value& value, const BindPlace& place) {
  auto& builder = context_.builder;
  std::vector<ValueId> up_to, rests;
  ValueId all = builder.constant(0);
  for (std::size_t at = 0; at + 1 < value.children.size(); at += 2) {
    const auto& part = value.children[at + 1];
    const auto inside = place_of_part(at / 2 + 1, place);
    const auto weight = constant(value.children[at]);
    if (!weight) return tell_no_rest(value.children[at].where, "this weight is not known before the run");
    const auto mean = mean_value(builder, with_modifiers(bind_as_it_stands(part, inside), done_, place));
    if (!mean) return tell_no_rest(part.where, "how long this part of a mixture is on average is not known");
    all = builder.binary(ValueOp::add, all,
                         builder.binary(ValueOp::multiply, builder.constant(*weight), *mean));
    up_to.push_back(all);
    rests.push_back(bind(part, inside));
  }
  const auto share = builder.draw(evenly_to_one(), "share of a length", place.path, place.visit);
  const auto met = builder.binary(ValueOp::multiply, share, all);
  std::vector<ValueId> parts;
  for (std::size_t at = 0; at < rests.size(); ++at) {
    const bool is_last = at + 1 == rests.size();
    parts.push_back(is_last ? builder.constant(1) : builder.binary(ValueOp::less_equal, met, up_to[at]));
    parts.push_back(rests[at]);
  }
  return builder.group(ValueOp::first_match, {}, parts, static_cast<std::uint32_t>(rests.size()));
}

/// Nothing after a fault, and of a mixture that is not known before the run.
std::optional<ModifiedDraw> Binder::modified_draw(const Value& value) {
  if (value.form == ValueForm::mix) {
    auto mixed = distribution(value);
    if (!mixed) return std::nullopt;
    return ModifiedDraw{std::move(mixed), signature_of(value), {}, value.where};
  }
  const auto keep = std::find(value.names.begin(), value.names.end(), "keep");
  const auto first = keep == value.names.end()
                         ? std::find_if(value.names.begin(), value.names.end(), is_modifier)
                         : keep + 1;
  const Value drawn = with_names_until(value, first);
  auto known = known_distribution(drawn);
  if (!known) return std::nullopt;
  ModifiedDraw whole{std::move(known), signature_of(drawn), {}, value.where};
  for (std::size_t at = drawn.names.size(); at < value.names.size(); ++at)
    whole.modifiers.push_back({value.names[at], value.children[at]});
  return whole;
}

/// Those that come first and are known before the run make another distribution.
void Binder::add_modifiers_known_before(ModifiedDraw& whole) {
  auto next = whole.modifiers.begin();
  for (; next != whole.modifiers.end(); ++next) {
    const auto number = constant(next->by);
    if (!number) break;
    whole.distribution = modified(std::move(whole.distribution), next->key, {*number});
    whole.signature += fmt::format("{}:{};", next->key, *number);
  }
  whole.modifiers.erase(whole.modifiers.begin(), next);
}

ValueId Binder::bind_modified_rest(const ModifiedDraw& given, const BindPlace& place) {
  ModifiedDraw whole = given;
  try {
    add_modifiers_known_before(whole);
    const double lowest = whole.distribution->lowest();
    if (lowest < 0) return tell_no_rest(whole.where, "it may be negative; give it min = \"0 min\"");
    if (lowest == whole.distribution->highest() && (!whole.modifiers.empty() || lowest == 0))
      return share_of(context_.builder.constant(lowest), whole.modifiers, place);
    return rest_of_draw(whole, place);
  } catch (const std::invalid_argument& fault) {
    return tell_no_rest(whole.where, fault.what());
  }
}

/// Of times * D + plus, both worked out for each person.
ValueId Binder::rest_of_draw(const ModifiedDraw& whole, const BindPlace& place) {
  auto& builder = context_.builder;
  ValueId rest = builder.draw(equilibrium_residual(whole.distribution), "residual " + whole.signature,
                              place.path, place.visit);
  ValueId mean = builder.constant(whole.distribution->mean());
  std::optional<ValueId> plus;
  for (const auto& [key, by] : whole.modifiers) {
    if (is_drawn(by)) return tell_no_rest(by.where, fmt::format("luck has a part in '{}' too", key));
    if (key != "times" && key != "plus")
      return tell_no_rest(by.where,
                          fmt::format("'{}', or what acts before it, is not known before the run", key));
    const auto operand = bind_as_it_stands(by, {place.path + "." + key, place.visit, {}, {}});
    if (key == "plus") {
      plus = plus ? builder.binary(ValueOp::add, *plus, operand) : operand;
      continue;
    }
    for (ValueId* const part : {&rest, &mean}) *part = builder.binary(ValueOp::multiply, *part, operand);
    if (plus) plus = builder.binary(ValueOp::multiply, *plus, operand);
  }
  return plus ? rest_of_two_spells(rest, mean, *plus, place) : rest;
}

/// A second spell of less than nothing stays as it is: the run then ends with it and names the step.
ValueId Binder::rest_of_two_spells(ValueId rest_of_first, ValueId mean_of_first, ValueId second,
                                   const BindPlace& place) {
  auto& builder = context_.builder;
  const auto share = builder.draw(evenly_to_one(), "share of a length", place.path + ".plus", place.visit);
  const auto both = builder.binary(ValueOp::add, mean_of_first, second);
  const auto moment = builder.binary(ValueOp::multiply, share, both);
  const auto rest = builder.group(ValueOp::conditional, {},
                                  {builder.binary(ValueOp::less_equal, moment, second), moment,
                                   builder.binary(ValueOp::add, rest_of_first, second)},
                                  3);
  const auto is_negative = builder.binary(ValueOp::less, second, builder.constant(0));
  return builder.group(ValueOp::conditional, {}, {is_negative, second, rest}, 3);
}

ValueId Binder::tell_no_rest(SourceRef where, const std::string& why) {
  context_.faults.error(
      where,
      fmt::format("what is left of this time cannot be worked out for people part-way through it: {}", why),
      "say in the source how long it is, in 'remaining', or let each alternative be a length of time or one "
      "distribution, with modifiers that are numbers, 'times' or 'plus'");
  return nothing();
}

} // namespace carepath
