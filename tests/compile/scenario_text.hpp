// Scenarios written in a test: texts in a folder of their own, compiled and run as any other.
#pragma once

#include "models/study/study.hpp"
#include "tests/results/temporary_folder.hpp"

#include <catch2/catch.hpp>
#include <cmath>
#include <string>
#include <utility>
#include <vector>

namespace carepath::test {

/// Files by name, the scenario last: { {"people.csv", "..."}, {"now.toml", "..."} }.
using Files = std::vector<std::pair<std::string, std::string>>;

/// The figure of a KPI row, for everyone or for one group ("urgency", "p2"), in one variant.
inline double figure(const Results& results, const std::string& name, const std::string& group_value = {},
                     std::size_t variant = 0) {
  for (std::size_t at = 0; at < results.kpis.size(); ++at)
    if (results.kpis[at].name == name && results.kpis[at].group_value == group_value)
      return results.variants.at(variant).estimates.at(at).mean;
  FAIL("no figure called " + name);
  return 0;
}

/// Scenario files in a temporary folder.
class ScenarioFolder {
public:
  explicit ScenarioFolder(const Files& files) {
    for (const auto& [name, text] : files) {
      write_text(folder_ / name, text);
      if (name.ends_with(".toml")) options.files.push_back(folder_ / name);
    }
  }
  StudyOptions options;

  /// Compiles all scenarios; any fault fails the test.
  [[nodiscard]] Study study() const {
    Study read = read_study(options);
    INFO(read.faults.render(read.texts));
    REQUIRE_FALSE(read.faults.has_errors());
    return read;
  }
  [[nodiscard]] Results run() const { return run_study(study(), {}); }
  /// The faults found, as text.
  [[nodiscard]] std::string faults() const {
    const Study read = read_study(options);
    return read.faults.render(read.texts);
  }

private:
  TemporaryFolder folder_;
};

/// Runs one scenario written as this text.
inline Results run_text(const std::string& text) {
  return ScenarioFolder({{"now.toml", text}}).run();
}

/// The faults of one scenario written as this text.
inline std::string faults_of_text(const std::string& text) {
  return ScenarioFolder({{"now.toml", text}}).faults();
}

inline bool says(const std::string& text, const std::string& part) {
  INFO(text);
  return text.find(part) != std::string::npos;
}

} // namespace carepath::test
