//! Pages are tests: each example of a page is scanned, and must give what the page says it gives.
//!
//! The first line of an example names its language, whether it is an `attack`, is `clean`, or goes `with` the next
//! one, and a file name if that matters. Lines of an attack that end in `# finding` or `// finding` are where its
//! findings must be, all of them and no other.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::sync::atomic::AtomicBool;

use crate::date::Date;
use crate::files::Files;
use crate::finding::RuleInfo;
use crate::pipeline::Known;
use crate::rules::{code, config};
use crate::scan::{Options, Silent, scan};
use crate::settings::Settings;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Role {
    Attack,
    Clean,
    With,
}

struct Example {
    role: Role,
    path: String,
    text: String,
    line: usize,
}

#[test]
fn examples_of_every_page_give_what_the_page_says() {
    let only = std::env::var("BUCKLER_PAGE").ok();
    let mut problems = Vec::new();
    for info in super::infos().filter(|info| only.as_deref().is_none_or(|only| only == info.id)) {
        check_page(info, &mut problems);
    }
    assert!(problems.is_empty(), "\n{}", problems.join("\n"));
}

#[test]
fn every_page_in_the_folders_has_its_rule_in_the_list() {
    let lists: [(&str, Vec<&RuleInfo>); 2] = [
        ("code", code::ALL.iter().map(|rule| rule.info()).collect()),
        ("config", config::ALL.iter().map(|rule| rule.info()).collect()),
    ];
    for (group, infos) in lists {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/rules").join(group);
        let names = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
        let pages: BTreeSet<String> = names
            .filter(|path| path.extension().is_some_and(|extension| extension == "md"))
            .map(|path| path.file_stem().unwrap().to_string_lossy().replace('_', "-"))
            .collect();
        let listed: BTreeSet<String> = infos.iter().map(|info| info.id.to_owned()).collect();
        assert_eq!(pages, listed, "pages of {group} on the left, its list on the right");
        assert_eq!(listed.len(), infos.len(), "a rule of {group} is listed twice");
    }
}

#[test]
fn every_rule_says_what_machines_join_by() {
    for info in super::infos() {
        let is_meta = info.id == "stale-suppression";
        assert!(is_meta || !info.cwe.is_empty(), "{} names no CWE", info.id);
        assert!(is_meta || !info.risks.is_empty(), "{} names no risk", info.id);
        let known = |risk: &&str| super::risks().any(|(id, _)| id == *risk);
        assert!(info.risks.iter().all(known), "{} names a risk that is none: {:?}", info.id, info.risks);
        assert!(!info.title.is_empty() && !info.title.ends_with('.'), "{}: the title is a few words", info.id);
    }
}

#[test]
fn no_two_rules_have_one_name() {
    let mut seen = BTreeSet::new();
    let twice: Vec<&str> = super::infos().map(|info| info.id).filter(|id| !seen.insert(*id)).collect();
    assert!(twice.is_empty(), "{twice:?}");
}

fn check_page(info: &RuleInfo, problems: &mut Vec<String>) {
    let mut accompanying = Vec::new();
    let mut seen = BTreeSet::new();
    for example in examples(info, problems) {
        if example.role == Role::With {
            accompanying.push(example);
            continue;
        }
        seen.insert(example.role == Role::Attack);
        let set = std::mem::take(&mut accompanying);
        check_example(info, &set, &example, problems);
    }
    if seen.len() < 2 && info.id != "stale-suppression" {
        problems.push(format!("{}: the page needs an attack and a clean example", info.id));
    }
}

fn check_example(info: &RuleInfo, accompanying: &[Example], example: &Example, problems: &mut Vec<String>) {
    let mut files = Files::default();
    let mut expected = BTreeSet::new();
    for part in accompanying.iter().chain([example]) {
        files.add(part.path.clone(), part.text.clone());
        expected.extend(marks(part));
    }
    let settings = Settings::default();
    let options = Options {
        settings: &settings,
        hardening: true,
        known: Known::default(),
        today: Date::new(2026, 11, 25).unwrap(),
        cancelled: &AtomicBool::new(false),
    };
    let outcome = scan(&files, &options, &mut Silent);
    let of_rule = outcome.reported.iter().filter(|item| item.finding.rule.id == info.id);
    let found: BTreeSet<(String, u32)> =
        of_rule.map(|item| (files.path(item.finding.place.file).to_owned(), files.line(item.finding.place))).collect();
    let place = format!("{}: example in line {} of its page", info.id, example.line);
    match example.role {
        Role::Clean if !found.is_empty() => problems.push(format!("{place} is clean, and found is {found:?}")),
        Role::Attack if found.is_empty() => {
            let others: Vec<_> = outcome.reported.iter().map(|item| item.finding.rule.id).collect();
            problems.push(format!(
                "{place} is an attack, and nothing is found (others: {others:?}, unchecked: {:?})",
                outcome.unchecked
            ));
        }
        Role::Attack if !expected.is_empty() && found != expected => {
            problems.push(format!("{place}: expected are {expected:?}, found is {found:?}"));
        }
        _ => {}
    }
}

fn marks(example: &Example) -> impl Iterator<Item = (String, u32)> {
    let lines = (1..).zip(example.text.lines());
    let marked =
        lines.filter(|(_, line)| line.trim_end().ends_with("# finding") || line.trim_end().ends_with("// finding"));
    marked.map(|(line, _)| (example.path.clone(), line))
}

fn examples(info: &RuleInfo, problems: &mut Vec<String>) -> Vec<Example> {
    let mut found = Vec::new();
    let mut lines = (1..).zip(info.page.lines());
    while let Some((line, text)) = lines.next() {
        let Some(fence) = text.strip_prefix("```").filter(|fence| !fence.is_empty()) else { continue };
        let body: Vec<&str> =
            lines.by_ref().map(|(_, text)| text).take_while(|text| !text.starts_with("```")).collect();
        let text = body.join("\n") + "\n";
        let mut words = fence.split_whitespace();
        let (language, role) = (words.next().unwrap_or_default(), words.next());
        let role = match role {
            Some("attack") => Role::Attack,
            Some("clean") => Role::Clean,
            Some("with") => Role::With,
            // Any other block is there to be read.
            _ => continue,
        };
        match words.next().or_else(|| default_name(language, &text)) {
            Some(path) => found.push(Example { role, path: path.to_owned(), text, line }),
            None => problems.push(format!("{}: line {line}: a block in `{language}` needs a file name", info.id)),
        }
    }
    found
}

fn default_name(language: &str, text: &str) -> Option<&'static str> {
    Some(match language {
        "python" => "app.py",
        "javascript" | "js" => "index.js",
        "typescript" | "ts" => "index.ts",
        "yaml" if text.lines().any(|line| line.starts_with("provider:")) => "serverless.yml",
        "yaml" => "template.yaml",
        "json" => "template.json",
        _ => return None,
    })
}
