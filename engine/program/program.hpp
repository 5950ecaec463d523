// A compiled scenario: flat, immutable tables shared by every replication and thread.
//
// Nothing here refers to text except names for listings and results. `ProgramBuilder` fills it,
// `prove` checks it, `Replication` runs it.
#pragma once

#include "engine/base/diagnostic.hpp"
#include "engine/base/id.hpp"
#include "engine/base/sim_time.hpp"
#include "engine/observe/measure.hpp"
#include "engine/program/instruction.hpp"
#include "engine/program/value_node.hpp"
#include "engine/random/distribution.hpp"
#include "engine/random/prepared_draw.hpp"

#include <map>
#include <memory>
#include <string>
#include <vector>

namespace carepath {

struct AttributeRow {
  std::string name;
  std::vector<std::string> categories; // empty for a number
  bool set_on_entry = false;           // every source sets it before the entity moves
  SourceRef where;
};

struct StepRow {
  std::string name;
  std::string title;
  std::string setting;
  std::uint32_t entry = no_target;       // instruction index
  std::uint32_t ejected = no_target;     // where those go whose unit is taken away for good
  std::uint32_t visit = ValueNode::none; // visit counter, kept only on cycles and where branches meet
  std::uint64_t luck = 0;                // of a branch that begins here
  SourceRef where;
};

/// A piecewise-constant function of time: value[i] holds from time[i] to time[i + 1]; time[0] is the
/// beginning of time. Infinity means no bound.
struct Profile {
  std::vector<SimTime> times;
  std::vector<double> values;
};

enum class ResourceKind : std::uint8_t { units, diary };

/// One session of a diary, with slots of its own also where others start together with it.
struct DiarySession {
  SimTime start;
  std::uint32_t slots = 0;
};

/// How waiting entities are ordered: keys in turn, smallest first, then order of joining.
struct QueueOrder {
  std::vector<ValueId> keys; // a key to be taken largest first is negated by the builder
  bool changes = false;      // some key changes while waiting: all are looked at whenever somebody is served
};

/// What becomes of work under way when its unit is taken away.
enum class Interruption : std::uint8_t {
  none,     // work in hand is finished
  resume,   // goes on with the next unit that is free, where it stopped
  pause,    // goes on when the capacity rises again, where it stopped
  restart,  // begins again, as long as before
  resample, // begins again, drawn anew
  eject     // the entity leaves by the route of its step for that
};

/// More units while they are wanted: opened at a review, closed after notice.
struct Escalation {
  double units = 0;   // 0: none
  ValueId open_when;  // of the state of the system
  ValueId close_when; // absent: when `open_when` no longer holds
  SimTime review;     // from one look to the next
  SimTime notice;     // from the decision to close until it is done
};

struct ProgramResource {
  std::string name;
  std::string setting;
  std::string role; // what kind of unit it is, as the scenario says ("staff"); may be empty
  ResourceKind kind = ResourceKind::units;
  ProfileId capacity;                 // units
  std::vector<DiarySession> sessions; // diary, by time
  bool book_on_arrival =
      false;      // diary: a date is given on joining; otherwise the list is drawn at the session
  SimTime notice; // diary, booking: soonest date after joining
  SimTime horizon = SimTime::never(); // diary, booking: furthest date ahead
  QueueOrder order;
  Interruption when_capacity_falls = Interruption::none;
  Escalation escalation;
  bool consumed = false; // units are used up; the capacity is what has been supplied so far
  ValueId turnaround;    // units: days between being given back and being free again
  std::uint32_t turnarounds = ValueNode::none; // visit counter of an entity's turnarounds
  std::uint32_t group = 1;                     // units: how many entities one serves together
  std::uint32_t least = 1;    // units: fewest in a group; diary: fewest in a session, or it is not held
  double cancelled = 0;       // diary: chance that a session is not held
  std::uint32_t overrun = 0;  // diary: slots the last one of a session may run over
  std::uint64_t purpose = 0;  // of its own luck
  bool interruptible = false; // holders are listed: capacity or an ejecting need may take units away
  SourceRef where;
};

struct NeedPart {
  ResourceId resource;
  ValueId amount; // whole units
};

/// One part: all. `one`: that with the smallest score, chosen on joining.
enum class NeedMode : std::uint8_t { all, any, one };

/// Whose units a need may take when none is free.
struct Ejection {
  Interruption then = Interruption::none; // none: takes nobody's
  ValueId when;                           // of the asking entity and `holder` attributes
  ValueId pick;                           // smallest first; absent: the last to start
  std::uint64_t at_random = 0;            // a purpose: any of them, by luck; 0: by `pick`
};

/// What a `seize` asks for. Parts of `all` are granted together or not at all; of `any`, the first free.
struct NeedRow {
  std::vector<NeedPart> parts;
  NeedMode mode = NeedMode::all;
  std::vector<ValueId> scores; // of `one`, parallel to parts
  ValueId wait_limit;          // days; absent: waits for ever
  ValueId queue_limit;         // refused when so many wait already
  ValueId leave_free;          // units that must stay free after the grant
  SimTime give_back;           // diary, booking: slots left free may be booked so long before
  ValueId span;                // diary, booking: so many sessions in a row
  Ejection ejection;
  HoldId hold; // where the grant is kept
  StepId step;
  SourceRef where;
};

/// A place in the entity where one need's grant is kept.
struct HoldRow {
  std::string name; // resource names joined by '|'
  std::vector<ResourceId> resources;
};

struct IntervalRow {
  std::string name;
  bool whole_days = false; // ages are differences of calendar days
  std::vector<std::string> reasons;
  double noticed_days = 7; // a smaller change between variants counts as none
};

/// A hazard: fires `after` days unless stopped; the entity then goes to `target`.
struct TimerRow {
  std::string name;
  ValueId after;
  std::uint32_t target = no_target;
  std::uint32_t visit = ValueNode::none; // counter, moved on at each start
  SourceRef where;
};

enum class ArrivalKind : std::uint8_t {
  at_start, // `count` entities at time 0
  poisson,  // rate per day, piecewise constant
  gaps,     // successive gaps drawn from `gap`
  counts,   // `count` entities in each period
  listed    // one entity at each time of `listed`
};
enum class Spread : std::uint8_t { start, even, uniform };

struct SourceRow {
  std::string name;
  ArrivalKind kind = ArrivalKind::poisson;
  std::uint32_t entry = no_target;
  std::uint64_t purpose = 0;
  bool holds = false;     // its entities hold something: they enter before those who ask
  ValueId day_factor;     // poisson: multiplies the rate of a day; absent: one
  double scale = 1;       // listed, rows at the start: copies of each row, on average
  bool resampled = false; // rows are drawn, whatever the time
  ValueId count;          // at_start, counts
  ValueId gap;            // gaps, days
  ValueId batch;          // entities per arrival; absent: one
  Profile rate;           // poisson, per day
  SimTime period;         // counts
  Spread spread = Spread::uniform;
  SimTime from;
  SimTime until = SimTime::never();
  std::vector<SimTime> listed;             // listed: arrival times; at_start: ignored
  std::vector<AttributeId> row_attributes; // listed, at_start: columns
  std::vector<double> rows;                // [entity, column]
  SourceRef where;
};

struct Program {
  std::vector<Instruction> code;
  std::vector<SourceRef> code_where;  // parallel to code
  std::vector<StepId> code_step;      // parallel to code; none outside steps
  std::vector<std::uint32_t> targets; // of `route`
  std::vector<ValueNode> values;
  std::vector<ValueId> value_children;
  std::vector<DistributionPtr> distributions;
  std::vector<std::shared_ptr<const Sampler>> samplers; // keep the draws' tables alive
  std::vector<PreparedDraw> draws;                      // parallel to distributions
  std::vector<AttributeRow> attributes;
  std::vector<StepRow> steps;
  std::vector<ProgramResource> resources;
  std::vector<NeedRow> needs;
  std::vector<HoldRow> holds;
  std::vector<IntervalRow> intervals;
  std::vector<TimerRow> timers;
  std::vector<SourceRow> sources;
  std::vector<std::string> outcomes;
  std::vector<Profile> profiles;
  std::map<std::uint64_t, std::string> chance_places; // by the purpose of a chance: where it is written
  std::uint32_t visit_counters = 0;
  std::vector<bool> branches_differ; // of each visit counter: branches draw each for itself where it counts
  bool antithetic = false; // replications come in pairs, the second with the luck of the first mirrored
  SimTime time_of_day;     // of the start: calendar days end so much earlier than whole days of the run
  ObservationPlan plan;
};

} // namespace carepath
