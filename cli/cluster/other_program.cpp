#include "cli/cluster/other_program.hpp"

#include <array>
#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <fcntl.h>
#include <memory>
#include <spawn.h>
#include <stdexcept>
#include <string_view>
#include <sys/wait.h>
#include <unistd.h>

namespace carepath {
namespace {

/// A file without a name: what a program writes goes there, so that neither of us can wait for the other.
class Scratch {
public:
  Scratch() : file_(std::tmpfile(), &std::fclose) {
    if (!file_) throw std::runtime_error("no temporary file could be made");
  }
  [[nodiscard]] int descriptor() const { return fileno(file_.get()); }
  [[nodiscard]] std::string text() const {
    std::string all;
    std::array<char, 4096> piece{};
    std::rewind(file_.get());
    while (const auto size = std::fread(piece.data(), 1, piece.size(), file_.get()))
      all.append(piece.data(), size);
    return all;
  }

private:
  std::unique_ptr<std::FILE, int (*)(std::FILE*)> file_;
};

/// Its process, or 0 when there is no such program.
pid_t start(const std::vector<std::string>& words, const Scratch& output, const Scratch& errors) {
  std::vector<std::string> own = words;
  std::vector<char*> arguments;
  for (auto& word : own) arguments.push_back(word.data());
  arguments.push_back(nullptr);
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
  posix_spawn_file_actions_adddup2(&actions, output.descriptor(), STDOUT_FILENO);
  posix_spawn_file_actions_adddup2(&actions, errors.descriptor(), STDERR_FILENO);
  pid_t child = 0;
  const int failed = posix_spawnp(&child, arguments[0], &actions, nullptr, arguments.data(), environ);
  posix_spawn_file_actions_destroy(&actions);
  return failed == 0 ? child : 0;
}

} // namespace

std::optional<ProgramEnd> run_other_program(const std::vector<std::string>& words) {
  const Scratch output, errors;
  const pid_t child = start(words, output, errors);
  if (child == 0) return std::nullopt;
  int status = 0;
  while (waitpid(child, &status, 0) < 0)
    if (errno != EINTR) return std::nullopt;
  return ProgramEnd{WIFEXITED(status) ? WEXITSTATUS(status) : 128, output.text(), errors.text()};
}

bool is_installed(const std::string& name) {
  const char* path = std::getenv("PATH");
  std::string_view folders = path ? path : "";
  while (!folders.empty()) {
    const auto end = folders.find(':');
    if (access((std::string(folders.substr(0, end)) + "/" + name).c_str(), X_OK) == 0) return true;
    folders = end == std::string_view::npos ? "" : folders.substr(end + 1);
  }
  return false;
}

} // namespace carepath
