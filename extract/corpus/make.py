"""Makes the documents in files/ from the texts in text/: python3 make.py [producer…].

Seven producers times five languages. Needs weasyprint, python-docx, reportlab, arabic-reshaper and python-bidi from
PyPI; chromium, soffice (Writer), xelatex (texlive-xetex, texlive-lang-arabic), and the fonts Noto and Amiri.
The files are committed, so that measuring needs none of it; run this again only when a text changes.

The texts are Markdown of headings, paragraphs, lists and tables; what stands between `::: columns` and `:::` is set in
two columns. files/<lang>.txt is the text in reading order, to compare with. Heads, feet and page numbers are not in it.
"""

import html
import pathlib
import re
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).parent
FILES = HERE / "files"
LANGUAGES = ["ar", "fa", "tr", "it", "en"]
HEADS = {
    "ar": "نبتة · مركز المساعدة",
    "fa": "نبتا · مرکز راهنما",
    "tr": "Nabta · Yardım merkezi",
    "it": "Nabta · Centro assistenza",
    "en": "Nabta · Help centre",
}
LATIN = r"\(?[A-Za-z0-9][A-Za-z0-9:/.@-]*(?: [A-Za-z]+)*[A-Za-z0-9]\)?|[0-9]"
PAGES = {"ar": "صفحة", "fa": "صفحه", "tr": "Sayfa", "it": "Pagina", "en": "Page"}


def parse(text):
    """Yields (kind, content, in columns); the rows of a table come together."""
    columns, rows = False, []
    for line in [*text.strip().split("\n"), ""]:
        if line.startswith("|"):
            if not line.startswith("|-"):
                rows.append([cell.strip() for cell in line.strip("|").split("|")])
            continue
        if rows:
            yield "table", rows, columns
            rows = []
        heading = re.match(r"(#+) (.*)", line)
        if line.startswith(":::"):
            columns = line.endswith("columns")
        elif heading:
            yield f"h{len(heading[1])}", heading[2], columns
        elif line.startswith("- "):
            yield "li", line[2:], columns
        elif line:
            yield "p", line, columns


def plain(blocks):
    for kind, content, _ in blocks:
        if kind == "table":
            yield from (" ".join(row) for row in content)
        else:
            yield content


def page(lang, blocks, style):
    """The text as a web page."""
    body, columns, item = [], False, False
    for kind, content, inside in blocks:
        if item and kind != "li":
            body.append("</ul>")
        if columns != inside:
            body.append("<div>" if inside else "</div>")
        if kind == "li" and not item:
            body.append("<ul>")
        columns, item = inside, kind == "li"
        if kind == "table":
            rows = ["".join(f"<td>{html.escape(cell)}</td>" for cell in row) for row in content]
            body.append("<table>" + "".join(f"<tr>{row}</tr>" for row in rows) + "</table>")
        else:
            body.append(f"<{kind}>{html.escape(content)}</{kind}>")
    direction = "rtl" if lang in ("ar", "fa") else "ltr"
    return (
        f'<!DOCTYPE html><html lang="{lang}" dir="{direction}"><head><meta charset="utf-8"><style>{style}</style></head>'
        f"<body>{''.join(body)}</body></html>"
    )


def chromium(lang, blocks):
    style = """
        @page { size: A4; margin: 18mm } body { font: 11pt/1.55 "Noto Sans", "Noto Sans Arabic" }
        div { columns: 2; column-gap: 9mm } h1 { font-size: 21pt } h2 { font-size: 15pt } h3 { font-size: 12.5pt }
        table { border-collapse: collapse; margin: 4mm 0 } td { border: 1px solid #999; padding: 2mm 4mm }
        tr:nth-child(even) { background: #f3f3f3 }"""
    with tempfile.TemporaryDirectory() as folder:
        source = pathlib.Path(folder) / "page.html"
        source.write_text(page(lang, blocks, style))
        run("chromium", "--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer",
            f"--print-to-pdf={FILES / f'{lang}-chromium.pdf'}", str(source))


