#![doc = include_str!("path_traversal.md")]

mod sensitive;

use super::Detector;
use crate::{Case, DerivationKind, Hit, Taint, TaintRange, ValueId};
use alloc::{string::String, vec::Vec};
use buckler_text::{
    decode::percent::{self, Plus},
    path::{self, Component},
};
use buckler_types::{DetectorId, FileAccess, Mode, Operation, OperationKind, Switch};
use core::ops::Range;

/// Judges paths of files.
#[derive(Debug)]
pub struct PathTraversal;

impl Detector for PathTraversal {
    fn id(&self) -> DetectorId {
        DetectorId::PathTraversal
    }

    fn page(&self) -> &'static str {
        include_str!("path_traversal.md")
    }

    fn judges(&self, kind: OperationKind) -> bool {
        kind == OperationKind::Path
    }

    fn detect(&self, operation: &Operation<'_>, case: &mut Case<'_>) -> Option<Hit> {
        let Operation::Path { path, access, cwd } = operation else { return None };
        judge_part(path, *access, *cwd, case)
    }
}

/// Judges the path of one file, which may be part of another operation: an argument of a command, a URL. `None`:
/// nothing speaks against it, or the detector is off. Text and ranges of the answer are those of `path`, or of the
/// longer text from which the application made it.
pub fn judge_part(path: &str, _access: FileAccess, cwd: Option<&str>, case: &mut Case<'_>) -> Option<Hit> {
    if case.policy().mode(DetectorId::PathTraversal) == Mode::Off {
        return None;
    }
    let written = match file_url(path) {
        Some(text) => Some(Written { text, left: None }),
        None => written(path, case),
    };
    match written {
        Some(written) => judge(&written.text, cwd, written.left, true, case),
        None => judge(path, cwd, None, false, case),
    }
}

/// What the application wrote, before a function made a path of it.
struct Written {
    text: String,
    /// The directory that an absolute part made `resolve` leave, normal.
    left: Option<String>,
}

/// The path of a `file:` URL, decoded.
fn file_url(text: &str) -> Option<String> {
    let (scheme, rest) = text.trim_start().split_at_checked(5)?;
    if !scheme.eq_ignore_ascii_case("file:") {
        return None;
    }
    let path = match rest.strip_prefix("//") {
        Some(authority) => authority.get(authority.find('/')?..)?,
        None => rest,
    };
    let path = path.split(['?', '#']).next().unwrap_or(path);
    let mut decoded = Vec::new();
    if !percent::decode(path.as_bytes(), Plus::Keep, &mut decoded) {
        return Some(String::from(path));
    }
    Some(String::from_utf8_lossy(&decoded).into_owned())
}

/// Derivations of derivations that are followed.
const DERIVED_DEPTH: usize = 4;
/// Longest text that is put together from the parts of derivations.
const LONGEST_WRITTEN: usize = 1 << 16;

/// What the application gave to `join` or `resolve`, before it became normal: climbs are still in it.
fn written(path: &str, case: &Case<'_>) -> Option<Written> {
    let mut written = derived(path, case)?;
    let mut head = first_part(path, case)?;
    for _ in 1..DERIVED_DEPTH {
        // The first part may come from an earlier derivation; the others were joined to it.
        let Some(earlier) = derived(head, case).filter(|earlier| earlier.text != head) else { break };
        let Some(rest) = written.text.strip_prefix(head) else { break };
        let Some(next) = first_part(head, case).filter(|_| earlier.text.len() + rest.len() <= LONGEST_WRITTEN) else {
            break;
        };
        written = Written { text: earlier.text + rest, left: earlier.left };
        head = next;
    }
    Some(written)
}

fn first_part<'a>(path: &str, case: &Case<'a>) -> Option<&'a str> {
    case.parts(DerivationKind::Path, path)?.next()
}

/// The parts of one derivation with slashes between them: of all of them if `join` made the path, of those from the
/// last absolute one on if `resolve` did.
fn derived(path: &str, case: &Case<'_>) -> Option<Written> {
    let parts: Vec<&str> = case.parts(DerivationKind::Path, path)?.collect();
    let normal = path.strip_suffix('/').filter(|path| !path.is_empty()).unwrap_or(path);
    let joined = join(&parts);
    if path::normalize(&joined) == normal {
        return Some(Written { text: joined, left: None });
    }
    let last_absolute = parts.iter().rposition(|part| part.starts_with('/'))?;
    let (before, from) = parts.split_at_checked(last_absolute)?;
    let text = join(from);
    let left = (!before.is_empty()).then(|| path::normalize(&join(before)));
    (path::normalize(&text) == normal).then_some(Written { text, left })
}

