"""Any vision model behind an endpoint of the OpenAI form, for those who run one: ``POST URL`` with
messages, one of them a picture.

Only the address that is given is asked. The key, where one is needed, comes from an environment
variable, never from the command line.
"""

from __future__ import annotations

import base64
import json
import os
import struct
import time
import zlib
from collections.abc import Mapping
from http.client import HTTPException
from typing import Any, ClassVar
from urllib.error import HTTPError, URLError
from urllib.parse import urlsplit
from urllib.request import HTTPRedirectHandler, Request, build_opener

from jumpline.errors import SourceError, UsageError
from jumpline.model.recognised import Piece, ReadLine
from jumpline.model.scan import PageImage
from jumpline.recognisers.answers import Found, lines_in
from jumpline.recognisers.options import chosen, inside, number
from jumpline.recognisers.tiles import same_line, tiles

_KNOWN = {
    # Where it is: http://127.0.0.1:8000/v1, or the whole address that ends in chat/completions.
    "url": "",
    "model": "default",
    # The environment variable that holds the key.
    "key": "JUMPLINE_ENDPOINT_KEY",
    # Seconds for an answer, and how often one is asked for.
    "seconds": "300",
    "tries": "3",
    # Side of a tile in pixels: what a model sees at once.
    "tile": "1600",
    "tokens": "8192",
}
_OVERLAP = 160
#: No answer is longer, in bytes.
_MOST = 16 * 1024 * 1024
#: What may go better the next time.
_AGAIN = frozenset({408, 409, 425, 429, 500, 502, 503, 504})
_ASK = (
    "This is a part of a newspaper page. Transcribe every printed line exactly as printed, with its "
    "punctuation; correct and translate nothing. Never join lines of different columns. Answer with "
    'JSON only: {"lines": [{"text": "…", "box": [x0, y0, x1, y1]}]}, the boxes as whole numbers from '
    "0 to 1000 of the picture's width and height, from its top left."
)


