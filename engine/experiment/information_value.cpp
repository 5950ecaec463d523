#include "engine/experiment/information_value.hpp"

#include "engine/base/ensure.hpp"
#include "engine/observe/estimate.hpp"
#include "engine/random/stream.hpp"

#include <Eigen/Dense>
#include <algorithm>
#include <cmath>
#include <limits>

namespace carepath {
namespace {

constexpr int highest_degree = 3;
constexpr std::size_t resamples = 200;

using Columns = std::vector<std::vector<double>>;

/// The draws `rows` of a column, with mean 0 and spread 1 (all 0 where nothing varies).
Eigen::VectorXd standardised(const std::vector<double>& column, const std::vector<std::size_t>& rows) {
  Eigen::VectorXd out(static_cast<Eigen::Index>(rows.size()));
  for (std::size_t at = 0; at < rows.size(); ++at) out[static_cast<Eigen::Index>(at)] = column[rows[at]];
  out.array() -= out.mean();
  const double spread = std::sqrt(out.squaredNorm() / static_cast<double>(rows.size()));
  if (spread > 0) out /= spread;
  return out;
}

/// 1, and the powers of each input up to `degree`.
Eigen::MatrixXd powers(const std::vector<Eigen::VectorXd>& inputs, int degree, Eigen::Index rows) {
  Eigen::MatrixXd out(rows, 1 + degree * static_cast<Eigen::Index>(inputs.size()));
  out.col(0).setOnes();
  Eigen::Index next = 1;
  for (const auto& input : inputs)
    for (int power = 1; power <= degree; ++power) out.col(next++) = input.array().pow(power);
  return out;
}

/// Fitted values by the degree with the least information criterion.
Eigen::VectorXd fitted(const std::vector<Eigen::VectorXd>& inputs, const Eigen::VectorXd& answer) {
  const auto rows = answer.size();
  Eigen::VectorXd best = Eigen::VectorXd::Constant(rows, answer.mean());
  double least = std::numeric_limits<double>::infinity();
  for (int degree = 0; degree <= highest_degree; ++degree) {
    const Eigen::MatrixXd terms = powers(inputs, degree, rows);
    if (terms.cols() * 2 > rows) break; // fewer than two draws a coefficient say nothing
    const Eigen::VectorXd fit = terms * terms.colPivHouseholderQr().solve(answer);
    const double rest = (answer - fit).squaredNorm() / static_cast<double>(rows);
    const auto number = static_cast<double>(rows);
    const double criterion =
        number * std::log(std::max(rest, 1e-300)) + static_cast<double>(terms.cols()) * std::log(number);
    if (criterion >= least) continue;
    least = criterion;
    best = fit;
  }
  return best;
}

/// Mean of the best option at each draw, less the best of the means.
double value_of(const std::vector<Eigen::VectorXd>& inputs, const Columns& answers, bool largest,
                const std::vector<std::size_t>& rows) {
  const auto size = static_cast<Eigen::Index>(rows.size());
  Eigen::VectorXd best = Eigen::VectorXd::Zero(size); // the first option, from which all are measured
  double best_mean = 0;
  for (std::size_t option = 1; option < answers.size(); ++option) {
    Eigen::VectorXd gain(size);
    for (Eigen::Index at = 0; at < size; ++at) {
      const auto row = rows[static_cast<std::size_t>(at)];
      gain[at] = (answers[option][row] - answers[0][row]) * (largest ? 1 : -1);
    }
    const Eigen::VectorXd known = fitted(inputs, gain);
    best = best.cwiseMax(known);
    best_mean = std::max(best_mean, known.mean());
  }
  return size == 0 ? 0 : std::max(0.0, best.mean() - best_mean);
}

class Calculation {
public:
  Calculation(const Columns& inputs, const Columns& answers, bool largest, std::uint64_t seed)
      : inputs_(inputs), answers_(answers), largest_(largest), seed_(seed) {
    for (std::size_t row = 0; row < answers.front().size(); ++row)
      if (std::all_of(answers.begin(), answers.end(), [row](const auto& a) { return std::isfinite(a[row]); }))
        rows_.push_back(row);
  }

  [[nodiscard]] Estimate of(const std::vector<std::size_t>& which) const {
    std::vector<double> again;
    for (std::size_t sample = 0; sample < resamples && !rows_.empty(); ++sample) {
      const auto key = mix64(mix64(seed_, purpose_of("information")), sample);
      auto rows = rows_;
      for (std::size_t at = 0; at < rows.size(); ++at)
        rows[at] = rows_[static_cast<std::size_t>(keyed_uniform(key, purpose_of("draw"), at).value() *
                                                  static_cast<double>(rows_.size()))];
      again.push_back(worth(which, rows));
    }
    return {worth(which, rows_), percentile(again, 0.025), percentile(again, 0.975)};
  }

private:
  [[nodiscard]] double worth(const std::vector<std::size_t>& which,
                             const std::vector<std::size_t>& rows) const {
    std::vector<Eigen::VectorXd> known;
    for (const auto input : which) known.push_back(standardised(inputs_[input], rows));
    return value_of(known, answers_, largest_, rows);
  }

  const Columns& inputs_;
  const Columns& answers_;
  bool largest_;
  std::uint64_t seed_;
  std::vector<std::size_t> rows_{};
};

} // namespace

InformationValue information_value(const Columns& inputs, const Columns& answers, bool largest,
                                   std::uint64_t seed) {
  ensure(!inputs.empty() && !answers.empty(), "information about nothing");
  const Calculation calculation(inputs, answers, largest, seed);
  InformationValue out;
  std::vector<std::size_t> every;
  for (std::size_t input = 0; input < inputs.size(); ++input) {
    every.push_back(input);
    out.inputs.push_back(calculation.of({input}));
  }
  out.all = calculation.of(every);
  return out;
}

} // namespace carepath
