// Branches: an entity waits at its work while others, of its luck, go their ways for it.
#include "engine/run/simulation.hpp"

#include "engine/base/ensure.hpp"
#include "engine/random/stream.hpp"

#include <algorithm>

namespace carepath {
namespace {

/// Of the step it begins at, so that neither the order of branches nor another beside them changes it; of
/// several that begin alike, also of how many come before it. `parents`: the luck of the one it is sent from.
std::uint64_t luck_of_branch(const Program& program, const Instruction& at, std::uint32_t branch,
                             std::uint64_t parents) {
  const auto begins = [&](std::uint32_t number) {
    const StepId step = program.code_step[program.targets[at.a + number]];
    const bool is_kept = step.exists() && step.value < program.steps.size(); // not where only requests count
    return is_kept ? program.steps[step.value].luck : 0;
  };
  std::uint64_t alike = 0;
  for (std::uint32_t before = 0; before < branch; ++before)
    if (begins(before) == begins(branch)) ++alike;
  return mix64(mix64(parents, begins(branch)) + alike);
}

} // namespace

void Simulation::fork(std::uint32_t entity, const Instruction& at) {
  auto& head = run_.entities.head(entity);
  run_.entities.extras(head).children = at.b;
  for (std::uint32_t branch = 0; branch < at.b; ++branch) {
    const auto child = run_.entities.allocate();
    auto& own = run_.entities.head(child);
    own.key = head.key;
    run_.entities.extras(own).source = run_.entities.extras(head).source;
    run_.entities.extras(own).ordinal = run_.entities.extras(head).ordinal;
    own.entered = head.entered;
    own.arrived = own.queue_date = run_.now;
    own.node = head.node;
    run_.entities.extras(own).parent = entity;
    run_.entities.extras(own).branch_luck =
        luck_of_branch(program_, at, branch, run_.entities.extras(head).branch_luck);
    own.pc = program_.targets[at.a + branch];
    run_.entities.copy_columns(entity, child);
    ++branches_;
    instant_.ready.push_back(child);
  }
}

/// The branch ends; the last to end lets its parent go on, who may be about to go elsewhere already.
void Simulation::join(std::uint32_t entity) {
  auto& head = run_.entities.head(entity);
  const std::uint32_t parent = run_.entities.seen_extras(head).parent;
  ensure(parent != none_index, "an entity came to 'join' that was not sent there in parallel");
  ensure(head.ticket == none_index, "a branch ended while it stood in a queue");
  for (std::uint32_t timer = 0; timer < program_.timers.size(); ++timer) stop_timer(entity, timer);
  run_.entities.bring_visits_back(entity, parent);
  if (--run_.entities.extras(parent).children == 0 && !run_.entities.extras(parent).doomed)
    instant_.ready.push_back(parent);
  run_.entities.free(entity);
  --branches_;
}

/// The parent goes elsewhere: its branches stop where they are and give back what they hold.
void Simulation::abandon_branches(std::uint32_t entity) {
  auto& children = run_.entities.extras(entity).children;
  for (std::uint32_t child = 0; child < run_.entities.capacity() && children > 0; ++child) {
    if (!run_.entities.head(child).alive || run_.entities.extras(child).parent != entity) continue;
    interrupt(child);
    end_phase(run_.entities.head(child), Phase::none, false);
    for (std::uint32_t timer = 0; timer < program_.timers.size(); ++timer) stop_timer(child, timer);
    for (std::uint32_t hold = 0; hold < program_.holds.size(); ++hold) release(child, hold);
    const auto next = instant_.ready.begin() + static_cast<std::ptrdiff_t>(instant_.next_ready);
    instant_.ready.erase(std::remove(next, instant_.ready.end(), child), instant_.ready.end());
    run_.entities.bring_visits_back(child, entity);
    run_.entities.free(child);
    --branches_;
    --children;
  }
}

} // namespace carepath
