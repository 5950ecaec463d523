// The state of one replication and the acts that change it. See engine/README.md: how an event works.
#pragma once

#include "engine/observe/recorder.hpp"
#include "engine/run/diary_dates.hpp"
#include "engine/run/endless_turns.hpp"
#include "engine/run/fused_code.hpp"
#include "engine/run/instant.hpp"
#include "engine/run/need_rules.hpp"
#include "engine/run/replication.hpp"
#include "engine/run/run_state.hpp"
#include "engine/run/service.hpp"

#include <exception>
#include <utility>
#include <vector>

namespace carepath {

/// How many there were, who is held up for good, and which chances were none.
struct RunCounts {
  std::uint64_t events = 0;
  std::uint64_t created = 0;
  std::uint64_t left = 0;
  std::uint64_t inside = 0;
  std::uint64_t held_up = 0;
  std::vector<std::uint32_t> held_up_on; // resources
  ImpossibleChances impossible_chances;
};

[[nodiscard]] ReplicationResult with_counts(ReplicationResult result, RunCounts counts);

struct Cancelled : std::exception {
  [[nodiscard]] const char* what() const noexcept override { return "cancelled"; }
};

class Simulation {
public:
  /// `is_part`: what is recorded will be added to that of the other parts of a program.
  Simulation(const Program& program, const ReplicationOptions& options, bool is_part = false);
  /// Runs to the end of the plan and returns what was recorded.
  [[nodiscard]] ReplicationResult run();
  /// The same of a part of a program: the records are closed and not evaluated.
  [[nodiscard]] RunCounts run_part();
  [[nodiscard]] Recorder take_recorder() { return std::move(recorder_); }

private:
  // simulation.cpp: the main loop
  void begin();
  void loop();
  void pass_time(SimTime now);
  void resume(std::uint32_t entity);
  void dispatch(const Event& event);
  void run_ready();
  void sample(std::uint32_t index);
  void cancel(EventPlace& event);
  void settle(std::uint32_t entity, EntityHead& head);
  bool goes_behind_those_granted(std::uint32_t entity);
  [[nodiscard]] bool others_end_now() const;
  void cancel_pending(std::uint32_t entity, EntityHead& head);
  bool finish_instant();
  void go_on_settled();
  void count_event();
  [[nodiscard]] RunCounts count();
  [[nodiscard]] ReplicationResult end();
  void keep_those_inside();
  void note_still_waiting();

  // interpreter.cpp
  void execute(std::uint32_t entity);
  void take_turn(std::uint32_t entity, EntityHead& head);
  bool obey(std::uint32_t entity, EntityHead& head);
  bool obey_one_turn(std::uint32_t entity, EntityHead& head, const Instruction*& next);
  void depart(std::uint32_t entity, EntityHead& head, std::uint32_t way);
  void fail_endless() const;
  bool obey_seldom(std::uint32_t entity, EntityHead& head, const Instruction& at);
  bool obey_others(std::uint32_t entity, EntityHead& head, const Instruction& at);
  bool obey_enter_service(std::uint32_t entity, EntityHead& head, const Instruction& at,
                          const Instruction*& next);
  bool obey_end_service(std::uint32_t entity, EntityHead& head, const Instruction& at,
                        const Instruction*& next);
  bool obey_seize(std::uint32_t entity, EntityHead& head, const Instruction& at);
  void obey_start(EntityHead& head);
  void look_at_those_who_eject();
  [[nodiscard]] std::uint32_t place_of(const Instruction* instruction) const {
    return static_cast<std::uint32_t>(instruction - code_);
  }
  bool may_settle(std::uint32_t entity, EntityHead& head, const Instruction& instruction);
  void change_entity(std::uint32_t entity, const Instruction& instruction);
  [[nodiscard]] SimTime time_before(std::uint32_t value, EntityHead& head);
  void tally(EntityHead& head, const Instruction& instruction);
  [[nodiscard]] std::uint32_t route_target(EntityHead& head, const Instruction& instruction);
  void set_attribute(EntityHead& head, std::uint32_t attribute, double value);
  [[nodiscard]] double of_work(EntityHead& head, ValueId value, bool in_group);
  [[nodiscard]] double duration_of(EntityHead& head, const Instruction& instruction);
  bool wait_for(std::uint32_t entity, EntityHead& head, double days);
  [[noreturn]] void fail_duration(const EntityHead& head, double days) const;
  // service.cpp: the usual service, of one unit without rules of its own
  bool enter_service(std::uint32_t entity, EntityHead& head, const Service& service);
  bool end_service(std::uint32_t entity, EntityHead& head, const Service& service);
  void join_line(std::uint32_t entity, EntityHead& head, ResourceState& resource, ResourceMeter& meter,
                 std::uint32_t need);
  void take_unit(EntityHead& head, ResourceState& resource, std::uint32_t cell);
  void give_units_back(EntityHead& head, ResourceState& resource, ResourceMeter& meter, std::uint32_t cell);
  void serve_waiting(ResourceState& resource, ResourceMeter& meter);
  void prepare_services();

