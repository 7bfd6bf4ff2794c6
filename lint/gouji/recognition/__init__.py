"""Recognition: what a document is as an annual report; `recognise` is the one way in.

Tables first, since headings are looked for outside them:

1. `flattened` gives back the tables that were lost on the way: `regions` says where one stood (`openings` how a line of
   it may begin), `running_text` cuts it out of a paragraph, `tokens`, `lost_rows` and `streams` make rows of it,
   `labels_above` and `broken_labels` put labels back before their figures. All that follows knows one shape of table.
2. `gouji.outline` finds the sections, `roles` what each is; `titles`, `period`, `publication`, `signatures` and
   `agencies` read what stands around them, and `dating` chooses year and edition from it.
3. `forms` reads the tables: `lines` are their rows, `lexicon` knows the labels, `heads` the columns; `placing` finds the
   cell of each value, `blocks` those of the form whose rows stand side by side, `fused` parts figures that ran together,
   `templates` remembers layouts, `rearranged` turns tables back that were turned or cut. `figures` reads a cell, `absent` says what is missing, `sureness` how far to trust it.
4. `claims` and `contacts` read the prose.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

from gouji.document import Block, Document
from gouji.editions import Edition
from gouji.grammar.dates import days
from gouji.options import Options
from gouji.outline import Outline, outline
from gouji.patterns import pattern
from gouji.recognition import agencies, rearranged, roles, sureness
from gouji.recognition.absent import all_forms
from gouji.recognition.claims import claims
from gouji.recognition.contacts import find_contacts
from gouji.recognition.dating import choose
from gouji.recognition.flattened import restore
from gouji.recognition.forms import read_forms
from gouji.recognition.lexicon import lexicon
from gouji.recognition.lines import rows_of
from gouji.recognition.period import find_period
from gouji.recognition.publication import find_published
from gouji.recognition.signatures import detached, signature
from gouji.recognition.titles import preamble, title
from gouji.recognition.value_table import report_of, value_table
from gouji.reconciliation import causes
from gouji.report import FormReading, Report, Section
from gouji.source import Source, Span

__all__ = ["recognise"]


def recognise(document: Document, editions: Mapping[str, Edition], options: Options) -> Report:
    """Recognise a document as an annual report, in one of the editions.

    Raises:
        UnreadableFile: it is a table with the values of several reports.

    """
    values = value_table(document)
    if values:
        return report_of(document, values, editions, options)
    source = document.source
    known = tuple(editions.values())
    words = lexicon(known)
    blocks = restore(document.blocks, source, words, _titles(known))
    tree = outline(blocks, source, roles.known(known))
    heading = title(tree, source)
    opening = preamble(tree, heading, source)
    prose = [*opening, *agencies.of_sections(tree.sections)]
    signed = signature(tree, source)
    period = find_period(source, prose)
    published = find_published(source, _head(tree), _tail(blocks, tree))
    rows = rows_of(blocks, words.captions)
    dating = choose(known, options, heading, period, published, signed, prose, source)
    readings = read_forms(rows, words, dating.edition.id if dating.edition else None)
    if rearranged.is_due(readings, dating.edition):
        readings = rearranged.read_again(readings, blocks, words, dating.edition)
    edition, evidence, doubt = dating.settled(known, readings, tree.sections)
    sections = roles.roles(detached(tree.sections, signed), edition)
    name = agencies.agency(heading, signed, prose, source)
    kind = options.kind or agencies.kind(name)
    found = all_forms(edition, readings, sections, tree.body, source)
    forms = {form: sureness.of_doubtful(reading) for form, reading in found}
    if source.recognised_pages:
        forms = {form: sureness.of_form(reading, source) for form, reading in forms.items()}
    return Report(
        document=document,
        recognised=_is_report(sections, readings, heading is not None or _opens_as_one(tree.body, source), tree.body),
        edition=edition,
        evidence=evidence,
        edition_doubt=doubt,
        title=heading,
        year=dating.year,
        agency=name,
        kind=kind,
        scope=options.scope or agencies.scope(kind, prose, source),
        body=tree.body,
        preamble=opening,
        sections=sections,
        forms=forms,
        causes=tuple(cause for reading in forms.values() if reading.status == "read" for cause in causes(reading)),
        period=period,
        days=tuple(days(source.folded, *tree.body)),
        published=published,
        signature=signed,
        contacts=find_contacts(source, Span(heading.span.end if heading else tree.body.start, tree.body.end)),
        aliases=agencies.aliases(name, heading, signed, prose, source),
        as_of=options.as_of,
        claims=claims(source, opening, sections, edition.id, dating.year),
        office_mobiles=options.office_mobiles,
    )


@lru_cache(maxsize=8)
def _pattern(parts: tuple[str, ...]) -> re.Pattern[str]:
    return pattern("|".join(f"(?:{part})" for part in parts))


def _titles(editions: Iterable[Edition]) -> re.Pattern[str]:
    """Titles of sections of all editions, squeezed and without ordinal."""
    return _pattern(
        tuple(dict.fromkeys(spec.accepted for edition in editions for spec in edition.sections if spec.accepted))
    )


def _head(tree: Outline) -> Span:
    """What stands before the first section."""
    return Span(0, tree.sections[0].heading.start if tree.sections else min(tree.body.end, 2000))


def _tail(blocks: Sequence[Block], tree: Outline) -> Span | None:
    return Span(tree.tail[0].span.start, blocks[-1].span.end) if tree.tail else None


_OPENING = 2000
_ONE = pattern(
    r"信息公开[^。;]{0,40}?(?:年度报告|年报|报告如下)|信息公开条例[^。]{0,60}编制[^。]{0,8}报告"
    r"|报告[^。]{0,10}(?:根据|依据|按照)[^。]{0,40}信息公开条例"
    r"|信息公开条例[\s\S]{0,600}?统计(?:期限|时限|时间)"
    r"|主动公开[\s\S]{9,1500}?依申请公开[\s\S]{9,1500}?信息管理"
)


def _opens_as_one(body: Span, source: Source) -> bool:
    """Whether the first words call what follows an annual report on the disclosure of information."""
    return _ONE.search(source.folded, body.start, min(body.end, body.start + _OPENING)) is not None


def _is_report(sections: Sequence[Section], readings: Mapping[str, FormReading], titled: bool, body: Span) -> bool:
    """Whether anything of an annual report is there: two known sections, a form, or a title or opening with prose."""
    known = len({section.role for section in sections if section.role})
    return known >= 2 or bool(readings) or (titled and known >= 1 and body.end - body.start > 200)
