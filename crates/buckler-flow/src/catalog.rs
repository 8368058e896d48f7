//! What is known about packages, as plain static data: which calls bring input in, pass it on, clean it, and are
//! dangerous. The tables are generated from `catalog/scan/*.toml`; `catalog/scan/README.md` explains the keys.

pub use buckler_syntax::tree::Language;

/// Everything known about one package or built-in module.
#[derive(Clone, Copy, Debug)]
pub struct Package {
    /// Name of the package.
    pub name: &'static str,
    /// Language it is for.
    pub language: Language,
    /// Names it is imported by. A package without any describes names that need no import.
    pub modules: &'static [&'static str],
    /// Dangerous calls.
    pub sinks: &'static [Sink],
    /// Where input comes from.
    pub sources: &'static [Source],
    /// Calls that pass data on in their own way.
    pub propagators: &'static [Propagator],
    /// Calls whose result is clean.
    pub sanitizers: &'static [Sanitizer],
    /// Calls whose answer says that an argument is clean.
    pub validators: &'static [Validator],
    /// Objects that are the same thing under several names.
    pub aliases: &'static [Alias],
    /// Calls that register functions which are called with input.
    pub routes: &'static [Route],
    /// Base classes whose methods are called with input.
    pub views: &'static [View],
    /// Calls that put data away or fetch it again.
    pub stores: &'static [Store],
    /// Calls that rules want to see although nothing above names them.
    pub watches: &'static [&'static str],
    /// Events of triggers.
    pub events: &'static [Event],
}

impl Package {
    /// A package of which nothing is known.
    pub const EMPTY: Self = Self {
        name: "",
        language: Language::JavaScript,
        modules: &[],
        sinks: &[],
        sources: &[],
        propagators: &[],
        sanitizers: &[],
        validators: &[],
        aliases: &[],
        routes: &[],
        views: &[],
        stores: &[],
        watches: &[],
        events: &[],
    };
}

macro_rules! kinds {
    ($($(#[$doc:meta])* $variant:ident = $name:literal),* $(,)?) => {
        /// Classes of sinks. What is cleaned for one class may still be dangerous for another.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[repr(u8)]
        pub enum Kind {
            $($(#[$doc])* $variant,)*
        }

        impl Kind {
            /// Every class.
            pub const ALL: &'static [Self] = &[$(Self::$variant),*];

            /// The name in catalog files.
            pub const fn name(self) -> &'static str {
                match self {
                    $(Self::$variant => $name,)*
                }
            }
        }
    };
}

kinds! {
    /// A database statement.
    Sql = "sql",
    /// A query object or expression of a document store.
    NoSql = "nosql",
    /// A command line for a shell, or the program that is run.
    Command = "command",
    /// One argument of a program.
    Argument = "argument",
    /// A path of a file.
    Path = "path",
    /// Where a request goes.
    Url = "url",
    /// Program text.
    Code = "code",
    /// Serialized objects that run code when read.
    Deserialization = "deserialization",
    /// Markup shown by a browser.
    Html = "html",
    /// The text of a template.
    Template = "template",
    /// A directory filter or name.
    Ldap = "ldap",
    /// An XPath or XQuery expression.
    XPath = "xpath",
    /// An XML document read with entities.
    Xml = "xml",
    /// Where a browser is sent.
    Redirect = "redirect",
    /// A header of a response or request.
    Header = "header",
    /// A line of a log.
    Log = "log",
    /// A regular expression.
    Regex = "regex",
    /// A header or address of a mail.
    Mail = "mail",
    /// A format that decides what is read.
    Format = "format",
    /// The name of a module that is loaded.
    Module = "module",
    /// The name of an attribute, method or class that is looked up.
    Reflection = "reflection",
    /// Trusted state such as a session.
    Session = "session",
    /// A key of an object that reaches prototypes.
    Prototype = "prototype",
    /// A secret value: token, key, password, salt.
    Secret = "secret",
    /// A cookie.
    Cookie = "cookie",
    /// What the caller is told.
    Answer = "answer",
    /// What is put into a store.
    Put = "put",
    /// The key that something is fetched or changed by.
    Key = "key",
    /// A number that decides how much is done or kept.
    Size = "size",
    /// A message or instruction of another service.
    Message = "message",
    /// The name of a cloud resource or function.
    Resource = "resource",
}

impl Kind {
    /// Its bit in masks.
    pub const fn bit(self) -> u64 {
        1 << (self as u8)
    }

    /// The class with this name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|kind| kind.name() == name)
    }
}

/// Where data comes from, as far as a sink cares.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub enum Origin {
    /// Whoever calls the function decides it.
    Input,
    /// Read from a store that input is written into.
    Stored,
    /// Answered by another service.
    Remote,
    /// Weak randomness.
    Random,
    /// A secret.
    Secret,
    /// The text or trace of an error.
    Error,
    /// A result of a weak hash.
    Hash,
    /// Read from a token that nobody verified.
    Unverified,
    /// Verified facts about the caller.
    Identity,
    /// Attributes of the environment, the command line, files.
    Local,
}

impl Origin {
    /// Every origin, with the name in catalog files.
    pub const ALL: &'static [(Self, &'static str)] = &[
        (Self::Input, "input"),
        (Self::Stored, "stored"),
        (Self::Remote, "remote"),
        (Self::Random, "random"),
        (Self::Secret, "secret"),
        (Self::Error, "error"),
        (Self::Hash, "hash"),
        (Self::Unverified, "unverified"),
        (Self::Identity, "identity"),
        (Self::Local, "local"),
    ];

    /// The name in catalog files.
    pub fn name(self) -> &'static str {
        Self::ALL.iter().find(|(origin, _)| *origin == self).map_or("", |(_, name)| name)
    }
}

