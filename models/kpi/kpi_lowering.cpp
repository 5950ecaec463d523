#include "models/kpi/kpi_lowering.hpp"

#include "engine/base/text.hpp"
#include "engine/results/kpi_groups.hpp"
#include "models/compile/moment_in_run.hpp"
#include "models/kpi/kpi_fields.hpp"
#include "models/kpi/ordered_groups.hpp"
#include "models/kpi/target.hpp"
#include "models/scenario/units.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace carepath {
namespace {

struct Moment {
  std::string label;
  double days = 0;
};

std::vector<Moment> moments_of(const Item& item, CompileContext& context) {
  std::vector<Moment> moments;
  const auto* at = item.find("at");
  if (!at || item.find("attribute")) return moments;
  const auto add = [&](const Node& node) {
    const auto is_named = [&](const Moment& moment) { return moment.label == node.text; };
    const double days = moment_in_run(node, context);
    if (std::none_of(moments.begin(), moments.end(), is_named)) moments.push_back({node.text, days});
  };
  if (at->value.is_array())
    for (const auto& node : at->value.items) add(node);
  else
    add(at->value);
  return moments;
}

} // namespace

double opening_of(const Item& item, CompileContext& context) {
  const auto* from = item.find("from");
  return from ? moment_in_run(from->value, context) : context.run.warm_up;
}

std::optional<CohortPeriod> cohort_period(const Item& item, CompileContext& context) {
  const auto* until = item.find("until");
  if (!item.find("from") && !until) return std::nullopt;
  const double opens = opening_of(item, context);
  const bool from_start = opens <= context.run.warm_up;
  const double closes = until ? moment_in_run(until->value, context) : context.run.end();
  return CohortPeriod{SimTime::from_days(opens) + SimTime{from_start ? 0 : 1}, SimTime::from_days(closes)};
}

namespace {

/// The part of the measured period the item is about; nothing when it is about all of it.
std::optional<KpiWindow> window_of(const Item& item, const Figures& figures, CompileContext& context) {
  const auto* from = item.find("from");
  const auto* until = item.find("until");
  if (!from && !until) return std::nullopt;
  const double start = context.run.warm_up;
  const double opens = opening_of(item, context);
  const double closes = until ? moment_in_run(until->value, context) : context.run.end();
  const auto& where = from ? from->value.where : until->value.where;
  if (opens < start)
    context.faults.error(where, fmt::format("kpi '{}' begins before the measured period", item.name),
                         fmt::format("the warm-up ends on day {:.10g}", start));
  else if (opens >= closes)
    context.faults.error(where, fmt::format("the period of kpi '{}' has no length", item.name),
                         "'from' comes before 'until'");
  return KpiWindow{closes - opens, opens <= start, closes >= context.run.end(), figures.time_index(opens),
                   figures.time_index(closes)};
}

/// Lowers one KPI item: every figure for everyone and every group, at every date.
class KpiLowering {
public:
  KpiLowering(const Item& item, KpiWork& work, CompiledScenario& out) : item_(item), work_(work), out_(out) {}

  void lower(const KpiForm& form) {
    for (const auto& name : by_names())
      if (const auto id = work_.context.attributes.find(name); id != NameTable::none_value)
        by_.push_back(AttributeId(id));
    const auto shows = read_shows(item_, work_.context);
    moments_ = moments_of(item_, work_.context);
    window_ = window_of(item_, work_.figures, work_.context);
    target_ = read_target(item_, work_.context);
    for (const auto& offer : form.offer(item_, by_, work_)) {
      const auto shown = shown_figures(item_, shows, offer.shows);
      if (!allowed(offer, shown, form.key)) return;
      for (const auto& show : shown)
        if (!limit_fits(show, offer, item_.name, work_.context)) return;
      find_targeted(offer, shown);
      for (std::size_t at = 0; at < shown.size(); ++at) {
        is_targeted_ = targeted_ == at;
        if (!figure_rows(offer, shown[at], name_of(offer, shown[at], shown.size()))) return;
      }
      if (offer.histogram.exists()) add_histogram(offer);
    }
  }

private:
  [[nodiscard]] std::vector<std::string> by_names() {
    std::vector<std::string> names;
    const auto* by = item_.find("by");
    if (!by) return names;
    auto& context = work_.context;
    for (const auto& [name, where] : texts_of(by->value, context)) {
      warn_of_double_meaning(name, where);
      if (is_by_party(item_, name)) continue;
      if (std::find(names.begin(), names.end(), name) != names.end()) continue; // each once
      const auto id = context.require(context.attributes, "attribute", name, where);
      if (id != NameTable::none_value && context.program().attributes[id].categories.empty())
        context.faults.error(where, fmt::format("attribute '{}' is a number and cannot split a KPI", name),
                             "split by an attribute with categories");
      names.push_back(name);
    }
    return names;
  }

