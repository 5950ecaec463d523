#include "models/study/evaluation.hpp"

#include "engine/base/text.hpp"
#include "engine/experiment/job_runner.hpp"
#include "engine/observe/estimate.hpp"
#include "models/compile/compiler.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <mutex>

namespace carepath {
namespace {

std::vector<std::string> kpi_names(const CompiledScenario& scenario) {
  std::vector<std::string> names;
  for (const auto& row : scenario.kpis)
    if (row.group.empty()) names.push_back(row.name);
  return names;
}

std::string first_error(const Diagnostics& faults) {
  for (const auto& fault : faults.all())
    if (fault.severity == Severity::error) return fault.message;
  return "it does not compile";
}

class Evaluator {
public:
  Evaluator(const FigureModel& model, const std::vector<std::vector<Setting>>& points, const RunHooks& hooks)
      : model_(model), points_(points), hooks_(hooks) {
    out_.values.assign(points.size(), std::vector<double>(model.replications, std::nan("")));
  }

  Evaluations run() {
    for_each_job(model_.threads, points_.size(), [this](std::size_t point) { run_point(point); });
    out_.cancelled = stopped();
    return std::move(out_);
  }

private:
  [[nodiscard]] bool stopped() const { return hooks_.cancelled && hooks_.cancelled->load(); }

  void run_point(std::size_t point) {
    if (stopped()) return;
    std::string fault;
    const auto compiled = compile_point(point, fault);
    const auto place = compiled ? kpi_place(*compiled, model_.kpi.name) : std::nullopt;
    if (!place) {
      note(fmt::format("point {}: {}", point + 1, fault.empty() ? "the figure is gone" : fault));
      return advance(model_.replications);
    }
    Experiment experiment;
    experiment.variants = {compiled->program};
    experiment.seed = model_.seed;
    experiment.replications = model_.replications;
    experiment.threads = 1; // points are what is spread over the threads
    experiment.pair_entities = false;
    RunHooks own;
    own.cancelled = hooks_.cancelled;
    own.progress = [this, told = 0.0](double done, std::size_t) mutable {
      advance(done - told);
      told = done;
    };
    const auto result = run_experiment(experiment, own);
    for (std::size_t at = 0; at < model_.replications; ++at) {
      const auto& replication = result.replications.front()[at];
      if (replication.completed)
        out_.values[point][at] = replication.outputs[*place];
      else if (!result.cancelled)
        note(fmt::format("point {}, replication {}: {}", point + 1, at + 1, replication.failure));
    }
  }

  std::optional<CompiledScenario> compile_point(std::size_t point, std::string& fault) const {
    Diagnostics faults;
    auto document = model_.document;
    for (const auto& setting : points_[point])
      set_path(document, setting.path, setting.value, setting.where, NewPaths::refused, faults);
    auto compiled = faults.has_errors() ? std::nullopt : compile(document, model_.texts, faults);
    if (!compiled) fault = first_error(faults);
    return compiled;
  }

  void note(std::string failure) {
    constexpr std::size_t most_listed = 5;
    const std::lock_guard lock(mutex_);
    ++out_.failed;
    if (out_.failures.size() < most_listed) out_.failures.push_back(std::move(failure));
  }

  void advance(double replications) {
    const std::lock_guard lock(mutex_);
    done_ += replications;
    if (hooks_.progress) hooks_.progress(done_, points_.size() * model_.replications);
  }

  const FigureModel& model_;
  const std::vector<std::vector<Setting>>& points_;
  const RunHooks& hooks_;
  Evaluations out_{};
  std::mutex mutex_{};
  double done_ = 0;
};

} // namespace

std::optional<std::size_t> kpi_place(const CompiledScenario& scenario, const std::string& name) {
  for (std::size_t at = 0; at < scenario.kpis.size(); ++at)
    if (scenario.kpis[at].name == name && scenario.kpis[at].group.empty()) return at;
  return std::nullopt;
}

FigureModel read_figure_model(const EvaluationRequest& request) {
  FigureModel model;
  model.threads = request.threads;
  model.document = read_document(request.file, model.texts, model.faults);
  if (model.faults.has_errors()) return model;
  set_all_typed(model.document, request.settings, model.faults);
  auto compiled =
      model.faults.has_errors() ? std::nullopt : compile(model.document, model.texts, model.faults);
  if (!compiled) return model;
  model.compiled = std::move(*compiled);
  model.seed = request.seed.value_or(model.compiled.run.seed);
  model.replications = request.replications.value_or(model.compiled.run.replications);
  model.uncertain = uncertain_inputs(model.document, model.texts);
  if (const auto place = kpi_place(model.compiled, request.kpi))
    model.kpi = model.compiled.kpis[*place];
  else
    model.faults.error({}, fmt::format("--kpi {}: the scenario has no such figure", request.kpi),
                       name_hint(request.kpi, kpi_names(model.compiled)));
  return model;
}

Evaluations evaluate(const FigureModel& model, const std::vector<std::vector<Setting>>& points,
                     const RunHooks& hooks) {
  return Evaluator(model, points, hooks).run();
}

std::vector<double> point_means(const Evaluations& evaluations) {
  std::vector<double> out;
  for (const auto& values : evaluations.values) out.push_back(estimate_mean(values).mean);
  return out;
}

} // namespace carepath
