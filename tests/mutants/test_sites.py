"""Places for mutants: the line without a mutant means what it meant, and what no test could reach is left alone."""

import pathlib
import sys
import unittest

sys.dont_write_bytecode = True
sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
from copied_source import exchange, lines_at_fault, with_mutants  # noqa: E402
from mutate import draw  # noqa: E402
from sites import FOLDERS, ROOT, all_sites, becomes, sites_of  # noqa: E402


def of_line(line, before=""):
    """What could stand in a function's body instead of a part of this line, by kind."""
    text = f"int function(int a) {{\n{before}\n  {line}\n}}\n"
    sites = [{"kind": kind, "text": there} for number, kind, _, _, there in sites_of(text) if number == 2]
    return sorted((site["kind"], becomes(site)) for site in sites)


class Sites(unittest.TestCase):
    def test_a_condition_gives_each_kind_of_fault(self):
        self.assertEqual(of_line("if (a < b && c == 2) go(a);"), [
            ("compare", "a <= b"), ("compare", "c != 2"), ("constant", "3"), ("logic", "a < b || c == 2"),
            ("negate", "not (a < b && c == 2)")])

    def test_a_statement_is_left_out_whole(self):
        self.assertEqual(of_line("state.count += amount;"), [("delete", "(left out)")])

    def test_the_rest_of_a_longer_statement_is_no_statement(self):
        self.assertEqual(of_line("amount);", before="  keep(state,"), [])
        self.assertEqual(of_line("keep(amount);", before="  const auto kept ="), [])

    def test_a_statement_with_an_else_behind_it_stays(self):
        text = "int function() {\n  if (a)\n    go();\n  else\n    stay();\n}\n"
        self.assertEqual([number for number, kind, *_ in sites_of(text) if kind == "delete"], [4])

    def test_brackets_never_change_what_is_added_to_what(self):
        self.assertEqual(of_line("return f(a, b) - c + d;"), [])
        self.assertEqual(of_line("return -c + d;"), [])
        self.assertEqual(of_line("return a + b * c;"), [])
        self.assertEqual(of_line("return a + b < c;"), [("arithmetic", "a - b")])
        self.assertEqual(of_line("return x == a + b;"), [("arithmetic", "a - b")])

    def test_words_in_quotes_comments_and_constant_expressions_are_left_alone(self):
        self.assertEqual(of_line('say("a < b");'), [])
        self.assertEqual(of_line("constexpr int most = 3;"), [])
        self.assertEqual(of_line("go(a); // a < 3"), [("delete", "(left out)")])
        self.assertEqual(of_line("out.reserve(64);"), [])


class Samples(unittest.TestCase):
    def test_the_same_seed_gives_the_same_sample_with_some_of_every_folder(self):
        sites = all_sites()
        sample, spare = draw(sites, 300, 1)
        self.assertEqual(sample, draw(sites, 300, 1)[0])
        self.assertNotEqual(sample, draw(sites, 300, 2)[0])
        self.assertEqual(len({(site["file"], site["line"]) for site in sample + spare}), len(sample) + len(spare))
        for folder in FOLDERS:
            self.assertGreaterEqual(sum(site["file"].startswith(folder + "/") for site in sample), 20, folder)

    def test_every_mutant_stands_beside_what_it_replaces(self):
        sample, _ = draw(all_sites(), 300, 1)
        name = sample[0]["file"]
        mine = [site | {"number": at} for at, site in enumerate(sample, 1) if site["file"] == name]
        text = (ROOT / name).read_text(encoding="utf-8")
        changed = with_mutants(text, mine).split("\n")
        self.assertEqual(len(changed), len(text.split("\n")) + 1)
        for site in mine:
            self.assertIn(f"carepath_mutant({site['number']})", changed[site["line"]])

    def test_what_does_not_compile_is_exchanged_for_another_of_its_folder(self):
        site = {"file": "engine/run/a.cpp", "line": 4, "number": 7}
        spare = [{"file": "engine/random/b.cpp", "line": 1}, {"file": "engine/run/c.cpp", "line": 2}]
        bad = lines_at_fault("/x/engine/run/a.cpp:5:12: error: no")
        self.assertEqual(exchange([site], spare, bad), [{"file": "engine/run/c.cpp", "line": 2, "number": 7}])


if __name__ == "__main__":
    unittest.main()
