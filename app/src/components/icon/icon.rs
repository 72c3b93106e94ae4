use leptos::prelude::*;

/// The pictures of the product: lines of 1.6 on a grid of 20.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Glyph {
    Alert,
    Archive,
    ArrowBack,
    ArrowDown,
    ArrowOut,
    Assistant,
    Book,
    Bold,
    Bolt,
    Bullets,
    Check,
    CheckAll,
    ChevronDown,
    ChevronEnd,
    Clip,
    Clock,
    Close,
    Code,
    Copy,
    Dots,
    Download,
    Eye,
    File,
    Film,
    Fold,
    Globe,
    Hand,
    Heading,
    Image,
    Inbox,
    Info,
    Keyboard,
    Key,
    Lines,
    Link,
    Lock,
    Mail,
    Moon,
    Note,
    Numbers,
    NumbersRtl,
    Palette,
    Person,
    PersonAdd,
    Phone,
    Plus,
    Refresh,
    Reply,
    Return,
    Scale,
    Search,
    Send,
    Server,
    Shield,
    SignOut,
    Sound,
    SoundOff,
    Spark,
    Star,
    Sun,
    ThumbDown,
    ThumbUp,
    Trash,
    Up,
    Upload,
    Verified,
    Widget,
}

impl Glyph {
    /// The drawing.
    const fn path(self) -> &'static str {
        match self {
            Self::Alert => "M10 3.5 17.5 16.5h-15zM10 8.5v3.5M10 14.2v.1",
            Self::Archive => "M3.5 4h13v3.5h-13zM4.5 7.5h11V16h-11zM8 10.5h4",
            Self::ArrowBack => "M16 10H4M9 5l-5 5 5 5",
            Self::ArrowDown => "M10 4v12M5 11l5 5 5-5",
            Self::ArrowOut => "M7 13 14 6M8 6h6v6",
            Self::Assistant => {
                "M5.5 7h9A1.5 1.5 0 0 1 16 8.5v5a1.5 1.5 0 0 1-1.5 1.5h-9A1.5 1.5 0 0 1 4 13.5v-5A1.5 1.5 0 0 1 5.5 7zM10 7V4M10 4h.01M7.5 10.5v1M12.5 10.5v1M2.2 10v2.5M17.8 10v2.5"
            }
            Self::Book => {
                "M4 4.5A1.5 1.5 0 0 1 5.5 3H16v14H5.5A1.5 1.5 0 0 1 4 15.5zM4 15.5A1.5 1.5 0 0 1 5.5 14H16M7.5 6.5h5"
            }
            Self::Bold => "M6 4h4.600a3 3 0 0 1 0 6H6zM6 10h5.300a3 3 0 0 1 0 6H6z",
            Self::Bolt => "M11 2.5 4.5 11H10l-1 6.5L15.5 9H10z",
            Self::Bullets => "M4 5.500h.01M4 10h.01M4 14.500h.01M8 5.500h8.500M8 10h8.500M8 14.500h8.500",
            Self::Check => "M4 10.5 8 14.5 16 6",
            Self::CheckAll => "M2 10.5 5.5 14 12 6.5M9.5 14 18 6M9.5 14l-1-1",
            Self::ChevronDown => "M5.5 8 10 12.5 14.5 8",
            Self::ChevronEnd => "M8 5.5 12.5 10 8 14.5",
            Self::Clip => {
                "M15.8 9.4l-5.6 5.6a3.5 3.5 0 0 1-5-5l6-6a2.3 2.3 0 0 1 3.3 3.3l-5.9 5.9a1.1 1.1 0 0 1-1.6-1.6l5.2-5.2"
            }
            Self::Clock => "M10 3a7 7 0 1 1 0 14 7 7 0 0 1 0-14zM10 6.5V10l2.5 1.5",
            Self::Close => "M5 5l10 10M15 5 5 15",
            Self::Code => "M7 6l-4 4 4 4M13 6l4 4-4 4",
            Self::Copy => {
                "M8.5 7h6A1.5 1.5 0 0 1 16 8.5v6a1.5 1.5 0 0 1-1.5 1.5h-6A1.5 1.5 0 0 1 7 14.5v-6A1.5 1.5 0 0 1 8.5 7zM13 7V5.5A1.5 1.5 0 0 0 11.5 4h-6A1.5 1.5 0 0 0 4 5.5v6A1.5 1.5 0 0 0 5.5 13H7"
            }
            Self::Dots => "M4.5 10h.01M10 10h.01M15.5 10h.01",
            Self::Download => "M10 3.5V13M6 9.5l4 4 4-4M4 13v3h12v-3",
            Self::Eye => {
                "M2.5 10S5.2 5 10 5s7.5 5 7.5 5-2.7 5-7.5 5-7.5-5-7.5-5zM10 7.8a2.2 2.2 0 1 1 0 4.4 2.2 2.2 0 0 1 0-4.4z"
            }
            Self::File => "M5 3h6l4 4v10H5zM11 3v4h4M7.5 11h5M7.5 14h3",
            Self::Film => "M3.5 5h13v10h-13zM8.5 8v4l3.5-2z",
            Self::Fold => "M4 4h12v12H4zM8 4v12M13 8l-2 2 2 2",
            Self::Globe => {
                "M10 3a7 7 0 1 1 0 14 7 7 0 0 1 0-14zM3 10h14M10 3c4 4.5 4 9.5 0 14M10 3c-4 4.5-4 9.5 0 14"
            }
            Self::Hand => {
                "M6.5 10.5V5.2a1.2 1.2 0 0 1 2.4 0V9V3.7a1.2 1.2 0 0 1 2.4 0V9V4.7a1.2 1.2 0 0 1 2.4 0V12c0 3-1.8 5-4.5 5-2 0-3.2-1-4.2-2.6L3 11.5a1.2 1.2 0 0 1 2-1.3z"
            }
            Self::Heading => "M5.500 4v12M14.500 4v12M5.500 10h9",
            Self::Image => "M3.5 4h13v12h-13zM7.2 7.8h.01M3.5 13.5l4-3.5 3 2.5 2.5-2 3.5 3",
            Self::Inbox => {
                "M3.5 11 5.5 4.5h9L16.5 11v4a1 1 0 0 1-1 1h-11a1 1 0 0 1-1-1zM3.5 11H7l1 2h4l1-2h3.5"
            }
            Self::Info => "M10 3a7 7 0 1 1 0 14 7 7 0 0 1 0-14zM10 9v4.5M10 6.5v.1",
            Self::Keyboard => {
                "M2.5 5.5h15v9h-15zM5.5 8.5h.01M8.5 8.5h.01M11.5 8.5h.01M14.5 8.5h.01M6.5 11.5h7"
            }
            Self::Key => "M13 4a3.5 3.5 0 1 1-2.8 5.600L4 15.800V17h2.5v-1.800H8V13.5l1.8-1.5M13.8 6.700h.01",
            Self::Lines => "M3.500 4.500h13M3.500 8.200h13M3.500 11.800h13M3.500 15.500h7",
            Self::Link => {
                "M8.500 11.500a3 3 0 0 0 4.300 0l2.700-2.700a3 3 0 0 0-4.300-4.300L10 5.700M11.500 8.500a3 3 0 0 0-4.300 0l-2.700 2.700a3 3 0 0 0 4.300 4.300L10 14.300"
            }
            Self::Lock => "M5 9h10v7.5H5zM7 9V6.5a3 3 0 0 1 6 0V9M10 12v1.5",
            Self::Mail => "M3 5h14v10.5H3zM3 5.5l7 5.5 7-5.5",
            Self::Moon => "M16 11.5A6.5 6.5 0 0 1 8.5 4a6.5 6.5 0 1 0 7.5 7.5z",
            Self::Note => "M4 4h12v8l-4 4H4zM12 16v-4h4M7 7.5h6M7 10.5h3",
            Self::Numbers => {
                "M3 4.500 4.500 3.500V8M3 12.300c.2-1.500 2.600-1.400 2.600.2 0 1.200-2.600 2.200-2.600 3.500h2.800M9 6h7.500M9 14h7.500"
            }
            Self::NumbersRtl => {
                "M15.800 3.500V8M14.800 16.500v-4.500c.5 1.200 2.300 1.200 2.600-.2M3.500 6H11M3.500 14H11"
            }
            Self::Palette => {
                "M10 3a7 7 0 0 0 0 14c1.2 0 1.6-.8 1.3-1.7-.4-1.2.2-2.3 1.7-2.300h1.5c1.5 0 2.5-1 2.5-3C17 6 13.9 3 10 3zM6.5 9h.01M9 6.200h.01M12.5 6.700h.01"
            }
            Self::Person => "M10 3.5a3 3 0 1 1 0 6 3 3 0 0 1 0-6zM4 16.5c.5-3 2.8-4.5 6-4.5s5.5 1.5 6 4.5",
            Self::PersonAdd => {
                "M8 3.5a3 3 0 1 1 0 6 3 3 0 0 1 0-6zM2 16.5c.5-3 2.8-4.5 6-4.5s5.5 1.5 6 4.5M16 6v5M13.5 8.5h5"
            }
            Self::Phone => {
                "M5 3.5h2.5L9 7.5 7.2 9a9 9 0 0 0 3.8 3.800L12.5 11l4 1.5V15c0 .8-.7 1.5-1.5 1.5C9 16.5 3.5 11 3.5 5c0-.8.7-1.5 1.5-1.5z"
            }
            Self::Plus => "M10 4v12M4 10h12",
            Self::Refresh => "M16 10a6 6 0 1 1-2-4.5M14.5 2.5v3.5H11",
            Self::Reply => "M8 5 3.5 9.5 8 14M3.5 9.5H12a4.5 4.5 0 0 1 4.5 4.5v1",
            Self::Return => "M4 8h8a4 4 0 0 1 0 8H8M7 5 4 8l3 3",
            Self::Scale => {
                "M10 3v14M6 17h8M4 6h12M4 6 2 11.5h4zM16 6l-2 5.5h4zM2 11.5a2 2 0 0 0 4 0M14 11.5a2 2 0 0 0 4 0"
            }
            Self::Search => "M9 3.5a5.5 5.5 0 1 1 0 11 5.5 5.5 0 0 1 0-11zM13 13l4 4",
            Self::Send => "M3.5 10 16.5 4l-3.5 12.5-3.5-5zM9.5 11.5 16.5 4",
            Self::Server => "M4 4h12v5H4zM4 11h12v5H4zM7 6.5h.01M7 13.5h.01",
            Self::Shield => "M10 2.5 16 5v4.5c0 4-2.5 6.5-6 8-3.5-1.5-6-4-6-8V5zM7.5 10l2 2 3.5-4",
            Self::SignOut => "M12 4H5v12h7M9 10h8M14 7l3 3-3 3",
            Self::Sound => "M3.5 8v4H6l4 3.5v-11L6 8zM13 7.5a3.5 3.5 0 0 1 0 5M15 5.5a6 6 0 0 1 0 9",
            Self::SoundOff => "M3.5 8v4H6l4 3.5v-11L6 8zM13 8l4 4M17 8l-4 4",
            Self::Spark => {
                "M10 3l1.6 4.400L16 9l-4.4 1.600L10 15l-1.6-4.400L4 9l4.4-1.600zM15.5 14v3M14 15.5h3"
            }
            Self::Star => "M10 3l2.1 4.5 4.9.6-3.6 3.4.9 4.900L10 14l-4.3 2.4.9-4.900L3 8.100l4.9-.6z",
            Self::Sun => {
                "M10 6.5a3.5 3.5 0 1 1 0 7 3.5 3.5 0 0 1 0-7zM10 2.5v1M10 16.5v1M2.5 10h1M16.5 10h1M4.7 4.700l.7.7M14.6 14.600l.7.7M4.7 15.300l.7-.7M14.6 5.400l.7-.7"
            }
            Self::ThumbDown => {
                "M13.5 4v7.500l-3 5.500c-1.200 0-1.800-.8-1.800-1.800V12H4.800a1.500 1.500 0 0 1-1.500-1.800l.9-4.900A1.600 1.600 0 0 1 5.800 4zM13.5 4h3v7.500h-3"
            }
            Self::ThumbUp => {
                "M13.5 16V8.500l-3-5.500c-1.200 0-1.800.8-1.800 1.800V8H4.800a1.500 1.500 0 0 0-1.500 1.800l.9 4.900A1.600 1.600 0 0 0 5.800 16zM13.5 16h3V8.500h-3"
            }
            Self::Trash => "M4 5.5h12M8 5.5V3.5h4v2M5.5 5.5l.7 11h7.600l.7-11M8.5 8.5v5M11.5 8.5v5",
            Self::Up => "M10 16V4M5 9l5-5 5 5",
            Self::Upload => "M10 13V4M6 7.5 10 3.5l4 4M4 13v3h12v-3",
            Self::Verified => {
                "M10 2.5l2 1.5 2.5.1.8 2.4 1.9 1.6-.7 2.4.7 2.4-1.9 1.6-.8 2.400L12 16l-2 1.5L8 16l-2.5-.1-.8-2.4-1.9-1.6.7-2.4-.7-2.4 1.9-1.6.8-2.400L8 4zM7.5 10l1.8 1.800L12.7 8"
            }
            Self::Widget => "M3.5 4h13v9.5H10L6.5 17v-3.5h-3zM7 8.700h.01M10 8.700h.01M13 8.700h.01",
        }
    }

    /// Whether it points along the line and so turns around in right-to-left pages.
    const fn directional(self) -> bool {
        matches!(
            self,
            Self::ArrowBack
                | Self::ArrowOut
                | Self::Bullets
                | Self::ChevronEnd
                | Self::Fold
                | Self::Lines
                | Self::Reply
                | Self::Return
                | Self::Send
                | Self::SignOut
                | Self::Sound
                | Self::SoundOff
        )
    }
}

/// A picture beside a word. Always decoration: the word, visible or not, carries the meaning.
#[component]
pub fn Icon(#[prop(into)] of: Signal<Glyph>) -> impl IntoView {
    view! {
        <svg
            class="icon"
            class:icon--directional=move || of.get().directional()
            viewBox="0 0 20 20"
            aria-hidden="true"
            focusable="false"
        >
            <path d=move || of.get().path()></path>
        </svg>
    }
    .into_any()
}
