#include "cli/commands/reference_pages.hpp"

#include <array>

namespace carepath {
namespace {

constexpr std::string_view values_page =
    R"(Values: the same forms work in every field that takes a number, a time, money or a rate

  "95 min", "20 per week", "20 a week", "20/week", "£395 per day", "42/52", "12%", 0.3
      A quantity with its unit: ms, s, min, h, day, week, month (30.4375 days), year (365.25 days).
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
  round     rounded to the nearest multiple: round = "5 min"; of halves the one further from 0, of a { dist } the
            higher: -2.5 becomes -3, drawn -2
  keep      [lowest, highest]: drawn again until it lies between; of a { dist } alone, and with it all
            that acts before it must be known before the run
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
      Adds entries to a list of the base: stops, 'show' and 'by' of KPIs, 'at' of costs, and any other list;
      also to one that a step takes from the step it is 'like', or from the defaults, and to the figures
      that a KPI shows by itself.
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
      Settings have the last word: where a [variant.NAME] sets the same path, the setting holds, in every
      variant that it is for.
      A run made shorter this way leaves out census dates that lie beyond it.
)";

constexpr std::string_view needs_page =
    R"page(Needs: what 'needs' of a step may say

  "room"                        one unit, slot or dose
  "3 nurse"                     three
  ["surgeon", "bed"]            one after another, each held while waiting for the next
  { all = ["a", "2 b"] }        together or not at all; those who wait hold none
  { any = ["a", "b"] }          the first that is free, in this order; those who wait stand in all the queues
  { use = "bed", ... }          one need with rules of its own

With { use }, { all } or { any }:

  amount       with 'use': how many, a value; of a theatre list in minutes, the minutes. 0: nothing is asked for.
               A part of a unit is a fault where it is known beforehand; what is drawn for each person is rounded
  pick         with 'any': join one queue now, that with the smallest score: { smallest = "queue(it) / capacity(it)" },
               or a score for each: { smallest = { near = "queue(near)", far = "queue(far) + 2" } }; { largest = ... }
  wait         how long people wait for it, "0 h" for not at all; then they go to 'else'. Those found waiting at the start
               have waited already for the first need of their step. Of a diary that gives dates: how long for a date
               to be given, which may be later; its 'horizon' limits how much
  queue_limit  how many may wait already; who finds as many goes to 'else'
  else         a route, or { to, as = "EVENT", keeps_place = true }: STEP.EVENT then counts them
  leave_free   units or slots that must stay free after the grant; kept for others, by attribute of who asks
  give_back    with 'leave_free' on a diary that gives dates: so long before a session its kept slots are anybody's
  sessions     of a diary that gives dates: a stay over so many sessions in a row, one on each date; 'amount' may use
               day_of_stay
  eject        { when, pick, then }: whoever is first in the queue may take the units of a holder.
               when: a condition on who asks (urgency) and who holds (holder.urgency)
               pick: "last_to_start" (default), "random", or whose first: "highest holder.age"
               then: "ejected" (default, by the step's 'ejected'), "resume", "restart", "resample"
               Those allowed to eject must stand first: give the resource an 'order' that puts them there.

Failures: 'fails' of a step, looked at once all its needs are granted

  fails = { dna = { chance = 0.08, to = "clinic", keeps_place = true, notice = "5 days" } }
      The event is STEP.dna. What was granted is given back; a slot of today counts as used.
      With 'notice' it is known so long before the booked date, and the slot goes to somebody else.
      Several are tried one after another, each with its chance of those left; of an appointment the patient's
      cancellation, the provider's, then not attending.

What is given back when: 'release' of a step

  "end"        after the exit delay (default)           "work_end"   before the exit delay
  "keep"       not here: a later step with release = { bed = "end" } gives it back
  "moved"      when the needs of the next step are granted: people hold it while they wait there, in phase 'blocked'
  A plain word is about what this step takes itself; { bed = "moved" } about one resource, also kept from before.
)page";

constexpr std::string_view expressions_page =
    R"page(Expressions: after '=' in values, and in 'when', 'order', 'only', 'pick' and formulas of KPIs

  + - * /   < <= > >= == !=   and or not   urgency in [p2, p3]   ( )   with quantities inside: stay - 2 days
  min max abs floor round exp log sqrt      round(x, 5 min) to a multiple, halves away from 0
  if(condition, yes, no)
  s_curve(start, length)      from 0 to 1 as a new way spreads: s_curve(26 weeks, 52 weeks)

