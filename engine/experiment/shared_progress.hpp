// Progress of experiments that are parts of one task: side by side, or one after another.
#pragma once

#include "engine/experiment/experiment.hpp"

#include <cstddef>
#include <mutex>

namespace carepath {

/// Parts side by side, on any threads, told as the progress of one.
class SharedProgress {
public:
  /// `total`: replications of all parts. The hooks must outlive this.
  SharedProgress(const RunHooks& hooks, std::size_t total) : hooks_(hooks), total_(total) {}

  [[nodiscard]] bool stopped() const { return hooks_.cancelled && hooks_.cancelled->load(); }

  void advance(double replications) {
    const std::lock_guard lock(mutex_);
    done_ += replications;
    if (hooks_.progress) hooks_.progress(done_, total_);
  }

  /// The hooks of one part; this must outlive its run.
  [[nodiscard]] RunHooks part() {
    RunHooks own;
    own.cancelled = hooks_.cancelled;
    own.progress = [this, told = 0.0](double done, std::size_t) mutable {
      advance(done - told);
      told = done;
    };
    return own;
  }

private:
  const RunHooks& hooks_;
  std::size_t total_;
  std::mutex mutex_{};
  double done_ = 0;
};

/// The hooks of an experiment that follows others, of which `before` replications are done.
[[nodiscard]] inline RunHooks hooks_after(const RunHooks& hooks, std::size_t before) {
  RunHooks own;
  own.cancelled = hooks.cancelled;
  if (hooks.progress)
    own.progress = [told = hooks.progress, before](double done, std::size_t total) {
      told(static_cast<double>(before) + done, before + total);
    };
  return own;
}

} // namespace carepath
