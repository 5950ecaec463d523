// A shard: one block of replications of one point of a sweep, in a file of its own that no one rewrites.
//
// The file is a line with the format and a checksum of the rest, and one line of JSON. docs/decisions.md says
// why.
#pragma once

#include "engine/results/results.hpp"

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace carepath {

/// What must be the same for shards to be joined.
struct SweepIdentity {
  std::string scenario; // hash of the scenario's files, its data and the settings, 16 hexadecimal digits
  std::uint64_t seed = 0;
  std::string version; // of the program, with its commit
  friend bool operator==(const SweepIdentity&, const SweepIdentity&) = default;
};

struct Shard {
  SweepIdentity identity;
  std::string point;
  std::uint32_t first = 0; // replication, from 0
  std::uint32_t size = 0;  // replications
  std::string fault;       // why the point cannot run at all; then there is nothing else
  std::string title;
  std::string question;
  std::string start_date;
  double warm_up_days = 0;
  double length_days = 0;
  std::vector<std::string> headline;
  bool antithetic = false; // replications are pairs
  std::vector<KpiRow> kpis;
  std::vector<double> values; // [kpi, replication], NaN where undefined or failed
  std::uint32_t completed = 0;
  std::vector<std::string> failures; // one for each replication that failed
  std::uint32_t held_up = 0;         // replications in which people held each other up for good
  std::uint32_t impossible = 0;      // replications in which a probability was above 1 or below 0
  std::string impossible_at;         // where the first of them is written
  double events = 0;                 // summed over completed replications
  std::string imprecise; // how far the point stayed from the precision asked for; empty when it did not
};

/// FNV-1a of a text, as 16 hexadecimal digits: finds damage, and tells scenarios apart.
[[nodiscard]] std::string checksum(std::string_view text);

/// The bytes of a shard's file.
[[nodiscard]] std::string shard_text(const Shard& shard);
/// The shard in such bytes; nothing when they are damaged.
[[nodiscard]] std::optional<Shard> parse_shard(const std::string& text);
/// The shard in a file; nothing when there is none or it is damaged.
[[nodiscard]] std::optional<Shard> read_shard(const std::filesystem::path& path);

/// The name of a point in letters that every disk takes.
[[nodiscard]] std::string point_file_name(const std::string& point);
/// The name of a shard's file: its point in letters that every disk takes, and its first replication.
[[nodiscard]] std::string shard_file_name(const std::string& point, std::uint32_t first);

} // namespace carepath
