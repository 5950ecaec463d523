// Ours beside theirs: how far apart they are, and how far apart they may be.
#pragma once

#include "cli/validation/catalogue.hpp"
#include "engine/results/results.hpp"

namespace carepath {

enum class Agreement : std::uint8_t { within, missed, too_short, absent };

struct JudgedFigure {
  ExpectedFigure expected;
  double ours = 0;
  double limit = 0; // of the difference
  Agreement agreement = Agreement::absent;
};

struct JudgedRun {
  std::vector<JudgedFigure> figures;
  std::size_t within = 0;
  bool good = false; // all within their limits; of a run that must miss, that one is outside
};

/// Results of one variant against what was expected of them.
[[nodiscard]] JudgedRun judge(const ValidationRun& run, const Results& results);

} // namespace carepath
