//! JavaScript, TypeScript and markup.

use super::{BASE_BYTES, DEEPEST, DEEPEST_UNCERTAIN, Depth, LEVEL_BYTES, Need, is_word};
use crate::Dialect;
use crate::tree::Span;
use alloc::vec::Vec;

/// What a source needs.
pub(crate) fn javascript(source: &str, dialect: Dialect) -> Need {
    let coarse = coarse(source.as_bytes());
    let mut levels = coarse;
    if coarse > DEEPEST {
        let depth = Scan::new(source, dialect).run();
        if let Some(start) = depth.too_deep {
            return Need::TooDeep(Span::new(start, start + 1));
        }
        if depth.certain {
            levels = depth.most;
        } else if coarse > DEEPEST_UNCERTAIN {
            return Need::TooDeep(Span::default());
        }
    }
    Need::Stack(BASE_BYTES + levels as usize * LEVEL_BYTES)
}

/// Everything that could make the parser call itself, whether or not it stands in a text or comment. More than
/// [`DEEPEST_UNCERTAIN`] is not counted on: then only the fine bound helps.
fn coarse(source: &[u8]) -> u32 {
    let (mut count, mut before, mut name) = (0u32, 0u8, false);
    for (at, byte) in source.iter().copied().enumerate() {
        count += u32::from(OPENS.contains(&byte) || name && byte == b'.');
        name &= byte != b'{';
        if byte.is_ascii_lowercase() && !is_word(before) {
            let rest = source.get(at..).unwrap_or_default();
            count += u32::from(starts_with(rest, RECURSIVE));
            name |= starts_with(rest, NAMESPACE);
        }
        if count > DEEPEST_UNCERTAIN {
            break;
        }
        before = byte;
    }
    count
}

const OPENS: &[u8] = b"([{<>!~+-*%&|^=?:";

/// Words after which the parser may call itself without any of the signs of [`OPENS`].
const RECURSIVE: &[&[u8]] = &[
    b"asserts",
    b"await",
    b"delete",
    b"do",
    b"extends",
    b"infer",
    b"keyof",
    b"new",
    b"readonly",
    b"typeof",
    b"unique",
    b"void",
    b"yield",
];

/// Words before a name that makes the parser call itself for each of its points.
const NAMESPACE: &[&[u8]] = &[b"module", b"namespace"];

fn starts_with(rest: &[u8], words: &[&[u8]]) -> bool {
    words.iter().any(|word| rest.starts_with(word) && !rest.get(word.len()).is_some_and(|next| is_word(*next)))
}

/// What the text at a level is made of.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Mode {
    Code,
    Template,
    /// Inside `<` and `>` of markup.
    Tag,
    /// Between the tags of an element.
    Children,
}

/// What stands before the next token.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Before {
    /// An operand is due: a slash begins a regular expression, `<` markup.
    Operator,
    /// A value: a slash divides.
    Value,
    /// Either, as after the body of a function that may be an expression.
    Unknown,
}

/// One open bracket, template or element.
#[derive(Clone, Copy)]
struct Level {
    mode: Mode,
    open: u8,
    /// What the closing bracket leaves behind.
    leaves: Before,
    /// Depth outside of this level.
    outside: u32,
    /// Prefixes and powers of the present operand.
    prefixes: u32,
    /// Ternaries, arrows and assignments since the last comma.
    chain: u32,
    /// Statements in statements, types in types.
    nested: u32,
    /// Type arguments that are open.
    angles: u32,
    /// Whether points are counted, as in the name of a namespace.
    name: bool,
    /// Whether a statement may have ended: it has unless `else` or its like follows.
    ended: bool,
}

impl Level {
    fn new(mode: Mode, open: u8, outside: u32) -> Self {
        Self {
            mode,
            open,
            leaves: Before::Value,
            outside,
            prefixes: 0,
            chain: 0,
            nested: 0,
            angles: 0,
            name: false,
            ended: false,
        }
    }

    fn depth(&self) -> u32 {
        self.outside + 1 + self.prefixes + self.chain + self.nested + self.angles
    }

    fn restart(&mut self) {
        *self = Self { leaves: self.leaves, ..Self::new(self.mode, self.open, self.outside) };
    }
}

