// The sections a careful reader turns to: assumptions, changes, certainty, the reporting list, how to repeat
// it.
#include "engine/base/text.hpp"
#include "engine/results/length_words.hpp"
#include "engine/results/replication_numbers.hpp"
#include "report/format.hpp"
#include "report/sections.hpp"
#include "report/select.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>

namespace carepath::report {
namespace {

/// What a source tag such as "[E 25]" says about the evidence; empty for tags we do not know.
std::string tag_meaning(const std::string& source) {
  const auto open = source.find('[');
  if (open == std::string::npos || open + 1 >= source.size()) return source.empty() ? "no source given" : "";
  const bool ends = open + 2 < source.size() && (source[open + 2] == ']' || source[open + 2] == ' ');
  if (!ends) return {};
  switch (source[open + 1]) {
  case 'R': return "source read in full";
  case 'E': return "seen in an excerpt of the source";
  case 'D': return "worked out from sourced numbers";
  case 'K': return "professional knowledge, not looked up";
  case 'I': return "illustrative choice";
  default: return {};
  }
}

/// The variants that have an assumption, as they are shown.
std::string variants_with(const Results& results, const std::string& variants) {
  if (variants.empty() || results.variants.size() == 1) return std::string(every_variant);
  constexpr std::string_view between = ", ";
  std::string shown;
  for (std::size_t from = 0; from <= variants.size();) {
    const auto end = std::min(variants.find(between, from), variants.size());
    if (from > 0) shown += between;
    shown += shown_name(results, variants.substr(from, end - from));
    from = end + between.size();
  }
  return shown;
}

std::string assumptions_table(const Results& results) {
  Table table("Assumptions and their sources", {"What", "Value", "Source", "Evidence", "In"});
  for (const auto& row : results.assumptions)
    table.html_row(fmt::format("<code>{}</code>", escape(row.path)),
                   {text_cell(row.value), text_cell(row.source), text_cell(tag_meaning(row.source)),
                    text_cell(variants_with(results, row.variant))});
  return table.html();
}

double largest_littles_law_error(const VariantResult& variant, std::string& resource) {
  double largest = std::nan("");
  for (const auto& row : variant.resources)
    if (std::isfinite(row.littles_law_error) && !(row.littles_law_error <= largest)) {
      largest = row.littles_law_error;
      resource = row.name;
    }
  return largest;
}

std::string certainty_table(const Results& results) {
  Table table("Replications and checks", {"Variant", "Asked for", "Completed", "Failed",
                                          "Events per replication", "Largest Little's law gap"});
  for (std::size_t v = 0; v < results.variants.size(); ++v) {
    const auto& variant = results.variants[v];
    std::string resource;
    const double gap = largest_littles_law_error(variant, resource);
    table.row(shown_name(results, v),
              {number_cell(fmt::format("{}", results.replications)),
               number_cell(fmt::format("{}", variant.replications)),
               number_cell(fmt::format("{}", variant.failed)), number_cell(plain(variant.events, 0)),
               number_cell(std::isfinite(gap) ? figure(gap, "share") + " (" + resource + ")" : "–")});
  }
  return table.html();
}

std::string indented(const std::string& text) {
  return "<pre><code>" + escape(text) + "</code></pre>\n";
}

} // namespace

void add_about(Page& page) {
  const auto& results = page.results();
  if (results.about.empty()) return;
  page.open_section("about", "About this model");
  Table table("What the scenario says of itself", {"About", "As stated"});
  table.row("Title", {text_cell(results.title)});
  for (const auto& row : results.about) table.row(row.title, {text_cell(row.text)});
  page.table(table);
  page.close_section();
}

void add_assumptions(Page& page) {
  const auto& results = page.results();
  page.open_section("assumptions", "Assumptions and their sources");
  if (results.assumptions.empty()) {
    page.paragraph("The scenario names no parameter with a source.");
  } else {
    page.html("<p class=\"note\">[R] source read in full · [E] seen in an excerpt of the source · [D] worked "
              "out from "
              "sourced numbers · [K] professional knowledge, not looked up · [I] illustrative choice. A "
              "number after the "
              "letter is the scenario's reference.</p>\n");
    page.html(assumptions_table(results));
  }
  page.close_section();
}

void add_changes(Page& page) {
  const auto& results = page.results();
  page.open_section("changes", "What each variant changes");
  for (std::size_t v = 0; v < results.variants.size(); ++v) {
    const auto& variant = results.variants[v];
    if (v == 0 && variant.need_checks.empty()) continue;
    page.heading(shown_name(results, v));
    if (v > 0 && variant.what_changes.empty())
      page.paragraph("No difference between the scenario files is recorded.");
    if (!variant.what_changes.empty()) page.bullets(variant.what_changes);
    if (variant.need_checks.empty()) continue;
    page.paragraph("Need for treatment, checked against the first variant:");
    page.bullets(variant.need_checks);
  }
  if (results.variants.size() < 2) page.paragraph("There is one variant, so nothing is compared.");
  page.close_section();
}

void add_certainty(Page& page) {
  const auto& results = page.results();
  page.open_section("certainty", "How sure we are");
  page.html(certainty_table(results));
  for (std::size_t v = 0; v < results.variants.size(); ++v) {
    if (!results.variants[v].warnings.empty()) {
      page.paragraph("Of " + shown_name(results, v) + ":");
      page.bullets(results.variants[v].warnings);
    }
    const auto& failures = results.variants[v].failures;
    if (failures.empty()) continue;
    page.paragraph("Failed replications of " + shown_name(results, v) + ", which are in no average:");
    page.bullets(failures);
  }
  page.html("<h3>What the limits mean</h3>\n<ul>\n"
            "<li>Each replication is one possible future. The 95% limits say where the mean of very many "
            "such futures "
            "lies, as far as these replications tell; they narrow as replications are added.</li>\n");
  if (results.antithetic)
    page.html("<li>Replications are antithetic pairs: in the second of a pair everybody who was lucky is as "
              "unlucky, so that chance evens out. The limits are over pairs.</li>\n");
  page.html("<li>They are about chance inside the model. They do not cover wrong assumptions: see the "
            "sources above.</li>\n"
            "<li>A difference pairs replication with replication, on the same people with the same luck, so "
            "its limits "
            "are usually narrower than the two variants' own limits suggest.</li>\n"
            "<li>With many figures, about one in twenty differences would show by chance where there is "
            "none.</li>\n"
            "<li>Little's law says that the mean number in a queue equals arrivals per unit of time "
            "multiplied by the "
            "mean wait. The gap is checked on every queue; it is near zero when nothing is lost, apart from "
            "those still "
            "waiting at the start and end.</li>\n</ul>\n");
  page.close_section();
}

void add_stress(Page& page) {
  const auto& results = page.results();
  if (results.stress.empty()) return;
  page.open_section("stress", "Appendix: reporting list (STRESS-DES)");
  page.html("<p class=\"note\">The items of the STRESS-DES guideline (Monks and others, 2019), filled from "
            "the scenario."
            "</p>\n");
  Table table("STRESS-DES items", {"Item", "Topic", "Answer"});
  for (const auto& item : results.stress) {
    auto text = escape(item.text);
    for (auto at = text.find('\n'); at != std::string::npos; at = text.find('\n', at + 4))
      text.replace(at, 1, "<br>");
    table.row(item.number, {text_cell(item.title), html_cell(text.empty() ? "not stated" : text)});
  }
  page.table(table);
  page.close_section();
}

void add_reproduction(Page& page) {
  const auto& results = page.results();
  page.open_section("reproduce", "Scenario files, and how to repeat this");
  page.html(fmt::format(
      "<p>The same files, seed and version give the same numbers, on any machine and for any number of "
      "threads.</p>\n<dl>\n<dt>Seed</dt><dd>{}</dd>\n<dt>Replications asked for</dt><dd>{}</dd>\n"
      "<dt>Start</dt><dd>{}</dd>\n<dt>Warm-up</dt><dd>{}</dd>\n<dt>Measured</dt><dd>{}</dd>\n"
      "<dt>Program</dt><dd>Carepath {} ({})</dd>\n</dl>\n",
      results.seed, replication_number_words(results), escape(date_words(results.start_date)),
      length_words(results.warm_up_days), length_words(results.length_days), escape(results.program_version),
      escape(results.git_hash)));
  if (!results.overrides.empty()) {
    page.paragraph("Values set on the command line:");
    page.bullets(results.overrides);
  }
  for (const auto& scenario : results.scenario_texts)
    page.details("Scenario file " + scenario.name, indented(scenario.text));
  page.close_section();
}

} // namespace carepath::report
