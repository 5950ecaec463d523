// Keeping an event log changes no figure: it has every instruction obeyed by itself, while a run without one
// takes services in one go.
#include "models/study/study.hpp"
#include "tests/run/results_agree.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <filesystem>
#include <vector>

using namespace carepath;
using namespace carepath::test;

namespace {

const std::filesystem::path root = CAREPATH_SOURCE_DIR;

/// Scenarios in a folder of the repository whose file names begin so, in the order of their names.
std::vector<std::filesystem::path> scenarios_in(const std::string& folder,
                                                const std::string& beginning = {}) {
  std::vector<std::filesystem::path> found;
  for (const auto& entry : std::filesystem::directory_iterator(root / folder))
    if (entry.path().extension() == ".toml" && entry.path().filename().string().starts_with(beginning))
      found.push_back(entry.path());
  std::sort(found.begin(), found.end());
  return found;
}

/// What a log changes in the first replication of a scenario.
std::string changed_by_a_log(const std::filesystem::path& file) {
  StudyOptions options;
  options.files = {file};
  const Study study = read_study(options);
  REQUIRE_FALSE(study.faults.has_errors());
  ReplicationOptions run;
  run.seed = study.seed;
  run.keep_entities = true;
  const auto& program = *study.variants.front().program;
  const auto without = run_replication(program, run);
  std::vector<TraceRow> rows;
  run.trace = &rows;
  const auto with = run_replication(program, run);
  REQUIRE(without.completed);
  CHECK(rows.size() > 5);
  return differences(without, with);
}

void hold_for(const std::vector<std::filesystem::path>& files) {
  REQUIRE_FALSE(files.empty());
  for (const auto& file : files) {
    INFO(file.string());
    CHECK(changed_by_a_log(file).empty());
  }
}

} // namespace

TEST_CASE("a log changes no figure of scenarios with priorities, interruptions, shifts and blocking",
          "[reproducibility]") {
  hold_for(scenarios_in("tests/cases", "16-"));
}

TEST_CASE("a log changes no figure of the reference cases", "[reproducibility]") {
  for (const auto* beginning : {"01-", "02-stroke", "06-", "08-", "12-", "13-", "14-"})
    hold_for(scenarios_in("tests/cases", beginning));
}

TEST_CASE("a log changes no figure of the shipped pathways", "[reproducibility]") {
  for (const auto* pathway : {"cataract", "dermatology", "end_of_life", "frailty", "lower_gi", "orthopaedics",
                              "remote_monitoring", "shared_appointments", "theatre_lists", "winter_flow"})
    hold_for({root / "scenarios" / pathway / "current.toml"});
}
