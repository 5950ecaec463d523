// See page.hpp.
#include "report/page.hpp"

#include "report/format.hpp"
#include "report/svg.hpp"

#include <fmt/format.h>

namespace carepath::report {

Cell number_cell(std::string_view text) {
  return {escape(text), true};
}
Cell text_cell(std::string_view text) {
  return {escape(text), false};
}
Cell html_cell(std::string html) {
  return {std::move(html), false};
}

Cell change_cell(const Estimate& change, std::string_view unit) {
  const auto range = limits(change, unit);
  auto html = escape(signed_figure(change, unit));
  if (!range.empty()) html += fmt::format(" <small>({})</small>", range);
  return {html, true};
}

Table::Table(std::string_view caption, const std::vector<std::string>& columns)
    : caption_(caption), columns_(columns) {}

void Table::row(std::string_view heading, const std::vector<Cell>& cells) {
  html_row(escape(heading), cells);
}

void Table::html_row(const std::string& heading, const std::vector<Cell>& cells) {
  if (rows_ == 0) {
    is_number_ = {false};
    for (const auto& cell : cells) is_number_.push_back(cell.is_number);
  }
  text_ += fmt::format("<tr><th scope=\"row\">{}</th>", heading);
  for (const auto& cell : cells)
    text_ += fmt::format("<td{}>{}</td>", cell.is_number ? " class=\"n\"" : "", cell.html);
  text_ += "</tr>\n";
  ++rows_;
}

std::string Table::html() const {
  std::string head;
  for (std::size_t i = 0; i < columns_.size(); ++i)
    head += fmt::format("<th scope=\"col\"{}>{}</th>",
                        i < is_number_.size() && is_number_[i] ? " class=\"n\"" : "", escape(columns_[i]));
  const auto caption = escape(caption_);
  return fmt::format(
      "<div class=\"scroll\" role=\"region\" aria-label=\"{0}\" tabindex=\"0\">\n<table>\n"
      "<caption>{0}</caption>\n<thead><tr>{1}</tr></thead>\n<tbody>\n{2}</tbody>\n</table>\n</div>\n",
      caption, head, text_);
}

void Page::open_section(std::string_view id, std::string_view title) {
  contents_.emplace_back(id, title);
  body_ +=
      fmt::format("<section id=\"{0}\" aria-labelledby=\"{0}-heading\">\n<h2 id=\"{0}-heading\">{1}</h2>\n",
                  id, escape(title));
}

void Page::close_section() {
  body_ += "</section>\n";
}
void Page::heading(std::string_view text) {
  body_ += fmt::format("<h3>{}</h3>\n", escape(text));
}
void Page::paragraph(std::string_view text) {
  body_ += fmt::format("<p>{}</p>\n", escape(text));
}
void Page::table(const Table& table) {
  body_ += table.html();
}

void Page::details(std::string_view summary, const std::string& inner_html) {
  body_ += fmt::format("<details><summary>{}</summary>\n{}</details>\n", escape(summary), inner_html);
}

void Page::bullets(const std::vector<std::string>& items) {
  body_ += "<ul>\n";
  for (const auto& item : items) body_ += fmt::format("<li>{}</li>\n", escape(item));
  body_ += "</ul>\n";
}

void Page::legend(const std::vector<LegendEntry>& entries) {
  body_ += "<ul class=\"legend\" aria-label=\"Legend\">\n";
  for (const auto& entry : entries)
    body_ += fmt::format("<li><span style=\"color:{}\" aria-hidden=\"true\">{}</span> {}</li>\n",
                         entry.colour, escape(entry.glyph), escape(entry.label));
  body_ += "</ul>\n";
}

void Page::figure(Picture picture, ChartText text, const std::string& numbers) {
  body_ += "<figure>\n";
  body_ += fmt::format("<figcaption><strong>{}</strong>{}</figcaption>\n", escape(text.title),
                       text.caption.empty() ? "" : " " + escape(text.caption));
  const auto at = body_.size();
  if (!numbers.empty())
    body_ += fmt::format("<details class=\"numbers\"><summary>Numbers behind “{}”</summary>\n{}</details>\n",
                         escape(text.title), numbers);
  body_ += "</figure>\n";
  figures_.push_back({at, std::move(picture), std::move(text)});
}

std::string Page::body() {
  std::string whole;
  std::size_t from = 0;
  for (std::size_t number = 0; number < figures_.size(); ++number) {
    auto& [at, picture, text] = figures_[number];
    whole += body_.substr(from, at - from);
    whole += inline_svg(picture.get(), fmt::format("figure-{}", number + 1), text.title, text.description);
    from = at;
  }
  return whole + body_.substr(from);
}

} // namespace carepath::report
