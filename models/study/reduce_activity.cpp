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

/// From and to, and the arrivals of every replication: none where nobody took that edge in it.
std::map<std::pair<std::uint32_t, std::uint32_t>, std::vector<double>>
arrivals_by_edge(const std::vector<ReplicationResult>& replications) {
  const auto none = collect(replications, [](const auto&) { return 0.0; });
  std::map<std::pair<std::uint32_t, std::uint32_t>, std::vector<double>> edges;
  for (std::size_t at = 0; at < replications.size(); ++at) {
    if (!replications[at].completed) continue;
    for (const auto& edge : replications[at].edges)
      edges.try_emplace({edge.from, edge.to}, none).first->second[at] += edge.arrivals;
  }
  return edges;
}

} // namespace

void reduce_flows(const CompiledScenario& scenario, const std::vector<ReplicationResult>& replications,
                  std::size_t per_draw, VariantResult& out) {
  const double weeks = scenario.run.length / 7;
  const auto sources = scenario.program->sources.size();
  std::vector<double> into(scenario.nodes.size(), 0), from(scenario.nodes.size(), 0);
  for (const auto& [ends, arrivals] : arrivals_by_edge(replications)) {
    const double per_week = mean_over_draws(arrivals, per_draw) / weeks;
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
      const auto waits = collect(replications, [&](const auto& r) {
        return r.steps[step].started > 0 ? r.steps[step].wait_days / r.steps[step].started : undefined;
      });
      const auto waiting = collect(replications, [&](const auto& r) { return r.steps[step].waiting_at_end; });
      row.mean_wait_days = mean_over_draws(waits, per_draw);
      row.waiting_at_end = mean_over_draws(waiting, per_draw);
    }
    out.nodes.push_back(std::move(row));
  }
}

void reduce_resources(const CompiledScenario& scenario, const std::vector<ReplicationResult>& replications,
                      std::size_t per_draw, VariantResult& out) {
  const auto mean = [&](const auto& take) { return mean_over_draws(collect(replications, take), per_draw); };
  for (std::size_t at = 0; at < scenario.program->resources.size(); ++at) {
    const auto& resource = scenario.program->resources[at];
    ResourceRow row;
    row.name = resource.name;
    row.kind = kind_of(resource);
    row.setting = resource.setting;
    row.capacity_mean = // of a stock the mean over time would be of all ever supplied
        resource.consumed ? mean_capacity(*scenario.program, ResourceId(static_cast<std::uint32_t>(at)))
                          : mean([&](const auto& r) { return r.resource_capacity[at]; });
    row.offered_load = undefined;
    row.utilisation = mean([&](const auto& r) { return r.resource_utilisation[at]; });
    row.mean_queue = mean([&](const auto& r) { return r.resource_queue_mean[at]; });
    row.littles_law_error = mean([&](const auto& r) { return r.littles_law[at]; });
    out.resources.push_back(std::move(row));
  }
}

std::optional<std::size_t> resource_place(const Program& program, const std::string& name) {
  for (std::size_t at = 0; at < program.resources.size(); ++at)
    if (program.resources[at].name == name) return at;
  return std::nullopt;
}

} // namespace carepath
