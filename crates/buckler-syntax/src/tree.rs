//! The tree: expressions, patterns, statements, functions and classes in flat arenas, named by small ids.
//!
//! Arenas keep a tree small (a source file of 100 kB takes about a megabyte), let an id stand for a place in the
//! program (a call site, an allocation site), and free a deep tree without recursion. Every accessor is total: an id
//! of another tree gives an unknown part, never a panic.

use alloc::boxed::Box;
use alloc::vec::Vec;
use core::hash::BuildHasher;
use core::marker::PhantomData;
use core::num::NonZeroU32;
use core::ops::Range;
use hashbrown::hash_table::Entry;
use hashbrown::{DefaultHashBuilder, HashTable};

/// Bytes of the source text, end excluded.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// First byte.
    pub start: u32,
    /// Byte after the last one.
    pub end: u32,
}

impl Span {
    /// From `start` to before `end`.
    pub const fn new(start: u32, end: u32) -> Self {
        Self { start, end }
    }

    /// As a range to slice the source with.
    pub const fn range(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }
}

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident),* $(,)?) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(NonZeroU32);

        impl $name {
            /// Position in its arena.
            pub const fn index(self) -> usize {
                self.0.get() as usize - 1
            }

            /// The id at a position of its arena.
            pub const fn at(index: u32) -> Self {
                // Counted from 1, so that an id that may be missing takes no more room than one that may not.
                match NonZeroU32::new(index.saturating_add(1)) {
                    Some(number) => Self(number),
                    None => Self(NonZeroU32::MIN),
                }
            }
        }
    )*};
}

ids! {
    /// A distinct text of the tree: a name, a key, the value of a literal.
    Name,
    /// An expression.
    ExprId,
    /// A pattern: what an assignment, a parameter or a loop binds.
    PatternId,
    /// A statement.
    StmtId,
    /// A function, method, arrow or lambda.
    FunctionId,
    /// A class.
    ClassId,
}

/// Consecutive items of one of the tree's pools.
#[derive(Debug, PartialEq, Eq, Hash)]
pub struct List<T> {
    start: u32,
    len: u32,
    items: PhantomData<T>,
}

impl<T> Clone for List<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for List<T> {}

impl<T> Default for List<T> {
    fn default() -> Self {
        Self { start: 0, len: 0, items: PhantomData }
    }
}

impl<T> List<T> {
    /// Number of items.
    pub const fn len(self) -> usize {
        self.len as usize
    }

    /// Whether there is none.
    pub const fn is_empty(self) -> bool {
        self.len == 0
    }
}

/// The language a tree came from, where meaning depends on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Language {
    /// JavaScript, TypeScript and their markup forms.
    JavaScript,
    /// Python.
    Python,
}

/// An expression and where it stands.
#[derive(Clone, Copy, Debug)]
pub struct Expr {
    /// The whole expression.
    pub span: Span,
    /// What it is.
    pub kind: ExprKind,
}

