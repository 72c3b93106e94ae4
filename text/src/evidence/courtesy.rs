//! Sentences that claim nothing: greetings, regret, thanks, the offer to help on.

use crate::{normalize::fold, stopwords::is_stop, tokens::Word};
use std::{collections::HashSet, sync::LazyLock};

/// Words of which such sentences are made, beside particles. Closed: what is not here is a claim.
const WORDS: [(&str, &str); 5] = [
    (
        "en",
        "sorry apologise apologize apologies hear sad glad happy gladly hope help assist else question questions welcome thank thanks enjoy \
         day weekend holiday course sure surely certainly absolutely definitely problem problems worry luck wish best great good nice day wait \
         inconvenience trouble patience reaching contacting asking soon see hello hi hey dear afraid understand regards talk chat oh thing \
         few ideas tips steps here following follows these way ways works unfortunately anything ask free_ feel lovely congratulations delay \
         damage loss kind kindly matter glad answer summary short briefly okay alright yes",
    ),
    (
        "ar",
        "نعتذر اعتذر نأسف آسف آسفون عذرا للاسف الأسف شديد جدا سعيد سعداء يسعدنا يسعدني سرور بكل نتمنى أتمنى نرجو أهلا أهلين سهلا مرحبا تفضل خدمتك \
         مساعدتك أساعدك اساعدك مساعدة شكرا تشكرات طبعا أكيد بالتأكيد بالطبع مشكلة مشكله لا قلق تقلق يوم سعيد سعيدا نهارك صبرك تواصلك سؤالك سؤال \
         بتحب تحب إشي شي شيء آخر ثاني ثانية بعض الأفكار افكار نصائح خطوات هذه التالي التالية كالتالي إزعاج الإزعاج التأخير الضرر انضمامك بك فيك \
         منك عزيزي عزيزتي عيونك يعطيك العافية سلامتك ولا يهمك ذلك هلا لحظات دقيقة حضرتك نخدمك نحن بخدمتك",
    ),
    (
        "fa",
        "متأسفیم متاسفیم متأسفم متأسفانه متاسفانه عذر می‌خواهیم میخواهیم می‌خواهم پوزش ببخشید خوشحال می‌شوم خوشحالیم کمک کنم خدمت خدمتتان سلام درود \
         بفرمایید البته حتما حتماً مشکلی نگران نباشید روز خوبی خوش بگذرد موفق باشید سپاس ممنون متشکریم تشکر صبر شکیبایی سؤال سوال پرسش دیگری \
         خودتان خود کار انجام بدهم بتوانم هست چند پیشنهاد نکته مراحل منتظرتان منتظر هستیم خوش آمدید آسیب دیده تأخیر ناراحتی خیلی حتماً سفر بی‌خطر دوست عزیز",
    ),
    (
        "tr",
        "üzgünüz üzgünüm üzüldük maalesef ne yazık özür dileriz dilerim çok memnuniyetle memnun olurum oluruz tabii tabi elbette kesinlikle sorun \
         değil merak etmeyin yardımcı olabilir olabilirim miyim başka konuda konu soru sorunuz merhaba selam hoş geldiniz teşekkür teşekkürler ederiz \
         ederim iyi günler alışverişler günler dileriz hasar gecikme beklettiğimiz rahatsızlık sabrınız birkaç öneri öneriler adımlar şöyle şunlar \
         bekleriz görüşmek kolay gelsin rica ederiz buyurun için hayırlı",
    ),
    (
        "it",
        "dispiace dispiaciuti scusa scusaci scuse scusate purtroppo tanto molto felice felici lieti contenti volentieri certo certamente sicuro ovviamente \
         problema nessun preoccuparti aiutarti aiutare aiuto altro domanda domande ciao salve buongiorno buonasera benvenuto benvenuta grazie prego \
         giornata buona buono shopping serata aspettiamo presto disagio attesa ritardo danno pazienza qualche idea consigli consiglio ecco seguenti passi \
         saluti vacanza viaggio posso sentire leggere",
    ),
];

static LISTS: LazyLock<Vec<(&'static str, HashSet<String>)>> = LazyLock::new(|| {
    WORDS.iter().map(|(lang, words)| (*lang, words.split_whitespace().map(fold).collect())).collect()
});

/// Whether a folded word is one of courtesy.
pub(super) fn is_courteous(word: &str, lang: Option<&str>) -> bool {
    let bare = word.strip_prefix(['و', 'ب', 'ل', 'ف']).filter(|rest| rest.chars().count() > 2);
    LISTS.iter().any(|(own, words)| {
        lang.is_none_or(|lang| lang == *own)
            && (words.contains(word) || bare.is_some_and(|bare| words.contains(bare)))
    })
}

/// Whether words of courtesy say yes or no: that claims something of what follows.
pub(super) fn affirms(words: &[&Word]) -> bool {
    const WORDS: &str = " yes no sure certainly absolutely definitely okay alright \
        نعم لا طبعا اكيد بالتاكيد بالطبع بله خير نه البته حتما evet hayir tabii tabi elbette kesinlikle si certo certamente ovviamente ";
    words.iter().any(|word| WORDS.split_whitespace().any(|own| own == word.text))
}

/// Words of the longest sentence that may pass as courtesy.
const LONGEST: usize = 14;

/// Whether words say nothing but courtesies. The caller has seen that there is no claim and no promise.
pub(super) fn is_courtesy(words: &[&Word], lang: Option<&str>) -> bool {
    words.len() <= LONGEST
        && words.iter().all(|word| is_stop(&word.text, lang) || is_courteous(&word.text, lang))
}
