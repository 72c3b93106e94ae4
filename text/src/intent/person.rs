//! How people ask for a person: in five languages, Arabic in its dialects.

/// Words for a person who answers, also behind an article or a particle and, from five letters on, inflected.
pub(super) const PERSON: &str = "
موظف موظفه موظفين انسان شخص حدا ادمي بشر بشري بني_ادم بنادم ممثل مندوب مشرف مدير مديركم مسؤول مسوول وكيل مستشار زميل عون كونسيي
خدمه_العملاء خدمه_الزباين خدمه_الزبائن الدعم الدعم_الفني دعم_الفني الاداره
کارشناس اپراتور پشتیبان پشتیبانی آدم انسان مسئول مسئولتان کارمند همکار همکارتان مدیر
temsilci temsilciye temsilciyle insan insanla yetkili yetkiliyle görevli görevliyle operatör canlı_destek müşteri_hizmetleri birisiyle biriyle müdür
operatore operatrice persona umano umana addetto addetta consulente assistente_umano responsabile qualcuno collega
human person agent representative operator someone somebody advisor real_person live_person supervisor manager staff human_being";

/// Words for one that are so only as they stand: behind an article they are Sunday (الأحد) or a limit (الحد).
pub(super) const PERSON_EXACT: &str = "احد حد نفر کسی یکی biri birisi anyone anybody people";

/// Wishing to speak, be connected or be handed over.
pub(super) const SPEAK: &str = "
احكي أحكي اتحدث اتكلم أتكلم اكلم كلمني احاكي حكي احاچي احجي احچي يحاجيني يحاچيني يكلمني يكلمنا نهضر نهدر نحكي نتكلم ندوي اهضر اتواصل تواصل تحويل حولني حولوني
حوليني تحولني تحولوني وصلني وصلوني توصلوني توصلني اوصلني يرد يحكي التحدث مكالمه الحديث يجاوبني يتواصل اتفاهم يساعدني
صحبت حرف وصل ارتباط گفتگو گفت‌وگو بدید وصلم
bağla bağlan bağlar bağlayın bağlanmak konuşmak konuşabilir konuşayım konuşmam görüşmek görüşebilir görüşmem aktar aktarın yönlendir ulaşmak
parlare parlo parlarci parlarne parlerei passami passa passatemi passarmi passate mettimi mettetemi mettermi collegami collegarmi chattare
talk talking speak speaking chat connect transfer contact reach";

/// Enough alone: the whole wish in one phrase.
pub(super) const PHRASES: &[&str] = &[
    // Levantine, Gulf, Egyptian, Iraqi, Maghrebi, standard.
    "بدي موظف",
    "بدي حدا",
    "بدي شخص",
    "بدي انسان",
    "في حدا عندكم يرد",
    "في حدا يرد",
    "اريد موظف",
    "اريد انسان",
    "ابغى موظف",
    "ابغى احد",
    "ابي موظف",
    "ابي احد",
    "ودي اكلم",
    "عايز موظف",
    "عاوز موظف",
    "عايز حد",
    "عاوز حد",
    "عايزة حد",
    "ممكن حد يكلمني",
    "حد يرد علي",
    "ويه موظف",
    "ويا موظف",
    "واحد يحاچيني",
    "واحد يحجي وياي",
    "مع شي واحد",
    "مع شي حد",
    "احكي مع واحد",
    "نحكي مع واحد",
    "نهضر مع واحد",
    "اتكلم مع واحد",
    "احچي ويه واحد",
    "بغيت موظف",
    "نحب نحكي مع",
    "حولني على",
    "حولني ل",
    "حولوني",
    "كلموني",
    "اتصلوا علي",
    "اتصلو علي",
    "خدمة العملاء",
    "خدمة الزبائن",
    "موظف لو سمحت",
    "مش روبوت",
    "مو روبوت",
    "کارشناس می‌خوام",
    "کارشناس میخوام",
    "اپراتور می‌خوام",
    "به کارشناس وصل",
    "به اپراتور وصل",
    "پشتیبان انسانی",
    "اپراتور انسانی",
    "آدم واقعی",
    "با من تماس بگیرید",
    "باهام تماس بگیرید",
    "ربات نمی‌خوام",
    "canlı destek",
    "müşteri temsilcisi",
    "gerçek bir insan",
    "gerçek insan",
    "gerçek biri",
    "temsilci istiyorum",
    "yetkili istiyorum",
    "müşteri hizmetleri",
    "beni arayın",
    "beni arar mısınız",
    "robotla değil",
    "operatore umano",
    "persona reale",
    "persona vera",
    "persona in carne",
    "voglio un operatore",
    "servizio clienti",
    "assistenza clienti",
    "essere umano",
    "un umano",
    "non con un robot",
    "non con un bot",
    "potete chiamarmi",
    "richiamatemi",
    "real person",
    "actual person",
    "real human",
    "human agent",
    "live agent",
    "live chat agent",
    "human please",
    "agent please",
    "customer service please",
    "speak to a person",
    "not a bot",
    "not a robot",
    "need a human",
    "want a human",
    "customer service representative",
    "a human being",
    "can someone call me",
    "can somebody call me",
    "please call me",
    "call me back",
];