/// A part of a call: an argument, or something inside it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// Which argument.
    pub base: Base,
    /// The way inside it.
    pub path: &'static [Key],
}

/// What a [`Place`] begins at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Base {
    /// An argument by position.
    Position(u8),
    /// An argument by position or, in Python, by keyword.
    Named(u8, &'static str),
    /// An argument by keyword.
    Keyword(&'static str),
    /// Any argument from this position on, keywords too.
    From(u8),
    /// The last argument by position.
    Last,
    /// What the method is called on.
    Receiver,
    /// The result.
    Result,
}

/// One step into a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Key {
    /// An entry by name.
    Name(&'static str),
    /// An item by position.
    Index(u32),
    /// Any entry or item.
    Any,
    /// The value and all inside it.
    Deep,
    /// Any key of it (the keys, not the entries).
    Keys,
}

/// A condition on a call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Condition {
    /// Whether the opposite is asked for.
    pub not: bool,
    /// Of what.
    pub place: Place,
    /// What is asked.
    pub test: Test,
}

/// What a [`Condition`] asks of a value. An unknown value passes `Is` tests and fails `Equals`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Test {
    /// The argument is there.
    Exists,
    /// It is this constant, as text: `true`, `0`, `rsa`.
    Equals(&'static str),
    /// It may be of this type.
    Is(Type),
    /// Its constant parts look like this.
    Like(Like),
}

/// Types that conditions tell apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Type {
    /// Text.
    Text,
    /// A list.
    List,
    /// An object or dictionary.
    Object,
    /// A number.
    Number,
    /// A function.
    Function,
}

/// What constant text can look like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Like {
    /// A database statement.
    Sql,
    /// Markup.
    Html,
    /// The name of a shell.
    Shell,
    /// An XPath expression.
    XPath,
    /// A directory filter.
    Ldap,
    /// An absolute address.
    Url,
}

/// A dangerous call, construction, or assignment to an attribute.
#[derive(Clone, Copy, Debug)]
pub struct Sink {
    /// Its paths from the module.
    pub paths: &'static [&'static str],
    /// Its class.
    pub kind: Kind,
    /// Where the danger lies.
    pub at: &'static [Place],
    /// All must hold.
    pub when: &'static [Condition],
    /// Which data is dangerous there.
    pub from: &'static [Origin],
    /// A word for rules: the dialect of a database, a subclass.
    pub note: &'static str,
    /// What to do instead, concrete for this call.
    pub fix: &'static str,
}

/// A call or attribute that gives input.
#[derive(Clone, Copy, Debug)]
pub struct Source {
    /// Its paths from the module.
    pub paths: &'static [&'static str],
    /// How reports call it, such as `request.args`.
    pub name: &'static str,
    /// Where the data comes from.
    pub origin: Origin,
    /// Classes it cannot hurt.
    pub clean: u64,
    /// Paths inside it that are not input.
    pub trusted: &'static [&'static str],
    /// Methods that read an entry by its first argument, such as `get`.
    pub readers: &'static [&'static str],
}

/// How the result of a [`Propagator`] relates to what flows into it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// It is the same value.
    Same,
    /// It is the same data, decoded: names inside are still told apart.
    Decoded,
    /// Something made from it.
    Made,
    /// A list of things made from it.
    List,
    /// Nothing flows.
    Nothing,
}

/// A call that passes data on.
#[derive(Clone, Copy, Debug)]
pub struct Propagator {
    /// Its paths from the module.
    pub paths: &'static [&'static str],
    /// What flows.
    pub from: &'static [Place],
    /// Where it flows to.
    pub to: Place,
    /// How the result relates to it.
    pub shape: Shape,
    /// Functions among the arguments that are called.
    pub calls: &'static [Callback],
}

