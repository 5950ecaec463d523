// The viewer's command line.
#pragma once

#include <filesystem>
#include <span>
#include <string>
#include <vector>

namespace carepath {

struct ViewerArguments {
  bool help = false;
  bool list = false;
  std::filesystem::path screenshot; // empty: open a window
  std::string panel;                // empty: the one seen last, or the overview
  float scale = 1;
  std::vector<std::pair<std::string, double>> numbers;    // what is chosen in the panels, by name
  std::vector<std::pair<std::string, std::string>> words; // the same, where it is no number
  std::vector<std::pair<std::string, double>> levers;     // what-if: path and number
  std::vector<std::filesystem::path> files;
  std::string fault; // what is wrong with the arguments; empty when nothing is
};

[[nodiscard]] ViewerArguments read_arguments(std::span<const std::string> arguments);
[[nodiscard]] std::string usage_text();
/// The panels by name, one a line, for --list.
[[nodiscard]] std::string panel_list_text();

} // namespace carepath
