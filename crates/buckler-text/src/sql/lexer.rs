//! Text in, tokens out.

use super::Dialect;
use crate::token::{Cursor, Token, TokenKind};

/// The tokens of a statement, in order.
#[derive(Clone, Debug)]
pub struct Lexer<'a> {
    cursor: Cursor<'a>,
    dialect: Dialect,
    /// Inside `/*! …`, whose `*/` ends no other comment.
    executable: bool,
}

impl<'a> Lexer<'a> {
    /// Reads `text` by the rules of `dialect`.
    pub const fn new(text: &'a str, dialect: Dialect) -> Self {
        Self { cursor: Cursor::new(text.as_bytes()), dialect, executable: false }
    }

    /// The next token, or [`Token::END`].
    fn advance(&mut self) -> Token {
        self.cursor.skip_while(is_space);
        match self.cursor.peek() {
            Some(first) => self.token(first),
            None => Token::END,
        }
    }

    fn token(&mut self, first: u8) -> Token {
        match first {
            b'a'..=b'z' | b'A'..=b'Z' | b'_' | 0x80.. => self.word(),
            b'0'..=b'9' => self.number(),
            b'\'' => self.quoted(TokenKind::Text, 0, first, self.dialect.backslash),
            b'"' if self.dialect.double_quoted_text => self.quoted(TokenKind::Text, 0, first, self.dialect.backslash),
            b'"' => self.quoted(TokenKind::Name, 0, first, false),
            b'`' if self.dialect.backtick => self.quoted(TokenKind::Name, 0, first, false),
            b'[' if self.opens_name() => self.quoted(TokenKind::Name, 0, b']', false),
            b'$' => self.dollar(),
            b'-' if self.dashes() => self.line_comment(2),
            b'#' if self.dialect.hash_comment => self.line_comment(1),
            b'/' if self.cursor.peek_at(1) == Some(b'*') => self.block_comment(),
            b'*' if self.executable && self.cursor.peek_at(1) == Some(b'/') => {
                self.executable = false;
                self.plain(TokenKind::Comment, 2)
            }
            b'.' if self.is_fraction() => self.number(),
            b'@' | b':' => self.variable(),
            b'?' => self.plain(TokenKind::Parameter, 1),
            b'#' if self.cursor.peek_at(1).is_some_and(is_word) => self.temporary(),
            _ => self.plain(punctuation(first), 1),
        }
    }

    fn plain(&mut self, kind: TokenKind, length: usize) -> Token {
        let start = self.cursor.position;
        self.cursor.skip(length);
        Token::plain(kind, start, self.cursor.position)
    }

    fn word(&mut self) -> Token {
        let start = self.cursor.position;
        self.cursor.skip_while(is_word);
        let length = self.cursor.position - start;
        match self.cursor.peek() {
            Some(b'\'') if self.is_prefix(start) => self.prefixed(start),
            Some(b'&') if length == 1 && self.cursor.peek_at(1) == Some(b'\'') => {
                self.cursor.skip(1);
                if self.is_prefix(start) {
                    return self.prefixed(start);
                }
                self.cursor.position -= 1;
                Token::plain(TokenKind::Word, start, self.cursor.position)
            }
            _ => Token::plain(TokenKind::Word, start, self.cursor.position),
        }
    }

    fn is_prefix(&self, start: usize) -> bool {
        let word = self.cursor.since(start);
        let introducer = self.dialect.executable_comments && word.first() == Some(&b'_');
        introducer || self.dialect.prefixes.iter().any(|prefix| word.eq_ignore_ascii_case(prefix.as_bytes()))
    }

    /// A string after a word that says how to read it.
    #[inline(never)]
    fn prefixed(&mut self, start: usize) -> Token {
        let word = self.cursor.since(start);
        let length = word.len();
        match word.last().map(u8::to_ascii_lowercase) {
            Some(b'q') => self.alternative(start),
            Some(b'e') => self.quoted(TokenKind::Text, length, b'\'', true),
            Some(b'r') => self.quoted(TokenKind::Text, length, b'\'', false),
            _ => self.quoted(TokenKind::Text, length, b'\'', self.dialect.backslash),
        }
    }

