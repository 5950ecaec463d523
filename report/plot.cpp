// Runs gnuplot as a child process: the script goes in by a file, the picture comes back by a file, both in a
// folder of our own that is removed afterwards.
#include "report/plot.hpp"

#include "engine/base/temporary_folder.hpp"
#include "report/plot_script.hpp"
#include "report/report.hpp"

#include <algorithm>
#include <cerrno>
#include <fcntl.h>
#include <filesystem>
#include <fmt/format.h>
#include <fstream>
#include <iterator>
#include <spawn.h>
#include <stdexcept>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

namespace carepath::report {
namespace {

TemporaryFolder chart_folder() {
  try {
    return TemporaryFolder("carepath-chart");
  } catch (const std::runtime_error&) {
    std::error_code failed;
    const auto base = std::filesystem::temp_directory_path(failed);
    throw ReportError("The report's charts need a temporary folder, and none could be made in " +
                      (base.empty() ? std::string("the system's temporary place") : base.string()) + ".");
  }
}

std::string read_all(const std::string& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

void write_all(const std::string& file, const std::string& text) {
  std::ofstream out(file, std::ios::binary);
  out << text;
  if (!out.flush()) throw ReportError("A chart's script could not be written to " + file + ".");
}

/// Runs `program script` with its output and messages in files; returns the exit status, or -1 when it could
/// not be started (then `errno` says why).
int run_program(const std::string& program, const std::string& script, const std::string& output,
                const std::string& messages) {
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  constexpr mode_t own = 0600;
  posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
  posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, output.c_str(), O_WRONLY | O_CREAT, own);
  posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, messages.c_str(), O_WRONLY | O_CREAT, own);
  std::string name = program;
  std::string argument = script;
  char* const arguments[] = {name.data(), argument.data(), nullptr};
  pid_t child = 0;
  const int failed = posix_spawnp(&child, program.c_str(), &actions, nullptr, arguments, environ);
  posix_spawn_file_actions_destroy(&actions);
  if (failed != 0) {
    errno = failed;
    return -1;
  }
  int status = 0;
  while (waitpid(child, &status, 0) < 0)
    if (errno != EINTR) return -1;
  return WIFEXITED(status) ? WEXITSTATUS(status) : 128;
}

} // namespace

Plotter::Plotter(std::string program, unsigned at_once)
    : program_(std::move(program)), turns_(std::make_unique<std::counting_semaphore<>>(std::max(
                                        1U, at_once > 0 ? at_once : std::thread::hardware_concurrency()))) {}

/// A thread for each chart, of which most wait for their turn: the work is done in the other processes.
Picture Plotter::start(std::string script) const {
  return std::async(std::launch::async, [this, script = std::move(script)] {
    turns_->acquire();
    struct Turn {
      std::counting_semaphore<>& turns;
      ~Turn() { turns.release(); }
    } const turn{*turns_};
    return run(script);
  });
}

std::string Plotter::run(const std::string& script) const {
  const TemporaryFolder folder = chart_folder();
  const auto file = [&](const char* name) { return (folder.path() / name).string(); };
  write_all(file("script"), script);
  const int status = run_program(program_, file("script"), file("picture"), file("messages"));
  if (status == -1)
    throw ReportError(fmt::format("The report's charts are drawn by '{}', which could not be started. "
                                  "On Debian or Ubuntu install the package gnuplot-nox.",
                                  program_));
  auto picture = read_all(file("picture"));
  if (status != 0 || picture.find("</svg>") == std::string::npos)
    throw ReportError(fmt::format("gnuplot could not draw a chart: {}", read_all(file("messages"))));
  return picture;
}

Picture Plotter::draw(const LineChart& chart, ChartWidth width) const {
  return start(script_for(chart, width));
}
Picture Plotter::draw(const HistogramChart& chart, ChartWidth width) const {
  return start(script_for(chart, width));
}
Picture Plotter::draw(const StackedBars& chart, ChartWidth width) const {
  return start(script_for(chart, width));
}
Picture Plotter::draw(const DotPlot& chart, ChartWidth width) const {
  return start(script_for(chart, width));
}
Picture Plotter::draw(const HeatMap& chart, ChartWidth width) const {
  return start(script_for(chart, width));
}

} // namespace carepath::report
