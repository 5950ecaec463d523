// The state of one replication and the acts that change it. See engine/README.md: how an event works.
#pragma once

#include "engine/observe/recorder.hpp"
#include "engine/run/endless_turns.hpp"
#include "engine/run/entity_store.hpp"
#include "engine/run/event_calendar.hpp"
#include "engine/run/fused_code.hpp"
#include "engine/run/replication.hpp"
#include "engine/run/resource_state.hpp"
#include "engine/run/service.hpp"
#include "engine/run/source_state.hpp"

#include <deque>
#include <exception>
#include <set>
#include <utility>
#include <vector>

namespace carepath {

/// What a value is evaluated for: an entity, or a source (no entity yet).
struct Subject {
  std::uint64_t key = 0;
  EntityHead* head = nullptr;
  const double* holder = nullptr; // attributes of one whose units it may take
  double day_of_stay = 0;
  bool of_group = false; // the luck is a group's, whatever the visit
};

/// A ticket out of its queue while those behind it are looked at.
struct SetAside {
  std::uint32_t resource = 0;
  std::uint32_t ticket = 0;
};

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
    return static_cast<std::uint32_t>(sources_.size()) + step;
  }
  void arrive(std::uint32_t entity, EntityHead& head, std::uint32_t step);
  void pass_phase(EntityHead& head, Recorder::StepRow& row, Phase from, Phase next);
  /// `event`: what a trace calls it, where its phases do not say.
  void end_phase(EntityHead& head, Phase next, bool completed, const char* event = nullptr);
  void leave(std::uint32_t entity, EntityHead& head, std::uint32_t outcome);
  void interrupt(std::uint32_t entity);
  void trace(const EntityHead& head, const char* event);

  // intervals_and_timers.cpp
  [[nodiscard]] EntityHead& speaks_for(EntityHead& head) const;
  void open_interval(EntityHead& head, const Instruction& instruction);
  void close_interval(EntityHead& head, const Instruction& instruction);
  void change_interval(EntityHead& head, const Instruction& instruction);
  void keep_outcome(EntityHead& head, std::uint32_t interval, SimTime age, bool closed);
  [[nodiscard]] SimTime interval_age(SimTime opened, std::uint32_t interval) const;
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
  [[nodiscard]] bool available(std::uint32_t resource, double amount) const;
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

  // deadlock.cpp: entities that hold each other up
  std::vector<std::uint32_t> held_up_for_good(std::vector<std::uint32_t>& on);
  bool somebody_waits_and_holds();
  bool waits_for_good(std::uint32_t entity);
  [[nodiscard]] std::set<std::uint32_t> parents_of(const std::vector<std::uint32_t>& waiting);
  std::vector<std::uint32_t> people_among(const std::vector<std::uint32_t>& waiting,
                                          std::vector<std::uint32_t>& on);
  [[nodiscard]] bool waits_for_branches(std::uint32_t entity);
  [[nodiscard]] bool may_be_taken_away(std::uint32_t entity);
  bool holds_units(std::uint32_t entity);
  [[nodiscard]] bool gives_by_itself(std::uint32_t resource) const;
  bool may_be_granted(std::uint32_t entity, const std::vector<bool>& gives);

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
  [[nodiscard]] bool in_groups(std::uint32_t resource) const {
    return program_.resources[resource].group > 1;
  }
  void resource_changed(std::uint32_t resource);
  [[nodiscard]] std::size_t waiting_for(std::uint32_t resource) const;
  [[nodiscard]] std::uint32_t whole_amount(ValueId value, const Subject& subject) const;

  // interruption.cpp: units taken away from those who hold them
  [[nodiscard]] bool make_room(const Ticket& ticket);
  [[nodiscard]] bool may_eject(const Ticket& ticket, const Holder& holder, Subject& who);
  [[nodiscard]] bool would_make_room(const Ticket& ticket);
  [[nodiscard]] std::size_t victim_of(const Ticket& ticket);
  [[nodiscard]] bool can_be_taken(const Holder& holder, Interruption how);
  [[nodiscard]] bool is_in_its_step(const EntityHead& head) const;
  [[nodiscard]] bool was_interrupted(EntityHead& head) const {
    return entities_.keeps_extras() && entities_.extras(head).interruptions > 0;
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

  // diary.cpp: sessions and bookings
  void session(std::uint32_t resource);
  void schedule_session(std::uint32_t resource);
  [[nodiscard]] bool is_cancelled(std::uint32_t resource, std::size_t session) const;
  void hold_booked(std::uint32_t resource, std::size_t session, std::size_t end);
  void open_lists(std::uint32_t resource, std::size_t session, std::size_t end);
  void close_lists();
  [[nodiscard]] std::size_t first_bookable(std::uint32_t resource) const;
  [[nodiscard]] double days_to_next_slot(std::uint32_t resource) const;
  [[nodiscard]] bool has_room(std::uint32_t resource, std::size_t session, double amount, const NeedRow& need,
                              double leave_free) const;
  bool book_stay(std::uint32_t resource, std::uint32_t entity, const NeedRow& need, std::size_t from);
  [[nodiscard]] std::vector<std::uint32_t> amounts_of_stay(std::uint32_t entity, const NeedRow& need);
  void find_stay(std::uint32_t resource, std::size_t from, const NeedRow& need, double leave_free,
                 const std::vector<std::uint32_t>& amounts, Booking& stay) const;
  void take_slots(std::uint32_t resource, std::size_t session, std::uint32_t amount);
  bool book(std::uint32_t resource, std::uint32_t entity, const NeedRow& need);
  void find_openings();
  [[nodiscard]] SimTime next_opening(std::uint32_t resource) const;
  void schedule_opening(std::uint32_t resource);
  void look_again(std::uint32_t resource, SimTime time);
  void opening(std::uint32_t resource);
  [[nodiscard]] bool opens_now(std::uint32_t resource) const;
  [[nodiscard]] bool book_at_once(std::uint32_t resource, std::uint32_t entity, const NeedRow& need);
  void book_waiting(std::uint32_t resource);
  bool await_booking(std::uint32_t entity, const Instruction& instruction);
  [[nodiscard]] const Booking* booking_of(std::uint32_t entity, std::uint32_t hold) const;
  void forget_booking(std::uint32_t entity, std::uint32_t hold);
  bool give_days_back(std::uint32_t entity, std::uint32_t hold, std::size_t session, std::size_t first);
  void give_slots_back(std::uint32_t entity, std::uint32_t hold, std::uint32_t cell);

  // arrivals.cpp
  void schedule_source(std::uint32_t source);
  void arrival(std::uint32_t source);
  void create(std::uint32_t source, std::uint32_t row);
  void read_row(const SourceRow& from, std::uint32_t row, EntityHead& head);
  void create_batch(std::uint32_t source, std::uint32_t row);
  [[nodiscard]] std::uint32_t people(std::uint32_t source, ValueId value, const Subject& who) const;
  [[nodiscard]] std::uint32_t people_at(std::uint32_t source, ValueId value, const Subject& who,
                                        SimTime moment);
  [[nodiscard]] double day_factor(std::uint32_t source) const;
  [[nodiscard]] double end_of_day(std::uint32_t source) const;
  [[nodiscard]] std::uint32_t copies(std::uint32_t source, std::uint32_t row) const;
  [[nodiscard]] SimTime next_poisson(std::uint32_t source);
  [[nodiscard]] SimTime next_counted(std::uint32_t source);
  [[nodiscard]] SimTime first_arrival(std::uint32_t source);
  [[nodiscard]] SimTime next_arrival(std::uint32_t source);

  // evaluate.cpp
  [[nodiscard]] double evaluate(ValueId value, const Subject& subject) const {
    const ValueNode& node = values_[value.value];
    return node.op == ValueOp::constant ? node.number : evaluate_node(node, subject);
  }
  /// Of an entity: the frequent kinds here, the others as any value.
  CAREPATH_HOT double evaluate_for(ValueId value, EntityHead& head) const {
    const ValueNode& node = values_[value.value];
    if (node.op == ValueOp::draw) return draw_for(node, head);
    if (node.op == ValueOp::constant) return node.number;
    if (node.op == ValueOp::attribute) return EntityStore::attributes(head)[node.a];
    if (node.op == ValueOp::select) return select_for(node, head);
    return evaluate_node(node, {head.key, &head, nullptr, 0, false});
  }
  [[nodiscard]] double select_for(const ValueNode& node, EntityHead& head) const;
  [[nodiscard]] double draw_for(const ValueNode& node, EntityHead& head) const;
  [[nodiscard]] std::uint64_t earlier_visits(EntityHead& head, std::uint32_t counter) const {
    const std::uint64_t visits = entities_.visits(head)[counter];
    return visits == 0 ? 0 : visits - 1;
  }
  [[nodiscard]] double evaluate_node(const ValueNode& node, const Subject& subject) const;
  [[nodiscard]] double evaluate_state(const ValueNode& node, const Subject& subject) const;
  [[nodiscard]] double evaluate_arithmetic(const ValueNode& node, const Subject& subject) const;
  [[nodiscard]] double first_match(const ValueNode& node, const Subject& subject) const;
  [[nodiscard]] double units_in_row(std::uint32_t resource, EntityHead& head) const;
  [[nodiscard]] double units_held(std::uint32_t resource, const Subject& subject) const;
  [[nodiscard]] double profile_value(ProfileId profile) const;
  [[nodiscard]] Subject subject(std::uint32_t entity) {
    auto& head = entities_.head(entity);
    return {head.key, &head, nullptr, 0, false};
  }
  [[nodiscard]] std::uint64_t key_at(const ValueNode& node, const EntityHead& head) const;
  [[nodiscard]] std::uint64_t key_of(const ValueNode& node, const Subject& subject) const;
  [[nodiscard]] std::uint64_t visit_of(const ValueNode& node, const Subject& subject) const;
  [[nodiscard]] IntervalState& interval_of(const Subject& subject, std::uint32_t interval) const;

  void find_simple_needs();
  void prepare_serving();
  void prepare_code();

  const Program& program_;
  const Instruction* code_; // the program's, or with what could be fused
  const ValueNode* const values_;
  const PreparedDraw* const draws_;
  const ReplicationOptions& options_;
  const std::uint32_t* targets_; // of routes
  FusedCode fused_;
  std::vector<Service> services_; // parallel to simple_needs_
  std::uint32_t timer_count_;
  std::vector<std::uint32_t> visit_counters_; // of each step
  std::vector<SimpleNeed> simple_needs_;      // parallel to the program's needs
  std::vector<SimpleNeed> simple_holds_;      // parallel to its holds: one simple resource
  SimTime now_;
  ReplicationLuck luck_;
  EventCalendar calendar_;
  mutable ImpossibleChances impossible_chances_; // met while values are read
  mutable EntityStore entities_;                 // values read columns of rows they are given
  TicketPool tickets_;
  std::uint64_t joined_ = 0; // tickets issued: the last key of every queue order
  std::vector<ResourceState> resources_;
  std::vector<SourceState> sources_;
  std::vector<std::uint32_t> sources_by_name_; // at one instant they come in this order, wherever written
  std::vector<std::uint32_t> resources_by_name_;
  std::vector<std::uint32_t> ready_; // entities granted something at this instant, in order
  std::size_t next_ready_ = 0;
  std::deque<std::uint32_t> settling_;      // entities to go on at this instant when all has been given back
  std::vector<SetAside> set_aside_;         // tickets, while those behind them are looked at
  std::vector<std::uint32_t> due_;          // resources whose queue is looked at before time goes on
  std::vector<std::uint32_t> open_diaries_; // whose lists are filled at this instant
  bool order_matters_ = false; // of those who go on at one instant: some ask again, or take units from others
  std::vector<std::uint32_t> ejectable_;   // resources whose units some may take from others
  bool may_eject_now_ = false;             // those who may are to be looked at at this instant
  std::vector<bool> follows_diary_;        // needs that come after one of a diary at the same step
  std::vector<std::uint32_t> first_needs_; // of each need: the first of its step
  bool is_unfinished_ = false;             // something is left to do before the next event
  Recorder recorder_;
  bool warmed_up_ = false;
  bool booked_initial_ = false; // bookings of entities present at the start have been made
  std::uint64_t events_ = 0;
  std::uint64_t events_at_instant_ = 0;
  EndlessTurns endless_turns_;
  std::size_t branches_ = 0; // alive: rows that are no entities of their own
  std::uint64_t created_ = 0;
  std::uint64_t left_ = 0;
};

} // namespace carepath
