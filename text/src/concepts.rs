//! A small bridge between words for the same thing in customer support: dialect and standard, and the five
//! languages among each other.
//!
//! Each row is one concept. A word belongs to it when its folded form or its stem stands in the row, so rows
//! list the words as people write them, inflected where the stem alone would not meet. Ambiguous words stay
//! out: a wrong bridge makes a wrong answer look supported. The rows are our own vocabulary.

use std::{collections::HashMap, sync::LazyLock};

use crate::{
    normalize::{fold, is_arabic},
    stem::stem,
    tokens::Word,
};

/// One concept: its name and its words by language.
struct Row {
    name: &'static str,
    words: [(&'static str, &'static str); 5],
}

const fn row(
    name: &'static str,
    ar: &'static str,
    fa: &'static str,
    tr: &'static str,
    it: &'static str,
    en: &'static str,
) -> Row {
    Row { name, words: [("ar", ar), ("fa", fa), ("tr", tr), ("it", it), ("en", en)] }
}

const ROWS: &[Row] = &[
    row(
        "delivery",
        "توصيل شحن تسليم يوصل بوصل توصل توصلني يوصلني تشحنوا شحنة يتوصل التوصيل الشحن",
        "ارسال تحویل حمل پست پیک می‌رسد میرسه می‌فرستید",
        "kargo teslimat gönderim teslim gönderi kargosu nakliye kargoyu kargoya",
        "spedizione consegna recapito spedite spedire consegnate consegnare",
        "delivery shipping dispatch deliver delivered ship shipped shipment",
    ),
    row(
        "return",
        "إرجاع ترجيع مرتجع ارجع رجع مرتجعات ترجع نرجع ترجعوا ترجعولي بترجعولي بترجعوا يرجع رجعوا رجعولي مرجع أرجعه",
        "مرجوعی بازگشت عودت مرجوع پس‌دادن برگرداندن برگشت پس برگردانم برگردانید برمی‌گردد برگردد",
        "iade geri iadesi iadeler iadem",
        "reso restituire restituzione resi rendere restituisco rendo rende",
        "return returned",
    ),
    row(
        "refund",
        "استرداد استرجاع تعويض استرجع استرد أسترد تسترد نسترد يسترد رد نرد يرد",
        "بازپرداخت استرداد عودت_وجه برمی‌گردد",
        "geri_ödeme para_iadesi iade",
        "rimborso rimborsi rimborsare rimborsato rimborsate rimborsa rimborsiamo",
        "refund refunds refunded reimbursement reimburse",
    ),
    row(
        "price",
        "سعر تكلفة رسوم اسعار بكم ثمن كلفة يكلف بتكلف تكلف أجور اجرة",
        "قیمت هزینه نرخ مبلغ",
        "fiyat ücret bedel fiyatlar ücreti ücretli tutar",
        "prezzo costo tariffa costa costano",
        "price cost fee pricing charge",
    ),
    row(
        "duration",
        "مدة يستغرق وقت بياخد بياخذ تستغرق بيستغرق ياخذ ياخد يوم أيام ساعة ساعات أسبوع أسابيع شهر أشهر سنة بتاخد تاخد تاخذ بتاخذ",
        "مدت زمان روز طول می‌کشد میکشه روزه ساعت هفته سال",
        "süre gün zaman süresi sürer sürüyor günde günü günlük saat hafta ay ayda yıl",
        "tempo durata dura durano giorni giorno impiega ora ore settimana mese mesi anno",
        "duration time days takes hours week weeks month months year",
    ),
    row(
        "payment",
        "دفع سداد ادفع اسدد بدفع أدفع ندفع الدفع دفعت",
        "پرداخت پرداختی بپردازم بپردازید می‌پردازید بپردازیم",
        "ödeme ödemek ödeyebilirim ödeyebilir ödeyebilirsiniz ödeyeyim ödeyeceğim öderim ödüyorum ödenir",
        "pagamento pagamenti pagare pago pagato paga pagate",
        "payment payments pay paying paid",
    ),
    row(
        "card",
        "بطاقة فيزا كرت بطاقات كارت",
        "کارت کارتم",
        "kart kartı kartla kartım",
        "carta carte",
        "card cards visa mastercard",
    ),
    row(
        "cash",
        "كاش نقدا نقداً نقدي الاستلام كاش",
        "نقد نقدی",
        "nakit kapıda",
        "contanti contrassegno",
        "cash cod",
    ),
    row(
        "order",
        "طلب طلبية طلبات طلبيتي اوردر اطلب",
        "سفارش سفارشم سفارش‌ها",
        "sipariş siparişler siparişim",
        "ordine ordini ordinare ordinato",
        "order ordered",
    ),
    row(
        "cancel",
        "إلغاء الغي كنسل اكنسل بلغي إلغاؤه إلغاؤها إلغائه تلغي نلغي ألغيت",
        "لغو کنسل لغوش",
        "iptal iptali",
        "annullare annullamento annullo disdire disdetta cancellare",
        "cancel cancellation cancelled canceled cancelling",
    ),
    row(
        "exchange",
        "استبدال تبديل ابدل أستبدل",
        "تعویض عوض",
        "değişim değiştirme değiştirmek değiştirebilir",
        "cambio cambiare sostituzione sostituire",
        "exchange replace replacement swap",
    ),
    row(
        "hours",
        "دوام الدوام ساعات_العمل تفتحوا بتفتحوا فاتحين مواعيد المواعيد تسكروا بتسكروا تفتح تفتحون يفتح نفتح تسكر يسكر مسكر مسكرين مغلق نغلق تقفلون تقفلوا بتقفلوا تغلقون فاتح مفتوحين",
        "ساعات_کاری ساعت_کار ساعت_کاری باز تعطیل بسته می‌بندید می‌بندند بازید",
        "saatleri mesai açık açılış kapanış açıksınız açıyorsunuz kapanıyorsunuz kapanır kapalı kapanıyor",
        "orari orario apertura aperti aperto chiusura aprite apre chiudete chiude chiudono chiuso chiusi",
        "hours opening closing open close closed closes",
    ),
    row(
        "address",
        "عنوان موقع فرع موقعكم مكانكم محلكم فروع",
        "آدرس نشانی شعبه مکان نشانی‌تان",
        "adres adresi adresiniz konum şube şubeniz mağaza",
        "indirizzo sede negozio punto_vendita situati trovate",
        "address location branch store shop located",
    ),
    row(
        "phone",
        "هاتف تلفون موبايل تليفون جوال",
        "تلفن موبایل شماره_تماس",
        "telefon telefonu numaranız",
        "telefono cellulare numero_di_telefono",
        "phone telephone mobile",
    ),
    row(
        "warranty",
        "ضمان كفالة مكفول",
        "ضمانت گارانتی",
        "garanti garantisi garantili",
        "garanzia garanzie",
        "warranty guarantee",
    ),
    row(
        "discount",
        "خصم تخفيض عروض خصومات تخفيضات تنزيلات كوبون",
        "تخفیف تخفیف‌ها کوپن",
        "indirim indirimi kupon kampanya",
        "sconto sconti offerta offerte promozione coupon",
        "discount coupon promo sale",
    ),
    row(
        "password",
        "كلمة_السر كلمة_المرور باسورد الباسورد الرقم_السري",
        "رمز رمز_عبور پسورد گذرواژه",
        "şifre şifremi şifresi parola",
        "password parola",
        "password passcode",
    ),
    row(
        "account",
        "حساب حسابي الحساب",
        "حساب حسابم اکانت",
        "hesap hesabım hesabı",
        "account profilo",
        "account profile",
    ),
    row(
        "invoice",
        "فاتورة الفاتورة فواتير",
        "فاکتور صورتحساب",
        "fatura faturası faturam",
        "fattura fatture ricevuta",
        "invoice invoices receipt bill",
    ),
    row(
        "damaged",
        "مكسور مكسورة تالف تالفة خربان خربانة معطوب متضرر خراب وصلني_مكسور ذبلانة ميتة انكسر منكسر منكسرة مكسر مكسرة",
        "شکسته خراب معیوب آسیب شکست",
        "kırık hasarlı bozuk arızalı kırıldı kırılmış",
        "danneggiato danneggiata danneggiati rotto rotta difettoso difettosa rotti rotte rompono spezzato",
        "damaged broken defective faulty",
    ),
    row(
        "track",
        "تتبع التتبع اتتبع أتتبع تعقب",
        "پیگیری رهگیری ردیابی",
        "takip takibi",
        "tracciare tracciamento tracking",
        "track tracking",
    ),
    row(
        "free",
        "مجاني مجانا ببلاش بلاش",
        "رایگان مجانی",
        "ücretsiz bedava",
        "gratis gratuito gratuita gratuitamente",
        "free",
    ),
    row(
        "plant",
        "نبات نبتة نباتات النباتات زرعة زرع الزرع زرعاتي زريعة شتلة شتلات",
        "گیاه گیاهان",
        "bitki bitkiler bitkilerim fidan",
        "pianta piante",
        "plant plants seedling",
    ),
    row(
        "water",
        "سقي السقي ري الري اسقي أسقي اسق سقاية السقاية بسقي تسقي ماء مي المي",
        "آب آبیاری",
        "su sulama sulamak sulamalıyım sularım sulayın sulayayım suluyorum sularız",
        "acqua annaffiare annaffio innaffiare irrigazione",
        "water watering irrigation",
    ),
    row(
        "privacy",
        "خصوصية الخصوصية بياناتي بيانات",
        "حریم_خصوصی داده داده‌ها",
        "gizlilik kişisel_veri veri verilerim",
        "privacy riservatezza dati",
        "privacy data",
    ),
    row(
        "money",
        "مصاري فلوس فلوسي مصارياتي نقود المال دراهم مبلغ المبلغ",
        "پول پولم مبلغ",
        "para paramı param",
        "soldi denaro",
        "money",
    ),
    row(
        "late",
        "تاخر تأخر تأخير التأخير متاخر متأخر اتأخر تأخرت",
        "تأخیر دیر",
        "gecikme gecikti geç",
        "ritardo tardi",
        "late delay delayed",
    ),
    row(
        "international",
        "دولي الخارج خارج_الاردن برا",
        "خارج بین‌المللی",
        "yurtdışı uluslararası yurtdışına",
        "estero internazionale internazionali",
        "abroad international overseas worldwide",
    ),
    row(
        "gift",
        "هدية هدايا كادو الهدية هديه",
        "هدیه کادو",
        "hediye armağan hediyelik",
        "regalo regali dono",
        "gift gifts present",
    ),
    row(
        "courier",
        "مندوب سائق سواق السواق شوفير المندوب كابتن",
        "پیک راننده مأمور",
        "kurye sürücü şoför kargocu",
        "corriere autista fattorino",
        "courier driver",
    ),
    row(
        "parcel",
        "طرد صندوق كرتونة طرود الطرد",
        "بسته جعبه مرسوله",
        "paket koli kutu",
        "pacco scatola",
        "parcel package box",
    ),
    row(
        "home",
        "بيت منزل البيت بالبيت دار",
        "خانه منزل",
        "ev evde evime evimde",
        "casa domicilio",
        "home house",
    ),
    row(
        "validity",
        "صلاحية صالحة صالح صلاحيتها ينتهي تنتهي انتهاء ساري بتنتهي",
        "اعتبار معتبر منقضی باطل می‌سوزد مهلت انقضا",
        "geçerli geçerlilik silinir biter",
        "valido valida scade scadono scadenza vale valgono",
        "valid validity expire expires expiry",
    ),
    row(
        "keep",
        "احتفظ نحتفظ تحتفظون تحتفظوا بتحتفظوا يحتفظ الاحتفاظ",
        "نگهداری نگه",
        "saklıyoruz saklamak saklıyor saklanır saklıyorsunuz tutarız",
        "conservare conserviamo conservate conservati teniamo tenete",
        "keep retain kept retention",
    ),
    row(
        "conversation",
        "محادثة محادثات دردشة شات المحادثات",
        "گفتگو گفت‌وگو گفت‌وگوها چت",
        "sohbet görüşmeler görüşme yazışma",
        "conversazione conversazioni chat",
        "conversation chat conversations",
    ),
    row(
        "points",
        "نقطة نقاط نقطه النقاط نقط",
        "امتیاز امتیازها",
        "puan puanlar puanı",
        "punti punto",
        "points point",
    ),
    row(
        "worth",
        "تساوي تسوى بتسوى بتسوي قيمة يساوي",
        "ارزش می‌ارزد",
        "değer eder değerinde",
        "valgono valore",
        "worth value",
    ),
    row(
        "child",
        "طفل أطفال ولاد الأطفال ولد اولاد صغار",
        "کودک بچه کودکان",
        "çocuk çocuklar çocuğum",
        "bambino bambini bambina figli figlio",
        "children child kid kids son daughter",
    ),
    row(
        "workshop",
        "ورشة ورشات الورشات ورشه دورة دورات",
        "کارگاه کلاس",
        "atölye atölyeler kurs",
        "laboratorio laboratori corso corsi",
        "workshop workshops class course",
    ),
    row(
        "company",
        "شركة شركات للشركات مؤسسة شركه مكتب",
        "شرکت شرکت‌ها سازمان",
        "şirket şirketler firma kurumsal",
        "azienda aziende società ditta impresa",
        "company companies business corporate firm",
    ),
    row(
        "shop",
        "متجر المتجر محل محلكم دكان معرض",
        "فروشگاه مغازه",
        "mağaza mağazanız dükkan",
        "negozio negozi",
        "shop store",
    ),
    row(
        "notify",
        "أخبر اخبر أخبركم أخبرنا ابلغ ابلاغ خبر احكيلكم بلاغ",
        "خبر اطلاع گزارش",
        "bildirmek bildirin bildirmeliyim bildirim haber",
        "avvisare avvisaci segnalare comunicare avvisarvi",
        "notify report inform tell",
    ),
    row(
        "use",
        "استعمال مستعمل مستعملة استعمل استعملته استخدام مستخدم يستعمل",
        "استفاده استفاده‌نشده مصرف",
        "kullanmak kullanılmamış kullanılır kullanılabilir kullan",
        "usare usato usati usata utilizzare",
        "use used unused using",
    ),
    row(
        "pot",
        "حوض أحواض اصيص قوار احواض",
        "گلدان گلدان‌ها",
        "saksı saksıyı saksılar",
        "vaso vasi",
        "pot pots planter planters",
    ),
    row("soil", "تربة تراب التربة", "خاک", "toprak toprağı", "terriccio terra", "soil"),
    row(
        "seed",
        "بذور بذرة بذر البذور",
        "بذر بذرها تخم",
        "tohum tohumu tohumlar",
        "semi seme semina seminare",
        "seed seeds",
    ),
    row(
        "sprout",
        "تنبت ينبت انبات إنبات بتنبت تطلع بتطلع",
        "جوانه جوانه‌زدن سبز",
        "çimlenme çimlenir çimlenmesi filizlenir",
        "germina germinare germinazione germogliare germogliano",
        "sprout sprouts germinate germination",
    ),
    row(
        "sow",
        "زرع زراعة بذر أزرع ازرع ابذر",
        "کاشت بکارم کاشتن",
        "ekilir ekmek ekim ekmeliyim",
        "seminare semina piantare seminati",
        "sow sowing",
    ),
    row("depth", "عمق العمق", "عمق", "derinlik derin derinlikte", "profondità profondo", "depth deep"),
    row(
        "fertiliser",
        "سماد تسميد اسمد تسمد تسمده اسمدة",
        "کود کوددهی",
        "gübre gübrelemek",
        "concime concimare fertilizzante concimo",
        "fertiliser fertilizer fertilise feed",
    ),
    row(
        "repot",
        "نقل انقل تبديل_حوض",
        "تعویض_گلدان",
        "saksı_değişimi",
        "rinvaso rinvasare rinvasiamo travaso",
        "repot repotting",
    ),
    row(
        "cactus",
        "صبار صبّار صباريات عصاريات الصبار",
        "کاکتوس ساکولنت",
        "kaktüs sukulent",
        "succulente succulenta cactus grasse",
        "cactus cacti succulent succulents",
    ),
    row("tax", "ضريبة ضرائب الضريبة", "مالیات", "vergi kdv vergisi", "imposta iva tasse", "tax vat"),
    row(
        "transfer",
        "حوالة حواله تحويل",
        "حواله انتقال واریز",
        "havale eft havalesi",
        "bonifico bonifici",
        "transfer wire",
    ),
    row(
        "photo",
        "صورة صور الصورة تصوير",
        "عکس عکس‌ها",
        "fotoğraf fotoğrafı resim",
        "foto fotografia",
        "photo picture photos",
    ),
    row(
        "delete",
        "حذف احذف أحذف امسح مسح",
        "حذف پاک",
        "silmek silme sil silinir",
        "eliminare eliminazione elimina cancellare cancella",
        "delete remove erase deletion",
    ),
    row("newsletter", "نشرة النشرة نشرتكم", "خبرنامه", "bülten bülteni", "newsletter", "newsletter"),
    row(
        "unsubscribe",
        "اشتراك الاشتراك",
        "عضویت",
        "abonelik abonelikten",
        "disiscriversi disiscrivermi disiscrizione",
        "unsubscribe",
    ),
    row(
        "lost",
        "ضاع ضيعت ضيّعت فقدت ضايع مفقود",
        "گم گم‌شده",
        "kaybettim kaybederseniz kayıp kaybolursa",
        "perso perdi perdere smarrito smarrita",
        "lost lose",
    ),
    row(
        "missing",
        "ناقص نقص ناقصة ينقص نقصان",
        "کم کمبود",
        "eksik eksikse",
        "manca mancante mancano",
        "missing",
    ),
    row(
        "animal",
        "حيوان حيوانات الحيوانات قطة قطتي قط كلب كلبي",
        "حیوان جانور جانوران گربه سگ",
        "hayvan hayvanlar kedi kedim köpek köpeğim",
        "animale animali cane gatto",
        "animal animals cat dog pet pets",
    ),
    row(
        "travel",
        "سفر أسافر السفر مسافر إجازة اجازة",
        "سفر مسافرت",
        "tatil tatile seyahat yolculuk",
        "vacanza vacanze ferie viaggio",
        "holiday vacation travel trip",
    ),
    row("leaf", "ورقة أوراق الأوراق اوراق", "برگ برگ‌ها", "yaprak yapraklar", "foglia foglie", "leaf leaves"),
    row("people", "أشخاص شخصا اشخاص", "نفر", "kişi kişilik", "persone", "people person persons participants"),
    row("tree", "شجرة أشجار شجر الأشجار", "درخت درخت‌ها", "ağaç ağaçlar ağacı", "albero alberi", "tree trees"),
    row(
        "tall",
        "طول طولها طوله ارتفاع عالية",
        "بلند قد",
        "boy boyu uzun",
        "alto alta altezza lunghezza",
        "tall height high",
    ),
    row("large", "كبير كبيرة الكبيرة كبار", "بزرگ", "büyük", "grande grandi", "large big"),
    row("bank", "بنك البنك بنكي مصرف", "بانک بانکی", "banka bankam bankası", "banca", "bank"),
    row("credit", "رصيد", "اعتبار اعتبار_فروشگاه", "bakiye bakiyesi", "credito", "credit"),
    row(
        "book",
        "حجز احجز أحجز الحجز",
        "رزرو نام‌نویسی",
        "rezervasyon ayırtmak",
        "prenotare prenotazione prenota",
        "book booking reserve reservation",
    ),
    row("code", "رمز كود الرمز", "کد رمز", "kod kodu kodumu", "codice", "code"),
    row("number", "رقم ارقام", "شماره", "numara numarası numaramı", "numero", "number"),
    row(
        "cover",
        "يشمل يشمله مشمول مشمولة تشمل بيشمل",
        "پوشش شامل",
        "karşılar kapsar kapsam girer",
        "coperto copre coperta",
        "cover covers covered coverage",
    ),
    row(
        "harm",
        "ضرر أضرار الأضرار تلف",
        "آسیب",
        "zarar hasar zararlar",
        "danni danno rovina rovinato",
        "damage harm",
    ),
    row("replacement", "بديل بدل", "جایگزین", "yenisi", "sostituta sostitutiva", "replacement"),
    row(
        "summer",
        "صيف الصيف تموز آب حزيران",
        "تابستان تیر مرداد",
        "yaz yazın temmuz ağustos",
        "estate luglio agosto giugno",
        "summer july august june",
    ),
    row("thirst", "عطش يعطش العطش", "تشنه تشنگی", "susuz susuzluk", "sete", "thirst thirsty"),
    row(
        "fail",
        "فشل فاشلة مرفوض انرفض رفض",
        "ناموفق خطا",
        "başarısız hata",
        "fallito falliti riesce rifiutato rifiutata",
        "failed fail fails declined rejected error",
    ),
    row("wholesale", "جملة الجملة بالجملة", "عمده عمده‌فروشی", "toptan", "ingrosso", "wholesale bulk"),
    row(
        "open",
        "مفتوحة مفتوح فتحت فتحته مفتوحه",
        "بازشده بازشدهٔ",
        "açılmış açtığım açtım",
        "aperti aperto aperta",
        "opened",
    ),
    row("person", "موظف موظفين", "همکار همکاران", "görevli görevliyle", "persona addetto", "colleague"),
    row("help", "مساعدة", "کمک راهنمایی", "yardım", "aiuto assistenza", "help"),
    row("sick", "مريض مريضة مرض", "بیمار مریض", "hasta", "malata malato", "sick ill"),
    row("friday", "الجمعة جمعة", "جمعه جمعه‌ها", "cuma", "venerdì", "friday fridays"),
    row("saturday", "السبت", "شنبه", "cumartesi", "sabato", "saturday"),
    row("thursday", "الخميس", "پنجشنبه", "perşembe", "giovedì", "thursday"),
    row(
        "arrive",
        "وصل وصلت وصلني وصلتني وصلنا يصل وصلو يوصل بيوصل وصول",
        "رسید رسیده رسیدن می‌رسد برسد میرسه",
        "geldi ulaştı gelirse ulaşınca ulaşır ulaşıyor gelecek",
        "arrivato arrivata arriva arrivare arrivo ricevere ricevo ricevo riceve ricevuto",
        "arrived arrive arrives arrival receive received receiving",
    ),
    row(
        "collect",
        "استلام الاستلام أستلم استلم تستلموا",
        "گرفتن بگیرم",
        "almak alma alım alırsam",
        "ritiro ritirare ritirato",
        "collect collection pickup pick",
    ),
    row(
        "begin",
        "يبدأ يبدا تبدأ بداية",
        "شروع آغاز",
        "başlar başlayan başlıyor",
        "inizia iniziano comincia",
        "start starts begin begins",
    ),
    row(
        "die",
        "ماتت مات ميت ميتة يموت تموت موت ذبل ذبلت ذبلان ذبلانة يبست يبس",
        "خشک خشکید مرد مرده می‌میرد پژمرده پلاسید",
        "ölen kurudu kurumuş kurur soldu solmuş",
        "morta morto muore morendo muoiono appassita appassito secca seccata deperisce",
        "dead die died dies dying withered wilted",
    ),
    row(
        "method",
        "طريقة طرق وسيلة وسائل خيارات",
        "روش روش‌ها شیوه",
        "yöntem yöntemi yöntemleri seçenek",
        "metodo metodi modalità",
        "method methods option options",
    ),
    row(
        "change",
        "تعديل تغيير اغير أغير اعدل أعدل يتغير",
        "تغییر عوض",
        "değiştirme değiştirmek değiştirebilir değişiklik",
        "modificare modifica cambiare",
        "change changing modify edit",
    ),
    row(
        "item",
        "غرض أغراض بضاعة سلعة منتج صنف أصناف",
        "کالا کالاها جنس محصول",
        "ürün ürünü ürünler",
        "articolo articoli prodotto prodotti merce",
        "item items product products goods",
    ),
    row(
        "earn",
        "جمع أجمع تجمع كسب أكسب",
        "جمع گردآوری کسب",
        "kazanma kazanmak kazanırım biriktirmek",
        "guadagnare raccolta raccogliere accumulare accumulo",
        "earn earning gather collect",
    ),
];

