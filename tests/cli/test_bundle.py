"""Bundles: the same bytes again from one file, and nothing else from an archive that a stranger made."""

import json
import os
import pathlib
import struct
import unittest
import zipfile

from program import CLINIC, SOURCE, ProgramTest

FULL = bool(os.environ.get("CAREPATH_FULL"))
LISTED = CLINIC.replace('rate  = "60 per week"', "file = '../data/people.csv'\ncolumns = { time = 'day' }")


class BundleTest(ProgramTest):
    def setUp(self):
        super().setUp()
        (self.folder / "scratch").mkdir()
        self.scratch = {"env": {"TMPDIR": str(self.folder / "scratch")}}

    def tearDown(self):
        self.assertEqual(list((self.folder / "scratch").iterdir()), [], "temporary files are left")

    def bundle(self, *arguments):
        return self.expect(0, "bundle", *arguments, "--quiet", **self.scratch)

    def rerun(self, status, *arguments):
        return self.expect(status, "rerun", *arguments, **self.scratch)


class SameBytes(BundleTest):
    def test_a_bundle_gives_the_same_bytes_for_any_number_of_threads(self):
        self.bundle("clinic.toml", "-o", "clinic.zip")
        self.expect(0, "run", "clinic.toml", "-o", "run.h5", "--quiet")
        for threads in ("1", "2", "3"):
            done = self.rerun(0, "clinic.zip", "-o", "again.h5", "--threads", threads)
            self.assertIn("The same bytes as when it was packed", done.stderr)
            self.assertIn("Wait for the visit", done.stdout)
            self.assertEqual((self.folder / "again.h5").read_bytes(), (self.folder / "run.h5").read_bytes())

    def test_bases_data_settings_and_variants_go_with_it(self):
        (self.folder / "study/redesign").mkdir(parents=True)
        (self.folder / "study/data").mkdir()
        self.write("study/.carepath-library", "")
        self.write("study/redesign/clinic.toml", LISTED)
        self.write("study/redesign/more.toml", '[scenario]\nbase = "clinic.toml"\n[resource.room]\ncapacity = 3\n')
        self.write("study/data/people.csv", "day\n" + "".join(f"{day / 4}\n" for day in range(150)))
        self.bundle("study/redesign/clinic.toml", "study/redesign/more.toml", "-o", "both.zip", "--variants", "--seed", "9",
                    "--replications", "3", "--set", "step.visit.takes.mean=5 hours", "--set", "more:resource.room.capacity=4")
        with zipfile.ZipFile(self.folder / "both.zip") as archive:
            self.assertEqual(archive.namelist(), ["bundle.json", "files/data/people.csv", "files/redesign/clinic.toml",
                                                  "files/redesign/more.toml"])
            told = json.loads(archive.read("bundle.json"))
        self.assertEqual((told["seed"], told["replications"], told["variants"]), (9, 3, True))
        for path in (self.folder / "study").rglob("*.*"):
            path.rename(self.folder / f"elsewhere{path.suffix}") if path.suffix else None
        self.assertIn("The same bytes", self.rerun(0, "both.zip").stderr)

    def test_equal_runs_give_equal_bundles(self):
        self.bundle("clinic.toml", "-o", "a.zip")
        self.bundle("clinic.toml", "-o", "b.zip")
        self.assertEqual((self.folder / "a.zip").read_bytes(), (self.folder / "b.zip").read_bytes())

    def test_shipped_scenarios_come_out_the_same(self):
        shipped = sorted((SOURCE / "scenarios").rglob("*.toml")) if FULL else [
            SOURCE / "scenarios/orthopaedics/dorset.toml", SOURCE / "scenarios/virtual_ward/none.toml"]
        for scenario in shipped:
            with self.subTest(str(scenario.relative_to(SOURCE))):
                self.bundle(str(scenario), "-o", "shipped.zip", "--replications", "1")
                self.assertIn("The same bytes", self.rerun(0, "shipped.zip").stderr)


class OtherBytes(BundleTest):
    def repack(self, change, name="changed.zip"):
        """clinic.zip with its list changed by `change`, and nothing else."""
        if not (self.folder / "clinic.zip").exists():
            self.bundle("clinic.toml", "-o", "clinic.zip")
        with zipfile.ZipFile(self.folder / "clinic.zip") as archive:
            entries = {entry: archive.read(entry) for entry in archive.namelist()}
        told = json.loads(entries["bundle.json"])
        change(told, entries)
        if "bundle.json" in entries:
            entries["bundle.json"] = json.dumps(told).encode()
        with zipfile.ZipFile(self.folder / name, "w") as archive:
            for entry, data in entries.items():
                archive.writestr(entry, data)
        return name

    def test_other_figures_are_told_by_the_exit_status(self):
        name = self.repack(lambda told, _: told.update(seed=told["seed"] + 1))
        self.assertIn("OTHER FIGURES", self.rerun(1, name).stderr)

    def test_another_file_with_the_same_figures_is_told_apart(self):
        name = self.repack(lambda told, _: told["results"].update(sha256="0" * 64))
        self.assertIn("The same figures as when it was packed; the file differs", self.rerun(0, name).stderr)

    def refused(self, words, change):
        self.expect_refusal(words, "rerun", self.repack(change), "-o", "again.h5", **{})
        self.assertFalse((self.folder / "again.h5").exists())

    def expect_refusal(self, words, *arguments, status=2):
        done = self.expect(status, *arguments, **self.scratch)
        self.assertIn(words, done.stderr)
        self.assertEqual(done.stdout, "")

    def test_a_file_that_is_not_the_one_packed_is_refused(self):
        def other(_, entries):
            entries["files/clinic.toml"] += b"\n"
        self.refused("'clinic.toml' is not the file that was packed", other)
        self.refused("'clinic.toml' is missing", lambda _, entries: entries.pop("files/clinic.toml"))
        self.refused("is not in its list", lambda _, entries: entries.update({"files/more.toml": b"x"}))
        self.refused("'anything' is not in its list", lambda _, entries: entries.update({"anything": b"x"}))

    def test_a_list_that_is_none_is_refused(self):
        self.refused("has no bundle.json", lambda _, entries: entries.pop("bundle.json"))
        for change in (lambda told, _: told.pop("seed"), lambda told, _: told.update(seed="many"),
                       lambda told, _: told.update(files={"path": 3}), lambda told, _: told.update(settings=[[1]])):
            self.refused("is not understood", change)
        self.refused("its format is", lambda told, _: told.update(format="carepath-bundle/9"))
        self.refused("number of replications is out of range", lambda told, _: told.update(replications=2_000_000_000))
        self.refused("names no scenario", lambda told, _: told.update(scenarios=[]))
        self.refused("scenario '../clinic.toml' is missing", lambda told, _: told.update(scenarios=["../clinic.toml"]))
        with zipfile.ZipFile(self.folder / "deep.zip", "w") as archive:
            archive.writestr("bundle.json", "[" * 1_000_000)
        self.expect_refusal("is not understood", "rerun", "deep.zip")