/// Kinds of expressions.
#[derive(Clone, Copy, Debug)]
pub enum ExprKind {
    /// Text, escapes decoded.
    Text(Name),
    /// Bytes, escapes decoded, those above 0x7f read as Latin-1.
    Bytes(Name),
    /// A number, as written.
    Number(Name),
    /// `true` or `false`.
    Bool(bool),
    /// `null`, `undefined` or `None`.
    Null,
    /// A regular expression literal.
    Regex {
        /// Between the slashes.
        pattern: Name,
        /// Behind them.
        flags: Name,
    },
    /// A variable.
    Name(Name),
    /// `this`; in Python `self` is an ordinary variable.
    This,
    /// `super` or `super()`.
    Super,
    /// `object.name`, also `object?.name` and `object.#name`.
    Member {
        /// What has the member.
        object: ExprId,
        /// Its name.
        name: Name,
        /// Where the name stands.
        name_span: Span,
    },
    /// `object[index]`.
    Index {
        /// What is indexed.
        object: ExprId,
        /// By what.
        index: ExprId,
    },
    /// `object[lower:upper:step]`.
    Slice {
        /// What is cut.
        object: ExprId,
        /// First index.
        lower: Option<ExprId>,
        /// Index after the last.
        upper: Option<ExprId>,
    },
    /// A call.
    Call {
        /// What is called.
        callee: ExprId,
        /// Arguments in the order written.
        arguments: List<Argument>,
        /// Whether it is `new callee(…)`.
        construct: bool,
    },
    /// Formatted text: an f-string, a template literal.
    Format(List<Piece>),
    /// A tagged template: `` tag`…` ``.
    Tagged {
        /// The tag.
        tag: ExprId,
        /// The template.
        pieces: List<Piece>,
    },
    /// An arithmetic, bit, comparison or membership operator.
    Binary {
        /// Which.
        operator: BinaryOperator,
        /// Left operand.
        left: ExprId,
        /// Right operand.
        right: ExprId,
    },
    /// A short-circuit operator.
    Logical {
        /// Which.
        operator: LogicalOperator,
        /// Evaluated first.
        left: ExprId,
        /// Evaluated if the left one does not decide.
        right: ExprId,
    },
    /// An operator of one operand.
    Unary {
        /// Which.
        operator: UnaryOperator,
        /// Its operand.
        operand: ExprId,
    },
    /// `test ? yes : no`.
    Conditional {
        /// Decides.
        test: ExprId,
        /// When it holds.
        yes: ExprId,
        /// When it does not.
        no: ExprId,
    },
    /// An array, list, tuple or set.
    List(List<ExprId>),
    /// An object literal or dictionary.
    Dictionary(List<Property>),
    /// `...value`, `*value` among items.
    Spread(ExprId),
    /// A function as a value.
    Function(FunctionId),
    /// A class as a value.
    Class(ClassId),
    /// A comprehension or generator expression.
    Comprehension {
        /// What it builds.
        kind: ComprehensionKind,
        /// The element; the key of a dictionary.
        element: ExprId,
        /// The value of a dictionary.
        value: Option<ExprId>,
        /// Its loops and conditions, outermost first.
        clauses: List<Clause>,
    },
    /// `await value`.
    Await(ExprId),
    /// `yield value`; `yield*` and `yield from` too.
    Yield {
        /// The value.
        value: Option<ExprId>,
        /// Whether the items of the value are given one by one.
        delegate: bool,
    },
    /// An assignment as an expression; `:=` too.
    Assign {
        /// What is assigned.
        target: PatternId,
        /// For `+=` and its like, the operator.
        operator: Option<AssignOperator>,
        /// The value.
        value: ExprId,
    },
    /// `a, b` in JavaScript: the value of the last.
    Sequence(List<ExprId>),
    /// `import(module)`.
    Import(ExprId),
    /// Markup in JavaScript.
    Markup {
        /// The element's name: text for `<div>`, an expression for `<Component>`, nothing for a fragment.
        tag: Option<ExprId>,
        /// Attributes; a spread has no key.
        attributes: List<Property>,
        /// Children, texts included.
        children: List<ExprId>,
    },
    /// What this tree has no word for.
    Unknown,
}

/// One argument of a call.
#[derive(Clone, Copy, Debug)]
pub struct Argument {
    /// Keyword of a keyword argument.
    pub keyword: Option<Name>,
    /// The keyword and its value, or just the value.
    pub span: Span,
    /// Its value.
    pub value: ExprId,
    /// Whether it is spread: `*value`, `...value`; with `**value` see `keywords`.
    pub spread: bool,
    /// Whether it is `**value`.
    pub keywords: bool,
}

/// One piece of formatted text.
#[derive(Clone, Copy, Debug)]
pub enum Piece {
    /// Text as it is.
    Text(Name, Span),
    /// A value put in.
    Value(ExprId),
}

/// One entry of an object literal, a dictionary, or attributes of markup.
#[derive(Clone, Copy, Debug)]
pub struct Property {
    /// The key and its value.
    pub span: Span,
    /// Its key.
    pub key: PropertyKey,
    /// Where the key stands.
    pub key_span: Span,
    /// Its value; a method is a function.
    pub value: ExprId,
}

