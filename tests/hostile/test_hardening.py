"""The programs that users run are built with guards: read from the files themselves, with readelf."""

import os
import pathlib
import re
import subprocess
import tempfile
import unittest

SOURCE = pathlib.Path(os.environ.get("CAREPATH_SOURCE_DIR", pathlib.Path(__file__).resolve().parents[2]))
PROGRAM = pathlib.Path(os.environ.get("CAREPATH", SOURCE / "build/release/bin/carepath"))
PROGRAMS = [path for path in (PROGRAM, *(PROGRAM.parent / name for name in ("carepath-viewer", "carepath-mpi"))) if path.exists()]


def missing_guards(program):
    """What a program lacks, in words."""
    told = subprocess.run(["readelf", "--wide", "--file-header", "--program-headers", "--dynamic", "--dyn-syms", str(program)],
                          capture_output=True, text=True, check=True).stdout
    stack = re.search(r"GNU_STACK .* (R\w*) +0x", told)
    guards = {
        "an address of the system's choice": re.search(r"Type: +DYN", told) and re.search(r"FLAGS_1.*\bPIE\b", told),
        "read-only relocations": "GNU_RELRO" in told,
        "all functions bound at start": re.search(r"FLAGS_1.*\bNOW\b", told),
        "a stack that holds no code": stack and "E" not in stack[1],
        "guarded stacks": "__stack_chk_fail" in told,
        "guarded copies": re.search(r"__(?!stack_)\w+_chk\b", told),
    }
    return [words for words, there in guards.items() if not there]


@unittest.skipUnless(os.environ.get("CAREPATH_HARDENED"), "only the Release build is the one that users run")
class Hardening(unittest.TestCase):
    def test_every_program_has_all_guards(self):
        for program in PROGRAMS:
            with self.subTest(program.name):
                self.assertEqual(missing_guards(program), [])


class ACompanionWithoutThem(unittest.TestCase):
    """The same questions to a small program: each guard that is left out is missed, and it alone."""

    GUARDS = {
        "an address of the system's choice": ("-fPIE -pie", "-fno-pie -no-pie"),
        "read-only relocations": ("-Wl,-z,relro", "-Wl,-z,norelro"),
        "all functions bound at start": ("-Wl,-z,now", "-Wl,-z,lazy"),
        "a stack that holds no code": ("-Wl,-z,noexecstack", "-Wl,-z,execstack"),
        "guarded stacks": ("-fstack-protector-strong", "-fno-stack-protector"),
        "guarded copies": ("-U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=3", "-U_FORTIFY_SOURCE"),
    }
    TEXT = ("#include <cstring>\n#include <cstdio>\nint main(int n, char** all) { char word[64]; std::strcpy(word, all[n - 1]);"
            " return std::puts(word); }\n")

    def missing_with(self, left_out):
        with tempfile.TemporaryDirectory() as folder:
            source, program = pathlib.Path(folder) / "small.cpp", pathlib.Path(folder) / "small"
            source.write_text(self.TEXT, encoding="utf-8")
            options = " ".join(without if words == left_out else guard for words, (guard, without) in self.GUARDS.items())
            subprocess.run(["g++", "-O2", *options.split(), str(source), "-o", str(program)], check=True, capture_output=True)
            return missing_guards(program)

    def test_a_program_with_all_guards_lacks_none(self):
        self.assertEqual(self.missing_with(None), [])

    def test_each_guard_that_is_left_out_is_missed(self):
        for words in self.GUARDS:
            with self.subTest(words):
                self.assertEqual(self.missing_with(words), [words])


if __name__ == "__main__":
    unittest.main()