/// Everyday words of dialects and what the standard language says instead.
const DIALECT: &[(&str, &str)] = &[
    ("قديش", "كم"),
    ("أديش", "كم"),
    ("بدي", "أريد"),
    ("ابغى", "أريد"),
    ("عايز", "أريد"),
    ("عاوز", "أريد"),
    ("وين", "أين"),
    ("فين", "أين"),
    ("ليش", "لماذا"),
    ("ليه", "لماذا"),
    ("شو", "ماذا"),
    ("ايش", "ماذا"),
    ("وش", "ماذا"),
    ("شنو", "ماذا"),
    ("امتى", "متى"),
    ("إيمتى", "متى"),
    ("ازاي", "كيف"),
    ("شلون", "كيف"),
    ("كيفاش", "كيف"),
    ("علاش", "لماذا"),
    ("بياخد", "يستغرق"),
    ("بياخذ", "يستغرق"),
    ("هلا", "الآن"),
    ("هسا", "الآن"),
    ("دلوقتي", "الآن"),
    ("الحين", "الآن"),
    ("دابا", "الآن"),
    ("مصاري", "نقود"),
    ("فلوس", "نقود"),
    ("كويس", "جيد"),
    ("منيح", "جيد"),
    ("زين", "جيد"),
    ("خربان", "تالف"),
    ("بلاش", "مجانا"),
    ("ببلاش", "مجانا"),
    ("كتير", "كثير"),
    ("شغال", "يعمل"),
    ("بيشتغل", "يعمل"),
    ("بكرا", "غدا"),
    ("بكره", "غدا"),
    ("مبارح", "أمس"),
    ("امبارح", "أمس"),
    ("تليفون", "هاتف"),
    ("موبايل", "هاتف"),
    ("جوال", "هاتف"),
    ("رجعلي", "استرداد"),
    ("ترجيع", "إرجاع"),
    ("كرت", "بطاقة"),
    ("اشوف", "أرى"),
    ("شوف", "أرى"),
    ("احكي", "أتحدث"),
    ("اروح", "أذهب"),
    ("جيب", "أحضر"),
    ("لقيت", "وجدت"),
    ("ضايع", "مفقود"),
    ("ضاع", "فقد"),
    ("بندورة", "طماطم"),
    ("زرعات", "نباتات"),
    ("زرعاتي", "نباتات"),
    ("زرعتي", "نبات"),
    ("الزرع", "النباتات"),
    ("اسقي", "سقاية"),
    ("بسقي", "سقاية"),
    ("ولاد", "أطفال"),
    ("سواق", "سائق"),
    ("السواق", "السائق"),
    ("بيجي", "يصل"),
    ("ييجي", "يصل"),
    ("اتاخر", "تأخر"),
    ("ناقص", "نقص"),
    ("مكسر", "مكسور"),
    ("مسكر", "مغلق"),
    ("مسكرين", "مغلق"),
    ("فاتح", "مفتوح"),
    ("فاتحين", "مفتوح"),
];

