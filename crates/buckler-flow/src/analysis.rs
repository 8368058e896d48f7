//! What the analysis says: flows that reach a sink, calls that rules look at, what entries return.

use crate::catalog::{Answering, Kind, Origin, Sink, Store};
use alloc::string::String;
use alloc::vec::Vec;
use buckler_syntax::tree::{ExprId, FunctionId, Span};

/// A module of the program, by the order in which it was added.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ModuleId(pub u32);

/// An entry, by its position in [`Analysis::entries`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EntryId(pub u32);

/// A range of a module's source.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Spot {
    /// The module.
    pub module: ModuleId,
    /// The range.
    pub span: Span,
}

/// A function of the program.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FunctionRef {
    /// Its module.
    pub module: ModuleId,
    /// Its id there; none for the top level of the module.
    pub function: Option<FunctionId>,
}

/// Everything the analysis found, in a fixed order.
#[derive(Debug, Default)]
pub struct Analysis {
    /// Functions that are called from outside, those that were given and those found.
    pub entries: Vec<EntryInfo>,
    /// Dangerous data that reaches a sink, one per class and place.
    pub hits: Vec<Hit>,
    /// Calls that the catalog knows, each once.
    pub calls: Vec<Call>,
    /// What entries answer, one per statement that returns.
    pub returns: Vec<Return>,
    /// Writes to variables of modules by functions.
    pub state: Vec<StateWrite>,
    /// Comparisons with data that comes from somewhere.
    pub checks: Vec<Check>,
    /// Loops that nothing ends.
    pub loops: Vec<Loop>,
    /// Functions that something reaches, with the entries that do.
    pub reached: Vec<(FunctionRef, Vec<EntryId>)>,
    /// What is put into stores and fetched from them.
    pub stored: Vec<Stored>,
    /// Where the analysis had to stop early.
    pub incomplete: Vec<Incomplete>,
    /// Steps taken, a measure of cost that is the same on every machine.
    pub steps: u64,
}

/// Why a function is called from outside.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Role {
    /// The caller of the analysis said so.
    Given,
    /// It has the shape of a handler.
    Shape,
    /// A framework calls it.
    Route,
    /// Nothing is known to call it; its parameters are not input.
    Library,
}

/// A function that is called from outside.
#[derive(Clone, Debug)]
pub struct EntryInfo {
    /// Its name: as given, or of the function.
    pub name: String,
    /// Why it is called.
    pub role: Role,
    /// The trigger whose event it gets, empty for none.
    pub trigger: String,
    /// The function, if it could be found.
    pub function: Option<FunctionRef>,
    /// How its result answers.
    pub answer: Answering,
    /// Steps taken for it.
    pub steps: u64,
}

/// Data of one origin inside a value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Taint {
    /// What kind of origin.
    pub origin: Origin,
    /// How people call it: `event.queryStringParameters.id`, `request.args.name`, `stored in Orders`.
    pub label: String,
    /// Bits of the classes that it is clean for ([`Kind::bit`]).
    pub cleaned: u64,
    /// Bits of [`properties`](crate::properties) that hold.
    pub properties: u64,
    /// From the source to here.
    pub steps: Vec<Step>,
}

impl Taint {
    /// Whether it is clean for a class.
    pub const fn clean_for(&self, kind: Kind) -> bool {
        self.cleaned & kind.bit() != 0
    }
}

/// One step of data on its way.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Step {
    /// Where.
    pub spot: Spot,
    /// What happens there.
    pub what: StepKind,
}

/// What a [`Step`] is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum StepKind {
    /// Data comes in.
    Source,
    /// It is put into a variable or entry.
    Assign,
    /// It is given to a function of the program.
    Pass,
    /// A function of the program returns it.
    Return,
    /// A call makes something from it.
    Call,
    /// It is thrown.
    Throw,
}

