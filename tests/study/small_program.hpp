// Programs of a few stations written by hand, for tests of the traffic equations.
#pragma once

#include "engine/program/program_builder.hpp"
#include "engine/random/distribution.hpp"
#include "models/study/traffic.hpp"

#include <limits>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace carepath::test {

/// An exponential distribution with the given mean.
inline DistributionPtr exponential(double mean) {
  return find_distribution("exponential")->make({{"mean"}, {{mean}}});
}

/// Steps are declared first, then resources, then steps are written in any order with `begin_step` ...
/// `leave` or `go`.
class SmallProgram {
public:
  explicit SmallProgram(double run_days) { program().plan.end = SimTime::from_days(run_days); }

  ProgramBuilder builder;
  std::vector<LabelId> entries; // of steps

  Program& program() { return builder.program(); }

  std::uint32_t step(const std::string& name) {
    StepRow row;
    row.name = name;
    row.visit = builder.visit_counter();
    program().steps.push_back(row);
    entries.push_back(builder.label());
    return static_cast<std::uint32_t>(entries.size() - 1);
  }
  ResourceId units(const std::string& name, double number) {
    return units(name, Profile{{SimTime{0}}, {number}});
  }
  ResourceId units(const std::string& name, Profile profile) {
    ProgramResource row;
    row.name = name;
    row.capacity = builder.profile(std::move(profile));
    program().resources.push_back(row);
    return ResourceId(program().resources.size() - 1);
  }
  /// One session of `slots` in the middle of every week.
  ResourceId diary(const std::string& name, std::uint32_t slots, bool booked) {
    ProgramResource row;
    row.name = name;
    row.kind = ResourceKind::diary;
    row.book_on_arrival = booked;
    for (double day = 3.5; day < program().plan.end.days(); day += 7)
      row.sessions.push_back({SimTime::from_days(day), slots});
    program().resources.push_back(row);
    return ResourceId(program().resources.size() - 1);
  }
  std::uint32_t need(std::uint32_t step, const std::vector<ResourceId>& resources,
                     NeedMode mode = NeedMode::all, double amount = 1) {
    NeedRow row;
    for (const auto resource : resources) row.parts.push_back({resource, builder.constant(amount)});
    row.mode = mode;
    row.hold = builder.hold(resources);
    row.step = StepId(step);
    program().needs.push_back(row);
    return static_cast<std::uint32_t>(program().needs.size() - 1);
  }
  HoldId hold_of(std::uint32_t need) { return program().needs[need].hold; }

  AttributeId attribute(std::vector<std::string> categories) {
    AttributeRow row;
    row.name = "attribute";
    row.categories = std::move(categories);
    program().attributes.push_back(row);
    return AttributeId(program().attributes.size() - 1);
  }
  /// A draw of a place of its own at each visit to `step`.
  ValueId draw(std::uint32_t step, DistributionPtr distribution, const std::string& purpose) {
    return builder.draw(std::move(distribution), purpose, purpose, program().steps[step].visit);
  }
  ValueId choice(std::uint32_t step, const std::vector<double>& weights, const std::string& purpose) {
    return draw(step, discrete_index(weights), purpose);
  }

  void begin_step(std::uint32_t step) {
    builder.in(StepId(step));
    builder.place(entries[step]);
    program().steps[step].entry = builder.here();
    builder.emit(Opcode::arrive, step);
  }
  void seize(std::uint32_t need) { builder.emit_seize(need, LabelId()); }
  void release(std::uint32_t need) { builder.emit(Opcode::release, hold_of(need).value); }
  void delay(ValueId days) { builder.emit(Opcode::delay, days.value); }
  void end_step(std::uint32_t step) { builder.emit(Opcode::depart, step); }
  /// Arrive, take the need, stay, give it back, depart.
  void station(std::uint32_t step, ResourceId resource, double mean_days) {
    const auto asked = need(step, {resource});
    begin_step(step);
    seize(asked);
    builder.emit(Opcode::start, step);
    delay(draw(step, exponential(mean_days), "stay" + std::to_string(step)));
    builder.emit(Opcode::finish, step);
    release(asked);
    end_step(step);
  }
  void leave() { builder.emit(Opcode::leave, 0); }
  LabelId leave_label() {
    const auto label = builder.label();
    builder.place(label);
    leave();
    return label;
  }

  SourceRow& source(ArrivalKind kind, std::uint32_t first_step) {
    SourceRow row;
    row.name = "source" + std::to_string(program().sources.size());
    row.kind = kind;
    row.purpose = builder.purpose(row.name);
    program().sources.push_back(row);
    builder.source_entry(static_cast<std::uint32_t>(program().sources.size() - 1), entries[first_step]);
    return program().sources.back();
  }
  void poisson(double per_day, std::uint32_t first_step) {
    source(ArrivalKind::poisson, first_step).rate = {{SimTime{0}}, {per_day}};
  }
  void at_start(double number, std::uint32_t first_step) {
    const auto count = builder.constant(number);
    source(ArrivalKind::at_start, first_step).count = count;
  }

  TrafficReport solve() {
    program().outcomes = {"left"};
    CompiledScenario scenario;
    scenario.program = std::make_shared<const Program>(builder.finish());
    return solve_traffic(scenario);
  }
};

} // namespace carepath::test
