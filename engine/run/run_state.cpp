// A replication at its start, and what is asked of one that goes on.
#include "engine/run/run_state.hpp"

#include "engine/run/diary_dates.hpp"

#include <algorithm>

namespace carepath {
namespace {

/// Of a queue that is kept in order.
std::size_t most_keys(const Program& program) {
  std::size_t most = 0;
  for (const auto& row : program.resources) most = std::max(most, row.order.keys.size());
  return most;
}

} // namespace

ResourceState::ResourceState(const ProgramResource& row)
    : queue(row.order.changes ? 0 : row.order.keys.size()),
      order_keys(row.order.changes ? 0 : static_cast<std::uint32_t>(row.order.keys.size())),
      is_plain(has_no_rules(row)), changes_order(row.order.changes), free_sessions(row.sessions.size() + 1),
      booked(row.book_on_arrival ? row.sessions.size() : 0, 0) {
  for (std::size_t at = 0; at < row.sessions.size(); ++at)
    if (row.sessions[at].slots > 0) free_sessions.set(at);
}

RunState::RunState(const Program& of, const ReplicationOptions& options)
    : program(of), values(of.values.data()), draws(of.draws.data()),
      luck(ReplicationLuck::of(options.seed, options.replication, of.antithetic)), calendar(of.plan.end),
      entities(of, needs_extras(of) || options.trace), tickets(most_keys(of)), sources(of.sources.size()) {
  resources.reserve(of.resources.size());
  for (const auto& row : of.resources) resources.emplace_back(row);
  for (std::size_t at = 0; at < sources.size(); ++at)
    sources[at].key = mix64(luck.key, of.sources[at].purpose);
  find_openings(*this);
}

SimTime RunState::interval_age(SimTime opened, std::uint32_t interval) const {
  const SimTime midnight = program.time_of_day;
  if (!program.intervals[interval].whole_days) return now - opened;
  return {((now + midnight).day() - (opened + midnight).day()) * milliseconds_per_day};
}

bool RunState::available(std::uint32_t resource, double amount) const {
  const auto& state = resources[resource];
  const auto& row = program.resources[resource];
  if (row.kind == ResourceKind::diary) return state.lists.has_room(amount, row.overrun);
  return state.in_use + state.turning + amount <= state.capacity;
}

double RunState::units_in_row(std::uint32_t resource, EntityHead& head) const {
  double units = 0;
  const auto* cells = entities.all_cells(head);
  for (const auto cell : entities.cells_of(resource)) units += cells[cell];
  return in_groups(resource) ? std::min(units, 1.0) : units; // of a group's unit the cell keeps the group
}

double RunState::units_held(std::uint32_t resource, EntityHead& head) const {
  double units = units_in_row(resource, head);
  for (auto at = entities.seen_extras(head).parent; at != none_index; at = entities.extras(at).parent)
    units += units_in_row(resource, entities.head(at));
  return units;
}

} // namespace carepath
