// Reading a file that somebody else may have made: an ordinary file, of bounded size, and nothing else.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>

namespace carepath {

enum class FileFault : std::uint8_t { none, missing, folder, not_ordinary, unreadable, too_large };

struct FileText {
  FileFault fault = FileFault::none;
  std::uintmax_t size = 0; // as the file system tells it
  std::string text;        // empty after a fault
};

/// The bytes of an ordinary file of at most `most` bytes. Never waits for a pipe, never reads a device, and
/// stops at `most` bytes when the file grows meanwhile.
[[nodiscard]] FileText read_file_text(const std::filesystem::path& path, std::uintmax_t most);

} // namespace carepath
