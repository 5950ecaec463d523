#include "report/answer.hpp"

#include "report/format.hpp"
#include "report/page.hpp"
#include "report/page_frame.hpp"
#include "report/palette.hpp"

#include <fmt/format.h>
#include <utility>

namespace carepath {
namespace {

using report::escape;
using report::Page;

report::Table table_of(const AnswerTable& from) {
  report::Table table(from.caption, from.columns);
  for (const auto& row : from.rows) {
    std::vector<report::Cell> cells;
    for (std::size_t at = 1; at < row.size(); ++at) cells.push_back(report::number_cell(row[at]));
    table.row(row.empty() ? "" : row.front(), cells);
  }
  return table;
}

std::vector<report::LegendEntry> legend_of(const report::DotPlot& chart) {
  std::vector<report::LegendEntry> out;
  for (const auto& series : chart.series) {
    const auto& look = report::variant_look(series.look);
    out.push_back({look.glyph, look.colour, series.label});
  }
  return out;
}

void add_charts(const Answer& answer, Page& page) {
  for (const auto& [title, description, chart] : answer.charts) {
    auto svg = std::visit([&](const auto& each) { return page.plotter().draw(each); }, chart);
    page.figure(std::move(svg), {title, description, ""}, "");
    if (const auto* dots = std::get_if<report::DotPlot>(&chart); dots && dots->series.size() > 1)
      page.legend(legend_of(*dots));
  }
}

} // namespace

std::string answer_html(const Answer& answer, const std::string& program_version) {
  const report::Plotter plotter;
  const Results none;
  Page page(none, plotter);
  page.open_section("findings", "What we found");
  page.bullets(answer.sentences);
  add_charts(answer, page);
  for (const auto& table : answer.tables) page.table(table_of(table));
  for (const auto& note : answer.notes) page.html("<p class=\"note\">" + escape(note) + "</p>\n");
  if (!answer.listing.empty()) page.html("<pre><code>" + escape(answer.listing) + "</code></pre>\n");
  page.close_section();
  return report::page_head(answer.title) +
         fmt::format("<header>\n<h1>{}</h1>\n<p class=\"facts\">{}</p>\n</header>\n<main id=\"main\">\n",
                     escape(answer.title), escape(answer.facts)) +
         page.body() + report::page_foot(program_version);
}

void write_answer(const Answer& answer, const std::string& program_version,
                  const std::filesystem::path& file) {
  report::write_page(answer_html(answer, program_version), file);
}

} // namespace carepath
