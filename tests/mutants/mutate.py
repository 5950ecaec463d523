#!/usr/bin/env python3
"""Mutation testing: small faults are put into the code on purpose, and a test must notice each.

    tests/mutants/mutate.py plan                 the sites found, by file and kind
    tests/mutants/mutate.py run --sample 300     builds all of a sample at once, then tries one after another

All mutants of a sample are compiled together, in a copy of the source: each stands beside what it replaces, and the
environment variable CAREPATH_MUTANT says at run time which one is alive. What does not compile is left out and another
drawn. A mutant is killed when a test fails, crashes or takes ten times as long as without it; the quickest tests come first.

Kinds: `compare` (< for <=, == for != ...), `arithmetic` (+ for -, * for /), `logic` (&& for ||), `negate` (a condition
turned round), `constant` (a whole number one larger), `delete` (a statement left out). Constant expressions, which no
variable can reach, are left out: the mixer's constants are pinned by tests of its values.
"""

import argparse
import collections
import json
import os
import pathlib
import random
import re
import shutil
import signal
import subprocess
import sys
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]
FOLDERS = ("engine/run", "engine/random", "models/clocks")
SWITCH = "carepath_mutant"
SIMPLE = r"[A-Za-z_][\w.]*(?:->[\w.]+|::\w+|\[[\w.]+\]|\(\w*\))*"
OTHER = {"<": "<=", "<=": "<", ">": ">=", ">=": ">", "==": "!=", "!=": "==", "+": "-", "-": "+", "*": "/", "/": "*",
         "&&": "||", "||": "&&"}
COMPARE = re.compile(rf"(?<![\w.>)\]:]\s)(?<![\w.>:&*])({SIMPLE}) (<|<=|>|>=|==|!=) ({SIMPLE}|\d+(?:\.\d+)?)(?![\w(.\[:<]|->| [*/%+\-<])")
ARITHMETIC = re.compile(rf"(?<![\w.>:])({SIMPLE}) (\+|-|\*|/) ({SIMPLE}|\d+(?:\.\d+)?)(?![\w(.\[:]|->| [*/%])")
CONDITION = re.compile(r"^(\s*(?:\} else )?if \()((?:[^()]|\([^()]*\))+)(\))(?= |$)")
LOGIC = re.compile(r"^(\s*(?:if \(|return ))([^()&|]+(?:\([^()&|]*\)[^()&|]*)*) (&&|\|\|) ([^()&|]+(?:\([^()&|]*\)[^()&|]*)*)(\)(?: .*)?|;)$")
CONSTANT = re.compile(r"(?<![\w.\"'\[<])(\d+)(?![\w.\"'\]])")
STATEMENT = re.compile(r"^(\s+)((?!return|const|auto|static|using|case|default|else|for|if|while|break|continue|switch|do|throw"
                       r"|std::\w+<|\}|//|#|public|private|struct|class|enum|template|explicit|virtual|friend)"
                       r"(?:\+\+|--)?[A-Za-z_][\w.\->\[\]():]*(?:\(.*\)| (?:=|\+=|-=|\*=|\|=|&=) .+|\+\+|--)?;)$")
NO_PLACE = re.compile(r"constexpr|static_assert|\btemplate\b|^\s*(//|#|case |\*)|operator|using |namespace |\[\[nodiscard\]\] .*;$")


def bodies(text):
    """For each line whether it is inside a function's body, by braces and indentation of this code's format."""
    inside, depth, stack = [], 0, []
    for line in text.split("\n"):
        code = re.sub(r'"(?:[^"\\]|\\.)*"|\'(?:[^\'\\]|\\.)\'|//.*', "", line)
        inside.append(any(stack))
        for at, sign in enumerate(code):
            if sign == "{":
                before = code[:at]
                opens = bool(re.search(r"\)\s*(const|noexcept|override|mutable|-> [\w:<>]+|\s)*$", before)) and \
                    not re.search(r"\b(struct|class|enum|namespace)\b", before)
                stack.append(opens or any(stack))
            elif sign == "}" and stack:
                stack.pop()
    return inside


def constant_functions(lines):
    """Line numbers inside constexpr functions, which no variable can reach."""
    found, depth = set(), None
    for number, line in enumerate(lines):
        if depth is None and "constexpr" in line and line.rstrip().endswith("{"):
            depth = len(line) - len(line.lstrip())
        elif depth is not None:
            found.add(number)
            if line.startswith(" " * depth + "}"):
                depth = None
    return found