/// Keys of a [`Property`].
#[derive(Clone, Copy, Debug)]
pub enum PropertyKey {
    /// Known text; numbers as written.
    Name(Name),
    /// Computed.
    Computed(ExprId),
    /// None: the value's entries are taken over (`...value`, `**value`).
    Spread,
}

/// Operators with two operands that are always evaluated.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum BinaryOperator {
    /// `+`
    Add,
    /// `-`
    Subtract,
    /// `*`
    Multiply,
    /// `/`
    Divide,
    /// `//` in Python.
    FloorDivide,
    /// `%`, formatting when the left side is text in Python.
    Modulo,
    /// `**`
    Power,
    /// `|`
    BitOr,
    /// `&`
    BitAnd,
    /// `^`
    BitXor,
    /// `<<`
    ShiftLeft,
    /// `>>` and `>>>`
    ShiftRight,
    /// `@` in Python.
    MatrixMultiply,
    /// `==`, `===` and `is`.
    Equal,
    /// `!=`, `!==` and `is not`.
    NotEqual,
    /// `<`
    Less,
    /// `<=`
    LessEqual,
    /// `>`
    Greater,
    /// `>=`
    GreaterEqual,
    /// `in`
    In,
    /// `not in`
    NotIn,
    /// `instanceof`
    InstanceOf,
}

/// Operators whose right side is evaluated only sometimes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum LogicalOperator {
    /// `&&`, `and`
    And,
    /// `||`, `or`
    Or,
    /// `??`
    Coalesce,
}

/// Operators of augmented assignments.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum AssignOperator {
    /// `+=`, also `++`.
    Binary(BinaryOperator),
    /// `||=`, `&&=`, `??=`.
    Logical(LogicalOperator),
}

/// Operators of one operand.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum UnaryOperator {
    /// `!`, `not`
    Not,
    /// `-`
    Minus,
    /// `+`
    Plus,
    /// `~`
    Invert,
    /// `typeof`
    TypeOf,
    /// `void`
    Void,
    /// `delete`
    Delete,
}

/// What a comprehension builds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ComprehensionKind {
    /// A list or set.
    List,
    /// A dictionary.
    Dictionary,
    /// A generator.
    Generator,
}

/// `for target in iterable if condition if condition`.
#[derive(Clone, Copy, Debug)]
pub struct Clause {
    /// What each item is bound to.
    pub target: PatternId,
    /// What is iterated.
    pub iterable: ExprId,
    /// Conditions.
    pub conditions: List<ExprId>,
}

/// A pattern and where it stands.
#[derive(Clone, Copy, Debug)]
pub struct Pattern {
    /// The whole pattern.
    pub span: Span,
    /// What it is.
    pub kind: PatternKind,
}

/// Kinds of patterns.
#[derive(Clone, Copy, Debug)]
pub enum PatternKind {
    /// A variable.
    Name(Name),
    /// A member or item of an object.
    Target(ExprId),
    /// Items by position; a rest pattern may be anywhere.
    List(List<PatternId>),
    /// Entries by key; a rest pattern is last.
    Dictionary(List<PatternProperty>),
    /// A pattern with the value it gets when there is none.
    Default(PatternId, ExprId),
    /// The rest: `...name`, `*name`.
    Rest(PatternId),
    /// Nothing is bound: a hole, `_`, a literal.
    Ignore,
}

/// One entry of a dictionary pattern.
#[derive(Clone, Copy, Debug)]
pub struct PatternProperty {
    /// Which entry is taken; [`PropertyKey::Spread`] for the rest.
    pub key: PropertyKey,
    /// Where the key stands.
    pub key_span: Span,
    /// What it is bound to.
    pub pattern: PatternId,
}

/// A statement and where it stands.
#[derive(Clone, Copy, Debug)]
pub struct Stmt {
    /// The whole statement.
    pub span: Span,
    /// What it is.
    pub kind: StmtKind,
}

/// Statements in order.
pub type Block = List<StmtId>;

