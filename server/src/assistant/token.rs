//! How tokens are written, and read again after a model had them.
//!
//! Models keep `[PHONE_1]` mostly as it is. Mostly: they also write `[Phone 1]`, `【PHONE_1】`, `PHONE\_1`, translate
//! the word, use the digits of the language they answer in, or take the brackets away.

use std::{collections::HashMap, ops::Range, sync::LazyLock};
use text::{normalize::fold, redact::Kind};

/// The word of what only looks like a token.
const LITERAL: &str = "TEXT";
/// Bytes between the brackets of a token, at most.
const MOST_INSIDE: usize = 60;

/// A token as it is read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Named {
    pub kind: Option<Kind>,
    pub number: Option<usize>,
    pub range: Range<usize>,
}

pub(super) fn write(kind: Option<Kind>, number: usize) -> String {
    format!("[{}_{number}]", kind.map_or(LITERAL, Kind::word))
}

/// All that reads as a token, in order.
pub(super) fn all(text: &str) -> Vec<Named> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(rest) = text.get(at..) {
        let Some(c) = rest.chars().next() else { break };
        let token = bracketed(rest, c).or_else(|| starts_word(text, at).then(|| bare(rest)).flatten());
        match token {
            Some((kind, number, length)) => {
                found.push(Named { kind, number, range: at..at + length });
                at += length;
            }
            None => at += c.len_utf8(),
        }
    }
    found
}

/// Whether a token may still be open at the end of a text that grows.
pub(super) fn is_open(text: &str) -> bool {
    let exact =
        |rest: &str| rest.chars().skip(1).all(|c| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '_');
    let round = text.rfind(['(', '{', '<', '«']).and_then(|open| text.get(open..));
    round.is_some_and(exact)
        || text.rfind(['[', '【', '［', '〔']).is_some_and(|open| {
            let rest = text.get(open..).unwrap_or_default();
            rest.len() <= MOST_INSIDE && !rest.contains([']', '】', '］', '〕', '\n'])
        })
}

type Read = (Option<Kind>, Option<usize>, usize);

/// A token in brackets; round and pointed ones hold all sorts of things, so there only its exact form counts.
fn bracketed(rest: &str, open: char) -> Option<Read> {
    let (close, exact) = match open {
        '[' => (']', false),
        '【' => ('】', false),
        '［' => ('］', false),
        '〔' => ('〕', false),
        '(' => (')', true),
        '{' => ('}', true),
        '<' => ('>', true),
        '«' => ('»', true),
        '⟦' => ('⟧', false),
        _ => return None,
    };
    let inside = rest.get(open.len_utf8()..)?;
    let end = inside.find(close).filter(|end| *end <= MOST_INSIDE)?;
    let inner = inside.get(..end)?;
    let length = open.len_utf8() + end + close.len_utf8();
    if exact {
        let (kind, number, read) = bare(inner.trim())?;
        return (read == inner.trim().len()).then_some((kind, number, length));
    }
    let (kind, number) = named(inner)?;
    Some((kind, number, length))
}

/// `PHONE_1` without brackets: in capitals, with its stroke.
fn bare(rest: &str) -> Option<Read> {
    let letters = rest.chars().take_while(char::is_ascii_uppercase).count();
    let word = rest.get(..letters).filter(|word| !word.is_empty())?;
    let kind = exact(word)?;
    let after = rest.get(letters..)?;
    let stroke = if after.starts_with("\\_") { 2 } else { usize::from(after.starts_with('_')) };
    let tail = after.get(stroke..).filter(|_| stroke > 0)?;
    let (number, length) = number(tail)?;
    let next = tail.get(length..)?.chars().next();
    // A letter of another script is an ending that was written together with it.
    let ends = next.is_none_or(|c| !c.is_ascii_alphanumeric() && c != '_');
    ends.then_some((kind, Some(number), letters + stroke + length))
}

fn starts_word(text: &str, at: usize) -> bool {
    let before = text.get(..at).and_then(|before| before.chars().next_back());
    before.is_none_or(|c| !c.is_ascii_alphanumeric() && c != '_')
}

/// The number at the beginning of a text, in any digits, and how many bytes it has.
fn number(text: &str) -> Option<(usize, usize)> {
    let digits: String = text.chars().map_while(digit).collect();
    let length = text.chars().take_while(|c| digit(*c).is_some()).map(char::len_utf8).sum();
    (1..=4).contains(&digits.len()).then(|| digits.parse().ok().map(|number| (number, length))).flatten()
}

