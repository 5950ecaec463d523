#include "engine/results/first_reading.hpp"

#include "engine/results/reader.hpp"

#include <cerrno>
#include <fcntl.h>
#include <fstream>
#include <optional>
#include <poll.h>
#include <signal.h>
#include <sstream>
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

/// Whether a process sleeps ('S'; one that waits for a disk does not), and the clock ticks that it has
/// worked.
struct Standing {
  bool sleeps = false;
  std::uint64_t ticks = 0;
};

Standing standing_of(pid_t process) {
  std::string line;
  std::getline(std::ifstream("/proc/" + std::to_string(process) + "/stat"), line);
  std::istringstream fields(line.substr(line.rfind(')') + 1)); // its name may hold anything
  std::string state, other;
  std::uint64_t own = 0, system = 0;
  fields >> state;
  for (int skipped = 0; skipped < 10; ++skipped) fields >> other;
  fields >> own >> system;
  return {state == "S", own + system};
}

/// Waits for something to read from a process, or for its end. False when it only sleeps: it waits for a lock
/// that another thread held when it was made, and will for ever.
bool is_heard(int line, pid_t process) {
  constexpr int milliseconds = 1000;
  Standing before;
  while (true) {
    pollfd asked{line, POLLIN, 0};
    const int ready = poll(&asked, 1, milliseconds);
    if (ready > 0) return true;
    if (ready < 0) continue; // a signal
    const auto now = standing_of(process);
    if (now.sleeps && before.sleeps && now.ticks == before.ticks) return false;
    before = now;
  }
}

/// All that a process says until its end; nothing when it never ends.
std::optional<std::string> words_of(pid_t process, int line) {
  std::string words;
  char part[512];
  while (is_heard(line, process)) {
    const ssize_t size = ::read(line, part, sizeof part);
    if (size == 0) return words;
    if (size > 0) words.append(part, static_cast<std::size_t>(size));
  }
  return std::nullopt;
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
  const auto words = child < 0 ? std::nullopt : words_of(child, line[0]);
  close(line[0]);
  if (child < 0) return true;
  if (!words) kill(child, SIGKILL);
  const bool has_lived = lived(child);
  if (!words) return true;
  if (!has_lived) return false;
  if (!words->empty()) throw ResultsFileError(static_cast<ResultsFault>((*words)[0] - 'a'), words->substr(1));
  return true;
}

} // namespace carepath
