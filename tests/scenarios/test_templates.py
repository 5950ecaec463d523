"""Each template's own [variant] does what the README of the templates says: signs of paired differences.

Each family of expectations has a companion of wrong ones, every one of which must be found broken.
"""

import json
import unittest

from shipped import SCENARIOS, run_program
from signs import Comparison, broken, falls, lies_between, rises

TEMPLATES = SCENARIOS / "templates"
DAY = 1440  # minutes, for durations are in days
REPLICATIONS = {"emergency_department": 30}  # a crowded department differs widely between replications


def with_variants(template):
    """The template and each of its variants, against the template as it stands."""
    done = run_program("compare", f"{template}.toml", "--variants", "--json", "--quiet", "--replications",
                       REPLICATIONS.get(template, 12), cwd=TEMPLATES)
    if done.returncode != 0:
        raise AssertionError(f"compare {template} exits {done.returncode}\n{done.stderr}")
    return Comparison(json.loads(done.stdout))


def up(kpi, variant):
    return rises(kpi, variant, variant.split(".")[0])


def down(kpi, variant):
    return falls(kpi, variant, variant.split(".")[0])


# template: (what its README says, the same said wrongly)
SAID = {
    "outpatient_clinic": ({
        "fewer follow-ups": down("follow_up", "outpatient_clinic.if_needed"),
        "those that remain are less late": down("late", "outpatient_clinic.if_needed"),
        "new patients wait less": down("wait.median", "outpatient_clinic.if_needed"),
        "the list is shorter": down("list", "outpatient_clinic.if_needed"),
        "cost does not fall: the freed slots are used": up("cost", "outpatient_clinic.if_needed"),
    }, {
        "the list is longer": up("list", "outpatient_clinic.if_needed"),
        "cost falls": down("cost", "outpatient_clinic.if_needed"),
    }),
    "diagnostic_queue": ({
        "the list shrinks": down("list", "diagnostic_queue.saturdays"),
        "more are within six weeks": up("within_6", "diagnostic_queue.saturdays"),
        "to the target": lies_between("within_6", "diagnostic_queue.saturdays", 0.99, 1.01),
        "the queue moves to the reports": up("unread", "diagnostic_queue.saturdays"),
        "and fewer are reported within two weeks": down("report_2w", "diagnostic_queue.saturdays"),
    }, {
        "reports keep up": down("unread", "diagnostic_queue.saturdays"),
        "the target is met without it": lies_between("within_6", "diagnostic_queue", 0.99, 1.01),
    }),
    "two_hospitals": ({
        "four rehabilitation places give more operations": up("admitted", "two_hospitals.more_rehab"),
        "fewer are lost for want of a bed": down("no_bed", "two_hospitals.more_rehab"),
        "fewer beds are held": down("blocked", "two_hospitals.more_rehab"),
        "each operation is cheaper": down("per_op", "two_hospitals.more_rehab"),
        "a fifth list loses more slots": up("no_bed", "two_hospitals.more_theatre"),
        "and makes each operation dearer": up("per_op", "two_hospitals.more_theatre"),
        "some go from north to south": lies_between("away", "two_hospitals", 3, 7),
    }, {
        "a fifth list empties the beds": down("blocked", "two_hospitals.more_theatre"),
        "rehabilitation costs more for each operation": up("per_op", "two_hospitals.more_rehab"),
        "nobody goes from north to south": lies_between("away", "two_hospitals", -0.1, 0.1),
    }),
    "elective_list": ({
        "fewer are cancelled for want of a bed": down("no_bed", "elective_list.ring_fenced"),
        "more are operated on": up("admitted", "elective_list.ring_fenced"),
        "the list is shorter": down("list", "elective_list.ring_fenced"),
        "more are within 18 weeks": up("rtt18", "elective_list.ring_fenced"),
        "the beds cost money": up("cost", "elective_list.ring_fenced"),
        "and yet an operation costs less": down("per_op", "elective_list.ring_fenced"),
    }, {
        "more are cancelled": up("no_bed", "elective_list.ring_fenced"),
        "an operation costs more": up("per_op", "elective_list.ring_fenced"),
        "it meets the 18-week target": lies_between("rtt18", "elective_list.ring_fenced", 0.92, 1.01),
    }),
    "ward": ({
        "fewer people are ready and cannot leave": down("delayed", "ward.half_the_delays"),
        "the wait for a bed falls": down("wait.mean", "ward.half_the_delays"),
        "fewer wait over four hours": down("over_4h", "ward.half_the_delays"),
        "occupancy falls": down("occ", "ward.half_the_delays"),
        "occupancy met its target all along": lies_between("occ", "ward", 0.8, 0.92),
        "while the wait missed its own": lies_between("over_4h", "ward", 0.1, 0.7),
    }, {
        "the wait rises": up("wait.mean", "ward.half_the_delays"),
        "occupancy rises": up("occ", "ward.half_the_delays"),
    }),
    "emergency_department": ({
        "a same-day unit raises the four-hour share": up("four_h", "emergency_department.same_day_unit"),
        "fewer wait in cubicles for a bed": down("boarders", "emergency_department.same_day_unit"),
        "fewer beds are in use": down("occ", "emergency_department.same_day_unit"),
        "to within its target": lies_between("occ", "emergency_department.same_day_unit", 0.8, 0.92),
        "more doctors raise the four-hour share": up("four_h", "emergency_department.more_doctors"),
    }, {
        "a same-day unit fills beds": up("occ", "emergency_department.same_day_unit"),
        "more doctors lower the four-hour share": down("four_h", "emergency_department.more_doctors"),
        "more doctors clear the cubicles of people waiting for a bed":
            down("boarders", "emergency_department.more_doctors"),
    }),
    "virtual_ward": ({
        "more are taken on": up("taken", "virtual_ward.six_more"),
        "fewer are turned away": down("full", "virtual_ward.six_more"),
        "fewer acute beds are needed": down("acute.mean", "virtual_ward.six_more"),
        "a smaller share of the places is used": down("used", "virtual_ward.six_more"),
        "it saves with acute days at their full cost": down("cost", "virtual_ward.six_more"),
        "it costs with acute days at what one fewer saves": up("marginal", "virtual_ward.six_more"),
    }, {
        "more acute beds are needed": up("acute.mean", "virtual_ward.six_more"),
        "it saves either way": down("marginal", "virtual_ward.six_more"),
    }),
    "community_caseload": ({
        "fewer visits": down("visits", "community_caseload.self_care"),
        "a shorter wait for the first": down("first.mean", "community_caseload.self_care"),
        "a smaller caseload": down("caseload", "community_caseload.self_care"),
        "nurses are less stretched": down("used", "community_caseload.self_care"),
        "each person costs less": down("per", "community_caseload.self_care"),
    }, {
        "more visits": up("visits", "community_caseload.self_care"),
        "a larger caseload": up("caseload", "community_caseload.self_care"),
    }),
    "discharge_to_assess": ({
        "fewer acute beds are blocked": down("nctr", "discharge_to_assess.shorter_stays"),
        "the wait for pathway 2 falls": down("p2_wait.mean", "discharge_to_assess.shorter_stays"),
        "and for pathway 3": down("p3_wait.mean", "discharge_to_assess.shorter_stays"),
        "more start pathway 2 within two days": up("p2_2d", "discharge_to_assess.shorter_stays"),
        "the delay costs less": down("acute", "discharge_to_assess.shorter_stays"),
    }, {
        "more acute beds are blocked": up("nctr", "discharge_to_assess.shorter_stays"),
        "the wait for pathway 1 falls too": down("p1_wait.mean", "discharge_to_assess.shorter_stays"),
    }),
    "group_clinic": ({
        "groups are smaller when few accept": down("each", "group_clinic.few_accept"),
        "but not below the least": lies_between("each", "group_clinic.few_accept", 4.8, 8),
        "more are seen one to one": up("slots", "group_clinic.few_accept"),
        "each review takes more of a clinician's time": up("minutes", "group_clinic.few_accept"),
        "and costs more": up("per", "group_clinic.few_accept"),
        "without groups it takes a twentieth more": lies_between("minutes", "group_clinic.no_groups", 21 / DAY, 22.5 / DAY),
        "than with": lies_between("minutes", "group_clinic", 19.5 / DAY, 21 / DAY),
        "and people are seen later": up("late.mean", "group_clinic.no_groups"),
    }, {
        "fewer are seen one to one": down("slots", "group_clinic.few_accept"),
        "groups halve a clinician's time": lies_between("minutes", "group_clinic", 8 / DAY, 13 / DAY),
        "without groups a review costs less": down("per", "group_clinic.no_groups"),
    }),
    "screening_service": ({
        "uptake rises": up("uptake", "screening_service.second_appointment"),
        "more disease is found": up("found", "screening_service.second_appointment"),
        "assessment takes longer to come": up("delay", "screening_service.second_appointment"),
        "the service costs more": up("cost", "screening_service.second_appointment"),
        "each case found costs less": down("per_found", "screening_service.second_appointment"),
    }, {
        "uptake falls": down("uptake", "screening_service.second_appointment"),
        "assessment comes sooner": down("delay", "screening_service.second_appointment"),
    }),
}


class Templates(unittest.TestCase):
    def test_every_template_has_expectations(self):
        self.assertEqual({path.stem for path in TEMPLATES.glob("*.toml")}, set(SAID))

    def test_each_variant_does_what_is_said_of_it(self):
        for template, (right, wrong) in SAID.items():
            with self.subTest(template):
                comparison = with_variants(template)
                self.assertEqual(broken(right, comparison), [])
                self.assertEqual(broken(wrong, comparison), list(wrong))

    def test_each_checks_without_a_warning(self):
        for template in SAID:
            with self.subTest(template):
                done = run_program("check", f"{template}.toml", "--variants", cwd=TEMPLATES)
                self.assertEqual((done.returncode, done.stderr), (0, ""))


if __name__ == "__main__":
    unittest.main()
