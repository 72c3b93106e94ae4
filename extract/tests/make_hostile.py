"""Makes tests/files/hostile: documents that can't be read, or only in part. python3 make_hostile.py.

Needs pikepdf, python-docx, openpyxl, msoffcrypto-tool and pillow. The files are committed and small; what would not be
small (thousands of pages) the tests make themselves.
"""

import io
import pathlib
import re
import zipfile

import docx
import msoffcrypto.format.ooxml
import openpyxl
import pikepdf
from PIL import Image

HERE = pathlib.Path(__file__).parent / "files"
TO = HERE / "hostile"
CORPUS = pathlib.Path(__file__).parent.parent / "corpus" / "files"


def locked():
    """Office files with a password to open them."""
    document = docx.Document()
    document.add_paragraph("Nobody reads this without the password.")
    book = openpyxl.Workbook()
    book.active.append(["Question", "Answer"])
    for source, name in [(document, "locked.docx"), (book, "locked.xlsx")]:
        plain = io.BytesIO()
        source.save(plain)
        plain.seek(0)
        with (TO / name).open("wb") as target:
            msoffcrypto.format.ooxml.OOXMLFile(plain).encrypt("secret", target)


def attached():
    """A PDF with a file attached to it, and a Word file with one embedded."""
    with pikepdf.open(HERE / "it.pdf") as pdf:
        pdf.attachments["prices.txt"] = pikepdf.AttachedFileSpec(pdf, b"Secret prices: 1 JOD")
        pdf.save(TO / "attached.pdf")
    with zipfile.ZipFile(HERE / "it.docx") as source, zipfile.ZipFile(TO / "embedded.docx", "w", zipfile.ZIP_DEFLATED) as target:
        for entry in source.infolist():
            target.writestr(entry.filename, source.read(entry))
        target.writestr("word/embeddings/Microsoft_Excel_Sheet.xlsx", b"PK\x03\x04 not read")


def codeless():
    """Fonts that do not say which letters their glyphs are."""
    for lang in ("en", "ar"):
        with pikepdf.open(CORPUS / f"{lang}-weasy.pdf") as pdf:
            for thing in pdf.objects:
                if isinstance(thing, pikepdf.Dictionary) and "/ToUnicode" in thing:
                    del thing["/ToUnicode"]
            pdf.save(TO / f"codeless-{lang}.pdf")


def damaged():
    """Cross-references that point nowhere: the file says where things are, and is wrong."""
    with pikepdf.open(HERE / "it.pdf") as pdf:
        plain = io.BytesIO()
        pdf.save(plain, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    data = plain.getvalue()
    (TO / "damaged-xref.pdf").write_bytes(re.sub(rb"startxref\s+\d+", b"startxref\n99", data))
    # The same, and half of the objects are gone.
    middle = data[: len(data) // 3] + bytes(len(data) // 3) + data[2 * (len(data) // 3) :]
    (TO / "damaged-middle.pdf").write_bytes(middle)


def package(name, parts):
    with zipfile.ZipFile(TO / name, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as target:
        for path, content in parts.items():
            target.writestr(path, content)


def bombs():
    """Packages that unpack to hundreds of megabytes, or whose entities would."""
    package("bomb.docx", {"word/document.xml": b" " * 220_000_000})
    laughs = "".join(f'<!ENTITY l{at} "{f"&l{at - 1};" * 10}">' for at in range(1, 10))
    package("laughs.docx", {"word/document.xml": f'<!DOCTYPE w [<!ENTITY l0 "lol">{laughs}]><w>&l9;</w>'})
    rows = "".join(f'<row r="{at}"><c r="A{at}" t="s"><v>0</v></c></row>' for at in range(1, 6001))
    package("bomb.xlsx", {
        "xl/workbook.xml": '<workbook xmlns:r="r"><sheets><sheet name="A" r:id="r1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": '<Relationships><Relationship Id="r1" Target="sheet1.xml"/></Relationships>',
        "xl/sheet1.xml": f"<worksheet><sheetData>{rows}</sheetData></worksheet>",
        "xl/sharedStrings.xml": f"<sst><si><t>{'word ' * 1000}</t></si></sst>",
    })


def mixed():
    """A document with a scanned page in it."""
    picture = io.BytesIO()
    Image.radial_gradient("L").resize((120, 170)).save(picture, "PDF")
    with pikepdf.open(HERE / "it.pdf") as pdf, pikepdf.open(picture) as scan:
        pdf.pages.append(scan.pages[0])
        pdf.save(TO / "mixed.pdf")


locked()
attached()
codeless()
damaged()
bombs()
mixed()
