#include "viewer/settings.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdlib>
#include <fmt/format.h>
#include <fstream>
#include <iterator>
#include <sstream>

namespace carepath {

namespace {

/// Choices that name a place in one file mean nothing in the next.
constexpr std::array passing{"sweep/point",     "patients/",      "what-if/scenario",
                             "week-bands/date", "gains/row",      "pathway/variant",
                             "pathway/first",   "pathway/second", "sweep/view"};

bool is_kept(const std::string& name) {
  return std::none_of(passing.begin(), passing.end(),
                      [&](const char* start) { return name.starts_with(start); });
}

template <typename Number> bool read_number(const std::string& text, Number& number) {
  const auto result = std::from_chars(text.data(), text.data() + text.size(), number);
  return result.ec == std::errc{} && result.ptr == text.data() + text.size();
}

void take(Shell& shell, const std::string& name, const std::string& value) {
  if (name == "panel" && find_panel(value) != nullptr) shell.panel = value;
  float scale = 0;
  if (name == "text" && read_number(value, scale) && scale >= least_text_scale && scale <= most_text_scale)
    shell.text_scale = scale;
  int number = 0;
  if (name.starts_with("choice ") && read_number(value, number) && is_kept(name.substr(7)))
    shell.choices.numbers[name.substr(7)] = number;
}

} // namespace

std::filesystem::path settings_folder() {
  if (const char* folder = std::getenv("XDG_CONFIG_HOME"); folder != nullptr && folder[0] == '/')
    return std::filesystem::path(folder) / "carepath";
  if (const char* home = std::getenv("HOME"); home != nullptr && home[0] == '/')
    return std::filesystem::path(home) / ".config" / "carepath";
  return {};
}

std::string settings_text(const Shell& shell) {
  auto text = fmt::format("panel = {}\ntext = {}\n", shell.panel, shell.text_scale);
  for (const auto& [name, number] : shell.choices.numbers)
    if (is_kept(name)) text += fmt::format("choice {} = {}\n", name, number);
  return text;
}

void apply_settings(Shell& shell, const std::string& text) {
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);)
    if (const auto at = line.rfind(" = "); at != std::string::npos)
      take(shell, line.substr(0, at), line.substr(at + 3));
}

void load_settings(Shell& shell, const std::filesystem::path& folder) {
  std::ifstream file(folder / "viewer.txt", std::ios::binary);
  apply_settings(shell, {std::istreambuf_iterator<char>(file), {}});
}

void save_settings(const Shell& shell, const std::filesystem::path& folder) {
  if (folder.empty()) return;
  std::error_code ignored;
  std::filesystem::create_directories(folder, ignored);
  std::ofstream(folder / "viewer.txt", std::ios::binary) << settings_text(shell);
}

} // namespace carepath
