#include "engine/results/first_reading.hpp"

#include "engine/results/reader.hpp"

#include <cerrno>
#include <fcntl.h>
#include <fstream>
#include <signal.h>
#include <string>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

namespace carepath {
namespace {

constexpr std::uintmax_t bytes_a_second = 160'000'000; // of memory, well under what HDF5 fills
constexpr std::uintmax_t memory_for_any = 256 << 20;
constexpr std::uintmax_t memory_of_sanitizers = std::uintmax_t{1} << 40; // addresses, most never used

void bound(int resource, std::uintmax_t most) {
  const rlimit limit{static_cast<rlim_t>(most), static_cast<rlim_t>(most)};
  setrlimit(resource, &limit);
}

/// Address space of this process, in bytes; 0 when the system does not say.
std::uintmax_t present_memory() {
  std::uintmax_t pages = 0;
  std::ifstream("/proc/self/statm") >> pages;
  return pages * static_cast<std::uintmax_t>(sysconf(_SC_PAGESIZE));
}

void bound_by_size(const std::filesystem::path& path, Packing packing) {
  std::error_code ignored;
  const auto memory = std::filesystem::file_size(path, ignored) * static_cast<std::uintmax_t>(packing);
  bound(RLIMIT_CPU, 4 + memory / bytes_a_second);
  const auto present = present_memory();
  if (present > 0 && present < memory_of_sanitizers) bound(RLIMIT_AS, present + memory_for_any + memory);
}

/// In the child: a letter for what is wrong, and the words. Nothing: it was read to the end.
[[noreturn]] void answer(int line, const std::function<void()>& read) {
  for (const int signal : {SIGSEGV, SIGBUS, SIGABRT, SIGFPE, SIGILL}) ::signal(signal, SIG_DFL);
  dup2(open("/dev/null", O_WRONLY | O_CLOEXEC), STDERR_FILENO);
  try {
    read();
  } catch (const ResultsFileError& fault) {
    const std::string words =
        static_cast<char>('a' + static_cast<int>(fault.fault())) + std::string(fault.what());
    if (write(line, words.data(), words.size()) < 0) _exit(1);
  } catch (...) {
    _exit(1);
  }
  _exit(0);
}

std::string all_of(int line) {
  std::string words;
  char part[512];
  for (ssize_t size = 0; (size = ::read(line, part, sizeof part)) > 0 || (size < 0 && errno == EINTR);)
    if (size > 0) words.append(part, static_cast<std::size_t>(size));
  return words;
}

bool lived(pid_t child) {
  int status = 0;
  while (waitpid(child, &status, 0) < 0 && errno == EINTR) {
  }
  return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

} // namespace

bool read_in_another_process(const std::filesystem::path& path, Packing packing,
                             const std::function<void()>& read) {
  int line[2];
  if (pipe2(line, O_CLOEXEC) != 0) return true;
  const pid_t child = fork();
  if (child == 0) {
    bound_by_size(path, packing);
    answer(line[1], read);
  }
  close(line[1]);
  const std::string words = child < 0 ? std::string() : all_of(line[0]);
  close(line[0]);
  if (child < 0) return true;
  if (!lived(child)) return false;
  if (!words.empty()) throw ResultsFileError(static_cast<ResultsFault>(words[0] - 'a'), words.substr(1));
  return true;
}

} // namespace carepath