class Hostile(BundleTest):
    def refused(self, words, name="hostile.zip"):
        done = self.rerun(2, name)
        self.assertIn(words, done.stderr)
        self.assertEqual(done.stdout, "")

    def archive(self, *entries, compression=zipfile.ZIP_DEFLATED):
        with zipfile.ZipFile(self.folder / "hostile.zip", "w", compression) as archive:
            for entry, data in entries:
                archive.writestr(entry, data)

    def test_names_that_lead_out_are_refused(self):
        for name in ("../escaped", "/escaped", "files/../../escaped", "files/./x", "files//x", "C:\\escaped",
                     "files\\..\\escaped", "files/..", "a:b", "files/"):
            self.archive((name, b"x"))
            self.refused("does not lie in the bundle's folder")
        self.archive(("files/" + "x" * 500, b"x"))
        self.refused("too long")
        self.assertFalse((self.folder.parent / "escaped").exists())

    def test_links_and_names_told_twice_are_refused(self):
        link = zipfile.ZipInfo("files/link")
        link.create_system = 3
        link.external_attr = 0o120777 << 16
        self.archive((link, b"/etc/passwd"))
        self.refused("is a link")
        import warnings
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            self.archive(("files/a", b"x"), ("files/a", b"y"))
        self.refused("no bundle that can be used")

    def test_what_would_unpack_to_too_much_is_refused(self):
        self.archive(*[(f"files/{at}", b"") for at in range(1_001)])
        self.refused("it holds 1001 files; the most is 1000")
        self.archive(("files/zeros", bytes(3_000_000)))
        self.change_size(2_000_000_000)
        self.refused("no bundle that can be used")

    def test_a_size_that_is_a_lie_is_found_out(self):
        self.archive(("bundle.json", b" " * 3_000_000))
        self.change_size(10)
        self.refused("no bundle that can be used")

    def change_size(self, size):
        """In the archive's list and before the data itself."""
        data = bytearray((self.folder / "hostile.zip").read_bytes())
        for mark, at in ((b"PK\x01\x02", 24), (b"PK\x03\x04", 22)):
            place = data.index(mark) + at
            data[place:place + 4] = struct.pack("<I", size)
        (self.folder / "hostile.zip").write_bytes(bytes(data))

    def test_what_is_no_archive_is_refused(self):
        self.refused("there is no file", "nowhere.zip")
        self.refused("no ordinary file", "/dev/zero")
        self.refused("no zip archive", "clinic.toml")
        self.bundle("clinic.toml", "-o", "hostile.zip")
        whole = (self.folder / "hostile.zip").read_bytes()
        for kept in range(0, len(whole), max(1, len(whole) // 40)):
            (self.folder / "hostile.zip").write_bytes(whole[:kept])
            self.refused("no bundle that can be used")

    def test_a_changed_byte_is_refused_or_harmless(self):
        self.bundle("clinic.toml", "-o", "hostile.zip")
        whole = (self.folder / "hostile.zip").read_bytes()
        for at in range(0, len(whole), 23):
            data = bytearray(whole)
            data[at] ^= 0x20
            (self.folder / "hostile.zip").write_bytes(bytes(data))
            done = self.run_program("rerun", "hostile.zip", **self.scratch)
            self.assertIn(done.returncode, (0, 1, 2), f"byte {at}: {done.stderr}")

    def test_a_scenario_in_a_bundle_reads_nothing_outside_it(self):
        (self.folder / "study").mkdir()
        self.write("study/clinic.toml", LISTED.replace("../data/people.csv", "people.csv"))
        self.write("study/people.csv", "day\n1\n")
        self.bundle("study/clinic.toml", "-o", "clinic.zip")
        with zipfile.ZipFile(self.folder / "clinic.zip") as archive:
            entries = {entry: archive.read(entry) for entry in archive.namelist()}
        entries["files/clinic.toml"] = entries["files/clinic.toml"].replace(b"'people.csv'", b"'../../people.csv'")
        told = json.loads(entries["bundle.json"])
        import hashlib
        for row in told["files"]:
            data = entries["files/" + row["path"]]
            row["sha256"], row["bytes"] = hashlib.sha256(data).hexdigest(), len(data)
        entries["bundle.json"] = json.dumps(told).encode()
        self.archive(*entries.items())
        self.refused("outside the scenario library")


if __name__ == "__main__":
    unittest.main()
