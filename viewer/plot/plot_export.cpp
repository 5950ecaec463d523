#include "viewer/plot/plot_export.hpp"

#include "engine/results/file_replace.hpp"
#include "viewer/plot/plot_view.hpp"

#include <cmath>
#include <filesystem>
#include <fmt/format.h>

namespace carepath {

namespace {

std::string cell(std::string text) {
  if (!text.empty() && std::string("=+-@").find(text[0]) != std::string::npos) text.insert(0, "'");
  if (text.find_first_of(",\"\r\n") == std::string::npos) return text;
  std::string quoted = "\"";
  for (const char sign : text) quoted += sign == '"' ? std::string("\"\"") : std::string(1, sign);
  return quoted + '"';
}

std::string number(double value) {
  return std::isfinite(value) ? fmt::format("{}", value) : "";
}

} // namespace

std::string plot_csv(const std::string& x_title, const std::string& y_title,
                     const std::vector<PlottedPoint>& points) {
  auto text = fmt::format("series,kind,{},{},upper_or_value\r\n", cell(x_title.empty() ? "x" : x_title),
                          cell(y_title.empty() ? "y" : y_title));
  for (const auto& point : points)
    text += fmt::format("{},{},{},{},{}\r\n", cell(point.name), point.kind, number(point.x), number(point.y),
                        number(point.other));
  return text;
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
