// A scenario compiled once and run as often as a measurement wants, one replication at a time.
#pragma once

#include "engine/program/program.hpp"
#include "models/study/study.hpp"

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace carepath::benchmark {

/// What one run did. Events are one for each arrival during the run and one for each end of service;
/// whatever else an engine puts into its calendar is not counted, so that different programs count alike.
struct Work {
  double people = 0; // arrivals during the run
  double events = 0;
  double seconds = 0; // processor time of the calling thread
};

class ScenarioRun {
public:
  /// Throws with every fault in words when the scenario or a setting is wrong.
  explicit ScenarioRun(const std::filesystem::path& file, std::vector<std::string> settings = {});

  /// Throws when the replication fails.
  [[nodiscard]] Work run(std::uint32_t replication) const;
  [[nodiscard]] ReplicationResult result(std::uint32_t replication) const;
  [[nodiscard]] const Study& study() const { return study_; }
  [[nodiscard]] const Program& program() const { return *study_.variants.front().program; }

private:
  Study study_;
};

/// Arrivals during the run and ends of service that a replication saw; people there at the start are neither.
[[nodiscard]] Work work_of(const Program& program, const ReplicationResult& result);

} // namespace carepath::benchmark
