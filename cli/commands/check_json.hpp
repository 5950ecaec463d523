// The findings of `check` for other programs.
#pragma once

#include "engine/base/diagnostic.hpp"
#include "models/study/traffic.hpp"

#include <string>
#include <vector>

namespace carepath {

/// One scenario, or one of its variants, and its loads.
struct CheckedScenario {
  std::string name;
  std::string title;
  std::string size; // words: how many sources, steps, ...
  TrafficReport traffic;
};

/// One file: its faults, and what it holds when there are none.
struct CheckedFile {
  std::string file;
  Diagnostics faults;
  SourceTexts texts;
  std::vector<CheckedScenario> scenarios;
};

/// {"format": "carepath-check/1", "files": [{"file", "ok", "faults": [...], "scenarios": [...]}]}, ending in
/// a line feed. Loads are shares, clearing times weeks; null where undefined or without end.
[[nodiscard]] std::string check_json(const std::vector<CheckedFile>& files);

} // namespace carepath