    /// Oracle's `q'[ … ]'`, whose delimiter is any character.
    #[inline(never)]
    fn alternative(&mut self, start: usize) -> Token {
        let close = match self.cursor.peek_at(1) {
            Some(b'[') => b']',
            Some(b'(') => b')',
            Some(b'{') => b'}',
            Some(b'<') => b'>',
            Some(byte) => byte,
            None => b'\'',
        };
        self.cursor.skip(2);
        let open = self.cursor.position - start;
        while self.cursor.find(|byte| byte == close).is_some() {
            self.cursor.skip(1);
            if self.cursor.peek() == Some(b'\'') {
                self.cursor.skip(1);
                return self.delimited(TokenKind::Text, start, open, 2, false);
            }
        }
        self.delimited(TokenKind::Text, start, open, 0, false)
    }

    /// From the quote here to its end. `prefix` bytes before the quote belong to the token.
    #[inline(never)]
    fn quoted(&mut self, kind: TokenKind, prefix: usize, quote: u8, backslash: bool) -> Token {
        let start = self.cursor.position - prefix;
        self.cursor.skip(1);
        loop {
            match self.cursor.find(|byte| byte == quote || backslash && byte == b'\\') {
                None => return self.delimited(kind, start, prefix + 1, 0, backslash),
                Some(byte) if byte != quote => self.cursor.skip(2),
                Some(_) if self.cursor.peek_at(1) == Some(quote) => self.cursor.skip(2),
                Some(_) => {
                    self.cursor.skip(1);
                    return self.delimited(kind, start, prefix + 1, 1, backslash);
                }
            }
        }
    }

    fn delimited(&self, kind: TokenKind, start: usize, open: usize, close: usize, backslash: bool) -> Token {
        Token::delimited(kind, start, self.cursor.position, open, close).escaping(backslash)
    }

    /// A bracket right behind an operand is a subscript.
    fn opens_name(&self) -> bool {
        self.dialect.brackets && !self.cursor.before().is_some_and(|byte| is_word(byte) || matches!(byte, b']' | b')'))
    }

    #[inline(never)]
    fn dollar(&mut self) -> Token {
        let start = self.cursor.position;
        self.cursor.skip(1);
        if self.cursor.peek().is_some_and(|byte| byte.is_ascii_digit()) {
            self.cursor.skip_while(|byte| byte.is_ascii_digit());
            return Token::plain(TokenKind::Parameter, start, self.cursor.position);
        }
        self.cursor.skip_while(|byte| is_word(byte) && byte != b'$');
        if self.dialect.dollar_quotes && self.cursor.peek() == Some(b'$') {
            self.cursor.skip(1);
            return self.dollar_quoted(start);
        }
        let kind = if self.cursor.position == start + 1 { TokenKind::Bad } else { TokenKind::Parameter };
        Token::plain(kind, start, self.cursor.position)
    }

    /// The tag holds no `$`, so every comparison ends at the next `$` at the latest: linear.
    fn dollar_quoted(&mut self, start: usize) -> Token {
        let tag = self.cursor.since(start);
        while self.cursor.find(|byte| byte == b'$').is_some() {
            if self.cursor.starts_with(tag) {
                self.cursor.skip(tag.len());
                return self.delimited(TokenKind::Text, start, tag.len(), tag.len(), false);
            }
            self.cursor.skip(1);
        }
        self.delimited(TokenKind::Text, start, tag.len(), 0, false)
    }

    fn dashes(&self) -> bool {
        let space = self.cursor.peek_at(2).is_none_or(|byte| byte <= b' ');
        self.cursor.peek_at(1) == Some(b'-') && (space || !self.dialect.dashes_need_space)
    }

    #[inline(never)]
    fn line_comment(&mut self, open: usize) -> Token {
        let start = self.cursor.position;
        self.cursor.skip_while(|byte| byte != b'\n');
        self.plain_comment(start).opened_by(open)
    }

