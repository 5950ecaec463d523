// The same people in two variants: who waits less, who waits more; and whether need is conserved.
#include "models/study/reduce.hpp"

#include "engine/experiment/variance_components.hpp"
#include "engine/observe/estimate.hpp"
#include "engine/results/observation_size.hpp"
#include "models/study/kpi_rows.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>

namespace carepath {
namespace {

/// Name and category of each group of a fold: everyone, then the categories of every split.
std::vector<std::pair<std::string, std::string>> group_names(const Program& program) {
  std::vector<std::pair<std::string, std::string>> names{{"", ""}};
  for (const auto split : program.plan.outcome_splits)
    for (const auto& category : program.attributes[split.value].categories)
      names.emplace_back(program.attributes[split.value].name, category);
  return names;
}

PairedEntities fold_group(const std::vector<PairedFold>& folds, std::size_t interval, std::size_t group,
                          double noticed_days, std::size_t per_observation) {
  PairedEntities out;
  out.noticed_days = noticed_days;
  out.change_edges = change_edges(noticed_days);
  out.change_counts.assign(out.change_edges.size() - 1, 0);
  double matched = 0, shorter = 0, longer = 0, unknown = 0, folded = 0;
  std::vector<double> mean_changes;
  for (const auto& fold : folds) {
    if (interval >= fold.groups.size() || group >= fold.groups[interval].size()) {
      mean_changes.push_back(std::nan("")); // keeps its place among those that share a draw
      continue;
    }
    const auto& from = fold.groups[interval][group];
    ++folded;
    matched += from.matched;
    shorter += from.shorter;
    longer += from.longer;
    unknown += from.unknown;
    mean_changes.push_back(from.ended > 0 ? from.change_sum / from.ended : std::nan(""));
    for (std::size_t bin = 0; bin < out.change_counts.size() && bin < from.counts.size(); ++bin)
      out.change_counts[bin] += from.counts[bin];
  }
  if (folded > 0)
    for (auto& count : out.change_counts) count /= folded;
  out.matched = folded > 0 ? matched / folded : 0;
  out.gain = matched > 0 ? shorter / matched : std::nan("");
  out.lose = matched > 0 ? longer / matched : std::nan("");
  out.unknown = matched > 0 ? unknown / matched : std::nan("");
  out.same = matched > 0 ? (matched - shorter - longer - unknown) / matched : std::nan("");
  out.mean_change = estimate_over_draws(mean_changes, per_observation);
  return out;
}

std::string clock_title(const Document& document, const std::string& clock) {
  const auto* item = document.item("clock", clock);
  return item ? text_of(*item, "title") : std::string();
}

constexpr double need_tolerance = 0.03;

/// What one scenario found of a need; NaN where it does not say when the need is decided.
struct NeedFound {
  double people = 0;
  double decided = 0;
  double undecided = 0; // still inside at the end

  [[nodiscard]] double share() const { return people / decided; }
  /// The share of all of whom it is or will be decided, if none of those inside, or all, have the need.
  [[nodiscard]] double lowest() const { return people / (decided + undecided); }
  [[nodiscard]] double highest() const { return (people + undecided) / (decided + undecided); }
};

std::string undecided_words(const NeedFound& found, const NeedFound& first) {
  return fmt::format(
      " Still inside undecided: {:.0f}, and {:.0f} in the first; with them the share is {:.1f}% to "
      "{:.1f}%, and {:.1f}% to {:.1f}% in the first.",
      found.undecided, first.undecided, 100 * found.lowest(), 100 * found.highest(), 100 * first.lowest(),
      100 * first.highest());
}

/// Whether some outcome of those inside would agree with the change stated.
bool may_agree(const NeedCheck& need, const NeedFound& found, const NeedFound& first) {
  return found.lowest() <= (need.change + need_tolerance) * first.highest() &&
         found.highest() >= (need.change - need_tolerance) * first.lowest();
}

/// Whether the need found agrees with the change stated, in words.
std::string need_sentence(const NeedCheck& need, const std::string& name, const NeedFound& found,
                          const NeedFound& first) {
  const bool of_decided = !std::isnan(found.decided) && !std::isnan(first.decided);
  const double ratio = of_decided ? found.share() / first.share() : found.people / first.people;
  if (!std::isfinite(ratio))
    return fmt::format("{}: nobody {} in '{}' or here, so the two cannot be compared.", need.name,
                       of_decided ? "is decided or needs it" : "reaches it", name);
  const bool conserved = std::abs(ratio - need.change) <= need_tolerance;
  const bool inside = of_decided && (found.undecided >= 0.5 || first.undecided >= 0.5);
  const auto* doubt =
      !of_decided ? ": people who leave a list, and those still waiting at the end, move this count too"
      : inside && may_agree(need, found, first) ? ", but those still inside may make it so"
                                                : "";
  return fmt::format("{}: {} {:.1f}% of that in '{}'; {:.0f}% stated{}{}. {}{}.{}", need.name,
                     of_decided ? "the share that needs it, of those decided, is"
                                : "the number reaching it by the end is",
                     100 * ratio, name, 100 * need.change, need.because.empty() ? "" : ": ", need.because,
                     conserved ? "As stated" : "Not within 3 points of what is stated",
                     conserved ? "" : doubt, inside ? undecided_words(found, first) : std::string());
}

} // namespace

void add_paired(const Study& study, std::size_t variant, const std::vector<PairedFold>& folds,
                Results& results) {
  const auto& base = *study.variants.front().program;
  const auto names = group_names(base);
  for (std::size_t interval = 0; interval < base.intervals.size(); ++interval)
    for (std::size_t group = 0; group < names.size(); ++group) {
      auto row = fold_group(folds, interval, group, base.intervals[interval].noticed_days,
                            replications_of_an_observation(results));
      if (row.matched == 0) continue;
      row.variant = study.variants[variant].name;
      row.against = study.variants.front().name;
      row.clock = base.intervals[interval].name;
      row.clock_title = clock_title(study.documents.front(), row.clock);
      row.group = names[group].first;
      row.group_value = names[group].second;
      results.paired.push_back(std::move(row));
    }
}

void add_need_checks(const Study& study, Results& results) {
  if (study.variants.empty()) return;
  const auto& first = study.variants.front();
  const auto rows = static_cast<std::size_t>(study.replications);
  const auto mean_in = [&](std::size_t variant, const std::string& kpi) {
    const auto row = kpi_place(results.kpis, kpi);
    return row ? estimate_mean(std::span(results.variants[variant].values).subspan(*row * rows, rows)).mean
               : std::nan("");
  };
  for (std::size_t variant = 1; variant < study.variants.size(); ++variant)
    for (const auto& need : study.variants[variant].needs) {
      const bool shared = std::any_of(first.needs.begin(), first.needs.end(),
                                      [&](const auto& own) { return own.name == need.name; });
      if (!shared) continue;
      const auto found_in = [&](std::size_t at) {
        const auto row = "need." + need.name;
        return NeedFound{mean_in(at, row), mean_in(at, row + ".decided"), mean_in(at, row + ".undecided")};
      };
      results.variants[variant].need_checks.push_back(
          need_sentence(need, first.name, found_in(variant), found_in(0)));
    }
}

} // namespace carepath
