// See svg.hpp. Works on the text: the two programs' output is regular and already escaped.
#include "report/svg.hpp"

#include "report/format.hpp"
#include "report/report.hpp"

#include <fmt/format.h>

namespace carepath::report {
namespace {

/// Takes out every piece of `text` from `open` to the next `close`, both included.
std::string without(std::string text, std::string_view open, std::string_view close) {
  for (auto from = text.find(open); from != std::string::npos; from = text.find(open, from)) {
    const auto to = text.find(close, from + open.size());
    if (to == std::string::npos) break;
    text.erase(from, to + close.size() - from);
  }
  return text;
}

std::string replaced(std::string text, std::string_view old_part, std::string_view new_part) {
  for (auto at = text.find(old_part); at != std::string::npos; at = text.find(old_part, at + new_part.size()))
    text.replace(at, old_part.size(), new_part);
  return text;
}

std::string attribute(std::string_view tag, std::string_view name) {
  const auto start = tag.find(fmt::format("{}=\"", name));
  if (start == std::string_view::npos) return {};
  const auto from = start + name.size() + 2;
  return std::string(tag.substr(from, tag.find('"', from) - from));
}

/// Names of our own for the drawing's identifiers and the places that refer to them.
std::string prefixed_ids(std::string text, std::string_view id) {
  for (const char* quote : {"\"", "'"}) {
    text = replaced(std::move(text), fmt::format(" id={}", quote), fmt::format(" id={}{}-", quote, id));
    text = replaced(std::move(text), fmt::format("xlink:href={}#", quote),
                    fmt::format("href={}#{}-", quote, id));
  }
  return replaced(std::move(text), "url(#", fmt::format("url(#{}-", id));
}

std::string body_of(std::string_view raw, std::size_t tag_end, std::string_view id) {
  const auto end = raw.rfind("</svg>");
  if (end == std::string_view::npos || end < tag_end) throw ReportError("A chart came back incomplete.");
  std::string body(raw.substr(tag_end + 1, end - tag_end - 1));
  body = without(std::move(body), "<title>", "</title>");
  body = without(std::move(body), "<desc>", "</desc>");
  body = without(std::move(body), "<!--", "-->");
  body = without(std::move(body), "<filter", "</filter>");
  body = without(std::move(body), " font-family=\"", "\"");
  body = replaced(std::move(body), " stroke-linecap=\"butt\" stroke-linejoin=\"miter\"", "");
  body =
      replaced(std::move(body),
               "<g fill=\"none\" color=\"black\" stroke=\"currentColor\" stroke-width=\"1.00\">\n</g>\n", "");
  return prefixed_ids(std::move(body), id);
}

} // namespace

std::string inline_svg(std::string_view raw, std::string_view id, std::string_view title,
                       std::string_view description) {
  const auto start = raw.find("<svg");
  const auto tag_end = start == std::string_view::npos ? start : raw.find('>', start);
  if (tag_end == std::string_view::npos) throw ReportError("A drawing program returned no picture.");
  const auto box = attribute(raw.substr(start, tag_end - start), "viewBox");
  return fmt::format("<svg role=\"img\" viewBox=\"{0}\" preserveAspectRatio=\"xMidYMid meet\" "
                     "aria-labelledby=\"{1}-title {1}-desc\">\n<title id=\"{1}-title\">{2}</title>\n"
                     "<desc id=\"{1}-desc\">{3}</desc>\n{4}</svg>\n",
                     escape(box), id, escape(title), escape(description), body_of(raw, tag_end, id));
}

} // namespace carepath::report
