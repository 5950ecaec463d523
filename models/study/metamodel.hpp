// A surface through the points of a sweep: what the figure is between them, how far that can be trusted, and
// where to try next.
#pragma once

#include "engine/experiment/gaussian_process.hpp"
#include "engine/results/results.hpp"

#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace carepath {

struct MetamodelRequest {
  std::string kpi;
  std::vector<std::pair<std::string, std::string>> where; // coordinate and its value: only points there
  std::optional<bool> largest;                            // nothing: as the figure suggests
  std::size_t next = 5;
};

/// A numeric coordinate of the sweep, scaled to the unit interval.
struct SurfaceInput {
  std::string name;
  std::string path;
  double low = 0;
  double high = 0;
  bool whole = false;
  std::string before; // "£"
  std::string after;  // " per week"
  double reach = 0;   // length of the surface in widths of the range: short where the figure changes fast

  /// The place nearest to `u` where the input can be: of a whole number, where it is whole.
  [[nodiscard]] double place_near(double u) const;
  [[nodiscard]] double number_at(double u) const;
  [[nodiscard]] std::string text_at(double u) const;
  /// The same as a value of a TOML file.
  [[nodiscard]] std::string toml_at(double u) const;
};

/// A coordinate of the sweep that is the same at all points the surface goes through.
struct FixedCoordinate {
  std::string name;
  std::string path; // without a dot: a choice among whole alternatives
  std::string text; // as written
};

/// A place and what the surface says there.
struct SurfaceCell {
  std::vector<double> place; // of all inputs, in the unit cube
  Estimate figure;           // with 95% limits
};

struct TriedPoint {
  std::string name;
  double answer = 0;
  SurfacePoint left_out; // predicted from the others
};

struct Metamodel {
  KpiRow kpi;
  bool largest = false;
  std::vector<SurfaceInput> inputs;
  std::vector<FixedCoordinate> fixed;
  std::vector<TriedPoint> tried;
  double error = 0;     // root mean square of what is left out
  double explained = 0; // share of the variance between points that is predicted when they are left out
  double covered = 0;   // share of points inside their 95% limits
  SurfaceCell best;     // the best place of the surface, among 1,024
  std::vector<std::vector<SurfaceCell>> profiles; // along each input, the others as near the middle as can be
  std::vector<SurfaceCell> grid;                  // over the two inputs that matter most, row by row
  std::size_t grid_across = 0;                    // which inputs they are
  std::size_t grid_down = 0;
  std::size_t grid_columns = 0;
  DesignPoints next; // not yet simulated; fewer than asked for where whole numbers leave no more
};

/// Throws InputError with a sentence when the results are no sweep, lack the KPI, or have too few points.
[[nodiscard]] Metamodel fit_metamodel(const Results& results, const MetamodelRequest& request);

/// The next points as a [sweep] section, with what is the same at all of them; empty where there are none.
[[nodiscard]] std::string next_sweep(const Metamodel& model);

} // namespace carepath
