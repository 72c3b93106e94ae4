//! Abuse: insults at whoever answers, threats, hatred of groups of people.
//!
//! Told by words and by what stands together: a group of people with what is only said of them in hatred. Swearing
//! about a parcel is no abuse, and who reports or condemns what somebody said does not say it.

use super::{phrases::List, unveil::unveiled};
use crate::tokens::{self, Word};
use std::sync::LazyLock;

/// What was seen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Toxic {
    /// Whoever reads it is called names.
    Insult,
    /// Somebody is threatened.
    Threat,
    /// Against people for what they are.
    Hate,
}

impl Toxic {
    /// The word for decision records.
    pub fn word(self) -> &'static str {
        match self {
            Self::Insult => "insult",
            Self::Threat => "threat",
            Self::Hate => "hate",
        }
    }
}

const INSULTS: &str = "
    you idiot*; you moron*; you stupid; you are _ idiot*; you are _ moron*; you are _ stupid; you re _ idiot*; you re _ stupid; you re _ moron*; bunch of idiots; bunch of morons; \
    fuck you; fuck off; go fuck; screw you; piss off; you bastard*; you bitch*; stupid bot; stupid bitch; son of a bitch; sons of bitches; asshole; assholes; you asshole*; dumbass*; \
    shut up; go to hell; you are _ trash; you are garbage; you are scum; you re scum; piece of shit people; kiss my ass; motherfuck*; dickhead*; retard*; imbecile*; \
    يا حمار; يا كلب; يا حيوان; يا غبي*; يا اغبيا*; يا حقير*; يا واطي*; يا تافه*; يا زباله; يا حثاله; انت غبي; انتم اغبيا*; انتو اغبيا*; انتو بهايم; انتم بهايم; يا ابن الكلب; ابن كلب; اولاد كلب; ولاد كلب; \
    يا ابن ال*; كس امك; كسم*; يلعن ابوك*; يلعن امك*; يلعن شكلك*; الله يلعنك*; انقلع; تفو عليك*; خرا عليك*; كل خرا; كلي خرا; شرموط*; عرص; معرص*; منيوك*; متناك*; يا وسخ*; اخرس; \
    احمق; احمقها; بيشعور*; بي شعور*; بي شرف*; بيشرف*; كثافت; عوضي; عوضيها; گمشو; گم شو; خفه شو*; خفه شيد; پدرسگ; پدر سگ; حرامزاده*; حروم زاده*; مادرجنده*; مادر جنده; كسكش*; كس كش*; كوني; جنده; گوه نخور; گوه خور*; ابله*; نفهم; \
    الاغ; گاو هستيد; \
    aptal*; salak*; gerizekali*; geri zekali*; ahmak*; mal misin*; serefsiz*; orospu*; pic kurusu; pic kurulari; pezevenk*; siktir*; sikerim; sikeyim; amina ko*; aminakoy*; amk; aq; got herif; gotveren*; ibne*; yavsak*; kahpe*; \
    haysiyetsiz*; namussuz*; kes sesini; cehenneme git*; defol*; kopek herif; it herif; dangalak*; embesil*; \
    idiota; idioti; stupido; stupidi; stupida; imbecill*; cretin*; deficient*; coglion*; stronz*; vaffanculo; fanculo voi; affanculo tutti voi; figli di puttana; figlio di puttana; pezzo di merda; pezzi di merda; teste di cazzo; testa di cazzo; \
    bastard*; siete dei ladri di merda; fate schifo; fai schifo; andate a cagare; vai a cagare; crepa; bastardo; troia; troie; puttana; puttane; zoccol*; cazzon*; rompicoglioni; ritardat*";

