"""Small random scenarios from a seed, for the program as TOML and CSV, for the simulator as they are.

Times are whole milliseconds, drawn from so many that no two of a scenario's events are likely to fall together:
which of two comes first at the same instant is not what is compared here.
"""

import random
from dataclasses import dataclass, field

SECOND = 1000
HOUR = 3600 * SECOND
DAY = 24 * HOUR


@dataclass
class Resource:
    """`order` lists (attribute, 1 for the lowest first or -1 for the highest)."""
    units: int
    order: list
    turnaround: int


@dataclass
class Need:
    """`parts` says how many of each resource; `kind` is "one", "all" or "any"."""
    kind: str
    parts: dict
    wait: object = None  # milliseconds, or the attribute that holds them
    queue_limit: int = None
    leave_free: int = 0
    otherwise: str = "lost"


@dataclass
class Route:
    """Those of whom `attribute` `comparison` `value` holds go `to`."""
    attribute: str
    comparison: str
    value: int
    to: str


@dataclass
class Step:
    """`takes` and `exit_delay` are milliseconds, or the attribute that holds them."""
    needs: list
    takes: str
    exit_delay: object
    routes: list
    otherwise: str


@dataclass
class Pathway:
    """A whole scenario; `arrivals` lists (time, attributes), and all begin at the step `first`."""
    length: int
    resources: dict
    steps: dict
    arrivals: list = field(default_factory=list)
    first: str = "step1"


def duration(luck, least, most):
    return luck.randint(least * HOUR, most * HOUR)


def make(seed):
    luck = random.Random(seed)
    step_names = [f"step{number}" for number in range(1, luck.randint(1, 4) + 1)]
    resources = {name: Resource(luck.randint(1, 3), [], luck.choice([0, 0, duration(luck, 1, 3)]))
                 for name in ["bed", "nurse", "room"][:luck.randint(1, 3)]}
    steps = {name: make_step(luck, resources, name, step_names) for name in step_names}
    # Where several are waited for together, one order for all: two orders could have two people wait for each other.
    common = make_order(luck)
    together = any(need.kind == "all" for step in steps.values() for need in step.needs)
    for resource in resources.values():
        resource.order = common if together else make_order(luck)
    pathway = Pathway(luck.choice([60, 150, 400]) * HOUR, resources, steps)
    pathway.arrivals = make_arrivals(luck, step_names)
    return pathway


def make_order(luck):
    return luck.choice([[], [(luck.choice(["class", "severity"]), luck.choice([-1, 1])), ("severity", 1)]])


def make_step(luck, resources, name, step_names):
    later = step_names[step_names.index(name) + 1:]
    routes = []
    if later and luck.random() < 0.5:
        routes.append(Route("class", "==", luck.randint(1, 3), luck.choice(later + ["done"])))
    if luck.random() < 0.3:
        earlier = step_names[:step_names.index(name) + 1]
        routes.append(Route(f"visits_{name}", "<", luck.randint(2, 3), luck.choice(earlier)))
    return Step(make_needs(luck, resources), f"takes_{name}", luck.choice([0, duration(luck, 1, 3), "delay"]), routes,
                luck.choice(later) if later and luck.random() < 0.8 else "done")


def make_needs(luck, resources):
    kind = luck.choice(["one", "in turn", "all", "any"])
    names = luck.sample(sorted(resources), min(len(resources), 1 if kind == "one" else luck.randint(2, 3)))
    parts = {name: luck.choice([1, 1, 2, "amount"]) if resources[name].units > 1 else 1 for name in names}
    if kind in ("all", "any") and len(names) > 1:
        needs = [Need(kind, parts)]
    else:  # in one order for all, so that nobody holds what another lacks
        needs = [Need("one", {name: parts[name]}) for name in sorted(names)]
    for need in needs:
        add_rules(luck, resources, need)
    return needs


