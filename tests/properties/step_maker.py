"""Random steps: needs, failures, loops with a way out, branches, holding that is kept or moved on."""

from dataclasses import dataclass, field

from rule_maker import Branches, Rules
from toml_text import Span, days

PHASES = ["wait", "work", "interrupted", "exit_delay", "blocked"]
NAMES = ["triage", "clinic", "scan", "theatre", "ward", "review", "therapy"]


@dataclass
class Holding:
    """Units of a resource that a step holds in `phases` of itself, and perhaps (`at_most`) in others besides."""
    resource: str
    units: int
    phases: list
    at_most: list = field(default_factory=list)
    shared_by: int = 1  # as many people may share the units


@dataclass
class Step:
    number: int
    name: str
    carries: bool = False  # entered only from the step before, holding what that kept
    keeps: bool = False
    branch: bool = False  # no person is here, but a branch of one
    branches: list = field(default_factory=list)  # steps of the branches that it sends out
    fields: dict = field(default_factory=dict)
    endings: list = field(default_factory=list)  # named events besides arrive, start and end
    holdings: list = field(default_factory=list)
    risky: set = field(default_factory=set)  # phases a risk may end

    def events(self):
        return [f"{self.name}.{event}" for event in self.endings]

    def phases(self):
        return [f"{self.name}.{phase}" for phase in PHASES]

    def can_start_in_work(self, facts):
        """How many people can be in the middle of the work at the start, holding what the step needs."""
        needs = str(self.fields.get("needs"))
        if self.keeps or any(word in needs for word in ("any", "list", "use", "dose")):
            return 0
        if any(facts.resources[held.resource].group > 1 for held in self.holdings):
            return 0
        return min((facts.resources[held.resource].at_start // held.units for held in self.holdings), default=9)


def duration(rng, mean):
    """A random law of about this mean."""
    half, twice = Span(max(1, mean.count // 2)), Span(mean.count * 2)
    return rng.choice([
        mean,
        {"dist": "exponential", "mean": mean},
        {"dist": "lognormal", "mean": mean, "sd": half},
        {"dist": "gamma", "mean": mean, "sd": twice},
        {"dist": "uniform", "low": half, "high": twice},
        {"dist": "erlang", "stages": 3, "mean": mean},
        {"dist": "discrete", "values": [half, twice], "weights": [0.75, 0.25]},
        {"dist": "triangular", "low": half, "mode": mean, "high": twice},
        {"mix": [{"weight": 0.25, "is": half}, {"weight": 0.75, "is": {"dist": "exponential", "mean": mean}}]},
    ])


def takes(rng):
    mean = days(rng.choice([1 / 64, 1 / 32, 0.125, 0.5, 1, 3]))
    form = rng.randrange(11)
    if form == 0:
        return {"by": "need", "high": duration(rng, mean), "else": mean}
    if form == 1:
        return "= severity * 0.5 + 0.125"
    if form == 2:
        return [{"when": "frail", "is": duration(rng, mean)}, {"is": mean}]
    if form == 3:
        return [{"during": "office", "is": mean}, {"is": duration(rng, mean)}]
    if form == 4:
        return "= 0.0625 + 0.25 * s_curve(3, 10) + 0.125 * min(interruptions, 2)"
    return duration(rng, mean)


class Maker(Rules, Branches):
    def __init__(self, rng, facts, outcomes):
        self.rng, self.facts, self.outcomes = rng, facts, outcomes
        self.steps = []

    def make(self):
        rng = self.rng
        for number, name in enumerate(NAMES[:rng.randint(1, len(NAMES))]):
            self.steps.append(Step(number, name))
        for step in self.steps[:-1]:
            step.keeps = not step.carries and self.patient_units() != [] and rng.random() < 0.2
            self.steps[step.number + 1].carries = step.keeps
        for step in self.steps:
            self.fill(step)
            for each in [step, *step.branches]:
                self.facts.steps[each.name] = each
        for step in self.facts.steps.values():
            self.releases(step)
        self.who_may_be_ejected()
        self.who_may_be_refused()
        return [(f"step.{step.name}", step.fields) for step in self.facts.steps.values()]

    def who_may_be_ejected(self):
        """People whom some resource sends away are gone from their work, which has no end then, nor has that on branches."""
        if any(each.takes_away == "eject" or each.ejects for each in self.facts.resources.values()):
            for step in self.facts.steps.values():
                for each in [step, *step.branches] if "ejected" in step.fields else []:
                    each.risky.add("all")

    def who_may_be_refused(self):
        """Who is held back in a step and refused what the next one needs has not been held back to the end."""
        refusing = [step.name for step in self.facts.steps.values() if "'else'" in str(step.fields.get("needs"))]
        for step in self.facts.steps.values():
            if any(f"'{name}'" in repr(step.fields.get("next")) for name in refusing):
                step.risky.add("blocked")

    def timing(self, step):
        rng, fields = self.rng, step.fields
        if rng.random() < 0.9 or step.carries:
            fields["takes"] = takes(rng)
            held = [each.resource for each in step.holdings]
            if held and rng.random() < 0.15:
                fields["takes"] = [{"when": f"holds({held[-1]}) > 0", "is": fields["takes"]}, {"is": days(0.25)}]
        if rng.random() < 0.25:
            fields["exit_delay"] = duration(rng, days(rng.choice([0.125, 1])))

    def step_on_branch(self, name):
        return Step(-1, name, branch=True)

    def fill(self, step):
        rng, fields = self.rng, step.fields
        plain = step.keeps or step.carries
        appointment = not plain and self.diaries() and rng.random() < 0.2
        if appointment:
            self.appointment(step)
        elif step.keeps or rng.random() < 0.8:
            self.needs(step, plain)
        self.timing(step)
        if not plain and rng.random() < 0.15:
            self.parallel(step)
        if rng.random() < 0.4:
            fields["ejected"] = self.route_away(step)
            step.endings.append("ejected")
        if not plain and rng.random() < 0.2:
            fields["keeps_place"] = True
        if "needs" in fields and not plain and not appointment and rng.random() < 0.3:
            fails = {"chance": rng.choice([0.125, {"by": "need", "low": 0, "else": 0.25}]),
                     "to": self.route_away(step)}
            if rng.random() < 0.3:
                fails["keeps_place"] = True
            needs = fields["needs"]
            if isinstance(needs, str) and needs in self.facts.resources and self.facts.resources[needs].books:
                fails["notice"] = days(rng.choice([0.5, 2]))
            fields["fails"] = {"cancelled": fails}
            step.endings.append("cancelled")
        when = rng.choice(["set", "set_at_start", "set_at_end"])
        fields[when] = rng.choice([{"visits": "= visits + 1"}, {"visits": "= visits + 1", "frail": True},
                                   {"visits": "= visits + 1", "severity": "= min(severity, 1)"}])
        fields["next"] = self.steps[step.number + 1].name if step.keeps else self.next(step)

    # ---- needs
    def patient_units(self):
        """Units with at least one at all times, or at some time: what people may wait for without end."""
        return [each for each in self.facts.resources.values()
                if not each.is_diary and not each.is_stock and each.peak >= 1]

    def diaries(self):
        return [each for each in self.facts.resources.values() if each.is_diary]

    def need_of(self, resource):
        """(as written, units)"""
        most = 1 if resource.is_diary or resource.group > 1 else int(min(resource.peak, 3))
        units = self.rng.randint(1, most) if self.rng.random() < 0.3 else 1
        return (resource.name if units == 1 else f"{units} {resource.name}"), units

    def needs(self, step, plain):
        rng = self.rng
        free = self.patient_units()
        if step.carries:
            free = [each for each in free if each.name not in self.kept_before(step)]
        forms = ["one"]
        if len(self.plain_units(free)) >= 2 and not plain:
            forms += ["all", "any", "sequence"]
        if free and not plain:
            forms += ["limited"]
        if free and self.diaries() and not plain:
            forms += ["diary_then_units"]
        if not plain:
            free = free + self.diaries()
        if not plain and rng.random() < 0.45:
            forms = self.ruled_forms(free) or forms
        if free:
            getattr(self, rng.choice(forms))(step, free)

    def kept_before(self, step):
        return [held.resource for held in self.steps[step.number - 1].holdings]

    def one(self, step, free):
        step.fields["needs"], _ = self.held(step, self.rng.choice(free))

    def held(self, step, resource):
        """The need as written, and its units, which the step holds while at work."""
        text, units = self.need_of(resource)
        if not resource.is_diary:
            step.holdings.append(Holding(resource.name, units, ["work"], shared_by=resource.group))
        return text, units

    def two_units(self, free):
        return self.rng.sample(self.plain_units(free), 2)

    def all(self, step, free):
        parts = []
        for resource in self.two_units(free):
            text, units = self.need_of(resource)
            parts.append(text)
            step.holdings.append(Holding(resource.name, units, ["work"]))
        step.fields["needs"] = {"all": parts}

    def any(self, step, free):
        parts = []
        for resource in self.two_units(free):
            text, units = self.need_of(resource)
            parts.append(text)
            step.holdings.append(Holding(resource.name, units, [], ["work"]))
        step.fields["needs"] = {"any": parts}

    def sequence(self, step, free):
        first, second = self.two_units(free)
        texts, units = zip(*(self.need_of(each) for each in (first, second)))
        step.fields["needs"] = list(texts)
        step.holdings.append(Holding(first.name, units[0], ["work"], ["wait"]))
        step.holdings.append(Holding(second.name, units[1], ["work"]))

    def limited(self, step, free):
        resource = self.rng.choice(free)
        text, _ = self.held(step, resource)
        limit = self.rng.choice([Span(0), days(1 / 32), days(0.5), {"dist": "exponential", "mean": days(1)}])
        step.fields["needs"] = {"use": text, "wait": limit, "else": self.diversion(step)}

    def diary_then_units(self, step, free):
        dated = self.rng.choice(self.diaries())
        resource = self.rng.choice([each for each in free if not each.is_diary])
        text, _ = self.held(step, resource)
        limited = {"use": text, "wait": self.rng.choice([Span(0), days(1 / 32)]),
                   "else": {"to": self.rng.choice([step.name, self.forward(step)]), "as": "no_room",
                            "keeps_place": self.rng.random() < 0.5}}
        step.fields["needs"] = [dated.name, limited if self.rng.random() < 0.7 else text]
        if isinstance(step.fields["needs"][1], dict):
            step.endings.append("no_room")

    def diversion(self, step):
        step.endings.append("diverted")
        return {"to": self.route_away(step), "as": "diverted"}

    def appointment(self, step):
        rng = self.rng
        chances = {"did_not_attend": 0.125, "rebooked": 0.5, "discharged_to": self.outcomes[-1]}
        clinic = rng.choice(self.diaries())
        if rng.random() < 0.5:
            chances["cancelled_by_patient"] = 0.0625
            if clinic.books:
                chances["cancellation_notice"] = days(rng.choice([0.5, 2]))
        if rng.random() < 0.3:
            chances["cancelled_by_provider"] = 0.0625
        step.fields |= {"kind": "appointment", "needs": clinic.name} | chances
        step.endings += ["dna", *(name for name in chances if name.startswith("cancelled_by_"))]

    # ---- holding
    def is_needed_next(self, step):
        """Whether a step that may come next needs what this one has: it cannot be held until that is granted."""
        route = str(step.fields["next"])
        following = " ".join(str(each.fields.get("needs")) for each in self.steps if each.name in route)
        names = [name for name in self.facts.resources if name in str(step.fields["needs"])]
        return any(name in following for name in names)

    def releases(self, step):
        held = step.holdings
        phases = ["exit_delay"]
        if step.keeps:
            step.fields["release"] = {each.resource: "keep" for each in held}
        elif (held and self.rng.random() < 0.3 and not step.carries and not step.branch
              and not self.is_needed_next(step)):
            step.fields["release"] = "moved"
            phases = ["exit_delay", "blocked"]
        elif held and self.rng.random() < 0.2 and not step.carries:
            step.fields["release"], phases = "work_end", []
        for each in held:
            (each.phases if each.phases else each.at_most).extend(phases)
            each.phases = [phase if "." in phase else f"{step.name}.{phase}" for phase in each.phases]
            each.at_most = [f"{step.name}.{phase}" for phase in [*each.at_most, "interrupted"]]
        if step.carries:
            before = self.steps[step.number - 1]
            step.fields["release"] = {each.resource: "end" for each in before.holdings}
            for each in before.holdings:
                each.phases += [f"{step.name}.{phase}" for phase in ("wait", "work", "exit_delay")]
                each.at_most.append(f"{step.name}.interrupted")

    # ---- routes
    def open_steps(self, after=-1):
        return [each.name for each in self.steps if each.number > after and not each.carries]

    def forward(self, step):
        return self.rng.choice(self.open_steps(step.number) + self.outcomes)

    def route_away(self, step):
        """Onwards: a name, or by chance or attribute to one of two."""
        ahead, other = self.forward(step), self.forward(step)
        if ahead == other or self.rng.random() < 0.6:
            return ahead
        return self.rng.choice([{ahead: 0.75, other: 0.25}, {"by": "need", "low": ahead, "else": other}])

    def next(self, step):
        ahead = self.route_away(step)
        back = self.rng.choice(self.open_steps()) if self.rng.random() < 0.35 else None
        if back is None or self.steps[0].name == step.name and "takes" not in step.fields:
            return ahead
        if isinstance(ahead, str) and ahead not in (back,) and self.rng.random() < 0.5:
            return {ahead: 0.75, back: 0.25}
        return [{"when": "visits < 3", "to": back}, {"to": ahead}]


def make(rng, facts, outcomes):
    return Maker(rng, facts, outcomes).make()
