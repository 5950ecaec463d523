#include "viewer/plot/plot_export.hpp"

#include "engine/results/csv_table.hpp"
#include "engine/results/file_replace.hpp"
#include "viewer/plot/plot_view.hpp"

#include <cmath>
#include <filesystem>
#include <fmt/format.h>

namespace carepath {

std::string plot_csv(const std::string& x_title, const std::string& y_title,
                     const std::vector<PlottedPoint>& points) {
  CsvTable table(
      {"series", "kind", x_title.empty() ? "x" : x_title, y_title.empty() ? "y" : y_title, "upper_or_value"});
  for (const auto& point : points) {
    table.text(point.name).text(point.kind);
    for (const double value : {point.x, point.y, point.other})
      table.number(std::isfinite(value) ? value : NAN);
    table.end_row();
  }
  return table.str();
}

std::string write_text_file(const std::string& path, const std::string& text) {
  try {
    replace_file(path, text);
  } catch (const std::exception& error) {
    return error.what();
  }
  return {};
}

std::string unused_file(const std::string& stem, const std::string& ending) {
  std::error_code ignored;
  std::string path = stem + ending;
  for (int number = 2; std::filesystem::exists(path, ignored); ++number)
    path = fmt::format("{}-{}{}", stem, number, ending);
  return path;
}

} // namespace carepath
