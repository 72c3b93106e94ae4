//! Greetings, thanks, praise and leave, as people write them.

mod closings;
mod greetings;
mod thanks;

pub(super) use self::{closings::CLOSINGS, greetings::GREETINGS, thanks::THANKS};

/// What may stand beside a greeting or thanks without adding a matter.
pub(super) const FILLERS: &str = "
يا اخي اختي استاذ استاذه حبيبي عزيزي كتير كثير جدا والله تمام اوكي ok okay okey تمم جزيلا لك لكم الك الكم دوستان عزیز خیلی خب باشه جان
çok tamam peki hocam efendim bey hanım arkadaşlar bene perfetto ottimo va tutto molto per l aiuto tante so much very for your the help great
perfect all again sir madam على عالمساعده المساعده yardımınız için و e and ve بابت کمکتون";

/// What more may stand beside thanks and a leave, where nothing is asked.
pub(super) const AROUND: &str = "
جدا كتير كثير كثيرا بزاف برشا هواي مره اوي قوي خالص الله والله يا غالي غاليين الغالي الغاليين باشا حج معلم شباب جماعه اخوان حبايب حبايبي طيب طيبين
منكم منك انت انتم انتو انتوا فعلا حقا كلكم جميعا من القلب قلبي على للمساعده مساعدتك مساعدتكم ردكم الرد السريع سرعه المعلومات المعلومه لطفك لطفكم كل شي
شيء ليكم ليك ليكي هذا هاد هيك كان هلق اليوم مبدئيا خلص خلاص بس هيك
از شما شماها واقعا خیلی زیاد بسیار بینهایت راهنمایی راهنماییتون راهنماییتان کمک کمکتان پاسختون پاسختان جوابتون پاسخ سریع همه همگی تون گل عزیزم عزیزان جان هستید هستی بودید
بود است این برای همین فعلا دیگه دیگر امروز
siz sizi sizler sizlere size gerçekten kadar bu şu herkese herkes ilginiz yardım yardımlarınız yanıtınız cevabınız hızlı oldu oldunuz her şey şeyler bugün ederim
arkadaşlar dostum kardeşim canım abi hepinize şimdilik iyi günler
davvero tutti tutto sei siete stato stata stati ti vi la il lo voi te lei per aiuto aiutato vostro tuo suo risposta veloce gentilezza disponibilità pazienza
cuore proprio così oggi anche ancora i e ed del della dell delle di
that was is this it you re are were been have so such really truly very extremely super a an me my i m much of and but for all your you guys everyone everybody
today now quick fast answer reply response info information support assistance time patience helping being kind lot lots love dear friend mate buddy bro everything
just oh wow yay haha lol xd d p done again then no nope yes yeah ok okay well have had has one will ll be";

/// Pictures that greet, and that thank or praise, where no word stands.
pub(super) const WAVES: &str = "👋🙋";
pub(super) const SMILES: &str =
    "👍👌🙏❤♥💚💙💛🧡💜💖💕💗🩷😊😀😃😄😁🙂☺😍🥰😘🤗😇🤝👏🌹🌸🌺🌷💐🌻🌿🪴🌱✅💯🎉🥳✨⭐🌟😉😎🫶";
