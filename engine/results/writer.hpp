// Writes a results file: HDF5 that h5py, xarray (netCDF4) and rhdf5 open without our code.
//
// docs/results-format.md describes it; every name is in schema.hpp. One thread touches HDF5 at a time.
#pragma once

#include <filesystem>
#include <string>

#include "engine/results/results.hpp"

namespace carepath {

/// What `write_results` writes. Equal results give equal bytes.
[[nodiscard]] std::string results_bytes(const Results& results);

/// Writes `results` to `path` by way of "PATH.part" and a rename. Results of a cancelled study give a
/// valid file that says so. Arrays shorter than their axes are filled with NaN. On failure leaves an
/// existing `path` as it was and throws std::runtime_error with a sentence for people.
void write_results(const Results& results, const std::filesystem::path& path);

} // namespace carepath
