// The results files open at once, what is shown of them, and safe look-ups into them.
//
// Comparing is the main job, so there is no "the" file: panels ask for the visible variants of all open
// files and draw them together. Rows are matched between files by name. Nothing here changes a figure.
#pragma once

#include "engine/results/results.hpp"
#include "viewer/theme.hpp"

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace carepath {

/// How one variant is drawn.
struct VariantLook {
  bool visible = true;
  Colour colour = 0;
  LineStyle style = LineStyle::solid;
};

struct OpenFile {
  std::uint32_t id = 0; // stays the same while the file is open
  std::filesystem::path path;
  std::string label; // the file's stem, numbered when two open files share it
  std::shared_ptr<const Results> results;
  bool visible = true;
  std::vector<VariantLook> looks; // one per variant
};

/// A variant that is shown now, with its file and look.
struct ShownVariant {
  const OpenFile* file = nullptr;
  std::size_t index = 0;
  const VariantResult* result = nullptr;
  VariantLook look;
  std::string label; // the variant's title; with the file's label when several files are open
};

/// The variant's title or name; of a sweep's point, where it lies ("9 per week, 20 beds").
[[nodiscard]] std::string variant_label(const Results& results, const VariantResult& variant);

class Workspace {
public:
  /// Opens results beside those already open; the same path again replaces the earlier reading. Returns
  /// the file's id.
  std::uint32_t add(const std::filesystem::path& path, std::shared_ptr<const Results> results);
  void close(std::uint32_t id);
  [[nodiscard]] std::vector<OpenFile>& files() { return files_; }
  [[nodiscard]] const std::vector<OpenFile>& files() const { return files_; }
  [[nodiscard]] bool empty() const { return files_.empty(); }
  /// Visible variants of visible files, in the order opened.
  [[nodiscard]] std::vector<ShownVariant> shown() const;
  /// Visible files, in the order opened.
  [[nodiscard]] std::vector<const OpenFile*> shown_files() const;

private:
  [[nodiscard]] std::string unused_label(const std::string& stem) const;

  std::vector<OpenFile> files_;
  std::uint32_t next_id_ = 1;
  std::size_t next_colour_ = 0;
};

/// The row in the unit people read (`shown_in` where the file gives one), its target too.
[[nodiscard]] KpiRow as_shown(KpiRow row);
/// Where the results hold the same figure, by name and group.
[[nodiscard]] std::optional<std::size_t> row_index(const Results& results, const KpiRow& row);
/// KPI rows of all visible files, each (name, group, group value) once, in file order, as shown.
[[nodiscard]] std::vector<KpiRow> shown_kpis(const Workspace& workspace);
/// Series rows of all visible files, each name once.
[[nodiscard]] std::vector<const SeriesRow*> shown_series(const Workspace& workspace);

/// The variant's resource of that name; null when it has none.
[[nodiscard]] const ResourceRow* find_resource(const ShownVariant& variant, const std::string& name);

/// The variant's estimate of a KPI row of any file, matched by name and group, in the unit of `row`; nothing
/// when absent.
[[nodiscard]] std::optional<Estimate> estimate_of(const ShownVariant& variant, const KpiRow& row);
/// The variant's difference from the first variant of its file, as stored; nothing when absent.
[[nodiscard]] std::optional<Estimate> difference_of(const ShownVariant& variant, const KpiRow& row);

/// One variant's curve of one series; all spans have the length of `times`, or are empty when absent.
struct SeriesCurve {
  std::span<const double> times; // days
  std::span<const double> mean;
  std::span<const double> low;
  std::span<const double> high;
  std::span<const double> p05;
  std::span<const double> p95;
};
[[nodiscard]] SeriesCurve curve_of(const ShownVariant& variant, const std::string& series);

/// Mean counts per band of a clock at its date number `date`; empty when absent.
[[nodiscard]] std::span<const double> census_of(const ShownVariant& variant, const std::string& clock,
                                                std::size_t date, bool with_decision);

} // namespace carepath
