#!/usr/bin/env python3
"""Runs the reference cases and sets our numbers beside the published or exact ones.

Each NAME.expected.json says which scenario to run, with which changes, and what to expect:

  rule "published"  |ours - theirs| <= 3 sqrt(se_ours^2 + se_theirs^2) + slack |theirs|
  rule "theory"     |ours - theirs| <= 4 se_ours, and 4 se_ours itself at most a quarter of theirs,
                    so that a run too short to tell fails instead of passing
  rule "exact"      |ours - theirs| <= tolerance (1e-9 unless given)
  an expectation may carry its own "tolerance", which then is the limit

A run marked "must_fail" has one parameter wrong on purpose and has to miss: it shows that the
comparison can fail. Durations in results are in days; "unit" converts the expectation.

A wrong run misses only by being outside a limit, never by being too short to tell. With --full every
run has four times its replications, so the limits of rule "theory" are half as wide.

With CAREPATH_SMOKE set, as in the builds with sanitizers, every case is run with two replications and only
the exact ones are judged.

  compare.py [--carepath PATH] [--threads N] [--full] [--brief] [CASE...]      exit 1 when anything misses
"""

import argparse
import json
import math
import os
import pathlib
import subprocess
import sys
import time
import tomllib

SMOKE = bool(os.environ.get("CAREPATH_SMOKE"))
HERE = pathlib.Path(__file__).resolve().parent
BUILT = str(HERE.parents[1] / "build/release/bin/carepath")
DAYS = {"min": 1 / 1440, "h": 1 / 24, "day": 1.0, "week": 7.0, "per day": 1.0, "per week": 1 / 7}


def student_t(freedom):
    """97.5th percentile of Student's t, by the expansion about the normal (Cornish and Fisher)."""
    z = 1.959963984540054
    terms = [
        (z**3 + z) / 4,
        (5 * z**5 + 16 * z**3 + 3 * z) / 96,
        (3 * z**7 + 19 * z**5 + 17 * z**3 - 15 * z) / 384,
    ]
    return z + sum(term / freedom ** (k + 1) for k, term in enumerate(terms))


def find_kpi(kpis, address):
    """A KPI by name, `name[attribute=group]`, or a name that is read at one date only."""
    name, _, group = address.partition("[")
    entry = kpis.get(name)
    if entry is None:
        dated = [key for key in kpis if key.startswith(name + "@")]
        if len(dated) != 1:
            return None
        entry = kpis[dated[0]]
    if group:
        attribute, value = group.rstrip("]").split("=")
        entry = entry.get("by", {}).get(attribute, {}).get(value)
    return entry


def standard_error(entry, replications):
    if replications < 2 or entry.get("low") is None or entry.get("high") is None:
        return 0.0
    return (entry["high"] - entry["low"]) / 2 / student_t(replications - 1)


def limit_of(expectation, case, reference, se_ours, scale):
    """The largest difference allowed, and whether the run was long enough to tell."""
    if "tolerance" in expectation:
        return expectation["tolerance"] * scale, True
    rule = expectation.get("rule", case["rule"])
    if rule == "exact":
        return case.get("tolerance", 1e-9) * scale, True
    if rule == "theory":
        return 4 * se_ours + 1e-9, 4 * se_ours <= max(0.25 * abs(reference), expectation.get("floor", 0.0))
    se_theirs = expectation.get("se", expectation.get("hw95", 0.0) / 1.96) * scale
    slack = expectation.get("slack", case.get("slack", 0.005)) * abs(reference)
    return 3 * math.hypot(se_ours, se_theirs) + slack, True


def replications_of(scenario, run):
    """As the run says, else as its scenario or the scenario's base says."""
    if "replications" in run:
        return run["replications"]
    told = tomllib.loads((HERE / scenario).read_text())
    if "replications" in told.get("run", {}):
        return told["run"]["replications"]
    return replications_of(told["scenario"]["base"], run)


