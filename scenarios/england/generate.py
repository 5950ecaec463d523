#!/usr/bin/env python3
"""Writes england.toml: the national waiting list as 42 systems x 23 specialties, each with its own clinic and list.

    ./generate.py --output build/england.toml                # all of England, five years
    ./generate.py --systems 2 --specialties 3 --years 1 --output small.toml

Where the numbers come from is in allocate.py and the README; this file only puts them into words of the scenario
language. The systems and specialties of a smaller one are those with the longest lists.
"""
import argparse
import math
import sys
from collections import Counter
from datetime import date
from pathlib import Path

import allocate

START = date(2022, 4, 1)            # the midnight that ends the census of March 2022
WEEKS_A_YEAR = allocate.DAYS_A_YEAR / 7
SESSIONS_A_WEEK = 5                 # at most: on weekdays
AGE_SCALE = 160                     # days: see ages()
DUE_SCALE = 120                     # days: the mean wait, list over yearly outflow, is 139 [D]

AGES = {                            # days waited: lowest and highest of each band; nobody over three years [I]
    "within18": (0, 126),
    "to52": (126, 364),
    "over52": (364, 1092),
}

HEAD = """\
# Written by scenarios/england/generate.py {arguments}; do not edit.
[scenario]
title    = "The waiting list of England: {systems} systems x {specialties} specialties"
question = "How do list and waits go on if clock starts, treatments and removals stay as in the year about March 2022?"
sources  = [
  "NHS England, Consultant-led Referral to Treatment Waiting Times, September 2021 to September 2022, by system; compiled by the British Red Cross [R]",
  "The same, people over 18 and over 52 weeks by region and specialty, March 2022 [R]",
  "The same, full extract of Dorset County Hospital, November 2024: odds within 18 weeks, admitted and decided shares by specialty [R]",
]
assumptions = [
  "The systems of a region share its mix of specialties and ages [I]; the README says how cells are allocated.",
  "Capacity is what was completed in the twelve months to September 2022, spread evenly over weekdays [D].",
  "7.6% of first appointments are missed [E]; six in ten of those are given another, the others discharged [I].",
  "Whoever is next is drawn by due date: entry to the list plus a time of mean {due} days, for urgency, need and choice [I].",
  "A clinic and its treatments serve one specialty of one system; nobody moves between them [I].",
]

[run]
start        = {start}
length       = "{days} days"
replications = 1
seed         = 20220331
series       = "4 weeks"
census       = [{census}]

[calendar.weekdays]
open = ["Mon-Fri 08:00-18:00"]

[attribute]
system    = {{ values = [{system_list}] }}
specialty = {{ values = [{specialty_list}] }}
age_band  = {{ values = [{bands}], title = "Waited at the start" }}
due       = {{ is = {{ dist = "exponential", mean = "{due} days", plus = "= now" }}, title = "Due date" }}

[parameter]
missed   = {{ is = {missed}, source = "[E] NHS England, reducing did-not-attends: 7.6% of booked appointments" }}
rebooked = {{ is = {rebooked}, source = "[I]" }}

[outcome]
seen          = "Treated or advised in clinic"
treated       = "Admitted for treatment"
discharged    = "Discharged after a missed appointment"
removed       = "Left the list"
"""

TAIL = """
[kpi]
list       = { title = "Waiting list", clock = "rtt", of = "incomplete", show = "number", by = ["system", "specialty"] }
list_dta   = { title = "With a decision to admit", clock = "rtt", of = "with_decision_to_admit", show = "number" }
within_18  = { title = "Within 18 weeks", clock = "rtt", of = "incomplete", share_within = "126 days", target = 0.92, by = ["system", "specialty"] }
over_52    = { title = "Over 52 weeks", clock = "rtt", of = "incomplete", share_over = "364 days", by = ["system", "specialty"] }
left       = { title = "Left, by how", count = "outcome.*", show = "total" }
"""


def quoted(names):
    """Names as the items of a TOML list."""
    return ", ".join(f'"{name}"' for name in names)


def row(name, **fields):
    """One item of a section on one line; values are TOML already."""
    return f"{name} = {{ " + ", ".join(f"{key} = {value}" for key, value in fields.items()) + " }"


def text(value):
    return f'"{value}"'


def key(cell):
    return f"{cell.system}_{cell.specialty}"


