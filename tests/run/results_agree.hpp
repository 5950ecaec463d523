// Whether two replications of one program gave the same figures, bit for bit.
#pragma once

#include "engine/run/replication.hpp"

#include <bit>
#include <cstdint>
#include <string>
#include <vector>

namespace carepath::test {

inline bool same(double a, double b) {
  return std::bit_cast<std::uint64_t>(a) == std::bit_cast<std::uint64_t>(b);
}

inline bool same(const std::vector<double>& a, const std::vector<double>& b) {
  bool agrees = a.size() == b.size();
  for (std::size_t at = 0; agrees && at < a.size(); ++at) agrees = same(a[at], b[at]);
  return agrees;
}

inline bool same(const std::vector<std::vector<double>>& a, const std::vector<std::vector<double>>& b) {
  bool agrees = a.size() == b.size();
  for (std::size_t at = 0; agrees && at < a.size(); ++at) agrees = same(a[at], b[at]);
  return agrees;
}

inline bool same_flows(const ReplicationResult& a, const ReplicationResult& b) {
  bool agrees = a.steps.size() == b.steps.size() && a.edges.size() == b.edges.size();
  for (std::size_t at = 0; agrees && at < a.steps.size(); ++at)
    agrees = same(a.steps[at].arrivals, b.steps[at].arrivals) &&
             same(a.steps[at].wait_days, b.steps[at].wait_days) &&
             same(a.steps[at].started, b.steps[at].started) &&
             same(a.steps[at].waiting_at_end, b.steps[at].waiting_at_end);
  for (std::size_t at = 0; agrees && at < a.edges.size(); ++at)
    agrees = a.edges[at].from == b.edges[at].from && a.edges[at].to == b.edges[at].to &&
             same(a.edges[at].arrivals, b.edges[at].arrivals);
  return agrees;
}

inline bool same_entities(const std::vector<EntityOutcome>& a, const std::vector<EntityOutcome>& b) {
  bool agrees = a.size() == b.size();
  for (std::size_t at = 0; agrees && at < a.size(); ++at)
    agrees = a[at].key == b[at].key && a[at].time == b[at].time && a[at].interval == b[at].interval &&
             a[at].closed == b[at].closed && a[at].split_values[0] == b[at].split_values[0];
  return agrees;
}

/// What differs between two results, by name; empty when nothing does.
inline std::string differences(const ReplicationResult& a, const ReplicationResult& b) {
  std::string found;
  const auto note = [&](const char* what, bool agrees) {
    if (!agrees) found += std::string(found.empty() ? "" : ", ") + what;
  };
  note("completed", a.completed == b.completed);
  note("failure", a.failure == b.failure);
  note("outputs", same(a.outputs, b.outputs));
  note("samples", same(a.samples, b.samples));
  note("census", same(a.census, b.census) && same(a.census_marked, b.census_marked));
  note("histograms", same(a.histograms, b.histograms));
  note("flows", same_flows(a, b));
  note("littles_law", same(a.littles_law, b.littles_law));
  note("resources", same(a.resource_queue_mean, b.resource_queue_mean) &&
                        same(a.resource_utilisation, b.resource_utilisation) &&
                        same(a.resource_capacity, b.resource_capacity) &&
                        same(a.resource_used, b.resource_used));
  note("entities", same_entities(a.entities, b.entities));
  note("held_up", a.held_up == b.held_up && a.held_up_on == b.held_up_on);
  note("events", a.events == b.events);
  note("numbers of entities", a.created == b.created && a.left == b.left && a.inside == b.inside);
  return found;
}

} // namespace carepath::test
