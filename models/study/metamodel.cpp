#include "models/study/metamodel.hpp"

#include "engine/base/diagnostic.hpp"
#include "engine/base/text.hpp"
#include "engine/experiment/variance.hpp"
#include "engine/experiment/variance_components.hpp"
#include "engine/results/observation_size.hpp"
#include "models/scenario/toml_reader.hpp"
#include "models/scenario/written.hpp"
#include "models/study/choice.hpp"
#include "models/study/kpi_rows.hpp"
#include "models/study/uncertain.hpp"
#include "models/study/value_range.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <numeric>
#include <set>
#include <span>

namespace carepath {
namespace {

constexpr double normal_975 = 1.959964;
constexpr std::size_t fewest_points = 5;
constexpr std::size_t profile_places = 9;
constexpr std::size_t grid_places = 5; // along each side, at most
constexpr std::size_t best_of = 1024;

/// One coordinate of the points that are left, as numbers.
std::optional<SurfaceInput> input_of(const Results& results, std::size_t coordinate,
                                     const std::vector<const VariantResult*>& points) {
  SurfaceInput input;
  input.name = results.coordinates[coordinate].name;
  input.path = results.coordinates[coordinate].path;
  input.whole = true;
  for (std::size_t at = 0; at < points.size(); ++at) {
    double number = 0;
    std::string before, after;
    if (!split_quantity(points[at]->coordinates[coordinate], number, before, after)) return std::nullopt;
    if (at == 0) {
      input.low = input.high = number;
      input.before = before;
      input.after = after;
    } else if (before != input.before || after != input.after) {
      return std::nullopt;
    }
    input.low = std::min(input.low, number);
    input.high = std::max(input.high, number);
    input.whole = input.whole && number == std::floor(number);
  }
  return input;
}

bool varies(std::size_t coordinate, const std::vector<const VariantResult*>& points) {
  return std::any_of(points.begin(), points.end(), [&](const auto* point) {
    return point->coordinates[coordinate] != points.front()->coordinates[coordinate];
  });
}

/// The points where the coordinates are as asked.
std::vector<const VariantResult*> points_where(const Results& results, const MetamodelRequest& request) {
  std::vector<std::string> names;
  for (const auto& coordinate : results.coordinates) names.push_back(coordinate.name);
  for (const auto& [name, value] : request.where)
    if (std::find(names.begin(), names.end(), name) == names.end())
      throw InputError(fmt::format("--where {}={}: the sweep has no coordinate '{}'; {}", name, value, name,
                                   name_hint(name, names)));
  std::vector<const VariantResult*> out;
  for (const auto& variant : results.variants) {
    bool fits = variant.replications > 0;
    for (const auto& [name, value] : request.where) {
      const auto at = static_cast<std::size_t>(std::find(names.begin(), names.end(), name) - names.begin());
      fits = fits && variant.coordinates[at] == value;
    }
    if (fits) out.push_back(&variant);
  }
  return out;
}

std::size_t kpi_row_of(const Results& results, const std::string& name) {
  if (const auto place = kpi_place(results.kpis, name)) return *place;
  throw InputError(
      fmt::format("--kpi {}: the sweep has no such figure; {}", name, kpi_hint(results.kpis, name)));
}

/// The tried points in the unit cube, their answers and the variance of the error of each.
struct Data {
  DesignPoints points;
  std::vector<double> answers;
  std::vector<double> noise;
  std::vector<std::string> names;
};

class Builder {
public:
  Builder(const Results& results, const MetamodelRequest& request) : results_(results) {
    if (results.coordinates.empty())
      throw InputError("these are not the results of a sweep: there is nothing between its points to fill");
    row_ = kpi_row_of(results, request.kpi);
    out_.kpi = results.kpis[row_];
    out_.largest = request.largest.value_or(is_more_better(out_.kpi));
    points_ = points_where(results, request);
    if (!points_.empty()) find_inputs();
    collect();
  }

  Metamodel build(const MetamodelRequest& request) {
    const auto surface = fit_surface(data_.points, data_.answers, data_.noise);
    for (std::size_t at = 0; at < out_.inputs.size(); ++at)
      out_.inputs[at].reach = surface.shape().lengths[at];
    judge(surface);
    describe(surface);
    out_.next = next_points(surface, data_.points, data_.answers, data_.noise, request.next, out_.largest,
                            candidates());
    return std::move(out_);
  }

private:
  void find_inputs() {
    for (std::size_t at = 0; at < results_.coordinates.size(); ++at) {
      const auto& [name, path] = results_.coordinates[at];
      if (!varies(at, points_)) {
        out_.fixed.push_back({name, path, points_.front()->coordinates[at]});
        continue;
      }
      const auto input = input_of(results_, at, points_);
      if (!input)
        throw InputError(
            fmt::format("the coordinate '{}' is no number in one unit, and a surface needs numbers: choose "
                        "one of its values, such as --where {}={}",
                        name, name, points_.front()->coordinates[at]));
      places_.push_back(at);
      out_.inputs.push_back(*input);
    }
  }

