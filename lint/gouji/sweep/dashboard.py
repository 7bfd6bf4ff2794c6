"""The page of a sweep: charts by year, rules by region, league tables, and reports with their findings.

One file that loads nothing: Apache ECharts (`vendor/`), the style, the script and the data stand in it. Data is JSON that
is never markup: the script puts it on the page as text.
"""

from __future__ import annotations

import json
from base64 import b64encode
from collections.abc import Iterable, Iterator
from datetime import date
from hashlib import sha256
from itertools import islice
from pathlib import Path
from typing import Any

from gouji.sweep import queries
from gouji.sweep.form_labels import FormLabels
from gouji.sweep.queries import Answers, Line
from gouji.sweep.rule_summaries import summaries
from gouji.sweep.wording import WORDING, word

RULES, REGIONS = 24, 30
"""So many rows and columns the heat map has."""
REPORTS, FINDINGS, EACH = 3000, 20_000, 200
"""So many reports stand on the page, with so many findings altogether and of each report."""
LISTED = 200
"""So many rows a list has."""
_HERE = Path(__file__).parent
_LIBRARY = Path("vendor", "echarts.common.min.js")
_LANGUAGES = {"zh": "zh-CN", "en": "en"}
_PHRASES = (
    "error",
    "warning",
    "info",
    "government",
    "department",
    "township",
    "state-unreadable",
    "state-partly",
    "quoted",
    "edition",
)
# A page ends a script at "</script" and hides one after "<!--"; U+2028 and U+2029 end lines of a script.
_ESCAPES = {ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&\u2028\u2029"}


def write(answers: Answers, path: Path, language: str) -> None:
    """Write the page. Raises OSError."""
    scripts = [(_HERE / name).read_text("utf-8") for name in (_LIBRARY, "dashboard.js")]
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.write(_head(scripts, language))
        file.write(f'<script type="application/json" id="data">{_written(_data(answers, language))}</script>\n')
        file.writelines(f"<script>{script}</script>\n" for script in scripts)
        file.write("</body>\n</html>\n")


def _head(scripts: Iterable[str], language: str) -> str:
    sheet = (_HERE / "dashboard.css").read_text("utf-8")
    digests = (b64encode(sha256(script.encode("utf-8")).digest()).decode("ascii") for script in scripts)
    allowed = " ".join(f"'sha256-{digest}'" for digest in digests)
    policy = f"default-src 'none'; style-src 'unsafe-inline'; script-src {allowed}; base-uri 'none'; form-action 'none'"
    return (
        f'<!DOCTYPE html>\n<html lang="{_LANGUAGES[language]}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n<meta name="referrer" content="no-referrer">\n'
        f"<title>{word('title', language)}</title>\n<style>\n{sheet}</style>\n</head>\n<body>\n<main></main>\n"
    )


def _written(data: dict[str, Any]) -> str:
    """Data as JSON that a page may hold."""
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"), default=date.isoformat).translate(_ESCAPES)


def _data(answers: Answers, language: str) -> dict[str, Any]:
    """All that the page shows."""
    version, today, *_ = answers.row(queries.RUN) or ("", None)
    words = {name: word(name, language) for name in (*WORDING, *_PHRASES)}
    return {
        "words": words,
        "version": version,
        "today": today,
        "totals": dict(zip(queries.TOTAL_NAMES, answers.row(queries.TOTALS), strict=True)),
        "years": list(answers.rows(queries.YEARS)),
        "spread": list(answers.rows(queries.SPREAD)),
        **_heat(answers, language),
        "lists": dict(_lists(answers, language)),
        **_reports(answers),
    }


def _heat(answers: Answers, language: str) -> dict[str, Any]:
    """Rules with what they say, reports of each region and year, and those of them with a finding of a rule."""
    said = summaries(language)
    return {
        "rules": [(code, said.get(code, name), severity) for code, name, severity, *_ in answers.rows(queries.RULES)],
        "sizes": list(answers.rows(queries.SIZES)),
        "cells": list(answers.rows(queries.HEAT, rules=RULES, regions=REGIONS)),
        "limits": {"rules": RULES, "regions": REGIONS},
    }


def _lists(answers: Answers, language: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """Tables with their first rows and the number of all."""
    labels = FormLabels(language)
    yield "regions", _list(answers.rows(queries.REGIONS))
    yield "agencies", _list(answers.rows(queries.AGENCIES))
    yield "missings", _list(answers.rows(queries.MISSING))
    yield "lates", _list(answers.rows(queries.LATE))
    yield "repeated", _list(answers.rows(queries.DUPLICATES))
    yield "differences", _list((*row[:3], *labels.of(*row[3:6]), *row[6:]) for row in answers.rows(queries.SUMS))
    yield "unreadables", _list(answers.rows(queries.UNREADABLE))


def _list(rows: Iterable[Line]) -> dict[str, Any]:
    remaining = iter(rows)
    shown = list(islice(remaining, LISTED))
    return {"rows": shown, "all": len(shown) + sum(1 for _ in remaining)}


def _reports(answers: Answers) -> dict[str, Any]:
    """The reports that stand on the page, and the findings of each under its number."""
    answers.prepare(queries.CHOSEN, each=EACH, findings=FINDINGS, reports=REPORTS)
    findings: dict[int, list[Line]] = {}
    for report, *finding in answers.rows(queries.CHOSEN_FINDINGS, each=EACH):
        findings.setdefault(report, []).append(tuple(finding))
    return {"reports": list(answers.rows(queries.REPORTS)), "findings": findings}
