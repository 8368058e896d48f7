//! Where the comments of a text are. A text that only looks like a comment, inside a string, is none.

/// How comments and strings are written in a file, by its ending.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Language {
    Python,
    Script,
    Yaml,
}

impl Language {
    fn of(path: &str) -> Option<Self> {
        Some(match path.rsplit('.').next()? {
            "py" | "pyw" => Self::Python,
            "yaml" | "yml" | "template" => Self::Yaml,
            "js" | "mjs" | "cjs" | "jsx" | "ts" | "mts" | "cts" | "tsx" => Self::Script,
            _ => return None,
        })
    }
}

/// The ranges of comments in the text of a file.
pub(super) fn comments(path: &str, text: &str) -> Vec<(usize, usize)> {
    let Some(language) = Language::of(path) else { return Vec::new() };
    let mut found = Vec::new();
    let mut position = 0;
    let mut before = '\n';
    while let Some(letter) = text.get(position..).and_then(|rest| rest.chars().next()) {
        let rest = text.get(position..).unwrap_or_default();
        let length = match comment(language, rest, before) {
            Some(length) => {
                found.push((position, position + length));
                length
            }
            None => string(language, rest, before).unwrap_or_else(|| letter.len_utf8()),
        };
        before = rest.get(..length).and_then(|part| part.chars().next_back()).unwrap_or(letter);
        position += length;
    }
    found
}

/// The length of the comment that `rest` begins with.
fn comment(language: Language, rest: &str, before: char) -> Option<usize> {
    let line = || rest.find('\n').unwrap_or(rest.len());
    match language {
        Language::Python => rest.starts_with('#').then(line),
        Language::Script if rest.starts_with("//") => Some(line()),
        Language::Script if rest.starts_with("/*") => Some(rest.find("*/").map_or(rest.len(), |end| end + 2)),
        Language::Script => None,
        // Code in a template may be of either language.
        Language::Yaml => (before.is_whitespace() && (rest.starts_with('#') || rest.starts_with("//"))).then(line),
    }
}

/// The length of the string that `rest` begins with.
fn string(language: Language, rest: &str, before: char) -> Option<usize> {
    let quote = rest.chars().next().filter(|quote| matches!(quote, '"' | '\'' | '`'))?;
    if language == Language::Python && quote != '`' {
        for triple in ["\"\"\"", "'''"] {
            if let Some(inner) = rest.strip_prefix(triple) {
                return Some(inner.find(triple).map_or(rest.len(), |end| end + 6));
            }
        }
    }
    // In a template a quote within a word is an apostrophe, and a string may go on over lines.
    let is_apostrophe = language == Language::Yaml && (quote == '`' || before.is_alphanumeric());
    let over_lines = quote == '`' && language == Language::Script;
    if is_apostrophe || quote == '`' && !over_lines {
        return None;
    }
    let mut escaped = false;
    for (index, letter) in rest.char_indices().skip(1) {
        match letter {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '\n' if !over_lines => return Some(index),
            _ if letter == quote => return Some(index + 1),
            _ => {}
        }
    }
    Some(rest.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts<'a>(path: &str, text: &'a str) -> Vec<&'a str> {
        comments(path, text).into_iter().map(|(start, end)| text.get(start..end).unwrap()).collect()
    }

    #[test]
    fn comments_are_told_from_strings() {
        let cases: [(&str, &str, &[&str]); 7] = [
            ("a.py", "x = '# no' # yes\n\"\"\"\n# no\n\"\"\"\n# two", &["# yes", "# two"]),
            ("a.js", "f('// no', `\n// no ${x}`) // yes\n/* two */", &["// yes", "/* two */"]),
            ("a.js", "x = 'it\\'s // no'; // yes", &["// yes"]),
            ("a.ts", "const a = 'unended\n// yes", &["// yes"]),
            ("a.yaml", "A: '# no' # yes\nB: don't # two\nC: a#no", &["# yes", "# two"]),
            ("a.yaml", "Code: |\n  // one\n  x = 1 # two", &["// one", "# two"]),
            ("a.json", "{\"a\": \"# no\"}", &[]),
        ];
        for (path, text, expected) in cases {
            assert_eq!(texts(path, text), expected, "{text}");
        }
    }
}
