use crate::{Audience, DocumentId, Stamp, WebPageId, WebSourceId};
use serde::{Deserialize, Serialize};

/// Declares what is a word on the wire and in the database, with all of its values.
macro_rules! words { ($($(#[$doc:meta])* $name:ident { $($(#[$which:meta])* $variant:ident,)* })*) => { $(
    $(#[$doc])*
    #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
    #[cfg_attr(
        feature = "server",
        derive(sqlx::Type, utoipa::ToSchema),
        sqlx(type_name = "text", rename_all = "snake_case")
    )]
    #[serde(rename_all = "snake_case")]
    pub enum $name { $($(#[$which])* $variant,)* }

    impl $name {
        /// Every value.
        pub const ALL: &'static [Self] = &[$(Self::$variant,)*];
    }
)* } }

words! {
    /// Which pages a source reads.
    WebKind {
        /// One address.
        Page,
        /// Those that a sitemap lists: the address of the sitemap, or of the site.
        Sitemap,
        /// One address and what it links to, on its own site.
        Crawl,
    }
    /// How often a source is read again.
    WebSchedule {
        Never,
        Daily,
        Weekly,
        Monthly,
    }
    /// What a source does.
    WebState {
        /// It is to be read.
        Waiting,
        Running,
        Done,
        /// Nothing could be read; `reason` says why.
        Failed,
        Cancelled,
    }
    /// What became of an address.
    WebPageState {
        /// It is to be read.
        Found,
        Read,
        /// There is no document of it, and that is right: `reason` says why.
        LeftOut,
        /// It could not be read; what was read before stays.
        Failed,
        /// It was gone when last read. Once more, and its document goes too.
        Missing,
        /// It is gone, and so is its document.
        Gone,
    }
    /// Why an address has no document of its own, or a source none at all.
    WebReason {
        /// `robots.txt` does not want it to be read.
        Robots,
        /// The server did not say what `robots.txt` wants: nothing is read then.
        RobotsUnreachable,
        /// The page does not want to be kept.
        Noindex,
        /// The page calls another address its own.
        Canonical,
        /// It leads to another address.
        Redirected,
        /// Another page of the source says the same.
        Duplicate,
        /// Somebody deleted its document here.
        Removed,
        /// It does not fit the source's patterns; its links were followed.
        Filtered,
        /// The source had read as much as it may.
        Limit,
        /// 404 or 410.
        NotFound,
        /// The sitemap lists it no more.
        Unlisted,
        /// The site wants a sign-in, or does not want us: 401, 403 or 451.
        NoAccess,
        /// Another answer that is no page; `status` has it.
        Status,
        /// Not HTML.
        NotAPage,
        NotASitemap,
        TooLarge,
        TimedOut,
        /// No such server, or it does not answer.
        Unreachable,
        /// The address is inside a private network.
        PrivateAddress,
        TooManyRedirects,
        /// It leads to another site.
        Elsewhere,
        /// It has no text, or makes it by a script.
        Empty,
        Broken,
    }
}

/// `POST web-sources` and `POST web-sources/preview`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct NewWebSource {
    pub kind: WebKind,
    pub url: String,
    /// For a crawl: how many links away a page may be, 0 to 10; 3 unless given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub depth: Option<u8>,
    /// Patterns of paths (`/help/**`) or whole addresses; where there are any, only pages that fit one are read.
    #[serde(default)]
    pub include: Vec<String>,
    /// Pages that fit one of these are not read.
    #[serde(default)]
    pub exclude: Vec<String>,
    /// Addresses that are read at most, 1 to 2000; 200 unless given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub max_pages: Option<u32>,
    /// `never` unless given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub schedule: Option<WebSchedule>,
    /// BCP 47, of all pages; detected for each unless given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lang: Option<String>,
    /// Whom the pages are for; `public` unless given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub audience: Option<Audience>,
    /// With the audience `channels`.
    #[serde(default)]
    pub channels: Vec<String>,
}

/// A source of web pages.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct WebSource {
    pub id: WebSourceId,
    pub kind: WebKind,
    pub url: String,
    pub depth: u8,
    pub include: Vec<String>,
    pub exclude: Vec<String>,
    pub max_pages: u32,
    pub schedule: WebSchedule,
    pub lang: Option<String>,
    pub audience: Audience,
    pub channels: Vec<String>,
    pub state: WebState,
    /// Why it failed.
    pub reason: Option<WebReason>,
    /// Addresses known, and how many of them are still to be read, were read, failed, were left out.
    pub found: u32,
    pub waiting: u32,
    pub read: u32,
    pub failed: u32,
    pub left_out: u32,
    /// Whether there was more than may be read.
    pub cut: bool,
    pub started_at: Option<Stamp>,
    pub finished_at: Option<Stamp>,
    /// When it is read again by itself.
    pub next_run_at: Option<Stamp>,
    pub created_at: Stamp,
}

/// An address of a source.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct WebPage {
    pub id: WebPageId,
    pub url: String,
    pub state: WebPageState,
    pub reason: Option<WebReason>,
    /// What the server answered last.
    pub status: Option<u16>,
    pub title: Option<String>,
    pub document_id: Option<DocumentId>,
    pub read_at: Option<Stamp>,
}

/// What `POST web-sources/preview` answers: what would be read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct WebPreview {
    /// The first addresses, at most 20.
    pub pages: Vec<String>,
    /// How many were found in a moment: of a sitemap all, of a crawl those that the first pages link to.
    pub found: u32,
    /// Whether there may be more.
    pub more: bool,
    /// Addresses that would not be read, at most 20.
    pub left_out: Vec<WebLeftOut>,
    /// Why nothing would be read.
    pub reason: Option<WebReason>,
}

/// An address that would not be read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct WebLeftOut {
    pub url: String,
    pub reason: WebReason,
}
