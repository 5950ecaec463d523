// The program `carepath-mpi`, as which `carepath sweep` goes on under mpirun. Rank 0 is `carepath` with a
// team; the others do what it says.
#include "cli/interrupt.hpp"
#include "cli/mpi/rank_work.hpp"
#include "cli/program.hpp"

#include <boost/mpi/environment.hpp>

namespace carepath {
namespace {

ExitStatus run_rank(const std::vector<std::string>& arguments) {
  const boost::mpi::communicator world;
  if (world.rank() != leader) return follow(), ExitStatus::fine;
  const auto status = run_program(arguments);
  for (int rank = leader + 1; rank < world.size(); ++rank) send(world, rank, RankMessage::finish, nullptr);
  return status;
}

} // namespace
} // namespace carepath

int main(int argc, char** argv) {
  carepath::ignore_size_signals();
  // Only the main thread of each rank speaks to the others.
  const boost::mpi::environment environment(argc, argv, boost::mpi::threading::funneled);
  return static_cast<int>(carepath::run_rank({argv + 1, argv + argc}));
}
