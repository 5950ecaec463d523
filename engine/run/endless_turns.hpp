// Watches for entities that go round without end at one instant, and says through which steps.
//
// Counting is free until far more turns are taken at an instant than a crowd needs; only then are they
// counted for each entity.
#pragma once

#include "engine/base/sim_time.hpp"
#include "engine/program/program.hpp"

#include <cstddef>
#include <cstdint>
#include <string>
#include <unordered_map>
#include <vector>

namespace carepath {

class EndlessTurns {
public:
  /// Time has passed: everything may happen once more.
  void time_passed() {
    if (turns_ > most_turns) forget();
    turns_ = 0;
  }
  /// An entity has its turn; true when there have been so many at this instant that `turn_of` is to be asked.
  [[nodiscard]] bool turn() { return ++turns_ > most_turns; }
  /// Whether this one, which stands at `step`, has had far too many turns, with so many of them in the
  /// system.
  [[nodiscard]] bool turn_of(std::uint32_t entity, std::uint32_t step, std::size_t alive);
  /// From now on the steps of this entity are remembered.
  void follow(std::uint32_t entity) {
    followed_ = entity;
    steps_.clear();
  }
  void arrive(std::uint32_t entity, std::uint32_t step) {
    if (entity == followed_) [[unlikely]]
      remember(step);
  }
  /// What is wrong, for people: the steps, and when.
  [[nodiscard]] std::string describe(const Program& program, SimTime now) const;

private:
  void remember(std::uint32_t step);
  void forget() {
    turns_of_.clear();
    followed_ = nobody;
  }

  static constexpr std::uint64_t most_turns = 1'000'000;
  static constexpr std::uint32_t nobody = 0xFFFF'FFFFu;

  std::uint64_t turns_ = 0; // at this instant
  std::unordered_map<std::uint32_t, std::uint32_t> turns_of_;
  std::uint32_t followed_ = nobody;
  std::vector<std::uint32_t> steps_; // of the entity followed, in order
};

} // namespace carepath
