// The first section, in plain sentences made from the numbers. A difference is claimed only when its 95%
// limits leave out zero.
#include "report/format.hpp"

#include "engine/base/text.hpp"
#include "report/readable.hpp"
#include "report/sections.hpp"
#include "report/select.hpp"
#include "report/targets.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>

namespace carepath::report {
namespace {

std::string range_words(const std::string& range) {
  return range.empty() ? "" : fmt::format(" (95% limits {})", range);
}

std::string target_sentence(const KpiRow& row, const Estimate& estimate) {
  switch (target_status(row, estimate)) {
  case TargetStatus::met: return fmt::format(" The target of {} is met.", target_words(row));
  case TargetStatus::not_met: return fmt::format(" The target of {} is not met.", target_words(row));
  case TargetStatus::too_close:
    return fmt::format(" Whether the target of {} is met is too close to call.", target_words(row));
  case TargetStatus::none: break;
  }
  return {};
}

/// "Within 18 weeks: 61.0% (95% limits 60.0 to 62.0)."
std::string level_sentence(const KpiRow& row, const Estimate& estimate) {
  return fmt::format("{}: {}{}.", title_of(row), figure(estimate, row), range_words(limits(estimate, row)));
}

std::string better_words(const KpiRow& row, bool is_higher) {
  if (!row.has_target || is_band(row)) return {};
  return is_higher == !row.target_at_most ? ", which is better" : ", which is worse";
}

/// What may be said about a difference from the first variant.
std::string difference_sentence(const KpiRow& row, const Estimate& difference, const std::string& first) {
  const auto size = size_of_difference(difference, row.unit);
  switch (verdict(difference)) {
  case Verdict::higher:
    return fmt::format(" That is {} more than {}{}{}.", size, first,
                       range_words(limits(difference, row.unit)), better_words(row, true));
  case Verdict::lower:
    return fmt::format(" That is {} {} than {}{}{}.", size, is_count(row.unit) ? "fewer" : "less", first,
                       range_words(limits(difference, row.unit)), better_words(row, false));
  case Verdict::no_clear_difference:
    return fmt::format(" No clear difference from {}{}.", first, range_words(limits(difference, row.unit)));
  case Verdict::no_limits: break;
  }
  return " There are too few replications to say whether this differs from " + first + ".";
}

const PairedEntities* everyone_paired(const Results& results, const std::string& variant) {
  for (const auto& paired : results.paired)
    if (paired.variant == variant && paired.against == results.variants.front().name && paired.group.empty())
      return &paired;
  return nullptr;
}

/// Names the clock only where people are followed on more than one.
std::string gains_sentence(const Results& results, const PairedEntities& paired) {
  const bool several = std::any_of(results.paired.begin(), results.paired.end(),
                                   [&](const auto& other) { return other.clock != paired.clock; });
  const auto clock = paired.clock_title.empty() ? "clock “" + spoken(paired.clock) + "”" : paired.clock_title;
  const auto least = noticed_words(paired.noticed_days);
  return fmt::format(
      "Of the same people followed through both{}, {} wait at least {} less and {} at least {} "
      "more.",
      several ? " (" + clock + ")" : "", figure(paired.gain, "share"), least, figure(paired.lose, "share"),
      least);
}

/// A shorter list with a smaller share within the standard puzzles readers, so we say what to look at.
bool is_shorter_with_smaller_share(const Results& results, std::size_t variant) {
  const auto share = main_kpi(results);
  const auto list = list_kpi(results);
  if (!share || !list || !is_share(results.kpis[*share].unit) || results.kpis[*share].target_at_most)
    return false;
  const auto share_change = difference_from_first(results, variant, *share);
  const auto list_change = difference_from_first(results, variant, *list);
  return share_change && list_change && verdict(*share_change) == Verdict::lower &&
         verdict(*list_change) == Verdict::lower;
}

std::vector<std::string> sentences_about(const Results& results, std::size_t variant) {
  std::vector<std::string> sentences;
  for (const auto row : headline_kpis(results)) {
    const auto& kpi = results.kpis[row];
    const auto estimate = estimate_of(results, variant, row);
    if (!std::isfinite(estimate.mean)) continue;
    auto sentence = level_sentence(kpi, estimate);
    if (const auto difference = difference_from_first(results, variant, row))
      sentence += difference_sentence(kpi, *difference, "“" + shown_name(results, 0) + "”");
    sentences.push_back(sentence + target_sentence(kpi, estimate));
  }
  if (variant > 0)
    if (const auto* paired = everyone_paired(results, results.variants[variant].name))
      sentences.push_back(gains_sentence(results, *paired));
  if (is_shorter_with_smaller_share(results, variant))
    sentences.emplace_back(
        "The list is shorter and yet a smaller share is within the standard: see the note below.");
  if (sentences.empty()) sentences.emplace_back("No figure could be worked out.");
  return sentences;
}

} // namespace

void add_findings(Page& page) {
  const auto& results = page.results();
  page.open_section("findings", "What we found");
  page.html("<div class=\"findings\">\n");
  for (std::size_t v = 0; v < results.variants.size(); ++v) {
    page.html(fmt::format("<div class=\"finding\">\n<h3>{}{}</h3>\n", escape(shown_name(results, v)),
                          v == 0 ? " <span class=\"tag\">the comparison</span>" : ""));
    page.bullets(sentences_about(results, v));
    page.html("</div>\n");
  }
  if (results.variants.empty()) page.paragraph("The results hold no variant.");
  page.html("</div>\n");
  bool puzzling = false;
  for (std::size_t v = 1; v < results.variants.size(); ++v)
    puzzling = puzzling || is_shorter_with_smaller_share(results, v);
  if (puzzling)
    page.paragraph(
        "Note: taking short waiters off a list lowers the share within the standard even when nobody waits "
        "longer. Read the list by weeks waited, and who gains and who loses, before judging.");
  page.html("<p class=\"note\">Sentences made from the numbers below. A difference is stated only where its "
            "95% limits "
            "leave out zero.</p>\n");
  page.close_section();
}

} // namespace carepath::report