/// Dangerous data that reaches a sink.
#[derive(Clone, Debug)]
pub struct Hit {
    /// Class of the sink.
    pub kind: Kind,
    /// The sink of the catalog; none for the answer of an entry.
    pub sink: Option<&'static Sink>,
    /// Canonical path of what is called: `sqlite3.connect().cursor().execute`.
    pub path: String,
    /// The function that holds the call.
    pub function: FunctionRef,
    /// The call.
    pub call: ExprId,
    /// The whole call or statement.
    pub spot: Spot,
    /// The dangerous argument, or the property inside it: what to report at.
    pub argument: Spot,
    /// Constant parts of the dangerous value, `\0` for each that is not constant.
    pub text: Option<String>,
    /// What reaches it, the most telling first. Never empty, and never clean for `kind`.
    pub taints: Vec<Taint>,
    /// Entries that reach it.
    pub entries: Vec<EntryId>,
}

/// A call that the catalog knows, with all that was known of its arguments.
#[derive(Clone, Debug)]
pub struct Call {
    /// Canonical path: `boto3.client(s3).put_object`.
    pub path: String,
    /// The function that holds it.
    pub function: FunctionRef,
    /// The call; for an assignment the value.
    pub expr: ExprId,
    /// The call.
    pub spot: Spot,
    /// What is called, without the arguments.
    pub callee: Spot,
    /// Its arguments in order.
    pub arguments: Vec<CallArgument>,
    /// What the method is called on.
    pub receiver: Fact,
    /// Depth of loops around it in its function.
    pub loops: u32,
    /// Whether the result goes unused.
    pub dropped: bool,
    /// Whether the result is awaited at once.
    pub awaited: bool,
    /// Entries that reach it.
    pub entries: Vec<EntryId>,
}

impl Call {
    /// An argument by position.
    pub fn position(&self, index: usize) -> Option<&CallArgument> {
        self.arguments.iter().filter(|argument| argument.keyword.is_none()).nth(index)
    }

    /// An argument by keyword.
    pub fn keyword(&self, name: &str) -> Option<&CallArgument> {
        self.arguments.iter().find(|argument| argument.keyword.as_deref() == Some(name))
    }
}

/// One argument of a [`Call`].
#[derive(Clone, Debug)]
pub struct CallArgument {
    /// Its keyword.
    pub keyword: Option<String>,
    /// Where it stands.
    pub spot: Spot,
    /// What is known of its value.
    pub value: Fact,
}

/// What is known of a value.
#[derive(Clone, Debug, Default)]
pub struct Fact {
    /// What it is.
    pub shape: FactShape,
    /// What is in it, entries not counted.
    pub taints: Vec<Taint>,
    /// The expression that made it (a literal, a call), if just one did.
    pub made: Option<Spot>,
}

/// Shapes of values.
#[derive(Clone, Debug, Default)]
pub enum FactShape {
    /// Nothing is known.
    #[default]
    Unknown,
    /// `null`, `undefined`, `None`.
    Null,
    /// A truth value.
    Bool(bool),
    /// A number, as written or computed.
    Number(String),
    /// Text, `\0` for each part that is not constant.
    Text(String),
    /// One of several.
    Either(Vec<Self>),
    /// A list; exact if all its items are known.
    List {
        /// Items known by position.
        items: Vec<Fact>,
        /// Whether there are no others.
        exact: bool,
    },
    /// An object or dictionary.
    Object {
        /// Entries by key, with where the key and value stand if the entry was written in a literal.
        entries: Vec<(String, Option<Spot>, Fact)>,
        /// Whether there may be further ones.
        open: bool,
    },
    /// Something of a package, by its canonical path.
    External(String),
    /// A function of the program.
    Function(FunctionRef),
    /// A class of the program, or an instance of it, by name.
    Instance(String),
}

