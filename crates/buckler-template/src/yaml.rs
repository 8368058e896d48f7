//! YAML with places: the events of `saphyr-parser` become the tree, its character positions become byte positions,
//! short-form tags become the mapping they stand for.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};

use saphyr_parser::{Event, Marker, Parser, ScalarStyle, ScanError, Tag};

use crate::node::{Entry, Key, MAX_DEPTH, MAX_NODES, Node, Value};
use crate::source::{FileId, ParseError, Span};
use crate::yaml_indent::Indented;

/// Parses the first document of `text`.
pub(crate) fn parse(text: &str, file: FileId) -> Result<Node, ParseError> {
    let refused = match parse_strictly(text, file) {
        Err(error) if is_indentation(&error) => error,
        result => return result,
    };
    let mut indented = Indented::new(text);
    let mut error = refused.clone();
    while is_indentation(&error) && indented.move_right(error.span.start, error.message.contains("quoted")) {
        match parse_strictly(&indented.text, file) {
            Ok(mut root) => {
                indented.placed(&mut root);
                return Ok(root);
            }
            Err(next) => error = next,
        }
    }
    Err(refused)
}

fn is_indentation(error: &ParseError) -> bool {
    error.message.starts_with("invalid indentation")
}

fn parse_strictly(text: &str, file: FileId) -> Result<Node, ParseError> {
    let mut builder = Builder {
        text,
        file,
        offsets: byte_offsets(text),
        open: Vec::new(),
        anchors: HashMap::new(),
        nodes: 0,
        copied: 0,
    };
    for event in Parser::new_from_str(text) {
        let (event, span) = event.map_err(|error| builder.scan_error(&error))?;
        let span = builder.span(span.start, span.end);
        if let Some(root) = builder.event(event, span)? {
            return Ok(root);
        }
    }
    Ok(Node { span: Span { file, line: 1, column: 1, ..Span::default() }, value: Value::Null })
}

/// Byte offset of each character, one past the end included; empty when every character is one byte.
fn byte_offsets(text: &str) -> Vec<usize> {
    if text.is_ascii() {
        return Vec::new();
    }
    text.char_indices().map(|(offset, _)| offset).chain([text.len()]).collect()
}

/// A collection whose end has not come yet.
struct Open {
    anchor: usize,
    tag: Option<Key>,
    span: Span,
    is_map: bool,
    items: Vec<Node>,
    entries: Vec<Entry>,
    key: Option<Node>,
}

struct Builder<'a> {
    text: &'a str,
    file: FileId,
    offsets: Vec<usize>,
    open: Vec<Open>,
    /// Anchored nodes with the number of nodes in each.
    anchors: HashMap<usize, (Node, usize)>,
    nodes: usize,
    /// Nodes copied for anchors.
    copied: usize,
}

