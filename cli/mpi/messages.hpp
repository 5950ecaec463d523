// What ranks tell each other: JSON as text, sent and received by the main thread of each.
#pragma once

#include "cli/cluster/sweep_team.hpp"

#include <boost/mpi/communicator.hpp>
#include <nlohmann/json.hpp>

namespace carepath {

/// To a rank: read this sweep; do these shards; the program ends. From a rank: what became of them, and that
/// it has nothing to do.
enum class RankMessage : int { order = 1, shards, finish, report };

inline constexpr int leader = 0; // the rank that reads the command line, hands out and prints

/// What a rank has done since it last told.
struct RankReport {
  std::size_t replications = 0; // of the shards it was given, for the progress
  SweepOutcome outcome;
  std::string error; // why it cannot go on; empty when it can
};

[[nodiscard]] nlohmann::json order_json(const SweepOrder& order, const SweepManifest& manifest);
/// The order, and in `identity` what the leader read.
[[nodiscard]] SweepOrder order_in(const nlohmann::json& json, SweepIdentity& identity);

[[nodiscard]] nlohmann::json report_json(const RankReport& report);
[[nodiscard]] RankReport report_in(const nlohmann::json& json);

/// Waits for a message without keeping a core busy, as MPI's own waiting does.
struct Received {
  int from = 0;
  RankMessage kind = RankMessage::finish;
  nlohmann::json text;
};
[[nodiscard]] bool receive_if_there(const boost::mpi::communicator& world, Received& message);
void send(const boost::mpi::communicator& world, int rank, RankMessage kind, const nlohmann::json& text);

} // namespace carepath