  /// Payer, provider and setting are also words for what is no group of people.
  void warn_of_double_meaning(const std::string& name, const SourceRef& where) {
    if (work_.context.attributes.find(name) == NameTable::none_value) return;
    KpiRow row;
    row.group = name;
    row.unit = text_of(item_, "unit");
    const auto hint = fmt::format("give the attribute another name than '{}'", name);
    if (is_by_party(item_, name))
      work_.context.faults.warning(where,
                                   fmt::format("kpi '{}' is split by who {}, not by the attribute '{}'",
                                               item_.name, name == "payer" ? "pays" : "is paid", name),
                                   hint);
    else if (is_part(row))
      work_.context.faults.warning(
          where,
          fmt::format("kpi '{}' is shown with {}, not with groups of people", item_.name,
                      name == "setting" ? "work by setting" : "who pays and who is paid"),
          hint);
  }

  /// Refuses fields that would have no effect on what the form offers.
  bool allowed(const KpiOffer& offer, const std::vector<Show>& shown, std::string_view form) {
    auto& faults = work_.context.faults;
    bool fine = fields_have_effect(item_, form, offer.filtered, work_.context);
    if (!moments_.empty() && !offer.at_moments) {
      faults.error(item_.find("at")->key_where,
                   fmt::format("kpi '{}' is about the whole period, so 'at' has no effect", item_.name),
                   "remove 'at'");
      fine = false;
    }
    std::vector<std::string> units;
    for (const auto& show : shown) units.push_back(offer.unit(show));
    if (offer.labelled) return unit_has_effect(item_, units, work_.context) && fine;
    const bool has_times =
        offer.measured == Dimension::duration && std::find(units.begin(), units.end(), "days") != units.end();
    return (!has_times || unit_reads_time(item_, work_.context)) && fine;
  }

  void find_targeted(const KpiOffer& offer, const std::vector<Show>& shown) {
    if (!target_ || told_) return;
    std::vector<std::string> units;
    for (const auto& show : shown) units.push_back(offer.unit(show));
    targeted_ = targeted_figure(*target_, units, item_.name, work_.context);
    const bool is_time = offer.measured == Dimension::duration && targeted_ && units[*targeted_] == "days";
    if (is_time && !says_unit_of_time(*target_, work_.context)) targeted_.reset();
    told_ = !targeted_; // one fault, however many rows
    if (targeted_ && shown[*targeted_].kind == ShowKind::share_over && !is_share_of_yes(offer))
      warn_of_share_over(*target_, item_.name, work_.context);
  }

  /// Of an attribute that is 0 or 1, "share_over 0.5" is the share of those who have it.
  [[nodiscard]] bool is_share_of_yes(const KpiOffer& offer) const {
    return item_.find("attribute") && offer.measured != Dimension::duration;
  }

  [[nodiscard]] std::string name_of(const KpiOffer& offer, const Show& show, std::size_t shows) const {
    const auto name = offer.suffix.empty() ? item_.name : item_.name + "." + offer.suffix;
    return shows > 1 ? name + "." + show.label : name;
  }

  /// The title of what is called so: with what the name says after that of the item.
  [[nodiscard]] std::string title_of(const std::string& name) const {
    const auto title = text_of(item_, "title").empty() ? item_.name : text_of(item_, "title");
    return name == item_.name ? title : title + " (" + spoken(name.substr(item_.name.size() + 1)) + ")";
  }

