// Builds a `Program`: appends instructions and values, resolves labels, shares equal distributions.
#pragma once

#include "engine/program/program.hpp"

#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace carepath {

class ProgramBuilder {
public:
  /// The tables that need no help (attributes, resources, plan, ...) are filled directly.
  Program& program() { return program_; }

  // Instructions. `at` and `in` apply to what is emitted until they are called again.
  void at(SourceRef where) { where_ = where; }
  void in(StepId step) { step_ = step; }
  void emit(Opcode op, std::uint32_t a = 0, std::uint32_t b = 0, std::uint32_t c = 0);
  [[nodiscard]] std::uint32_t here() const { return static_cast<std::uint32_t>(program_.code.size()); }

  // Labels: places known only later.
  [[nodiscard]] LabelId label();
  void place(LabelId label);
  void emit_jump(LabelId target);
  void emit_branch_if(ValueId condition, LabelId target);
  void emit_seize(std::uint32_t need, LabelId refused);
  /// Waits until `lead_days` before the booked date; to `not_held` when its session is not held.
  void emit_await_booking(HoldId hold, ValueId lead_days, LabelId not_held);
  /// Goes to targets[value]; `value` must evaluate to an index into `targets`.
  void emit_route(ValueId value, const std::vector<LabelId>& targets);
  void emit_fork(const std::vector<LabelId>& targets);
  void timer_target(std::uint32_t timer, LabelId target);
  void source_entry(std::uint32_t source, LabelId target);
  void step_ejected(std::uint32_t step, LabelId target);

  // Values.
  [[nodiscard]] ValueId add(const ValueNode& node);
  [[nodiscard]] ValueId constant(double number);
  [[nodiscard]] ValueId unary(ValueOp op, ValueId a);
  [[nodiscard]] ValueId binary(ValueOp op, ValueId a, ValueId b);
  [[nodiscard]] ValueId of(ValueOp op, std::uint32_t index); // attribute, busy, interval_age, ...
  [[nodiscard]] ValueId group(ValueOp op, ValueId index, const std::vector<ValueId>& children,
                              std::uint32_t count,
                              double number = 0); // select, first_match, cycle, conditional
  /// A draw at the place called `purpose`. Faults when two different places hash alike.
  [[nodiscard]] ValueId draw(DistributionPtr distribution, std::string_view signature,
                             std::string_view purpose, std::uint32_t visit);
  [[nodiscard]] ValueId chance(ValueId probability, std::string_view purpose, std::uint32_t visit);
  /// The hash of a purpose, registered so that a collision is noticed.
  [[nodiscard]] std::uint64_t purpose(std::string_view path);
  [[nodiscard]] const std::vector<std::string>& purpose_collisions() const { return collisions_; }

  [[nodiscard]] std::uint32_t visit_counter() {
    program_.branches_differ.push_back(false);
    return program_.visit_counters++;
  }
  [[nodiscard]] ProfileId profile(Profile profile);
  [[nodiscard]] HoldId hold(const std::vector<ResourceId>& resources);

  /// Resolves all labels. Every label used must have been placed.
  [[nodiscard]] Program finish();

private:
  std::uint32_t add_targets(const std::vector<LabelId>& targets);

  enum class Operand : std::uint8_t { a, b, c, target, timer, source, ejected };
  struct Patch {
    std::uint32_t index;
    Operand operand;
    LabelId label;
  };

  Program program_;
  SourceRef where_;
  StepId step_;
  std::vector<std::uint32_t> labels_;
  std::vector<Patch> patches_;
  std::map<std::string, std::uint32_t, std::less<>> distributions_; // by signature
  std::map<std::uint64_t, std::string> purposes_;
  std::vector<std::string> collisions_;
  std::map<std::vector<ResourceId>, HoldId> holds_;
  std::map<double, ValueId> constants_;
};

} // namespace carepath
