#!/usr/bin/env python3
"""Mutation testing: small faults are put into the code on purpose, and a test must notice each.

    tests/mutants/mutate.py plan                 the places found, by folder and kind
    tests/mutants/mutate.py run                  builds all mutants of the sample at once, then tries one after another
    tests/mutants/mutate.py draw --sample 300    draws another sample and keeps it in sample.json

The sample is kept, so that a change of the code elsewhere does not change it; places that are gone are replaced, and
`run --keep` keeps those that took their place.
A mutant is killed when a test fails, crashes or takes four times as long as without it. Only tests that come by its place
are tried, the quickest and those that have killed others first. Survivors are listed, and each must stand in
survivors.toml with the reason why no test can or need notice it. Exit status 1: fewer than 90% killed, or a survivor
without a reason.

Kinds: `compare` (< for <=, == for != ...), `arithmetic` (+ for -, * for /), `logic` (&& for ||), `negate` (a condition
turned round), `constant` (a whole number one larger), `delete` (a statement left out). Constant expressions, which no
switch can reach, are left out: the mixer's constants are pinned by tests of its values.
"""

import argparse
import collections
import concurrent.futures
import json
import os
import pathlib
import random
import sys
import time
import tomllib

sys.dont_write_bytecode = True
from copied_source import build, prepare  # noqa: E402
from sites import FOLDERS, ROOT, all_sites, becomes  # noqa: E402
from trials import PROGRAMS, Trials  # noqa: E402

HERE = pathlib.Path(__file__).resolve().parent
REASONS = HERE / "survivors.toml"
SAMPLE = HERE / "sample.json"  # by the text of their lines, because lines move
JOBS = int(os.environ.get("CAREPATH_JOBS", "2"))
LEAST = 0.9
LEAST_OF_A_FOLDER = 25  # small folders are looked at too


def folder_of(site):
    return site["file"].rsplit("/", 1)[0]


