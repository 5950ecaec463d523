// Antithetic pairs of whole replications: M/M/1 and M/M/3 keep their means, pairs vary less, and limits over
// pairs hold the truth.
#include "engine/experiment/experiment.hpp"
#include "engine/experiment/variance.hpp"
#include "engine/experiment/variance_components.hpp"
#include "tests/program/hand_written.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <cmath>
#include <memory>
#include <vector>

using namespace carepath;
using namespace carepath::test;

namespace {

/// Servers with Poisson arrivals and exponential work of mean 1 day.
struct Queue {
  std::uint32_t servers = 1;
  double per_day = 0.6;
  bool antithetic = true;
};

std::shared_ptr<const Program> program_of(const Queue& queue) {
  HandWritten written(2100);
  written.program().plan.warm_up = days(100);
  written.program().antithetic = queue.antithetic;
  const auto step = written.step("visit");
  const auto done = written.outcome("done");
  const auto need = written.need(written.units("server", queue.servers));
  const auto work = find_distribution("exponential")->make({{"mean"}, {{1}}});
  written.station(
      step, need,
      written.builder.draw(work, "exponential", "visit.takes", written.program().steps[step].visit));
  written.leave(done);
  SourceRow people;
  people.kind = ArrivalKind::poisson;
  people.rate = {{SimTime{0}}, {queue.per_day}};
  static_cast<void>(written.source(people, written.entries[step]));
  return std::make_shared<const Program>(written.finish());
}

/// The mean wait in each replication, days.
std::vector<double> waits(const Queue& queue, std::uint32_t replications, std::uint32_t first = 0) {
  Experiment experiment;
  experiment.variants = {program_of(queue)};
  experiment.seed = 5;
  experiment.replications = replications;
  experiment.first_replication = first;
  std::vector<double> out;
  const auto result = run_experiment(experiment, {});
  for (const auto& one : result.replications.front())
    out.push_back(one.steps.front().wait_days / one.steps.front().started);
  return out;
}

/// Erlang's formula for the mean wait, with `load` servers busy on average.
double mean_wait(const Queue& queue) {
  const double load = queue.per_day;
  double term = 1, sum = 0;
  for (std::uint32_t busy = 0; busy < queue.servers; ++busy) {
    sum += term;
    term *= load / (busy + 1);
  }
  const double all_busy = term * queue.servers / (queue.servers - load);
  return all_busy / (sum + all_busy) / (queue.servers - load);
}

double standard_error(const std::vector<double>& values) {
  return std::sqrt(sample_variance(values) / static_cast<double>(values.size()));
}

std::size_t studies_that_hold(const std::vector<double>& values, std::size_t replications,
                              std::size_t together, double truth) {
  std::size_t held = 0;
  for (std::size_t first = 0; first < values.size(); first += replications) {
    const auto estimate = estimate_over_draws(std::span(values).subspan(first, replications), together);
    held += estimate.low < truth && truth < estimate.high;
  }
  return held;
}

} // namespace

TEST_CASE("queues in antithetic pairs have the mean waits of theory", "[antithetic]") {
  for (const Queue& queue : {Queue{1, 0.6}, Queue{3, 2.1}}) {
    const auto pairs = observations(waits(queue, 120), 2);
    const auto estimate = estimate_over_draws(pairs, 1);
    CHECK(std::fabs(estimate.mean - mean_wait(queue)) < 4 * standard_error(pairs));
    const Queue busier{queue.servers, 1.05 * queue.per_day};
    CHECK(std::fabs(estimate.mean - mean_wait(busier)) > 4 * standard_error(pairs));
  }
}

TEST_CASE("each replication of a pair alone has the right mean, and the first is the plain one",
          "[antithetic]") {
  const Queue queue{1, 0.6};
  const auto pairs = waits(queue, 120), plain = waits({1, 0.6, false}, 120);
  std::vector<double> first, second;
  for (std::size_t at = 0; at < pairs.size(); ++at) (at % 2 == 0 ? first : second).push_back(pairs[at]);
  CHECK(std::fabs(estimate_over_draws(second, 1).mean - mean_wait(queue)) < 4 * standard_error(second));
  bool same = true, differs = true;
  for (std::size_t at = 0; at < pairs.size(); at += 2) {
    same = same && pairs[at] == plain[at];
    differs = differs && pairs[at + 1] != plain[at + 1];
  }
  CHECK(same);
  CHECK(differs);
}

TEST_CASE("the mean wait rises with luck, so pairs vary less than two replications apart", "[antithetic]") {
  for (const Queue& queue : {Queue{1, 0.6}, Queue{3, 2.1}}) {
    const auto values = waits(queue, 400);
    const double of_pairs = sample_variance(observations(values, 2));
    const double apart = sample_variance(values) / 2;
    INFO("saved " << 1 - of_pairs / apart);
    // The ratio is 1 + the correlation within pairs, of which 200 pairs have an error of 1 / sqrt(200).
    CHECK(of_pairs / apart < 1 - 3 / std::sqrt(200.0));
    const auto plain = waits({queue.servers, queue.per_day, false}, 400);
    CHECK(sample_variance(observations(plain, 2)) / (sample_variance(plain) / 2) > 1 - 3 / std::sqrt(200.0));
  }
}

TEST_CASE("limits over pairs hold the truth as often as they say, and not over replications",
          "[antithetic]") {
  constexpr std::size_t studies = 200, replications = 20;
  const Queue queue{1, 0.6};
  const auto values = waits(queue, studies * replications);
  const double error = std::sqrt(0.95 * 0.05 / studies);
  const auto share = [&](std::size_t together, double truth) {
    return static_cast<double>(studies_that_hold(values, replications, together, truth)) / studies;
  };
  CHECK(share(2, mean_wait(queue)) == Approx(0.95).margin(4 * error));
  CHECK(share(2, mean_wait({1, 0.64})) < 0.95 - 4 * error);
  CHECK(share(1, mean_wait(queue)) > share(2, mean_wait(queue))); // wider than need be
}

TEST_CASE("a block of replications that begins with a pair is part of the whole, on any number of threads",
          "[antithetic]") {
  const Queue queue{3, 2.1};
  const auto whole = waits(queue, 20), block = waits(queue, 10, 10);
  CHECK(std::equal(block.begin(), block.end(), whole.begin() + 10));
}
