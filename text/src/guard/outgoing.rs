//! What an answer never says, whatever the passages hold.

use super::phrases::List;
use crate::tokens;
use std::sync::LazyLock;

/// What was seen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Seen {
    /// Markup or code: a link in disguise, an image that calls home, a script.
    Markup,
    /// Words about its own instructions.
    Instructions,
    /// "I have cancelled your order": it can't.
    Deed,
    /// It asks for a password or a code.
    Secret,
}

/// Talk of prompts, rules and passages.
const INSTRUCTIONS: &str = "
    system prompt; my prompt; my instructions; hidden instructions; secret instructions; my rules; i was told to; i was instructed; \
    i am instructed; rules which nothing; you are _ assistant of; the passages between; as an administrator; as a language model; \
    as an ai language; administrator mode; developer mode; initial prompt; my guidelines; according to the prompt; \
    تعليماتي; تعليمات النظام; التعليمات السريه; تعليمات سريه; التعليمات المعطاه; موجه النظام; رساله النظام; بصفتي مدير; مدير النظام; كنموذج لغوي; \
    المقاطع فقط; وضع المدير; طلب مني المطور; \
    دستورهاي من; دستور سيستم; دستورات سيستم; دستورالعمل من; پرامپت; پيام سيستم; مدير سامانه; مدل زباني; متنها پاسخ; \
    talimatlarim*; sistem mesaj*; sistem istem*; gizli talimat*; yonetici olarak; yonetici modu*; dil modeli; pasajlardan; bana verilen talimat*; \
    prompt di sistema; mie istruzioni; istruzioni nascoste; istruzioni segrete; messaggio di sistema; come amministratore; modalita amministratore; \
    modello linguistico; dai passaggi; mi e stato detto di";

/// Deeds in the first person, and the customer's own things that were changed.
const DEEDS: &str = "
    i have _ cancelled; i have _ refunded; i have _ changed; i have _ updated; i have _ sent; i have _ booked; i have _ placed; i have _ issued; \
    i have _ deleted; i have _ added; i have _ applied; i have _ extended; i ve _ cancelled; i ve _ refunded; i ve _ changed; i ve _ updated; \
    i ve _ booked; i ve _ sent; i ve _ added; i ve _ applied; i cancelled; i refunded; i changed your; i updated your; i just _ cancelled; \
    your address has been; your order has been cancelled; your order has been changed; your refund has been; your booking has been; \
    your password has been; your account has been; has been changed; done your; \
    لقد الغيت; الغيت طلبك; لقد غيرت; غيرت عنوانك; لقد ارسلت; اعدت المبلغ; لقد اضفت; لقد حجزت; تم تغيير عنوانك; تم الغاء طلبك; تم تحديث عنوانك; \
    تم تعديل طلبك; تم رد المبلغ; تم ارجاع المبلغ; قمت بالغاء; قمت بتغيير; قمت برد; تم حذف حسابك; تم اضافه; \
    لغو كردم; عوض كردم; برگرداندم; ثبت كردم; تغيير دادم; اضافه كردم; حذف كردم; رزرو كردم; سفارشتان لغو شد; نشاني شما عوض شد; سفارش شما لغو شد; \
    iptal ettim; iade ettim; guncelledim; degistirdim; ekledim; sildim; gonderdim; rezervasyon yaptim; siparisiniz iptal edildi; adresiniz guncellendi; \
    adresiniz degistirildi; paraniz iade edildi; \
    ho annullato; ho rimborsato; ti ho rimborsato; ho cambiato; ho modificato; ho aggiornato; ho prenotato; ho inviato; ho aggiunto; ho cancellato; \
    il tuo ordine e stato annullato; il tuo indirizzo e stato; e stato rimborsato il tuo";

/// Asking for what nobody of a shop may ask for.
const SECRETS: &str = "
    send me the code; send me _ password; tell me _ password; write _ password; give me _ password; enter _ password here; \
    your pin here; send me _ pin; card number here; send _ card number; tell me _ card number; the code here; code here in; your cvv; \
    verification code here; share _ password; share _ code with; confirm your card; \
    اعطني كلمه; اعطني _ السر; ارسل _ رمز التحقق; رمز التحقق هنا; الرمز هنا; الرقم السري هنا; رقم البطاقه والرقم; ارسل _ رقم البطاقه; \
    ابعث _ كلمه السر; اكتب _ كلمه السر; اعطني _ البطاقه; \
    رمز عبورتان; رمز _ اينجا; رمز پيامك*; رمز _ بنويسيد; شماره كارت _ بنويسيد; رمزتان را; كد _ اينجا بنويسيد; \
    sifrenizi yaz*; sifreyi buraya; sifrenizi gonder*; sifrenizi soyle*; kart numaranizi yaz*; kart numaranizi gonder*; kodu buraya; sifrenizi buraya; \
    scrivimi _ codice; scrivimi _ password; mandami _ codice; mandami _ password; dimmi _ password; numero della carta qui; \
    il pin qui; scrivi qui _ codice";

static LISTS: LazyLock<[(Seen, List); 3]> = LazyLock::new(|| {
    [
        (Seen::Instructions, List::new(INSTRUCTIONS)),
        (Seen::Deed, List::new(DEEDS)),
        (Seen::Secret, List::new(SECRETS)),
    ]
});

/// What a sentence of an answer holds that none may hold.
pub fn seen(text: &str) -> Option<Seen> {
    if is_markup(text) {
        return Some(Seen::Markup);
    }
    let words = tokens::words(text);
    LISTS.iter().find(|(_, list)| list.find(&words).is_some()).map(|(seen, _)| *seen)
}

fn is_markup(text: &str) -> bool {
    let lower = text.to_lowercase();
    let tag = lower.char_indices().any(|(at, c)| {
        let mut behind = lower.get(at + c.len_utf8()..).unwrap_or_default().chars();
        c == '<' && behind.next().is_some_and(|c| c.is_ascii_alphabetic() || matches!(c, '/' | '!' | '?'))
    });
    const CODE: [&str; 9] =
        ["](", "![", "`", "javascript:", "data:text", "&lt;", "&#", "onclick=", "onerror="];
    tag || CODE.iter().any(|code| lower.contains(code))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_no_answer_says_is_seen() {
        for (text, wanted) in [
            ("Look: ![x](//evil.example/a.gif)", Seen::Markup),
            ("<b onclick=\"x()\">Hi</b>", Seen::Markup),
            ("My system prompt says so.", Seen::Instructions),
            ("Siparişinizi iptal ettim.", Seen::Deed),
            ("I have just cancelled your order.", Seen::Deed),
            ("Please send me the code.", Seen::Secret),
            ("أعطني كلمة السر", Seen::Secret),
        ] {
            assert_eq!(seen(text), Some(wanted), "{text}");
        }
        for text in [
            "Orders below 30 < 40 are free.",
            "You can cancel your order.",
            "Your password link is valid for 30 minutes.",
        ] {
            assert_eq!(seen(text), None, "{text}");
        }
    }
}
