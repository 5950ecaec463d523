#include "models/study/sweep_gather.hpp"

#include "engine/base/text.hpp"
#include "engine/experiment/variance_components.hpp"
#include "engine/results/observation_size.hpp"
#include "models/study/reduce.hpp"
#include "models/study/run_warnings.hpp"
#include "models/study/sweep_plan.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <limits>

namespace carepath {
namespace fs = std::filesystem;
namespace {

constexpr std::size_t most_named = 5;
constexpr std::size_t most_failures = 5; // told of one point

/// Files by name, the first few and how many more.
std::string some_of(const std::vector<std::string>& names) {
  const std::vector<std::string> first(
      names.begin(), names.begin() + static_cast<std::ptrdiff_t>(std::min(names.size(), most_named)));
  return join(first, ", ") +
         (names.size() > most_named ? fmt::format(" and {} more", names.size() - most_named) : "");
}

SweepManifest common_manifest(const std::vector<fs::path>& folders) {
  const auto manifest = read_manifest(folders.front());
  for (const auto& folder : folders) {
    const auto difference = manifest_difference(manifest, read_manifest(folder));
    if (!difference.empty())
      throw InputError(fmt::format("'{}' cannot be joined with '{}': it holds shards of {}", folder.string(),
                                   folders.front().string(), difference));
  }
  return manifest;
}

/// Finds shards in several folders, and keeps the complaints until all have been looked at.
class ShardFinder {
public:
  ShardFinder(const SweepManifest& manifest, const std::vector<fs::path>& folders)
      : manifest_(manifest), folders_(folders) {}

  std::optional<Shard> find(std::size_t index) {
    const auto file = manifest_.file_of(index);
    bool was_there = false;
    for (const auto& folder : folders_) {
      std::error_code error;
      if (!fs::exists(folder / file, error)) continue;
      was_there = true;
      auto shard = read_shard(folder / file);
      if (!shard || (!manifest_.precision && shard->size != manifest_.size_of(index))) continue;
      if (const auto difference = identity_difference(manifest_.identity, shard->identity);
          !difference.empty())
        throw InputError(fmt::format("'{}' is of {}, so it cannot be joined with the others",
                                     (folder / file).string(), difference));
      return shard;
    }
    (was_there ? damaged_ : missing_).push_back(file);
    return std::nullopt;
  }

