"""What random scenarios have of each resource: units, constant or by date and calendar, and diaries."""

from dataclasses import dataclass

from toml_text import days

ORDERS = [["highest need"], ["earliest queue_date"], ["lowest severity"], ["highest need", "earliest queue_date"],
          ["longest waited"], ["highest waited * if(need == high, 3, 1)"], ["highest waited > 1", "lowest severity"]]

FALLS = ["finish", "hand_over", "pause", "restart", "resample", "eject"]


@dataclass
class Resource:
    name: str
    is_diary: bool
    peak: float = 0  # the most units there ever are
    least: float = 0  # the fewest
    at_start: int = 0
    is_stock: bool = False
    group: int = 1  # people whom one unit serves together
    overrun: int = 0
    books: bool = False  # gives dates on arrival
    ejects: bool = False  # somebody may be sent away for it
    is_unsure: bool = False  # whether a session is held is a matter of luck
    takes_away: str = "finish"  # what becomes of work when the capacity falls


def capacity(rng, calendars):
    """(value, all levels it takes, level at the start, Monday midnight in April)"""
    form = rng.randrange(8)
    most = rng.randint(1, 6)
    fewer = rng.randint(0, most)
    if form < 3:
        return most, [most], most
    if form == 4:
        calendar = rng.choice(calendars)
        return [{"during": calendar, "is": most}, {"is": fewer}], [most, fewer], fewer
    if form == 5:
        return [{"until": days(rng.choice([6, 10])), "is": fewer}, {"is": most}], [most, fewer], fewer
    if form in (3, 6):
        return {"cycle": [most, fewer, most], "every": days(rng.choice([0.25, 1]))}, [most, fewer], most
    return "unlimited", [float("inf")], 99


def units(rng, name, calendars):
    value, levels, at_start = capacity(rng, calendars)
    fields = {"capacity": value, "role": rng.choice(["staff", "equipment"])}
    resource = Resource(name, False, max(levels), min(levels), at_start)
    rules(rng, resource, fields)
    return resource, fields


def rules(rng, resource, fields):
    """What units have besides their number: how they fall and rise, a turnaround, who is served together."""
    if rng.random() < 0.6:
        resource.takes_away = fields["when_capacity_falls"] = rng.choice(FALLS)
    if rng.random() < 0.25:
        fields["turnaround"] = days(rng.choice([1 / 64, 0.125]))
    if rng.random() < 0.25 and resource.peak < float("inf"):
        more = rng.randint(1, 3)
        fields["escalation"] = {"units": more, "open_when": f"queue({resource.name}) > {rng.randint(0, 2)}"}
        if rng.random() < 0.6:
            fields["escalation"] |= {"close_when": f"queue({resource.name}) == 0",
                                     "review": days(rng.choice([0.25, 1])), "notice": days(rng.choice([0.125, 1.5]))}
        resource.peak += more
    if rng.random() < 0.15:
        resource.group = fields["group"] = rng.randint(2, 5)
        fields["least"] = rng.randint(1, resource.group)
        resource.takes_away = "finish"  # a group's work cannot be interrupted
        fields.pop("when_capacity_falls", None)


def stock(rng, name):
    amount, gap, first = rng.randint(1, 4), days(rng.choice([0.5, 1, 3])), rng.randint(0, 6)
    fields = {"kind": "stock", "capacity": first, "delivery": {"amount": amount, "every": gap}}
    return Resource(name, False, max(first, 1) + 500 * amount, first, 0, is_stock=True), fields


def diary(rng, name):
    fields = {"kind": "diary", "slots": rng.choice([1, 2, 6])}
    if rng.random() < 0.3:
        fields["slots"] = {"cycle": [rng.randint(1, 5), 0, 3], "every": days(2)}
    resource = Resource(name, True)
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
    elif rng.random() < 0.4:
        resource.overrun = fields["overrun"] = rng.randint(1, 3)
    if rng.random() < 0.3:
        fields["cancelled"] = rng.choice([0.0625, 0.25])
        resource.is_unsure = True
    if rng.random() < 0.2:
        fields["least"] = 2
    resource.books = "assign" in fields
    return resource, fields


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
    if rng.random() < 0.3:
        resource, fields = stock(rng, "dose")
        tables.append(("resource.dose", fields))
        facts.resources["dose"] = resource
    for _, fields in tables:
        if fields.get("assign") != "on_arrival" and rng.random() < 0.5:
            fields["order"] = rng.choice(ORDERS)
    return tables
