#include "engine/experiment/selection.hpp"

#include "engine/base/ensure.hpp"
#include "engine/experiment/variance.hpp"
#include "engine/random/special_functions.hpp"
#include "engine/random/stream.hpp"

#include <Eigen/Dense>
#include <algorithm>
#include <cmath>
#include <numeric>

namespace carepath {
namespace {

constexpr std::size_t posterior_draws = 20'000;

/// Of option `a` minus option `b`, over the replications both have.
RunningMoments difference_of(const OptionValues& values, std::size_t a, std::size_t b) {
  RunningMoments out;
  for (std::size_t at = 0; at < std::min(values[a].size(), values[b].size()); ++at)
    if (const double difference = values[a][at] - values[b][at]; std::isfinite(difference))
      out.add(difference);
  return out;
}

bool is_defined(const std::vector<double>& of_option) {
  return std::any_of(of_option.begin(), of_option.end(), [](double value) { return std::isfinite(value); });
}

/// Correlation of two options' differences from a third, over the replications all three have.
double correlation(const OptionValues& values, std::size_t a, std::size_t b, std::size_t from) {
  double number = 0, sum_a = 0, sum_b = 0, aa = 0, bb = 0, ab = 0;
  const auto size = std::min({values[a].size(), values[b].size(), values[from].size()});
  for (std::size_t at = 0; at < size; ++at) {
    const double x = values[a][at] - values[from][at], y = values[b][at] - values[from][at];
    if (!std::isfinite(x) || !std::isfinite(y)) continue;
    number += 1, sum_a += x, sum_b += y, aa += x * x, bb += y * y, ab += x * y;
  }
  if (number < 2) return 0;
  const double va = aa - sum_a * sum_a / number, vb = bb - sum_b * sum_b / number;
  return va > 0 && vb > 0 ? (ab - sum_a * sum_b / number) / std::sqrt(va * vb) : 0;
}

double standard_normal(std::uint64_t key, std::uint64_t place) {
  const double u = keyed_uniform(key, purpose_of("normal"), place).value();
  return normal_quantile(u);
}

/// What the true differences from the leader may be: a multivariate Student's t.
struct Posterior {
  std::vector<std::size_t> rivals;
  Eigen::VectorXd mean;
  Eigen::MatrixXd root; // of the covariance of the means
  double degrees = 1;
};

/// Whether nothing tells two options apart: the same value wherever both have one.
bool are_alike(const OptionValues& values, std::size_t a, std::size_t b) {
  const auto difference = difference_of(values, a, b);
  return difference.number > 0 && difference.mean == 0 && difference.variance() == 0;
}

/// For each option the first that it is like; itself where it is like none before it.
std::vector<std::size_t> first_alike(const OptionValues& values) {
  std::vector<std::size_t> out(values.size());
  for (std::size_t option = 0; option < values.size(); ++option) {
    out[option] = option;
    for (std::size_t before = 0; before < option && out[option] == option; ++before)
      if (out[before] == before && are_alike(values, option, before)) out[option] = before;
  }
  return out;
}

/// Options that are alike share what the first of them was given.
void share_ties(const std::vector<std::size_t>& first, std::vector<double>& probability) {
  const auto given = probability;
  for (std::size_t option = 0; option < first.size(); ++option)
    probability[option] =
        given[first[option]] / static_cast<double>(std::count(first.begin(), first.end(), first[option]));
}

/// Of the options that `first` has as themselves.
Posterior posterior_of(const OptionValues& values, const std::vector<std::size_t>& first,
                       std::size_t leader) {
  Posterior out;
  for (std::size_t option = 0; option < values.size(); ++option)
    if (option != leader && first[option] == option && is_defined(values[option]))
      out.rivals.push_back(option);
  if (out.rivals.empty()) return out;
  const auto size = static_cast<Eigen::Index>(out.rivals.size());
  out.mean.resize(size);
  Eigen::VectorXd error(size);
  Eigen::MatrixXd covariance(size, size);
  out.degrees = 1e9;
  for (Eigen::Index i = 0; i < size; ++i) {
    const auto difference = difference_of(values, out.rivals[static_cast<std::size_t>(i)], leader);
    out.mean[i] = difference.mean;
    error[i] = difference.number > 0 ? std::sqrt(difference.variance() / difference.number) : 0;
    out.degrees = std::min(out.degrees, std::max(difference.number - 1, 1.0));
  }
  for (Eigen::Index i = 0; i < size; ++i)
    for (Eigen::Index j = 0; j < size; ++j)
      covariance(i, j) = error[i] * error[j] *
                         (i == j ? 1
                                 : correlation(values, out.rivals[static_cast<std::size_t>(i)],
                                               out.rivals[static_cast<std::size_t>(j)], leader));
  const Eigen::SelfAdjointEigenSolver<Eigen::MatrixXd> solver(covariance);
  out.root = solver.eigenvectors() * solver.eigenvalues().cwiseMax(0).cwiseSqrt().asDiagonal();
  return out;
}

/// How often each option comes out best; of options that are alike the first alone.
std::vector<double> counted_best(const OptionValues& values, const std::vector<std::size_t>& first,
                                 bool largest, std::uint64_t seed) {
  std::vector<double> out(values.size(), 0.0);
  if (values.empty()) return out;
  const auto leader = first[leading_option(values, largest)];
  const auto posterior = posterior_of(values, first, leader);
  if (posterior.rivals.empty()) { // nothing to be compared with
    if (is_defined(values[leader])) out[leader] = 1;
    return out;
  }
  const auto size = posterior.mean.size();
  for (std::size_t draw = 0; draw < posterior_draws; ++draw) {
    const auto key = mix64(mix64(seed, purpose_of("best")), draw);
    Eigen::VectorXd normal(size);
    for (Eigen::Index i = 0; i < size; ++i) normal[i] = standard_normal(key, static_cast<std::uint64_t>(i));
    const double u = keyed_uniform(key, purpose_of("spread")).value();
    const double chi = 2 * gamma_quantile(posterior.degrees / 2, u, 1 - u);
    const Eigen::VectorXd truth =
        posterior.mean + posterior.root * normal * std::sqrt(posterior.degrees / chi);
    Eigen::Index at = 0;
    const double most = largest ? truth.maxCoeff(&at) : -truth.minCoeff(&at);
    out[most > 0 ? posterior.rivals[static_cast<std::size_t>(at)] : leader] += 1.0 / posterior_draws;
  }
  return out;
}

} // namespace

SequentialSelection::SequentialSelection(std::size_t options, const SelectionGoal& goal)
    : goal_(goal), is_in_(options, true) {
  ensure(options > 0 && goal.indifference > 0 && goal.first >= 2, "a selection without a goal");
}

std::size_t SequentialSelection::left() const {
  return static_cast<std::size_t>(std::count(is_in_.begin(), is_in_.end(), true));
}

bool SequentialSelection::is_beaten(std::size_t option, std::size_t by, const OptionValues& values) const {
  const auto difference = difference_of(values, by, option); // above 0 where `by` is larger
  const double number = difference.number;
  if (number < 2) return false;
  const double rate = (1 - goal_.confidence) / static_cast<double>(is_in_.size() - 1);
  const double eta = (std::pow(2 * rate, -2 / (number - 1)) - 1) / 2;
  const double h_squared = 2 * eta * (number - 1);
  const double wide = goal_.indifference / (2 * number) *
                      (h_squared * difference.variance() / std::pow(goal_.indifference, 2) - number);
  const double better = goal_.largest ? difference.mean : -difference.mean;
  return better > std::max(0.0, wide);
}

std::size_t replications_of_both(const OptionValues& values, std::size_t a, std::size_t b) {
  return static_cast<std::size_t>(difference_of(values, a, b).number);
}

void SequentialSelection::judge(const OptionValues& values) {
  if (is_in_.size() < 2) return;
  const auto before = is_in_;
  for (std::size_t option = 0; option < is_in_.size(); ++option) {
    if (!before[option] || values[option].size() < goal_.first) continue;
    for (std::size_t by = 0; by < is_in_.size() && is_in_[option]; ++by)
      if (by != option && before[by] && is_beaten(option, by, values)) is_in_[option] = false;
  }
}

std::size_t leading_option(const OptionValues& values, bool largest) {
  const auto first = std::find_if(values.begin(), values.end(), is_defined);
  auto best = first == values.end() ? std::size_t{0} : static_cast<std::size_t>(first - values.begin());
  for (auto option = best + 1; option < values.size(); ++option) {
    const double lead = difference_of(values, option, best).mean;
    if (largest ? lead > 0 : lead < 0) best = option;
  }
  return best;
}

std::vector<double> probability_best(const OptionValues& values, bool largest, std::uint64_t seed) {
  const auto first = first_alike(values);
  auto out = counted_best(values, first, largest, seed);
  share_ties(first, out);
  return out;
}

std::vector<std::size_t> budget_allocation(const OptionValues& values, bool largest, std::size_t more) {
  const auto best = leading_option(values, largest);
  std::vector<double> share(values.size(), 0.0);
  double best_squared = 0;
  RunningMoments own;
  for (const double value : values[best])
    if (std::isfinite(value)) own.add(value);
  for (std::size_t option = 0; option < values.size(); ++option) {
    if (option == best) continue;
    const auto difference = difference_of(values, option, best);
    const double variance = std::max(difference.variance(), 1e-12);
    const double gap = std::max(std::abs(difference.mean), 1e-3 * std::sqrt(variance));
    share[option] = variance / (gap * gap);
    best_squared += share[option] * share[option] / variance;
  }
  share[best] = std::max(std::sqrt(std::max(own.variance(), 1e-12) * best_squared),
                         *std::max_element(share.begin(), share.end())); // luck must be there to share
  const double sum = std::accumulate(share.begin(), share.end(), 0.0);
  std::size_t spent = more;
  for (const auto& of_option : values) spent += of_option.size();
  std::vector<std::size_t> out;
  for (std::size_t option = 0; option < values.size(); ++option)
    out.push_back(std::max(values[option].size(), static_cast<std::size_t>(std::lround(
                                                      static_cast<double>(spent) * share[option] / sum))));
  return out;
}

} // namespace carepath
