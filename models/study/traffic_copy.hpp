// A copy of a program whose code is written anew, one instruction at a time, to look at something that the
// original does not record.
#pragma once

#include "engine/observe/replication_result.hpp"
#include "engine/program/program_builder.hpp"

#include <cstdint>
#include <vector>

namespace carepath {

enum class CopyOf : std::uint8_t {
  pathway, // without sessions of diaries, escalation and ejection: nobody waits
  system   // with everything
};

/// Everything is copied but the code and the observation plan. For each instruction of the original, in
/// order, call `begin` and emit what stands for it.
class ProgramCopy {
public:
  /// The original outlives the copy.
  explicit ProgramCopy(const Program& original, CopyOf what = CopyOf::pathway);

  ProgramBuilder builder;

  [[nodiscard]] Program& program() { return builder.program(); }
  /// The place of an instruction of the original.
  [[nodiscard]] LabelId place_of(std::uint32_t old_instruction) const { return places_[old_instruction]; }

  void begin(std::uint32_t old_instruction);
  /// Emits an instruction of the original, with its targets moved.
  void emit_same(const Instruction& instruction);
  /// Ends the entity's way: its outcome comes after those of the original.
  void emit_leave();

  /// A value with the day of a stay put in, as a booking evaluates it.
  [[nodiscard]] ValueId on_day_of_stay(ValueId value, int day);

  /// Adds a tally; `by` splits it by the categories of an attribute.
  [[nodiscard]] MeasureId tally(AttributeId by = {});
  /// A tally of the days at work of every visit to a step.
  [[nodiscard]] MeasureId tally_work(StepId step);
  /// Adds an output; they are returned in the order added.
  void output(FigureOp op, MeasureId of, std::uint32_t category = 0);
  [[nodiscard]] AttributeId attribute(std::size_t categories = 0);
  /// Where a timer leads when it strikes, instead of the place of the original's target.
  void redirect_timer(std::uint32_t timer, LabelId target) { timer_targets_[timer] = target; }
  /// Nobody comes from this source.
  void silence(std::uint32_t source);

  [[nodiscard]] Program finish();

private:
  void grant_at_once();

  const Program& original_;
  std::vector<LabelId> places_; // of the original's instructions
  std::vector<LabelId> timer_targets_;
};

/// Runs a copy once, with a seed of its own whatever the study's. Throws EnsureError when the program fails.
[[nodiscard]] ReplicationResult run_copy(const Program& program, std::uint32_t replication = 0);

} // namespace carepath
