"""Makes the workbooks in tests/files: python3 make_tables.py. Needs openpyxl, and soffice on the path.

The files are committed, so that the tests need none of it.
"""

import csv
import datetime
import pathlib
import subprocess
import tempfile

import openpyxl

HERE = pathlib.Path(__file__).parent / "files"
PAIRS = {
    "ar": (
        ["الفئة", "السؤال", "الجواب", "اللغة"],
        [
            ["الإرجاع", "كيف أعيد نبتة وصلت ذابلة؟", "أرسل صورة خلال 48 ساعة.\nنستبدلها مجانًا.", "العربية"],
            ["", "هل يمكنني إرجاع البذور؟", "نعم، إذا كان الكيس مغلقًا.", "العربية"],
            ["التوصيل", "كم رسوم التوصيل إلى العقبة؟", "4 دنانير، ومجانًا فوق 30 دينارًا (JOD).", "العربية"],
        ],
    ),
    "fa": (
        ["ردیف", "پرسش", "پاسخ"],
        [
            [1, "چطور سفارشم را لغو کنم؟", "تا پیش از ارسال، از صفحهٔ سفارش‌ها."],
            [2, "هزینهٔ ارسال چقدر است؟", "برای خریدهای بالای ۳۰ دینار رایگان است."],
        ],
    ),
    "tr": (
        ["Soru", "Yanıt", "Kategori"],
        [
            ["Solmuş bir bitkiyi nasıl iade ederim?", "48 saat içinde fotoğraf gönderin; ücretsiz değiştiririz.", "İade"],
            ["Akabe'ye kargo ücreti ne kadar?", "4 dinar; 30 dinarın üzerinde \"ücretsiz\".", "Kargo"],
        ],
    ),
    "it": (
        ["Domanda", "Risposta"],
        [
            ["Come restituisco una pianta appassita?", "Inviaci una foto entro 48 ore; la sostituiamo gratis."],
            ["Qual è l'orario di apertura?", "Dalle 9 alle 18, perché il venerdì è festivo."],
        ],
    ),
    "en": (
        ["Question", "Answer", "Valid from"],
        [
            ["How do I return a wilted plant?", "Send a photo within 48 hours; we replace it for free.", datetime.date(2026, 3, 5)],
            ["What does delivery to Aqaba cost?", "4 dinars, free above 30.", datetime.date(2026, 4, 1)],
        ],
    ),
}


def workbook():
    """Five languages in five sheets, prices in a sixth, what nobody shall see in a seventh."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    book.properties.title = "Nabta FAQ"
    for lang, (names, rows) in PAIRS.items():
        sheet = book.create_sheet({"ar": "أسئلة", "fa": "پرسش‌ها", "tr": "Sorular", "it": "Domande", "en": "FAQ"}[lang])
        sheet.append(names)
        for row in rows:
            sheet.append(row)
        if lang == "en":
            for cell in sheet["C"][1:]:
                cell.number_format = "dd/mm/yyyy"
    prices = book.create_sheet("Prices")
    prices.append(["Plant", "Price", "Discount", "Internal cost"])
    for plant, price, off, cost in [("Rose", 5, 0.1, 2.5), ("Olive tree", 1250.5, 0, 900), ("Basil", 0.75, 0.25, 0.2)]:
        prices.append([plant, price, off, cost])
    for cell in prices["B"][1:]:
        cell.number_format = '#,##0.00 "JOD"'
    for cell in prices["C"][1:]:
        cell.number_format = "0%"
    prices.column_dimensions["D"].hidden = True
    prices["A6"], prices["B6"] = "Total", "=SUM(B2:B4)"
    secret = book.create_sheet("Margins")
    secret.append(["Supplier", "Secret"])
    secret.sheet_state = "hidden"
    book.save(HERE / "faq.xlsx")


def by_libreoffice():
    """The Turkish pairs, saved by LibreOffice."""
    with tempfile.TemporaryDirectory() as folder:
        source = pathlib.Path(folder) / "faq-lo.csv"
        with source.open("w", newline="") as file:
            csv.writer(file).writerows([PAIRS["tr"][0], *PAIRS["tr"][1]])
        subprocess.run(
            ["soffice", "--headless", "--infilter=CSV:44,34,76", "--convert-to", "xlsx", "--outdir", str(HERE), str(source)],
            check=True, capture_output=True,
        )


def delimited():
    """As Excel saves them in these countries: semicolons, and the charset of Windows."""
    for lang, charset in [("ar", "cp1256"), ("tr", "cp1254"), ("it", "utf-8-sig"), ("fa", "utf-16")]:
        names, rows = PAIRS[lang]
        with (HERE / f"faq-{lang}.csv").open("w", newline="", encoding=charset) as file:
            delimiter = "\t" if lang == "fa" else ";"
            csv.writer(file, delimiter=delimiter).writerows([names, *rows])


workbook()
by_libreoffice()
delimited()
