// A file that may be damaged is read by another process first: HDF5 may crash or hang on it, or take all the
// memory there is. That process is a copy of this one, so what it survives is survived here too.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>

namespace carepath {

/// What a file may hold for each of its bytes, in bytes of memory.
enum class Packing : std::uint16_t {
  loose = 16, // of another program
  tight =
      2100, // of ours: numbers may be packed 1,032 times smaller (deflate), and are held twice for a moment
};

/// Calls `read`, which reads the file at `path`, in another process that has bounds by the size of the file
/// and its packing: so much memory beyond 256 MB, and of time a second for each 160 MB of it beyond four.
/// False when that process died; throws the `ResultsFileError` that `read` threw. Where no process can be
/// made, or it sleeps for ever over a lock that another thread of ours held, the file is not looked at.
[[nodiscard]] bool read_in_another_process(const std::filesystem::path& path, Packing packing,
                                           const std::function<void()>& read);

} // namespace carepath
