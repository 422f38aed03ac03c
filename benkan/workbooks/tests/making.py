"""Files of the tests: what honest programs write, and what someone could send on purpose."""

import io
import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import openpyxl
import pytest

ROOT = Path(__file__).resolve().parents[3]
SHARED = Path(os.environ.get("BENKAN_SHARED_DATA", ROOT.parent / "shared" / "data"))

_TYPES = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_BASE = "http://schemas.openxmlformats.org"
_PARTS = {
    "[Content_Types].xml": f'<Types xmlns="{_BASE}/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    f'<Override PartName="/xl/workbook.xml" ContentType="{_TYPES}.sheet.main+xml"/>'
    f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{_TYPES}.worksheet+xml"/></Types>',
    "_rels/.rels": f'<Relationships xmlns="{_BASE}/package/2006/relationships"><Relationship Id="rId1" '
    f'Type="{_BASE}/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>',
    "xl/workbook.xml": f'<workbook xmlns="{_BASE}/spreadsheetml/2006/main" '
    f'xmlns:r="{_BASE}/officeDocument/2006/relationships"><sheets><sheet name="Liste" sheetId="1" r:id="rId1"/>'
    "</sheets></workbook>",
    "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_BASE}/package/2006/relationships">'
    f'<Relationship Id="rId1" Type="{_BASE}/officeDocument/2006/relationships/worksheet" '
    'Target="worksheets/sheet1.xml"/><Relationship Id="rId2" '
    f'Type="{_BASE}/officeDocument/2006/relationships/sharedStrings" Target="sharedStrings.xml"/></Relationships>',
}
ROW = b"<row>" + b"<c><v>1</v></c>" * 12 + b"</row>"


def shared_file(name: str) -> Path:
    path = SHARED / name
    if not path.exists():
        pytest.skip("the shared data are not beside the repository (BENKAN_SHARED_DATA says where)")
    return path


def written(path: Path, content: bytes) -> Path:
    path.write_bytes(content)
    return path


def raw_xlsx(path: Path, rows: bytes = ROW, *, times: int = 1, strings: bytes = b"", level: int = 6) -> Path:
    """A workbook whose single sheet holds this XML so many times, with this XML of shared strings."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=level) as archive:
        for name, content in _PARTS.items():
            archive.writestr(name, content)
        if strings:
            archive.writestr("xl/sharedStrings.xml", strings)
        with archive.open("xl/worksheets/sheet1.xml", "w", force_zip64=False) as sheet:
            sheet.write(f'<worksheet xmlns="{_BASE}/spreadsheetml/2006/main"><sheetData>'.encode())
            block = rows * min(times, 1000)
            for _ in range(max(1, times // 1000)):
                sheet.write(block)
            sheet.write(b"</sheetData></worksheet>")
    return path


def announcing_less(path: Path) -> Path:
    """The same archive, whose directory says that no member is longer than a megabyte once unpacked."""
    data = bytearray(path.read_bytes())
    at = data.find(b"PK\x01\x02")
    while at >= 0:
        size = int.from_bytes(data[at + 24 : at + 28], "little")
        data[at + 24 : at + 28] = min(size, 1_000_000).to_bytes(4, "little")
        at = data.find(b"PK\x01\x02", at + 4)
    return written(path, bytes(data))


def xlsx(path: Path, *sheets: list[list]) -> Path:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for number, rows in enumerate(sheets, 1):
        sheet = book.create_sheet(f"Feuil{number}")
        for row in rows:
            sheet.append(row)
    book.save(path)
    return path


def ods(path: Path, tables: str, *, encrypted: bool = False) -> Path:
    names = "office table text style"
    spaces = " ".join(f'xmlns:{n}="urn:oasis:names:tc:opendocument:xmlns:{n}:1.0"' for n in names.split())
    manifest = "<manifest>" + ("<encryption-data/>" if encrypted else "") + "</manifest>"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("META-INF/manifest.xml", manifest)
        archive.writestr(
            "content.xml",
            f'<?xml version="1.0"?><office:document-content {spaces}><office:automatic-styles>'
            '<style:style style:name="off" style:family="table"><style:table-properties table:display="false"/>'
            "</style:style></office:automatic-styles><office:body><office:spreadsheet>"
            f"{tables}</office:spreadsheet></office:body></office:document-content>",
        )
    return path


def compound(*streams: str) -> bytes:
    """A compound file (OLE) of one directory sector that names these streams."""
    header = bytearray(512)
    header[:8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
    header[24:34] = b"\x3e\x00\x03\x00\xfe\xff\x09\x00\x06\x00"
    directory = b"".join(name.encode("utf-16-le").ljust(128, b"\0") for name in ("Root Entry", *streams))
    return bytes(header) + directory.ljust(512, b"\0") + bytes(2048)


def archive_of(**members: str) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name, content in members.items():
            archive.writestr(name.replace("__", "/").replace("_xml", ".xml"), content)
    return made.getvalue()


_MEASURE = """
import json, resource, sys, time
from pathlib import Path
from benkan.workbooks.engine.reading import read_safely
from benkan.workbooks.engine.refusal import Unreadable
for path in sys.argv[1:]:
    began, refused, rows = time.monotonic(), "", 0
    try:
        rows = sum(len(sheet.rows) for sheet in read_safely(Path(path)).sheets)
    except Unreadable as found:
        refused = str(found)
    seconds = time.monotonic() - began
    megabytes = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    print(json.dumps({"refused": refused, "rows": rows, "seconds": seconds, "megabytes": megabytes}))
"""


def measured(*paths: Path) -> list[dict]:
    """What read_safely made of each file, its seconds, and the most megabytes any child had held until then.

    In a small process of its own: a child is charged with what its parent held when it was born.
    """
    done = subprocess.run(
        [sys.executable, "-c", _MEASURE, *map(str, paths)],
        env={"PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"},
        capture_output=True,
        text=True,
        check=True,
    )
    return [json.loads(line) for line in done.stdout.splitlines()]