def run_once(options, case, run):
    scenario = run.get("scenario", case["scenario"])
    command = [options.carepath, "run", str(HERE / scenario), "--json", "--quiet"]
    for change in case.get("set", []) + run.get("set", []):
        command += ["--set", change]
    if options.threads:
        command += ["--threads", str(options.threads)]
    replications = replications_of(scenario, run)
    if replications > 1:
        command += ["--replications", "2" if SMOKE else str(replications * (4 if options.full else 1))]
    began = time.monotonic()
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        return None, f"exit status {done.returncode}\n{done.stderr.strip()}", 0.0
    return json.loads(done.stdout)["variants"][0], "", time.monotonic() - began


def judge(case, run, variant):
    """Rows (kpi, ours, theirs, difference, limit, verdict, scale); the verdict is "", or why it does not pass."""
    rows = []
    for address, expectation in run["expect"].items():
        if not isinstance(expectation, dict):
            expectation = {"value": expectation}
        scale = DAYS[expectation.get("unit", case.get("unit", "day"))] if expectation.get("unit", case.get("unit")) else 1.0
        if expectation.get("plain"):
            scale = 1.0
        theirs = expectation["value"] * scale
        entry = find_kpi(variant["kpis"], address)
        if entry is None or entry.get("mean") is None:
            rows.append((address, None, theirs, None, None, "absent", scale))
            continue
        limit, long_enough = limit_of(expectation, case, theirs, standard_error(entry, variant["replications"]), scale)
        difference = entry["mean"] - theirs
        verdict = "missed" if abs(difference) > limit else "" if long_enough else "run too short to tell"
        rows.append((address, entry["mean"], theirs, difference, limit, verdict, scale))
    return rows


def show(rows):
    print(f"    {'':28} {'ours':>13} {'theirs':>13} {'difference':>12} {'limit':>11}")
    for address, ours, theirs, difference, limit, verdict, scale in rows:
        mark = "!" if verdict else " "
        line = f"  {mark} {address:28}"
        if ours is None:
            print(f"{line} {'':13} {theirs / scale:13.6g}  {verdict}")
            continue
        figures = f"{ours / scale:13.6g} {theirs / scale:13.6g} {difference / scale:12.3g} {limit / scale:11.3g}"
        print(f"{line} {figures}  {verdict}".rstrip())


def run_case(options, path):
    case = json.loads(path.read_text())
    print(f"{path.name.removesuffix('.expected.json')}: {case['title']}")
    failures = 0
    for run in case["runs"]:
        variant, fault, seconds = run_once(options, case, run)
        must_fail = run.get("must_fail", False)
        label = run["name"] + (" (must miss)" if must_fail else "")
        if variant is None:
            print(f"  {label}: did not run, {fault}")
            failures += 1
            continue
        rows = judge(case, run, variant)
        verdicts = [row[5] for row in rows]
        within = verdicts.count("")
        judged = not SMOKE or case["rule"] == "exact"
        good = ("missed" in verdicts and "absent" not in verdicts) if must_fail else within == len(rows)
        good = good or not judged
        print(f"  {label}: {'ok' if good else 'FAILED'}, {within} of {len(rows)} within limits, {seconds:.1f} s")
        if not good or not options.brief:
            show(rows)
        failures += not good
    return failures


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("cases", nargs="*", help="names or beginnings of names; all when none is given")
    parser.add_argument("--carepath", default=BUILT, help="the program to run (default: the release build)")
    parser.add_argument("--threads", type=int, default=0)
    parser.add_argument("--full", action="store_true", help="four times the replications")
    parser.add_argument("--brief", action="store_true", help="only rows of runs that fail")
    options = parser.parse_args()
    paths = sorted(HERE.glob("*.expected.json"))
    if options.cases:
        paths = [path for path in paths if any(path.name.startswith(case) for case in options.cases)]
    if not paths:
        print("no case of that name", file=sys.stderr)
        return 1
    failures = sum(run_case(options, path) for path in paths)
    print("all cases within their limits" if failures == 0 else f"{failures} runs outside their limits")
    return 0 if failures == 0 else 1


if __name__ == "__main__":
    sys.exit(main())
