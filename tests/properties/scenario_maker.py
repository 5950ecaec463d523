"""Random valid scenarios: from a seed, always the same one. As a program it writes one out: scenario_maker.py SEED."""

import pathlib
import random
import sys

import resource_maker
import step_maker
from measures import clocks_and_kpis
from toml_text import Rate, Scenario, Span, days

PEOPLE = pathlib.Path(__file__).with_name("people.csv")
OUTCOMES = ["better", "done", "gone"]
WEEK = {"Mon": 0.25, "Tue": 0.25, "Wed": 0.125, "Thu": 0.125, "Fri": 0.25}
CALENDARS = {
    "office": {"open": ["Mon-Fri 08:00-18:00"], "closed": "bank_holidays"},
    "weekend": {"open": ["Sat-Sun 00:00-24:00"]},
    "spring": {"yearly": ["1 May to 20 May"]},
}


class Facts:
    """What the accounts need to know of a scenario that its results do not say."""

    def __init__(self, rng):
        self.warm_up = Span(0) if rng.random() < 0.6 else Span(rng.choice([192, 352, 448]) + 0.5)  # no tie with others
        self.length = days(rng.choice([14, 21, 28, 40.5]))
        self.sources = []  # their names
        self.resumed = {}  # step -> how many are in the middle of it at the start, for whom it has no start
        self.queued = {}  # step -> days that those found waiting there had waited at the start; None if drawn
        self.waited = {}  # source -> days all of them together had waited at the start; None if drawn
        self.steps = {}  # name -> step_maker.Step
        self.resources = {}  # name -> resource_maker.Resource
        self.outcomes = OUTCOMES

    @property
    def moments(self):
        """The beginning and the end of what is measured, as KPIs name them."""
        return [f"{self.warm_up.text('days')}", "end"]


def attributes(rng):
    """(heading, fields) of what is known of people; steps read and set these."""
    return [
        ("attribute.need", {"choose": {"low": 0.5, "mid": 0.25, "high": 0.25}, "ordered": ["low", "mid", "high"]}),
        ("attribute.visits", {"is": 0}),
        ("attribute.severity", {"is": {"dist": "uniform", "low": 0, "high": rng.choice([1, 2])}}),
        ("attribute.frail", {"is": {"chance": {"by": "need", "low": 0.125, "else": 0.5}}}),
    ]


def arriving(rng, facts):
    """The fields that say when people of a source come."""
    form = rng.randrange(7)
    if form == 0:
        fields = {"rate": Rate(rng.randint(2, 12))}
        if rng.random() < 0.3:
            fields["pattern"] = WEEK
        elif rng.random() < 0.4:
            fields["during"] = rng.choice(["office", "weekend"])
        if rng.random() < 0.3:
            fields["daily_variation"] = rng.choice([0.125, 0.5, 1])
        if rng.random() < 0.2:
            fields["season"] = {"Apr": 1.5, "May": 0.5}
        return fields
    if form == 1:
        return {"every": step_maker.duration(rng, days(rng.choice([0.125, 0.25, 0.5])))}
    if form == 2:
        return {"count": rng.randint(1, 9), "per": days(rng.choice([0.5, 1, 2])),
                "spread": rng.choice(["start", "even", "uniform"])}
    if form == 3:
        last = int(facts.warm_up.count + facts.length.count)
        return {"at": [Span(at) for at in sorted(rng.randrange(last) for _ in range(rng.randint(1, 40)))]}
    if form == 4:
        return recorded(rng)
    return {"rate": Rate(rng.randint(1, 4)), "batch": rng.randint(2, 4)}


def recorded(rng):
    """People of a file, as they came, thinned or thickened; or drawn from it."""
    columns = {"severity": "severity", "count": "patients"}
    if rng.random() < 0.5:
        return {"file": PEOPLE.name, "columns": columns, "rate": Rate(rng.randint(1, 6))}
    fields = {"file": PEOPLE.name, "columns": {"time": "day"} | columns}
    return fields | ({"scale": rng.choice([0.5, 1.5, 3])} if rng.random() < 0.7 else {})


