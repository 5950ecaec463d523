#include "cli/validation/judge.hpp"

#include "engine/observe/estimate.hpp"

#include <algorithm>
#include <cmath>

namespace carepath {
namespace {

/// How many standard errors may lie between ours and theirs. At 4 one figure in 16,000 misses by chance, at 3
/// one in 370, before the little that is allowed besides.
constexpr double errors_of_ours = 4, errors_of_both = 3;
constexpr double longest_limit = 0.25; // of the figure: beyond, the run is too short to tell
constexpr double rounding = 1e-9;

struct Address {
  std::string name, group, value;
};

Address address_of(const std::string& text) {
  const auto open = text.find('[');
  if (open == std::string::npos) return {text, "", ""};
  const auto equals = text.find('=', open);
  return {text.substr(0, open), text.substr(open + 1, equals - open - 1),
          text.substr(equals + 1, text.find(']', equals) - equals - 1)};
}

/// The row of a KPI by name, or by a name that is read at one date only; none when there is none or several.
const KpiRow* find_row(const Results& results, const std::string& text) {
  const auto [name, group, value] = address_of(text);
  const auto matches = [&](const KpiRow& row, bool dated) {
    const bool named = dated ? row.name.starts_with(name + "@") : row.name == name;
    return named && row.group == group && row.group_value == value;
  };
  for (const bool dated : {false, true}) {
    const KpiRow* found = nullptr;
    int times = 0;
    for (const auto& row : results.kpis)
      if (matches(row, dated)) found = &row, ++times;
    if (times == 1) return found;
  }
  return nullptr;
}

double standard_error(const Estimate& estimate, std::uint32_t replications) {
  if (replications < 2 || !std::isfinite(estimate.low) || !std::isfinite(estimate.high)) return 0;
  return (estimate.high - estimate.low) / 2 / student_t_975(replications - 1);
}

void judge_figure(JudgedFigure& judged, double error) {
  const auto& expected = judged.expected;
  bool long_enough = true;
  if (expected.tolerance) {
    judged.limit = *expected.tolerance;
  } else if (expected.rule == AgreementRule::theory) {
    judged.limit = errors_of_ours * error + rounding;
    long_enough =
        errors_of_ours * error <= std::max(longest_limit * std::abs(expected.theirs), expected.floor);
  } else {
    judged.limit = errors_of_both * std::hypot(error, expected.standard_error) +
                   expected.slack * std::abs(expected.theirs);
  }
  const bool missed = !(std::abs(judged.ours - expected.theirs) <= judged.limit);
  judged.agreement = missed ? Agreement::missed : long_enough ? Agreement::within : Agreement::too_short;
}

} // namespace

JudgedRun judge(const ValidationRun& run, const Results& results) {
  JudgedRun out;
  std::size_t missed = 0, absent = 0;
  const std::uint32_t pair = results.antithetic ? 2 : 1;
  for (const auto& expected : run.figures) {
    auto& judged = out.figures.emplace_back(JudgedFigure{expected});
    const auto* row = find_row(results, expected.address);
    if (row) {
      const auto& variant = results.variants.front();
      const auto& estimate = variant.estimates[static_cast<std::size_t>(row - results.kpis.data())];
      judged.ours = estimate.mean;
      if (std::isfinite(estimate.mean))
        judge_figure(judged, standard_error(estimate, variant.replications / pair));
    }
    out.within += judged.agreement == Agreement::within;
    missed += judged.agreement == Agreement::missed;
    absent += judged.agreement == Agreement::absent;
  }
  out.good = run.must_miss ? missed > 0 && absent == 0 : out.within == out.figures.size();
  return out;
}

} // namespace carepath
