#include "report/page_frame.hpp"

#include "report/format.hpp"
#include "report/report.hpp"
#include "report/style.hpp"

#include <fmt/format.h>
#include <fstream>

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
  auto part = file;
  part += ".part";
  std::error_code failed;
  {
    std::ofstream out(part, std::ios::binary | std::ios::trunc);
    out.write(html.data(), static_cast<std::streamsize>(html.size()));
    out.close();
    if (!out) failed = std::make_error_code(std::errc::io_error);
  }
  if (!failed) std::filesystem::rename(part, file, failed);
  if (!failed) return;
  std::error_code ignored;
  std::filesystem::remove(part, ignored);
  throw ReportError(
      fmt::format("The report could not be written to {}: is the folder there, may you write in it, and "
                  "is there room on the disk?",
                  file.string()));
}

} // namespace carepath::report
