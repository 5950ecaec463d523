#include "models/study/compared_worths.hpp"

#include "models/scenario/written.hpp"
#include "models/study/kpi_rows.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>

namespace carepath {
namespace {

const OutcomeWorth* worth_in(const CompiledScenario& variant, const std::string& name) {
  const auto found = std::find_if(variant.worths.begin(), variant.worths.end(),
                                  [&](const auto& worth) { return worth.name == name; });
  return found == variant.worths.end() ? nullptr : &*found;
}

/// A worth as one variant has it: as it was compiled, and as it is written there.
struct Said {
  const OutcomeWorth& worth;
  const Item& item;
};

std::string pounds_words(double pounds) {
  return std::isnan(pounds) ? "not said" : fmt::format("£{:.7g}", pounds);
}

/// What a variant says in a field; where both write the same, or nothing, what that comes to in it.
std::string words(const Said& said, const Said& other, std::string_view key) {
  const auto* field = said.item.find(key);
  const auto* beside = other.item.find(key);
  const bool is_written_alike = field && beside && same_node(field->value, beside->value);
  if (field && !is_written_alike) return written_form(field->value);
  if (key == "pounds") return pounds_words(said.worth.pounds);
  return key == "better" ? written_text(said.worth.more_is_better ? "more" : "fewer") : "not said";
}

/// Figures may have other names in a variant only because it shows more of a KPI, or has it in another unit:
/// that is told of the KPI.
bool names_another(const Said& first, const Said& own, std::string_view key, const std::string& figure,
                   const std::string& own_figure) {
  return figure != own_figure && !same_node(first.item.find(key)->value, own.item.find(key)->value);
}

bool is_the_same(double one, double other) {
  return one == other || (std::isnan(one) && std::isnan(other));
}

/// The fields by which two variants differ about one worth.
std::vector<std::string_view> fields_apart(const Said& first, const Said& own) {
  const auto &a = first.worth, &b = own.worth;
  std::vector<std::string_view> apart;
  if (names_another(first, own, "outcome", a.outcome, b.outcome)) apart.push_back("outcome");
  if (names_another(first, own, "cost", a.cost, b.cost)) apart.push_back("cost");
  if (a.more_is_better != b.more_is_better) apart.push_back("better");
  if (!is_the_same(a.pounds, b.pounds)) apart.push_back("pounds");
  if (a.title != b.title) apart.push_back("title");
  if (a.source != b.source) apart.push_back("source");
  return apart;
}

void note_fields(const std::string& first_name, const Said& first, const Said& own,
                 std::vector<UnusedWorth>& notes) {
  for (const auto key : fields_apart(first, own)) {
    const auto* field = own.item.find(key);
    notes.push_back(
        {field ? field->key_where : own.item.where,
         fmt::format("worth '{}' has its own '{}', {}, which is not used: the comparison has "
                     "that of '{}', {}; to change it, change it there",
                     own.worth.name, key, words(own, first, key), first_name, words(first, own, key))});
  }
}

/// A worth that a variant takes away is told of it all the same, where it has both figures.
void note_left_out(const std::string& first_name, const OutcomeWorth& worth, const CompiledScenario& own,
                   const Document& document, std::vector<UnusedWorth>& notes) {
  if (!kpi_place(own.kpis, worth.outcome) || !kpi_place(own.kpis, worth.cost)) return;
  for (const auto& [kind, name, where] : document.dropped)
    if (kind == "worth" && name == worth.name)
      notes.push_back({where, fmt::format("worth '{}' is left out here, which is not used: '{}' has it, and "
                                          "the comparison tells it of all; leave it out there",
                                          name, first_name)});
}

/// The first variant that has a worth, which all are judged by.
std::size_t place_that_says(const Study& study, const std::string& name) {
  const auto found = std::find_if(study.variants.begin(), study.variants.end(),
                                  [&](const auto& variant) { return worth_in(variant, name) != nullptr; });
  return static_cast<std::size_t>(found - study.variants.begin());
}

} // namespace

std::vector<OutcomeWorth> compared_worths(const Study& study) {
  std::vector<OutcomeWorth> all;
  for (const auto& variant : study.variants)
    for (const auto& worth : variant.worths)
      if (std::none_of(all.begin(), all.end(), [&](const auto& known) { return known.name == worth.name; }))
        all.push_back(worth);
  return all;
}

std::vector<UnusedWorth> unused_worths(const Study& study, std::size_t variant) {
  std::vector<UnusedWorth> notes;
  const auto& own = study.variants[variant];
  const auto& document = study.documents[variant];
  for (const auto& worth : compared_worths(study)) {
    const auto first = place_that_says(study, worth.name);
    if (first >= variant) continue;
    const auto& first_name = study.variants[first].name;
    if (const auto* said = worth_in(own, worth.name))
      note_fields(first_name, {worth, *study.documents[first].item("worth", worth.name)},
                  {*said, *document.item("worth", worth.name)}, notes);
    else
      note_left_out(first_name, worth, own, document, notes);
  }
  return notes;
}

} // namespace carepath
