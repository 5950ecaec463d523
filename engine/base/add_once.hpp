// Lists in which each thing stands once, in the order in which it was first met.
#pragma once

#include <algorithm>
#include <vector>

namespace carepath {

/// Adds `part` to the end unless it is there.
template <class Part, class Given> void add_once(std::vector<Part>& parts, const Given& part) {
  if (std::find(parts.begin(), parts.end(), part) == parts.end()) parts.emplace_back(part);
}

} // namespace carepath
