#include "models/study/journeys.hpp"

#include <algorithm>
#include <map>
#include <optional>
#include <string_view>

namespace carepath {
namespace {

using Log = std::vector<TraceRow>;
using Person = std::pair<std::uint32_t, std::uint32_t>; // source, ordinal

/// Those who came after the warm-up and left before the end, in the order they came.
std::vector<Person> finished_people(const CompiledScenario& scenario, const Log& log) {
  std::map<Person, double> came;
  std::vector<std::pair<double, Person>> finished;
  for (const auto& row : log) {
    const Person person{row.source, row.ordinal};
    if (row.event == "enter" && row.time >= scenario.program->plan.warm_up)
      came.emplace(person, row.time.days());
    const auto& outcomes = scenario.program->outcomes;
    if (std::find(outcomes.begin(), outcomes.end(), row.event) == outcomes.end()) continue;
    if (const auto found = came.find(person); found != came.end()) {
      finished.emplace_back(found->second, person);
      came.erase(found);
    }
  }
  std::sort(finished.begin(), finished.end());
  std::vector<Person> people;
  for (const auto& [time, person] : finished) people.push_back(person);
  return people;
}

std::vector<Person> spread_over(const std::vector<Person>& people, std::uint32_t wanted) {
  if (people.size() <= wanted) return people;
  std::vector<Person> chosen;
  for (std::uint32_t at = 0; at < wanted; ++at) chosen.push_back(people[at * people.size() / wanted]);
  return chosen;
}

/// Follows one person through the log, opening and closing spells.
class Follower {
public:
  Follower(std::uint32_t variant, std::uint32_t person, std::size_t sources, double end)
      : variant_(variant), person_(person), sources_(sources), end_(end) {}

  void see(const TraceRow& row, std::vector<JourneySpell>& spells) {
    if (!row.step.exists()) return;
    const auto node = static_cast<std::uint32_t>(sources_ + row.step.value);
    const double now = row.time.days();
    const std::string_view event = row.event;
    if (event == "arrive")
      open(node, true, now, spells);
    else if (event == "start" || event == "found at work" || event == "resume" || event == "interrupted")
      open(node, event == "interrupted", now, spells);
    else if (event == "depart" || event == "gave up" || event == "failed" || event == "cut short")
      close(node, now, spells);
  }
  void finish(std::vector<JourneySpell>& spells) {
    while (!open_.empty()) close(open_.begin()->first, end_, spells);
  }

private:
  void open(std::uint32_t node, bool waiting, double now, std::vector<JourneySpell>& spells) {
    close(node, now, spells);
    open_[node] = {variant_, person_, node, waiting, now, now};
  }
  void close(std::uint32_t node, double now, std::vector<JourneySpell>& spells) {
    const auto found = open_.find(node);
    if (found == open_.end()) return;
    found->second.until = now;
    if (now > found->second.from) spells.push_back(found->second);
    open_.erase(found);
  }

  std::uint32_t variant_;
  std::uint32_t person_;
  std::size_t sources_;
  double end_;
  std::map<std::uint32_t, JourneySpell> open_; // by node: branches are at several
};

/// The place of a source of the first variant in another, by name.
std::map<Person, std::uint32_t> places_in(const Program& first, const Program& program,
                                          const std::vector<Person>& people) {
  std::map<Person, std::uint32_t> places;
  for (std::uint32_t at = 0; at < people.size(); ++at)
    for (std::uint32_t source = 0; source < program.sources.size(); ++source)
      if (program.sources[source].name == first.sources[people[at].first].name)
        places.emplace(Person{source, people[at].second}, at);
  return places;
}

void add_variant(const Study& study, std::uint32_t variant, const Log& log, const std::vector<Person>& people,
                 Results& results) {
  const auto& program = *study.variants[variant].program;
  const auto places = places_in(*study.variants[0].program, program, people);
  std::vector<Follower> followers;
  for (std::uint32_t at = 0; at < people.size(); ++at)
    followers.emplace_back(variant, at, program.sources.size(), program.plan.end.days());
  for (const auto& row : log)
    if (const auto found = places.find({row.source, row.ordinal}); found != places.end())
      followers[found->second].see(row, results.journey_spells);
  for (auto& follower : followers) follower.finish(results.journey_spells);
}

/// The first replication that every variant completed.
std::optional<std::uint32_t> first_completed(const Study& study, const ExperimentResult& outcome) {
  for (std::uint32_t at = 0; at < study.replications; ++at)
    if (std::all_of(outcome.replications.begin(), outcome.replications.end(),
                    [&](const auto& of_variant) { return of_variant[at].completed; }))
      return study.first_replication + at;
  return std::nullopt;
}

} // namespace

void add_journeys(const Study& study, const ExperimentResult& outcome, std::uint32_t people,
                  Results& results) {
  const auto replication = first_completed(study, outcome);
  if (!replication) {
    results.variants.front().warnings.emplace_back(
        "no journeys were kept, because no replication was completed in every variant");
    return;
  }
  std::vector<Person> chosen;
  for (std::uint32_t variant = 0; variant < study.variants.size(); ++variant) {
    const auto log = trace_replication(study, variant, *replication).rows;
    if (variant == 0) {
      chosen = spread_over(finished_people(study.variants[0], log), people);
      for (const auto& [source, ordinal] : chosen)
        results.journey_people.push_back({study.variants[0].program->sources[source].name, ordinal + 1});
    }
    add_variant(study, variant, log, chosen, results);
  }
  results.journey_replication = *replication + 1;
}

} // namespace carepath
