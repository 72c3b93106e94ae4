//! Words that say nothing about the matter: particles, pronouns, question words, courtesies; dialects included.
//!
//! Lists are written as people write and folded on first use. A word that can name the matter of a support
//! question (time, price, order) must never stand here.

use std::{collections::HashSet, sync::LazyLock};

use crate::normalize::{fold, is_arabic};

const AR: &str = "
في من الى إلى على عن مع هذا هذه ذلك تلك هؤلاء الذي التي الذين اللواتي ما ماذا متى كيف اين أين كم لماذا هل لا لم لن
ليس ليست قد لقد كان كانت كانوا يكون تكون ان أن إن أنا انت أنت انتم أنتم نحن هو هي هم هن او أو ام أم ثم بل لكن لكنّ حتى
اذا إذا لو كل بعض أي اي اية أية عند عندي عندك عندكم عندنا لدي لديك لديكم لدينا له لها لهم لي لك لكم لنا به بها بهم
فيه فيها فيهم منه منها منهم عليه عليها عليهم اليه اليها عنه عنها كما مثل غير بين قبل بعد تحت فوق حيث منذ خلال ضد
أثناء اثناء يا أيها كذلك أيضا ايضا هنا هناك الان الآن جدا فقط اكثر أكثر اقل أقل حول دون بدون سوف س و ف ب ك ل ال
كونه أنها انها أنه انه بأن بان التى الى وهو وهي وقد ولا ولم وما وكان كذا لذلك عبر لدى بما مما فيما كيفية يتم تم يمكن
يمكنني يمكنك ممكن اريد أريد ارغب أرغب احتاج أحتاج استطيع أستطيع يجب علي هنالك إذ حين عندما بينما
قديش أديش اديش كديش شو ايش إيش اش شنو شنهو وش ويش وشو ليش ليه وين فين منين امتى إمتى ايمتى وقتيش متين كيفك ازاي إزاي
شلون كيفاش علاش واش بدي بدك بدنا بدكم بدو بدها ابغى أبغى ابي أبي ابغا عايز عاوز عايزة عاوزة حابب حابة اللي الي يلي هاد
هادا هاي هاذ هذي هدول هيك هلا هلق هسا هسه هلأ الحين دلوقتي دلوقت دابا ده دي دا دول مش مو موش مب مافي مفي ماكو اكو في شي اشي عم
عمال رح راح حـ كمان برضو برضه كتير كثير يعني طيب بس لسا لسه معي معك معكم معاي معايا معاك الكم إلكم الي إلي الك إلك
السلام عليكم وعليكم مرحبا اهلا أهلا هلا مساء صباح الخير النور شكرا شكراً لو سمحت سمحتم سمحتوا فضلك فضلكم رجاء الرجاء
لطفا عفوا تحياتي استفسار سؤال نعم اه آه ايه اوكي تمام حضرتك حضرتكم اخي أخي اختي أختي";

const FA: &str = "
و در به از که این آن را با است برای تا یک خود هم یا هر اما اگر نیز هیچ چه چی چیست چیه چیزی چطور چطوری چطوریه چجوری چگونه چرا کجا کجاست کی چند
چندتا چقدر کدام کدوم آیا من تو او ما شما آنها آن‌ها ایشان اینها این‌ها بود بودن شد شده شدن می نمی باشد باشه هست هستم هستید هستند
نیست نیستم دارد دارم دارید دارند داره دارین ندارم ندارد خواهد خواهم خواهید کرد کردن کرده کند کنم کنید کنند کنین میکنم می‌کنم می‌کنید
میکنید می‌کند میکند میشه می‌شود میشود می‌شه شود بشه شوم شوید باید نباید می‌توانم میتونم میتوانم می‌توانید میتونید توانید بتوانم توانم
می‌خواهم میخوام میخواهم می‌خوام خواستم لطفا لطفاً سلام درود ممنون مرسی تشکر خسته نباشید بله نه خیر آره اره رو تو ها های ای ام اش
پس چون ولی بلکه سپس همه همین همان وقتی هنگام روی زیر بالای پیش بین بدون مثل مانند حتی فقط دیگر بسیار خیلی بعد قبل اینکه آنکه برام برایم
برامون تون مون شون ببخشید آقا خانم سوال سؤال کدامند کدامیک بوده بودند شدند گرفت دهید بدید";