  void collect() {
    const auto width = static_cast<std::size_t>(results_.replications);
    for (const auto* point : points_) {
      const auto& estimate = point->estimates[row_];
      std::vector<double> place;
      for (std::size_t at = 0; at < places_.size(); ++at) {
        double number = 0;
        std::string before, after;
        if (!split_quantity(point->coordinates[places_[at]], number, before, after)) continue;
        place.push_back((number - out_.inputs[at].low) / (out_.inputs[at].high - out_.inputs[at].low));
      }
      simulated_.insert(place);
      if (!std::isfinite(estimate.mean)) continue;
      data_.points.push_back(place);
      data_.answers.push_back(estimate.mean);
      data_.noise.push_back(error_variance(*point, width));
      data_.names.push_back(point->name);
    }
    if (out_.inputs.empty() || data_.points.size() < fewest_points)
      throw InputError(
          fmt::format("only {} points have the figure and differ in a number: a surface needs at least {}",
                      out_.inputs.empty() ? 0 : data_.points.size(), fewest_points));
  }

  /// Of the mean over replications; 0 where one replication says nothing of its error.
  [[nodiscard]] double error_variance(const VariantResult& point, std::size_t width) const {
    RunningMoments moments;
    const auto first = std::min(row_ * width, point.values.size());
    const auto own = std::span(point.values).subspan(first, std::min(width, point.values.size() - first));
    for (const double value : observations(own, replications_of_an_observation(results_)))
      if (std::isfinite(value)) moments.add(value);
    return moments.number > 1 ? moments.variance() / moments.number : 0;
  }

  void judge(const GaussianProcess& surface) {
    const auto left_out = surface.left_out();
    const auto number = static_cast<double>(left_out.size());
    const double mean = std::accumulate(data_.answers.begin(), data_.answers.end(), 0.0) / number;
    double squares = 0, all = 0;
    std::size_t covered = 0;
    for (std::size_t at = 0; at < left_out.size(); ++at) {
      const double gap = data_.answers[at] - left_out[at].mean;
      squares += gap * gap;
      all += std::pow(data_.answers[at] - mean, 2);
      covered += std::abs(gap) <= normal_975 * left_out[at].sd ? 1 : 0;
      out_.tried.push_back({data_.names[at], data_.answers[at], left_out[at]});
    }
    out_.covered = static_cast<double>(covered) / number;
    out_.error = std::sqrt(squares / number);
    out_.explained = all > 0 ? 1 - squares / all : 0;
  }

  static SurfaceCell cell(const GaussianProcess& surface, std::vector<double> place) {
    const auto [mean, sd] = surface.at(place);
    return {std::move(place), {mean, mean - normal_975 * sd, mean + normal_975 * sd}};
  }

  /// Places evenly along an input, each once: whole numbers may fall together.
  [[nodiscard]] std::vector<double> places_along(std::size_t input, std::size_t number) const {
    std::vector<double> out;
    for (std::size_t at = 0; at < number; ++at)
      out.push_back(out_.inputs[input].place_near(static_cast<double>(at) / static_cast<double>(number - 1)));
    out.erase(std::unique(out.begin(), out.end()), out.end());
    return out;
  }

  /// Points all over the unit cube where the inputs can be.
  [[nodiscard]] DesignPoints spread_places(const std::vector<std::string>& names) const {
    auto places = scrambled_sobol(best_of, names, results_.seed);
    for (auto& place : places)
      for (std::size_t at = 0; at < place.size(); ++at) place[at] = out_.inputs[at].place_near(place[at]);
    return places;
  }

  /// Where another point may be tried: each place once, and none that has been simulated.
  [[nodiscard]] DesignPoints candidates() const {
    std::vector<std::string> names;
    for (std::size_t at = 0; at < out_.inputs.size(); ++at) names.push_back(fmt::format("input {}", at));
    auto places = spread_places(names);
    auto seen = simulated_;
    std::erase_if(places, [&](const auto& place) { return !seen.insert(place).second; });
    return places;
  }

  void describe(const GaussianProcess& surface) {
    std::vector<double> middle;
    for (const auto& input : out_.inputs) middle.push_back(input.place_near(0.5));
    for (std::size_t input = 0; input < middle.size(); ++input) {
      auto& profile = out_.profiles.emplace_back();
      for (const double along : places_along(input, profile_places)) {
        auto place = middle;
        place[input] = along;
        profile.push_back(cell(surface, place));
      }
    }
    add_grid(surface, middle);
    find_best(surface);
  }

