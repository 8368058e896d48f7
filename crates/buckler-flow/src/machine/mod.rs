//! The interpreter: runs modules and entries over abstract values.
//!
//! One tree, two languages, no basic blocks. A branch runs on the state as it is, then what it wrote is taken back
//! and kept aside until all branches are joined. A call runs the function again with what it is really given, so
//! fields, closures and callbacks need no summaries; what would grow is stopped by budgets and by remembering calls.

mod access;
mod bind;
mod call;
mod classes;
mod compare;
mod entries;
mod expression;
mod functions;
mod globals;
mod lists;
mod methods;
mod models;
mod modules;
mod package;
mod places;
mod record;
mod schemas;
mod statement;
mod stores;
mod text;

use crate::analysis::{EntryId, FunctionRef, ModuleId, Spot};
use crate::catalog::{Answering, Language, Origin};
use crate::heap::{Delta, Heap, Key};
use crate::paths::Paths;
use crate::program::{Module, Program};
use crate::strings::{Strings, Sym};
use crate::value::{Cleaned, Form, ObjId, PathId, Target, Value, Values};
use alloc::string::{String, ToString};
use alloc::vec::Vec;
use buckler_syntax::tree::{ExprId, FunctionId, Name, Span, Tree};
use hashbrown::{HashMap, HashSet};

pub use entries::{Memory, Part};

/// Steps that one entry may take.
const ENTRY_STEPS: u64 = 400_000;
/// Steps that a function may take of which nothing is known to call it.
const LIBRARY_STEPS: u64 = 2_500;
/// From here on calls are remembered and not run again with the same arguments.
const REMEMBER_AFTER: u64 = 15_000;
/// Nested expressions, statements and calls, all together.
const DEEPEST: u32 = 220;
/// Nested calls.
const DEEPEST_CALLS: usize = 28;
/// Nested calls in a function of which nothing is known to call it: those it calls are run by themselves.
const LIBRARY_CALLS: usize = 3;

/// Whether control goes on behind a statement.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Then {
    Next,
    Dead,
}

/// A loop or labeled block that is being run.
#[derive(Debug)]
struct Repeat {
    mark: crate::heap::Point,
    label: Option<Name>,
    /// Whether `break` without a label leaves it, and `continue` goes to it.
    breaks: bool,
    repeats: bool,
    broken: Vec<Delta>,
    continued: Vec<Delta>,
}

/// A call that is being run.
#[derive(Debug)]
struct Frame {
    module: ModuleId,
    function: Option<FunctionId>,
    scope: ObjId,
    this: Value,
    /// The class whose method it is, for `super`.
    class: Option<ObjId>,
    mark: crate::heap::Point,
    exits: Vec<Delta>,
    returned: Option<Value>,
    repeats: Vec<Repeat>,
    /// Loops around the current statement.
    depth: u32,
    sites: HashMap<ExprId, ObjId>,
    /// How its result answers, if it is the result of an entry.
    answer: Option<(Answering, EntryId)>,
    /// Whether a call that is returned answers instead.
    answered: bool,
    given: Vec<Given>,
    checked: Vec<(Key, Value)>,
    yielded: Option<ObjId>,
}

/// A parameter, with what the caller holds in it.
#[derive(Clone, Copy, Debug)]
struct Given {
    key: Key,
    value: Value,
    target: Option<Target>,
}

/// A `try` that is being run.
#[derive(Debug, Default)]
struct Attempt {
    mark: crate::heap::Point,
    thrown: Option<Value>,
    states: Vec<Delta>,
}

/// One argument of a call.
#[derive(Clone, Copy, Debug)]
struct Arg {
    keyword: Option<Sym>,
    value: Value,
    spot: Spot,
    /// The expression, in the module of `spot`.
    expr: Option<ExprId>,
    target: Option<Target>,
    /// Whether it stands for any number of arguments.
    many: bool,
}

/// The call that is being made.
#[derive(Clone, Copy, Debug)]
struct Site {
    expr: ExprId,
    spot: Spot,
    callee: Spot,
    dropped: bool,
    awaited: bool,
}

/// Runs one shard of a program.
pub(crate) struct Machine<'p> {
    program: &'p Program,
    memory_before: &'p Memory,
    strings: Strings,
    values: Values,
    heap: Heap,
    paths: Paths,
    frames: Vec<Frame>,
    attempts: Vec<Attempt>,
    modules: HashMap<ModuleId, modules::State>,
    fixups: Vec<modules::Fixup>,
    remembered_objects: HashMap<PathId, ObjId>,
    shadows: HashMap<crate::value::LabelId, ObjId>,
    calls: HashMap<u64, Value>,
    constants: Constants,
    depth: u32,
    steps: u64,
    limit: u64,
    begun: u64,
    stopped: bool,
    loading: bool,
    entry: Option<EntryId>,
    current_given: Option<usize>,
    found: HashSet<(ModuleId, FunctionId)>,
    waiting: Vec<entries::Waiting>,
    part: Part,
    records: record::Records,
}

/// Texts that are asked for all the time.
#[derive(Debug)]
struct Constants {
    empty: Sym,
    any: Sym,
    hole: Sym,
    default: Sym,
    exports: Sym,
    init: Sym,
    constructor: Sym,
    prototype: Sym,
    then: Sym,
    message: Sym,
}

