// Opening, closing and looking things up by name, with every index checked: a file with rows missing
// shows less, it never crashes the window.
#include "viewer/workspace.hpp"

#include "engine/results/kpi_groups.hpp"
#include "viewer/figure_text.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace carepath {

namespace {

constexpr std::size_t most_shown = 24;
constexpr std::size_t few_shown = 6;

/// The stored estimate in the unit of the row asked for.
Estimate converted(const Estimate& estimate, const KpiRow& stored, const KpiRow& wanted) {
  const double ratio = unit_ratio(stored.unit, wanted.unit);
  return {estimate.mean * ratio, estimate.low * ratio, estimate.high * ratio};
}

/// Row `row` of a matrix stored row by row; empty when the matrix is shorter.
std::span<const double> matrix_row(const std::vector<double>& matrix, std::size_t row, std::size_t columns) {
  if ((row + 1) * columns > matrix.size()) return {};
  return std::span<const double>(matrix).subspan(row * columns, columns);
}

std::filesystem::path canonical_or_same(const std::filesystem::path& path) {
  std::error_code error;
  auto canonical = std::filesystem::weakly_canonical(std::filesystem::absolute(path, error), error);
  return error ? path : canonical;
}

} // namespace

std::string variant_label(const Results& results, const VariantResult& variant) {
  if (results.coordinates.empty() || variant.coordinates.empty())
    return variant.title.empty() ? variant.name : variant.title;
  std::string label;
  for (const auto& level : variant.coordinates) label += (label.empty() ? "" : ", ") + level;
  return label;
}

std::uint32_t Workspace::add(const std::filesystem::path& path, std::shared_ptr<const Results> results) {
  const auto canonical = canonical_or_same(path);
  const auto found = std::find_if(files_.begin(), files_.end(),
                                  [&](const OpenFile& file) { return file.path == canonical; });
  if (found != files_.end() && found->results->variants.size() == results->variants.size()) {
    found->results = std::move(results);
    return found->id;
  }
  if (found != files_.end()) files_.erase(found);
  OpenFile file;
  file.id = next_id_++;
  file.path = canonical;
  file.label = unused_label(path.stem().string());
  // A sweep's hundreds of points would be a tangle: its first few are shown, and others when asked for.
  const std::size_t shown_at_first = results->variants.size() > most_shown ? few_shown : most_shown;
  for (std::size_t index = 0; index < results->variants.size(); ++index, ++next_colour_)
    file.looks.push_back({index < shown_at_first, palette_colour(next_colour_), palette_style(next_colour_)});
  file.results = std::move(results);
  files_.push_back(std::move(file));
  return files_.back().id;
}

void Workspace::close(std::uint32_t id) {
  std::erase_if(files_, [&](const OpenFile& file) { return file.id == id; });
  if (files_.empty()) next_colour_ = 0;
}

std::string Workspace::unused_label(const std::string& stem) const {
  const auto taken = [&](const std::string& label) {
    return std::any_of(files_.begin(), files_.end(),
                       [&](const OpenFile& file) { return file.label == label; });
  };
  std::string label = stem;
  for (int number = 2; taken(label); ++number) label = fmt::format("{} ({})", stem, number);
  return label;
}

std::vector<const OpenFile*> Workspace::shown_files() const {
  std::vector<const OpenFile*> shown;
  for (const auto& file : files_)
    if (file.visible) shown.push_back(&file);
  return shown;
}

std::vector<ShownVariant> Workspace::shown() const {
  std::vector<ShownVariant> shown;
  for (const auto* file : shown_files())
    for (std::size_t index = 0; index < file->looks.size(); ++index) {
      if (!file->looks[index].visible) continue;
      const auto& variant = file->results->variants[index];
      const auto title = variant_label(*file->results, variant);
      const auto label = files_.size() > 1 ? fmt::format("{} ({})", title, file->label) : title;
      shown.push_back({file, index, &variant, file->looks[index], label});
    }
  return shown;
}

