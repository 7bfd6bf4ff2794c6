"""The hooks of plugins, and the mark of a function that implements one.

The mark is pluggy's: `pluggy.HookimplMarker("gouji")` makes the same. Pluggy itself, whose import takes a tenth of a
short run, comes in where plugins of others have to be verified.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from gouji.readers import Reader
    from gouji.reporters import Reporter
    from gouji.rules import Rule

GROUP = "gouji"
"""The entry point group of plugins, and pluggy's name for the project."""

Function = TypeVar("Function", bound=Callable[..., Any])


class Hooks:
    """The hooks a plugin may implement; all are pure and called once a run."""

    def gouji_rules(self) -> Iterable[Rule]:  # type: ignore[empty-body]
        """The rules of the plugin."""

    def gouji_readers(self) -> Iterable[Reader]:  # type: ignore[empty-body]
        """Readers of further file formats."""

    def gouji_reporters(self) -> Iterable[Reporter]:  # type: ignore[empty-body]
        """Reporters of further output formats."""

    def gouji_editions(self) -> Iterable[Path]:  # type: ignore[empty-body]
        """Edition files (TOML)."""


NAMES = tuple(name for name in vars(Hooks) if name.startswith("gouji_"))


def hookimpl(function: Function) -> Function:
    """Mark a function as the implementation of the hook of its name."""
    options = dict.fromkeys(("wrapper", "hookwrapper", "optionalhook", "tryfirst", "trylast"), False)
    function.gouji_impl = {**options, "specname": None}  # type: ignore[attr-defined]
    return function


def is_marked(function: object) -> bool:
    """Whether a function has the mark."""
    return getattr(function, "gouji_impl", None) is not None


def verify(plugin: object) -> None:
    """Have pluggy look at a plugin. Raises `pluggy.PluginValidationError` where an implementation does not fit its hook."""
    import pluggy

    mark = pluggy.HookspecMarker(GROUP)
    for name in NAMES:
        mark(getattr(Hooks, name))
    manager = pluggy.PluginManager(GROUP)
    manager.add_hookspecs(Hooks)
    manager.register(plugin)
