// A folder of this program's own for files that nobody else needs.
#pragma once

#include <filesystem>
#include <string>

namespace carepath {

/// A new folder "WHAT-XXXXXX" in the system's temporary place, gone with all in it at the end of its life.
class TemporaryFolder {
public:
  /// Throws std::runtime_error when none can be made.
  explicit TemporaryFolder(const std::string& what);
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;
  ~TemporaryFolder();
  [[nodiscard]] const std::filesystem::path& path() const { return path_; }

private:
  std::filesystem::path path_;
};

} // namespace carepath
