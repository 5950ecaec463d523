#include "tests/fuzz/first_reader.hpp"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdexcept>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>
#include <utility>

namespace carepath::test {
namespace {

constexpr int most_files = 2000;       // for one process: a library may keep memory of damaged files
constexpr int most_milliseconds = 150; // of a file that takes some five

} // namespace

FirstReader::FirstReader(std::function<void()> read) : read_(std::move(read)) {}

FirstReader::~FirstReader() {
  stop();
}

bool FirstReader::survives() {
  if (served_ == most_files) stop();
  if (child_ < 0) start();
  ++served_;
  char word = 'r';
  pollfd answer{line_, POLLIN, 0};
  if (send(line_, &word, 1, MSG_NOSIGNAL) == 1 && poll(&answer, 1, most_milliseconds) == 1 &&
      recv(line_, &word, 1, 0) == 1)
    return true;
  stop();
  return false;
}

void FirstReader::start() {
  int ends[2];
  if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) != 0) throw std::runtime_error("no socket");
  child_ = fork();
  if (child_ < 0) throw std::runtime_error("no process");
  line_ = ends[child_ == 0 ? 1 : 0];
  close(ends[child_ == 0 ? 0 : 1]);
  served_ = 0;
  if (child_ == 0) serve();
}

void FirstReader::stop() {
  if (child_ < 0) return;
  kill(child_, SIGKILL);
  waitpid(child_, nullptr, 0);
  close(line_);
  child_ = -1;
}

/// In the child, until its parent is gone. A crash is an answer: nobody is to report it.
void FirstReader::serve() {
  for (const int signal : {SIGSEGV, SIGBUS, SIGABRT, SIGFPE, SIGILL}) ::signal(signal, SIG_DFL);
  dup2(open("/dev/null", O_WRONLY | O_CLOEXEC), STDERR_FILENO);
  for (char word; recv(line_, &word, 1, 0) == 1;) {
    try {
      read_();
    } catch (...) {
    } // whoever reads next will say what is wrong
    if (send(line_, &word, 1, MSG_NOSIGNAL) != 1) break;
  }
  _exit(0);
}

} // namespace carepath::test
