//! Made chats: people who give themselves away over a few turns, each from a seed.

use super::{people, say, values};
use api::AuthorKind;
use rand::{RngExt, SeedableRng, rngs::StdRng, seq::IndexedRandom};

pub const LANGUAGES: [&str; 5] = ["ar", "fa", "tr", "it", "en"];

/// Something that must not leave.
#[derive(Clone, Debug)]
pub struct Planted {
    pub kind: &'static str,
    /// As it stands in the chat.
    pub written: String,
    /// Letters and digits that must not be there: digits of numbers, words of names.
    pub needles: Vec<String>,
}

pub struct Chat {
    pub lang: &'static str,
    pub history: Vec<(AuthorKind, String)>,
    pub question: String,
    pub planted: Vec<Planted>,
    /// The contact's name, where the tenant knows it.
    pub profile: Option<String>,
    /// A name that nothing points to, and whether it is there.
    pub bare: Option<String>,
}

const KINDS: [&str; 12] = [
    "phone", "email", "order", "card", "iban", "id", "passport", "birth", "code", "machine", "secret",
    "address",
];

impl Chat {
    /// The chat of a seed; `bare` lets a stranger's name stand in it that nothing points to.
    pub fn made(seed: u64, bare: bool) -> Self {
        let rng = &mut StdRng::seed_from_u64(seed);
        let lang = *LANGUAGES.choose(rng).unwrap();
        let mut maker = Maker { lang, says: say::of(lang), people: people::of(lang), planted: Vec::new() };
        let name = maker.person(rng);
        let known = values::once_in(rng, 2);
        let mut turns: Vec<Vec<String>> = Vec::new();
        for turn in 0..rng.random_range(2..5) {
            let mut sentences: Vec<String> = (0..rng.random_range(1..3))
                .map(|_| {
                    let kind = *KINDS.choose(rng).unwrap();
                    maker.sentence(rng, kind)
                })
                .collect();
            sentences.push((*maker.says.plain.choose(rng).unwrap()).to_owned());
            if turn == 0 {
                sentences.insert(0, maker.says.name.choose(rng).unwrap().replace("{}", &name));
            } else if known && values::once_in(rng, 2) {
                sentences.push(
                    maker.says.bare.choose(rng).unwrap().replace("{}", name.split(' ').next().unwrap()),
                );
            }
            // A signature stands at the end.
            if let Some(at) = sentences.iter().position(|sentence| sentence.contains('\n')) {
                let signature = sentences.remove(at);
                sentences.push(signature);
            }
            turns.push(sentences);
        }
        maker.plant("name", &name, name_needles(&name));
        let bare = bare.then(|| {
            let stranger = (*maker.people.first.choose(rng).unwrap()).to_owned();
            if let Some(turn) = turns.last_mut() {
                turn.insert(0, maker.says.bare.choose(rng).unwrap().replace("{}", &stranger));
            }
            stranger
        });
        let mut turns: Vec<String> = turns.into_iter().map(|sentences| joined(rng, &sentences)).collect();
        let question = turns.pop().unwrap();
        let mut history = Vec::new();
        for turn in turns {
            history.push((AuthorKind::Contact, turn));
            let first = name.split(' ').next().unwrap();
            history
                .push((AuthorKind::Assistant, maker.says.answered.choose(rng).unwrap().replace("{}", first)));
        }
        Self { lang, history, question, planted: maker.planted, profile: known.then_some(name), bare }
    }
}

/// Sentences as one message: with a full stop, a comma, a line between.
fn joined(rng: &mut StdRng, sentences: &[String]) -> String {
    let mut out = String::new();
    for sentence in sentences {
        if !out.is_empty() {
            let ended = out.ends_with(['?', '؟']);
            out.push_str(match rng.random_range(0..3) {
                _ if ended => " ",
                0 => "\n",
                1 => ". ",
                _ => ", ",
            });
        }
        out.push_str(sentence);
    }
    out
}

fn name_needles(name: &str) -> Vec<String> {
    name.split([' ', '\'', '-', '\u{200C}'])
        .filter(|part| part.chars().count() >= 4)
        .map(str::to_owned)
        .collect()
}

