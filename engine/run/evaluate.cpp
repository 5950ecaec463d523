// Evaluating values: a walk over the nodes, most of them a constant, an attribute or one draw.
#include "engine/run/simulation.hpp"

#include "engine/base/ensure.hpp"
#include "engine/base/whole.hpp"
#include "engine/program/cycle.hpp"
#include "engine/random/portable_math.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace carepath {
namespace {

/// A sum of shares may miss one by rounding; what is further out is no probability.
bool is_impossible(double probability) {
  return !(probability > -1e-9 && probability < 1 + 1e-9);
}

} // namespace

/// Visits before this one. The first is 0 on a cycle as off it, so that a way back added to a variant
/// changes no luck. Work that begins again with a new draw has a luck of its own.
std::uint64_t Simulation::visit_of(const ValueNode& node, const Subject& subject) const {
  if (!subject.head) return 0;
  const std::uint64_t redraws = std::uint64_t{entities_.seen_extras(*subject.head).redraws} << 32;
  if (node.visit == ValueNode::none || subject.of_group) return redraws;
  const std::uint64_t visits = entities_.visits(*subject.head)[node.visit];
  return redraws + (visits == 0 ? 0 : visits - 1);
}

/// Whose luck a place is drawn with: the person's, but where several branches may come each has its own.
std::uint64_t Simulation::key_at(const ValueNode& node, const EntityHead& head) const {
  const std::uint64_t branch = entities_.seen_extras(head).branch_luck;
  if (branch == 0 || node.visit == ValueNode::none) return head.key;
  return program_.branches_differ[node.visit] ? head.key ^ branch : head.key;
}

std::uint64_t Simulation::key_of(const ValueNode& node, const Subject& subject) const {
  return subject.head && !subject.of_group ? key_at(node, *subject.head) : subject.key;
}

/// The most frequent value: all of it is compiled into this one place.
[[gnu::flatten]] double Simulation::draw_for(const ValueNode& node, EntityHead& head) const {
  std::uint64_t visit = 0;
  std::uint64_t key = head.key;
  if (entities_.keeps_extras()) {
    visit = std::uint64_t{entities_.extras(head).redraws} << 32;
    key = key_at(node, head);
  }
  if (node.visit != ValueNode::none) visit += earlier_visits(head, node.visit);
  return draws_[node.a].draw(luck_.uniform(key, node.purpose, visit));
}

/// The clock of the one a branch belongs to.
IntervalState& Simulation::interval_of(const Subject& subject, std::uint32_t interval) const {
  return entities_.intervals(speaks_for(*subject.head))[interval];
}

/// A choice by an attribute, most often of constants.
double Simulation::select_for(const ValueNode& node, EntityHead& head) const {
  const double index = evaluate_for(ValueId(node.a), head);
  ensure(index >= 0 && index < node.count, "a choice by attribute met a category it does not know");
  const ValueId chosen = program_.value_children[node.first + static_cast<std::uint32_t>(index)];
  return evaluate_for(chosen, head);
}

double Simulation::evaluate_node(const ValueNode& node, const Subject& subject) const {
  switch (node.op) {
  case ValueOp::attribute: return EntityStore::attributes(*subject.head)[node.a];
  case ValueOp::draw:
    return program_.draws[node.a].draw(
        luck_.uniform(key_of(node, subject), node.purpose, visit_of(node, subject)));
  case ValueOp::chance: {
    const double probability = evaluate(ValueId(node.a), subject);
    if (is_impossible(probability)) impossible_chances_.add({1, node.purpose});
    return luck_.uniform(key_of(node, subject), node.purpose, visit_of(node, subject)).value() < probability
               ? 1.0
               : 0.0;
  }
  case ValueOp::select: {
    const double index = evaluate(ValueId(node.a), subject);
    ensure(index >= 0 && index < node.count, "a choice by attribute met a category it does not know");
    return evaluate(program_.value_children[node.first + static_cast<std::uint32_t>(index)], subject);
  }
  case ValueOp::first_match: return first_match(node, subject);
  case ValueOp::cycle: {
    const auto turn = Cycle::of(node.number, node.count).turn_at(now_);
    return evaluate(program_.value_children[node.first + turn], subject);
  }
  case ValueOp::conditional: {
    const bool holds = evaluate(program_.value_children[node.first], subject) != 0;
    return evaluate(program_.value_children[node.first + (holds ? 1 : 2)], subject);
  }
  default: return evaluate_state(node, subject);
  }
}

double Simulation::first_match(const ValueNode& node, const Subject& subject) const {
  for (std::uint32_t pair = 0; pair < node.count; ++pair) {
    const auto at = node.first + 2 * pair;
    if (evaluate(program_.value_children[at], subject) != 0)
      return evaluate(program_.value_children[at + 1], subject);
  }
  ensure(false, "no alternative applies: the last of a guarded list needs no condition");
  return 0;
}

