"""The page with the form."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path
from xml.etree.ElementTree import Element, SubElement, tostring

from gouji import __version__
from gouji.phrases import phrase

_HERE = Path(__file__).parent
_SHEET = (_HERE / "start.css").read_text("utf-8")
_SCRIPT = (_HERE / "start.js").read_text("utf-8")


def _digest(text: str) -> str:
    return b64encode(sha256(text.encode("utf-8")).digest()).decode("ascii")


POLICY = (
    f"default-src 'none'; style-src 'sha256-{_digest(_SHEET)}'; script-src 'sha256-{_digest(_SCRIPT)}'; "
    "form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
)
"""What a browser lets this page do: its own style and script, and sending its form."""


def start_page(language: str, editions: Iterable[str], kinds: Iterable[str], said: str = "") -> str:
    """The form in a language, with editions and kinds to choose from; `said` is what went wrong with the last one."""
    main = Element("main")
    _text(main, "h1", phrase("web-title", language))
    _text(main, "p", phrase("web-about", language), "about")
    if said:
        _text(main, "p", said, "wrong").set("role", "alert")
    form = SubElement(main, "form", {"method": "post", "action": "/checks", "enctype": "multipart/form-data"})
    SubElement(form, "input", {"type": "hidden", "name": "lang", "value": language})
    _drop(form, language)
    choices = SubElement(form, "div", {"class": "choices"})
    _choice(choices, "edition", phrase("web-edition", language), [(one, _edition(one, language)) for one in editions])
    known = [("", phrase("web-auto", language)), *((kind, phrase(f"kind-{kind}", language)) for kind in kinds)]
    _choice(choices, "kind", phrase("web-kind", language), known)
    label = SubElement(choices, "label")
    label.text = phrase("web-previous", language)
    SubElement(label, "input", {"type": "file", "name": "previous"})
    button = _text(form, "button", phrase("web-check", language))
    button.set("data-busy", phrase("web-busy", language))
    foot = _text(main, "footer", f"gouji {__version__} · {phrase('web-local', language)} · ")
    index = _text(foot, "a", phrase("web-rules", language))
    index.set("href", f"/rules/index{'.en' if language == 'en' else ''}.md")
    index.tail = " · "
    other = "en" if language == "zh" else "zh"
    _text(foot, "a", {"en": "English", "zh": "中文"}[other]).set("href", f"/?lang={other}")
    return _head(language) + tostring(main, encoding="unicode", method="html") + "\n</body>\n</html>\n"


def _head(language: str) -> str:
    return (
        f'<!DOCTYPE html>\n<html lang="{"zh-CN" if language == "zh" else "en"}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{phrase('web-title', language)}</title>\n<style>{_SHEET}</style>\n<script>{_SCRIPT}</script>\n"
        "</head>\n<body>\n"
    )


def _drop(form: Element, language: str) -> None:
    """Where files are dropped or chosen."""
    drop = SubElement(form, "label", {"class": "drop"})
    _text(drop, "strong", phrase("web-drop", language))
    _text(drop, "span", phrase("web-formats", language))
    SubElement(drop, "input", {"type": "file", "name": "files", "multiple": "multiple", "required": "required"})


def _choice(parent: Element, name: str, title: str, options: Iterable[tuple[str, str]]) -> None:
    label = SubElement(parent, "label")
    label.text = title
    select = SubElement(label, "select", {"name": name})
    for value, text in options:
        _text(select, "option", text).set("value", value)


def _edition(id: str, language: str) -> str:
    return phrase("web-auto", language) if id == "auto" else phrase("edition", language, edition=id)


def _text(parent: Element, tag: str, text: str, kind: str = "") -> Element:
    made = SubElement(parent, tag, {"class": kind} if kind else {})
    made.text = text
    return made
