// The parts of mining: each looks at the whole log and fills its part of the model.
#pragma once

#include "models/fit/mined_model.hpp"

namespace carepath {

/// A difference is taken as one when chance alone would make such a one as seldom as this.
inline constexpr double surely = 0.001;

void mine_attributes(const EventLog& log, MinedModel& model);
void mine_arrivals(const EventLog& log, MinedModel& model);
/// Pools, their capacities and shifts; leaves the pool of each activity in its step.
void mine_resources(const EventLog& log, MinedModel& model);
void mine_durations(const EventLog& log, MinedModel& model);
void mine_routes(const EventLog& log, MinedModel& model);

/// A duration from observed values.
[[nodiscard]] MinedDuration mined_duration(std::vector<double> values);

/// The category of a patient by an attribute (its place among the log's columns): what the log says,
/// "unknown" where it says nothing. Empty for `attribute` beyond the last, which stands for everybody.
[[nodiscard]] std::string category_of(const LoggedPatient& patient, std::size_t attribute);

/// The place of an attribute among the log's columns.
[[nodiscard]] std::size_t attribute_place(const EventLog& log, const std::string& name);

} // namespace carepath
