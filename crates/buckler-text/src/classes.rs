//! What kinds of bytes a text holds, gathered in the one pass that finds its end.
//!
//! Most texts of an event are plain, and a decoder must cost them nothing: the classes rule it out without a second look
//! at the bytes.
#![expect(clippy::indexing_slicing, reason = "a table of 256 entries, indexed by a byte: in the hottest loop of all")]

/// A set of byte classes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Classes(u16);

impl Classes {
    /// No class at all.
    pub const NONE: Self = Self(0);
    /// `%`
    pub const PERCENT: Self = Self(1);
    /// `+`
    pub const PLUS: Self = Self(1 << 1);
    /// `=`
    pub const EQUALS: Self = Self(1 << 2);
    /// `&`
    pub const AMPERSAND: Self = Self(1 << 3);
    /// `;`, `|`, `:`, `~` or `#`
    pub const SEPARATOR: Self = Self(1 << 4);
    /// `<`
    pub const LESS: Self = Self(1 << 5);
    /// A control character that is no white space.
    pub const CONTROL: Self = Self(1 << 6);
    /// A byte of 0x80 or more.
    pub const HIGH: Self = Self(1 << 7);
    /// Anything but a hexadecimal digit.
    pub const NOT_HEX: Self = Self(1 << 8);
    /// Anything that no form of base64 uses; line ends are in use.
    pub const NOT_BASE64: Self = Self(1 << 9);
    /// `,`
    pub const COMMA: Self = Self(1 << 10);
    /// Tab, carriage return or line feed: what URL parsers take out.
    pub const BREAK: Self = Self(1 << 11);
    /// `/`
    pub const SLASH: Self = Self(1 << 12);
    /// `\`
    pub const BACKSLASH: Self = Self(1 << 13);
    /// `"`
    pub const QUOTE: Self = Self(1 << 14);
    /// A blank.
    pub const BLANK: Self = Self(1 << 15);

    /// The classes of one byte.
    #[inline]
    pub const fn of_byte(byte: u8) -> Self {
        Self(TABLE[byte as usize])
    }

    /// The classes of all bytes of a text.
    pub fn of(text: &[u8]) -> Self {
        text.iter().fold(Self::NONE, |classes, &byte| classes.with(Self::of_byte(byte)))
    }

    /// Both sets together.
    #[inline]
    #[must_use]
    pub const fn with(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Whether the two sets share a class.
    #[inline]
    pub const fn has(self, any: Self) -> bool {
        self.0 & any.0 != 0
    }
}

const TABLE: [u16; 256] = {
    let mut table = [0; 256];
    let mut byte = 0;
    while byte < 256 {
        table[byte] = classify(byte as u8).0;
        byte += 1;
    }
    table
};

const fn classify(byte: u8) -> Classes {
    let special = match byte {
        b'%' => Classes::PERCENT,
        b'+' => Classes::PLUS,
        b'=' => Classes::EQUALS,
        b'&' => Classes::AMPERSAND,
        b';' | b'|' | b':' | b'~' | b'#' => Classes::SEPARATOR,
        b'<' => Classes::LESS,
        b',' => Classes::COMMA,
        b'/' => Classes::SLASH,
        b'\\' => Classes::BACKSLASH,
        b'"' => Classes::QUOTE,
        b' ' => Classes::BLANK,
        b'\t' | b'\r' | b'\n' => Classes::BREAK,
        0..0x20 | 0x7f => Classes::CONTROL,
        0x80.. => Classes::HIGH,
        _ => Classes::NONE,
    };
    let hex = if byte.is_ascii_hexdigit() { Classes::NONE } else { Classes::NOT_HEX };
    let base64 = match byte {
        b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'+' | b'/' | b'-' | b'_' | b'=' | b'\r' | b'\n' => Classes::NONE,
        _ => Classes::NOT_BASE64,
    };
    special.with(hex).with(base64)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn classes_of_a_text_are_those_of_its_bytes() {
        let classes = Classes::of(b"a=b%20");
        assert!(classes.has(Classes::EQUALS) && classes.has(Classes::PERCENT));
        assert!(!classes.has(Classes::PLUS.with(Classes::AMPERSAND).with(Classes::HIGH)));
        assert!(!Classes::of(b"deadBEEF01").has(Classes::NOT_HEX.with(Classes::NOT_BASE64)));
        assert!(Classes::of(b"dead beef").has(Classes::NOT_BASE64));
        assert!(Classes::of("é".as_bytes()).has(Classes::HIGH));
        assert!(!Classes::of(b"a\tb\r\n").has(Classes::CONTROL));
        assert!(Classes::of(b"a\0").has(Classes::CONTROL));
    }
}
