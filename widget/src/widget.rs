//! The widget at work: what the visitor does, what the server says, and what both change.

use std::cell::{Cell, Ref, RefCell, RefMut};
use std::rc::Rc;

use wasm_bindgen::JsValue;
use web_sys::ShadowRoot;

use crate::api::{Api, Trouble};
use crate::clock::{Bell, new_id, now, spawn};
use crate::connect;
use crate::json;
use crate::listen::Listeners;
use crate::live::{Link, Socket};
use crate::model::{Model, Phase, Rating, TYPING_MS, Typing, Wish};
use crate::outbox::Sending;
use crate::store::Store;
use crate::text::Texts;
use crate::timeline::{Arrival, Author, Message};
use crate::view::{View, window};
use crate::wire;

/// "I am writing" is said at most this often.
const TYPING_EVERY_MS: f64 = 3_000.0;
/// How often messages are asked for where sockets do not work.
const POLL_MS: i32 = 4_000;
/// A word that often keeps proxies from closing a quiet socket.
const PING_MS: i32 = 30_000;

/// One visitor's widget on one page.
pub struct Widget {
    pub api: Api,
    pub store: Store,
    pub say: Texts,
    model: RefCell<Model>,
    pub view: View,
    /// Wakes the connection's loop.
    pub bell: Bell,
    /// The last event that was heard; the socket resumes after it.
    pub cursor: Cell<Option<f64>>,
    /// When the socket was last heard.
    pub heard_at: Cell<f64>,
    /// When something was last sent that the socket must tell about.
    pub sent_at: Cell<f64>,
    /// A task is sending the outbox.
    pub sending: Cell<bool>,
    pub listeners: Listeners,
    socket: RefCell<Option<Socket>>,
    locale: String,
    identity: RefCell<Option<String>>,
    session_known: Cell<bool>,
    /// Counts the visitors of this page: an answer meant for the one before is dropped.
    visitors: Cell<u32>,
    said_typing_at: Cell<f64>,
    /// The visitor pressed Return while what was missed was still being read: it is sent right after.
    wanted: Cell<bool>,
    gone: Cell<bool>,
}

impl Widget {
    /// Builds the panel into `root` and starts to connect.
    pub fn start(
        root: ShadowRoot,
        host: &str,
        key: &str,
        locale: &str,
        texts: JsValue,
        identity: Option<String>,
    ) -> Result<Rc<Self>, JsValue> {
        let store = Store::new(key);
        let lang = json::text(&json::get(&root, "host"), "lang").unwrap_or_default();
        let say = Texts::new(texts, &lang);
        let api = Api::new(host, key);
        api.set_session(store.session());
        let model = Model { outbox: store.outbox(), rated: store.rated(), ..Model::default() };
        let widget = Rc::new(Self {
            view: View::build(&root, &say),
            model: RefCell::new(model),
            bell: Bell::default(),
            cursor: Cell::default(),
            heard_at: Cell::default(),
            sent_at: Cell::default(),
            sending: Cell::default(),
            listeners: Listeners::new()?,
            socket: RefCell::default(),
            locale: locale.to_owned(),
            identity: RefCell::new(identity),
            session_known: Cell::default(),
            visitors: Cell::default(),
            said_typing_at: Cell::default(),
            wanted: Cell::default(),
            gone: Cell::default(),
            api,
            store,
            say,
        });
        widget.listeners.start(&widget)?;
        widget.draw();
        spawn(Box::pin(connect::run(Rc::clone(&widget))));
        Ok(widget)
    }

