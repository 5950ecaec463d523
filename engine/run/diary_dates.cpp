// Finding dates that have room, and taking and giving back their slots.
#include "engine/run/diary_dates.hpp"

#include "engine/base/add_once.hpp"
#include "engine/base/ensure.hpp"
#include "engine/run/evaluate.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

namespace carepath {
namespace {

constexpr std::uint64_t cancelled_purpose = purpose_of("diary.cancelled");
constexpr std::size_t longest_stay = 10'000;

/// How many sessions before it start together with it.
std::uint64_t place_at_its_start(const std::vector<DiarySession>& sessions, std::size_t session) {
  std::size_t first = session;
  while (first > 0 && sessions[first - 1].start == sessions[session].start) --first;
  return session - first;
}

/// The first session that is neither too soon nor held already.
std::size_t first_bookable(const RunState& run, std::uint32_t resource) {
  const auto& row = run.program.resources[resource];
  const auto earliest =
      std::lower_bound(row.sessions.begin(), row.sessions.end(), run.now + row.notice,
                       [](const DiarySession& session, SimTime time) { return session.start < time; });
  return std::max(static_cast<std::size_t>(earliest - row.sessions.begin()),
                  run.resources[resource].next_change);
}

} // namespace

std::size_t next_date(const std::vector<DiarySession>& sessions, std::size_t session) {
  const SimTime start = sessions[session].start;
  while (session < sessions.size() && sessions[session].start == start) ++session;
  return session;
}

bool is_cancelled(const RunState& run, std::uint32_t resource, std::size_t session) {
  const auto& row = run.program.resources[resource];
  const bool may_have_too_few = row.book_on_arrival && row.least > 1;
  if (may_have_too_few && run.resources[resource].booked[session] < row.least) return true;
  if (row.cancelled <= 0) return false;
  const auto key = mix64(mix64(run.luck.key, row.purpose), place_at_its_start(row.sessions, session));
  const auto moment = static_cast<std::uint64_t>(row.sessions[session].start.ms);
  return run.luck.uniform(key, cancelled_purpose, moment).value() < row.cancelled;
}

double days_to_next_slot(const RunState& run, std::uint32_t resource) {
  const auto& sessions = run.program.resources[resource].sessions;
  const auto session = run.resources[resource].free_sessions.first_from(first_bookable(run, resource));
  const bool none = session == FreeSlots::none || session >= sessions.size();
  return ((none ? run.program.plan.end : sessions[session].start) - run.now).days();
}

void find_openings(RunState& run) {
  for (std::uint32_t resource = 0; resource < run.resources.size(); ++resource)
    if (const auto& row = run.program.resources[resource];
        row.book_on_arrival && row.horizon < SimTime::never())
      add_once(run.resources[resource].openings, row.horizon);
  for (const auto& need : run.program.needs)
    if (const auto resource = need.parts[0].resource.value;
        run.program.resources[resource].book_on_arrival && need.leave_free.exists() && need.give_back.ms > 0)
      add_once(run.resources[resource].openings, need.give_back);
}

/// Whether a session has so many slots left, beside those that must stay free until shortly before it.
bool DiaryDates::has_room(std::size_t session, double amount, const NeedRow& need, double leave_free) const {
  const auto& held = row_.sessions[session];
  const bool is_near = need.give_back.ms > 0 && held.start - run_.now <= need.give_back;
  return state_.booked[session] + amount + (is_near ? 0 : leave_free) <= held.slots;
}

bool DiaryDates::is_too_far(std::size_t session) const {
  return row_.horizon < SimTime::never() && row_.sessions[session].start > run_.now + row_.horizon;
}

void DiaryDates::take_slots(std::size_t session, std::uint32_t amount) {
  state_.booked[session] += amount;
  if (state_.booked[session] >= row_.sessions[session].slots) state_.free_sessions.clear(session);
}

bool DiaryDates::book(std::uint32_t entity, const NeedRow& need) {
  auto from = first_bookable(run_, resource_);
  if (need.span.exists()) return book_stay(entity, need, from);
  const Subject who = run_.subject(entity);
  const auto amount = whole_amount(run_, need.parts[0].amount, who);
  const double leave_free = units_left_free(run_, need, who);
  while (true) {
    from = state_.free_sessions.first_from(from);
    if (from == FreeSlots::none || from >= row_.sessions.size() || is_too_far(from)) return false;
    if (has_room(from, amount, need, leave_free)) break;
    ++from;
  }
  take_slots(from, amount);
  if (amount > 1)
    state_.bookings[{entity, need.hold.value}] = {who.key, {{from, amount}}};
  else
    forget_booking(entity, need.hold.value);
  run_.entities.cells(entity, need.hold.value)[0] = static_cast<std::uint32_t>(from) + 1;
  return true;
}

std::vector<std::uint32_t> DiaryDates::amounts_of_stay(std::uint32_t entity, const NeedRow& need) const {
  Subject who = run_.subject(entity);
  const auto days = static_cast<std::size_t>(std::ceil(std::max(1.0, evaluate(run_, need.span, who))));
  ensure(days <= longest_stay, "a booking over more than 10,000 sessions");
  std::vector<std::uint32_t> amounts;
  for (std::size_t day = 0; day < days; ++day) {
    who.day_of_stay = static_cast<double>(day);
    amounts.push_back(whole_amount(run_, need.parts[0].amount, who));
  }
  return amounts;
}

/// Books sessions on so many dates in a row, each with the amount of its day, from the first on which all
/// fit.
bool DiaryDates::book_stay(std::uint32_t entity, const NeedRow& need, std::size_t from) {
  const auto& sessions = row_.sessions;
  const Subject who = run_.subject(entity);
  const auto amounts = amounts_of_stay(entity, need);
  const auto smallest = *std::min_element(amounts.begin(), amounts.end());
  const auto is_too_small = [&](const DiarySession& session) { return session.slots < smallest; };
  const double leave_free = units_left_free(run_, need, who);
  Booking stay{who.key, {}};
  for (; from < sessions.size(); from = next_date(sessions, from)) {
    if (is_too_far(from)) return false;
    find_stay(from, need, leave_free, amounts, stay);
    if (stay.days.size() == amounts.size()) break;
    if (stay.days.empty()) continue;
    const auto last = next_date(sessions, stay.days.back().first); // the date without room
    if (last == sessions.size()) return false;
    const auto begin = sessions.begin();
    if (std::all_of(begin + last, begin + next_date(sessions, last), is_too_small))
      from = last; // no stay has room on that one
  }
  if (stay.days.size() < amounts.size()) return false;
  for (const auto& [session, amount] : stay.days) take_slots(session, amount);
  run_.entities.cells(entity, need.hold.value)[0] = static_cast<std::uint32_t>(stay.days.front().first) + 1;
  state_.bookings[{entity, need.hold.value}] = std::move(stay);
  return true;
}

/// On each date from that of `from` on, the first session with room for the amount of that day, until a date
/// has none.
void DiaryDates::find_stay(std::size_t from, const NeedRow& need, double leave_free,
                           const std::vector<std::uint32_t>& amounts, Booking& stay) const {
  stay.days.clear();
  for (const auto amount : amounts) {
    if (from == row_.sessions.size()) return;
    const auto end = next_date(row_.sessions, from);
    while (from < end && !has_room(from, amount, need, leave_free)) ++from;
    if (from == end) return;
    stay.days.emplace_back(from, amount);
    from = end;
  }
}

const Booking* DiaryDates::booking_of(std::uint32_t entity, std::uint32_t hold) const {
  const auto found = state_.bookings.find({entity, hold});
  const bool is_own =
      found != state_.bookings.end() && found->second.person == run_.entities.head(entity).key;
  return is_own ? &found->second : nullptr;
}

bool DiaryDates::give_days_back(std::uint32_t entity, std::uint32_t hold, std::size_t session,
                                std::size_t first) {
  const auto* stay = booking_of(entity, hold);
  const auto days = stay ? stay->days : decltype(stay->days){{session, 1}};
  bool gives = false;
  for (std::size_t day = first; day < days.size(); ++day) {
    const auto [booked, amount] = days[day];
    if (booked < state_.next_change || amount == 0) continue;
    state_.booked[booked] -= amount;
    state_.free_sessions.set(booked);
    gives = true;
  }
  return gives;
}

SimTime DiaryDates::next_opening() const {
  const auto& sessions = row_.sessions;
  SimTime next = SimTime::never();
  for (const auto before : state_.openings) {
    const auto closed =
        std::upper_bound(sessions.begin(), sessions.end(), run_.now + before,
                         [](SimTime time, const DiarySession& session) { return time < session.start; });
    if (closed != sessions.end()) next = std::min(next, closed->start - before);
  }
  return next;
}

bool DiaryDates::opens_now() const {
  const auto next = state_.next_change;
  const bool one_begins = next < row_.sessions.size() && row_.sessions[next].start == run_.now;
  return one_begins || (state_.look != no_event && state_.looks_at == run_.now);
}

} // namespace carepath