def weasy(lang, blocks):
    """A booklet: small pages, justified, hyphenated, with heads, feet and page numbers; a table without lines."""
    from weasyprint import HTML

    style = f"""
        @page {{ size: A5; margin: 22mm 14mm;
          @top-center {{ content: "{HEADS[lang]}"; font: 8pt "Noto Sans", "Noto Sans Arabic" }}
          @bottom-center {{ content: "{PAGES[lang]} " counter(page) " / " counter(pages); font: 8pt "Noto Sans", "Noto Sans Arabic" }} }}
        body {{ font: 9.5pt/1.45 "Noto Serif", "Noto Naskh Arabic"; text-align: justify; hyphens: auto }}
        div {{ columns: 2; column-gap: 7mm }} h1 {{ font-size: 17pt; text-align: start }} h2 {{ font-size: 13pt }}
        h3 {{ font-size: 10.5pt }} td {{ padding: 1mm 5mm 1mm 0 }} tr:first-child {{ font-weight: bold }}"""
    HTML(string=page(lang, blocks, style)).write_pdf(FILES / f"{lang}-weasy.pdf")


def word(lang, blocks, path):
    """A Word document with heads and feet, sections of one and two columns, a real table, a deleted word."""
    import docx
    from docx.enum.section import WD_SECTION
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    rtl = lang in ("ar", "fa")
    document = docx.Document()
    font = document.styles["Normal"].font
    font.name = "Noto Sans"
    fonts = document.styles["Normal"].element.get_or_add_rPr().get_or_add_rFonts()
    fonts.set(qn("w:cs"), "Noto Naskh Arabic")
    document.sections[0].header.paragraphs[0].text = HEADS[lang]
    document.sections[0].footer.paragraphs[0].text = f"{PAGES[lang]} "
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), "PAGE")
    document.sections[0].footer.paragraphs[0]._p.append(field)

    def turned(paragraph):
        if rtl:
            paragraph._p.get_or_add_pPr().append(OxmlElement("w:bidi"))
            for part in paragraph.runs:
                part._r.get_or_add_rPr().append(OxmlElement("w:rtl"))

    def section(columns):
        found = document.add_section(WD_SECTION.CONTINUOUS)
        cols = found._sectPr.find(qn("w:cols"))
        if cols is None:
            cols = OxmlElement("w:cols")
            found._sectPr.append(cols)
        cols.set(qn("w:num"), "2" if columns else "1")
        cols.set(qn("w:space"), "500")
        if rtl and found._sectPr.find(qn("w:bidi")) is None:
            found._sectPr.append(OxmlElement("w:bidi"))

    within = False
    for kind, content, inside in blocks:
        if inside != within:
            section(inside)
            within = inside
        if kind == "table":
            table = document.add_table(rows=0, cols=len(content[0]), style="Table Grid")
            if rtl:
                table._tbl.tblPr.append(OxmlElement("w:bidiVisual"))
            for row in content:
                for cell, text in zip(table.add_row().cells, row):
                    cell.text = text
                    turned(cell.paragraphs[0])
        elif kind == "li":
            turned(document.add_paragraph(content, style="List Bullet"))
        elif kind.startswith("h"):
            turned(document.add_heading(content, level=int(kind[1])))
        else:
            paragraph = document.add_paragraph(content)
            turned(paragraph)
            removed, part, text = OxmlElement("w:del"), OxmlElement("w:r"), OxmlElement("w:delText")
            text.text = "XXXX"
            part.append(text)
            removed.append(part)
            removed.set(qn("w:id"), "1")
            paragraph._p.append(removed)
    document.save(path)