  void come_to(std::uint32_t entity, EntityHead& head, std::uint32_t step, std::uint32_t visit_counter);
  [[nodiscard]] std::uint32_t node_of(std::uint32_t step) const {
    return static_cast<std::uint32_t>(run_.sources.size()) + step;
  }
  void arrive(std::uint32_t entity, EntityHead& head, std::uint32_t step);
  void be_at_work(std::uint32_t entity, EntityHead& head, std::uint32_t step);
  void pass_phase(EntityHead& head, Recorder::StepRow& row, Phase from, Phase next);
  /// `event`: what a trace calls it, where its phases do not say.
  void end_phase(EntityHead& head, Phase next, bool completed, const char* event = nullptr);
  void leave(std::uint32_t entity, EntityHead& head, std::uint32_t outcome);
  void interrupt(std::uint32_t entity);
  void trace(const EntityHead& head, const char* event);

  // intervals_and_timers.cpp
  void open_interval(EntityHead& head, const Instruction& instruction);
  void close_interval(EntityHead& head, const Instruction& instruction);
  void change_interval(EntityHead& head, const Instruction& instruction);
  void keep_outcome(EntityHead& head, std::uint32_t interval, SimTime age, bool closed);
  void start_timer(std::uint32_t entity, std::uint32_t timer);
  void stop_timer(std::uint32_t entity, std::uint32_t timer);
  void fire(std::uint32_t entity, EventPlace place);

  // requests.cpp: asking for, granting and giving back resources
  bool seize(std::uint32_t entity, std::uint32_t need, std::uint32_t refused);
  [[nodiscard]] bool is_asked_first(std::uint32_t entity, std::uint32_t need);
  SimTime end_of_patience(std::uint32_t entity, std::uint32_t need);
  [[nodiscard]] bool is_looked_at_later(const EntityHead& head, const NeedRow& need) const;
  [[nodiscard]] std::uint32_t chosen_part(const NeedRow& need, const Subject& who) const;
  bool seize_simply(std::uint32_t entity, EntityHead& head, std::uint32_t need);
  void note_request(EntityHead& head);
  void set_keys(std::uint32_t ticket, std::uint32_t resource, EntityHead& head);
  [[nodiscard]] double checked_key(double key, std::uint32_t resource) const;
  void grant_simply(ResourceState& resource, ResourceMeter& meter, std::uint32_t ticket);
  bool grant_at_once(std::uint32_t entity, std::uint32_t need, std::uint32_t chosen);
  [[nodiscard]] bool asks_for_nothing(std::uint32_t entity, const NeedRow& need);
  bool is_full(const NeedRow& need, std::uint32_t chosen, const Subject& who) const;
  void join_queues(std::uint32_t entity, std::uint32_t need, std::uint32_t chosen);
  void join_queue(std::uint32_t entity, std::uint32_t need, std::uint32_t part);
  void take(std::uint32_t entity, std::uint32_t need);
  void allot(std::uint32_t entity, std::uint32_t need, std::size_t part, std::uint32_t amount,
             std::uint32_t leave_free = 0);
  void look_at_one_who_asks(std::uint32_t resource, std::uint32_t need);
  void remove_ticket(std::uint32_t ticket);
  void drop_tickets(std::uint32_t entity);
  void release(std::uint32_t entity, std::uint32_t hold);

  // serving.cpp: who of those who wait is granted what, and when they are looked at
  void look_at_queue(std::uint32_t resource);
  void make_due(std::uint32_t resource);
  [[nodiscard]] bool is_all_there() const;
  void serve_when_all_is_there();
  void serve_due();
  void serve(std::uint32_t resource);
  void set_aside(std::uint32_t resource, std::uint32_t ticket);
  [[nodiscard]] bool may_all_be_passed(std::uint32_t resource);
  void bring_back(std::uint32_t resource);
  bool serve_others_first(const Ticket& ticket);
  [[nodiscard]] std::uint32_t front_of(std::uint32_t resource);
  [[nodiscard]] TicketPool::Keys keys_now(std::uint32_t resource, std::uint32_t ticket);
  [[nodiscard]] bool is_before(std::uint32_t ticket, const TicketPool::Keys& keys, std::uint32_t other,
                               const TicketPool::Keys& other_keys);
  [[nodiscard]] bool grantable(const Ticket& ticket);
  [[nodiscard]] bool may_be_next(std::uint32_t ticket);
  [[nodiscard]] bool may_be_passed(const Ticket& ticket) const;
  void grant(std::uint32_t ticket);
  [[nodiscard]] bool is_one_slot(const Ticket& ticket) const;
  void grant_slot(ResourceState& resource, ResourceMeter& meter, std::uint32_t ticket);

