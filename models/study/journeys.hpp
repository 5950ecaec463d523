// Journeys of single people, taken from the event log of one replication.
#pragma once

#include "models/study/study.hpp"

namespace carepath {

/// Runs the study's first replication of every variant once more with its log on, and keeps where `people` of
/// those were who came in the measured period and left, spread evenly over it; the same people in every
/// variant, chosen in the first.
void add_journeys(const Study& study, std::uint32_t people, Results& results);

} // namespace carepath
