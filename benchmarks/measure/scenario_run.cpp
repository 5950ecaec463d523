#include "benchmarks/measure/scenario_run.hpp"

#include "benchmarks/measure/clock.hpp"

#include <stdexcept>
#include <utility>

namespace carepath::benchmark {

ScenarioRun::ScenarioRun(const std::filesystem::path& file, std::vector<std::string> settings) {
  StudyOptions options;
  options.files = {file};
  options.settings = std::move(settings);
  study_ = read_study(options);
  if (study_.faults.has_errors()) throw std::runtime_error(study_.faults.render(study_.texts));
}

ReplicationResult ScenarioRun::result(std::uint32_t replication) const {
  ReplicationOptions options;
  options.seed = study_.seed;
  options.replication = replication;
  auto result = run_replication(program(), options);
  if (!result.completed) throw std::runtime_error(result.failure);
  return result;
}

Work ScenarioRun::run(std::uint32_t replication) const {
  const double began = thread_seconds();
  const auto outcome = result(replication);
  const double seconds = thread_seconds() - began;
  Work work = work_of(program(), outcome);
  work.seconds = seconds;
  return work;
}

Work work_of(const Program& program, const ReplicationResult& result) {
  Work work;
  const auto sources = program.sources.size();
  for (const auto& edge : result.edges) {
    const bool arrives = edge.from < sources;
    if (arrives && program.sources[edge.from].kind == ArrivalKind::at_start) continue;
    work.events += edge.arrivals;
    if (arrives) work.people += edge.arrivals;
  }
  return work;
}

} // namespace carepath::benchmark
