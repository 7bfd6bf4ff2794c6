"""What rules say in a sentence, for the codes that stand in a store."""

from __future__ import annotations

from collections.abc import Mapping

from gouji import plugins
from gouji.errors import GoujiError


def summaries(language: str) -> Mapping[str, str]:
    """Summaries by code, without their full stop; rules of packs that a configuration named are not among them."""
    try:
        rules = plugins.load().rules
    except GoujiError:
        return {}
    return {code: rule.summary.of(language).rstrip("。.") for code, rule in rules.items()}
