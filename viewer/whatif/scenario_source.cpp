#include "viewer/whatif/scenario_source.hpp"

#include "engine/results/set_values.hpp"
#include "models/compile/compiler.hpp"
#include "models/study/apply_settings.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <fstream>
#include <iterator>

namespace carepath {

namespace {

namespace fs = std::filesystem;

std::string text_of(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

bool holds_texts(const fs::path& folder, const Results& results) {
  return !results.scenario_texts.empty() &&
         std::all_of(results.scenario_texts.begin(), results.scenario_texts.end(), [&](const auto& text) {
           std::error_code ignored;
           const auto path = folder / text.name;
           return fs::is_regular_file(path, ignored) && text_of(path) == text.text;
         });
}

/// The results' own folder, the current one, and the folders of scenarios below or beside them.
std::vector<fs::path> likely_folders(const OpenFile& file) {
  std::error_code ignored;
  const auto current = fs::current_path(ignored);
  std::vector<fs::path> folders{file.path.parent_path(), current};
  for (const auto& root : {current, file.path.parent_path(), file.path.parent_path().parent_path()})
    for (const auto& entry : fs::directory_iterator(root / "scenarios", ignored))
      if (entry.is_directory(ignored)) folders.push_back(entry.path());
  return folders;
}

/// Where the scenario's files lie; made from the results' texts when they cannot be found.
fs::path folder_of(const OpenFile& file, const fs::path& scratch) {
  for (const auto& folder : likely_folders(file))
    if (holds_texts(folder, *file.results)) return folder;
  std::error_code ignored;
  fs::create_directories(scratch, ignored);
  for (const auto& text : file.results->scenario_texts)
    std::ofstream(scratch / fs::path(text.name).filename(), std::ios::binary) << text.text;
  return scratch;
}

/// The part of "stem.variant" after the stem; empty when the variant is the file itself.
std::string variant_part(const VariantResult& variant) {
  const auto stem = fs::path(variant.file).stem().string() + ".";
  return variant.name.starts_with(stem) ? variant.name.substr(stem.size()) : std::string();
}

/// The scenario of a variant, as `read_study` would have it, or of a point of a sweep.
Document read_variant(const fs::path& folder, const Results& results, const VariantResult& variant,
                      SourceTexts& texts, Diagnostics& faults) {
  StudyOptions options;
  options.files = {folder / fs::path(variant.file).filename()};
  options.settings = results.overrides;
  auto document = read_document(options.files.front(), texts, faults);
  if (faults.has_errors()) return document;
  const auto written = variants(document);
  const auto part = variant_part(variant);
  const auto named = std::find_if(written.begin(), written.end(),
                                  [&](const VariantText& other) { return other.name == part; });
  make_scenario(document, named != written.end() ? &*named : nullptr, options, faults);
  const auto of_point = point_settings(results, variant);
  if (!of_point)
    faults.error({},
                 fmt::format("'{}' takes a whole alternative of the sweep, not values alone", variant.name),
                 "choose a sweep of values, or give the alternative a file of its own");
  options.settings = of_point.value_or(std::vector<std::string>{});
  apply_settings(document, "", options, faults);
  return document;
}

std::string advice(const std::string& faults) {
  return "The scenario of these results cannot be run here:\n\n" + faults +
         "\nOpen the scenario file itself (carepath-viewer current.toml hub.toml), or start the viewer in "
         "the folder that holds it and its data.";
}

} // namespace

std::shared_ptr<ChangeableScenario> find_scenario(const OpenFile& file, std::size_t variant,
                                                  const fs::path& scratch) {
  auto found = std::make_shared<ChangeableScenario>();
  const auto& results = *file.results;
  if (variant >= results.variants.size() || results.scenario_texts.empty()) {
    found->fault = "The file holds no scenario text, so nothing can be changed and run again.";
    return found;
  }
  Diagnostics faults;
  found->folder = folder_of(file, scratch);
  found->on_disk = found->folder != scratch;
  found->file = fs::path(results.variants[variant].file).filename().string();
  found->seed = results.seed;
  found->replications = std::max<std::uint32_t>(1, results.replications);
  found->base_document = read_variant(found->folder, results, results.variants[0], found->texts, faults);
  found->document = read_variant(found->folder, results, results.variants[variant], found->texts, faults);
  found->best_estimates = !results.uncertain.empty();
  if (!faults.has_errors())
    if (auto compiled = compile(found->base_document, found->texts, faults)) {
      found->base = std::move(*compiled);
      found->base.name = results.variants[0].name;
      found->base.title = results.variants[0].title;
      return found;
    }
  found->fault = advice(faults.render(found->texts));
  return found;
}

} // namespace carepath
