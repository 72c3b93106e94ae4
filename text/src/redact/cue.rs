//! Words that say what a number near them is.

use super::{phrase::Phrases, shadow::Shadow};
use std::sync::LazyLock;

/// What a word near a number says of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Cue {
    Phone,
    Card,
    Iban,
    /// A document that says who somebody is.
    Id,
    Passport,
    /// Says that a number of an order, parcel or invoice follows.
    OrderNumber,
    /// Speaks of an order; the number may be of something else.
    Order,
    /// A code that opens something: sent by text message, on a card's back.
    Code,
    Birth,
    Account,
    /// A shop's own name for a thing: models, coupons.
    Thing,
    Secret,
}

const ROWS: [(Cue, &str); 12] = [
    (
        Cue::Phone,
        "phone|phones|telephone|tel|mobile|mob|cell|cellphone|whatsapp|whats app|call me|call us|text me|reach me|ring me|\
         my number|number is|contact number|fax|viber|telegram|signal|\
         هاتف|هاتفي|هاتفه|هاتفها|تلفون|تلفوني|تليفون|تليفوني|تلفونه|رقمي|جوال|جوالي|موبايل|موبايلي|خلوي|خليوي|واتس|واتساب|واتسب|\
         اتصل|اتصلوا|اتصلي|كلموني|كلمني|احكوا معي|احكو معي|رقم الهاتف|رقم التلفون|رقم الجوال|رقم الموبايل|رقم تلفوني|رقم جوالي|\
         تلفن|تلفنم|شماره من|شمارهام|شمارم|شماره ام|شمارمه|موبایل|موبایلم|همراه|همراهم|تماس|زنگ|شماره تماس|شماره تلفن|شماره موبایل|\
         telefon*|cep|cebim|cepten|numaram|gsm|arayın|arayabilirsiniz|ulaşabilirsiniz|\
         telefono|telefonico|cellulare|cell|mio numero|chiamatemi|chiamami|chiamate|recapito|numero è",
    ),
    (
        Cue::Card,
        "card|visa|mastercard|credit|debit|amex|بطاقة|بطاقتي|فيزا|ماستركارد|کارت|کارتم|kart*|carta|bancomat",
    ),
    (Cue::Iban, "iban|ibanım|ایبان|آيبان|ايبان|شبا|sheba"),
    (
        Cue::Id,
        "national id|national no|national number|national identity|id number|id no|id card|identity card|identity number|\
         identity no|my id|id is|ssn|social security|emirates id|iqama|civil id|residence permit|resident id|tax number|tax id|vat no|\
         الرقم الوطني|رقم وطني|رقمي الوطني|رقم الهوية|رقم هويتي|هويتي|الهوية|هوية|بطاقة الهوية|رقم الاقامة|اقامتي|الاقامة|رقم مدني|الرقم المدني|\
         رقم السجل|بطاقة احوال|الرقم القومي|رقم الأحوال|\
         کد ملی|کدملی|کد ملیم|کدملیم|شماره ملی|کارت ملی|شماره شناسنامه|شناسه ملی|کد اتباع|\
         tc|t c|tc kimlik*|t c kimlik*|kimlik*|tckn|vatandaşlık no|vergi no|vergi numara*|vkn|\
         codice fiscale|cod fisc|cf|c f|partita iva|p iva|piva|carta d identità|carta di identità|documento|tessera sanitaria",
    ),
    (
        Cue::Passport,
        "passport*|جواز|جوازي|جواز سفر|جواز السفر|جواز سفري|رقم الجواز|گذرنامه|گذرنامهام|پاسپورت|پاسپورتم|pasaport*|passaporto",
    ),
    (
        Cue::OrderNumber,
        "order number|order no|order nr|order num|order id|order ref|order reference|order code|reference number|reference no|\
         tracking|tracking number|tracking code|invoice|invoice number|invoice no|receipt number|booking number|booking reference|booking|\
         reservation number|ticket number|parcel number|shipment number|confirmation number|awb|waybill|\
         رقم الطلب|رقم طلبي|رقم طلبيتي|رقم الطلبية|طلب رقم|طلبي رقم|طلبية رقم|طلبيتي رقم|اوردر رقم|رقم الاوردر|اوردر|رقم التتبع|رقم الشحنة|رقم شحنتي|\
         رقم البوليصة|شحنة رقم|رقم الفاتورة|فاتورة رقم|فاتورتي رقم|رقم الحجز|حجز رقم|رقم المرجع|كود الطلب|رقم الطرد|رقم الايصال|\
         شماره سفارش|شماره ی سفارش|شماره سفارشم|سفارش شماره|سفارشم شماره|سفارش به شماره|کد سفارش|کد رهگیری|کد پیگیری|کد رهگیریم|شماره پیگیری|شماره رهگیری|شماره فاکتور|\
         فاکتور شماره|شماره رزرو|شماره مرسوله|بارکد پستی|\
         sipariş no*|sipariş numara*|siparişimin numara*|sipariş kod*|siparişim no*|siparişin numara*|takip no*|takip numara*|takip kod*|kargo no*|kargo takip*|fatura no*|\
         fatura numara*|rezervasyon no*|gönderi no*|gönderi kod*|numaralı sipariş*|nolu sipariş*|no lu sipariş*|numaralı kargo*|nolu kargo*|numaralı fatura*|\
         ordine n|ordine nr|ordine num|ordine numero|numero ordine|numero d ordine|numero dell ordine|numero del mio ordine|numero di ordine|\
         n ordine|codice ordine|codice dell ordine|n d ordine|tracciamento|numero di tracciamento|codice di tracciamento|codice spedizione|\
         numero di spedizione|spedizione n|spedizione numero|fattura n|fattura numero|numero fattura|prenotazione n|numero di prenotazione|\
         codice prenotazione|lettera di vettura",
    ),
    (
        Cue::Order,
        "order|orders|parcel|shipment|package|delivery of|طلب|طلبي|طلبية|طلبيتي|شحنة|شحنتي|طردي|\
         سفارش|سفارشم|سفارشی|سفارشمو|مرسوله|بسته|sipariş*|kargom|kargomun|ordine|pacco|spedizione",
    ),
    (
        Cue::Code,
        "code|otp|cvv|cvc|cvv2|pin|verification|verification code|security code|one time|passcode|sms|\
         كود|الكود|رمز|رمز التحقق|رمز التأكيد|الرقم السري|رقم سري|رمز الأمان|\
         کد|کدی|رمز پویا|کد تایید|کد تأیید|کد ورود|رمز دوم|پیامک|\
         kod|kodu|kodum|kodunu|doğrulama|onay kodu|şifre|şifresi|güvenlik kodu|\
         codice|codice di verifica|codice otp|codice di sicurezza|codice ricevuto",
    ),
    (
        Cue::Birth,
        "born|born on|date of birth|birth date|birthdate|birthday|dob|d o b|\
         مواليد|تاريخ الميلاد|تاريخ ميلادي|ميلادي|ولدت|تاريخ الولادة|عيد ميلادي|انولدت|من مواليد|\
         متولد|تاریخ تولد|تاریخ تولدم|تولدم|تولد|زاده|به دنیا|\
         doğum*|doğdum|doğumluyum|nato|nata|data di nascita|nascita|compleanno|nato il|nata il",
    ),
    (
        Cue::Account,
        "account number|account no|account id|customer number|customer no|customer id|client number|member number|membership number|\
         user id|رقم الحساب|رقم حسابي|حساب رقم|حسابي رقم|رقم العميل|رقم الزبون|رقم العضوية|شماره حساب|شماره حسابم|شماره مشتری|کد مشتری|شماره عضویت|\
         müşteri no*|müşteri numara*|hesap no*|hesap numara*|üye no*|üyelik no*|numero cliente|codice cliente|numero di conto|conto n|\
         numero conto|tessera n|numero tessera",
    ),
    (
        Cue::Thing,
        "sku|model|model no|art|article|item|item no|product code|part number|ref|discount code|promo code|coupon|voucher|coupon code|\
         voucher code|zip code|postal code|postcode|country code|area code|\
         موديل|كود المنتج|كود الخصم|كوبون|رمز الخصم|رقم المنتج|رمز المنتج|الرمز البريدي|رمز بريدي|\
         مدل|کد محصول|کد کالا|کد تخفیف|کوپن|کد پستی|کدپستی|\
         ürün kodu|ürün no|indirim kodu|kupon|posta kodu|modeli|modello|codice prodotto|codice articolo|codice sconto|buono|codice postale",
    ),
    (
        Cue::Secret,
        "password|passwort|passwd|pwd|api key|apikey|secret|token|bearer|access key|كلمة السر|كلمة المرور|باسورد|الباسورد|\
         رمز عبور|گذرواژه|پسورد|رمز عبورم|parola|parolam|şifrem|la mia password|chiave api|chiave",
    ),
];

