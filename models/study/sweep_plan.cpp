#include "models/study/sweep_plan.hpp"

#include "models/compile/compiler.hpp"
#include "models/scenario/data_files.hpp"
#include "models/study/apply_settings.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <fstream>
#include <iterator>
#include <set>

namespace carepath {
namespace {

/// A shard is large enough that starting it costs nothing, small enough that losing one costs little.
constexpr std::uint32_t shard_replications = 10;

std::string file_bytes(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

void add_document(const Document& document, const SourceTexts& texts, std::string& all) {
  for (const auto file : document.files) all += texts.text(file) + '\0';
  for (const auto& path : data_files(document, texts)) all += file_bytes(path) + '\0';
}

/// The data that only a level names. A level without any is not laid over the whole document to find it.
void add_data_of_levels(const SweepPlan& plan, std::string& all) {
  std::set<std::filesystem::path> seen;
  for (const auto& path : data_files(plan.sweep.base, plan.texts)) seen.insert(path);
  for (const auto& factor : plan.sweep.factors)
    for (const auto& level : factor.levels) {
      if (std::none_of(level.settings.begin(), level.settings.end(), may_name_data)) continue;
      for (const auto& path : data_files(document_of(plan.sweep, level), plan.texts))
        if (seen.insert(path).second) all += file_bytes(path) + '\0';
    }
}

std::string scenario_hash(const SweepPlan& plan) {
  std::string all;
  add_document(plan.sweep.base, plan.texts, all);
  for (const auto& factor : plan.sweep.factors)
    for (const auto& level : factor.levels)
      if (level.document) add_document(*level.document, plan.texts, all);
  add_data_of_levels(plan, all);
  for (const auto& setting : plan.manifest.settings) all += setting + '\0';
  if (const auto& goal = plan.manifest.precision) // shards of a whole point are of no other sweep
    all += fmt::format("precision {} {} {}\n", *goal->share, goal->most, plan.manifest.replications);
  return checksum(all);
}

/// A file that an alternative names takes what it can of the settings.
void apply_to_files(bool replaces_replications, SweepPlan& plan) {
  for (auto& factor : plan.sweep.factors)
    for (auto& level : factor.levels) {
      if (!level.document) continue;
      auto changed = *level.document;
      Diagnostics ignored;
      set_all_typed(changed, plan.manifest.settings, ignored);
      if (replaces_replications) forget_replications(changed);
      level.document = std::make_shared<const Document>(std::move(changed));
    }
}

/// The first point that compiles says how long the runs are; when none does, the faults of the first are
/// told.
std::optional<RunSettings> run_of(SweepPlan& plan) {
  Diagnostics first;
  for (const auto& point : plan.sweep.points) {
    Diagnostics own;
    const auto document = document_at(plan.sweep, point, own);
    if (!own.has_errors())
      if (const auto compiled = compile(document, plan.texts, own)) return compiled->run;
    if (first.all().empty()) first = own;
  }
  for (const auto& fault : first.all())
    if (fault.severity == Severity::error) plan.faults.error(fault.where, fault.message, fault.hint);
  return std::nullopt;
}

/// Seed and number of replications are those of the sweep's own file, also where the first point begins with
/// another.
void take_own_luck(const SweepPlan& plan, RunSettings& run) {
  const auto names_file = [](const SweepFactor& factor) {
    return std::any_of(factor.levels.begin(), factor.levels.end(),
                       [](const SweepLevel& level) { return level.document != nullptr; });
  };
  if (std::none_of(plan.sweep.factors.begin(), plan.sweep.factors.end(), names_file)) return;
  Diagnostics ignored;
  const auto own = compile(plan.sweep.base, plan.texts, ignored);
  if (!own) return;
  run.seed = own->run.seed;
  run.replications = own->run.replications;
}

void fill_manifest(const SweepRequest& request, const RunSettings& run, SweepPlan& plan) {
  auto& manifest = plan.manifest;
  manifest.file = request.file.filename().string();
  manifest.replications = request.replications.value_or(run.replications);
  manifest.precision = request.precision;
  // How many replications a point takes shows only as they are run, one batch after another.
  manifest.block =
      manifest.precision ? manifest.replications : std::min(shard_replications, manifest.replications);
  manifest.coordinates = plan.sweep.coordinates;
  manifest.paths = plan.sweep.paths;
  for (const auto& point : plan.sweep.points) {
    manifest.points.push_back(point.name);
    manifest.point_coordinates.push_back(point.coordinates);
  }
  std::set<std::string> seen;
  for (const auto file : plan.sweep.base.files) {
    const auto name = std::filesystem::path(plan.texts.name(file)).filename().string();
    if (seen.insert(name).second) manifest.texts.push_back({name, plan.texts.text(file)});
  }
  manifest.identity = {scenario_hash(plan), request.seed.value_or(run.seed), request.version};
}

std::string precision_words(const SweepManifest& manifest) {
  if (!manifest.precision) return "none";
  return fmt::format("{:g}% with {} to {} replications", 100 * *manifest.precision->share,
                     manifest.replications, manifest.precision->most);
}

/// What every point has its own value of cannot be set for all of them.
void refuse_varied(const std::vector<std::string>& settings, SweepPlan& plan) {
  for (const auto& setting : settings)
    for (const auto& factor : plan.sweep.factors)
      if (std::find(factor.paths.begin(), factor.paths.end(), path_of(setting)) != factor.paths.end())
        plan.faults.error({}, fmt::format("--set {}: [sweep] varies '{}'", setting, path_of(setting)),
                          "change the values in [sweep], or leave --set out");
}

} // namespace

SweepPlan read_sweep_plan(const SweepRequest& request) {
  SweepPlan plan;
  plan.manifest.settings = request.settings;
  plan.trace = request.trace;
  auto document = read_document(request.file, plan.texts, plan.faults, request.library);
  if (plan.faults.has_errors()) return plan;
  set_all_typed(document, request.settings, plan.faults);
  if (request.replications) forget_replications(document);
  if (plan.faults.has_errors()) return plan;
  plan.sweep = read_sweep(document, plan.texts, plan.faults);
  refuse_varied(request.settings, plan);
  if (plan.faults.has_errors()) return plan;
  apply_to_files(request.replications.has_value(), plan);
  if (auto run = run_of(plan)) {
    take_own_luck(plan, *run);
    plan.run = *run;
    fill_manifest(request, *run, plan);
    check_pairs(*run, plan.manifest.replications, plan.faults);
  }
  return plan;
}

std::string identity_difference(const SweepIdentity& expected, const SweepIdentity& found) {
  if (found.version != expected.version)
    return fmt::format("another version of the program ({}, not {})", found.version, expected.version);
  if (found.seed != expected.seed) return fmt::format("another seed ({}, not {})", found.seed, expected.seed);
  if (found.scenario != expected.scenario) return "another scenario, other data or other settings";
  return {};
}

std::string manifest_difference(const SweepManifest& expected, const SweepManifest& found) {
  if (const auto wanted = precision_words(expected), has = precision_words(found); wanted != has)
    return fmt::format("another precision ({}, not {})", has, wanted);
  auto difference = identity_difference(expected.identity, found.identity);
  if (!difference.empty()) return difference;
  if (found.replications != expected.replications)
    return fmt::format("another number of replications ({}, not {})", found.replications,
                       expected.replications);
  if (found.points != expected.points || found.block != expected.block) return "other points";
  return {};
}

} // namespace carepath