impl Fact {
    /// The constant text, number or truth value.
    pub fn constant(&self) -> Option<&str> {
        match &self.shape {
            FactShape::Text(text) if !text.contains('\0') => Some(text),
            FactShape::Number(text) => Some(text),
            FactShape::Bool(true) => Some("true"),
            FactShape::Bool(false) => Some("false"),
            FactShape::Null => Some("null"),
            _ => None,
        }
    }

    /// An entry of an object.
    pub fn entry(&self, key: &str) -> Option<&Self> {
        match &self.shape {
            FactShape::Object { entries, .. } => entries.iter().find(|(name, ..)| name == key).map(|(.., value)| value),
            _ => None,
        }
    }

    /// Where an entry of an object stands.
    pub fn entry_spot(&self, key: &str) -> Option<Spot> {
        match &self.shape {
            FactShape::Object { entries, .. } => {
                entries.iter().find(|(name, ..)| name == key).and_then(|(_, spot, _)| *spot)
            }
            _ => None,
        }
    }

    /// An item of a list.
    pub fn item(&self, index: usize) -> Option<&Self> {
        match &self.shape {
            FactShape::List { items, .. } => items.get(index),
            _ => None,
        }
    }

    /// Everything inside that comes from somewhere, the value's own first.
    pub fn all_taints(&self) -> Vec<&Taint> {
        let mut found = Vec::new();
        let mut open = alloc::vec![self];
        while let Some(fact) = open.pop() {
            found.extend(&fact.taints);
            match &fact.shape {
                FactShape::List { items, .. } => open.extend(items.iter().rev()),
                FactShape::Object { entries, .. } => open.extend(entries.iter().rev().map(|(.., value)| value)),
                _ => {}
            }
        }
        found
    }
}

/// What an entry answers in one place.
#[derive(Clone, Debug)]
pub struct Return {
    /// The entry.
    pub entry: EntryId,
    /// The statement, in the function where the value is made.
    pub spot: Spot,
    /// The value.
    pub value: Fact,
}

/// A write to a variable of a module from inside a function.
#[derive(Clone, Debug)]
pub struct StateWrite {
    /// The variable.
    pub name: String,
    /// The module that has it.
    pub module: ModuleId,
    /// The function that writes.
    pub function: FunctionRef,
    /// Where.
    pub spot: Spot,
    /// What is written.
    pub value: Fact,
    /// Entries that reach it.
    pub entries: Vec<EntryId>,
}

/// A comparison or test of membership with data that comes from somewhere.
#[derive(Clone, Debug)]
pub struct Check {
    /// The function that holds it.
    pub function: FunctionRef,
    /// Where.
    pub spot: Spot,
    /// What is on its left.
    pub left: Vec<Taint>,
    /// What is on its right.
    pub right: Vec<Taint>,
    /// Entries that reach it.
    pub entries: Vec<EntryId>,
}

/// A loop that nothing ends.
#[derive(Clone, Debug)]
pub struct Loop {
    /// The function that holds it.
    pub function: FunctionRef,
    /// The loop.
    pub spot: Spot,
    /// What kind of loop.
    pub kind: LoopKind,
    /// Entries that reach it.
    pub entries: Vec<EntryId>,
}

/// Kinds of [`Loop`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LoopKind {
    /// Nothing ever leaves it.
    Endless,
}

/// Data put into a store, or fetched from it.
#[derive(Clone, Debug)]
pub struct Stored {
    /// The entry of the catalog.
    pub store: &'static Store,
    /// Name of the store: a constant, `env:NAME`, or the reference that the environment gives.
    pub name: String,
    /// The call.
    pub spot: Spot,
    /// The function that holds it.
    pub function: FunctionRef,
    /// What is put in; nothing for a fetch.
    pub taints: Vec<Taint>,
    /// Entries that reach it.
    pub entries: Vec<EntryId>,
}

/// Where the analysis stopped early.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Incomplete {
    /// Where.
    pub spot: Spot,
    /// What was too much, for people.
    pub reason: &'static str,
}
