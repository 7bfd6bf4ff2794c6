"""PDF files written by hand: text at points, lines between points, and whatever else a test wants to go wrong."""

from __future__ import annotations

import hashlib
import zlib
from dataclasses import dataclass, field

FONT = "F1"
GARBLED = "F2"
"""A font whose characters the file does not tell."""

TURNS = ((1, 0, 0, 1), (0, 1, -1, 0), (-1, 0, 0, -1), (0, -1, 1, 0))
_PAD = bytes.fromhex("28BF4E5E4E758A4164004E56FFFA01082E2E00B6D0683E802F0CA9FE6453697A")


@dataclass
class Leaf:
    """A page: its size, what it says of itself beyond that, and its content."""

    width: float = 595
    height: float = 842
    more: str = ""
    content: list[str] = field(default_factory=list)


class Pdf:
    """A PDF file under way; y counts from the top of the page, as people write."""

    def __init__(self, *, width: float = 595, height: float = 842, size: float = 12) -> None:
        """A file with one blank page."""
        self.pages = [Leaf(width, height)]
        self.size = size
        self.objects: list[bytes] = []
        """Further objects, from number 20 on, written as they are."""

    @property
    def leaf(self) -> Leaf:
        """The page under way."""
        return self.pages[-1]

    def page(self, width: float | None = None, height: float | None = None) -> None:
        """Begins the next page, of the same size unless told otherwise."""
        last = self.leaf
        self.pages.append(Leaf(width or last.width, height or last.height, last.more))

    def draw(self, operators: str) -> None:
        """Puts operators of the page description language."""
        self.leaf.content.append(operators)

    def text(
        self,
        x: float,
        y: float,
        text: str,
        *,
        size: float | None = None,
        turn: int = 0,
        font: str = FONT,
        before: str = "",
    ) -> None:
        """Writes text from a point on; `turn` counts quarter turns to the left, `before` sets colour or mode."""
        code = text.encode("utf-16-be").hex()
        matrix = " ".join(map(str, TURNS[turn]))
        self.draw(
            f"q BT {before} /{font} {size or self.size} Tf {matrix} {x} {self.leaf.height - y} Tm <{code}> Tj ET Q"
        )

    def line(self, x0: float, y0: float, x1: float, y1: float) -> None:
        """Draws a thin line."""
        height = self.leaf.height
        self.draw(f"0.5 w {x0} {height - y0} m {x1} {height - y1} l S")

    def area(self, x: float, y: float, width: float, height: float, colour: str = "0 g") -> None:
        """Fills a rectangle whose upper left corner is given."""
        self.draw(f"q {colour} {x} {self.leaf.height - y - height} {width} {height} re f Q")

    def picture(self, x: float, y: float, width: float, height: float) -> None:
        """Puts a grey picture."""
        self.draw(
            f"q {width} 0 0 {height} {x} {self.leaf.height - y - height} cm "
            "BI /W 1 /H 1 /CS /G /BPC 8 /F /AHx ID 99> EI Q"
        )

    def grid(
        self,
        y: float,
        rows: list[list[str]],
        *,
        xs: tuple[float, ...] = (90, 240, 320, 400),
        across: bool = True,
        upright: bool = True,
    ) -> float:
        """A table with all its lines, or only those across or upright; returns where it ends."""
        for number, row in enumerate(rows):
            for column, text in enumerate(row):
                if text:
                    self.text(xs[column] + 3, y + number * 20 + 15, text)
        bottom = y + 20 * len(rows)
        for number in range(len(rows) + 1) if across else ():
            self.line(xs[0], y + 20 * number, xs[-1], y + 20 * number)
        for x in xs if upright else ():
            self.line(x, y, x, bottom)
        return bottom

    def data(self, *, password: str | None = None, packed: bool = False) -> bytes:
        """The file; `password` locks it (an empty one opens by itself), `packed` compresses the pages."""
        count = len(self.pages)
        first = 20 + len(self.objects)
        kids = " ".join(f"{first + 2 * index} 0 R" for index in range(count))
        objects: dict[int, bytes] = {
            1: b"<</Type/Catalog/Pages 2 0 R>>",
            2: f"<</Type/Pages/Count {count}/Kids[{kids}]>>".encode(),
            3: b"<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/UniGB-UCS2-H/DescendantFonts[4 0 R]>>",
            4: b"<</Type/Font/Subtype/CIDFontType0/BaseFont/STSong-Light/CIDSystemInfo 6 0 R/FontDescriptor 5 0 R"
            b"/DW 1000>>",
            5: b"<</Type/FontDescriptor/FontName/STSong-Light/Flags 6/FontBBox[-25 -254 1000 880]/Ascent 880"
            b"/Descent -120>>",
            6: b"<</Registry(Adobe)/Ordering(GB1)/Supplement 2>>",
            7: b"<</Type/Font/Subtype/Type0/BaseFont/Odd/Encoding/Identity-H/DescendantFonts[8 0 R]>>",
            8: b"<</Type/Font/Subtype/CIDFontType2/BaseFont/Odd/CIDSystemInfo 9 0 R/FontDescriptor 10 0 R/DW 1000>>",
            9: b"<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>",
            10: b"<</Type/FontDescriptor/FontName/Odd/Flags 4/FontBBox[0 -200 1000 900]/Ascent 900/Descent -200>>",
        }
        objects |= dict(enumerate(self.objects, 20))
        for index, page in enumerate(self.pages):
            content = "\n".join(page.content).encode("latin-1")
            kind = b""
            if packed:
                content, kind = zlib.compress(content), b"/Filter/FlateDecode"
            objects[first + 2 * index] = (
                f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 {page.width} {page.height}]{page.more}"
                f"/Resources<</Font<</{FONT} 3 0 R/{GARBLED} 7 0 R>>/XObject<</X 20 0 R>>>>"
                f"/Contents {first + 2 * index + 1} 0 R>>"
            ).encode()
            objects[first + 2 * index + 1] = stream(content, kind)
        return assembled(objects, None if password is None else _Lock(password))