struct Scan<'s> {
    source: &'s str,
    bytes: &'s [u8],
    at: usize,
    markup: bool,
    types: bool,
    /// The innermost level, and those around it.
    level: Level,
    around: Vec<Level>,
    before: Before,
    /// The last word, if nothing but it stands before.
    word: &'s [u8],
    /// The last sign, or 0 after a word.
    sign: u8,
    /// Whether a line ended since the last token.
    newline: bool,
    depth: Depth,
}

impl<'s> Scan<'s> {
    fn new(source: &'s str, dialect: Dialect) -> Self {
        Self {
            source,
            bytes: source.as_bytes(),
            at: 0,
            markup: dialect != Dialect::TypeScript,
            types: dialect != Dialect::JavaScript,
            level: Level::new(Mode::Code, 0, 0),
            around: Vec::new(),
            before: Before::Operator,
            word: b"",
            sign: b';',
            newline: true,
            depth: Depth::new(),
        }
    }

    fn run(mut self) -> Depth {
        if self.bytes.starts_with(b"#!") {
            self.line_comment();
        }
        while let (Some(byte), None) = (self.peek(0), self.depth.too_deep) {
            match self.level.mode {
                Mode::Code => self.code(byte),
                Mode::Template => self.template(byte),
                Mode::Tag => self.tag(byte),
                Mode::Children => self.children(byte),
            }
        }
        self.depth
    }

    fn peek(&self, ahead: usize) -> Option<u8> {
        self.bytes.get(self.at + ahead).copied()
    }