/// Kinds of statements.
#[derive(Clone, Copy, Debug)]
pub enum StmtKind {
    /// An expression for its effect.
    Expr(ExprId),
    /// A declaration or assignment.
    Assign {
        /// How it binds.
        binding: Binding,
        /// What is bound; several for `a = b = value`.
        targets: List<PatternId>,
        /// The value; none for `let name`.
        value: Option<ExprId>,
    },
    /// `target += value` and its like.
    Augment {
        /// What changes.
        target: PatternId,
        /// How.
        operator: AssignOperator,
        /// By what.
        value: ExprId,
    },
    /// `if`; an `elif` is an `if` in `no`.
    If {
        /// Decides.
        test: ExprId,
        /// When it holds.
        yes: Block,
        /// When it does not.
        no: Block,
    },
    /// `while` and `do … while`.
    While {
        /// Decides; none for `for (;;)`.
        test: Option<ExprId>,
        /// Repeated.
        body: Block,
        /// What follows each repetition, such as the update of a `for`.
        update: Option<ExprId>,
        /// What follows when the test fails (`else` in Python).
        otherwise: Block,
        /// Whether the body comes before the first test.
        after: bool,
    },
    /// `for … in`, `for … of`.
    For {
        /// How the target is bound.
        binding: Binding,
        /// What each item is bound to.
        target: PatternId,
        /// What is iterated.
        iterable: ExprId,
        /// Whether it gives keys (`for … in` of JavaScript) and not items.
        keys: bool,
        /// Repeated.
        body: Block,
        /// What follows when nothing broke out (`else` in Python).
        otherwise: Block,
    },
    /// `return`.
    Return(Option<ExprId>),
    /// `throw`, `raise`.
    Throw(Option<ExprId>),
    /// `break`, with its label.
    Break(Option<Name>),
    /// `continue`, with its label.
    Continue(Option<Name>),
    /// `try`.
    Try {
        /// What is tried.
        body: Block,
        /// Handlers in order.
        handlers: List<Handler>,
        /// When nothing was raised.
        otherwise: Block,
        /// In any case.
        finally: Block,
    },
    /// A named function.
    Function(FunctionId),
    /// A named class.
    Class(ClassId),
    /// An import.
    Import(Import),
    /// An export.
    Export(Export),
    /// `switch`, `match`.
    Switch {
        /// What is compared.
        subject: ExprId,
        /// Cases in order.
        cases: List<Case>,
    },
    /// `with context as target`.
    With {
        /// Contexts in order.
        items: List<WithItem>,
        /// What runs in them.
        body: Block,
    },
    /// `delete target`, `del target`.
    Delete(List<ExprId>),
    /// `global names`, `nonlocal names`.
    Outer(List<Name>),
    /// `assert test`.
    Assert(ExprId),
    /// A labeled statement or bare block.
    Block {
        /// Its label.
        label: Option<Name>,
        /// Its statements.
        body: Block,
    },
    /// Nothing, or what this tree has no word for.
    Empty,
}

/// How an assignment binds its names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Binding {
    /// To variables that exist; in Python to a variable of the function.
    Assign,
    /// `var`: a new variable of the function.
    Var,
    /// `let`: a new variable of the block.
    Let,
    /// `const`: a new constant of the block.
    Const,
}

/// One handler of a `try`.
#[derive(Clone, Copy, Debug)]
pub struct Handler {
    /// Types caught; none for all.
    pub types: Option<ExprId>,
    /// What the error is bound to.
    pub target: Option<PatternId>,
    /// What is done.
    pub body: Block,
    /// The whole handler.
    pub span: Span,
}

/// One case of a `switch`.
#[derive(Clone, Copy, Debug)]
pub struct Case {
    /// Values it stands for; none means the default case. Of a `match` only literal alternatives.
    pub values: List<ExprId>,
    /// What a `match` pattern binds.
    pub bindings: Option<PatternId>,
    /// A further condition.
    pub guard: Option<ExprId>,
    /// Whether it stands for whatever no other case does.
    pub default: bool,
    /// Its statements.
    pub body: Block,
    /// Whether control goes on into the next case unless something leaves it.
    pub falls_through: bool,
    /// The whole case.
    pub span: Span,
}

