// See report.hpp. Joins the sections into the page and writes the file.
#include "report/report.hpp"

#include "report/format.hpp"
#include "report/kpi_row.hpp"
#include "report/sections.hpp"
#include "report/style.hpp"

#include <fmt/format.h>
#include <fstream>
#include <numeric>

namespace carepath {
namespace {

using report::escape;
using report::Page;

std::string page_title(const Results& results) {
  return results.title.empty() ? "Carepath report" : results.title;
}

std::string page_head(const Results& results) {
  return fmt::format("<!DOCTYPE html>\n<html lang=\"en-GB\">\n<head>\n<meta charset=\"utf-8\">\n"
                     "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
                     "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src "
                     "'unsafe-inline'\">\n<title>{}</title>\n<style>{}</style>\n</head>\n<body>\n"
                     "<a class=\"skip\" href=\"#main\">Skip to the findings</a>\n",
                     escape(page_title(results)), report::style_sheet);
}

std::string header(const Results& results) {
  auto html = fmt::format("<header>\n<h1>{}</h1>\n", escape(page_title(results)));
  if (!results.question.empty())
    html += fmt::format("<p class=\"question\">{}</p>\n", escape(results.question));
  constexpr double days_per_week = 7;
  const bool weeks = results.length_days >= 14;
  html += fmt::format("<p class=\"facts\">{} {} · {} {} · {} {} from {}</p>\n</header>\n",
                      results.variants.size(), results.variants.size() == 1 ? "pathway" : "pathways",
                      results.replications, results.replications == 1 ? "replication" : "replications each",
                      report::plain(weeks ? results.length_days / days_per_week : results.length_days, 0),
                      weeks ? "weeks" : "days", escape(report::date_words(results.start_date)));
  return html;
}

/// What a reader must know before believing anything below.
std::string banners(const Results& results) {
  std::string html;
  if (results.cancelled)
    html += "<div class=\"banner\" role=\"alert\">Stopped early: this study was cancelled before all its "
            "replications "
            "were done. The numbers come from those completed and are less certain than planned.</div>\n";
  const auto failed =
      std::accumulate(results.variants.begin(), results.variants.end(), std::uint64_t{0},
                      [](std::uint64_t sum, const auto& variant) { return sum + variant.failed; });
  if (failed > 0)
    html += fmt::format(
        "<div class=\"banner\" role=\"alert\">{} failed and {} in no average: see “How sure we "
        "are”.</div>\n",
        failed == 1 ? "One replication" : fmt::format("{} replications", failed), failed == 1 ? "is" : "are");
  return html;
}

std::string contents(const Page& page) {
  std::string html = "<nav aria-label=\"Contents\">\n<ol>\n";
  for (const auto& [id, title] : page.contents())
    html += fmt::format("<li><a href=\"#{}\">{}</a></li>\n", id, escape(title));
  return html + "</ol>\n</nav>\n";
}

void add_sections(Page& page) {
  using namespace report;
  for (const auto add : {add_findings, add_pathways, add_main_figure, add_kpis, add_gains, add_waits,
                         add_week_bands, add_equity, add_settings, add_capacity, add_shifts, add_resources,
                         add_assumptions, add_changes, add_certainty, add_stress, add_reproduction})
    add(page);
}

} // namespace

std::string report_html(const Results& results) {
  const report::Plotter plotter;
  const auto shown = in_shown_units(results);
  Page page(shown, plotter);
  add_sections(page);
  return page_head(results) + header(results) + banners(results) + contents(page) + "<main id=\"main\">\n" +
         page.body() +
         fmt::format(
             "</main>\n<footer>Made by Carepath {}. A model's answer, not a forecast: it holds if the "
             "assumptions listed here do.</footer>\n</body>\n</html>\n",
             escape(results.program_version));
}

void write_report(const Results& results, const std::filesystem::path& file) {
  const auto html = report_html(results);
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

} // namespace carepath
