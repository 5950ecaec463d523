// A study: scenarios read and compiled together, run on the same people, and turned into results.
#pragma once

#include "engine/experiment/experiment.hpp"
#include "engine/results/results.hpp"
#include "models/compile/compiled_scenario.hpp"
#include "models/scenario/document.hpp"
#include "models/study/uncertain.hpp"

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace carepath {

struct StudyOptions {
  std::vector<std::filesystem::path> files; // the first is what the others are compared with
  std::vector<std::string> settings;        // "--set" texts, for every scenario or, with "NAME:", for one
  std::optional<std::uint32_t> replications;
  std::optional<std::uint64_t> seed;
  std::uint32_t threads = 0;          // 0: all
  std::optional<std::uint32_t> only;  // run this one replication (from 1) alone
  std::uint32_t follow = 0;           // keep the journeys of so many people
  bool with_variants = false;         // also the [variant.*] of each file
  std::string variant = {};           // only this [variant.NAME], as if it were a file of its own
  bool best_estimates = false;        // uncertain inputs stay at their `is`
  std::filesystem::path library = {}; // read nothing outside this folder; empty: as `read_document` finds it
};

/// Scenarios compiled for one study. When `faults` has errors the variants are incomplete and must not run.
struct Study {
  SourceTexts texts;
  Diagnostics faults;
  std::vector<Document> documents; // parallel to variants
  std::vector<CompiledScenario> variants;
  std::vector<std::string> settings;
  std::uint64_t seed = 1;
  std::uint32_t replications = 1;
  std::uint32_t first_replication = 0;
  std::uint32_t threads = 0;
  std::uint32_t follow = 0;                           // journeys kept
  std::vector<std::vector<UncertainInput>> uncertain; // of each variant; empty when none has any
  /// Replications whose mean is one observation: they share a draw of what is uncertain, or are a pair.
  std::uint32_t per_observation = 1;
};

/// 2 when replications are antithetic pairs, otherwise 1.
[[nodiscard]] std::uint32_t replications_of_a_pair(const RunSettings& run);
/// A number of replications asked for must not leave one without its antithetic pair.
void check_pairs(const RunSettings& run, std::uint32_t replications, Diagnostics& faults);

/// Reads and compiles every scenario of the options; all faults of all files are found.
[[nodiscard]] Study read_study(const StudyOptions& options);

/// Runs the study. `cancelled` results hold the replications finished by then.
[[nodiscard]] Results run_study(const Study& study, const RunHooks& hooks);

/// One replication of one variant with its event log.
struct TracedRun {
  ReplicationResult result;
  std::vector<TraceRow> rows;
};
[[nodiscard]] TracedRun trace_replication(const Study& study, std::size_t variant, std::uint32_t replication);

} // namespace carepath