/// A function among the arguments that is called.
#[derive(Clone, Copy, Debug)]
pub struct Callback {
    /// The function.
    pub function: Place,
    /// What it is called with.
    pub with: &'static [Given],
    /// Whether what it returns is the result of the whole call.
    pub result: bool,
}

/// What a function is called with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Given {
    /// Nothing of interest.
    Unknown,
    /// A part of the call.
    Place(Place),
    /// What the call's path gives when it is called, such as the response of a request.
    Outcome,
    /// Input, with the name reports use.
    Input(&'static str),
    /// An object of the package by its path.
    Object(&'static str),
}

/// A call whose result is clean for some classes.
#[derive(Clone, Copy, Debug)]
pub struct Sanitizer {
    /// Its paths from the module.
    pub paths: &'static [&'static str],
    /// What goes through it.
    pub at: Place,
    /// All must hold.
    pub when: &'static [Condition],
    /// Classes it cleans for.
    pub clean: u64,
}

/// A call whose answer says that an argument is clean.
#[derive(Clone, Copy, Debug)]
pub struct Validator {
    /// Its paths from the module.
    pub paths: &'static [&'static str],
    /// What is checked.
    pub at: Place,
    /// Classes that are clean then.
    pub clean: u64,
    /// Which answer says so.
    pub answer: Answer,
    /// A regular expression that decides what is clean, instead of `clean`.
    pub pattern: Option<Place>,
    /// Whether the expression must fit the whole text without saying so.
    pub whole: bool,
}

/// Answers of a [`Validator`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answer {
    /// Anything that counts as true.
    True,
    /// Anything that counts as false.
    False,
    /// It returns at all (otherwise it throws).
    Returns,
}

/// Another name for an object.
#[derive(Clone, Copy, Debug)]
pub struct Alias {
    /// Paths from the module.
    pub paths: &'static [&'static str],
    /// The path they stand for; `package:path` for one of another package.
    pub to: &'static str,
}

/// How a [`Route`] takes the function.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// As a decorator.
    Decorator,
    /// All functions among the arguments.
    Arguments,
    /// The function itself is returned, wrapped.
    Wrapper,
    /// Entries of an object or list argument, and functions among the arguments.
    Entries,
}

/// A call that registers functions.
#[derive(Clone, Copy, Debug)]
pub struct Route {
    /// Its paths from the module.
    pub paths: &'static [&'static str],
    /// How it takes them.
    pub form: Form,
    /// What parameters are given, in order; the last stands for all further ones.
    pub parameters: &'static [Given],
    /// How the result of the function answers.
    pub answer: Answering,
}

/// Base classes whose methods are called.
#[derive(Clone, Copy, Debug)]
pub struct View {
    /// Paths of the classes.
    pub bases: &'static [&'static str],
    /// The methods; none for all public ones.
    pub methods: &'static [&'static str],
    /// What their parameters are given, without `self`.
    pub parameters: &'static [Given],
    /// Attributes of `self` and what they are.
    pub attributes: &'static [(&'static str, Given)],
    /// How the result answers.
    pub answer: Answering,
}

/// What becomes of the result of an entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Answering {
    /// Nothing of interest.
    Nothing,
    /// Text is shown as markup.
    Html,
    /// It is serialized as data.
    Json,
    /// An object with status, headers and body decides itself.
    Proxy,
}

/// A call that puts data away or fetches it.
#[derive(Clone, Copy, Debug)]
pub struct Store {
    /// Its paths from the module.
    pub paths: &'static [&'static str],
    /// What kind of store: `table`, `bucket`, `queue`, `topic`, `cache`, `database`.
    pub kind: &'static str,
    /// Whether data is put in; otherwise it comes out.
    pub put: bool,
    /// What names the store; [`Base::Receiver`] for the nearest argument of the receiver's making.
    pub name: Place,
    /// What is put in, or where in the result it comes out.
    pub value: Place,
}

/// The event of a trigger.
#[derive(Clone, Copy, Debug)]
pub struct Event {
    /// Name of the trigger: `api`, `function_url`, `s3`, `sqs`, …
    pub trigger: &'static str,
    /// Paths that somebody outside decides; none for all.
    pub input: &'static [&'static str],
    /// Paths below `input` that nobody outside decides.
    pub trusted: &'static [&'static str],
    /// Paths that hold verified facts about the caller.
    pub identity: &'static [&'static str],
    /// Paths that always hold text: no query object can come from there.
    pub text: &'static [&'static str],
    /// How the handler's result answers.
    pub answer: Answering,
    /// Name of the store that the event brings data from, for second order: the table of a stream, the bucket of an object.
    pub store: &'static str,
}
