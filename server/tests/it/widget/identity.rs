//! Visitors whom the tenant's site vouches for.

use crate::{
    events::Socket,
    world::{self, Answer, Person, Visitor, World},
};
use api::{Code, Message};
use diwan::channels::widget;
use jsonwebtoken::{EncodingKey, Header};
use reqwest::Method;
use serde_json::{Value, json};

async fn new_secret(admin: &Person) -> String {
    admin.post("widget/secret", &json!({})).await.created()["secret"].as_str().unwrap().to_owned()
}

/// A token for `claims`, good for a minute.
fn token(world: &World, secret: &str, mut claims: Value) -> String {
    if claims["exp"].is_null() {
        claims["exp"] = (world.app.now().unix_timestamp() + 60).into();
    }
    jsonwebtoken::encode(&Header::default(), &claims, &EncodingKey::from_secret(secret.as_bytes())).unwrap()
}

/// Opens a session, going on with `carried`.
async fn opens(world: &World, carried: Option<&Visitor>, identity: Option<String>) -> Answer {
    let path = format!("widget/{}/sessions", world.widget_key);
    let body = json!({ "locale": "en", "identity": identity });
    world.send(Method::POST, &path, carried.map(Visitor::header).as_deref(), Some(&body)).await
}

async fn known(world: &World, secret: &str, claims: Value) -> Visitor {
    let opened = opens(world, None, Some(token(world, secret, claims))).await.created();
    world.returning(opened["session_id"].as_str().unwrap())
}

/// The contact behind the conversation of `message`.
async fn contact(admin: &Person, message: &Message) -> Value {
    let conversation = message.conversation_id;
    admin.get(&format!("conversations/{conversation}")).await.ok()["contact"].clone()
}

#[test]
fn only_a_signed_and_fresh_identity_is_believed() {
    world::with(|world| async move {
        let admin = world.admin("dana").await;
        admin.patch("widget", &json!({ "identity_required": true })).await.refused(Code::InvalidInput);
        let secret = new_secret(&admin).await;
        admin.patch("widget", &json!({ "identity_required": true })).await.ok();
        let now = world.app.now().unix_timestamp();
        let sara = |secret: &str, exp: i64| {
            let claims = json!({ "sub": "customer-7", "name": "Sara Haddad", "email": "sara@example.test", "exp": exp });
            Some(token(&world, secret, claims))
        };
        opens(&world, None, None).await.refused(Code::IdentityInvalid);
        for (secret, exp) in
            [("another secret", now + 60), (&*secret, now - 1), (&*secret, now + 7200), (&*secret, i64::MIN)]
        {
            opens(&world, None, sara(secret, exp)).await.refused(Code::IdentityInvalid);
        }
        let early = token(&world, &secret, json!({ "sub": "customer-7", "nbf": now + 300 }));
        opens(&world, None, Some(early)).await.refused(Code::IdentityInvalid);
        let one = opens(&world, None, sara(&secret, now + 60)).await.created();
        let two = opens(&world, None, sara(&secret, now + 90)).await.created();
        assert_ne!(one["session_id"], two["session_id"]);
        world.plant("Sara Haddad");
        world.plant("sara@example.test");
        // Both devices are the same person.
        let [one, two] = [one, two].map(|opened| world.returning(opened["session_id"].as_str().unwrap()));
        let hello = one.writes("hello from my phone").await;
        assert_eq!(two.messages().await[0].body, "hello from my phone");
        let contact = contact(&admin, &hello).await;
        assert_eq!((&contact["name"], &contact["verified"]), (&json!("Sara Haddad"), &json!(true)));
    });
}

#[test]
fn an_id_is_taken_byte_for_byte_or_not_at_all() {
    world::with(|world| async move {
        let secret = new_secret(&world.admin("dana").await).await;
        let long = "x".repeat(199);
        let subs = [
            "7",
            " 7",
            "7 ",
            "7\u{200b}",
            "é",
            "e\u{301}",
            "A",
            "a",
            &format!("{long}1"),
            &format!("{long}2"),
        ];
        for sub in subs {
            let visitor = known(&world, &secret, json!({ "sub": sub })).await;
            assert!(visitor.messages().await.is_empty(), "{sub:?} sees what another wrote");
            visitor.writes(&format!("of {sub:?}")).await;
        }
        for sub in subs {
            let again = known(&world, &secret, json!({ "sub": sub })).await;
            assert_eq!(again.messages().await[0].body, format!("of {sub:?}"));
        }
        for sub in ["", "  ", "7\n", "7\u{0}", "\u{7f}7", &format!("{long}12")] {
            let identity = token(&world, &secret, json!({ "sub": sub }));
            opens(&world, None, Some(identity)).await.refused(Code::IdentityInvalid);
        }
    });
}

