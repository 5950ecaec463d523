// Programs of a few steps written by hand, and one replication of them with its event log.
#pragma once

#include "engine/program/program_builder.hpp"
#include "engine/program/program_check.hpp"
#include "engine/random/distribution.hpp"
#include "engine/run/replication.hpp"

#include <limits>
#include <string>
#include <utility>
#include <vector>

namespace carepath::test {

inline SimTime days(double number) {
  return SimTime::from_days(number);
}

/// What happened in one replication.
struct Logged {
  ReplicationResult result;
  std::vector<TraceRow> rows;

  /// Days at which entity `ordinal` of `source` met an event, in order.
  [[nodiscard]] std::vector<double> times(const std::string& event, std::uint32_t ordinal,
                                          std::uint32_t source = 0) const {
    std::vector<double> found;
    for (const auto& row : rows)
      if (row.event == event && row.ordinal == ordinal && row.source == source)
        found.push_back(row.time.days());
    return found;
  }
  /// Ordinals in the order in which they met an event at a step (none: any step).
  [[nodiscard]] std::vector<std::uint32_t> order(const std::string& event, StepId step = {}) const {
    std::vector<std::uint32_t> found;
    for (const auto& row : rows)
      if (row.event == event && (!step.exists() || row.step == step)) found.push_back(row.ordinal);
    return found;
  }
};

/// Steps are declared first, then resources, then steps are written in any order.
class HandWritten {
public:
  explicit HandWritten(double run_days) { program().plan.end = days(run_days); }

  ProgramBuilder builder;
  StepId begun;                 // the step last begun
  std::vector<LabelId> entries; // of steps

  Program& program() { return builder.program(); }

  std::uint32_t step(const std::string& name) {
    StepRow row;
    row.name = name;
    row.visit = builder.visit_counter();
    row.where = {1, static_cast<std::uint32_t>(10 + entries.size()), 1};
    program().steps.push_back(row);
    entries.push_back(builder.label());
    return static_cast<std::uint32_t>(entries.size() - 1);
  }
  std::uint32_t outcome(const std::string& name) {
    program().outcomes.push_back(name);
    return static_cast<std::uint32_t>(program().outcomes.size() - 1);
  }
  ResourceId units(const std::string& name, Profile profile) {
    ProgramResource row;
    row.name = name;
    row.capacity = builder.profile(std::move(profile));
    program().resources.push_back(row);
    return ResourceId(program().resources.size() - 1);
  }
  ResourceId units(const std::string& name, double number) { return units(name, {{SimTime{0}}, {number}}); }
  /// Sessions at these days, each with so many slots.
  ResourceId diary(const std::string& name, const std::vector<std::pair<double, std::uint32_t>>& sessions,
                   bool booked, double notice = 0) {
    ProgramResource row;
    row.name = name;
    row.kind = ResourceKind::diary;
    row.book_on_arrival = booked;
    row.notice = days(notice);
    for (const auto& [start, slots] : sessions) row.sessions.push_back({days(start), slots});
    program().resources.push_back(row);
    return ResourceId(program().resources.size() - 1);
  }
  AttributeId attribute(const std::string& name, bool set_on_entry = false) {
    AttributeRow row;
    row.name = name;
    row.set_on_entry = set_on_entry;
    program().attributes.push_back(row);
    return AttributeId(program().attributes.size() - 1);
  }
  ValueId number(double value) { return builder.constant(value); }
  ValueId read(AttributeId attribute_id) { return builder.of(ValueOp::attribute, attribute_id.value); }

  std::uint32_t need(const std::vector<std::pair<ResourceId, double>>& parts, NeedMode mode = NeedMode::all) {
    NeedRow row;
    std::vector<ResourceId> resources;
    for (const auto& [resource, amount] : parts) {
      row.parts.push_back({resource, number(amount)});
      resources.push_back(resource);
    }
    row.mode = mode;
    row.hold = builder.hold(resources);
    program().needs.push_back(row);
    return static_cast<std::uint32_t>(program().needs.size() - 1);
  }
  std::uint32_t need(ResourceId resource, double amount = 1) { return need({{resource, amount}}); }
  HoldId hold_of(std::uint32_t need_index) { return program().needs[need_index].hold; }

  void begin(std::uint32_t step_index) {
    begun = StepId(step_index);
    builder.in(begun);
    builder.at({1, 10 + step_index, 1});
    builder.place(entries[step_index]);
    program().steps[step_index].entry = builder.here();
    builder.emit(Opcode::arrive, step_index);
  }
  void seize(std::uint32_t need_index) {
    program().needs[need_index].step = begun;
    builder.emit_seize(need_index, LabelId());
  }
  void seize_or(std::uint32_t need_index, LabelId refused, ValueId limit) {
    program().needs[need_index].wait_limit = limit;
    builder.emit_seize(need_index, refused);
  }
  void release(std::uint32_t need_index) { builder.emit(Opcode::release, hold_of(need_index).value); }
  void work(std::uint32_t step_index, ValueId stay) {
    builder.emit(Opcode::start, step_index);
    builder.emit(Opcode::delay, stay.value);
    builder.emit(Opcode::finish, step_index);
  }
  void end(std::uint32_t step_index) { builder.emit(Opcode::depart, step_index); }
  void go(std::uint32_t step_index) { builder.emit_jump(entries[step_index]); }
  void leave(std::uint32_t outcome_index = 0) { builder.emit(Opcode::leave, outcome_index); }
  /// Arrive, take the need, stay, let others give back first, give it back, depart.
  void station(std::uint32_t step_index, std::uint32_t need_index, ValueId stay) {
    begin(step_index);
    seize(need_index);
    work(step_index, stay);
    release(need_index);
    builder.emit(Opcode::settle);
    end(step_index);
  }

  std::uint32_t source(SourceRow row, LabelId entry) {
    row.name = "source" + std::to_string(program().sources.size());
    row.purpose = builder.purpose(row.name);
    program().sources.push_back(std::move(row));
    builder.source_entry(static_cast<std::uint32_t>(program().sources.size() - 1), entry);
    return static_cast<std::uint32_t>(program().sources.size() - 1);
  }
  /// One entity at each of these days; `columns` are set from `rows`.
  std::uint32_t arrivals(const std::vector<double>& at, std::uint32_t first,
                         std::vector<AttributeId> columns = {}, std::vector<double> rows = {}) {
    SourceRow row;
    row.kind = ArrivalKind::listed;
    for (const double day : at) row.listed.push_back(days(day));
    row.row_attributes = std::move(columns);
    row.rows = std::move(rows);
    return source(std::move(row), entries[first]);
  }
  std::uint32_t at_start(double count, std::uint32_t first) {
    SourceRow row;
    row.kind = ArrivalKind::at_start;
    row.count = number(count);
    return source(std::move(row), entries[first]);
  }

  /// The program; the builder is used up.
  Program finish() {
    program().plan.resources.resize(program().resources.size());
    program().plan.sample_times = {program().plan.end};
    return builder.finish();
  }
  Logged run() {
    const Program done = finish();
    Logged logged;
    ReplicationOptions options;
    options.trace = &logged.rows;
    logged.result = run_replication(done, options);
    return logged;
  }
};

/// The faults that `prove` finds, as "line: message" with the hints left out.
inline std::vector<std::string> faults_of(const Program& program) {
  Diagnostics faults;
  prove(program, faults);
  std::vector<std::string> found;
  for (const auto& fault : faults.all())
    found.push_back(std::to_string(fault.where.line) + ": " + fault.message);
  return found;
}

} // namespace carepath::test