  NAME                        an attribute, a parameter; beside an attribute, one of its categories: urgency == p2
  run.length, run.warm_up, resource.clinic.slots            fields that are plain numbers

Both sides of + and -, of a comparison, and the choices of min, max and if must be alike: two lengths, two
amounts of money. Products and quotients may mix them (£200 / 1 week), and the whole must be what the field
wants. A plain number goes with anything: days, pounds, events per day.

The state of the system and of the person, as of now; durations are days, to be used as lengths or as numbers:

  now, time_in_model          since the start of the run; since the person entered
  waited                      since they came to the present step, or joined its queue if there at the start
  queue_date                  when they joined the queue; negative: before the run
  age(CLOCK)                  of a running clock; 0 when it does not run
  queue(R), busy(R), free(R), capacity(R)                   people waiting for a resource, and its units: not of a diary;
                              free(R) is below 0 where a fall of capacity has left more in use
  next_slot(R)                until the first free date of a diary with assign = "on_arrival"
  holds(R)                    units of it that this person has: which of several was granted
  interruptions               of the work of the present visit to a step so far
  day_of_stay                 in the amount of a need with 'sessions': 0, 1, 2, ...
  holder.ATTRIBUTE            in 'eject': of whoever holds the unit
  it                          in a 'pick' written once: each alternative in turn

Routes: 'next', 'first', 'to', 'else', 'ejected'

  "ward"                                            a step or an outcome
  { ward = 0.3, home = 0.7 }, { ward = "= share", else = "home" }      by chance
  { by = "urgency", p2 = "ward", else = "home" }    by category; "true" and "false" for conditions
  [{ when = "age > 80", to = "ward" }, { until = "week 4", to = "home" }, { to = "clinic" }]   the first that holds
)page";

constexpr std::string_view exactly_page =
    R"page(Exactly: what is decided where two readings are possible

  At one instant    what is given back, opened or delivered comes first, all of it; then those who wait in the order of
                    the queue, then those who arrive, then patience and risks that end then: a bed that a risk frees is
                    not there for one who arrives at that instant. A calendar that closes at 18:00 lets nobody start at
                    18:00. A session with dates begins before those who have one go on, or miss it: nobody is given a
                    date in it any more. Those there at the start have their dates before.
  A wait ends       when everything the step needs has been granted, which is when work starts.
  Blocked people    (release = "moved") hold what they have and wait for the next step's needs in turn with others,
                    but count in 'STEP.blocked' of the step they are leaving, not in the next one's 'wait'.
  A measured period includes its first and its last instant. Waits and times count when they end in it; with
                    cohort = "arrive" or "start" those that began in it, or in the part of it from 'from' to
                    'until', as far as they ended in the run.
                    A part of it that 'from' opens later leaves out that very instant: it belongs to the part
                    before, so that parts add up.
  Events or people  'count' counts events; with distinct = true each person once. 'number_in' counts people.
  One name          of a source and a step (NAME.arrive), or of a risk and an outcome, is one event where the first
                    leads everybody straight to the second: it happens once. Elsewhere to speak of it is a fault.
  Ordinary working  what is in hand when units leave is finished by the unit that goes (when_capacity_falls).
  Several needs     in a list are met in turn and held meanwhile; in { all } together.
  A time            is so many whole milliseconds, also one worked out when it is compared or kept in an attribute:
                    "now >= queue_date + 7 h" holds at exactly 7 h.
  A draw            belongs to the person, the place and the visit: the same in every variant, whoever comes before.
)page";

constexpr std::array pages{
    ReferencePage{"needs", "What a need may say; failures; when things are given back", needs_page},
    ReferencePage{"expressions", "Operators, functions, the state of the system, routes", expressions_page},
    ReferencePage{"exactly", "Ties, ends of waits, blocked people, periods, events and people", exactly_page},
    ReferencePage{"values", "Forms of a value, modifiers, mixtures, and items as rows", values_page},
    ReferencePage{"overlays", "Redesigns: base, add and drop; [variant.NAME]; --set", overlays_page},
};

} // namespace

std::span<const ReferencePage> reference_pages() {
  return pages;
}

} // namespace carepath
