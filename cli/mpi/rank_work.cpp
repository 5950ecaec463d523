#include "cli/mpi/rank_work.hpp"

#include "cli/interrupt.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <thread>

namespace carepath {
namespace {

constexpr auto pause_between_looks = std::chrono::milliseconds(1);

/// The sweep a rank has read for itself, and what it is asked to do with it.
class Follower {
public:
  void follow() {
    for (;;) {
      Received message;
      while (!receive_if_there(world_, message)) std::this_thread::sleep_for(pause_between_looks);
      if (message.kind == RankMessage::finish) return;
      if (message.kind == RankMessage::order)
        tell(read(message.text));
      else
        tell(carry_out(plan_, order_.folder, message.text.get<std::vector<std::size_t>>(),
                       std::max(order_.threads, 1U), &interrupt_.flag()));
    }
  }

private:
  void tell(const RankReport& report) { send(world_, leader, RankMessage::report, report_json(report)); }

  /// Another computer may hold another state of the files: then it must not take part.
  RankReport read(const nlohmann::json& text) {
    RankReport report;
    try {
      SweepIdentity wanted;
      order_ = order_in(text, wanted);
      plan_ = read_sweep_plan(order_.request);
      auto difference = plan_.faults.has_errors() ? std::string("faults that are not in the first one's")
                                                  : identity_difference(wanted, plan_.manifest.identity);
      if (!difference.empty())
        report.error =
            fmt::format("rank {} reads {} in '{}'", world_.rank(), difference, order_.request.file.string());
    } catch (const std::exception& fault) {
      report.error = fmt::format("rank {}: {}", world_.rank(), fault.what());
    }
    return report;
  }

  boost::mpi::communicator world_;
  const InterruptGuard interrupt_;
  SweepOrder order_;
  SweepPlan plan_;
};

} // namespace

RankReport carry_out(const SweepPlan& plan, const std::filesystem::path& folder,
                     const std::vector<std::size_t>& shards, std::uint32_t threads,
                     const std::atomic<bool>* cancelled) {
  RankReport report;
  try {
    run_shards(plan, shards, folder, threads, {{}, cancelled}, report.outcome);
    for (const auto shard : shards) report.replications += plan.manifest.size_of(shard);
  } catch (const std::exception& fault) {
    report.error = fault.what();
  }
  return report;
}

void follow() {
  Follower().follow();
}

} // namespace carepath