const THREATS: &str = "
    i will kill you; i ll kill you; i m going to kill you; gonna kill you; i will find you; i ll find you and; i know where you live; you will pay with; i will burn; i ll burn; i will hurt you; i ll hurt you; i will beat you; \
    i ll beat you; you will die; you deserve to die; hope you die; i will shoot; i ll shoot; i ll snap; bomb your; blow up your; break your neck; break your legs; going to make _ suffer; going to murder; \
    راح اقتلك*; رح اقتلك*; ساقتلك*; هقتلك*; بقتلك*; اقتلكم; هموتك*; راح احرق*; رح احرق*; ساحرق*; هحرق*; بكسر راسك*; هكسر راسك*; رح اكسر*; راح اكسر*; بعرف وين ساكن*; اعرف وين ساكن*; اعرف مكانك*; راح تندمون; بدمك*; هازيك; \
    ميكشمت*; مي كشمت*; ميكشمتون; ميكشم شما; ميام ميزنمت*; آتش ميزنم; آتيش ميزنم; به آتش ميكشم*; ميدونم كجا زندگي*; خفه ات ميكنم; خفت ميكنم; دهنت را سرويس; دهنتو سرويس; دهنتون رو سرويس; پدرت را در; پدرتو در*; پدرتون رو در*; \
    oldururum; oldurecegim; seni oldur*; sizi oldur*; gebert*; yakarim; yakacagim orayi; orayi yakarim; dukkani yakarim; kafani kir*; agzini burnunu; nerede oturdugunu bil*; evini biliyorum; bedelini odeyeceksin*; \
    ti ammazzo; vi ammazzo; ti uccido; vi uccido; vi brucio; ti spacco; vi spacco; so dove abiti; so dove abitate; ve la faccio pagare con; vi faccio saltare; sparero; faro del male a te; vengo li e vi; ti faccio fuori; vi faccio fuori; ti strozz*";

const SLURS: &str = "
    nigger*; nigga*; faggot*; fag; fags; tranny; trannies; tr4nny; coon; coons; rapefugee*; kike*; chink*; spic; spics; wetback*; towelhead*; raghead*; slut; sluts; whore*; cripple*; queer behaviour; dyke*; gypsies; paki; pakis; \
    زنجي; زنوج; خولات; خول; لوطي*; شواذ; منغولي*; عبيد السود; سوسه اليهود; \
    كاكا سياه; افغاني كثيف; عرب سوسمار*; سوسمارخور*; ملخ خور*; \
    zenci kopek*; gavur pic*; kiro*; kizilbas pic*; \
    negri; negro; negra; frocio; froci; ricchion*; finocchi; checche; travestito; travestiti; mangiabanane; terron*; zingari di; jihadist*; invertiti; storpi; mongoloid*; sporchi ebrei; mignott*; baldracc*";

/// People as such.
const GROUPS: &str = "
    women; woman; female*; girls; muslim*; immigrant*; refugee*; foreigners; black people; black person; blacks; gay people; gays; gay; lesbians; trans people; trans person; trans; transgender*; disabled people; disabled person; disabled; jew; jews; \
    jewish; arabs; arab; turks; kurds; persians; iranians; afghans; syrians; italians; africans; asians; christians; hindus; your kind; \
    نساء; النساء; مراه; المراه; مراة; مرأه; المسلمين; اللاجئين; لاجئ; اللاجئ; لاجئين; السود; اليهود; يهود; يهودي; اليهودي; كيهودي; المثلين; مثلين; المثليين; مثليين; المتحولين; متحولين; المعاقين; المعاقيين; معاق; معاقيين; \
    الاجانب; العرب; الاكراد; السوريين; الايرانيين; الافغان; المسيحيين; \
    زنها; زنان; مسلمانها; مسلمانان; مهاجرها; مهاجران; پناهنده*; سياهپوست*; افغانيها; افغانها; عربها; كردها; تركها; همجنسگرا*; معلولها; معلولان; يهوديها; يهوديان; دگرباش*; \
    kadinlar; kadinlarin; muslumanlar; gocmenler; multeciler; suriyeliler; araplar; kurtler; yahudiler; siyahiler; zenciler; escinseller; translar; engelliler; hiristiyanlar; ermeniler; yabancilar; afganlar; \
    donne; donna; dnna; musulman*; immigrat*; immgrat*; stranieri; neri; persone di colore; persona di colore; gay; trans; trns; disabil*; ebrei; arabi; cinesi; africani; rifugiat*; lesbiche; omosessuali";

