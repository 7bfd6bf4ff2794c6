"""What a draft is made from: agency, year, contact details and figures, as a file of values gives them."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from gouji.drafting.parts import Address
from gouji.editions import Edition, Form
from gouji.errors import NOT_UTF_8, ConfigError, reasons
from gouji.selection import nearest

Number = int | float
CONTACT = ("address", "postcode", "phone", "fax", "email", "website")


class Facts(NamedTuple):
    """Facts of a report: `contact` by the names in `CONTACT`, `signed` the day of the report, figures by address."""

    edition: str | None = None
    year: int | None = None
    agency: str = ""
    kind: str | None = None
    contact: Mapping[str, str] = {}
    signed: date | None = None
    figures: Mapping[Address, Number] = {}


def load(path: Path) -> Facts:
    """Facts out of a TOML file, or of a JSON file as `gouji extract` writes it (its first report).

    Raises ConfigError that names the file, and the key where one is wrong.
    """
    try:
        text = path.read_text("utf-8-sig")
        table = json.loads(text) if path.suffix.lower() == ".json" else tomllib.loads(text)
    except OSError as error:
        zh, en = reasons(error)
        raise ConfigError(f"{path}: 打不开：{zh}", f"{path}: cannot be opened: {en}") from error
    except UnicodeDecodeError as error:
        zh, en = NOT_UTF_8
        raise ConfigError(f"{path}: {zh}", f"{path}: {en}") from error
    except (ValueError, RecursionError) as error:
        raise ConfigError(
            f"{path}: 不是正确的 TOML 或 JSON：{error}", f"{path}: not valid TOML or JSON: {error}"
        ) from error
    return _Table(path).facts(table)


class _Table:
    """Reads a table strictly; what is wrong is said with its key."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def wrong(self, key: str, zh: str, en: str) -> ConfigError:
        return ConfigError(f"{self.path}: {key} {zh}", f"{self.path}: {key} {en}")

    def facts(self, table: Any) -> Facts:
        if isinstance(table, dict) and "reports" in table:
            reports = table["reports"]
            if not isinstance(reports, list) or not reports:
                raise self.wrong("reports", "中没有年报", "holds no report")
            table = reports[0]
        table = self.table("", table)
        year = table.get("year")
        if year is not None and type(year) is not int:
            raise self.wrong("year", "应为整数", "should be a whole number")
        signed = table.get("signed")
        if signed is not None and type(signed) is not date:
            raise self.wrong("signed", "应为日期，如 2026-01-20（不加引号）", "should be a date such as 2026-01-20")
        contact = self.table("contact", table.get("contact", {}))
        unknown = sorted(set(contact) - set(CONTACT))
        if unknown:
            raise self.wrong(f"contact.{unknown[0]}", f"没有这一项，可用的有 {'、'.join(CONTACT)}", "is not known")
        return Facts(
            edition=self.text("edition", table.get("edition")),
            year=year,
            agency=self.text("agency", table.get("agency")) or "",
            kind=self.text("kind", table.get("kind")),
            contact={key: self.text(f"contact.{key}", value) or "" for key, value in contact.items()},
            signed=signed,
            figures=dict(self.figures(table.get("values", {}))),
        )

    def table(self, key: str, value: Any) -> Mapping[str, Any]:
        if not isinstance(value, dict):
            raise self.wrong(key, "应为表", "should be a table")
        return value

    def text(self, key: str, value: Any) -> str | None:
        if value is not None and not isinstance(value, str):
            raise self.wrong(key, "应为字符串", "should be a string")
        return value

    def figures(self, values: Any) -> Iterator[tuple[Address, Number]]:
        """Figures by address; a cell is a number, or a table with one under `value` as `extract` writes it."""
        for form, rows in self.table("values", values).items():
            for row, columns in self.table(f"values.{form}", rows).items():
                for column, cell in self.table(f"values.{form}.{row}", columns).items():
                    number = cell.get("value") if isinstance(cell, dict) else cell
                    if number is None:
                        continue
                    if type(number) not in (int, float):
                        raise self.wrong(f"values.{form}.{row}.{column}", "应为数字", "should be a number")
                    yield (form, row, column), in_form(number, cell.get("unit", "") if isinstance(cell, dict) else "")


def in_form(number: Number, unit: str) -> Number:
    """A figure in the unit of the forms: amounts are in 万元 there, and some cells give them in 元."""
    if unit != "元":
        return number
    amount = number / 10_000
    return int(amount) if amount.is_integer() else amount


def completed(edition: Edition, given: Mapping[Address, Number]) -> dict[Address, Number]:
    """A figure for every cell of the edition's forms: as given, a total from its parts, else 0.

    Totals are worked out from the edition's identities, parts before the totals that rest on them. Raises ConfigError
    for an address that the edition does not have.
    """
    known = {(form.id, row.id, column.id) for form in edition.forms for row in _rows(form) for column in form.columns}
    strange = sorted(set(given) - known)
    if strange:
        address = ".".join(strange[0])
        like = nearest(address, sorted(map(".".join, known)))
        zh, en = (f"，是否指「{like}」？", f", perhaps {like}?") if like else ("", "")
        raise ConfigError(
            f"{edition.id} 年版式没有「{address}」{zh}", f"the format of {edition.id} has no {address}{en}"
        )
    figures: dict[Address, Number] = dict(given)
    for form in edition.forms:
        _sum_up(form, figures)
    return {address: figures.get(address, 0) for address in known}


def unbalanced(edition: Edition, figures: Mapping[Address, Number]) -> tuple[str, ...]:
    """Where figures that were given break identities that are errors or warnings: an address each, `form.row.column`."""
    return tuple(
        ".".join((form.id, *(instance.target or instance.cells[0])))
        for form in edition.forms
        for identity in form.identities
        for instance in identity.instances
        if not instance.holds(lambda cell, id=form.id: figures.get((id, *cell), 0))  # type: ignore[misc]
    )


def _rows(form: Form) -> Iterable[Any]:
    return (row for row in form.rows if row.kind != "heading")


def _sum_up(form: Form, figures: dict[Address, Number]) -> None:
    """Fill in totals until nothing changes; one that is given stays."""
    totals = [
        (instance.target, instance)
        for identity in form.identities
        for instance in identity.instances
        if instance.target is not None and (form.id, *instance.target) not in figures
    ]
    for _ in range(len(form.rows) + 1):
        before = dict(figures)
        for target, instance in totals:
            left, right = instance.sides(lambda cell: figures.get((form.id, *cell), 0))
            figures[form.id, *target] = right if instance.first.single == target else left
        if figures == before:
            return
