"""An article as a web page, and as the page that the PDF producers print."""

from html import escape

from blocks import Article, spans

# What stands around the article on a real help centre; a reader of the file should learn to skip it.
FRAME = {
    "ar": ("نبتة", "مركز المساعدة", "نبتة لمستلزمات الحدائق، عمّان"),
    "fa": ("نبتة", "مرکز راهنما", "نبتة، فروشگاه باغبانی، امان"),
    "tr": ("Nabta", "Yardım merkezi", "Nabta Bahçe Mağazası, Amman"),
    "it": ("Nabta", "Centro assistenza", "Nabta, il negozio del giardino, Amman"),
    "en": ("Nabta", "Help centre", "Nabta Garden Shop, Amman"),
    "serra": ("Serra", "Domande e risposte", "Serra, tè ed erbe, Roma"),
}

SCREEN = """
body { margin: 0 auto; max-inline-size: 42rem; padding: 1.5rem; line-height: 1.7; font-family: system-ui, sans-serif; }
th, td { padding: .4rem .7rem; text-align: start; border-block-end: 1px solid #d9e0d3; }
table { border-collapse: collapse; inline-size: 100%; }
"""

PRINT = """
@page { size: A4; margin: 18mm 20mm; }
body { font-family: "Noto Sans", "Noto Sans Arabic", sans-serif; font-size: 10.5pt; line-height: 1.55; color: #1f2a1c; }
:lang(ar) body, :lang(fa) body { font-family: "Noto Sans Arabic", "Noto Sans", sans-serif; }
header { color: #4d6b3c; border-block-end: 1px solid #b9c8ac; padding-block-end: 3mm; margin-block-end: 8mm; }
h1 { font-size: 20pt; line-height: 1.3; margin: 0 0 6mm; }
h2 { font-size: 13pt; margin: 7mm 0 2mm; break-after: avoid; color: #35522a; }
p { margin: 0 0 3mm; }
table { border-collapse: collapse; inline-size: 100%; margin-block: 2mm 4mm; break-inside: avoid; }
th, td { border: 0.5pt solid #b9c8ac; padding: 1.6mm 2.4mm; text-align: start; }
th { background: #eef3e9; }
footer { margin-block-start: 10mm; font-size: 9pt; color: #5c6b55; }
"""


def page(article: Article, brand: str, css: str = SCREEN, navigation: bool = True) -> str:
    """The whole document. Printed pages carry no navigation."""
    shop, centre, imprint = FRAME[brand]
    top = (
        f'<nav><a href="/">{escape(shop)}</a> › <a href="/help">{escape(centre)}</a></nav>'
        if navigation
        else f"<header>{escape(shop)} · {escape(centre)}</header>"
    )
    return f"""<!doctype html>
<html lang="{article.lang}" dir="{article.direction}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{escape(article.title)}</title>
<style>{css}</style>
</head>
<body>
{top}
<main>
<h1>{escape(article.title)}</h1>
{body(article)}
</main>
<footer>{escape(imprint)}</footer>
</body>
</html>
"""


def printed(article: Article, brand: str) -> str:
    """The page as WeasyPrint and Chromium print it."""
    return page(article, brand, css=PRINT, navigation=False)


def body(article: Article) -> str:
    """The article's blocks as HTML."""
    return "\n".join(_block(block) for block in article.blocks)


def _block(block: tuple) -> str:
    match block:
        case ("heading", text):
            return f"<h2>{_inline(text)}</h2>"
        case ("para", text):
            return f"<p>{_inline(text)}</p>"
        case ("ul" | "ol" as kind, items):
            return f"<{kind}>\n" + "\n".join(f"<li>{_inline(item)}</li>" for item in items) + f"\n</{kind}>"
        case ("table", head, rows):
            header = "".join(f'<th scope="col">{_inline(cell)}</th>' for cell in head)
            lines = "\n".join("<tr>" + "".join(f"<td>{_inline(cell)}</td>" for cell in row) + "</tr>" for row in rows)
            return f"<table>\n<thead><tr>{header}</tr></thead>\n<tbody>\n{lines}\n</tbody>\n</table>"
        case _:
            raise ValueError(f"unknown block {block[0]}")


def _inline(text: str) -> str:
    return "".join(f"<strong>{escape(piece)}</strong>" if bold else escape(piece) for piece, bold in spans(text))
