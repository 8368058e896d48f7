//! Tells Python 2 by what it alone allows, at the places where parsing failed.

use crate::Problem;
use crate::tree::Span;

/// The first problem that Python 2 would not have.
pub(super) fn place(source: &str, problems: &[Problem]) -> Option<Span> {
    let places = problems.iter().map(|problem| problem.span);
    places.take(crate::MOST_PROBLEMS).find(|place| is_version_two(line(source, place.start as usize)))
}

fn line(source: &str, place: usize) -> &str {
    let start = source.get(..place).and_then(|before| before.rfind('\n')).map_or(0, |end| end + 1);
    source.get(start..).unwrap_or_default().lines().next().unwrap_or_default().trim()
}

fn is_version_two(line: &str) -> bool {
    let words = |word: &str| line.strip_prefix(word).is_some_and(|rest| rest.starts_with([' ', '\t', '"', '\'', '>']));
    words("print") && !line.starts_with("print =")
        || words("exec") && !line.starts_with("exec =")
        || words("raise") && line.contains(", ")
        || line.contains(" <> ")
        || line.contains('`')
        || octal(line)
}

/// A number such as `0755`.
fn octal(line: &str) -> bool {
    let words = line.split(|letter: char| !letter.is_ascii_alphanumeric() && letter != '_' && letter != '.');
    let digits = |word: &str| word.len() > 1 && word.bytes().all(|byte| byte.is_ascii_digit());
    words.into_iter().any(|word| word.starts_with('0') && digits(word) && word.bytes().any(|byte| byte != b'0'))
}
