// The background side of the live what-if.
#include "models/compile/compiler.hpp"
#include "viewer/whatif/live_study.hpp"
#include "viewer/whatif/overlay.hpp"

#include <utility>

namespace carepath {

/// Reads a scenario or runs a piece of what is wished for; the rest of a wish waits behind newer ones.
bool LiveStudy::work() {
  std::unique_lock lock(mutex_);
  if (!wanted_scenario_ && !wanted_run_) return false;
  const auto reading = std::exchange(wanted_scenario_, std::nullopt);
  const auto wish = reading ? std::optional<Wish>{} : std::exchange(wanted_run_, std::nullopt);
  busy_ = true;
  cancelled_ = false;
  lock.unlock();
  bool more = false;
  try {
    if (reading)
      read(*reading);
    else
      more = answer(*wish);
  } catch (const std::exception& error) { // no exception may leave a thread
    tell({nullptr, error.what(), 0, 0});
  }
  lock.lock();
  if (more && !cancelled_ && !wanted_run_) wanted_run_ = wish;
  busy_ = false;
  changed_.notify_all();
  if (wake_) wake_();
  return true;
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
  told_ = 0;
  running_ = std::move(settings);
  return true;
}

/// The replications of the next answer: few, a third, all.
std::uint32_t LiveStudy::next_stage() const {
  const std::uint32_t all = scenario_->replications;
  const std::uint32_t coarse = std::min(coarse_replications, all);
  const std::uint32_t middle = std::min(std::max(coarse, all / 3), all);
  for (const std::uint32_t total : {coarse, middle})
    if (total > told_) return total;
  return all;
}

/// Runs a piece of the next stage, and tells the answer when that is complete; true when there is more to do.
bool LiveStudy::answer(const Wish& wish) {
  if (!runs_ || !prepare(wish)) return false;
  const std::uint32_t stage = next_stage();
  const bool first = told_ == 0;
  if (!first && (stage == told_ || wish.coarse_only)) return false;
  const std::uint32_t total = Background::takes_turns() ? std::min(stage, runs_->done() + 1) : stage;
  if (!runs_->extend(total, threads_, cancelled_)) return false;
  if (total < stage) return true;
  auto results = std::make_shared<const Results>(runs_->results());
  const auto after = first ? std::chrono::duration<double, std::milli>(Clock::now() - wish.since).count() : 0;
  told_ = stage;
  tell({std::move(results), "", after, stage});
  return stage < scenario_->replications && !wish.coarse_only;
}

void LiveStudy::tell(Answer answer) {
  const std::scoped_lock lock(mutex_);
  answers_.push_back(std::move(answer));
  if (wake_) wake_();
}

} // namespace carepath
