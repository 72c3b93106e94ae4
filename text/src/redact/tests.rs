use super::*;
use crate::normalize::ascii_digit;
use proptest::prelude::*;

fn hidden_knowing(text: &str, known: &Known) -> String {
    let mut out = String::new();
    let mut from = 0;
    for found in find(text, known) {
        out.push_str(&text[from..found.range.start]);
        out.push('[');
        out.push_str(found.kind.word());
        out.push(']');
        from = found.range.end;
    }
    out + &text[from..]
}

fn hidden(text: &str) -> String {
    hidden_knowing(text, &Known::default())
}

#[track_caller]
fn all(cases: &[(&str, &str)]) {
    for (text, wanted) in cases {
        assert_eq!(hidden(text), *wanted, "{text}");
    }
}

#[test]
fn numbers_are_found_in_every_script_and_spacing() {
    all(&[
        ("رقمي ٠٧٩١٢٣٤٥٦٧ وشكرا", "رقمي [PHONE] وشكرا"),
        ("رقمي٠٧٩١٢٣٤٥٦٧وشكرا", "رقمي[PHONE]وشكرا"),
        ("call +962 79 123 4567, please", "call [PHONE], please"),
        ("00962791234567", "[PHONE]"),
        ("شمارهٔ من ۰۹۱۲ ۳۴۵ ۶۷۸۹ است", "شمارهٔ من [PHONE] است"),
        ("۰۹۱۲\u{200C}۳۴۵\u{200C}۶۷۸۹", "[PHONE]"),
        ("０７９１２３４５６７", "[PHONE]"),
        ("0 7 9 1 2 3 4 5 6 7", "[PHONE]"),
        ("079-123-4567 و 079.123.4567", "[PHONE] و [PHONE]"),
        ("\u{200F}+962791234567\u{200F}", "\u{200F}[PHONE]\u{200F}"),
        ("0791234567 0781234567", "[PHONE] [PHONE]"),
        ("I bought 2. 0791234567 is mine", "I bought 2. [PHONE] is mine"),
        ("my number is 555 1234", "my number is [PHONE]"),
        ("card 4111 1111 1111 1111 ok", "card [CARD] ok"),
        ("4111-1111-1111-1111 0791234567", "[CARD] [PHONE]"),
        ("IBAN JO94 CBJO 0010 0000 0000 0131 0003 02 thanks", "IBAN [IBAN] thanks"),
        ("iban: it60x0542811101000000123456.", "iban: [IBAN]."),
        ("TC kimlik no: 17291716060", "TC kimlik no: [ID]"),
        ("784-1990-0000000-2", "[ID]"),
        ("کد ملی من ۰۰۱۰۵۴۲۲۰۵", "کد ملی من [ID]"),
        ("الرقم الوطني 9851234567", "الرقم الوطني [ID]"),
        ("codice fiscale RSS MRA 85T10 A562S", "codice fiscale [ID]"),
        ("رقم جوازي N1234567", "رقم جوازي [PASSPORT]"),
        ("رمز التحقق هو ٤٨٢٩١٣", "رمز التحقق هو [CODE]"),
        ("the code I received is 482913", "the code I received is [CODE]"),
        ("born on 12/05/1988", "born on [BIRTH]"),
        ("متولد ۱۳۶۷/۰۵/۱۲", "متولد [BIRTH]"),
        ("my ip is 192.168.1.44 and 2001:db8::1", "my ip is [IP] and [IP]"),
    ]);
}

#[test]
fn orders_are_known_by_their_word_or_their_form() {
    all(&[
        ("order 1001, 3 pots of 25 cm for 12.50 JD", "order [ORDER], 3 pots of 25 cm for 12.50 JD"),
        ("طلبي رقم ٤٤٧١ متأخر", "طلبي رقم [ORDER] متأخر"),
        ("شماره سفارش ۴۴۷۱", "شماره سفارش [ORDER]"),
        ("10234 numaralı siparişim nerede?", "[ORDER] numaralı siparişim nerede?"),
        ("ordine n. 88120", "ordine n. [ORDER]"),
        ("what about #10234?", "what about #[ORDER]?"),
        ("NB-10234 when?", "[ORDER] when?"),
        ("my parcel RR123456789TR", "my parcel [ORDER]"),
    ]);
}