#[test]
fn names_and_addresses_are_shown_clean_or_not_at_all() {
    world::with(|world| async move {
        let admin = world.admin("dana").await;
        let secret = new_secret(&admin).await;
        for (n, (name, email, shown_name, shown_email)) in [
            (
                "\u{202e}Sara\n\u{0} \tHaddad ",
                " sara@example.test ",
                json!("Sara Haddad"),
                json!("sara@example.test"),
            ),
            ("\u{200b}\u{2066}", "sara@\u{0}example.test", Value::Null, Value::Null),
            ("\u{0}", "nobody", Value::Null, Value::Null),
        ]
        .into_iter()
        .enumerate()
        {
            let claims = json!({ "sub": format!("customer-{n}"), "name": name, "email": email });
            let hello = known(&world, &secret, claims).await.writes("hello").await;
            let contact = contact(&admin, &hello).await;
            assert_eq!((&contact["name"], &contact["email"]), (&shown_name, &shown_email));
        }
    });
}

#[test]
fn a_new_secret_ends_what_the_old_one_vouched_for() {
    world::with(|world| async move {
        let admin = world.admin("dana").await;
        let old = new_secret(&admin).await;
        let sara = json!({ "sub": "sara" });
        let (stranger, thief) = (world.visitor("en").await, known(&world, &old, sara.clone()).await);
        // Anonymous first, vouched for later: the same session, and what it wrote.
        let late = world.visitor("en").await;
        late.writes("before I signed in").await;
        let opened =
            opens(&world, Some(&late), Some(token(&world, &old, json!({ "sub": "omar" })))).await.created();
        assert_eq!(opened["session_id"], late.session.as_str());
        for visitor in [&thief, &late] {
            visitor.writes("still me").await;
        }
        let looked = widget::visitor(&world.app, &world.widget_key, &thief.session).await.unwrap();
        widget::still_valid(&world.app, &looked).await.unwrap();

        let new = new_secret(&admin).await;
        for visitor in [&thief, &late] {
            let message = json!({ "client_id": "after", "body": "is anybody there?" });
            visitor.post("messages", &message).await.refused(Code::SessionExpired);
            world.get(&visitor.path("messages"), Some(&visitor.header())).await.refused(Code::SessionExpired);
            let mut socket = Socket::open(&world, &visitor.path("stream"), &visitor.session, None).await;
            assert_eq!(socket.closed().await, 4401);
        }
        // What an open socket asks now and then.
        assert_eq!(widget::still_valid(&world.app, &looked).await.unwrap_err().code, Code::SessionExpired);
        opens(&world, None, Some(token(&world, &old, sara.clone()))).await.refused(Code::IdentityInvalid);
        // Carried without an identity, it is a stranger's.
        let fresh = opens(&world, Some(&thief), None).await.created();
        assert_ne!(fresh["session_id"], thief.session.as_str());
        assert!(fresh["conversation_id"].is_null());
        // The customer herself finds everything again, and whoever was anonymous noticed nothing.
        assert_eq!(known(&world, &new, sara).await.messages().await[0].body, "still me");
        let again =
            opens(&world, Some(&late), Some(token(&world, &new, json!({ "sub": "omar" })))).await.created();
        assert_eq!(again["session_id"], late.session.as_str());
        assert_eq!(late.messages().await[0].body, "before I signed in");
        stranger.writes("nobody asked who I am").await;
    });
}

#[test]
fn where_an_identity_is_required_the_anonymous_have_to_leave() {
    world::with(|world| async move {
        let admin = world.admin("dana").await;
        let secret = new_secret(&admin).await;
        let (anonymous, sara) =
            (world.visitor("en").await, known(&world, &secret, json!({ "sub": "sara" })).await);
        anonymous.writes("who am I?").await;
        let looked = widget::visitor(&world.app, &world.widget_key, &anonymous.session).await.unwrap();
        admin.patch("widget", &json!({ "identity_required": true })).await.ok();
        let message = json!({ "client_id": "after", "body": "still here?" });
        anonymous.post("messages", &message).await.refused(Code::SessionExpired);
        assert_eq!(widget::still_valid(&world.app, &looked).await.unwrap_err().code, Code::SessionExpired);
        sara.writes("I may stay").await;
        opens(&world, Some(&anonymous), None).await.refused(Code::IdentityInvalid);
        // Vouched for, they take along what they wrote.
        let opened = opens(&world, Some(&anonymous), Some(token(&world, &secret, json!({ "sub": "omar" }))))
            .await
            .created();
        assert_eq!(
            world.returning(opened["session_id"].as_str().unwrap()).messages().await[0].body,
            "who am I?"
        );
    });
}
