"""Checks the repository against the structure rules and prints every fault."""

import os
import sys

import rules
from folder_maps import maps_are_true
from repository import read_repository

RULES = [rules.engine_speaks_plainly, rules.includes_follow_layers, rules.files_are_short, rules.functions_are_short,
         rules.names_are_unique, rules.types_are_defined_once,
         rules.sources_introduce_themselves, rules.words_are_of_the_project, maps_are_true]


def main():
    root = os.environ.get("CAREPATH_SOURCE_DIR") or os.path.join(os.path.dirname(__file__), "..", "..")
    files = read_repository(root)
    if len(files) < 50:
        print(f"only {len(files)} files found in {root}: is this the repository?")
        return 1
    faults = [fault for rule in RULES for fault in rule(files)]
    print("\n".join(faults))
    print(f"{len(files)} files, {len(RULES)} rules, {len(faults)} faults")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
