"""Expectations about a comparison, each a sentence that holds or not, judged by 95% limits and never by means alone.

`rises` and `falls` take the paired difference of a KPI between two arms; its limits must exclude zero on the side that
is said. `lies_between` takes the mean of a KPI in one arm; the whole of its limits must lie inside.
"""


class Comparison:
    """`carepath compare --json`, asked by names."""

    def __init__(self, results):
        self.kpis = {variant["name"]: variant["kpis"] for variant in results["variants"]}
        self.differences = {(row["variant"], row["against"]): row["kpis"] for row in results["differences"]}

    def limits_of_difference(self, kpi, variant, against):
        estimate = self.differences[variant, against][kpi]
        assert estimate["paired"], f"{kpi}: the difference of {variant} from {against} is not paired"
        return estimate["low"], estimate["high"]

    def limits(self, kpi, variant):
        estimate = self.kpis[variant][kpi]
        return estimate["low"], estimate["high"]

    def mean(self, kpi, variant):
        return self.kpis[variant][kpi]["mean"]


def rises(kpi, variant, against):
    return lambda comparison: comparison.limits_of_difference(kpi, variant, against)[0] > 0


def falls(kpi, variant, against):
    return lambda comparison: comparison.limits_of_difference(kpi, variant, against)[1] < 0


def lies_between(kpi, variant, least, most):
    def holds(comparison):
        low, high = comparison.limits(kpi, variant)
        return least < low and high < most
    return holds


def is_below(kpi, variant, other):
    """Of a KPI that the first arm does not have: the limits of the two arms do not touch."""
    return lambda comparison: comparison.limits(kpi, variant)[1] < comparison.limits(kpi, other)[0]


def broken(expectations, comparison):
    """The sentences that do not hold."""
    return [sentence for sentence, holds in expectations.items() if not holds(comparison)]
