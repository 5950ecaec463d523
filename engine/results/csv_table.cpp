// Quoting and number text of `CsvTable`.
#include "engine/results/csv_table.hpp"

#include <cmath>

#include <fmt/format.h>

namespace carepath {

CsvTable::CsvTable(const std::vector<std::string>& header) {
  for (const std::string& name : header) text(name);
  end_row();
}

void CsvTable::separate() {
  if (row_started_) text_ += ',';
  row_started_ = true;
}

CsvTable& CsvTable::text(std::string_view cell) {
  separate();
  std::string safe(cell);
  if (!safe.empty() && std::string_view("=+-@\t\r").find(safe.front()) != std::string_view::npos)
    safe.insert(safe.begin(), '\'');
  if (safe.find_first_of(",\"\r\n") == std::string::npos) {
    text_ += safe;
    return *this;
  }
  text_ += '"';
  for (const char letter : safe) text_.append(letter == '"' ? 2 : 1, letter);
  text_ += '"';
  return *this;
}

CsvTable& CsvTable::number(double cell) {
  separate();
  if (!std::isnan(cell)) text_ += fmt::format("{}", cell);
  return *this;
}

CsvTable& CsvTable::count(std::size_t cell) {
  separate();
  text_ += std::to_string(cell);
  return *this;
}

void CsvTable::end_row() {
  text_ += "\r\n";
  row_started_ = false;
}

} // namespace carepath