class Endpoint:
    """``options``: url, model, key, seconds, tries, tile, tokens (see ``docs/howto/scans.md``)."""

    name: ClassVar[str] = "endpoint"
    version: ClassVar[str] = "1"

    def __init__(self, options: Mapping[str, str] | None = None) -> None:
        given = chosen(self.name, options or {}, _KNOWN)
        parts = urlsplit(given["url"])
        if parts.scheme not in ("http", "https") or not parts.netloc:
            raise UsageError(
                "the recogniser endpoint needs an address.",
                remedy="Give --recogniser-option url=http://127.0.0.1:8000/v1",
            )
        url = given["url"].rstrip("/")
        self.url = url if url.endswith("/chat/completions") else f"{url}/chat/completions"
        self.model = given["model"]
        self.key = os.environ.get(given["key"], "")
        self.seconds = number(self.name, "seconds", given["seconds"], 0.1, 36_000)
        self.tries = int(number(self.name, "tries", given["tries"], 1, 20))
        self.tile = int(number(self.name, "tile", given["tile"], 320, 20_000))
        self.tokens = int(number(self.name, "tokens", given["tokens"], 16, 1_000_000))

    def recognise(self, image: PageImage) -> list[Piece]:
        found: list[tuple[Found, int]] = []
        every = tiles(image.width, image.height, self.tile, min(_OVERLAP, self.tile // 4))
        for place, tile in enumerate(every):
            if not image.parts or any(_meet(part, tile, image.dpi) for part in image.parts):
                found += [(line, place) for line in self._tile(image, tile)]
        scale = 72 / image.dpi
        pieces = []
        for text, box in _once(found):
            points = None if box is None else inside(_times(box, scale), image)
            tall = box is not None and box[3] - box[1] > 1.7 * (box[2] - box[0]) and len(text) > 1
            pieces.append(Piece((ReadLine(text, points, vertical=tall),), points))
        return pieces

    def close(self) -> None:
        return

    def _tile(self, image: PageImage, tile: tuple[int, int, int, int]) -> list[Found]:
        x0, y0, x1, y1 = tile
        picture = base64.b64encode(_png(image, tile)).decode("ascii")
        content = [
            {"type": "text", "text": _ASK},
            {"type": "image_url", "image_url": {"url": f"data:image/png;base64,{picture}"}},
        ]
        answer = self._ask(
            {
                "model": self.model,
                "temperature": 0,
                "max_tokens": self.tokens,
                "messages": [{"role": "user", "content": content}],
            }
        )
        return [
            (text, None if box is None else _placed(box, x0, y0, x1, y1))
            for text, box in lines_in(answer, x1 - x0, y1 - y0)
        ]

    def _ask(self, body: dict[str, Any]) -> str:
        """The model's words. Raises ``SourceError``."""
        head = {"Content-Type": "application/json", "User-Agent": "jumpline"}
        if self.key:
            head["Authorization"] = f"Bearer {self.key}"
        data = json.dumps(body).encode()
        why = ""
        for attempt in range(self.tries):
            if attempt:
                time.sleep(min(8.0, 0.2 * 2**attempt))
            try:
                # Only http and https: looked at when the address was given.
                asked = Request(self.url, data, head)  # noqa: S310
                with build_opener(_Stay).open(asked, timeout=self.seconds) as found:
                    raw = found.read(_MOST + 1)
                return _words(raw)
            except HTTPError as error:
                why = f"it answered {error.code} {error.reason}"
                if error.code not in _AGAIN:
                    break
            except TimeoutError:
                why = f"no answer in {self.seconds:g} seconds"
            except (URLError, HTTPException, OSError) as error:
                why = str(getattr(error, "reason", error)) or type(error).__name__
            except ValueError as error:
                why = str(error)
        place = urlsplit(self.url)
        raise SourceError(
            f"the model at {place.scheme}://{place.hostname} did not help ({why}).",
            remedy="Check its address, its name, and the variable that holds the key.",
        )


class _Stay(HTTPRedirectHandler):
    """Follows nowhere: the key is for the address that was given."""

    def redirect_request(self, *_: Any, **__: Any) -> None:
        return None


def _words(raw: bytes) -> str:
    """What the model said. Raises ``ValueError``."""
    if len(raw) > _MOST:
        raise ValueError("the answer has no end")
    try:
        answer = json.loads(raw)
        text = answer["choices"][0]["message"]["content"]
    except (ValueError, KeyError, IndexError, TypeError):
        raise ValueError("the answer is not of the OpenAI form") from None
    if isinstance(text, list):
        text = "".join(str(part.get("text", "")) for part in text if isinstance(part, dict))
    if not isinstance(text, str):
        raise ValueError("the answer is not of the OpenAI form")  # noqa: TRY004
    return text


def _once(found: list[tuple[Found, int]]) -> list[Found]:
    """Lines that two tiles saw, once: the longer reading of each."""
    kept: list[tuple[Found, int]] = []
    for line, place in sorted(found, key=lambda each: -len(each[0][0])):
        box = line[1]
        if box is not None and any(
            other[1] is not None and at != place and same_line(box, other[1]) for other, at in kept
        ):
            continue
        kept.append((line, place))
    return [line for line, _ in sorted(kept, key=lambda each: (each[1], found.index(each)))]


def _png(image: PageImage, tile: tuple[int, int, int, int]) -> bytes:
    x0, y0, x1, y1 = tile
    wide = image.width * image.channels
    rows = b"".join(
        b"\0" + image.samples[y * wide + x0 * image.channels : y * wide + x1 * image.channels]
        for y in range(y0, y1)
    )
    kind = 0 if image.channels == 1 else 2
    head = struct.pack(">IIBBBBB", x1 - x0, y1 - y0, 8, kind, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(part)) + name + part + struct.pack(">I", zlib.crc32(name + part))
        for name, part in ((b"IHDR", head), (b"IDAT", zlib.compress(rows, 6)), (b"IEND", b""))
    )


def _meet(part: tuple[float, ...], tile: tuple[int, ...], dpi: float) -> bool:
    x0, y0, x1, y1 = (value * 72 / dpi for value in tile)
    return part[0] < x1 and part[2] > x0 and part[1] < y1 and part[3] > y0


def _placed(
    box: tuple[float, float, float, float], x0: int, y0: int, x1: int, y1: int
) -> tuple[float, float, float, float]:
    return (box[0] + x0, box[1] + y0, min(box[2] + x0, x1), min(box[3] + y0, y1))


def _times(
    box: tuple[float, float, float, float], scale: float
) -> tuple[float, float, float, float]:
    return (box[0] * scale, box[1] * scale, box[2] * scale, box[3] * scale)
