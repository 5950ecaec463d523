// Means and probabilities by walking the code of a program along all its branches.
#include "models/study/traffic_formula.hpp"

#include <cmath>

namespace carepath {
namespace {

constexpr std::uint32_t several = no_target - 1; // more than one instruction

void note(std::uint32_t& place, std::uint32_t at) {
  place = place == no_target ? at : several;
}

std::uint32_t child_count(const ValueNode& node) {
  switch (node.op) {
  case ValueOp::first_match: return 2 * node.count;
  case ValueOp::conditional: return 3;
  case ValueOp::select:
  case ValueOp::cycle: return node.count;
  default: return 0;
  }
}

/// Nodes whose `a` is a child: neither a leaf nor the index of something else.
bool a_is_child(ValueOp op) {
  return op == ValueOp::chance || op == ValueOp::select || (op >= ValueOp::add && op < ValueOp::conditional);
}

} // namespace

/// A walk through the code along all branches. It stops at steps and outcomes (`until_hold` absent), or
/// where a hold is given back.
struct ProgramFormulas::Walk {
  HoldId until_hold;
  std::vector<Branch> pending;
  NodeShares nodes;
  double days = 0;
  std::uint32_t instructions_left = 20'000; // a longer way is measured instead
};

ProgramFormulas::ProgramFormulas(const Program& program)
    : program_(program), uses_(program.values.size(), 0), arrival_of_(program.steps.size(), no_target),
      request_of_(program.needs.size(), no_target) {
  count_uses();
  if (!program.timers.empty()) states_ = possible_states(program);
  for (std::uint32_t at = 0; at < program.code.size(); ++at) {
    const auto& instruction = program.code[at];
    if (instruction.op == Opcode::arrive) note(arrival_of_[instruction.a], at);
    if (instruction.op == Opcode::seize) note(request_of_[instruction.a], at);
  }
}

void ProgramFormulas::count_uses() {
  for (const auto& instruction : program_.code) count_uses_by(instruction);
  for (const auto& need : program_.needs)
    for (const auto& part : need.parts) use(part.amount.value);
  for (const auto& timer : program_.timers) use(timer.after.value);
  for (const auto& source : program_.sources)
    for (const auto value : {source.count, source.gap, source.batch}) use(value.value);
  for (const auto& resource : program_.resources)
    for (const auto key : resource.order.keys) use(key.value);
  for (const auto& resource : program_.resources) use(resource.turnaround.value);
  for (const auto& node : program_.values) {
    use_children(node);
    if (node.op == ValueOp::draw || node.op == ValueOp::chance) ++purposes_[node.purpose];
  }
}

void ProgramFormulas::count_uses_by(const Instruction& instruction) {
  const auto op = instruction.op;
  if (op == Opcode::delay || op == Opcode::backdate || op == Opcode::branch_if || op == Opcode::route)
    use(instruction.a);
  if (op == Opcode::await_booking || op == Opcode::set || op == Opcode::backdate || op == Opcode::tally)
    use(instruction.b);
}

void ProgramFormulas::use(std::uint32_t value) {
  if (value < uses_.size()) ++uses_[value];
}

void ProgramFormulas::use_children(const ValueNode& node) {
  if (a_is_child(node.op)) {
    use(node.a);
    use(node.b);
  }
  for (std::uint32_t at = 0; at < child_count(node); ++at)
    use(program_.value_children[node.first + at].value);
}

bool ProgramFormulas::drawn_once(const ValueNode& node) const {
  return purposes_.at(node.purpose) == 1;
}

std::optional<double> ProgramFormulas::mean(ValueId value) const {
  if (value.value >= program_.values.size()) return {};
  const auto& node = program_.values[value.value];
  if (node.op == ValueOp::constant) return node.number;
  if (uses_[value.value] > 1) return {};
  switch (node.op) {
  case ValueOp::draw: return mean_of_draw(node);
  case ValueOp::chance: return drawn_once(node) ? mean(ValueId(node.a)) : std::nullopt;
  case ValueOp::select: return mean_of_choice(node);
  default: break;
  }
  if (node.op != ValueOp::add && node.op != ValueOp::subtract && node.op != ValueOp::multiply) return {};
  const auto a = mean(ValueId(node.a));
  const auto b = mean(ValueId(node.b));
  if (!a || !b) return {};
  // Draws in one place each are independent, so the mean of a product is the product of the means.
  return node.op == ValueOp::add ? *a + *b : node.op == ValueOp::subtract ? *a - *b : *a * *b;
}

std::optional<double> ProgramFormulas::mean_of_draw(const ValueNode& node) const {
  if (!drawn_once(node)) return {};
  const double mean = program_.distributions[node.a]->mean();
  return std::isfinite(mean) ? std::optional(mean) : std::nullopt;
}

std::optional<double> ProgramFormulas::mean_of_choice(const ValueNode& node) const {
  const auto shares = index_shares(ValueId(node.a), node.count);
  if (!shares) return {};
  double total = 0;
  for (std::uint32_t at = 0; at < node.count; ++at) {
    const auto part = mean(program_.value_children[node.first + at]);
    if (!part) return {};
    total += (*shares)[at] * *part;
  }
  return total;
}

/// The probability that a value is 0, 1, ..., count - 1; nothing when it may be something else.
std::optional<std::vector<double>> ProgramFormulas::index_shares(ValueId value, std::uint32_t count) const {
  const auto& node = program_.values[value.value];
  std::vector<double> shares(count, 0.0);
  if (node.op == ValueOp::constant) {
    if (!(node.number >= 0 && node.number < count)) return {};
    shares[static_cast<std::size_t>(node.number)] = 1;
    return shares;
  }
  if (uses_[value.value] > 1) return {};
  if (node.op == ValueOp::select) return select_shares(node, count);
  if (node.op == ValueOp::chance && count >= 2 && drawn_once(node)) {
    const auto yes = mean(ValueId(node.a));
    if (!yes || *yes < 0 || *yes > 1) return {};
    shares[0] = 1 - *yes;
    shares[1] = *yes;
    return shares;
  }
  if (node.op != ValueOp::draw || !drawn_once(node) || !program_.distributions[node.a]->discrete()) return {};
  const auto& distribution = *program_.distributions[node.a];
  if (distribution.cdf(-0.5) > 0 || distribution.cdf_complement(count - 0.5) > 0) return {};
  for (std::uint32_t at = 0; at < count; ++at)
    shares[at] = distribution.cdf(at + 0.5) - distribution.cdf(at - 0.5);
  return shares;
}

std::optional<std::vector<double>> ProgramFormulas::select_shares(const ValueNode& node,
                                                                  std::uint32_t count) const {
  const auto choice = index_shares(ValueId(node.a), node.count);
  if (!choice) return {};
  std::vector<double> shares(count, 0.0);
  for (std::uint32_t at = 0; at < node.count; ++at) {
    const auto part = index_shares(program_.value_children[node.first + at], count);
    if (!part) return {};
    for (std::uint32_t to = 0; to < count; ++to) shares[to] += (*choice)[at] * (*part)[to];
  }
  return shares;
}

std::optional<NodeShares> ProgramFormulas::next_nodes(std::uint32_t from) const {
  Walk walk;
  walk.pending.push_back({from, 1});
  return follow(walk) ? std::optional(std::move(walk.nodes)) : std::nullopt;
}

std::optional<NodeShares> ProgramFormulas::leads_to(StepId step) const {
  const auto arrival = arrival_of_[step.value];
  if (arrival >= several) return {};
  return next_nodes(arrival + 1);
}

std::optional<double> ProgramFormulas::holding_days(std::uint32_t need) const {
  const auto request = request_of_[need];
  if (request >= several) return {};
  Walk walk;
  walk.until_hold = program_.needs[need].hold;
  walk.pending.push_back({request + 1, 1});
  return follow(walk) ? std::optional(walk.days) : std::nullopt;
}

bool ProgramFormulas::follow(Walk& walk) const {
  while (!walk.pending.empty()) {
    const auto branch = walk.pending.back();
    walk.pending.pop_back();
    if (!follow_one(branch, walk)) return false;
  }
  return true;
}

/// Follows one branch to its end or to where it divides; false when it meets something without a formula.
bool ProgramFormulas::follow_one(Branch branch, Walk& walk) const {
  for (; branch.at < program_.code.size(); ++branch.at) {
    const auto& instruction = program_.code[branch.at];
    if (walk.instructions_left-- == 0 || instruction.op == Opcode::resume_work) return false;
    const auto passage = pass(instruction, branch, walk);
    if (passage != Passage::on) return passage == Passage::ended;
  }
  return false;
}

ProgramFormulas::Passage ProgramFormulas::pass(const Instruction& instruction, Branch& branch,
                                               Walk& walk) const {
  const auto sources = static_cast<std::uint32_t>(program_.sources.size());
  const auto steps = static_cast<std::uint32_t>(program_.steps.size());
  const bool holding = walk.until_hold.exists();
  switch (instruction.op) {
  case Opcode::branch_if:
  case Opcode::route: return divide(branch, walk) ? Passage::ended : Passage::unknown;
  case Opcode::jump: branch.at = instruction.a - 1; return Passage::on;
  case Opcode::seize: ask(branch, walk); return Passage::on;
  case Opcode::start: return can_be_ejected(instruction.a) ? Passage::unknown : Passage::on;
  case Opcode::delay: return pass_time(branch, walk);
  case Opcode::fork: return send_out(branch, walk);
  case Opcode::join: return holding ? Passage::unknown : Passage::ended;
  case Opcode::release: return instruction.a == walk.until_hold.value ? Passage::ended : Passage::on;
  case Opcode::leave:
    walk.nodes[sources + steps + instruction.a] += branch.probability;
    return Passage::ended;
  case Opcode::arrive:
    if (holding) return Passage::on;
    walk.nodes[sources + instruction.a] += branch.probability;
    return Passage::ended;
  default: return Passage::on;
  }
}

/// Only a delay takes time here, so only there can a timer cut in.
ProgramFormulas::Passage ProgramFormulas::pass_time(const Branch& branch, Walk& walk) const {
  if (!states_.empty() && !states_[branch.at].running.empty()) return Passage::unknown;
  if (!walk.until_hold.exists()) return Passage::on;
  const auto days = mean(ValueId(program_.code[branch.at].a));
  if (!days) return Passage::unknown;
  walk.days += branch.probability * *days;
  return Passage::on;
}

/// Each branch comes to its first step as often as the entity comes here; how long all take has no formula.
ProgramFormulas::Passage ProgramFormulas::send_out(const Branch& branch, Walk& walk) const {
  const auto& instruction = program_.code[branch.at];
  if (walk.until_hold.exists()) return Passage::unknown;
  for (std::uint32_t to = 0; to < instruction.b; ++to)
    walk.pending.push_back({program_.targets[instruction.a + to], branch.probability});
  return Passage::on;
}

bool ProgramFormulas::can_be_ejected(std::uint32_t step) const {
  return !losses_.steps.empty() && losses_.steps[step].share > 0;
}

/// Those who ask for something and do not get it go their own ways.
void ProgramFormulas::ask(Branch& branch, Walk& walk) const {
  if (losses_.needs.empty()) return;
  const auto& instruction = program_.code[branch.at];
  const auto& losses = losses_.needs[instruction.a];
  if (losses.refused > 0) walk.pending.push_back({instruction.b, branch.probability * losses.refused});
  for (std::uint32_t timer = 0; timer < losses.struck.size(); ++timer)
    if (losses.struck[timer] > 0)
      walk.pending.push_back({program_.timers[timer].target, branch.probability * losses.struck[timer]});
  branch.probability *= 1 - losses.total();
}

bool ProgramFormulas::divide(Branch branch, Walk& walk) const {
  const auto& instruction = program_.code[branch.at];
  const bool route = instruction.op == Opcode::route;
  const auto shares = index_shares(ValueId(instruction.a), route ? instruction.c : 2);
  if (!shares) return false;
  for (std::uint32_t to = 0; to < shares->size(); ++to) {
    const std::uint32_t target = route    ? program_.targets[instruction.b + to]
                                 : to > 0 ? instruction.b
                                          : branch.at + 1;
    if ((*shares)[to] > 0) walk.pending.push_back({target, branch.probability * (*shares)[to]});
  }
  return true;
}

} // namespace carepath
