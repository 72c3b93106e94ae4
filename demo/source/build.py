"""Makes the demo's help centres: every source article below `source/<shop>/<lang>/` becomes one file below
`<shop>/<lang>/`, in the format that its front matter names, and `<shop>/manifest.json` lists them.

Run it after changing an article and commit what it writes. Chromium and LibreOffice put the present time into their
PDF files, so build only what changed:

    pip install weasyprint==70.0 python-docx==1.2.0
    apt-get install chromium libreoffice-writer-nogui fonts-noto-core
    python demo/source/build.py --only nabta/ar/delivery
    python demo/source/check.py

Three producers make the PDF files on purpose: their Arabic differs (order of letters, gaps, marks), and the shop's
customers upload files of all three.
"""

import argparse
import json
import os
import shutil
import subprocess
import tempfile
from pathlib import Path

import as_docx
import as_html
import as_text
from blocks import Article, read

HERE = Path(__file__).resolve().parent
DEMO = HERE.parent
SHOPS = ("nabta", "serra")


def main() -> None:
    """Builds all articles, or those whose path starts with --only."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--only", default="", help="build only the articles whose path starts with this")
    only = parser.parse_args().only
    # WeasyPrint writes this date instead of now, so that an unchanged article gives an unchanged file.
    os.environ["SOURCE_DATE_EPOCH"] = "1768467600"
    for shop in SHOPS:
        articles = [read(path) for path in sorted((HERE / shop).glob("*/*.md"))]
        for article in articles:
            if f"{shop}/{article.lang}/{article.slug}".startswith(only):
                build(article, shop)
        manifest = [{"file": name(article), "lang": article.lang, "title": article.title} for article in articles]
        text = "[\n" + ",\n".join(f"  {json.dumps(entry, ensure_ascii=False)}" for entry in manifest) + "\n]\n"
        (DEMO / shop / "manifest.json").write_text(text, encoding="utf-8")


def name(article: Article) -> str:
    """The delivered file's path below its shop."""
    return f"{article.lang}/{article.slug}.{article.format}"


def build(article: Article, shop: str) -> None:
    """Writes one article, and removes what an earlier choice of format left."""
    target = DEMO / shop / name(article)
    target.parent.mkdir(parents=True, exist_ok=True)
    for old in target.parent.glob(f"{article.slug}.*"):
        old.unlink()
    brand = "serra" if shop == "serra" else article.lang
    match article.format:
        case "md":
            target.write_text(f"# {article.title}\n\n{article.source}\n", encoding="utf-8")
        case "html":
            target.write_text(as_html.page(article, brand), encoding="utf-8")
        case "txt":
            target.write_text(as_text.render(article), encoding="utf-8")
        case "docx":
            as_docx.write(article, target)
        case "pdf":
            pdf(article, brand, target)
        case other:
            raise ValueError(f"{article.slug}: unknown format {other}")


def pdf(article: Article, brand: str, target: Path) -> None:
    """Prints the article with the producer that its front matter names."""
    with tempfile.TemporaryDirectory() as folder:
        room = Path(folder)
        match article.producer:
            case "weasyprint":
                from weasyprint import HTML

                HTML(string=as_html.printed(article, brand)).write_pdf(target)
            case "chromium":
                page = room / "page.html"
                page.write_text(as_html.printed(article, brand), encoding="utf-8")
                run(
                    "chromium", "--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={room / 'profile'}",
                    "--no-pdf-header-footer", f"--print-to-pdf={target}", page.as_uri(),
                )
            case "libreoffice":
                as_docx.write(article, room / f"{article.slug}.docx")
                run(
                    "soffice", f"-env:UserInstallation={(room / 'office').as_uri()}", "--headless",
                    "--convert-to", "pdf", "--outdir", str(room), str(room / f"{article.slug}.docx"),
                )
                shutil.copyfile(room / f"{article.slug}.pdf", target)
            case other:
                raise ValueError(f"{article.slug}: unknown producer {other}")
    if not target.exists():
        raise RuntimeError(f"{article.producer} wrote no {target.name}")


def run(*command: str) -> None:
    """Runs a producer quietly; its words are shown when it fails."""
    done = subprocess.run(command, capture_output=True, text=True, timeout=180)
    if done.returncode != 0:
        raise RuntimeError(f"{command[0]} failed: {done.stderr[-2000:]}")


if __name__ == "__main__":
    main()
