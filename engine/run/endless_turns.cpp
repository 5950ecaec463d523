// When somebody has had too many turns at one instant, and how that is told.
#include "engine/run/endless_turns.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace carepath {
namespace {

constexpr std::uint64_t turns_in_a_crowd = 4; // of each at one instant, before they are counted one by one
constexpr std::uint32_t turns_followed = 1'000;
constexpr std::uint32_t most_turns_of_one = 2'000;
constexpr std::size_t most_steps_named = 8;

} // namespace

bool EndlessTurns::turn_of(std::uint32_t entity, std::uint32_t step, std::size_t alive) {
  if (turns_ < most_turns + turns_in_a_crowd * alive) return false;
  const auto turns = ++turns_of_[entity];
  if (turns == turns_followed && !turns_of_.contains(followed_)) follow(entity);
  arrive(entity, step);
  return entity == followed_ && turns > most_turns_of_one;
}

void EndlessTurns::remember(std::uint32_t step) {
  if (steps_.size() < most_steps_named && std::find(steps_.begin(), steps_.end(), step) == steps_.end())
    steps_.push_back(step);
}

std::string EndlessTurns::describe(const Program& program, SimTime now) const {
  std::string names;
  std::size_t named = 0;
  for (const auto step : steps_) {
    if (step >= program.steps.size()) continue;
    names += fmt::format("{}'{}'",
                         named == 0                  ? ""
                         : named + 1 < steps_.size() ? ", "
                                                     : " and ",
                         program.steps[step].name);
    ++named;
  }
  const auto way = named == 0   ? std::string("the way from a source leads back to itself")
                   : named == 1 ? fmt::format("step {} leads back to itself", names)
                                : fmt::format("steps {} lead back to each other", names);
  return fmt::format("on day {:.6g} {} and no time passes on the way, again and again: something there must "
                     "take time, be it a risk's 'after'",
                     now.days(), way);
}

} // namespace carepath