    #[inline(never)]
    fn block_comment(&mut self) -> Token {
        let start = self.cursor.position;
        self.cursor.skip(2);
        if self.dialect.executable_comments && self.opens_executable() {
            self.executable = true;
            return self.plain_comment(start).opened_by(self.cursor.position - start);
        }
        let mut depth = 1_usize;
        while let Some(byte) = self.cursor.find(|byte| byte == b'*' || byte == b'/') {
            match (byte, self.cursor.peek_at(1)) {
                (b'*', Some(b'/')) => {
                    self.cursor.skip(2);
                    depth -= 1;
                    if depth == 0 {
                        return self.delimited(TokenKind::Comment, start, 2, 2, false);
                    }
                }
                (b'/', Some(b'*')) if self.dialect.nested_comments => {
                    self.cursor.skip(2);
                    depth += 1;
                }
                _ => self.cursor.skip(1),
            }
        }
        self.delimited(TokenKind::Comment, start, 2, 0, false)
    }

    fn plain_comment(&self, start: usize) -> Token {
        Token::plain(TokenKind::Comment, start, self.cursor.position)
    }

    /// `/*!50110` of MySQL and `/*M!100100` of MariaDB, the version taken along.
    fn opens_executable(&mut self) -> bool {
        let mark = if self.cursor.starts_with(b"!") { 1 } else { 2 };
        if mark == 2 && !self.cursor.starts_with(b"M!") {
            return false;
        }
        self.cursor.skip(mark);
        self.cursor.skip_while(|byte| byte.is_ascii_digit());
        true
    }

    #[inline(never)]
    fn number(&mut self) -> Token {
        let start = self.cursor.position;
        self.cursor.skip_while(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'.' | 0x80..));
        let text = self.cursor.since(start);
        if text.last().is_some_and(|byte| matches!(byte, b'e' | b'E')) && is_decimal(text) && self.signed_exponent() {
            self.cursor.skip(1);
            self.cursor.skip_while(|byte| byte.is_ascii_digit());
        }
        let kind = if is_number(self.cursor.since(start)) { TokenKind::Number } else { TokenKind::Word };
        Token::plain(kind, start, self.cursor.position)
    }

    fn signed_exponent(&self) -> bool {
        let sign = self.cursor.peek().is_some_and(|byte| matches!(byte, b'+' | b'-'));
        sign && self.cursor.peek_at(1).is_some_and(|byte| byte.is_ascii_digit())
    }

    fn is_fraction(&self) -> bool {
        let digit = self.cursor.peek_at(1).is_some_and(|byte| byte.is_ascii_digit());
        let member =
            self.cursor.before().is_some_and(|byte| is_word(byte) || matches!(byte, b']' | b')' | b'"' | b'`'));
        digit && !member
    }

    /// `@name`, `@@name`, `:name`; a lone `@` or `:` is an operator.
    #[inline(never)]
    fn variable(&mut self) -> Token {
        let start = self.cursor.position;
        let sign = self.cursor.peek();
        self.cursor.skip(1);
        if sign == Some(b'@') && self.cursor.peek() == Some(b'@') {
            self.cursor.skip(1);
        }
        let name = self.cursor.position;
        let cast = sign == Some(b':') && start > 0 && self.cursor.before_at(start) == Some(b':');
        if !cast && self.cursor.peek().is_some_and(|byte| is_word(byte) && !byte.is_ascii_digit()) {
            self.cursor.skip_while(is_word);
        }
        if self.cursor.position > name {
            return Token::plain(TokenKind::Parameter, start, self.cursor.position);
        }
        self.cursor.position = start + 1;
        Token::plain(TokenKind::Operator, start, start + 1)
    }

    /// A temporary table of SQL Server: `#orders`.
    #[inline(never)]
    fn temporary(&mut self) -> Token {
        let start = self.cursor.position;
        self.cursor.skip(1);
        self.cursor.skip_while(is_word);
        Token::plain(TokenKind::Word, start, self.cursor.position)
    }
}

impl Iterator for Lexer<'_> {
    type Item = Token;

    #[inline]
    fn next(&mut self) -> Option<Token> {
        let token = self.advance();
        (token != Token::END).then_some(token)
    }
}

const fn is_space(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t'..=b'\r')
}

