// The reference cases: scenarios with the figures that others published or that theory gives exactly.
//
// One catalogue for `carepath validate` and for the tests: tests/cases/NN-name.expected.json and the
// scenarios beside it. tests/cases/compare.py says what the fields mean.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace carepath {

enum class AgreementRule : std::uint8_t {
  exact,    // to the rounding of the reference
  theory,   // within 4 standard errors of ours, which must be small
  published // within 3 standard errors of both, and a little
};

struct ExpectedFigure {
  std::string address; // a KPI, `name[attribute=group]`, or a name that is read at one date only
  double theirs = 0;   // in the unit of results: days, shares, numbers
  std::string unit;    // in which it was published, when that is another
  double scale = 1;    // of that unit
  AgreementRule rule = AgreementRule::exact;
  std::optional<double> tolerance; // the limit, when given outright
  double standard_error = 0;       // of theirs
  double slack = 0;                // share of theirs that is allowed besides
  double floor = 0;                // how small a limit of rule theory need not be
};

struct ValidationRun {
  std::string name;
  std::filesystem::path scenario;
  std::vector<std::string> settings;
  std::optional<std::uint32_t> replications;
  bool must_miss = false; // one parameter is wrong on purpose
  std::vector<ExpectedFigure> figures;
};

struct ValidationCase {
  std::string name;
  std::string title;
  std::string source;
  std::vector<ValidationRun> runs;
};

/// The folder in the environment variable CAREPATH_CASES, else tests/cases beside the build this program is
/// in, else tests/cases here, else that of an installation.
[[nodiscard]] std::optional<std::filesystem::path> find_cases_folder();

/// All cases of the folder whose names begin with one of `wanted` (all when empty), by name. Throws
/// UsageError.
[[nodiscard]] std::vector<ValidationCase> read_cases(const std::filesystem::path& folder,
                                                     const std::vector<std::string>& wanted);

} // namespace carepath