  // branches.cpp: several ways at once
  void fork(std::uint32_t entity, const Instruction& instruction);
  void join(std::uint32_t entity);
  void abandon_branches(std::uint32_t entity);

  // capacity.cpp: how much there is
  void capacity_change(std::uint32_t resource);
  void set_capacity(std::uint32_t resource);
  void give_back(std::uint32_t entity, std::uint32_t resource, std::uint32_t cell);
  void turned(std::uint32_t resource);
  void review(std::uint32_t resource);
  [[nodiscard]] bool wants_to_close(const Escalation& row) const;
  void serve_groups(std::uint32_t resource);
  void join_group(std::uint32_t entity, const NeedRow& need, std::uint32_t resource, bool opens);
  void resource_changed(std::uint32_t resource);

  // interruption.cpp: units taken away from those who hold them
  [[nodiscard]] bool make_room(const Ticket& ticket);
  [[nodiscard]] bool may_eject(const Ticket& ticket, const Holder& holder, Subject& who);
  [[nodiscard]] bool would_make_room(const Ticket& ticket);
  [[nodiscard]] std::size_t victim_of(const Ticket& ticket);
  [[nodiscard]] bool can_be_taken(const Holder& holder, Interruption how);
  [[nodiscard]] bool is_in_its_step(const EntityHead& head) const;
  [[nodiscard]] bool was_interrupted(EntityHead& head) const {
    return run_.entities.keeps_extras() && run_.entities.extras(head).interruptions > 0;
  }
  void take_over_capacity(std::uint32_t resource);
  void take_units(std::uint32_t resource, std::size_t holder, Interruption how);
  void stop_work(std::uint32_t entity, Interruption how);
  void rejoin(const Holder& holder, std::uint32_t amount, Interruption how);
  void end_pauses(std::uint32_t resource);
  void go_on(std::uint32_t ticket);
  void resume_at(std::uint32_t entity, EntityHead& head, SimTime due);
  void begin_again(std::uint32_t entity, EntityHead& head);
  void forget_holder(std::uint32_t resource, std::uint32_t entity, HoldId hold);
  void throw_out(std::uint32_t entity, std::uint32_t target);

  // diary.cpp: sessions, and those who wait for one
  [[nodiscard]] DiaryDates dates_of(std::uint32_t resource) { return {run_, resource}; }
  void session(std::uint32_t resource);
  void schedule_session(std::uint32_t resource);
  void hold_booked(std::uint32_t resource, std::size_t session, std::size_t end);
  void open_lists(std::uint32_t resource, std::size_t session, std::size_t end);
  void close_lists();
  void schedule_opening(std::uint32_t resource);
  void look_again(std::uint32_t resource, SimTime time);
  void opening(std::uint32_t resource);
  [[nodiscard]] bool book_at_once(std::uint32_t resource, std::uint32_t entity, const NeedRow& need);
  void book_waiting(std::uint32_t resource);
  bool await_booking(std::uint32_t entity, const Instruction& instruction);
  void give_slots_back(std::uint32_t entity, std::uint32_t hold, std::uint32_t cell);

  // arrivals.cpp
  void schedule_source(std::uint32_t source);
  void schedule_arrival(std::uint32_t source, SimTime time);
  void arrival(std::uint32_t source);
  void create_those_there(std::uint32_t source);
  void create_batch(std::uint32_t source, std::uint32_t row);
  void create(std::uint32_t source, std::uint32_t row);

  void prepare_code();

  const Program& program_;
  const Instruction* code_; // the program's, or with what could be fused
  const ReplicationOptions& options_;
  const std::uint32_t* targets_; // of routes
  FusedCode fused_;
  std::vector<Service> services_; // parallel to needs_.simple
  std::uint32_t timer_count_;
  std::vector<std::uint32_t> visit_counters_; // of each step
  RunState run_;
  NeedRules needs_;
  std::uint64_t joined_ = 0;                   // tickets issued: the last key of every queue order
  std::vector<std::uint32_t> sources_by_name_; // at one instant they come in this order, wherever written
  std::vector<std::uint32_t> resources_by_name_;
  Instant instant_;
  Recorder recorder_;
  bool warmed_up_ = false;
  bool booked_initial_ = false; // bookings of entities present at the start have been made
  std::uint64_t events_ = 0;
  EndlessTurns endless_turns_;
  std::size_t branches_ = 0; // alive: rows that are no entities of their own
  std::uint64_t created_ = 0;
  std::uint64_t left_ = 0;
};

} // namespace carepath
