// What a step needs, as written: names with amounts, together, any of, with a limit on the wait.
#pragma once

#include "models/compile/binder.hpp"

#include <optional>
#include <string>
#include <vector>

namespace carepath {

struct NeedSpec {
  std::vector<std::pair<ResourceId, Value>> parts;
  NeedMode mode = NeedMode::all;
  std::vector<Value> scores; // `one`: of each part; the smallest is joined
  std::optional<Value> wait; // days
  std::optional<Value> queue_limit;
  std::optional<Value> leave_free;
  std::optional<Value> give_back; // days before the date
  std::optional<Value> span;      // sessions in a row
  std::optional<Value> eject_when;
  std::optional<Value> eject_pick;
  bool eject_at_random = false;
  Interruption eject_then = Interruption::none;
  std::optional<Value> refused; // route when the wait ends
  std::string refused_as;       // the event's name; empty when it has none
  bool keeps_place = false;
  SourceRef where;

  [[nodiscard]] std::vector<ResourceId> resources() const;
};

/// Reads a `needs` field: the needs are met one after another. Adds faults.
[[nodiscard]] std::vector<NeedSpec> read_needs(const Node& node, CompileContext& context);

} // namespace carepath
