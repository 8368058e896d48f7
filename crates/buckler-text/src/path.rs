//! POSIX paths as text: components and the place they lead to. No file system is asked, so links are not followed.

use alloc::{string::String, vec::Vec};
use core::ops::Range;

/// One component of a path, with its bytes in the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Component<'a> {
    /// The name. Never empty and never holds a slash.
    pub name: &'a str,
    /// Where it stands.
    pub range: Range<usize>,
}

/// The components of a path in order, empty ones and `.` left out.
pub fn components(path: &str) -> impl Iterator<Item = Component<'_>> + Clone {
    let mut start = 0;
    path.split('/').filter_map(move |name| {
        let range = start..start + name.len();
        start = range.end + 1;
        (!name.is_empty() && name != ".").then_some(Component { name, range })
    })
}

/// The path without empty components, `.` and `..`. A `..` that climbs above the root of an absolute path is dropped;
/// one that climbs out of a relative path stays. `.` for an empty relative path.
pub fn normalize(path: &str) -> String {
    let absolute = path.starts_with('/');
    let mut kept: Vec<&str> = Vec::new();
    for component in components(path) {
        match (component.name, kept.last()) {
            ("..", Some(last)) if *last != ".." => _ = kept.pop(),
            ("..", _) if absolute => {}
            (name, _) => kept.push(name),
        }
    }
    let mut normal = String::with_capacity(path.len());
    if absolute {
        normal.push('/');
    }
    for (number, name) in kept.iter().enumerate() {
        if number > 0 {
            normal.push('/');
        }
        normal.push_str(name);
    }
    if normal.is_empty() {
        normal.push('.');
    }
    normal
}

/// The path as seen from a working directory, normal.
pub fn resolve(cwd: &str, path: &str) -> String {
    if path.starts_with('/') {
        return normalize(path);
    }
    let mut joined = String::with_capacity(cwd.len() + 1 + path.len());
    joined.push_str(cwd);
    joined.push('/');
    joined.push_str(path);
    normalize(&joined)
}

/// Whether a normal path is that normal directory or lies below it.
pub fn is_within(path: &str, directory: &str) -> bool {
    let directory = directory.strip_suffix('/').unwrap_or(directory);
    path.strip_prefix(directory).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        || directory == "." && !path.starts_with('/') && path != ".." && !path.starts_with("../")
}

/// What is left of a path after its last climb out of where it started: `../../etc/passwd` and `a/../../etc/passwd`
/// give `etc/passwd`. `None` when it does not climb.
pub fn climbing_tail(path: &str) -> Option<String> {
    let relative = normalize(path.trim_start_matches('/'));
    let mut rest = relative.as_str();
    let mut climbs = false;
    while let Some(after) = rest.strip_prefix("..") {
        climbs = true;
        rest = after.trim_start_matches('/');
    }
    climbs.then(|| String::from(rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_become_normal() {
        let rows = [
            ("/a/b/../c", "/a/c"),
            ("/../../etc//passwd", "/etc/passwd"),
            ("a/./b/", "a/b"),
            ("a/../..", ".."),
            ("../../x", "../../x"),
            ("a/..", "."),
            ("", "."),
            ("/", "/"),
            ("/..", "/"),
            ("./a", "a"),
        ];
        for (path, expected) in rows {
            assert_eq!(normalize(path), expected, "{path}");
        }
        assert_eq!(resolve("/srv/app", "../x"), "/srv/x");
        assert_eq!(resolve("/srv/app", "/x"), "/x");
    }

    #[test]
    fn components_know_where_they_stand() {
        let found: Vec<_> = components("/a//./bc/..").map(|component| (component.name, component.range)).collect();
        assert_eq!(found, [("a", 1..2), ("bc", 6..8), ("..", 9..11)]);
    }

    #[test]
    fn within_goes_by_components() {
        assert!(is_within("/srv/docs/a", "/srv/docs"));
        assert!(is_within("/srv/docs", "/srv/docs/"));
        assert!(is_within("/x", "/"));
        assert!(!is_within("/srv/docs-old/a", "/srv/docs"));
        assert!(is_within("a", ".") && !is_within("../a", ".") && !is_within("/a", "."));
    }

    #[test]
    fn tails_are_what_follows_the_climb() {
        assert_eq!(climbing_tail("../../etc/passwd").as_deref(), Some("etc/passwd"));
        assert_eq!(climbing_tail("a/../../etc/passwd").as_deref(), Some("etc/passwd"));
        assert_eq!(climbing_tail("../..").as_deref(), Some(""));
        assert_eq!(climbing_tail("a/../b"), None);
    }
}
