#include "engine/base/temporary_folder.hpp"

#include <cerrno>
#include <cstring>
#include <fmt/format.h>
#include <stdexcept>
#include <stdlib.h>

namespace carepath {
namespace fs = std::filesystem;

TemporaryFolder::TemporaryFolder(const std::string& what) {
  auto name = (fs::temp_directory_path() / (what + "-XXXXXX")).string();
  if (!mkdtemp(name.data()))
    throw std::runtime_error(
        fmt::format("cannot make a folder for temporary files: {}", std::strerror(errno)));
  path_ = name;
}

TemporaryFolder::~TemporaryFolder() {
  std::error_code ignored;
  fs::remove_all(path_, ignored);
}

} // namespace carepath
