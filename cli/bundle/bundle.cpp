#include "cli/bundle/bundle.hpp"

#include "cli/bundle/archive.hpp"
#include "cli/bundle/sha256.hpp"
#include "cli/exit_status.hpp"
#include "models/scenario/data_files.hpp"
#include "models/scenario/file_text.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <map>
#include <nlohmann/json.hpp>

namespace carepath {
namespace fs = std::filesystem;
namespace {

using Json = nlohmann::ordered_json;
constexpr const char* format_name = "carepath-bundle/1";
constexpr const char* list_name = "bundle.json";
constexpr std::string_view files_folder = "files/";
constexpr std::uint32_t most_replications = 1'000'000;

fs::path full_path(const fs::path& path) {
  return fs::absolute(path).lexically_normal();
}

std::string bytes_of(const fs::path& path) {
  auto read = read_file_text(path, largest_archive);
  if (read.fault != FileFault::none) throw UsageError(fmt::format("cannot read '{}'", path.string()));
  return std::move(read.text);
}

/// Everything read for the study, by its full path. Scenario texts as they were read.
std::map<fs::path, std::string> contents_of(const Study& study) {
  std::map<fs::path, std::string> contents;
  for (const auto& document : study.documents) {
    for (const auto file : document.files)
      contents[full_path(study.texts.name(file))] = study.texts.text(file);
    for (const auto& path : data_files(document, study.texts))
      if (const auto full = full_path(path); !contents.contains(full)) contents[full] = bytes_of(full);
  }
  return contents;
}

/// The deepest folder above all of them.
fs::path common_folder(const std::map<fs::path, std::string>& contents) {
  auto common = contents.begin()->first.parent_path();
  for (const auto& [path, bytes] : contents) {
    const auto folder = path.parent_path();
    const auto end = std::mismatch(common.begin(), common.end(), folder.begin(), folder.end()).first;
    fs::path shared;
    for (auto part = common.begin(); part != end; ++part) shared /= *part;
    common = shared;
  }
  return common;
}

Json list_of(const Bundle& bundle) {
  Json files = Json::array();
  for (const auto& file : bundle.files)
    files.push_back({{"path", file.path}, {"bytes", file.bytes.size()}, {"sha256", sha256(file.bytes)}});
  return {{"format", format_name},
          {"program_version", bundle.program_version},
          {"git_hash", bundle.git_hash},
          {"scenarios", bundle.scenarios},
          {"settings", bundle.settings},
          {"variants", bundle.with_variants},
          {"seed", bundle.seed},
          {"replications", bundle.replications},
          {"results",
           {{"bytes", bundle.results.bytes},
            {"sha256", bundle.results.sha256},
            {"figures_sha256", bundle.results.figures}}},
          {"files", files}};
}

void take_list(const Json& list, Bundle& bundle) {
  bundle.program_version = list.at("program_version");
  bundle.git_hash = list.at("git_hash");
  bundle.scenarios = list.at("scenarios").get<std::vector<std::string>>();
  bundle.settings = list.at("settings").get<std::vector<std::string>>();
  bundle.with_variants = list.at("variants");
  bundle.seed = list.at("seed");
  bundle.replications = list.at("replications");
  const auto& results = list.at("results");
  bundle.results = {results.at("bytes"), results.at("sha256"), results.at("figures_sha256")};
}

/// The files that the list names, each with the size and the sum it says.
void take_files(const Json& list, std::map<std::string, std::string>& entries, Bundle& bundle) {
  for (const auto& row : list.at("files")) {
    const std::string path = row.at("path"), sum = row.at("sha256");
    const auto entry = entries.find(std::string(files_folder) + path);
    if (entry == entries.end()) throw UsageError(fmt::format("'{}' is missing", path));
    if (entry->second.size() != row.at("bytes").get<std::size_t>() || sha256(entry->second) != sum)
      throw UsageError(fmt::format("'{}' is not the file that was packed", path));
    bundle.files.push_back({path, std::move(entry->second)});
    entries.erase(entry);
  }
  if (!entries.empty()) throw UsageError(fmt::format("'{}' is not in its list", entries.begin()->first));
}

void check_bundle(const Bundle& bundle) {
  if (bundle.scenarios.empty()) throw UsageError("it names no scenario");
  if (bundle.replications == 0 || bundle.replications > most_replications)
    throw UsageError("its number of replications is out of range");
  for (const auto& scenario : bundle.scenarios)
    if (std::none_of(bundle.files.begin(), bundle.files.end(),
                     [&](const auto& file) { return file.path == scenario; }))
      throw UsageError(fmt::format("its scenario '{}' is missing", scenario));
}

Bundle parsed(const fs::path& path) {
  std::map<std::string, std::string> entries;
  for (auto& entry : unpack(path)) entries.emplace(std::move(entry.name), std::move(entry.bytes));
  const auto found = entries.extract(list_name);
  if (found.empty()) throw UsageError(fmt::format("it has no {}", list_name));
  const auto list = Json::parse(found.mapped());
  if (list.at("format") != format_name)
    throw UsageError(
        fmt::format("its format is {}; this version reads {}", list.at("format").dump(), format_name));
  Bundle bundle;
  take_list(list, bundle);
  take_files(list, entries, bundle);
  check_bundle(bundle);
  return bundle;
}

} // namespace

void add_files(Bundle& bundle, const Study& study, const std::vector<fs::path>& scenarios) {
  auto contents = contents_of(study);
  const auto folder = common_folder(contents);
  for (auto& [path, bytes] : contents) {
    auto name = path.lexically_relative(folder).generic_string();
    if (const auto fault = name_fault(name); !fault.empty())
      throw UsageError(fmt::format("'{}' cannot be packed: its name {}", path.string(), fault));
    bundle.files.push_back({std::move(name), std::move(bytes)});
  }
  for (const auto& scenario : scenarios)
    bundle.scenarios.push_back(full_path(scenario).lexically_relative(folder).generic_string());
}

std::string packed(const Bundle& bundle) {
  std::vector<ArchiveEntry> entries{{list_name, list_of(bundle).dump(1) + "\n"}};
  for (const auto& file : bundle.files)
    entries.push_back({std::string(files_folder) + file.path, file.bytes});
  return pack(entries);
}

Bundle read_bundle(const fs::path& path) {
  std::error_code error;
  if (!fs::exists(path, error)) throw UsageError(fmt::format("there is no file '{}'", path.string()));
  std::string why;
  try {
    return parsed(path);
  } catch (const nlohmann::json::exception&) {
    why = fmt::format("its {} is not understood", list_name);
  } catch (const UsageError& fault) {
    why = fault.what();
  }
  throw UsageError(fmt::format("'{}' is no bundle that can be used: {}", path.string(), why));
}

} // namespace carepath
