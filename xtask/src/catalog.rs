//! Makes the agents' tables of hooked functions from `catalog/*.toml`.

use anyhow::{Context, Result, ensure};
use serde::Deserialize;
use std::{
    fmt::Write,
    fs,
    path::{Path, PathBuf},
};

/// The table of the Node.js agent, from the root of the repository.
const NODE_TABLE: &str = "agents/node/src-js/catalog.ts";

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Package {
    package: String,
    language: Language,
    minimum: String,
    /// Read by the tests of the agents.
    canary: String,
    sink: Vec<Sink>,
}

#[derive(Deserialize, PartialEq)]
#[serde(rename_all = "lowercase")]
enum Language {
    Node,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Sink {
    #[serde(default)]
    file: String,
    function: String,
    name: String,
    /// All sinks of packages are SQL so far; the key says so where more kinds follow.
    #[serde(rename = "kind")]
    _kind: Kind,
    dialect: Dialect,
    argument: u32,
    property: Option<String>,
    refusal: Refusal,
    #[serde(default)]
    optional: bool,
}

#[derive(Deserialize)]
#[serde(rename_all = "lowercase")]
enum Kind {
    Sql,
}

#[derive(Deserialize)]
#[serde(rename_all = "lowercase")]
enum Dialect {
    Generic,
    Postgres,
    Mysql,
    Sqlite,
}

#[derive(Deserialize)]
#[serde(rename_all = "snake_case")]
enum Refusal {
    Throw,
    CallbackOrPromise,
    CallbackOrEvent,
    CallbackOrThrow,
    Construct,
}

/// Writes every table anew.
pub(crate) fn generate(root: &Path) -> Result<()> {
    let path = root.join(NODE_TABLE);
    fs::write(&path, node_table(root)?).with_context(|| format!("cannot write {}", path.display()))
}

fn node_table(root: &Path) -> Result<String> {
    let mut table = String::from(
        "// Made by `cargo xtask catalog` from catalog/*.toml. Edit those.\n\n\
         import type { Hooked } from \"./sinks/packages\";\n\n\
         /** Sinks of packages, by package. */\n\
         export const PACKAGES: Record<string, Hooked[]> = {\n",
    );
    for package in packages(root)?.iter().filter(|package| package.language == Language::Node) {
        writeln!(table, "  {:?}: [", package.package)?;
        for sink in &package.sink {
            write_sink(&mut table, package, sink)?;
        }
        table.push_str("  ],\n");
    }
    table.push_str("};\n");
    Ok(table)
}

fn write_sink(table: &mut String, package: &Package, sink: &Sink) -> Result<()> {
    let path: Vec<&str> = sink.function.split('.').collect();
    let dialect = match sink.dialect {
        Dialect::Generic => "generic",
        Dialect::Postgres => "postgres",
        Dialect::Mysql => "mysql",
        Dialect::Sqlite => "sqlite",
    };
    let form = match sink.refusal {
        Refusal::Throw => "throw",
        Refusal::CallbackOrPromise => "callback_or_promise",
        Refusal::CallbackOrEvent => "callback_or_event",
        Refusal::CallbackOrThrow => "callback_or_throw",
        Refusal::Construct => "construct",
    };
    writeln!(table, "    {{")?;
    writeln!(table, "      file: {:?},", sink.file)?;
    writeln!(table, "      path: {path:?},")?;
    writeln!(table, "      name: {:?},", sink.name)?;
    writeln!(table, "      since: {:?},", package.minimum)?;
    writeln!(table, "      dialect: {dialect:?},")?;
    writeln!(table, "      argument: {},", sink.argument)?;
    if let Some(property) = &sink.property {
        writeln!(table, "      property: {property:?},")?;
    }
    writeln!(table, "      form: {form:?},")?;
    if sink.optional {
        writeln!(table, "      optional: true,")?;
    }
    writeln!(table, "    }},")?;
    Ok(())
}

fn packages(root: &Path) -> Result<Vec<Package>> {
    let folder = root.join("catalog");
    let entries = fs::read_dir(&folder).with_context(|| format!("cannot read {}", folder.display()))?;
    let mut files: Vec<PathBuf> = entries.map(|entry| Ok(entry?.path())).collect::<Result<_>>()?;
    files.retain(|file| file.extension().is_some_and(|extension| extension == "toml"));
    files.sort();
    files.iter().map(|file| read(file).with_context(|| format!("in {}", file.display()))).collect()
}

fn read(file: &Path) -> Result<Package> {
    let package: Package = toml::from_str(&fs::read_to_string(file)?)?;
    ensure!(package.canary.contains("{}"), "`canary` has no `{{}}` for the input");
    Ok(package)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_are_as_new_as_the_catalog() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("xtask lies in the repository");
        let written = fs::read_to_string(root.join(NODE_TABLE)).expect("the table exists");
        assert!(written == node_table(root).expect("the catalog can be read"), "run `cargo xtask catalog`");
    }
}
