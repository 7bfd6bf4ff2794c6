"""Which suppressions of the configuration a run made use of."""

from __future__ import annotations

from datetime import date

from gouji.cli.terminal import Terminal
from gouji.config import Configuration
from gouji.config_files import Suppression
from gouji.errors import ConfigError
from gouji.filters import is_expired
from gouji.results import Result


class Excuses:
    """Suppressions met in a run, by where they stand, and those that excused something."""

    def __init__(self, configuration: Configuration) -> None:
        """Nothing met yet."""
        self._configuration = configuration
        self._met: dict[tuple[str, str], Suppression] = {}
        self._used: set[str] = set()

    def add(self, result: Result) -> None:
        """Note the suppressions that could have excused a finding of a report, and those that did."""
        self._used.update(finding.excused_by for finding in result.findings if finding.excused_by)
        try:
            suppressions = self._configuration.settings(result.path).suppressions
        except ConfigError:
            return
        for one in suppressions:
            if one.holds_for(result.path) and not one.codes.isdisjoint(result.rules):
                self._met[one.origin, one.code] = one

    def tell(self, as_of: date | None, terminal: Terminal) -> None:
        """Say on standard error which suppressions have expired, and which excused nothing."""
        for (origin, code), one in self._met.items():
            if is_expired(one, as_of):
                terminal.say("expired", origin=origin, code=code, until=one.until)
            elif origin not in self._used:
                terminal.say("unused", origin=origin, code=code)
