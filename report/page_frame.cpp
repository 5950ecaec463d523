#include "report/page_frame.hpp"

#include "engine/results/file_replace.hpp"
#include "report/format.hpp"
#include "report/report.hpp"
#include "report/style.hpp"

#include <fmt/format.h>
#include <stdexcept>

namespace carepath::report {

std::string page_head(std::string_view title) {
  return fmt::format("<!DOCTYPE html>\n<html lang=\"en-GB\">\n<head>\n<meta charset=\"utf-8\">\n"
                     "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
                     "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src "
                     "'unsafe-inline'\">\n<title>{}</title>\n<style>{}</style>\n</head>\n<body>\n"
                     "<a class=\"skip\" href=\"#main\">Skip to the findings</a>\n",
                     escape(title), style_sheet);
}

std::string page_foot(std::string_view program_version) {
  return fmt::format(
      "</main>\n<footer>Made by Carepath {}. A model's answer, not a forecast: it holds if the "
      "assumptions listed here do.</footer>\n</body>\n</html>\n",
      escape(program_version));
}

void write_page(const std::string& html, const std::filesystem::path& file) {
  try {
    replace_file(file, html);
  } catch (const std::runtime_error&) {
    throw ReportError(
        fmt::format("The report could not be written to {}: is the folder there, may you write in it, and "
                    "is there room on the disk?",
                    file.string()));
  }
}

} // namespace carepath::report