fn join(parts: &[&str]) -> String {
    let mut text = String::new();
    for part in parts.iter().filter(|part| !part.is_empty()) {
        if !text.is_empty() {
            text.push('/');
        }
        text.push_str(part);
    }
    text
}

fn judge(path: &str, cwd: Option<&str>, left: Option<String>, is_written: bool, case: &mut Case<'_>) -> Option<Hit> {
    let taint = case.link(path);
    let view = View::new(path, cwd, left, case);
    if view.is_allowed(case) {
        return None;
    }
    let objection = taint.ranges.iter().find_map(|range| view.object(range, case));
    let objection = objection.or_else(|| if is_written { None } else { view.vanished_climb(&taint, case) });
    objection.map(|objection| view.hit(objection, taint.coarse))
}

/// A path with everything that is known of it apart from taint.
struct View<'a> {
    path: &'a str,
    components: Vec<Component<'a>>,
    /// Where it leads: absolute if the working directory is known.
    target: String,
    /// The directory that the application named, normal.
    base: Option<String>,
    /// The directory that an absolute part made `resolve` leave, normal.
    left: Option<String>,
}

struct Objection {
    range: Range<usize>,
    value: ValueId,
    tokens: Vec<Range<usize>>,
    reason: &'static str,
}

impl<'a> View<'a> {
    fn new(path: &'a str, cwd: Option<&str>, left: Option<String>, case: &Case<'_>) -> Self {
        let resolve = |from: Option<&str>, path: &str| match from {
            Some(from) => path::resolve(from, path),
            None => path::normalize(path),
        };
        let base = case.explicit_base().map(|base| resolve(cwd, base));
        // A relative path whose working directory is not known is one below the base.
        let from = base.as_deref().filter(|base| base.starts_with('/'));
        let target = resolve(cwd.or(from), path);
        Self { path, components: path::components(path).collect(), target, base, left }
    }

    fn is_allowed(&self, case: &Case<'_>) -> bool {
        case.policy().allowed_paths.iter().any(|directory| path::is_within(&self.target, &path::normalize(directory)))
    }

    fn is_absolute(&self) -> bool {
        self.path.starts_with('/')
    }