/// What is said of people only in hatred.
const HATRED: &str = "
    hate; despise; detest; loathe; disgust*; repugnant; repulsive; contempt; disdain; muchdisdain; no better than rats; like rats; vermin; parasites; cockroach*; scum; scumbag*; trash; garbage; worthless; lesser beings; subhuman*; not human; \
    dirt; filth*; cancer; plague; deserve to die; ought to be executed; should be killed; should all be; should be shot; executed; killed; exterminat*; wiped out; no right to be alive; no space on this planet; no place for; get out of our country; \
    get the fuck out; go back to; fuck themselves; fucked in the head; dishonest; uncivilised; uncivilized; unciviliesd; stupid; stup1d; inferior; biggest mistake anyone; nothing worse than; absolutely nothing; shooting them; kill them; make them suffer; annoying prick; assholes; retards; \
    بكره; اكره; نكره; بحتقر; استحقار; الاستحقار; مقرف*; حقير*; حثاله; زباله; حشرات; الحشرات; طفيليات; سرطان; خرا; خرى; متناك*; متناكه; بهايم; اغبي*; الاغبي; بالغبا*; وحشيه; الوحشيه; الوساخه; بالوساخه; قرف; لازم يموتو*; لازم يموت*; \
    الاعدام; اعدام; قصينا رقاب; نقتل*; اقتلهم; اقتل; قتل; يخنق; انهي حياه; نهاجم; ما بيسوش; مبتسواش; ملهاش اي قيمه; مفيش مكان; مالهم مكان; حديقه الحيوان; مرض في; يغورو; تموت موته; واطيين; ملعون*; لعنه; كسم*; \
    نفرت; متنفرم; حالم _ بهم ميخوره; كثافت*; كثيف*; انگل*; حيوان; حيوانات; آشغال*; اشغال*; بايد بميرند; بايد بميرن; بايد اعدام; بايد كشته; بايد بيرون; پست; نجس; بي ارزش; بيشعور*; گم شن; گورشان را; نابود كرد; نابود شوند; سوسك; موش; \
    nefret; igrenc*; tiksin*; asagilik*; parazit*; bocek*; hasere*; pislik*; cop; coplug*; olmeli*; oldurulmeli*; gebersin*; geberin*; defolsun*; defolup; kovulmali*; yok edilmeli*; insan degil*; hayvan*; aptal*; degersiz*; kanser; laik degil; \
    odio; disprezzo; disdegno; detesto; schif*; vomitare; nauseant*; patetic*; parassit*; feccia; sudiciume; rifiuti; spreco di spazio; merda; m3rda; sottospecie; inferior*; condannati a morte; giustiziat*; massacrare; morte; m0rte; annegassero; \
    al rogo; debellati; sbarazzarci; soffrire; fottere; fottuto; coglion*; figli di puttana; puttan*; teste di cazzo; incivil*; non c e spazio; niente di peggio; peggior specie; non dovrebbero applicarsi; piu grande errore; testare i nuovi farmaci; sparero; uccidere; ammazza*; stupid*; animali";

/// Who says it, when it is not the writer: reports, quotations, condemnations, denials.
const REPORTED: &str = "
    to say; to write; to tell; saying; things like; say things; said that; wrote; writing; posted; sentence like; statement; unacceptable; must stop; should stop; stop hating; has to stop; bigot*; people who hate; people who say; hate speech; racist*; sexist*; \
    homophob*; discriminat*; your disdain; your hatred; your contempt; your hate; would never; i don t; i do not; no one; nobody; should not; shouldn t; must not; do not deserve; don t deserve; not; never; nothing against; \
    ما يصحش; مينفعش; ما ينفعش; ما بكرهش; مش مقبول; عيب; لما تقول; الي بيقول; اللي بيقول; تقول; بتقول; مش لازم; عنصري*; ضد; كلامك; اسلوبك; كراهيتك; تحكي; غلط; حرام; مافيش حد; \
    نبايد; نژادپرست*; ميگويند; مي گويند; گفت; گفتن; نفرت پراكني; \
    dememeli*; soylemek; irkci*; ayrimci*; nefret soylemi; demek; diyen*; degiller; \
    dire; dici; dicono; scrivere; frasi come; inaccettabile; razzist*; sessist*; bigott*; smettila; finire subito; dovresti vergognarti; odiano; il tuo odio; il tuo disprezzo; il tuo sdegno; non dobbiamo; non dovremmo; nessuno; non e giusto; non meritano; mai";

