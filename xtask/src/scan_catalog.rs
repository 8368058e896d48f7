//! Makes the scanner's tables of packages from `catalog/scan/*.toml`.

mod parse;

use anyhow::{Context, Result, ensure};
use parse::{Conditions, Givens, Kinds, Places};
use serde::Deserialize;
use std::{
    collections::BTreeMap,
    fmt::Write,
    fs,
    path::{Path, PathBuf},
};

/// The table of the scanner, from the root of the repository.
const TABLE: &str = "crates/buckler-scanner/src/catalog.rs";

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Package {
    package: String,
    language: String,
    #[serde(default)]
    modules: Vec<String>,
    #[serde(default)]
    sink: Vec<Sink>,
    #[serde(default)]
    source: Vec<Source>,
    #[serde(default)]
    propagator: Vec<Propagator>,
    #[serde(default)]
    sanitizer: Vec<Sanitizer>,
    #[serde(default)]
    validator: Vec<Validator>,
    #[serde(default)]
    alias: Vec<Alias>,
    #[serde(default)]
    route: Vec<Route>,
    #[serde(default)]
    view: Vec<View>,
    #[serde(default)]
    store: Vec<Store>,
    #[serde(default)]
    event: Vec<Event>,
    #[serde(default)]
    watch: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Sink {
    paths: Vec<String>,
    kind: String,
    at: Vec<String>,
    #[serde(default)]
    when: Vec<String>,
    #[serde(default = "default_origins")]
    from: Vec<String>,
    #[serde(default)]
    note: String,
    #[serde(default)]
    fix: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Source {
    paths: Vec<String>,
    name: Option<String>,
    #[serde(default = "default_origin")]
    origin: String,
    #[serde(default)]
    clean: Vec<String>,
    #[serde(default)]
    trusted: Vec<String>,
    #[serde(default)]
    readers: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Propagator {
    paths: Vec<String>,
    #[serde(default = "default_flow")]
    from: Vec<String>,
    #[serde(default = "default_target")]
    to: String,
    #[serde(default = "default_shape")]
    shape: String,
    #[serde(default)]
    calls: Vec<Callback>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Callback {
    function: String,
    #[serde(default)]
    with: Vec<String>,
    #[serde(default)]
    result: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Sanitizer {
    paths: Vec<String>,
    #[serde(default = "default_place")]
    at: String,
    #[serde(default)]
    when: Vec<String>,
    clean: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Validator {
    paths: Vec<String>,
    #[serde(default = "default_place")]
    at: String,
    #[serde(default)]
    clean: Vec<String>,
    #[serde(default = "default_answer")]
    answer: String,
    pattern: Option<String>,
    #[serde(default)]
    whole: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Alias {
    paths: Vec<String>,
    to: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Route {
    paths: Vec<String>,
    form: String,
    #[serde(default)]
    parameters: Vec<String>,
    #[serde(default = "default_answering")]
    answer: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct View {
    bases: Vec<String>,
    #[serde(default)]
    methods: Vec<String>,
    #[serde(default)]
    parameters: Vec<String>,
    #[serde(default)]
    attributes: BTreeMap<String, String>,
    #[serde(default = "default_answering")]
    answer: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Store {
    paths: Vec<String>,
    kind: String,
    put: bool,
    name: String,
    value: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Event {
    trigger: String,
    #[serde(default)]
    input: Vec<String>,
    #[serde(default)]
    trusted: Vec<String>,
    #[serde(default)]
    identity: Vec<String>,
    #[serde(default)]
    text: Vec<String>,
    #[serde(default = "default_answering")]
    answer: String,
    #[serde(default)]
    store: String,
}

fn default_origins() -> Vec<String> {
    vec!["input".into(), "stored".into()]
}

fn default_origin() -> String {
    "input".into()
}

fn default_flow() -> Vec<String> {
    vec!["0..".into(), "receiver".into()]
}

fn default_target() -> String {
    "result".into()
}

fn default_shape() -> String {
    "made".into()
}

fn default_place() -> String {
    "0".into()
}

fn default_answer() -> String {
    "true".into()
}

fn default_answering() -> String {
    "nothing".into()
}

/// Writes the table anew.
pub(crate) fn generate(root: &Path) -> Result<()> {
    let path = root.join(TABLE);
    fs::write(&path, table(root)?).with_context(|| format!("cannot write {}", path.display()))
}

fn table(root: &Path) -> Result<String> {
    let mut text = String::from(
        "//! What is known about packages. Made by `cargo xtask catalog` from catalog/scan/*.toml. Edit those.\n\n\
         use buckler_flow::catalog::*;\n\n",
    );
    let packages = packages(root)?;
    text.push_str("/// Every package, by the names of their files.\npub static PACKAGES: &[&Package] = &[\n");
    for (file, _) in &packages {
        writeln!(text, "    &{},", identifier(file))?;
    }
    text.push_str("];\n");
    for (file, package) in &packages {
        write_package(&mut text, file, package).with_context(|| format!("in catalog/scan/{file}.toml"))?;
    }
    Ok(text)
}

fn write_package(text: &mut String, file: &str, package: &Package) -> Result<()> {
    let language = parse::word(&package.language, &[("javascript", "JavaScript"), ("python", "Python")])?;
    writeln!(text, "\nstatic {}: Package = Package {{", identifier(file))?;
    writeln!(text, "    name: {:?},", package.package)?;
    writeln!(text, "    language: Language::{language},")?;
    writeln!(text, "    modules: &{:?},", package.modules)?;
    list(text, "sinks", &package.sink, sink)?;
    list(text, "sources", &package.source, source)?;
    list(text, "propagators", &package.propagator, propagator)?;
    list(text, "sanitizers", &package.sanitizer, sanitizer)?;
    list(text, "validators", &package.validator, validator)?;
    list(text, "aliases", &package.alias, |alias| {
        Ok(format!("Alias {{ paths: {}, to: {:?} }}", paths(&alias.paths)?, alias.to))
    })?;
    list(text, "routes", &package.route, route)?;
    list(text, "views", &package.view, view)?;
    list(text, "stores", &package.store, store)?;
    list(text, "events", &package.event, event)?;
    writeln!(text, "    watches: {},\n}};", paths(&package.watch)?)?;
    Ok(())
}

fn list<T>(text: &mut String, field: &str, items: &[T], one: impl Fn(&T) -> Result<String>) -> Result<()> {
    if items.is_empty() {
        writeln!(text, "    {field}: &[],")?;
        return Ok(());
    }
    writeln!(text, "    {field}: &[")?;
    for item in items {
        writeln!(text, "        {},", one(item)?)?;
    }
    writeln!(text, "    ],")?;
    Ok(())
}

fn sink(sink: &Sink) -> Result<String> {
    ensure!(!sink.at.is_empty(), "a sink of {:?} has no place", sink.paths);
    Ok(format!(
        "Sink {{ paths: {}, kind: {}, at: {}, when: {}, from: {}, note: {:?}, fix: {:?} }}",
        paths(&sink.paths)?,
        parse::kind(&sink.kind)?,
        Places(&sink.at).code()?,
        Conditions(&sink.when).code()?,
        parse::origins(&sink.from)?,
        sink.note,
        sink.fix
    ))
}

fn source(source: &Source) -> Result<String> {
    let name = source.name.as_deref().unwrap_or_default();
    Ok(format!(
        "Source {{ paths: {}, name: {name:?}, origin: {}, clean: {}, trusted: &{:?}, readers: &{:?} }}",
        paths(&source.paths)?,
        parse::origin(&source.origin)?,
        Kinds(&source.clean).code()?,
        source.trusted,
        source.readers
    ))
}

fn propagator(propagator: &Propagator) -> Result<String> {
    let shapes = [("same", "Same"), ("decoded", "Decoded"), ("made", "Made"), ("list", "List"), ("nothing", "Nothing")];
    let mut calls = String::from("&[");
    for call in &propagator.calls {
        write!(
            calls,
            "Callback {{ function: {}, with: {}, result: {} }}, ",
            parse::place(&call.function)?,
            Givens(&call.with).code()?,
            call.result
        )?;
    }
    calls.push(']');
    Ok(format!(
        "Propagator {{ paths: {}, from: {}, to: {}, shape: Shape::{}, calls: {calls} }}",
        paths(&propagator.paths)?,
        Places(&propagator.from).code()?,
        parse::place(&propagator.to)?,
        parse::word(&propagator.shape, &shapes)?,
    ))
}

fn sanitizer(sanitizer: &Sanitizer) -> Result<String> {
    Ok(format!(
        "Sanitizer {{ paths: {}, at: {}, when: {}, clean: {} }}",
        paths(&sanitizer.paths)?,
        parse::place(&sanitizer.at)?,
        Conditions(&sanitizer.when).code()?,
        Kinds(&sanitizer.clean).code()?
    ))
}

fn validator(validator: &Validator) -> Result<String> {
    let answers = [("true", "True"), ("false", "False"), ("returns", "Returns")];
    let pattern = match &validator.pattern {
        Some(place) => format!("Some({})", parse::place(place)?),
        None => "None".to_owned(),
    };
    ensure!(
        validator.pattern.is_some() == validator.clean.is_empty(),
        "a validator of {:?} needs either `pattern` or `clean`",
        validator.paths
    );
    Ok(format!(
        "Validator {{ paths: {}, at: {}, clean: {}, answer: Answer::{}, pattern: {pattern}, whole: {} }}",
        paths(&validator.paths)?,
        parse::place(&validator.at)?,
        Kinds(&validator.clean).code()?,
        parse::word(&validator.answer, &answers)?,
        validator.whole
    ))
}

fn route(route: &Route) -> Result<String> {
    let forms =
        [("decorator", "Decorator"), ("arguments", "Arguments"), ("wrapper", "Wrapper"), ("entries", "Entries")];
    Ok(format!(
        "Route {{ paths: {}, form: Form::{}, parameters: {}, answer: {} }}",
        paths(&route.paths)?,
        parse::word(&route.form, &forms)?,
        Givens(&route.parameters).code()?,
        parse::answering(&route.answer)?
    ))
}

fn view(view: &View) -> Result<String> {
    let mut attributes = String::from("&[");
    for (name, given) in &view.attributes {
        write!(attributes, "({name:?}, {}), ", parse::given(given)?)?;
    }
    attributes.push(']');
    Ok(format!(
        "View {{ bases: {}, methods: &{:?}, parameters: {}, attributes: {attributes}, answer: {} }}",
        paths(&view.bases)?,
        view.methods,
        Givens(&view.parameters).code()?,
        parse::answering(&view.answer)?
    ))
}

fn store(store: &Store) -> Result<String> {
    Ok(format!(
        "Store {{ paths: {}, kind: {:?}, put: {}, name: {}, value: {} }}",
        paths(&store.paths)?,
        store.kind,
        store.put,
        parse::place(&store.name)?,
        parse::place(&store.value)?
    ))
}

fn event(event: &Event) -> Result<String> {
    Ok(format!(
        "Event {{ trigger: {:?}, input: &{:?}, trusted: &{:?}, identity: &{:?}, text: &{:?}, answer: {}, store: {:?} }}",
        event.trigger,
        event.input,
        event.trusted,
        event.identity,
        event.text,
        parse::answering(&event.answer)?,
        event.store
    ))
}

fn paths(paths: &[String]) -> Result<String> {
    for path in paths {
        parse::check_path(path)?;
    }
    Ok(format!("&{paths:?}"))
}

fn identifier(file: &str) -> String {
    file.chars().map(|letter| if letter.is_ascii_alphanumeric() { letter.to_ascii_uppercase() } else { '_' }).collect()
}

fn packages(root: &Path) -> Result<Vec<(String, Package)>> {
    let folder = root.join("catalog/scan");
    let entries = fs::read_dir(&folder).with_context(|| format!("cannot read {}", folder.display()))?;
    let mut files: Vec<PathBuf> = entries.map(|entry| Ok(entry?.path())).collect::<Result<_>>()?;
    files.retain(|file| file.extension().is_some_and(|extension| extension == "toml"));
    files.sort();
    let mut packages = Vec::new();
    for file in &files {
        let name = file.file_stem().and_then(|stem| stem.to_str()).context("a file name is not text")?;
        let table = toml::from_str(&fs::read_to_string(file)?).with_context(|| format!("in {}", file.display()))?;
        for (number, part) in split(table).into_iter().enumerate() {
            let package = part.try_into().with_context(|| format!("in {}", file.display()))?;
            packages.push((if number == 0 { name.to_owned() } else { format!("{name}_{number}") }, package));
        }
    }
    Ok(packages)
}

/// Tables with `modules` of their own become packages of their own.
fn split(mut table: toml::Table) -> Vec<toml::Table> {
    let mut parts: Vec<(toml::Value, toml::Table)> = Vec::new();
    let head: toml::Table =
        table.iter().filter(|(key, _)| ["package", "language"].contains(&key.as_str())).map(own).collect();
    for (key, value) in &mut table {
        let Some(items) = value.as_array_mut().filter(|items| items.iter().all(toml::Value::is_table)) else {
            continue;
        };
        for mut item in std::mem::take(items) {
            let modules = item.as_table_mut().and_then(|item| item.remove("modules"));
            let Some(modules) = modules else {
                items.push(item);
                continue;
            };
            let index = parts.iter().position(|(known, _)| *known == modules).unwrap_or_else(|| {
                let mut part = head.clone();
                part.insert("modules".to_owned(), modules.clone());
                parts.push((modules, part));
                parts.len() - 1
            });
            let list =
                parts.get_mut(index).map(|(_, part)| part.entry(key.clone()).or_insert(toml::Value::Array(vec![])));
            if let Some(toml::Value::Array(list)) = list {
                list.push(item);
            }
        }
    }
    std::iter::once(table).chain(parts.into_iter().map(|(_, part)| part)).collect()
}

fn own((key, value): (&String, &toml::Value)) -> (String, toml::Value) {
    (key.clone(), value.clone())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_scanners_table_is_as_new_as_its_files() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("xtask lies in the repository");
        let written = fs::read_to_string(root.join(TABLE)).unwrap_or_default();
        assert!(written == table(root).expect("readable files"), "run `cargo xtask catalog`");
    }
}
