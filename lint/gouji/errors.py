"""Errors that the user of the tool can mend; the command line turns each into one line and exit status 2."""

from __future__ import annotations


class GoujiError(Exception):
    """What went wrong, where, and what to do about it, in one line; `zh` and `en` say the same."""

    def __init__(self, zh: str, en: str = "") -> None:
        """The line in Chinese and in English; without the latter the former serves for both."""
        super().__init__(zh)
        self.zh = zh
        self.en = en or zh

    def of(self, language: str) -> str:
        """The line in a language, `zh` or `en`."""
        return self.en if language == "en" else self.zh


class ConfigError(GoujiError):
    """A configuration file, an option or a rule code is wrong."""


class PackError(GoujiError):
    """A rule pack holds a fault; the message names file, line and key."""


class PluginError(GoujiError):
    """A plugin does not load, or two plugins contradict each other."""


class UnreadableFile(GoujiError):
    """A file that does not exist or that no reader can open."""


class RuleDefect(GoujiError):
    """A rule raised an exception: a fault of the tool, not of the report."""