def libreoffice(lang, blocks):
    """The Word document, saved again as one, and printed."""
    with tempfile.TemporaryDirectory() as folder:
        source = pathlib.Path(folder) / f"{lang}-lo.docx"
        word(lang, blocks, source)
        # Printing shows tracked changes; LibreOffice is to print what stays.
        import docx
        from docx.oxml.ns import qn

        clean = docx.Document(source)
        for removed in list(clean.element.body.iter(qn("w:del"))):
            removed.getparent().remove(removed)
        clean.save(source)
        run("soffice", "--headless", "--convert-to", "pdf", "--outdir", str(FILES), str(source))
        target = pathlib.Path(folder) / "again"
        run("soffice", "--headless", "--convert-to", "docx:MS Word 2007 XML", "--outdir", str(target), str(source))
        (FILES / f"{lang}-lo.docx").write_bytes((target / f"{lang}-lo.docx").read_bytes())


def latex(lang, blocks):
    """An article in two columns throughout, typeset by XeTeX, with TeX's ligatures, page numbers and hyphenation."""
    names = {"ar": "arabic", "fa": "persian", "tr": "turkish", "it": "italian", "en": "english"}
    def escape(text):
        """XeTeX does not order numbers and Latin words by itself: the author says where they are."""
        if lang in ("ar", "fa"):
            text = re.sub(LATIN, lambda found: rf"\textenglish{{{found[0]}}}", text)
        return re.sub(r"([%&#_$])", r"\\\1", text)

    levels = {"h1": "section*", "h2": "section*", "h3": "subsection*"}
    body, item = [], False
    for kind, content, _ in blocks:
        if item and kind != "li":
            body.append(r"\end{itemize}")
        if kind == "li" and not item:
            body.append(r"\begin{itemize}")
        item = kind == "li"
        if kind == "table":
            rows = [" & ".join(map(escape, row)) + r" \\ \hline" for row in content]
            body.append(r"\par\medskip\noindent{\small\begin{tabular}{|" + "l|" * len(content[0]) + "}\\hline\n" + "\n".join(rows) + "\\end{tabular}}\\medskip\n")
        elif kind == "li":
            body.append(rf"\item {escape(content)}")
        elif kind in levels:
            body.append(rf"\{levels[kind]}{{{escape(content)}}}")
        else:
            text = re.sub(r"https://\S+[^\s).]", lambda found: r"\mbox{" + found[0] + "}", escape(content))
            body.append(text + "\n")
    fonts = (
        rf"\setotherlanguage{{english}}\newfontfamily\{names[lang]}font[Script=Arabic]{{Amiri}}"
        r"\setmainfont{Amiri}\newfontfamily\englishfont{Noto Serif}"
        if lang in ("ar", "fa") else r"\setmainfont{Noto Serif}"
    )
    source = rf"""\documentclass[10pt,a4paper,twocolumn]{{article}}
\usepackage{{polyglossia}}\setmainlanguage{{{names[lang]}}}{fonts}
\setlength{{\columnsep}}{{8mm}}\emergencystretch=2em
\begin{{document}}
{chr(10).join(body)}
\end{{document}}
"""
    with tempfile.TemporaryDirectory() as folder:
        (pathlib.Path(folder) / "a.tex").write_text(source)
        run("xelatex", "-interaction=nonstopmode", "-halt-on-error", "a.tex", cwd=folder)
        (FILES / f"{lang}-latex.pdf").write_bytes((pathlib.Path(folder) / "a.pdf").read_bytes())