def sites_of(path):
    """Mutants of a file: (line, kind, from, to, text), each of one place of one line."""
    text = path.read_text()
    lines, inside = text.split("\n"), bodies(text)
    constant = constant_functions(lines)
    for number, line in enumerate(lines):
        if not inside[number] or number in constant or NO_PLACE.search(line) or '"' in line:
            continue
        for pattern, kind in ((COMPARE, "compare"), (ARITHMETIC, "arithmetic")):
            for found in pattern.finditer(line):
                left, sign, right = found.groups()
                yield number, kind, found.start(), found.end(), f"({SWITCH}(@) ? ({left} {OTHER[sign]} {right}) : ({found[0]}))"
        for found in CONDITION.finditer(line):
            if ";" not in found[2] and "auto" not in found[2] and found[2].count("(") == found[2].count(")") and "const " not in found[2]:
                yield number, "negate", found.start(2), found.end(2), f"bool({found[2]}) != {SWITCH}(@)"
        for found in LOGIC.finditer(line):
            left, sign, right = found[2], found[3], found[4]
            yield number, "logic", found.start(2), found.end(4), f"({SWITCH}(@) ? ({left} {OTHER[sign]} {right}) : ({left} {sign} {right}))"
        for found in CONSTANT.finditer(line):
            if not re.search(r"\bfor \(|\bstd::array|<\d|\bcase\b", line):
                yield number, "constant", found.start(), found.end(), f"({SWITCH}(@) ? {int(found[1]) + 1} : {found[1]})"
        for found in STATEMENT.finditer(line):
            if number + 1 < len(lines) and lines[number + 1].lstrip().startswith("else"):
                continue  # the else would belong to the switch
            yield number, "delete", found.start(2), found.end(2), f"if (!{SWITCH}(@)) {found[2]}"


def all_sites():
    sites = []
    for folder in FOLDERS:
        for path in sorted((ROOT / folder).glob("*.[ch]pp")):
            for number, kind, begin, end, text in sites_of(path):
                sites.append({"file": str(path.relative_to(ROOT)), "line": number + 1, "kind": kind, "begin": begin,
                              "end": end, "text": text})
    return sites


def draw(sites, size, seed):
    """A sample spread over the folders as their sites are, with at most one mutant a line: others would be in its way."""
    luck = random.Random(seed)
    order = sites[:]
    luck.shuffle(order)
    taken, sample = set(), []
    for site in order:
        if (site["file"], site["line"]) not in taken:
            taken.add((site["file"], site["line"]))
            sample.append(site)
    return sample[:size], sample[size:]


HEADER = "#include \"engine/base/mutant_switch.hpp\"\n"
SWITCH_HEADER = f"""// Which mutant is alive.
#pragma once
extern const int carepath_alive;
inline bool {SWITCH}(int number) {{ return carepath_alive == number; }}
"""
SWITCH_SOURCE = """#include "engine/base/mutant_switch.hpp"
#include <cstdlib>
const int carepath_alive = std::getenv("CAREPATH_MUTANT") ? std::atoi(std::getenv("CAREPATH_MUTANT")) : 0;
"""


def write_mutants(copy, sample):
    by_file = collections.defaultdict(list)
    for site in sample:
        by_file[site["file"]].append(site)
    for folder in FOLDERS:  # start from the source as it is
        for path in (ROOT / folder).glob("*.[ch]pp"):
            wanted = path.read_text()
            if str(path.relative_to(ROOT)) in by_file:
                lines = wanted.split("\n")
                for site in by_file[str(path.relative_to(ROOT))]:
                    line = lines[site["line"] - 1]
                    text = site["text"].replace("@", str(site["number"]))
                    lines[site["line"] - 1] = line[:site["begin"]] + text + line[site["end"]:]
                place = next(at for at, line in enumerate(lines) if line.startswith("#include") or line.startswith("#pragma"))
                lines[place] = lines[place] + "\n" + HEADER.rstrip() if lines[place].startswith("#pragma") else \
                    HEADER + lines[place]
                wanted = "\n".join(lines)
            target = copy / path.relative_to(ROOT)
            if target.read_text() != wanted:
                target.write_text(wanted)
    for name, text in (("mutant_switch.hpp", SWITCH_HEADER), ("mutant_switch.cpp", SWITCH_SOURCE)):
        target = copy / "engine/base" / name
        if not target.exists() or target.read_text() != text:
            target.write_text(text)


def original_line(copy, file, line):
    """The line of the source that a line of the copy stands for: the header line above shifts it by one."""
    return line - 1


def prepare(copy):
    shutil.rmtree(copy, ignore_errors=True)
    names = subprocess.run(["git", "ls-files", "-co", "--exclude-standard"], cwd=ROOT, capture_output=True, text=True, check=True)
    for name in names.stdout.split("\n"):
        if name and (ROOT / name).is_file():
            (copy / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, copy / name)
    options = copy / "cmake/CarepathTarget.cmake"
    options.write_text(options.read_text().replace("-Werror", "-w"))


def build(copy, command, sample, spare):
    """Builds until every mutant compiles; those that do not are exchanged."""
    for _ in range(12):
        write_mutants(copy, sample)
        done = subprocess.run(command, shell=True, cwd=copy, capture_output=True, text=True, check=False)
        if done.returncode == 0:
            return sample
        bad = {(name, original_line(copy, name, int(line)))
               for name, line in re.findall(r"((?:engine|models)/\w+/\w+\.[ch]pp):(\d+):\d+: error", done.stdout + done.stderr)}
        keep = [site for site in sample if (site["file"], site["line"]) not in bad]
        if len(keep) == len(sample):
            sys.exit((done.stdout + done.stderr)[-4000:])
        print(f"{len(sample) - len(keep)} do not compile and are exchanged", flush=True)
        fresh = []
        while spare and len(keep) + len(fresh) < len(sample):
            fresh.append(spare.pop(0))
        used = {site["number"] for site in keep}
        numbers = (number for number in range(1, 100000) if number not in used)
        for site in fresh:
            site["number"] = next(numbers)
        sample = keep + fresh
    sys.exit("the mutants do not compile")


