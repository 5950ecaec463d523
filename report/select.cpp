// See select.hpp.
#include "report/select.hpp"

#include "engine/base/people_followed.hpp"
#include "engine/base/text.hpp"
#include "report/format.hpp"
#include "report/kpi_row.hpp"
#include "report/palette.hpp"

#include <algorithm>
#include <cctype>
#include <cmath>
#include <fmt/format.h>
#include <limits>
#include <string_view>

namespace carepath::report {
namespace {

constexpr double nan_value = std::numeric_limits<double>::quiet_NaN();

/// Whether a word of the text is one that people use of a list.
bool speaks_of_waiting(std::string text) {
  constexpr std::string_view letters = "abcdefghijklmnopqrstuvwxyz";
  std::transform(text.begin(), text.end(), text.begin(),
                 [](unsigned char letter) { return static_cast<char>(std::tolower(letter)); });
  for (auto from = text.find_first_of(letters); from != std::string::npos;) {
    const auto end = std::min(text.find_first_not_of(letters, from), text.size());
    const auto word = text.substr(from, end - from);
    if (word == "list" || word.starts_with("wait") || word.starts_with("queue")) return true;
    from = text.find_first_of(letters, end);
  }
  return false;
}

/// Whether a figure is how many people wait, as far as results tell: a number of people that can be followed
/// through time, unlike a count of events, and is so called, unlike those in a ward.
bool is_list(const Results& results, const KpiRow& row) {
  const auto is_followed = [&](const SeriesRow& series) { return series.name == row.name; };
  return row.group.empty() && is_count(row.unit) &&
         std::any_of(results.series.begin(), results.series.end(), is_followed) &&
         (speaks_of_waiting(row.name) || speaks_of_waiting(row.title));
}

template <class Row, class Wanted>
std::optional<std::size_t> first_row(const std::vector<Row>& rows, Wanted wanted) {
  const auto found = std::find_if(rows.begin(), rows.end(), wanted);
  if (found == rows.end()) return std::nullopt;
  return static_cast<std::size_t>(found - rows.begin());
}

/// The number that stands beside the main figure: the list, else the first that is so called, else the first.
std::optional<std::size_t> main_count(const Results& results) {
  if (const auto list = list_kpi(results)) return list;
  const auto counted = [](const auto& k) { return k.group.empty() && is_count(k.unit); };
  const auto named = [&](const auto& k) { return counted(k) && k.name.starts_with("list"); };
  if (const auto row = first_row(results.kpis, named)) return row;
  return first_row(results.kpis, counted);
}

/// In how many replications of a variant a figure is defined.
std::size_t replications_with_figure(const Results& results, const VariantResult& variant, std::size_t row) {
  const std::size_t rows = std::max<std::size_t>(results.kpis.size(), 1), each = variant.values.size() / rows;
  if (each * rows != variant.values.size()) return variant.replications; // values are not of these rows
  const auto begin = variant.values.begin() + static_cast<std::ptrdiff_t>(row * each);
  return static_cast<std::size_t>(std::count_if(begin, begin + static_cast<std::ptrdiff_t>(each),
                                                [](double value) { return std::isfinite(value); }));
}

} // namespace

std::string shown_name(const Results& results, std::size_t variant) {
  const auto& own = results.variants.at(variant);
  const auto alike = std::count_if(results.variants.begin(), results.variants.end(),
                                   [&](const auto& other) { return other.title == own.title; });
  return own.title.empty() || alike > 1 ? own.name : own.title;
}

std::string shown_name(const Results& results, const std::string& variant) {
  const auto found = first_row(results.variants, [&](const auto& one) { return one.name == variant; });
  return found ? shown_name(results, *found) : variant;
}

std::optional<std::size_t> main_kpi(const Results& results) {
  const auto& rows = results.kpis;
  for (const auto& name : results.headline)
    if (auto row = first_row(rows, [&](const auto& k) { return k.group.empty() && k.name == name; }))
      return row;
  if (auto row =
          first_row(rows, [](const auto& k) { return k.group.empty() && k.has_target && is_share(k.unit); }))
    return row;
  if (auto row = first_row(rows, [](const auto& k) { return k.group.empty() && k.has_target; })) return row;
  return first_row(rows, [](const auto& k) { return k.group.empty(); });
}

std::vector<std::size_t> headline_kpis(const Results& results) {
  std::vector<std::size_t> chosen;
  const auto add = [&](std::optional<std::size_t> row) {
    if (row && std::find(chosen.begin(), chosen.end(), *row) == chosen.end()) chosen.push_back(*row);
  };
  for (const auto& name : results.headline)
    add(first_row(results.kpis, [&](const auto& k) { return k.group.empty() && k.name == name; }));
  if (!chosen.empty()) return chosen;
  add(main_kpi(results));
  add(main_count(results));
  return chosen;
}

std::vector<std::size_t> headline_series(const Results& results) {
  std::vector<std::size_t> chosen;
  for (const auto& name : results.headline)
    if (auto row = first_row(results.series, [&](const auto& s) { return s.name == name; }))
      chosen.push_back(*row);
  if (!chosen.empty()) return chosen;
  for (const auto row : {share_series(results), count_series(results)})
    if (row) chosen.push_back(*row);
  return chosen;
}

std::optional<std::size_t> list_kpi(const Results& results) {
  const auto is_of_list = [&](const auto& k) { return is_list(results, k); };
  const auto is_named = [&](const auto& k) { return k.name.starts_with("list") && is_of_list(k); };
  if (const auto row = first_row(results.kpis, is_named)) return row;
  return first_row(results.kpis, is_of_list);
}

std::optional<std::size_t> share_series(const Results& results) {
  const auto& rows = results.series;
  if (auto row = first_row(rows, [](const auto& s) { return is_share(s.unit) && s.has_target; })) return row;
  return first_row(rows, [](const auto& s) { return is_share(s.unit); });
}

std::optional<std::size_t> count_series(const Results& results) {
  const auto& rows = results.series;
  if (auto row = first_row(rows, [](const auto& s) { return is_count(s.unit); })) return row;
  return first_row(rows, [](const auto& s) { return !is_share(s.unit); });
}

Estimate estimate_of(const Results& results, std::size_t variant, std::size_t kpi) {
  const auto& estimates = results.variants.at(variant).estimates;
  return kpi < estimates.size() ? estimates[kpi] : Estimate{nan_value, nan_value, nan_value};
}

std::optional<Estimate> difference_from_first(const Results& results, std::size_t variant, std::size_t kpi) {
  if (variant == 0 || variant >= results.variants.size()) return std::nullopt;
  const auto& first = results.variants.front().name;
  const auto found = first_row(results.differences, [&](const auto& difference) {
    return difference.variant == results.variants[variant].name && difference.against == first;
  });
  if (!found || kpi >= results.differences[*found].estimates.size()) return std::nullopt;
  return results.differences[*found].estimates[kpi];
}

std::vector<Split> splits(const Results& results, bool by_setting) {
  std::vector<Split> found;
  for (std::size_t i = 0; i < results.kpis.size(); ++i) {
    const auto& row = results.kpis[i];
    if (row.group.empty() || is_part(row) != by_setting) continue;
    auto split = std::find_if(found.begin(), found.end(),
                              [&](const Split& s) { return s.name == row.name && s.group == row.group; });
    if (split == found.end()) split = found.insert(found.end(), Split{row.name, row.group, {}});
    if (is_gap(row))
      split->gap = i;
    else if (is_shared(row))
      split->shared = i;
    else
      split->rows.push_back(i);
  }
  std::erase_if(found, [](const Split& split) { return split.rows.empty(); });
  return found;
}

std::string splits_not_followed(const Results& results) {
  std::vector<std::string> followed, left_out;
  const auto add = [](std::vector<std::string>& names, const std::string& name) {
    if (std::find(names.begin(), names.end(), name) == names.end()) names.push_back(name);
  };
  for (const auto& row : results.paired)
    if (!row.group.empty()) add(followed, row.group);
  if (followed.size() < most_splits_followed) return {};
  for (const auto& split : splits(results, false))
    if (std::find(followed.begin(), followed.end(), split.group) == followed.end())
      add(left_out, split.group);
  if (left_out.empty()) return {};
  return fmt::format("Not told by {}: people are followed by the first {} attributes that KPIs are split by.",
                     join(left_out, ", "), most_splits_followed);
}

std::vector<double> series_values(const Results& results, const std::vector<double>& figures,
                                  std::size_t series) {
  const auto times = results.times.size();
  if (figures.size() < (series + 1) * times) return {};
  const auto from = figures.begin() + static_cast<std::ptrdiff_t>(series * times);
  return {from, from + static_cast<std::ptrdiff_t>(times)};
}

std::optional<std::size_t> fewer_replications(const Results& results, const VariantResult& variant,
                                              std::size_t row) {
  const auto known = replications_with_figure(results, variant, row);
  if (known == 0 || known >= variant.replications) return std::nullopt;
  return known;
}

std::string basis_of_figure(const Results& results, const VariantResult& variant, std::size_t row) {
  const auto fewer = fewer_replications(results, variant, row);
  return fewer ? fmt::format("in {} replications", out_of(*fewer, variant.replications)) : std::string();
}

std::string basis_of_gap(const Results& results, const VariantResult& variant, std::size_t row) {
  const auto basis = basis_of_figure(results, variant, row);
  return basis.empty() ? basis : basis + ": both groups have people";
}

std::vector<LegendEntry> variant_legend(const Results& results) {
  std::vector<LegendEntry> entries;
  for (std::size_t v = 0; v < results.variants.size(); ++v)
    entries.push_back({variant_look(v).glyph, variant_look(v).colour, shown_name(results, v)});
  return entries;
}

std::vector<std::string> variant_columns(const Results& results, const std::string& first) {
  std::vector<std::string> columns{first};
  for (std::size_t v = 0; v < results.variants.size(); ++v) columns.push_back(shown_name(results, v));
  return columns;
}

std::string observations_words(const Results& results) {
  if (!results.uncertain.empty()) return "draws of the uncertain inputs";
  return results.antithetic ? "antithetic pairs" : "replications";
}

} // namespace carepath::report
