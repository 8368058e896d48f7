use super::*;
use crate::finding::{FileId, Place, RuleInfo, Severity};

const A: RuleInfo = RuleInfo {
    id: "sql-injection",
    title: "",
    severity: Severity::High,
    class: Class::Finding,
    cwe: &[89],
    risks: &[],
    page: "",
};
const B: RuleInfo = RuleInfo {
    id: "b",
    title: "",
    severity: Severity::Low,
    class: Class::Hardening,
    cwe: &[564, 89],
    risks: &[],
    page: "",
};

fn today() -> Date {
    Date::new(2026, 11, 25).unwrap()
}

/// Findings of `rule` at each occurrence of `needle`.
fn findings(rule: &'static RuleInfo, files: &Files, needle: &str) -> Vec<Finding> {
    let text = &files.get(FileId(0)).unwrap().text;
    let place = |start: usize| Place { file: FileId(0), start: start as u32, end: (start + needle.len()) as u32 };
    text.match_indices(needle).map(|(start, _)| Finding::new(rule, place(start), "m")).collect()
}

fn decided(text: &str, needle: &str) -> (Vec<Reported>, Vec<String>) {
    let mut files = Files::default();
    files.add("a.py", text);
    let (settings, known) = (Settings::default(), Known::default());
    let mut decisions = Decisions::new(&files, &settings, false, &known, today());
    let batch = findings(&A, &files, needle);
    let reported = decisions.decide(&files, batch);
    let stale = decisions.about_suppressions(&files).into_iter().map(|item| item.finding.message).collect();
    (reported, stale)
}

#[test]
fn a_comment_with_a_reason_allows_the_finding_on_its_line_or_the_next() {
    for text in [
        "bad()  # buckler: allow(sql-injection) tested by hand",
        "# buckler: allow(sql-injection) tested by hand\n\n# more\nbad()",
        "# buckler: allow(x, sql-injection) tested by hand until=2026-11-25\nbad()".replace("x, ", "").as_str(),
    ] {
        let (reported, stale) = decided(text, "bad()");
        assert!(matches!(&reported[0].status, Status::Allowed { reason, .. } if reason == "tested by hand"), "{text}");
        assert!(stale.is_empty(), "{stale:?}");
    }
}

#[test]
fn a_comment_that_allows_nothing_is_reported() {
    let cases = [
        ("bad()  # buckler: allow(sql-injection)", "gives no reason"),
        ("bad()  # buckler: allow(no-rule) why", "`no-rule`, which is no rule"),
        ("bad()  # buckler: allow(sql-injection) why until=2026-11-24", "allowed until 2026-11-24"),
        ("bad()  # buckler: allow(sql-injection) why until=soon", "no valid day"),
        ("bad()\ngood()  # buckler: allow(sql-injection) why", "nothing is found here"),
    ];
    for (text, expected) in cases {
        let (reported, stale) = decided(text, "bad()");
        assert!(reported[0].is_open(), "{text}");
        assert!(stale.len() == 1 && stale[0].contains(expected), "{stale:?}");
    }
}

#[test]
fn text_that_is_no_comment_allows_nothing() {
    let (reported, stale) = decided("bad('# buckler: allow(sql-injection) why')", "bad(");
    assert!(reported[0].is_open() && stale.is_empty());
}

#[test]
fn fingerprints_survive_moves_and_tell_equal_lines_apart() {
    let prints =
        |text: &str| -> Vec<String> { decided(text, "bad()").0.into_iter().map(|item| item.fingerprint).collect() };
    let before = prints("bad()\nbad()\n");
    let after = prints("x = 1\n\n    bad()\n  bad()\n");
    assert_eq!(before, after);
    assert_ne!(before[0], before[1]);
    assert_ne!(prints("bad()"), prints("bad() or 1"));
}

#[test]
fn two_rules_about_one_weakness_at_one_place_are_one_finding() {
    let mut files = Files::default();
    files.add("a.py", "bad(); bad()");
    let mut batch = findings(&B, &files, "bad()");
    batch.extend(findings(&A, &files, "bad()"));
    let merged = merge::merge(&files, batch);
    assert_eq!(merged.iter().map(|finding| finding.rule.id).collect::<Vec<_>>(), [A.id, A.id]);
}

