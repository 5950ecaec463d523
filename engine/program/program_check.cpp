#include "engine/program/program_check.hpp"

#include "engine/program/value_walk.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <iterator>

namespace carepath {
namespace {

using Set = std::vector<std::uint32_t>; // sorted

bool contains(const Set& set, std::uint32_t item) {
  return std::binary_search(set.begin(), set.end(), item);
}
void insert(Set& set, std::uint32_t item) {
  const auto at = std::lower_bound(set.begin(), set.end(), item);
  if (at == set.end() || *at != item) set.insert(at, item);
}
void erase(Set& set, std::uint32_t item) {
  const auto at = std::lower_bound(set.begin(), set.end(), item);
  if (at != set.end() && *at == item) set.erase(at);
}
/// Adds `from` to `into`; true when that changed it.
bool merge(Set& into, const Set& from) {
  if (std::includes(into.begin(), into.end(), from.begin(), from.end())) return false;
  Set both;
  std::set_union(into.begin(), into.end(), from.begin(), from.end(), std::back_inserter(both));
  into = std::move(both);
  return true;
}

bool waits(Opcode op) {
  return op == Opcode::delay || op == Opcode::seize || op == Opcode::await_booking || op == Opcode::settle ||
         op == Opcode::fork;
}

/// Forward flow of possible states along every edge an entity can take.
class Flow {
public:
  explicit Flow(const Program& program) : program_(program), states_(program.code.size()) {}

  void enter(const SourceRow& source) {
    PossibleState state;
    for (std::uint32_t at = 0; at < program_.attributes.size(); ++at)
      if (!program_.attributes[at].set_on_entry) state.unset.push_back(at);
    for (const auto column : source.row_attributes) erase(state.unset, column.value);
    join(source.entry, state);
  }

  std::vector<PossibleState> run() {
    while (!pending_.empty()) {
      const auto at = pending_.back();
      pending_.pop_back();
      step(at);
    }
    return std::move(states_);
  }

private:
  void join(std::uint32_t target, const PossibleState& state) {
    if (target >= states_.size()) return;
    auto& into = states_[target];
    const bool changed = merge(into.held, state.held) | merge(into.running, state.running) |
                         merge(into.unset, state.unset) | !into.reached;
    into.reached = true;
    if (changed) pending_.push_back(target);
  }

  void step(std::uint32_t at) {
    const auto& instruction = program_.code[at];
    PossibleState state = states_[at];
    if (waits(instruction.op))
      for (const auto timer : states_[at].running) {
        auto fired = states_[at];
        erase(fired.running, timer);
        join(program_.timers[timer].target, fired);
      }
    if (const auto step = program_.code_step[at];
        waits(instruction.op) && step.exists() && !state.held.empty())
      if (const auto ejected = program_.steps[step.value].ejected; ejected != no_target) join(ejected, state);
    switch (instruction.op) {
    case Opcode::seize:
      if (instruction.b != no_target) join(instruction.b, state);
      insert(state.held, program_.needs[instruction.a].hold.value);
      break;
    case Opcode::take: insert(state.held, program_.needs[instruction.a].hold.value); break;
    case Opcode::release: erase(state.held, instruction.a); break;
    case Opcode::await_booking: come_to_booking(instruction, state); break;
    case Opcode::set: erase(state.unset, instruction.a); break;
    case Opcode::start_timer: insert(state.running, instruction.a); break;
    case Opcode::stop_timer: erase(state.running, instruction.a); break;
    case Opcode::jump: return join(instruction.a, state);
    case Opcode::branch_if: join(instruction.b, state); break;
    case Opcode::route:
      for (std::uint32_t target = 0; target < instruction.c; ++target)
        join(program_.targets[instruction.b + target], state);
      return;
    case Opcode::fork: begin_branches(instruction, state); break;
    case Opcode::join:
    case Opcode::leave: return;
    default: break;
    }
    join(at + 1, state);
  }

