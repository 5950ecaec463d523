// A file that may be damaged is read by another process first: HDF5 may crash or hang on it, or take all the
// memory there is.
#pragma once

#include <filesystem>
#include <functional>

namespace carepath {

/// Calls `read`, which reads the file at `path`, in another process with bounds by the size of the file: ten
/// million bytes a second, and 16 bytes of memory for each byte beyond 256 MB. False when that process died;
/// throws the `ResultsFileError` that `read` threw. Where no process can be made the file is not looked at.
[[nodiscard]] bool read_in_another_process(const std::filesystem::path& path,
                                           const std::function<void()>& read);

} // namespace carepath
