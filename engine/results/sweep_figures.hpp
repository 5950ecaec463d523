// The group of a results file that says where each variant of a sweep lies.
#pragma once

#include "engine/results/group_reader.hpp"
#include "engine/results/group_writer.hpp"
#include "engine/results/results.hpp"

namespace carepath {

/// Writes /sweep; nothing when the results are of no sweep.
void write_sweep(const GroupWriter& root, const Results& results);
/// Reads it where it is there.
void read_sweep_group(const GroupReader& root, Results& results);

} // namespace carepath
