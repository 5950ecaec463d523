"""The record of instructions per event, and how far a count may be from it."""

ALLOWANCE = 0.05
HEADING = """\
# Instructions per event of each workload in the Release build with g++ 12, counted by callgrind (benchmarks/README.md).
# Written by: benchmarks/instructions W1 W2 W3 --record
"""


def read_record(path):
    with open(path, encoding="utf-8") as file:
        rows = [line.split() for line in file if line.strip() and not line.startswith("#")]
    return {name: float(value) for name, value in rows}


def write_record(path, record):
    with open(path, "w", encoding="utf-8") as file:
        file.write(HEADING + "".join(f"{name} {record[name]:.1f}\n" for name in sorted(record)))


def fault_of(workload, measured, record):
    """What is wrong, for people, or None."""
    if workload not in record:
        return f"{workload}: {measured:.1f} instructions per event, and no record; {how_to_record(workload)}"
    change = measured / record[workload] - 1
    if abs(change) <= ALLOWANCE:
        return None
    kind, advice = ("more", "When the change is worth it, and the commit says why, record the new count") \
        if change > 0 else ("fewer", "A gain: record it, so that losing it again is seen")
    return (f"{workload}: {measured:.1f} instructions per event, {abs(change):.1%} {kind} than the "
            f"{record[workload]:.1f} recorded (allowed: {ALLOWANCE:.0%}). To see where they are: "
            f"benchmarks/instructions {workload} --functions 25. {advice}: {how_to_record(workload)}")


def how_to_record(workload):
    return f"benchmarks/instructions {workload} --record"
