use buckler_scanner::finding::{Class, RuleInfo, Step};

use super::*;
use crate::terminal::ColorChoice;

const RULE: RuleInfo = RuleInfo {
    id: "sql-injection",
    title: "SQL statement shaped by input",
    severity: Severity::High,
    class: Class::Finding,
    cwe: &[89],
    risks: &["SAS-1"],
    page: "",
};

/// The place of the `number`-th occurrence of `needle` in a file.
fn at(files: &Files, path: &str, needle: &str, number: usize) -> Place {
    let file = files.find(path).unwrap();
    let (start, _) = files.get(file).unwrap().text.match_indices(needle).nth(number).unwrap();
    Place { file, start: start as u32, end: (start + needle.len()) as u32 }
}

fn drawn(files: &Files, entry: &[&Finding], width: usize) -> String {
    Style { terminal: ColorChoice::Never.terminal(), width }.entry(files, entry)
}

#[test]
fn a_path_within_one_file_is_drawn_through_its_lines() {
    let mut files = Files::default();
    files.add(
        "src/orders.py",
        "def handler(event, context):\n    oid = event['id']\n    sql = f\"select * from o where id = '{oid}'\"\n    log(1)\n    log(2)\n    cursor.execute(sql)\n",
    );
    let mut finding = Finding::new(&RULE, at(&files, "src/orders.py", "sql", 1), "`event.id` shapes a SQL statement");
    finding.label = "the statement is executed".to_owned();
    finding.help = "pass the value beside the statement: `cursor.execute(\"… where id = %s\", (oid,))`".to_owned();
    finding.functions = vec!["Orders".to_owned()];
    let step = |needle: &str, number, text: &str| Step {
        place: at(&files, "src/orders.py", needle, number),
        text: text.to_owned(),
    };
    finding.path = vec![step("event['id']", 0, "`event.id` comes in"), step("oid", 1, "becomes part of a text")];
    insta::assert_snapshot!(drawn(&files, &[&finding], 100));
}

#[test]
fn steps_in_other_files_name_them_and_equal_facts_are_one_entry() {
    let mut files = Files::default();
    files.add("a.js", "exports.handler = async (event) => run(event.body);\n");
    files.add("lib/run.js", "module.exports = (command) => exec(command);\n");
    let mut finding = Finding::new(&RULE, at(&files, "lib/run.js", "command", 1), "input reaches a shell");
    finding.label = "executed".to_owned();
    finding.path = vec![Step { place: at(&files, "a.js", "event.body", 0), text: "comes in".to_owned() }];
    let other = Finding::new(&RULE, at(&files, "a.js", "run", 0), "the same");
    insta::assert_snapshot!(drawn(&files, &[&finding, &other], 100));
}

#[test]
fn long_lines_are_cut_around_the_mark() {
    let mut files = Files::default();
    let line = format!("{}eval(x);{}\n", "a();".repeat(60), "b();".repeat(60));
    files.add("min.js", line);
    let finding = Finding::new(&RULE, at(&files, "min.js", "eval(x)", 0), "m");
    let text = drawn(&files, &[&finding], 60);
    assert!(text.lines().all(|line| line.width() <= 60), "{text}");
    let rows: Vec<&str> = text.lines().collect();
    let before = rows[4].split('^').next().unwrap().chars().count();
    let code: String = rows[3].chars().skip(before).take(7).collect();
    assert_eq!(code, "eval(x)");
}

#[test]
fn a_hostile_file_moves_no_cursor() {
    let mut files = Files::default();
    files.add("x\u{1b}[2J.js", "f('\u{1b}[31m\u{202e}', x)\n");
    let finding = Finding::new(&RULE, at(&files, "x\u{1b}[2J.js", "x)", 0), "m\u{1b}[0m");
    let text = drawn(&files, &[&finding], 80);
    assert!(!text.contains(['\u{1b}', '\u{202e}']), "{text:?}");
}

#[test]
fn wide_letters_and_tabs_keep_the_mark_in_place() {
    let mut files = Files::default();
    files.add("a.py", "\tx = '日本' + bad\n");
    let finding = Finding::new(&RULE, at(&files, "a.py", "bad", 0), "m");
    let text = drawn(&files, &[&finding], 80);
    let rows: Vec<&str> = text.lines().collect();
    let before = |row: &str, mark: &str| row.split(mark).next().unwrap().width();
    assert_eq!(before(rows[3], "bad"), before(rows[4], "^"));
}
