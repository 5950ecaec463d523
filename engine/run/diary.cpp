// Diaries: dated sessions of slots. Either a date is booked on joining, or the session draws its list
// from the queue when it begins. Slots not used by then are lost. Sessions that start together keep slots of
// their own: nobody is in two of them, and the first with room takes whoever is next.
#include "engine/run/simulation.hpp"

#include "engine/base/ensure.hpp"
#include "engine/run/lengths.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <utility>

namespace carepath {
namespace {

constexpr std::uint64_t cancelled_purpose = purpose_of("diary.cancelled");
constexpr std::size_t longest_stay = 10'000;

/// The first session that starts later.
std::size_t next_date(const std::vector<DiarySession>& sessions, std::size_t session) {
  const SimTime start = sessions[session].start;
  while (session < sessions.size() && sessions[session].start == start) ++session;
  return session;
}

/// How many sessions before it start together with it.
std::uint64_t place_at_its_start(const std::vector<DiarySession>& sessions, std::size_t session) {
  std::size_t first = session;
  while (first > 0 && sessions[first - 1].start == sessions[session].start) --first;
  return session - first;
}

} // namespace

/// Whether a session with dates is held, and that nobody more can have one of it, is known before those go on
/// who have.
void Simulation::schedule_session(std::uint32_t resource) {
  const auto& row = program_.resources[resource];
  const auto next = resources_[resource].next_change;
  const Rank rank = row.book_on_arrival ? Rank::settled : Rank::resource;
  if (next < row.sessions.size() && row.sessions[next].start <= program_.plan.end)
    calendar_.push(row.sessions[next].start, rank, EventKind::session, resource);
}

/// A session is not held when luck has it so, or when too few have booked. Known only when it would begin.
/// Its luck is that of its moment, so that a session more on another day changes nothing.
bool Simulation::is_cancelled(std::uint32_t resource, std::size_t session) const {
  const auto& row = program_.resources[resource];
  if (row.book_on_arrival && row.least > 1 && resources_[resource].booked[session] < row.least) return true;
  if (row.cancelled <= 0) return false;
  const auto key = mix64(mix64(luck_.key, row.purpose), place_at_its_start(row.sessions, session));
  const auto moment = static_cast<std::uint64_t>(row.sessions[session].start.ms);
  return luck_.uniform(key, cancelled_purpose, moment).value() < row.cancelled;
}

/// All that start at this instant.
void Simulation::session(std::uint32_t resource) {
  const auto& row = program_.resources[resource];
  const std::size_t first = resources_[resource].next_change;
  const std::size_t end = next_date(row.sessions, first);
  resources_[resource].next_change = end;
  if (row.book_on_arrival)
    hold_booked(resource, first, end);
  else
    open_lists(resource, first, end);
  schedule_session(resource);
}

void Simulation::hold_booked(std::uint32_t resource, std::size_t session, std::size_t end) {
  auto& state = resources_[resource];
  for (; session < end; ++session) {
    state.free_sessions.clear(session);
    const auto slots = program_.resources[resource].sessions[session].slots;
    if (!is_cancelled(resource, session))
      recorder_.session(ResourceId(resource), slots, state.booked[session], now_);
  }
  book_waiting(resource);
}

/// Opens the lists, to be filled from the queue when all sessions of this instant have opened: of several at
/// once, as many as have enough to be held. Those who are still held back in the step before would come as
/// well.
void Simulation::open_lists(std::uint32_t resource, std::size_t session, std::size_t end) {
  const auto& row = program_.resources[resource];
  auto& state = resources_[resource];
  std::vector<double> lists;
  for (; session < end; ++session)
    if (!is_cancelled(resource, session)) lists.push_back(row.sessions[session].slots);
  if (row.least > 1) lists.resize(std::min(lists.size(), state.queue.size() / row.least));
  state.lists.open(std::move(lists));
  open_diaries_.push_back(resource);
  is_unfinished_ = true;
  look_at_queue(resource);
}

/// What is left of them is lost.
void Simulation::close_lists() {
  for (const auto resource : open_diaries_) {
    auto& lists = resources_[resource].lists;
    for (std::size_t list = 0; list < lists.slots().size(); ++list)
      recorder_.session(ResourceId(resource), lists.slots()[list],
                        lists.slots()[list] - lists.slots_left()[list], now_);
    lists.close();
  }
  open_diaries_.clear();
}

/// Whether a session has so many slots left, beside those that must stay free until shortly before it.
bool Simulation::has_room(std::uint32_t resource, std::size_t session, double amount, const NeedRow& need,
                          double leave_free) const {
  const auto& held = program_.resources[resource].sessions[session];
  const bool is_near = need.give_back.ms > 0 && held.start - now_ <= need.give_back;
  return resources_[resource].booked[session] + amount + (is_near ? 0 : leave_free) <= held.slots;
}

void Simulation::take_slots(std::uint32_t resource, std::size_t session, std::uint32_t amount) {
  auto& state = resources_[resource];
  state.booked[session] += amount;
  if (state.booked[session] >= program_.resources[resource].sessions[session].slots)
    state.free_sessions.clear(session);
}

/// The first session that is neither too soon nor held already.
std::size_t Simulation::first_bookable(std::uint32_t resource) const {
  const auto& row = program_.resources[resource];
  const auto earliest =
      std::lower_bound(row.sessions.begin(), row.sessions.end(), now_ + row.notice,
                       [](const DiarySession& session, SimTime time) { return session.start < time; });
  return std::max(static_cast<std::size_t>(earliest - row.sessions.begin()),
                  resources_[resource].next_change);
}

/// Where no session has a slot left, the rest of the run: nobody is seen sooner.
double Simulation::days_to_next_slot(std::uint32_t resource) const {
  const auto& sessions = program_.resources[resource].sessions;
  const auto session = resources_[resource].free_sessions.first_from(first_bookable(resource));
  const bool none = session == FreeSlots::none || session >= sessions.size();
  return ((none ? program_.plan.end : sessions[session].start) - now_).days();
}

/// Books the first session with room that respects notice and horizon; false when there is none.
bool Simulation::book(std::uint32_t resource, std::uint32_t entity, const NeedRow& need) {
  const auto& row = program_.resources[resource];
  auto& state = resources_[resource];
  auto from = first_bookable(resource);
  if (need.span.exists()) return book_stay(resource, entity, need, from);
  const Subject who = subject(entity);
  const auto amount = whole_amount(need.parts[0].amount, who);
  const double leave_free = need.leave_free.exists() ? whole_amount(need.leave_free, who) : 0;
  while (true) {
    from = state.free_sessions.first_from(from);
    if (from == FreeSlots::none || from >= row.sessions.size()) return false;
    if (row.horizon < SimTime::never() && row.sessions[from].start > now_ + row.horizon) return false;
    if (has_room(resource, from, amount, need, leave_free)) break;
    ++from;
  }
  take_slots(resource, from, amount);
  if (amount > 1)
    state.bookings[{entity, need.hold.value}] = {who.key, {{from, amount}}};
  else
    state.bookings.erase({entity, need.hold.value});
  entities_.cells(entity, need.hold.value)[0] = static_cast<std::uint32_t>(from) + 1;
  return true;
}

std::vector<std::uint32_t> Simulation::amounts_of_stay(std::uint32_t entity, const NeedRow& need) {
  Subject who = subject(entity);
  const auto days = static_cast<std::size_t>(std::ceil(std::max(1.0, evaluate(need.span, who))));
  ensure(days <= longest_stay, "a booking over more than 10,000 sessions");
  std::vector<std::uint32_t> amounts;
  for (std::size_t day = 0; day < days; ++day) {
    who.day_of_stay = static_cast<double>(day);
    amounts.push_back(whole_amount(need.parts[0].amount, who));
  }
  return amounts;
}

/// Books sessions on so many dates in a row, each with the amount of its day, from the first on which all
/// fit.
bool Simulation::book_stay(std::uint32_t resource, std::uint32_t entity, const NeedRow& need,
                           std::size_t from) {
  const auto& row = program_.resources[resource];
  const Subject who = subject(entity);
  const auto amounts = amounts_of_stay(entity, need);
  const auto smallest = *std::min_element(amounts.begin(), amounts.end());
  const auto is_too_small = [&](const DiarySession& session) { return session.slots < smallest; };
  const double leave_free = need.leave_free.exists() ? whole_amount(need.leave_free, who) : 0;
  Booking stay{who.key, {}};
  for (; from < row.sessions.size(); from = next_date(row.sessions, from)) {
    if (row.horizon < SimTime::never() && row.sessions[from].start > now_ + row.horizon) return false;
    find_stay(resource, from, need, leave_free, amounts, stay);
    if (stay.days.size() == amounts.size()) break;
    if (stay.days.empty()) continue;
    const auto last = next_date(row.sessions, stay.days.back().first); // the date without room
    if (last == row.sessions.size()) return false;
    const auto begin = row.sessions.begin();
    if (std::all_of(begin + last, begin + next_date(row.sessions, last), is_too_small))
      from = last; // no stay has room on that one
  }
  if (stay.days.size() < amounts.size()) return false;
  for (const auto& [session, amount] : stay.days) take_slots(resource, session, amount);
  entities_.cells(entity, need.hold.value)[0] = static_cast<std::uint32_t>(stay.days.front().first) + 1;
  resources_[resource].bookings[{entity, need.hold.value}] = std::move(stay);
  return true;
}

/// On each date from that of `from` on, the first session with room for the amount of that day, until a date
/// has none.
void Simulation::find_stay(std::uint32_t resource, std::size_t from, const NeedRow& need, double leave_free,
                           const std::vector<std::uint32_t>& amounts, Booking& stay) const {
  const auto& sessions = program_.resources[resource].sessions;
  stay.days.clear();
  for (const auto amount : amounts) {
    if (from == sessions.size()) return;
    const auto end = next_date(sessions, from);
    while (from < end && !has_room(resource, from, amount, need, leave_free)) ++from;
    if (from == end) return;
    stay.days.emplace_back(from, amount);
    from = end;
  }
}

/// How long before a session more people may have a date in it: the horizon, and when kept slots are given
/// back.
void Simulation::find_openings() {
  const auto add = [&](std::uint32_t resource, SimTime before) {
    auto& all = resources_[resource].openings;
    if (std::find(all.begin(), all.end(), before) == all.end()) all.push_back(before);
  };
  for (std::uint32_t resource = 0; resource < resources_.size(); ++resource)
    if (const auto& row = program_.resources[resource]; row.book_on_arrival && row.horizon < SimTime::never())
      add(resource, row.horizon);
  for (const auto& need : program_.needs)
    if (const auto resource = need.parts[0].resource.value;
        program_.resources[resource].book_on_arrival && need.leave_free.exists() && need.give_back.ms > 0)
      add(resource, need.give_back);
}

/// When the next session opens to more people.
SimTime Simulation::next_opening(std::uint32_t resource) const {
  const auto& sessions = program_.resources[resource].sessions;
  SimTime next = SimTime::never();
  for (const auto before : resources_[resource].openings) {
    const auto closed =
        std::upper_bound(sessions.begin(), sessions.end(), now_ + before,
                         [](SimTime time, const DiarySession& session) { return time < session.start; });
    if (closed != sessions.end()) next = std::min(next, closed->start - before);
  }
  return next;
}

/// While people wait for a date they are looked at when a session opens to more of them; not where one begins
/// by then, because they are looked at as each begins.
void Simulation::schedule_opening(std::uint32_t resource) {
  const auto& state = resources_[resource];
  if (state.openings.empty() || state.queue.size() == 0) return;
  const auto& sessions = program_.resources[resource].sessions;
  const SimTime next = next_opening(resource);
  const bool one_begins = state.next_change < sessions.size() && sessions[state.next_change].start <= next;
  if (next <= program_.plan.end && !one_begins) look_again(resource, next);
}

void Simulation::look_again(std::uint32_t resource, SimTime time) {
  auto& state = resources_[resource];
  if (state.look != no_event && state.looks_at <= time) return;
  cancel(state.look);
  state.looks_at = time;
  state.look = calendar_.push(time, Rank::resource, EventKind::opening, resource);
}

void Simulation::opening(std::uint32_t resource) {
  resources_[resource].look = no_event;
  book_waiting(resource);
}

/// Whether those who wait for a date are yet to be looked at because more of the diary opens at this instant.
bool Simulation::opens_now(std::uint32_t resource) const {
  const auto& state = resources_[resource];
  const auto& sessions = program_.resources[resource].sessions;
  const bool one_begins = state.next_change < sessions.size() && sessions[state.next_change].start == now_;
  return one_begins || (state.look != no_event && state.looks_at == now_);
}

/// For one who asks, also where others wait: they have been looked at and nothing was there for them. Where
/// more opens at this instant they come first.
bool Simulation::book_at_once(std::uint32_t resource, std::uint32_t entity, const NeedRow& need) {
  const bool others_first = resources_[resource].queue.size() > 0 && opens_now(resource);
  return booked_initial_ && !others_first && book(resource, entity, need);
}

/// Books for everybody waiting without a date, in queue order, until slots run out.
void Simulation::book_waiting(std::uint32_t resource) {
  if (!booked_initial_) return;
  auto& queue = resources_[resource].queue;
  while (queue.size() > 0) {
    const auto front = front_of(resource);
    const Ticket ticket = tickets_[front];
    const NeedRow& need = program_.needs[ticket.need];
    if (book(resource, ticket.entity, need)) {
      drop_tickets(ticket.entity);
      ready_.push_back(ticket.entity);
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
  auto& head = entities_.head(entity);
  auto& cell = entities_.cells(entity, at.a)[0];
  if (cell == 0) return true;
  const double lead_days = evaluate(ValueId(at.b), subject(entity));
  const auto resource = program_.holds[at.a].resources[0].value;
  const std::size_t session = cell - 1;
  const auto& row = program_.resources[resource];
  if (std::isnan(lead_days)) fail_length("a notice", lead_days, fmt::format("of resource '{}'", row.name));
  const SimTime due = row.sessions[session].start - SimTime::from_days(lead_days);
  const bool is_open = lead_days == 0 && session >= resources_[resource].next_change;
  if (due > now_ || is_open) {
    --head.pc; // comes back to this instruction
    const Rank rank = lead_days > 0 ? Rank::resource : Rank::date;
    if (due <= program_.plan.end) head.pending = calendar_.push(due, rank, EventKind::resume, entity);
    return false;
  }
  if (lead_days > 0) return true;
  cell = 0; // the slot is used
  if (is_cancelled(resource, session)) {
    head.pc = at.c;
    give_days_back(entity, at.a, session, 1);
    forget_booking(entity, at.a);
    if (resources_[resource].queue.size() > 0) look_again(resource, now_);
  } else if (const auto* stay = booking_of(entity, at.a); stay && stay->days.size() == 1) {
    forget_booking(entity, at.a);
  }
  return true;
}

/// More than one slot; none where one slot was booked, or nothing.
const Booking* Simulation::booking_of(std::uint32_t entity, std::uint32_t hold) const {
  const auto& bookings = resources_[program_.holds[hold].resources[0].value].bookings;
  const auto found = bookings.find({entity, hold});
  const bool is_own = found != bookings.end() && found->second.person == entities_.head(entity).key;
  return is_own ? &found->second : nullptr;
}

void Simulation::forget_booking(std::uint32_t entity, std::uint32_t hold) {
  resources_[program_.holds[hold].resources[0].value].bookings.erase({entity, hold});
}

/// Of a date that has not come (`cell`), or of a stay that ends before all of its days have come.
void Simulation::give_slots_back(std::uint32_t entity, std::uint32_t hold, std::uint32_t cell) {
  const auto resource = program_.holds[hold].resources[0].value;
  if (!program_.resources[resource].book_on_arrival) return; // used up when it was had
  if (cell == 0 && resources_[resource].bookings.empty()) return;
  const auto* stay = booking_of(entity, hold);
  if (cell == 0 && !stay) return;
  const bool gives = give_days_back(entity, hold, cell == 0 ? 0 : cell - 1, 0);
  forget_booking(entity, hold);
  if (gives) book_waiting(resource);
}

/// The slots of a booking from its `first` day on, or the one slot of `session`; those of sessions already
/// held are lost. False when it had no others.
bool Simulation::give_days_back(std::uint32_t entity, std::uint32_t hold, std::size_t session,
                                std::size_t first) {
  auto& state = resources_[program_.holds[hold].resources[0].value];
  const auto* stay = booking_of(entity, hold);
  const auto days = stay ? stay->days : decltype(stay->days){{session, 1}};
  bool gives = false;
  for (std::size_t day = first; day < days.size(); ++day) {
    const auto [booked, amount] = days[day];
    if (booked < state.next_change || amount == 0) continue;
    state.booked[booked] -= amount;
    state.free_sessions.set(booked);
    gives = true;
  }
  return gives;
}

} // namespace carepath
