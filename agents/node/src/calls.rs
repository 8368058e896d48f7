//! Everything JavaScript can ask.
//!
//! Judging calls begin with the invocation's number, the number of a second invocation that the operation may belong
//! to (0: none) and the position of the sink's name. They answer `undefined`, or the message of a block.

use crate::{
    code,
    host::{self, Host},
    js::{Env, UNDEFINED, edge},
    site, workers,
};
use buckler_agent::{
    Answer, Derivation, DerivationKind, FileAccess, Handler, InvocationId, Operation, ShellDialect, Site, SqlDialect,
};
use napi_sys::{napi_callback_info, napi_env, napi_value};
use std::cell::RefCell;

/// The most arguments of a program that are looked at.
const MOST_ARGUMENTS: u32 = 4096;

/// What a call answers when it failed inside: JavaScript turns it into what `BUCKLER_ON_ERROR` says.
const FAILED: &str = "\0failed";

thread_local! {
    /// Texts of the call in progress. Kept from call to call, so that nothing is allocated.
    static TEXTS: RefCell<[Vec<u8>; 2]> = const { RefCell::new([Vec::new(), Vec::new()]) };
}

macro_rules! functions {
    ($($name:ident => $call:path;)+) => {
        $(unsafe extern "C" fn $name(env: napi_env, info: napi_callback_info) -> napi_value {
            let env = Env::new(env);
            edge(|| $call(env, info), || failed(env, stringify!($name)))
        })+

        /// Puts every function on the addon's exports.
        pub(crate) fn register(env: Env, exports: napi_value) {
            $(if let Ok(name) = std::ffi::CString::new(stringify!($name)) { env.export(exports, &name, $name); })+
        }
    };
}

functions! {
    start => start_agent;
    follow => follow_handler;
    sinks => register_sinks;
    begin => begin_invocation;
    end => end_invocation;
    condemned => is_condemned;
    respond => respond_to;
    derive => remember_derivation;
    redirect => follow_redirect;
    publish => publish_invocation;
    say => say_line;
    watch => watch_code;
    path => judge_path;
    sql => judge_sql;
    exec => judge_exec;
    url => judge_url;
    connect => judge_connect;
    code => judge_code;
}

fn failed(env: Env, place: &str) -> napi_value {
    host::with(|host| host.report_failure(place));
    env.text(FAILED)
}

extern "C" fn ended(_: *mut std::ffi::c_void) {
    code::stop();
    host::stop();
}

/// `(concurrent) => [mode, problem, …]`
fn start_agent(env: Env, info: napi_callback_info) -> napi_value {
    let [concurrent] = env.arguments(info);
    host::start(env.is_true(concurrent));
    env.at_exit(ended);
    host::with(|host| {
        let settings = host.agent.settings();
        let mode = if host.agent.is_off() { "off" } else { settings.mode().name() };
        env.list(std::iter::once(mode).chain(settings.problems.iter().map(String::as_str)))
    })
    .unwrap_or(UNDEFINED)
}

/// `() => boolean`
fn follow_handler(env: Env, _: napi_callback_info) -> napi_value {
    env.at_exit(ended);
    env.truth(host::follow())
}

/// `(names) => undefined`
fn register_sinks(env: Env, info: napi_callback_info) -> napi_value {
    let [names] = env.arguments(info);
    site::note_own_scripts(env);
    host::with(|host| host.sinks.extend(env.texts(names, MOST_ARGUMENTS)));
    UNDEFINED
}

/// `(requestId, event) => number`
fn begin_invocation(env: Env, info: napi_callback_info) -> napi_value {
    let [request_id, event] = env.arguments(info);
    let id = with_texts(env, request_id, event, |host, request_id, event| host.begin(request_id, event));
    env.count(id.unwrap_or(0))
}

/// `(id) => undefined`
fn end_invocation(env: Env, info: napi_callback_info) -> napi_value {
    let [id] = env.arguments(info);
    host::with(|host| host.end(env.id(id)));
    UNDEFINED
}

