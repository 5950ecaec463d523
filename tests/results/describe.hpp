// All of a study as text, every member named once, so that two can be compared with NaN equal to NaN.
#pragma once

#include <sstream>
#include <string>
#include <vector>

#include "engine/results/results.hpp"

namespace carepath::test {

class Describer {
public:
  Describer() { out_.precision(17); }
  template <class... Parts> void line(const Parts&... parts) {
    (part(parts), ...);
    out_ << '\n';
  }
  [[nodiscard]] std::string str() const { return out_.str(); }

private:
  template <class Part> void part(const Part& value) { out_ << value << '|'; }
  void part(const Estimate& value) {
    out_ << value.mean << ' ' << value.low << ' ' << value.high << ' ' << value.unseen << '|';
  }
  template <class Cell> void part(const std::vector<Cell>& cells) {
    out_ << '[';
    for (const Cell& cell : cells) part(cell);
    out_ << "]|";
  }

  std::ostringstream out_;
};

inline void describe(Describer& to, const VariantResult& v) {
  to.line("variant", v.name, v.title, v.question, v.file, v.replications, v.failed, v.failures,
          v.what_changes, v.need_checks, v.events, v.coordinates);
  to.line(v.values, v.estimates, v.series_mean, v.series_low, v.series_high, v.series_p05, v.series_p95);
  to.line(v.census, v.census_with_decision, v.histograms);
  for (const auto& n : v.nodes)
    to.line("node", n.name, n.title, n.kind, n.setting, n.per_week, n.mean_wait_days, n.waiting_at_end,
            n.resources);
  for (const auto& e : v.edges) to.line("edge", e.from, e.to, e.label, e.per_week);
  for (const auto& r : v.resources)
    to.line("resource", r.name, r.kind, r.setting, r.capacity_mean, r.offered_load, r.utilisation,
            r.mean_queue, r.littles_law_error, r.busy_p50, r.busy_p95, r.busy_p99);
  to.line(v.waiting, v.present, v.occupancy, v.by_hour);
}

inline void describe_money(Describer& to, const Results& r) {
  for (const auto& w : r.worths) {
    to.line("worth", w.name, w.title, w.variant, w.against, w.outcome, w.cost, w.unit, w.more_is_better,
            w.pounds, w.source, w.spent, w.spent_low, w.spent_high, w.gained, w.gained_low, w.gained_high);
    to.line(w.pounds_per_one, w.per_one_low, w.per_one_high, w.net_benefit, w.net_low, w.net_high,
            w.observations, w.worse, w.worst_fifth, w.is_on_front, w.before, w.per_one_more, w.ruled_out_by,
            w.together_with);
  }
  for (const auto& m : r.money_months)
    to.line("month", m.variant, m.cost, m.month, m.more, m.more_low, m.more_high);
  for (const auto& p : r.paybacks)
    to.line("payback", p.variant, p.against, p.cost, p.months_followed, p.was_dearer, p.paid_back, p.earliest,
            p.latest, p.observations, p.paid_back_in);
}

inline void describe_comparison(Describer& to, const Results& r) {
  for (const auto& c : r.coordinates) to.line("coordinate", c.name, c.path);
  for (const auto& d : r.differences) {
    to.line("difference", d.variant, d.against, d.estimates);
    for (const auto& s : d.spread)
      to.line("spread", s.number, s.higher, s.lower, s.lowest_fifth, s.highest_fifth);
  }
  for (const auto& p : r.paired)
    to.line("paired", p.variant, p.against, p.clock, p.group, p.group_value, p.matched, p.gain, p.same,
            p.lose, p.mean_change, p.change_edges, p.change_counts, p.noticed_days, p.clock_title, p.unknown);
  for (const auto& c : r.capacity)
    to.line("capacity", c.variant, c.against, c.resource, c.unit, c.used_before, c.used_after,
            c.offered_before, c.offered_after, c.freed, c.freed_low, c.freed_high, c.released, c.released_low,
            c.released_high, c.stranded, c.stranded_low, c.stranded_high);
  for (const auto& s : r.shifts)
    to.line("shift", s.variant, s.against, s.part, s.setting, s.what, s.name, s.title, s.change, s.low,
            s.high, s.per_day_removed, s.per_visit_removed);
  for (const auto& u : r.uncertain)
    to.line("uncertain", u.name, u.variant, u.title, u.source, u.written, u.unit, u.best, u.low, u.high,
            u.replications_per_draw);
  for (const auto& d : r.draws) to.line("draw", d.input, d.variant, d.draw, d.value);
  for (const auto& s : r.spreads)
    to.line("spread", s.variant, s.against, s.kpi, s.unit, s.sd_inputs, s.sd_chance, s.share_inputs,
            s.share_low, s.share_high);
  for (const auto& c : r.controlled)
    to.line("controlled", c.variant, c.against, c.kpi, c.unit, c.controls, c.mean, c.low, c.high,
            c.variance_saved);
  for (const auto& a : r.assumptions) to.line("assumption", a.variant, a.path, a.value, a.source);
  for (const auto& s : r.stress) to.line("stress", s.number, s.title, s.text);
  for (const auto& a : r.about) to.line("about", a.title, a.text);
}

inline std::string describe(const Results& r) {
  Describer to;
  to.line(r.program_version, r.git_hash, r.title, r.question, r.start_date, r.warm_up_days, r.length_days,
          r.seed, r.replications, r.first_replication, r.cancelled, r.antithetic, r.overrides, r.headline,
          r.times);
  for (const auto& s : r.scenario_texts) to.line("scenario", s.name, s.text);
  for (const auto& k : r.kpis)
    to.line("kpi", k.name, k.title, k.unit, k.shown_in, k.definition, k.group, k.group_value, k.has_target,
            k.target, k.target_at_most, k.target_high, k.owner, k.source);
  for (const auto& s : r.series)
    to.line("series", s.name, s.title, s.unit, s.has_target, s.target, s.target_at_most, s.target_high);
  for (const auto& c : r.censuses) to.line("census", c.clock, c.dates, c.date_labels, c.bands);
  for (const auto& h : r.histograms) to.line("histogram", h.name, h.title, h.edges);
  for (const auto& v : r.variants) describe(to, v);
  for (const auto& o : r.occupancies) to.line("occupancy", o.resource, o.numbers);
  to.line(r.hourly, r.journey_replication);
  for (const auto& p : r.journey_people) to.line("person", p.source, p.number);
  for (const auto& s : r.journey_spells)
    to.line("spell", s.variant, s.person, s.node, s.waiting, s.from, s.until);
  describe_comparison(to, r);
  describe_money(to, r);
  return to.str();
}

} // namespace carepath::test
