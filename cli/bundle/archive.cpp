// libzip behind two functions; it knows the format, and what may be believed of an archive is decided here.
#include "cli/bundle/archive.hpp"

#include "cli/exit_status.hpp"
#include "engine/base/text.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <memory>
#include <set>
#include <zip.h>

namespace carepath {
namespace fs = std::filesystem;
namespace {

constexpr zip_uint16_t first_dos_date = (1 << 5) | 1; // 1980-01-01: an archive tells of no clock
constexpr zip_uint32_t unix_file_kind = 0170000, unix_link = 0120000;

struct CloseFile {
  void operator()(zip_file_t* file) const { zip_fclose(file); }
};
struct Discard {
  void operator()(zip_t* archive) const { zip_discard(archive); }
};
using OpenArchive = std::unique_ptr<zip_t, Discard>;

[[noreturn]] void cannot_pack(const char* why) {
  throw std::runtime_error(fmt::format("cannot pack the bundle: {}", why));
}

[[noreturn]] void refuse(const std::string& why) {
  throw UsageError(why);
}

void add_entry(zip_t* archive, const ArchiveEntry& entry) {
  auto* source = zip_source_buffer(archive, entry.bytes.data(), entry.bytes.size(), 0);
  const auto index =
      source ? zip_file_add(archive, entry.name.c_str(), source, ZIP_FL_ENC_UTF_8) : zip_int64_t{-1};
  if (index < 0) {
    if (source) zip_source_free(source);
    cannot_pack(zip_strerror(archive));
  }
  const auto place = static_cast<zip_uint64_t>(index);
  if (zip_file_set_dostime(archive, place, 0, first_dos_date, 0) != 0 ||
      zip_set_file_compression(archive, place, ZIP_CM_DEFLATE, 9) != 0)
    cannot_pack(zip_strerror(archive));
}

/// All bytes of a finished archive in memory.
std::string bytes_of(zip_source_t* source) {
  zip_stat_t about;
  zip_stat_init(&about);
  if (zip_source_stat(source, &about) != 0 || zip_source_open(source) != 0)
    cannot_pack("it cannot be read back");
  std::string bytes(about.size, '\0');
  const auto got = zip_source_read(source, bytes.data(), bytes.size());
  zip_source_close(source);
  if (got < 0 || static_cast<std::size_t>(got) != bytes.size()) cannot_pack("it cannot be read back");
  return bytes;
}

OpenArchive open_archive(const fs::path& path) {
  std::error_code error;
  if (!fs::is_regular_file(path, error)) refuse("it is no ordinary file");
  if (fs::file_size(path, error) > largest_archive) refuse("it is larger than 1 GB");
  int fault = 0;
  OpenArchive archive(zip_open(path.c_str(), ZIP_RDONLY | ZIP_CHECKCONS, &fault));
  if (!archive) refuse("it is no zip archive, or a damaged one");
  return archive;
}

/// What the archive's own list says of an entry, after checks that need no unpacking.
zip_stat_t entry_facts(zip_t* archive, zip_uint64_t index) {
  zip_stat_t about;
  zip_stat_init(&about);
  constexpr auto needed = ZIP_STAT_NAME | ZIP_STAT_SIZE | ZIP_STAT_ENCRYPTION_METHOD;
  if (zip_stat_index(archive, index, 0, &about) != 0 || (about.valid & needed) != needed)
    refuse("its list of files is damaged");
  if (const auto fault = name_fault(about.name); !fault.empty())
    refuse(fmt::format("it holds a file whose name {}", fault));
  if (about.encryption_method != ZIP_EM_NONE) refuse(fmt::format("'{}' is encrypted", about.name));
  zip_uint8_t system = 0;
  zip_uint32_t attributes = 0;
  zip_file_get_external_attributes(archive, index, 0, &system, &attributes);
  if (system == ZIP_OPSYS_UNIX && ((attributes >> 16) & unix_file_kind) == unix_link)
    refuse(fmt::format("'{}' is a link", about.name));
  return about;
}

/// The bytes of an entry; never more than its list says, and a fault when there are.
std::string entry_bytes(zip_t* archive, zip_uint64_t index, const zip_stat_t& about) {
  const std::unique_ptr<zip_file_t, CloseFile> file(zip_fopen_index(archive, index, 0));
  if (!file) refuse(fmt::format("'{}' cannot be unpacked", about.name));
  std::string bytes(about.size, '\0');
  std::size_t have = 0;
  char extra = 0;
  while (true) {
    const bool full = have == bytes.size();
    const auto got =
        zip_fread(file.get(), full ? &extra : bytes.data() + have, full ? 1 : bytes.size() - have);
    if (got < 0 || (full && got > 0)) refuse(fmt::format("'{}' is damaged", about.name));
    if (got == 0) break;
    have += static_cast<std::size_t>(got);
  }
  if (have != bytes.size()) refuse(fmt::format("'{}' is damaged", about.name));
  return bytes;
}

} // namespace

std::string name_fault(std::string_view name) {
  if (name.empty() || name.size() > longest_entry_name) return "is empty or too long";
  if (!is_utf8(name)) return "is not UTF-8";
  if (std::any_of(name.begin(), name.end(), [](unsigned char sign) { return sign < 0x20 || sign == 0x7F; }))
    return "holds a control character";
  if (name.front() == '/' || name.find_first_of("\\:") != std::string_view::npos)
    return "does not lie in the bundle's folder";
  for (const auto& part : split(name, '/'))
    if (part.empty() || part == "." || part == "..") return "does not lie in the bundle's folder";
  return {};
}

std::string pack(const std::vector<ArchiveEntry>& entries) {
  zip_error_t error;
  zip_error_init(&error);
  auto* target = zip_source_buffer_create(nullptr, 0, 0, &error);
  if (!target) cannot_pack(zip_error_strerror(&error));
  zip_source_keep(target);
  const std::unique_ptr<zip_source_t, void (*)(zip_source_t*)> kept(target, zip_source_free);
  OpenArchive archive(zip_open_from_source(target, ZIP_TRUNCATE, &error));
  if (!archive) {
    zip_source_free(target);
    cannot_pack(zip_error_strerror(&error));
  }
  for (const auto& entry : entries) add_entry(archive.get(), entry);
  if (zip_close(archive.get()) != 0) cannot_pack(zip_strerror(archive.get()));
  static_cast<void>(archive.release());
  return bytes_of(target);
}

std::vector<ArchiveEntry> unpack(const fs::path& path) {
  const auto archive = open_archive(path);
  const auto count =
      static_cast<zip_uint64_t>(std::max<zip_int64_t>(0, zip_get_num_entries(archive.get(), 0)));
  if (count > most_entries) refuse(fmt::format("it holds {} files; the most is {}", count, most_entries));
  std::vector<zip_stat_t> facts;
  std::set<std::string> names;
  zip_uint64_t total = 0;
  for (zip_uint64_t index = 0; index < count; ++index) {
    const auto& about = facts.emplace_back(entry_facts(archive.get(), index));
    if (!names.insert(about.name).second) refuse(fmt::format("it holds '{}' twice", about.name));
    if (about.size > largest_archive || (total += about.size) > largest_archive)
      refuse("it would unpack to more than 1 GB");
  }
  std::vector<ArchiveEntry> entries;
  for (zip_uint64_t index = 0; index < count; ++index)
    entries.push_back({facts[index].name, entry_bytes(archive.get(), index, facts[index])});
  return entries;
}

} // namespace carepath