def add_rules(luck, resources, need):
    if luck.random() < 0.4:
        need.wait = luck.choice([0, duration(luck, 1, 6), "patience"])
    if need.kind == "one" and luck.random() < 0.3:
        need.queue_limit = luck.randint(0, 3)
    spare = min(resources[name].units for name in need.parts) - 1
    if need.kind == "one" and spare and luck.random() < 0.4:
        need.leave_free = 1


def make_arrivals(luck, step_names):
    arrivals = []
    time = 0
    for _ in range(luck.randint(8, 24)):
        time += luck.randint(1, 90 * 60 * SECOND)
        attributes = {"class": luck.randint(1, 3), "severity": luck.randint(1, 1_000_000), "amount": luck.randint(1, 2),
                      "patience": duration(luck, 1, 6), "delay": duration(luck, 0, 3)}
        arrivals.append((time, attributes | {f"takes_{name}": duration(luck, 1, 6) for name in step_names}))
    return arrivals


# The same as text.

def span(value):
    """Milliseconds, or the attribute that holds them."""
    return f'"= {value} * 0.001 s"' if isinstance(value, str) else f'"{value / SECOND} s"'


def csv_text(pathway):
    names = list(pathway.arrivals[0][1])
    rows = [[repr(time / DAY), *(str(attributes[name]) for name in names)] for time, attributes in pathway.arrivals]
    return "\n".join(",".join(row) for row in [["time", *names], *rows]) + "\n"


def toml_text(pathway):
    names = list(pathway.arrivals[0][1])
    columns = ", ".join(f'{name} = "{name}"' for name in ["time", *names])
    lines = ["[scenario]", 'title = "Random"',
             "[run]", "start = 2026-04-06", f"length = {span(pathway.length)}", "replications = 1",
             "[source.people]", 'file = "people.csv"', f"columns = {{ {columns} }}", f'first = "{pathway.first}"',
             "[attribute]", *(f"{name} = {{ is = 0 }}" for name in names),
             *(f"visits_{name} = {{ is = 0 }}" for name in pathway.steps)]
    for name, resource in pathway.resources.items():
        lines += [f"[resource.{name}]", *resource_lines(resource)]
    for name, step in pathway.steps.items():
        lines += [f"[step.{name}]", f'set = {{ visits_{name} = "= visits_{name} + 1" }}', *step_lines(step)]
    lines += ["[outcome]", 'done = "Done"']
    if any('"lost"' in line for line in lines):  # an outcome that nothing leads to is a fault
        lines.append('lost = "Lost"')
    return "\n".join(lines) + "\n"


def resource_lines(resource):
    order = ", ".join(f'"{"highest" if sign < 0 else "lowest"} {name}"' for name, sign in resource.order)
    return [f"capacity = {resource.units}", *([f"order = [{order}]"] if order else []),
            *([f"turnaround = {span(resource.turnaround)}"] if resource.turnaround else [])]


def step_lines(step):
    routes = [f'{{ when = "{each.attribute} {each.comparison} {each.value}", to = "{each.to}" }}' for each in step.routes]
    routes.append(f'{{ to = "{step.otherwise}" }}')
    delay = [f"exit_delay = {span(step.exit_delay)}"] if step.exit_delay else []
    return [f"needs = [{', '.join(map(need_text, step.needs))}]", f"takes = {span(step.takes)}", *delay,
            f"next = [{', '.join(routes)}]"]


def need_text(need):
    parts = [f'use = "{name}", amount = ' + (f'"= {amount}"' if isinstance(amount, str) else str(amount))
             for name, amount in need.parts.items()]
    fields = parts if need.kind == "one" else [f"{need.kind} = [{', '.join(f'{{ {part} }}' for part in parts)}]"]
    if need.wait is not None:
        fields.append(f"wait = {span(need.wait)}")
    if need.queue_limit is not None:
        fields.append(f"queue_limit = {need.queue_limit}")
    if need.wait is not None or need.queue_limit is not None:
        fields.append(f'else = {{ to = "{need.otherwise}", as = "gave_up" }}')
    if need.leave_free:
        fields.append(f"leave_free = {need.leave_free}")
    return f"{{ {', '.join(fields)} }}"