  /// Once the booked moment has come the slot is used up; before it (a lead time) it may go back.
  void come_to_booking(const Instruction& instruction, PossibleState& state) {
    if (!is_zero(instruction.b)) return;
    erase(state.held, instruction.a);
    if (instruction.c != 0 && instruction.c != no_target) join(instruction.c, state);
  }

  /// A branch knows what its parent knows, holds nothing and runs no timer.
  void begin_branches(const Instruction& instruction, const PossibleState& parent) {
    PossibleState branch;
    branch.unset = parent.unset;
    for (std::uint32_t target = 0; target < instruction.b; ++target)
      join(program_.targets[instruction.a + target], branch);
  }

  [[nodiscard]] bool is_zero(std::uint32_t value) const {
    return program_.values[value].op == ValueOp::constant && program_.values[value].number == 0;
  }

  const Program& program_;
  std::vector<PossibleState> states_;
  std::vector<std::uint32_t> pending_;
};

/// Attributes a value reads, all branches included.
void attributes_read(const Program& program, std::uint32_t value, Set& into) {
  const auto& node = program.values[value];
  if (node.op == ValueOp::attribute || node.op == ValueOp::of_person) insert(into, node.a);
  for (const auto part : value_parts(program, node)) attributes_read(program, part.value, into);
}

/// Attributes read when a need is asked for, beside those of amounts and orders.
void need_reads(const Program& program, const NeedRow& need, Set& reads) {
  for (const auto value :
       {need.wait_limit, need.queue_limit, need.leave_free, need.ejection.when, need.ejection.pick})
    if (value.exists()) attributes_read(program, value.value, reads);
  for (const auto score : need.scores) attributes_read(program, score.value, reads);
}

Set reads_of(const Program& program, const Instruction& instruction) {
  Set reads;
  switch (instruction.op) {
  case Opcode::delay:
  case Opcode::branch_if:
  case Opcode::route: attributes_read(program, instruction.a, reads); break;
  case Opcode::set:
  case Opcode::tally:
  case Opcode::await_booking: attributes_read(program, instruction.b, reads); break;
  case Opcode::backdate:
    attributes_read(program, instruction.a, reads);
    attributes_read(program, instruction.b, reads);
    break;
  case Opcode::seize:
  case Opcode::take:
    need_reads(program, program.needs[instruction.a], reads);
    for (const auto& part : program.needs[instruction.a].parts) {
      attributes_read(program, part.amount.value, reads);
      for (const auto key : program.resources[part.resource.value].order.keys)
        attributes_read(program, key.value, reads);
    }
    break;
  case Opcode::start_timer: attributes_read(program, program.timers[instruction.a].after.value, reads); break;
  default: break;
  }
  return reads;
}

std::string place_name(const Program& program, std::size_t at) {
  const auto step = program.code_step[at];
  return step.exists() ? fmt::format("step '{}'", program.steps[step.value].name) : std::string("a source");
}

void check_reads(const Program& program, const std::vector<PossibleState>& states, Diagnostics& faults) {
  for (std::size_t at = 0; at < program.code.size(); ++at) {
    if (!states[at].reached || states[at].unset.empty()) continue;
    for (const auto attribute : reads_of(program, program.code[at]))
      if (contains(states[at].unset, attribute))
        faults.error(program.code_where[at],
                     fmt::format("attribute '{}' may be read at {} before it is set",
                                 program.attributes[attribute].name, place_name(program, at)),
                     "give it a value where it is declared, or set it on every path that leads here");
  }
}

std::string release_hint(const Program& program, std::uint32_t hold) {
  for (const auto& need : program.needs)
    if (need.hold.value == hold && need.step.exists())
      return fmt::format("step '{}' takes it; release it at the end of a step on every path from there",
                         program.steps[need.step.value].name);
  return "release it at the end of a step on every path that leads here";
}

void check_holds(const Program& program, const std::vector<PossibleState>& states, Diagnostics& faults) {
  for (std::size_t at = 0; at < program.code.size(); ++at) {
    const auto& instruction = program.code[at];
    if (!states[at].reached) continue;
    if (instruction.op == Opcode::leave || instruction.op == Opcode::join)
      for (const auto hold : states[at].held)
        faults.error(program.code_where[at],
                     fmt::format("'{}' may still be held when {}", program.holds[hold].name,
                                 instruction.op == Opcode::join
                                     ? std::string("a branch ends")
                                     : fmt::format("leaving as '{}'", program.outcomes[instruction.a])),
                     release_hint(program, hold));
    if (instruction.op == Opcode::seize && contains(states[at].held, program.needs[instruction.a].hold.value))
      faults.error(program.code_where[at],
                   fmt::format("{} asks for '{}' while it may still be held from before",
                               place_name(program, at),
                               program.holds[program.needs[instruction.a].hold.value].name),
                   "release it before, or do not ask for it again");
  }
}

/// Instructions from which some path reaches `leave`.
std::vector<bool> can_leave(const Program& program, const std::vector<PossibleState>& states) {
  const auto size = program.code.size();
  std::vector<std::vector<std::uint32_t>> before(size);
  const auto edge = [&](std::size_t from, std::uint32_t to) {
    if (to < size) before[to].push_back(static_cast<std::uint32_t>(from));
  };
  std::vector<std::uint32_t> pending;
  for (std::size_t at = 0; at < size; ++at) {
    const auto& instruction = program.code[at];
    if (!states[at].reached) continue;
    if (waits(instruction.op))
      for (const auto timer : states[at].running) edge(at, program.timers[timer].target);
    if (instruction.op == Opcode::leave || instruction.op == Opcode::join)
      pending.push_back(static_cast<std::uint32_t>(at));
    if (instruction.op == Opcode::jump) edge(at, instruction.a);
    if (instruction.op == Opcode::branch_if || instruction.op == Opcode::seize) edge(at, instruction.b);
    if (instruction.op == Opcode::route)
      for (std::uint32_t target = 0; target < instruction.c; ++target)
        edge(at, program.targets[instruction.b + target]);
    if (instruction.op != Opcode::jump && instruction.op != Opcode::route &&
        instruction.op != Opcode::leave && instruction.op != Opcode::join)
      edge(at, static_cast<std::uint32_t>(at + 1));
  }
  std::vector<bool> leaves(size, false);
  for (const auto at : pending) leaves[at] = true;
  while (!pending.empty()) {
    const auto at = pending.back();
    pending.pop_back();
    for (const auto from : before[at])
      if (!leaves[from]) {
        leaves[from] = true;
        pending.push_back(from);
      }
  }
  return leaves;
}

void check_exits(const Program& program, const std::vector<PossibleState>& states, Diagnostics& faults) {
  const auto leaves = can_leave(program, states);
  for (const auto& step : program.steps)
    if (step.entry < states.size() && states[step.entry].reached && !leaves[step.entry])
      faults.error(
          step.where, fmt::format("step '{}' has no way out: every path from it comes back", step.name),
          "some path must lead to an outcome, if only with a weight of 0: { repaired = 1, scrapped = 0 }");
}

} // namespace

std::vector<PossibleState> possible_states(const Program& program) {
  Flow flow(program);
  for (const auto& source : program.sources) flow.enter(source);
  return flow.run();
}

std::vector<PossibleState> possible_states_from(const Program& program, std::uint32_t source) {
  Flow flow(program);
  flow.enter(program.sources.at(source));
  return flow.run();
}

void prove(const Program& program, Diagnostics& faults) {
  const auto states = possible_states(program);
  check_exits(program, states, faults);
  check_holds(program, states, faults);
  check_reads(program, states, faults);
}

} // namespace carepath
