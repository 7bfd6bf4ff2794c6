"""Whose report is whose: one agency under all its names, through the years.

A name with its place (云岭省青禾市水务局) tells the agency. A short one (市水务局) is that of the only agency it can be,
or of the only one that the folder, or the agency above it, speaks for; else it stays by itself and is doubtful.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from gouji.grammar import names
from gouji.sweep.roster import Entry


class Seen(NamedTuple):
    """A name on reports in a folder, with the kind of agency and the agency above it as far as they are known."""

    name: str
    folder: str
    kind: str | None
    parent: str | None


class Agency:
    """An agency while its names are gathered."""

    def __init__(self, name: str, kind: str | None, parent: str | None, listed: bool, doubtful: bool = False) -> None:
        """An agency known by one name."""
        self.name = name
        self.kind = kind
        self.parent = parent
        self.listed = listed
        self.doubtful = doubtful
        self.region: str | None = None
        self.names = {name}
        self.folders: set[str] = set()

    @property
    def place(self) -> str:
        """The place in its name."""
        return names.parts(self.name)[0]

    def take(self, seen: Seen) -> None:
        """One more name."""
        self.names.add(seen.name)
        if seen.folder:
            self.folders.add(seen.folder)
        self.kind = self.kind or seen.kind
        self.parent = self.parent or seen.parent
        if not self.listed and len(seen.name) > len(self.name):
            self.name = seen.name


class Register:
    """All agencies; names are put to them one by one."""

    def __init__(self, roster: Sequence[Entry]) -> None:
        """Those of a roster."""
        self.agencies: list[Agency] = []
        self._by_name: dict[str, Agency] = {}
        self._by_ends: dict[tuple[str, ...], list[Agency]] = {}
        for entry in roster:
            agency = self._add(Agency(entry.name, entry.kind, entry.parent, listed=True))
            agency.names.update(entry.others)
            agency.region = entry.region
            for other in entry.others:
                self._by_name.setdefault(other, agency)

    def named(self, name: str | None) -> Agency | None:
        """The one agency that a name means, None where there is none or several."""
        if not name:
            return None
        found = self._by_name.get(name)
        if found is None:
            like = self._like(name)
            found = like[0] if len(like) == 1 else None
        return found

    def settle(self, every: Iterable[Seen]) -> dict[str, Agency]:
        """The agency of each name that can be that of one only, wherever it stands; folders play no part."""
        settled = {}
        for seen in _in_order(every):
            like = self._meant(seen.name)
            if len(like) < 2:
                settled[seen.name] = self._taken(like, seen)
        return settled

    def put(self, every: Iterable[Seen]) -> dict[tuple[str, str], Agency]:
        """The agency of each name and folder: names with places first, the longest before those short for them."""
        return {(seen.name, seen.folder): self._put(seen) for seen in _in_order(every)}

    def _put(self, seen: Seen) -> Agency:
        like = self._meant(seen.name)
        return self._taken(_spoken_for(like, seen) if len(like) > 1 else like, seen)

    def _meant(self, name: str) -> list[Agency]:
        """The agencies that a name can mean: one where it is known and whole."""
        exact = self._by_name.get(name)
        whole = len(names.parts(name)[0]) > 1
        return [exact] if exact is not None and (whole or exact.listed) else self._like(name)

    def _taken(self, like: Sequence[Agency], seen: Seen) -> Agency:
        """The agency that is meant, a new one where none is, with one more name."""
        if len(like) == 1:
            agency = like[0]
        else:
            doubtful = bool(self._like(seen.name))
            agency = self._add(Agency(seen.name, seen.kind, seen.parent, listed=False, doubtful=doubtful))
        agency.take(seen)
        return agency

    def _like(self, name: str) -> list[Agency]:
        """The agencies that a name can be of, those of the roster first where there are some."""
        found = [agency for agency in self._by_ends.get(_ends(name), ()) if names.is_same(agency.name, name)]
        listed = [agency for agency in found if agency.listed]
        return listed or found

    def _add(self, agency: Agency) -> Agency:
        self.agencies.append(agency)
        self._by_name.setdefault(agency.name, agency)
        ends = _ends(agency.name)
        for known in {ends, ends[:2]}:
            self._by_ends.setdefault(known, []).append(agency)
        return agency


def _in_order(every: Iterable[Seen]) -> list[Seen]:
    """Names with the longest places first."""
    return sorted(every, key=lambda one: (-len(names.parts(one.name)[0]), one))


def _ends(name: str) -> tuple[str, ...]:
    """What names of one agency have in common: the first and the last sign of the proper part, the end of a whole place."""
    place, part = names.parts(name)
    part = part.removesuffix("员会") if part.endswith("委员会") else part
    ends = (part[0], part[-1]) if part else ("", "")
    return (*ends, place[-2:]) if len(place) > 1 else ends


def _spoken_for(agencies: Sequence[Agency], seen: Seen) -> list[Agency]:
    """Those in the same folder, below the same agency, or whose place the folder names; the first of these that tells."""
    for holds in (
        [agency for agency in agencies if seen.folder in agency.folders],
        [agency for agency in agencies if seen.parent and agency.parent == seen.parent],
        [agency for agency in agencies if agency.place and agency.place in seen.folder],
        [agency for agency in agencies if len(agency.place) > 2 and agency.place[-3:] in seen.folder],
    ):
        if len(holds) == 1:
            return holds
    return []
