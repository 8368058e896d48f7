//! Paths below the scanned folder, as text.

/// The part of a path before its last `/`, empty when there is none.
pub(crate) fn folder(path: &str) -> &str {
    path.rsplit_once('/').map_or("", |(folder, _)| folder)
}

/// `path` seen from `base`, without `.` and `..`; nothing when it leads out of the scanned folder.
pub(crate) fn joined(base: &str, path: &str) -> Option<String> {
    if path.starts_with('/') || path.contains('\\') {
        return None;
    }
    let mut parts: Vec<&str> = base.split('/').filter(|part| !part.is_empty()).collect();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop()?;
            }
            name => parts.push(name),
        }
    }
    Some(parts.join("/"))
}

/// A folder and what lies in it.
pub(crate) fn below(folder: &str, name: &str) -> String {
    if folder.is_empty() { name.to_owned() } else { format!("{folder}/{name}") }
}

/// The folder and those it lies in, up to the scanned one.
pub(crate) fn ancestors(path: &str) -> impl Iterator<Item = &str> {
    let mut next = Some(path);
    std::iter::from_fn(move || {
        let current = next?;
        next = (!current.is_empty()).then(|| folder(current));
        Some(current)
    })
}

/// Whether a path is the folder or lies in it.
pub(crate) fn is_below(path: &str, folder: &str) -> bool {
    folder.is_empty() || path.strip_prefix(folder).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_stay_below_the_scanned_folder() {
        assert_eq!(joined("a/b", "./../c//d"), Some("a/c/d".to_owned()));
        assert_eq!(joined("", "."), Some(String::new()));
        assert_eq!(joined("a", "../../etc"), None);
        assert_eq!(joined("a", "/etc/passwd"), None);
    }

    #[test]
    fn ancestors_end_at_the_scanned_folder() {
        assert_eq!(ancestors("a/b").collect::<Vec<_>>(), ["a/b", "a", ""]);
        assert!(is_below("a/b", "a") && is_below("a", "a") && !is_below("ab", "a"));
    }
}
