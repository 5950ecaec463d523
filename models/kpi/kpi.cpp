#include "models/kpi/kpi.hpp"

#include "engine/base/text.hpp"
#include "models/compile/binder.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace carepath {
namespace {

constexpr std::string_view cohorts[] = {"arrive", "start", "end"};
constexpr std::string_view bases[] = {"full", "marginal"};

constexpr FieldRow kpi_rows[] = {
    {"time_in", FieldKind::texts, Dimension::any, false, "",
     "Time people spend in a phase: step.wait, step.work, step.exit_delay.", "\"first_clinic.wait\""},
    {"wait_for", FieldKind::name, Dimension::any, false, "",
     "Time people wait at the steps that need a resource.", "\"ward_bed\""},
    {"number_in", FieldKind::texts, Dimension::any, false, "",
     "How many people are in a phase: the time average, or at a date.", "\"theatre.wait\""},
    {"count", FieldKind::texts, Dimension::any, false, "",
     "How often an event happens; \"outcome.*\" counts every outcome.", "\"ward.start\""},
    {"sum", FieldKind::boolean, Dimension::any, false, "false", "Count: adds up the events of a list.",
     "true"},
    {"distinct", FieldKind::boolean, Dimension::any, false, "false", "Count: people, not events.", "true"},
    {"resource", FieldKind::name, Dimension::any, false, "", "A resource; 'level' says what of it.",
     "\"ward_bed\""},
    {"level", FieldKind::text, Dimension::any, false, "busy",
     "busy, queue, capacity, utilisation; of a diary also slots_offered, slots_used, slots_lost, sessions.",
     "\"utilisation\""},
    {"clock", FieldKind::name, Dimension::any, false, "", "A clock; 'of' says which of its periods.",
     "\"rtt\""},
    {"of", FieldKind::text, Dimension::any, false, "completed",
     "incomplete, with_decision_to_admit, without_decision_to_admit, completed, or one stop reason.",
     "\"incomplete\""},
    {"attribute", FieldKind::text, Dimension::any, false, "",
     "An attribute (or \"step.takes\", a duration drawn) read at an event.", "\"triage.takes\""},
    {"at", FieldKind::any, Dimension::any, false, "",
     "A date or dates (\"week 26\", \"end\") for numbers at a moment; for 'attribute' the events at which it "
     "is read.",
     "\"week 26\""},
    {"cost", FieldKind::texts, Dimension::any, false, "", "Cost lines to add up; \"*\" for all.", "\"*\""},
    {"basis", FieldKind::text, Dimension::any, false, "full", "Cost: full or marginal.", "\"marginal\"",
     bases},
    {"setting", FieldKind::texts, Dimension::any, false, "",
     "Work by setting: \"*\" for all, with show of activity, staff_hours, bed_days, cost.", "\"*\""},
    {"value", FieldKind::text, Dimension::any, false, "", "A formula over other KPIs and fields.",
     "\"kpi.load / run.length\""},
    {"show", FieldKind::texts, Dimension::any, false, "",
     "Figures: mean, median, p90, min, max, sd, total, number, share_within 126 days, share_over 92%, "
     "share_at 9, share_up_to 9, per week, per OUTCOME, clearance.",
     "[\"mean\", \"p90\"]"},
    {"share_within", FieldKind::value, Dimension::any, false, "", "Share of durations at most this long.",
     "\"126 days\""},
    {"share_over", FieldKind::value, Dimension::any, false, "", "Share of durations longer than this.",
     "\"364 days\""},
    {"cohort", FieldKind::text, Dimension::any, false, "end",
     "Which visits count: those that arrived in the measured period, or those whose phase ended in it.",
     "\"arrive\"", cohorts},
    {"by", FieldKind::names, Dimension::any, false, "", "Attributes to split by.", "[\"deprivation\"]"},
    {"target", FieldKind::any, Dimension::any, false, "",
     "The level wanted: a number or share (at least), or \"< 0.01\" (at most).", "0.92"},
    {"unit", FieldKind::text, Dimension::any, false, "", "The unit people prefer to read it in.",
     "\"weeks\""},
    {"title", FieldKind::text, Dimension::any, false, "", "Words for people.", "\"Within 18 weeks\""},
    {"definition", FieldKind::text, Dimension::any, false, "", "One sentence.",
     "\"Share of open pathways of at most 126 days\""},
};
constexpr KindRow kpi_row{"kpi", "KPIs",
                          "What is measured: time_in, wait_for, number_in, count, resource, clock, "
                          "attribute, cost, setting or value.",
                          kpi_rows};

constexpr KpiForm forms[] = {
    {"time_in", offer_time_in},     {"wait_for", offer_wait_for}, {"number_in", offer_number_in},
    {"count", offer_count},         {"resource", offer_resource}, {"clock", offer_clock},
    {"attribute", offer_attribute}, {"cost", offer_cost},         {"setting", offer_setting}};

struct Moment {
  std::string label;
  double days = 0;
};

std::vector<Moment> moments_of(const Item& item, CompileContext& context) {
  std::vector<Moment> moments;
  const auto* at = item.find("at");
  if (!at || item.find("attribute")) return moments;
  const auto add = [&](const Node& node) {
    const double days =
        node.text == "end" ? context.run.end() : read_moment(node, context.run.length, context.values());
    if (days < 0 || days > context.run.end())
      context.faults.error(node.where, fmt::format("'{}' lies outside the run", node.text),
                           fmt::format("the run ends on day {:.10g}", context.run.end()));
    moments.push_back({node.text, days});
  };
  if (at->value.is_array())
    for (const auto& node : at->value.items) add(node);
  else
    add(at->value);
  return moments;
}

void read_target(const Item& item, KpiRow& row, CompileContext& context) {
  const auto* field = item.find("target");
  if (!field) return;
  row.has_target = true;
  std::string text = field->value.is_text() ? field->value.text : "";
  row.target = field->value.number;
  row.target_at_most = row.unit != "share";
  if (text.empty()) return;
  const auto sign = text.find_first_not_of("<>= ");
  if (text.front() == '<') row.target_at_most = true;
  if (text.front() == '>') row.target_at_most = false;
  Dimension dimension = Dimension::number;
  if (sign == std::string::npos ||
      !read_quantity(trim(std::string_view(text).substr(sign)), row.target, dimension))
    context.faults.error(field->value.where, fmt::format("'{}' is no target", text),
                         "such as 0.92, \"< 0.01\" or \"< 18 weeks\"");
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
    const auto moments = moments_of(item_, work_.context);
    for (const auto& offer : form.offer(item_, by_, work_)) {
      if (!moments.empty() && !offer.at_moments) {
        work_.context.faults.error(
            item_.find("at")->key_where,
            fmt::format("kpi '{}' is about the whole period, so 'at' has no effect", item_.name),
            "remove 'at'");
        return;
      }
      const auto& shown = shows.empty() ? offer.shows : shows;
      for (const auto& show : shown) {
        const auto name = name_of(offer, show, shown.size());
        if (moments.empty()) rows(offer, show, name, std::nullopt);
        for (const auto& moment : moments)
          rows(offer, show, moments.size() == 1 ? name : name + "@" + moment.label,
               work_.figures.time_index(moment.days));
        add_series(offer, show, name);
      }
      if (offer.histogram.exists()) add_histogram(offer);
    }
  }

private:
  [[nodiscard]] std::vector<std::string> by_names() const {
    std::vector<std::string> names;
    if (const auto* by = item_.find("by"))
      for (const auto& [name, where] : texts_of(by->value, work_.context)) {
        const auto id = work_.context.require(work_.context.attributes, "attribute", name, where);
        if (id != NameTable::none_value && work_.context.program().attributes[id].categories.empty())
          work_.context.faults.error(where,
                                     fmt::format("attribute '{}' is a number and cannot split a KPI", name),
                                     "split by an attribute with categories");
        names.push_back(name);
      }
    return names;
  }
  [[nodiscard]] std::string name_of(const KpiOffer& offer, const Show& show, std::size_t shows) const {
    std::string name = item_.name;
    if (!offer.suffix.empty()) name += "." + offer.suffix;
    return shows > 1 ? name + "." + show.label : name;
  }
  [[nodiscard]] KpiRow row_of(const KpiOffer& offer, const Show& show, const std::string& name) const {
    const auto text = [&](std::string_view key) {
      const auto* field = item_.find(key);
      return field && field->value.is_text() ? field->value.text : std::string();
    };
    KpiRow row;
    row.name = name;
    row.title = text("title").empty() ? item_.name : text("title");
    if (name != item_.name) row.title += " (" + name.substr(item_.name.size() + 1) + ")";
    row.unit = offer.unit(show);
    row.shown_in = text("unit");
    row.definition = text("definition");
    read_target(item_, row, work_.context);
    return row;
  }

