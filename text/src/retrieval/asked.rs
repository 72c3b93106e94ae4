//! Words that questions are made of.
//!
//! "What", "which", "according to the passage": rare enough in passages to look telling, and yet they say nothing
//! about the matter. How many of a thousand questions have each was counted once, over questions that people wrote
//! about encyclopaedia articles (`docs/models/retrieval.md`); a name or a topic is never among them.

use std::{collections::HashMap, sync::LazyLock};

const AR: &str = "من:339 ما:213 اي:200 في:198 اللي:164 علي:164 حسب:155 القطعه:123 شنو:108 النص:95 هي:77 ايه:75 هو:72 ايش:63
وفقا:58 شو:58 بحسب:56 لي:55 كان:54 عن:53 حساب:53 للفقره:53 يلي:52 الذي:52 خلال:47 الي:47 مين:46 متي:41 ممكن:41 الفقره:38
التاليه:36 التي:35 بين:33 بعد:31 التالي:31 ان:30 المقطع:29 ماذا:28 بدقه:28 دي:27 مش:27 جا:27 كم:26 كانت:25 عدد:24 مع:24
العبارات:23 قبل:23 مما:23 بشكل:23 عباره:23 غير:22 بناء:21 ديال:21 يكون:20 هاد:20 الجمل:19 الشي:19 هذي:18 الحاجات:18
صحيحه:18 منو:17 اذا:17 نوع:16 شكون:16 لا:16 تم:15 نتيجه:15 لازم:14 عند:14 بخصوص:14 عليه:13 اين:13 فيه:13 جزء:13 وين:13
الامور:12 لم:12 حول:12 سبب:12 فين:12 بالنسبه:11 دقيق:11 جمله:11 فالنص:11 صحيح:11 كيف:11 امتي:11 تكون:10 بسبب:10
يعتبر:10 معينه:10 الحاجه:10";

const FA: &str = "چه:522 در:530 به:314 از:291 كدام:262 و:193 است:156 را:138 بود:115 كه:92 كسي:89 براي:86 سال:86 شد:78 چند:72
با:72 كرد:72 نام:58 شدهاست:58 سالي:46 دارد:43 چيست:43 عنوان:37 خود:35 داشت:32 استفاده:29 چيزي:29 كجا:29 شده:26 بر:23
واقع:23 چقدر:20 پس:20 كساني:20 يك:20 ميشود:20 ميكنند:20 قرار:20 زماني:20 چگونه:17 نظر:17 ديگر:17 بعد:17 تا:17 داد:17
توسط:17 بودهاست:17 تعداد:14 يكي:14 ميكند:14 بودند:14 مورد:14 ان:14 اين:14 هر:14 وجود:14 دليل:14";

const TR: &str = "ne:223 hangi:210 kim:119 bir:104 ve:101 zaman:99 nedir:94 icin:71 kac:56 olarak:51 de:43 ile:41 adi:41 da:38
ilk:38 yilinda:33 neydi:33 olan:33 kimdir:28 en:28 kimler:28 neyi:25 daha:25 nereye:25 kabul:23 sonra:23 kadar:20 gore:20
oldu:20 etti:18 tur:18 bu:18 tarafindan:18 kimin:18 yapmistir:15 neye:15 neden:15 yilda:15 neler:13 nasil:13 basladi:13
cok:13 yapti:13 tarihinde:13 arasinda:13";

const IT: &str = "e:398 di:379 il:276 ha:273 quale:257 la:210 che:197 per:182 in:157 cosa:157 a:147 chi:138 qual:125 del:122 l:119
i:119 un:100 stato:100 si:97 sono:94 le:78 nel:75 dell:72 della:69 quando:69 con:63 quali:63 hanno:50 dei:47 da:44 piu:41
era:41 quanti:41 delle:41 come:41 prima:41 stata:41 anno:38 su:38 dove:38 al:34 una:34 gli:31 primo:31 fatto:28 quante:28
stati:25 nome:25 quanto:25 tra:22 non:22 numero:22 cui:19 lo:19 causa:19 puo:19 dello:19 trova:16 loro:16 parte:16 essere:16
volte:16 negli:16 dopo:16 alla:16 tipo:16 contro:16";

const EN: &str = "the:637 what:457 of:377 to:321 is:213 which:204 in:190 a:162 passage:162 did:159 was:152 according:143 who:138
following:124 when:110 s:101 not:96 how:94 on:94 for:91 and:70 does:68 with:63 be:59 were:52 an:52 that:49 as:44 where:42
by:42 about:40 many:37 are:37 from:35 would:33 during:28 can:28 first:28 statements:28 have:26 based:26 name:23 most:23
true:23 at:21 has:21 new:21 it:21 year:21 do:21 accurately:21 time:19 after:19 describes:19 or:16 used:16 between:14
being:14 other:14 associated:14 likely:14 statement:14 i:14 become:12 his:12 use:12 why:12 named:12 certain:12 kind:12 one:12
main:12 part:12 you:12 might:12 some:12 should:12";

static SHARES: LazyLock<[(&'static str, HashMap<&'static str, f32>); 5]> = LazyLock::new(|| {
    [("ar", AR), ("fa", FA), ("tr", TR), ("it", IT), ("en", EN)].map(|(lang, list)| {
        let rows = list.split_whitespace().filter_map(|row| row.split_once(':'));
        (lang, rows.filter_map(|(word, share)| Some((word, share.parse::<f32>().ok()? / 1000.0))).collect())
    })
});

/// How soon a word weighs less: one that a thirtieth of all questions have, half.
const STEEPNESS: f32 = 30.0;

/// What a folded word of a question weighs, 1 where few questions have it.
pub(super) fn damp(word: &str, lang: Option<&str>) -> f32 {
    let shares = SHARES.iter().find(|(of, _)| Some(*of) == lang).map(|(_, shares)| shares);
    let share = shares.and_then(|shares| shares.get(word)).copied().unwrap_or_default();
    1.0 / (1.0 + STEEPNESS * share)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::normalize::fold;

    #[test]
    fn every_row_is_read_and_folded() {
        for ((lang, shares), list) in SHARES.iter().zip([AR, FA, TR, IT, EN]) {
            assert_eq!(shares.len(), list.split_whitespace().count(), "{lang}");
            assert!(shares.keys().all(|word| fold(word) == *word), "{lang}");
        }
        assert!(damp("which", Some("en")) < 0.2 && damp("parcel", Some("en")) == 1.0);
        assert!(damp("which", None) == 1.0);
    }
}
