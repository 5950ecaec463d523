#include "cli/commands/reference_pages.hpp"

#include <array>

namespace carepath {
namespace {

constexpr std::string_view values_page =
    R"(Values: the same forms work in every field that takes a number, a time, money or a rate

  "95 min", "20 per week", "20 a week", "20/week", "£395 per day", "42/52", "12%", 0.3
      A quantity with its unit: ms, s, min, h, day, week, month, year.
  { dist = "NAME", ... }
      A draw from a distribution: carepath reference distributions.
  { mix = [{ weight = 0.1, is = VALUE }, { weight = 0.9, is = VALUE }] }
      A mixture: one of its parts, by weight. The weights sum to one.
  { choose = { hip = 0.6, knee = 0.4 } }
      A category, by weight; 'else' takes the rest. A weight of 0 is reported.
  { by = "ATTRIBUTE", CATEGORY = VALUE, else = VALUE }
      By a category of the person.
  [{ when = "queue(bed) > 3", is = VALUE }, { during = "winter", is = VALUE }, { until = "week 64", is = VALUE },
   { is = VALUE }]
      The first entry that holds; 'from', 'until', 'during' and 'when' of one entry must all hold. The last
      has no condition.
  { cycle = [2, 5, 9], every = "8 h" }
      In turn, over and over.
  { chance = VALUE }
      Yes (1) or no (0).
  "= stay - 2 days"
      An expression over attributes, parameters, fields (run.length) and the state of the system. Lists stand
      only after 'in': urgency in [p2, p3]. A plain number becomes a rate by a time: "= invited / 1 week".
  "unlimited"
      No bound: of a capacity.

Modifiers of { dist }, { mix } and { by }, in the order in which they act:

  times     a number it is multiplied by
  plus      what is added, in the unit of the value
  absolute  true: without its sign
  round     rounded to the nearest multiple: round = "5 min"
  keep      [lowest, highest]: drawn again until it lies between; of a { dist } alone
  min       the least it may be: what is less becomes this
  max       the most it may be: what is more becomes this

      example: { dist = "lognormal", mean = "5 days", sd = "4 days", plus = "1 day", max = "60 days" }

Any item may be written as a row of its section, so that many fit on a page:

      [resource]
      room  = { capacity = 2 }
      nurse = { capacity = 3, role = "staff" }
      [outcome]
      home  = "Discharged home"
)";

constexpr std::string_view overlays_page =
    R"(Redesigns: a file that names a base and says only what changes

  [scenario] base = "current.toml", or a list of bases
      Each file is applied once, in order. Two bases that set one field to different values are reported,
      unless the scenario that names both decides.
  FIELD = VALUE
      Replaces the field, whole.
  [clock.rtt] add.stops = [{ at = "review.end", as = "advice" }]
      Adds entries to a list of the base: stops, 'show' and 'by' of KPIs, 'at' of costs, and any other list.
  [step.clinic] drop = true
      Takes an item of the base away: a step, source, risk, cost, KPI, ... What still names it is a fault.

Variants: changes kept in the file itself

  [variant.NAME] "PATH" = VALUE
      One more scenario, called FILE.NAME, with these values. 'run' and 'compare' take --variants for all of
      them; 'run' takes --variant NAME for one.
      example: [variant.three]
               title = "A third room"
               "resource.room.capacity" = 3

Settings: changes for one run

  --set PATH=VALUE            such as --set resource.room.capacity=3, or --set parameter.places.is=100
  --set NAME:PATH=VALUE       for the scenario NAME.toml alone, or for its variant: NAME.VARIANT:PATH=VALUE
  --set ITEM.drop=true        without the item
  --set ITEM.add.FIELD=VALUE  one entry more
      A run made shorter this way leaves out census dates that lie beyond it.
)";

constexpr std::array pages{
    ReferencePage{"values", "Forms of a value, modifiers, mixtures, and items as rows", values_page},
    ReferencePage{"overlays", "Redesigns: base, add and drop; [variant.NAME]; --set", overlays_page},
};

} // namespace

std::span<const ReferencePage> reference_pages() {
  return pages;
}

} // namespace carepath
