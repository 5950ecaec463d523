#include "cli/cluster/mpi_program.hpp"

#include "cli/terminal.hpp"

#include <cstdlib>
#include <cstring>
#include <fmt/format.h>
#include <unistd.h>

namespace carepath {
namespace {

/// What the starter of a job tells each of its processes: mpirun by the first pair of names, srun --mpi=pmix
/// by the second.
struct PlaceInJob {
  std::string rank;
  int ranks = 1;
};

PlaceInJob place_in_job() {
  constexpr const char* names[][2] = {{"OMPI_COMM_WORLD_RANK", "OMPI_COMM_WORLD_SIZE"},
                                      {"PMIX_RANK", "SLURM_STEP_NUM_TASKS"}};
  for (const auto& [rank, ranks] : names)
    if (const char *own = std::getenv(rank), *all = std::getenv(ranks); own && all)
      return {own, std::atoi(all)};
  return {};
}

/// One rank speaks for all: the job has as many of us as there are ranks.
ExitStatus refuse(const PlaceInJob& place, const std::string& reason) {
  if (place.rank != "0") return ExitStatus::fine;
  write_error(fmt::format("carepath: {}\n", reason));
  return ExitStatus::wrong_input;
}

} // namespace

std::filesystem::path own_program() {
  std::error_code error;
  const auto path = std::filesystem::read_symlink("/proc/self/exe", error);
  return error ? std::filesystem::path("carepath") : path;
}

std::optional<ExitStatus> hand_over_to_ranks(const std::vector<std::string>& arguments, char** argv) {
  const auto place = place_in_job();
  if (place.ranks < 2 || arguments.empty() || arguments.front() != "sweep") return std::nullopt;
  const auto program = own_program().parent_path() / "carepath-mpi";
  std::error_code error;
  if (!std::filesystem::exists(program, error))
    return refuse(place,
                  "this Carepath was built without MPI, so its processes cannot share a sweep; build it "
                  "again with the packages libopenmpi-dev and libboost-mpi1.81-dev installed, or give "
                  "each process its part with --shard I/N");
  execv(program.c_str(), argv);
  return refuse(place, fmt::format("'{}' cannot be started: {}", program.string(), std::strerror(errno)));
}

} // namespace carepath