    /// The model, to read. Everything goes through here and [`Self::edit`]: a place that borrows carries
    /// its own line number into the module.
    #[inline(never)]
    pub fn see(&self) -> Ref<'_, Model> {
        self.model.borrow()
    }

    /// The model, to change; never while the page may call back.
    #[inline(never)]
    pub fn edit(&self) -> RefMut<'_, Model> {
        self.model.borrow_mut()
    }

    pub fn open(&self) {
        {
            let mut model = self.edit();
            (model.open, model.unread) = (true, 0);
        }
        self.draw();
        self.view.focus_box();
        self.bell.ring();
        self.emit("open", &JsValue::NULL);
    }

    pub fn close(&self) {
        if !std::mem::replace(&mut self.edit().open, false) {
            return;
        }
        self.draw();
        self.view.focus_launcher();
        self.emit("close", &JsValue::NULL);
    }

    pub fn destroy(&self) {
        self.gone.set(true);
        self.listeners.stop();
        self.close_socket();
        self.bell.ring();
    }

    /// Tells who the visitor is; the session goes on, or another begins.
    pub fn identify(self: &Rc<Self>, token: String) {
        self.identity.replace(Some(token));
        self.visitors.set(self.visitors.get() + 1);
        self.lost(true);
    }

    /// Forgets the visitor: the next message is a stranger's. The loader empties the storage.
    pub fn sign_out(self: &Rc<Self>) {
        self.identity.replace(None);
        self.visitors.set(self.visitors.get() + 1);
        self.api.set_session(None);
        self.start_over();
        self.lost(true);
    }

    fn start_over(&self) {
        self.edit().forget();
        self.cursor.set(None);
        self.view.clear();
        self.draw();
    }

    // ---- the connection's side ----

    pub fn gone(&self) -> bool {
        self.gone.get()
    }

    pub fn online(&self) -> bool {
        json::is(&json::get(&window(), "navigator"), "onLine")
    }

    pub fn has_session(&self) -> bool {
        self.session_known.get()
    }

    /// Asks for the session again before the next connection; the id is kept to go on with.
    pub fn forget_session(&self) {
        self.session_known.set(false);
    }

    /// Opens the session, or goes on with the kept one, and takes its configuration.
    pub async fn open_session(self: &Rc<Self>) -> Result<(), Trouble> {
        let identity = self.identity.borrow().clone();
        let (before, visitor) = (self.api.session(), self.visitors.get());
        let (session, config) = self.api.open_session(&self.locale, identity).await?;
        if self.visitors.get() != visitor {
            return Err(Trouble::Expired); // signed in or out meanwhile: asked again, as who they are now
        }
        if before.is_some_and(|before| before != session) {
            // Unsent messages stay: the visitor wrote them on this page and still wants them sent.
            let outbox = std::mem::take(&mut self.edit().outbox);
            self.start_over();
            self.edit().outbox = outbox;
        }
        self.store.keep_session(&session);
        self.api.set_session(Some(session));
        self.session_known.set(true);
        self.view.theme(&config);
        self.say.learn(&config);
        self.edit().disclosure = json::is(&config, "disclosure");
        self.draw();
        if self.see().wish == Wish::Sending {
            self.tell("handoff", &[]);
        }
        Ok(())
    }

    pub fn phase(self: &Rc<Self>, phase: Phase) {
        {
            let mut model = self.edit();
            if phase != Phase::Live {
                model.cut();
            }
            model.phase = phase;
        }
        self.draw();
        if self.wanted.get() {
            self.send();
        }
    }

    pub fn link(&self) -> Option<Link> {
        self.socket.borrow().as_ref().map(Socket::link)
    }

    pub fn keep_socket(&self, socket: Socket) {
        self.socket.replace(Some(socket));
    }

    /// How long the connection may be left alone: a live one until somebody's typing is over, or a
    /// proxy might close a quiet socket; another until messages are asked for again.
    pub fn attention_ms(&self, live: bool) -> i32 {
        match (live, self.see().typing.is_some()) {
            (true, false) => PING_MS,
            (true, true) => TYPING_MS as i32,
            (false, _) => POLL_MS,
        }
    }

    /// Says a word, and ends a typing that nobody renewed.
    pub fn ping(&self) {
        let over = self.see().typing.as_ref().is_some_and(|typing| typing.until_ms <= now());
        if over {
            self.edit().typing = None;
            self.draw();
        }
        if let Some(socket) = self.socket.borrow().as_ref() {
            socket.say("ping");
        }
    }

    pub fn close_socket(&self) {
        drop(self.socket.take());
    }

    /// The connection is not what it seemed: begins another, with the session asked for anew or not.
    pub fn lost(self: &Rc<Self>, session_too: bool) {
        if session_too {
            self.forget_session();
        }
        if let Some(socket) = self.socket.borrow().as_ref() {
            socket.abandon();
        }
        if self.see().phase == Phase::Live {
            self.phase(Phase::Connecting);
        }
        self.bell.ring();
    }

    /// A frame of the socket.
    pub fn hear(self: &Rc<Self>, frame: &JsValue) {
        self.heard_at.set(now());
        match json::text(frame, "type").as_deref() {
            Some("ready") => self.cursor.set(json::get(frame, "last").as_f64()),
            Some("event") => {
                if let Some(id) = json::get(frame, "id").as_f64() {
                    self.cursor.set(Some(id));
                }
                self.happened(&json::text(frame, "event").unwrap_or_default(), &json::get(frame, "data"));
            }
            Some("delta") => {
                let (id, text) = (json::text(frame, "message_id"), json::get(frame, "text").as_string());
                self.edit().delta(&id.unwrap_or_default(), &text.unwrap_or_default());
                self.draw();
            }
            Some("typing") => self.typing(&json::get(frame, "author")),
            Some("resync") => {
                self.cursor.set(None);
                self.look();
            }
            Some(_) | None => {}
        }
    }

    fn happened(self: &Rc<Self>, event: &str, data: &JsValue) {
        if event == "conversation.updated" {
            let id = json::text(data, "id").unwrap_or_default();
            self.edit().turn_of(&id, wire::state(data), wire::agent(data));
            self.draw();
            self.emit("state", &json::get(data, "state"));
        } else if event.starts_with("message.")
            && let Some(message) = wire::message(data)
        {
            self.took(message);
        }
    }

    fn typing(self: &Rc<Self>, author: &JsValue) {
        let kind = wire::author_kind(author);
        if kind == Author::Contact {
            return;
        }
        let until_ms = now() + TYPING_MS;
        self.edit().typing = Some(Typing { author: kind, name: json::text(author, "name"), until_ms });
        self.draw();
        self.bell.ring();
    }

    /// Takes in a stored message that came live: an answer to sending, an event.
    pub fn took(self: &Rc<Self>, message: Message) {
        let arrival = self.admit(message);
        {
            let mut model = self.edit();
            // Live, nothing is missing before what arrives.
            if model.phase == Phase::Live && arrival == Arrival::New {
                model.timeline.caught_up(0);
            }
        }
        self.draw();
        if arrival == Arrival::NewConversation {
            self.look();
        }
    }

    /// Puts a stored message into its place, and tells the page if it is news from the other side.
    pub fn admit(&self, message: Message) -> Arrival {
        if let Some(client_id) = &message.client_id {
            self.store.drop_draft(client_id);
        }
        let words = (message.author != Author::Contact && message.happening.is_none())
            .then(|| JsValue::from(message.body.as_str()));
        let (arrival, settled) = {
            let mut model = self.edit();
            (model.receive(message), model.settled)
        };
        if let (Some(words), true, true) = (words, settled, arrival != Arrival::Known) {
            self.emit("message", &words);
        }
        arrival
    }

    /// Asks what is new without waiting for the socket to tell.
    pub fn look(self: &Rc<Self>) {
        let widget = Rc::clone(self);
        spawn(Box::pin(async move {
            if widget.has_session() && connect::catch_up(&widget).await.is_err() {
                widget.lost(false);
            }
        }));
    }

    // ---- the visitor's side ----

    /// Puts what stands in the box into the queue.
    pub fn send(self: &Rc<Self>) {
        let body = self.view.written();
        let body = body.trim();
        let locked = self.see().locked();
        self.wanted.set(locked);
        if body.is_empty() || locked || self.view.warn(&self.see(), &self.say) {
            return;
        }
        let draft = self.edit().outbox.push(new_id(), body.to_owned(), now());
        self.store.keep_draft(&draft);
        self.view.empty_box();
        self.said_typing_at.set(0.0);
        self.deliver();
        self.view.to_end();
    }

    /// Sends a refused message again.
    pub fn retry(self: &Rc<Self>, client_id: &str) {
        self.edit().outbox.mark(client_id, Sending::Waiting);
        self.deliver();
    }

    /// Drops a refused message.
    pub fn discard(&self, client_id: &str) {
        self.store.drop_draft(client_id);
        self.edit().outbox.acknowledged(client_id);
        self.draw();
        self.view.focus_box();
    }

    fn deliver(self: &Rc<Self>) {
        self.draw();
        connect::flush(self);
        if self.see().phase == Phase::Offline {
            self.bell.ring(); // no need to wait for the next try: somebody is here
        }
    }

    /// The visitor writes: tells the other side, now and then.
    pub fn writing(&self) {
        self.view.grow_box();
        self.view.warn(&self.see(), &self.say);
        if now() - self.said_typing_at.get() > TYPING_EVERY_MS && !self.view.written().trim().is_empty() {
            self.said_typing_at.set(now());
            if let Some(socket) = self.socket.borrow().as_ref() {
                socket.say("typing");
            }
        }
    }

    /// The visitor wants a person, to talk to or to look at what the assistant decided.
    pub fn hand_off(self: &Rc<Self>, what: &'static str, with: &[(&str, &JsValue)]) {
        if std::mem::replace(&mut self.edit().wish, Wish::Sending) != Wish::Sending {
            self.tell(what, with);
        }
    }

    /// The visitor rates the conversation that was resolved.
    pub fn rate(self: &Rc<Self>) {
        let Some((score, comment)) = self.view.rating() else { return };
        if std::mem::replace(&mut self.edit().rating, Rating::Sending) != Rating::Sending {
            let comment = Some(comment.trim()).filter(|comment| !comment.is_empty());
            self.tell("rating", &[("score", &score.into()), ("comment", &comment.into())]);
        }
    }

    /// Tells the server what the visitor wants besides writing, and takes in whether it heard.
    fn tell(self: &Rc<Self>, what: &'static str, with: &[(&str, &JsValue)]) {
        self.draw();
        // Who asks for a person as soon as there is a button is faster than the session, and is heard with it.
        if what == "handoff" && !self.has_session() {
            return;
        }
        let (widget, body) = (Rc::clone(self), json::print(with));
        spawn(Box::pin(async move {
            let heard = widget.api.tell(what, body).await;
            if what == "rating" {
                if let Some(rated) = widget.edit().rating_ended(heard) {
                    widget.store.keep_rated(&rated);
                }
            } else {
                widget.edit().wish = if heard { Wish::None } else { Wish::Failed };
            }
            widget.draw();
            if heard {
                widget.view.focus_box();
                widget.emit(what, &JsValue::NULL);
                widget.look();
            }
        }));
    }

    pub fn draw(&self) {
        if !self.gone() {
            self.view.draw(&self.see(), &self.say);
        }
    }

    /// Tells the page. Never while the model is borrowed: a listener may call straight back.
    fn emit(&self, name: &str, detail: &JsValue) {
        self.view.emit(name, detail);
    }

    /// The line or the page came back, or went.
    pub fn page_changed(self: &Rc<Self>, event: &str) {
        match event {
            "offline" => self.lost(false),
            "online" => self.bell.ring(),
            // A page that comes back may have slept through its socket's end.
            _ if self.view.visible() => {
                self.bell.ring();
                if self.see().phase == Phase::Live {
                    self.look();
                }
            }
            _ => {}
        }
    }
}
