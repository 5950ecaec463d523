"""A scenario as Python values, and as TOML text in any order of its tables and in any units of time.

A `Span` is a length of time in 64ths of a day, so that minutes, hours and days all write it exactly.
"""

import random
import re
from dataclasses import dataclass, field

SPANS_IN_A_DAY = 64


@dataclass(frozen=True)
class Span:
    """A length of time: `count` times 22.5 minutes."""
    count: int

    @property
    def days(self):
        return self.count / SPANS_IN_A_DAY

    def text(self, unit):
        per_unit = {"days": 1, "h": 24, "min": 24 * 60, "weeks": 1 / 7}[unit]
        if unit == "weeks" and self.count % (7 * SPANS_IN_A_DAY):
            return self.text("days")
        return f"{number(self.days * per_unit)} {unit}"


@dataclass(frozen=True)
class Rate:
    """People per day."""
    per_day: int

    def text(self, unit):
        return f"{7 * self.per_day} per week" if unit == "weeks" else f"{self.per_day} per day"


def days(count):
    return Span(round(count * SPANS_IN_A_DAY))


def number(value):
    return str(int(value)) if value == int(value) else repr(float(value))


@dataclass
class Layout:
    """How a scenario is written: the unit of each time, and whether tables are shuffled, by `luck`."""
    units: list = field(default_factory=lambda: ["days"])
    unit_luck: random.Random = field(default_factory=lambda: random.Random(0))
    luck: random.Random = None
    rename: dict = field(default_factory=dict)

    def order(self, items):
        items = list(items)
        if self.luck:
            self.luck.shuffle(items)
        return items

    def value(self, value):
        if isinstance(value, (Span, Rate)):
            return f'"{value.text(self.unit_luck.choice(self.units))}"'
        if isinstance(value, bool):
            return "true" if value else "false"
        if isinstance(value, (int, float)):
            return number(value)
        if isinstance(value, list):
            return f"[{', '.join(self.value(each) for each in value)}]"
        if isinstance(value, dict):
            inner = ", ".join(f"{self.name(key)} = {self.value(each)}" for key, each in self.order(value.items()))
            return f"{{ {inner} }}" if inner else "{}"
        return f'"{self.name(value)}"'

    def name(self, text):
        """The text, with a resource's new name where it is one, after a number of units ("2 nurse") or in brackets."""
        if "(" in text:
            return re.sub(r"\((\w+)\)", lambda found: f"({self.rename.get(found[1], found[1])})", text)
        first, space, rest = text.rpartition(" ")
        return first + space + self.rename[rest] if rest in self.rename else text


@dataclass
class Scenario:
    """Tables in the order in which they were made, and what the tests know of it (`facts`)."""
    tables: list
    facts: object = None

    def table(self, heading):
        return dict(self.tables)[heading]

    def with_tables(self, *more):
        return Scenario(self.tables + list(more), self.facts)

    def text(self, layout=None):
        layout = layout or Layout()
        blocks = []
        for heading, fields in layout.order(self.tables):
            section, dot, name = heading.partition(".")
            lines = [f"{layout.name(key)} = {layout.value(value)}" for key, value in layout.order(fields.items())]
            blocks.append("\n".join([f"[{section}{dot}{layout.name(name)}]", *lines]))
        return "\n\n".join(blocks) + "\n"