fn digit(c: char) -> Option<char> {
    let c = text::normalize::ascii_digit(c);
    c.is_ascii_digit().then_some(c)
}

fn exact(word: &str) -> Option<Option<Kind>> {
    if word == LITERAL {
        return Some(None);
    }
    Kind::ALL.into_iter().find(|kind| kind.word() == word).map(Some)
}

/// What stands between square brackets: a kind's word in any of the languages, with or without its number.
fn named(inner: &str) -> Option<(Option<Kind>, Option<usize>)> {
    let inner = fold(inner);
    let mark = |c: char| matches!(c, ' ' | '_' | '-' | '#' | ':' | '.' | '\\' | '*' | '`' | '№' | '~');
    let body = inner.trim_matches(mark);
    let (word, number) = if let Some(word) = body.strip_suffix(|c: char| c.is_ascii_digit()) {
        let word = word.trim_end_matches(|c: char| c.is_ascii_digit());
        (word, body.get(word.len()..))
    } else {
        let word = body.trim_start_matches(|c: char| c.is_ascii_digit());
        (word, body.get(..body.len() - word.len()).filter(|number| !number.is_empty()))
    };
    let number = match number {
        Some(number) => Some(number.parse().ok()?),
        None => None,
    };
    let word = word.trim_matches(mark).replace(['_', '-', '\\', '.'], " ");
    let word = word.trim_end_matches(" no").trim_end_matches(" رقم").trim();
    let kind = *WORDS.get(word)?;
    Some((kind, number))
}

/// The kinds' words as models translate them.
const TRANSLATED: [(Kind, &str); 16] = [
    (
        Kind::Name,
        "name|customer name|full name|اسم|الاسم|اسم العميل|نام|اسم مشتری|isim|ad|adı|müşteri adı|nome|nome cliente|nome e cognome",
    ),
    (Kind::Address, "address|postal address|عنوان|العنوان|آدرس|نشانی|adres|indirizzo"),
    (Kind::Handle, "handle|username|user name|اسم المستخدم|نام کاربری|kullanıcı adı|nome utente"),
    (
        Kind::Order,
        "order|order number|order id|طلب|الطلب|رقم الطلب|سفارش|شماره سفارش|sipariş|sipariş numarası|sipariş no|ordine|numero ordine|numero d'ordine",
    ),
    (Kind::Number, "number|رقم|الرقم|عدد|شماره|numara|sayı|numero"),
    (
        Kind::Account,
        "account|account number|حساب|رقم الحساب|شماره حساب|hesap|hesap numarası|conto|numero di conto",
    ),
    (Kind::Code, "code|رمز|الرمز|كود|کد|kod|codice"),
    (
        Kind::Phone,
        "phone|phone number|telephone|mobile|tel|هاتف|الهاتف|رقم الهاتف|تلفون|جوال|تلفن|شماره تلفن|telefon|telefon numarası|telefono|numero di telefono",
    ),
    (
        Kind::Birth,
        "birth|birthdate|date of birth|تاريخ الميلاد|ميلاد|تاریخ تولد|تولد|doğum tarihi|doğum|nascita|data di nascita",
    ),
    (Kind::Passport, "passport|جواز|جواز السفر|گذرنامه|پاسپورت|pasaport|passaporto"),
    (
        Kind::Id,
        "id|national id|id number|هوية|الهوية|رقم الهوية|الرقم الوطني|کد ملی|kimlik|kimlik no|documento|codice fiscale",
    ),
    (Kind::Ip, "ip|ip address|عنوان ip|آدرس ip|ip adresi|indirizzo ip"),
    (Kind::Iban, "iban|آیبان|ایبان|شبا|ايبان"),
    (
        Kind::Card,
        "card|card number|credit card|بطاقة|البطاقة|رقم البطاقة|کارت|شماره کارت|kart|kart numarası|carta|numero carta",
    ),
    (
        Kind::Email,
        "email|e mail|mail|email address|بريد|البريد|البريد الإلكتروني|ايميل|إيميل|ایمیل|پست الکترونیک|e posta|eposta|indirizzo email|posta elettronica",
    ),
    (
        Kind::Secret,
        "secret|password|سر|كلمة السر|كلمة المرور|رمز عبور|گذرواژه|şifre|parola|password segreta|segreto",
    ),
];

static WORDS: LazyLock<HashMap<String, Option<Kind>>> = LazyLock::new(|| {
    let rows = TRANSLATED.iter().flat_map(|(kind, row)| row.split('|').map(|word| (fold(word), Some(*kind))));
    rows.chain([(fold(LITERAL), None)]).collect()
});
