//! Given names that people here have, and words that are none.
//!
//! A name that is also a word of some language (`Rosa`, `Deniz`, `نور`, `علي`) stands apart: it is taken for a name
//! only where something else says so.

use crate::{normalize::fold, stopwords};
use std::{collections::HashSet, sync::LazyLock};

const NAMES: &str = "
محمد أحمد محمود مصطفى إبراهيم إسماعيل يوسف يعقوب عبدالله عبدالرحمن عبدالعزيز عبدالكريم عبدالرحيم عبدالقادر عبدالحميد عبدالمجيد
خالد حسين حسام عثمان سعود فيصل ماجد طارق زياد رامي سامي هاني وائل وليد عمرو بشار بسام غسان جهاد إياد أيمن أنس أسامة أيوب
إلياس باسم بلال تامر ثامر جابر جاسم جمال جورج حاتم حازم حمزة حمدان خليل داود رائد راشد رشيد رمزي زكريا زيد سالم سليم سليمان سمير
سهيل سيف شادي شريف صالح صلاح ضياء طلال عادل عامر عباس عدنان عصام عماد عمار عيسى غازي فادي فارس فؤاد فراس قاسم قصي قيس كامل
كمال لؤي ليث مازن مالك مجدي محسن مراد مروان معاذ معتز معن منذر منصور منير مهند موسى ميشيل ناجي ناصر نزار نضال هادي هيثم وسام
ياسر ياسين يحيى يزن حمد خلف دانيال عبود طوني إيلي مارون بطرس بولس أنطون جريس عودة مشعل نواف بدر مبارك سلمان
فاطمة عائشة خديجة زينب مريم سارة لينا رنا رانيا دينا منى مها هدى هند هبة ليلى لمى لميس لبنى لانا لارا لجين ماريا ماري مايا ميساء ميسون
ميرا منال نادين نادية ناديا نانسي نهى نوال نورا نوره هالة هاجر هيا هيفاء وفاء ولاء يارا يسرى أسماء أسيل آلاء إيناس إسراء بتول بثينة بشرى
تالا تمارا تهاني جمانة جنى حصة حنان حنين خلود دانا دانة داليا دعاء دلال ديما ديانا رباب رزان رغد رهف رولا روان ريم ريما ريناد رشا رندة
زهراء سحر سلمى سلوى سمر سميرة سميحة سناء سهى سهام شذى شهد شيماء صفاء ضحى عبير عفاف علياء غادة غدير فاتن فدوى فريدة كارين كندة كوثر
محمدرضا علیرضا حمیدرضا غلامرضا امیرحسین امیرعلی امیررضا محمدعلی محمدحسین محمدمهدی حسین مهدی مسعود فرهاد فرزاد فرشاد بهزاد بهرام بهروز کامران
کامبیز کیوان کاوه کیان کیارش کورش کوروش آرش آرین سینا سیامک سیاوش شاهین شهرام شهاب شهروز بابک بهنام پدرام پارسا پژمان پرویز جواد جمشید
جلال داریوش داوود رامین روزبه سهراب سروش سپهر ساسان ایمان احسان اکبر اصغر اردلان افشین امین ایرج بیژن تورج حامد حمید خسرو رحیم رسول
فریدون فربد فرید قاسم کاظم کریم کریمی مازیار مجتبی مرتضی منوچهر مهران مهرداد مهیار میثم میلاد نادر نیما هادی هومن هوشنگ وحید یاشار یوسف
زهرا فاطمه مریم معصومه سمیرا سارا مهسا مهشید مهناز مهتاب مهین نازنین‌زهرا نگین پریسا پریا پرستو آیدا آتنا آناهیتا آتوسا آرزو اکرم اعظم
بهاره بیتا پروانه پروین ترانه ثریا حمیده رقیه روژان رعنا زینب ژاله ژیلا ساناز سمانه سمیه سوسن سهیلا شادی شهره شهلا شهرزاد صدیقه طاهره طیبه
عاطفه غزاله فائزه فرزانه فرشته فریبا فروغ کبری کیمیا گلناز لیلا مائده محدثه مرضیه ملیکا ملیحه منیژه مونا مهدیه مینو نسترن نفیسه نوشین هانیه هستی
یگانه یلدا
ahmet mehmet mustafa ayşe fatma emine hatice zeynep elif meryem şerife zehra hanife merve esra büşra kübra şeyma tuğba tuğçe
murat emre hakan okan volkan serkan gökhan burak hüseyin hasan ibrahim ismail osman yusuf ömer halil süleyman abdullah recep
ramazan kemal kadir kenan levent mert metin muharrem musa nihat nuri oğuz oğuzhan orhan osmancan rıza sabri sedat selim selçuk serdar
sinan suat şahin şükrü taner tarık tayfun tolga tuncay turgut uğur ümit veli yakup yasin yavuz yılmaz yiğit zafer zeki alper alperen
arda batuhan berk berkay bora bülent cem cemal cemil cenk cihan doğan ekrem emir enes engin ercan erdal erdem eren erhan erkan erol
ertuğrul fatih ferhat fikret furkan gürkan halit hamza ilhan ilker ilyas kaan kerem koray aslı ayla aylin aynur aysel aysun banu
başak begüm belgin belma berna berrin betül birsen burcu canan ceren ceyda damla derya didem dilara dilek ebru ece eda elvan esin
esma eylül fadime ferda feride figen filiz fulya gonca gönül gülay gülcan gülşen gülsüm hacer hande havva hülya irem kadriye leyla
melek melike melis meltem meral mine mukaddes müge nalan nazlı nermin nesrin neslihan neşe nevin nihal nilay nilgün nuray nurcan nurgül
özge özlem pelin pınar rabia rukiye saadet sabiha seda selma semra senem serap serpil sevda sevgi sevgül sevil sevim sibel simge sinem
songül şebnem şenay şule tülay türkan ülkü yeliz yeşim zübeyde
marco luca matteo francesco alessandro andrea lorenzo davide simone federico riccardo stefano giuseppe giovanni antonio roberto
paolo pietro giorgio gabriele filippo tommaso nicola nicolò edoardo emanuele daniele claudio fabio mauro maurizio enrico sergio
salvatore vincenzo domenico luigi mario carlo alberto giacomo diego dario cristian cristiano michele raffaele gianluca gianni giulio
leonardo manuel marcello mirko alessio aldo alfredo arturo bernardo biagio corrado elia emilio ernesto ettore eugenio ezio fausto
ferdinando franco gaetano gennaro gerardo gianfranco giancarlo gianmarco gino guido ivan jacopo luciano ludovico massimiliano
mattia oscar ottavio pasquale piero renato rocco romano rosario ruggero samuele silvio tiziano ugo umberto valerio vittorio walter
giulia francesca sara martina valentina alessia silvia elena laura anna paola roberta federica giorgia sofia alice camilla beatrice
ginevra greta ludovica matilde rebecca arianna elisa eleonora veronica michela claudia simona monica barbara cristina daniela
donatella emanuela antonella antonietta angela anita caterina cinzia concetta debora elisabetta enrica eva fabiana fiorella
flavia gabriella giada giovanna giuliana giuseppina grazia ilaria irene isabella katia lara letizia liliana linda lisa loredana
lorena lucia luciana luisa maddalena manuela marcella mariangela maria marina marta michelina miriam nadia nicoletta noemi ornella
patrizia piera raffaella rachele renata rita rosalia rosanna rossella sabrina samanta serena sonia stefania susanna tania teresa
tiziana valeria vanessa vincenza vittoria
james john robert michael william david richard joseph thomas charles christopher daniel matthew anthony steven paul andrew joshua
kenneth kevin brian george edward ronald timothy jason jeffrey ryan jacob gary nicholas eric jonathan stephen larry justin brandon
benjamin samuel gregory patrick alexander dennis jerry tyler aaron jose adam nathan henry peter zachary kyle ethan jeremy
christian keith roger terry austin sean gerald carl harold dylan arthur lawrence jesse bryan joe billy bruce gabriel logan alan
juan albert willie elijah wayne randy vincent mason roy ralph bobby russell philip eugene oliver liam noah lucas leo max
mary patricia jennifer elizabeth susan jessica sarah karen nancy betty sandra margaret ashley kimberly emily donna michelle carol
amanda melissa deborah stephanie sharon cynthia dorothy amy kathleen shirley emma brenda pamela nicole samantha katherine
christine helen rachel carolyn janet catherine diane olivia julie joyce victoria kelly christina joan evelyn lauren judith megan
cheryl hannah jacqueline martha gloria ann frances kathryn janice abigail julia judy sophia denise marilyn danielle beverly
theresa diana natalie brittany charlotte marie kayla alexis lori mia chloe ella zoe lucy molly ellen kate katie claire fiona
mohammed muhammad mohamed mohammad ahmad ahmed omar hassan hussein khaled khalid fatima aisha layla leila lina rana rania dina
mona yara maha huda salma samir karim yousef youssef yusuf mahmoud tariq tarek ziad rami sami fadi hani walid nabil bashar bassam
majed fahad faisal saud abdulrahman abdulaziz reza hossein mehdi maryam zahra fatemeh parisa mahsa nazanin arash babak kaveh kian
kiarash siavash behzad farhad hamid saeed majid masoud samira sahar sepideh setareh golnaz mahnaz niloofar negar nima sina pouya ";

