#include "models/compile/unset_groups.hpp"

#include "engine/program/program_check.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace carepath {
namespace {

bool is_among(const std::vector<std::uint32_t>& sorted, AttributeId attribute) {
  return std::binary_search(sorted.begin(), sorted.end(), attribute.value);
}

/// Where a program counts people by one attribute.
class CountedBy {
public:
  CountedBy(const Program& program, AttributeId attribute)
      : program_(program), plan_(program.plan), attribute_(attribute) {}

  [[nodiscard]] bool anywhere() const {
    return std::any_of(plan_.tallies.begin(), plan_.tallies.end(),
                       [&](const TallyRow& tally) { return is_by(tally); }) ||
           is_split(plan_.levels) || is_split(plan_.samples);
  }

  /// Whether somebody who may come to an instruction without the attribute is counted by it there.
  [[nodiscard]] bool without_it(const std::vector<PossibleState>& states) const {
    for (std::size_t at = 0; at < states.size(); ++at)
      if (is_among(states[at].unset, attribute_) && (is_tallied(program_.code[at]) || is_numbered(at)))
        return true;
    return false;
  }

private:
  [[nodiscard]] bool is_by(const TallyRow& tally) const {
    return std::find(tally.splits.begin(), tally.splits.end(), attribute_) != tally.splits.end() ||
           std::any_of(tally.only.begin(), tally.only.end(),
                       [&](const AttributeTest& test) { return test.attribute == attribute_; });
  }
  [[nodiscard]] bool is_by(MeasureId tally) const { return is_by(plan_.tallies[tally.value]); }
  template <class Row> [[nodiscard]] bool is_split(const std::vector<Row>& rows) const {
    return std::any_of(rows.begin(), rows.end(), [&](const Row& row) { return row.split == attribute_; });
  }

  /// Events, and times at their end.
  [[nodiscard]] bool is_tallied(const Instruction& instruction) const {
    switch (instruction.op) {
    case Opcode::count:
    case Opcode::tally: return is_by(plan_.tallies[instruction.a]);
    case Opcode::start: return ends_phase(instruction.a, Phase::wait);
    case Opcode::finish: return ends_phase(instruction.a, Phase::work);
    case Opcode::block: return ends_phase(instruction.a, Phase::exit);
    case Opcode::depart: return ends_phase(instruction.a, Phase::none);
    case Opcode::close_interval:
      return std::any_of(plan_.interval_tallies.begin(), plan_.interval_tallies.end(), [&](const auto& row) {
        const bool any_reason = row.reason == no_target || row.reason == instruction.b;
        return row.interval.value == instruction.a && any_reason && is_by(row.tally);
      });
    default: return false;
    }
  }
  /// `none`: whichever phase it is; those before it ended without the attribute too.
  [[nodiscard]] bool ends_phase(std::uint32_t step, Phase phase) const {
    return std::any_of(plan_.phase_tallies.begin(), plan_.phase_tallies.end(), [&](const auto& row) {
      return row.step.value == step && (phase == Phase::none || row.phase == phase) && is_by(row.tally);
    });
  }

  /// Numbers of people in a phase, or on a clock, for as long as they are there without the attribute.
  [[nodiscard]] bool is_numbered(std::size_t at) const {
    const auto& instruction = program_.code[at];
    switch (instruction.op) {
    case Opcode::arrive: return begins_phase(instruction.a, Phase::wait) && stays_without(at);
    case Opcode::start:
    case Opcode::resume_work: return begins_phase(instruction.a, Phase::work) && stays_without(at);
    case Opcode::finish: return begins_phase(instruction.a, Phase::exit) && stays_without(at);
    case Opcode::open_interval:
      return std::any_of(plan_.samples.begin(), plan_.samples.end(),
                         [&](const SampleRow& row) {
                           return looks_at_interval(row.kind) && row.id == instruction.a &&
                                  row.split == attribute_;
                         }) &&
             stays_without(at);
    default: return false;
    }
  }
  [[nodiscard]] bool begins_phase(std::uint32_t step, Phase phase) const {
    const std::pair entered{StepId(step), phase};
    return std::any_of(plan_.levels.begin(), plan_.levels.end(), [&](const LevelRow& row) {
      return row.split == attribute_ &&
             std::find(row.counted.begin(), row.counted.end(), entered) != row.counted.end();
    });
  }

  /// Whether time may pass after an instruction before the attribute is set.
  [[nodiscard]] bool stays_without(std::size_t from) const {
    std::vector<bool> seen(program_.code.size(), false);
    std::vector<std::size_t> pending{from + 1};
    while (!pending.empty()) {
      const auto at = pending.back();
      pending.pop_back();
      if (at >= seen.size() || seen[at]) continue;
      seen[at] = true;
      const auto& instruction = program_.code[at];
      if (takes_time(instruction.op)) return true;
      if (instruction.op == Opcode::set && instruction.a == attribute_.value) continue;
      add_next(at, pending);
    }
    return false;
  }
  [[nodiscard]] static bool takes_time(Opcode op) {
    return op == Opcode::delay || op == Opcode::seize || op == Opcode::await_booking || op == Opcode::fork;
  }
  void add_next(std::size_t at, std::vector<std::size_t>& pending) const {
    const auto& instruction = program_.code[at];
    switch (instruction.op) {
    case Opcode::leave:
    case Opcode::join: return;
    case Opcode::jump: return pending.push_back(instruction.a);
    case Opcode::route:
      for (std::uint32_t target = 0; target < instruction.c; ++target)
        pending.push_back(program_.targets[instruction.b + target]);
      return;
    case Opcode::branch_if: pending.push_back(instruction.b); break;
    default: break;
    }
    pending.push_back(at + 1);
  }

  const Program& program_;
  const ObservationPlan& plan_;
  AttributeId attribute_;
};

} // namespace

void warn_of_unset_groups(CompileContext& context, const Program& program) {
  std::vector<std::pair<AttributeId, CountedBy>> late;
  for (std::uint32_t at = 0; at < program.attributes.size(); ++at) {
    const auto& attribute = program.attributes[at];
    const CountedBy counted(program, AttributeId(at));
    if (!attribute.set_on_entry && !attribute.categories.empty() && counted.anywhere())
      late.emplace_back(AttributeId(at), counted);
  }
  for (std::uint32_t source = 0; !late.empty() && source < program.sources.size(); ++source) {
    const auto states = possible_states_from(program, source);
    for (const auto& [id, counted] : late) {
      const auto& attribute = program.attributes[id.value];
      if (counted.without_it(states))
        context.faults.warning(
            program.sources[source].where,
            fmt::format("people of source '{}' may be counted by '{}' before it is set, and then count as "
                        "'{}', its first category",
                        program.sources[source].name, attribute.name, attribute.categories.front()),
            fmt::format("give it in the source's 'set' or in a column of its file, or let '{}' start with a "
                        "value: 'is' or 'choose'",
                        attribute.name));
    }
  }
}

} // namespace carepath