    fn text(&self, range: &Range<usize>) -> &'a str {
        self.path.get(range.clone()).unwrap_or_default()
    }

    /// What speaks against one range.
    fn object(&self, range: &TaintRange, case: &Case<'_>) -> Option<Objection> {
        let bytes = self.with_mangled_climb(range, case);
        let object = |reason, tokens| Some(Objection { range: bytes.clone(), value: range.value, tokens, reason });
        if case.policy().refuses(Switch::NulInPath) && self.text(&bytes).contains('\0') {
            return object("puts a NUL byte into a path", Vec::new());
        }
        let parents = self.parents_in(&bytes);
        match &self.base {
            Some(base) if path::is_within(&self.target, base) => return None,
            Some(_) if !parents.is_empty() || self.reaches_the_end(&bytes) && self.text(&bytes).contains('/') => {
                return object("leaves the directory that the application named", parents);
            }
            _ => {
                if self.leaves(range) {
                    return object("leaves the directory that the application named", self.components_in(&bytes));
                }
                if self.chooses_absolute(range, case) {
                    return object("chooses an absolute path", self.components_in(&bytes));
                }
                if self.climbs(&bytes, case) {
                    return object("climbs out of the directory that the application named", parents);
                }
            }
        }
        if !parents.is_empty() && case.policy().refuses(Switch::InnerParent) {
            return object("steps to a parent directory", parents);
        }
        if case.policy().refuses(Switch::SensitiveFiles) && self.names_sensitive(&bytes, case) {
            return object("names a sensitive file", self.components_in(&bytes));
        }
        None
    }

    /// The bytes of a range, with the climb right before it that a replacement made of the input's own dots and slashes
    /// (`....//` without `../` is `../`).
    fn with_mangled_climb(&self, range: &TaintRange, case: &Case<'_>) -> Range<usize> {
        let bytes = range.start..range.end;
        let known = (!range.whole).then(|| case.known(range.value)).flatten();
        if !known.is_some_and(|known| known.folded.windows(3).any(|window| window == b"../")) {
            return bytes;
        }
        let before = self.path.get(..range.start).unwrap_or_default();
        before.trim_end_matches(['.', '/']).len()..range.end
    }

    /// The `..` components that stand in a range as a whole.
    fn parents_in(&self, range: &Range<usize>) -> Vec<Range<usize>> {
        let inside = |component: &&Component<'_>| component.name == ".." && is_inside(&component.range, range);
        self.components.iter().filter(inside).map(|component| component.range.clone()).collect()
    }

    fn components_in(&self, range: &Range<usize>) -> Vec<Range<usize>> {
        let touched =
            |component: &&Component<'_>| component.range.start < range.end && component.range.end > range.start;
        self.components.iter().filter(touched).map(|component| component.range.clone()).take(8).collect()
    }

    /// Whether nothing but slashes and an extension follows.
    fn reaches_the_end(&self, range: &Range<usize>) -> bool {
        let tail = self.path.get(range.end..).unwrap_or_default();
        !tail.trim_end_matches('/').contains('/')
    }

    /// Whether the range is an absolute path that a caller chose.
    fn chooses_absolute(&self, range: &TaintRange, case: &Case<'_>) -> bool {
        if range.start > 0 || !self.is_absolute() {
            return false;
        }
        let text = self.text(&(range.start..range.end));
        let tail = self.path.get(range.end..).unwrap_or_default();
        let static_tail = tail.contains('/') || text.ends_with('/') && !tail.is_empty();
        let complete = range.whole || tail.is_empty();
        let tmp = path::is_within(&self.target, "/tmp") && !case.policy().refuses(Switch::AbsoluteTmp);
        path::components(text).next().is_some()
            && complete
            && !tmp
            && (!static_tail || case.policy().refuses(Switch::AbsolutePrefixWithStaticTail))
    }

    /// Whether the range begins the absolute part for which `resolve` forgot the directory before it.
    fn leaves(&self, range: &TaintRange) -> bool {
        let text = self.text(&(range.start..range.end));
        let named = range.start == 0 && path::components(text).next().is_some();
        named && self.left.as_ref().is_some_and(|left| !path::is_within(&self.target, left))
    }

    /// Whether a `..` in the range pops a component that stood complete before the range, or climbs out of the working
    /// directory.
    fn climbs(&self, range: &Range<usize>, case: &Case<'_>) -> bool {
        if self.is_bare_parent(range) && !case.policy().refuses(Switch::InnerParent) && !self.is_last(range) {
            return false;
        }
        let mut depth = 0_usize;
        let mut floor = 0_usize;
        for component in &self.components {
            let own = is_inside(&component.range, range);
            if component.name == ".." {
                if own && depth <= floor && (depth > 0 || !self.is_absolute()) {
                    return true;
                }
                depth = depth.saturating_sub(1);
                floor = floor.min(depth);
            } else {
                depth += 1;
            }
            if component.range.end <= range.start {
                floor = depth;
            }
        }
        false
    }

    /// One `..` and nothing else: it equals any `..` that the application wrote.
    fn is_bare_parent(&self, range: &Range<usize>) -> bool {
        self.text(range).trim_matches('/') == ".."
    }

    fn is_last(&self, range: &Range<usize>) -> bool {
        self.path.get(range.end..).unwrap_or_default().trim_matches('/').is_empty()
    }

    /// Whether the range names a sensitive file: at least its name, or the way to it.
    fn names_sensitive(&self, range: &Range<usize>, case: &Case<'_>) -> bool {
        let names_end = self.components.last().is_some_and(|last| range.end > last.range.start);
        let root = case.policy().task_root.as_deref();
        if !names_end || !self.target.starts_with('/') {
            return false;
        }
        match sensitive::of(&self.target, root) {
            None => false,
            Some(sensitive::Kind::Secret) => true,
            // An application that works in such a place lets callers name its own files there.
            Some(sensitive::Kind::Place(place)) => {
                let written = self.path.get(..range.start).unwrap_or_default();
                self.text(range).contains('/') && !path::is_within(&path::normalize(written), place)
            }
        }
    }

    /// Climbs that vanished when the path became normal: what follows the climb stands at the end of the path.
    fn vanished_climb(&self, taint: &Taint, case: &Case<'_>) -> Option<Objection> {
        if self.base.as_ref().is_some_and(|base| path::is_within(&self.target, base)) {
            return None;
        }
        let folded = self.path.to_ascii_lowercase();
        for climber in case.climbers() {
            let Some(start) = self.tail_start(&folded, &climber.tail) else { continue };
            let verbatim = |range: &TaintRange| range.start + 1 < start && range.end >= self.path.len();
            if taint.ranges.iter().any(|range| verbatim(range) && case.is_same_source(range.value, climber.value)) {
                continue;
            }
            let range = start..self.path.len();
            if climber.tail.contains('/') || self.base.is_some() || self.names_sensitive(&range, case) {
                let tokens = self.components_in(&range);
                let reason = "climbs out of the directory that the application named";
                return Some(Objection { range, value: climber.value, tokens, reason });
            }
        }
        None
    }

    /// Where a tail begins that the path ends with, component by component. A climb with nothing after it leads to a
    /// directory above the one that the application named.
    fn tail_start(&self, folded: &str, tail: &str) -> Option<usize> {
        if tail.is_empty() {
            return self.base.as_ref().filter(|base| path::is_within(base, &self.target)).map(|_| 0);
        }
        let before = folded.strip_suffix(tail)?;
        (before.is_empty() || before.ends_with('/')).then_some(before.len())
    }

    fn hit(&self, objection: Objection, coarse: bool) -> Hit {
        Hit {
            detector: DetectorId::PathTraversal,
            text: String::from(self.path),
            argument: None,
            range: objection.range,
            value: Some(objection.value),
            tokens: objection.tokens,
            reason: objection.reason,
            coarse,
        }
    }
}

