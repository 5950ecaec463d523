#include "models/study/evaluation.hpp"

#include "engine/experiment/job_runner.hpp"
#include "engine/experiment/shared_progress.hpp"
#include "engine/experiment/variance_components.hpp"
#include "engine/observe/estimate.hpp"
#include "models/compile/compiler.hpp"
#include "models/study/apply_settings.hpp"
#include "models/study/kpi_rows.hpp"
#include "models/study/setting_words.hpp"
#include "models/study/sweep_parts.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <mutex>

namespace carepath {
namespace {

class PointEvaluator {
public:
  PointEvaluator(const FigureModel& model, const std::vector<std::vector<Setting>>& points,
                 const RunHooks& hooks)
      : model_(model), points_(points), progress_(hooks, points.size() * model.replications) {
    out_.values.assign(points.size(), observed(std::vector<double>(model.replications, std::nan(""))));
  }

  Evaluations run() {
    for_each_job(model_.threads, points_.size(), [this](std::size_t point) { run_point(point); });
    if (faulty_) tell_fault();
    out_.cancelled = progress_.stopped();
    return std::move(out_);
  }

private:
  /// Values of all replications as observations: as many at each point, whether it can run or not.
  [[nodiscard]] std::vector<double> observed(const std::vector<double>& values) const {
    return observations(values, replications_of_a_pair(model_.compiled.run));
  }

  void run_point(std::size_t point) {
    if (progress_.stopped() || is_after_fault(point)) return;
    std::string fault;
    const auto compiled = compile_point(point, fault);
    const auto place = compiled ? kpi_place(compiled->kpis, model_.kpi.name) : std::nullopt;
    if (!place) return note_fault(point, fault.empty() ? "the figure is gone" : fault);
    Experiment experiment;
    experiment.variants = {compiled->program};
    experiment.seed = model_.seed;
    experiment.replications = model_.replications;
    experiment.threads = 1; // points are what is spread over the threads
    experiment.pair_entities = false;
    const auto result = run_experiment(experiment, progress_.part());
    std::vector<double> values(model_.replications, std::nan(""));
    for (std::size_t at = 0; at < model_.replications; ++at) {
      const auto& replication = result.replications.front()[at];
      if (replication.completed)
        values[at] = replication.outputs[*place];
      else if (!result.cancelled)
        note(fmt::format("point {}, replication {}: {}", point + 1, at + 1, replication.failure));
    }
    out_.values[point] = observed(values);
  }

  std::optional<CompiledScenario> compile_point(std::size_t point, std::string& fault) const {
    Diagnostics faults;
    auto document = model_.document;
    for (const auto& setting : points_[point])
      set_path(document, setting.path, setting.value, setting.where, NewPaths::refused, faults);
    return compile_changed(document, model_.texts, faults, fault);
  }

  /// Points are begun in order, so the first faulty one is the same whatever the threads.
  [[nodiscard]] bool is_after_fault(std::size_t point) {
    const std::lock_guard lock(mutex_);
    return faulty_ && point > *faulty_;
  }

  void note_fault(std::size_t point, std::string fault) {
    const std::lock_guard lock(mutex_);
    if (faulty_ && *faulty_ < point) return;
    faulty_ = point;
    fault_ = std::move(fault);
  }

  [[noreturn]] void tell_fault() const {
    SettingTexts values;
    for (const auto& setting : points_[*faulty_])
      values.emplace_back(setting.path, level_text(setting.value));
    throw InputError(cannot_run_with(values, fault_));
  }

  void note(std::string failure) {
    constexpr std::size_t most_listed = 5;
    const std::lock_guard lock(mutex_);
    ++out_.failed;
    if (out_.failures.size() < most_listed) out_.failures.push_back(std::move(failure));
  }

  const FigureModel& model_;
  const std::vector<std::vector<Setting>>& points_;
  SharedProgress progress_;
  Evaluations out_{};
  std::mutex mutex_{};                  // of what is noted
  std::optional<std::size_t> faulty_{}; // the first point that cannot run
  std::string fault_{};                 // of that point
};

} // namespace

FigureModel read_figure_model(const EvaluationRequest& request) {
  FigureModel model;
  model.threads = request.threads;
  model.document = read_document(request.file, model.texts, model.faults, request.library);
  if (model.faults.has_errors()) return model;
  set_all_typed(model.document, request.settings, model.faults);
  if (request.replications) forget_replications(model.document);
  auto compiled =
      model.faults.has_errors() ? std::nullopt : compile(model.document, model.texts, model.faults);
  if (!compiled) return model;
  model.compiled = std::move(*compiled);
  model.seed = request.seed.value_or(model.compiled.run.seed);
  model.replications = request.replications.value_or(model.compiled.run.replications);
  check_pairs(model.compiled.run, model.replications, model.faults);
  model.uncertain = uncertain_inputs(model.document, model.texts);
  if (const auto place = kpi_place(model.compiled.kpis, request.kpi))
    model.kpi = model.compiled.kpis[*place];
  else
    model.faults.error({}, fmt::format("--kpi {}: the scenario has no such figure", request.kpi),
                       kpi_hint(model.compiled.kpis, request.kpi));
  return model;
}

Evaluations evaluate(const FigureModel& model, const std::vector<std::vector<Setting>>& points,
                     const RunHooks& hooks) {
  return PointEvaluator(model, points, hooks).run();
}

std::vector<double> point_means(const Evaluations& evaluations) {
  std::vector<double> out;
  for (const auto& values : evaluations.values) out.push_back(estimate_mean(values).mean);
  return out;
}

} // namespace carepath
