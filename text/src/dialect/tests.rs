use super::*;
use proptest::prelude::*;

/// Six plain sentences of a customer each, none of them in the training rows. One may be left open, none misnamed.
const PLAIN: [(Label, [&str; 6]); 6] = [
    (
        Label::Msa,
        [
            "هل يمكنكم إرسال الفاتورة إلى بريدي الإلكتروني؟",
            "أرغب في معرفة شروط الضمان قبل الشراء.",
            "لم أتلقَّ حتى الآن أي رد على رسالتي السابقة.",
            "ما هي المستندات التي يجب تقديمها لفتح حساب جديد؟",
            "لقد طلبت كرسيين ولكن وصلني واحد فقط.",
            "أين يمكنني أن أجد تعليمات الاستخدام؟",
        ],
    ),
    (
        Label::Egyptian,
        [
            "لو سمحت أنا عايزة أعرف هتبعتوا الفاتورة إمتى",
            "هو الضمان ده بيغطي إيه بالظبط؟",
            "محدش رد عليا من امبارح وأنا زهقت",
            "طب أعمل إيه دلوقتي عشان أفتح حساب جديد",
            "أنا طالب كرسيين وجالي واحد بس، إزاي كده؟",
            "مش لاقي الحاجة بتاعتي خالص",
        ],
    ),
    (
        Label::Levantine,
        [
            "لو سمحتوا بدي تبعتولي الفاتورة عالإيميل",
            "هلأ شو بتغطي الكفالة بالزبط؟",
            "ما حدا رد علي من مبارح، شو القصة؟",
            "شو لازم أعمل مشان أفتح حساب جديد؟",
            "أنا طالب كرسيين وإجاني واحد بس، ليش هيك؟",
            "مش ملاقي الإشي اللي بدي ياه",
        ],
    ),
    (
        Label::Gulf,
        [
            "أبغى الفاتورة توصلني على الإيميل الله يعافيك",
            "وش اللي يغطيه الضمان؟ ودي أعرف قبل أشتري",
            "محد رد علي للحين، وش السالفة؟",
            "وش أسوي الحين عشان أفتح حساب؟",
            "أنا طالب كرسيين وما جاني إلا واحد، وراه كذا؟",
            "ترى الجهاز وايد حار، شلون أصلحه؟",
        ],
    ),
    (
        Label::Iraqi,
        [
            "اريد تدزون الفاتورة عالايميل اذا ماكو زحمة",
            "هذا الضمان شنو يغطي؟ وشكد مدته؟",
            "محد جاوبني من البارحة، شنو القصة؟",
            "شسوي هسه حتى افتح حساب جديد؟",
            "طلبت كرسيين واجاني واحد بس، ليش هيچ؟",
            "آني ما اگدر اجي باچر، تكدرون تجيبوه يمي؟",
        ],
    ),
    (
        Label::Maghrebi,
        [
            "بغيت تصيفطو ليا الفاكتورة فالإيميل عفاكم",
            "شنو كيغطي هاد الضمان بالضبط؟",
            "حتى واحد ما جاوبني من البارح، علاش؟",
            "شنوة لازم نعمل باش نحل حساب جديد؟",
            "طلبت جوج كراسي وجاني غير واحد، كيفاش هادشي؟",
            "راني نحوس على السلعة نتاعي وما لقيتهاش",
        ],
    ),
];

#[test]
fn plain_sentences_are_recognised() {
    for (label, sentences) in PLAIN {
        let said = sentences.map(|sentence| dialect(sentence).map(|guess| guess.label));
        let named = said.iter().flatten().count();
        assert!(said.iter().flatten().all(|said| *said == label) && named >= 5, "{label:?} {said:?}");
    }
}

#[test]
fn what_could_be_from_anywhere_is_left_open() {
    for text in ["شكرا", "مرحبا", "نعم", "محمد", "الطلب رقم 12", "order 5", "👍", ""]
    {
        assert_eq!(dialect(text), None, "{text} {:?}", probabilities(text));
    }
}

#[test]
fn every_tag_is_of_one_label() {
    for label in Label::ALL {
        assert_eq!(label.tag().and_then(Label::of_tag), label.tag().map(|_| label));
    }
    assert_eq!(Label::of_tag("ar"), None);
}

proptest! {
    #[test]
    fn probabilities_are_some_of_one_for_any_text(text in "[\\PC\\n]{0,80}|[ء-يچگ ]{0,200}") {
        if let Some(all) = probabilities(&text) {
            prop_assert!(all.iter().all(|one| (0.0..=1.0).contains(one)));
            prop_assert!((all.iter().sum::<f32>() - 1.0).abs() < 1e-4);
        }
        if let Some(guess) = dialect(&text) {
            prop_assert!((SURE..=1.0).contains(&guess.probability));
        }
    }

    #[test]
    fn care_in_spelling_changes_nothing(text in "[ا-ي ]{0,60}") {
        let careful: String = text.chars().flat_map(|c| [c, if c == ' ' { ' ' } else { '\u{064E}' }]).collect();
        prop_assert_eq!(probabilities(&text), probabilities(&careful));
    }
}
