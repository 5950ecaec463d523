// The background side of the live what-if.
#include "models/compile/compiler.hpp"
#include "viewer/whatif/live_study.hpp"
#include "viewer/whatif/overlay.hpp"

#include <utility>

namespace carepath {

void LiveStudy::work(std::stop_token stop) {
  std::unique_lock lock(mutex_);
  while (changed_.wait(lock, stop, [&] { return wanted_scenario_ || wanted_run_; })) {
    if (stop.stop_requested()) return;
    const auto reading = std::exchange(wanted_scenario_, std::nullopt);
    const auto wish = reading ? std::optional<Wish>{} : std::exchange(wanted_run_, std::nullopt);
    busy_ = true;
    cancelled_ = false;
    lock.unlock();
    try {
      if (reading)
        read(*reading);
      else
        answer(*wish);
    } catch (const std::exception& error) { // no exception may leave a thread
      tell({nullptr, error.what(), 0, 0});
    }
    lock.lock();
    busy_ = false;
    changed_.notify_all();
    if (wake_) wake_();
  }
}

bool LiveStudy::superseded() const {
  return cancelled_.load();
}

void LiveStudy::read(const Reading& reading) {
  std::shared_ptr<ChangeableScenario> found;
  try {
    found = find_scenario(reading.file, reading.variant, scratch_);
  } catch (const std::exception& error) {
    found = std::make_shared<ChangeableScenario>();
    found->fault = error.what();
  }
  runs_.reset();
  running_.reset();
  if (found->fault.empty())
    runs_ = std::make_unique<PairedRuns>(found->base, found->base_document, found->texts, found->seed);
  const std::scoped_lock lock(mutex_);
  new_levers_ = found->fault.empty() ? find_levers(found->document) : std::vector<Lever>{};
  scenario_ = std::move(found);
  new_reading_ = reading.of;
}

/// Compiles the changed scenario; false after telling why it cannot run.
bool LiveStudy::prepare(const Wish& wish) {
  auto settings = settings_of(wish.levers);
  if (running_ == settings && runs_->done() > 0) return true;
  Diagnostics faults;
  auto document = changed_document(*scenario_, wish.levers, what_if_name, faults);
  auto compiled = faults.has_errors() ? std::nullopt : compile(document, scenario_->texts, faults);
  if (!compiled) {
    running_.reset(); // `runs_` still has what was asked for before
    tell({nullptr, faults.render(scenario_->texts), 0, 0});
    return false;
  }
  runs_->change(std::move(*compiled), std::move(document));
  running_ = std::move(settings);
  return true;
}

void LiveStudy::answer(const Wish& wish) {
  if (!runs_ || !prepare(wish)) return;
  const std::uint32_t all = scenario_->replications;
  const std::uint32_t coarse = std::min(coarse_replications, all);
  const std::uint32_t middle = std::min(std::max(coarse, all / 3), all);
  bool first = runs_->done() == 0;
  for (const std::uint32_t total : {coarse, middle, all}) {
    if (wish.coarse_only && total > coarse) return;
    if (total <= runs_->done() && !first) continue;
    if (!runs_->extend(total, threads_, cancelled_)) return;
    auto results = std::make_shared<const Results>(runs_->results());
    const auto after =
        first ? std::chrono::duration<double, std::milli>(Clock::now() - wish.since).count() : 0;
    tell({std::move(results), "", after, total});
    first = false;
    if (superseded()) return;
  }
}

void LiveStudy::tell(Answer answer) {
  const std::scoped_lock lock(mutex_);
  answers_.push_back(std::move(answer));
  if (wake_) wake_();
}

} // namespace carepath
