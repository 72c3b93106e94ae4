"""Makes the documents in tests/files from the texts in tests/files/*.md: python3 make_files.py.

Needs weasyprint, python-docx, pikepdf, pillow, and chromium on the path. The files are committed, so that
the tests need none of it; run this again only when a text changes.
"""

import html
import io
import pathlib
import subprocess
import tempfile

import docx
import pikepdf
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from PIL import Image
from weasyprint import HTML

HERE = pathlib.Path(__file__).parent / "files"
STYLE = """
@page { size: A4; margin: 20mm }
body { font: 11pt/1.6 "Noto Sans", "Noto Sans Arabic", sans-serif }
h1 { font-size: 20pt } h2 { font-size: 15pt }
table { border-collapse: collapse } td, th { border: 1px solid #888; padding: 3pt 8pt }
"""


def parse(text):
    for part in text.strip().split("\n"):
        if part.startswith("## "):
            yield "h2", part[3:]
        elif part.startswith("# "):
            yield "h1", part[2:]
        elif part.startswith("- "):
            yield "li", part[2:]
        elif part.startswith("|") and not part.startswith("|-"):
            yield "row", [cell.strip() for cell in part.strip("|").split("|")]
        elif part.strip() and not part.startswith("|-"):
            yield "p", part


def to_html(lang, blocks):
    rtl = lang in ("ar", "fa")
    body, before = [], None
    for kind, text in blocks:
        if before == "li" and kind != "li":
            body.append("</ul>")
        if before == "row" and kind != "row":
            body.append("</table>")
        if kind == "li" and before != "li":
            body.append("<ul>")
        if kind == "row" and before != "row":
            body.append("<table>")
        if kind == "row":
            body.append("<tr>" + "".join(f"<td>{html.escape(cell)}</td>" for cell in text) + "</tr>")
        else:
            body.append(f"<{kind}>{html.escape(text)}</{kind}>")
        before = kind
    title = next(text for kind, text in blocks if kind == "h1")
    return (
        f'<!DOCTYPE html>\n<html lang="{lang}" dir="{"rtl" if rtl else "ltr"}">\n<head><meta charset="utf-8">'
        f"<title>{title}</title><style>{STYLE}</style><script>var menu = 'no text';</script></head>\n<body>\n"
        '<nav style="display: none"><a href="/">Home</a></nav>\n<main>\n' + "\n".join(body) + "\n</main>\n"
        "<footer hidden>© Nabta</footer>\n</body>\n</html>\n"
    )


def to_docx(blocks, path):
    document = docx.Document()
    document.core_properties.title = next(text for kind, text in blocks if kind == "h1")
    table = None
    for kind, text in blocks:
        if kind != "row":
            table = None
        if kind in ("h1", "h2"):
            document.add_heading(text, level=int(kind[1]))
        elif kind == "li":
            document.add_paragraph(text, style="List Bullet")
        elif kind == "row":
            table = table or document.add_table(rows=0, cols=len(text))
            for cell, content in zip(table.add_row().cells, text):
                cell.text = content
        else:
            paragraph = document.add_paragraph(text)
            removed = OxmlElement("w:del")
            run, deleted = OxmlElement("w:r"), OxmlElement("w:delText")
            deleted.text = "REMOVED"
            run.append(deleted)
            removed.append(run)
            removed.set(qn("w:id"), "1")
            paragraph._p.append(removed)
    document.save(path)


def chromium(page, path):
    with tempfile.TemporaryDirectory() as folder:
        source = pathlib.Path(folder) / "page.html"
        source.write_text(page)
        subprocess.run(
            ["chromium", "--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer",
             f"--print-to-pdf={path}", str(source)],
            check=True, capture_output=True,
        )


COLUMNS = """<!DOCTYPE html><html lang="en"><style>
@page { size: A5; margin: 22mm 15mm;
  @top-center { content: "Nabta care guide"; font-size: 8pt }
  @bottom-center { content: "Page " counter(page) " of " counter(pages); font-size: 8pt } }
body { font: 10pt/1.4 "Noto Sans"; text-align: justify; hyphens: auto }
h1 { font-size: 18pt } h2 { font-size: 13pt; break-before: page }
div { columns: 2; column-gap: 8mm }
</style><h1>Care guide</h1>%s</html>"""
SENTENCES = [
    "Every seedling leaves our greenhouse watered and wrapped in recyclable packaging.",
    "Unpack it immediately, remove the transportation sleeve and put it somewhere bright.",
    "Overwatering kills considerably more houseplants than forgetfulness ever could.",
    "Fertilise sparingly between springtime and autumn, never during the winter months.",
    "Yellowing leaves usually indicate insufficient light or a waterlogged container.",
    "Photograph any damage and contact our horticultural support within forty-eight hours.",
]


def columns():
    chapters = []
    for number in range(1, 4):
        paragraphs = "".join(
            f"<p>Chapter {number}, paragraph {at}. " + " ".join(SENTENCES[(at + k) % 6] for k in range(4)) + "</p>"
            for at in range(1, 5)
        )
        chapters.append(f"<h2>Chapter {number}</h2><div>{paragraphs}</div>")
    return COLUMNS % "".join(chapters)


