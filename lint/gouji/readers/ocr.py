"""Optical recognition: where text stands on a picture, and what it says, by the models that come with rapidocr."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from gouji.patterns import pattern
from gouji.readers.page_picture import Grey

if TYPE_CHECKING:
    from rapidocr import RapidOCR

_BAND = 1600
_NARROWEST = 740
_LONGEST = 100
"""How many times longer than high a line of text is at most."""
_BLANKS = pattern(r"^ +| +$|(?<=[^\x21-\x27\x2a-\x7e]) +| +(?=[^\x21-\x27\x2a-\x7e])")


class Box(NamedTuple):
    """A rectangle of pixels, half-open."""

    left: int
    top: int
    right: int
    bottom: int


class Word(NamedTuple):
    """What stands in a box, and how sure each character is, 0 to 1."""

    text: str
    sureness: tuple[float, ...] = ()

    @property
    def confidence(self) -> float:
        """How sure its characters are on the whole; 0 where there are none."""
        return sum(self.sureness) / max(len(self.sureness), 1)


@lru_cache(maxsize=1)
def _engine() -> RapidOCR:
    """The recogniser; its models lie in the package, nothing is fetched."""
    from rapidocr import RapidOCR

    settings = {
        "Global.log_level": "critical",
        "Global.use_cls": False,
        "Global.max_side_len": 100_000,
        "Global.text_score": 0.0,
        "Global.return_word_box": True,
        # Files are read in several processes; more threads in each would only wait for one another.
        "EngineConfig.onnxruntime.intra_op_num_threads": 2,
        # Most pieces are single figures: pictures narrower than the default of 320 save half of the time.
        "Rec.rec_img_shape": [3, 48, 160],
    }
    return RapidOCR(params=settings)


def text_boxes(picture: Grey) -> list[Box]:
    """The lines of text on a picture; found on a picture of half its size, in bands that end between lines."""
    import cv2

    small = cv2.resize(picture, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA)
    boxes: list[Box] = []
    top = 0
    while top < small.shape[0]:
        end = _band_end(small, top)
        band = cv2.cvtColor(_wide(small[top:end]), cv2.COLOR_GRAY2BGR)
        found = getattr(_engine()(band, use_det=True, use_rec=False), "boxes", None)
        for corners in () if found is None else found:
            left, upper = corners.min(axis=0)
            right, lower = corners.max(axis=0)
            boxes.append(Box(*(round(2 * float(side)) for side in (left, upper + top, right, lower + top))))
        top = end
    return boxes


def _band_end(picture: Grey, top: int) -> int:
    """The lightest row near the end of a band."""
    height: int = picture.shape[0]
    if height - top <= _BAND * 5 // 4:
        return height
    last = picture[top + _BAND * 3 // 4 : top + _BAND].mean(axis=1)
    lightest: int = last.argmax().item()
    return top + _BAND * 3 // 4 + lightest + 1


def _wide(band: Grey) -> Grey:
    """A band with white below and beside it, if it is narrow: detection would magnify it beyond all measure."""
    import cv2

    height, width = band.shape
    below, beside = max(_NARROWEST - height, 0), max(_NARROWEST - width, 0)
    return cv2.copyMakeBorder(band, 0, below, 0, beside, cv2.BORDER_CONSTANT, value=(255,))


def words(pieces: Sequence[Grey]) -> list[Word]:
    """What stands on pictures of one line each; nothing on those that are too long for their height."""
    import cv2

    read = [Word("")] * len(pieces)
    lines = [at for at, piece in enumerate(pieces) if piece.shape[1] <= _LONGEST * piece.shape[0]]
    if lines:
        found = _engine().recognize_txt([cv2.cvtColor(pieces[at], cv2.COLOR_GRAY2BGR) for at in lines])
        for at, text, characters in zip(lines, found.txts or (), found.word_results, strict=True):
            if text:
                read[at] = _word(text, getattr(characters, "confs", ()))
    return read


def _word(text: str, sureness: Sequence[float]) -> Word:
    """A word without blanks at its ends and beside Chinese characters."""
    if len(sureness) != len(text):
        sureness = [min(sureness, default=0.0)] * len(text)
    left_out = {at for match in _BLANKS.finditer(text) for at in range(*match.span())}
    kept = [(letter, sure) for at, (letter, sure) in enumerate(zip(text, sureness, strict=True)) if at not in left_out]
    return Word("".join(letter for letter, _ in kept), tuple(float(sure) for _, sure in kept))