  void complain() const {
    if (missing_.empty() && damaged_.empty()) return;
    std::string text = fmt::format("the sweep is not finished: of {} shards", manifest_.shards());
    if (!missing_.empty())
      text += fmt::format(" {} missing ({})",
                          missing_.size() == 1 ? "1 is" : fmt::format("{} are", missing_.size()),
                          some_of(missing_));
    if (!damaged_.empty())
      text += fmt::format("{} {} damaged ({})", missing_.empty() ? "" : ",",
                          damaged_.size() == 1 ? "1 is" : fmt::format("{} are", damaged_.size()),
                          some_of(damaged_));
    throw InputError(text + "; 'carepath sweep' with --resume does what is left");
  }

private:
  const SweepManifest& manifest_;
  const std::vector<fs::path>& folders_;
  std::vector<std::string> missing_{};
  std::vector<std::string> damaged_{};
};

/// The place of a KPI row among those of the results, where it is added when it is new.
std::size_t place_of(const KpiRow& row, Results& results) {
  const auto found = std::find_if(results.kpis.begin(), results.kpis.end(), [&](const KpiRow& other) {
    return other.name == row.name && other.group == row.group && other.group_value == row.group_value;
  });
  const auto place = static_cast<std::size_t>(found - results.kpis.begin());
  if (place == results.kpis.size()) results.kpis.push_back(row);
  return place;
}

/// Room for `rows` rows of values, undefined until they are set.
void widen(VariantResult& variant, std::size_t rows, std::size_t replications) {
  variant.values.resize(rows * replications, std::numeric_limits<double>::quiet_NaN());
}

void add_shard(const Shard& shard, VariantResult& variant, Results& results) {
  if (variant.title.empty()) variant.title = shard.title;
  if (variant.question.empty()) variant.question = shard.question;
  for (std::size_t row = 0; row < shard.kpis.size(); ++row) {
    const auto place = place_of(shard.kpis[row], results);
    widen(variant, std::max(variant.values.size() / results.replications, place + 1), results.replications);
    std::copy_n(shard.values.begin() + static_cast<std::ptrdiff_t>(row * shard.size), shard.size,
                variant.values.begin() +
                    static_cast<std::ptrdiff_t>(place * results.replications + shard.first));
  }
  variant.replications += shard.completed;
  variant.failed += shard.size - shard.completed;
  variant.events += shard.events;
  for (const auto& failure : shard.failures)
    if (variant.failures.size() < most_failures) variant.failures.push_back(failure);
  if (!shard.fault.empty() && shard.first == 0) variant.failures.push_back("it cannot run: " + shard.fault);
  if (results.start_date.empty()) {
    results.title = shard.title;
    results.question = shard.question;
    results.start_date = shard.start_date;
    results.warm_up_days = shard.warm_up_days;
    results.length_days = shard.length_days;
    results.headline = shard.headline;
    results.antithetic = shard.antithetic;
  }
}

/// As many as the point with the most has: without a precision all have the same.
std::uint32_t most_replications(const SweepManifest& manifest, ShardFinder finder) {
  if (!manifest.precision) return manifest.replications;
  std::uint32_t most = 1;
  for (std::size_t point = 0; point < manifest.points.size(); ++point)
    if (const auto shard = finder.find(point)) most = std::max(most, shard->size);
  return most;
}

/// One point from all its shards; nothing more is held of them.
VariantResult gather_point(const SweepManifest& manifest, std::size_t point, ShardFinder& finder,
                           Results& results) {
  VariantResult variant;
  variant.name = manifest.points[point];
  variant.file = manifest.file;
  variant.coordinates = manifest.point_coordinates[point];
  std::uint32_t held_up = 0, impossible = 0;
  std::string impossible_at;
  for (std::size_t block = 0; block < manifest.blocks(); ++block)
    if (const auto shard = finder.find(point * manifest.blocks() + block)) {
      add_shard(*shard, variant, results);
      held_up += shard->held_up;
      if (impossible == 0) impossible_at = shard->impossible_at;
      impossible += shard->impossible;
      if (!shard->imprecise.empty())
        variant.warnings.push_back(
            fmt::format("the precision asked for was not reached with {} replications: {}", shard->size,
                        shard->imprecise));
    }
  if (variant.replications > 0) variant.events /= variant.replications;
  if (held_up > 0) variant.warnings.push_back(standstill_warning(held_up, variant.replications));
  if (impossible > 0)
    variant.warnings.push_back(impossible_chance_warning(impossible, variant.replications, impossible_at));
  return variant;
}

} // namespace

Results gather_sweep(const std::vector<fs::path>& folders) {
  const auto manifest = common_manifest(folders);
  Results results;
  results.program_version = manifest.program_version;
  results.git_hash = manifest.git_hash;
  results.seed = manifest.identity.seed;
  results.overrides = manifest.settings;
  results.scenario_texts = manifest.texts;
  for (std::size_t at = 0; at < manifest.coordinates.size(); ++at)
    results.coordinates.push_back({manifest.coordinates[at], manifest.paths[at]});
  ShardFinder finder(manifest, folders);
  results.replications = most_replications(manifest, finder);
  for (std::size_t point = 0; point < manifest.points.size(); ++point)
    results.variants.push_back(gather_point(manifest, point, finder, results));
  finder.complain();
  for (auto& variant : results.variants) {
    widen(variant, results.kpis.size(), results.replications);
    for (std::size_t row = 0; row < results.kpis.size(); ++row)
      variant.estimates.push_back(estimate_over_draws(
          std::span(variant.values).subspan(row * results.replications, results.replications),
          replications_of_an_observation(results)));
  }
  add_differences(results);
  add_controlled(results);
  return results;
}

} // namespace carepath