struct Maker {
    lang: &'static str,
    says: &'static say::Says,
    people: &'static people::Place,
    planted: Vec<Planted>,
}

impl Maker {
    fn person(&self, rng: &mut StdRng) -> String {
        let (first, last) = (self.people.first.choose(rng).unwrap(), self.people.last.choose(rng).unwrap());
        if values::once_in(rng, 12) && !matches!(self.lang, "ar" | "fa") {
            return format!("{first} {last}").to_lowercase();
        }
        format!("{first} {last}")
    }

    fn plant(&mut self, kind: &'static str, written: &str, needles: Vec<String>) {
        self.planted.push(Planted { kind, written: written.to_owned(), needles });
    }

    /// A sentence that gives one thing of a kind away.
    fn sentence(&mut self, rng: &mut StdRng, kind: &'static str) -> String {
        let says = self.says;
        // What was said once is said again.
        let again =
            self.planted.iter().find(|planted| planted.kind == kind && planted.kind != "address").cloned();
        let (templates, plain) = match kind {
            "phone" => (says.phone, values::phone(rng, self.lang)),
            "email" => (says.email, values::mail(rng)),
            "order" => (says.order, values::order(rng)),
            "card" => (says.card, values::card(rng)),
            "iban" => (says.iban, values::iban(rng, self.lang)),
            "id" => (says.id, values::national_id(rng, self.lang)),
            "passport" => (
                says.passport,
                format!("{}{}", ["N", "P", "AB", "U"].choose(rng).unwrap(), values::digits(rng, 7)),
            ),
            "birth" => (says.birth, self.birth(rng)),
            "code" => (says.code, format!("{}{}", rng.random_range(1..10), values::digits(rng, 5))),
            "machine" => (
                says.machine,
                format!(
                    "{}.{}.{}.{}",
                    rng.random_range(11..223),
                    rng.random_range(100..255),
                    rng.random_range(100..255),
                    rng.random_range(10..255)
                ),
            ),
            "secret" => (says.secret, values::secret(rng)),
            _ => return self.address(rng),
        };
        let template = *templates.choose(rng).unwrap();
        if let Some(again) = again {
            return template.replace("{}", &again.written);
        }
        let written = match kind {
            "phone" | "card" | "iban" => values::written(rng, &plain, self.lang),
            "id" if self.lang != "it" => values::written(rng, &plain, self.lang),
            "order" | "code" | "birth" => {
                values::written(rng, &plain, self.lang).replace(['\u{A0}', ' '], "")
            }
            "email" if values::once_in(rng, 5) => values::spelled(&plain, self.lang),
            _ => plain.clone(),
        };
        let needle: String = match kind {
            "email" => plain.split('@').next().unwrap().split('.').next().unwrap().to_owned(),
            "birth" => plain.clone(),
            _ => plain.chars().filter(char::is_ascii_alphanumeric).collect(),
        };
        self.plant(kind, &written, vec![needle]);
        template.replace("{}", &written)
    }

    fn birth(&self, rng: &mut StdRng) -> String {
        let (day, month) = (rng.random_range(1..29), rng.random_range(1..13));
        match self.lang {
            "fa" => format!("{}/{month:02}/{day:02}", rng.random_range(1330..1385)),
            "tr" => format!("{day:02}.{month:02}.{}", rng.random_range(1950..2007)),
            _ => format!("{day:02}/{month:02}/{}", rng.random_range(1950..2007)),
        }
    }

    fn address(&mut self, rng: &mut StdRng) -> String {
        let street = *self.people.streets.choose(rng).unwrap();
        let place = self.says.place.choose(rng).unwrap();
        let number = rng.random_range(11..199).to_string();
        let written = place
            .replace("{s}", street)
            .replace("{n}", &number)
            .replace("{m}", &rng.random_range(2..40).to_string())
            .replace("{t}", self.people.towns.choose(rng).unwrap());
        let needles = street.split(' ').filter(|part| part.chars().count() >= 5).map(str::to_owned).collect();
        self.plant("address", &written, needles);
        self.says.address.choose(rng).unwrap().replace("{}", &written)
    }
}
