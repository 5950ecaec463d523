// carepath-viewer: command line, then a window or a picture.
#include "viewer/arguments.hpp"
#include "viewer/screenshot.hpp"
#include "viewer/whatif/live_study.hpp"
#include "viewer/whatif/run_scenarios.hpp"
#include "viewer/window.hpp"

#include "engine/base/text.hpp"
#include "engine/results/reader.hpp"

#include <algorithm>
#include <cstdio>
#include <fmt/format.h>

namespace {

using namespace carepath;

bool is_scenario(const std::filesystem::path& path) {
  return path.extension() == ".toml";
}

std::vector<std::filesystem::path> scenarios_of(const ViewerArguments& arguments) {
  std::vector<std::filesystem::path> scenarios;
  for (const auto& file : arguments.files)
    if (is_scenario(file)) scenarios.push_back(file);
  return scenarios;
}

/// Several scenarios on the command line are one comparison, opened under the name of the last.
std::vector<std::filesystem::path> openable_files(const ViewerArguments& arguments) {
  std::vector<std::filesystem::path> files;
  for (const auto& file : arguments.files)
    if (!is_scenario(file)) files.push_back(file);
  if (const auto scenarios = scenarios_of(arguments); !scenarios.empty()) files.push_back(scenarios.back());
  return files;
}

/// Reads results files; runs scenarios, those named together on the command line together.
ReadFunction reader(const ViewerArguments& arguments) {
  return [together = scenarios_of(arguments)](const std::filesystem::path& path,
                                              const std::atomic<bool>* cancelled) {
    if (!is_scenario(path)) return read_results(path);
    const bool named = !together.empty() && together.back() == path;
    return run_scenarios(named ? together : std::vector{path}, cancelled);
  };
}

void apply_choices(const ViewerArguments& arguments, Choices& choices) {
  for (const auto& [name, number] : arguments.numbers)
    if (name == "moment")
      choices.moment = number;
    else
      choices.numbers[name] = static_cast<int>(number);
  for (const auto& [name, words] : arguments.words) choices.texts[name] = words;
}

/// Moves the sliders once the scenario has been read; what is wrong, in words.
std::string move_levers(const ViewerArguments& arguments, WhatIfBoard& board) {
  if (board.chosen.file == 0 || !(board.read == board.chosen)) return {};
  std::vector<std::string> paths;
  for (const auto& lever : board.levers) paths.push_back(lever.path);
  for (const auto& [path, number] : arguments.levers) {
    const auto at = std::find(paths.begin(), paths.end(), path);
    if (at == paths.end())
      return board.levers.empty()
                 ? board.fault
                 : fmt::format("--set: the scenario has no number '{}'; {}", path, name_hint(path, paths));
    auto& lever = board.levers[static_cast<std::size_t>(at - paths.begin())];
    lever.now = number;
    lever.pinned = true;
  }
  return {};
}

/// Reads all files, draws one picture. Unreadable files are told on standard error.
int take_screenshot(const ViewerArguments& arguments) {
  Shell shell;
  if (!arguments.panel.empty()) shell.panel = arguments.panel;
  apply_choices(arguments, shell.choices);
  const auto read = reader(arguments);
  for (const auto& file : openable_files(arguments)) {
    auto outcome = load_results(file, read);
    if (outcome.fault != LoadFault::none) {
      std::fprintf(stderr, "%s\n%s\n", fault_title(outcome.fault).c_str(), fault_text(outcome).c_str());
      return 2;
    }
    accept(shell, std::move(outcome));
  }
  PictureSize size;
  size.scale = arguments.scale;
  size.width = static_cast<int>(static_cast<float>(size.width) * size.scale);
  size.height = static_cast<int>(static_cast<float>(size.height) * size.scale);
  LiveStudy live;
  std::string fault; // of the user's
  const auto trouble = write_screenshot(shell, size, arguments.screenshot, [&] {
    live.attend(shell.what_if, shell.workspace);
    live.wait();
    fault = move_levers(arguments, shell.what_if);
    live.attend(shell.what_if, shell.workspace);
    live.wait();
    return fault;
  });
  if (!trouble.empty()) std::fprintf(stderr, "carepath-viewer: %s\n", trouble.c_str());
  return trouble.empty() ? 0 : fault.empty() ? 1 : 2;
}

int open_window(const ViewerArguments& arguments) {
  const auto trouble = run_window(openable_files(arguments), arguments.panel, reader(arguments));
  if (!trouble.empty()) std::fprintf(stderr, "carepath-viewer: %s\n", trouble.c_str());
  return trouble.empty() ? 0 : 1;
}

} // namespace

int main(int count, char** words) {
  const std::vector<std::string> list(words + 1, words + count);
  const auto arguments = read_arguments(list);
  if (!arguments.fault.empty()) {
    std::fprintf(stderr, "carepath-viewer: %s\n\n%s", arguments.fault.c_str(), usage_text().c_str());
    return 2;
  }
  if (arguments.help || arguments.list) {
    std::fputs(arguments.help ? usage_text().c_str() : panel_list_text().c_str(), stdout);
    return 0;
  }
  return arguments.screenshot.empty() ? open_window(arguments) : take_screenshot(arguments);
}