/// One context of a `with`.
#[derive(Clone, Copy, Debug)]
pub struct WithItem {
    /// What is entered.
    pub context: ExprId,
    /// What it is bound to.
    pub target: Option<PatternId>,
}

/// An import statement.
#[derive(Clone, Copy, Debug)]
pub struct Import {
    /// Module as written, without the leading dots of Python.
    pub module: Name,
    /// Number of leading dots in Python.
    pub level: u32,
    /// What is imported.
    pub items: List<ImportItem>,
    /// Where the module's name stands.
    pub module_span: Span,
}

/// One imported name.
#[derive(Clone, Copy, Debug)]
pub struct ImportItem {
    /// What of the module.
    pub imported: Imported,
    /// The variable it is bound to; `import a.b` binds `a`.
    pub local: Name,
    /// Where it stands.
    pub span: Span,
}

/// What an import takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Imported {
    /// One export by name; `default` for the default export.
    Member(Name),
    /// The module itself: `import * as name`, `import a.b as name`.
    Module,
    /// `import a.b`: the first part of the module's name.
    Root,
    /// `from module import *`.
    All,
}

/// An export of a JavaScript module.
#[derive(Clone, Copy, Debug)]
pub enum Export {
    /// `export default value`.
    Default(ExprId),
    /// `export` before a declaration: the names it binds are exported.
    Declaration(StmtId),
    /// `export { local as exported }`, from here or from another module.
    Names {
        /// The other module.
        module: Option<Name>,
        /// Names.
        items: List<ExportItem>,
    },
    /// `export * from module`, `export * as name from module`.
    All {
        /// The other module.
        module: Name,
        /// The name all of it gets.
        exported: Option<Name>,
    },
}

/// One exported name.
#[derive(Clone, Copy, Debug)]
pub struct ExportItem {
    /// The variable, or the export of the other module.
    pub local: Name,
    /// The name it is exported by.
    pub exported: Name,
    /// Where it stands.
    pub span: Span,
}

/// A function, method, arrow or lambda.
#[derive(Clone, Copy, Debug)]
pub struct Function {
    /// The whole function.
    pub span: Span,
    /// Its own name.
    pub name: Option<Name>,
    /// Where the name stands; where the function begins if it has none.
    pub name_span: Span,
    /// Parameters in order.
    pub parameters: List<Parameter>,
    /// Its statements; `x => value` is one return.
    pub body: Block,
    /// Decorators, outermost first.
    pub decorators: List<ExprId>,
    /// Whether `this` is the surrounding one.
    pub arrow: bool,
    /// Whether it is asynchronous.
    pub asynchronous: bool,
    /// Whether it is a generator.
    pub generator: bool,
}

/// One parameter.
#[derive(Clone, Copy, Debug)]
pub struct Parameter {
    /// What it is bound to.
    pub pattern: PatternId,
    /// The value without an argument.
    pub default: Option<ExprId>,
    /// Its type, kept because some frameworks read it.
    pub annotation: Option<ExprId>,
    /// Its decorators (TypeScript), by which some frameworks name what they pass.
    pub decorators: List<ExprId>,
    /// How arguments reach it.
    pub kind: ParameterKind,
}

/// How arguments reach a parameter.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ParameterKind {
    /// By position, and in Python by name.
    Normal,
    /// By name only.
    Keyword,
    /// All further positions: `*args`, `...args`.
    Rest,
    /// All further keywords: `**kwargs`.
    KeywordRest,
}

/// A class.
#[derive(Clone, Copy, Debug)]
pub struct Class {
    /// The whole class.
    pub span: Span,
    /// Its own name.
    pub name: Option<Name>,
    /// Where the name stands.
    pub name_span: Span,
    /// What it extends.
    pub bases: List<ExprId>,
    /// Its members in order.
    pub members: List<Member>,
    /// Decorators, outermost first.
    pub decorators: List<ExprId>,
    /// Other statements of its body (Python).
    pub body: Block,
}

