//! Attack and clean cases: files of `cases/`, in which `HIT kind` at the end of a line says what must be found there.
//! A case begins with `=== name`, further modules of it with `--- path`.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::print_stdout,
    reason = "helpers of tests"
)]

mod catalog;

use buckler_flow::analysis::{Analysis, ModuleId};
use buckler_flow::{Entry, Program};
use buckler_syntax::tree::LineIndex;
use buckler_syntax::{Dialect, Limits, parse};
use std::collections::BTreeSet;

struct Module {
    path: String,
    text: String,
}

fn analyze(modules: &[Module]) -> Analysis {
    let mut program = Program::new(catalog::PACKAGES);
    for module in modules {
        let extension = module.path.rsplit('.').next().expect("an extension");
        let dialect = Dialect::of_extension(extension).expect("a known extension");
        let parsed = parse(dialect, &module.text, &Limits::default());
        assert!(parsed.problems.is_empty(), "{}: {:?}\n{}", module.path, parsed.problems, module.text);
        program.add(&module.path, parsed.tree.expect("a tree"));
    }
    let paths: Vec<String> = modules.iter().map(|module| module.path.clone()).collect();
    program.link(&|_, text, _| {
        let name = text.trim_start_matches("./").replace('.', "/");
        let found = paths.iter().position(|path| {
            let stem = path.rsplit_once('.').map_or(path.as_str(), |(stem, _)| stem);
            stem == name || stem == text.trim_start_matches("./") || stem == format!("{name}/__init__")
        })?;
        Some(ModuleId(u32::try_from(found).expect("few modules")))
    });
    for (index, module) in (0u32..).zip(modules) {
        for symbol in ["handler", "lambda_handler"] {
            let python = module.text.contains(&format!("def {symbol}("));
            let javascript = module.text.contains(&format!("exports.{symbol} ="))
                || module.text.contains(&format!("export const {symbol} ="))
                || module.text.contains(&format!("export function {symbol}("))
                || module.text.contains(&format!("exports = {{ {symbol} }}"))
                || module.text.contains(&format!("export async function {symbol}("));
            if python || javascript || (module.text.contains(&format!("{symbol} = ")) && module.path.ends_with(".py")) {
                program.add_entry(Entry {
                    name: format!("{}.{symbol}", module.path),
                    module: index,
                    symbol: symbol.to_owned(),
                    triggers: vec!["api".to_owned()],
                    environment: vec![("TABLE".to_owned(), "${Orders}".to_owned())],
                });
            }
        }
    }
    program.run()
}

fn check(file: &str, failures: &mut Vec<String>) {
    let only = std::env::var("BUCKLER_CASE").ok();
    let text = std::fs::read_to_string(format!("{}/tests/cases/{file}", env!("CARGO_MANIFEST_DIR"))).expect(file);
    let default = if file.starts_with("python") { "app.py" } else { "app.js" };
    let text = format!("\n{text}");
    for case in text.split("\n=== ").skip(1) {
        let (name, body) = case.split_once('\n').expect("a name");
        if only.as_ref().is_some_and(|only| !name.contains(only.as_str())) {
            continue;
        }
        let mut modules = Vec::new();
        let body = format!("\n{body}");
        let mut parts = body.split("\n--- ");
        let first = parts.next().unwrap_or_default();
        if !first.trim().is_empty() {
            modules.push(Module { path: default.to_owned(), text: first[1..].to_owned() });
        }
        for part in parts {
            let (path, text) = part.split_once('\n').expect("a path");
            modules.push(Module { path: path.trim().to_owned(), text: text.to_owned() });
        }
        let mut wanted = BTreeSet::new();
        for module in &modules {
            for (number, line) in (1u32..).zip(module.text.lines()) {
                for kind in line.split("HIT ").skip(1) {
                    let kind = kind.split_whitespace().next().expect("a kind");
                    wanted.insert((module.path.clone(), number, kind.to_owned()));
                }
            }
        }
        let analysis = analyze(&modules);
        let found: BTreeSet<_> = analysis
            .hits
            .iter()
            .map(|hit| {
                let module = &modules[hit.argument.module.0 as usize];
                let line = LineIndex::new(&module.text).line(hit.argument.span.start);
                (module.path.clone(), line, hit.kind.name().to_owned())
            })
            .collect();
        if only.is_some() {
            println!("{analysis:#?}");
        }
        for hit in &analysis.hits {
            assert!(hit.taints.iter().all(|taint| !taint.clean_for(hit.kind)), "{name}: a clean hit");
            assert!(!hit.taints.is_empty(), "{name}: a hit of nothing");
        }
        for missed in wanted.difference(&found) {
            failures.push(format!("{file} `{name}`: missed {missed:?}"));
        }
        for wrong in found.difference(&wanted) {
            failures.push(format!("{file} `{name}`: wrong {wrong:?}"));
        }
        if !analysis.incomplete.is_empty() {
            failures.push(format!("{file} `{name}`: incomplete {:?}", analysis.incomplete));
        }
    }
}

#[test]
fn every_case_is_judged_rightly() {
    let mut failures = Vec::new();
    for file in ["python.txt", "javascript.txt"] {
        check(file, &mut failures);
    }
    assert!(failures.is_empty(), "{} failures:\n{}", failures.len(), failures.join("\n"));
}
