// Letting everybody go who can go on, until nobody more can.
#include "engine/run/deadlock.hpp"

#include <algorithm>
#include <set>

namespace carepath {
namespace {

/// Who may be stuck for what, as one state of a run has it.
class Standstill {
public:
  explicit Standstill(const RunState& run)
      : run_(run), program_(run.program), holders_(run.resources.size()) {}

  [[nodiscard]] HeldUp find() {
    if (!somebody_waits_and_holds()) return {};
    begin();
    while (let_go()) {
    }
    std::erase_if(waiting_, [&](auto entity) { return !waits_for_good(entity) || !holds_units(entity); });
    return those_left();
  }

private:
  [[nodiscard]] bool somebody_waits_and_holds() const;
  void begin();
  bool let_go();
  [[nodiscard]] HeldUp those_left() const;
  [[nodiscard]] std::set<std::uint32_t> parents() const;
  [[nodiscard]] bool waits_for_good(std::uint32_t entity) const;
  [[nodiscard]] bool waits_for_branches(std::uint32_t entity) const;
  [[nodiscard]] bool may_be_taken_away(std::uint32_t entity) const;
  [[nodiscard]] bool holds_units(std::uint32_t entity) const;
  [[nodiscard]] bool gives_by_itself(std::uint32_t resource) const;
  [[nodiscard]] bool may_be_granted(std::uint32_t entity) const;
  [[nodiscard]] std::uint32_t resource_of(const Ticket& ticket) const {
    return program_.needs[ticket.need].parts[ticket.part].resource.value;
  }

  const RunState& run_;
  const Program& program_;
  std::vector<std::uint32_t> waiting_;              // with a request or for branches, not yet known to go on
  std::vector<std::vector<std::uint32_t>> holders_; // of each resource
  std::vector<bool> gives_;                         // resource may still become free
  std::vector<bool> stuck_;                         // entity is among those who wait
};

/// The usual case, found quickly: nobody who waits for good holds anything.
bool Standstill::somebody_waits_and_holds() const {
  for (std::uint32_t entity = 0; entity < run_.entities.capacity(); ++entity)
    if (run_.entities.head(entity).alive && waits_for_good(entity) && holds_units(entity)) return true;
  return false;
}

void Standstill::begin() {
  stuck_.resize(run_.entities.capacity(), false);
  for (std::uint32_t entity = 0; entity < run_.entities.capacity(); ++entity) {
    if (!run_.entities.head(entity).alive) continue;
    stuck_[entity] = waits_for_good(entity) || waits_for_branches(entity);
    if (stuck_[entity]) waiting_.push_back(entity);
    for (std::uint32_t resource = 0; resource < run_.resources.size(); ++resource)
      if (run_.units_in_row(resource, run_.entities.head(entity)) > 0) holders_[resource].push_back(entity);
  }
  for (std::uint32_t resource = 0; resource < run_.resources.size(); ++resource)
    gives_.push_back(gives_by_itself(resource));
}

/// What is held by one who can go on will be given back, and those go on who wait for no more; true when that
/// made a difference.
bool Standstill::let_go() {
  bool changed = false;
  const auto goes_on = [&](auto holder) { return !stuck_[holder]; };
  for (std::size_t at = 0; at < holders_.size(); ++at)
    if (!gives_[at] && std::any_of(holders_[at].begin(), holders_[at].end(), goes_on))
      gives_[at] = changed = true;
  const auto kept_by_branch = parents();
  const auto before = waiting_.size();
  std::erase_if(waiting_, [&](auto entity) {
    if (waits_for_branches(entity) ? kept_by_branch.contains(entity) : !may_be_granted(entity)) return false;
    stuck_[entity] = false;
    return true;
  });
  return changed || waiting_.size() < before;
}

HeldUp Standstill::those_left() const {
  std::set<std::uint32_t> people, resources;
  for (const auto entity : waiting_) {
    people.insert(run_.entities.root(entity));
    for (auto at = run_.entities.head(entity).ticket; at != none_index; at = run_.tickets[at].sibling)
      resources.insert(resource_of(run_.tickets[at]));
  }
  return {{people.begin(), people.end()}, {resources.begin(), resources.end()}};
}

/// Those whose branches wait.
std::set<std::uint32_t> Standstill::parents() const {
  std::set<std::uint32_t> parents;
  for (const auto entity : waiting_)
    parents.insert(run_.entities.seen_extras(run_.entities.head(entity)).parent);
  return parents;
}

/// Nothing but a grant lets it go on: no limit, no hazard.
bool Standstill::waits_for_good(std::uint32_t entity) const {
  const auto& head = run_.entities.head(entity);
  if (head.ticket == none_index || program_.needs[run_.tickets[head.ticket].need].wait_limit.exists())
    return false; // a limit after the end of the run is one
  return !may_be_taken_away(entity);
}

/// Nothing but their coming back lets it go on.
bool Standstill::waits_for_branches(std::uint32_t entity) const {
  return run_.entities.seen_extras(run_.entities.head(entity)).children > 0 && !may_be_taken_away(entity);
}

/// By a hazard, of its own or of one it comes from.
bool Standstill::may_be_taken_away(std::uint32_t entity) const {
  for (auto at = entity; at != none_index; at = run_.entities.seen_extras(run_.entities.head(at)).parent) {
    const auto* timers = run_.entities.timers(at);
    const auto runs = [](auto timer) { return timer != no_event; };
    if (std::any_of(timers, timers + program_.timers.size(), runs)) return true;
  }
  return false;
}

/// By itself or by one it comes from.
bool Standstill::holds_units(std::uint32_t entity) const {
  for (std::uint32_t resource = 0; resource < run_.resources.size(); ++resource)
    if (program_.resources[resource].kind == ResourceKind::units &&
        run_.units_held(resource, run_.entities.head(entity)) > 0)
      return true;
  return false;
}

/// Dated sessions come, stocks are delivered, capacities change; and what is free is free.
bool Standstill::gives_by_itself(std::uint32_t resource) const {
  const auto& row = program_.resources[resource];
  const auto& state = run_.resources[resource];
  return row.kind == ResourceKind::diary || row.consumed || row.escalation.units > 0 || state.turning > 0 ||
         state.in_use < state.capacity || program_.profiles[row.capacity.value].times.size() > 1;
}

/// Whether every part of its request, or one of several ways, may yet be granted.
bool Standstill::may_be_granted(std::uint32_t entity) const {
  bool all = true;
  bool any = false;
  bool needs_all = true;
  for (auto at = run_.entities.head(entity).ticket; at != none_index; at = run_.tickets[at].sibling) {
    const Ticket& ticket = run_.tickets[at];
    const bool given = gives_[resource_of(ticket)];
    needs_all = ticket.resuming || program_.needs[ticket.need].mode == NeedMode::all;
    all = all && given;
    any = any || given;
  }
  return needs_all ? all : any;
}

} // namespace

HeldUp held_up_for_good(const RunState& run) {
  return Standstill(run).find();
}

} // namespace carepath
