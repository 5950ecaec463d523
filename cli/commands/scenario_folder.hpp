// Where the shipped scenarios are, and which there are.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace carepath {

/// The folder in the environment variable CAREPATH_SCENARIOS, else `scenarios` beside the build this program
/// is in, else `scenarios` here, else that of an installation. Written as short as it can be from here.
[[nodiscard]] std::optional<std::filesystem::path> find_scenario_folder();

struct ShippedScenario {
  std::filesystem::path path;
  std::string title;
  std::string question; // its own, or that of the scenario it rests on
  std::vector<std::string> variants;
};

struct ShippedGroup {
  std::string folder; // its name
  std::string title;  // the heading of its README.md, or the folder's name
  std::vector<ShippedScenario> scenarios;
};

/// Every scenario below `folder` that can be read, by folder, in order of name; those without a base first.
[[nodiscard]] std::vector<ShippedGroup> shipped_scenarios(const std::filesystem::path& folder);

} // namespace carepath
