"""The language server, spoken to by a real client: diagnostics, the page of a rule, fixes, places in UTF-16."""

from __future__ import annotations

import asyncio
import json
import subprocess
import sys
from collections.abc import Awaitable, Callable
from importlib.util import find_spec
from pathlib import Path

import pytest

import builder

if find_spec("pygls") is None:
    pytest.skip("needs pygls (extra lsp)", allow_module_level=True)

from lsprotocol import types as lsp
from pygls.lsp.client import LanguageClient

WRONG = "𠮷家湾于2021年 3月8日召开工作会议。"
TIMEOUT = 60


class Editor:
    """What an editor does with the server."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.client = LanguageClient("editor", "1")
        self.told: asyncio.Queue[lsp.PublishDiagnosticsParams] = asyncio.Queue()

        @self.client.feature(lsp.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)
        def told(said: lsp.PublishDiagnosticsParams) -> None:
            self.told.put_nowait(said)

    async def start(self) -> None:
        await self.client.start_io(sys.executable, "-m", "gouji", "lsp")
        await self.client.initialize_async(lsp.InitializeParams(capabilities=lsp.ClientCapabilities()))
        self.client.initialized(lsp.InitializedParams())

    async def end(self) -> None:
        await self.client.shutdown_async(None)
        self.client.exit(None)
        await self.client.stop()

    async def diagnostics(self) -> list[lsp.Diagnostic]:
        return list((await asyncio.wait_for(self.told.get(), TIMEOUT)).diagnostics)

    async def opened(self, name: str, text: str) -> tuple[str, list[lsp.Diagnostic]]:
        uri = (self.folder / name).as_uri()
        item = lsp.TextDocumentItem(uri, "markdown", 1, text)
        self.client.text_document_did_open(lsp.DidOpenTextDocumentParams(item))
        return uri, await self.diagnostics()


def session(folder: Path, work: Callable[[Editor], Awaitable[None]]) -> None:
    """A session of an editor with a server of its own."""

    async def whole() -> None:
        editor = Editor(folder)
        await asyncio.wait_for(editor.start(), TIMEOUT)
        try:
            await work(editor)
        finally:
            await asyncio.wait_for(editor.end(), TIMEOUT)

    asyncio.run(whole())


def report(layout: str = "markdown") -> str:
    """A clean report with a date that holds a blank, after a character beyond the basic plane."""
    made = builder.build("2021", 3).render(layout)
    at = made.index("认真执行《条例》")
    return f"{made[:at]}{WRONG}{made[at:]}"


def covered(text: str, span: lsp.Range) -> str:
    """What a range covers in an editor, which counts in UTF-16."""
    units = text.split("\n")[span.start.line].encode("utf-16-le")
    return units[span.start.character * 2 : span.end.character * 2].decode("utf-16-le")


def date_of(found: list[lsp.Diagnostic]) -> lsp.Diagnostic:
    (date,) = [one for one in found if one.code == "DAT511"]
    return date


@pytest.mark.parametrize("layout", ["markdown", "clean", "pipes"])
def test_findings_stand_where_they_are(tmp_path: Path, layout: str) -> None:
    async def work(editor: Editor) -> None:
        text = report(layout)
        date = date_of((await editor.opened(builder.LAYOUTS[layout], text))[1])
        assert covered(text, date.range) == "2021年 3月8日"
        assert (date.source, date.severity) == ("gouji", lsp.DiagnosticSeverity.Information)

    session(tmp_path, work)


def test_a_fix_mends_the_text_and_the_finding_goes(tmp_path: Path) -> None:
    async def work(editor: Editor) -> None:
        text = report()
        uri, found = await editor.opened("a.md", text)
        date, document = date_of(found), lsp.TextDocumentIdentifier(uri)
        context = lsp.CodeActionContext(diagnostics=[date])
        asked = lsp.CodeActionParams(document, date.range, context)
        (action,) = await editor.client.text_document_code_action_async(asked) or []
        assert isinstance(action, lsp.CodeAction) and action.is_preferred and action.edit and action.edit.changes
        (edit,) = action.edit.changes[uri]
        assert (covered(text, edit.range), edit.new_text) == (" ", "")
        change = lsp.TextDocumentContentChangeWholeDocument(text.replace("2021年 3月", "2021年3月"))
        version = lsp.VersionedTextDocumentIdentifier(2, uri)
        editor.client.text_document_did_change(lsp.DidChangeTextDocumentParams(version, [change]))
        assert "DAT511" not in [one.code for one in await editor.diagnostics()]

    session(tmp_path, work)


def test_hover_shows_the_page_of_the_rule(tmp_path: Path) -> None:
    async def work(editor: Editor) -> None:
        uri, found = await editor.opened("a.md", report())
        document = lsp.TextDocumentIdentifier(uri)
        here = lsp.HoverParams(document, date_of(found).range.start)
        shown = await editor.client.text_document_hover_async(here)
        assert shown is not None and isinstance(shown.contents, lsp.MarkupContent)
        assert "DAT511" in shown.contents.value
        assert await editor.client.text_document_hover_async(lsp.HoverParams(document, lsp.Position(0, 0))) is None

    session(tmp_path, work)


def test_closing_takes_the_findings_away(tmp_path: Path) -> None:
    async def work(editor: Editor) -> None:
        uri, found = await editor.opened("a.md", report())
        assert found
        editor.client.text_document_did_close(lsp.DidCloseTextDocumentParams(lsp.TextDocumentIdentifier(uri)))
        assert await editor.diagnostics() == []

    session(tmp_path, work)


def test_an_editor_that_leaves_ends_the_server_in_peace() -> None:
    messages = (
        {"jsonrpc": "2.0", "id": 1, "method": "initialize", "params": {"processId": None, "rootUri": None, "capabilities": {}}},
        {"jsonrpc": "2.0", "method": "initialized", "params": {}},
        {"jsonrpc": "2.0", "id": 2, "method": "shutdown"},
        {"jsonrpc": "2.0", "method": "exit"},
    )  # fmt: skip
    said = b"".join(f"Content-Length: {len(text)}\r\n\r\n{text}".encode() for text in map(json.dumps, messages))
    command = [sys.executable, "-m", "gouji", "lsp"]
    done = subprocess.run(command, input=said, capture_output=True, timeout=TIMEOUT, check=False)
    assert (done.returncode, done.stderr) == (0, b"")