#[test]
fn what_a_question_needs_stays() {
    for text in [
        "since 21-11-2026 or 2026-11-21, 3 pots of 25 cm for 12.50 JD",
        "between 9:00 and 17:30, 09.00-18.00, 14 days",
        "price 1 000 000, 12.500.000 toman, 5000000 تومان، 15.000.000 TL",
        "a@b, SKU ABC123456X, 2024-2025, XPS13, A4",
        "Does delivery of 1000 pots cost more? orders over 100 JD, order 500 g",
        "do you ship via e-mail? via WhatsApp, on the way to the place",
        "Will you deliver in May? Can Mark help with Rosa and Iris?",
        "هل عندكم ورد وياسمين؟ طلب فوق 30 دينار، كود الخصم 2024",
        "لدينا نباتات، علی الحساب، على راسي، من كريم ونور الشمس مني",
        "I am not sure. This is wrong. Sono interessata. Ben bekliyorum. أنا زعلان من خدمتكم",
    ] {
        assert_eq!(hidden(text), text);
    }
}

#[test]
fn names_are_found_by_what_stands_beside_them() {
    all(&[
        ("My name is Quentin Zubrowski and I wait", "My name is [NAME] and I wait"),
        ("my name is lina khoury, where is it?", "my name is [NAME], where is it?"),
        ("اسمي لينا خوري وطلبي متأخر", "اسمي [NAME] وطلبي متأخر"),
        ("أنا سارة من عمان وين طلبي؟", "أنا [NAME] من عمان وين طلبي؟"),
        ("معك محمد الخطيب بدي أسأل", "معك [NAME] بدي أسأل"),
        ("نام من علی رضایی است", "نام من [NAME] است"),
        ("سلام من مریم هستم", "سلام من [NAME] هستم"),
        ("خانم احمدی تماس گرفتند", "خانم [NAME] تماس گرفتند"),
        ("Merhaba ben Ayşe Yılmaz, geldim", "Merhaba ben [NAME], geldim"),
        ("adım mehmet, Ahmet Bey aradı", "adım [NAME], [NAME] aradı"),
        ("Buongiorno, sono Giulia Bianchi.", "Buongiorno, sono [NAME]."),
        ("Sig.ra D'Angelo", "Sig.ra [NAME]"),
        ("It is late.\nThanks,\nPiotr Zawadzki", "It is late.\nThanks,\n[NAME]"),
        ("What's your name? Shintarou Hamaguchi", "What's your name? [NAME]"),
        ("Name: Lóa Sigmundsdóttir", "Name: [NAME]"),
        ("I spoke to Marco yesterday", "I spoke to [NAME] yesterday"),
    ]);
}

#[test]
fn addresses_are_found_whole() {
    all(&[
        ("I live at 12 King Hussein Street, Apt 4, Amman 11181. When?", "I live at [ADDRESS]. When?"),
        ("عنواني شارع الملكة رانيا، عمارة 12، شقة رقم 5، عمان", "عنواني [ADDRESS]"),
        ("آدرسم خیابان ولیعصر، کوچه نسترن، پلاک ۱۲، واحد ۴ تهران", "آدرسم [ADDRESS]"),
        ("Abito in Via Roma 12, 20121 Milano", "Abito in [ADDRESS]"),
        ("PO Box 104", "[ADDRESS]"),
    ]);
    assert!(!hidden("Adresim Atatürk Mahallesi, Gül Sokak No: 12 Daire 4, Kadıköy").contains("Gül"));
}

