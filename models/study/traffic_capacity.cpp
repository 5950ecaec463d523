#include "models/study/traffic_capacity.hpp"

#include "models/study/traffic_flows.hpp"

#include <algorithm>

namespace carepath {
namespace {

double supplied_by_end(const Profile& profile, SimTime end) {
  const auto after = std::upper_bound(profile.times.begin() + 1, profile.times.end(), end);
  return profile.values[static_cast<std::size_t>(after - profile.times.begin()) - 1];
}

} // namespace

double mean_capacity(const Program& program, ResourceId resource) {
  const auto& row = program.resources[resource.value];
  const SimTime end = program.plan.end;
  const double weeks = end.days() / 7;
  if (row.kind == ResourceKind::units) {
    const auto& profile = program.profiles[row.capacity.value];
    return row.consumed ? supplied_by_end(profile, end) / weeks
                        : profile_integral(profile, SimTime{0}, end) / end.days();
  }
  double slots = 0;
  for (const auto& session : row.sessions)
    if (session.start.ms >= 0 && session.start < end) slots += session.slots;
  return slots / weeks * (1 - row.cancelled);
}

} // namespace carepath
