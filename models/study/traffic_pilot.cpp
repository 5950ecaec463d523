// The pilot's program: each request and release becomes a few instructions that record it.
#include "models/study/traffic_pilot.hpp"

#include "engine/run/event_calendar.hpp"
#include "models/study/traffic_copy.hpp"
#include "models/study/traffic_parts.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>

namespace carepath {
namespace {

constexpr double years_followed = 100; // after the last arrival

/// The pilot's program: requests and releases are recorded, and nothing is ever waited for.
class Pilot {
public:
  Pilot(const Program& original, const Losses& losses, PilotPeople people, double scale)
      : original_(original), losses_(losses), people_(people), multiple_(std::max(1.0, std::round(scale))),
        share_(std::min(1.0, scale)), copy_(original), asks_what_is_held_(asks_what_is_held(original)),
        needs_of_hold_(original.holds.size(), 0) {}

  PilotMeasures run() {
    auto& plan = copy_.program().plan;
    plan.end =
        std::min(original_.plan.end + SimTime::from_days(years_followed * 365), EventCalendar::latest());
    for (std::uint32_t need = 0; need < original_.needs.size(); ++need) add_need(need);
    for (std::uint32_t hold = 0; hold < original_.holds.size(); ++hold) add_hold(hold);
    for (std::uint32_t step = 0; step < original_.steps.size(); ++step)
      work_.push_back(copy_.tally_work(StepId(step)));
    if (asks_what_is_held_) tell_what_is_held();
    for (std::uint32_t at = 0; at < original_.code.size(); ++at) {
      copy_.begin(at);
      emit(original_.code[at]);
    }
    for (std::uint32_t source = 0; source < original_.sources.size(); ++source) adapt_source(source);
    add_outputs();
    const Program program = copy_.finish();
    return read(run_copy(program));
  }

private:
  /// The hold of a need, its number among the needs with that hold (from 1), and what is recorded.
  struct NeedPlaces {
    std::uint32_t category = 0;
    MeasureId asked;
    std::vector<MeasureId> amounts;
    std::vector<double> chances; // of each part, where one of several is taken; else empty: all are followed
  };
  /// Columns of an entity for what it holds, and what is recorded when it is given back.
  struct HoldPlaces {
    AttributeId need; // 0: nothing is held; else the need's category
    AttributeId since;
    std::vector<AttributeId> amounts;
    std::vector<MeasureId> unit_days;
    MeasureId used;
  };

  void add_need(std::uint32_t need) {
    NeedPlaces places;
    const auto hold = original_.needs[need].hold.value;
    places.category = ++needs_of_hold_[hold];
    places.asked = copy_.tally();
    for (std::size_t part = 0; part < original_.needs[need].parts.size(); ++part)
      places.amounts.push_back(copy_.tally());
    const auto& row = original_.needs[need];
    if (asks_what_is_held_ && row.mode != NeedMode::all && row.parts.size() > 1)
      places.chances = chances_of_parts(original_, row);
    needs_.push_back(std::move(places));
  }

  void add_hold(std::uint32_t hold) {
    HoldPlaces places;
    places.need = copy_.attribute(needs_of_hold_[hold] + 1);
    places.since = copy_.attribute();
    places.used = copy_.tally(places.need);
    for (std::size_t part = 0; part < original_.holds[hold].resources.size(); ++part) {
      places.amounts.push_back(copy_.attribute());
      places.unit_days.push_back(copy_.tally(places.need));
    }
    holds_.push_back(std::move(places));
  }