/// A row and the language in which a word is listed there.
type Listed = (usize, &'static str);

static INDEX: LazyLock<HashMap<String, Vec<Listed>>> = LazyLock::new(|| {
    let mut index: HashMap<String, Vec<Listed>> = HashMap::new();
    let mut add = |form: String, at: Listed| {
        let rows = index.entry(form).or_default();
        if !rows.contains(&at) {
            rows.push(at);
        }
    };
    for (at, row) in ROWS.iter().enumerate() {
        for (lang, words) in row.words {
            for word in words.split_whitespace().filter(|word| !word.contains('_')) {
                let word = fold(word);
                add(stem(&word, Some(lang)), (at, lang));
                add(word, (at, lang));
            }
        }
    }
    index
});

/// Names of two words (كلمة_السر).
static PAIRS: LazyLock<HashMap<String, Vec<usize>>> = LazyLock::new(|| {
    let mut index: HashMap<String, Vec<usize>> = HashMap::new();
    for (at, row) in ROWS.iter().enumerate() {
        for (_, words) in row.words {
            for pair in words.split_whitespace().filter(|word| word.contains('_')) {
                index.entry(fold(&pair.replace('_', " "))).or_default().push(at);
            }
        }
    }
    index
});

/// The Turkish words of the rows alone.
static TURKISH: LazyLock<HashMap<String, Vec<usize>>> = LazyLock::new(|| {
    let mut index: HashMap<String, Vec<usize>> = HashMap::new();
    for (at, row) in ROWS.iter().enumerate() {
        for (_, words) in row.words.iter().filter(|(lang, _)| *lang == "tr") {
            for word in words.split_whitespace().filter(|word| !word.contains('_')) {
                index.entry(fold(word)).or_default().push(at);
            }
        }
    }
    index
});

static STANDARD: LazyLock<HashMap<String, String>> = LazyLock::new(|| {
    DIALECT.iter().map(|(spoken, standard)| (fold(spoken), (*standard).to_owned())).collect()
});

/// A Turkish word of a row this long or longer is known with any ending behind it.
const LONG_STEM: usize = 5;

/// The names of the concepts a folded word stands for, in `lang` where known.
pub fn of(word: &str, lang: Option<&str>) -> Vec<&'static str> {
    let stemmed = stem(word, lang);
    // Words of one language may mean another thing in the next: Italian furniture (mobili) is no mobile phone, and
    // who hires (استخدام) in Persian uses in Arabic.
    let arabic = word.starts_with(is_arabic);
    let own = lang.filter(|lang| matches!(*lang, "ar" | "fa") == arabic);
    let spoken = |(_, listed): &&Listed| own.is_none_or(|lang| lang == *listed);
    let mut rows: Vec<usize> = Vec::new();
    for form in [word, stemmed.as_str()] {
        rows.extend(INDEX.get(form).into_iter().flatten().filter(spoken).map(|(at, _)| *at));
    }
    if rows.is_empty() {
        let prefixed = unprefixed(word, lang).into_iter().flatten().filter(spoken).map(|(at, _)| *at);
        rows = prefixed.chain(unsuffixed(word, lang).into_iter().flatten().copied()).collect();
    }
    rows.sort_unstable();
    rows.dedup();
    rows.iter().filter_map(|&at| ROWS.get(at)).map(|row| row.name).collect()
}

