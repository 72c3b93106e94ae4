use super::Moment;
use crate::App;
use api::{ConversationId, Person, TenantId, UserId};
use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
};

/// Who has which conversation before their eyes, as far as this process knows. Each change is told to
/// everybody who looks at the same one, as the whole list: whoever misses a change is right again with
/// the next.
#[derive(Clone, Default)]
pub struct Viewing {
    rooms: Arc<Mutex<HashMap<(TenantId, ConversationId), Room>>>,
}

/// Those at one conversation, in the order in which they came, with the number of their screens.
#[derive(Default)]
struct Room {
    people: Vec<(Person, usize)>,
    visitor: usize,
}

/// A place at a conversation; given up when dropped.
pub struct Seat {
    app: App,
    tenant: TenantId,
    pub conversation: ConversationId,
    who: Who,
}

enum Who {
    Person(UserId),
    Visitor,
}

impl Viewing {
    /// Somebody of the team looks at a conversation.
    pub fn person(&self, app: &App, tenant: TenantId, conversation: ConversationId, who: Person) -> Seat {
        let id = who.id;
        self.change(app, tenant, conversation, |room| {
            match room.people.iter_mut().find(|(person, _)| person.id == id) {
                Some((_, screens)) => *screens += 1,
                None => room.people.push((who, 1)),
            }
        });
        Seat { app: app.clone(), tenant, conversation, who: Who::Person(id) }
    }

    /// The visitor has the chat of their conversation open.
    pub fn visitor(&self, app: &App, tenant: TenantId, conversation: ConversationId) -> Seat {
        self.change(app, tenant, conversation, |room| room.visitor += 1);
        Seat { app: app.clone(), tenant, conversation, who: Who::Visitor }
    }

    fn change(&self, app: &App, tenant: TenantId, at: ConversationId, change: impl FnOnce(&mut Room)) {
        let mut rooms = self.rooms.lock().unwrap_or_else(PoisonError::into_inner);
        let room = rooms.entry((tenant, at)).or_default();
        change(room);
        let people: Vec<Person> = room.people.iter().map(|(person, _)| person.clone()).collect();
        let visitor_online = room.visitor > 0;
        if people.is_empty() && !visitor_online {
            rooms.remove(&(tenant, at));
        }
        // Under the lock, so that the last list told is the last that was true.
        if !people.is_empty() {
            app.db.bus.whisper(tenant, Moment::Viewing { conversation: at, people, visitor_online });
        }
    }
}

impl Drop for Seat {
    fn drop(&mut self) {
        self.app.viewing.change(&self.app, self.tenant, self.conversation, |room| match self.who {
            Who::Visitor => room.visitor = room.visitor.saturating_sub(1),
            Who::Person(id) => {
                for (person, screens) in &mut room.people {
                    if person.id == id {
                        *screens = screens.saturating_sub(1);
                    }
                }
                room.people.retain(|(_, screens)| *screens > 0);
            }
        });
    }
}
