// The usual needs, for one unit without rules, and what a service of such a unit touches.
#pragma once

#include "engine/observe/recorder.hpp"
#include "engine/program/value_node.hpp"
#include "engine/run/resource_state.hpp"

#include <cstdint>

namespace carepath {

/// A need for one unit of one resource with no rules of its own: the usual case, granted in a few steps.
struct SimpleNeed {
  bool holds = false;
  std::uint32_t resource = 0;
  std::uint32_t cell = 0; // of the row
};

/// What a service touches that needs one unit of a simple resource: found once, so that entering and leaving
/// it looks nothing up. One for each simple need.
struct Service {
  Recorder::StepRow* row = nullptr; // of its step
  ResourceState* resource = nullptr;
  ResourceMeter* meter = nullptr;
  std::uint32_t step = 0;
  std::uint32_t node = 0; // of the step, for flows
  std::uint32_t need = 0;
  std::uint32_t cell = 0; // of the row of an entity: where the unit is kept
  std::uint32_t visit_counter = ValueNode::none;
};

} // namespace carepath
