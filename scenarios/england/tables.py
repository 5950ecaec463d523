"""Reads the published tables from which England is made.

All counts are pathways. The tables and their licence are described in ../data/PROVENANCE.md.
"""
import csv
from collections import defaultdict
from pathlib import Path

DATA = Path(__file__).resolve().parent.parent / "data"
FLOW = DATA / "rtt_flow_by_ICS_2021-09_to_2022-09.csv"
LONG_WAITS = DATA / "rtt_over18_over52_by_region_specialty_2022-03_and_09.csv"
REGIONS = DATA / "icb_regions.csv"
EXTRACT = DATA / "RTT_full_extract_2024-11_RBD_Dorset_County.csv"

# The published name of each of the 23 treatment functions, and the word by which the scenario knows it.
SPECIALTIES = {
    "Cardiology Service": "cardiology",
    "Cardiothoracic Surgery Service": "cardiothoracic",
    "Dermatology Service": "dermatology",
    "Ear Nose and Throat Service": "ear_nose_throat",
    "Elderly Medicine Service": "elderly_medicine",
    "Gastroenterology Service": "gastroenterology",
    "General Internal Medicine Service": "internal_medicine",
    "General Surgery Service": "general_surgery",
    "Gynaecology Service": "gynaecology",
    "Neurology Service": "neurology",
    "Neurosurgical Service": "neurosurgery",
    "Ophthalmology Service": "ophthalmology",
    "Oral Surgery Service": "oral_surgery",
    "Other - Medical Services": "other_medical",
    "Other - Mental Health Services": "other_mental_health",
    "Other - Other Services": "other_services",
    "Other - Paediatric Services": "other_paediatric",
    "Other - Surgical Services": "other_surgical",
    "Plastic Surgery Service": "plastic_surgery",
    "Respiratory Medicine Service": "respiratory",
    "Rheumatology Service": "rheumatology",
    "Trauma and Orthopaedic Service": "orthopaedics",
    "Urology Service": "urology",
}

# NHS England's codes of its seven regions.
REGION_NAMES = {
    "Y56": "London",
    "Y58": "South West",
    "Y59": "South East",
    "Y60": "Midlands",
    "Y61": "East of England",
    "Y62": "North West",
    "Y63": "North East and Yorkshire",
}

MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]


def rows(path):
    """The rows of a CSV file as dictionaries."""
    with open(path, newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def month_of(row):
    """(year, month) of a row, so that months compare in order."""
    return int(row["Year"]), MONTHS.index(row["Month"]) + 1


def flows(path=FLOW):
    """{system: {(year, month): (new, completed, incomplete)}}: clock starts, clock stops, list at the month's end."""
    result = defaultdict(dict)
    for row in rows(path):
        counts = tuple(int(row[name]) for name in ("New", "Completed", "Incomplete"))
        result[row["Provider Parent Org Code"]][month_of(row)] = counts
    return dict(result)


def long_waits(month, path=LONG_WAITS):
    """{region: {specialty: (over 18 weeks, over 52 weeks)}} at the end of a month."""
    result = defaultdict(dict)
    for row in rows(path):
        specialty = SPECIALTIES.get(row["Treatment Function Name"])
        if month_of(row) == month and specialty:
            over = int(row["Total waiting > 18 weeks"]), int(row["Total waiting > 52 weeks"])
            result[row["NHSER20NM"]][specialty] = over
    return dict(result)


def regions(path=REGIONS):
    """{system: region name}."""
    return {row["icb_code"]: REGION_NAMES[row["region_code"]] for row in rows(path)}


def hospital_profile(path=EXTRACT):
    """{specialty: Counter of admitted, stops, decided, list, within18} of the one hospital whose full extract we hold."""
    result = {specialty: defaultdict(int) for specialty in SPECIALTIES.values()}
    for row in rows(path):
        if row["Treatment Function Name"] in SPECIALTIES:
            add_extract_row(result[SPECIALTIES[row["Treatment Function Name"]]], row)
    return result


def add_extract_row(counts, row):
    """Adds one row of the extract to the counts that its part belongs to."""
    total = int(row["Total All"] or 0)
    part = row["RTT Part Type"]
    counts["admitted"] += total if part == "Part_1A" else 0
    counts["stops"] += total if part in ("Part_1A", "Part_1B") else 0
    counts["decided"] += total if part == "Part_2A" else 0
    if part == "Part_2":
        counts["list"] += total
        counts["within18"] += sum(int(row[f"Gt {week:02} To {week + 1:02} Weeks SUM 1"] or 0) for week in range(18))