impl Builder<'_> {
    /// Takes one event; the root when it is complete.
    fn event(&mut self, event: Event<'_>, span: Span) -> Result<Option<Node>, ParseError> {
        match event {
            Event::Scalar(text, style, anchor, tag) => {
                let tag = self.tag(tag.as_deref(), span);
                let span = self.scalar_span(span, style);
                let value = scalar(text, style, tag.is_some());
                self.finish(Node { span, value }, anchor, tag)
            }
            Event::Alias(anchor) => self.alias(anchor, span),
            Event::SequenceStart(anchor, tag) => self.begin(anchor, tag.as_deref(), span, false),
            Event::MappingStart(anchor, tag) => self.begin(anchor, tag.as_deref(), span, true),
            Event::SequenceEnd | Event::MappingEnd => self.end(span),
            _ => Ok(None),
        }
    }

    fn begin(
        &mut self,
        anchor: usize,
        tag: Option<&Tag>,
        span: Span,
        is_map: bool,
    ) -> Result<Option<Node>, ParseError> {
        if self.open.len() >= MAX_DEPTH {
            return Err(error(span, "nested too deep"));
        }
        let tag = self.tag(tag, span);
        self.open.push(Open { anchor, tag, span, is_map, items: Vec::new(), entries: Vec::new(), key: None });
        Ok(None)
    }

    fn end(&mut self, span: Span) -> Result<Option<Node>, ParseError> {
        let Some(open) = self.open.pop() else { return Ok(None) };
        // The end of a flow collection is its bracket. A block collection ends where its last child does.
        let last_child = match open.is_map {
            true => open.entries.last().map(|entry| entry.value.span.end),
            false => open.items.last().map(|item| item.span.end),
        };
        let end = if span.end > span.start { span.start + 1 } else { last_child.unwrap_or(open.span.end) };
        let value = if open.is_map { Value::Map(merge_keys(open.entries)) } else { Value::List(open.items) };
        let node = Node { span: Span { end: end.max(open.span.start), ..open.span }, value };
        self.finish(node, open.anchor, open.tag)
    }

    /// A complete node goes into the collection it stands in, or is the root.
    fn finish(&mut self, node: Node, anchor: usize, tag: Option<Key>) -> Result<Option<Node>, ParseError> {
        self.nodes += 1;
        let node = match tag {
            Some(key) => Node { span: node.span, value: Value::Map(vec![tagged(key, node)]) },
            None => node,
        };
        if anchor != 0 {
            let size = count(&node);
            // Anchors inside anchors copy what they hold again and again.
            self.copied += size;
            if self.copied > MAX_NODES {
                return Err(error(node.span, "anchors hold too many values"));
            }
            self.anchors.insert(anchor, (node.clone(), size));
        }
        self.place(node)
    }

    fn alias(&mut self, anchor: usize, span: Span) -> Result<Option<Node>, ParseError> {
        let Some((node, size)) = self.anchors.get(&anchor) else {
            return Err(error(span, "alias inside its own anchor"));
        };
        self.nodes += size;
        if self.nodes > MAX_NODES {
            return Err(error(span, "aliases expand to too many values"));
        }
        let is_end = |c: char| c.is_whitespace() || matches!(c, ',' | ']' | '}');
        let end = span.of(self.text).find(is_end).map_or(span.end, |length| span.start + length);
        let node = Node { span: Span { end, ..span }, value: node.value.clone() };
        self.place(node)
    }

    fn place(&mut self, node: Node) -> Result<Option<Node>, ParseError> {
        if self.nodes > MAX_NODES {
            return Err(error(node.span, "too many values"));
        }
        let Some(open) = self.open.last_mut() else { return Ok(Some(node)) };
        if !open.is_map {
            open.items.push(node);
        } else if let Some(key) = open.key.take() {
            let text = key.scalar().unwrap_or_default();
            open.entries.push(Entry { key: Key { text, span: key.span }, value: node });
        } else if matches!(node.value, Value::List(_) | Value::Map(_)) {
            return Err(error(node.span, "a key must be text"));
        } else {
            open.key = Some(node);
        }
        Ok(None)
    }

    /// The long name of a short-form tag and its place. Tags of YAML itself (`!!str`) are no intrinsic functions.
    fn tag(&self, tag: Option<&Tag>, span: Span) -> Option<Key> {
        let tag = tag.filter(|tag| tag.handle == "!" && !tag.suffix.is_empty())?;
        let text = match tag.suffix.as_str() {
            name @ ("Ref" | "Condition") => name.to_owned(),
            name => format!("Fn::{name}"),
        };
        let source = span.of(self.text);
        let token = properties(source).find(|(_, token)| token.starts_with('!'));
        let (before, length) = token.map_or((0, 0), |(at, token)| (at, token.len()));
        let start = span.start + before;
        let skipped = source.get(..before).map_or(0, |skipped| skipped.chars().count());
        let column = span.column.saturating_add(u32::try_from(skipped).unwrap_or(0));
        Some(Key { text, span: Span { start, end: start + length, column, ..span } })
    }

    /// The exact range of a scalar, where the parser's is too wide or too narrow.
    fn scalar_span(&self, span: Span, style: ScalarStyle) -> Span {
        match style {
            ScalarStyle::Plain => span,
            // The parser adds a comment after the closing quote.
            ScalarStyle::SingleQuoted | ScalarStyle::DoubleQuoted => {
                let length = quoted_length(span.of(self.text), style == ScalarStyle::DoubleQuoted);
                Span { end: span.start + length, ..span }
            }
            ScalarStyle::Literal | ScalarStyle::Folded => self.block_span(span),
        }
    }

    /// The parser's range of a block scalar begins at its text: take its `|` or `>` in, and leave blank lines after
    /// it out.
    fn block_span(&self, span: Span) -> Span {
        let before = self.text.get(..span.start).unwrap_or_default();
        let header = before.trim_end().rfind(['|', '>']).unwrap_or(span.start);
        let line_start = before.get(..header).and_then(|text| text.rfind('\n')).map_or(0, |newline| newline + 1);
        let column = self.text.get(line_start..header).map_or(0, |text| text.chars().count());
        let end = span.start + span.of(self.text).trim_end().len();
        let lines = self.text.get(header..span.start).map_or(0, |text| text.matches('\n').count());
        Span {
            start: header,
            end: end.max(header + 1),
            file: span.file,
            line: span.line.saturating_sub(u32::try_from(lines).unwrap_or(0)),
            column: u32::try_from(column + 1).unwrap_or(u32::MAX),
        }
    }

    fn span(&self, start: Marker, end: Marker) -> Span {
        Span {
            file: self.file,
            start: self.offset(start.index()),
            end: self.offset(end.index()),
            line: u32::try_from(start.line()).unwrap_or(u32::MAX),
            column: u32::try_from(start.col() + 1).unwrap_or(u32::MAX),
        }
    }

    fn offset(&self, index: usize) -> usize {
        if self.offsets.is_empty() {
            return index.min(self.text.len());
        }
        self.offsets.get(index).copied().unwrap_or(self.text.len())
    }

    fn scan_error(&self, scan_error: &ScanError) -> ParseError {
        let marker = *scan_error.marker();
        error(self.span(marker, marker), scan_error.info())
    }
}

