#include "cli/output_path.hpp"

#include "cli/exit_status.hpp"
#include "engine/results/file_replace.hpp"

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

namespace carepath {
namespace fs = std::filesystem;
namespace {

fs::path folder_of(const fs::path& path) {
  return path.has_parent_path() ? path.parent_path() : fs::path(".");
}

/// Makes a file like the one that the writer would make first, and takes it away again. Asking for
/// permissions is not enough: a read-only or full disk shows only when something is made. Its name is this
/// program's own, because another may be writing the same results now.
void try_writing(const fs::path& path) {
  const auto trial = fmt::format("{}.part-{}", path.string(), getpid());
  const int descriptor = open(trial.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
  if (descriptor < 0)
    throw std::runtime_error(fmt::format("cannot write '{}': {}", path.string(), std::strerror(errno)));
  close(descriptor);
  unlink(trial.c_str());
}

} // namespace

void require_writable_file(const fs::path& path) {
  std::error_code error;
  if (!path.has_filename()) throw UsageError(fmt::format("'{}' names a folder, not a file", path.string()));
  const auto folder = folder_of(path);
  if (!fs::is_directory(folder, error))
    throw UsageError(
        fmt::format("cannot write '{}': there is no folder '{}'", path.string(), folder.string()));
  if (fs::is_directory(path, error))
    throw UsageError(fmt::format("cannot write '{}': this is a folder", path.string()));
  if (fs::exists(path, error) && !fs::is_regular_file(path, error))
    throw UsageError(fmt::format("cannot write '{}': it is no plain file", path.string()));
  check_can_write(path);
  try_writing(path);
}

void require_writable_folder(const fs::path& folder) {
  std::error_code error;
  if (fs::exists(folder, error) && !fs::is_directory(folder, error))
    throw UsageError(fmt::format("cannot write into '{}': it is no folder", folder.string()));
  if (fs::is_directory(folder, error)) return try_writing(folder / "kpi.csv");
  const auto above = folder_of(folder.has_filename() ? folder : folder.parent_path());
  if (!fs::is_directory(above, error))
    throw UsageError(
        fmt::format("cannot make '{}': there is no folder '{}'", folder.string(), above.string()));
}

} // namespace carepath
