"""Every item of the language stands in the guide's table, with an example that is there; every example is named."""

import re
import unittest

from examples import EXAMPLES, SOURCE

GUIDE = (SOURCE / "docs/scenario-guide.md").read_text(encoding="utf-8")
TABLE = GUIDE.split("## Every item, and where to see it")[-1]
ITEMS = (SOURCE / "tests/language/items.txt").read_text(encoding="utf-8")
CANNOT = "cannot be said"


def rows_of(table):
    """(items, how, example, scenario) of each row; a row may name several items."""
    rows = [[cell.strip() for cell in line.strip("|").split(" | ")] for line in table.split("\n") if line.startswith("|")]
    return [(row[0].split("; "), row[1], row[2].strip("`"), row[3].strip("`")) for row in rows[2:]]


def items_of(text):
    return dict(line.split("\t") for line in text.split("\n") if line and not line.startswith("#"))


def faults(table, items, examples):
    """What is wrong with the table, in sentences."""
    rows = rows_of(table)
    named = [item for row in rows for item in row[0]]
    found = [f"'{item}' has no row" for item in items.values() if named.count(item) != 1]
    found += [f"'{item}' is no item" for item in named if item not in items.values()]
    for row_items, how, example, scenario in rows:
        if example not in examples and not (example == "-" and how.startswith(CANNOT)):
            found.append(f"'{row_items[0]}' names the example '{example}', which is not there")
        if scenario != "-" and not (SOURCE / f"scenarios/{scenario}.toml").exists():
            found.append(f"'{row_items[0]}' names the scenario '{scenario}', which is not there")
    bases = {base for name in examples for base in bases_of(name)}
    named_examples = {row[2] for row in rows}
    return found + [f"the example '{name}' is in no row" for name in sorted(examples - named_examples - bases)]


def bases_of(name):
    """The examples that this one changes, and theirs."""
    path = EXAMPLES / f"{name}.toml"
    said = re.search(r"^base *= *(.+)$", path.read_text(encoding="utf-8"), re.MULTILINE) if path.exists() else None
    bases = re.findall(r'"(\w+)\.toml"', said.group(1)) if said else []
    return bases + [base for each in bases for base in bases_of(each)]


class Coverage(unittest.TestCase):
    def setUp(self):
        self.items = items_of(ITEMS)
        self.examples = {path.stem for path in EXAMPLES.glob("*.toml")}

    def test_nothing_is_missing(self):
        self.assertGreater(len(self.items), 100)
        self.assertEqual(faults(TABLE, self.items, self.examples), [])

    def test_a_wrong_table_is_found_out(self):
        without_a_row = re.sub(r"^\| household .*\n", "", TABLE, flags=re.MULTILINE)
        self.assertEqual(faults(without_a_row, self.items, self.examples),
                         ["'household as one entity' has no row", "the example 'household' is in no row"])
        self.assertNotEqual(faults(TABLE.replace("`stock`", "`shop`").replace("`gates`", "`doors`"),
                                   self.items, self.examples), [])
        self.assertEqual(faults(TABLE, self.items | {"new": "an item nobody has thought of"}, self.examples),
                         ["'an item nobody has thought of' has no row"])
        self.assertEqual(faults(TABLE, self.items, self.examples | {"spare"}), ["the example 'spare' is in no row"])


if __name__ == "__main__":
    unittest.main()
