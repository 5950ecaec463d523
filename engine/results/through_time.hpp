// The parts of a results file that a viewer plays: people at each node through the run, time at each number
// of busy units, use by hour of the week, and the journeys of single people. Each is absent when not
// recorded.
#pragma once

#include "engine/results/group_reader.hpp"
#include "engine/results/group_writer.hpp"
#include "engine/results/results.hpp"

namespace carepath {

void write_through_time(const GroupWriter& root, const Results& results);
/// Reads what is there; the variants and their nodes must have been read.
void read_through_time(const GroupReader& root, Results& results);

} // namespace carepath