  [[nodiscard]] KpiRow row_of(const KpiOffer& offer, const Show& show, const std::string& name) const {
    KpiRow row;
    row.name = name;
    row.title = title_of(name);
    row.unit = offer.unit(show);
    row.shown_in = shown_unit_of(text_of(item_, "unit"));
    if (row.shown_in.empty() && row.unit == "days") row.shown_in = offer.shown_in;
    if (row.shown_in.empty() && show.kind == ShowKind::clearance) row.shown_in = "weeks";
    const bool plain = row.unit == "number" || row.unit == "units" || row.unit == "patients";
    if (offer.labelled && plain && !row.shown_in.empty() && unit_days(row.shown_in) == 0)
      row.unit = row.shown_in;
    row.definition = text_of(item_, "definition");
    row.owner = text_of(item_, "owner");
    row.source = text_of(item_, "source");
    if (target_ && is_targeted_) set_target(*target_, row);
    return row;
  }

  /// The rows of one figure at every date, and its series. False after a fault.
  bool figure_rows(const KpiOffer& offer, const Show& show, const std::string& name) {
    work_.figures.set_window(window_);
    const auto full = name_of(offer, show, several);
    bool fine = true;
    const auto add = [&](const std::string& own, const std::string& own_full,
                         std::optional<std::uint32_t> time) {
      work_.names.rows.push_back({item_.name, own, own_full, title_of(own_full)});
      fine = fine && rows(offer, show, own, time);
    };
    if (moments_.empty()) add(name, full, std::nullopt);
    for (const auto& moment : moments_)
      add(moments_.size() == 1 ? name : name + "@" + moment.label, full + "@" + moment.label,
          work_.figures.time_index(moment.days));
    fine = fine && window_holds(show);
    work_.figures.set_window(std::nullopt);
    if (fine) add_series(offer, show, name, full);
    if (fine && is_spending(show))
      work_.totals.push_back(
          {name, [figure = offer.figure, show] { return *figure(show, {}, std::nullopt); }});
    return fine;
  }

  /// Money over the whole period that is paid: what a provider is paid is its income.
  [[nodiscard]] bool is_spending(const Show& show) const {
    return item_.find("cost") && !item_.find("provider") && show.kind == ShowKind::total && !window_;
  }

  bool window_holds(const Show& show) {
    if (!window_ || (work_.figures.window_used() && !work_.figures.window_refused())) return true;
    const auto* field = item_.find("from") ? item_.find("from") : item_.find("until");
    const bool refused = work_.figures.window_refused();
    work_.context.faults.error(
        refused && show.where.line ? show.where : field->key_where,
        refused ? fmt::format("'{}' of kpi '{}' needs the whole measured period", show.label, item_.name)
                : fmt::format("kpi '{}' is about a moment, so '{}' has no effect", item_.name, field->key),
        refused ? "with from and until there are means, totals, numbers, shares within a limit and rates"
                : "write at");
    return false;
  }

  bool rows(const KpiOffer& offer, const Show& show, const std::string& name,
            std::optional<std::uint32_t> time) {
    KpiRow row = row_of(offer, show, name);
    const auto everyone = offer.figure(show, {}, time);
    if (!everyone) {
      const std::string figures = time ? "mean, number, share_at, share_up_to and share_over" : offer.figures;
      work_.context.faults.error(
          show.where.line ? show.where : item_.where,
          fmt::format("'{}' is no figure of kpi '{}'{}", show.label, item_.name, time ? " at a date" : ""),
          figures.empty() ? figures : fmt::format("its figures are {}", figures));
      return false;
    }
    if (offer.parts_only) return part_rows(offer.parts.front(), show, row, true), true;
    output(row, *everyone);
    for (const auto attribute : by_) split_rows(offer, show, row, attribute, time);
    for (const auto& parts : offer.parts) part_rows(parts, show, row, false);
    return true;
  }

  /// Whether groups add up to everyone: then a target is of all together, and of no group.
  [[nodiscard]] bool adds_up(const Show& show) const {
    const bool people_there = item_.find("number_in") && show.kind == ShowKind::mean;
    return people_there || show.kind == ShowKind::total || show.kind == ShowKind::number ||
           show.kind == ShowKind::per_time;
  }