class Tests:
    def __init__(self, copy, names):
        self.copy, self.limits = copy, {}
        programs = copy / "build/release/bin"
        self.commands = {name: ([str(programs / name), "--abort"] if name.startswith("test_") else
                                ["/usr/bin/python3", *name.split()]) for name in names}
        self.environment = {**os.environ, "CAREPATH": str(programs / "carepath"), "CAREPATH_SOURCE_DIR": str(copy),
                            "CAREPATH_PROPERTY_CASES": "20", "PYTHONDONTWRITEBYTECODE": "1", "CAREPATH_FUZZ_CHANGES": "60"}

    def run(self, name, mutant, limit):
        process = subprocess.Popen(self.commands[name], cwd=self.copy, env={**self.environment, "CAREPATH_MUTANT": str(mutant)},
                                   stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True)
        try:
            return "" if process.wait(timeout=limit) == 0 else "fails"
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
            return "takes too long"

    def measure(self):
        for name in self.commands:
            began = time.monotonic()
            verdict = self.run(name, 0, 600)
            if verdict:
                sys.exit(f"{name} {verdict} without any mutant")
            self.limits[name] = 10 * (time.monotonic() - began) + 5
        print("without mutants: " + ", ".join(f"{name} {(limit - 5) / 10:.1f} s" for name, limit in self.limits.items()), flush=True)

    def killer(self, mutant):
        for name in self.commands:
            verdict = self.run(name, mutant, self.limits[name])
            if verdict:
                return f"{name} {verdict}"
        return ""


def run(options):
    copy = pathlib.Path(options.copy)
    sample, spare = draw(all_sites(), options.sample, options.seed)
    for number, site in enumerate(sample, 1):
        site["number"] = number
    if not options.keep or not copy.exists():
        prepare(copy)
    sample = build(copy, options.build, sample, spare)
    tests = Tests(copy, options.tests.split(","))
    tests.measure()
    known = {}
    record = pathlib.Path(options.record)
    if record.exists():
        known = {(row["file"], row["line"], row["kind"], row["begin"]): row for row in json.loads(record.read_text())}
    rows, began = [], time.monotonic()
    for site in sorted(sample, key=lambda site: site["number"]):
        if time.monotonic() - began > 60 * options.minutes:
            print(f"stopped after {options.minutes} minutes", flush=True)
            break
        before = known.get((site["file"], site["line"], site["kind"], site["begin"]))
        killer = before["killer"] if before and before["killer"] else tests.killer(site["number"])
        rows.append({key: site[key] for key in ("file", "line", "kind", "begin", "end", "text", "number")} | {"killer": killer})
        if not killer:
            print(f"SURVIVES {site['file']}:{site['line']} {site['kind']}: {site['text']}", flush=True)
        record.write_text(json.dumps(rows, indent=0))
    for folder in FOLDERS:
        mine = [row for row in rows if row["file"].startswith(folder + "/")]
        killed = sum(bool(row["killer"]) for row in mine)
        print(f"{folder}: {killed} of {len(mine)} killed" + (f", {100 * killed / len(mine):.1f}%" if mine else ""))
    killed = sum(bool(row["killer"]) for row in rows)
    print(f"all: {killed} of {len(rows)} killed, {100 * killed / max(1, len(rows)):.1f}%")
    return 0 if killed >= 0.9 * len(rows) else 1


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=["plan", "run"])
    parser.add_argument("--sample", type=int, default=300)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--copy", default=str(ROOT / "build/mutants"))
    parser.add_argument("--keep", action="store_true", help="go on with the copy that is there")
    parser.add_argument("--record", default=str(ROOT / "build/mutants.json"), help="what was found; killed ones are not tried again")
    parser.add_argument("--minutes", type=float, default=600)
    targets = "carepath test_run test_random test_experiment test_compile test_program test_observe test_reproducibility test_study test_fuzz"
    parser.add_argument("--build", default="cmake --preset release -DCAREPATH_TESTS=ON >/dev/null && cmake --build --preset release "
                        f"--parallel 2 --target {targets}")
    parser.add_argument("--tests", default="test_run,test_random,test_experiment,test_compile,test_observe,test_program,"
                        "tests/language/test_language.py,tests/cases/compare.py --brief 16,test_reproducibility,test_study,test_fuzz,"
                        "tests/theory/test_theory.py,tests/cases/compare.py --brief 19 17,tests/properties/test_properties.py")
    options = parser.parse_args()
    if options.what == "plan":
        counts = collections.Counter((site["file"].rsplit("/", 1)[0], site["kind"]) for site in all_sites())
        for (folder, kind), number in sorted(counts.items()):
            print(f"{folder:16} {kind:12} {number}")
        return 0
    return run(options)


if __name__ == "__main__":
    sys.exit(main())
