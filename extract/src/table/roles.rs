//! Words by which sheets name their columns, in five languages, and values by which they name languages.

use unicode_normalization::UnicodeNormalization;

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Role {
    Question,
    Answer,
    Category,
    Language,
    /// A counter or id: says nothing to a reader.
    Number,
}

/// A heading of more letters or words is a sentence.
const LONGEST: usize = 40;
const MOST_WORDS: usize = 4;

const NUMBER: &str =
    "id no nr num number code # № رقم الرقم تسلسل م ردیف شماره کد شناسه sira numara kod sno numero codice n";
const ANSWER: &str = "answer answers reply replies response solution resolution a ans \
    جواب اجابه رد اجوبه حل پاسخ پاسخها جوابها cevap cevaplar cevabi yanit yanitlar yaniti risposta risposte soluzione r";
const QUESTION: &str = "question questions query queries ask q faq \
    سوال اسيله استفسار استفسارات سوالات سوالها پرسش پرسشها soru sorular sorusu domanda domande quesito d";
const CATEGORY: &str = "category categories topic section group \
    فيه تصنيف قسم مجموعه دسته دستهبندی گروه بخش kategori kategorisi konu bolum grup categoria argomento sezione gruppo";
const LANGUAGE: &str = "language lang locale لغه لسان زبان dil dili lingua";
/// Columns of exported help articles, which are questions and answers by another name.
const TITLE: &str = "title subject heading عنوان baslik titolo oggetto";
const BODY: &str = "body content text details محتوی نص متن محتوا شرح icerik metin testo contenuto corpo";

const LANGUAGES: [(&str, &str); 5] = [
    ("ar", "ar ara arabic عربي عربی عربیه arapca arabo"),
    ("fa", "fa fas per farsi persian فارسی farsca iranca persiano"),
    ("tr", "tr tur turkish türkce turkce ترکی تركی تركیه turco"),
    ("it", "it ita italian italiano ایتالیایی ایطالی ایطالیه italyanca"),
    ("en", "en eng english انگلیسی انجلیزی انجلیزیه انكلیزیه ingilizce inglese"),
];

/// What a column of such a name holds; `None` where the name tells nothing.
pub(super) fn role(name: &str) -> Option<Role> {
    let words = words(name)?;
    let any = |list: &str| {
        let list: Vec<String> = list.split_whitespace().filter_map(form).collect();
        words.iter().any(|word| list.contains(word))
    };
    let single = words.len() == 1;
    [
        (Role::Number, NUMBER),
        (Role::Answer, ANSWER),
        (Role::Question, QUESTION),
        (Role::Category, CATEGORY),
        (Role::Language, LANGUAGE),
    ]
    .into_iter()
    // A letter alone names a column only if nothing stands with it.
    .find(|(_, list)| {
        any(list) && (single || words.iter().any(|word| word.chars().count() > 1 && any_is(list, word)))
    })
    .map(|(role, _)| role)
}

/// The same for exports of articles: title and body.
pub(super) fn article_role(name: &str) -> Option<Role> {
    let words = words(name)?;
    let is = |list: &str| words.iter().any(|word| any_is(list, word));
    if is(TITLE) {
        Some(Role::Question)
    } else if is(BODY) {
        Some(Role::Answer)
    } else {
        role(name)
    }
}

/// The tag of a language that a cell names, by its name or its tag.
pub(super) fn language(value: &str) -> Option<&'static str> {
    let word = form(value.split(['-', '_', ' ', '(']).next()?)?;
    LANGUAGES.iter().find(|(_, names)| any_is(names, &word)).map(|(tag, _)| *tag)
}

fn any_is(list: &str, word: &str) -> bool {
    list.split_whitespace().filter_map(form).any(|other| other == word)
}

/// The words of a column's name; `None` where it is no name.
fn words(name: &str) -> Option<Vec<String>> {
    if name.chars().count() > LONGEST || name.contains('\n') {
        return None;
    }
    let words: Vec<String> = name
        .split(|c: char| {
            c.is_whitespace() || matches!(c, '_' | '/' | '-' | '(' | ')' | ':' | '.' | '*' | '?' | '؟')
        })
        .filter_map(form)
        .collect();
    let asks = words.len() > 1 && name.trim_end().ends_with(['?', '؟']);
    (!words.is_empty() && words.len() <= MOST_WORDS && !asks).then_some(words)
}

/// A word as it is compared: small, without marks and the Arabic article, letters of one sound alike.
fn form(word: &str) -> Option<String> {
    let folded: String = word
        .to_lowercase()
        .nfd()
        .filter(|&c| !is_mark(c))
        .map(|c| match c {
            'ı' => 'i',
            'أ' | 'إ' | 'آ' | 'ٱ' => 'ا',
            'ى' | 'ي' | 'ئ' => 'ی',
            'ؤ' => 'و',
            'ك' => 'ک',
            'ة' | 'ۀ' | 'ە' => 'ه',
            other => other,
        })
        .collect();
    let bare = folded.strip_prefix("ال").filter(|rest| rest.chars().count() > 1).unwrap_or(&folded);
    (!bare.is_empty()).then(|| bare.to_owned())
}

/// Vowel marks, hamza as a mark, dots over Latin letters, tatweel, joiners.
fn is_mark(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36F}' | '\u{64B}'..='\u{65F}' | '\u{670}' | '\u{640}' | '\u{200C}'..='\u{200F}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_named_in_five_languages() {
        for (question, answer) in [
            ("Question", "Answer"),
            ("السؤال", "الجواب"),
            ("نص السؤال", "الإجابة"),
            ("سؤال", "پاسخ"),
            ("پرسش", "جواب"),
            ("SORU", "YANIT"),
            ("Soru metni", "Cevap"),
            ("Domanda", "Risposta"),
            ("Q", "A"),
            ("Customer question (EN)", "Agent reply:"),
        ] {
            assert_eq!(
                (role(question), role(answer)),
                (Some(Role::Question), Some(Role::Answer)),
                "{question}"
            );
        }
        for name in ["Category", "الفئة", "التصنيف", "دسته‌بندی", "Kategori", "Bölüm", "Categoria"]
        {
            assert_eq!(role(name), Some(Role::Category), "{name}");
        }
        for name in ["Lang", "اللغة", "زبان", "DİL", "Lingua"] {
            assert_eq!(role(name), Some(Role::Language), "{name}");
        }
        for name in ["#", "ID", "الرقم", "ردیف", "Sıra No", "Question ID"] {
            assert_eq!(role(name), Some(Role::Number), "{name}");
        }
        for name in ["Price", "How do I return a plant?", "A plant", "السعر", "Quanto costa la spedizione?"]
        {
            assert_eq!(role(name), None, "{name}");
        }
        assert_eq!(article_role("Article title"), Some(Role::Question));
        assert_eq!(article_role("Body (HTML)"), Some(Role::Answer));
    }

    #[test]
    fn languages_are_known_by_tag_and_name() {
        for (value, tag) in [
            ("ar-JO", "ar"),
            ("العربية", "ar"),
            ("فارسی", "fa"),
            ("Türkçe", "tr"),
            ("Italiano", "it"),
            ("EN", "en"),
        ] {
            assert_eq!(language(value), Some(tag), "{value}");
        }
        assert_eq!(language("Amman"), None);
    }
}
