// The window's side of the live what-if.
#include "viewer/whatif/live_study.hpp"

#include "engine/results/file_replace.hpp"
#include "models/study/overlay_text.hpp"
#include "viewer/whatif/overlay.hpp"

#include <fmt/format.h>

namespace carepath {

namespace {

std::filesystem::path scratch_folder() {
  std::error_code ignored;
  const auto moment = std::chrono::steady_clock::now().time_since_epoch().count();
  return std::filesystem::temp_directory_path(ignored) / fmt::format("carepath-what-if-{}", moment);
}

const OpenFile* file_of(const Workspace& workspace, std::uint32_t id) {
  for (const auto& file : workspace.files())
    if (file.id == id) return &file;
  return nullptr;
}

/// Writes the overlay; what became of it, in words.
std::string write_overlay(const ChangeableScenario& scenario, const std::vector<Lever>& levers,
                          const std::filesystem::path& path, const std::string& base) {
  Diagnostics faults;
  const auto changed = changed_document(scenario, levers, path.stem().string(), faults);
  try {
    replace_file(path, saved_overlay(scenario, changed, base));
  } catch (const std::exception& error) {
    return fmt::format("Not saved: {}.", error.what());
  }
  return "Saved " + path.string();
}

/// Writes the what-if as a scenario that finds its base from where it lies.
std::string save_overlay(const ChangeableScenario& scenario, const std::vector<Lever>& levers,
                         const std::filesystem::path& path) {
  std::error_code ignored;
  if (!scenario.on_disk)
    return "Not saved: the scenario's own files are not here. Start the viewer in their folder, or open " +
           scenario.file + " itself.";
  if (std::filesystem::exists(path, ignored))
    return "There is already a file " + path.string() + ": choose another name.";
  const auto base = base_name(path, scenario.folder / scenario.file);
  if (!base)
    return fmt::format(
        "Not saved: a scenario at {} could not name {} as its base. Save it beside that one, in {}.",
        path.string(), scenario.file, scenario.folder.string());
  return write_overlay(scenario, levers, path, *base);
}

} // namespace

LiveStudy::LiveStudy(std::function<void()> wake, std::uint32_t threads)
    : wake_(std::move(wake)), threads_(threads), scratch_(scratch_folder()),
      background_([this] { return work(); }) {}

LiveStudy::~LiveStudy() {
  {
    const std::scoped_lock lock(mutex_);
    wanted_scenario_.reset();
    wanted_run_.reset();
    cancelled_ = true;
  }
  background_.stop();
  std::error_code ignored;
  std::filesystem::remove_all(scratch_, ignored);
}

bool LiveStudy::attend(WhatIfBoard& board, Workspace& workspace) {
  if (!board.wanted) return false;
  ask_for_scenario(board, workspace);
  bool news = take_scenario(board);
  if (board.cancel) {
    const std::scoped_lock lock(mutex_);
    wanted_run_.reset();
    cancelled_ = true;
  }
  board.cancel = false;
  if (board.read == board.chosen) ask_for_run(board);
  news = take_answers(board, workspace) || news;
  if (!board.save_as.empty()) save(board);
  const std::scoped_lock lock(mutex_);
  board.running = busy_ || wanted_run_ || wanted_scenario_;
  return news;
}

void LiveStudy::wait() {
  while (turn()) {
  }
  std::unique_lock lock(mutex_);
  changed_.wait(lock, [&] { return !busy_ && !wanted_run_ && !wanted_scenario_; });
}

void LiveStudy::ask_for_scenario(const WhatIfBoard& board, const Workspace& workspace) {
  if (board.chosen.file == 0 || board.chosen == asked_scenario_) return;
  const auto* file = file_of(workspace, board.chosen.file);
  if (file == nullptr) return;
  const std::scoped_lock lock(mutex_);
  asked_scenario_ = board.chosen;
  asked_settings_.clear();
  answers_.clear();
  wanted_scenario_ = Reading{*file, board.chosen.variant, board.chosen};
  wanted_run_.reset();
  cancelled_ = true;
  background_.wake();
}

void LiveStudy::ask_for_run(const WhatIfBoard& board) {
  auto settings = settings_of(board.levers);
  const bool same = settings == asked_settings_;
  if (same && (!asked_coarse_ || board.dragging)) return;
  const std::scoped_lock lock(mutex_);
  // Letting go without a further change: go on with what is there.
  wanted_run_ = Wish{board.levers, board.dragging, Clock::now()};
  asked_settings_ = std::move(settings);
  asked_coarse_ = board.dragging;
  if (!same) cancelled_ = true;
  background_.wake();
}

bool LiveStudy::take_scenario(WhatIfBoard& board) {
  const std::scoped_lock lock(mutex_);
  if (!new_reading_) return false;
  board.read = *new_reading_;
  board.levers = std::move(new_levers_);
  board.fault = scenario_ ? scenario_->fault : "";
  board.best_estimates = scenario_ && scenario_->best_estimates;
  board.asked = scenario_ ? scenario_->replications : 0;
  board.replications = 0;
  new_reading_.reset();
  answers_.clear(); // of the scenario before this one
  return true;
}

bool LiveStudy::take_answers(WhatIfBoard& board, Workspace& workspace) {
  std::vector<Answer> answers;
  {
    const std::scoped_lock lock(mutex_);
    answers.swap(answers_);
  }
  for (auto& answer : answers) {
    board.fault = answer.fault;
    if (!answer.results) continue;
    if (answer.after_ms > 0) board.first_answer_ms = answer.after_ms;
    board.replications = answer.replications;
    ++board.answers;
    const bool fresh = file_of(workspace, answer_) == nullptr;
    answer_ = board.answer = workspace.add(what_if_name, std::move(answer.results));
    auto& looks = workspace.files().back().looks;
    // The base is in the file it came from already.
    if (fresh && looks.size() > 1) looks[0].visible = false;
  }
  return !answers.empty();
}

void LiveStudy::save(WhatIfBoard& board) {
  std::shared_ptr<ChangeableScenario> scenario;
  {
    const std::scoped_lock lock(mutex_);
    scenario = scenario_;
  }
  auto path = std::filesystem::path(std::exchange(board.save_as, {}));
  if (!scenario || !scenario->fault.empty()) return;
  if (path.extension() != ".toml") path += ".toml";
  if (!apart_.empty()) {
    board.saved = write_overlay(*scenario, board.levers, apart_ / path.filename(), scenario->file) +
                  fmt::format(". It changes {}: keep the two in one folder.", scenario->file);
    return;
  }
  if (path.is_relative()) path = scenario->folder / path;
  board.saved = save_overlay(*scenario, board.levers, path);
}

} // namespace carepath
