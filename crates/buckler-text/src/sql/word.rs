//! What the words of SQL do. Only words that may stand next to an operand matter; any other word is a name.

use crate::token::Role;

/// What a word does in a statement, whatever its letter case.
pub fn role(word: &[u8]) -> Role {
    if is_unlisted(word) { Role::Name } else { find(pack(word)).unwrap_or(Role::Name) }
}

/// Whether no listed word has that first letter and that length: true of nearly every name.
fn is_unlisted(word: &[u8]) -> bool {
    let Some(first) = word.first() else { return true };
    let lengths = LENGTHS.get(usize::from(first | 0x20)).copied().unwrap_or_default();
    word.len() > LONGEST || lengths >> word.len() & 1 == 0
}

fn find(word: u128) -> Option<Role> {
    let place = WORDS.binary_search_by_key(&word, |(known, _)| *known).ok()?;
    WORDS.get(place).map(|(_, role)| *role)
}

/// No word is longer: sixteen bytes fill a number.
const LONGEST: usize = 16;

/// Up to sixteen bytes as one number, in lower case.
const fn pack(word: &[u8]) -> u128 {
    let mut packed = 0;
    let mut rest = word;
    while let [byte, tail @ ..] = rest {
        packed = packed << 8 | byte.to_ascii_lowercase() as u128;
        rest = tail;
    }
    packed
}

/// By first letter, which lengths the listed words have.
const LENGTHS: [u32; 128] = lengths();

#[expect(clippy::indexing_slicing, reason = "evaluated at compile time, where a wrong index is an error of the build")]
const fn lengths() -> [u32; 128] {
    let mut lengths = [0; 128];
    let mut place = 0;
    while place < LISTED.len() {
        let bits = 128 - LISTED[place].0.leading_zeros();
        let length = bits.div_ceil(8);
        let first = LISTED[place].0 >> (8 * (length - 1));
        lengths[first as usize] |= 1 << length;
        place += 1;
    }
    lengths
}

const WORDS: &[(u128, Role)] = &{
    let mut words = LISTED;
    sort(&mut words);
    words
};

/// Insertion sort, at compile time.
#[expect(clippy::indexing_slicing, reason = "evaluated at compile time, where a wrong index is an error of the build")]
const fn sort<const N: usize>(words: &mut [(u128, Role); N]) {
    let mut sorted = 1;
    while sorted < N {
        let mut place = sorted;
        while place > 0 && words[place - 1].0 > words[place].0 {
            let moved = words[place];
            words[place] = words[place - 1];
            words[place - 1] = moved;
            place -= 1;
        }
        sorted += 1;
    }
}

const fn word(text: &str, role: Role) -> (u128, Role) {
    (pack(text.as_bytes()), role)
}

const LISTED: [(u128, Role); 113] = [
    word("null", Role::Value),
    word("true", Role::Value),
    word("false", Role::Value),
    word("unknown", Role::Value),
    word("default", Role::Value),
    word("current_date", Role::Value),
    word("current_time", Role::Value),
    word("current_user", Role::Value),
    word("session_user", Role::Value),
    word("and", Role::Infix),
    word("or", Role::Infix),
    word("xor", Role::Infix),
    word("div", Role::Infix),
    word("mod", Role::Infix),
    word("in", Role::Infix),
    word("is", Role::Infix),
    word("like", Role::Infix),
    word("ilike", Role::Infix),
    word("rlike", Role::Infix),
    word("regexp", Role::Infix),
    word("glob", Role::Infix),
    word("match", Role::Infix),
    word("similar", Role::Infix),
    word("between", Role::Infix),
    word("escape", Role::Infix),
    word("collate", Role::Infix),
    word("sounds", Role::Infix),
    word("overlaps", Role::Infix),
    word("isnull", Role::Suffix),
    word("notnull", Role::Suffix),
    word("select", Role::Prefix),
    word("distinct", Role::Prefix),
    word("all", Role::Prefix),
    word("any", Role::Prefix),
    word("some", Role::Prefix),
    word("not", Role::Prefix),
    word("exists", Role::Prefix),
    word("case", Role::Prefix),
    word("by", Role::Prefix),
    word("interval", Role::Prefix),
    word("binary", Role::Prefix),
    word("into", Role::Clause),
    word("update", Role::Prefix),
    word("table", Role::Prefix),
    word("top", Role::Prefix),
    word("call", Role::Prefix),
    word("exec", Role::Prefix),
    word("execute", Role::Prefix),
    word("only", Role::Prefix),
    word("recursive", Role::Prefix),
    word("column", Role::Prefix),
    word("index", Role::Prefix),
    word("view", Role::Prefix),
    word("database", Role::Prefix),
    word("schema", Role::Prefix),
    word("from", Role::Clause),
    word("where", Role::Clause),
    word("having", Role::Clause),
    word("on", Role::Clause),
    word("using", Role::Clause),
    word("set", Role::Clause),
    word("values", Role::Clause),
    word("value", Role::Name),
    word("limit", Role::Clause),
    word("offset", Role::Clause),
    word("fetch", Role::Clause),
    word("join", Role::Clause),
    word("when", Role::Clause),
    word("then", Role::Clause),
    word("else", Role::Clause),
    word("as", Role::Clause),
    word("returning", Role::Clause),
    word("union", Role::Suffix),
    word("intersect", Role::Suffix),
    word("except", Role::Suffix),
    word("minus", Role::Suffix),
    word("group", Role::Suffix),
    word("order", Role::Suffix),
    word("partition", Role::Suffix),
    word("inner", Role::Suffix),
    word("left", Role::Suffix),
    word("right", Role::Suffix),
    word("full", Role::Suffix),
    word("cross", Role::Suffix),
    word("natural", Role::Suffix),
    word("outer", Role::Suffix),
    word("lateral", Role::Suffix),
    word("for", Role::Suffix),
    word("with", Role::Suffix),
    word("window", Role::Suffix),
    word("end", Role::Suffix),
    word("rows", Role::Suffix),
    word("procedure", Role::Suffix),
    word("add", Role::Suffix),
    word("format", Role::Suffix),
    word("settings", Role::Suffix),
    word("qualify", Role::Clause),
    word("prewhere", Role::Clause),
    word("sample", Role::Suffix),
    word("tablesample", Role::Suffix),
    word("connect", Role::Suffix),
    word("start", Role::Suffix),
    word("lock", Role::Suffix),
    word("option", Role::Suffix),
    word("asc", Role::Direction),
    word("desc", Role::Direction),
    word("nulls", Role::Direction),
    word("first", Role::Direction),
    word("last", Role::Direction),
    word("insert", Role::Other),
    word("delete", Role::Other),
    word("drop", Role::Other),
    word("alter", Role::Other),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn listed_words_are_found_in_any_case_and_others_are_names() {
        for (word, expected) in [
            (&b"select"[..], Role::Prefix),
            (b"Or", Role::Infix),
            (b"WHERE", Role::Clause),
            (b"current_date", Role::Value),
            (b"desc", Role::Direction),
            (b"ord", Role::Name),
            (b"orders", Role::Name),
            (b"", Role::Name),
            (b"\xc3\x84pfel", Role::Name),
            (b"a_name_longer_than_any_word", Role::Name),
        ] {
            assert_eq!(role(word), expected, "{word:?}");
        }
    }

    #[test]
    fn no_word_is_listed_twice_or_too_long() {
        assert!(WORDS.windows(2).all(|pair| pair[0].0 < pair[1].0));
        assert!(WORDS.iter().all(|(word, role)| find(*word) == Some(*role)));
    }
}