#[test]
fn what_the_baseline_knows_is_not_open() {
    let mut files = Files::default();
    files.add("a.py", "bad()");
    let settings = Settings::default();
    let batch = findings(&A, &files, "bad()");
    let first = Decisions::new(&files, &settings, false, &Known::default(), today()).decide(&files, batch.clone());
    let mut known = Known::default();
    known.add(first.into_iter().map(|item| item.fingerprint).collect());
    let again = Decisions::new(&files, &settings, false, &known, today()).decide(&files, batch);
    assert_eq!(again[0].status, Status::Known);
}

#[test]
fn hardening_is_counted_and_told_on_request() {
    let mut files = Files::default();
    files.add("a.py", "bad()");
    let (settings, known) = (Settings::default(), Known::default());
    for (hardening, told, hidden) in [(false, 0, 1), (true, 1, 0)] {
        let mut decisions = Decisions::new(&files, &settings, hardening, &known, today());
        let batch = findings(&B, &files, "bad()");
        assert_eq!(decisions.decide(&files, batch).len(), told);
        assert_eq!(decisions.hidden, hidden);
    }
}

#[test]
fn a_comment_speaks_of_a_whole_call_and_of_no_function_body() {
    let (reported, _) = decided("# buckler: allow(sql-injection) why\ncall(\n  1,\n  bad(),\n)\nbad()\n", "bad()");
    let open: Vec<bool> = reported.iter().map(Reported::is_open).collect();
    assert_eq!(open, [false, true]);
}

/// Which findings of `after` are open, if `before` was there; each file is its path and text, and every `bad()` in it
/// is a finding about the functions named.
fn new_ones(before: &[(&str, &str)], after: &[(&str, &str)], functions: [&[&str]; 2]) -> Vec<bool> {
    let settings = Settings::default();
    let mut known = Known::default();
    let state = |texts: &[(&str, &str)], names: &[&str]| {
        let mut files = Files::default();
        let mut batch = Vec::new();
        for (path, text) in texts {
            let file = files.add(*path, *text);
            batch.extend(text.match_indices("bad()").map(|(start, _)| {
                let mut finding = Finding::new(&A, Place { file, start: start as u32, end: start as u32 + 5 }, "m");
                finding.functions = names.iter().map(|name| (*name).to_owned()).collect();
                finding
            }));
        }
        (files, batch)
    };
    let (old, batch) = state(before, functions[0]);
    let first = Decisions::new(&old, &settings, false, &Known::default(), today()).decide(&old, batch);
    let (new, batch) = state(after, functions[1]);
    known.add_state(&old, &new, first);
    let now = Decisions::new(&new, &settings, false, &known, today()).decide(&new, batch);
    now.iter().map(Reported::is_open).collect()
}

#[test]
fn a_finding_of_a_file_that_was_renamed_is_known() {
    let old = [("old.py", "bad()\n\nbad()\n")];
    assert_eq!(new_ones(&old, &[("new.py", "bad()\nbad()\n")], [&["F"], &["F", "G"]]), [false, false]);
    // Functions without a template have the names of their files.
    assert_eq!(new_ones(&old, &[("new.py", "bad()\nbad()\n")], [&["old.f"], &["new.f"]]), [false, false]);
}

#[test]
fn a_file_that_was_renamed_hides_nothing_new() {
    let old = [("old.py", "bad()\n")];
    let f: [&[&str]; 2] = [&["F"], &["F"]];
    assert_eq!(new_ones(&old, &[("new.py", "bad()\nbad()\n")], f), [false, true]);
    assert_eq!(new_ones(&old, &[("new.py", "bad()\n"), ("copy.py", "bad()\n")], f), [false, true]);
    assert_eq!(new_ones(&old, &[("new.py", "x = bad()\n")], f), [true]);
    assert_eq!(new_ones(&old, &[("new.py", "bad()\n")], [&["F"], &["G"]]), [true]);
    // What stays where it was has not moved, and a file that was there has not come from elsewhere.
    assert_eq!(new_ones(&old, &[("old.py", "bad()\n"), ("new.py", "bad()\n")], f), [true, false]);
    assert_eq!(new_ones(&[("old.py", "bad()\n"), ("b.py", "")], &[("b.py", "bad()\n")], f), [true]);
}

#[test]
fn a_finding_whose_comment_is_gone_is_new() {
    let allowed = "# buckler: allow(sql-injection) tested by hand\nbad()\n";
    assert_eq!(new_ones(&[("a.py", allowed)], &[("a.py", "bad()\n")], [&[], &[]]), [true]);
    assert_eq!(new_ones(&[("a.py", allowed)], &[("b.py", "bad()\n")], [&[], &[]]), [true]);
}
