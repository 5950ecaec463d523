"""The clocks and KPIs that every random scenario carries, by which the accounts of test_properties.py are drawn up."""

from step_maker import PHASES

FIGURES = ["mean", "total", "number", "min", "max"]


def clocks_and_kpis(facts):
    clocks = [("clock.inside", {"starts": [f"{name}.arrive" for name in facts.sources], "stops": list(facts.outcomes)}),
              ("clock.rtt", {"kind": "rtt", "starts": [f"{name}.arrive" for name in facts.sources],
                             "stops": [{"at": list(facts.outcomes), "as": "left"}]})]
    kpis = people(facts)
    for clock in ("inside", "rtt"):
        kpis |= of_clock(clock, facts)
    for step in facts.steps.values():
        name = f"wait_{step.name}"
        clocks.append((f"clock.{name}", waiting(step, facts)))
        kpis |= of_clock(name, facts) | of_step(step, facts)
    for resource in facts.resources.values():
        kpis |= of_diary(resource.name) if resource.is_diary else of_units(resource.name, facts)
    return clocks + [("kpi", kpis)]


def waiting(step, facts):
    """A clock of the phase wait: everything that can follow it stops it."""
    others = [f"{name}.arrive" for name, each in facts.steps.items() if name != step.name and not (
        each.branch and step.branch)]
    return {"starts": [f"{step.name}.arrive"],
            "stops": [f"{step.name}.start", *step.events(), *others, *facts.outcomes]}


def people(facts):
    everywhere = [phase for step in facts.steps.values() if not step.branch for phase in step.phases()]
    kpis = {
        "left": {"count": list(facts.outcomes), "sum": True},
        "people": {"number_in": everywhere, "show": ["mean", "max"]},
        "people_at": {"number_in": everywhere, "at": facts.moments},
    }
    for source in facts.sources:
        kpis[f"come_{source}"] = {"count": f"{source}.arrive"}
    for outcome in facts.outcomes:
        kpis[f"left_{outcome}"] = {"count": outcome}
    return kpis


def of_clock(name, facts):
    return {
        f"{name}_done": {"clock": name, "of": "completed", "show": FIGURES},
        f"{name}_open": {"clock": name, "of": "incomplete", "show": ["number", "mean"], "at": facts.moments},
    }


def of_step(step, facts):
    name = step.name
    kpis = {f"{name}_most": {"number_in": f"{name}.work", "show": "max"}}
    kpis |= {f"{name}_{event}": {"count": f"{name}.{event}"} for event in ["arrive", "start", "end", *step.endings]}
    for phase in PHASES:
        place = f"{name}.{phase}"
        kpis[f"{name}_{phase}"] = {"number_in": place, "show": "mean"}
        kpis[f"{name}_{phase}_at"] = {"number_in": place, "at": facts.moments}
        kpis[f"{name}_{phase}_time"] = {"time_in": place, "show": FIGURES}
    return kpis


def of_units(name, facts):
    return {
        f"{name}_busy": {"resource": name, "level": "busy", "show": ["mean", "max"]},
        f"{name}_busy_at": {"resource": name, "level": "busy", "at": facts.moments},
        f"{name}_capacity": {"resource": name, "level": "capacity"},
        f"{name}_capacity_at": {"resource": name, "level": "capacity", "at": facts.moments},
        f"{name}_queue": {"resource": name, "level": "queue", "show": ["mean", "max"]},
        f"{name}_use": {"resource": name, "level": "utilisation"},
    }


def of_diary(name):
    return {f"{name}_{level}": {"resource": name, "level": level}
            for level in ("slots_offered", "slots_used", "slots_lost", "sessions", "utilisation", "queue")}