def reportlab(lang, blocks):
    """A report of a program: the page is filled by code, Arabic is shaped and turned before it is written, so that
    the file holds presentation forms from left to right."""
    import arabic_reshaper
    from bidi.algorithm import get_display
    from reportlab.lib.pagesizes import A4
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont
    from reportlab.pdfgen import canvas

    rtl = lang in ("ar", "fa")
    pdfmetrics.registerFont(TTFont("text", "/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf", shapable=False))
    pdfmetrics.registerFont(TTFont("bold", "/usr/share/fonts/truetype/dejavu/DejaVuSans-Bold.ttf", shapable=False))
    sheet = canvas.Canvas(str(FILES / f"{lang}-reportlab.pdf"), pagesize=A4)
    width, height = A4
    left, right, gap = 50, width - 50, 24
    state = {"y": height - 70, "page": 1}

    def seen(text):
        if not rtl:
            return text
        marks = re.sub("[\u064B-\u0652\u0670]", "", text)
        return get_display(arabic_reshaper.reshape(marks.replace("\u200C", " \u200C").replace(" \u200C", "\u200C")), base_dir="R").replace("\u200C", "")

    def foot():
        sheet.setFont("text", 8)
        sheet.drawCentredString(width / 2, 30, seen(f"{PAGES[lang]} {state['page']}"))
        sheet.drawCentredString(width / 2, height - 35, seen(HEADS[lang]))
        sheet.showPage()
        state["page"] += 1

    def lines(text, font, size, room):
        found, line = [], ""
        for word_ in text.split():
            longer = f"{line} {word_}".strip()
            if line and pdfmetrics.stringWidth(seen(longer), font, size) > room:
                found.append(line)
                line = word_
            else:
                line = longer
        return [*found, line]

    def draw(text, font, size, x0, x1, y):
        sheet.setFont(font, size)
        if rtl:
            sheet.drawRightString(x1, y, seen(text))
        else:
            sheet.drawString(x0, y, text)

    def block(content, font, size, x0, x1, y, after, bullet=False):
        inset = 14 if bullet else 0
        a, b = (x0, x1 - inset) if rtl else (x0 + inset, x1)
        for at, line in enumerate(lines(content, font, size, b - a)):
            if y < 60:
                foot()
                y = height - 70
            if bullet and at == 0:
                draw("•", font, size, x0, x1, y)
            draw(line, font, size, a, b, y)
            y -= size * 1.45
        return y - after

    styles = {"h1": ("bold", 18, 10), "h2": ("bold", 14, 6), "h3": ("bold", 11, 4), "p": ("text", 10, 8), "li": ("text", 10, 3)}
    blocks = list(blocks)
    at = 0
    while at < len(blocks):
        kind, content, inside = blocks[at]
        if inside:
            run_ = []
            while at < len(blocks) and blocks[at][2]:
                run_.append(blocks[at])
                at += 1
            middle = (left + right) / 2
            spans = [(left, middle - gap / 2), (middle + gap / 2, right)]
            if rtl:
                spans.reverse()
            top = state["y"]
            half, ends = (len(run_) + 1) // 2, []
            for span, part in zip(spans, (run_[:4], run_[4:])):
                y = top
                for kind, content, _ in part:
                    font, size, after = styles[kind]
                    y = block(content, font, size, *span, y, after)
                ends.append(y)
            state["y"] = min(ends) - 8
            continue
        at += 1
        if kind == "table":
            count = len(content[0])
            room = (right - left) / count
            for row in content:
                if state["y"] < 60:
                    foot()
                    state["y"] = height - 70
                for column, cell in enumerate(reversed(row) if rtl else row):
                    draw(cell, "text", 10, left + column * room + 4, left + (column + 1) * room - 4, state["y"])
                sheet.line(left, state["y"] - 5, right, state["y"] - 5)
                state["y"] -= 18
            state["y"] -= 8
            continue
        font, size, after = styles[kind]
        if kind.startswith("h"):
            state["y"] -= 6
        state["y"] = block(content, font, size, left, right, state["y"], after, kind == "li")
    foot()
    sheet.save()


def run(*command, cwd=None):
    done = subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(f"{command[0]}: {done.stdout[-2000:]}{done.stderr[-2000:]}")


def main():
    producers = {
        "chromium": chromium,
        "weasy": weasy,
        "word": lambda lang, blocks: word(lang, blocks, FILES / f"{lang}-word.docx"),
        "libreoffice": libreoffice,
        "latex": latex,
        "reportlab": reportlab,
    }
    FILES.mkdir(exist_ok=True)
    for name in sys.argv[1:] or producers:
        for lang in LANGUAGES:
            blocks = list(parse((HERE / "text" / f"{lang}.md").read_text()))
            (FILES / f"{lang}.txt").write_text("\n".join(plain(blocks)) + "\n")
            producers[name](lang, blocks)
            print(name, lang)


if __name__ == "__main__":
    main()
