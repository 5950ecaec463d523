// One answer to one question, as plain words, tables and charts: what commands that are no comparison say, on
// the terminal and as a page.
#pragma once

#include "report/plot.hpp"

#include <filesystem>
#include <string>
#include <variant>
#include <vector>

namespace carepath {

/// Texts as they are to be read; the first of each row is its heading.
struct AnswerTable {
  std::string caption;
  std::vector<std::string> columns;
  std::vector<std::vector<std::string>> rows;
};

struct AnswerChart {
  std::string title;
  std::string description; // for those who do not see it
  std::variant<report::DotPlot, report::LineChart> chart;
};

struct Answer {
  std::string title;
  std::string facts;                  // "20 walks, 10 replications each"
  std::vector<std::string> sentences; // what was found, first
  std::vector<AnswerChart> charts;
  std::vector<AnswerTable> tables;
  std::vector<std::string> notes; // how to read it
  std::string listing{};          // lines of a file, to be copied as they stand
};

/// The page as HTML. Throws `ReportError` when gnuplot is missing.
[[nodiscard]] std::string answer_html(const Answer& answer, const std::string& program_version);
void write_answer(const Answer& answer, const std::string& program_version,
                  const std::filesystem::path& file);

} // namespace carepath
