//! The widget at work: what the visitor does, what the server says, and what both change.

use std::cell::{Cell, RefCell};
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
use crate::view::View;
use crate::wire::{self, State};

/// "I am writing" is said at most this often.
const TYPING_EVERY_MS: f64 = 3_000.0;
/// A word that often keeps proxies from closing a quiet socket.
const PING_MS: i32 = 30_000;

/// One visitor's widget on one page.
pub struct Widget {
    pub api: Api,
    pub store: Store,
    pub say: Texts,
    pub model: RefCell<Model>,
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
        let lang = json::text(&root.host(), "lang").unwrap_or_default();
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

    pub fn open(&self) {
        {
            let mut model = self.model.borrow_mut();
            (model.open, model.unread) = (true, 0);
        }
        self.draw();
        self.view.focus_box();
        self.bell.ring();
        self.emit("open", &JsValue::NULL);
    }

    pub fn close(&self) {
        if !std::mem::replace(&mut self.model.borrow_mut().open, false) {
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
    pub fn identify(&self, token: String) {
        self.identity.replace(Some(token));
        self.visitors.set(self.visitors.get() + 1);
        self.lost(true);
    }

    /// Forgets the visitor: the next message is a stranger's.
    pub fn sign_out(&self) {
        self.identity.replace(None);
        self.visitors.set(self.visitors.get() + 1);
        self.store.clear();
        self.api.set_session(None);
        self.start_over();
        self.lost(true);
    }

    fn start_over(&self) {
        self.model.borrow_mut().forget();
        self.cursor.set(None);
        self.view.clear();
        self.draw();
    }

    // ---- the connection's side ----

    pub fn gone(&self) -> bool {
        self.gone.get()
    }

    pub fn online(&self) -> bool {
        web_sys::window().is_some_and(|window| json::is(&json::get(&window, "navigator"), "onLine"))
    }

    pub fn has_session(&self) -> bool {
        self.session_known.get()
    }

    /// Asks for the session again before the next connection; the id is kept to go on with.
    pub fn forget_session(&self) {
        self.session_known.set(false);
    }

    /// Opens the session, or goes on with the kept one, and takes its configuration.
    pub async fn open_session(&self) -> Result<(), Trouble> {
        let identity = self.identity.borrow().clone();
        let (before, visitor) = (self.api.session(), self.visitors.get());
        let (session, config) = self.api.open_session(&self.locale, identity).await?;
        if self.visitors.get() != visitor {
            return Err(Trouble::Expired); // signed in or out meanwhile: asked again, as who they are now
        }
        if before.is_some_and(|before| before != session) {
            // Unsent messages stay: the visitor wrote them on this page and still wants them sent.
            let outbox = std::mem::take(&mut self.model.borrow_mut().outbox);
            self.start_over();
            self.model.borrow_mut().outbox = outbox;
        }
        self.store.keep_session(&session);
        self.api.set_session(Some(session));
        self.session_known.set(true);
        self.view.theme(&config);
        self.say.learn(&config);
        self.model.borrow_mut().disclosure = json::is(&config, "disclosure");
        self.draw();
        self.emit("ready", &JsValue::NULL);
        Ok(())
    }

    pub fn phase(&self, phase: Phase) {
        {
            let mut model = self.model.borrow_mut();
            if phase != Phase::Live {
                model.cut();
            }
            model.phase = phase;
        }
        self.draw();
    }

    pub fn link(&self) -> Option<Link> {
        self.socket.borrow().as_ref().map(Socket::link)
    }

    pub fn keep_socket(&self, socket: Socket) {
        self.socket.replace(Some(socket));
    }

    /// How long the connection may be left alone: until somebody's typing is over, or a proxy might
    /// close a quiet socket.
    pub fn attention_ms(&self) -> i32 {
        if self.model.borrow().typing.is_some() { TYPING_MS as i32 } else { PING_MS }
    }

    /// Says a word, and ends a typing that nobody renewed.
    pub fn ping(&self) {
        let over = self.model.borrow().typing.as_ref().is_some_and(|typing| typing.until_ms <= now());
        if over {
            self.model.borrow_mut().typing = None;
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
    pub fn lost(&self, session_too: bool) {
        if session_too {
            self.forget_session();
        }
        if let Some(socket) = self.socket.borrow().as_ref() {
            socket.abandon();
        }
        if self.model.borrow().phase == Phase::Live {
            self.phase(Phase::CatchingUp);
        }
        self.bell.ring();
    }

    /// A frame of the socket.
    pub fn hear(self: &Rc<Self>, frame: &JsValue) {
        self.heard_at.set(now());
        match json::text(frame, "type").as_deref() {
            Some("ready") if self.cursor.get().is_none() => {
                self.cursor.set(json::get(frame, "last").as_f64())
            }
            Some("event") => {
                if let Some(id) = json::get(frame, "id").as_f64() {
                    self.cursor.set(Some(id));
                }
                self.happened(&json::text(frame, "event").unwrap_or_default(), &json::get(frame, "data"));
            }
            Some("delta") => {
                let (id, text) = (json::text(frame, "message_id"), json::get(frame, "text").as_string());
                self.model.borrow_mut().delta(&id.unwrap_or_default(), &text.unwrap_or_default());
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
        match event {
            "message.created" | "message.updated" => {
                if let Some(message) = wire::message(data) {
                    self.took(message);
                }
            }
            "conversation.updated" => {
                let id = json::text(data, "id").unwrap_or_default();
                self.model.borrow_mut().turn_of(&id, wire::state(data), wire::agent(data));
                self.draw();
                self.emit("state", &json::get(data, "state"));
            }
            _ => {}
        }
    }

    fn typing(self: &Rc<Self>, author: &JsValue) {
        let kind = wire::author_kind(author);
        if kind == Author::Contact {
            return;
        }
        let until_ms = now() + TYPING_MS;
        self.model.borrow_mut().typing =
            Some(Typing { author: kind, name: json::text(author, "name"), until_ms });
        self.draw();
        self.bell.ring();
    }

    /// Takes in a stored message: an answer to sending, an event.
    pub fn took(self: &Rc<Self>, message: Message) {
        if let Some(client_id) = &message.client_id {
            self.store.drop_draft(client_id);
        }
        let theirs = message.author != Author::Contact && message.happening.is_none();
        let words = JsValue::from(message.body.as_str());
        let arrival = {
            let mut model = self.model.borrow_mut();
            let arrival = model.receive(message);
            // Live, nothing is missing before what arrives.
            if model.phase == Phase::Live && arrival == Arrival::New {
                model.timeline.caught_up(0);
            }
            arrival
        };
        self.draw();
        match arrival {
            Arrival::NewConversation => self.look(),
            Arrival::New if theirs => {
                self.emit("message", &words);
            }
            Arrival::New | Arrival::Known => {}
        }
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
        if body.is_empty() || self.model.borrow().locked() {
            return;
        }
        let draft = self.model.borrow_mut().outbox.push(new_id(), body.to_owned(), now());
        self.store.keep_draft(&draft);
        self.view.empty_box();
        self.said_typing_at.set(0.0);
        self.deliver();
        self.view.to_end();
    }

    /// Sends a refused message again.
    pub fn retry(self: &Rc<Self>, client_id: &str) {
        self.model.borrow_mut().outbox.mark(client_id, Sending::Waiting);
        self.deliver();
    }

    /// Drops a refused message.
    pub fn discard(&self, client_id: &str) {
        self.store.drop_draft(client_id);
        self.model.borrow_mut().outbox.acknowledged(client_id);
        self.draw();
        self.view.focus_box();
    }

    fn deliver(self: &Rc<Self>) {
        self.draw();
        connect::flush(self);
        if self.model.borrow().phase == Phase::Offline {
            self.bell.ring(); // no need to wait for the next try: somebody is here
        }
    }

    /// The visitor writes: tells the other side, now and then.
    pub fn writing(&self) {
        self.view.grow_box();
        if now() - self.said_typing_at.get() > TYPING_EVERY_MS && !self.view.written().trim().is_empty() {
            self.said_typing_at.set(now());
            if let Some(socket) = self.socket.borrow().as_ref() {
                socket.say("typing");
            }
        }
    }

    /// The visitor wants a person.
    pub fn hand_off(self: &Rc<Self>) {
        if std::mem::replace(&mut self.model.borrow_mut().wish, Wish::Sending) == Wish::Sending {
            return;
        }
        self.draw();
        let widget = Rc::clone(self);
        spawn(Box::pin(async move {
            let asked = widget.has_session() && widget.api.tell("handoff", "{}".to_owned()).await;
            widget.model.borrow_mut().wish = if asked { Wish::None } else { Wish::Failed };
            widget.draw();
            if asked {
                widget.look();
            }
        }));
    }

    /// The visitor rates the conversation that was resolved.
    pub fn rate(self: &Rc<Self>) {
        let Some((score, comment)) = self.view.rating() else { return };
        if std::mem::replace(&mut self.model.borrow_mut().rating, Rating::Sending) == Rating::Sending {
            return;
        }
        self.draw();
        let widget = Rc::clone(self);
        spawn(Box::pin(async move {
            let comment = Some(comment.trim()).filter(|comment| !comment.is_empty());
            let body = json::print(&[("score", &score.into()), ("comment", &comment.into())]);
            let rated = widget.api.tell("rating", body).await;
            {
                let mut model = widget.model.borrow_mut();
                if model.state == State::Resolved {
                    model.rating = if rated { Rating::Thanked } else { Rating::Failed };
                }
                if rated {
                    model.rated = model.timeline.conversation().map(str::to_owned);
                    widget.store.keep_rated(model.rated.as_deref().unwrap_or_default());
                }
            }
            widget.draw();
            if rated {
                widget.view.focus_box();
                widget.emit("rated", &score.into());
            }
        }));
    }

    pub fn draw(&self) {
        if !self.gone() {
            self.view.draw(&self.model.borrow(), &self.say);
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
                if self.model.borrow().phase == Phase::Live {
                    self.look();
                }
            }
            _ => {}
        }
    }
}
