// Entities that hold each other up for good: each waits for units that only others of them hold.
//
// Looked for once, at the end of a run (Coffman, Elphick and Shoshani 1971: with several units of a kind,
// those are stuck who remain when everybody who could go on has been let go). Whoever waits for branches can
// when none of these is stuck.
#include "engine/run/simulation.hpp"

#include <algorithm>

namespace carepath {
namespace {

/// Who holds and waits, and which resources may yet give something.
struct WaitGraph {
  std::vector<std::uint32_t> waiting;              // with a request or for branches, not yet known to go on
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
    stuck[entity] = waits_for_good(entity) || waits_for_branches(entity);
    if (stuck[entity]) now.waiting.push_back(entity);
    for (std::uint32_t resource = 0; resource < resources_.size(); ++resource)
      if (units_in_row(resource, entities_.head(entity)) > 0) now.holders[resource].push_back(entity);
  }
  for (std::uint32_t resource = 0; resource < resources_.size(); ++resource)
    now.gives.push_back(gives_by_itself(resource));
  for (bool changed = true; changed;) {
    changed = false;
    for (std::size_t at = 0; at < resources_.size(); ++at)
      if (!now.gives[at] && std::any_of(now.holders[at].begin(), now.holders[at].end(),
                                        [&](auto holder) { return !stuck[holder]; }))
        now.gives[at] = changed = true;
    const auto kept_by_branch = parents_of(now.waiting);
    std::erase_if(now.waiting, [&](auto entity) {
      if (waits_for_branches(entity) ? kept_by_branch.contains(entity) : !may_be_granted(entity, now.gives))
        return false;
      stuck[entity] = false;
      changed = true;
      return true;
    });
  }
  std::erase_if(now.waiting, [&](auto entity) { return !waits_for_good(entity) || !holds_units(entity); });
  return people_among(now.waiting, on);
}

/// Those whose branches are among these.
std::set<std::uint32_t> Simulation::parents_of(const std::vector<std::uint32_t>& waiting) {
  std::set<std::uint32_t> parents;
  for (const auto entity : waiting) parents.insert(entities_.seen_extras(entities_.head(entity)).parent);
  return parents;
}

/// Each person once, also with several branches; and what they wait for.
std::vector<std::uint32_t> Simulation::people_among(const std::vector<std::uint32_t>& waiting,
                                                    std::vector<std::uint32_t>& on) {
  std::set<std::uint32_t> people, resources;
  for (const auto entity : waiting) {
    people.insert(entities_.root(entity));
    for (auto at = entities_.head(entity).ticket; at != none_index; at = tickets_[at].sibling)
      resources.insert(program_.needs[tickets_[at].need].parts[tickets_[at].part].resource.value);
  }
  on.assign(resources.begin(), resources.end());
  return {people.begin(), people.end()};
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
  return !may_be_taken_away(entity);
}

/// Nothing but their coming back lets it go on.
bool Simulation::waits_for_branches(std::uint32_t entity) {
  return entities_.seen_extras(entities_.head(entity)).children > 0 && !may_be_taken_away(entity);
}

/// By a hazard, of its own or of one it comes from.
bool Simulation::may_be_taken_away(std::uint32_t entity) {
  for (auto at = entity; at != none_index; at = entities_.seen_extras(entities_.head(at)).parent) {
    const auto* timers = entities_.timers(at);
    if (std::any_of(timers, timers + timer_count_, [](auto timer) { return timer != no_event; })) return true;
  }
  return false;
}

/// By itself or by one it comes from.
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
