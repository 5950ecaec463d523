// The sample of a sweep: ranges of paths, and points of a design spread over them.
#include "models/study/sweep_parts.hpp"

#include "engine/base/text.hpp"
#include "engine/experiment/design.hpp"
#include "models/study/value_range.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <optional>
#include <set>

namespace carepath {
namespace {

std::optional<ValueRange> read_range(const PathValues& entry, Diagnostics& faults) {
  const auto& ends = entry.value.items;
  if (entry.value.is_array() && ends.size() == 2)
    return read_value_range(ends[0], ends[1], entry.path, entry.value.where, faults);
  faults.error(entry.value.where, fmt::format("the range of '{}' must be a list of two values", entry.path),
               "such as [0.05, 0.15]");
  return std::nullopt;
}

constexpr const char* sample_example =
    "such as { method = \"sobol\", points = 64, ranges = { \"parameter.dna.is\" = [0.05, 0.15] } }";

class SampleReader {
public:
  SampleReader(const Node& sample, SourceRef where, Diagnostics& faults)
      : sample_(sample), where_(where), faults_(faults) {}

  void read(Sweep& sweep) {
    const auto before = faults_.errors_met();
    check_keys();
    const auto points = whole_number("points", 1, most_sweep_points);
    const auto seed = whole_number("seed", 0, 0x1p53).value_or(1);
    read_method();
    read_ranges();
    if (faults_.errors_met() > before) return;
    const std::vector<std::string>& paths = factor_.paths;
    add_levels(sample_.find("method")->text == "sobol" ? scrambled_sobol(*points, paths, seed)
                                                       : latin_hypercube(*points, paths, seed));
    sweep.factors.push_back(std::move(factor_));
  }

private:
  void check_keys() {
    static const std::vector<std::string> known{"method", "points", "seed", "ranges"};
    for (std::size_t at = 0; at < sample_.keys.size(); ++at)
      if (std::find(known.begin(), known.end(), sample_.keys[at]) == known.end())
        faults_.error(sample_.key_where[at], fmt::format("a sample has no '{}'", sample_.keys[at]),
                      name_hint(sample_.keys[at], known));
    for (const auto* key : {"method", "points", "ranges"})
      if (!sample_.find(key))
        faults_.error(where_, fmt::format("the sample lacks '{}'", key), sample_example);
  }

  [[nodiscard]] std::optional<std::size_t> whole_number(std::string_view key, double low, double high) {
    const auto* node = sample_.find(key);
    if (!node) return std::nullopt;
    if (node->kind == NodeKind::integer && node->number >= low && node->number <= high)
      return static_cast<std::size_t>(node->number);
    faults_.error(node->where,
                  fmt::format("'{}' of a sample must be a whole number from {} to {}", key, low, high));
    return std::nullopt;
  }

  void read_method() {
    static const std::vector<std::string> methods{"latin_hypercube", "sobol"};
    const auto* method = sample_.find("method");
    if (!method ||
        (method->is_text() && std::find(methods.begin(), methods.end(), method->text) != methods.end()))
      return;
    faults_.error(method->where, fmt::format("there is no method {}", written_form(*method)),
                  name_hint(method->text, methods));
  }

  void read_ranges() {
    const auto* ranges = sample_.find("ranges");
    if (!ranges) return;
    if (!ranges->is_table() || ranges->keys.empty())
      return faults_.error(ranges->where, "'ranges' must name paths and their ranges",
                           "such as { \"parameter.dna.is\" = [0.05, 0.15] }");
    factor_.where = where_;
    for (const auto& entry : path_values(*ranges)) {
      factor_.paths.push_back(entry.path);
      where_of_.push_back(entry.where);
      ranges_.push_back(read_range(entry, faults_).value_or(ValueRange{}));
    }
    if (ranges_.size() > most_sobol_coordinates)
      faults_.error(ranges->where,
                    fmt::format("a sample may have at most {} ranges", most_sobol_coordinates));
  }

  void add_levels(const DesignPoints& places) {
    std::set<std::vector<std::string>> seen; // whole numbers may fall together; equal points count once
    for (const auto& place : places) {
      SweepLevel level;
      for (std::size_t at = 0; at < place.size(); ++at) {
        const auto value = ranges_[at].at(place[at], where_of_[at]);
        level.texts.push_back(level_text(value));
        level.settings.push_back({factor_.paths[at], where_of_[at], value});
      }
      if (seen.insert(level.texts).second) factor_.levels.push_back(std::move(level));
    }
  }

  const Node& sample_;
  SourceRef where_;
  Diagnostics& faults_;
  SweepFactor factor_{};
  std::vector<ValueRange> ranges_{};
  std::vector<SourceRef> where_of_{};
};

} // namespace

void read_sample(const Node& sample, SourceRef where, Sweep& sweep, Diagnostics& faults) {
  SampleReader(sample, where, faults).read(sweep);
}

} // namespace carepath