  void rows(const KpiOffer& offer, const Show& show, const std::string& name,
            std::optional<std::uint32_t> time) {
    KpiRow row = row_of(offer, show, name);
    if (!offer.group.empty()) return group_rows(offer, show, row);
    const auto everyone = offer.figure(show, {}, time);
    if (!everyone) {
      work_.context.faults.error(show.where.line ? show.where : item_.where,
                                 fmt::format("'{}' is no figure of kpi '{}'", show.label, item_.name),
                                 offer.shows.empty()
                                     ? std::string()
                                     : fmt::format("such as show = \"{}\"", offer.shows.front().label));
      return;
    }
    output(row, *everyone);
    for (const auto attribute : by_) split_rows(offer, show, row, attribute, time);
  }

  void split_rows(const KpiOffer& offer, const Show& show, KpiRow row, AttributeId attribute,
                  std::optional<std::uint32_t> time) {
    const auto& declared = work_.context.program().attributes[attribute.value];
    row.group = declared.name;
    std::vector<FigureId> parts;
    for (std::uint32_t category = 0; category < declared.categories.size(); ++category) {
      const auto figure = offer.figure(show, {attribute, category}, time);
      if (!figure) return;
      row.group_value = declared.categories[category];
      output(row, *figure);
      parts.push_back(*figure);
    }
    if (parts.size() < 2) return;
    row.group_value = "gap"; // first category minus last
    row.has_target = false;
    output(row, work_.figures.combine(FigureOp::subtract, parts.front(), parts.back()));
  }