/// One member of a class.
#[derive(Clone, Copy, Debug)]
pub struct Member {
    /// Its name; a constructor is `constructor` or `__init__`.
    pub name: PropertyKey,
    /// Where the name stands.
    pub name_span: Span,
    /// What it is.
    pub kind: MemberKind,
    /// Its annotation, for fields of Python.
    pub annotation: Option<ExprId>,
    /// Whether it belongs to the class and not to its instances (`static`, `@staticmethod`, `@classmethod`).
    pub fixed: bool,
}

/// Kinds of members.
#[derive(Clone, Copy, Debug)]
pub enum MemberKind {
    /// A method.
    Method(FunctionId),
    /// Runs when the member is read.
    Getter(FunctionId),
    /// Runs when the member is written.
    Setter(FunctionId),
    /// A field and what it begins with.
    Field(Option<ExprId>),
}

/// A source text as a tree.
#[derive(Debug)]
pub struct Tree {
    language: Language,
    body: Block,
    names: Vec<Box<str>>,
    pools: Pools,
}

macro_rules! pools {
    ($($field:ident: $item:ty),* $(,)?) => {
        /// One arena per kind of part.
        #[derive(Debug, Default)]
        #[doc(hidden)]
        pub struct Pools {
            $($field: Vec<$item>,)*
        }

        impl Pools {
            fn shrink_to_fit(&mut self) {
                $(self.$field.shrink_to_fit();)*
            }
        }

        $(
            impl Pooled for $item {
                fn pool(pools: &Pools) -> &Vec<Self> {
                    &pools.$field
                }

                fn pool_mut(pools: &mut Pools) -> &mut Vec<Self> {
                    &mut pools.$field
                }
            }
        )*
    };
}

/// An item that lists hold.
pub trait Pooled: Copy + sealed::Sealed {
    #[doc(hidden)]
    fn pool(pools: &Pools) -> &Vec<Self>;
    #[doc(hidden)]
    fn pool_mut(pools: &mut Pools) -> &mut Vec<Self>;
}

mod sealed {
    pub trait Sealed {}
    impl<T: Copy> Sealed for T {}
}

pools! {
    exprs: Expr,
    patterns: Pattern,
    stmts: Stmt,
    functions: Function,
    classes: Class,
    expr_ids: ExprId,
    pattern_ids: PatternId,
    stmt_ids: StmtId,
    name_ids: Name,
    arguments: Argument,
    pieces: Piece,
    properties: Property,
    pattern_properties: PatternProperty,
    clauses: Clause,
    handlers: Handler,
    cases: Case,
    with_items: WithItem,
    import_items: ImportItem,
    export_items: ExportItem,
    parameters: Parameter,
    members: Member,
}

const NO_SPAN: Span = Span::new(0, 0);
const UNKNOWN_EXPR: Expr = Expr { span: NO_SPAN, kind: ExprKind::Unknown };
const IGNORED: Pattern = Pattern { span: NO_SPAN, kind: PatternKind::Ignore };
const NOTHING: Stmt = Stmt { span: NO_SPAN, kind: StmtKind::Empty };

impl Tree {
    /// The language it came from.
    pub const fn language(&self) -> Language {
        self.language
    }

    /// The statements of the module.
    pub const fn body(&self) -> Block {
        self.body
    }

    /// The text of a name, empty for a name of another tree.
    pub fn text(&self, name: Name) -> &str {
        self.names.get(name.index()).map_or("", |text| text)
    }

    /// Every distinct text; a [`Name`] is a position in it.
    pub fn names(&self) -> &[Box<str>] {
        &self.names
    }

    /// An expression.
    pub fn expr(&self, id: ExprId) -> Expr {
        self.pools.exprs.get(id.index()).copied().unwrap_or(UNKNOWN_EXPR)
    }

    /// A pattern.
    pub fn pattern(&self, id: PatternId) -> Pattern {
        self.pools.patterns.get(id.index()).copied().unwrap_or(IGNORED)
    }