const ALSO_WORDS: &str = "
علي عمر حسن كريم أمل نور سعيد جميل ياسمين سلام زين رضا فهد سلطان تركي بندر نبيل نادر أمير مجد فرح فرج نعمة رحمة إيمان إخلاص وعد عهد
ورد وردة زهرة روز ربيع نسيم وسيم صادق حكيم شاكر شكري حبيب لطيف عزيز وحيد فريد غالي سعد رعد نجم قمر شمس هلال سما جنة تالة
بهاء بيان تغريد ثناء جود جواهر حلا حياة خيال دنيا رؤى رجاء سراج سلامة سندس شفاء صبا صابر طاهر عاصم فجر فرحان فلك لمار مطر ملك ملاك نادي
ناهد ندى نجاح نجلاء نجوى نغم نعيم نوف وجد وديع وردية عبد أسد غيث رامز بنان أريج أنوار أفنان ابتسام أحلام أماني
امیر آرمان پویا پیمان امید نرگس لاله نسرین مینا نازنین نگار نیلوفر شیرین شبنم شقایق یاسمن یاسمین سپیده رویا الهام الهه آزاده حدیث
بهار باران دریا مهر ستاره سحر صبا طلا غزل گلی مرجان نسیم ندا هدیه سما مجید سعید شکوفه بنفشه رز پونه ریحانه ترنم سوگند
gül lale nergis yasemin menekşe çiçek yaprak deniz umut can barış onur özgür savaş kaya bahar yağmur güneş ay yıldız toprak
su nehir ırmak pamuk güven cesur sultan nur sevinç neslişah mutlu taş aslan kaplan çınar çağrı ateş ufuk evren ali veli
ada alev arzu bilge defne duygu duru fidan gamze gizem gonca hazal ipek inci lara mercan nisan papatya reyhan sümbül zambak tuna
efe ege ozan ömür yaman ilke
massimo bruno angelo chiara rosa viola margherita iris stella aurora bianca luna luce gemma perla ambra azzurra gioia felicita
speranza fiore narciso giacinto dalia ortensia celeste serena alba mia dora bella vera grazia italia leone pio felice primo
costanza fortunato rosario marina franca franco
mark will bill frank rose violet lily daisy ivy hazel jasmine may june april august heather jack scott jean grace amber hope
faith joy dawn eve holly ginger pearl ruby crystal gene rob sue art ray dale dean chase chad chance drew grant guy hunter lance
miles rich rusty sandy sky summer autumn violette olive basil iris flora willow rowan sage clay cliff forest glen heath reed
roman rocky victor frankie carole amal noor nour ali amir zain jamil hope omid shirin laleh nargess mina
خليل سالم صالح كامل كمال جمال شريف عادل مالك مبارك منصور هادي عودة خلف رائد رشيد سليم سمر صفاء وفاء هبة هالة عبير حنان حنين بشرى جهاد دعاء سيف
ولاء حصة شهد مراد ضياء بدر فارس رياض مريح ثابت جابر ناجح
شادی پروانه سوسن آرزو فروغ هستی ایمان احسان میلاد نادر اکبر اعظم اکرم امین جلال رسول پرستو ترانه بهاره نگین فرشته مهتاب نسترن یلدا یگانه کاظم مونا
filiz fulya emir engin erdem zafer şahin doğan ümit nazlı melek neşe sevgi başak damla dilek eylül ramazan simge ülkü saadet mine pınar metin mert selin
مني هدي نهي هيا دانة دانا داليا جنى يسرى
aslı meltem uğur selma bora kadir derya ceren levent irem nihal özlem gönül seda eda ece aydan
romano vittoria regina letizia gaia max mason austin christian sean rosario dina diana carl sabrina marcella kaya roy bob ron ann dan don jesse";