def draw(sites, size, seed):
    """A sample spread over the folders as their sites are, of small folders more; at most one mutant a line, since
    others would be in its way. And those left, in the order in which they take its place."""
    order = sites[:]
    random.Random(seed).shuffle(order)
    taken, singles = set(), []
    for site in order:
        if (site["file"], site["line"]) not in taken:
            taken.add((site["file"], site["line"]))
            singles.append(site)
    least = min(LEAST_OF_A_FOLDER, size // len(FOLDERS))
    sample = [site for folder in FOLDERS for site in [one for one in singles if folder_of(one) == folder][:least]]
    sample += [site for site in singles if site not in sample][:size - len(sample)]
    return sample, [site for site in singles if site not in sample]


def same_place(site):
    return site["file"], site["was"], site["kind"], site["begin"]


def keep(sample):
    rows = sorted(sample, key=same_place)
    kept = [json.dumps({name: row[name] for name in ("file", "was", "kind", "begin")}) for row in rows]
    SAMPLE.write_text("[\n" + ",\n".join(kept) + "\n]\n", encoding="utf-8")


def kept_sample(sites, seed):
    """The sample that is kept, and the others in the order in which they take the place of those that are gone."""
    kept = json.loads(SAMPLE.read_text(encoding="utf-8"))
    wanted = {same_place(row) for row in kept}
    sample = list({same_place(site): site for site in sites if same_place(site) in wanted}.values())
    lines = {(site["file"], site["line"]) for site in sample}
    spare = draw([site for site in sites if (site["file"], site["line"]) not in lines], 0, seed)[1]
    missing = len(kept) - len(sample)
    if missing:
        print(f"{missing} of the sample are gone and replaced", flush=True)
    return sample + spare[:missing], spare[missing:]


def read_reasons():
    rows = tomllib.loads(REASONS.read_text(encoding="utf-8")).get("survivor", []) if REASONS.exists() else []
    return {(row["file"], row["line"], row["becomes"]): row["why"] for row in rows}


def reason_of(row, reasons):
    return reasons.get((row["file"], row["was"], becomes(row)))


def try_all(sample, trials, options):
    record = pathlib.Path(options.record)
    before = {same_place(row): row for row in json.loads(record.read_text(encoding="utf-8"))} if record.exists() else {}
    began = time.monotonic()

    def tried(site):
        """Nothing once the time is over."""
        if time.monotonic() - began > 60 * options.minutes:
            return None
        known = before.get(same_place(site), {"killer": ""})["killer"]
        return site | {"killer": known or trials.killer(site["number"]), "reached": trials.is_reached(site["number"])}

    with concurrent.futures.ThreadPoolExecutor(JOBS) as pool:
        found = pool.map(tried, sorted(sample, key=lambda one: one["number"]))
        rows = told(filter(None, found), before, record)
    if len(rows) < len(sample):
        print(f"stopped after {options.minutes:g} minutes, at {len(rows)} of {len(sample)}", flush=True)
    return rows


def told(found, before, record):
    """Each row as soon as it is there: kept in the record, and printed when no test noticed it."""
    rows = []
    for row in found:
        rows.append(row)
        before[same_place(row)] = row
        record.write_text(json.dumps(list(before.values()), indent=0), encoding="utf-8")
        if not row["killer"]:
            print(f"SURVIVES {row['file']}:{row['line']} {row['kind']}: {row['was']}  ->  {becomes(row)}"
                  f"{'' if row['reached'] else '  (no test comes by)'}", flush=True)
    return rows


def judge(rows):
    """Prints the figures; the exit status."""
    for folder in FOLDERS:
        mine = [row for row in rows if folder_of(row) == folder]
        killed = sum(bool(row["killer"]) for row in mine)
        print(f"{folder}: {killed} of {len(mine)} killed" + (f", {100 * killed / len(mine):.1f}%" if mine else ""))
    killed, reasons = sum(bool(row["killer"]) for row in rows), read_reasons()
    unexplained = [row for row in rows if not row["killer"] and not reason_of(row, reasons)]
    print(f"all: {killed} of {len(rows)} killed, {100 * killed / max(1, len(rows)):.1f}%; "
          f"{len(unexplained)} survivors without a reason in tests/mutants/survivors.toml")
    return 0 if killed >= LEAST * len(rows) and not unexplained else 1


def build_command(options):
    """What holds mutants first: what does not compile is known before everything else is built."""
    make = f"cmake --build --preset release --parallel {JOBS} --target"
    return (f"({options.prepare}) && cmake --preset release -DCAREPATH_TESTS=ON && {make} carepath_engine -- -k 0 && "
            f"{make} {' '.join(options.programs)} -- -k 0")


def run(options):
    copy = pathlib.Path(options.copy)
    sample, spare = kept_sample(all_sites(), options.seed)
    sample = [site | {"number": number} for number, site in enumerate(sample, 1)]
    prepare(copy)
    began = time.monotonic()
    sample = build(copy, build_command(options), sample, spare)
    if options.keep:
        keep(sample)
    print(f"{len(sample)} mutants built in {time.monotonic() - began:.0f} s", flush=True)
    trials = Trials(copy, ROOT, options.programs, options.only)
    trials.measure()
    return judge(try_all(sample, trials, options))


def plan():
    counts = collections.Counter((folder_of(site), site["kind"]) for site in all_sites())
    for (folder, kind), number in sorted(counts.items()):
        print(f"{folder:16} {kind:12} {number}")
    return 0


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=["plan", "draw", "run"])
    parser.add_argument("--sample", type=int, default=300)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--copy", default=str(ROOT / "build/mutants"), help="where the copy with mutants is built")
    parser.add_argument("--record", default=str(ROOT / "build/mutants.json"), help="what was found; killed ones are not tried again")
    parser.add_argument("--keep", action="store_true", help="run: keep the sample that is tried in sample.json")
    parser.add_argument("--minutes", type=float, default=600)
    parser.add_argument("--only", default="", help="only tests whose names match this regular expression")
    parser.add_argument("--programs", nargs="+", default=PROGRAMS, help="what is built, and whose tests are tried; scripts need carepath")
    parser.add_argument("--prepare", default="true", help="a command run in the copy before it is built")
    options = parser.parse_args()
    if options.what == "draw":
        return keep(draw(all_sites(), options.sample, options.seed)[0])
    return plan() if options.what == "plan" else run(options)


if __name__ == "__main__":
    sys.exit(main())
