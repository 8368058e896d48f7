//! JSON with places. Nesting is bounded, so that no template exhausts the stack.

use crate::node::{Entry, Key, MAX_DEPTH, MAX_NODES, Node, Value};
use crate::source::{FileId, ParseError, Span};

/// Parses one JSON document.
pub(crate) fn parse(text: &str, file: FileId) -> Result<Node, ParseError> {
    let mut parser = Parser { text, file, at: 0, line: 1, column: 1, nodes: 0 };
    parser.eat_char('\u{feff}');
    parser.skip_space();
    let node = parser.value(0)?;
    parser.skip_space();
    match parser.peek() {
        None => Ok(node),
        Some(_) => Err(parser.error("unexpected text after the document")),
    }
}

struct Parser<'a> {
    text: &'a str,
    file: FileId,
    at: usize,
    line: u32,
    column: u32,
    nodes: usize,
}

impl Parser<'_> {
    fn value(&mut self, depth: usize) -> Result<Node, ParseError> {
        self.nodes += 1;
        if depth > MAX_DEPTH || self.nodes > MAX_NODES {
            return Err(self.error("nested too deep or too large"));
        }
        let start = self.mark();
        let value = match self.peek() {
            Some('{') => self.map(depth)?,
            Some('[') => self.list(depth)?,
            Some('"') => Value::Text(self.string()?),
            Some('-' | '0'..='9') => Value::Number(self.number()?),
            Some(_) => self.word()?,
            None => return Err(self.error("unexpected end of the text")),
        };
        Ok(Node { span: Span { end: self.at, ..start }, value })
    }

    fn map(&mut self, depth: usize) -> Result<Value, ParseError> {
        self.next();
        let mut entries = Vec::new();
        self.skip_space();
        if self.eat_char('}') {
            return Ok(Value::Map(entries));
        }
        loop {
            self.skip_space();
            let start = self.mark();
            if self.peek() != Some('"') {
                return Err(self.error("expected a key in double quotes"));
            }
            let text = self.string()?;
            let key = Key { text, span: Span { end: self.at, ..start } };
            self.skip_space();
            self.expect(':')?;
            self.skip_space();
            entries.push(Entry { key, value: self.value(depth + 1)? });
            self.skip_space();
            if self.eat_char('}') {
                return Ok(Value::Map(entries));
            }
            self.expect(',')?;
        }
    }

    fn list(&mut self, depth: usize) -> Result<Value, ParseError> {
        self.next();
        let mut items = Vec::new();
        self.skip_space();
        if self.eat_char(']') {
            return Ok(Value::List(items));
        }
        loop {
            self.skip_space();
            items.push(self.value(depth + 1)?);
            self.skip_space();
            if self.eat_char(']') {
                return Ok(Value::List(items));
            }
            self.expect(',')?;
        }
    }

    fn string(&mut self) -> Result<String, ParseError> {
        self.next();
        let mut out = String::new();
        loop {
            match self.next() {
                Some('"') => return Ok(out),
                Some('\\') => out.push(self.escape()?),
                Some(c) if c >= ' ' => out.push(c),
                Some(_) => return Err(self.error("control character in a string")),
                None => return Err(self.error("string without an end")),
            }
        }
    }

    fn escape(&mut self) -> Result<char, ParseError> {
        match self.next() {
            Some(c @ ('"' | '\\' | '/')) => Ok(c),
            Some('b') => Ok('\u{8}'),
            Some('f') => Ok('\u{c}'),
            Some('n') => Ok('\n'),
            Some('r') => Ok('\r'),
            Some('t') => Ok('\t'),
            Some('u') => self.unicode_escape(),
            _ => Err(self.error("unknown escape in a string")),
        }
    }

    fn unicode_escape(&mut self) -> Result<char, ParseError> {
        let first = self.hex4()?;
        let code = if (0xd800..0xdc00).contains(&first) && self.rest().starts_with("\\u") {
            self.next();
            self.next();
            let second = self.hex4()?;
            0x1_0000 + ((first - 0xd800) << 10) + (second.wrapping_sub(0xdc00) & 0x3ff)
        } else {
            first
        };
        Ok(char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER))
    }

    fn hex4(&mut self) -> Result<u32, ParseError> {
        (0..4).try_fold(0, |code, _| match self.next().and_then(|c| c.to_digit(16)) {
            Some(digit) => Ok(code * 16 + digit),
            None => Err(self.error("expected four hexadecimal digits")),
        })
    }

    fn number(&mut self) -> Result<String, ParseError> {
        let mut out = String::new();
        while let Some(c @ ('0'..='9' | '+' | '-' | '.' | 'e' | 'E')) = self.peek() {
            out.push(c);
            self.next();
        }
        match out.parse::<f64>() {
            Ok(_) => Ok(out),
            Err(_) => Err(self.error("malformed number")),
        }
    }

    fn word(&mut self) -> Result<Value, ParseError> {
        let start = self.at;
        for (word, value) in [("true", Value::Bool(true)), ("false", Value::Bool(false)), ("null", Value::Null)] {
            if self.rest().starts_with(word) {
                while word.len() > self.at - start {
                    self.next();
                }
                return Ok(value);
            }
        }
        Err(self.error("expected a value"))
    }

    fn rest(&self) -> &str {
        self.text.get(self.at..).unwrap_or_default()
    }

    fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    fn next(&mut self) -> Option<char> {
        let c = self.peek()?;
        self.at += c.len_utf8();
        if c == '\n' {
            self.line += 1;
            self.column = 1;
        } else {
            self.column += 1;
        }
        Some(c)
    }

    fn eat_char(&mut self, wanted: char) -> bool {
        let found = self.peek() == Some(wanted);
        if found {
            self.next();
        }
        found
    }

    fn expect(&mut self, wanted: char) -> Result<(), ParseError> {
        if self.eat_char(wanted) { Ok(()) } else { Err(self.error(&format!("expected `{wanted}`"))) }
    }

    fn skip_space(&mut self) {
        while let Some(' ' | '\t' | '\r' | '\n') = self.peek() {
            self.next();
        }
    }

    fn mark(&self) -> Span {
        Span { file: self.file, start: self.at, end: self.at, line: self.line, column: self.column }
    }

    fn error(&self, message: &str) -> ParseError {
        ParseError { span: self.mark(), message: message.to_owned() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_key_and_value_knows_its_bytes() {
        let text = "{\n  \"Née\": [1, \"a\\u00e9\\n\", true, null],\n\t\"B\": {}\n}";
        let root = parse(text, FileId(0)).unwrap();
        let entry = &root.entries()[0];
        assert_eq!((entry.key.text.as_str(), entry.key.span.of(text)), ("Née", "\"Née\""));
        let spans: Vec<_> = entry.value.items().iter().map(|item| item.span.of(text)).collect();
        assert_eq!(spans, ["1", "\"a\\u00e9\\n\"", "true", "null"]);
        assert_eq!(entry.value.items()[1].text(), Some("aé\n"));
        assert_eq!((root.entries()[1].key.span.line, root.entries()[1].key.span.column), (3, 2));
    }

    #[test]
    fn errors_have_a_place() {
        let error = parse("{\"a\": 1,\n \"b\" 2}", FileId(0)).unwrap_err();
        assert_eq!(error.to_string(), "expected `:` at line 2, column 6");
    }

    #[test]
    fn deep_nesting_is_refused_not_followed() {
        assert!(parse(&"[".repeat(1_000_000), FileId(0)).is_err());
    }

    #[test]
    fn surrogate_pairs_become_one_character() {
        assert_eq!(parse("\"\\ud83d\\ude00\"", FileId(0)).unwrap().text(), Some("😀"));
    }
}