    /// A statement.
    pub fn stmt(&self, id: StmtId) -> Stmt {
        self.pools.stmts.get(id.index()).copied().unwrap_or(NOTHING)
    }

    /// A function, if it is one of this tree.
    pub fn function(&self, id: FunctionId) -> Option<&Function> {
        self.pools.functions.get(id.index())
    }

    /// A class, if it is one of this tree.
    pub fn class(&self, id: ClassId) -> Option<&Class> {
        self.pools.classes.get(id.index())
    }

    /// Every function of the text with its id, inner ones too, in the order they end.
    pub fn functions(&self) -> impl Iterator<Item = (FunctionId, &Function)> {
        (0..).map(FunctionId::at).zip(&self.pools.functions)
    }

    /// Every class with its id.
    pub fn classes(&self) -> impl Iterator<Item = (ClassId, &Class)> {
        (0..).map(ClassId::at).zip(&self.pools.classes)
    }

    /// Every expression with its id; parts come before the whole.
    pub fn exprs(&self) -> impl Iterator<Item = (ExprId, &Expr)> {
        (0..).map(ExprId::at).zip(&self.pools.exprs)
    }

    /// Every statement with its id; parts come before the whole.
    pub fn stmts(&self) -> impl Iterator<Item = (StmtId, &Stmt)> {
        (0..).map(StmtId::at).zip(&self.pools.stmts)
    }

    /// The items of a list.
    pub fn list<T: Pooled>(&self, list: List<T>) -> &[T] {
        let start = list.start as usize;
        T::pool(&self.pools).get(start..start + list.len as usize).unwrap_or_default()
    }
}

/// Makes a [`Tree`]; what front ends write into.
#[derive(Debug)]
pub struct TreeBuilder {
    language: Language,
    names: Vec<Box<str>>,
    /// Names by the hash of their text, which is kept once, in `names`.
    known: HashTable<Name>,
    hasher: DefaultHashBuilder,
    pools: Pools,
}

impl TreeBuilder {
    /// An empty tree.
    pub fn new(language: Language) -> Self {
        Self {
            language,
            names: Vec::new(),
            known: HashTable::new(),
            hasher: DefaultHashBuilder::default(),
            pools: Pools::default(),
        }
    }

    /// The name with this text.
    pub fn name(&mut self, text: &str) -> Name {
        let names = &self.names;
        let known = |name: &Name| names.get(name.index()).map_or("", |known| known);
        let hash = |name: &Name| self.hasher.hash_one(known(name));
        match self.known.entry(self.hasher.hash_one(text), |name| known(name) == text, hash) {
            Entry::Occupied(entry) => *entry.get(),
            Entry::Vacant(entry) => {
                let name = Name::at(count(names.len()));
                entry.insert(name);
                self.names.push(Box::from(text));
                name
            }
        }
    }

    /// Adds an expression.
    pub fn expr(&mut self, span: Span, kind: ExprKind) -> ExprId {
        ExprId::at(self.push(Expr { span, kind }))
    }

    /// Adds a pattern.
    pub fn pattern(&mut self, span: Span, kind: PatternKind) -> PatternId {
        PatternId::at(self.push(Pattern { span, kind }))
    }

    /// Adds a statement.
    pub fn stmt(&mut self, span: Span, kind: StmtKind) -> StmtId {
        StmtId::at(self.push(Stmt { span, kind }))
    }

    /// Adds a function.
    pub fn function(&mut self, function: Function) -> FunctionId {
        FunctionId::at(self.push(function))
    }

    /// Adds a class.
    pub fn class(&mut self, class: Class) -> ClassId {
        ClassId::at(self.push(class))
    }

    /// Adds a list of items that were made before.
    pub fn list<T: Pooled>(&mut self, items: &[T]) -> List<T> {
        let pool = T::pool_mut(&mut self.pools);
        let start = count(pool.len());
        pool.extend_from_slice(items);
        List { start, len: count(items.len()), items: PhantomData }
    }

