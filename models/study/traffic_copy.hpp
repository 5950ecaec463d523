// A copy of a program whose code is written anew, one instruction at a time, to look at something that the
// original does not record.
#pragma once

#include "engine/observe/replication_result.hpp"
#include "engine/program/program_builder.hpp"

#include <cstdint>
#include <vector>

namespace carepath {

/// Everything is copied but the code, the observation plan and the sessions of diaries. For each
/// instruction of the original, in order, call `begin` and emit what stands for it.
class ProgramCopy {
public:
  /// The original outlives the copy.
  explicit ProgramCopy(const Program& original);

  ProgramBuilder builder;

  [[nodiscard]] Program& program() { return builder.program(); }
  /// The place of an instruction of the original.
  [[nodiscard]] LabelId place_of(std::uint32_t old_instruction) const { return places_[old_instruction]; }

  void begin(std::uint32_t old_instruction);
  /// Emits an instruction of the original, with its targets moved.
  void emit_same(const Instruction& instruction);
  /// Ends the entity's way: its outcome comes after those of the original.
  void emit_leave();

  /// Adds a tally; `by` splits it by the categories of an attribute.
  [[nodiscard]] MeasureId tally(AttributeId by = {});
  /// Adds an output; they are returned in the order added.
  void output(FigureOp op, MeasureId of, std::uint32_t category = 0);
  [[nodiscard]] AttributeId attribute(std::size_t categories = 0);
  /// Nobody comes from this source.
  void silence(std::uint32_t source);

  [[nodiscard]] Program finish();

private:
  const Program& original_;
  std::vector<LabelId> places_; // of the original's instructions
};

/// Runs a copy once, with a seed of its own whatever the study's. Throws EnsureError when the program fails.
[[nodiscard]] ReplicationResult run_copy(const Program& program);

} // namespace carepath
