use crate::world::{self, Person, World};
use serde_json::Value;

async fn dialect_of(world: &World, lina: &Person, locale: &str, messages: &[&str]) -> Value {
    let visitor = world.visitor(locale).await;
    let mut conversation = None;
    for message in messages {
        conversation = Some(visitor.writes(message).await.conversation_id);
    }
    let id = conversation.expect("a message");
    lina.get(&format!("conversations/{id}")).await.ok()["dialect"].clone()
}

#[test]
fn a_conversation_has_the_dialect_that_its_customer_writes() {
    world::with(|world| async move {
        let lina = world.agent("lina").await;
        for (locale, messages, dialect) in [
            ("ar", &["مرحبا", "قديش بياخد التوصيل لعمان؟"][..], Value::from("ar-JO")),
            ("en", &["عايز أعرف الأوردر بتاعي فين دلوقتي"], "ar-EG".into()),
            ("ar", &["شكد سعر التوصيل هسه؟ واكو خصم؟"], "ar-IQ".into()),
            ("ar", &["وش سعر التوصيل الحين؟ أبغى أطلب"], "ar-SA".into()),
            ("ar", &["بغيت نعرف شحال الثمن ديال التوصيل"], "ar-MA".into()),
            ("ar", &["كم تستغرق مدة التوصيل إلى مدينة العقبة؟"], Value::Null),
            ("ar", &["Where is my order?"], Value::Null),
            ("fa", &["سفارش من کجاست؟ چطور می‌تونم لغوش کنم؟"], Value::Null),
        ] {
            assert_eq!(dialect_of(&world, &lina, locale, messages).await, dialect, "{messages:?}");
        }
    });
}

#[test]
fn a_dialect_stays_until_another_is_clear_or_the_language_changes() {
    world::with(|world| async move {
        let lina = world.agent("lina").await;
        let jordanian = ["قديش بياخد التوصيل؟", "بدي أعرف وين طلبي هلأ"];
        let of = async |more: &[&str]| {
            let messages: Vec<&str> = jordanian.iter().chain(more).copied().collect();
            dialect_of(&world, &lina, "ar", &messages).await
        };
        assert_eq!(of(&["متى سيتم إرسال المبلغ إلى حسابي؟", "شلونك"]).await, "ar-JO");
        let iraqi = ["شكد سعر التوصيل هسه؟", "اكو خصم لو ماكو؟", "آني اريد احجي ويا موظف", "شسوي هسه؟"];
        assert_eq!(of(&iraqi).await, "ar-IQ");
        assert_eq!(of(&["How much is delivery to Aqaba?"]).await, Value::Null);
    });
}
