// Runs one changed scenario beside its base on the same people, replication by replication, and keeps the
// base's runs for the next change.
#pragma once

#include "engine/experiment/experiment.hpp"
#include "engine/experiment/pairing.hpp"
#include "models/study/study.hpp"

#include <atomic>
#include <optional>
#include <vector>

namespace carepath {

class PairedRuns {
public:
  /// `base`: the scenario compared with, and the texts of both. Its replications are run when first needed,
  /// and kept.
  PairedRuns(CompiledScenario base, Document document, SourceTexts texts, std::uint64_t seed);

  /// Takes a changed scenario: what was run of the last one is forgotten.
  void change(CompiledScenario changed, Document document);
  /// Runs replications up to `total` of both. False when cancelled: those that are complete stay.
  bool extend(std::uint32_t total, std::uint32_t threads, const std::atomic<bool>& cancelled);
  [[nodiscard]] std::uint32_t done() const { return done_; }
  /// The results of the replications done, as `carepath compare` would give them.
  [[nodiscard]] Results results() const;

private:
  void run_one(std::size_t replication, const std::atomic<bool>& cancelled);
  [[nodiscard]] ReplicationResult run(const CompiledScenario& scenario, std::size_t replication,
                                      const std::atomic<bool>& cancelled) const;

  Study study_;                                         // both scenarios, base first
  std::vector<ReplicationResult> base_;                 // without entities
  std::vector<std::vector<EntityOutcome>> base_people_; // of each
  std::vector<ReplicationResult> changed_;
  std::optional<EntityPairing> pairing_; // of the changed scenario with the base
  std::vector<PairedFold> folds_;
  std::uint32_t done_ = 0;
};

} // namespace carepath
