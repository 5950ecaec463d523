// What a service of one unit without rules of its own touches.
#pragma once

#include "engine/observe/recorder.hpp"
#include "engine/program/value_node.hpp"
#include "engine/run/resource_state.hpp"

#include <cstdint>

namespace carepath {

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
