// POSIX calls behind `replace_file`: C++ streams report neither why a write failed nor flush to disk.
#include "engine/results/file_replace.hpp"

#include <cerrno>
#include <cstring>
#include <stdexcept>
#include <string>
#include <utility>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace carepath {

namespace {

namespace fs = std::filesystem;

[[noreturn]] void fail(const fs::path& path, const std::string& why) {
  throw std::runtime_error("cannot write '" + path.string() + "': " + why);
}

std::string reason(int error) {
  switch (error) {
  case ENOSPC: return "the disk is full";
  case EDQUOT: return "the disk quota is used up";
  case EFBIG: return "the file would be larger than allowed here";
  case EACCES:
  case EPERM: return "permission denied";
  case EROFS: return "the disk is read-only";
  default: return std::strerror(error);
  }
}

/// The ".part" file: removed on destruction unless it was renamed.
class PartFile {
public:
  explicit PartFile(const fs::path& target)
      : target_(target), part_(target.string() + ".part"),
        descriptor_(::open(part_.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666)) {
    if (descriptor_ < 0) fail(target_, reason(errno));
  }
  PartFile(const PartFile&) = delete;
  PartFile& operator=(const PartFile&) = delete;
  ~PartFile() {
    if (descriptor_ >= 0) ::close(descriptor_);
    if (!renamed_) ::unlink(part_.c_str());
  }

  void write(std::string_view bytes) {
    while (!bytes.empty()) {
      const ssize_t done = ::write(descriptor_, bytes.data(), bytes.size());
      if (done < 0 && errno == EINTR) continue;
      if (done < 0) fail(target_, reason(errno));
      bytes.remove_prefix(static_cast<std::size_t>(done));
    }
  }

  void put_in_place() {
    if (::fsync(descriptor_) != 0 && errno != EINVAL) fail(target_, reason(errno));
    if (::close(std::exchange(descriptor_, -1)) != 0) fail(target_, reason(errno));
    if (::rename(part_.c_str(), target_.c_str()) != 0) fail(target_, reason(errno));
    renamed_ = true;
  }

private:
  fs::path target_;
  fs::path part_;
  int descriptor_ = -1;
  bool renamed_ = false;
};

} // namespace

void check_can_write(const fs::path& path) {
  std::error_code ignored;
  if (path.filename().empty()) fail(path, "this is a folder, not a file name");
  const fs::path folder = path.has_parent_path() ? path.parent_path() : fs::path(".");
  if (!fs::is_directory(folder, ignored)) fail(path, "there is no folder '" + folder.string() + "'");
  if (fs::is_directory(path, ignored)) fail(path, "this is a folder");
  const fs::file_status now = fs::status(path, ignored);
  // A rename would replace a read-only file; whoever made it read-only did not want that.
  const auto writable = fs::perms::owner_write | fs::perms::group_write | fs::perms::others_write;
  if (fs::exists(now) && (now.permissions() & writable) == fs::perms::none)
    fail(path, "the file is read-only");
}

void replace_file(const fs::path& path, std::string_view bytes) {
  check_can_write(path);
  PartFile part(path);
  part.write(bytes);
  part.put_in_place();
}

} // namespace carepath