#[test]
fn mail_and_keys_are_found_however_they_are_spelled() {
    all(&[
        ("write to Lina.K+shop@mail.example.jo.", "write to [EMAIL]."),
        ("lina dot khoury at gmail dot com", "[EMAIL]"),
        ("lina (at) mail (dot) com", "[EMAIL]"),
        ("marco punto rossi chiocciola libero punto it", "[EMAIL]"),
        ("find me @lina.k on insta", "find me [HANDLE] on insta"),
        ("my password is Hunter2!x please", "my password is [SECRET] please"),
        ("key sk-abcdefghijklmnop1234", "key [SECRET]"),
        ("eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.abcdefghijk", "[SECRET]"),
        ("-----BEGIN PRIVATE KEY-----\nabc\n-----END PRIVATE KEY----- x", "[SECRET] x"),
    ]);
}

#[test]
fn what_is_known_is_hidden_wherever_it_stands() {
    let mut known = Known::default();
    known.name("Piotr Zawadzki");
    known.name("علي");
    known.public("Nour Nabta");
    known.learn("my order number is 4471, اسمي تيماء");
    for (text, wanted) in [
        ("is PIOTR there, or zawadzki?", "is [NAME] there, or [NAME]?"),
        ("and 4471? 4 471", "and [ORDER]? [ORDER]"),
        ("قالت تيماء وتيماء", "قالت [NAME] و[NAME]"),
        ("على الحساب", "على الحساب"),
        ("my name is Nour", "my name is Nour"),
    ] {
        assert_eq!(hidden_knowing(text, &known), wanted);
    }
}

#[test]
fn two_writings_of_a_value_are_one() {
    let same = |text: &str| find(text, &Known::default()).remove(0).same;
    assert_eq!(same("+962 79 123 4567"), same("٠٧٩١٢٣٤٥٦٧"));
    assert_eq!(same("A@X.example"), same("a@x.example"));
    assert_eq!(same("اسمي أحمد"), same("اسمي احمد"));
}

/// Writes digits as people do: another script, groups, marks of direction.
fn written(digits: &str, script: usize, mark: usize) -> String {
    let zero = ['0', '٠', '۰', '０'][script];
    let mut out = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && place % 3 == 0 {
            out.push_str(["", " ", "-", "\u{200C}", "\u{2067}", ".", "\u{A0}"][mark]);
        }
        out.push(char::from_u32(u32::from(zero) + digit.to_digit(10).unwrap()).unwrap());
    }
    out
}

proptest! {
    #[test]
    fn what_is_found_is_in_order_and_on_boundaries(
        text in "[\\PC\\n]{0,80}|[a-zA-Z@.0-9 +()/:-]{0,60}|[\\u{600}-\\u{6ff}\\u{200c} \\n]{0,60}|((my name is|address|order|شارع|اسمي|[0-9]{1,9}|[A-Z][a-z]+|,|\\n|no) ?){0,14}"
    ) {
        let mut end = 0;
        for found in find(&text, &Known::default()) {
            prop_assert!(found.range.start >= end && found.range.end > found.range.start);
            prop_assert!(text.get(found.range.clone()).is_some());
            prop_assert!(!found.same.is_empty());
            end = found.range.end;
        }
    }

    #[test]
    fn a_phone_is_found_wherever_and_however_it_stands(
        digits in "07[789][0-9]{7}", script in 0..4usize, mark in 0..7usize, before in "[a-z ]{0,10}", after in "[a-z ,!]{0,10}"
    ) {
        let text = format!("{before} {} {after}", written(&digits, script, mark));
        let left: String = hidden(&text).chars().map(ascii_digit).filter(char::is_ascii_digit).collect();
        prop_assert!(left.is_empty(), "{}", hidden(&text));
    }

    #[test]
    fn a_known_name_never_stays(name in "[A-Z][a-z]{4,9}", before in "[a-z ]{0,10}", after in "[ ,.!?'][a-z ]{0,8}") {
        let mut known = Known::default();
        known.name(&name);
        prop_assume!(!name::is_common(&name.to_lowercase()));
        let text = format!("{before} {name}{after}");
        prop_assert!(!hidden_knowing(&text, &known).contains(&name));
    }

    #[test]
    fn small_numbers_stay(number in 1..999_u32, unit in "(days|cm|JD|TL|pots|يوم|دينار|روز|gün|giorni)") {
        let text = format!("it is {number} {unit} then");
        prop_assert_eq!(hidden(&text), text);
    }
}
