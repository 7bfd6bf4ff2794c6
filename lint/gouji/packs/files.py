"""Pack files: read, check for form, parse formulas; or take all that from the cache where nothing has changed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from gouji.errors import NOT_UTF_8, PackError, reasons
from gouji.findings import Words
from gouji.grammar.formula import parse
from gouji.grammar.syntax import Formula, FormulaError
from gouji.packs import cache as store
from gouji.packs.places import Fault, Faults, refusal
from gouji.packs.tables import Entry, Pack, entries
from gouji.patterns import pattern

_AT_LINE = pattern(r"\(at line (\d+)")


def read(paths: Sequence[Path], cache: Path | None = None) -> tuple[Pack, ...]:
    """The files as packs, checked for form; raises `PackError` that names every fault."""
    texts = tuple((str(path), _text(path)) for path in paths)
    found = store.load(cache, texts) if cache else None
    if found is not None:
        return found
    faults: Faults = {}
    packs = tuple(pack for path, text in texts for pack in _parsed(path, text, faults))
    if faults:
        raise refusal(faults)
    if cache:
        store.save(cache, packs)
    return packs


def read_all(paths: Sequence[Path], faults: Faults) -> tuple[Pack, ...]:
    """The files as packs, without the tables that hold faults, which are noted. Raises `PackError` where one is not there."""
    return tuple(pack for path in paths for pack in _parsed(str(path), _text(path), faults))


def _text(path: Path) -> str:
    try:
        return path.read_text("utf-8-sig")
    except OSError as fault:
        zh, en = reasons(fault)
        raise PackError(f"{path}: 无法读取：{zh}", f"{path}: cannot be read: {en}") from None
    except UnicodeDecodeError:
        zh, en = NOT_UTF_8
        raise PackError(f"{path}: {zh}", f"{path}: {en}") from None


def _parsed(path: str, text: str, faults: Faults) -> Iterator[Pack]:
    # Here, not above: neither is needed where the cache answers.
    import tomllib

    from gouji.packs import validation

    try:
        data: dict[str, Any] = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as fault:
        line = _AT_LINE.search(str(fault))
        where = f"{path}:{line[1] if line else text.count(chr(10)) + 1}"
        faults[Words(f"{where}: 不是 TOML：{fault}", f"{where}: not TOML: {fault}")] = None
        return
    formulas: dict[str, Formula] = {}
    pack = Pack(path, text, data, formulas)
    wrong = [*validation.faults(data), *_parse_formulas(pack, formulas)]
    faults.update(dict.fromkeys(fault.at(path, text) for fault in wrong))
    if not any(fault.table == "" for fault in wrong):
        held, lost = validation.sound(data, wrong)
        yield pack._replace(data=held, lost=lost) if wrong else pack


def _parse_formulas(pack: Pack, formulas: dict[str, Formula]) -> Iterator[Fault]:
    for entry, key, text in _formulas(pack):
        if isinstance(text, str) and text and text not in formulas:
            try:
                formulas[text] = parse(text)
            except FormulaError as fault:
                yield Fault(entry.label, key, Words(fault.zh, fault.en))


def _formulas(pack: Pack) -> Iterator[tuple[Entry, str, object]]:
    """The formulas of forms and of rules, each with its table and key."""
    for form in entries(pack, pack.data, "forms"):
        for entry in entries(pack, form.table, "identities", f"{form.label}."):
            yield entry, "formula", entry.table.get("formula")
    for entry in entries(pack, pack.data, "rules"):
        texts = entry.table.get("formulas")
        for text in texts if isinstance(texts, list) else ():
            yield entry, "formulas", text
