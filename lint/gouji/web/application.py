"""What the local web page answers: the form, a check, the page of one, and copies to take away."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import cache
from pathlib import Path, PurePosixPath
from typing import Any
from urllib.parse import quote

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData, UploadFile
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from gouji.config_files import CHOICES
from gouji.errors import ConfigError, GoujiError
from gouji.findings import Words
from gouji.phrases import phrases
from gouji.walking import Target
from gouji.web.desk import Desk, Handed, Visit, name_of
from gouji.web.guard import Guard
from gouji.web.rule_page import POLICY as RULE_POLICY
from gouji.web.rule_page import rule_page
from gouji.web.start_page import POLICY, start_page

LARGEST = 128 * 1024 * 1024
"""All files handed in together have no more bytes."""
MOST_FILES = 200
"""No more files are handed in together."""

_COPIES = frozenset({"docx", "pdf"})
_TYPES = {
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".pdf": "application/pdf",
}
_LANGUAGES = ("zh", "en")
_LACKING = 501
"""The status where what is asked for needs an extra that is not installed."""


def application(
    desk: Desk, language: str, names: frozenset[str], rules: Callable[[], Mapping[str, str]], largest: int = LARGEST
) -> Starlette:
    """The application over a desk, in a language, for a machine called by one of the names (none: by any).

    `rules` gives the pages about rules, Markdown by the name of its file: `CODE.md`, `CODE.en.md`, `index.md`, `index.en.md`.
    """
    site = _Site(desk, language, rules)
    routes = [
        Route("/", site.start),
        Route("/rules/{name}", site.rule),
        Route("/checks", site.check, methods=["POST"]),
        Route("/checks/{id}", site.page),
        Route("/checks/{id}/workbook", site.workbook),
        Route("/checks/{id}/{number:int}/{kind}", site.copy),
    ]
    return Starlette(
        routes=routes,
        middleware=[Middleware(Guard, names=names, largest=largest)],
        exception_handlers={HTTPException: site.refused},
    )


class _Site:
    """The answers."""

    def __init__(self, desk: Desk, language: str, rules: Callable[[], Mapping[str, str]]) -> None:
        self.desk = desk
        self.language = language
        self.rules = cache(rules)

    async def start(self, request: Request) -> Response:
        """The form."""
        return self._form(self._language(request.query_params.get("lang")))

    async def check(self, request: Request) -> Response:
        """Checks what the form brings, and leads to the page."""
        async with request.form(max_files=MOST_FILES + 1, max_fields=20) as form:
            language = self._language(form.get("lang"))
            files = await _uploads(form.getlist("files"))
            previous = await _uploads(form.getlist("previous"))
            given = _given(form)
        if not files:
            return self._form(language, phrases("web-no-file"), 400)
        handed = Handed(files, language, given, previous[0] if previous else None)
        if handed.previous is not None and len(files) != 1:
            return self._form(language, phrases("one-previous", count=len(files)), 400)
        try:
            id = await run_in_threadpool(self.desk.check, handed)
        except GoujiError as error:
            return self._form(language, Words(error.zh, error.en), 400)
        return RedirectResponse(f"/checks/{id}", 303)

    async def page(self, request: Request) -> Response:
        """The reports of a visit with their findings."""
        return HTMLResponse(self._visit(request).page)

    async def rule(self, request: Request) -> Response:
        """The page of a rule, or the list of all."""
        name = request.path_params["name"]
        text = self.rules().get(name)
        if text is None:
            raise HTTPException(404)
        language = "en" if name.endswith(".en.md") else "zh"
        return HTMLResponse(rule_page(text, language), headers={"content-security-policy": RULE_POLICY})

    async def workbook(self, request: Request) -> Response:
        """The workbook of a visit."""
        visit = self._visit(request)
        try:
            data = await run_in_threadpool(self.desk.workbook, visit)
        except ConfigError as error:  # XlsxWriter is not installed
            return self._form(visit.handed.language, Words(error.zh, error.en), _LACKING)
        return _file(data, "gouji.xlsx")

    async def copy(self, request: Request) -> Response:
        """A copy of a report: with comments, with highlights, or mended."""
        visit, number, kind = self._visit(request), request.path_params["number"], request.path_params["kind"]
        if number >= len(visit.reports):
            raise HTTPException(404)
        name = PurePosixPath(visit.reports[number].path)
        if kind == "mended":
            data = await run_in_threadpool(self.desk.mended, visit, number)
            if data is not None:
                return _file(data, f"{name.stem}-{phrases('web-mended').of(visit.handed.language)}{name.suffix}")
        elif kind in _COPIES:
            try:
                made = await run_in_threadpool(self.desk.copy, visit, number, kind)
            except ConfigError as error:  # pypdf is not installed
                return self._form(visit.handed.language, Words(error.zh, error.en), _LACKING)
            if made is not None and made.data is not None:
                suffix = made.suffix or name.suffix
                return _file(made.data, f"{name.stem}-{phrases('web-marked').of(visit.handed.language)}{suffix}")
            if made is not None and made.error is not None:
                return self._form(visit.handed.language, made.error, 422)
        raise HTTPException(404)

    async def refused(self, request: Request, error: Exception) -> Response:
        """The form with what went wrong."""
        status = error.status_code if isinstance(error, HTTPException) else 400
        said = {404: "web-not-there", 413: "web-too-large"}.get(status, "web-wrong")
        figures = {"most": LARGEST // 1024**2, "files": MOST_FILES}
        return self._form(self._language(request.query_params.get("lang")), phrases(said, **figures), status)

    def _visit(self, request: Request) -> Visit:
        visit = self.desk.visit(request.path_params["id"])
        if visit is None:
            raise HTTPException(404)
        return visit

    def _language(self, asked: Any) -> str:
        return asked if asked in _LANGUAGES else self.language

    def _form(self, language: str, said: Words | None = None, status: int = 200) -> Response:
        editions = ("auto", *self.desk.registry.editions)
        page = start_page(language, editions, CHOICES["kind"], said.of(language) if said else "")
        return HTMLResponse(page, status, {"content-security-policy": POLICY})


async def _uploads(parts: Iterable[object]) -> list[Target]:
    """The files of a form; a field that was left empty has no name."""
    found: list[Target] = []
    for part in parts:
        if isinstance(part, UploadFile) and part.filename:
            name = name_of(part.filename, [target.path for target in found])
            found.append(Target(name, await part.read()))
    return found


def _given(form: FormData) -> dict[str, str]:
    """The settings chosen in the form, as the command line would give them."""
    chosen = {key: form.get(key) for key in ("edition", "kind")}
    return {key: value for key, value in chosen.items() if isinstance(value, str) and value not in ("", "auto")}


def _file(data: bytes, name: str) -> Response:
    """A file to be saved under a name."""
    type = _TYPES.get(Path(name).suffix.lower(), "application/octet-stream")
    return Response(
        data, media_type=type, headers={"content-disposition": f"attachment; filename*=UTF-8''{quote(name)}"}
    )
