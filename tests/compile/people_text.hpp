// Small scenarios of a few people, each of a source of their own.
#pragma once

#include "tests/compile/scenario_text.hpp"

#include <string>
#include <utility>
#include <vector>

namespace carepath::test {

/// One replication, with outcomes "done" and "gone"; each source of one person is named after its first step.
inline Results run_people(const std::string& length,
                          const std::vector<std::pair<std::string, std::string>>& people,
                          const std::string& text) {
  std::string all = "[scenario]\ntitle = \"A few people\"\n[outcome]\ndone = \"Done\"\ngone = \"Gone\"\n"
                    "[run]\nstart = 2026-04-06\nreplications = 1\nlength = \"" +
                    length + "\"\n";
  for (const auto& [step, time] : people)
    all += "[source.to_" + step + "]\nat = [\"" + time + "\"]\nfirst = \"" + step + "\"\n";
  return ScenarioFolder(Files{{"now.toml", all + text}}).run();
}

/// A KPI in days, in hours.
inline double hours(const Results& results, const std::string& name) {
  return figure(results, name) * 24;
}

} // namespace carepath::test
