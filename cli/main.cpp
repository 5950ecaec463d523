// The program `carepath`. Started by mpirun it hands a sweep over to `carepath-mpi`, which knows the other
// ranks.
#include "cli/cluster/mpi_program.hpp"
#include "cli/interrupt.hpp"
#include "cli/program.hpp"

int main(int argc, char** argv) {
  carepath::ignore_size_signals();
  const std::vector<std::string> arguments{argv + 1, argv + argc};
  if (const auto status = carepath::hand_over_to_ranks(arguments, argv)) return static_cast<int>(*status);
  return static_cast<int>(carepath::run_program(arguments));
}
