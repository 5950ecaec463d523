// Entities that hold each other up for good: each waits for units that only others of them hold.
//
// Looked for once, at the end of a run (Coffman, Elphick and Shoshani 1971: with several units of a kind,
// those are stuck who remain when everybody who could go on has been let go).
#include "engine/run/simulation.hpp"

#include <algorithm>

namespace carepath {
namespace {

/// Who holds and waits, and which resources may yet give something.
struct WaitGraph {
  std::vector<std::uint32_t> waiting;              // entities with a request, not yet known to go on
  std::vector<std::vector<std::uint32_t>> holders; // of each resource
  std::vector<bool> gives;                         // resource may still become free
};

} // namespace

std::vector<std::uint32_t> Simulation::held_up_for_good(std::vector<std::uint32_t>& on) {
  if (!somebody_waits_and_holds()) return {};
  WaitGraph now;
  now.holders.resize(resources_.size());
  std::vector<bool> stuck(entities_.capacity(), false);
  for (std::uint32_t entity = 0; entity < entities_.capacity(); ++entity) {
    if (!entities_.head(entity).alive) continue;
    stuck[entity] = waits_for_good(entity);
    if (stuck[entity]) now.waiting.push_back(entity);
    for (std::uint32_t resource = 0; resource < resources_.size(); ++resource)
      if (units_held(resource, subject(entity)) > 0) now.holders[resource].push_back(entity);
  }
  for (std::uint32_t resource = 0; resource < resources_.size(); ++resource)
    now.gives.push_back(gives_by_itself(resource));
  for (bool changed = true; changed;) {
    changed = false;
    for (std::size_t at = 0; at < resources_.size(); ++at)
      if (!now.gives[at] && std::any_of(now.holders[at].begin(), now.holders[at].end(),
                                        [&](auto holder) { return !stuck[holder]; }))
        now.gives[at] = changed = true;
    std::erase_if(now.waiting, [&](auto entity) {
      if (!may_be_granted(entity, now.gives)) return false;
      stuck[entity] = false;
      changed = true;
      return true;
    });
  }
  std::erase_if(now.waiting, [&](auto entity) { return !holds_units(entity); });
  for (const auto entity : now.waiting)
    for (auto at = entities_.head(entity).ticket; at != none_index; at = tickets_[at].sibling)
      on.push_back(program_.needs[tickets_[at].need].parts[tickets_[at].part].resource.value);
  std::sort(on.begin(), on.end());
  on.erase(std::unique(on.begin(), on.end()), on.end());
  return now.waiting;
}

/// The usual case, found quickly: nobody who waits for good holds anything.
bool Simulation::somebody_waits_and_holds() {
  for (std::uint32_t entity = 0; entity < entities_.capacity(); ++entity)
    if (entities_.head(entity).alive && waits_for_good(entity) && holds_units(entity)) return true;
  return false;
}

/// Nothing but a grant lets it go on: no limit, no hazard.
bool Simulation::waits_for_good(std::uint32_t entity) {
  const auto& head = entities_.head(entity);
  if (head.ticket == none_index || program_.needs[tickets_[head.ticket].need].wait_limit.exists())
    return false; // a limit after the end of the run is one
  const auto* timers = entities_.timers(entity);
  return std::all_of(timers, timers + program_.timers.size(), [](auto timer) { return timer == no_event; });
}

bool Simulation::holds_units(std::uint32_t entity) {
  const Subject who = subject(entity);
  for (std::uint32_t resource = 0; resource < resources_.size(); ++resource)
    if (program_.resources[resource].kind == ResourceKind::units && units_held(resource, who) > 0)
      return true;
  return false;
}

/// Dated sessions come, stocks are delivered, capacities change; and what is free is free.
bool Simulation::gives_by_itself(std::uint32_t resource) const {
  const auto& row = program_.resources[resource];
  const auto& state = resources_[resource];
  return row.kind == ResourceKind::diary || row.consumed || row.escalation.units > 0 || state.turning > 0 ||
         state.in_use < state.capacity || program_.profiles[row.capacity.value].times.size() > 1;
}

/// Whether every part of its request, or one of several ways, may yet be granted.
bool Simulation::may_be_granted(std::uint32_t entity, const std::vector<bool>& gives) {
  bool all = true;
  bool any = false;
  bool needs_all = true;
  for (auto at = entities_.head(entity).ticket; at != none_index; at = tickets_[at].sibling) {
    const NeedRow& need = program_.needs[tickets_[at].need];
    const bool given = gives[need.parts[tickets_[at].part].resource.value];
    needs_all = tickets_[at].resuming || need.mode == NeedMode::all;
    all = all && given;
    any = any || given;
  }
  return needs_all ? all : any;
}

} // namespace carepath
