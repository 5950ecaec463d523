// The names of figures: the one printed, and the one that says what it is.
#pragma once

#include <string>
#include <vector>

namespace carepath {

/// A name leaves out the figure, or the date, where its KPI has a single one.
struct FigureName {
  std::string kpi;  // "work"
  std::string name; // "work"
  std::string full; // "work.mean": what it is, whatever else the KPI shows
  std::string full_title;
};

/// Those of one scenario.
struct FigureNames {
  std::vector<FigureName> rows; // of the KPI table
  std::vector<FigureName> series;
};

} // namespace carepath
