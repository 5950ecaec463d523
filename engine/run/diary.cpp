// Diaries: dated sessions of slots. Either a date is booked on joining, or the session draws its list
// from the queue when it begins. Slots not used by then are lost. Sessions that start together keep slots of
// their own: nobody is in two of them, and the first with room takes whoever is next.
#include "engine/run/simulation.hpp"

#include "engine/run/evaluate.hpp"
#include "engine/run/lengths.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <utility>

namespace carepath {
/// Whether a session with dates is held, and that nobody more can have one of it, is known before those go on
/// who have.
void Simulation::schedule_session(std::uint32_t resource) {
  const auto& row = program_.resources[resource];
  const auto next = run_.resources[resource].next_change;
  const Rank rank = row.book_on_arrival ? Rank::settled : Rank::resource;
  if (next < row.sessions.size() && row.sessions[next].start <= program_.plan.end)
    run_.calendar.push(row.sessions[next].start, rank, EventKind::session, resource);
}

/// All that start at this instant.
void Simulation::session(std::uint32_t resource) {
  const auto& row = program_.resources[resource];
  const std::size_t first = run_.resources[resource].next_change;
  const std::size_t end = next_date(row.sessions, first);
  run_.resources[resource].next_change = end;
  if (row.book_on_arrival)
    hold_booked(resource, first, end);
  else
    open_lists(resource, first, end);
  schedule_session(resource);
}

void Simulation::hold_booked(std::uint32_t resource, std::size_t session, std::size_t end) {
  auto& state = run_.resources[resource];
  for (; session < end; ++session) {
    state.free_sessions.clear(session);
    const auto slots = program_.resources[resource].sessions[session].slots;
    if (!is_cancelled(run_, resource, session))
      recorder_.session(ResourceId(resource), slots, state.booked[session], run_.now);
  }
  book_waiting(resource);
}

/// Opens the lists, to be filled from the queue when all sessions of this instant have opened: of several at
/// once, as many as have enough to be held. Those who are still held back in the step before would come as
/// well.
void Simulation::open_lists(std::uint32_t resource, std::size_t session, std::size_t end) {
  const auto& row = program_.resources[resource];
  auto& state = run_.resources[resource];
  std::vector<double> lists;
  for (; session < end; ++session)
    if (!is_cancelled(run_, resource, session)) lists.push_back(row.sessions[session].slots);
  if (row.least > 1) lists.resize(std::min(lists.size(), state.queue.size() / row.least));
  state.lists.open(std::move(lists));
  instant_.open_diaries.push_back(resource);
  instant_.is_unfinished = true;
  look_at_queue(resource);
}

/// What is left of them is lost.
void Simulation::close_lists() {
  for (const auto resource : instant_.open_diaries) {
    auto& lists = run_.resources[resource].lists;
    for (std::size_t list = 0; list < lists.slots().size(); ++list)
      recorder_.session(ResourceId(resource), lists.slots()[list],
                        lists.slots()[list] - lists.slots_left()[list], run_.now);
    lists.close();
  }
  instant_.open_diaries.clear();
}

/// While people wait for a date they are looked at when a session opens to more of them; not where one begins
/// by then, because they are looked at as each begins.
void Simulation::schedule_opening(std::uint32_t resource) {
  const auto& state = run_.resources[resource];
  if (state.openings.empty() || state.queue.size() == 0) return;
  const auto& sessions = program_.resources[resource].sessions;
  const SimTime next = dates_of(resource).next_opening();
  const bool one_begins = state.next_change < sessions.size() && sessions[state.next_change].start <= next;
  if (next <= program_.plan.end && !one_begins) look_again(resource, next);
}

void Simulation::look_again(std::uint32_t resource, SimTime time) {
  auto& state = run_.resources[resource];
  if (state.look != no_event && state.looks_at <= time) return;
  cancel(state.look);
  state.looks_at = time;
  state.look = run_.calendar.push(time, Rank::resource, EventKind::opening, resource);
}

void Simulation::opening(std::uint32_t resource) {
  run_.resources[resource].look = no_event;
  book_waiting(resource);
}

/// For one who asks, also where others wait: they have been looked at and nothing was there for them. Where
/// more opens at this instant they come first.
bool Simulation::book_at_once(std::uint32_t resource, std::uint32_t entity, const NeedRow& need) {
  const bool others_first = run_.resources[resource].queue.size() > 0 && dates_of(resource).opens_now();
  return booked_initial_ && !others_first && dates_of(resource).book(entity, need);
}

/// Books for everybody waiting without a date, in queue order, until slots run out.
void Simulation::book_waiting(std::uint32_t resource) {
  if (!booked_initial_) return;
  auto& queue = run_.resources[resource].queue;
  while (queue.size() > 0) {
    const auto front = front_of(resource);
    const Ticket ticket = run_.tickets[front];
    const NeedRow& need = program_.needs[ticket.need];
    if (dates_of(resource).book(ticket.entity, need)) {
      drop_tickets(ticket.entity);
      instant_.ready.push_back(ticket.entity);
      continue;
    }
    if (!need.leave_free.exists() && !need.span.exists() && ticket.amount == 1) break;
    set_aside(resource, front); // others may need less
  }
  bring_back(resource);
  schedule_opening(resource);
}

/// True when the booked slot is near enough; otherwise the entity will be back then, or when the session has
/// begun that begins at this instant.
bool Simulation::await_booking(std::uint32_t entity, const Instruction& at) {
  auto& head = run_.entities.head(entity);
  auto& cell = run_.entities.cells(entity, at.a)[0];
  if (cell == 0) return true;
  const double lead_days = evaluate(run_, ValueId(at.b), run_.subject(entity));
  const auto resource = program_.holds[at.a].resources[0].value;
  const std::size_t session = cell - 1;
  const auto& row = program_.resources[resource];
  if (std::isnan(lead_days)) fail_length("a notice", lead_days, fmt::format("of resource '{}'", row.name));
  const SimTime due = row.sessions[session].start - SimTime::from_days(lead_days);
  const bool is_open = lead_days == 0 && session >= run_.resources[resource].next_change;
  if (due > run_.now || is_open) {
    --head.pc; // comes back to this instruction
    const Rank rank = lead_days > 0 ? Rank::resource : Rank::date;
    if (due <= program_.plan.end) head.pending = run_.calendar.push(due, rank, EventKind::resume, entity);
    return false;
  }
  if (lead_days > 0) return true;
  cell = 0; // the slot is used
  DiaryDates dates = dates_of(resource);
  if (is_cancelled(run_, resource, session)) {
    head.pc = at.c;
    dates.give_days_back(entity, at.a, session, 1);
    dates.forget_booking(entity, at.a);
    if (run_.resources[resource].queue.size() > 0) look_again(resource, run_.now);
  } else if (const auto* stay = dates.booking_of(entity, at.a); stay && stay->days.size() == 1) {
    dates.forget_booking(entity, at.a);
  }
  return true;
}

/// Of a date that has not come (`cell`), or of a stay that ends before all of its days have come.
void Simulation::give_slots_back(std::uint32_t entity, std::uint32_t hold, std::uint32_t cell) {
  const auto resource = program_.holds[hold].resources[0].value;
  if (!program_.resources[resource].book_on_arrival) return; // used up when it was had
  if (cell == 0 && run_.resources[resource].bookings.empty()) return;
  DiaryDates dates = dates_of(resource);
  if (cell == 0 && !dates.booking_of(entity, hold)) return;
  const bool gives = dates.give_days_back(entity, hold, cell == 0 ? 0 : cell - 1, 0);
  dates.forget_booking(entity, hold);
  if (gives) book_waiting(resource);
}

} // namespace carepath
