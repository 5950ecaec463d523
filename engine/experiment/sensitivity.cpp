#include "engine/experiment/sensitivity.hpp"

#include "engine/base/ensure.hpp"
#include "engine/base/undefined.hpp"
#include "engine/experiment/variance.hpp"
#include "engine/observe/estimate.hpp"
#include "engine/random/stream.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace carepath {
namespace {

constexpr double morris_step = 2.0 / 3; // of four levels: p / (2 (p - 1))
constexpr double lowest_level = 1.0 / 3;
constexpr std::size_t bootstrap_samples = 500;

/// The sums of the estimators over some rows, about the mean of all answers.
class SobolSums {
public:
  SobolSums(std::span<const double> answers, std::size_t inputs) : inputs_(inputs) {
    const std::size_t width = inputs + 2;
    for (std::size_t first = 0; first + width <= answers.size(); first += width) {
      const auto row = answers.subspan(first, width);
      if (std::all_of(row.begin(), row.end(), [](double x) { return std::isfinite(x); }))
        rows_.insert(rows_.end(), row.begin(), row.end());
    }
    const double mean = std::accumulate(rows_.begin(), rows_.end(), 0.0) / static_cast<double>(rows_.size());
    for (auto& value : rows_) value -= mean;
  }

  [[nodiscard]] std::size_t rows() const { return rows_.size() / (inputs_ + 2); }

  /// First and total index of each input over the rows that `row_at` names, first ones first.
  template <class RowAt> [[nodiscard]] std::vector<double> indices(const RowAt& row_at) const {
    double sum = 0, squares = 0;
    std::vector<double> out(2 * inputs_, 0.0);
    for (std::size_t at = 0; at < rows(); ++at) {
      const double* row = &rows_[row_at(at) * (inputs_ + 2)];
      sum += row[0] + row[1];
      squares += row[0] * row[0] + row[1] * row[1];
      for (std::size_t input = 0; input < inputs_; ++input) {
        out[input] += row[1] * (row[2 + input] - row[0]);
        out[inputs_ + input] += std::pow(row[0] - row[2 + input], 2) / 2;
      }
    }
    const auto number = static_cast<double>(rows());
    const double variance = squares / (2 * number) - std::pow(sum / (2 * number), 2);
    for (auto& index : out) index = variance > 0 ? index / number / variance : undefined;
    return out;
  }

private:
  std::size_t inputs_;
  std::vector<double> rows_{};
};

} // namespace

DesignPoints morris_design(std::size_t trajectories, std::size_t inputs, std::uint64_t seed) {
  DesignPoints out;
  for (std::size_t walk = 0; walk < trajectories; ++walk) {
    const auto key = mix64(mix64(seed, purpose_of("Morris")), walk);
    std::vector<double> place, step;
    for (std::size_t input = 0; input < inputs; ++input) {
      const bool is_up = keyed_uniform(key, purpose_of("direction"), input).value() < 0.5;
      const double low = keyed_uniform(key, purpose_of("level"), input).value() < 0.5 ? 0 : lowest_level;
      place.push_back(is_up ? low : low + morris_step);
      step.push_back(is_up ? morris_step : -morris_step);
    }
    out.push_back(place);
    for (const auto input : shuffled(inputs, key)) {
      place[input] = std::clamp(place[input] + step[input], 0.0, 1.0);
      out.push_back(place);
    }
  }
  return out;
}

std::vector<MorrisEffect> morris_effects(const DesignPoints& places, std::span<const double> answers) {
  ensure(!places.empty() && places.size() == answers.size(), "a Morris design without its answers");
  const std::size_t inputs = places.front().size();
  std::vector<std::vector<double>> effects(inputs);
  for (std::size_t at = 1; at < places.size(); ++at) {
    if (at % (inputs + 1) == 0) continue; // the start of the next walk
    for (std::size_t input = 0; input < inputs; ++input) {
      const double change = places[at][input] - places[at - 1][input];
      if (change != 0) effects[input].push_back((answers[at] - answers[at - 1]) / change);
    }
  }
  std::vector<MorrisEffect> out;
  for (const auto& of_input : effects) {
    std::vector<double> sizes;
    for (const double effect : of_input) sizes.push_back(std::abs(effect));
    out.push_back({estimate_mean(of_input).mean, estimate_mean(sizes), std::sqrt(sample_variance(of_input))});
  }
  return out;
}

DesignPoints sobol_index_design(std::size_t rows, std::span<const std::string> inputs, std::uint64_t seed) {
  std::vector<std::string> names;
  for (const char* side : {"A ", "B "})
    for (const auto& name : inputs) names.push_back(side + name);
  DesignPoints out;
  for (const auto& both : scrambled_sobol(rows, names, seed)) {
    const auto middle = both.begin() + static_cast<std::ptrdiff_t>(inputs.size());
    const std::vector<double> a(both.begin(), middle), b(middle, both.end());
    out.push_back(a);
    out.push_back(b);
    for (std::size_t input = 0; input < inputs.size(); ++input) {
      out.push_back(a);
      out.back()[input] = b[input];
    }
  }
  return out;
}

std::vector<SobolIndex> sobol_indices(std::span<const double> answers, std::size_t inputs,
                                      std::uint64_t seed) {
  const SobolSums sums(answers, inputs);
  const auto all = sums.indices([](std::size_t at) { return at; });
  std::vector<std::vector<double>> again(all.size());
  for (std::size_t sample = 0; sample < bootstrap_samples && sums.rows() > 1; ++sample) {
    const auto key = mix64(mix64(seed, purpose_of("bootstrap")), sample);
    const auto drawn = sums.indices([&](std::size_t at) {
      const double u = keyed_uniform(key, purpose_of("row"), at).value();
      return static_cast<std::size_t>(u * static_cast<double>(sums.rows()));
    });
    for (std::size_t at = 0; at < drawn.size(); ++at) again[at].push_back(drawn[at]);
  }
  const auto with_limits = [&](std::size_t at) {
    return Estimate{all[at], percentile(again[at], 0.025), percentile(again[at], 0.975)};
  };
  std::vector<SobolIndex> out;
  for (std::size_t input = 0; input < inputs; ++input)
    out.push_back({with_limits(input), with_limits(inputs + input)});
  return out;
}

} // namespace carepath
