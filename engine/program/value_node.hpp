// Values a running entity can evaluate: constants, attributes, draws, choices and small expressions.
//
// Nodes sit in one flat table; children are indices. Durations are days, conditions are 0 or 1, a
// category is its index. A value is evaluated by walking the nodes (engine/run/evaluate.hpp).
#pragma once

#include "engine/base/id.hpp"

#include <cstdint>

namespace carepath {

enum class ValueOp : std::uint8_t {
  constant,     // number
  attribute,    // a = attribute
  now,          // days since the start
  draw,         // a = distribution; purpose, visit
  chance,       // child a = probability; purpose, visit: 1 with that probability
  select,       // child a = index; children[first .. first + count)
  first_match,  // children[first ...] = condition, value, condition, value, ...; count pairs
  cycle,        // number = period in days; children[first .. first + count) in turn
  interval_age, // a = interval: days since it opened, 0 when closed
  interval_open,
  queue_length,  // a = resource
  busy,          // a = resource
  free_units,    // a = resource
  next_slot,     // a = diary that books on joining: days until its first session with a free slot
  capacity,      // a = resource
  during,        // a = profile: 1 when its value now is above 0
  waited,        // days since the entity arrived at its present step
  in_model,      // days since the entity entered
  queue_date,    // days since the start when the entity joined its queue (negative: before)
  holding,       // a = resource: units of it the entity holds
  of_person,     // a = attribute of the entity a branch speaks for; its own when it is none
  holder,        // a = attribute of the entity that holds what this one asks for
  interruptions, // of the present visit so far
  day_of_stay,   // of a booking over several sessions: 0, 1, 2, ...
  add,
  subtract,
  multiply,
  divide,
  negate, // children a, b
  less,
  less_equal,
  greater,
  greater_equal,
  equal,
  not_equal,
  both,
  either,
  negated,
  minimum,
  maximum,
  absolute,
  floor,
  round, // round: to a multiple of child b
  exponential,
  logarithm,
  square_root,
  conditional // children[first]: condition, then, otherwise
};

struct ValueNode {
  static constexpr std::uint32_t none = 0xFFFF'FFFFu;

  ValueOp op = ValueOp::constant;
  std::uint32_t a = none;
  std::uint32_t b = none;
  std::uint32_t first = 0; // into Program::value_children
  std::uint32_t count = 0;
  std::uint32_t visit = none; // visit counter in the draw's key; none where a place is passed once
  double number = 0;
  std::uint64_t purpose = 0;
};

} // namespace carepath
