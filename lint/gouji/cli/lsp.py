"""`gouji lsp`: a language server for Markdown, text and HTML – findings while writing, pages of rules, fixes.

Needs pygls (extra `lsp`). It speaks over standard input and output and opens no connection.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

from gouji import __version__
from gouji.checking import Checker, Request
from gouji.cli import loading
from gouji.cli.catalogue import page
from gouji.cli.rule_pages import in_language
from gouji.cli.terminal import Terminal
from gouji.extras import needed
from gouji.findings import Finding, Severity
from gouji.fixing import in_file
from gouji.phrases import phrase
from gouji.reporters.lines import shown
from gouji.results import Result
from gouji.rules import Rule
from gouji.source import Place, Source
from gouji.walking import Target

if TYPE_CHECKING:
    from lsprotocol import types as lsp
    from pygls.lsp.server import LanguageServer
    from pygls.workspace import TextDocument

_WIDTHS = {"utf-16": ("utf-16-le", 2), "utf-8": ("utf-8", 1), "utf-32": ("utf-32-le", 4)}
"""Python's name of an encoding, and how many bytes its unit has."""
_LONGEST = 4000
"""Characters of a rule's page in a hover."""


class Checked(NamedTuple):
    """What is known of a document that is open: its result, its text, and the rules that it was checked by."""

    result: Result
    text: str
    rules: Mapping[str, Rule]


def run(terminal: Terminal) -> int:
    """Serve until the editor ends the session. Raises ConfigError where pygls is not installed."""
    with needed("lsp"):
        import pygls  # noqa: F401
    _Service(terminal.language).start()
    return 0


class _Service:
    """Documents that are open, and what is said of them."""

    def __init__(self, language: str) -> None:
        from pygls.lsp.server import LanguageServer

        self.language = language
        self.registry = loading.registry()
        self.server: LanguageServer = LanguageServer("gouji", __version__)
        self.checked: dict[str, Checked] = {}

    def start(self) -> None:
        """Register what is done on each event, and serve."""
        from lsprotocol import types as lsp

        feature = self.server.feature
        for event in (lsp.TEXT_DOCUMENT_DID_OPEN, lsp.TEXT_DOCUMENT_DID_CHANGE, lsp.TEXT_DOCUMENT_DID_SAVE):
            feature(event)(self._handler(self.check))
        feature(lsp.TEXT_DOCUMENT_DID_CLOSE)(self._handler(self.close))
        feature(lsp.TEXT_DOCUMENT_HOVER)(self._handler(self.hover))
        kinds = [lsp.CodeActionKind.QuickFix]
        feature(lsp.TEXT_DOCUMENT_CODE_ACTION, lsp.CodeActionOptions(code_action_kinds=kinds))(
            self._handler(self.actions)
        )
        self.server.start_io()

    @staticmethod
    def _handler(work: Callable[[Any], Any]) -> Callable[[Any], Any]:
        """A function of its own for a method, since pygls marks what it registers."""

        def handle(params: Any) -> Any:
            return work(params)

        return handle

    def check(self, params: lsp.DidOpenTextDocumentParams) -> None:
        """Check a document and publish what was found."""
        from lsprotocol import types as lsp

        uri = params.text_document.uri
        document = self.server.workspace.get_text_document(uri)
        checker = Checker(Request(as_of=date.today(), sources=True, masked=False), self.registry)
        result = checker.check(Target(document.path, document.source.encode("utf-8", "surrogatepass")))
        self.checked[uri] = Checked(result, document.source, checker.rules_for(document.path))
        units = self.units(document)
        found = [self.diagnostic(uri, finding, units) for finding in shown(result)]
        self.server.text_document_publish_diagnostics(lsp.PublishDiagnosticsParams(uri, found, document.version))

    def close(self, params: lsp.DidCloseTextDocumentParams) -> None:
        """Forget a document."""
        from lsprotocol import types as lsp

        uri = params.text_document.uri
        self.checked.pop(uri, None)
        self.server.text_document_publish_diagnostics(lsp.PublishDiagnosticsParams(uri, []))

    def hover(self, params: lsp.HoverParams) -> lsp.Hover | None:
        """The page of the rules whose findings stand at a place."""
        from lsprotocol import types as lsp

        uri = params.text_document.uri
        known = self.checked.get(uri)
        if known is None:
            return None
        units = self.units(self.server.workspace.get_text_document(uri))
        found = [one for one in shown(known.result) if _holds(units.range(one.place), params.position)]
        if not found:
            return None
        pages = dict.fromkeys(in_language(page(known.rules[one.code]), self.language)[:_LONGEST] for one in found)
        return lsp.Hover(lsp.MarkupContent(lsp.MarkupKind.Markdown, "\n\n---\n\n".join(pages)))

    def actions(self, params: lsp.CodeActionParams) -> list[lsp.CodeAction]:
        """The fixes of the findings in a range; one that may change a figure is not the preferred one."""
        from lsprotocol import types as lsp

        uri = params.text_document.uri
        known = self.checked.get(uri)
        if known is None or known.result.source is None:
            return []
        units = self.units(self.server.workspace.get_text_document(uri))
        made: list[lsp.CodeAction] = []
        for finding in shown(known.result):
            if finding.fix is None or not _meets(units.range(finding.place), params.range):
                continue
            edits = list(_edits(finding, known.result.source, known.result.reader or "", units))
            action = lsp.CodeAction(
                title=finding.fix.message.of(self.language),
                kind=lsp.CodeActionKind.QuickFix,
                diagnostics=[self.diagnostic(uri, finding, units)],
                is_preferred=finding.fix.safe,
                edit=lsp.WorkspaceEdit(changes={uri: edits}),
            )
            made.append(action)
        return made

    def diagnostic(self, uri: str, finding: Finding, units: _Units) -> lsp.Diagnostic:
        """A finding as editors show it."""
        from lsprotocol import types as lsp

        grades = {
            Severity.ERROR: lsp.DiagnosticSeverity.Error,
            Severity.WARNING: lsp.DiagnosticSeverity.Warning,
            Severity.INFO: lsp.DiagnosticSeverity.Information,
        }
        hint = finding.hint.of(self.language)
        said = finding.message.of(self.language)
        related = [
            lsp.DiagnosticRelatedInformation(
                lsp.Location(uri, units.range(other.place)), other.quote or other.place.place
            )
            for other in finding.related
            if not other.path and other.place.line is not None
        ]
        return lsp.Diagnostic(
            range=units.range(finding.place),
            message=f"{said}\n{phrase('hint', self.language)}{hint}" if hint else said,
            severity=grades[finding.severity],
            code=finding.code,
            source="gouji",
            related_information=related,
        )

    def units(self, document: TextDocument) -> _Units:
        """How places are counted in this session."""
        encoding = self.server.server_capabilities.position_encoding
        return _Units(document.source, str(getattr(encoding, "value", encoding) or "utf-16"))


