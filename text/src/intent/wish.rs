//! A person named and nothing else: alone ("operator!", "a person please") or wished for ("I need a human").

use crate::tokens::{self, Word};

/// Who may be wished for, as the word stands alone or beside a wish.
const PERSON: &str = "
موظف موظفه موظفين بموظف لموظف انسان بشر شخص ادمي ممثل مندوب مشرف مدير المدير مسؤول المسؤول مسئول
کارشناس اپراتور پشتیبان آدم انسان مسئول مدیر اپراتوری کارشناسی پشتیبانی
temsilci temsilciye temsilciyle insan insanla insana yetkili yetkiliye yetkiliyle operatör operatöre görevli görevliye müdür
operatore operatrice persona umano umana addetto addetta responsabile consulente
person human agent operator representative advisor supervisor manager rep";

/// Words that say nothing beside such a word, where nothing else stands in the message.
const POLITE: &str = "
لو سمحت سمحتي سمحتم من فضلك فضلكم رجاء ارجوك بليز هون هنا الان هسا هلق الحين دلوقتي فورا حقيقي ممكن يا
لطفا خواهش می‌کنم الان همین فوری واقعی یک یه
lütfen hemen şimdi bir gerçek canlı acil rica ederim
per favore piacere cortesia subito adesso ora un una uno vero vera reale umano umana
a an the please pls plz now asap real live actual thanks thank you hello hi hey ok okay yes no just only";

/// How people wish, before the person.
const WISH_BEFORE: &str = "
want|wants|need|wanna|would like|d like|prefer|get me|give me|bring me|find me|can i have|can i get|could i have|could i get|may i have|i demand|
asking for|ask for|بدي|بدنا|اريد|نريد|ابغى|ابي|نبي|ودي|عايز|عاوز|عايزه|عاوزه|محتاج|محتاجه|احتاج|بغيت|نحب|حاب|حابه|ارغب|بحاجه|اطلب|بطلب|
اعطوني|هاتوا|جيبوا|لازمني|voglio|vorrei|vogliamo|ho bisogno|mi serve|mi occorre|necessito|preferisco|preferirei|esigo|datemi|posso avere|
chiamatemi";

/// How people wish after the person, where the verb comes last.
const WISH_AFTER: &str = "
می‌خواهم|میخوام|می‌خوام|می‌خواهیم|لازم دارم|نیاز دارم|احتیاج دارم|بدهید|بدید|بیاورید|کار دارم|وصل کنید|وصلم کنید|
istiyorum|isterim|istiyoruz|lazım|gerek|gerekiyor|ihtiyacım var|verin|verir misiniz|çağırın|rica ediyorum";

/// What makes the wish none: "I don't need a person", "do I need a person at home?".
const DENIED: &str = "not don t do never no ما مش مو مب لا لم non";

/// What may stand between a wish and the person.
const BETWEEN: &str = "
شي احد واحد الى مع من ل حقيقي یک یه به با را رو واقعی انسانی bir bire birine biri birini gerçek canlı ile bağlantı
un una uno di del al con la il vero vera umano umana reale a an the to with real live human actual some your any";

/// What may follow the person without making another matter of it: "I need a person for the garden" is one.
const AFTER: &str = "
لو من رجاء الان هسا هلق الحين دلوقتي فورا يساعدني يرد يكلمني يحكي معي حقيقي مش مو بدل وليس لان و ارجوك هون هنا
per adesso subito ora che perché non e invece grazie qui vero vera reale umano umana
please pls now asap while because and not instead here right immediately today thanks thank but cause since or rather";

/// Whether the message names a person to answer and nothing else, with courtesy at most.
pub(super) fn alone(words: &[Word]) -> bool {
    let (people, polite) = (list(PERSON), list(POLITE));
    let named = words.iter().any(|word| people.contains(&word.text));
    named && words.iter().all(|word| people.contains(&word.text) || polite.contains(&word.text))
}

/// Whether a wish and the person stand side by side, and the clause is about nothing more.
pub(super) fn wished(text: &str, words: &[Word]) -> bool {
    let (people, between, after) = (list(PERSON), list(BETWEEN), list(AFTER));
    let (denied, wish_before, wish_after) = (list(DENIED), phrases(WISH_BEFORE), phrases(WISH_AFTER));
    let says = |list: &[String], at: usize| words.get(at).is_some_and(|word| list.contains(&word.text));
    // Whether a sentence or clause ends between a word and the next.
    let parted = |at: usize| match (words.get(at), words.get(at + 1)) {
        (Some(word), Some(next)) => {
            text.get(word.end..next.start).is_none_or(|gap| gap.contains(|c: char| !c.is_whitespace()))
        }
        _ => true,
    };
    let people = (0..words.len()).filter(|&at| says(&people, at));
    people.into_iter().any(|at| {
        let mut first = at;
        while first > 0 && says(&between, first - 1) && !parted(first - 1) {
            first -= 1;
        }
        let wish = wish_before.iter().find_map(|wish| {
            let start = first.checked_sub(wish.len())?;
            let said = words.get(start..first)?.iter().map(|word| &word.text).eq(wish);
            said.then_some(start)
        });
        let meant = wish.is_some_and(|start| {
            !parted(first - 1) && !(1..=2).any(|back| back <= start && says(&denied, start - back))
        });
        if meant && (parted(at) || says(&after, at + 1)) {
            return true;
        }
        let mut then = at + 1;
        while says(&between, then) {
            then += 1;
        }
        !parted(at)
            && wish_after.iter().any(|wish| {
                let said = words.get(then..then + wish.len());
                said.is_some_and(|said| said.iter().map(|word| &word.text).eq(wish))
            })
    })
}

