// A sweep to be run: its points, its shards, and the manifest that says what a folder of shards belongs to.
#pragma once

#include "models/compile/context.hpp"
#include "models/study/precision.hpp"
#include "models/study/shard.hpp"
#include "models/study/study.hpp"
#include "models/study/sweep.hpp"

#include <filesystem>
#include <string>
#include <vector>

namespace carepath {

struct SweepRequest {
  std::filesystem::path file;
  std::vector<std::string> settings; // "--set" texts
  std::optional<std::uint32_t> replications;
  std::optional<std::uint64_t> seed;
  std::optional<PrecisionGoal> precision = {}; // replications of each point until its own figures reach it
  bool trace = false;                          // also the event log of each point's first replication
  std::string version;                         // of the program, with its commit
  std::filesystem::path library = {}; // read nothing outside this folder; empty: as `read_document` finds it
};

/// What a folder of shards holds, written into it before the first shard.
struct SweepManifest {
  SweepIdentity identity;
  std::string program_version;
  std::string git_hash;
  std::string file; // the scenario's
  std::vector<std::string> settings;
  std::uint32_t replications = 0; // of each point; with a precision those it begins with
  std::uint32_t block = 0;        // replications of a shard; with a precision a shard is a whole point
  std::optional<PrecisionGoal> precision{};
  std::vector<std::string> coordinates;
  std::vector<std::string> paths;
  std::vector<std::string> points;
  std::vector<std::vector<std::string>> point_coordinates; // of each point
  std::vector<ScenarioText> texts;

  [[nodiscard]] std::size_t blocks() const { return (replications + block - 1) / block; }
  [[nodiscard]] std::size_t shards() const { return points.size() * blocks(); }
  [[nodiscard]] std::uint32_t first_of(std::size_t shard) const {
    return static_cast<std::uint32_t>(shard % blocks()) * block;
  }
  [[nodiscard]] std::uint32_t size_of(std::size_t shard) const {
    return std::min(block, replications - first_of(shard));
  }
  [[nodiscard]] std::string file_of(std::size_t shard) const {
    return shard_file_name(points[shard / blocks()], first_of(shard));
  }
  /// The event log of the shard's point; empty when it is not this shard that has its first replication.
  [[nodiscard]] std::string trace_of(std::size_t shard) const {
    return first_of(shard) == 0 ? point_file_name(points[shard / blocks()]) + ".trace.csv" : std::string();
  }
};

struct SweepPlan {
  SourceTexts texts;
  Diagnostics faults;
  Sweep sweep;
  SweepManifest manifest;
  RunSettings run;    // of every point
  bool trace = false; // as requested
};

inline constexpr const char* manifest_name = "manifest.json";
inline constexpr const char* slurm_folder_name = "slurm"; // scripts and logs of its jobs, when it has any

/// Reads a sweep and compiles its points until one is fine. With faults it must not run.
[[nodiscard]] SweepPlan read_sweep_plan(const SweepRequest& request);

[[nodiscard]] std::string manifest_text(const SweepManifest& manifest);
/// Throws InputError with a sentence when there is no manifest in the folder, or it is damaged.
[[nodiscard]] SweepManifest read_manifest(const std::filesystem::path& folder);

/// In what two manifests differ ("another seed (1, not 2)"); empty when their shards may be joined.
[[nodiscard]] std::string manifest_difference(const SweepManifest& expected, const SweepManifest& found);
/// The same for what a shard says of itself.
[[nodiscard]] std::string identity_difference(const SweepIdentity& expected, const SweepIdentity& found);

} // namespace carepath
