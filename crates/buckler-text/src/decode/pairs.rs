//! Names and values in one text: forms and queries, cookies and header parameters.

/// A name and its value, as they are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pair<'a> {
    /// The name; empty when there is no `=`.
    pub name: &'a [u8],
    /// The value, quotes around it taken off.
    pub value: &'a [u8],
}

/// The query of a text that is one, a form body, or a URL that has a query; `None` when the text is none of them.
///
/// Free text may hold a `=` too: the first name must look like one.
pub fn query(text: &[u8]) -> Option<&[u8]> {
    let equals = text.iter().position(|byte| *byte == b'=')?;
    let (before, _) = text.split_at_checked(equals)?;
    let start = before.iter().rposition(|byte| *byte == b'?').map_or(0, |mark| mark + 1);
    let name = before.get(start..)?.split(|byte| *byte == b'&').next()?;
    let query = text.get(start..)?;
    // What ends in nothing but equals signs is padded base64 (or a name without a value).
    let has_value = query.get(name.len() + 1..).is_some_and(|rest| rest.iter().any(|byte| *byte != b'='));
    (is_name(name) && has_value).then_some(query)
}

/// The pairs of a form or query.
pub fn form(text: &[u8]) -> impl Iterator<Item = Pair<'_>> {
    text.split(|byte| *byte == b'&').filter(|pair| !pair.is_empty()).map(pair)
}

/// Whether a text is a row of cookies or header parameters: `a=b; c=d`, `text/html; charset=utf-8`.
pub fn is_parameters(text: &[u8]) -> bool {
    let mut pieces = text.split(|byte| *byte == b';');
    let first = pieces.next().map(pair);
    let second = pieces.next().map(pair);
    let (Some(first), Some(second)) = (first, second) else { return false };
    !second.name.is_empty()
        && is_name(second.name)
        && first.name.iter().chain(first.value).all(|byte| is_parameter_byte(*byte))
        || is_name(first.name)
}

/// The pairs of a row of cookies or header parameters.
pub fn parameters(text: &[u8]) -> impl Iterator<Item = Pair<'_>> {
    text.split(|byte| *byte == b';').map(pair).filter(|pair| !pair.value.is_empty())
}

/// The elements of a comma-separated header.
pub fn list(text: &[u8]) -> impl Iterator<Item = &[u8]> {
    text.split(|byte| *byte == b',').map(<[u8]>::trim_ascii).filter(|element| !element.is_empty())
}

/// The one short element that holds punctuation, of a text that applications may split at a comma, a semicolon and the
/// like: for each separator at most one, when all other elements are names, numbers, dates or addresses.
///
/// A longer element is found as part of the text; a text with several such elements is no list, but a sentence or a
/// statement.
pub fn odd_elements(text: &[u8]) -> impl Iterator<Item = &[u8]> {
    SEPARATORS.iter().filter(|separator| text.contains(separator)).filter_map(|separator| {
        let mut odd =
            text.split(|byte| byte == separator).map(<[u8]>::trim_ascii).filter(|element| !is_ordinary(element));
        let element = odd.next().filter(|element| (2..=7).contains(&element.len()))?;
        odd.next().is_none().then_some(element)
    })
}

const SEPARATORS: &[u8] = b",;|:~#\t\n";

/// Letters, digits and the punctuation of names, numbers, dates and addresses.
fn is_ordinary(element: &[u8]) -> bool {
    let ordinary = |byte: &u8| byte.is_ascii_alphanumeric() || b" .-_@+/:".contains(byte) || *byte >= 0x80;
    let telling = element.starts_with(b"-") || element.ends_with(b"--") || element == b"..";
    element.iter().all(ordinary) && !telling
}

fn pair(text: &[u8]) -> Pair<'_> {
    let text = text.trim_ascii();
    let Some(equals) = text.iter().position(|byte| *byte == b'=') else { return Pair { name: b"", value: text } };
    let (name, value) = text.split_at_checked(equals).unwrap_or_default();
    Pair { name, value: unquoted(value.get(1..).unwrap_or_default()) }
}

fn unquoted(value: &[u8]) -> &[u8] {
    value.strip_prefix(b"\"").and_then(|value| value.strip_suffix(b"\"")).unwrap_or(value)
}

/// Names of fields: letters, digits and what frameworks add for lists and paths (`a[b]`, `a.b`, `a-b`, `user:id`).
fn is_name(name: &[u8]) -> bool {
    !name.is_empty()
        && name.iter().all(|byte| byte.is_ascii_alphanumeric() || b"_-.[]$%+~:!*".contains(byte) || *byte >= 0x80)
}

fn is_parameter_byte(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"/_-.*+".contains(&byte)
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::{string::String, vec::Vec};

    fn shown<'a>(pairs: impl Iterator<Item = Pair<'a>>) -> Vec<String> {
        pairs.map(|pair| alloc::format!("{}|{}", pair.name.escape_ascii(), pair.value.escape_ascii())).collect()
    }

    #[test]
    fn forms_queries_and_urls_with_a_query_are_told_from_free_text() {
        for (text, expected) in [
            ("a=1&b=2", Some("a=1&b=2")),
            ("id=1' or '1'='1", Some("id=1' or '1'='1")),
            ("https://x.example/p?q=a b", Some("q=a b")),
            ("?q=1", Some("q=1")),
            ("flag&q=1", Some("flag&q=1")),
            ("user[name]=x", Some("user[name]=x")),
            ("1 or a=b", None),
            ("1'or'1'='1", None),
            ("JyBvciAxPTEgLS0=", None),
            ("eDK68h7EiJ9Ynyxag0e6fQ==", None),
            ("=x", None),
            ("nothing", None),
        ] {
            assert_eq!(query(text.as_bytes()), expected.map(str::as_bytes), "{text}");
        }
    }

    #[test]
    fn pairs_keep_repeated_names_and_bare_values() {
        assert_eq!(shown(form(b"a=1&&a=2&b&c==")), ["a|1", "a|2", "|b", "c|="]);
        assert_eq!(shown(parameters(b"sid=1; theme=\"a b\";x")), ["sid|1", "theme|a b", "|x"]);
        assert_eq!(list(b"a, b,,c ").collect::<Vec<_>>(), [b"a", b"b", b"c"]);
    }

    #[test]
    fn the_odd_element_of_a_list_is_found_and_statements_are_no_lists() {
        for (text, expected) in [
            ("label;6;1--", &["1--"][..]),
            ("605~t)~willow", &["t)"]),
            ("a@b.example, f(0) ,x", &["f(0)"]),
            ("12:34:56", &[]),
            ("Smith, Ada Lovelace, ok", &[]),
            ("a,..,b", &[".."]),
            ("1;cat /etc/passwd;'x", &["'x"]),
            ("x', y', z", &[]),
            ("a,(longer than seven)", &[]),
        ] {
            let expected: Vec<_> = expected.iter().map(|text| text.as_bytes()).collect();
            assert_eq!(odd_elements(text.as_bytes()).collect::<Vec<_>>(), expected, "{text}");
        }
    }

    #[test]
    fn cookies_and_header_parameters_are_told_from_statements() {
        for text in ["sid=1; theme=dark", "text/html; charset=utf-8", "form-data; name=\"a\"", "a=1;b=2"] {
            assert!(is_parameters(text.as_bytes()), "{text}");
        }
        for text in ["1'; drop table users; --", "1; select a=b", "a;b", "x"] {
            assert!(!is_parameters(text.as_bytes()), "{text}");
        }
    }
}
