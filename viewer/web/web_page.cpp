#include "viewer/web/web_page.hpp"

#include "engine/results/reader.hpp"
#include "viewer/settings.hpp"
#include "viewer/web/browser.hpp"
#include "viewer/whatif/levers.hpp"
#include "viewer/whatif/run_scenarios.hpp"

#include <GLFW/glfw3.h>

#include <algorithm>
#include <filesystem>
#include <fmt/format.h>
#include <stdexcept>

namespace carepath {

namespace {

namespace fs = std::filesystem;

/// Where panels write what the user saves, until the browser has it.
constexpr const char* saved_folder = "/saved";

/// Names of files as their owner knows them, without the folder of the page's memory.
std::string without_folder(std::string words) {
  constexpr std::string_view folder = "/opened/"; // index.html keeps them there
  for (auto at = words.find(folder); at != std::string::npos; at = words.find(folder, at))
    words.erase(at, folder.size());
  return words;
}

Results read_opened(const fs::path& path, const std::atomic<bool>* cancelled) {
  try {
    return path.extension() == ".toml" ? run_scenarios({path}, cancelled) : read_results(path);
  } catch (const ResultsFileError& error) {
    throw ResultsFileError(error.fault(), without_folder(error.what()));
  } catch (const std::exception& error) {
    throw std::runtime_error(without_folder(error.what()));
  }
}

GLFWwindow* window_of_canvas() {
  int width = 0;
  int height = 0;
  browser::canvas_size(width, height);
  if (glfwInit() == GLFW_FALSE) return nullptr;
  auto* window = glfwCreateWindow(std::max(width, 1), std::max(height, 1), "Carepath", nullptr, nullptr);
  if (window != nullptr) glfwMakeContextCurrent(window);
  return window;
}

void fit_canvas(GLFWwindow* window) {
  int width = 0;
  int height = 0;
  int has_width = 0;
  int has_height = 0;
  browser::canvas_size(width, height);
  glfwGetWindowSize(window, &has_width, &has_height);
  if (width > 0 && height > 0 && (width != has_width || height != has_height))
    glfwSetWindowSize(window, width, height);
}

void deliver_saved_files() {
  for (const auto& entry : fs::directory_iterator(saved_folder)) {
    browser::deliver(entry.path().string());
    fs::remove(entry.path());
  }
}

std::string json_text(std::string_view text) {
  std::string quoted = "\"";
  for (const char letter : text) {
    if (letter == '"' || letter == '\\') quoted += '\\';
    quoted += letter;
  }
  return quoted + '"';
}

/// The last variant's; numbers as texts, because JSON has no NaN.
std::string figures_json(const Results& results) {
  std::string rows;
  for (std::size_t at = 0; at < results.kpis.size(); ++at) {
    const auto& row = results.kpis[at];
    const auto& figure = results.variants.back().estimates[at];
    rows += fmt::format(R"({}{{"name": {}, "group": {}, "mean": "{}", "low": "{}", "high": "{}"}})",
                        rows.empty() ? "" : ", ", json_text(row.name), json_text(row.group_value),
                        figure.mean, figure.low, figure.high);
  }
  return rows;
}

} // namespace

Page::Page()
    : window_(window_of_canvas()), loader_(read_opened), live_({}, 1), kept_(browser::kept_settings()) {
  if (window_ == nullptr) return;
  fs::create_directories(saved_folder);
  fs::current_path(saved_folder);
  drawing_ = std::make_unique<Drawing>(window_, "#version 300 es", "");
  ImGui::GetIO().SetClipboardTextFn = [](void*, const char* text) { browser::copy(text); };
  apply_settings(shell_, kept_);
  shell_.choose_files = browser::choose_files;
  live_.save_apart(saved_folder);
}

Page::~Page() {
  drawing_.reset();
  glfwTerminate();
}

void Page::open(const std::string& path) {
  shell_.wanted.emplace_back(path);
}

bool Page::is_awake() {
  constexpr int settling_frames = 3;
  if (browser::was_touched() || !shell_.wanted.empty()) settle_ = settling_frames;
  if (loader_.turn() || live_.turn()) settle_ = std::max(settle_, 2);
  const bool tells = !shell_.told.empty() && ImGui::GetTime() <= shell_.told_until;
  return settle_-- > 0 || shell_.animated() || tells;
}

void Page::turn() {
  if (window_ == nullptr || !is_awake()) return;
  glfwPollEvents();
  fit_canvas(window_);
  fit_text(shell_, std::clamp(browser::pixel_ratio(), 0.5F, 4.0F), fitted_);
  if (exchange(shell_, {loader_, live_}) || shell_.loading || shell_.what_if.running)
    settle_ = std::max(settle_, 2);
  draw_frame(window_, shell_);
  deliver_saved_files();
  if (auto settings = settings_text(shell_); settings != kept_)
    browser::keep_settings(kept_ = std::move(settings));
}

std::string Page::answer_json() const {
  const auto& board = shell_.what_if;
  std::string settings, figures;
  for (const auto& setting : settings_of(board.levers))
    settings += fmt::format("{}{}", settings.empty() ? "" : ", ", json_text(setting));
  for (const auto& file : shell_.workspace.files())
    if (file.id == board.answer) figures = figures_json(*file.results);
  return fmt::format(
      R"({{"settings": [{}], "replications": {}, "running": {}, "first_answer_ms": {}, "figures": [{}]}})",
      settings, board.replications, board.running, board.first_answer_ms, figures);
}

} // namespace carepath