const TR: &str = "
ve veya ya da de ile için bir bu şu o ben sen biz siz onlar bana sana bize size ona onun benim senin bizim sizin ne neden niye nasıl
nerede nereye nereden nedir kaçta kaçtan kaça neler kim kimin kaç hangi hangisi mi mı mu mü midir mıdır mudur miyim mıyım musunuz mısınız misiniz müsünüz
var yok değil ama fakat ancak çünkü eğer ki gibi kadar daha en çok az her hiç bazı tüm bütün olan olarak oldu olur olsun olmak olup
olduğu ise idi imiş sonra önce şimdi burada orada böyle şöyle öyle hem hep sadece yine artık diye göre doğru karşı rağmen üzere
dolayı beri istiyorum isterim istiyoruz lazım gerek gerekiyor yapmam yapmalıyım yapabilirim yapabilir miyim edebilir edebilirim
lütfen merhaba selam selamlar günaydın teşekkürler teşekkür ederim sağol sağolun evet hayır tamam acaba peki iyi günler akşamlar
kolay gelsin ın in un ün nın nin nun nün dan den tan ten ta te yı yi yu yü na sı si dır dir ler lar hakkında tane şey falan";

const IT: &str = "
il lo la i gli le un uno una l d di a da in con su per tra fra e ed o od ma se che chi cui non no si sì come dove quando perché quanto
quanta quanti quante quale quali cosa cos qual del dello della dei degli delle dell al allo alla ai agli alle all dal dallo dalla dai
dagli dalle dall nel nello nella nei negli nelle nell sul sullo sulla sui sugli sulle sull col coi io tu lui lei noi voi loro mi ti ci
vi ne me te lo mio mia miei mie tuo tua tuoi tue suo sua suoi sue nostro nostra nostri nostre vostro vostra vostri vostre questo questa
questi queste quest quello quella quelli quelle quel quell c è sono sei siamo siete era erano essere stato stata stati state ho hai ha
abbiamo avete hanno avere aveva fa fare faccio posso puoi può possiamo potete possono potrei vorrei voglio vuole devo deve dovrei
anche ancora già più meno molto poco tutto tutta tutti tutte ogni solo dopo prima poi qui qua lì là così allora quindi però oppure ad
ciao salve buongiorno buonasera grazie prego favore cortesia gentilmente scusi scusa sia stesso c'è viene vengono fu";

const EN: &str = "
a an the and or but if of to in on at by for from with about into over under than then so as is are was were be been being am do does
did done doing have has had having can could may might must shall should will would what when where which who whom whose why how i you
he she it we they me him her us them my your his its our their mine yours this that these those there here not no nor yes any some all
each every both few more most other such only own same too very just also s t d ll re ve m don doesn didn isn aren wasn won can't cannot
let get got getting want wants need needs like would know tell please hello hi hey dear good morning afternoon evening thanks thank ok
okay much many long up down out off again once during before after between because while until through against question anyone
someone something anything";

static LISTS: LazyLock<[(&'static str, HashSet<String>); 5]> = LazyLock::new(|| {
    [("ar", AR), ("fa", FA), ("tr", TR), ("it", IT), ("en", EN)]
        .map(|(lang, list)| (lang, list.split_whitespace().map(fold).collect()))
});

/// Whether a folded word is a stop word of `lang`.
///
/// The script decides first: an Arabic-script word is looked up in the Arabic and Persian lists, whatever the
/// language (both communities write short, mixed messages). A Latin word is looked up in the list of `lang`,
/// or in all three where that is unknown or not a Latin language.
pub fn is_stop(word: &str, lang: Option<&str>) -> bool {
    let arabic = word.chars().next().is_some_and(is_arabic);
    let latin = lang.filter(|lang| matches!(*lang, "tr" | "it" | "en"));
    LISTS.iter().any(|(list, words)| {
        let asked = match *list {
            "ar" | "fa" => arabic,
            _ => !arabic && latin.is_none_or(|lang| lang == *list),
        };
        asked && words.contains(word)
    })
}

/// Whether a folded word is in the stop list of exactly `lang`: evidence for that language.
pub(crate) fn belongs_to(word: &str, lang: &str) -> bool {
    LISTS.iter().any(|(list, words)| *list == lang && words.contains(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn particles_stop_and_the_matter_does_not() {
        for word in ["قديش", "في", "برای", "چقدر"] {
            assert!(is_stop(&fold(word), None), "{word}");
        }
        for word in ["توصيل", "مدة", "سعر", "تحویل", "kargo", "consegna", "delivery", "refund", "iade"]
        {
            assert!(!is_stop(&fold(word), None), "{word}");
        }
        assert!(is_stop("come", Some("it")));
        assert!(!is_stop("come", Some("en")));
    }
}
