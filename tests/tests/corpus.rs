//! Every case of the corpus through the engine, and every example of the detectors' pages.
#![expect(clippy::unwrap_used, clippy::panic, reason = "tests fail by panicking")]
#![expect(clippy::print_stdout, reason = "each half is reported apart")]

use buckler_engine::detectors;
use buckler_tests::corpus::{self, Case};
use std::collections::BTreeMap;

/// Cases that are judged wrongly and known to be: `FILE ID reason`, one a line.
const KNOWN: &str = include_str!("../cases/known.txt");

fn known() -> BTreeMap<(&'static str, &'static str), &'static str> {
    let lines = KNOWN.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
    lines
        .map(|line| {
            let mut words = line.splitn(3, ' ');
            let mut word = || words.next().unwrap_or_else(|| panic!("known.txt: `{line}` is not `FILE ID reason`"));
            ((word(), word()), word())
        })
        .collect()
}

/// Replays one half. Prints what came out of each file; fails on every fault that is not known, and on every known
/// one that is none any more.
fn replay(half: &str) {
    let known = known();
    let mut wrong = Vec::new();
    for (file, cases) in corpus::half(half).unwrap() {
        assert!(cases.len() >= 20, "{file} holds {} cases", cases.len());
        let faults: Vec<(&Case, String)> = cases.iter().filter_map(|case| Some((case, case.fault()?))).collect();
        let attacks = cases.iter().filter(|case| case.expect == "block").count();
        println!("{file}: {} attacks, {} benign, {} judged wrongly", attacks, cases.len() - attacks, faults.len());
        for case in &cases {
            let fault = faults.iter().find(|(faulty, _)| faulty.id == case.id);
            match (fault, known.get(&(file.as_str(), case.id.as_str()))) {
                (Some((_, fault)), None) => wrong.push(format!("{file}: {fault}")),
                (None, Some(reason)) => {
                    wrong.push(format!("{file}: {} is judged rightly now, known.txt says: {reason}", case.id))
                }
                _ => {}
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn own_cases_are_judged_as_labelled() {
    replay("own");
}

#[test]
fn independent_cases_are_judged_as_labelled() {
    replay("independent");
}

#[test]
fn known_faults_name_cases_that_exist() {
    let halves = ["own", "independent"].map(|half| corpus::half(half).unwrap());
    for (file, id) in known().into_keys() {
        let mut cases = halves.iter().flatten().filter(|(name, _)| name == file).flat_map(|(_, cases)| cases);
        assert!(cases.any(|case| case.id == id), "{file} {id}");
    }
}

/// The lines of the fenced blocks of that kind.
fn examples(page: &str, kind: &str) -> Vec<Case> {
    let fence = format!("```{kind}");
    let blocks = page.split(&fence).skip(1).filter_map(|rest| rest.split("```").next());
    blocks.flat_map(|block| Case::parse_all(block).unwrap_or_else(|error| panic!("{kind} examples: {error}"))).collect()
}

#[test]
fn examples_of_every_page_are_judged_as_they_say() {
    let mut wrong = Vec::new();
    for detector in detectors::ALL {
        let name = detector.id().name();
        for (kind, expected) in [("attack", true), ("benign", false)] {
            let cases = examples(detector.page(), kind);
            assert!(cases.len() >= 3, "{name}: {} {kind} examples", cases.len());
            for (number, case) in cases.iter().enumerate() {
                let evidence = case.judge().evidence;
                if evidence.is_some() != expected {
                    let sentence = evidence.map(|evidence| evidence.sentence()).unwrap_or_default();
                    wrong.push(format!("{name}: {kind} example {} {sentence}", number + 1));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_page_has_its_sections() {
    let sections = [
        "## What it detects",
        "## Why it matters",
        "## Examples",
        "## What it cannot see",
        "## How to respond",
        "## References",
    ];
    for detector in detectors::ALL {
        let mut rest = detector.page();
        for section in sections {
            let at = rest.find(section).unwrap_or_else(|| panic!("{}: {section}", detector.id().name()));
            rest = rest.get(at..).unwrap();
        }
    }
}