class _Units:
    """Places of a text in the units of an editor, which are not code points."""

    def __init__(self, text: str, encoding: str) -> None:
        self._source = Source("", text, text)
        self._text = text
        self._encoding, self._width = _WIDTHS.get(encoding, ("utf-16-le", 2))

    def position(self, offset: int) -> lsp.Position:
        """The place of a code point."""
        from lsprotocol import types as lsp

        place = self._source.position(min(offset, len(self._text)))
        before = self._text[offset - place.column + 1 : offset]
        return lsp.Position(place.line - 1, len(before.encode(self._encoding, "surrogatepass")) // self._width)

    def span(self, start: int, end: int) -> lsp.Range:
        """The range of a half-open span."""
        from lsprotocol import types as lsp

        return lsp.Range(self.position(start), self.position(max(start, end)))

    def range(self, place: Place) -> lsp.Range:
        """The range of a place; the beginning of the document for one without a line."""
        from gouji.source import Position

        if place.line is None or place.column is None or place.end_line is None or place.end_column is None:
            return self.span(0, 0)
        start = self._source.offset(Position(place.line, place.column))
        return self.span(start, self._source.offset(Position(place.end_line, place.end_column)))


def _edits(finding: Finding, source: Source, reader: str, units: _Units) -> Iterator[lsp.TextEdit]:
    from lsprotocol import types as lsp

    assert finding.fix is not None
    for edit in finding.fix.edits:
        for start, end, text in in_file(source, edit, reader):
            yield lsp.TextEdit(units.span(start, end), text)


def _holds(span: lsp.Range, position: lsp.Position) -> bool:
    return _key(span.start) <= _key(position) <= _key(span.end)


def _meets(one: lsp.Range, other: lsp.Range) -> bool:
    return _key(one.start) <= _key(other.end) and _key(other.start) <= _key(one.end)


def _key(position: lsp.Position) -> tuple[int, int]:
    return position.line, position.character
