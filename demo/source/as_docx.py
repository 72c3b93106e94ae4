"""An article as a Word document; LibreOffice makes a PDF from the same document."""

import io
import zipfile
from datetime import datetime
from pathlib import Path

from docx import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt, RGBColor

from blocks import Article, spans

WORD_LANGUAGE = {"ar": "ar-JO", "fa": "fa-IR", "tr": "tr-TR", "it": "it-IT", "en": "en-GB"}
# A fixed date, so that a second build of the same text gives the same document.
WRITTEN = datetime(2026, 1, 15, 9, 0)


def write(article: Article, path: Path) -> None:
    """Writes the document with real right-to-left paragraphs, runs and tables where the language asks for them."""
    document = Document()
    _style(document, article)
    document.core_properties.title = article.title
    document.core_properties.author = "Nabta"
    document.core_properties.language = WORD_LANGUAGE[article.lang]
    document.core_properties.created = document.core_properties.modified = WRITTEN
    _paragraph(document, article, "Heading 1", article.title)
    for block in article.blocks:
        match block:
            case ("heading", text):
                _paragraph(document, article, "Heading 2", text)
            case ("para", text):
                _paragraph(document, article, "Normal", text)
            case ("ul", items):
                for item in items:
                    _paragraph(document, article, "List Bullet", item)
            case ("ol", items):
                for item in items:
                    _paragraph(document, article, "List Number", item)
            case ("table", head, rows):
                _table(document, article, head, rows)
    packed = io.BytesIO()
    document.save(packed)
    _repack(packed, path)


def _repack(packed: io.BytesIO, path: Path) -> None:
    """Writes the archive again with one date for all members: the library stamps them with now."""
    with zipfile.ZipFile(packed) as old, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            member = zipfile.ZipInfo(name, WRITTEN.timetuple()[:6])
            member.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(member, old.read(name))


def _style(document, article: Article) -> None:
    for name in ("Normal", "Heading 1", "Heading 2", "List Bullet", "List Number"):
        style = document.styles[name]
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for attribute in list(fonts.attrib):
            del fonts.attrib[attribute]
        for slot in ("w:ascii", "w:hAnsi"):
            fonts.set(qn(slot), "Noto Sans")
        fonts.set(qn("w:cs"), "Noto Sans Arabic")
        if name.startswith("Heading"):
            style.font.color.rgb = RGBColor(0x35, 0x52, 0x2A)
    document.styles["Normal"].font.size = Pt(10.5)
    document.styles["Heading 1"].font.size = Pt(20)


def _paragraph(container, article: Article, style: str, text: str) -> None:
    paragraph = container.add_paragraph(style=style)
    _fill(paragraph, article, text)


def _fill(paragraph, article: Article, text: str) -> None:
    if article.direction == "rtl":
        paragraph._p.get_or_add_pPr().append(OxmlElement("w:bidi"))
    for piece, bold in spans(text):
        run = paragraph.add_run(piece)
        run.bold = bold or None
        properties = run._r.get_or_add_rPr()
        if article.direction == "rtl":
            run.font.rtl = True
            if bold:
                run.font.cs_bold = True
        language = OxmlElement("w:lang")
        slot = "w:bidi" if article.direction == "rtl" else "w:val"
        language.set(qn(slot), WORD_LANGUAGE[article.lang])
        properties.append(language)


def _table(document, article: Article, head: list, rows: list) -> None:
    table = document.add_table(rows=0, cols=len(head), style="Table Grid")
    if article.direction == "rtl":
        # The schema wants it directly after the style's name.
        table._tbl.tblPr.insert(1, OxmlElement("w:bidiVisual"))
    for row in [[f"**{cell}**" for cell in head], *rows]:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            _fill(cell.paragraphs[0], article, text)
    document.add_paragraph()
