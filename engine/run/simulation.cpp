// The main loop of a replication: take the next event, let entities run until they wait, repeat.
#include "engine/run/simulation.hpp"

#include "engine/base/ensure.hpp"
#include "engine/run/deadlock.hpp"

#include <algorithm>
#include <exception>
#include <fmt/format.h>
#include <limits>
#include <numeric>

namespace carepath {
namespace {

constexpr std::uint64_t events_between_polls = 4096;
constexpr std::uint64_t most_events_at_an_instant = 50'000'000;

template <class Row> std::vector<std::uint32_t> by_name(const std::vector<Row>& rows) {
  std::vector<std::uint32_t> order(rows.size());
  std::iota(order.begin(), order.end(), 0u);
  std::sort(order.begin(), order.end(), [&](auto a, auto b) { return rows[a].name < rows[b].name; });
  return order;
}

} // namespace

Simulation::Simulation(const Program& program, const ReplicationOptions& options, bool is_part)
    : program_(program), code_(program.code.data()), options_(options), targets_(program.targets.data()),
      timer_count_(static_cast<std::uint32_t>(program.timers.size())), run_(program, options),
      needs_(program, run_.entities), sources_by_name_(by_name(program.sources)),
      resources_by_name_(by_name(program.resources)), recorder_(program, options.keep_entities, is_part) {
  prepare_code();
}

/// Fused where no trace asks for every event.
void Simulation::prepare_code() {
  for (const auto& step : program_.steps) visit_counters_.push_back(step.visit);
  prepare_services();
  if (options_.trace) return;
  std::vector<bool> simple;
  for (const auto& need : needs_.simple) simple.push_back(need.holds);
  fused_ = fused_code(program_, simple);
  code_ = fused_.code.data();
  targets_ = fused_.targets.data();
}

ReplicationResult Simulation::run() {
  begin();
  loop();
  return end();
}

void Simulation::begin() {
  ensure(program_.plan.end <= EventCalendar::latest(), "the run is longer than 278 years");
  if (program_.plan.warm_up.ms == 0) {
    recorder_.end_warm_up(run_.now);
    warmed_up_ = true;
  }
  for (const auto at : resources_by_name_)
    if (program_.resources[at].kind == ResourceKind::units) capacity_change(at);
  for (const bool holding : {true, false}) { // who is there already holds what those who ask find taken
    for (const auto at : sources_by_name_)
      if (program_.sources[at].holds == holding) schedule_source(at);
    run_ready();
  }
  for (const auto at : resources_by_name_)
    if (program_.resources[at].escalation.units > 0)
      run_.calendar.push(run_.now, Rank::capacity, EventKind::review, at);
  run_.calendar.push(run_.now, Rank::settled, EventKind::booking,
                     0); // before a session begins that they may come to
  for (const auto at : resources_by_name_)
    if (program_.resources[at].kind == ResourceKind::diary) schedule_session(at);
  if (!program_.plan.sample_times.empty())
    run_.calendar.push(program_.plan.sample_times.front(), Rank::sample, EventKind::sample, 0);
}

void Simulation::loop() {
  while (run_.calendar.close() || instant_.is_unfinished) {
    if (instant_.is_unfinished && finish_instant()) [[unlikely]]
      continue;
    const Event event = run_.calendar.pop();
    if (event.time != run_.now)
      pass_time(event.time);
    else
      ensure(++instant_.events < most_events_at_an_instant,
             "time stands still: events follow each other without end");
    if (event.kind == EventKind::resume) [[likely]]
      resume(event.index);
    else
      dispatch(event);
    if (!instant_.ready.empty()) run_ready();
    count_event();
  }
  run_.now = program_.plan.end;
}

void Simulation::pass_time(SimTime now) {
  endless_turns_.time_passed();
  instant_.events = 0;
  run_.now = now;
  if (warmed_up_ || run_.now < program_.plan.warm_up) return;
  recorder_.end_warm_up(program_.plan.warm_up);
  warmed_up_ = true;
}

CAREPATH_HOT void Simulation::resume(std::uint32_t entity) {
  EntityHead& head = run_.entities.head(entity);
  head.pending = no_event;
  take_turn(entity, head);
}

void Simulation::dispatch(const Event& event) {
  switch (event.kind) {
  case EventKind::resume: return; // by the loop itself
  case EventKind::timer: return fire(event.index, event.place);
  case EventKind::capacity: return capacity_change(event.index);
  case EventKind::session: return session(event.index);
  case EventKind::source: return arrival(event.index);
  case EventKind::booking:
    booked_initial_ = true;
    for (const auto at : resources_by_name_)
      if (program_.resources[at].book_on_arrival) book_waiting(at);
    return;
  case EventKind::sample: return sample(event.index);
  case EventKind::turned: return turned(event.index);
  case EventKind::review: return review(event.index);
  case EventKind::opening: return opening(event.index);
  }
}

/// Does what comes before the next event, or finds nothing left; false when that event changes what there is
/// at this instant. All has been given back: queues are served, then those go on who waited for that, one by
/// one, and may make others go on before the next; lists are closed when nobody is left who may ask for a
/// slot.
bool Simulation::finish_instant() {
  if (!instant_.due.empty() && is_all_there()) return run_ready(), true;
  if (std::exchange(instant_.may_eject, false)) {
    for (const auto resource : needs_.ejectable) look_at_queue(resource);
    return true;
  }
  if (!instant_.settling.empty() && !run_.calendar.starts_below(run_.now, Rank::settled))
    return go_on_settled(), true;
  if (!instant_.open_diaries.empty() && instant_.due.empty() && is_all_there()) return close_lists(), true;
  instant_.is_unfinished =
      !instant_.due.empty() || !instant_.settling.empty() || !instant_.open_diaries.empty();
  return !instant_.is_unfinished;
}

void Simulation::go_on_settled() {
  const std::uint32_t entity = instant_.settling.front();
  instant_.settling.pop_front();
  run_.entities.head(entity).pending = no_event;
  execute(entity);
  run_ready();
  count_event();
}

/// One more has happened at this instant.
CAREPATH_HOT void Simulation::count_event() {
  if (++events_ % events_between_polls == 0 && options_.cancelled && options_.cancelled->load())
    throw Cancelled{};
}

void Simulation::run_ready() {
  serve_when_all_is_there();
  for (; instant_.next_ready < instant_.ready.size(); serve_when_all_is_there())
    execute(instant_.ready[instant_.next_ready++]);
  instant_.ready.clear();
  instant_.next_ready = 0;
}

/// It goes on at this instant, after all that ends now has given back.
void Simulation::settle(std::uint32_t entity, EntityHead& head) {
  head.pending = settling_event;
  instant_.settling.push_back(entity);
  instant_.is_unfinished = true;
}

/// Whether others end at this instant too, later in the order of scheduling or before.
CAREPATH_HOT bool Simulation::others_end_now() const {
  return run_.calendar.next_is(run_.now, Rank::activity) || !instant_.settling.empty();
}

/// Whoever was granted something for this one's end was here before it and may ask for more at once: it goes
/// on after them. Where nobody asks for several things in turn or takes units from others, that makes no
/// difference.
CAREPATH_HOT bool Simulation::goes_behind_those_granted(std::uint32_t entity) {
  if (!needs_.order_matters || instant_.next_ready == instant_.ready.size()) return false;
  instant_.ready.push_back(entity);
  return true;
}

/// What would let an entity go on is taken back.
void Simulation::cancel_pending(std::uint32_t entity, EntityHead& head) {
  if (head.pending != settling_event) return cancel(head.pending);
  std::erase(instant_.settling, entity);
  head.pending = no_event;
}

/// Takes an event back, when there is one.
void Simulation::cancel(EventPlace& event) {
  if (event == no_event) return;
  if (event != event_after_end) run_.calendar.cancel(event);
  event = no_event;
}

void Simulation::sample(std::uint32_t index) {
  recorder_.begin_sample(index);
  const std::vector<std::uint32_t>& intervals = recorder_.intervals_looked_at();
  for (std::uint32_t entity = 0; !intervals.empty() && entity < run_.entities.capacity(); ++entity) {
    EntityHead& head = run_.entities.head(entity);
    if (!head.alive) continue;
    const IntervalState* const states = run_.entities.intervals(head);
    for (const std::uint32_t at : intervals)
      if (states[at].is_open())
        recorder_.see_open({at, run_.interval_age(states[at].opened(), at).days(), states[at].is_marked(),
                            EntityStore::attributes(head)});
  }
  recorder_.take_sample(index, run_.now);
  if (index + 1 < program_.plan.sample_times.size())
    run_.calendar.push(program_.plan.sample_times[index + 1], Rank::sample, EventKind::sample, index + 1);
}

RunCounts Simulation::run_part() {
  begin();
  loop();
  RunCounts counts = count();
  recorder_.close(run_.now);
  return counts;
}

/// Checks that nobody was lost; the recorder is told of those who are still there.
RunCounts Simulation::count() {
  if (options_.keep_entities) keep_those_inside();
  ensure(created_ + branches_ == left_ + run_.entities.alive(), "entities were lost or doubled");
  note_still_waiting();
  RunCounts counts{
      events_, created_, left_, run_.entities.alive() - branches_, 0, {}, run_.impossible_chances};
  HeldUp stuck = held_up_for_good(run_);
  counts.held_up = stuck.people.size();
  counts.held_up_on = std::move(stuck.on);
  return counts;
}

ReplicationResult Simulation::end() {
  RunCounts counts = count();
  return with_counts(recorder_.finish(run_.now), std::move(counts));
}

/// What is open of them, and that they are there.
void Simulation::keep_those_inside() {
  for (std::uint32_t entity = 0; entity < run_.entities.capacity(); ++entity) {
    EntityHead& head = run_.entities.head(entity);
    if (!head.alive) continue;
    for (std::uint32_t at = 0; at < program_.intervals.size(); ++at) {
      if (const IntervalState state = run_.entities.intervals(head)[at]; state.is_open())
        keep_outcome(head, at, run_.interval_age(state.opened(), at), false);
      recorder_.keep({.key = head.key,
                      .time = {},
                      .interval = static_cast<std::uint16_t>(at),
                      .closed = true,
                      .measured = false,
                      .periods = 0,
                      .inside = true});
    }
  }
}

/// Tells the recorder who still stands in a queue, and checks that what is in use is what entities hold.
void Simulation::note_still_waiting() {
  std::vector<double> held(run_.resources.size(), 0);
  for (std::uint32_t entity = 0; entity < run_.entities.capacity(); ++entity) {
    if (!run_.entities.head(entity).alive) continue;
    for (auto at = run_.entities.head(entity).ticket; at != none_index; at = run_.tickets[at].sibling) {
      const Ticket& ticket = run_.tickets[at];
      if (ticket.blocked) continue;
      recorder_.still_waiting(program_.needs[ticket.need].parts[ticket.part].resource, ticket.joined,
                              run_.now);
    }
    for (std::uint32_t hold = 0; hold < program_.holds.size(); ++hold)
      for (std::size_t part = 0; part < program_.holds[hold].resources.size(); ++part)
        held[program_.holds[hold].resources[part].value] += run_.entities.cells(entity, hold)[part];
  }
  for (std::size_t at = 0; at < run_.resources.size(); ++at)
    if (program_.resources[at].kind == ResourceKind::units && !program_.resources[at].consumed &&
        !run_.in_groups(static_cast<std::uint32_t>(at)))
      ensure(held[at] == run_.resources[at].in_use, "units of a resource were lost or doubled");
}

ReplicationResult with_counts(ReplicationResult result, RunCounts counts) {
  result.completed = true;
  result.events = counts.events;
  result.created = counts.created;
  result.left = counts.left;
  result.inside = counts.inside;
  result.held_up = counts.held_up;
  result.held_up_on = std::move(counts.held_up_on);
  result.impossible_chances = counts.impossible_chances;
  return result;
}

ReplicationResult run_undivided(const Program& program, const ReplicationOptions& options) {
  ReplicationResult failed;
  try {
    return Simulation(program, options).run();
  } catch (const std::exception& fault) {
    failed.failure = fault.what();
  }
  return failed;
}

} // namespace carepath