/// The properties of a node, each with where it stands: an anchor, a tag, or both in any order.
fn properties(source: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let rest = source.get(at..)?;
        let start = at + rest.len() - rest.trim_start().len();
        let token = rest.split_whitespace().next().filter(|token| token.starts_with(['&', '!']))?;
        at = start + token.len();
        Some((start, token))
    })
}

/// Bytes up to and including the closing quote, what stands before the opening one included.
fn quoted_length(source: &str, double: bool) -> usize {
    let quote = if double { '"' } else { '\'' };
    let content = properties(source).last().map_or(0, |(at, token)| at + token.len());
    let mut chars = source.char_indices().skip_while(|(at, c)| *at < content || *c != quote).skip(1).peekable();
    while let Some((offset, c)) = chars.next() {
        let escapes_next =
            if double { c == '\\' } else { c == quote && chars.peek().is_some_and(|(_, next)| *next == quote) };
        if escapes_next {
            chars.next();
        } else if c == quote {
            return offset + 1;
        }
    }
    source.len()
}

fn error(span: Span, message: &str) -> ParseError {
    ParseError { span, message: message.to_owned() }
}

/// The entry a tag stands for. `!GetAtt A.B` has its argument as text, the other form as a list; both stay as written.
fn tagged(key: Key, node: Node) -> Entry {
    let start = key.span.end.min(node.span.end);
    let span = if node.span.start == key.span.start { Span { start, ..node.span } } else { node.span };
    Entry { key, value: Node { span, value: node.value } }
}

fn count(node: &Node) -> usize {
    1 + node.items().iter().map(count).sum::<usize>()
        + node.entries().iter().map(|entry| count(&entry.value)).sum::<usize>()
}

