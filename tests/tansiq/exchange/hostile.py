"""Files that are meant to exhaust whoever opens them, made when they are asked for: small to send, vast to read."""

import zipfile
from collections.abc import Callable, Iterable
from itertools import chain, repeat
from pathlib import Path

HEADS = ("Organisation", "Sector", "District", "Targeted")
MANY = 1_000_000
"""How often a file repeats what it repeats, if nothing else is said."""

_LINKS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_SPACES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "table", "text")
)
_WIDE = 'table:number-columns-repeated="16384"'
_BOOK = f'<workbook xmlns:r="{_LINKS}"><sheets><sheet name="S" sheetId="1" r:id="worksheet"/></sheets></workbook>'


def xlsx(
    folder: Path, rows: Iterable[str] = (), after: Iterable[str] = (), parts: dict[str, Iterable[str]] | None = None
) -> Path:
    """A workbook whose one sheet has this XML as its rows, below a row of headers, and behind them.

    `parts` are the further parts by their kind ("sharedStrings", "styles"), in files of unusual names.
    """
    heads = "".join(f'<c t="inlineStr"><is><t>{text}</t></is></c>' for text in HEADS)
    sheet = chain(["<worksheet><sheetData><row>", heads, "</row>"], rows, ["</sheetData>"], after, ["</worksheet>"])
    contents = {"worksheet": sheet, **(parts or {})}
    links = (f'<Relationship Id="{kind}" Type="{_LINKS}/{kind}" Target="media/{kind}.bin"/>' for kind in contents)
    named = {f"xl/media/{kind}.bin": content for kind, content in contents.items()}
    plain = {"xl/workbook.xml": [_BOOK], "xl/_rels/workbook.xml.rels": ["<Relationships>", *links, "</Relationships>"]}
    return _zip(folder / "hostile.xlsx", {**plain, **named})


def ods(folder: Path, rows: Iterable[str], opening: str = "") -> Path:
    """A document whose one sheet has this XML as its rows, below a row of headers."""
    head = "".join(f"<table:table-cell><text:p>{text}</text:p></table:table-cell>" for text in HEADS)
    table = f'<table:table table:name="S"><table:table-row>{head}</table:table-row>'
    root = "office:document-content"
    before = f"{opening}<{root} {_SPACES}><office:body><office:spreadsheet>{table}"
    after = f"</table:table></office:spreadsheet></office:body></{root}>"
    return _zip(folder / "hostile.ods", {"content.xml": chain([before], rows, [after])})


def text(folder: Path, pieces: Iterable[str]) -> Path:
    """A text file of these pieces, below a line of headers."""
    path = folder / "hostile.csv"
    with path.open("w", encoding="utf-8") as out:
        out.write(f"{','.join(HEADS)}\n")
        out.writelines(pieces)
    return path


def _zip(path: Path, parts: dict[str, Iterable[str]]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, pieces in parts.items():
            with archive.open(name, "w", force_zip64=True) as part:
                for piece in pieces:
                    part.write(piece.encode())
    return path


def _times(piece: str, count: int) -> Iterable[str]:
    """A piece so many times, in larger pieces."""
    return chain(repeat(piece * 1000, count // 1000), repeat(piece, count % 1000))


def _laughs() -> str:
    grown = "".join(f'<!ENTITY a{i} "{f"&a{i - 1};" * 10}">' for i in range(1, 10))
    return f'<!DOCTYPE x [<!ENTITY a0 "ha">{grown}]>'


def _cell(content: str) -> str:
    return f'<c t="str"><v>{content}</v></c>'


def _ods_cell(attributes: str = "") -> str:
    return f"<table:table-cell {attributes}><text:p>x</text:p></table:table-cell>"


def _referring(count: int) -> dict[str, Iterable[str]]:
    return {"sharedStrings": chain(["<sst><si><t>"], _times("words ", count), ["</t></si></sst>"])}


HOSTILE: dict[str, Callable[[Path, int], Path]] = {
    "csv: a word without end among the headers": lambda f, n: text(f, chain(["District,"], _times("x" * 30, n))),
    "csv: columns without end": lambda f, n: text(f, chain(_times("x,", n), ["\n"])),
    "csv: empty lines without end": lambda f, n: text(f, chain(_times("\n", n * 24), ["A,B,C,1\n"])),
    "csv: a quotation that never closes": lambda f, n: text(f, chain(['"'], _times("words\n", n))),
    "xlsx: a word without end among the headers": lambda f, n: xlsx(
        f, chain(['<row><c t="str"><v>'], _times("x" * 30, n), ["</v></c></row>"])
    ),
    "xlsx: one long text in every cell": lambda f, n: xlsx(
        f, _times('<row><c t="s"><v>0</v></c></row>', n // 10), parts=_referring(n // 200)
    ),
    "xlsx: texts without end": lambda f, n: xlsx(
        f, parts={"sharedStrings": chain(["<sst>"], _times("<si><t>ab</t></si>", n * 20), ["</sst>"])}
    ),
    "xlsx: styles without end": lambda f, n: xlsx(
        f, parts={"styles": chain(["<s><cellXfs>"], _times('<xf numFmtId="14"/>', n * 20), ["</cellXfs></s>"])}
    ),
    "xlsx: a sheet of gigabytes": lambda f, n: xlsx(f, _times(" " * 1000, n)),
    "xlsx: empty rows without end": lambda f, n: xlsx(f, _times("<row/>", n * 24)),
    "xlsx: strange elements without end": lambda f, n: xlsx(f, after=_times("<x/>", n * 24)),
    "xlsx: elements inside of elements": lambda f, n: xlsx(f, _times("<x>", n * 10)),
    "xlsx: names without end": lambda f, n: xlsx(f, (f"<x{number}/>" for number in range(n))),
    "xlsx: a far cell in every row": lambda f, n: xlsx(f, _times('<row><c r="XFD1"><v>1</v></c></row>', n)),
    "xlsx: a far cell that is spelled unusually": lambda f, n: xlsx(
        f, ["<row r='1048576'><c\tr='XFD1048576'><v>1</v></c></row>"]
    ),
    "xlsx: merged ranges without end": lambda f, n: xlsx(f, after=_times('<mergeCell ref="A2:B3"/>', n)),
    "xlsx: merged ranges on top of each other": lambda f, n: xlsx(
        f, _times(f"<row>{_cell('x')}</row>", n // 10), _times('<mergeCell ref="A2:A1048576"/>', n // 10)
    ),
    "xlsx: entities that grow": lambda f, n: xlsx(f, parts={"styles": [_laughs(), "<x>&a9;</x>"]}),
    "ods: a row repeated a million times": lambda f, n: ods(
        f, [f'<table:table-row table:number-rows-repeated="{n}">{_ods_cell() * 4}</table:table-row>']
    ),
    "ods: a sheet full of one value": lambda f, n: ods(
        f,
        [f'<table:table-row table:number-rows-repeated="{n}">{_ods_cell(_WIDE)}</table:table-row>'],
    ),
    "ods: repeats without end": lambda f, n: ods(
        f, _times(f"<table:table-row>{_ods_cell(_WIDE)}</table:table-row>", n // 100)
    ),
    "ods: cells without end": lambda f, n: ods(
        f, chain(["<table:table-row>"], _times(_ods_cell(), n * 4), ["</table:table-row>"])
    ),
    "ods: strange elements without end": lambda f, n: ods(f, _times("<text:x/>", n * 24)),
    "ods: entities that grow": lambda f, n: ods(f, ["&a9;"], _laughs()),
}
"""Makers by what they make: each writes into a folder, repeats something so often, and says where the file is."""