def stream(content: bytes, more: bytes = b"") -> bytes:
    """A stream object."""
    return b"<</Length %d%s>>stream\n%s\nendstream" % (len(content), more, content)


def assembled(objects: dict[int, bytes], lock: _Lock | None = None) -> bytes:
    """A file of numbered objects, the first of which is the catalogue."""
    if lock:
        objects = {number: lock.locked(number, body) for number, body in objects.items()}
        objects[max(objects) + 1] = lock.dictionary()
    body, offsets = b"%PDF-1.5\n", {}
    for number, content in sorted(objects.items()):
        offsets[number] = len(body)
        body += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    size = max(objects) + 1
    table = b"".join(
        b"%010d 00000 n \n" % offsets[n] if n in offsets else b"0000000000 65535 f \n" for n in range(1, size)
    )
    more = b"/Encrypt %d 0 R/ID[<%s><%s>]" % (max(objects), _ID.hex().encode(), _ID.hex().encode()) if lock else b""
    return body + (
        b"xref\n0 %d\n0000000000 65535 f \n%strailer<</Size %d/Root 1 0 R%s>>\nstartxref\n%d\n%%%%EOF"
        % (size, table, size, more, len(body))
    )


_ID = bytes(range(16))


class _Lock:
    """The oldest encryption of the format: RC4 with a key of 40 bits."""

    def __init__(self, password: str) -> None:
        """A lock that this password opens."""
        padded = (password.encode() + _PAD)[:32]
        self.owner = _rc4(hashlib.md5(padded, usedforsecurity=False).digest()[:5], padded)
        self.key = hashlib.md5(padded + self.owner + b"\xff\xff\xff\xff" + _ID, usedforsecurity=False).digest()[:5]
        self.user = _rc4(self.key, _PAD)

    def dictionary(self) -> bytes:
        """What tells a reader how to open it."""
        return b"<</Filter/Standard/V 1/R 2/O<%s>/U<%s>/P -1>>" % (self.owner.hex().encode(), self.user.hex().encode())

    def locked(self, number: int, body: bytes) -> bytes:
        """An object with its stream encrypted; there are no strings to encrypt here."""
        start, end = body.find(b"stream\n"), body.rfind(b"\nendstream")
        if start < 0:
            return body.replace(b"(Adobe)", b"<%s>" % self._of(number, b"Adobe").hex().encode()).replace(
                b"(GB1)", b"<%s>" % self._of(number, b"GB1").hex().encode()
            )
        return body[: start + 7] + self._of(number, body[start + 7 : end]) + body[end:]

    def _of(self, number: int, content: bytes) -> bytes:
        key = self.key + number.to_bytes(3, "little") + b"\x00\x00"
        return _rc4(hashlib.md5(key, usedforsecurity=False).digest()[:10], content)


def _rc4(key: bytes, data: bytes) -> bytes:
    state, j, out = list(range(256)), 0, bytearray()
    for i in range(256):
        j = (j + state[i] + key[i % len(key)]) % 256
        state[i], state[j] = state[j], state[i]
    i = j = 0
    for byte in data:
        i = (i + 1) % 256
        j = (j + state[i]) % 256
        state[i], state[j] = state[j], state[i]
        out.append(byte ^ state[(state[i] + state[j]) % 256])
    return bytes(out)