  void group_rows(const KpiOffer& offer, const Show& show, KpiRow row) {
    std::vector<FigureId> parts;
    std::vector<std::string> names;
    for (const auto& [name, figure] : offer.groups)
      if (const auto found = figure(show)) {
        parts.push_back(*found);
        names.push_back(name);
      }
    output(row, work_.figures.sum(parts));
    row.group = offer.group;
    for (std::size_t at = 0; at < parts.size(); ++at) {
      row.group_value = names[at];
      output(row, parts[at]);
    }
  }

  void output(const KpiRow& row, FigureId figure) {
    out_.kpis.push_back(row);
    work_.context.program().plan.outputs.push_back(figure);
  }

  void add_series(const KpiOffer& offer, const Show& show, const std::string& name) {
    if (!offer.series) return;
    const auto sample = offer.series(show);
    if (!sample) return;
    const auto row = row_of(offer, show, name);
    out_.series.push_back({name, row.title, row.unit, row.has_target, row.target, row.target_at_most});
    out_.series_samples.push_back(*sample);
  }

  void add_histogram(const KpiOffer& offer) {
    work_.context.program().plan.tallies[offer.histogram.value].histogram = true;
    const auto* title = item_.find("title");
    out_.histograms.push_back({item_.name, title ? title->value.text : item_.name, {}});
    out_.histogram_tallies.push_back(offer.histogram.value);
  }

  const Item& item_;
  KpiWork& work_;
  CompiledScenario& out_;
  std::vector<AttributeId> by_;
};