const COMMON: &str = "
طلبي طلبيتي الطلب الطلبية رقمي رقم تلفوني هاتفي جوالي ايميلي عنواني اريد بدي حابب حابه عندي زبون زبونة عميل عميلة مشتري مشترك مستخدم
موظف مدير صاحب صاحبة اب ام اخو جديد جديدة قديم زعلان زعلانة متضايق مستعجل مستعجلة ساكن ساكنة بعت دفعت طلبت استلمت وصلني وصلت اشتريت
بانتظار منتظر هلا اليوم بكرا بكره امبارح الآن بس يعني كثير جدا ممكن وبدي وعندي ورقمي وطلبي وايميلي وعنواني ورقم واريد وحابب جزيلا
كتير لكم الكم عليكم العافية الله تعالى وبركاته ورحمة صديق صديقي خدمة الدعم الفريق فريق مشكلة المشكلة سؤالي استفساري التوصيل الشحن
الدفع الضمان الارجاع المتجر المحل موقع الموقع النبتة النبتات النبات الحوض حوض بالكامل الكامل هاد كامل مسجل مسجلة باسم باسمي تبعي تبعتي المستعار
مش مو لسا اخت حجز فاتورة حساب حسابي الحساب باقي كان قال اسمي اسم شو كيف متى خبير صحيح غلط خطأ مختلف غيره تغير تغيير
سفارش سفارشم سفارشی شماره شمارم تلفن تلفنم ایمیل ایمیلم آدرس آدرسم نشانی مشتری مشتریتون خریدار کاربر دانشجو معلم مدیر ناراحت نگران عصبانی منتظر
جدید قدیمی دیروز امروز فردا الان هنوز همیشه فقط خیلی واقعا لطفا ممنون متشکرم سپاس گزار فراوان تشکر بابت کالا کالام محصول محصولات گلدان گیاه گیاهم خاک
پول پولم حساب حسابم مشکل مشکلم خرید خریدم گرفتم دادم کردم فرستادم پرداخت ارسال برگشت ضمانت فروشگاه مغازه سایت برنامه کسی چیزی عزیز محترم گرامی
پشتیبانی تیم مستعار کاربری کامل فروشنده ساکن هستم هستیم هست میخواهم میخوام داشتم
sipariş siparişim siparişimi siparişin numaram numara telefon adres adresim mail eposta müşteri müşteriniz yeni eski bugün dün yarın hala halen
çok biraz memnun üzgün kızgın bekliyorum bekledim aldım verdim ödedim gönderdim istedim istiyorum rica ederim kolay gelsin teşekkür sağ olun ürün
ürünüm ürünü bitki bitkim saksı kargo kargom para iade ödeme fatura hesap hesabım üye üyeyim yanlış doğru farklı hata değişti soyad soyadım
ile değilim geldim satın almak sordum ekibi destek hocam yardım gerçekten
order orders number phone mobile email mail address customer new old waiting sorry happy unhappy upset angry sure not here there just still trying
looking having writing asking calling going interested unable able worried disappointed wondering curious done ready back late afraid
very really so too also please pls thanks thank regards team support help hello hi hey dear good morning evening afternoon night day week
from in on at for about wrong correct right different missing misspelled spelled written name surname full first last maiden user username product plant pot
delivery parcel payment refund account card invoice shop store website company business owner manager student teacher doctor plants a an the i my and or
but if then because where when what who which why how is am are was were be been being have has had do does did can could will would
ordine ordini numero telefono indirizzo cliente nuovo nuova vecchio oggi ieri domani ancora molto troppo contento contenta arrabbiato arrabbiata
deluso delusa preoccupato interessata interessato in da di per con su tra fra a al alla dal sul sicuro sicura stato stata stati qui felice solo
sola pronto pronta cordiali saluti grazie mille gentilmente salve buongiorno buonasera ciao pianta vaso pacco spedizione consegna rimborso
pagamento conto carta fattura negozio sito titolare studente utente sbagliato errato diverso cognome proprio disperato anche sempre mai
certo certa stanco stanca confuso confusa curioso curiosa impossibilitato spiacente";

static GIVEN: LazyLock<HashSet<String>> = LazyLock::new(|| NAMES.split_whitespace().map(fold).collect());
static WEAK: LazyLock<HashSet<String>> = LazyLock::new(|| ALSO_WORDS.split_whitespace().map(fold).collect());
static PLAIN: LazyLock<HashSet<String>> = LazyLock::new(|| COMMON.split_whitespace().map(fold).collect());

/// A given name and nothing else.
pub(super) fn is_given(word: &str) -> bool {
    GIVEN.contains(word) && !WEAK.contains(word)
}

/// A given name, perhaps also a word.
pub(super) fn may_be_given(word: &str) -> bool {
    GIVEN.contains(word) || WEAK.contains(word)
}

/// A word of everyday chats, no name.
pub(in crate::redact) fn is_common(word: &str) -> bool {
    PLAIN.contains(word) || (stopwords::is_stop(word, None) && !GIVEN.contains(word))
}
