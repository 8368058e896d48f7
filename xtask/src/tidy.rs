//! What a reviewer should not have to check: layers, lists that must match folders, pages that must be whole.

use serde::Deserialize;
use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
};

/// Crates of ours that a crate may lean on. A crate that is missing here fails the test by name.
const LAYERS: &[(&str, &[&str])] = &[
    ("buckler-types", &[]),
    ("buckler-text", &[]),
    ("buckler-events", &["buckler-types", "buckler-text"]),
    ("buckler-engine", &["buckler-types", "buckler-text"]),
    ("buckler-ocsf", &["buckler-types"]),
    ("buckler-template", &["buckler-text"]),
    ("buckler-access", &["buckler-text"]),
    ("buckler-syntax", &["buckler-text"]),
    ("buckler-flow", &["buckler-syntax"]),
    ("buckler-agent", &["buckler-types", "buckler-events", "buckler-engine", "buckler-ocsf"]),
    ("buckler-runtime-api", &[]),
    ("buckler-local", &["buckler-types", "buckler-runtime-api", "buckler-template"]),
    (
        "buckler-scanner",
        &["buckler-types", "buckler-text", "buckler-template", "buckler-access", "buckler-syntax", "buckler-flow"],
    ),
    ("buckler-node", &["buckler-agent", "buckler-types"]),
];

/// Entry points and tests lean on whatever they need.
const FREE: &[&str] = &["buckler", "buckler-tests", "xtask"];

/// Crates that touch nothing but their arguments.
const PURE: &[&str] = &["buckler-types", "buckler-text", "buckler-events", "buckler-engine", "buckler-ocsf"];

/// What a page of a detector or rule says, in this order.
const SECTIONS: [&str; 6] = [
    "## What it detects",
    "## Why it matters",
    "## Examples",
    "## What it cannot see",
    "## How to respond",
    "## References",
];

#[derive(Deserialize)]
struct Manifest {
    package: Package,
    #[serde(default)]
    dependencies: BTreeMap<String, toml::Value>,
}

#[derive(Deserialize)]
struct Package {
    name: String,
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().to_path_buf()
}

fn manifests() -> Vec<Manifest> {
    let crates = fs::read_dir(root().join("crates")).unwrap().map(|entry| entry.unwrap().path());
    let others = ["agents/node", "tests", "xtask"].map(|folder| root().join(folder));
    crates
        .chain(others)
        .map(|folder| toml::from_str(&fs::read_to_string(folder.join("Cargo.toml")).unwrap()).unwrap())
        .collect()
}

/// Names of the files in a folder that end so, without that ending.
fn stems(folder: &str, ending: &str) -> BTreeSet<String> {
    let Ok(entries) = fs::read_dir(root().join(folder)) else { return BTreeSet::new() };
    let names = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap());
    names.filter_map(|name| name.strip_suffix(ending).map(String::from)).filter(|stem| stem != "mod").collect()
}

fn text(file: &str) -> String {
    fs::read_to_string(root().join(file)).unwrap_or_else(|error| panic!("{file}: {error}"))
}

#[test]
fn dependencies_point_down() {
    for manifest in manifests() {
        let name = manifest.package.name.as_str();
        if FREE.contains(&name) {
            continue;
        }
        let Some((_, allowed)) = LAYERS.iter().find(|(known, _)| *known == name) else {
            panic!("{name} stands in no layer: add it to LAYERS in {}", file!());
        };
        for dependency in manifest.dependencies.keys().filter(|dependency| dependency.starts_with("buckler")) {
            assert!(allowed.contains(&dependency.as_str()), "{name} must not depend on {dependency}");
        }
    }
}

#[test]
fn pure_crates_have_no_standard_library() {
    for name in PURE {
        let lib = text(&format!("crates/{name}/src/lib.rs"));
        assert!(lib.contains("#![no_std]"), "{name} is a pure crate: its lib.rs must say #![no_std]");
    }
}

#[test]
fn every_detector_is_listed_and_has_a_whole_page() {
    let folder = "crates/buckler-engine/src/detectors";
    let pages = stems(folder, ".md");
    let list = text(&format!("{folder}/mod.rs"));
    assert!(!pages.is_empty());
    for name in &pages {
        assert!(list.contains(&format!("mod {name};")), "{name} has a page and no `mod` line in detectors/mod.rs");
        assert!(root().join(folder).join(format!("{name}.rs")).exists(), "{name}.md has no {name}.rs beside it");
        let page = text(&format!("{folder}/{name}.md"));
        let missing: Vec<_> = SECTIONS.iter().filter(|section| !page.contains(**section)).collect();
        assert!(missing.is_empty(), "{name}.md lacks {missing:?}");
        for example in ["```attack", "```benign"] {
            assert!(page.contains(example), "{name}.md has no {example} block");
        }
    }
}

#[test]
fn every_rule_is_listed_and_has_a_whole_page() {
    for group in ["code", "config"] {
        let folder = format!("crates/buckler-scanner/src/rules/{group}");
        let list = text(&format!("{folder}/mod.rs"));
        let pages = stems(&folder, ".md");
        assert!(!pages.is_empty());
        for name in &pages {
            assert!(list.contains(&format!("mod {name};")), "{name} has a page and no `mod` line in {folder}/mod.rs");
            assert!(root().join(&folder).join(format!("{name}.rs")).exists(), "{name}.md has no {name}.rs beside it");
            let page = text(&format!("{folder}/{name}.md"));
            let missing: Vec<_> = SECTIONS.iter().filter(|section| !page.contains(**section)).collect();
            assert!(missing.is_empty(), "{folder}/{name}.md lacks {missing:?}");
        }
    }
}

#[test]
fn every_trigger_is_listed_and_has_a_fixture() {
    let folder = "crates/buckler-events/src/triggers/aws";
    let list = text(&format!("{folder}/mod.rs"));
    let triggers = stems(folder, ".rs");
    assert!(!triggers.is_empty());
    for name in &triggers {
        assert!(list.contains(&format!("mod {name};")), "{name}.rs has no `mod` line in triggers/aws/mod.rs");
        assert!(root().join(folder).join(format!("{name}.json")).exists(), "{name}.rs has no fixture {name}.json");
    }
}

#[test]
fn every_command_is_listed() {
    let folder = "crates/buckler/src/commands";
    let list = text(&format!("{folder}/mod.rs"));
    for name in stems(folder, ".rs") {
        assert!(list.contains(&format!("mod {name};")), "{name}.rs has no `mod` line in commands/mod.rs");
    }
}

#[test]
fn the_map_of_the_house_names_every_room() {
    let map = text("ARCHITECTURE.md");
    for manifest in manifests() {
        let name = manifest.package.name;
        let named = map.contains(&format!("`{name}`")) || name == "buckler-node" && map.contains("`agents/node`");
        assert!(named || name == "buckler-tests" && map.contains("`tests`"), "ARCHITECTURE.md does not name {name}");
    }
}

#[test]
fn pages_name_only_targets_that_the_makefile_has() {
    let makefile = text("Makefile");
    for page in ["README.md", "CONTRIBUTING.md", "ARCHITECTURE.md"] {
        let page_text = text(page);
        for part in page_text.split("`make ").skip(1) {
            let target: String =
                part.chars().take_while(|letter| letter.is_ascii_lowercase() || *letter == '-').collect();
            assert!(makefile.contains(&format!("\n{target}:")), "{page} names `make {target}`, and there is none");
        }
    }
}