    /// What was added so far, to look at while building.
    pub fn built_expr(&self, id: ExprId) -> Expr {
        self.pools.exprs.get(id.index()).copied().unwrap_or(UNKNOWN_EXPR)
    }

    /// A pattern that was added.
    pub fn built_pattern(&self, id: PatternId) -> Pattern {
        self.pools.patterns.get(id.index()).copied().unwrap_or(IGNORED)
    }

    /// A statement that was added.
    pub fn built_stmt(&self, id: StmtId) -> Stmt {
        self.pools.stmts.get(id.index()).copied().unwrap_or(NOTHING)
    }

    /// A function that was added.
    pub fn built_function(&self, id: FunctionId) -> Option<&Function> {
        self.pools.functions.get(id.index())
    }

    /// A class that was added.
    pub fn built_class(&self, id: ClassId) -> Option<&Class> {
        self.pools.classes.get(id.index())
    }

    /// The items of a list that was added.
    pub fn built_list<T: Pooled>(&self, list: List<T>) -> &[T] {
        let start = list.start as usize;
        T::pool(&self.pools).get(start..start + list.len as usize).unwrap_or_default()
    }

    /// The finished tree, with the statements of the module.
    pub fn finish(self, body: Block) -> Tree {
        let mut tree = Tree { language: self.language, body, names: self.names, pools: self.pools };
        // Trees of a whole application are kept at once, so none keeps room for growth.
        tree.names.shrink_to_fit();
        tree.pools.shrink_to_fit();
        tree
    }

    fn push<T: Pooled>(&mut self, item: T) -> u32 {
        let pool = T::pool_mut(&mut self.pools);
        pool.push(item);
        count(pool.len() - 1)
    }
}

/// Sources are limited to far less than 4 GB, so that positions fit.
fn count(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}

/// Turns byte positions into lines and columns.
#[derive(Clone, Debug, Default)]
pub struct LineIndex {
    starts: Vec<u32>,
}

impl LineIndex {
    /// Reads where the lines of `source` begin.
    pub fn new(source: &str) -> Self {
        let breaks = source.bytes().zip(1u32..).filter(|(byte, _)| *byte == b'\n').map(|(_, next)| next);
        Self { starts: core::iter::once(0).chain(breaks).collect() }
    }

    /// Line of a byte, from 1.
    pub fn line(&self, offset: u32) -> u32 {
        count(self.starts.partition_point(|start| *start <= offset))
    }

    /// The byte at which a line begins, by its number from 1.
    pub fn start(&self, line: u32) -> Option<u32> {
        self.starts.get(line.checked_sub(1)? as usize).copied()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_texts_share_a_name() {
        let mut builder = TreeBuilder::new(Language::Python);
        let (first, second, third) = (builder.name("a"), builder.name("b"), builder.name("a"));
        assert_eq!(first, third);
        assert_ne!(first, second);
        let tree = builder.finish(List::default());
        assert_eq!(tree.text(second), "b");
    }

    #[test]
    fn a_foreign_id_is_an_unknown_part() {
        let tree = TreeBuilder::new(Language::JavaScript).finish(List::default());
        assert!(matches!(tree.expr(ExprId::at(7)).kind, ExprKind::Unknown));
        assert!(tree.list(List::<ExprId> { start: 4, len: 9, items: PhantomData }).is_empty());
        assert!(tree.function(FunctionId::at(0)).is_none());
    }

    /// A tree takes most of the memory of a scan, and expressions take most of a tree.
    #[test]
    fn parts_are_small() {
        assert!(size_of::<Expr>() <= 32, "{}", size_of::<Expr>());
        assert!(size_of::<Stmt>() <= 48, "{}", size_of::<Stmt>());
        assert!(size_of::<Argument>() <= 24, "{}", size_of::<Argument>());
    }

    #[test]
    fn lines_count_from_one() {
        let lines = LineIndex::new("a\nbc\n\nd");
        assert_eq!([0, 1, 2, 4, 5, 6].map(|offset| lines.line(offset)), [1, 1, 2, 2, 3, 4]);
        assert_eq!((lines.start(2), lines.start(9)), (Some(2), None));
    }
}
