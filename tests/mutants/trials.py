"""Tests one by one, as trials of mutants: which mutants each comes by, how long it takes, and whether it notices one."""

import os
import pathlib
import re
import resource
import signal
import subprocess
import sys
import tempfile
import time

MEMORY = 3_000_000_000  # bytes of address space: a mutant may ask for memory without end
PROGRAMS = ("carepath", "test_run", "test_random", "test_program", "test_observe", "test_compile", "test_experiment", "test_reproducibility",
            "test_study", "test_scenario", "test_working_time")
SCRIPTS = ("tests/language/test_language.py", "tests/wrong/check_messages.py", "tests/limits/test_limits.py", "tests/fit/test_fit.py",
           "tests/cli/test_usage.py", "tests/cli/test_study.py", "tests/cli/test_told.py",
           *(f"tests/cases/compare.py --brief {case}" for case in ("01", "02", "03", "06", "08", "12", "13")),
           "tests/cases/compare.py --brief 16", "tests/cases/compare.py --brief 15", "tests/cases/compare.py --brief 14",
           "tests/theory/test_theory.py", "tests/properties/test_properties.py",
           "tests/cases/compare.py --brief 17", "tests/cases/compare.py --brief 19")


class Trial:
    def __init__(self, name, command):
        self.name, self.command = name, command
        self.seconds, self.wall, self.reached, self.kills = 0.0, 0.0, set(), 0

    def worth(self):
        """Those tried first: quick ones, and ones that have noticed others."""
        return self.seconds / (1 + self.kills)


def children_seconds():
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def escaped(name):
    """A test's name as Catch's pattern for this test alone; a leading dash would be an option."""
    pattern = re.sub(r'([\\,\[\]"])', r"\\\1", name)
    return "*" + pattern.lstrip("-") if name.startswith("-") else pattern


class Trials:
    def __init__(self, copy, source, programs, only):
        self.programs = copy / "build/release/bin"
        self.environment = {**os.environ, "CAREPATH": str(self.programs / "carepath"), "CAREPATH_SOURCE_DIR": str(source),
                            "CAREPATH_PROPERTY_CASES": "60", "PYTHONDONTWRITEBYTECODE": "1"}
        self.environment.pop("CAREPATH_MUTANT_REACHED", None)
        tests = [test for program in programs if program.startswith("test_") for test in self.cases_of(program)]
        if "carepath" in programs:
            tests += [Trial(name, ["/usr/bin/python3", str(source / name.split()[0]), *self.options(name)]) for name in SCRIPTS]
        self.trials = [trial for trial in tests if re.search(only, trial.name)]

    def options(self, name):
        takes_program = "compare.py" in name or "check_messages.py" in name
        return name.split()[1:] + (["--carepath", str(self.programs / "carepath")] if takes_program else [])

    def cases_of(self, program):
        """Each test case of a program by itself."""
        listed = subprocess.run([self.programs / program, "--list-test-names-only"], capture_output=True, text=True, check=False)
        for name in filter(None, listed.stdout.split("\n")):
            yield Trial(f"{program}: {name}", [str(self.programs / program), "--abort", "-w", "NoTests", escaped(name)])

    def run(self, trial, seconds, wall, **environment):
        """Why the test noticed something, or "". Time is that of the processor: what else the machine does adds nothing."""
        limits = ["prlimit", f"--cpu={max(1, round(seconds))}", f"--as={MEMORY}", "--core=0", "--fsize=1000000000"]
        with tempfile.TemporaryDirectory() as folder:
            process = subprocess.Popen(limits + trial.command, cwd=folder, env={**self.environment, "TMPDIR": folder, **environment},
                                       stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True)
            try:
                status = process.wait(timeout=wall)
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()
                return "takes too long"
        return "" if status == 0 else "takes too long" if -status in (signal.SIGXCPU, signal.SIGKILL) else "fails"

    def measure(self):
        """Runs every test without a mutant: all must pass."""
        for trial in self.trials:
            with tempfile.TemporaryDirectory() as folder:
                path, before, began = pathlib.Path(folder) / "reached", children_seconds(), time.monotonic()
                verdict = self.run(trial, 1200, 3600, CAREPATH_MUTANT_REACHED=str(path))
                trial.seconds, trial.wall = children_seconds() - before, time.monotonic() - began
                trial.reached = {int(number) for number in path.read_text().split()} if path.exists() else set()
            if verdict:
                sys.exit(f"'{trial.name}' {verdict} without any mutant")
        print(f"{len(self.trials)} tests pass without mutants, in {sum(trial.seconds for trial in self.trials):.0f} s", flush=True)

    def killer(self, mutant):
        """The first test that notices, and how; "" when none does."""
        for trial in sorted((trial for trial in self.trials if mutant in trial.reached), key=Trial.worth):
            verdict = self.run(trial, 4 * trial.seconds + 2, 10 * trial.wall + 60, CAREPATH_MUTANT=str(mutant))
            if verdict:
                trial.kills += 1
                return f"{trial.name} {verdict}"
        return ""

    def is_reached(self, mutant):
        return any(mutant in trial.reached for trial in self.trials)
