"""The parts of `benchmarks/run`. Each yields rows (case, variant, unit, median, low, high, runs)."""

import csv
import os
import statistics
import subprocess

from measure.callgrind import per_event

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
SYSTEM_PYTHON = "/usr/bin/python3"  # the one that Debian's SimPy belongs to

# Scale of W2, and people enough to be past the filling of the system: arrivals last people / scale minutes.
GROWTH = {1: 300_000, 10: 300_000, 100: 300_000, 1_000: 1_000_000, 10_000: 3_000_000}
GROWTH_QUICK = {1: 100_000, 100: 100_000, 1_000: 400_000}


class Machine:
    """Where the programs are, and whether everything is to be small."""

    def __init__(self, build, quick):
        self.bin, self.quick = os.path.join(build, "bin"), quick

    def program(self, name):
        return os.path.join(self.bin, f"bench_{name}")

    def rows_of(self, name, *options):
        """What one of our programs prints."""
        run = subprocess.run([self.program(name), *map(str, options)], capture_output=True, text=True)
        if run.returncode != 0:
            raise RuntimeError(f"bench_{name} failed:\n{run.stderr}")
        for row in csv.DictReader(run.stdout.splitlines()):
            yield (row["case"], row["variant"], row["unit"], *map(float, (row["median"], row["low"], row["high"])), row["runs"])

    def once(self, *arguments, command=None):
        """(people, events, seconds, peak bytes or nothing) of one run in a process of its own."""
        run = subprocess.run([*(command or [self.program("once")]), *map(str, arguments)], capture_output=True, text=True)
        if run.returncode != 0:
            raise RuntimeError(f"{arguments} failed:\n{run.stderr}")
        return [float(value) for value in run.stdout.split(",")]


def spread(case, variant, unit, values):
    return (case, variant, unit, statistics.median(values), min(values), max(values), len(values))


def nanoseconds(run):
    return 1e9 * run[2] / run[1]


def workloads(machine):
    yield from machine.rows_of("workloads", "--rounds", 7, *(["--quick"] if machine.quick else []))


def draws(machine):
    yield from machine.rows_of("draws", "--rounds", 11, "--people", 100_000 if machine.quick else 300_000)


def threads(machine, counts="2"):
    small = ["--rounds", 3, "--replications", 16, "--people", 20_000] if machine.quick else ["--rounds", 7]
    yield from machine.rows_of("threads", "--threads", counts, *small)


def growth(machine):
    """W2 scaled up, both programs at every scale in each round."""
    sizes, rounds = (GROWTH_QUICK, 3) if machine.quick else (GROWTH, 3)
    times = {(variant, scale): [] for scale in sizes for variant in ("carepath", "limit")}
    peaks = {}
    for _ in range(rounds):
        for scale, people in sizes.items():
            for variant, extra in (("carepath", []), ("limit", ["--by-hand"])):
                run = machine.once("W2", people, "--scale", scale, *extra)
                times[variant, scale].append(nanoseconds(run))
                peaks[variant, scale] = run[3]
    for (variant, scale), values in times.items():
        yield spread(f"growth x{scale}", variant, "ns/event", values)
        ratios = [value / first for value, first in zip(values, times[variant, 1])]
        yield spread(f"growth x{scale}", variant, "times x1", ratios)
        yield spread(f"growth x{scale}", variant, "peak MB", [peaks[variant, scale] / 1e6])


def compile_time(machine):
    yield from machine.rows_of("compile_time", "--rounds", 3 if machine.quick else 7)


def memory(machine):
    yield from machine.rows_of("memory")


def studies(machine):
    yield from machine.rows_of("studies", "--rounds", 3 if machine.quick else 7)


def instructions(machine):
    """Per event, under callgrind; mispredicts are conditional and indirect ones together."""
    for workload in ("W1", "W2", "W3", "W3-sessions", "W3-any-order"):
        for variant, extra in (("carepath", []), ("limit", ["--by-hand"])):
            counts = per_event(machine.program("once"), workload, branches=True, extra=extra)
            yield spread(workload, variant, "instructions/event", [counts["instructions"]])
            missed = counts["mispredicts"] + counts["indirect-mispredicts"]
            yield spread(workload, variant, "mispredicts/event", [missed])


def simpy(machine):
    """SimPy from Debian, in turn with Carepath; nothing when it is not installed."""
    script = os.path.join(ROOT, "benchmarks", "peers", "simpy_2.py")
    if subprocess.run([SYSTEM_PYTHON, "-c", "import SimPy.Simulation"], capture_output=True).returncode != 0:
        print("   skipped: SimPy is not installed (benchmarks/run --packages installs python3-simpy)")
        return
    people = 5_000 if machine.quick else 50_000
    for workload in ("W1", "W2"):
        theirs, ratios = [], []
        for _ in range(3):
            ours = nanoseconds(machine.once(workload, 100_000))
            theirs.append(nanoseconds(machine.once(script, workload, people, command=[SYSTEM_PYTHON])))
            ratios.append(theirs[-1] / ours)
        yield spread(workload, "SimPy 2.3.1", "ns/event", theirs)
        yield spread(workload, "SimPy 2.3.1 / carepath", "ratio", ratios)


PARTS = {
    "workloads": workloads, "instructions": instructions, "threads": threads, "growth": growth, "memory": memory,
    "draws": draws, "compile": compile_time, "studies": studies, "simpy": simpy,
}
