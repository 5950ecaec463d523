"""Scenarios from strangers: read in bounded time and memory, never from outside their folder, never obeyed as text."""

import os
import pathlib
import resource
import subprocess
import sys
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "cli"))
from program import CLINIC, PROGRAM, ProgramTest  # noqa: E402

SANITIZED = bool(os.environ.get("CAREPATH_SMOKE"))
MOST_SECONDS = 240 if SANITIZED else 10  # of the processor; under the thread sanitizer one file took 85
MOST_MEMORY = 2_000_000_000  # bytes of address space; the sanitizers need terabytes of it

ESCAPE = "\u001b"


def processor_seconds():
    """Of all programs run so far: what else the machine does adds nothing."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def limit_memory():
    if not SANITIZED:
        resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))


class Hostile(ProgramTest):
    def read(self, text, *options, name="hostile.toml"):
        """Checks a scenario under limits of time and memory; returns the finished process."""
        self.write(name, text)
        began = processor_seconds()
        done = subprocess.run([PROGRAM, "check", name, *options], cwd=self.folder, capture_output=True, text=True,
                              check=False, timeout=1200 if SANITIZED else 300, preexec_fn=limit_memory)
        self.assertLess(processor_seconds() - began, MOST_SECONDS, name)
        self.assertIn(done.returncode, (0, 2), done.stderr[-500:])
        return done

    def refused(self, words, text, *options):
        done = self.read(text, *options)
        self.assertEqual(done.returncode, 2, done.stdout[-500:])
        self.assertIn(words, done.stderr)
        return done


class Size(Hostile):
    """Four megabytes, the largest scenario read, of whatever could be slow."""

    def test_fields_sections_and_items_without_end(self):
        self.refused("fields; the most is 2000", CLINIC + "[step.x]\n" + "".join(f"a{i} = 1\n" for i in range(250_000)))
        self.refused("the rest is not looked at", "".join(f"[s{i}]\na=1\n" for i in range(200_000)))
        self.refused("the rest is not looked at", CLINIC + "".join(
            f"[step.s{i}]\ntakes = '1 mn'\nnext = 'sen'\n" for i in range(80_000)))

    def test_valid_items_without_end(self):
        done = self.read(CLINIC + "".join(f"[resource.s{i}]\ncapacity = 1\n" for i in range(100_000)))
        self.assertIn("only the first 500 warnings", done.stderr)

    def test_nesting(self):
        self.refused("nest more than 64 deep", "a = " + "[" * 100_000 + "]" * 100_000)
        self.refused("nest more than 64 deep", "a = " + "{a=" * 100_000 + "1" + "}" * 100_000)
        self.refused("at most 16 parts", "[a" + ".a" * 100_000 + "]\n")
        self.refused("nests more than 64 deep", CLINIC + "[step.x]\ntakes = '= " + "(" * 900 + "1" + ")" * 900 + "'\n")
        self.refused("nests more than 64 deep", CLINIC + "[step.x]\ntakes = '= " + "if(1," * 200 + "1" + ",1)" * 300 + "'\n")

    def test_names_and_texts(self):
        self.refused("at most 256 characters", CLINIC + "[step." + "x" * 3_000_000 + "]\nnext = 'treated'\n")
        self.refused("no step or outcome", CLINIC.replace("{ treated = 0.7, advised = 0.3 }", "{" + ", ".join(
            f"a{i} = 0.00001" for i in range(100_000)) + "}"))
        self.assertEqual(self.read(CLINIC.replace("two rooms", "two " + "x" * 3_900_000)).returncode, 0)

    def test_a_file_too_large(self):
        self.refused("a scenario may have at most 4 MB", CLINIC + "#" * 4_000_000)

    def test_sums_that_double_at_each_step_stay_small(self):
        self.read(CLINIC + "[parameter]\np0 = 1\n" + "".join(f"p{i} = '= p{i - 1} + p{i - 1}'\n" for i in range(1, 80)))
        self.read(CLINIC + "[attribute.a0]\nis = 1\n" + "".join(
            f"[attribute.a{i}]\nis = '= a{i - 1} + a{i - 1}'\n" for i in range(1, 80)))
        self.read(CLINIC + "[kpi.k0]\nformula = '= seen'\n" + "".join(
            f"[kpi.k{i}]\nformula = '= k{i - 1} + k{i - 1}'\n" for i in range(1, 80)))

    def test_points_of_a_sweep(self):
        grid = ", ".join(f"'resource.r{i}.capacity' = [1, 2, 3, 4, 5, 6, 7, 8, 9]" for i in range(30))
        self.write("sweep.toml", CLINIC + "".join(f"[resource.r{i}]\ncapacity = 1\n" for i in range(30))
                   + "[sweep]\ngrid = {" + grid + "}\n")
        self.expect_refusal("points; the most is", "sweep", "sweep.toml", "-o", "out")


class Places(Hostile):
    FILE = CLINIC.replace('rate  = "60 per week"', "file = 'PATH'\ncolumns = { time = 'day' }")

    def setUp(self):
        super().setUp()
        (self.folder / "inside/deep").mkdir(parents=True)
        self.write("people.csv", "day\n1\n2\n")
        self.write("inside/people.csv", "day\n1\n2\n")

    def named(self, path, *options):
        return self.read(self.FILE.replace("PATH", path), *options, name="inside/hostile.toml")

    def test_beside_and_below_is_read(self):
        self.write("inside/deep/people.csv", "day\n1\n2\n")
        for path in ("people.csv", "deep/people.csv", "deep/../people.csv"):
            self.assertEqual(self.named(path).returncode, 0, path)

    def test_elsewhere_is_not(self):
        for path in ("../people.csv", "deep/../../people.csv", str(self.folder / "people.csv"), "/etc/passwd",
                     "/proc/self/environ", "../inside/../people.csv"):
            done = self.named(path)
            self.assertEqual(done.returncode, 2, path)
            self.assertRegex(done.stderr, "outside the scenario library|must be a file name relative")
            self.assertNotIn("root:", done.stderr)

    def test_nor_by_a_link(self):
        (self.folder / "inside/link.csv").symlink_to(self.folder / "people.csv")
        (self.folder / "inside/links").symlink_to(self.folder)
        for path in ("link.csv", "links/people.csv"):
            self.assertIn("outside the scenario library", self.named(path).stderr)
        (self.folder / "inside/own.csv").symlink_to("people.csv")
        self.assertEqual(self.named("own.csv").returncode, 0)

    def test_a_base_is_held_to_the_same(self):
        for base in ("../clinic.toml", "/etc/passwd", str(self.folder / "clinic.toml")):
            self.refused_inside(f"[scenario]\nbase = '{base}'\n")
        (self.folder / "inside/base.toml").symlink_to(self.folder / "clinic.toml")
        self.refused_inside("[scenario]\nbase = 'base.toml'\n")

    def refused_inside(self, text):
        done = self.read(text, name="inside/hostile.toml")
        self.assertRegex(done.stderr, "outside the scenario library|must be a file name relative")

    def test_the_library_reaches_to_its_mark_or_to_the_folder_named(self):
        self.assertEqual(self.named("../people.csv", "--library", ".").returncode, 0)
        self.assertIn("outside", self.named("../people.csv", "--library", "inside").stderr)
        self.assertIn("there is no folder", self.named("../people.csv", "--library", "nowhere").stderr)
        self.write(".carepath-library", "")
        self.assertEqual(self.named("../people.csv").returncode, 0)

    def test_pipes_devices_and_folders_are_not_read(self):
        os.mkfifo(self.folder / "inside/pipe.csv")
        self.assertIn("not an ordinary file", self.named("pipe.csv").stderr)
        self.assertIn("is a folder", self.named("deep").stderr)
        os.mkfifo(self.folder / "pipe.toml")
        self.expect_refusal("not an ordinary file", "check", "pipe.toml")
        self.expect_refusal("not an ordinary file", "check", "/dev/zero")


class Tables(Hostile):
    LIST = CLINIC.replace('rate  = "60 per week"', "at = 'start'\nfile = 'people.csv'\n"
                          "columns = { waited = 'days', count = 'people' }")

    def list_of(self, rows, words):
        self.write("people.csv", "days,people\n" + rows)
        if words:
            self.refused(words, self.LIST)
        else:
            self.assertEqual(self.read(self.LIST).returncode, 0)

    def test_counts_and_times_are_numbers_that_can_be(self):
        self.list_of("3,2\n", None)
        self.list_of("3,1e300\n", "more than 50 million people")
        for count in ("-1", "2.5", "nan", "inf", "1e400", "x", " 1", "1 "):
            self.list_of(f"3,{count}\n", "is no whole number of people")
        for days in ("nan", "inf", "-1", "1e400", "=1+1"):
            self.list_of(f"{days},1\n", "is no length of time or date")

    def test_quotes_that_do_not_close_are_a_fault(self):
        self.list_of('"3",2\n', None)
        self.list_of('"3,2\n4,5\n', "line 2 of 'people.csv' has a quote that does not end its cell")
        self.list_of('3,"2"x\n', "line 2 of 'people.csv' has a quote that does not end its cell")

    def test_too_many_cells_are_refused(self):
        self.write("people.csv", "days,people" + ",x" * 20_000 + "\n")
        self.refused("columns; the most is 10000", self.LIST)

    def test_an_extract_of_waits_holds_whole_numbers(self):
        bands = [f"Gt {week:02} To {week + 1:02} Weeks SUM 1" for week in range(104)] + ["Gt 104 Weeks SUM 1"]
        header = "Provider Org Code,RTT Part Type,Treatment Function Code," + ",".join(bands)
        extract = CLINIC.replace('rate  = "60 per week"', "at = 'start'\n"
                                 "rtt = { file = 'rtt.csv', provider = 'RXX', treatment_function = '110' }")
        for cell, words in (("3", None), ("many", "is no whole number of people"), ("-3", "is no whole number"),
                            ("1e30", "more than 50 million people"), ("nan", "is no whole number of people")):
            self.write("rtt.csv", f"{header}\nRXX,Part_2,C_110,{cell}" + "," * 104 + "\n")
            self.refused(words, extract) if words else self.assertEqual(self.read(extract).returncode, 0)


class Text(Hostile):
    MARKUP = '<script>alert(1)</script><img src=x onerror=alert(2)>"\'&'

    def test_control_characters_are_refused(self):
        self.refused("control character", CLINIC.replace("two rooms", "two \\u001b[31mrooms"))
        self.refused("control character", CLINIC.replace("two rooms", "two \\u009b31mrooms"))
        self.refused("control character", CLINIC + '[step."a\\u0007"]\nnext = "treated"\n')

    def test_no_message_steers_the_terminal(self):
        self.write("people.csv", f"days,people\n3,{ESCAPE}]0;owned\n")
        done = self.refused("is no whole number of people", Tables.LIST)
        self.assertNotIn(ESCAPE, done.stderr)

    def test_the_page_shows_markup_and_never_obeys_it(self):
        hostile = CLINIC.replace("A clinic with two rooms", self.MARKUP.replace('"', '\\"'))
        hostile = hostile.replace('title = "Wait for the visit"', f"title = '''{self.MARKUP}'''")
        hostile = hostile.replace('title = "Visit"', f"title = '''{self.MARKUP}'''").replace('"Treated"', f"'''{self.MARKUP}'''")
        hostile += f"[step.'<b>x</b>']\nneeds = 'room'\nnext = 'treated'\n"
        hostile = hostile.replace("{ treated = 0.7, advised = 0.3 }", "{ '<b>x</b>' = 0.7, advised = 0.3 }")
        self.write("hostile.toml", hostile)
        self.expect(0, "run", "hostile.toml", "-o", "out.h5", "--quiet")
        self.expect(0, "report", "out.h5", "-o", "out.html")
        page = (self.folder / "out.html").read_text()
        for wrong in ("<script", "<img", "<b>x", "onerror=alert(2)>"):
            self.assertNotIn(wrong, page)
        self.assertIn("&lt;script&gt;alert(1)", page)

    def test_no_cell_is_a_formula(self):
        hostile = CLINIC.replace("A clinic with two rooms", "=HYPERLINK(A1)").replace('"Treated"', '"@SUM(A1)"')
        hostile = hostile.replace("Wait for the visit", "+cmd|x").replace('title = "Visit"', 'title = "-2+3"')
        hostile += "[step.'=x()']\nneeds = 'room'\nnext = 'treated'\n"
        hostile = hostile.replace("{ treated = 0.7, advised = 0.3 }", "{ '=x()' = 0.7, advised = 0.3 }")
        self.write("hostile.toml", hostile)
        self.expect(0, "run", "hostile.toml", "-o", "out.h5", "--quiet", "--trace")
        self.expect(0, "export", "out.h5", "--csv", "tables")
        tables = [*(self.folder / "tables").glob("*.csv"), self.folder / "out.trace.csv"]
        self.assertGreater(len(tables), 10)
        text = ""
        for table in tables:
            text += table.read_text()
            for line in table.read_text().splitlines():
                self.assertNotRegex(line, r'(^|,)"?(=|@|\+|-[^0-9]|-2\+3)', table.name)
        for disarmed in ("'@SUM(A1)", "'+cmd|x", "'-2+3", "'=x()"):
            self.assertIn(disarmed, text)


if __name__ == "__main__":
    unittest.main()
