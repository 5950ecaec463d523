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
  std::optional<Value> wait;    // days
  std::optional<Value> refused; // route when the wait ends
  std::string refused_as;       // the event's name; empty when it has none
  bool keeps_place = false;
  SourceRef where;

  [[nodiscard]] std::vector<ResourceId> resources() const;
};

/// Reads a `needs` field: the needs are met one after another. Adds faults.
[[nodiscard]] std::vector<NeedSpec> read_needs(const Node& node, CompileContext& context);

} // namespace carepath
