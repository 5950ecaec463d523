// POSIX calls, because what is looked at must be what is read: the open file, not the name once more.
#include "models/scenario/file_text.hpp"

#include <array>
#include <cerrno>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace carepath {
namespace {

class Descriptor {
public:
  explicit Descriptor(const std::filesystem::path& path)
      : number_(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY)) {}
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  ~Descriptor() {
    if (number_ >= 0) ::close(number_);
  }
  [[nodiscard]] int number() const { return number_; }

private:
  int number_;
};

FileFault opening_fault(int error) {
  if (error == ENOENT || error == ENOTDIR) return FileFault::missing;
  return error == ENXIO ? FileFault::not_ordinary : FileFault::unreadable;
}

/// False when reading failed or there is more than `most`.
bool read_all(int descriptor, std::uintmax_t most, std::string& text) {
  std::array<char, 1u << 14> block;
  while (text.size() <= most) {
    const auto got = ::read(descriptor, block.data(), block.size());
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) return got == 0;
    text.append(block.data(), static_cast<std::size_t>(got));
  }
  return false;
}

} // namespace

FileText read_file_text(const std::filesystem::path& path, std::uintmax_t most) {
  FileText out;
  const auto refuse = [&](FileFault fault) {
    out.fault = fault;
    out.text.clear();
    return out;
  };
  const Descriptor file(path);
  if (file.number() < 0) return refuse(opening_fault(errno));
  struct stat about{};
  if (::fstat(file.number(), &about) != 0) return refuse(FileFault::unreadable);
  if (S_ISDIR(about.st_mode)) return refuse(FileFault::folder);
  if (!S_ISREG(about.st_mode)) return refuse(FileFault::not_ordinary);
  out.size = static_cast<std::uintmax_t>(about.st_size);
  if (out.size > most) return refuse(FileFault::too_large);
  out.text.reserve(static_cast<std::size_t>(out.size));
  if (!read_all(file.number(), most, out.text))
    return refuse(out.text.size() > most ? FileFault::too_large : FileFault::unreadable);
  return out;
}

} // namespace carepath