  /// Values that ask what somebody holds see what is recorded here.
  void tell_what_is_held() {
    taken_ = copy_.attribute();
    for (std::size_t value = 0; value < original_.values.size(); ++value) {
      const ValueNode node = copy_.program().values[value];
      if (node.op != ValueOp::holding) continue;
      const ValueId held = recorded_as_held(ResourceId(node.a));
      const ValueNode instead = copy_.program().values[held.value];
      copy_.program().values[value] = instead;
    }
  }
  ValueId recorded_as_held(ResourceId resource) {
    auto& builder = copy_.builder;
    auto total = builder.constant(0);
    for (std::size_t hold = 0; hold < holds_.size(); ++hold)
      for (std::size_t part = 0; part < holds_[hold].amounts.size(); ++part) {
        if (original_.holds[hold].resources[part] != resource) continue;
        const auto is_held =
            builder.binary(ValueOp::greater, value_of(holds_[hold].need), builder.constant(0));
        const auto units = builder.binary(ValueOp::multiply, is_held, value_of(holds_[hold].amounts[part]));
        total = builder.binary(ValueOp::add, total, units);
      }
    return total;
  }

  void emit(const Instruction& instruction) {
    switch (instruction.op) {
    case Opcode::seize: return emit_request(instruction);
    case Opcode::release: return emit_release(instruction.a);
    case Opcode::await_booking: return emit_booking(instruction);
    case Opcode::start: return emit_start(instruction);
    case Opcode::take:
    case Opcode::count:
    case Opcode::tally: return;
    default: return copy_.emit_same(instruction);
    }
  }

  /// What a request asks for in all: of a stay over several sessions, the amounts of all its days.
  ValueId whole_amount(const NeedRow& need, std::size_t part) {
    const auto amount = need.parts[part].amount;
    if (!need.span.exists()) return amount;
    constexpr int most_days = 60; // the rest of a longer stay is as its last day
    auto& builder = copy_.builder;
    auto total = copy_.on_day_of_stay(amount, 0);
    for (int day = 1; day < most_days; ++day) {
      const auto there = builder.binary(ValueOp::greater, need.span, builder.constant(day));
      total = builder.binary(ValueOp::add, total,
                             builder.binary(ValueOp::multiply, there, copy_.on_day_of_stay(amount, day)));
    }
    const auto beyond = builder.binary(ValueOp::subtract, need.span, builder.constant(most_days));
    const auto rest = builder.binary(ValueOp::maximum, builder.constant(0), beyond);
    return builder.binary(ValueOp::add, total,
                          builder.binary(ValueOp::multiply, rest, copy_.on_day_of_stay(amount, most_days)));
  }

  ValueId value_of(AttributeId attribute) { return copy_.builder.of(ValueOp::attribute, attribute.value); }
  void set(AttributeId attribute, ValueId value) {
    copy_.builder.emit(Opcode::set, attribute.value, value.value);
  }

  void emit_request(const Instruction& instruction) {
    const auto need = instruction.a;
    const auto& row = original_.needs[need];
    copy_.builder.emit(Opcode::count, needs_[need].asked.value);
    if (!losses_.needs.empty()) emit_losses(instruction);
    const auto& hold = holds_[row.hold.value];
    const bool takes_one = !needs_[need].chances.empty();
    if (takes_one) set(taken_, part_taken(need));
    for (std::size_t part = 0; part < row.parts.size(); ++part) {
      const auto amount = whole_amount(row, part);
      copy_.builder.emit(Opcode::tally, needs_[need].amounts[part].value, amount.value);
      set(hold.amounts[part], takes_one ? if_taken(part, amount) : amount);
    }
    set(hold.since, copy_.builder.of(ValueOp::now, 0));
    set(hold.need, copy_.builder.constant(needs_[need].category));
  }

  /// The number of the part that is taken, drawn anew at each visit: each among those that are left.
  ValueId part_taken(std::uint32_t need) {
    auto& builder = copy_.builder;
    const auto& chances = needs_[need].chances;
    auto taken = builder.constant(static_cast<double>(chances.size() - 1));
    double left = chances.back();
    for (std::size_t part = chances.size() - 1; part-- > 0;) {
      left += chances[part];
      const auto is_this = chance(left > 0 ? chances[part] / left : 0,
                                  fmt::format("need{}.part{}", need, part), original_.needs[need].step);
      taken = builder.group(ValueOp::conditional, {},
                            {is_this, builder.constant(static_cast<double>(part)), taken}, 3);
    }
    return taken;
  }
  ValueId if_taken(std::size_t part, ValueId amount) {
    auto& builder = copy_.builder;
    const auto is_taken =
        builder.binary(ValueOp::equal, value_of(taken_), builder.constant(static_cast<double>(part)));
    return builder.binary(ValueOp::multiply, is_taken, amount);
  }

