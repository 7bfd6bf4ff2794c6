"""`gouji rules --check-pack` and `--schema`: what is wrong with rule packs, and what editors should know of them."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from gouji import declared
from gouji.cli import arguments, loading
from gouji.cli.terminal import Terminal
from gouji.config_files import pack_files
from gouji.errors import PackError
from gouji.packs import assembly, files
from gouji.packs.drafts import extended
from gouji.packs.places import Faults, refusal
from gouji.packs.tables import Pack, listed
from gouji.patterns import pattern
from gouji.phrases import phrase
from gouji.plugins import Registry
from gouji.rules import Rule

_PARTS = ("columns", "rows")
_PLACE = pattern(r"(.*?):(\d+): ")


class Asked(NamedTuple):
    """What was asked on the command line: pack files, and what is to be done."""

    files: Sequence[str]
    check: bool
    schema: bool
    lang: str | None = None


def run(asked: Asked, terminal: Terminal) -> int:
    """Write the schema, or what the packs add; faults of packs are told a line each, and the exit status is 2."""
    arguments.language(asked.lang)
    if asked.schema:
        from gouji.packs.schema import json_schema

        terminal.write([json.dumps(json_schema(), ensure_ascii=False, indent=2) + "\n"], machine=True)
        return 0
    if not asked.check:
        raise arguments.wrong("needs-check-pack")
    if not asked.files:
        raise arguments.wrong("no-packs")
    try:
        packs, rules = _checked(_paths(asked.files), loading.registry())
    except PackError as error:
        for line in sorted(error.of(terminal.language).split("\n"), key=_place):
            terminal.tell(line)
        return 2
    terminal.write(line + "\n" for pack in packs for line in _told(pack, rules, terminal.language))
    return 0


def _paths(names: Sequence[str]) -> tuple[Path, ...]:
    """Files, and the files of folders."""
    found: list[Path] = []
    for name in names:
        found += pack_files(Path(name))
    if not found:
        raise arguments.wrong("no-packs")
    return tuple(dict.fromkeys(found))


def _place(line: str) -> tuple[str, int]:
    """File and line of a fault, by which faults are put in order."""
    found = _PLACE.match(line)
    return (found[1], int(found[2])) if found else (line, 0)


def _checked(paths: tuple[Path, ...], registry: Registry) -> tuple[tuple[Pack, ...], list[Rule]]:
    """The packs and their rules, beside those of the plugins."""
    faults: Faults = {}
    given = {path.resolve() for path in paths}
    installed = tuple(path for path in registry.edition_files if path.resolve() not in given)
    packs = files.read_all(paths, faults)
    known = (*files.read(installed, registry.cache), *packs)
    rules = declared.declared(known, assembly.assembled(known, faults), registry.taken, faults)
    if faults:
        raise refusal(faults)
    return packs, [rule for rule in rules if rule.origin in {pack.path for pack in packs}]


def _told(pack: Pack, rules: Sequence[Rule], language: str) -> Iterator[str]:
    """What a pack adds: to which editions, how many tables of each kind, and its rules."""
    own = [rule for rule in rules if rule.origin == pack.path]
    counts = {name: len(listed(pack.data, name)) for name in ("sections", "forms", "labels", "deadlines", "laws")}
    for part in _PARTS:
        counts[part] = sum(len(listed(form, part)) for form in listed(pack.data, "forms"))
    # A form that is named anew is the pack's own; what stands under the name of another only adds to that.
    counts["forms"] = sum("name" in form for form in listed(pack.data, "forms"))
    counts["rules"] = len(own)
    said = phrase("list-comma", language).join(
        phrase(f"pack-{name}", language, count=count) for name, count in counts.items() if count
    )
    editions = phrase("list-comma", language).join(extended(pack) or (str(pack.data["id"]),))
    yield phrase(
        "pack-right", language, path=pack.path, editions=editions, said=said or phrase("pack-nothing", language)
    )
    for rule in sorted(own):
        yield f"  {rule.code}  {phrase(rule.severity, language)}  {rule.name}  {rule.summary.of(language)}"