double Simulation::evaluate_state(const ValueNode& node, const Subject& subject) const {
  switch (node.op) {
  case ValueOp::now: return now_.days();
  case ValueOp::interval_age: {
    const auto& state = interval_of(subject, node.a);
    return state.is_open() ? interval_age(state.opened(), node.a).days() : 0;
  }
  case ValueOp::interval_open: return interval_of(subject, node.a).is_open() ? 1 : 0;
  case ValueOp::queue_length: return static_cast<double>(waiting_for(node.a));
  case ValueOp::busy: return resources_[node.a].in_use;
  case ValueOp::free_units:
    return resources_[node.a].capacity - resources_[node.a].in_use - resources_[node.a].turning;
  case ValueOp::next_slot: return days_to_next_slot(node.a);
  case ValueOp::capacity: return resources_[node.a].capacity;
  case ValueOp::during: return profile_value(ProfileId(node.a)) > 0 ? 1 : 0;
  case ValueOp::waited: return (now_ - subject.head->arrived).days();
  case ValueOp::in_model: return (now_ - subject.head->entered).days();
  case ValueOp::queue_date: return subject.head->queue_date.days();
  case ValueOp::holding: return units_held(node.a, subject);
  case ValueOp::of_person: return EntityStore::attributes(speaks_for(*subject.head))[node.a];
  case ValueOp::holder: return subject.holder[node.a];
  case ValueOp::interruptions: return entities_.seen_extras(*subject.head).interruptions;
  case ValueOp::day_of_stay: return subject.day_of_stay;
  default: return evaluate_arithmetic(node, subject);
  }
}

double Simulation::evaluate_arithmetic(const ValueNode& node, const Subject& subject) const {
  const double a = evaluate(ValueId(node.a), subject);
  if (node.op == ValueOp::both && a == 0) return 0;
  if (node.op == ValueOp::either && a != 0) return 1;
  const double b = node.b == ValueNode::none ? 0 : evaluate(ValueId(node.b), subject);
  switch (node.op) {
  case ValueOp::add: return a + b;
  case ValueOp::subtract: return a - b;
  case ValueOp::multiply: return a * b;
  case ValueOp::divide: return quotient_of(a, b);
  case ValueOp::negate: return -a;
  case ValueOp::less: return a < b ? 1 : 0;
  case ValueOp::less_equal: return a <= b ? 1 : 0;
  case ValueOp::greater: return a > b ? 1 : 0;
  case ValueOp::greater_equal: return a >= b ? 1 : 0;
  case ValueOp::equal: return a == b ? 1 : 0;
  case ValueOp::not_equal: return a != b ? 1 : 0;
  case ValueOp::both:
  case ValueOp::either: return b != 0 ? 1 : 0;
  case ValueOp::negated: return a == 0 ? 1 : 0;
  case ValueOp::minimum: return std::min(a, b);
  case ValueOp::maximum: return std::max(a, b);
  case ValueOp::absolute: return std::abs(a);
  case ValueOp::floor: return floor_of(a);
  case ValueOp::round: return b > 0 ? std::round(a / b) * b : std::round(a);
  case ValueOp::exponential: return portable::exp(a);
  case ValueOp::logarithm: return portable::log(a);
  case ValueOp::square_root: return std::sqrt(a);
  default: break;
  }
  ensure(false, "a value that cannot be evaluated");
  return 0;
}

double Simulation::units_in_row(std::uint32_t resource, EntityHead& head) const {
  double units = 0;
  const auto* cells = entities_.all_cells(head);
  for (const auto cell : entities_.cells_of(resource)) units += cells[cell];
  return in_groups(resource) ? std::min(units, 1.0) : units; // of a group's unit the cell keeps the group
}

/// Of a branch with what is held by those it comes from.
double Simulation::units_held(std::uint32_t resource, const Subject& subject) const {
  double units = units_in_row(resource, *subject.head);
  for (auto at = entities_.seen_extras(*subject.head).parent; at != none_index;
       at = entities_.extras(at).parent)
    units += units_in_row(resource, entities_.head(at));
  return units;
}

double Simulation::profile_value(ProfileId profile) const {
  const auto& row = program_.profiles[profile.value];
  const auto after = std::upper_bound(row.times.begin() + 1, row.times.end(), now_);
  return row.values[static_cast<std::size_t>(after - row.times.begin()) - 1];
}

std::uint32_t Simulation::whole_amount(ValueId value, const Subject& subject) const {
  const double amount = evaluate(value, subject);
  ensure(amount >= 0 && amount < 1e9,
         "an amount of a resource is negative, no number or beyond 1,000 million");
  return static_cast<std::uint32_t>(amount + 0.5);
}

} // namespace carepath
