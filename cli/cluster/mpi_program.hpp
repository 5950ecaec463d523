// A sweep that mpirun has started several times over is carried out by another program, `carepath-mpi`, so
// that `carepath` itself runs where there are no MPI libraries.
#pragma once

#include "cli/exit_status.hpp"

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace carepath {

/// Replaces this program by `carepath-mpi` with the same words when they are a sweep's and mpirun (or srun
/// with PMIx) started more than one. Returns when they are not; with a status when there is no
/// `carepath-mpi`.
[[nodiscard]] std::optional<ExitStatus> hand_over_to_ranks(const std::vector<std::string>& arguments,
                                                           char** argv);

/// The file this program was started from.
[[nodiscard]] std::filesystem::path own_program();

} // namespace carepath