/// "No person wanted", "are you a person?", "does anyone speak English?": what looks like the wish and is not.
pub(super) const NOT: &[&str] = &[
    "لا اريد موظف",
    "ما بدي موظف",
    "مش بدي موظف",
    "مش عايز اكلم",
    "ما ابي موظف",
    "ما ابغى موظف",
    "کارشناس نمی‌خوام",
    "کارشناس نمی‌خواهم",
    "temsilci istemiyorum",
    "non voglio un operatore",
    "non voglio parlare",
    "don't want",
    "do not want",
    "don't need",
    "do not need",
    "are you a human",
    "are you human",
    "are you a real person",
    "are you a person",
    "speak english",
    "speak arabic",
    "speak turkish",
    "speak italian",
    "انت انسان",
    "انت بشر",
    "هل انت موظف",
    "شما انسان",
    "شما آدم",
    "parla inglese",
    "parlate inglese",
    "sei umano",
    "sei una persona",
    "insan mısın",
    "ingilizce konuş",
];

#[cfg(test)]
mod tests {
    use crate::intent::wants_human;

    #[test]
    fn everyday_wishes_for_a_person_are_heard() {
        let wishes: [(&str, &[&str]); 10] = [
            (
                "Levantine",
                &[
                    "بدي أحكي مع حدا",
                    "ممكن أحكي مع موظف؟",
                    "في حدا أحكي معه؟",
                    "وصلوني بموظف لو سمحت",
                    "حولني لموظف",
                    "بدي حدا يرد علي",
                    "بدي أكلم شخص مش روبوت",
                    "خليني أحكي مع المدير",
                ],
            ),
            (
                "Gulf",
                &[
                    "أبغى أكلم موظف",
                    "ابي اكلم احد",
                    "ودي اكلم شخص",
                    "ابغى احد يكلمني",
                    "حولوني على خدمة العملاء",
                    "ممكن اتواصل مع موظف",
                    "ابغى اتكلم مع المسؤول",
                    "وصلني بالدعم الفني",
                ],
            ),
            (
                "Egyptian",
                &[
                    "عايز أكلم حد",
                    "عاوزة أتكلم مع حد من خدمة العملاء",
                    "ممكن حد يكلمني؟",
                    "عايزة أكلم موظف",
                    "حولني على حد يساعدني",
                    "ممكن أكلم المدير",
                    "عايز حد يرد عليا",
                    "مش روبوت لو سمحت",
                ],
            ),
            (
                "Iraqi",
                &[
                    "أريد أحچي ويه موظف",
                    "اريد احجي وية موظف",
                    "اريد واحد يحاچيني",
                    "اريد احاچي المدير",
                    "اريد اتكلم ويا شخص",
                    "حولوني على موظف",
                    "اريد موظف",
                    "خل يكلمني موظف",
                ],
            ),
            (
                "Maghrebi",
                &[
                    "بغيت نهضر مع شي واحد",
                    "بغيت نهدر مع موظف",
                    "نحب نحكي مع عون",
                    "نحب نحكي مع حد",
                    "بغيت نتكلم مع شي حد",
                    "بغيت ندوي مع المسؤول",
                    "ممكن نحكي مع موظف؟",
                    "حولني لخدمة الزبائن",
                ],
            ),
            (
                "ar",
                &[
                    "أريد التحدث إلى موظف",
                    "هل يمكنني التحدث مع شخص؟",
                    "أرغب في التواصل مع خدمة العملاء",
                    "من فضلك حولني إلى موظف",
                    "أريد أن أتكلم مع إنسان",
                    "أحتاج إلى التحدث مع المدير",
                    "أريد أن يكلمني أحد",
                    "موظف",
                ],
            ),
            (
                "fa",
                &[
                    "می‌خواهم با یک نفر صحبت کنم",
                    "می‌خوام با یکی حرف بزنم",
                    "میشه با پشتیبانی صحبت کنم؟",
                    "لطفاً مرا به اپراتور وصل کنید",
                    "با یک آدم واقعی کار دارم",
                    "کارشناس می‌خوام",
                    "می‌توانم با کسی صحبت کنم؟",
                    "با مدیر می‌خواهم حرف بزنم",
                    "لطفا با من تماس بگیرید",
                ],
            ),
            (
                "tr",
                &[
                    "Biriyle konuşmak istiyorum",
                    "Bir insanla görüşebilir miyim?",
                    "Beni temsilciye bağlayın",
                    "Müşteri hizmetlerine bağlanmak istiyorum",
                    "Yetkili biriyle görüşmek istiyorum",
                    "Gerçek biriyle yazışmak istiyorum",
                    "Canlı desteğe geçmek istiyorum, canlı destek",
                    "Beni arar mısınız?",
                    "Müdürle konuşmak istiyorum",
                ],
            ),
            (
                "it",
                &[
                    "Voglio parlare con qualcuno",
                    "Posso parlare con una persona vera?",
                    "Mi passa un operatore?",
                    "Vorrei parlare con un responsabile",
                    "Collegami con un addetto",
                    "Preferisco un operatore umano",
                    "C'è qualcuno con cui posso parlare?",
                    "Vorrei chattare con un collega",
                    "Potete chiamarmi?",
                ],
            ),
            (
                "en",
                &[
                    "I'd like to talk to someone",
                    "Can I speak to a real person?",
                    "Is there anyone I can talk to?",
                    "Let me talk to your manager",
                    "Connect me with an agent",
                    "Can somebody call me?",
                    "I need a human",
                    "Transfer me to customer service please",
                ],
            ),
        ];
        for (tongue, texts) in wishes {
            assert!(texts.len() >= 8, "{tongue}");
            let deaf: Vec<_> = texts.iter().filter(|text| !wants_human(text)).collect();
            assert!(deaf.is_empty(), "{tongue}: {deaf:?}");
        }
    }

