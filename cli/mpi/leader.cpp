// A sweep shared between the ranks of an MPI job: the leader's part. Its main thread speaks to the other
// ranks and its other threads run shards like them, so that no core is there for handing out alone.
#include "cli/mpi/rank_work.hpp"

#include <algorithm>
#include <mutex>
#include <thread>

namespace carepath {
namespace {

constexpr auto pause = std::chrono::milliseconds(2);

class Leader {
public:
  Leader(const SweepPlan& plan, const SweepOrder& order, const SweepHooks& hooks)
      : plan_(plan), order_(order), hooks_(hooks) {}

  SweepOutcome lead() {
    todo_ = unfinished_shards(plan_.manifest, order_.share, plan_.trace, order_.folder, outcome_);
    for (const auto shard : todo_) total_ += plan_.manifest.size_of(shard);
    for (int rank = leader + 1; rank < world_.size(); ++rank)
      send(world_, rank, RankMessage::order, order_json(order_, plan_.manifest));
    working_ranks_ = world_.size() - 1;
    std::vector<std::thread> threads;
    for (std::uint32_t thread = 0; thread < threads_of_rank(); ++thread)
      threads.emplace_back([this] { run_own_shards(); });
    while (working_ranks_ > 0) hear();
    for (auto& thread : threads) thread.join();
    if (!error_.empty()) throw std::runtime_error(error_);
    outcome_.cancelled = stopped();
    std::sort(outcome_.failed_points.begin(), outcome_.failed_points.end());
    std::sort(outcome_.imprecise_points.begin(), outcome_.imprecise_points.end());
    return std::move(outcome_);
  }

private:
  [[nodiscard]] bool stopped() const { return hooks_.cancelled && hooks_.cancelled->load(); }
  [[nodiscard]] std::uint32_t threads_of_rank() const { return std::max(order_.threads, 1U); }

  /// The next shards, at most so many; none when all are given out, one failed or the sweep was stopped.
  std::vector<std::size_t> take(std::size_t most) {
    const std::lock_guard lock(mutex_);
    std::vector<std::size_t> taken;
    if (stopped() || !error_.empty()) return taken;
    for (; taken.size() < most && next_ < todo_.size(); ++next_) taken.push_back(todo_[next_]);
    return taken;
  }

  void note(const RankReport& report) {
    const std::lock_guard lock(mutex_);
    outcome_.done += report.outcome.done;
    outcome_.failed_replications += report.outcome.failed_replications;
    for (const auto& point : report.outcome.failed_points) outcome_.failed_points.push_back(point);
    for (const auto& point : report.outcome.imprecise_points) outcome_.imprecise_points.push_back(point);
    if (error_.empty()) error_ = report.error;
    replications_ += report.replications;
    if (hooks_.progress) hooks_.progress(replications_, total_);
  }

  /// Answers one report of a rank with more shards, or with none and then it is no longer counted as working.
  void hear() {
    Received message;
    if (!receive_if_there(world_, message)) return std::this_thread::sleep_for(pause);
    note(report_in(message.text));
    const auto shards = take(threads_of_rank());
    if (shards.empty())
      --working_ranks_;
    else
      send(world_, message.from, RankMessage::shards, shards);
  }

  void run_own_shards() {
    for (auto shards = take(1); !shards.empty(); shards = take(1))
      note(carry_out(plan_, order_.folder, shards, 1, hooks_.cancelled));
  }

  const SweepPlan& plan_;
  const SweepOrder& order_;
  const SweepHooks& hooks_;
  boost::mpi::communicator world_;
  int working_ranks_ = 0;
  std::vector<std::size_t> todo_{};
  std::mutex mutex_{}; // over what follows
  std::size_t next_ = 0;
  std::size_t total_ = 0;
  std::size_t replications_ = 0;
  SweepOutcome outcome_{};
  std::string error_{};
};

} // namespace

SweepOutcome work_through(const SweepPlan& plan, const SweepOrder& order, const SweepHooks& hooks) {
  return Leader(plan, order, hooks).lead();
}

} // namespace carepath