const fn is_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'$' | 0x80..)
}

/// Digits with at most one point, and an exponent that has begun.
fn is_decimal(text: &[u8]) -> bool {
    let digits = text.get(..text.len().saturating_sub(1)).unwrap_or_default();
    !digits.is_empty() && digits.iter().all(|byte| byte.is_ascii_digit() || *byte == b'.')
}

/// `12`, `1.5`, `.5`, `1e-3`, `0x1F`, `0b1`, `1_000`; a word otherwise, since MySQL allows names that begin with digits.
fn is_number(text: &[u8]) -> bool {
    if let [b'0', b'x' | b'X', digits @ ..] = text {
        return !digits.is_empty() && digits.iter().all(u8::is_ascii_hexdigit);
    }
    if let [b'0', b'b' | b'B', digits @ ..] = text {
        return !digits.is_empty() && digits.iter().all(|byte| matches!(byte, b'0' | b'1'));
    }
    let exponent = text.iter().position(|byte| matches!(byte, b'e' | b'E'));
    let (mantissa, power) = text.split_at(exponent.unwrap_or(text.len()));
    let power = power.get(1..).map(|digits| digits.strip_prefix(b"-").or(digits.strip_prefix(b"+")).unwrap_or(digits));
    mantissa.iter().all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b'_'))
        && power.is_none_or(|digits| !digits.is_empty() && digits.iter().all(u8::is_ascii_digit))
}

