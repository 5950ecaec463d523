// Proof, before anything runs, that a program cannot strand an entity or leak a resource.
#pragma once

#include "engine/base/diagnostic.hpp"
#include "engine/program/program.hpp"

namespace carepath {

/// Checks that every target exists, every place reached can reach a way out, everything seized is
/// released on every path, and attributes are set before they are read. Faults are located at the
/// scenario line each instruction came from.
void prove(const Program& program, Diagnostics& faults);

/// The state an entity may be in before one instruction.
struct PossibleState {
  std::vector<std::uint32_t> held;    // holds that may be filled
  std::vector<std::uint32_t> running; // timers that may be running
  std::vector<std::uint32_t> unset;   // attributes that may not be set
  bool reached = false;
};

/// The possible states before each instruction (a forward data-flow analysis; union at joins).
[[nodiscard]] std::vector<PossibleState> possible_states(const Program& program);
/// The same of the entities of one source alone.
[[nodiscard]] std::vector<PossibleState> possible_states_from(const Program& program, std::uint32_t source);

} // namespace carepath