/// `(id) => boolean`
fn is_condemned(env: Env, info: napi_callback_info) -> napi_value {
    let [id] = env.arguments(info);
    env.truth(host::with(|host| host.is_condemned(env.id(id))).unwrap_or(false))
}

/// `(id, answer as JSON | undefined when the handler failed) => JSON to answer instead | true: keep | false: fail`
fn respond_to(env: Env, info: napi_callback_info) -> napi_value {
    let [id, answer] = env.arguments(info);
    let mut text = Vec::new();
    let handler = env.read(answer, &mut text).map_or(Handler::Failed, Handler::Returned);
    match host::with(|host| host.agent.respond(InvocationId(env.id(id)), handler)) {
        Some(Answer::Replace(json)) => env.text(&json),
        Some(Answer::Fail) => env.truth(false),
        Some(Answer::Keep) | None => env.truth(true),
    }
}

/// `(id, isUrl, result, parts) => undefined`
fn remember_derivation(env: Env, info: napi_callback_info) -> napi_value {
    /// Longer joins are remembered by their beginning.
    const MOST_PARTS: u32 = 16;
    let [id, is_url, result, parts] = env.arguments(info);
    let parts = env.texts(parts, MOST_PARTS);
    let parts: Vec<&str> = parts.iter().map(String::as_str).collect();
    let kind = if env.is_true(is_url) { DerivationKind::Url } else { DerivationKind::Path };
    with_text(env, result, |host, result| {
        host.derive(env.id(id), Derivation { kind, parts: &parts, result });
    });
    UNDEFINED
}

/// `(id, from, to) => undefined`
fn follow_redirect(env: Env, info: napi_callback_info) -> napi_value {
    let [id, from, to] = env.arguments(info);
    with_texts(env, from, to, |host, from, to| host.redirect(env.id(id), from, to));
    UNDEFINED
}

/// `(id, requestId, event) => undefined`
fn publish_invocation(env: Env, info: napi_callback_info) -> napi_value {
    let [id, request_id, event] = env.arguments(info);
    workers::publish(env.id(id), &env.owned(request_id), &env.owned(event));
    UNDEFINED
}

/// `(line) => undefined`
fn say_line(env: Env, info: napi_callback_info) -> napi_value {
    let [line] = env.arguments(info);
    with_text(env, line, |host, line| host.say(line));
    UNDEFINED
}

/// `((source) => boolean) => ArrayBuffer | undefined`
fn watch_code(env: Env, info: napi_callback_info) -> napi_value {
    let [judge] = env.arguments(info);
    code::watch(env, judge)
}

/// `(id, also, sink, path, access)`
fn judge_path(env: Env, info: napi_callback_info) -> napi_value {
    let [id, also, sink, path, access] = env.arguments(info);
    let access = match env.number(access) {
        0 => FileAccess::Read,
        1 => FileAccess::Write,
        2 => FileAccess::Create,
        _ => FileAccess::Delete,
    };
    judge(env, [id, also, sink], path, |path, ask| {
        let cwd = if path.starts_with('/') { None } else { std::env::current_dir().ok() };
        let cwd = cwd.as_deref().and_then(std::path::Path::to_str);
        ask(&Operation::Path { path, access, cwd }, Site::UNKNOWN)
    })
}

/// `(id, also, sink, text, dialect)`
fn judge_sql(env: Env, info: napi_callback_info) -> napi_value {
    let [id, also, sink, text, dialect] = env.arguments(info);
    let dialect = match env.number(dialect) {
        1 => SqlDialect::Postgres,
        2 => SqlDialect::MySql,
        3 => SqlDialect::Sqlite,
        _ => SqlDialect::Generic,
    };
    judge(env, [id, also, sink], text, |text, ask| ask(&Operation::Sql { text, dialect }, Site::UNKNOWN))
}

