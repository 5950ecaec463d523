// What the traffic equations can read off a program without running it: means of values, where a step
// leads with what probability, and how long a grant is held.
//
// An answer is given only where it is exact: constants and draws used in one place. What depends on
// attributes, on state or on timers has no formula here and is measured instead.
#pragma once

#include "engine/program/program.hpp"
#include "engine/program/program_check.hpp"
#include "models/study/traffic_losses.hpp"

#include <map>
#include <optional>
#include <utility>
#include <vector>

namespace carepath {

/// A program's nodes of flow are numbered sources, then steps, then outcomes.
using NodeShares = std::map<std::uint32_t, double>;

class ProgramFormulas {
public:
  /// The program outlives the formulas.
  explicit ProgramFormulas(const Program& program);

  /// From now on, those lost on the way go where that leads.
  void lose(const Losses& losses) { losses_ = losses; }

  /// The mean of a value that depends on nothing but its own draws.
  [[nodiscard]] std::optional<double> mean(ValueId value) const;
  /// Where an entity at instruction `from` goes next: the probability of each step and outcome.
  [[nodiscard]] std::optional<NodeShares> next_nodes(std::uint32_t from) const;
  /// The same, on leaving a step; `step` must be arrived at by one instruction only.
  [[nodiscard]] std::optional<NodeShares> leads_to(StepId step) const;
  /// Mean days from the grant of `need` to its release when nothing else is waited for; the need must be
  /// asked for by one instruction only.
  [[nodiscard]] std::optional<double> holding_days(std::uint32_t need) const;

private:
  /// An entity at an instruction, with the probability of being there.
  struct Branch {
    std::uint32_t at = 0;
    double probability = 1;
  };
  struct Walk;
  enum class Passage : std::uint8_t { on, ended, unknown };

  void count_uses();
  void count_uses_by(const Instruction& instruction);
  void use(std::uint32_t value);
  void use_children(const ValueNode& node);
  [[nodiscard]] bool drawn_once(const ValueNode& node) const;
  [[nodiscard]] std::optional<double> mean_of_draw(const ValueNode& node) const;
  [[nodiscard]] std::optional<double> mean_of_choice(const ValueNode& node) const;
  [[nodiscard]] std::optional<std::vector<double>> index_shares(ValueId value, std::uint32_t count) const;
  [[nodiscard]] std::optional<std::vector<double>> select_shares(const ValueNode& node,
                                                                 std::uint32_t count) const;
  [[nodiscard]] bool follow(Walk& walk) const;
  [[nodiscard]] bool follow_one(Branch branch, Walk& walk) const;
  [[nodiscard]] Passage pass(const Instruction& instruction, Branch& branch, Walk& walk) const;
  [[nodiscard]] Passage pass_time(const Branch& branch, Walk& walk) const;
  [[nodiscard]] Passage send_out(const Branch& branch, Walk& walk) const;
  [[nodiscard]] bool can_be_ejected(std::uint32_t step) const;
  [[nodiscard]] bool divide(Branch branch, Walk& walk) const;
  void ask(Branch& branch, Walk& walk) const;

  const Program& program_;
  std::vector<std::uint32_t> uses_;                 // of each value node
  std::map<std::uint64_t, std::uint32_t> purposes_; // draws with each purpose
  std::vector<std::uint32_t> arrival_of_;           // instruction at which each step is arrived at
  std::vector<std::uint32_t> request_of_;           // instruction that asks for each need
  Losses losses_;
  std::vector<PossibleState> states_; // timers that may run; empty without timers
};

} // namespace carepath