KpiRow as_shown(KpiRow row) {
  if (!is_duration(row.unit) || !is_duration(row.shown_in)) return row;
  row.target *= unit_ratio(row.unit, row.shown_in);
  row.target_high *= unit_ratio(row.unit, row.shown_in);
  row.unit = row.shown_in;
  return row;
}

std::optional<std::size_t> row_index(const Results& results, const KpiRow& row) {
  const auto found = std::find_if(results.kpis.begin(), results.kpis.end(),
                                  [&](const KpiRow& other) { return is_same_row(other, row); });
  if (found == results.kpis.end()) return std::nullopt;
  return static_cast<std::size_t>(found - results.kpis.begin());
}

std::vector<KpiRow> shown_kpis(const Workspace& workspace) {
  std::vector<KpiRow> rows;
  for (const auto* file : workspace.shown_files())
    for (const auto& row : file->results->kpis)
      if (std::none_of(rows.begin(), rows.end(), [&](const KpiRow& seen) { return is_same_row(seen, row); }))
        rows.push_back(as_shown(row));
  return rows;
}

std::vector<const SeriesRow*> shown_series(const Workspace& workspace) {
  std::vector<const SeriesRow*> rows;
  for (const auto* file : workspace.shown_files())
    for (const auto& row : file->results->series)
      if (std::none_of(rows.begin(), rows.end(),
                       [&](const SeriesRow* seen) { return seen->name == row.name; }))
        rows.push_back(&row);
  return rows;
}

const ResourceRow* find_resource(const ShownVariant& variant, const std::string& name) {
  for (const auto& row : variant.result->resources)
    if (row.name == name) return &row;
  return nullptr;
}

std::optional<Estimate> estimate_of(const ShownVariant& variant, const KpiRow& row) {
  const auto& results = *variant.file->results;
  const auto index = row_index(results, row);
  if (!index || *index >= variant.result->estimates.size()) return std::nullopt;
  return converted(variant.result->estimates[*index], results.kpis[*index], row);
}

std::optional<Estimate> difference_of(const ShownVariant& variant, const KpiRow& row) {
  const auto& results = *variant.file->results;
  const auto index = row_index(results, row);
  if (!index || variant.index == 0) return std::nullopt;
  for (const auto& difference : results.differences)
    if (difference.variant == variant.result->name && difference.against == results.variants[0].name &&
        *index < difference.estimates.size())
      return converted(difference.estimates[*index], results.kpis[*index], row);
  return std::nullopt;
}

SeriesCurve curve_of(const ShownVariant& variant, const std::string& series) {
  const auto& results = *variant.file->results;
  const auto found = std::find_if(results.series.begin(), results.series.end(),
                                  [&](const SeriesRow& row) { return row.name == series; });
  if (found == results.series.end() || results.times.empty()) return {};
  const auto row = static_cast<std::size_t>(found - results.series.begin());
  const auto columns = results.times.size();
  SeriesCurve curve;
  curve.mean = matrix_row(variant.result->series_mean, row, columns);
  if (curve.mean.empty()) return {};
  curve.times = results.times;
  curve.low = matrix_row(variant.result->series_low, row, columns);
  curve.high = matrix_row(variant.result->series_high, row, columns);
  curve.p05 = matrix_row(variant.result->series_p05, row, columns);
  curve.p95 = matrix_row(variant.result->series_p95, row, columns);
  return curve;
}

std::span<const double> census_of(const ShownVariant& variant, const std::string& clock, std::size_t date,
                                  bool with_decision) {
  const auto& rows = variant.file->results->censuses;
  const auto& counts = with_decision ? variant.result->census_with_decision : variant.result->census;
  for (std::size_t row = 0; row < rows.size() && row < counts.size(); ++row)
    if (rows[row].clock == clock && date < rows[row].dates.size())
      return matrix_row(counts[row], date, rows[row].bands.size());
  return {};
}

} // namespace carepath
