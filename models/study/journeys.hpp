// Journeys of single people, taken from the event log of one replication.
#pragma once

#include "models/study/study.hpp"

namespace carepath {

/// Runs the first replication that every variant completed once more with its log on, and keeps where
/// `people` of those were who came in the measured period and left, spread evenly over it; the same people in
/// every variant, chosen in the first. Where there is no such replication a warning says so.
void add_journeys(const Study& study, const ExperimentResult& outcome, std::uint32_t people,
                  Results& results);

} // namespace carepath
