// Reads a results file back into `Results`: what the report, the viewer and the export start from.
#pragma once

#include <filesystem>
#include <stdexcept>

#include "engine/results/results.hpp"

namespace carepath {

/// What is wrong with a file that cannot be read, for programs that react to it.
enum class ResultsFault {
  unreadable,  // no such file, a folder, or no permission
  not_hdf5,    // some other kind of file
  not_results, // HDF5 made by another program
  newer,       // a format this version does not know
  damaged,     // cut short, or a part is missing or misshapen
};

/// Thrown by `read_results`; the text is a sentence for people that names the file.
class ResultsFileError : public std::runtime_error {
public:
  ResultsFileError(ResultsFault fault, const std::string& message)
      : std::runtime_error(message), fault_(fault) {}
  [[nodiscard]] ResultsFault fault() const { return fault_; }

private:
  ResultsFault fault_;
};

/// Everything in the results file at `path`, which another process reads first: HDF5 crashes on some damaged
/// files, and a sum may be forged. Throws `ResultsFileError`. One thread touches HDF5 at a time.
[[nodiscard]] Results read_results(const std::filesystem::path& path);

/// The same without that other process, for a file that was read by one of the caller's already.
[[nodiscard]] Results read_results_at_once(const std::filesystem::path& path);

} // namespace carepath