/// A formula over figures: kpi.name, numbers, paths and arithmetic.
std::optional<FigureId> derived(const Value& value, KpiWork& work, const CompiledScenario& out) {
  auto& figures = work.figures;
  if (value.form == ValueForm::attribute && value.text.starts_with("kpi.")) {
    const auto name = value.text.substr(4);
    const auto found = std::find_if(out.kpis.begin(), out.kpis.end(),
                                    [&](const auto& row) { return row.name == name && row.group.empty(); });
    if (found != out.kpis.end())
      return work.context.program().plan.outputs[static_cast<std::size_t>(found - out.kpis.begin())];
    const bool refused = work.context.faults.has_errors() && work.context.document.item("kpi", name);
    if (refused) return std::nullopt; // its own fault has been told
    std::vector<std::string> known;
    for (const auto& row : out.kpis)
      if (row.group.empty()) known.push_back(row.name);
    work.context.unknown(value.where, "kpi", name, known);
    return std::nullopt;
  }
  static const std::vector<std::pair<std::string_view, FigureOp>> operators{
      {"+", FigureOp::add}, {"-", FigureOp::subtract}, {"*", FigureOp::multiply}, {"/", FigureOp::divide}};
  for (const auto& [sign, op] : operators) {
    if (value.form != ValueForm::operation || value.text != sign || value.children.size() != 2) continue;
    const auto a = derived(value.children[0], work, out);
    const auto b = derived(value.children[1], work, out);
    return a && b ? std::optional(figures.combine(op, *a, *b)) : std::nullopt;
  }
  if (value.form == ValueForm::operation && value.text == "neg") {
    const auto a = derived(value.children[0], work, out);
    return a ? std::optional(figures.combine(FigureOp::subtract, figures.constant(0), *a)) : std::nullopt;
  }
  if (const auto number = Binder(work.context).constant(value)) return figures.constant(*number);
  work.context.faults.error(
      value.where, fmt::format("'{}' is no number here", value.text),
      "a formula uses kpi.NAME, run.length, parameters and fields such as resource.x.capacity");
  return std::nullopt;
}

void lower_derived(const Item& item, KpiWork& work, CompiledScenario& out) {
  const auto& field = *item.find("value");
  auto text = field.value.text;
  if (trim(text).starts_with('=')) text = trim(text).substr(1);
  const auto figure = derived(read_expression(text, field.value.where, work.context.values()), work, out);
  if (!figure) return;
  KpiRow row;
  row.name = item.name;
  const auto* title = item.find("title");
  const auto* unit = item.find("unit");
  const auto* definition = item.find("definition");
  row.title = title ? title->value.text : item.name;
  row.unit = unit ? unit->value.text : "number";
  row.definition = definition ? definition->value.text : text;
  read_target(item, row, work.context);
  out.kpis.push_back(row);
  work.context.program().plan.outputs.push_back(*figure);
}

const KpiForm* form_of(const Item& item, CompileContext& context) {
  const KpiForm* found = nullptr;
  for (const auto& form : forms) {
    if (!item.find(form.key)) continue;
    if (found)
      context.faults.error(item.find(form.key)->key_where,
                           fmt::format("kpi '{}' has both '{}' and '{}'", item.name, found->key, form.key),
                           "a kpi measures one thing");
    found = &form;
  }
  if (!found && !item.find("value"))
    context.faults.error(
        item.where, fmt::format("kpi '{}' does not say what it measures", item.name),
        "give it time_in, wait_for, number_in, count, resource, clock, attribute, cost, setting or value");
  return found;
}

} // namespace

const KindRow& kpi_kind() {
  return kpi_row;
}
std::span<const KpiForm> kpi_forms() {
  return forms;
}

void plan_sample_times(CompileContext& context) {
  std::vector<double> moments{context.run.end()};
  const double step = context.run.series_step;
  constexpr double most_points = 100'000;
  if (context.run.end() / step < most_points)
    for (std::int64_t at = 0; static_cast<double>(at) * step < context.run.end(); ++at)
      moments.push_back(static_cast<double>(at) * step);
  for (const double date : context.run.census) moments.push_back(date);
  for (const auto& item : context.items("kpi"))
    for (const auto& moment : moments_of(item, context)) moments.push_back(moment.days);
  auto& times = context.program().plan.sample_times;
  for (const double moment : moments)
    times.push_back(SimTime::from_days(std::clamp(moment, 0.0, context.run.end())));
  std::sort(times.begin(), times.end());
  times.erase(std::unique(times.begin(), times.end()), times.end());
}

void define_kpis(KpiWork& work, CompiledScenario& out) {
  for (const auto& item : work.context.items("kpi")) {
    check_fields(item, kpi_row, work.context.faults);
    work.context.kpis.add(item.name);
    if (const auto* form = form_of(item, work.context)) KpiLowering(item, work, out).lower(*form);
  }
  for (const auto& item : work.context.items("kpi"))
    if (item.find("value")) lower_derived(item, work, out);
}

} // namespace carepath
