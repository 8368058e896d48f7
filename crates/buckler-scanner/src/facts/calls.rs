//! Calls of an application, as rules ask for them.

use crate::code::Code;
use buckler_flow::analysis::{Call, CallArgument, EntryId, Fact, FactShape, FunctionRef, ModuleId, Role, Spot};
use buckler_syntax::tree::Tree;
use std::collections::BTreeSet;

use buckler_template::{Auth, Function, TriggerKind};

/// Calls that an event or request reaches.
pub(crate) fn reached<'a>(code: &'a Code<'_>) -> impl Iterator<Item = &'a Call> {
    let modules = entered_modules(code);
    let tests = tests(code);
    code.analysis.calls.iter().filter(move |call| {
        if tests.contains(&call.spot.module) {
            return false;
        }
        // The top level of a module runs before any entry.
        is_entered(code, &call.entries) || call.function.function.is_none() && modules.contains(&call.function.module)
    })
}

/// Whether one of these entries is called from outside. Where no template names any function, whatever nothing else
/// calls may be.
pub(crate) fn is_entered(code: &Code<'_>, entries: &[EntryId]) -> bool {
    let role = |id: &EntryId| {
        usize::try_from(id.0).ok().and_then(|index| code.analysis.entries.get(index)).map(|entry| entry.role)
    };
    entries.iter().filter_map(role).any(|role| role != Role::Library)
        || !code.analysis.entries.iter().any(|entry| entry.role == Role::Given)
}

/// Modules in which an entry reaches something, with their trees.
pub(crate) fn modules<'a>(code: &'a Code<'_>) -> Vec<(ModuleId, &'a Tree)> {
    entered_modules(code).into_iter().filter_map(|module| Some((module, code.tree(module)?))).collect()
}

/// Modules that test the application and are no part of it.
fn tests(code: &Code<'_>) -> BTreeSet<ModuleId> {
    let is_test = |path: &str| {
        let (folders, name) = path.rsplit_once('/').unwrap_or(("", path));
        let in_folder = folders.split('/').any(|folder| matches!(folder, "test" | "tests" | "__tests__" | "e2e"));
        in_folder || name.starts_with("test_") && name.ends_with(".py") || name == "conftest.py"
    };
    code.modules().filter(|module| is_test(code.path(*module))).collect()
}

fn entered_modules(code: &Code<'_>) -> BTreeSet<ModuleId> {
    let reached = code.analysis.reached.iter().filter(|(_, entries)| is_entered(code, entries));
    let tests = tests(code);
    reached.map(|(function, _)| function.module).filter(|module| !tests.contains(module)).collect()
}

/// Names of the functions of the application that reach a function of the program.
pub(crate) fn functions_of(code: &Code<'_>, function: FunctionRef) -> Vec<String> {
    let entries = code.analysis.reached.iter().find(|(reached, _)| *reached == function).map(|(_, entries)| entries);
    entries.map_or_else(Vec::new, |entries| code.names(entries))
}

/// The last name of a path: `execute` of `sqlite3.connect().cursor().execute`.
pub(crate) fn method(path: &str) -> &str {
    path.rsplit_once('.').map_or(path, |(_, last)| last)
}

/// The first name of a path: its package.
pub(crate) fn package(path: &str) -> &str {
    path.split(['.', '(']).next().unwrap_or(path)
}

/// Whether a call writes a line of a log.
pub(crate) fn is_log(path: &str) -> bool {
    const LEVELS: &[&str] = &[
        "log",
        "info",
        "warn",
        "warning",
        "error",
        "debug",
        "trace",
        "critical",
        "exception",
        "fatal",
        "verbose",
        "dir",
        "table",
        "silly",
    ];
    if path == "print" || path.starts_with("console.") {
        return true;
    }
    let lower = path.to_ascii_lowercase();
    LEVELS.contains(&method(path))
        && ["log", "winston", "pino", "bunyan", "signale", "consola", "debug"].iter().any(|name| lower.contains(name))
}

/// An option of a call: a keyword, or a property of an object among the arguments.
pub(crate) fn option<'a>(call: &'a Call, name: &str) -> Option<(&'a Fact, Spot)> {
    if let Some(argument) = call.keyword(name) {
        return Some((&argument.value, argument.spot));
    }
    call.arguments.iter().find_map(|argument| {
        let value = argument.value.entry(name)?;
        Some((value, argument.value.entry_spot(name).unwrap_or(argument.spot)))
    })
}

/// Whether a call has an argument whose entries are not all known: an option may be among them.
pub(crate) fn has_open_options(call: &Call) -> bool {
    call.arguments.iter().any(|argument| match &argument.value.shape {
        FactShape::Unknown => argument.value.made.is_none() && argument.keyword.is_none(),
        FactShape::Object { open, .. } => *open,
        _ => false,
    })
}

/// The constant of an argument by position.
pub(crate) fn constant(call: &Call, position: usize) -> Option<&str> {
    call.position(position).map(|argument| &argument.value).and_then(Fact::constant)
}

/// An argument by position or keyword.
pub(crate) fn argument<'a>(call: &'a Call, position: usize, keyword: &str) -> Option<&'a CallArgument> {
    call.keyword(keyword).or_else(|| call.position(position))
}

/// Whether every HTTP route of these entries is behind an authorizer or asks for permissions of the cloud.
pub(crate) fn behind_authorizer(code: &Code<'_>, entries: &[EntryId]) -> bool {
    let names = code.names(entries);
    let mut routes = functions(code, &names)
        .flat_map(|function| &function.triggers)
        .filter(|trigger| is_http(&trigger.kind))
        .peekable();
    routes.peek().is_some() && routes.all(|trigger| matches!(trigger.auth, Auth::Authorizer(_) | Auth::Iam))
}

/// Functions of the templates that people call so.
pub(crate) fn functions<'a>(code: &'a Code<'_>, names: &'a [String]) -> impl Iterator<Item = &'a Function> {
    code.stacks
        .iter()
        .flat_map(|stack| &stack.application.functions)
        .filter(move |function| names.contains(&function.label))
}

/// Triggers of entries, by their names in the catalog.
pub(crate) fn triggers<'a>(code: &'a Code<'_>, entries: &[EntryId]) -> Vec<&'a str> {
    let entry = |id: &EntryId| code.analysis.entries.get(usize::try_from(id.0).ok()?);
    entries.iter().filter_map(entry).map(|entry| entry.trigger.as_str()).collect()
}

fn is_http(kind: &TriggerKind) -> bool {
    matches!(
        kind,
        TriggerKind::RestApi(_)
            | TriggerKind::HttpApi(_)
            | TriggerKind::FunctionUrl { .. }
            | TriggerKind::LoadBalancer(_)
            | TriggerKind::WebSocket { .. }
    )
}

/// Whether people send what these entries get: through a route of a framework or an HTTP trigger. What is not known
/// counts as sent by people.
pub(crate) fn from_requests(code: &Code<'_>, entries: &[EntryId]) -> bool {
    const HTTP: &[&str] =
        &["", "api_gateway_v1", "api_gateway_v2", "function_url", "alb", "web_socket", "app_sync", "cloud_front"];
    triggers(code, entries).iter().any(|trigger| HTTP.contains(trigger))
}
