// Reading a study: every scenario with its settings, compiled; all faults of all files at once.
#include "models/study/study.hpp"

#include "engine/base/text.hpp"
#include "engine/results/set_values.hpp"
#include "models/compile/compile_named.hpp"
#include "models/study/apply_settings.hpp"
#include "models/study/same_figures.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <set>

namespace carepath {
namespace {

/// Settings for an arm that is not there.
void check_arms(const StudyOptions& options, Study& study) {
  std::vector<std::string> names;
  for (const auto& variant : study.variants) names.push_back(variant.name);
  for (const auto& setting : options.settings)
    if (const auto arm = arm_of(setting);
        !arm.empty() && std::find(names.begin(), names.end(), arm) == names.end())
      study.faults.error({}, fmt::format("--set {}: there is no scenario '{}'", setting, arm),
                         name_hint(arm, names));
}

/// `variant` is the [variant.NAME] applied to the document, if any; `names` gains those of its figures.
void add_variant(Study& study, Document document, const VariantText* variant,
                 std::vector<FigureNames>& names) {
  FigureNames own_names;
  auto compiled = compile_named(document, study.texts, study.faults, own_names);
  if (compiled) {
    if (variant) {
      const auto& own = compiled->title;
      compiled->title = !variant->title.empty() ? variant->title
                        : own.empty()           ? variant->name
                                                : fmt::format("{}: {}", own, variant->name);
      compiled->name += "." + variant->name;
    }
    study.variants.push_back(std::move(*compiled));
    names.push_back(std::move(own_names));
  }
  study.documents.push_back(std::move(document));
}

bool wants_variants(const StudyOptions& options) {
  return options.with_variants || !options.variant.empty();
}

void read_file(Study& study, const std::filesystem::path& file, const StudyOptions& options,
               std::vector<FigureNames>& names) {
  const auto errors = study.faults.errors_met();
  const auto document = read_document(file, study.texts, study.faults, options.library);
  if (study.faults.errors_met() > errors) return;
  auto plain = document;
  make_scenario(plain, nullptr, options, study.faults);
  if (study.faults.errors_met() > errors) return;
  const auto written = variants(plain);
  add_variant(study, std::move(plain), nullptr, names);
  for (const auto& variant : written) {
    auto changed = document;
    const auto before = study.faults.errors_met();
    if (wants_variants(options))
      make_scenario(changed, &variant, options, study.faults);
    else // a path that leads nowhere is a fault of the file, whether or not its variants are run
      static_cast<void>(apply_variant(changed, variant, study.faults));
    if (wants_variants(options) && study.faults.errors_met() == before)
      add_variant(study, std::move(changed), &variant, names);
  }
}

/// Leaves one variant in the study, before anything is taken from the first: its seed, its replications, what
/// is uncertain in it. All stay where none is called so.
void keep_only(Study& study, const std::string& variant) {
  for (std::size_t at = 1; at < study.variants.size(); ++at) {
    if (study.variants[at].name != study.variants.front().name + "." + variant) continue;
    study.variants = {study.variants[at]};
    study.documents = {study.documents[at]};
    return;
  }
}

void check_names(Study& study) {
  std::set<std::string> seen;
  for (const auto& variant : study.variants)
    if (!seen.insert(variant.name).second)
      study.faults.error({}, fmt::format("two scenarios are called '{}'", variant.name),
                         "a variant is named after its file; rename one of the files");
}

/// What is uncertain in each variant; nothing when nothing is, or when it is to stay at the best estimate.
void find_uncertain(Study& study) {
  for (const auto& document : study.documents)
    study.uncertain.push_back(uncertain_inputs(document, study.texts));
  const auto has_any = [](const auto& inputs) { return !inputs.empty(); };
  if (std::none_of(study.uncertain.begin(), study.uncertain.end(), has_any)) study.uncertain.clear();
}

/// Where a setting of [run] stands in the document of a variant; nowhere while faults keep the documents from
/// standing beside the variants, or where it is not said.
SourceRef place_in_run(const Study& study, std::size_t variant, std::string_view key) {
  if (study.documents.size() != study.variants.size()) return {};
  const auto* run = study.documents[variant].item("run");
  const auto* field = run ? run->find(key) : nullptr;
  return field ? field->key_where : SourceRef{};
}

/// A table of a comparison counts open clocks at the same dates in every scenario.
void check_census(Study& study, std::size_t variant) {
  const auto& first = study.variants.front();
  const auto& own = study.variants[variant];
  if (own.run.census == first.run.census) return;
  const auto where = place_in_run(study, variant, "census");
  study.faults.error(
      where.line ? where : place_in_run(study, 0, "census"),
      fmt::format("'{}' and '{}' do not have a census at the same dates", first.name, own.name),
      "give both the same census in [run], or neither");
}

/// Scenarios compared with each other must cover the same time, and be counted at the same dates.
void check_runs(Study& study) {
  if (study.variants.empty()) return;
  const auto& first = study.variants.front();
  for (std::size_t at = 1; at < study.variants.size(); ++at) {
    const auto& variant = study.variants[at];
    if (variant.run.antithetic != first.run.antithetic)
      study.faults.error(
          {},
          fmt::format("'{}' and '{}' do not both have antithetic pairs, so their replications do not match",
                      first.name, variant.name),
          "set [run] antithetic in both, or in neither");
    const bool same = variant.run.length == first.run.length && variant.run.warm_up == first.run.warm_up &&
                      variant.run.start_day == first.run.start_day &&
                      variant.run.series_step == first.run.series_step &&
                      variant.run.by_calendar_month == first.run.by_calendar_month;
    if (!same)
      study.faults.error(
          {},
          fmt::format("'{}' and '{}' do not run over the same period, so they cannot be compared", first.name,
                      variant.name),
          "give both the same start, warm_up, length and series in [run]");
    else
      check_census(study, at);
  }
}

/// What all scenarios of a study share, and a later one has differently.
void warn_of_own(const Study& study, std::size_t variant, const std::string& key, std::uint64_t shared,
                 std::uint64_t own, Diagnostics& faults) {
  const auto* run = study.documents[variant].item("run");
  const auto* field = run ? run->find(key) : nullptr;
  if (shared == own || !field) return;
  faults.warning(field->value.where,
                 fmt::format("{} = {} of '{}' is not used: all scenarios run with that of '{}', which is {}",
                             key, own, study.variants[variant].name, study.variants.front().name, shared),
                 "the same people go through each; write the same in all, or leave it to the first");
}

/// All scenarios have the luck of the first, and are repeated as often.
void tell_shared_luck(Study& study, const StudyOptions& options) {
  if (study.faults.has_errors()) return; // variants and documents stand side by side only without
  const auto& first = study.variants.front().run;
  for (std::size_t at = 1; at < study.variants.size(); ++at) {
    const auto& run = study.variants[at].run;
    if (!options.seed) warn_of_own(study, at, "seed", first.seed, run.seed, study.faults);
    if (!options.replications && !options.only)
      warn_of_own(study, at, "replications", first.replications, run.replications, study.faults);
    if (!study.uncertain.empty())
      warn_of_own(study, at, "replications_per_draw", first.replications_per_draw, run.replications_per_draw,
                  study.faults);
  }
}

} // namespace

Study read_study(const StudyOptions& options) {
  Study study;
  study.settings = options.settings;
  study.threads = options.threads;
  study.follow = options.follow;
  std::vector<FigureNames> names;
  for (const auto& file : options.files) read_file(study, file, options, names);
  if (!options.variant.empty()) keep_only(study, options.variant);
  if (study.variants.size() == names.size())
    name_figures_alike(study.variants, names); // one kept stands alone
  check_names(study);
  check_runs(study);
  if (!study.faults.has_errors()) check_arms(options, study);
  if (study.variants.empty()) return study;
  const auto& run = study.variants.front().run;
  study.seed = options.seed.value_or(run.seed);
  study.replications = options.replications.value_or(run.replications);
  if (!options.best_estimates && !study.faults.has_errors()) find_uncertain(study);
  tell_shared_luck(study, options);
  study.per_observation = study.uncertain.empty() ? replications_of_a_pair(run) : run.replications_per_draw;
  if (options.only) {
    study.first_replication = *options.only - 1;
    study.replications = 1;
  } else {
    check_pairs(run, study.replications, study.faults);
  }
  return study;
}

TracedRun trace_replication(const Study& study, std::size_t variant, std::uint32_t replication) {
  TracedRun traced;
  ReplicationOptions options;
  options.seed = study.seed;
  options.replication = replication;
  options.trace = &traced.rows;
  if (study.uncertain.empty()) {
    traced.result = run_replication(*study.variants[variant].program, options);
    return traced;
  }
  std::string fault;
  const auto drawn = compile_in_draw(study, variant, replication / study.per_observation, fault);
  if (!drawn) throw InputError(fault);
  traced.result = run_replication(*drawn->program, options);
  return traced;
}

} // namespace carepath
