"""Accounts that must balance in every scenario, drawn up from its KPIs: each function returns what does not.

`Figures` is one replication's figures with what the scenario is known to hold. The amounts are exact: the only error is
that of adding up floating-point numbers.
"""

import math

NOTHING = 1e-6  # of days, people or units, beside the size of the account itself


class Figures:
    def __init__(self, kpis, facts):
        self.kpis, self.facts = kpis, facts
        self.length = facts.length.days
        self.begins, self.ends = facts.moments
        self.warms_up = facts.warm_up.count > 0

    def get(self, name):
        """A figure; of nobody there is none, and it counts as nothing."""
        return self.kpis[name]["mean"] or 0.0

    def has(self, name):
        return self.kpis[name]["mean"] is not None

    def change(self, name):
        """People in it at the end less those at the beginning; those there at the start are counted as they come."""
        before = self.get(f"{name}@{self.begins}") if self.warms_up else 0
        return self.get(f"{name}@{self.ends}") - before

    def open_days(self, clock, moment):
        """Ages of a clock's open periods together."""
        return self.get(f"{clock}_open.number@{moment}") * self.get(f"{clock}_open.mean@{moment}")

    def people_phases(self):
        """All phases in which people are; those of branches are not people."""
        return [phase.replace(".", "_") for step in self.facts.steps.values() if not step.branch
                for phase in step.phases()]

    @property
    def waited_before(self):
        """Days on the clock before the measured period of those then inside; unknown where it was drawn."""
        if self.warms_up:
            return self.open_days("inside", self.begins)
        spans = self.facts.waited.values()
        return None if None in spans else sum(spans)

    def days_waited(self, step):
        """Days that people waited at a step within the measured period; unknown where their wait before it was drawn."""
        clock = f"wait_{step}"
        before = self.open_days(clock, self.begins) if self.warms_up else self.facts.queued.get(step, 0)
        return None if before is None else self.get(f"{clock}_done.total") + self.open_days(clock, self.ends) - before


def differs(what, one, other):
    if math.isclose(one, other, rel_tol=1e-9, abs_tol=NOTHING):
        return []
    return [f"{what}: {one!r} is not {other!r}"]


def exceeds(what, one, most):
    return [f"{what}: {one!r} exceeds {most!r}"] if one > most + NOTHING else []


def people_are_conserved(figures, outcomes=None):
    """Came, and were there = left, and are there; so also at each step's wait and work."""
    facts = figures.facts
    came = sum(figures.get(f"come_{source}") for source in facts.sources)
    left = sum(figures.get(f"left_{outcome}") for outcome in outcomes or facts.outcomes)
    faults = differs("people who came", came, left + figures.change("people_at"))
    faults += differs("all outcomes together", figures.get("left"), left)
    for moment in facts.moments:
        inside = sum(figures.get(f"{phase}_at@{moment}") for phase in figures.people_phases())
        faults += differs(f"people in phases, {moment}", inside, figures.get(f"people_at@{moment}"))
        faults += differs(f"people on a clock, {moment}", figures.get(f"inside_open.number@{moment}"),
                          figures.get(f"people_at@{moment}"))
    for step in facts.steps.values():
        faults += step_balances(figures, step)
    return faults


def step_balances(figures, step):
    name, faults = step.name, []
    ended = figures.get(f"wait_{name}_done.number")
    faults += differs(f"{name}: arrivals", figures.get(f"{name}_arrive"),
                      ended + figures.change(f"wait_{name}_open.number"))
    for moment in figures.facts.moments:
        faults += differs(f"{name}: waiting, {moment}", figures.get(f"{name}_wait_at@{moment}"),
                          figures.get(f"wait_{name}_open.number@{moment}"))
    if not step.risky & {"work", "all"}:
        resumed = 0 if figures.warms_up else figures.facts.resumed.get(name, 0)
        faults += differs(f"{name}: starts", figures.get(f"{name}_start") + resumed,
                          figures.get(f"{name}_end") + figures.change(f"{name}_work_at")
                          + figures.change(f"{name}_interrupted_at"))
    return faults


