#include "cli/output_path.hpp"

#include "cli/exit_status.hpp"
#include "engine/results/file_replace.hpp"

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <fmt/format.h>
#include <fstream>
#include <string_view>
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

/// One file under two names, also when it is not there yet and its folder has two names.
bool is_same_file(const fs::path& one, const fs::path& other) {
  std::error_code error;
  if (fs::equivalent(one, other, error)) return true;
  const auto place = [](const fs::path& path) {
    std::error_code unread;
    const auto plain = fs::absolute(path).lexically_normal();
    const auto real = fs::weakly_canonical(plain, unread);
    return unread ? plain : real;
  };
  return place(one) == place(other);
}

void refuse_same(const fs::path& output, const fs::path& other, const char* what) {
  if (is_same_file(output, other))
    throw UsageError(fmt::format("'{}' is {}: name another file", output.string(), what));
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

void refuse_to_replace(const std::vector<fs::path>& outputs, const std::vector<fs::path>& inputs,
                       const char* what) {
  for (const auto& output : outputs)
    for (const auto& input : inputs)
      if (!output.empty()) refuse_same(output, input, what);
}

void require_results_or_nothing(const fs::path& path) {
  constexpr std::string_view signature = "\x89HDF\r\n\x1a\n"; // with which every file of HDF5 begins
  std::ifstream in(path, std::ios::binary);
  std::string beginning(signature.size(), '\0');
  in.read(beginning.data(), static_cast<std::streamsize>(beginning.size()));
  if (in.gcount() > 0 && beginning != signature)
    throw UsageError(fmt::format("'{}' is there and is no results file: name another file", path.string()));
}

void require_outputs(const std::vector<fs::path>& outputs, const std::vector<fs::path>& inputs,
                     const char* what) {
  refuse_to_replace(outputs, inputs, what);
  for (std::size_t at = 0; at < outputs.size(); ++at) {
    if (outputs[at].empty()) continue;
    for (std::size_t before = 0; before < at; ++before)
      if (!outputs[before].empty()) refuse_same(outputs[at], outputs[before], "already another output");
    require_writable_file(outputs[at]);
  }
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