def month_starts(years):
    """The midnights that end each month from the start to the end of the run, no later than its last day."""
    months = [date(START.year + (START.month - 1 + m) // 12, (START.month - 1 + m) % 12 + 1, 1)
              for m in range(12 * years + 1)]
    return [m for m in months if (m - START).days <= allocate.DAYS_A_YEAR * years]


def ages():
    """Time waited at the start in each band, as under a constant chance of leaving, whose mean of 160 days gives 46%
    over 18 weeks and 10% over 52; the table has 46% and 7% [D]."""
    draws = (f'{band} = {{ dist = "exponential", mean = "{AGE_SCALE} days", keep = ["{low} days", "{high} days"] }}'
             for band, (low, high) in AGES.items())
    return '{ by = "age_band", ' + ", ".join(draws) + " }"


def age_shares(cell):
    """The chance of each band, as published."""
    shares = [f"{band} = {round(cell.list[band] / cell.waiting, 9):.9g}" for band in AGES if cell.list[band] > 0]
    return "{ choose = { " + ", ".join(shares) + " } }"


def marks(cell, **more):
    fields = {"system": text(cell.system), "specialty": text(cell.specialty), **more}
    return "{ " + ", ".join(f"{name} = {value}" for name, value in fields.items()) + " }"


def sources(cell, plan):
    """Those referred, and those found on the two lists at the start."""
    name = key(cell)
    decided = round(cell.waiting * cell.decided_share)
    unseen = round(cell.waiting) - decided
    referred = f"{cell.starts / WEEKS_A_YEAR:.6g} per week"
    yield row(f"referred_{name}", rate=text(referred), first=text(f"first_{name}"), set=marks(cell))
    for kind, count, step in (("unseen", unseen, "first"), ("listed", decided, "admission")):
        if count:
            yield row(f"{kind}_{name}", at='"start"', count=count, waited=ages(),
                      first=text(f"{step}_{name}"), set=marks(cell, age_band=age_shares(cell)))


def diary(name, a_year):
    """Slots of weekday sessions: as many a session as five a week need, rounded up, and then only so many sessions."""
    slots = max(1, math.ceil(a_year / WEEKS_A_YEAR / SESSIONS_A_WEEK))
    sessions = f"{a_year / WEEKS_A_YEAR / slots:.6g} per week"
    return row(name, kind='"diary"', sessions=text(sessions), slots=slots, during='"weekdays"', order='"earliest due"')


def resources(cell, plan):
    yield diary(f"clinic_{key(cell)}", plan.slots)
    yield diary(f"treatment_{key(cell)}", plan.admissions)


def steps(cell, plan):
    name = key(cell)
    listed = f"{plan.listed_share:.6g}"
    next_ = f"{{ admission_{name} = {listed}, seen = {1 - float(listed):.6g} }}"
    yield row(f"first_{name}", kind='"appointment"', needs=text(f"clinic_{name}"), did_not_attend='"= missed"',
              rebooked='"= rebooked"', discharged_to='"discharged"', next=next_)
    due = f'{{ due = {{ dist = "exponential", mean = "{DUE_SCALE} days", plus = "= now" }} }}'
    yield row(f"admission_{name}", set=due, needs=text(f"treatment_{name}"), next='"treated"')


def risks(cell, plan):
    """Leaving the list, at a constant rate over both waits."""
    if plan.hazard > 0:
        days = allocate.DAYS_A_YEAR / plan.hazard
        name = key(cell)
        after = f'{{ dist = "exponential", mean = "{days:.6g} days" }}'
        yield row(f"leaves_{name}", **{"while": f"[{quoted([f'first_{name}.wait', f'admission_{name}.wait'])}]"},
                  after=after, to='"removed"')


def clock(names, source_names):
    """One RTT clock for all; a missed first appointment nullifies it, and rebooking starts it anew."""
    yield "kind = \"rtt\""
    yield f"starts = [{quoted(f'{name}.arrive' for name in source_names)}]"
    yield ('stops = [{ at = "seen", as = "non_admitted" }, { at = "treated", as = "admitted" }, '
           '{ at = "removed", as = "removed" }]')
    missed = ", ".join(f'{{ at = "first_{name}.dna", restart = "on_rebooking" }}' for name in names)
    yield f"nullified = [{missed}]"
    yield f"decision_to_admit = [{quoted(f'admission_{name}.arrive' for name in names)}]"


def longest(cells, attribute, number):
    """The names of the systems or specialties with the longest lists, in alphabetical order."""
    total = Counter()
    for cell in cells:
        total[getattr(cell, attribute)] += cell.waiting
    return sorted(name for name, _ in total.most_common(number))


def chosen(cells, systems, specialties):
    """The cells of the systems and specialties with the longest lists."""
    kept_systems = longest(cells, "system", systems)
    kept_specialties = longest(cells, "specialty", specialties)
    return [c for c in cells if c.system in kept_systems and c.specialty in kept_specialties]


def head(cells, years, arguments):
    systems = sorted({c.system for c in cells})
    specialties = sorted({c.specialty for c in cells})
    return HEAD.format(
        arguments=arguments, systems=len(systems), specialties=len(specialties), start=START,
        days=allocate.DAYS_A_YEAR * years, census=", ".join(str(m) for m in month_starts(years)),
        system_list=quoted(systems), specialty_list=quoted(specialties), due=DUE_SCALE, bands=quoted(AGES),
        missed=allocate.MISSED, rebooked=allocate.REBOOKED)


def lines(cells, years, arguments=""):
    """The scenario, section by section."""
    plans = [(cell, allocate.plan(cell)) for cell in cells]
    yield head(cells, years, arguments)
    source_names = []
    for section, write in (("source", sources), ("resource", resources), ("step", steps), ("risk", risks)):
        written = [line for cell, plan in plans for line in write(cell, plan)]
        if section == "source":
            source_names = [line.split(" ", 1)[0] for line in written]
        if written:
            yield f"\n[{section}]"
            yield from written
    yield "\n[clock.rtt]"
    yield from clock([key(c) for c in cells], source_names)
    yield TAIL


def arguments():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--systems", type=int, default=42, choices=range(1, 43), metavar="1..42")
    parser.add_argument("--specialties", type=int, default=23, choices=range(1, 24), metavar="1..23")
    parser.add_argument("--years", type=int, default=5, choices=range(1, 21), metavar="1..20")
    parser.add_argument("--output", type=Path, default=Path("england.toml"))
    return parser.parse_args()


def main():
    options = arguments()
    cells = chosen(allocate.england(), options.systems, options.specialties)
    said = f"--systems {options.systems} --specialties {options.specialties} --years {options.years}"
    options.output.write_text("\n".join(lines(cells, options.years, said)), encoding="utf-8")
    print(f"{options.output}: {len(cells)} cells, {sum(round(c.waiting) for c in cells):,} waiting")


if __name__ == "__main__":
    sys.exit(main())