static CUES: LazyLock<Phrases<Cue>> = LazyLock::new(|| Phrases::of(&ROWS));

/// Farthest that a number may stand behind its word, and before it, in letters.
const BEHIND: usize = 40;
const BEFORE: usize = 22;

/// The cues of a text, in order.
pub(super) struct Cues(Vec<(Cue, usize, usize)>);

impl Cues {
    pub fn of(shadow: &Shadow) -> Self {
        let mut found = Vec::new();
        let mut at = 0;
        while at < shadow.words.len() {
            let Some((cue, length)) = CUES.at(shadow, at) else {
                at += 1;
                continue;
            };
            if let (Some(first), Some(last)) = (shadow.words.get(at), shadow.words.get(at + length - 1)) {
                found.push((cue, first.from, last.to));
            }
            at += length;
        }
        Self(found)
    }

    /// The nearest cue of a stretch, with the letters between.
    pub fn near(&self, shadow: &Shadow, from: usize, to: usize) -> Option<(Cue, usize)> {
        self.around(shadow, from, to).into_iter().flatten().next()
    }

    /// The cue before a stretch, and the one that follows at once.
    pub fn around(&self, shadow: &Shadow, from: usize, to: usize) -> [Option<(Cue, usize)>; 2] {
        let next = self.0.partition_point(|(.., end)| *end <= from);
        let before = next.checked_sub(1).and_then(|at| self.0.get(at)).and_then(|&(cue, _, end)| {
            let gap = from - end;
            // A word that has its number already says nothing of the next, unless people give several.
            let used = shadow.slice(end, from).any(|c| c.is_ascii_digit())
                && !matches!(cue, Cue::Phone | Cue::Order | Cue::OrderNumber);
            (gap <= BEHIND && !used && !sentence_ends(shadow, end, from)).then_some((cue, gap))
        });
        let after =
            self.0.iter().skip(next).find(|(_, begin, _)| *begin >= to).and_then(|&(cue, begin, _)| {
                let gap = begin - to;
                let clear =
                    shadow.slice(to, begin).all(|c| !super::shadow::is_stop(c) && !c.is_ascii_digit());
                (gap <= BEFORE && clear).then_some((cue, gap))
            });
        [before, after]
    }

    /// Cues of a kind, by the letter behind them.
    pub fn of_kind(&self, kind: Cue) -> impl Iterator<Item = usize> {
        self.0.iter().filter(move |(cue, ..)| *cue == kind).map(|&(.., end)| end)
    }
}

/// Whether a sentence ends in a stretch.
fn sentence_ends(shadow: &Shadow, from: usize, to: usize) -> bool {
    (from..to).any(|at| {
        matches!(shadow.low(at), Some('.' | '!' | '?' | '؟' | ';' | '؛' | '۔'))
            && shadow.low(at + 1).is_some_and(char::is_whitespace)
            && at > from + 2
    })
}
