"""What random scenarios have of each resource: units, constant or by date and calendar, and diaries."""

from dataclasses import dataclass

from toml_text import days

ORDERS = [["highest need"], ["earliest queue_date"], ["lowest severity"], ["highest need", "earliest queue_date"],
          ["longest waited"]]


@dataclass
class Resource:
    name: str
    is_diary: bool
    peak: float = 0  # the most units there ever are
    least: float = 0  # the fewest
    at_start: int = 0


def capacity(rng, calendars):
    """(value, all levels it takes, level at the start, Monday midnight in April)"""
    form = rng.randrange(8)
    most = rng.randint(1, 6)
    fewer = rng.randint(0, most)
    if form < 4:
        return most, [most], most
    if form == 4:
        calendar = rng.choice(calendars)
        return [{"during": calendar, "is": most}, {"is": fewer}], [most, fewer], fewer
    if form == 5:
        return [{"until": days(rng.choice([6, 10])), "is": fewer}, {"is": most}], [most, fewer], fewer
    if form == 6:
        return {"cycle": [most, fewer, most], "every": days(rng.choice([0.25, 1]))}, [most, fewer], most
    return "unlimited", [float("inf")], 99


def units(rng, name, calendars):
    value, levels, at_start = capacity(rng, calendars)
    fields = {"capacity": value, "role": rng.choice(["staff", "equipment"])}
    return Resource(name, False, max(levels), min(levels), at_start), fields


def diary(rng, name):
    fields = {"kind": "diary", "slots": rng.choice([1, 2, 6])}
    if rng.random() < 0.3:
        fields["slots"] = {"cycle": [rng.randint(1, 5), 0, 3], "every": days(2)}
    if rng.random() < 0.5:
        fields["every"] = days(rng.choice([0.5, 1, 2.25]))
    else:
        fields["sessions"] = f"{rng.choice([3, 5, 12])} per week"
        if rng.random() < 0.6:
            fields["during"] = "office"
        if rng.random() < 0.4:
            fields["working_weeks"] = rng.choice([0.5, 0.875])
    if rng.random() < 0.5:
        fields["assign"] = "on_arrival"
        if rng.random() < 0.5:
            fields["notice"] = days(rng.choice([0.5, 2]))
        if rng.random() < 0.3:
            fields["horizon"] = days(rng.choice([10, 30]))
    return Resource(name, True), fields


def make(rng, facts, calendars):
    """(heading, fields) of each resource; notes them in `facts`."""
    tables = []
    for name in rng.sample(["nurse", "room", "bed", "surgeon"], rng.randint(1, 4)):
        resource, fields = units(rng, name, calendars)
        tables.append((f"resource.{name}", fields))
        facts.resources[name] = resource
    for name in rng.sample(["clinic_list", "theatre_list"], rng.choice([0, 1, 1, 2])):
        resource, fields = diary(rng, name)
        tables.append((f"resource.{name}", fields))
        facts.resources[name] = resource
    for _, fields in tables:
        if fields.get("assign") != "on_arrival" and rng.random() < 0.5:
            fields["order"] = rng.choice(ORDERS)
    return tables
