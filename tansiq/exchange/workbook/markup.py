"""XML that strangers wrote, read as a stream: whatever it holds, no more than one bounded token is in memory.

    pieces of a part --feed--> expat --your handlers (rows of XLSX, which are many)
                                  `---events--> (OPEN, name, attributes), (TEXT, "", text), (CLOSE, name, {})

Expat fetches nothing from outside; a document that defines a type or entities of its own is refused before they are
read. What else grows inside of expat is bounded here: the longest token, the number of names, how deep elements lie.
"""

from collections.abc import Generator, Iterator
from typing import Any
from xml.parsers.expat import ExpatError, ParserCreate, XMLParserType

from tansiq.exchange.values.problems import Unreadable
from tansiq.exchange.workbook.refusals import BROKEN, TOO_LARGE

OPEN, TEXT, CLOSE = "open", "text", "close"
Event = tuple[str, str, Any]
Pieces = Generator[bytes, None, None]

DEEPEST = 200
"""Elements inside of elements; workbooks have a dozen."""
_LONGEST_TOKEN = 1 << 20  # Bytes of one tag with its attributes, or of one comment.
MOST_NAMES = 5_000  # Different names of elements and attributes.


class LocalNames(dict[str, str]):
    """The names of elements without their prefixes, which programs choose as they like: "x:row" is "row"."""

    def __missing__(self, name: str) -> str:
        self[name] = name.rpartition(":")[2]
        return self[name]


def new_parser() -> XMLParserType:
    """A parser for `feed`; it gives texts whole, up to the border of a piece."""
    parser = ParserCreate(intern={})
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = _refuse
    return parser


def feed(parser: XMLParserType, pieces: Pieces) -> Iterator[None]:
    """Have the parser's handlers called, and stop after each piece, so that the caller takes what they gathered.

    Raises Unreadable where this is no XML, or an immoderate one.
    """
    fed = 0
    try:
        for piece in pieces:
            fed += len(piece)
            parser.Parse(piece)
            if fed - max(parser.CurrentByteIndex, 0) > _LONGEST_TOKEN or len(parser.intern) > MOST_NAMES:
                raise Unreadable(TOO_LARGE)
            yield
        parser.Parse(b"", True)
        yield
    except ExpatError as error:
        raise Unreadable(BROKEN) from error
    finally:
        pieces.close()
        # They lead back to whoever reads, who else would be kept until Python looks for such circles.
        parser.StartElementHandler = parser.EndElementHandler = parser.CharacterDataHandler = None


def events(pieces: Pieces) -> Iterator[Event]:
    """What opens, is said and closes, in the order of the document. Raises Unreadable as `feed` does."""
    parser = new_parser()
    gathered: list[Event] = []
    depth = 0

    def opened(name: str, attributes: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        if depth > DEEPEST:
            raise Unreadable(TOO_LARGE)
        gathered.append((OPEN, name, attributes))

    def closed(name: str) -> None:
        nonlocal depth
        depth -= 1
        gathered.append((CLOSE, name, None))

    parser.StartElementHandler, parser.EndElementHandler = opened, closed
    parser.CharacterDataHandler = lambda text: gathered.append((TEXT, "", text))
    for _ in feed(parser, pieces):
        yield from gathered
        gathered.clear()


def _refuse(*_declared: object) -> None:
    raise Unreadable(BROKEN)
