// What Slurm says of the jobs of a sweep: squeue while it remembers them, then sacct where jobs are accounted
// for.
#include "cli/cluster/other_program.hpp"
#include "cli/cluster/slurm_submit.hpp"

#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>

namespace carepath {
namespace {

std::optional<SlurmJobs> submitted(const SlurmFiles& files) {
  std::ifstream in(files.jobs);
  const auto json = nlohmann::json::parse(in, nullptr, false);
  if (!json.is_object()) return std::nullopt;
  return SlurmJobs{json.value("array", ""), json.value("gather", ""), json.value("tasks", std::size_t{0})};
}

/// The states of a job's tasks, one a line; empty when the program is not there or does not know the job.
std::string lines_of(const std::vector<std::string>& words) {
  const auto end = run_other_program(words);
  return end && end->status == 0 ? end->output : "";
}

std::vector<std::string> states_of(const std::string& job) {
  if (job.empty()) return {};
  auto lines = lines_of({"squeue", "--noheader", "--array", "--states=all", "--format=%T", "--jobs=" + job});
  if (lines.empty())
    lines =
        lines_of({"sacct", "--noheader", "--allocations", "--parsable2", "--format=State", "--jobs=" + job});
  std::vector<std::string> states;
  std::istringstream in(lines);
  for (std::string state, rest; in >> state; std::getline(in, rest))
    states.push_back(state); // "CANCELLED by 1"
  return states;
}

} // namespace

std::optional<SlurmStatus> slurm_status(const std::filesystem::path& sweep) {
  const auto jobs = submitted(SlurmFiles(sweep));
  if (!jobs) return std::nullopt;
  SlurmStatus status;
  status.jobs = *jobs;
  for (const auto& state : states_of(jobs->array)) ++status.tasks[state];
  const auto gather = states_of(jobs->gather);
  if (!gather.empty()) status.gather = gather.front();
  return status;
}

} // namespace carepath