    fn rest(&self) -> &'s [u8] {
        self.bytes.get(self.at..).unwrap_or_default()
    }

    fn push(&mut self, mode: Mode, open: u8) {
        let inner = Level::new(mode, open, self.level.depth());
        self.depth.reach(inner.depth(), self.at);
        self.around.push(core::mem::replace(&mut self.level, inner));
    }

    /// Closes the innermost level; the outermost stays.
    fn pop(&mut self) -> Before {
        match self.around.pop() {
            Some(level) => core::mem::replace(&mut self.level, level).leaves,
            None => Before::Value,
        }
    }

    fn deepen(&mut self, change: impl FnOnce(&mut Level)) {
        change(&mut self.level);
        self.depth.reach(self.level.depth(), self.at);
    }

    fn uncertain(&mut self) {
        self.depth.certain = false;
    }

    fn code(&mut self, byte: u8) {
        match byte {
            b'\n' | b'\r' => {
                self.newline = true;
                self.at += 1;
            }
            b' ' | b'\t' | 0x0b | 0x0c => self.at += 1,
            b'/' if self.peek(1) == Some(b'/') => self.line_comment(),
            b'/' if self.peek(1) == Some(b'*') => self.block_comment(),
            _ if byte >= 0x80 && self.wide_space() => {}
            _ if is_word(byte) || byte == b'\\' || byte == b'#' => self.read_word(),
            _ => {
                self.settle(b"");
                self.sign_token(byte);
                self.newline = false;
            }
        }
    }

    /// Whether a statement has ended before this token, which is a word or (empty) a sign.
    fn settle(&mut self, word: &[u8]) {
        let two_values = !word.is_empty() && self.before != Before::Operator && (self.newline || self.sign == b'}');
        let level = &mut self.level;
        if level.ended {
            level.ended = false;
            if !matches!(word, b"else" | b"while" | b"catch" | b"finally") {
                level.restart();
            }
        } else if two_values && !CONTINUING.contains(&word) {
            level.restart();
        }
    }

    fn read_word(&mut self) {
        let start = self.at;
        while let Some(byte) = self.peek(0) {
            match byte {
                // The braces of `\u{…}` are no brackets.
                b'\\' => self.at += if self.rest().starts_with(b"\\u{") { 3 } else { 1 },
                b'}' if self.bytes.get(start..self.at).is_some_and(|word| word.contains(&b'\\')) => self.at += 1,
                b'#' => self.at += 1,
                _ if byte >= 0x80 && self.space_width() > 0 => break,
                _ if is_word(byte) => self.at += 1,
                _ => break,
            }
        }
        let word = self.bytes.get(start..self.at).unwrap_or_default();
        let member = self.sign == b'.';
        self.settle(if member { b"" } else { word });
        self.before = if member { Before::Value } else { self.after_word(word) };
        (self.word, self.sign, self.newline) = (if member { b"" } else { word }, 0, false);
    }

    fn after_word(&mut self, word: &[u8]) -> Before {
        match word {
            b"typeof" | b"void" | b"delete" | b"new" => {
                self.deepen(|level| level.prefixes += 1);
                Before::Operator
            }
            b"await" => {
                self.deepen(|level| level.prefixes += 1);
                Before::Unknown
            }
            b"extends" => {
                self.deepen(|level| level.chain += 1);
                Before::Operator
            }
            // They are names as well.
            b"yield" | b"keyof" | b"readonly" | b"infer" | b"unique" | b"asserts" => {
                self.deepen(|level| level.chain += 1);
                Before::Unknown
            }
            b"if" | b"for" | b"while" | b"do" | b"with" => {
                self.deepen(|level| level.nested += 1);
                Before::Operator
            }
            b"case" | b"default" => {
                self.level.restart();
                Before::Operator
            }
            b"module" | b"namespace" => {
                self.level.name = true;
                Before::Value
            }
            b"else" | b"return" | b"throw" | b"in" | b"instanceof" => Before::Operator,
            b"of" => Before::Unknown,
            _ => Before::Value,
        }
    }

    fn sign_token(&mut self, byte: u8) {
        let before = self.before;
        self.before = Before::Operator;
        match byte {
            b'\'' | b'"' => self.text(byte),
            b'`' => {
                self.push(Mode::Template, byte);
                self.at += 1;
            }
            b'/' => self.slash(before),
            b'<' if self.markup && before != Before::Value && self.element(before) => {}
            b'<' => self.less(before),
            b'(' | b'[' | b'{' => self.open(byte, before),
            b')' | b']' | b'}' => self.close(byte),
            _ => self.operator(byte, before),
        }
        self.sign = byte;
        self.word = b"";
    }

    fn operator(&mut self, byte: u8, before: Before) {
        let next = self.peek(1).unwrap_or_default();
        self.at += 1;
        let ends_operand = before == Before::Value && b"+-*/%&|^=?:,".contains(&byte) && next != b'.' && next != b'*';
        if ends_operand {
            self.level.prefixes = 0;
        }
        match byte {
            b'+' | b'-' if next == byte => {
                // At the beginning of a line `-->` ends a comment of HTML.
                if byte == b'-' && self.newline && self.peek(1) == Some(b'>') {
                    self.uncertain();
                }
                self.at += 1;
                self.deepen(|level| level.prefixes += 1);
                self.before = before;
            }
            b'+' | b'-' if before != Before::Value => self.deepen(|level| level.prefixes += 1),
            b'!' if next == b'=' => self.skip(b'='),
            // In TypeScript `value!` is a value.
            b'!' if before == Before::Value && self.types && !self.newline => self.before = Before::Value,
            b'!' | b'~' => self.deepen(|level| level.prefixes += 1),
            b':' => self.deepen(|level| level.chain += 1),
            b'=' if next == b'=' => self.skip(b'='),
            b'=' => {
                self.at += usize::from(next == b'>');
                self.deepen(|level| level.chain += 1);
            }
            b'>' => self.greater(next),
            b'?' if next == b'?' => self.at += 1,
            // A member follows: as after a plain point, a keyword is none there.
            b'?' if next == b'.' => self.before = before,
            b'?' => self.deepen(|level| level.chain += 1),
            b'*' if next == b'*' => {
                self.at += 1;
                self.deepen(|level| level.prefixes += 1);
            }
            b',' => (self.level.prefixes, self.level.chain) = (0, 0),
            b';' => self.level.ended = true,
            b'.' => {
                self.before = before;
                let point = u32::from(self.level.name);
                self.deepen(|level| level.nested += point);
            }
            _ => {}
        }
    }

    fn skip(&mut self, byte: u8) {
        while self.peek(0) == Some(byte) {
            self.at += 1;
        }
    }

    fn less(&mut self, before: Before) {
        if self.rest().starts_with(b"<!--") {
            self.uncertain();
        }
        self.at += 1;
        if before == Before::Value && self.peek(0) == Some(b'<') {
            // A shift; with types perhaps two lists of types.
            self.at += 1;
            self.level.angles += u32::from(self.types);
        }
        if self.types {
            // Before an operand it is a cast, or the types of an arrow.
            let prefix = u32::from(before != Before::Value);
            self.deepen(|level| (level.angles, level.chain) = (level.angles + 1, level.chain + prefix));
        }
    }

    fn greater(&mut self, next: u8) {
        if next == b'=' {
            self.at += 1;
        } else if self.types {
            let level = &mut self.level;
            level.angles = level.angles.saturating_sub(1);
            // After type arguments a slash divides, after `>` it begins an expression.
            self.before = Before::Unknown;
        }
    }

    fn open(&mut self, byte: u8, before: Before) {
        let (word, sign) = (self.word, self.sign);
        self.push(Mode::Code, byte);
        let leaves = match byte {
            b'(' if matches!(word, b"if" | b"for" | b"while" | b"with" | b"switch" | b"catch") => Before::Operator,
            // `for await (…)`, and a call of something called so.
            b'(' if word == b"await" => Before::Unknown,
            b'{' => after_braces(word, sign, before),
            _ => Before::Value,
        };
        self.level.leaves = leaves;
        self.at += 1;
    }

    fn close(&mut self, byte: u8) {
        let open = match byte {
            b')' => b'(',
            b']' => b'[',
            _ => b'{',
        };
        self.at += 1;
        self.before = Before::Value;
        if self.level.open != open {
            // Not what is open here: an error for the parser.
            self.uncertain();
            return;
        }
        self.before = self.pop();
        if byte == b'}' && self.before == Before::Operator {
            self.level.ended = true;
        }
    }

    fn slash(&mut self, before: Before) {
        match before {
            Before::Value => {
                self.level.prefixes = 0;
                self.at += 1;
            }
            Before::Operator => self.regex(),
            Before::Unknown => {
                self.uncertain();
                self.at += 1;
            }
        }
    }

    fn regex(&mut self) {
        let mut class = false;
        self.at += 1;
        while let Some(byte) = self.peek(0) {
            self.at += 1;
            match byte {
                b'\\' if !matches!(self.peek(0), Some(b'\n' | b'\r')) => self.at += 1,
                b'[' => class = true,
                b']' => class = false,
                b'/' if !class => {
                    self.before = Before::Value;
                    return;
                }
                b'\n' | b'\r' => break,
                _ => {}
            }
        }
        self.uncertain();
    }

    fn text(&mut self, quote: u8) {
        self.before = Before::Value;
        self.at += 1;
        while let Some(byte) = self.peek(0) {
            self.at += 1;
            match byte {
                b'\\' => self.at += if self.rest().starts_with(b"\r\n") { 2 } else { 1 },
                b'\n' | b'\r' => break,
                _ if byte == quote => return,
                _ => {}
            }
        }
        self.uncertain();
    }

    fn template(&mut self, byte: u8) {
        self.at += 1;
        match byte {
            b'\\' => self.at += 1,
            b'`' => self.before = self.pop(),
            b'$' if self.peek(0) == Some(b'{') => {
                self.push(Mode::Code, b'{');
                self.at += 1;
                (self.before, self.sign, self.word) = (Before::Operator, b'{', b"");
            }
            _ => {}
        }
    }

    /// Whether `<` begins an element; then its level is open.
    fn element(&mut self, before: Before) -> bool {
        let rest = self.rest().get(1..).unwrap_or_default();
        let name = rest.iter().take_while(|byte| is_word(**byte) || matches!(byte, b'.' | b'-' | b':')).count();
        let after = rest.get(name..).unwrap_or_default().trim_ascii_start();
        let generic = after.starts_with(b",") || after.starts_with(b"extends ") || after.starts_with(b"=");
        if self.types && (generic || rest.starts_with(b"const ")) {
            return false;
        }
        if before == Before::Unknown || self.types && after.starts_with(b"<") {
            self.uncertain();
        }
        if name == 0 && !rest.starts_with(b">") {
            return false;
        }
        // `<T>(…)` is an element with text or, where a type is due, a function.
        if self.types && rest.get(name..).is_some_and(|after| after.starts_with(b">(")) {
            self.uncertain();
        }
        self.push(Mode::Tag, b'<');
        self.at += 1 + name;
        true
    }

    fn tag(&mut self, byte: u8) {
        match byte {
            b'/' if self.peek(1) == Some(b'/') => self.line_comment(),
            b'/' if self.peek(1) == Some(b'*') => self.block_comment(),
            b'/' => {
                self.at += 1;
                let space = self.rest().iter().take_while(|byte| byte.is_ascii_whitespace()).count();
                if self.peek(space) == Some(b'>') {
                    self.at += space + 1;
                    self.end_element();
                }
            }
            b'>' => {
                self.at += 1;
                self.level.mode = Mode::Children;
            }
            b'{' => self.held(),
            b'<' => {
                // An element as the value of an attribute, or type arguments.
                self.uncertain();
                self.push(Mode::Tag, byte);
                self.at += 1;
            }
            b'\'' | b'"' => {
                let end = self.rest().iter().skip(1).position(|other| *other == byte);
                self.at = end.map_or(self.bytes.len(), |length| self.at + length + 2);
            }
            _ => self.at += 1,
        }
    }

    fn children(&mut self, byte: u8) {
        match byte {
            b'{' => self.held(),
            b'<' if closes(self.rest()) => {
                let end = self.rest().iter().position(|byte| *byte == b'>');
                self.at = end.map_or(self.bytes.len(), |length| self.at + length + 1);
                self.end_element();
            }
            b'<' => {
                self.push(Mode::Tag, byte);
                self.at += 1;
            }
            _ => self.at += 1,
        }
    }

    /// `{value}` in markup.
    fn held(&mut self) {
        self.push(Mode::Code, b'{');
        self.at += 1;
        (self.before, self.sign, self.word) = (Before::Operator, b'{', b"");
    }

    fn end_element(&mut self) {
        self.before = self.pop();
        (self.sign, self.word) = (b'>', b"");
    }

    fn line_comment(&mut self) {
        while let Some(byte) = self.peek(0) {
            if matches!(byte, b'\n' | b'\r') || self.rest().starts_with("\u{2028}".as_bytes()) {
                return;
            }
            if self.rest().starts_with("\u{2029}".as_bytes()) {
                return;
            }
            self.at += 1;
        }
    }

    fn block_comment(&mut self) {
        self.at += 2;
        while let Some(byte) = self.peek(0) {
            self.newline |= byte == b'\n';
            self.at += 1;
            if byte == b'*' && self.peek(0) == Some(b'/') {
                self.at += 1;
                return;
            }
        }
    }

    /// Skips white space outside of ASCII, and says whether there was some.
    fn wide_space(&mut self) -> bool {
        let width = self.space_width();
        self.newline |= width > 0;
        self.at += width;
        width > 0
    }

    fn space_width(&self) -> usize {
        let next = self.source.get(self.at..).and_then(|rest| rest.chars().next());
        next.filter(|next| next.is_whitespace() || *next == '\u{feff}').map_or(0, char::len_utf8)
    }
}

/// Words that go on with a statement although a value stands before them.
const CONTINUING: &[&[u8]] = &[
    b"as",
    b"catch",
    b"else",
    b"extends",
    b"finally",
    b"from",
    b"implements",
    b"in",
    b"instanceof",
    b"is",
    b"of",
    b"satisfies",
    b"while",
];

/// `</`, perhaps with space between.
fn closes(rest: &[u8]) -> bool {
    rest.get(1..).unwrap_or_default().trim_ascii_start().starts_with(b"/")
}

/// What stands behind a pair of braces, told by what stands before it.
fn after_braces(word: &[u8], sign: u8, before: Before) -> Before {
    match sign {
        b';' | b'{' | b'}' if before == Before::Operator => Before::Operator,
        b')' if before == Before::Operator => Before::Operator,
        0 if matches!(word, b"else" | b"do" | b"try" | b"finally") => Before::Operator,
        0 if matches!(word, b"return" | b"typeof" | b"in" | b"case" | b"throw" | b"void") => Before::Value,
        b'=' | b'(' | b'[' | b',' | b'?' | b'+' | b'&' | b'|' => Before::Value,
        // The body of a function or class that may be a statement or an expression, or what stands after a colon.
        _ => Before::Unknown,
    }
}
