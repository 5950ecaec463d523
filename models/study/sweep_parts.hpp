// What the readers of [sweep] share: paths with their values, and the sample.
#pragma once

#include "models/study/sweep.hpp"

#include <string>
#include <vector>

namespace carepath {

/// A path of a table and what stands there.
struct PathValues {
  std::string path;
  SourceRef where;
  Node value;
};

/// The paths of a table, each with what stands at it that is no table itself: dotted keys are read as nested
/// tables, and are put together again.
[[nodiscard]] std::vector<PathValues> path_values(const Node& table);

/// How a value is written in the name of a point.
[[nodiscard]] std::string level_text(const Node& value);

/// The points of `sample` as one factor; adds faults instead when it is not as it should be.
void read_sample(const Node& sample, SourceRef where, Sweep& sweep, Diagnostics& faults);

} // namespace carepath