fn list(words: &str) -> Vec<String> {
    words.split_whitespace().flat_map(folded).collect()
}

fn phrases(list: &str) -> Vec<Vec<String>> {
    list.split('|').map(folded).filter(|phrase| !phrase.is_empty()).collect()
}

/// As a message's words are cut and folded.
fn folded(text: &str) -> Vec<String> {
    tokens::words(text).into_iter().map(|word| word.text).collect()
}

#[cfg(test)]
mod tests {
    use crate::intent::wants_human;

    #[test]
    fn a_person_alone_or_wished_for_is_asked_for() {
        let wishes: [(&str, &[&str]); 5] = [
            (
                "ar",
                &[
                    "موظف",
                    "موظف لو سمحت",
                    "موظف!!",
                    "بدي شخص حقيقي",
                    "عايز موظف دلوقتي",
                    "أبغى مدير",
                    "محتاج موظف يساعدني",
                    "مدير، لو سمحت",
                    "أريد مسؤول فوراً",
                    "بدي إنسان مش روبوت",
                    "أحتاج إلى شخص",
                    "انسان من فضلك",
                ],
            ),
            (
                "fa",
                &[
                    "اپراتور",
                    "اپراتور لطفا",
                    "کارشناس لطفاً",
                    "یک انسان می‌خواهم",
                    "یه آدم واقعی می‌خوام",
                    "اپراتور لازم دارم",
                    "به کارشناس نیاز دارم",
                    "مدیر",
                    "پشتیبان می‌خوام، فوری",
                    "آدم میخوام نه ربات",
                    "لطفا اپراتور بدهید",
                ],
            ),
            (
                "tr",
                &[
                    "yetkili",
                    "Yetkili lütfen",
                    "temsilci!",
                    "Bir yetkili istiyorum",
                    "İnsan istiyorum",
                    "Bir insana ihtiyacım var",
                    "Görevli biri lazım",
                    "operatör lütfen",
                    "Müdür istiyorum hemen",
                    "gerçek bir temsilci rica ediyorum",
                    "Bana bir yetkili verin",
                ],
            ),
            (
                "it",
                &[
                    "operatore",
                    "Operatore!",
                    "un operatore per favore",
                    "Voglio una persona",
                    "Vorrei una persona vera",
                    "Ho bisogno di un operatore",
                    "Mi serve un addetto, subito",
                    "persona umana per piacere",
                    "Preferisco un umano",
                    "Datemi un responsabile",
                    "Voglio un operatore che mi aiuti",
                ],
            ),
            (
                "en",
                &[
                    "I want a person",
                    "I need a person",
                    "person",
                    "Person please",
                    "human",
                    "Operator!",
                    "agent agent agent",
                    "I want a person while agent is offline",
                    "give me a real person",
                    "Can I have an operator, please?",
                    "I'd like a human because this does not help",
                    "get me a manager now",
                    "Hello, a human please",
                ],
            ),
        ];
        for (lang, texts) in wishes {
            assert!(texts.len() >= 10, "{lang}");
            let deaf: Vec<_> = texts.iter().filter(|text| !wants_human(text)).collect();
            assert!(deaf.is_empty(), "{lang}: {deaf:?}");
        }
    }

    #[test]
    fn a_person_in_another_matter_is_not() {
        let others: [(&str, &[&str]); 5] = [
            (
                "ar",
                &[
                    "هدية لشخص عزيز",
                    "الشخص اللي دفع ما وصله خبر",
                    "كم موظف عندكم؟",
                    "بدي هدية لمدير شركتي",
                    "شخصين بيجوا عالورشة",
                    "ما بدي موظف",
                    "هل المدير موجود يوم السبت؟",
                    "بدي ورشة لعشر أشخاص",
                    "بدي نبتة لموظف عندي",
                ],
            ),
            (
                "fa",
                &[
                    "هدیه برای یک آدم خاص",
                    "کسی که پول داد خبردار نشد",
                    "چند کارمند دارید؟",
                    "هدیه‌ای برای مدیرم می‌خواهم",
                    "برای پنج نفر کارگاه می‌خواهم",
                    "کارشناس نمی‌خوام",
                    "مدیر فروشگاه کیست؟",
                    "اپراتور بانک گفت پول برگشت خورده",
                ],
            ),
            (
                "tr",
                &[
                    "Bir insana hediye almak istiyorum",
                    "Ödeyen kişiye haber verilmedi",
                    "Kaç görevli çalışıyor?",
                    "Müdürüm için hediye istiyorum",
                    "Temsilci istemiyorum",
                    "Temsilci olmak istiyorum",
                    "Banka yetkilisi ödeme geçti dedi",
                    "İnsan sağlığına zararlı mı?",
                ],
            ),
            (
                "it",
                &[
                    "Un regalo per una persona",
                    "La persona che ha pagato non lo sa",
                    "Quanto costa per persona?",
                    "Voglio un regalo per il mio responsabile",
                    "Non voglio un operatore",
                    "L'operatore della banca ha confermato",
                    "Serve una persona in casa?",
                    "Vorrei un consulente del verde per il giardino",
                ],
            ),
            (
                "en",
                &[
                    "the person who paid is not told",
                    "a gift for a person",
                    "I want a plant for a person I love",
                    "Do I need a person at home?",
                    "I don't need a person",
                    "The bank's agent said it went through",
                    "I need a person for the garden",
                    "How much is it per person?",
                    "Is a human moving the trees?",
                    "I want agent orange off my lawn",
                ],
            ),
        ];
        for (lang, texts) in others {
            assert!(texts.len() >= 8, "{lang}");
            let misheard: Vec<_> = texts.iter().filter(|text| wants_human(text)).collect();
            assert!(misheard.is_empty(), "{lang}: {misheard:?}");
        }
    }
}