impl<'p> Machine<'p> {
    pub(crate) fn new(program: &'p Program, memory: &'p Memory) -> Self {
        let mut strings = Strings::above(&program.strings);
        let mut intern = |text: &str| program.strings.find(text).unwrap_or_else(|| strings.intern(text));
        let constants = Constants {
            empty: intern(""),
            any: intern("*"),
            hole: intern("\0"),
            default: intern("default"),
            exports: intern("exports"),
            init: intern("__init__"),
            constructor: intern("constructor"),
            prototype: intern("prototype"),
            then: intern("then"),
            message: intern("message"),
        };
        let nowhere = Spot { module: ModuleId(u32::MAX), span: Span::new(0, 0) };
        Self {
            program,
            memory_before: memory,
            strings,
            values: Values::new(nowhere),
            heap: Heap::new(),
            paths: Paths::default(),
            frames: Vec::new(),
            attempts: Vec::new(),
            modules: HashMap::new(),
            fixups: Vec::new(),
            remembered_objects: HashMap::new(),
            shadows: HashMap::new(),
            calls: HashMap::new(),
            constants,
            depth: 0,
            steps: 0,
            limit: ENTRY_STEPS,
            begun: 0,
            stopped: false,
            loading: false,
            entry: None,
            current_given: None,
            found: HashSet::new(),
            waiting: Vec::new(),
            part: Part::default(),
            records: record::Records::default(),
        }
    }

    fn intern(&mut self, text: &str) -> Sym {
        self.program.strings.find(text).unwrap_or_else(|| self.strings.intern(text))
    }

    fn text(&self, sym: Sym) -> &str {
        self.program.strings.text(sym).or_else(|| self.strings.text(sym)).unwrap_or_default()
    }

    /// The text of a name when the program's own tables are borrowed only.
    fn owned(program: &Program, strings: &Strings, sym: Sym) -> String {
        program.strings.text(sym).or_else(|| strings.text(sym)).unwrap_or_default().to_string()
    }

    fn frame(&self) -> Option<&Frame> {
        self.frames.last()
    }

    fn module_id(&self) -> ModuleId {
        self.frame().map_or(ModuleId(u32::MAX), |frame| frame.module)
    }

    /// The module that is being run; an empty answer never happens while something runs.
    fn module(&self) -> Option<&'p Module> {
        self.program.module(self.module_id())
    }

    fn tree(&self) -> Option<&'p Tree> {
        self.module().map(|module| &module.tree)
    }

    fn language(&self) -> Language {
        self.tree().map_or(Language::JavaScript, Tree::language)
    }

    fn python(&self) -> bool {
        self.language() == Language::Python
    }

    fn sym(&self, name: Name) -> Sym {
        self.module().map_or(self.constants.empty, |module| module.sym(name))
    }

    fn spot(&self, span: Span) -> Spot {
        Spot { module: self.module_id(), span }
    }

    fn span_of(&self, expr: ExprId) -> Spot {
        self.spot(self.tree().map_or(Span::new(0, 0), |tree| tree.expr(expr).span))
    }

    fn here(&self) -> FunctionRef {
        let function = self.frame().and_then(|frame| frame.function);
        FunctionRef { module: self.module_id(), function }
    }

    /// Counts a step; false when there are no more.
    fn step(&mut self, span: Span) -> bool {
        self.steps += 1;
        if self.stopped {
            return false;
        }
        if self.steps - self.begun > self.limit {
            self.stopped = true;
            let spot = self.spot(span);
            // Nothing comes into a function that nobody calls.
            if self.entry.is_some() || self.loading {
                self.part.incomplete.push(crate::analysis::Incomplete { spot, reason: "takes too many steps" });
            }
            return false;
        }
        true
    }

    /// Goes one level deeper; false when that is too deep.
    fn enter(&mut self, span: Span) -> bool {
        if self.depth >= DEEPEST {
            let spot = self.spot(span);
            if self.part.incomplete.len() < 1000 {
                self.part.incomplete.push(crate::analysis::Incomplete { spot, reason: "is nested too deep" });
            }
            return false;
        }
        self.depth += 1;
        true
    }

    fn leave(&mut self) {
        self.depth = self.depth.saturating_sub(1);
    }

    /// Takes over what is known once a test went one way.
    fn assume(&mut self, known: Option<&Cleaned>) {
        for (target, mask) in known.into_iter().flatten() {
            match *target {
                Target::Label(label) => {
                    // A check of text says nothing about who can guess it.
                    let origin = self.values.label(label).map(|label| label.origin);
                    if matches!(origin, Some(Origin::Random | Origin::Secret | Origin::Hash)) {
                        continue;
                    }
                    let key = Key::Index(label.0);
                    let before = match self.heap.read(crate::heap::CHECKED, key).map(|value| value.form) {
                        Some(Form::Number(bits)) => bits,
                        _ => 0,
                    };
                    self.heap.write(crate::heap::CHECKED, key, Value::clean(Form::Number(before | mask)));
                }
                Target::Cell(object, key) => {
                    if let Some(value) = self.heap.read(object, key) {
                        let taint = self.values.map_taint(value.taint, &mut |_, mark| {
                            Some(crate::value::Mark { mask: mark.mask | mask, ..mark })
                        });
                        self.heap.write(object, key, Value::new(value.form, taint));
                    }
                }
            }
        }
    }

    /// What a label was found clean for, itself or something it lies in.
    fn checked(&self, label: crate::value::LabelId) -> u64 {
        let mut mask = 0;
        let mut next = Some(label);
        while let Some(label) = next {
            if let Some(Form::Number(bits)) =
                self.heap.read(crate::heap::CHECKED, Key::Index(label.0)).map(|value| value.form)
            {
                mask |= bits;
            }
            next = self.values.label(label).and_then(|label| label.parent);
        }
        mask
    }
}
