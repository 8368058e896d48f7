use serde_json::Value;

use super::*;
use crate::finding::{Class, FileId};
use crate::unchecked::Reason;

const RULE: RuleInfo = RuleInfo {
    id: "sql-injection",
    title: "SQL statement shaped by input",
    severity: Severity::High,
    class: Class::Finding,
    cwe: &[89],
    risks: &["SAS-1", "S1"],
    page: "# SQL injection\n\n## What it detects\nStatements. More.\n",
};

fn place(start: u32, end: u32) -> Place {
    Place { file: FileId(0), start, end }
}

fn log(outcome: &Outcome) -> Value {
    let mut files = Files::default();
    files.add("src dir/ä.py", "é = event['id']\nrun(é)\n");
    let mut output = Vec::new();
    write(&mut output, &files, outcome, false).unwrap();
    serde_json::from_slice(&output).unwrap()
}

fn reported(status: Status) -> Reported {
    let mut finding = Finding::new(&RULE, place(21, 23), "input shapes a statement");
    finding
        .label("shaped here")
        .step(place(5, 16), "`event.id` comes in")
        .function("Orders")
        .edit(place(17, 20), "safe");
    Reported { finding, fingerprint: "f".to_owned(), status }
}

#[test]
fn a_result_begins_its_flow_at_the_source_and_ends_it_at_the_place() {
    let log = log(&Outcome { reported: vec![reported(Status::Open)], ..Outcome::default() });
    let result = &log["runs"][0]["results"][0];
    let steps = result["codeFlows"][0]["threadFlows"][0]["locations"].as_array().unwrap();
    let columns: Vec<_> = steps
        .iter()
        .map(|step| {
            let region = &step["location"]["physicalLocation"]["region"];
            (region["startLine"].as_u64().unwrap(), region["startColumn"].as_u64().unwrap())
        })
        .collect();
    assert_eq!(columns, [(1, 5), (2, 5)]);
    let physical = &result["locations"][0]["physicalLocation"];
    assert_eq!(physical["artifactLocation"]["uri"], "src%20dir/%C3%A4.py");
    assert_eq!(physical["region"]["endColumn"], 6);
    assert_eq!(log["runs"][0]["columnKind"], "unicodeCodePoints");
    assert_eq!(result["fixes"][0]["artifactChanges"][0]["replacements"][0]["insertedContent"]["text"], "safe");
}

#[test]
fn a_rule_carries_its_weaknesses_and_risks() {
    let log = log(&Outcome { reported: vec![reported(Status::Open)], ..Outcome::default() });
    let rule = &log["runs"][0]["tool"]["driver"]["rules"][0];
    assert_eq!(rule["properties"]["tags"], serde_json::json!(["security", "external/cwe/cwe-089", "SAS-1", "S1"]));
    assert_eq!(rule["fullDescription"]["text"], "Statements");
    assert_eq!(log["runs"][0]["results"][0]["ruleIndex"], 0);
}

#[test]
fn what_was_not_checked_makes_the_run_unsuccessful() {
    let clean = log(&Outcome::default());
    assert_eq!(clean["runs"][0]["invocations"][0]["executionSuccessful"], true);
    let unchecked = vec![Unchecked::at("src/broken.js", 3, Reason::Syntax("odd".to_owned()))];
    let broken = log(&Outcome { unchecked, ..Outcome::default() });
    let invocation = &broken["runs"][0]["invocations"][0];
    assert_eq!(invocation["executionSuccessful"], false);
    assert_eq!(invocation["toolExecutionNotifications"][0]["message"]["text"], "src/broken.js:3: does not parse: odd");
    let interrupted = log(&Outcome { interrupted: true, ..Outcome::default() });
    assert_eq!(interrupted["runs"][0]["invocations"][0]["executionSuccessful"], false);
}

#[test]
fn what_a_comment_allows_is_a_suppressed_result() {
    let status = Status::Allowed { reason: "checked".to_owned(), until: None };
    let log = log(&Outcome { reported: vec![reported(status)], ..Outcome::default() });
    assert_eq!(log["runs"][0]["results"][0]["suppressions"][0]["justification"], "checked");
}

#[test]
fn a_path_never_reads_as_an_absolute_uri() {
    assert_eq!(percent_encoded("a:b/c?#%"), "./a:b/c%3F%23%25");
}