static INSULTING: LazyLock<List> = LazyLock::new(|| List::new(INSULTS));
static THREATENING: LazyLock<List> = LazyLock::new(|| List::new(THREATS));
static SLURRING: LazyLock<List> = LazyLock::new(|| List::new(SLURS));
static PEOPLE: LazyLock<List> = LazyLock::new(|| List::new(GROUPS));
static HATEFUL: LazyLock<List> = LazyLock::new(|| List::new(HATRED));
static QUOTING: LazyLock<List> = LazyLock::new(|| List::new(REPORTED));

/// The abuse that a text holds.
pub fn seen(text: &str) -> Option<Toxic> {
    if let Some(toxic) = plainly(text) {
        return Some(toxic);
    }
    // Letters apart or exchanged: only what is told by one word.
    let forms = unveiled(text);
    let joined = forms.joined.iter().filter(|run| run.chars().count() < 40);
    let hidden = forms.texts.first().into_iter().chain(joined);
    hidden.filter_map(|form| plainly(form)).next()
}

fn plainly(text: &str) -> Option<Toxic> {
    let words = tokens::words(text);
    let stands = |list: &List| list.find(&words).is_some();
    let reported = || quoted(text) || stands(&QUOTING);
    if stands(&THREATENING) && !quoted(text) {
        return Some(Toxic::Threat);
    }
    if (stands(&SLURRING) || hates(&words)) && !reported() {
        return Some(Toxic::Hate);
    }
    (stands(&INSULTING) && !quoted(text)).then_some(Toxic::Insult)
}

/// A group of people beside what is said of people only in hatred.
fn hates(words: &[Word]) -> bool {
    PEOPLE.find(words).is_some() && HATEFUL.find(words).is_some()
}

fn quoted(text: &str) -> bool {
    text.chars().filter(|c| matches!(c, '"' | '“' | '”' | '«' | '»' | '„')).count() >= 2
        || text.matches('\'').count() >= 2 && text.contains(" '")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn abuse_is_seen_in_five_languages() {
        for (text, wanted) in [
            ("You are all idiots", Toxic::Insult),
            ("انتو اغبياء وما بتفهمو", Toxic::Insult),
            ("خفه شو احمق", Toxic::Insult),
            ("Gerizekalı mısınız siz", Toxic::Insult),
            ("Siete dei coglioni", Toxic::Insult),
            ("I know where you live", Toxic::Threat),
            ("ti ammazzo", Toxic::Threat),
            ("All immigrants are scum", Toxic::Hate),
        ] {
            assert_eq!(seen(text), Some(wanted), "{text}");
        }
    }

    #[test]
    fn trouble_anger_and_reports_are_no_abuse() {
        for text in [
            "This damn parcel is still not here!",
            "I hate waiting three weeks for a plant",
            "My order is garbage quality, I want a refund",
            "الخدمة سيئة جدا وتأخرتو كتير",
            "بسته‌ام افتضاح است، پولم را پس بدهید",
            "Bu rezalet, paramı geri istiyorum",
            "È uno schifo di servizio, voglio il rimborso",
            "Do you have shoes for women?",
            "Somebody told me \"you idiot\" on the phone, is that your service?",
            "Is the shop accessible for disabled people?",
        ] {
            assert_eq!(seen(text), None, "{text}");
        }
    }
}
