// Zip archives, written so that equal contents give equal bytes, and read as what a stranger may have made.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace carepath {

struct ArchiveEntry {
  std::string name; // with '/' between folders
  std::string bytes;
};

/// What an archive may hold at most.
inline constexpr std::size_t most_entries = 1'000;
inline constexpr std::size_t largest_archive = 1'000'000'000; // bytes, packed as well as unpacked
inline constexpr std::size_t longest_entry_name = 400;

/// Why a name cannot be that of a file inside a folder; empty when it can.
[[nodiscard]] std::string name_fault(std::string_view name);

/// The bytes of an archive. Throws std::runtime_error.
[[nodiscard]] std::string pack(const std::vector<ArchiveEntry>& entries);

/// Reads an archive into memory. Throws UsageError with the bare reason for one that is damaged, too large,
/// or names files that do not belong inside a folder.
[[nodiscard]] std::vector<ArchiveEntry> unpack(const std::filesystem::path& path);

} // namespace carepath
