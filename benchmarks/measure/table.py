"""The table that `benchmarks/run` prints: what was measured, the limit, their ratio, and the target."""

import csv
import os

from measure.parts import ROOT

RECORDED = os.path.join(ROOT, "benchmarks", "peers", "recorded.csv")

# (work, case, variant, unit, must, stretch): what is at most, of a row measured.
AT_MOST = [
    ("W1, one server", "W1", "carepath / limit", "ratio", 2, 1.4),
    ("W2, five stations, standard KPIs", "W2", "carepath / limit", "ratio", 1.3, 1.0),
    ("W2, instructions per event", "W2", "carepath", "instructions/event", 350, 280),
    ("W2, mispredicts per event", "W2", "carepath", "mispredicts/event", 3.5, None),
    ("W3, 500 servers, two classes", "W3", "carepath / limit", "ratio", 2, 1.3),
    ("W3, sessions of 500 slots", "W3-sessions", "carepath / limit", "ratio", 3, 1.3),
    ("W3, arbitrary priority", "W3-any-order", "carepath / limit", "ratio", 1.5, 1.3),
    ("W4, processor time added by 2 threads", "W4 2 threads", "carepath", "inflation", 0.03, None),
    ("growth, 45,000 people against 60", "growth x1000", "carepath", "times x1", 2, 1.5),
    ("growth, 430,000 people against 60", "growth x10000", "carepath", "times x1", 3, 2),
    ("memory, bytes per person there", "memory", "carepath", "bytes/person", 100, 64),
    ("keyed draws against a sequence, by hand", "draws", "keyed / sequential", "ratio", 1.08, 1.03),
    ("compile 10,000 steps, seconds", "compile", "10000 steps", "s", 0.2, 0.05),
]
AT_LEAST = [
    ("W4, 2 threads against 1", "W4 2 threads", "carepath", "scaling", 1.9, 1.97),
    ("W4, the same, shortest of all rounds", "W4 2 threads", "carepath", "scaling-best", 1.9, 1.97),
]
# (peer, workload, must, stretch): how many times faster at least.
FASTER = [
    ("Cimba", "W1", 3, None), ("Cimba", "W2", 3.3, 4.4), ("SSJ", "W2", 3.2, None), ("simmer", "W2", 130, None),
    ("SimPy", "W2", 140, None), ("Ciw", "W2", 330, None), ("JaamSim", "W2", 100, None),
]


def recorded_peers():
    """{(program, workload): (version, times the limit program)}"""
    with open(RECORDED, encoding="utf-8") as file:
        rows = csv.DictReader(line for line in file if not line.startswith("#"))
        return {(row["program"], row["workload"]): (row["version"], float(row["times limit"])) for row in rows}


def verdict(value, must, stretch, at_most):
    reached = (lambda target: value <= target) if at_most else (lambda target: value >= target)
    if stretch is not None and reached(stretch):
        return "stretch met"
    return "met" if reached(must) else "NOT MET"


def shown(number):
    return "" if number is None else f"{number:.3g}" if abs(number) < 100 else f"{number:,.0f}"


def row_of(work, ours, limit, ratio, target, met):
    return [work, shown(ours), shown(limit), shown(ratio), target, met]


def target_words(must, stretch, at_most):
    sign = "≤" if at_most else "≥"
    return f"{sign} {must:g}" + (f" ({stretch:g})" if stretch is not None else "")


def measured_row(measured, target, at_most):
    work, case, variant, unit, must, stretch = target
    value = measured.get((case, variant, unit))
    if value is None:
        return None
    words, met = target_words(must, stretch, at_most), verdict(value, must, stretch, at_most)
    if unit == "ratio":
        over, under = variant.split(" / ")
        return row_of(work, measured[case, over, "ns/event"], measured[case, under, "ns/event"], value, words, met)
    return row_of(work, value, measured.get((case, "limit", unit)), None, words, met)


def peer_rows(measured):
    peers = recorded_peers()
    for peer, workload, must, stretch in FASTER:
        ours = measured.get((workload, "carepath / limit", "ratio"))
        version, times_limit = peers[peer, workload]
        if ours is not None:
            faster = times_limit / ours
            yield row_of(f"{workload} against {peer} {version}, recorded", ours, times_limit, faster,
                         target_words(must, stretch, False), verdict(faster, must, stretch, False))


def print_rows(heading, rows):
    table = [heading, *rows]
    widths = [max(len(row[at]) for row in table) for at in range(len(heading))]
    for number, row in enumerate(table):
        cells = [cell.ljust(width) if at in (0, 5) else cell.rjust(width) for at, (cell, width) in enumerate(zip(row, widths))]
        print("  ".join(cells).rstrip())
        if number == 0:
            print("─" * (sum(widths) + 2 * len(widths) - 2))


def print_table(rows):
    measured = {(case, variant, unit): median for case, variant, unit, median, *_ in rows}
    ours = [measured_row(measured, target, True) for target in AT_MOST]
    ours += [measured_row(measured, target, False) for target in AT_LEAST]
    print("\nMedians; ns/event of processor time where a ratio is given; stretch targets in brackets.")
    print_rows(["work", "ours", "limit", "ratio", "target", ""], [row for row in ours if row])
    peers = list(peer_rows(measured))
    if peers:
        print("\nOther programs. 'recorded' is benchmarks/peers/recorded.csv: their time over the limit program's, against")
        print("ours over the limit program's here. Times of different days and machines are never compared directly.")
        print_rows(["work", "ours / limit", "theirs / limit", "times faster", "target", ""], peers)
    for workload in ("W1", "W2"):
        ratio = measured.get((workload, "SimPy 2.3.1 / carepath", "ratio"))
        if ratio is not None:
            print(f"{workload} against SimPy 2.3.1, measured here in turn: {ratio:.0f} times faster")
