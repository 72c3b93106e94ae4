//! Sheets of questions and answers, and others, in the files that people have.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test may panic")]

use std::io::Write;
use std::path::Path;

use extract::{Document, Extra, Limits, Refused, extract, sniff};

fn file(name: &str) -> Vec<u8> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/files").join(name);
    std::fs::read(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn read(name: &str, bytes: &[u8]) -> Document {
    extract(name, bytes, &Limits::default()).unwrap_or_else(|refused| panic!("{name}: {refused}"))
}

fn lines(document: &Document) -> Vec<String> {
    document.blocks.iter().map(|block| format!("{:?} {}", block.kind, block.text)).collect()
}

#[test]
fn a_workbook_is_read_as_it_is_shown() {
    let document = read("faq.xlsx", &file("faq.xlsx"));
    assert_eq!(document.title.as_deref(), Some("Nabta FAQ"));
    assert_eq!(
        lines(&document),
        [
            "Heading(2) أسئلة",
            "Heading(3) الإرجاع",
            "Heading(4) كيف أعيد نبتة وصلت ذابلة؟",
            "Paragraph أرسل صورة خلال 48 ساعة.\nنستبدلها مجانًا.",
            "Heading(4) هل يمكنني إرجاع البذور؟",
            "Paragraph نعم، إذا كان الكيس مغلقًا.",
            "Heading(3) التوصيل",
            "Heading(4) كم رسوم التوصيل إلى العقبة؟",
            "Paragraph 4 دنانير، ومجانًا فوق 30 دينارًا (JOD).",
            "Heading(2) پرسش\u{200C}ها",
            "Heading(4) چطور سفارشم را لغو کنم؟",
            "Paragraph تا پیش از ارسال، از صفحهٔ سفارش\u{200C}ها.",
            "Heading(4) هزینهٔ ارسال چقدر است؟",
            "Paragraph برای خریدهای بالای ۳۰ دینار رایگان است.",
            "Heading(2) Sorular",
            "Heading(3) İade",
            "Heading(4) Solmuş bir bitkiyi nasıl iade ederim?",
            "Paragraph 48 saat içinde fotoğraf gönderin; ücretsiz değiştiririz.",
            "Heading(3) Kargo",
            "Heading(4) Akabe'ye kargo ücreti ne kadar?",
            "Paragraph 4 dinar; 30 dinarın üzerinde \"ücretsiz\".",
            "Heading(2) Domande",
            "Heading(4) Come restituisco una pianta appassita?",
            "Paragraph Inviaci una foto entro 48 ore; la sostituiamo gratis.",
            "Heading(4) Qual è l'orario di apertura?",
            "Paragraph Dalle 9 alle 18, perché il venerdì è festivo.",
            "Heading(2) FAQ",
            "Heading(4) How do I return a wilted plant?",
            "Paragraph Send a photo within 48 hours; we replace it for free.",
            "Paragraph Valid from: 05/03/2026",
            "Heading(4) What does delivery to Aqaba cost?",
            "Paragraph 4 dinars, free above 30.",
            "Paragraph Valid from: 01/04/2026",
            "Heading(2) Prices",
            "Row Plant: Rose | Price: 5.00 JOD | Discount: 10%",
            "Row Plant: Olive tree | Price: 1,250.50 JOD | Discount: 0%",
            "Row Plant: Basil | Price: 0.75 JOD | Discount: 25%",
            "Paragraph Plant: Total",
        ]
    );
    assert_eq!(document.left_out, [Extra::HiddenCells]);
}

#[test]
fn every_program_and_charset_gives_the_same_pairs() {
    let turkish = [
        "Heading(3) İade",
        "Heading(4) Solmuş bir bitkiyi nasıl iade ederim?",
        "Paragraph 48 saat içinde fotoğraf gönderin; ücretsiz değiştiririz.",
        "Heading(3) Kargo",
        "Heading(4) Akabe'ye kargo ücreti ne kadar?",
        "Paragraph 4 dinar; 30 dinarın üzerinde \"ücretsiz\".",
    ];
    for name in ["faq-lo.xlsx", "faq-tr.csv"] {
        assert_eq!(lines(&read(name, &file(name))), turkish, "{name}");
    }
    let arabic = read("faq-ar.csv", &file("faq-ar.csv"));
    assert_eq!(arabic.lang.as_deref(), Some("ar"));
    assert_eq!(
        lines(&arabic)[..3],
        [
            "Heading(3) الإرجاع",
            "Heading(4) كيف أعيد نبتة وصلت ذابلة؟",
            "Paragraph أرسل صورة خلال 48 ساعة.\nنستبدلها مجانًا.",
        ]
    );
    assert_eq!(
        lines(&read("faq-it.csv", &file("faq-it.csv")))[0],
        "Heading(4) Come restituisco una pianta appassita?"
    );
    let persian = read("faq-fa.csv", &file("faq-fa.csv"));
    assert_eq!(persian.blocks.len(), 4);
    assert_eq!(persian.blocks[1].text, "تا پیش از ارسال، از صفحهٔ سفارش\u{200C}ها.");
}

/// Each pair stays together and stands alone.
#[test]
fn a_pair_is_one_passage() {
    let blocks = read("faq.xlsx", &file("faq.xlsx")).blocks;
    let chunks = text::chunk::chunk(&blocks, 900);
    assert_eq!(chunks.len(), 3 + 2 + 2 + 2 + 2 + 1);
    assert_eq!(chunks[0].heading.as_deref(), Some("أسئلة › الإرجاع › كيف أعيد نبتة وصلت ذابلة؟"));
    assert_eq!(chunks[9].heading.as_deref(), Some("FAQ › How do I return a wilted plant?"));
    assert!(
        chunks[9].text.starts_with("Send a photo") && chunks[9].text.ends_with("05/03/2026"),
        "{}",
        chunks[9].text
    );
}

#[test]
fn answers_keep_their_lists_and_lose_their_tags() {
    let csv = "title,body\n\
        Returning a plant,\"<p>Within <b>14</b> days:</p><ul><li>keep the pot</li><li>send a photo</li></ul>\"\n\
        Watering,\"Weekly:\n- in the morning\n- never at noon\n\nLess in winter.\"\n";
    assert_eq!(
        lines(&read("export.csv", csv.as_bytes())),
        [
            "Heading(4) Returning a plant",
            "Paragraph Within 14 days:",
            "ListItem keep the pot",
            "ListItem send a photo",
            "Heading(4) Watering",
            "Paragraph Weekly:",
            "ListItem in the morning",
            "ListItem never at noon",
            "Paragraph Less in winter.",
        ]
    );
}

#[test]
fn answers_go_on_below_and_questions_without_any_are_left_out() {
    let csv = "Q;A\nWhere are you?;In Amman.\n;Near the third circle.\nWhen?;\nWho?;We.\n";
    assert_eq!(
        lines(&read("a.csv", csv.as_bytes())),
        [
            "Heading(4) Where are you?",
            "Paragraph In Amman.",
            "Paragraph Near the third circle.",
            "Heading(4) Who?",
            "Paragraph We.",
        ]
    );
}

fn workbook(sheet: &str, shared: &str) -> Vec<u8> {
    let parts = [
        (
            "xl/workbook.xml",
            r#"<workbook xmlns:r="r"><sheets><sheet name="A" r:id="r1"/></sheets></workbook>"#,
        ),
        (
            "xl/_rels/workbook.xml.rels",
            r#"<Relationships><Relationship Id="r1" Target="worksheets/sheet1.xml"/></Relationships>"#,
        ),
        ("xl/worksheets/sheet1.xml", sheet),
        ("xl/sharedStrings.xml", shared),
    ];
    let mut writer = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, content) in parts {
        writer.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
        writer.write_all(content.as_bytes()).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

#[test]
fn a_workbook_that_unfolds_is_refused() {
    let shared = format!("<sst><si><t>{}</t></si></sst>", "word ".repeat(2_000));
    let rows: String =
        (1..=3_000).map(|at| format!("<row r=\"{at}\"><c r=\"A{at}\" t=\"s\"><v>0</v></c></row>")).collect();
    let bomb = workbook(&format!("<worksheet><sheetData>{rows}</sheetData></worksheet>"), &shared);
    assert!(bomb.len() < 64 * 1024, "{}", bomb.len());
    assert_eq!(extract("bomb.xlsx", &bomb, &Limits::default()), Err(Refused::TooLarge));

    let entities = workbook("<!DOCTYPE x [<!ENTITY a \"aaaa\">]><worksheet/>", "<sst/>");
    assert!(matches!(extract("a.xlsx", &entities, &Limits::default()), Err(Refused::Broken(_))));

    // A million rows with one cell at the far right cost what they hold.
    let far: String =
        (1..=20_000).map(|at| format!("<row r=\"{at}\"><c r=\"XFD{at}\"><v>{at}</v></c></row>")).collect();
    let far = workbook(&format!("<worksheet><sheetData>{far}</sheetData></worksheet>"), "<sst/>");
    assert_eq!(read("far.xlsx", &far).blocks.len(), 20_000);
}

#[test]
fn tables_that_hold_nothing_say_so() {
    for (name, bytes) in [
        ("a.csv", b"".to_vec()),
        ("a.csv", b";;\n;;\n".to_vec()),
        ("a.csv", b"Question,Answer\n".to_vec()),
        ("a.xlsx", workbook("<worksheet><sheetData/></worksheet>", "<sst/>")),
    ] {
        assert_eq!(extract(name, &bytes, &Limits::default()), Err(Refused::Empty), "{name}");
    }
    assert!(matches!(sniff("a.csv", &file("faq.xlsx")), Err(Refused::Mislabelled { .. })));
    assert!(matches!(sniff("a.xlsx", b"Question,Answer"), Err(Refused::Mislabelled { .. })));
}

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig::with_cases(200))]

    #[test]
    fn any_delimited_text_keeps_its_words(text in "[a-zا-ي0-9 ,;\t|\"\n]{0,200}") {
        // "sep=" and names of columns are no text; the letters here spell none that matter.
        if let Ok(document) = extract("a.csv", text.as_bytes(), &Limits::default()) {
            proptest::prop_assert!(document.chars() <= text.chars().count() * 4);
        }
    }
}