def capacity_is_kept(figures, peak=lambda resource: resource.peak):
    """Nothing is busier than there ever is of it; and where that is always the same, than there is."""
    faults = []
    for name, resource in figures.facts.resources.items():
        if resource.is_diary:
            offered, used = figures.get(f"{name}_slots_offered"), figures.get(f"{name}_slots_used")
            over = resource.overrun * figures.get(f"{name}_sessions")
            faults += exceeds(f"{name}: slots used", used, offered + over)
            lost = figures.get(f"{name}_slots_lost")
            faults += exceeds(f"{name}: slots lost", lost, offered)
            faults += exceeds(f"{name}: slots idle", offered - used, lost)
            if resource.overrun == 0:
                faults += differs(f"{name}: slots not used", lost, offered - used)
            faults += differs(f"{name}: share used", figures.get(f"{name}_utilisation") * offered, used)
            continue
        if resource.is_stock:
            faults += stock_is_there(figures, name)
            continue
        faults += exceeds(f"{name}: busy at most", figures.get(f"{name}_busy.max"), peak(resource))
        for moment in figures.facts.moments:
            faults += exceeds(f"{name}: busy {moment}", figures.get(f"{name}_busy_at@{moment}"), peak(resource))
        if resource.peak < math.inf:
            faults += exceeds(f"{name}: capacity", figures.get(f"{name}_capacity"), resource.peak)
            faults += exceeds(f"{name}: least capacity", resource.least, figures.get(f"{name}_capacity"))
            faults += differs(f"{name}: share in use", figures.get(f"{name}_use") * figures.get(f"{name}_capacity"),
                              figures.get(f"{name}_busy.mean"))
    return faults


def stock_is_there(figures, name, share=1):
    """No more is used up than has been delivered."""
    return [fault for moment in figures.facts.moments for fault in exceeds(
        f"{name}: used up, {moment}", figures.get(f"{name}_busy_at@{moment}"),
        share * figures.get(f"{name}_capacity_at@{moment}"))]


def stocks_are_there(figures, share=1):
    return [fault for name, resource in figures.facts.resources.items() if resource.is_stock
            for fault in stock_is_there(figures, name, share)]


def groups_have_room(figures, served=lambda resource: resource.group):
    """At each step at once no more people are served than its units can serve together."""
    faults = []
    for step in figures.facts.steps.values():
        for held in step.holdings:
            resource = figures.facts.resources[held.resource]
            if resource.group > 1 and f"{step.name}.work" in held.phases:
                faults += exceeds(f"{step.name}: served at once", figures.get(f"{step.name}_most"),
                                  served(resource) * figures.get(f"{held.resource}_busy.max"))
    return faults


def time_adds_up(figures, length=None):
    """Little's law, exactly: the mean number times the length is the time that people spent there in it."""
    length = length or figures.length
    faults = []
    if figures.waited_before is not None:
        before = figures.waited_before
        faults = differs("days inside", figures.get("people.mean") * length,
                         figures.get("inside_done.total") + figures.open_days("inside", figures.ends) - before)
    faults += phases_add_up(figures)
    for name, step in figures.facts.steps.items():
        waited = figures.days_waited(name)
        if waited is not None:
            faults += differs(f"{name}: days waited", figures.get(f"{name}_wait") * length, waited)
        for phase in ("work", "exit_delay", "blocked"):
            if step.risky & {phase, "all"}:
                continue  # `time_in` counts no stay that a risk has cut short
            faults += whole_stays(figures, f"{name}_{phase}", length)
    return faults + holdings_add_up(figures) + queues_add_up(figures)


def phases_add_up(figures, without="none"):
    """Waiting, at work, interrupted, ready and held back: everyone inside is in one of them."""
    there = sum(figures.get(phase) for phase in figures.people_phases() if not phase.endswith(without))
    return differs("people in phases", there, figures.get("people.mean"))


def whole_stays(figures, phase, length):
    """Where nobody is at either end, every stay lies within the measured period. Work may be interrupted."""
    phases = [phase, phase.replace("_work", "_interrupted")]
    if any(figures.get(f"{each}_at@{moment}") for each in phases for moment in figures.facts.moments):
        return []
    return differs(f"{phase}: days", figures.get(phase) * length, figures.get(f"{phase}_time.total"))