const fn punctuation(byte: u8) -> TokenKind {
    match byte {
        b'(' | b'[' | b'{' => TokenKind::Open,
        b')' | b']' | b'}' => TokenKind::Close,
        b',' => TokenKind::Comma,
        b'.' => TokenKind::Dot,
        b';' => TokenKind::Semicolon,
        b'+' | b'-' | b'*' | b'/' | b'%' | b'=' | b'<' | b'>' | b'!' | b'~' | b'^' | b'&' | b'|' | b'#' => {
            TokenKind::Operator
        }
        _ => TokenKind::Bad,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::{format, string::String, vec::Vec};
    use proptest::prelude::*;

    const DIALECTS: [Dialect; 5] =
        [Dialect::POSTGRES, Dialect::MYSQL, Dialect::SQLITE, Dialect::STANDARD, Dialect::BACKSLASH];

    /// `kind:text` of each token, its delimiters told apart by `‹›`, `…` where it has no end.
    fn tokens(text: &str, dialect: Dialect) -> String {
        let shown = Lexer::new(text, dialect).map(|token| {
            let inner = token.inner();
            let part = |range| text.get(range).unwrap();
            let (open, close) = (part(token.start()..inner.start), part(inner.end..token.end()));
            let end = if token.ended() { "" } else { "…" };
            let inside = part(inner);
            match (open, close) {
                ("", "") => format!("{:?}:{inside}", token.kind()),
                _ => format!("{:?}:{open}‹{inside}›{close}{end}", token.kind()),
            }
        });
        shown.collect::<Vec<_>>().join(" ")
    }

    #[track_caller]
    fn check(dialect: Dialect, text: &str, expected: &str) {
        assert_eq!(tokens(text, dialect), expected, "{text}");
    }

    #[test]
    fn strings_end_where_their_database_ends_them() {
        check(Dialect::POSTGRES, r"'a\' b", r"Text:'‹a\›' Word:b");
        check(Dialect::MYSQL, r"'a\' b", r"Text:'‹a\' b›…");
        check(Dialect::POSTGRES, r"E'a\' b' c", r"Text:E'‹a\' b›' Word:c");
        check(Dialect::SQLITE, "'O''Brien' x", "Text:'‹O''Brien›' Word:x");
        check(Dialect::MYSQL, r#""a'b" N'c' _utf8'd'"#, r#"Text:"‹a'b›" Text:N'‹c›' Text:_utf8'‹d›'"#);
        check(Dialect::POSTGRES, r#""a'b" U&'c'"#, r#"Name:"‹a'b›" Text:U&'‹c›'"#);
        check(Dialect::STANDARD, "q'[it's]' nq'!a'!' b", "Text:q'[‹it's›]' Text:nq'!‹a'›!' Word:b");
        check(Dialect::BACKSLASH, r"r'\' x", r"Text:r'‹\›' Word:x");
    }

    #[test]
    fn dollar_quotes_need_their_own_tag() {
        check(Dialect::POSTGRES, "$$it's$$ $a$x$$y$a$ $1", "Text:$$‹it's›$$ Text:$a$‹x$$y›$a$ Parameter:$1");
        check(Dialect::POSTGRES, "$a$x$b$", "Text:$a$‹x$b$›…");
        check(Dialect::MYSQL, "$$", "Bad:$ Bad:$");
    }

    #[test]
    fn names_have_their_own_quotes() {
        check(Dialect::MYSQL, "`a``b` x", "Name:`‹a``b›` Word:x");
        check(Dialect::POSTGRES, "`a`", "Bad:` Word:a Bad:`");
        check(Dialect::SQLITE, "[a b] c", "Name:[‹a b›] Word:c");
        check(Dialect::STANDARD, "a[1] [b]", "Word:a Open:[ Number:1 Close:] Name:[‹b›]");
    }

    #[test]
    fn comments_begin_and_end_as_their_database_says() {
        check(Dialect::POSTGRES, "1--1\n2", "Number:1 Comment:--‹1› Number:2");
        check(Dialect::MYSQL, "1--1 -- 2", "Number:1 Operator:- Operator:- Number:1 Comment:--‹ 2›");
        check(Dialect::MYSQL, "1 # 2\n3", "Number:1 Comment:#‹ 2› Number:3");
        check(Dialect::POSTGRES, "1 # 2", "Number:1 Operator:# Number:2");
        check(Dialect::POSTGRES, "/* a /* b */ c */ d", "Comment:/*‹ a /* b */ c ›*/ Word:d");
        check(Dialect::MYSQL, "/* a /* b */ c", "Comment:/*‹ a /* b ›*/ Word:c");
        check(Dialect::MYSQL, "/*!50110 a */ b", "Comment:/*!50110‹› Word:a Comment:*/ Word:b");
        check(Dialect::SQLITE, "/* a", "Comment:/*‹ a›…");
    }

    #[test]
    fn numbers_and_names_that_look_like_them() {
        check(Dialect::POSTGRES, "1.5 .5 1e-3 0x1F", "Number:1.5 Number:.5 Number:1e-3 Number:0x1F");
        check(Dialect::MYSQL, "1abc t.5 a.b", "Word:1abc Word:t Dot:. Number:5 Word:a Dot:. Word:b");
        check(
            Dialect::POSTGRES,
            "a::int @x @@y :z ?",
            "Word:a Operator:: Operator:: Word:int Parameter:@x Parameter:@@y Parameter::z Parameter:?",
        );
    }

    proptest! {
        #[test]
        fn tokens_stand_in_order_and_leave_out_only_white_space(
            text in r#"[a1 '"`\\\[\]$/*#.,;()@:?!|e\n-]{0,60}|.{0,40}"#,
        ) {
            for dialect in DIALECTS {
                let mut end = 0;
                for token in Lexer::new(&text, dialect) {
                    let inner = token.inner();
                    prop_assert!(end <= token.start() && token.start() <= inner.start);
                    prop_assert!(inner.start <= inner.end && inner.end <= token.end() && token.start() < token.end());
                    prop_assert!(text.as_bytes()[end..token.start()].iter().copied().all(is_space));
                    end = token.end();
                }
                prop_assert!(text.as_bytes()[end..].iter().copied().all(is_space));
            }
        }
    }

    /// A loop that looks at anything twice would not come to an end here.
    #[test]
    fn floods_of_openers_are_read_once() {
        for unit in ["(", "[x", "'", "\"", "`", "/*", "--", "$a$", "$", "\\", "#", "q'[", "e'", "/*!", ".", "1e", "@"] {
            let text = unit.repeat(200_000 / unit.len());
            for dialect in DIALECTS {
                assert!(Lexer::new(&text, dialect).count() <= text.len(), "{unit}");
            }
        }
    }
}
