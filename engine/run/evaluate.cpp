// Evaluating values: a walk over the nodes, most of them a constant, an attribute or one draw.
#include "engine/run/evaluate.hpp"

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

/// Visits to the place of a counter before this one.
std::uint64_t earlier_visits(const RunState& run, EntityHead& head, std::uint32_t counter) {
  const std::uint64_t visits = run.entities.visits(head)[counter];
  return visits == 0 ? 0 : visits - 1;
}

/// Visits before this one, as luck is keyed by. The first is 0 on a cycle as off it, so that a way back added
/// to a variant changes no luck. Work that begins again with a new draw has a luck of its own.
std::uint64_t visit_of(const RunState& run, const ValueNode& node, const Subject& subject) {
  if (!subject.head) return 0;
  const std::uint64_t redraws = std::uint64_t{run.entities.seen_extras(*subject.head).redraws} << 32;
  if (node.visit == ValueNode::none || subject.of_group) return redraws;
  return redraws + earlier_visits(run, *subject.head, node.visit);
}

/// Whose luck a place is drawn with: the person's, but where several branches may come each has its own.
std::uint64_t key_at(const RunState& run, const ValueNode& node, const EntityHead& head) {
  const std::uint64_t branch = run.entities.seen_extras(head).branch_luck;
  if (branch == 0 || node.visit == ValueNode::none) return head.key;
  return run.program.branches_differ[node.visit] ? head.key ^ branch : head.key;
}

std::uint64_t key_of(const RunState& run, const ValueNode& node, const Subject& subject) {
  return subject.head && !subject.of_group ? key_at(run, node, *subject.head) : subject.key;
}

Uniform uniform_for(const RunState& run, const ValueNode& node, const Subject& subject) {
  return run.luck.uniform(key_of(run, node, subject), node.purpose, visit_of(run, node, subject));
}

/// The clock of the one a branch belongs to.
IntervalState& interval_of(const RunState& run, const Subject& subject, std::uint32_t interval) {
  return run.entities.intervals(run.speaks_for(*subject.head))[interval];
}

double profile_value(const RunState& run, ProfileId profile) {
  const auto& row = run.program.profiles[profile.value];
  const auto after = std::upper_bound(row.times.begin() + 1, row.times.end(), run.now);
  return row.values[static_cast<std::size_t>(after - row.times.begin()) - 1];
}

double first_match(const RunState& run, const ValueNode& node, const Subject& subject) {
  for (std::uint32_t pair = 0; pair < node.count; ++pair) {
    const auto at = node.first + 2 * pair;
    if (evaluate(run, run.program.value_children[at], subject) != 0)
      return evaluate(run, run.program.value_children[at + 1], subject);
  }
  ensure(false, "no alternative applies: the last of a guarded list needs no condition");
  return 0;
}

double evaluate_arithmetic(const RunState& run, const ValueNode& node, const Subject& subject) {
  const double a = evaluate(run, ValueId(node.a), subject);
  if (node.op == ValueOp::both && a == 0) return 0;
  if (node.op == ValueOp::either && a != 0) return 1;
  const double b = node.b == ValueNode::none ? 0 : evaluate(run, ValueId(node.b), subject);
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

double evaluate_state(const RunState& run, const ValueNode& node, const Subject& subject) {
  switch (node.op) {
  case ValueOp::now: return run.now.days();
  case ValueOp::interval_age: {
    const auto& state = interval_of(run, subject, node.a);
    return state.is_open() ? run.interval_age(state.opened(), node.a).days() : 0;
  }
  case ValueOp::interval_open: return interval_of(run, subject, node.a).is_open() ? 1 : 0;
  case ValueOp::queue_length: return static_cast<double>(run.waiting_for(node.a));
  case ValueOp::busy: return run.resources[node.a].in_use;
  case ValueOp::free_units:
    return run.resources[node.a].capacity - run.resources[node.a].in_use - run.resources[node.a].turning;
  case ValueOp::next_slot: return days_to_next_slot(run, node.a);
  case ValueOp::capacity: return run.resources[node.a].capacity;
  case ValueOp::during: return profile_value(run, ProfileId(node.a)) > 0 ? 1 : 0;
  case ValueOp::waited: return (run.now - subject.head->arrived).days();
  case ValueOp::in_model: return (run.now - subject.head->entered).days();
  case ValueOp::queue_date: return subject.head->queue_date.days();
  case ValueOp::holding: return run.units_held(node.a, *subject.head);
  case ValueOp::of_person: return EntityStore::attributes(run.speaks_for(*subject.head))[node.a];
  case ValueOp::holder: return subject.holder[node.a];
  case ValueOp::interruptions: return run.entities.seen_extras(*subject.head).interruptions;
  case ValueOp::day_of_stay: return subject.day_of_stay;
  default: return evaluate_arithmetic(run, node, subject);
  }
}

} // namespace

/// The most frequent value: all of it is compiled into this one place.
[[gnu::flatten]] double draw_for(const RunState& run, const ValueNode& node, EntityHead& head) {
  std::uint64_t visit = 0;
  std::uint64_t key = head.key;
  if (run.entities.keeps_extras()) {
    visit = std::uint64_t{run.entities.extras(head).redraws} << 32;
    key = key_at(run, node, head);
  }
  if (node.visit != ValueNode::none) visit += earlier_visits(run, head, node.visit);
  return run.draws[node.a].draw(run.luck.uniform(key, node.purpose, visit));
}

/// A choice by an attribute, most often of constants.
double select_for(const RunState& run, const ValueNode& node, EntityHead& head) {
  const double index = evaluate_for(run, ValueId(node.a), head);
  ensure(index >= 0 && index < node.count, "a choice by attribute met a category it does not know");
  const ValueId chosen = run.program.value_children[node.first + static_cast<std::uint32_t>(index)];
  return evaluate_for(run, chosen, head);
}

double evaluate_node(const RunState& run, const ValueNode& node, const Subject& subject) {
  switch (node.op) {
  case ValueOp::attribute: return EntityStore::attributes(*subject.head)[node.a];
  case ValueOp::draw: return run.draws[node.a].draw(uniform_for(run, node, subject));
  case ValueOp::chance: {
    const double probability = evaluate(run, ValueId(node.a), subject);
    if (is_impossible(probability)) run.impossible_chances.add({1, node.purpose});
    return uniform_for(run, node, subject).value() < probability ? 1.0 : 0.0;
  }
  case ValueOp::select: {
    const double index = evaluate(run, ValueId(node.a), subject);
    ensure(index >= 0 && index < node.count, "a choice by attribute met a category it does not know");
    return evaluate(run, run.program.value_children[node.first + static_cast<std::uint32_t>(index)], subject);
  }
  case ValueOp::first_match: return first_match(run, node, subject);
  case ValueOp::cycle: {
    const auto turn = Cycle::of(node.number, node.count).turn_at(run.now);
    return evaluate(run, run.program.value_children[node.first + turn], subject);
  }
  case ValueOp::conditional: {
    const bool holds = evaluate(run, run.program.value_children[node.first], subject) != 0;
    return evaluate(run, run.program.value_children[node.first + (holds ? 1 : 2)], subject);
  }
  default: return evaluate_state(run, node, subject);
  }
}

std::uint32_t whole_amount(const RunState& run, ValueId value, const Subject& subject) {
  const double amount = evaluate(run, value, subject);
  ensure(amount >= 0 && amount < 1e9,
         "an amount of a resource is negative, no number or beyond 1,000 million");
  return static_cast<std::uint32_t>(amount + 0.5);
}

} // namespace carepath
