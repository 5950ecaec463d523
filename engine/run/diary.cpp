// Diaries: dated sessions of slots. Either a date is booked on joining, or the session draws its list
// from the queue when it begins. Slots not used by then are lost.
#include "engine/run/simulation.hpp"

#include <algorithm>

namespace carepath {

void Simulation::schedule_session(std::uint32_t resource) {
  const auto& sessions = program_.resources[resource].sessions;
  const auto next = resources_[resource].next_change;
  if (next < sessions.size() && sessions[next].start <= program_.plan.end)
    calendar_.push(sessions[next].start, Rank::resource, EventKind::session, resource);
}

void Simulation::session(std::uint32_t resource) {
  const auto& row = program_.resources[resource];
  auto& state = resources_[resource];
  const std::size_t index = state.next_change++;
  const DiarySession& held = row.sessions[index];
  if (row.book_on_arrival) {
    state.free_sessions.clear(index);
    recorder_.session(ResourceId(resource), held.sessions, held.slots, state.booked[index], now_);
    book_waiting(resource);
  } else {
    state.tokens = held.slots;
    serve(resource);
    const auto used = held.slots - static_cast<std::uint32_t>(state.tokens);
    state.tokens = 0;
    recorder_.session(ResourceId(resource), held.sessions, held.slots, used, now_);
  }
  schedule_session(resource);
}

/// Books the first free slot that respects notice and horizon; false when there is none.
bool Simulation::book(std::uint32_t resource, std::uint32_t entity, const NeedRow& need) {
  const auto& row = program_.resources[resource];
  auto& state = resources_[resource];
  const auto earliest =
      std::lower_bound(row.sessions.begin(), row.sessions.end(), now_ + row.notice,
                       [](const DiarySession& session, SimTime time) { return session.start < time; });
  const auto from = std::max(static_cast<std::size_t>(earliest - row.sessions.begin()), state.next_change);
  const auto found = state.free_sessions.first_from(from);
  if (found == FreeSlots::none || found >= row.sessions.size()) return false;
  if (row.horizon < SimTime::never() && row.sessions[found].start > now_ + row.horizon) return false;
  if (++state.booked[found] == row.sessions[found].slots) state.free_sessions.clear(found);
  entities_.cells(entity, need.hold.value)[0] = static_cast<std::uint32_t>(found) + 1;
  return true;
}

/// Books for everybody waiting without a date, in queue order, until slots run out.
void Simulation::book_waiting(std::uint32_t resource) {
  if (!booked_initial_) return;
  auto& queue = resources_[resource].queue;
  while (queue.size() > 0) {
    const Ticket ticket = tickets_[queue.front()];
    if (!book(resource, ticket.entity, program_.needs[ticket.need])) return;
    drop_tickets(ticket.entity, true);
    ready_.push_back(ticket.entity);
  }
}

/// True when the booked slot is at most `lead_days` ahead; otherwise the entity will be back then.
bool Simulation::await_booking(std::uint32_t entity, std::uint32_t hold, double lead_days) {
  auto& cell = entities_.cells(entity, hold)[0];
  if (cell == 0) return true;
  const auto resource = program_.holds[hold].resources[0].value;
  const SimTime due = program_.resources[resource].sessions[cell - 1].start - SimTime::from_days(lead_days);
  if (due <= now_) {
    if (lead_days <= 0) cell = 0; // the slot is used
    return true;
  }
  auto& head = entities_.head(entity);
  --head.pc; // comes back to this instruction
  if (due <= program_.plan.end) head.pending = calendar_.push(due, Rank::resource, EventKind::resume, entity);
  return false;
}

void Simulation::give_slot_back(std::uint32_t resource, std::uint32_t session_index) {
  auto& state = resources_[resource];
  if (session_index < state.next_change) return; // too late: the slot is lost
  --state.booked[session_index];
  state.free_sessions.set(session_index);
  book_waiting(resource);
}

} // namespace carepath
