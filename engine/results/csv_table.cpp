// Quoting and number text of `CsvTable`.
#include "engine/results/csv_table.hpp"

#include <cmath>

#include <fmt/format.h>

namespace carepath {

std::string csv_cell(std::string_view text) {
  std::string safe(text);
  if (!safe.empty() && std::string_view("=+-@\t\r").find(safe.front()) != std::string_view::npos)
    safe.insert(safe.begin(), '\'');
  if (safe.find_first_of(",\"\r\n") == std::string::npos) return safe;
  std::string quoted = "\"";
  for (const char letter : safe) quoted.append(letter == '"' ? 2 : 1, letter);
  return quoted + '"';
}

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
  text_ += csv_cell(cell);
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