  /// The input along whose profile the figure changes most.
  [[nodiscard]] std::size_t most_moving(std::size_t except) const {
    std::size_t best = except == 0 ? 1 : 0;
    double widest = -1;
    for (std::size_t input = 0; input < out_.profiles.size(); ++input) {
      if (input == except) continue;
      const auto [low, high] =
          std::minmax_element(out_.profiles[input].begin(), out_.profiles[input].end(),
                              [](const auto& a, const auto& b) { return a.figure.mean < b.figure.mean; });
      if (high->figure.mean - low->figure.mean <= widest) continue;
      widest = high->figure.mean - low->figure.mean;
      best = input;
    }
    return best;
  }

  void add_grid(const GaussianProcess& surface, const std::vector<double>& middle) {
    if (out_.inputs.size() < 2) return;
    out_.grid_down = most_moving(out_.inputs.size());
    out_.grid_across = most_moving(out_.grid_down);
    const auto columns = places_along(out_.grid_across, grid_places);
    out_.grid_columns = columns.size();
    for (const double down : places_along(out_.grid_down, grid_places))
      for (const double across : columns) {
        auto place = middle;
        place[out_.grid_down] = down;
        place[out_.grid_across] = across;
        out_.grid.push_back(cell(surface, place));
      }
  }

  void find_best(const GaussianProcess& surface) {
    std::vector<std::string> names;
    for (const auto& input : out_.inputs) names.push_back(input.path);
    auto places = spread_places(names);
    places.insert(places.end(), data_.points.begin(), data_.points.end());
    for (const auto& place : places) {
      const auto here = cell(surface, place);
      const bool better =
          out_.best.place.empty() || (out_.largest ? here.figure.mean > out_.best.figure.mean
                                                   : here.figure.mean < out_.best.figure.mean);
      if (better) out_.best = here;
    }
  }

  const Results& results_;
  std::size_t row_ = 0;
  std::vector<const VariantResult*> points_{};
  std::vector<std::size_t> places_{}; // of the inputs among the coordinates
  Data data_{};
  std::set<std::vector<double>> simulated_{}; // also where the figure is undefined
  Metamodel out_{};
};

/// The values of the inputs at each next point, as in a TOML file.
std::vector<std::vector<std::string>> next_rows(const Metamodel& model) {
  std::set<std::vector<std::string>> seen; // numbers written with few digits may fall together
  std::vector<std::vector<std::string>> rows;
  for (const auto& point : model.next) {
    std::vector<std::string> row;
    for (std::size_t at = 0; at < model.inputs.size(); ++at)
      row.push_back(model.inputs[at].toml_at(point[at]));
    if (seen.insert(row).second) rows.push_back(std::move(row));
  }
  return rows;
}

std::string column_text(const std::string& path, const std::vector<std::string>& values) {
  return fmt::format("{} = [{}]", written_key(path), join(values, ", "));
}

} // namespace

double SurfaceInput::place_near(double u) const {
  return whole ? (number_at(u) - low) / (high - low) : u;
}

double SurfaceInput::number_at(double u) const {
  const double exact = std::lerp(low, high, u);
  return whole ? std::round(exact) : exact;
}

std::string SurfaceInput::text_at(double u) const {
  return before + number_within(number_at(u), low, high, whole) + after;
}

std::string SurfaceInput::toml_at(double u) const {
  return before.empty() && after.empty() ? text_at(u) : "\"" + text_at(u) + "\"";
}

Metamodel fit_metamodel(const Results& results, const MetamodelRequest& request) {
  return Builder(results, request).build(request);
}

std::string next_sweep(const Metamodel& model) {
  const auto rows = next_rows(model);
  if (rows.empty()) return {};
  std::vector<std::string> columns;
  for (std::size_t at = 0; at < model.inputs.size(); ++at) {
    std::vector<std::string> values;
    for (const auto& row : rows) values.push_back(row[at]);
    columns.push_back(column_text(model.inputs[at].path, values));
  }
  std::string remarks;
  for (const auto& [name, path, text] : model.fixed) {
    const auto value = written_form(read_typed_value(text));
    if (path.find('.') != std::string::npos)
      columns.push_back(column_text(path, std::vector<std::string>(rows.size(), value)));
    else
      remarks += fmt::format("# Of '{}' these points need the alternative {}: set here what it sets.\n", name,
                             value);
  }
  return "[sweep]\n" + remarks + "zip = [{ " + join(columns, ", ") + " }]\n";
}

} // namespace carepath
