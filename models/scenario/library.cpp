// Finding the scenario library and keeping file names inside it.
#include "models/scenario/library.hpp"

#include "engine/base/text.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace carepath {
namespace fs = std::filesystem;
namespace {

/// Made absolute first: a path of which no part is there would stay relative otherwise.
fs::path canonical_path(const fs::path& path) {
  std::error_code error;
  const auto absolute = fs::absolute(path);
  auto full = fs::weakly_canonical(absolute, error);
  return error ? absolute.lexically_normal() : full;
}

bool is_inside(const fs::path& path, const fs::path& root) {
  const auto [in_root, in_path] = std::mismatch(root.begin(), root.end(), path.begin(), path.end());
  return in_root == root.end();
}

/// The file beside `path`, which is not there, whose name is nearest to its own.
std::string missing_file_hint(const fs::path& path, const fs::path& named) {
  std::vector<std::string> beside;
  std::error_code error;
  for (fs::directory_iterator entry(canonical_path(path).parent_path(), error), end; !error && entry != end;
       entry.increment(error))
    if (entry->is_regular_file(error)) beside.push_back(entry->path().filename().string());
  std::sort(beside.begin(), beside.end());
  const auto nearest = nearest_name(path.filename().string(), beside);
  if (nearest.empty()) return "file names are relative to this file";
  return fmt::format("did you mean '{}'?", (named.parent_path() / nearest).string());
}

} // namespace

fs::path library_root(const fs::path& scenario) {
  const auto own = canonical_path(scenario).parent_path();
  std::error_code error;
  for (auto folder = own;; folder = folder.parent_path()) {
    if (fs::exists(folder / library_mark, error)) return folder;
    if (folder == folder.parent_path()) return own;
  }
}

std::optional<fs::path> resolve_in_library(const fs::path& root, const fs::path& naming,
                                           const std::string& named, SourceRef where, Diagnostics& faults) {
  const fs::path relative(named);
  if (named.empty() || relative.is_absolute()) {
    faults.error(where, fmt::format("'{}' must be a file name relative to this file", named));
    return std::nullopt;
  }
  const auto path = (naming.parent_path() / relative).lexically_normal();
  if (!is_inside(canonical_path(path), root)) {
    faults.error(
        where, fmt::format("'{}' lies outside the scenario library", named),
        fmt::format("an empty file {} marks the library's top folder; --library FOLDER names another",
                    library_mark));
    return std::nullopt;
  }
  std::error_code error;
  if (!fs::exists(path, error)) {
    faults.error(where, fmt::format("there is no file '{}'", named), missing_file_hint(path, relative));
    return std::nullopt;
  }
  return path;
}

} // namespace carepath
