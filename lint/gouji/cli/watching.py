"""`gouji check --watch`: the check again whenever a file changes, for somebody who edits beside it.

Needs watchfiles (extra `watch`).
"""

from __future__ import annotations

from pathlib import Path

from gouji.cli import checks
from gouji.cli.terminal import Terminal
from gouji.extras import needed


def run(asked: checks.Asked, terminal: Terminal) -> int:
    """Check until interrupted; the exit status is that of the last check. Raises ConfigError."""
    with needed("watch"):
        import watchfiles
    once = asked._replace(watch=False)
    status = checks.run(once, terminal)
    there = [path for path in asked.paths if Path(path).exists()]
    terminal.say("watching")
    for _ in watchfiles.watch(*there, raise_interrupt=False) if there else ():
        terminal.clear()
        status = checks.run(once, terminal)
        terminal.say("watching")
    return status