/// `(id, also, sink, program, arguments without the program)`
fn judge_exec(env: Env, info: napi_callback_info) -> napi_value {
    let [id, also, sink, program, arguments] = env.arguments(info);
    let arguments = env.texts(arguments, MOST_ARGUMENTS);
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    judge(env, [id, also, sink], program, |program, ask| match shell(program, &arguments) {
        Some((text, dialect)) => ask(&Operation::Shell { text, dialect }, Site::UNKNOWN),
        None => ask(&Operation::Exec { program, args: &arguments }, Site::UNKNOWN),
    })
}

/// The command string of exactly `SHELL -c TEXT`, which is how Node starts every shell.
fn shell<'a>(program: &str, arguments: &[&'a str]) -> Option<(&'a str, ShellDialect)> {
    let &["-c", text] = arguments else { return None };
    match program.rsplit('/').next()? {
        "sh" | "dash" | "ash" | "ksh" | "zsh" => Some((text, ShellDialect::Sh)),
        "bash" => Some((text, ShellDialect::Bash)),
        _ => None,
    }
}

/// `(id, also, sink, url)`
fn judge_url(env: Env, info: napi_callback_info) -> napi_value {
    let [id, also, sink, url] = env.arguments(info);
    judge(env, [id, also, sink], url, |url, ask| ask(&Operation::Url { url }, site::here(env)))
}

/// `(id, also, sink, host, address | "", port)`
fn judge_connect(env: Env, info: napi_callback_info) -> napi_value {
    let [id, also, sink, host, address, port] = env.arguments(info);
    let address = env.owned(address).parse().ok();
    let port = u16::try_from(env.number(port)).unwrap_or(0);
    judge(env, [id, also, sink], host, |host, ask| ask(&Operation::Connect { host, address, port }, site::here(env)))
}

/// `(id, also, sink, text)`
fn judge_code(env: Env, info: napi_callback_info) -> napi_value {
    let [id, also, sink, text] = env.arguments(info);
    judge(env, [id, also, sink], text, |text, ask| ask(&Operation::Code { text }, Site::UNKNOWN))
}

/// Puts a question to the agent, for the one or two invocations that the operation may belong to.
type Ask<'h> = &'h mut dyn FnMut(&Operation<'_>, Site) -> Option<String>;

fn judge(
    env: Env,
    [id, also, sink]: [napi_value; 3],
    text: napi_value,
    question: impl FnOnce(&str, Ask<'_>) -> Option<String>,
) -> napi_value {
    let (ids, sink) = ([env.id(id), env.id(also)], env.number(sink));
    let message = with_text(env, text, |host, text| {
        question(text, &mut |operation, site| host.check(ids, sink, operation, site))
    });
    message.flatten().map_or(UNDEFINED, |message| env.text(&message))
}

fn with_text<T>(env: Env, text: napi_value, work: impl FnOnce(&mut Host, &str) -> T) -> Option<T> {
    TEXTS.with(|texts| {
        let [first, _] = &mut *texts.try_borrow_mut().ok()?;
        let text = env.read(text, first)?;
        let answer = host::with(|host| work(host, text));
        shed(first);
        answer
    })
}

fn with_texts<T>(
    env: Env,
    one: napi_value,
    other: napi_value,
    work: impl FnOnce(&mut Host, &str, &str) -> T,
) -> Option<T> {
    TEXTS.with(|texts| {
        let [first, second] = &mut *texts.try_borrow_mut().ok()?;
        let (one, other) = (env.read(one, first).unwrap_or_default(), env.read(other, second)?);
        let answer = host::with(|host| work(host, one, other));
        shed(second);
        answer
    })
}

/// Gives the memory of an unusually long text back.
fn shed(buffer: &mut Vec<u8>) {
    const KEEP: usize = 64 * 1024;
    if buffer.capacity() > KEEP {
        *buffer = Vec::new();
    }
}
