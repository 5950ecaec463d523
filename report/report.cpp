// See report.hpp. Joins the sections into the page and writes the file.
#include "report/report.hpp"

#include "engine/results/length_words.hpp"
#include "engine/results/replication_numbers.hpp"
#include "report/format.hpp"
#include "report/kpi_row.hpp"
#include "report/page_frame.hpp"
#include "report/sections.hpp"

#include <fmt/format.h>
#include <numeric>

namespace carepath {
namespace {

using report::escape;
using report::Page;

std::string page_title(const Results& results) {
  return results.title.empty() ? "Carepath report" : results.title;
}

std::string header(const Results& results) {
  auto html = fmt::format("<header>\n<h1>{}</h1>\n", escape(page_title(results)));
  if (!results.question.empty())
    html += fmt::format("<p class=\"question\">{}</p>\n", escape(results.question));
  html +=
      fmt::format("<p class=\"facts\">{} {} · {}{} · {} from {}</p>\n</header>\n", results.variants.size(),
                  !results.coordinates.empty()   ? "points"
                  : results.variants.size() == 1 ? "pathway"
                                                 : "pathways",
                  counted_replications(results), replications_asked_for(results).most == 1 ? "" : " each",
                  length_words(results.length_days), escape(report::date_words(results.start_date)));
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
        "<div class=\"banner\" role=\"alert\">{} failed and {} in no average: see {}.</div>\n",
        failed == 1 ? "One replication" : fmt::format("{} replications", failed), failed == 1 ? "is" : "are",
        results.coordinates.empty() ? "“How sure we are”" : "“All points”");
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
  for (const auto add :
       {add_findings,    add_pathways, add_main_figure, add_kpis,        add_targets,     add_worths,
        add_paybacks,    add_gains,    add_waits,       add_week_bands,  add_equity,      add_settings,
        add_capacity,    add_shifts,   add_resources,   add_uncertainty, add_controls,    add_about,
        add_assumptions, add_changes,  add_certainty,   add_stress,      add_reproduction})
    add(page);
}

/// A sweep has many points: what tells them apart takes the place of what tells of each.
void add_sweep_sections(Page& page) {
  using namespace report;
  for (const auto add : {add_sweep_maps, add_sweep_targets, add_sweep_points, add_reproduction}) add(page);
}

} // namespace

std::string report_html(const Results& results) {
  const report::Plotter plotter;
  const auto shown = in_shown_units(results);
  Page page(shown, plotter);
  results.coordinates.empty() ? add_sections(page) : add_sweep_sections(page);
  return report::page_head(page_title(results)) + header(results) + banners(results) + contents(page) +
         "<main id=\"main\">\n" + page.body() + report::page_foot(results.program_version);
}

void write_report(const Results& results, const std::filesystem::path& file) {
  report::write_page(report_html(results), file);
}

} // namespace carepath
