//! Words of postal addresses.

use crate::redact::phrase::Phrases;
use std::sync::LazyLock;

/// What a word says of an address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    /// A kind of street; its name follows (`via`, `شارع`, `خیابان`, `Rue`).
    StreetBefore,
    /// The same, of a word that means other things too: wants a number or a capital behind it.
    MaybeBefore,
    /// A kind of street; its name stands before (`Street`, `Mahallesi`, `Caddesi`).
    StreetBehind,
    /// A part of a building, with its number or name behind it.
    Unit,
    /// Where something is near.
    Beside,
    /// Says that an address follows.
    Says,
    /// A code of the post follows.
    Post,
}

const ROWS: [(Part, &str); 7] = [
    (
        Part::StreetBefore,
        "شارع|شارعِ|ش|خیابان|خ|کوچه|بلوار|بزرگراه|اتوبان|بن بست|بنبست|\
         viale|piazza|piazzale|piazzetta|vicolo|lungomare|lungotevere|contrada|rue|rua|calle|avenida|paseo|strasse|ulica|trg|\
         p o box|po box|pobox|psc|ص ب|صندوق بريد|صندوق پستی|posta kutusu|casella postale",
    ),
    (
        Part::MaybeBefore,
        "via|corso|largo|strada|حي|جبل|ضاحية|دوار|میدان|محله|شهرک|منطقة|زقاق|avenue|حارة|localita|frazione|borgo",
    ),
    (
        Part::StreetBehind,
        "street|st|road|rd|avenue|ave|lane|ln|drive|dr|boulevard|blvd|way|square|sq|court|ct|close|crescent|terrace|place|pl|highway|hwy|\
         parkway|alley|mews|row|gardens|\
         mahallesi|mahalle|mah|mh|sokak|sokağı|sokağında|sokakta|sk|sok|cad|cd|caddesi|cadde|caddesinde|bulvarı|blv|bulvar|apartmanı|sitesi|\
         strasse|str|gasse|straat|gade|vej|gata",
    ),
    (
        Part::Unit,
        "apartment|apt|flat|suite|unit|floor|building|bldg|house|villa|block|box|room|p o box|door|\
         عمارة|عماره|بناية|بنايه|شقة|شقه|طابق|الطابق|مبنى|فيلا|بيت رقم|منزل رقم|مجمع|بلوك|باب|برج|\
         پلاک|واحد|طبقه|ساختمان|زنگ|ورودی|مجتمع|برج|\
         daire|kat|no|kapı|bina|blok|apartman|site|d|k|\
         interno|int|scala|piano|palazzo|palazzina|civico|condominio|isolato",
    ),
    (
        Part::Beside,
        "قرب|بالقرب من|مقابل|جنب|بجانب|خلف|وراء|بجوار|بعد دوار|near|opposite|behind|next to|روبروی|روبه روی|نرسیده به|جنب|yanında|karşısı|karşısında|arkası|vicino a|di fronte a|presso",
    ),
    (
        Part::Says,
        "my address|my address is|my new address is|new address is|address is|home address|delivery address|shipping address|billing address with|\
         address|deliver to|deliver it to|ship to|ship it to|send it to|send to|sent to|return to|arrived at|i live at|i live in|lives at|lives on|live at|lived in|\
         live in|office is at|restaurant is at|is at|station is on|located at|i am at|\
         عنواني|العنوان|عنوان البيت|عنوان التوصيل|ساكن في|ساكن ب|ساكنة في|بسكن في|أسكن في|اسكن في|ساكنين في|بيتي في|بيتنا في|وصلوها على|وصلوه على|\
         على عنوان|ابعتوه على|ابعتوها على|\
         آدرسم|آدرس|آدرس من|نشانی|نشانیم|نشانی من|ساکن|به آدرس|به نشانی|خانه ام|خونمون|بفرستید به|\
         adresim|adres|adresi|adresime|teslimat adresi|ev adresim|oturuyorum|şu adrese|\
         indirizzo|il mio indirizzo|mio indirizzo è|indirizzo è|abito in|abito a|vivo in|vivo a|spedite a|spedire a|consegnate a|consegnare a|inviare a|\
         residente in|domiciliato in",
    ),
    (
        Part::Post,
        "zip|zip code|postal code|postcode|الرمز البريدي|رمز بريدي|کد پستی|کدپستی|posta kodu|pk|cap|codice postale",
    ),
];

pub(super) static PARTS: LazyLock<Phrases<Part>> = LazyLock::new(|| Phrases::of(&ROWS));
