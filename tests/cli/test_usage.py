"""Usage: help, unknown words with the nearest right one, values out of range, and their exit statuses."""

import re
import unittest

from program import CLINIC, SOURCE, ProgramTest

COMMANDS = ["check", "run", "compare", "sweep", "gather", "solve", "marginal", "report", "export", "explain", "reference",
            "list", "validate", "bundle", "rerun"]


class Usage(ProgramTest):
    def test_help_lists_every_command_and_each_has_its_own(self):
        text = self.expect(0, "--help").stdout
        for command in COMMANDS:
            self.assertRegex(text, rf"(?m)^  {command} +\w")
            self.assertIn(f"carepath {command}", self.expect(0, command, "--help").stdout)

    def test_a_command_that_is_not_there_is_refused(self):
        self.expect_refusal("no command 'solved'", "solved")

    def test_the_version_tells_the_commit(self):
        self.assertRegex(self.expect(0, "--version").stdout, r"^carepath \d+\.\d+\.\d+ \((unknown|[0-9a-f]+(-dirty)?)\)\n$")

    def test_no_command_is_a_fault(self):
        self.expect_refusal("which command?")

    def test_a_misspelt_command_is_told_the_nearest(self):
        self.expect_refusal("did you mean 'compare'?", "compair", "clinic.toml", "more.toml")

    def test_a_misspelt_option_is_told_the_nearest(self):
        self.expect_refusal("no option '--replicatons'; did you mean '--replications'?", "run", "clinic.toml",
                            "--replicatons", "3")
        self.expect_refusal("no option '--replicatons'", "run", "--replicatons=3", "clinic.toml")

    def test_an_option_without_effect_is_refused(self):
        self.expect_refusal("--precision", "run", "clinic.toml", "--most-replications", "50")
        self.expect_refusal("no option '--threads'", "check", "clinic.toml", "--threads", "2")

    def test_a_missing_file_name_is_a_fault(self):
        self.expect_refusal("FILE is missing", "run")
        self.expect_refusal("at least two scenarios", "compare", "clinic.toml")

    def test_one_argument_too_many_is_a_fault(self):
        self.expect_refusal("'more.toml' is one argument too many", "run", "clinic.toml", "more.toml")

    def test_numbers_out_of_range_are_faults(self):
        for option, value in [("--replications", "0"), ("--replications", "-3"), ("--replications", "many"),
                              ("--replications", "2.5"), ("--threads", "0"), ("--seed", "-1"), ("--replication", "0")]:
            self.expect_refusal(f"{option} must be a whole number from", "run", "clinic.toml", f"{option}={value}")

    def test_options_that_contradict_each_other_are_refused(self):
        self.expect_refusal("--replication", "run", "clinic.toml", "--replication", "2", "--replications", "3")

    def test_a_share_may_be_the_most_that_is_allowed(self):
        figure, few = ["clinic.toml", "more.toml", "--kpi", "wait"], ["--most-replications", "20"]
        self.expect(0, "choose", *figure, *few, "--confidence", "99.9%")
        self.expect(0, "pilot", *figure, "--replications", "30", "--power", "99.9%", "--confidence", "99.9%")
        for wrong in ("99.91%", "100%", "%", "e%", "9 9%"):
            self.expect_refusal("at most 99.9%", "choose", *figure, *few, "--confidence", wrong)

    def test_a_setting_needs_a_path_and_a_value(self):
        self.expect_refusal("PATH=VALUE", "run", "clinic.toml", "--set", "resource.room.capacity")

    def test_a_setting_that_leads_nowhere_names_the_nearest(self):
        done = self.expect_refusal("capacity", "run", "clinic.toml", "--set", "resource.room.capacitee=3")
        self.assertIn("command line", done.stderr)
        self.assertIn("1 fault\n", done.stderr)

    def test_a_name_like_a_command_is_no_command(self):
        self.assertIn("[run]", self.expect(0, "reference", "run").stdout)

    def test_whatever_runs_a_scenario_may_be_given_the_library_it_reads_from(self):
        (self.folder / "inside").mkdir()
        self.write("inside/more.toml", '[scenario]\nbase = "../clinic.toml"\n[resource.room]\ncapacity = 3\n')
        pair = ["clinic.toml", "inside/more.toml"]
        for arguments in (["run", pair[1]], ["marginal", pair[1], "--kpi", "wait"],
                          ["choose", *pair, "--kpi", "wait", "--most-replications", "20"],
                          ["pilot", *pair, "--kpi", "wait", "--replications", "30"],
                          ["solve", pair[1], "--find", "resource.room.capacity=2..4", "--such-that", "wait<=10 days"],
                          ["sensitivity", pair[1], "--kpi", "wait", "--vary", "resource.room.capacity=2..4"]):
            self.expect_refusal("outside the scenario library", *arguments)
            self.expect(0, *arguments, "--library", ".")

    def test_a_missing_scenario_is_a_fault_of_the_input(self):
        self.expect_refusal("not-there.toml", "run", "not-there.toml", "-o", "out.h5")

    def test_a_misspelt_file_beside_a_scenario_named_without_a_folder_is_told_the_nearest(self):
        self.write("base.toml", '[scenario]\nbase = "clinc.toml"\n')
        self.write("list.csv", "clinic_date\n2026-04-07\n")
        self.write("list.toml", '[scenario]\nbase = "clinic.toml"\n[source.referrals]\nfile = "lst.csv"\n')
        self.write("far.toml", '[scenario]\nbase = "nothing-like-it.toml"\n')
        done = self.expect_refusal("there is no file 'clinc.toml'", "check", "base.toml")
        self.assertIn("did you mean 'clinic.toml'?", done.stderr)
        done = self.expect_refusal("there is no file 'lst.csv'", "check", "list.toml")
        self.assertIn("did you mean 'list.csv'?", done.stderr)
        done = self.expect_refusal("there is no file 'nothing-like-it.toml'", "check", "far.toml")
        self.assertIn("file names are relative to this file", done.stderr)

    def test_every_fault_of_every_file_is_told_at_once(self):
        self.write("bad.toml", "[scenario]\nbase = \"clinic.toml\"\n[step.visit]\nneds = \"room\"\n[resource.room]\ncapacty = 3\n")
        done = self.expect_refusal("2 faults\n", "run", "bad.toml", "-o", "out.h5")
        self.assertIn("did you mean 'needs'?", done.stderr)
        self.assertIn("did you mean 'capacity'?", done.stderr)