  void split_rows(const KpiOffer& offer, const Show& show, KpiRow row, AttributeId attribute,
                  std::optional<std::uint32_t> time) {
    const auto& declared = work_.context.program().attributes[attribute.value];
    row.group = declared.name;
    row.has_target = row.has_target && !adds_up(show);
    std::vector<FigureId> parts;
    for (std::uint32_t category = 0; category < declared.categories.size(); ++category) {
      const auto figure = offer.figure(show, {attribute, category}, time);
      if (!figure) return;
      row.group_value = declared.categories[category];
      output(row, *figure);
      parts.push_back(*figure);
    }
    row.has_target = false;
    if (parts.size() > 1 && has_ordered_groups(declared, work_.context)) {
      row.group_value = gap_value; // first category minus last
      output(row, work_.figures.combine(FigureOp::subtract, parts.front(), parts.back()));
    }
    row.group_value = shared_value; // after the gap, which is of the groups before it
    if (offer.shared)
      if (const auto figure = offer.shared(show)) output(row, *figure);
  }

  void part_rows(const KpiParts& parts, const Show& show, KpiRow row, bool with_sum) {
    std::vector<FigureId> figures;
    std::vector<std::string> names;
    for (const auto& [name, figure] : parts.groups)
      if (const auto found = figure(show)) {
        figures.push_back(*found);
        names.push_back(name);
      }
    if (with_sum) output(row, work_.figures.sum(figures));
    row.group = parts.name;
    row.has_target = row.has_target && with_sum && names.size() == 1; // of several the sum is judged
    for (std::size_t at = 0; at < figures.size(); ++at) {
      row.group_value = names[at];
      output(row, figures[at]);
    }
  }

  void output(const KpiRow& row, FigureId figure) {
    out_.kpis.push_back(row);
    work_.context.program().plan.outputs.push_back(figure);
  }

  void add_series(const KpiOffer& offer, const Show& show, const std::string& name, const std::string& full) {
    if (!offer.series) return;
    const auto source = offer.series(show);
    if (!source) return;
    const auto row = row_of(offer, show, name);
    const auto& run = work_.context.run;
    const bool of_weeks = run.series_step == 7 && run.length >= 14;
    const auto steps = !source->of             ? ""
                       : run.by_calendar_month ? ", month by month"
                       : of_weeks              ? ", week by week"
                                               : ", step by step";
    SeriesRow series;
    series.name = name;
    series.title = row.title + steps;
    work_.names.series.push_back({item_.name, name, full, title_of(full) + steps});
    series.unit = row.unit;
    series.has_target = row.has_target;
    series.target = row.target;
    series.target_at_most = row.target_at_most;
    series.target_high = row.target_high;
    out_.series.push_back(std::move(series));
    out_.series_sources.push_back(*source);
  }

  void add_histogram(const KpiOffer& offer) {
    work_.context.program().plan.tallies[offer.histogram.value].histogram = true;
    const auto title = text_of(item_, "title");
    out_.histograms.push_back({item_.name, title.empty() ? item_.name : title, {}});
    out_.histogram_tallies.push_back(offer.histogram.value);
  }

  static constexpr std::size_t several = 2; // figures: each has its own in its name

  const Item& item_;
  KpiWork& work_;
  CompiledScenario& out_;
  std::vector<AttributeId> by_;
  std::vector<Moment> moments_;
  std::optional<KpiWindow> window_;
  std::optional<KpiTarget> target_;
  std::optional<std::size_t> targeted_; // which figure the target is about
  bool is_targeted_ = false;            // the present one
  bool told_ = false;                   // that the target fits no figure
};

} // namespace

std::vector<double> kpi_moments(const Item& item, CompileContext& context) {
  std::vector<double> days;
  for (const auto& moment : moments_of(item, context)) days.push_back(moment.days);
  for (const auto* key : {"from", "until"})
    if (const auto* field = item.find(key)) days.push_back(moment_in_run(field->value, context));
  return days;
}

void lower_kpi(const Item& item, const KpiForm& form, KpiWork& work, CompiledScenario& out) {
  KpiLowering(item, work, out).lower(form);
}

} // namespace carepath
