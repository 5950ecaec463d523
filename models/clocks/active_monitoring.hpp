// Active monitoring: a clock that stopped for it starts again at the end of it, for those who are in it.
#pragma once

#include "models/compile/context.hpp"

namespace carepath {

class ActiveMonitoring {
public:
  /// Of an item of the section `clock`, and its number. A clock without `active_monitoring` needs nothing.
  ActiveMonitoring(const Item& item, std::uint32_t clock, CompileContext& context);

  /// Emits what a stop of the clock tells, just before it: `spell` begins, counted from 1, or with `none` the
  /// stop is no active monitoring. Nothing is told where the clock does not run.
  void emit_stop(std::uint32_t spell) const;
  /// Emits that the clock starts (`since` as of Opcode::open_interval) for those whose last stop began the
  /// spell, and for those who may have been in it before the run.
  void emit_end(std::uint32_t spell, std::uint32_t since) const;
  /// Whoever is there at the start, and whose clock does not run, may be in a spell. Before the clock's
  /// starts.
  void attach() const;

  static constexpr std::uint32_t none = 0;

private:
  CompileContext& context_;
  std::uint32_t clock_;
  AttributeId mark_; // of each person: the spell that the last stop began, none, or may_be_any
};

} // namespace carepath
