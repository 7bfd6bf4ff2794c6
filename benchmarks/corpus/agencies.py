"""The agencies of a corpus as a tree: governments of cities and counties, their departments, towns."""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from io import StringIO
from itertools import groupby, islice
from random import Random
from typing import NamedTuple

from builder.agencies import MATTERS, STREETS, Agency
from corpus import places

_COUNTIES = 5
_TOWNS = 3
_HEAD = ("agency", "kind", "parent", "first_year", "region")


class Listed(NamedTuple):
    """An agency of the roster: the agency, the one above it, the region it is counted under, its first report year."""

    agency: Agency
    parent: str
    region: str
    first_year: int


def listed(count: int, seed: int, first_year: int) -> list[Listed]:
    """The first `count` agencies of the tree."""
    return list(islice(_tree(Random(seed), first_year), count))


def trees(agencies: Iterable[Listed]) -> Iterator[list[Listed]]:
    """The agencies of each city, its government first."""
    for _, tree in groupby(agencies, lambda one: one.region):
        yield list(tree)


def upwards(tree: Sequence[Listed]) -> Iterator[Listed]:
    """The agencies of a tree, those below a government before it."""
    below: dict[str, list[Listed]] = defaultdict(list)
    for one in tree:
        below[one.parent].append(one)

    def under(above: str) -> Iterator[Listed]:
        for one in below[above]:
            yield from under(one.agency.name)
            yield one

    return under("")


def _tree(random: Random, first_year: int) -> Iterator[Listed]:
    counties, towns = places.names("县"), places.names("镇")
    for number, city in enumerate(places.names("市")):
        province = places.PROVINCES[number % len(places.PROVINCES)]
        government = _government(city, city, province, "government", random)
        yield Listed(government, "", city, first_year)
        yield from _departments(city, government.name, city, province, random, first_year)
        for county in islice(counties, _COUNTIES):
            place = f"{city}{county}"
            below = _government(place, city, province, "government", random)
            yield Listed(below, government.name, city, first_year)
            yield from _departments(place, below.name, city, province, random, first_year)
            for town in islice(towns, _TOWNS):
                township = _government(f"{county}{town}", city, province, "township", random)
                yield Listed(township, below.name, city, first_year)


def _departments(
    place: str, parent: str, city: str, province: str, random: Random, first_year: int
) -> Iterator[Listed]:
    for number, (bureau, matters) in enumerate(sorted(MATTERS.items())):
        name = f"{place}{bureau}"
        agency = _agency(name, "我局", "department", matters, f"{name}办公室", city, province, random)
        # A few bureaus were set up later; the first one was not, so that there is always something to add up.
        later = random.choice((0, 0, 0, 0, 0, 0, 0, 3))
        yield Listed(agency, parent, city, first_year + (later if number else 0))


def _government(place: str, city: str, province: str, kind: str, random: Random) -> Agency:
    matters = random.choice(sorted(MATTERS.values()))
    office = f"{place}{'党政' if kind == 'township' else '人民政府'}办公室"
    return _agency(f"{place}人民政府", f"我{place[-1]}", kind, matters, office, city, province, random)


def _agency(
    name: str,
    self_name: str,
    kind: str,
    matters: tuple[str, ...],
    office: str,
    city: str,
    province: str,
    random: Random,
) -> Agency:
    number, code = random.randint(5500000, 5599998), sum(map(ord, city)) % 9
    host = f"yl{sum(map(ord, city))}"
    return Agency(
        name, self_name, kind, matters, office, f"{province}{city}{random.choice(STREETS)}{random.randint(1, 199)}号",
        f"6659{random.randint(10, 99)}", f"087{code}-{number}", f"087{code}-{number + 1}",
        f"zwgk{random.randint(1, 99)}@{host}.gov.cn", f"www.{host}.gov.cn", f"{city}人民政府网站",
    )  # fmt: skip


def roster(agencies: Iterable[Listed]) -> str:
    """The roster as a table: agency, kind, the one above it, first report year, region."""
    file = StringIO()
    rows = csv.writer(file, lineterminator="\n")
    rows.writerow(_HEAD)
    for one in agencies:
        rows.writerow((one.agency.name, one.agency.kind, one.parent, one.first_year, one.region))
    return file.getvalue()
