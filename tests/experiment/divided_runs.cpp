// Components run alone: the same people with the same waits as in one simulation, on any number of threads.
#include "engine/experiment/experiment.hpp"
#include "engine/program/program_check.hpp"
#include "engine/program/slice.hpp"
#include "models/study/sweep_run.hpp"
#include "tests/compile/scenario_text.hpp"
#include "tests/experiment/towns.hpp"
#include "tests/run/results_agree.hpp"

#include <algorithm>
#include <array>

using namespace carepath;
using namespace carepath::test;

namespace {

ReplicationOptions options_of(std::uint64_t seed = 11) {
  ReplicationOptions options;
  options.seed = seed;
  options.keep_entities = true;
  return options;
}

/// Sums of parts differ from sums in one go by rounding only.
void check_close(const std::vector<double>& a, const std::vector<double>& b) {
  REQUIRE(a.size() == b.size());
  for (std::size_t at = 0; at < a.size(); ++at) {
    CAPTURE(at);
    if (std::isnan(a[at]) || std::isnan(b[at]))
      CHECK((std::isnan(a[at]) && std::isnan(b[at])));
    else
      CHECK(a[at] == Approx(b[at]).epsilon(1e-11).margin(1e-11));
  }
}

Experiment experiment_of(const Study& study, std::uint32_t threads) {
  Experiment experiment;
  for (const auto& variant : study.variants) experiment.variants.push_back(variant.program);
  experiment.seed = 11;
  experiment.replications = 3;
  experiment.threads = threads;
  return experiment;
}

/// Two who each hold what the other waits for.
std::string crossed(const std::string& town) {
  std::string text;
  for (const auto& [who, own, other] : {std::array{"one_", "bed_", "nurse_"}, {"two_", "nurse_", "bed_"}}) {
    const auto person = who + town;
    text += "[source." + person + "]\nat = [\"1 day\"]\nfirst = \"has_" + person + "\"\n[step.has_" + person +
            "]\nneeds = \"" + own + town + "\"\nrelease = \"keep\"\ntakes = \"1 day\"\nnext = \"wants_" +
            person + "\"\n[step.wants_" + person + "]\nneeds = \"" + other + town + "\"\nrelease = { bed_" +
            town + " = \"end\", nurse_" + town + " = \"end\" }\nnext = \"done\"\n[resource." + own + town +
            "]\ncapacity = 1\n";
  }
  return text;
}

} // namespace

TEST_CASE("every component of three towns is a program that can be proved", "[divided]") {
  const ScenarioFolder folder({{"towns.toml", towns()}});
  const Study study = folder.study();
  const Program& program = *study.variants[0].program;
  const Slicer slicer(program, find_components(program));
  REQUIRE(slicer.components() == 3);
  for (std::size_t at = 0; at < 3; ++at) {
    const Slice slice = slicer.slice(at);
    Diagnostics faults;
    prove(slice.program, faults);
    CHECK_FALSE(faults.has_errors());
    CHECK(slice.program.sources.size() == 2);
    CHECK(slice.program.steps.size() == 2);
    CHECK(slice.program.timers.size() == 1);
    CHECK(slice.program.values.size() < program.values.size());
    CHECK(slice.program.sources[0].purpose == program.sources[slice.places.sources[0]].purpose);
    CHECK(slice.program.sources[0].name == program.sources[slice.places.sources[0]].name);
  }
}

TEST_CASE("three towns run alone have the same people and the same waits as run together", "[divided]") {
  const ScenarioFolder folder({{"towns.toml", towns()}});
  const Study study = folder.study();
  const Program& program = *study.variants[0].program;
  auto divided = run_replication(program, options_of());
  const auto together = run_undivided(program, options_of());
  REQUIRE(divided.failure.empty());
  CHECK(divided.entities.size() > 3 * 30 * 40);
  check_close(divided.outputs, together.outputs);
  check_close(divided.samples, together.samples);
  divided.outputs = together.outputs;
  divided.samples = together.samples;
  divided.events = together.events; // two towns that end work at one instant have one event more together
  CHECK(differences(divided, together).empty());
  CHECK_FALSE(differences(divided, run_undivided(program, options_of(12))).empty());
}

