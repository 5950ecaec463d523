// POSIX calls behind `replace_file`: C++ streams report neither why a write failed nor flush to disk.
#include "engine/results/file_replace.hpp"

#include <cerrno>
#include <chrono>
#include <cstring>
#include <stdexcept>
#include <string>
#include <thread>
#include <utility>

#include <fcntl.h>
#include <sys/file.h>
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

/// The ".part" file: locked while it is written, removed on destruction unless it was renamed. What a killed
/// program has left of that name is unlocked, and is written over.
class PartFile {
public:
  explicit PartFile(const fs::path& target) : target_(target), part_(target.string() + ".part") {
    while (!open_and_lock()) {
    }
    if (::ftruncate(descriptor_, 0) != 0) {
      const int error = errno;
      ::close(std::exchange(descriptor_, -1));
      fail(target_, reason(error));
    }
  }
  PartFile(const PartFile&) = delete;
  PartFile& operator=(const PartFile&) = delete;
  ~PartFile() {
    if (descriptor_ < 0) return;
    if (!renamed_) ::unlink(part_.c_str()); // before the lock goes: afterwards it could be another's
    ::close(descriptor_);
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
    if (::rename(part_.c_str(), target_.c_str()) != 0) fail(target_, reason(errno));
    renamed_ = true;
  }

private:
  /// False when another program finished with the file between its opening and its locking.
  bool open_and_lock() {
    descriptor_ = ::open(part_.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0666);
    if (descriptor_ < 0) fail(target_, reason(errno));
    const bool locked = wait_for_lock();
    struct stat open{}, named{};
    if (locked && ::fstat(descriptor_, &open) == 0 && ::stat(part_.c_str(), &named) == 0 &&
        open.st_ino == named.st_ino)
      return true;
    ::close(std::exchange(descriptor_, -1));
    if (!locked) fail(target_, "another program has been writing it for half a minute");
    return false;
  }

  /// Writing takes a moment, so who comes second waits, and its file is the one that stays.
  [[nodiscard]] bool wait_for_lock() const {
    constexpr int most_tries = 600;
    for (int tries = 0; tries < most_tries; ++tries) {
      if (::flock(descriptor_, LOCK_EX | LOCK_NB) == 0) return true;
      if (errno != EWOULDBLOCK && errno != EINTR) return true; // a file system without locks
      std::this_thread::sleep_for(std::chrono::milliseconds(50));
    }
    return false;
  }

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