  [[nodiscard]] std::uint32_t visit_of(StepId step) const {
    return step.exists() ? original_.steps[step.value].visit : ValueNode::none;
  }
  /// True with a probability, anew at each visit.
  ValueId chance(double probability, const std::string& purpose, StepId step) {
    auto& builder = copy_.builder;
    return builder.chance(builder.constant(probability), "pilot." + purpose, visit_of(step));
  }

  /// Turned away, or struck by a risk while waiting. The chances are those among all requests, so that of
  /// each is among those whom the ones before it have left.
  void emit_losses(const Instruction& instruction) {
    auto& builder = copy_.builder;
    const auto& losses = losses_.needs[instruction.a];
    const auto step = original_.needs[instruction.a].step;
    double left = 1;
    const auto lost = [&](double share, const std::string& how) {
      const auto value = chance(share / left, fmt::format("need{}.{}", instruction.a, how), step);
      left -= share;
      return value;
    };
    if (losses.refused > 0 && instruction.b != no_target)
      builder.emit_branch_if(lost(losses.refused, "refused"), copy_.place_of(instruction.b));
    for (std::uint32_t timer = 0; timer < losses.struck.size(); ++timer) {
      if (losses.struck[timer] == 0) continue;
      const auto stays = builder.label();
      const auto struck = lost(losses.struck[timer], fmt::format("timer{}", timer));
      builder.emit_branch_if(builder.unary(ValueOp::negated, struck), stays);
      builder.emit(Opcode::stop_timer, timer);
      builder.emit_jump(copy_.place_of(original_.timers[timer].target));
      builder.place(stays);
    }
  }

  /// Those whose unit is taken away for good have been at work for a while.
  void emit_start(const Instruction& instruction) {
    auto& builder = copy_.builder;
    copy_.emit_same(instruction);
    if (losses_.steps.empty() || losses_.steps[instruction.a].share == 0) return;
    const auto& ejections = losses_.steps[instruction.a];
    const auto stays = builder.label();
    const auto ejected =
        chance(ejections.share, fmt::format("step{}.ejected", instruction.a), StepId(instruction.a));
    builder.emit_branch_if(builder.unary(ValueOp::negated, ejected), stays);
    builder.emit(Opcode::delay, builder.constant(ejections.days).value);
    builder.emit_jump(copy_.place_of(original_.steps[instruction.a].ejected));
    builder.place(stays);
  }

  void emit_release(std::uint32_t at) {
    auto& builder = copy_.builder;
    const auto& hold = holds_[at];
    const auto empty = builder.label();
    builder.emit_branch_if(builder.binary(ValueOp::equal, value_of(hold.need), builder.constant(0)), empty);
    const auto days = builder.binary(ValueOp::subtract, builder.of(ValueOp::now, 0), value_of(hold.since));
    for (std::size_t part = 0; part < hold.amounts.size(); ++part) {
      const auto turnaround = original_.resources[original_.holds[at].resources[part].value].turnaround;
      const auto busy = turnaround.exists() ? builder.binary(ValueOp::add, days, turnaround) : days;
      builder.emit(Opcode::tally, hold.unit_days[part].value,
                   builder.binary(ValueOp::multiply, value_of(hold.amounts[part]), busy).value);
    }
    set(hold.need, builder.constant(0));
    builder.place(empty);
  }

  /// A slot whose moment has come is used; one given back some days before is not.
  void emit_booking(const Instruction& instruction) {
    auto& builder = copy_.builder;
    const auto before = builder.label();
    builder.emit_branch_if(builder.binary(ValueOp::greater, ValueId(instruction.b), builder.constant(0)),
                           before);
    builder.emit(Opcode::count, holds_[instruction.a].used.value);
    builder.place(before);
  }