TEST_CASE("components give the same bits on one, two and four threads", "[divided]") {
  ScenarioFolder folder({{"towns.toml", towns()}, {"more.toml", R"(
[scenario]
title = "More beds in the south"
base = "towns.toml"
[resource.bed_south]
capacity = 12
)"}});
  const Study study = folder.study();
  const auto one = run_experiment(experiment_of(study, 1), {});
  REQUIRE(one.replications[1][2].completed);
  for (const std::uint32_t threads : {2u, 4u}) {
    const auto more = run_experiment(experiment_of(study, threads), {});
    for (std::size_t variant = 0; variant < 2; ++variant)
      for (std::size_t replication = 0; replication < 3; ++replication)
        CHECK(differences(one.replications[variant][replication], more.replications[variant][replication])
                  .empty());
    for (std::size_t replication = 0; replication < 3; ++replication) {
      const auto& group = one.paired[0][replication].groups.at(0).at(0);
      CHECK(group.matched > 1000);
      CHECK(group.change_sum == more.paired[0][replication].groups.at(0).at(0).change_sum);
    }
  }
  // Nobody in the north or west notices beds in the south.
  const auto& groups = one.paired[0][0].groups.at(0);
  CHECK(groups.at(0).change_sum < 0);
  CHECK_FALSE(differences(one.replications[0][0], one.replications[1][0]).empty());
  CHECK(one.replications[0][0].resource_queue_mean[1] == one.replications[1][0].resource_queue_mean[1]);
}

TEST_CASE("a log of components tells in order of time who was where", "[divided]") {
  const ScenarioFolder folder({{"towns.toml", towns()}});
  const Study study = folder.study();
  const Program& program = *study.variants[0].program;
  const auto log_of = [&](auto run) {
    std::vector<TraceRow> rows;
    auto options = options_of();
    options.trace = &rows;
    REQUIRE(run(program, options).completed);
    return rows;
  };
  auto divided = log_of(run_replication);
  auto together = log_of(run_undivided);
  const auto by_time = [](const TraceRow& a, const TraceRow& b) { return a.time < b.time; };
  CHECK(std::is_sorted(divided.begin(), divided.end(), by_time));
  const auto by_person = [](const TraceRow& a, const TraceRow& b) {
    return std::tie(a.source, a.ordinal, a.time) < std::tie(b.source, b.ordinal, b.time);
  };
  std::stable_sort(divided.begin(), divided.end(), by_person);
  std::stable_sort(together.begin(), together.end(), by_person);
  const auto same_row = [](const TraceRow& a, const TraceRow& b) {
    return a.time == b.time && a.entity == b.entity && a.source == b.source && a.step == b.step &&
           a.event == b.event;
  };
  REQUIRE(divided.size() > 10'000);
  CHECK(std::equal(divided.begin(), divided.end(), together.begin(), together.end(), same_row));
}

TEST_CASE("those held up for good are counted over all components", "[divided]") {
  const ScenarioFolder folder(
      {{"two.toml", "[run]\nstart = 2026-04-06\nlength = \"9 days\"\nreplications = 1\n"
                    "[outcome]\ndone = \"Done\"\n" +
                        crossed("east") + crossed("west")}});
  const Study study = folder.study();
  const Program& program = *study.variants[0].program;
  REQUIRE(find_components(program).size() == 2);
  const auto divided = run_replication(program, options_of());
  CHECK(divided.held_up == 4);
  CHECK(divided.held_up == run_undivided(program, options_of()).held_up);
  CHECK(divided.held_up_on == std::vector<std::uint32_t>{0, 1, 2, 3});
}

TEST_CASE("when a component fails the replication fails with its reason, the others are done", "[divided]") {
  auto text = towns();
  const std::string bed = "[step.stay_north]\nneeds = \"bed_north\"\ntakes = { dist = \"lognormal\"";
  const auto at = text.find(bed);
  REQUIRE(at != std::string::npos);
  text.replace(at, bed.size(), "[step.stay_north]\nneeds = \"bed_north\"\ntakes = { dist = \"normal\"");
  const ScenarioFolder folder({{"towns.toml", text}});
  const Study study = folder.study();
  const auto result = run_experiment(experiment_of(study, 2), {});
  CHECK_FALSE(result.replications[0][0].completed);
  CHECK(result.replications[0][0].failure.find("at step 'stay_north' is negative") != std::string::npos);
}

TEST_CASE("progress of runs in components is told in replications, and ends at all of them", "[divided]") {
  const ScenarioFolder folder({{"towns.toml", towns()}});
  const Study study = folder.study();
  std::vector<double> told;
  RunHooks hooks;
  hooks.progress = [&](double done, std::size_t total) {
    CHECK(total == 3);
    told.push_back(done);
  };
  CHECK(run_experiment(experiment_of(study, 2), hooks).replications[0][2].completed);
  REQUIRE(told.size() == 9); // three towns, three replications
  CHECK(told.front() == Approx(1.0 / 3));
  CHECK(std::is_sorted(told.begin(), told.end()));
  CHECK(told.back() == 3);
}

TEST_CASE("a sweep of a scenario of components counts every replication once", "[divided]") {
  const ScenarioFolder folder(
      {{"towns.toml", towns() + "[sweep]\ngrid = { \"resource.bed_south.capacity\" = [10, 12] }\n"}});
  SweepRequest request;
  request.file = folder.options.files.front();
  request.replications = 2;
  const auto plan = read_sweep_plan(request);
  REQUIRE_FALSE(plan.faults.has_errors());
  const auto shards = request.file.parent_path() / "shards";
  open_sweep_folder(plan.manifest, {}, shards, false);
  std::vector<std::size_t> told;
  const SweepHooks hooks{[&](std::size_t done, std::size_t total) {
                           CHECK(total == 4);
                           told.push_back(done);
                         },
                         nullptr};
  CHECK(run_sweep(plan, {}, shards, 1, hooks).done == 2);
  REQUIRE_FALSE(told.empty());
  CHECK(std::is_sorted(told.begin(), told.end()));
  CHECK(told.back() == 4);
}
