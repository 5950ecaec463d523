"""Opens a results file with h5py and xarray as an analyst would, and checks figures against given ones.

usage: open_in_python.py FILE [KPI VARIANT MEAN SERIES DATE VALUE]

Without the figures, those of the sample study (tests/results/sample.hpp) are expected.
"""

import math
import sys

import h5py
import numpy as np
import xarray as xr

EXPECTED_IN_SAMPLE = ["rtt18", "hub", "0.75", "list", "2026-04-13", "110.125"]


def kpi_by_name(path, kpi, variant):
    """The mean of a KPI by way of h5py: by its name, as a group of its own."""
    with h5py.File(path, "r") as file:
        assert file.attrs["format"].startswith("carepath-results/")
        assert isinstance(file.attrs["title"], str)
        variants = list(file["by_name/variant"].asstr())
        figure = file["by_name"][kpi]
        assert figure["values"].shape == (len(variants), len(file["by_name/replication"]))
        assert figure.attrs["unit"] and figure.attrs["definition"]
        assert figure["mean"].dims[0][0].name == "/by_name/variant"
        return float(figure["mean"][variants.index(variant)])


def kpi_in_xarray(path, kpi, variant):
    """The same mean by way of xarray, by labels, after checking that limits enclose it."""
    with xr.open_dataset(path, group="kpi", engine="netcdf4") as data:
        assert data["values"].dims == ("variant", "kpi", "replication")
        one = data.sel(variant=variant, kpi=kpi)
        if not np.isnan(one["low"]):
            assert one["low"] <= one["mean"] <= one["high"]
        return float(one["mean"])


def series_at(path, series, variant, date):
    """A series at a date: the time coordinate is decoded from 'days since ...'."""
    with xr.open_dataset(path, group="series", engine="netcdf4") as data:
        assert data["mean"].dims == ("variant", "series", "time")
        assert np.issubdtype(data["time"].dtype, np.datetime64), data["time"].dtype
        return float(data["mean"].sel(series=series, variant=variant, time=date).squeeze())


def open_every_group(path):
    """Every group opens in xarray, and no variable is taken for a time span. Returns how many opened."""
    names = []
    with h5py.File(path, "r") as file:
        file.visititems(lambda name, item: names.append(name) if isinstance(item, h5py.Group) else None)
    for name in names:
        with xr.open_dataset(path, group=name, engine="netcdf4") as data:
            data.load()
            for variable in data.variables.values():
                assert not np.issubdtype(variable.dtype, np.timedelta64), (name, variable)
    return len(names)


def names_and_axes(path):
    """Datasets have a long name, and so have axes in time or of week bands; axes lie in the group of their datasets,
    but for those of a KPI by its name."""
    named = {"time", "date", "edge", "bin", "band"}

    def look(name, item):
        if not isinstance(item, h5py.Dataset):
            return
        group, _, own = name.rpartition("/")
        if item.attrs.get("CLASS") == b"DIMENSION_SCALE":
            assert ("long_name" in item.attrs) == (own in named and group != "paired"), name
            return
        assert item.attrs["long_name"], name
        axes_in = "/by_name" if group.startswith("by_name/") else "/" + group
        for dimension in item.dims:
            assert dimension[0].parent.name == axes_in, name

    with h5py.File(path, "r") as file:
        file.visititems(look)


def check_equal(what, found, expected):
    if not math.isclose(found, expected, rel_tol=1e-12):
        sys.exit(f"{what}: found {found}, expected {expected}")


def main():
    path, *given = sys.argv[1:]
    kpi, variant, mean, series, date, value = given or EXPECTED_IN_SAMPLE
    check_equal("KPI in h5py", kpi_by_name(path, kpi, variant), float(mean))
    check_equal("KPI in xarray", kpi_in_xarray(path, kpi, variant), float(mean))
    check_equal("series in xarray", series_at(path, series, variant, date), float(value))
    names_and_axes(path)
    with xr.open_dataset(path, engine="netcdf4") as root:
        assert root.attrs["format"] == "carepath-results/1"
    print(f"{open_every_group(path)} groups opened")


if __name__ == "__main__":
    main()