fn is_inside(inner: &Range<usize>, outer: &Range<usize>) -> bool {
    outer.start <= inner.start && inner.end <= outer.end
}

/// Whether a word is a component of the sensitive files listed here: it says what was attempted, and nothing of a payload.
pub(crate) fn is_sensitive_name(word: &str) -> bool {
    sensitive::is_name(word)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Check, Derivation, Engine, Inputs};
    use buckler_types::{Locate, Location, Origin, Policy, Site, Trust};

    struct Nowhere;

    impl Locate for Nowhere {
        fn locate(&self, _offset: u32) -> Location {
            Location { path: String::new(), origin: Origin::Unknown, trust: Trust::Caller, record: None }
        }
    }

    /// Whether a path passes that the application made by those derivations, in order.
    fn passes(input: &str, derivations: &[(&[&str], &str)], path: &str) -> bool {
        let mut inputs = Inputs::new(1);
        buckler_events::walk_text(input.as_bytes(), 0, &mut inputs);
        for (parts, result) in derivations {
            inputs.derive(Derivation { kind: DerivationKind::Path, parts, result });
        }
        let operation = Operation::Path { path, access: FileAccess::Read, cwd: None };
        let policy = Policy::new(Mode::Block);
        let check = Check {
            operation: &operation,
            site: Site::UNKNOWN,
            base: None,
            inputs: &inputs,
            locate: &Nowhere,
            policy: &policy,
        };
        Engine::new().check(&check, None).evidence.is_none()
    }

    #[test]
    fn climbs_are_seen_although_they_vanished() {
        assert!(!passes("../..", &[(&["/a/b", "../.."], "/")], "/"));
        assert!(!passes("../x", &[(&["/srv/docs", "../x"], "/srv/x")], "/srv/x"));
        assert!(!passes(
            "x/../../y",
            &[(&["/srv", "docs"], "/srv/docs"), (&["/srv/docs", "x/../../y"], "/srv/y")],
            "/srv/y"
        ));
        assert!(passes("x/../y", &[(&["/srv/docs", "x/../y"], "/srv/docs/y")], "/srv/docs/y"));
    }

    #[test]
    fn climbs_of_the_application_are_its_own() {
        assert!(passes(
            "page",
            &[(&["/var/task/src", "..", "data", "page"], "/var/task/data/page")],
            "/var/task/data/page"
        ));
        assert!(!passes("../page", &[(&["/var/task/src", "../data/../page"], "/var/task/page")], "/var/task/page"));
    }

    #[test]
    fn absolute_parts_leave_the_directory() {
        assert!(!passes("/tmp/other/x", &[(&["/tmp/mine", "/tmp/other/x"], "/tmp/other/x")], "/tmp/other/x"));
        assert!(passes("/tmp/mine/x", &[(&["/tmp/mine", "/tmp/mine/x"], "/tmp/mine/x")], "/tmp/mine/x"));
        assert!(passes("a/b", &[(&["/cwd", "/data", "a/b"], "/data/a/b")], "/data/a/b"));
    }
}