/// What a plain scalar means in YAML 1.2; quoted and tagged ones are text.
fn scalar(text: Cow<'_, str>, style: ScalarStyle, tagged: bool) -> Value {
    if style != ScalarStyle::Plain || tagged {
        return Value::Text(text.into_owned());
    }
    match text.as_ref() {
        "" | "~" | "null" | "Null" | "NULL" => Value::Null,
        "true" | "True" | "TRUE" => Value::Bool(true),
        "false" | "False" | "FALSE" => Value::Bool(false),
        word if is_number(word) => Value::Number(text.into_owned()),
        _ => Value::Text(text.into_owned()),
    }
}

fn is_number(word: &str) -> bool {
    let digits = word.strip_prefix(['-', '+']).unwrap_or(word);
    digits.starts_with(|c: char| c.is_ascii_digit() || c == '.')
        && digits.ends_with(|c: char| c.is_ascii_digit() || c == '.')
        && digits.parse::<f64>().is_ok()
}

/// `<<: *defaults` brings in the entries of another mapping; keys written here win.
fn merge_keys(entries: Vec<Entry>) -> Vec<Entry> {
    if !entries.iter().any(|entry| entry.key.text == "<<") {
        return entries;
    }
    let (merged, mut own): (Vec<_>, Vec<_>) = entries.into_iter().partition(|entry| entry.key.text == "<<");
    let mut known: HashSet<String> = own.iter().map(|entry| entry.key.text.clone()).collect();
    for entry in merged {
        let sources = match entry.value.value {
            Value::List(items) => items,
            _ => vec![entry.value],
        };
        for inherited in sources.into_iter().flat_map(|source| match source.value {
            Value::Map(entries) => entries,
            _ => Vec::new(),
        }) {
            if known.insert(inherited.key.text.clone()) {
                own.push(inherited);
            }
        }
    }
    own
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(text: &str) -> Result<Node, ParseError> {
        super::parse(text, FileId(0))
    }

    fn value<'a>(root: &'a Node, key: &str) -> &'a Node {
        root.get(key).unwrap()
    }

    #[test]
    fn every_key_and_value_knows_its_bytes() {
        let text = "# é\nA: !Ref  Colour\nBé: \"é${A}\" # x\nC: [1, 'it''s'] # 'y'\nD:\n  - a\n  - b: c\n\nE: &e 1\nF: *e # z\n";
        let root = parse(text).unwrap();
        let spans: Vec<_> =
            root.entries().iter().map(|entry| (entry.key.span.of(text), entry.value.span.of(text))).collect();
        let expected = [
            ("A", "!Ref  Colour"),
            ("Bé", "\"é${A}\""),
            ("C", "[1, 'it''s']"),
            ("D", "- a\n  - b: c"),
            ("E", "&e 1"),
            ("F", "*e"),
        ];
        assert_eq!(spans, expected);
        assert_eq!(value(&root, "E").span.to_string(), "9:4");
    }

    #[test]
    fn tags_become_the_mapping_they_stand_for() {
        let text = "A: !Ref X\nB: !GetAtt Q.Arn\nC: !If [Y, !Sub 'z', 1]\nD: &x !Sub q";
        let root = parse(text).unwrap();
        let (name, argument) = value(&root, "A").single().unwrap();
        assert_eq!((name, argument.text(), argument.span.of(text).trim()), ("Ref", Some("X"), "X"));
        assert_eq!(value(&root, "B").single().unwrap().0, "Fn::GetAtt");
        let (name, argument) = value(&root, "C").single().unwrap();
        assert_eq!((name, argument.items()[1].single().unwrap().0), ("Fn::If", "Fn::Sub"));
        let tag = &value(&root, "D").entries()[0].key;
        assert_eq!((tag.text.as_str(), tag.span.of(text)), ("Fn::Sub", "!Sub"));
        let text = "A: &b' !Sub 'x' # y'";
        assert_eq!(value(&parse(text).unwrap(), "A").span.of(text), "&b' !Sub 'x'");
        let text = "A: &!é !Ref x";
        assert_eq!(value(&parse(text).unwrap(), "A").entries()[0].key.span.of(text), "!Ref");
    }

    #[test]
    fn block_scalars_include_their_header_and_no_blank_lines_after() {
        let text = "A: |\n  line1\n   line2\n\nB: >-\n  folded\n  text\n";
        let root = parse(text).unwrap();
        assert_eq!(value(&root, "A").span.of(text), "|\n  line1\n   line2");
        assert_eq!(value(&root, "B").span.of(text), ">-\n  folded\n  text");
        assert_eq!(value(&root, "B").span.to_string(), "5:4");
    }

    #[test]
    fn plain_scalars_follow_yaml_1_2() {
        let root = parse("[true, yes, 010, 1.5, -2, 1e3, ~, 2012-10-17, '5', nan, .inf, e, 1_000]").unwrap();
        let kinds: String = root
            .items()
            .iter()
            .map(|item| match item.value {
                Value::Bool(_) => 'b',
                Value::Number(_) => 'n',
                Value::Null => '0',
                _ => 't',
            })
            .collect();
        assert_eq!(kinds, "btnnnn0tttttt");
    }

    #[test]
    fn aliases_and_merge_keys_are_followed() {
        let root = parse("d: &d {a: 1, b: 2}\ne: {<<: *d, b: 3}\nf: *d").unwrap();
        assert_eq!(value(&root, "e").get("a").unwrap().scalar().as_deref(), Some("1"));
        assert_eq!(value(&root, "e").get("b").unwrap().scalar().as_deref(), Some("3"));
        assert_eq!(value(&root, "f").get("b").unwrap().scalar().as_deref(), Some("2"));
    }

    #[test]
    fn a_bomb_of_aliases_is_refused() {
        let mut text = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n".to_owned();
        for level in 1..12 {
            let items = vec![format!("*a{}", level - 1); 10].join(", ");
            text.push_str(&format!("a{level}: &a{level} [{items}]\n"));
        }
        assert_eq!(parse(&text).unwrap_err().message, "aliases expand to too many values");
    }

    #[test]
    fn deep_nesting_is_refused_not_followed() {
        assert!(parse(&"[".repeat(100_000)).is_err());
        assert!(parse(&"- ".repeat(100_000)).is_err());
    }

    #[test]
    fn flow_collections_and_quotes_may_stand_left_of_their_key() {
        let text = "A:\n  B: [\n    x, # ]\n    'y]'\n  ]\n  C: { D: [\n1,\n2] ,\nE: !Sub \"é\n${F}\"\n}\n  G: last\nH:\n  - [\n  h\n  ]\nI: 'one\ntwo'\nJ: end\n";
        let root = parse(text).unwrap();
        let at = |path: &str| root.path(path).unwrap();
        assert_eq!(at("A.B").span.of(text), "[\n    x, # ]\n    'y]'\n  ]");
        assert_eq!((at("A.B.1").text(), at("A.C.D.1").scalar().as_deref()), (Some("y]"), Some("2")));
        assert_eq!((at("A.C.D.1").span.of(text), at("A.C.D.1").span.to_string()), ("2", "8:1".to_owned()));
        assert_eq!(at("A.C").span.of(text), "{ D: [\n1,\n2] ,\nE: !Sub \"é\n${F}\"\n}");
        assert_eq!(root.path("A").unwrap().entry("C").unwrap().value.entry("E").unwrap().key.span.to_string(), "9:1");
        assert_eq!(at("A.C.E.Fn::Sub").text(), Some("é ${F}"));
        assert_eq!((at("A.G").span.of(text), at("H.0.0").text()), ("last", Some("h")));
        assert_eq!((at("I").text(), at("J").span.of(text)), (Some("one two"), "end"));
        assert!(parse("A:\n  B: [\n x\n C: d\n").is_err());
    }

    #[test]
    fn errors_have_a_place() {
        let error = parse("A: b\nC: [1, 2\nD: e: f\n").unwrap_err();
        assert!(error.span.line >= 2, "{error}");
    }
}