NARROW = """<!DOCTYPE html><html lang="%s"><meta charset="utf-8"><style>@page { size: A4; margin: 0 }
body { font: %s serif; text-align: justify } %s</style><body>%s</body></html>"""
ORCHARD = {
    "it": [
        ("Potatura degli ulivi", "Gli ulivi si potano in primavera, prima della fioritura; si tolgono i rami secchi e quelli "
         "che crescono verso il centro."),
        ("Annaffiature", "In estate le piante giovani vanno annaffiate due volte la settimana; quelle adulte sopportano tre "
         "settimane senza pioggia."),
        ("Raccolta", "Le olive si raccolgono da ottobre a dicembre. Per l’olio servono frutti appena invaiati; per la tavola "
         "quelli ancora verdi."),
    ],
    "en": [
        ("Pruning olives", "Prune olive trees in spring before they flower; remove dead branches and those that grow towards "
         "the middle. Seal the cuts."),
        ("Watering", "Young trees need water twice a week in summer; grown ones endure three weeks without rain. Water them "
         "early in the morning."),
        ("Harvest", "Olives are picked from October to December. For oil when their colour begins to turn, for the table "
         "while they are green."),
    ],
}
TANWIN = """<!DOCTYPE html><html lang="ar" dir="rtl"><meta charset="utf-8"><style>@page { size: 140mm 100mm; margin: 10mm }
body { font: 14pt "DejaVu Sans" }</style><body>%s</body></html>"""
MARKED = [
    "نسقي الأشجار يومياً إلى أن تكبر، ثم أسبوعياً إن كان الجو معتدلاً.",
    "نرسل أيضاً إيصالاً إلكترونياً إلى الزبون، وكتاباً صغيراً مجاناً أو دليلاً مطبوعاً أولاً بأول.",
    "شكراً لكم دائماً. اطلبوا مبلغاً أقل أو أكثر، فلسنا متجراً كبيراً جداً، ونفتح صباحاً ومساءً أبداً.",
    "هذا شجرٌ مثمرٌ في كل عامٍ جديدٍ، وله ورقٌ أخضرُ لامعٌ.",
]
HERBS = [
    ("Basil small", "Likes full sun and much water in summer", "3 euro a pot"),
    ("Mint of Rome", "Grows in half shade, water it daily", "4 euro a pot"),
    ("Lemon balm", "Cut it back after it has flowered once", "12 euro a tray"),
    ("Wild thyme", "Stands dry soil and the heat of July", "2 euro a pot"),
]


def narrow(lang, font, columns, heading):
    text = "".join(f"<{heading}>{title}</{heading}><p>{body}</p>" for title, body in ORCHARD[lang])
    return NARROW % (lang, font, f"body {{ columns: {columns} }}", text)


def justified_table():
    rows = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in HERBS)
    return NARROW % ("en", "12pt", "table { width: 100% } td { padding: 2px 14px 2px 0 }", f"<table>{rows}</table>")


def main():
    for source in sorted(HERE.glob("??.md")):
        lang = source.stem
        blocks = list(parse(source.read_text()))
        page = to_html(lang, blocks)
        (HERE / f"{lang}.html").write_text(page)
        to_docx(blocks, HERE / f"{lang}.docx")
        lines = [" | ".join(text) if kind == "row" else ("- " if kind == "li" else "") + text for kind, text in blocks]
        (HERE / f"{lang}.txt").write_text("\n\n".join(lines) + "\n")
        if lang in ("ar", "en"):
            chromium(page, HERE / f"{lang}.pdf")
        else:
            HTML(string=page).write_pdf(HERE / f"{lang}.pdf")
    chromium((HERE / "fa.html").read_text(), HERE / "fa-chromium.pdf")
    HTML(string=columns()).write_pdf(HERE / "columns.pdf")
    chromium(narrow("it", "10pt", 4, "h3"), HERE / "narrow-it.pdf")
    chromium(narrow("en", "14pt", 2, "h1"), HERE / "narrow-en.pdf")
    chromium(narrow("en", "11pt", 4, "h3"), HERE / "four-columns.pdf")
    chromium(justified_table(), HERE / "justified-table.pdf")
    chromium(TANWIN % "".join(f"<p>{text}</p>" for text in MARKED), HERE / "tanwin.pdf")

    with pikepdf.open(HERE / "it.pdf") as pdf:
        pdf.save(HERE / "encrypted.pdf", encryption=pikepdf.Encryption(user="secret", owner="owner"))
        pdf.save(HERE / "owner-locked.pdf", encryption=pikepdf.Encryption(user="", owner="owner"))
    with pikepdf.open(HERE / "en.pdf") as pdf:
        for page in pdf.pages:
            page.Rotate = 90
            width, height = page.mediabox[2], page.mediabox[3]
            turned = f"q 0 1 -1 0 {height} 0 cm ".encode()
            page.contents_add(turned, prepend=True)
            page.contents_add(b" Q")
            page.mediabox = [0, 0, height, width]
            for box in ("/CropBox", "/TrimBox", "/BleedBox", "/ArtBox"):
                if box in page:
                    del page[box]
        pdf.save(HERE / "turned.pdf")
    picture = io.BytesIO()
    Image.radial_gradient("L").resize((120, 170)).save(picture, "PDF")
    (HERE / "scanned.pdf").write_bytes(picture.getvalue())
    empty = pikepdf.new()
    empty.add_blank_page()
    empty.save(HERE / "empty.pdf")
    docx.Document().save(HERE / "empty.docx")


if __name__ == "__main__":
    main()