/// The concepts that two neighbouring words name together, each with the place of either word.
pub fn of_pairs(words: &[Word]) -> Vec<(usize, &'static str)> {
    let mut found = Vec::new();
    for (at, pair) in words.windows(2).enumerate() {
        let [first, second] = pair else { continue };
        let rows = PAIRS.get(&format!("{} {}", first.text, second.text)).into_iter().flatten();
        for row in rows.filter_map(|&row| ROWS.get(row)) {
            found.extend([(at, row.name), (at + 1, row.name)]);
        }
    }
    found
}

/// The rows of an Arabic word behind the particles that are written together with it.
fn unprefixed(word: &str, lang: Option<&str>) -> Option<&'static Vec<Listed>> {
    if lang == Some("fa") {
        return None;
    }
    ["و", "ب", "ل", "ف", "ك", "ع"].iter().find_map(|particle| {
        let rest = word.strip_prefix(particle).filter(|rest| rest.chars().count() >= 3)?;
        INDEX.get(rest).or_else(|| INDEX.get(&stem(rest, lang)))
    })
}

/// The rows of the longest beginning of a Turkish word: endings are many and follow each other.
fn unsuffixed(word: &str, lang: Option<&str>) -> Option<&'static Vec<usize>> {
    if lang != Some("tr") {
        return None;
    }
    let ends: Vec<usize> = word.char_indices().map(|(at, _)| at).skip(LONG_STEM).collect();
    ends.into_iter().rev().find_map(|end| TURKISH.get(word.get(..end)?))
}

/// The first three words of a concept in `lang`, as people write them.
pub fn words(concept: &str, lang: &str) -> Vec<String> {
    ROWS.iter()
        .filter(|row| row.name == concept)
        .flat_map(|row| row.words)
        .filter(|(of, _)| *of == lang)
        .flat_map(|(_, words)| words.split_whitespace().take(3))
        .map(|word| word.replace('_', " "))
        .collect()
}

/// What the standard language says for a folded word of a dialect.
pub fn standard(word: &str) -> Option<&'static str> {
    STANDARD.get(word).map(String::as_str)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn languages_meet_in_a_concept() {
        for (word, lang) in [
            ("التوصيل", "ar"),
            ("شحن", "ar"),
            ("ارسال", "fa"),
            ("kargom", "tr"),
            ("spedizione", "it"),
            ("shipping", "en"),
        ] {
            assert!(of(&fold(word), Some(lang)).contains(&"delivery"), "{word}");
        }
        assert!(of(&fold("فكرة"), Some("ar")).is_empty());
    }

    #[test]
    fn every_row_speaks_five_languages() {
        for row in ROWS {
            for (lang, _) in row.words {
                assert!(!words(row.name, lang).is_empty(), "{} has no word in {lang}", row.name);
            }
        }
    }
}