def holdings_add_up(figures):
    """Units in use on average are those of the people in the phases that hold them."""
    least = {name: 0.0 for name in figures.facts.resources}
    besides = dict(least)
    for step in figures.facts.steps.values():
        for held in step.holdings:
            people = sum(figures.get(phase.replace(".", "_")) for phase in held.phases)
            others = sum(figures.get(phase.replace(".", "_")) for phase in held.at_most)
            if f"{step.name}.wait" in held.at_most:  # or while waiting to move here
                others += sum(figures.get(f"{name}_blocked") for name in figures.facts.steps)
            least[held.resource] += held.units * people / held.shared_by
            besides[held.resource] += held.units * (people * (1 - 1 / held.shared_by) + others)
    faults = []
    for name, resource in figures.facts.resources.items():
        if resource.is_diary or resource.is_stock:
            continue
        busy = figures.get(f"{name}_busy.mean")
        faults += exceeds(f"{name}: held", least[name], busy)
        faults += exceeds(f"{name}: busy", busy, least[name] + besides[name])
    return faults


def queues_add_up(figures):
    """All who wait at steps that need one resource alone are in its queue, with all whose work was interrupted for it,
    and in it is nobody else."""
    others = sum(figures.get(f"{name}_blocked") + figures.get(f"{name}_interrupted") for name in figures.facts.steps)
    faults = []
    for name in (name for name, resource in figures.facts.resources.items() if not resource.is_diary):
        asking = [step for step in figures.facts.steps.values() if name in str(step.fields.get("needs"))]
        alone = [step for step in asking if not step.carries and len(step.holdings) == 1 and not any(
            word in str(step.fields["needs"]) for word in ("list", "dose"))]
        queue = figures.get(f"{name}_queue.mean")
        faults += exceeds(f"{name}: wait for it", sum(figures.get(f"{step.name}_wait") for step in alone), queue)
        faults += exceeds(f"{name}: queue", queue, others + sum(figures.get(f"{step.name}_wait") for step in asking))
    return faults


def clocks_run_forwards(figures, counted=("completed", "incomplete")):
    """No time is negative, no part longer than its whole, and what starts either ends or is still open."""
    faults = []
    facts = figures.facts
    for clock in ["inside", "rtt", *(f"wait_{name}" for name in facts.steps)]:
        faults += exceeds(f"{clock}: shortest below nothing", -figures.get(f"{clock}_done.min"), 0)
        faults += exceeds(f"{clock}: mean", figures.get(f"{clock}_done.mean"), figures.get(f"{clock}_done.max"))
        faults += exceeds(f"{clock}: shortest", figures.get(f"{clock}_done.min"), figures.get(f"{clock}_done.mean"))
    started = sum(figures.get(f"come_{source}") for source in facts.sources)
    for clock in ("inside", "rtt"):
        ended = figures.get(f"{clock}_done.number") if "completed" in counted else 0
        still = figures.change(f"{clock}_open.number") if "incomplete" in counted else 0
        faults += differs(f"{clock}: started", started, ended + still)
    faults += exceeds("rtt and exact days", abs(figures.get("rtt_done.mean") - figures.get("inside_done.mean")), 1)
    for step in facts.steps.values():
        for phase in ("wait", "work", "interrupted", "exit_delay", "blocked"):
            faults += exceeds(f"{step.name}.{phase} below nothing", -figures.get(f"{step.name}_{phase}_time.min"), 0)
    return faults


def whole_is_no_shorter(figures, share=1):
    """Nobody's wait at one step is longer than their whole time inside: nor are the sums over everyone."""
    inside = share * figures.get("people.mean") * figures.length
    return [fault for name in figures.facts.steps
            for fault in exceeds(f"{name}: waited of all time inside", figures.days_waited(name) or 0, inside)]


ACCOUNTS = {
    "people": people_are_conserved,
    "capacity": capacity_is_kept,
    "time": time_adds_up,
    "clocks": clocks_run_forwards,
    "parts": whole_is_no_shorter,
    "phases": phases_add_up,
    "groups": groups_have_room,
    "stocks": stocks_are_there,
}
