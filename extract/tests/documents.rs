//! The documents in `files/` in every format, and what must not be read.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test may panic")]

use std::io::Write;
use std::path::{Path, PathBuf};

use extract::{Block, BlockKind, Document, Format, Limits, Refused, extract, sniff};

fn limits() -> Limits {
    let default = Path::new(env!("CARGO_MANIFEST_DIR")).join("../target/tools/pdfium/libpdfium.so");
    let library = std::env::var_os("DIWAN_PDFIUM").map_or(default, PathBuf::from);
    assert!(
        library.exists(),
        "no PDF library at {}: run `cargo xtask tools`, or set DIWAN_PDFIUM to the folder that holds libpdfium.so",
        library.display()
    );
    Limits::with_pdfium(library)
}

fn file(name: &str) -> Vec<u8> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/files").join(name);
    std::fs::read(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn read(name: &str) -> Document {
    extract(name, &file(name), &limits()).unwrap_or_else(|refused| panic!("{name}: {refused}"))
}

fn refused(name: &str, bytes: &[u8]) -> Refused {
    extract(name, bytes, &limits()).expect_err(name)
}

/// Blocks as lines. PDF keeps no ZWNJ and only some come back, so it is left out on both sides.
fn lines(document: &Document) -> Vec<String> {
    let line = |block: &Block| format!("{:?} {}", block.kind, block.text.replace('\u{200C}', ""));
    document.blocks.iter().map(line).collect()
}

#[test]
fn every_format_gives_the_same_blocks() {
    for lang in ["ar", "fa", "tr", "it", "en"] {
        let written = read(&format!("{lang}.md"));
        assert_eq!(written.blocks.len(), 12, "{lang}.md");
        for format in ["html", "docx", "pdf"] {
            let document = read(&format!("{lang}.{format}"));
            assert_eq!(lines(&document), lines(&written), "{lang}.{format}");
            assert_eq!(document.title, written.title, "{lang}.{format}");
        }
    }
}

#[test]
fn plain_text_keeps_its_words_and_items() {
    for lang in ["ar", "fa", "tr", "it", "en"] {
        let (plain, written) = (read(&format!("{lang}.txt")), read(&format!("{lang}.md")));
        let texts = |document: &Document| -> Vec<String> {
            document.blocks.iter().map(|block| block.text.clone()).collect()
        };
        assert_eq!(texts(&plain), texts(&written), "{lang}");
        let items = plain.blocks.iter().filter(|block| block.kind == BlockKind::ListItem);
        assert_eq!(items.count(), 3, "{lang}");
    }
}

#[test]
fn a_browsers_persian_reads_like_the_original() {
    assert_eq!(lines(&read("fa-chromium.pdf")), lines(&read("fa.md")));
}

#[test]
fn a_turned_page_is_read_upright() {
    assert_eq!(lines(&read("turned.pdf")), lines(&read("en.pdf")));
}

#[test]
fn columns_are_read_one_after_the_other_without_running_heads() {
    let document = read("columns.pdf");
    let text = lines(&document).join("\n");
    assert!(!text.contains("Nabta care guide") && !text.contains("Page "), "{text}");
    let mut starts = Vec::new();
    for chapter in 1..=3 {
        assert!(text.contains(&format!("Heading(2) Chapter {chapter}\n")), "{text}");
        for paragraph in 1..=4 {
            starts.push(
                text.find(&format!("Paragraph Chapter {chapter}, paragraph {paragraph}. ")).expect(&text),
            );
        }
    }
    assert!(starts.is_sorted(), "{starts:?}");
    for (sentence, times) in [
        ("Every seedling leaves our greenhouse watered and wrapped in recyclable packaging.", 6),
        ("Unpack it immediately, remove the transportation sleeve and put it somewhere bright.", 6),
        ("Photograph any damage and contact our horticultural support within forty-eight hours.", 9),
    ] {
        assert_eq!(text.matches(sentence).count(), times, "{sentence}\n{text}");
    }
    assert_eq!(document.pages, Some(4));
    assert_eq!(document.blocks.last().and_then(|block| block.page), Some(4));
}

#[test]
fn narrow_justified_columns_are_no_table() {
    for (name, wanted) in [
        (
            "narrow-it.pdf",
            [
                "Heading(1) Potatura degli ulivi",
                "Paragraph Gli ulivi si potano in primavera, prima della fioritura; si tolgono i rami secchi e quelli che \
                 crescono verso il centro.",
                "Heading(1) Annaffiature",
                "Paragraph In estate le piante giovani vanno annaffiate due volte la settimana; quelle adulte sopportano \
                 tre settimane senza pioggia.",
                "Heading(1) Raccolta",
                "Paragraph Le olive si raccolgono da ottobre a dicembre. Per l’olio servono frutti appena invaiati; per la \
                 tavola quelli ancora verdi.",
            ],
        ),
        (
            "narrow-en.pdf",
            [
                "Heading(1) Pruning olives",
                "Paragraph Prune olive trees in spring before they flower; remove dead branches and those that grow towards \
                 the middle. Seal the cuts.",
                "Heading(1) Watering",
                "Paragraph Young trees need water twice a week in summer; grown ones endure three weeks without rain. Water \
                 them early in the morning.",
                "Heading(1) Harvest",
                "Paragraph Olives are picked from October to December. For oil when their colour begins to turn, for the \
                 table while they are green.",
            ],
        ),
    ] {
        assert_eq!(lines(&read(name)), wanted, "{name}");
    }
    assert_eq!(lines(&read("four-columns.pdf")), lines(&read("narrow-en.pdf")));
}

#[test]
fn tanwin_ends_its_word_and_parts_none() {
    let sentences = [
        "Paragraph نسقي الأشجار يومياً إلى أن تكبر، ثم أسبوعياً إن كان الجو معتدلاً.",
        "Paragraph نرسل أيضاً إيصالاً إلكترونياً إلى الزبون، وكتاباً صغيراً مجاناً أو دليلاً مطبوعاً أولاً بأول.",
        "Paragraph شكراً لكم دائماً. اطلبوا مبلغاً أقل أو أكثر، فلسنا متجراً كبيراً جداً، ونفتح صباحاً ومساءً أبداً.",
        "Paragraph هذا شجرٌ مثمرٌ في كل عامٍ جديدٍ، وله ورقٌ أخضرُ لامعٌ.",
    ];
    assert_eq!(lines(&read("tanwin.pdf")), sentences);
}

#[test]
fn a_table_with_justified_cells_stays_one() {
    let rows = [
        "Row Basil small | Likes full sun and much water in summer | 3 euro a pot",
        "Row Mint of Rome | Grows in half shade, water it daily | 4 euro a pot",
        "Row Lemon balm | Cut it back after it has flowered once | 12 euro a tray",
        "Row Wild thyme | Stands dry soil and the heat of July | 2 euro a pot",
    ];
    assert_eq!(lines(&read("justified-table.pdf")), rows);
}

#[test]
fn a_single_page_is_read_without_its_head_and_foot() {
    let shop = Path::new(env!("CARGO_MANIFEST_DIR")).join("../demo/nabta");
    let mut pages = 0;
    for (lang, head, foot) in [
        ("ar", "نبتة · مركز المساعدة", "نبتة لمستلزمات الحدائق، عمّان"),
        ("fa", "نبتة · مرکز راهنما", "نبتة، فروشگاه باغبانی، امان"),
        ("tr", "Nabta · Yardım merkezi", "Nabta Bahçe Mağazası, Amman"),
        ("it", "Nabta · Centro assistenza", "Nabta, il negozio del giardino, Amman"),
        ("en", "Nabta · Help centre", "Nabta Garden Shop, Amman"),
    ] {
        for entry in std::fs::read_dir(shop.join(lang)).unwrap().flatten() {
            let name = entry.file_name().into_string().unwrap();
            if !name.ends_with(".pdf") {
                continue;
            }
            let document = extract(&name, &std::fs::read(entry.path()).unwrap(), &limits()).unwrap();
            pages += document.pages.unwrap();
            let joined: Vec<&str> = document.blocks.iter().map(|block| block.text.as_str()).collect();
            let joined = joined.join("\n");
            assert!(!joined.contains(head) && !joined.contains(foot), "{lang}/{name}:\n{joined}");
            // What stands last and is text stays.
            assert!(joined.ends_with(['.', '۔']), "{lang}/{name}:\n{joined}");
        }
    }
    assert!(pages >= 20);
}

#[test]
fn what_cannot_be_read_says_why() {
    assert_eq!(refused("encrypted.pdf", &file("encrypted.pdf")), Refused::Encrypted);
    assert_eq!(refused("scanned.pdf", &file("scanned.pdf")), Refused::Scanned);
    assert_eq!(refused("empty.pdf", &file("empty.pdf")), Refused::Empty);
    assert_eq!(refused("empty.docx", &file("empty.docx")), Refused::Empty);
    for name in ["a.txt", "a.md", "a.html", "a.pdf", "a.docx"] {
        assert_eq!(refused(name, b""), Refused::Empty, "{name}");
    }
    assert_eq!(refused("blank.txt", b" \r\n\t\n"), Refused::Empty);
    assert_eq!(refused("blank.html", b"<!doctype html><title>x</title><p> </p>"), Refused::Empty);
    assert_eq!(refused("letter.rtf", b"{\\rtf1 hello}"), Refused::Unsupported);
}

#[test]
fn files_cut_off_or_spoilt_are_broken() {
    for name in ["ar.pdf", "it.pdf", "en.docx"] {
        let whole = file(name);
        for part in [whole.len() / 4, whole.len() / 2, whole.len() * 9 / 10] {
            let refused = refused(name, &whole[..part]);
            assert!(matches!(refused, Refused::Broken(_)), "{name} at {part}: {refused:?}");
        }
    }
    let noise: Vec<u8> = (0..4000_u32).map(|at| (at.wrapping_mul(2_654_435_761) >> 24) as u8).collect();
    let pdf = [b"%PDF-1.7\n".as_slice(), &noise].concat();
    assert!(matches!(refused("noise.pdf", &pdf), Refused::Broken(_)));
    let zip = [b"PK\x03\x04".as_slice(), &noise].concat();
    assert!(matches!(refused("noise.docx", &zip), Refused::Broken(_)));
}

#[test]
fn content_that_is_not_what_the_name_says_is_mislabelled() {
    let cases: [(&str, Vec<u8>, Format); 6] = [
        ("a.pdf", file("it.docx"), Format::Pdf),
        ("a.pdf", b"Just a letter, renamed.".to_vec(), Format::Pdf),
        ("a.docx", file("it.pdf"), Format::Docx),
        ("a.docx", file("it.html"), Format::Docx),
        ("a.txt", file("it.pdf"), Format::Text),
        ("a.md", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".to_vec(), Format::Markdown),
    ];
    for (name, bytes, format) in cases {
        let refused = refused(name, &bytes);
        assert!(
            matches!(&refused, Refused::Mislabelled { declared, .. } if *declared == format),
            "{name}: {refused:?}"
        );
        assert_eq!(refused.code(), "document_mislabelled");
    }
    assert_eq!(sniff("no extension", &file("it.pdf")), Ok(Format::Pdf));
    assert_eq!(sniff("notes", b"<!doctype html><p>x"), Ok(Format::Html));
}

/// A package whose main part is the text given, as `word/document.xml`.
fn package(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, content) in parts {
        writer.start_file(*name, zip::write::SimpleFileOptions::default()).unwrap();
        writer.write_all(content).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

#[test]
fn a_bomb_does_not_unpack() {
    let bomb = package(&[("word/document.xml", &vec![b' '; 8 * 1024 * 1024])]);
    assert!(bomb.len() < 64 * 1024);
    let small = Limits { max_expansion: 4 * 1024 * 1024, ..limits() };
    assert_eq!(extract("bomb.docx", &bomb, &small), Err(Refused::TooLarge));

    // The same with a small size declared in the directory: only unpacking tells.
    let mut lying = package(&[("word/document.xml", &vec![b' '; 1024 * 1024])]);
    let at = lying.windows(4).position(|window| window == b"PK\x01\x02").unwrap();
    lying[at + 24..at + 28].copy_from_slice(&100_u32.to_le_bytes());
    let small = Limits { max_expansion: 64 * 1024, ..limits() };
    let refused = extract("lying.docx", &lying, &small).unwrap_err();
    assert!(matches!(refused, Refused::TooLarge | Refused::Broken(_)), "{refused:?}");
}

#[test]
fn word_extras_are_read_once_and_deletions_not() {
    let body = br#"<?xml version="1.0"?><w:document xmlns:w="w" xmlns:mc="mc"><w:body>
      <w:p><w:pPr><w:outlineLvl w:val="0"/></w:pPr><w:r><w:t>Top &amp; first</w:t></w:r></w:p>
      <w:p><w:del><w:r><w:delText>gone</w:delText><w:t>gone</w:t></w:r></w:del><w:ins><w:r><w:t>new</w:t></w:r></w:ins>
        <w:r><w:tab/><w:t xml:space="preserve">after </w:t><w:br/><w:t>break</w:t></w:r>
        <w:r><w:rPr><w:vanish/></w:rPr><w:t>hidden</w:t></w:r></w:p>
      <w:p><w:r><mc:AlternateContent><mc:Choice><w:txbxContent><w:p><w:r><w:t>boxed</w:t></w:r></w:p></w:txbxContent></mc:Choice>
        <mc:Fallback><w:txbxContent><w:p><w:r><w:t>boxed</w:t></w:r></w:p></w:txbxContent></mc:Fallback></mc:AlternateContent></w:r></w:p>
      <w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="3"/></w:numPr></w:pPr><w:r><w:t>item</w:t></w:r></w:p>
    </w:body></w:document>"#;
    let document = extract("a.docx", &package(&[("word/document.xml", body)]), &limits()).unwrap();
    assert_eq!(
        lines(&document),
        ["Heading(1) Top & first", "Paragraph new after break", "Paragraph boxed", "ListItem item"]
    );
}

#[test]
fn entities_that_blow_up_are_refused() {
    let body =
        br#"<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">]><w:document xmlns:w="w"><w:body>
      <w:p><w:r><w:t>&a;</w:t></w:r></w:p></w:body></w:document>"#;
    let refused = refused("a.docx", &package(&[("word/document.xml", body)]));
    assert!(matches!(refused, Refused::Broken(_)), "{refused:?}");
}

#[test]
fn a_protected_word_file_is_encrypted() {
    let mut bytes = vec![0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];
    bytes.resize(2048, 0);
    bytes.extend("EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes));
    bytes.resize(4096, 0);
    assert_eq!(refused("secret.docx", &bytes), Refused::Encrypted);
    assert!(matches!(refused("secret.pdf", &bytes), Refused::Mislabelled { .. }));
}

#[test]
fn a_page_loses_its_surroundings_and_keeps_its_answers() {
    let page = r#"<!doctype html><html><head><meta charset=utf-8><title> FAQ &ndash; Nabta </title><style>p{}</style></head>
      <body><header><a href=/>Home</a></header><nav>Menu</nav>
      <section><header><h1>Questions</h1></header><details><summary>How long?</summary><p>Two<br>days&nbsp;&amp; a half.</p></details>
      <div hidden>secret</div><div hidden="until-found">folded answer</div><p style="display : none">gone</p>
      <ol><li>first <b>bold</b></li><li><p>second</p></li></ol>
      <table><tr><th>City</th><th>Fee</th></tr><tr><td>Amman</td><td>2 <small>JOD</small></td></tr></table>
      <pre>a
  b</pre><script>alert(1)</script><template><p>unused</p></template></section>
      <aside>Advert</aside><footer>Imprint</footer></body></html>"#;
    let document = extract("faq.html", page.as_bytes(), &limits()).unwrap();
    assert_eq!(document.title.as_deref(), Some("FAQ – Nabta"));
    assert_eq!(
        lines(&document),
        [
            "Heading(1) Questions",
            "Paragraph How long?",
            "Paragraph Two days & a half.",
            "Paragraph folded answer",
            "ListItem first bold",
            "ListItem second",
            "Row City | Fee",
            "Row Amman | 2 JOD",
            "Paragraph a\n  b",
        ]
    );
}

/// A page's text as one line.
fn words(page: &str) -> String {
    let document = extract("page.html", page.as_bytes(), &limits()).unwrap();
    document.blocks.iter().map(|block| block.text.as_str()).collect::<Vec<_>>().join(" ")
}

#[test]
fn depth_costs_neither_words_nor_order() {
    let deep = format!(
        "<!doctype html><main><p>before</p>{}<p>one<b>two</b><p>three<script>no</script><style>no</style>\
         <table><tr><td>four<td>five</table><textarea>no</textarea><ul><li>six<li>seven</ul>{}<p>after</p></main>",
        "<div>".repeat(4_000),
        "</div>".repeat(4_000)
    );
    assert_eq!(words(&deep), "before onetwo three four five six seven after");
    // The end tags of what was flattened close nothing else: the menu is skipped to its end.
    let menu =
        format!("<!doctype html><nav>{}a{}b</nav><h2>Shown</h2>", "<div>".repeat(600), "</div>".repeat(600));
    assert_eq!(words(&menu), "Shown");
}

#[test]
fn a_page_is_read_in_time_linear_in_its_size_however_deep_it_is() {
    let fonts: String = (0..40_000).map(|n| format!("<p><font color={n}>w")).collect();
    for page in [
        "<div>".repeat(300_000) + "end",
        "<div>w ".repeat(200_000),
        "<span>".repeat(200_000) + &"</b>".repeat(50_000) + "end",
        "<table><tr><td>".repeat(80_000) + "end",
        "<ul><li>w".repeat(100_000),
        "<svg><g>".repeat(100_000) + "</svg>",
        "<a><i hidden>".repeat(80_000),
        fonts,
    ] {
        let started = std::time::Instant::now();
        let read = extract("deep.html", format!("<!doctype html><p>start{page}").as_bytes(), &limits());
        let took = started.elapsed();
        let head: String = page.chars().take(20).collect();
        println!("{head} {} bytes {took:?}", page.len());
        assert!(read.unwrap().chars() >= "start".len());
        // Seconds without optimisation; it was minutes with it.
        assert!(took < std::time::Duration::from_secs(30), "{head}: {took:?}");
    }
}

#[test]
fn a_page_in_an_old_charset_is_decoded() {
    let arabic = [0xE3, 0xD1, 0xCD, 0xC8, 0xC7]; // مرحبا in windows-1256
    let page = [b"<html><meta charset=\"windows-1256\"><p>".as_slice(), &arabic].concat();
    assert_eq!(lines(&extract("old.html", &page, &limits()).unwrap()), ["Paragraph مرحبا"]);
}

#[test]
fn front_matter_gives_the_title_and_no_text() {
    let text = "---\ntitle: \"Care guide\"\ndate: 2025-01-01\n---\n# Watering\n\nOnce a *week*.\n\n1. first\n   - inner\n\n> quoted <br> line\n\n<div><p>raw &amp; html</p></div>\n";
    let document = extract("care.md", text.as_bytes(), &limits()).unwrap();
    assert_eq!(document.title.as_deref(), Some("Care guide"));
    assert_eq!(
        lines(&document),
        [
            "Heading(1) Watering",
            "Paragraph Once a week.",
            "ListItem first",
            "ListItem inner",
            "Paragraph quoted line",
            "Paragraph raw & html",
        ]
    );
}

#[test]
fn limits_hold() {
    let few = Limits { max_pages: 2, ..limits() };
    assert_eq!(extract("columns.pdf", &file("columns.pdf"), &few), Err(Refused::TooManyPages(4)));
    let short = Limits { max_chars: 100, ..limits() };
    for name in ["en.pdf", "en.docx", "en.md", "en.html", "en.txt"] {
        assert_eq!(extract(name, &file(name), &short), Err(Refused::TooLarge), "{name}");
    }
}

#[test]
fn a_file_locked_against_changes_only_is_read() {
    assert_eq!(lines(&read("owner-locked.pdf")), lines(&read("it.pdf")));
}

#[test]
fn documents_and_refusals_cross_a_process_boundary() {
    let document = read("en.md");
    let json = serde_json::to_string(&document).unwrap();
    assert_eq!(serde_json::from_str::<Document>(&json).unwrap(), document);
    for refused in [
        Refused::Scanned,
        Refused::Broken("x".into()),
        Refused::Mislabelled { declared: Format::Pdf, found: "text/plain".into() },
        Refused::TooManyPages(3),
    ] {
        let json = serde_json::to_string(&refused).unwrap();
        assert_eq!(serde_json::from_str::<Refused>(&json).unwrap(), refused);
    }
}

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig::with_cases(150))]

    /// A spoilt byte may cost the text, never the process.
    #[test]
    fn spoilt_files_do_not_panic(which in 0..6_usize, at in 0..60_000_usize, byte in 0..=255_u8) {
        let name = ["it.pdf", "fa.pdf", "ar.docx", "tr.html", "en.md", "ar.txt"][which];
        let mut bytes = file(name);
        let at = at % bytes.len();
        bytes[at] = byte;
        let _ = extract(name, &bytes, &limits());
    }
}

#[test]
fn a_page_loses_what_every_page_of_the_site_has() {
    let page = r#"<!doctype html><html><body class="cookie-notice-shown">
      <div id="CybotCookiebotDialog"><p>This website uses cookies</p></div>
      <div class="gdpr_consent-banner"><p>We value your privacy</p></div>
      <section aria-modal="true"><p>Subscribe to our letter!</p></section>
      <p class="skip-link">Skip to content</p>
      <div class="site-header"><ul class="menu"><li>Shop</li></ul></div>
      <ol class="breadcrumbs"><li>Home</li><li>Help</li></ol>
      <h1>How we use cookies</h1><p class="cookie-policy">Two cookies, for your cart.</p>
      <section><div class="menu"><p>Today's menu: soup.</p></div></section>
      <div id="footer"><p>© 2026 Nabta</p></div></body></html>"#;
    let document = extract("page.html", page.as_bytes(), &limits()).unwrap();
    assert_eq!(
        lines(&document),
        [
            "Heading(1) How we use cookies",
            "Paragraph Two cookies, for your cart.",
            "Paragraph Today's menu: soup."
        ]
    );
    let all = r#"<!doctype html><div class="sidebar"><p>The whole page is a sidebar.</p></div>"#;
    let document = extract("page.html", all.as_bytes(), &limits()).unwrap();
    assert_eq!(lines(&document), ["Paragraph The whole page is a sidebar."]);
}
