//! The demo: two shops with real documents, people and past conversations.

mod content;
mod history;
mod page;
mod seed;

pub use page::page;
pub use seed::make;

/// The password of everybody in the demo.
pub const PASSWORD: &str = "diwan-demo-2026";

/// What `serve --demo` says when everything is there.
pub fn welcome(public_url: &str) -> String {
    format!(
        "
  Diwan is ready.

  shop page with the chat widget   {public_url}/demo
  team inbox                       {public_url}/login
  API, browsable                   {public_url}/docs/api

  admin@nabta.test   admin of Nabta, a garden shop in Amman
  lina@nabta.test    agent
  omar@nabta.test    agent
  admin@serra.test   admin of Serra, a shop in Rome
  password of all    {PASSWORD}

  Ctrl-C stops everything."
    )
}
