"""Random pathways with one resource that people wait for, which all have left long before the end."""

import random
import sys

import step_maker
from toml_text import Rate, Scenario, days

STEPS = ["first", "second", "third"]


def route(rng, number, last, simple):
    onwards = STEPS[number + 1] if number < last else "done"
    if simple or rng.random() < 0.6:
        return onwards
    return [{"when": "visits < 3", "to": {STEPS[0]: 0.25, onwards: 0.75}}, {"to": onwards}]


def make(seed):
    """(scenario, whether it is one step in order of coming, where every single wait must shorten)"""
    rng = random.Random(f"queue {seed}")
    simple = rng.random() < 0.5
    last = 0 if simple else rng.randrange(3)
    capacity = rng.randint(1, 3)
    server = {"capacity": capacity}
    if not simple and rng.random() < 0.5:
        server["order"] = rng.choice([["highest need"], ["earliest queue_date"], ["highest need", "longest waited"]])
    tables = [
        ("scenario", {"title": f"Random queue {seed}"}),
        ("run", {"start": "2026-04-06", "length": days(700), "replications": 12, "seed": seed % 1000 + 1}),
        ("attribute.need", {"choose": {"low": 0.5, "mid": 0.25, "high": 0.25}, "ordered": ["low", "mid", "high"]}),
        ("attribute.visits", {"is": 0}),
        ("source.people", {"rate": Rate(rng.randint(1, 8)), "until": days(28), "first": STEPS[0]}),
        ("resource.server", server),
        ("outcome", {"done": "Done"}),
        ("kpi", {"wait": {"wait_for": "server", "show": ["mean", "number"]}, "left": {"count": "done"},
                 "inside": {"number_in": STEPS[:last + 1], "at": "end"}}),
    ]
    for number, name in enumerate(STEPS[:last + 1]):
        fields = {"needs": "server", "takes": step_maker.duration(rng, days(rng.choice([0.125, 0.25, 0.5]))),
                  "set_at_end": {"visits": "= visits + 1"}, "next": route(rng, number, last, simple)}
        if not simple and rng.random() < 0.3:
            fields["fails"] = {"missed": {"chance": 0.125, "to": name, "keeps_place": rng.random() < 0.5}}
        tables.append((f"step.{name}", fields))
    return Scenario(tables), simple


def servers(seed):
    return make(seed)[0].table("resource.server")["capacity"]


def with_capacity(scenario, more):
    tables = [(heading, dict(fields)) for heading, fields in scenario.tables]
    dict(tables)["resource.server"]["capacity"] += more
    return Scenario(tables)


if __name__ == "__main__":
    print(make(int(sys.argv[1]))[0].text(), end="")