  void adapt_source(std::uint32_t at) {
    auto& builder = copy_.builder;
    auto& source = copy_.program().sources[at];
    source.until = std::min(source.until, original_.plan.end + SimTime{1});
    if ((source.kind == ArrivalKind::at_start) != (people_ == PilotPeople::present)) copy_.silence(at);
    const auto entry = copy_.place_of(original_.sources[at].entry);
    if (source.kind == ArrivalKind::poisson) {
      for (auto& rate : source.rate.values) rate *= multiple_ * share_;
      return builder.source_entry(at, entry);
    }
    if (multiple_ > 1 && source.kind != ArrivalKind::at_start)
      source.batch = builder.binary(ValueOp::multiply, builder.constant(multiple_),
                                    source.batch.exists() ? source.batch : builder.constant(1));
    if (share_ == 1) return builder.source_entry(at, entry);
    const auto thinned = builder.label();
    builder.place(thinned);
    builder.source_entry(at, thinned);
    const auto followed =
        builder.chance(builder.constant(share_), fmt::format("pilot.source{}", at), ValueNode::none);
    builder.emit_branch_if(followed, entry);
    copy_.emit_leave();
  }

  /// Declares what the replication returns; `read` takes it in the same order.
  void add_outputs() {
    for (std::size_t need = 0; need < needs_.size(); ++need) {
      const auto& hold = holds_[original_.needs[need].hold.value];
      const auto category = needs_[need].category + 1; // place 0 is everyone, place 1 those who hold nothing
      copy_.output(FigureOp::tally_count, needs_[need].asked);
      copy_.output(FigureOp::tally_count, needs_[need].amounts[0]);
      copy_.output(FigureOp::tally_count, hold.used, category);
      copy_.output(FigureOp::tally_count, hold.unit_days[0], category);
      for (std::size_t part = 0; part < needs_[need].amounts.size(); ++part) {
        copy_.output(FigureOp::tally_sum, needs_[need].amounts[part]);
        copy_.output(FigureOp::tally_sum, hold.unit_days[part], category);
      }
    }
    for (const auto work : work_) copy_.output(FigureOp::tally_mean, work);
  }

  [[nodiscard]] PilotMeasures read(const ReplicationResult& result) const {
    PilotMeasures pilot;
    const auto nodes = original_.sources.size() + original_.steps.size() + original_.outcomes.size();
    for (const auto& edge : result.edges)
      if (edge.to < nodes) pilot.edges.push_back(edge);
    for (const auto& step : result.steps) pilot.visits.push_back(step.arrivals);
    std::size_t at = 0;
    for (const auto& places : needs_) {
      NeedMeasure need{
          result.outputs[at], result.outputs[at + 1], result.outputs[at + 2], result.outputs[at + 3], {}, {}};
      at += 4;
      for (std::size_t part = 0; part < places.amounts.size(); ++part) {
        const double seen = places.chances.empty() ? 1 : places.chances[part]; // of all grants
        need.amount.push_back(result.outputs[at++]);
        need.unit_days.push_back(seen > 0 ? result.outputs[at] / seen : 0);
        ++at;
      }
      pilot.needs.push_back(std::move(need));
    }
    for (std::size_t step = 0; step < work_.size(); ++step) pilot.work_days.push_back(result.outputs[at++]);
    pilot.created = static_cast<double>(result.created);
    pilot.events = static_cast<double>(result.events);
    return pilot;
  }

  const Program& original_;
  const Losses& losses_;
  PilotPeople people_;
  double multiple_;
  double share_;
  ProgramCopy copy_;
  bool asks_what_is_held_;
  AttributeId taken_;                        // the part of the need last asked for, where one is taken
  std::vector<std::uint32_t> needs_of_hold_; // so far
  std::vector<NeedPlaces> needs_;
  std::vector<HoldPlaces> holds_;
  std::vector<MeasureId> work_; // per step
};

} // namespace

PilotMeasures run_pilot(const Program& program, const Losses& losses, PilotPeople people, double scale) {
  return Pilot(program, losses, people, scale).run();
}

} // namespace carepath