    #[test]
    fn talk_of_people_is_no_wish_for_one() {
        let others: [(&str, &[&str]); 5] = [
            (
                "ar",
                &[
                    "لازم حدا يكون بالبيت وقت التوصيل؟",
                    "كم شخص بقدر ييجي عالورشة؟",
                    "كيف أتواصل معكم؟",
                    "بتشتغلوا يوم الأحد؟",
                    "المندوب بتصل قبل ما يوصل؟",
                    "شو الحد الأقصى للدفع كاش؟",
                    "هل يوجد رقم واحد للتواصل؟",
                    "عندكم هدية لشخص بحب الورد؟",
                ],
            ),
            (
                "fa",
                &[
                    "برای چند نفر جا دارد؟",
                    "باید کسی خانه باشد؟",
                    "شمارهٔ تماس فروشگاه چیست؟",
                    "چطور با شما تماس بگیرم؟",
                    "شما انسان هستید؟",
                    "هدیه برای یک نفر دیگر می‌فرستید؟",
                ],
            ),
            (
                "tr",
                &[
                    "Kurye gelmeden arar mı?",
                    "Evde biri olmazsa ne olur?",
                    "Atölyeye kaç kişi katılabilir?",
                    "Size nasıl ulaşırım?",
                    "Siz insan mısınız?",
                    "Biri için hediye arıyorum",
                ],
            ),
            (
                "it",
                &[
                    "Deve esserci qualcuno a casa?",
                    "Quanto costa per persona?",
                    "Come vi contatto?",
                    "Sei una persona?",
                    "Cerco un regalo per qualcuno",
                    "Quante persone vengono al laboratorio?",
                ],
            ),
            (
                "en",
                &[
                    "Does someone have to be at home?",
                    "How do I contact you?",
                    "Do your staff speak English?",
                    "Can I send a gift to someone else?",
                    "How many people can join the workshop?",
                    "I want a plant for somebody special",
                ],
            ),
        ];
        for (tongue, texts) in others {
            assert!(texts.len() >= 5, "{tongue}");
            let misheard: Vec<_> = texts.iter().filter(|text| wants_human(text)).collect();
            assert!(misheard.is_empty(), "{tongue}: {misheard:?}");
        }
    }
}
