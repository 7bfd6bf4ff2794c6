"""From bytes to text: the encoding of a file is taken from its bytes, whatever the file declares.

Order: byte order mark, UTF-16 by its zero bytes, strict UTF-8, UTF-8 with a few broken characters, then GB18030
(which holds GB2312 and GBK), Big5 or UTF-16 by the share of common Chinese characters. Nothing here fails: bytes that
fit no encoding become U+FFFD, and the result says so.
"""

from __future__ import annotations

import codecs
import re
from typing import NamedTuple

from gouji.patterns import pattern

_SAMPLE = 65_536
_COMMON = frozenset(
    "的一是不了在人有我他这个们中来上大为和国地到以说时要就出会可也对生能而子得于着下自之年过发后作里用道行所然家种事成方多经去法学"
    "如都同现当没动面起定天分还进好小部其主样理心本前开但因只从实日者意无力它与长机十民第公此已工使情明性全三关点正业外将两高间由问"
    "重并物手应向文体政相见被利二等产或新制身果加西月合回特代内信表化世位次度门任常先海通教原东提立及比员解水名论处义各入条平系气题"
    "活更别变四总何电数安少报结反受目量再感建务做接必场件计管期市直资命山金指许统区保至形社空决治展科五基书非则界达光放强即权设式路"
    "记南品告类求据程北边该交规万取格望领共确传观清今切院让识带导争运府息申请答复议诉讼维纠予收费止督监村镇县省街职级党办局委项责"
    "这這們來為國說時會對過發後種經麼學現當動還進樣開從實無與長機業問點關將兩間體見產應門員題氣變電數報結場務計資區統設記類權達論條"
    "處級黨辦責監縣鎮項覆議訴訟維糾費止請級總認據規確傳觀領導運讓識帶爭復行政府信息公開，。、；：（）《》“”"
)
_META = pattern(r"""<meta\b[^>]{0,200}?charset\s*=\s*["']?\s*([\w.:-]{2,40})""", re.IGNORECASE)
_FAMILIES = {
    "gb2312": "gb18030", "gbk": "gb18030", "gb18030": "gb18030", "gb_2312-80": "gb18030", "x-gbk": "gb18030",
    "cp936": "gb18030", "utf8": "utf-8", "utf-8": "utf-8", "utf-8-sig": "utf-8", "utf-16": "utf-16",
    "utf-16le": "utf-16", "utf-16be": "utf-16", "utf-16-le": "utf-16", "utf-16-be": "utf-16", "big5": "big5",
    "big5-hkscs": "big5", "big5hkscs": "big5",
}  # fmt: skip


class Decoded(NamedTuple):
    """Text, the Python name of its encoding, and whether characters had to be replaced by U+FFFD."""

    text: str
    encoding: str
    replaced: bool = False


class Declared(NamedTuple):
    """The character set that a page declares for itself, and where in the text its name stands."""

    charset: str
    start: int
    end: int


def decode(data: bytes) -> Decoded:
    """The text of a file, without its byte order mark; never fails."""
    marked = _by_mark(data)
    if marked is not None:
        return marked
    zeros = _by_zeros(data)
    if zeros is not None:
        return _decoded(data, zeros)
    try:
        return Decoded(data.decode("utf-8"), "utf-8")
    except UnicodeDecodeError:
        pass
    return _decoded(data, "utf-8" if _nearly_utf8(data) else _by_score(data))


def declared_charset(text: str) -> Declared | None:
    """What a `<meta charset>` in the first 4,096 characters of a page says; None without one."""
    match = _META.search(text, 0, 4096)
    return Declared(match[1], match.start(1), match.end(1)) if match else None


def same_family(charset: str, encoding: str) -> bool:
    """Whether a declared character set and an encoding are one; GB2312, GBK and GB18030 are, and ASCII fits all."""
    declared = _FAMILIES.get(charset.lower(), charset.lower())
    return declared == _FAMILIES.get(encoding, encoding)


def _decoded(data: bytes, encoding: str) -> Decoded:
    try:
        return Decoded(data.decode(encoding), encoding)
    except UnicodeDecodeError:
        return Decoded(data.decode(encoding, "replace"), encoding, replaced=True)


def _by_mark(data: bytes) -> Decoded | None:
    if data.startswith(codecs.BOM_UTF8):
        return _decoded(data, "utf-8-sig")
    if data.startswith((codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)) and len(data) % 4 == 0:
        return _decoded(data, "utf-32")
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return _decoded(data, "utf-16")
    return None


def _by_zeros(data: bytes) -> str | None:
    """UTF-16 without a mark that is mostly ASCII, as a page is; other UTF-16 is told by its characters."""
    sample = data[:_SAMPLE]
    if 0 not in sample:
        return None
    low, high = sample[1::2].count(0), sample[0::2].count(0)
    if max(low, high) * 8 <= len(sample) or max(low, high) < 10 * min(low, high):
        return None
    return "utf-16-le" if low > high else "utf-16-be"


def _nearly_utf8(data: bytes) -> bool:
    """Whether this is UTF-8 in which a few characters are cut or broken."""
    sample = data[:_SAMPLE].decode("utf-8", "replace")
    broken = sample.count("\ufffd")
    sound = sum(character > "\x7f" for character in sample) - broken
    return sound > 10 * broken


def _by_score(data: bytes) -> str:
    sample = data[:_SAMPLE]
    scores = {name: _score(sample, name) for name in ("gb18030", "big5hkscs", "utf-16-le", "utf-16-be")}
    best = max(scores, key=lambda name: scores[name])
    return best if scores[best] > 0.1 and scores[best] > 1.3 * scores["gb18030"] else "gb18030"


def _score(sample: bytes, encoding: str) -> float:
    """Share of common Chinese characters among those beyond ASCII, less that of broken ones."""
    text = sample.decode(encoding, "replace")
    beyond = [character for character in text if character > "\x7f"]
    hits = sum(character in _COMMON for character in beyond)
    return (hits - beyond.count("\ufffd")) / (len(beyond) or 1)