def starting(rng, facts, step):
    """The fields of people there at the start: on the list, or in the middle of the step's work."""
    fields = {"at": "start", "count": rng.randint(1, 12)}
    if rng.random() < 0.6:
        fields["waited"] = rng.choice([days(3), {"dist": "uniform", "low": Span(0), "high": days(50)}])
        if rng.random() < 0.3:
            fields["queued_for"] = days(1.5)
    if step.can_start_in_work(facts) and rng.random() < 0.5:
        fields["phase"] = "work"
        fields["count"] = rng.randint(1, step.can_start_in_work(facts))
        if step.holdings:
            fields["holding"] = step.fields["needs"]
            for held in step.holdings:
                facts.resources[held.resource].at_start -= held.units * fields["count"]
    return fields


def add_queued(facts, step, fields):
    """Days that those found waiting at a step had waited there before the start."""
    span = fields.get("queued_for", fields.get("waited", Span(0)))
    known = facts.queued.get(step, 0)
    if "phase" in fields or known is None:
        return
    facts.queued[step] = known + span.days * fields["count"] if isinstance(span, Span) else None


def source_tables(rng, facts):
    tables = []
    entries = [name for name, step in facts.steps.items() if not step.carries and not step.branch]
    for number in range(rng.randint(1, 3)):
        fields = arriving(rng, facts)
        if rng.random() < 0.25:
            fields["until"] = days(rng.choice([9, 13]))
        if rng.random() < 0.2:
            fields["set"] = {"visits": rng.choice([1, 2])}
        fields["first"] = {entries[0]: 0.5, entries[-1]: 0.5} if len(entries) > 1 and rng.random() < 0.3 else entries[0]
        tables.append((f"source.referral{number}", fields))
    for number in range(rng.choice([0, 0, 1, 2])):
        first = rng.choice(entries)
        fields = starting(rng, facts, facts.steps[first])
        tables.append((f"source.there{number}", fields | {"first": first}))
        waited = fields.get("waited", Span(0))
        facts.waited[f"there{number}"] = waited.days * fields["count"] if isinstance(waited, Span) else None
        add_queued(facts, first, fields)
        if "phase" in fields:
            facts.resumed[first] = facts.resumed.get(first, 0) + fields["count"]
    facts.sources = [heading.partition(".")[2] for heading, _ in tables]
    return tables


def risk_tables(rng, facts):
    tables = []
    for number in range(rng.choice([0, 0, 1, 2])):
        place = rng.choice([name for name, step in facts.steps.items() if not step.branch])
        phase = rng.choice(["wait", "work", "exit_delay", ""])
        later = [name for name, step in facts.steps.items()
                 if not step.carries and step.number > facts.steps[place].number]
        after = {"dist": rng.choice(["exponential", "weibull"]), "mean": days(rng.choice([2, 8, 30]))}
        if after["dist"] == "weibull":
            after["shape"] = 1.5
        fields = {"while": [f"{place}.{phase}" if phase else place], "after": after,
                  "to": rng.choice(OUTCOMES + later)}
        facts.steps[place].risky.add(phase or "all")
        for branch in facts.steps[place].branches if phase in ("", "work") else []:
            branch.risky.add("all")  # it stops when the person goes
        if rng.random() < 0.3:
            fields["set"] = {"visits": 5}
        tables.append((f"risk.event{number}", fields))
    return tables


def make(seed):
    """The scenario of a seed."""
    rng = random.Random(f"carepath {seed}")
    facts = Facts(rng)
    resources = resource_maker.make(rng, facts, list(CALENDARS))
    steps = step_maker.make(rng, facts, OUTCOMES)
    sources = source_tables(rng, facts)
    risks = risk_tables(rng, facts)
    tables = [
        ("scenario", {"title": f"Random scenario {seed}"}),
        ("run", {"start": "2026-04-06", "length": facts.length, "warm_up": facts.warm_up,
                 "replications": 3, "seed": seed % 1000 + 1}),
        *((f"calendar.{name}", fields) for name, fields in CALENDARS.items()),
        *attributes(rng), *sources, *resources, *steps, *risks,
        ("outcome", {name: name.capitalize() for name in OUTCOMES}),
    ]
    return Scenario(tables + clocks_and_kpis(facts), facts)


if __name__ == "__main__":
    print(make(int(sys.argv[1])).text(), end="")
