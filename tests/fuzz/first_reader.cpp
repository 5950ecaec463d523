#include "tests/fuzz/first_reader.hpp"

#include <cerrno>
#include <fcntl.h>
#include <optional>
#include <signal.h>
#include <stdexcept>
#include <sys/socket.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <unistd.h>
#include <utility>

namespace carepath::test {
namespace {

constexpr int most_files = 2000;          // for one reader: a library may keep memory of damaged files
constexpr int most_microseconds = 150000; // of a file that takes some five thousand
constexpr int done = 70;                  // no sanitizer and no library ends a process with this
constexpr char dead = 'd';

/// No more than so long until it is set anew: the signal ends the process.
void alarm_after(int microseconds) {
  const itimerval once{{0, 0}, {0, microseconds}};
  setitimer(ITIMER_REAL, &once, nullptr);
}

bool answers(int line, char word) {
  return send(line, &word, 1, MSG_NOSIGNAL) == 1;
}

/// The word that is there or comes, past the fuzzer's own alarms; nothing once the other end is closed.
std::optional<char> heard(int line, int how = 0) {
  char word = 0;
  ssize_t size = 0;
  do {
    size = recv(line, &word, 1, how);
  } while (size < 0 && errno == EINTR);
  return size == 1 ? std::optional(word) : std::nullopt;
}

/// Waits for a process to end: its exit status, or -1 if something ended it.
int ended(pid_t process) {
  int status = 0;
  while (waitpid(process, &status, 0) < 0 && errno == EINTR) {
  }
  return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

} // namespace

FirstReader::FirstReader(std::function<void()> read) : read_(std::move(read)) {
  int ends[2];
  if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) != 0) throw std::runtime_error("no socket");
  keeper_ = fork();
  if (keeper_ < 0) throw std::runtime_error("no process");
  line_ = ends[keeper_ == 0 ? 1 : 0];
  close(ends[keeper_ == 0 ? 0 : 1]);
  if (keeper_ == 0) keep_one_alive();
}

FirstReader::~FirstReader() {
  close(line_);
  ended(keeper_);
}

bool FirstReader::survives() {
  const auto answer = answers(line_, 'r') ? heard(line_) : std::nullopt;
  if (!answer) throw std::runtime_error("no reader");
  return *answer != dead;
}

/// In the keeper, until nobody asks any more. It touches hardly any memory, so that a new reader costs the
/// fuzzer nothing: whoever forks has each page that it then writes to copied.
void FirstReader::keep_one_alive() {
  while (heard(line_, MSG_PEEK)) { // somebody asks
    const pid_t reader = fork();
    if (reader == 0) serve();
    if (reader < 0 || (ended(reader) != done && !answers(line_, dead))) break;
  }
  _exit(0);
}

/// In a reader, until it has read enough. A crash is an answer: nobody is to report it.
void FirstReader::serve() {
  for (const int signal : {SIGSEGV, SIGBUS, SIGABRT, SIGFPE, SIGILL, SIGALRM}) ::signal(signal, SIG_DFL);
  dup2(open("/dev/null", O_WRONLY | O_CLOEXEC), STDERR_FILENO);
  for (int file = 0; file < most_files; ++file) {
    const auto question = heard(line_);
    if (!question) break;
    alarm_after(most_microseconds);
    try {
      read_();
    } catch (...) {
    } // whoever reads next will say what is wrong
    alarm_after(0);
    if (!answers(line_, *question)) _exit(0);
  }
  _exit(done);
}

} // namespace carepath::test