class ReadFiles(ProgramTest):
    """What a study reads is never replaced by what it writes, also where the command line does not name it."""

    def test_no_output_replaces_a_base_or_the_data(self):
        self.write("people.csv", "arrived\n2026-04-07\n2026-04-08\n")
        self.write("more.toml", '[scenario]\nbase = "clinic.toml"\n[source.more]\nfile = "people.csv"\ncolumns = { time = "arrived" }\nfirst = "visit"\n')
        self.write("other.toml", '[scenario]\nbase = "more.toml"\n[resource.room]\ncapacity = 3\n')
        self.expect(0, "check", "other.toml")
        kept = {path: path.read_bytes() for path in self.folder.iterdir()}
        figure, pair = ["--kpi", "wait"], ["more.toml", "other.toml"]
        find = ["--find", "resource.room.capacity=2..3", "--such-that", "wait<=10 days"]
        for target in ("clinic.toml", "people.csv", "./more.toml"):
            for arguments in (["run", "other.toml", "-o"], ["compare", *pair, "-o"], ["compare", *pair, "--report"],
                              ["bundle", "other.toml", "-o"],
                              ["choose", *pair, *figure, "--report"], ["pilot", *pair, *figure, "-o"],
                              ["pilot", *pair, *figure, "--report"], ["warm-up", "other.toml", "--report"],
                              ["sensitivity", "other.toml", *figure, "--vary", "resource.room.capacity=2..3", "--report"],
                              ["solve", "other.toml", *find, "-o"]):
                done = self.expect_refusal("name another file", *arguments, target)
                self.assertIn(target, done.stderr)
        self.assertEqual({path: path.read_bytes() for path in self.folder.iterdir()}, kept)

    def test_gather_replaces_results_alone(self):
        self.write("sweep.toml", CLINIC + '[sweep.grid]\n"resource.room.capacity" = [2, 3]\n')
        self.expect(0, "sweep", "sweep.toml", "-o", "points", "--quiet")
        shard = sorted((self.folder / "points").glob("*.shard"))[0].name
        for target, words in (("sweep.toml", "is no results file"), ("points/manifest.json", "name another file"),
                              ("points/" + shard, "name another file")):
            self.expect_refusal(words, "gather", "points", "-o", target)
        self.expect(0, "gather", "points", "-o", "all.h5")
        self.expect(0, "gather", "points", "-o", "all.h5")


class Reference(ProgramTest):
    def test_every_section_and_distribution_has_its_page(self):
        topics = re.findall(r"(?m)^  (\w+) ", self.expect(0, "reference").stdout.split("\nA JSON Schema")[0])
        self.assertIn("step", topics)
        self.assertIn("distributions", topics)
        for topic in topics:
            self.assertGreater(len(self.expect(0, "reference", topic).stdout), 100, topic)

    def test_an_unknown_topic_is_told_the_nearest(self):
        self.expect_refusal("did you mean 'resource'?", "reference", "resorce")

    def test_the_schema_is_json(self):
        schema = self.expect_json("reference", "--schema")
        self.assertIn("step", schema["properties"])


class List(ProgramTest):
    def test_shipped_scenarios_are_listed_by_folder(self):
        text = self.expect(0, "list", env={"CAREPATH_SCENARIOS": str(SOURCE / "scenarios")}).stdout
        self.assertIn("current.toml", text)
        self.assertIn("Hip and knee", text)

    def test_templates_are_listed_alone(self):
        text = self.expect(0, "list", "--templates", env={"CAREPATH_SCENARIOS": str(SOURCE / "scenarios")}).stdout
        self.assertIn("ward.toml", text)
        self.assertNotIn("Hip and knee", text)

    def test_a_scenario_is_listed_with_its_variants(self):
        text = self.expect(0, "list", env={"CAREPATH_SCENARIOS": str(self.folder)}).stdout
        self.assertIn("with --variants: three", text)

    def test_the_reference_tells_of_values_and_redesigns(self):
        values = self.expect(0, "reference", "values").stdout
        for word in ["times", "plus", "absolute", "round", "keep", "min", "max", "mix"]:
            self.assertRegex(values, rf"\b{word}\b")
        for topic in ["overlays", "variant"]:
            self.assertIn("[variant.NAME]", self.expect(0, "reference", topic).stdout)
        self.assertIn("STEP.dna", self.expect(0, "reference", "step").stdout)
        schema = self.expect_json("reference", "--schema")
        self.assertIn("variant", schema["properties"])
        self.assertIn("drop", schema["properties"]["step"]["additionalProperties"]["properties"])

    def test_another_folder_may_be_named(self):
        text = self.expect(0, "list", env={"CAREPATH_SCENARIOS": str(self.folder)}).stdout
        self.assertIn("A third room", text)
        self.expect(2, "list", env={"CAREPATH_SCENARIOS": str(self.folder / "none")})


if __name__ == "__main__":
    unittest.main()
