#include "cli/commands/scenario_folder.hpp"

#include "cli/cluster/mpi_program.hpp"
#include "models/scenario/document.hpp"
#include "models/scenario/toml_reader.hpp"

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <map>

namespace carepath {
namespace fs = std::filesystem;
namespace {

/// As a person here would write it: a path from here where that is no climb to the root and down again.
fs::path short_path(const fs::path& path) {
  std::error_code error;
  const auto near = fs::proximate(path, error);
  return error || near.empty() ? path : near;
}

std::string text_field(const Document& document, std::string_view key) {
  const auto* scenario = document.item("scenario");
  const auto* field = scenario ? scenario->find(key) : nullptr;
  return field && field->value.is_text() ? field->value.text : std::string();
}

std::string group_title(const fs::path& folder) {
  std::ifstream readme(folder / "README.md");
  std::string line;
  while (std::getline(readme, line))
    if (line.starts_with("# ")) return line.substr(2);
  return folder.filename().string();
}

bool has_base(const fs::path& path) {
  SourceTexts texts;
  Diagnostics faults;
  Node table;
  if (!read_toml(path, texts, faults, table)) return false;
  const auto* scenario = table.find("scenario");
  return scenario && scenario->find("base");
}

std::map<fs::path, std::vector<fs::path>> files_by_folder(const fs::path& folder) {
  std::map<fs::path, std::vector<fs::path>> found;
  for (const auto& entry :
       fs::recursive_directory_iterator(folder, fs::directory_options::skip_permission_denied))
    if (entry.is_regular_file() && entry.path().extension() == ".toml")
      found[entry.path().parent_path()].push_back(entry.path());
  for (auto& [unused, files] : found) {
    std::sort(files.begin(), files.end());
    std::stable_partition(files.begin(), files.end(), [](const auto& file) { return !has_base(file); });
  }
  return found;
}

} // namespace

std::optional<fs::path> find_scenario_folder() {
  std::error_code error;
  if (const char* given = std::getenv("CAREPATH_SCENARIOS"); given && *given != '\0') {
    if (!fs::is_directory(given, error)) return std::nullopt;
    return fs::path(given);
  }
  const auto program = own_program().parent_path();
  for (const auto& candidate :
       {program / "../../../scenarios", fs::path("scenarios"), program / "../share/carepath/scenarios"})
    if (fs::is_directory(candidate, error)) return short_path(candidate);
  return std::nullopt;
}

std::vector<ShippedGroup> shipped_scenarios(const fs::path& folder) {
  std::vector<ShippedGroup> groups;
  for (const auto& [inside, files] : files_by_folder(folder)) {
    ShippedGroup group{inside.filename().string(), group_title(inside), {}};
    for (const auto& file : files) {
      SourceTexts texts;
      Diagnostics faults;
      const auto document = read_document(file, texts, faults);
      std::vector<std::string> names;
      for (const auto& variant : variants(document)) names.push_back(variant.name);
      if (document.item("scenario"))
        group.scenarios.push_back(
            {file, text_field(document, "title"), text_field(document, "question"), std::move(names)});
    }
    if (!group.scenarios.empty()) groups.push_back(std::move(group));
  }
  return groups;
}

} // namespace carepath
