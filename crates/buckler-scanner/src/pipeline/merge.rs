//! One hole is one finding, however many rules and functions see it.

use std::cmp::Reverse;

use crate::files::Files;
use crate::finding::{Finding, Place};

/// Findings ordered by file and place, the same hole once.
pub(super) fn merge(files: &Files, mut batch: Vec<Finding>) -> Vec<Finding> {
    // At one place the weightiest comes first, and takes the others in.
    batch.sort_by(|a, b| {
        let key =
            |finding: &Finding| (finding.place.file, finding.place.start, finding.class, Reverse(finding.severity));
        let path = |finding: &Finding| files.path(finding.place.file).to_owned();
        path(a).cmp(&path(b)).then(key(a).cmp(&key(b))).then_with(|| a.path.len().cmp(&b.path.len()))
    });
    let mut merged: Vec<Finding> = Vec::with_capacity(batch.len());
    for finding in batch {
        let line = files.line(finding.place);
        let near = merged
            .iter_mut()
            .rev()
            .take_while(|other| other.place.file == finding.place.file && files.line(other.place) == line);
        match near.into_iter().find(|other| same_hole(other, &finding)) {
            Some(other) => absorb(other, finding),
            None => merged.push(finding),
        }
    }
    merged
}

/// Whether two findings on one line are about one hole: the same rule at the same place, or two rules that name the same
/// weakness there.
fn same_hole(a: &Finding, b: &Finding) -> bool {
    if a.rule.id == b.rule.id {
        return overlap(a.place, b.place) && a.message == b.message || a.place == b.place;
    }
    overlap(a.place, b.place) && a.weaknesses_named().first().is_some_and(|cwe| b.weaknesses_named().contains(cwe))
}

fn overlap(a: Place, b: Place) -> bool {
    a.start < b.end.max(b.start + 1) && b.start < a.end.max(a.start + 1)
}

fn absorb(kept: &mut Finding, other: Finding) {
    // The weightier of two rules speaks; both name the functions concerned.
    if (other.class, Reverse(other.severity)) < (kept.class, Reverse(kept.severity)) {
        let functions = std::mem::take(&mut kept.functions);
        *kept = other;
        kept.functions(functions);
    } else {
        kept.functions(other.functions);
    }
}
