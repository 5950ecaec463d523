// Where people went in a variant, and how its resources were used.
#include "models/study/reduce.hpp"

#include "models/study/replication_means.hpp"
#include "models/study/traffic_capacity.hpp"

#include <map>

namespace carepath {
namespace {

const char* kind_of(const ProgramResource& resource) {
  if (resource.consumed) return "stock";
  return resource.kind == ResourceKind::diary ? "diary" : "units";
}

} // namespace

void reduce_flows(const CompiledScenario& scenario, const std::vector<ReplicationResult>& replications,
                  VariantResult& out) {
  const double weeks = scenario.run.length / 7;
  const auto sources = scenario.program->sources.size();
  std::vector<double> into(scenario.nodes.size(), 0), from(scenario.nodes.size(), 0);
  std::map<std::pair<std::uint32_t, std::uint32_t>, double> edges;
  double completed = 0;
  for (const auto& replication : replications) {
    if (!replication.completed) continue;
    ++completed;
    for (const auto& edge : replication.edges) edges[{edge.from, edge.to}] += edge.arrivals;
  }
  for (const auto& [ends, arrivals] : edges) {
    const double per_week = arrivals / completed / weeks;
    out.edges.push_back({ends.first, ends.second, "", per_week});
    into[ends.second] += per_week;
    from[ends.first] += per_week;
  }
  for (std::size_t at = 0; at < scenario.nodes.size(); ++at) {
    const auto& node = scenario.nodes[at];
    GraphNode row{
        node.name, node.title, node.kind,     node.setting, node.kind == "source" ? from[at] : into[at],
        0,         0,          node.resources};
    if (node.kind == "step") {
      const auto step = at - sources;
      row.mean_wait_days = mean_of(collect(replications, [&](const auto& r) {
        return r.steps[step].started > 0 ? r.steps[step].wait_days / r.steps[step].started : undefined;
      }));
      row.waiting_at_end =
          mean_of(collect(replications, [&](const auto& r) { return r.steps[step].waiting_at_end; }));
    }
    out.nodes.push_back(std::move(row));
  }
}

void reduce_resources(const CompiledScenario& scenario, const std::vector<ReplicationResult>& replications,
                      VariantResult& out) {
  for (std::size_t at = 0; at < scenario.program->resources.size(); ++at) {
    const auto& resource = scenario.program->resources[at];
    ResourceRow row;
    row.name = resource.name;
    row.kind = kind_of(resource);
    row.setting = resource.setting;
    row.capacity_mean = // of a stock the mean over time would be of all ever supplied
        resource.consumed
            ? mean_capacity(*scenario.program, ResourceId(static_cast<std::uint32_t>(at)))
            : mean_of(collect(replications, [&](const auto& r) { return r.resource_capacity[at]; }));
    row.offered_load = undefined;
    row.utilisation =
        mean_of(collect(replications, [&](const auto& r) { return r.resource_utilisation[at]; }));
    row.mean_queue = mean_of(collect(replications, [&](const auto& r) { return r.resource_queue_mean[at]; }));
    row.littles_law_error = mean_of(collect(replications, [&](const auto& r) { return r.littles_law[at]; }));
    out.resources.push_back(std::move(row));
  }
}

std::optional<std::size_t> resource_place(const Program& program, const std::string& name) {
  for (std::size_t at = 0; at < program.resources.size(); ++at)
    if (program.resources[at].name == name) return at;
  return std::nullopt;
}

} // namespace carepath
