//! Reads the small notations of the catalog (places, conditions, given values) and writes them as Rust.

use anyhow::{Context, Result, bail, ensure};

/// Names of kinds with their variants.
const KINDS: &[(&str, &str)] = &[
    ("sql", "Sql"),
    ("nosql", "NoSql"),
    ("command", "Command"),
    ("argument", "Argument"),
    ("path", "Path"),
    ("url", "Url"),
    ("code", "Code"),
    ("deserialization", "Deserialization"),
    ("html", "Html"),
    ("template", "Template"),
    ("ldap", "Ldap"),
    ("xpath", "XPath"),
    ("xml", "Xml"),
    ("redirect", "Redirect"),
    ("header", "Header"),
    ("log", "Log"),
    ("regex", "Regex"),
    ("mail", "Mail"),
    ("format", "Format"),
    ("module", "Module"),
    ("reflection", "Reflection"),
    ("session", "Session"),
    ("prototype", "Prototype"),
    ("secret", "Secret"),
    ("cookie", "Cookie"),
    ("answer", "Answer"),
    ("put", "Put"),
    ("key", "Key"),
    ("size", "Size"),
    ("message", "Message"),
    ("resource", "Resource"),
];

const ORIGINS: &[(&str, &str)] = &[
    ("input", "Input"),
    ("stored", "Stored"),
    ("remote", "Remote"),
    ("random", "Random"),
    ("secret", "Secret"),
    ("error", "Error"),
    ("hash", "Hash"),
    ("unverified", "Unverified"),
    ("identity", "Identity"),
    ("local", "Local"),
];

pub(super) fn word<'a>(word: &str, known: &[(&str, &'a str)]) -> Result<&'a str> {
    known.iter().find(|(name, _)| *name == word).map(|(_, variant)| *variant).with_context(|| {
        let names: Vec<&str> = known.iter().map(|(name, _)| *name).collect();
        format!("`{word}` is none of {}", names.join(", "))
    })
}

pub(super) fn kind(name: &str) -> Result<String> {
    Ok(format!("Kind::{}", word(name, KINDS)?))
}

pub(super) fn origin(name: &str) -> Result<String> {
    Ok(format!("Origin::{}", word(name, ORIGINS)?))
}

pub(super) fn origins(names: &[String]) -> Result<String> {
    let names: Vec<String> = names.iter().map(|name| origin(name)).collect::<Result<_>>()?;
    Ok(format!("&[{}]", names.join(", ")))
}

pub(super) fn answering(name: &str) -> Result<String> {
    let known = [("html", "Html"), ("json", "Json"), ("proxy", "Proxy"), ("nothing", "Nothing")];
    Ok(format!("Answering::{}", word(name, &known)?))
}

/// A set of kinds.
pub(super) struct Kinds<'a>(pub(super) &'a [String]);

impl Kinds<'_> {
    pub(super) fn code(&self) -> Result<String> {
        if self.0.iter().any(|name| name == "all") {
            return Ok("u64::MAX".to_owned());
        }
        if self.0.is_empty() {
            return Ok("0".to_owned());
        }
        let bits: Vec<String> =
            self.0.iter().map(|name| Ok(format!("{}.bit()", kind(name)?))).collect::<Result<_>>()?;
        Ok(bits.join(" | "))
    }
}

pub(super) struct Places<'a>(pub(super) &'a [String]);

impl Places<'_> {
    pub(super) fn code(&self) -> Result<String> {
        let places: Vec<String> = self.0.iter().map(|text| place(text)).collect::<Result<_>>()?;
        Ok(format!("&[{}]", places.join(", ")))
    }
}

/// `0`, `0:query`, `:query`, `1..`, `-1`, `receiver`, `result`, each with a path behind it.
pub(super) fn place(text: &str) -> Result<String> {
    let (base, rest) = match text.strip_suffix("..") {
        Some(number) => (format!("Base::From({})", number.parse::<u8>().with_context(|| wrong(text))?), ""),
        None => {
            let end = text.find(['.', '[']).unwrap_or(text.len());
            let (head, rest) = text.split_at(end);
            (base(head).with_context(|| wrong(text))?, rest)
        }
    };
    let keys = keys(rest).with_context(|| wrong(text))?;
    Ok(format!("Place {{ base: {base}, path: &[{}] }}", keys.join(", ")))
}

fn wrong(text: &str) -> String {
    format!("`{text}` is no place")
}

fn base(text: &str) -> Result<String> {
    match text {
        "receiver" => return Ok("Base::Receiver".to_owned()),
        "result" => return Ok("Base::Result".to_owned()),
        "-1" => return Ok("Base::Last".to_owned()),
        _ => {}
    }
    match text.split_once(':') {
        Some(("", keyword)) if !keyword.is_empty() => Ok(format!("Base::Keyword({keyword:?})")),
        Some((position, keyword)) => Ok(format!("Base::Named({}, {keyword:?})", position.parse::<u8>()?)),
        None => Ok(format!("Base::Position({})", text.parse::<u8>()?)),
    }
}

fn keys(mut rest: &str) -> Result<Vec<String>> {
    let mut keys = Vec::new();
    while !rest.is_empty() {
        if let Some(inside) = rest.strip_prefix('[') {
            let (index, after) = inside.split_once(']').context("`[` without `]`")?;
            keys.push(if index.is_empty() {
                "Key::Any".to_owned()
            } else {
                format!("Key::Index({})", index.parse::<u32>()?)
            });
            rest = after;
        } else {
            let name = rest.strip_prefix('.').context("a `.` is missing")?;
            let end = name.find(['.', '[']).unwrap_or(name.len());
            let (name, after) = name.split_at(end);
            keys.push(match name {
                "" => bail!("a name is missing"),
                "**" => "Key::Deep".to_owned(),
                "keys" => "Key::Keys".to_owned(),
                name => format!("Key::Name({name:?})"),
            });
            rest = after;
        }
    }
    Ok(keys)
}

pub(super) struct Conditions<'a>(pub(super) &'a [String]);

impl Conditions<'_> {
    pub(super) fn code(&self) -> Result<String> {
        let conditions: Vec<String> = self.0.iter().map(|text| condition(text)).collect::<Result<_>>()?;
        Ok(format!("&[{}]", conditions.join(", ")))
    }
}

fn condition(text: &str) -> Result<String> {
    let (not, rest) = match text.strip_prefix("not ") {
        Some(rest) => (true, rest),
        None => (false, text),
    };
    let test = |test: &str, at: &str| -> Result<String> {
        Ok(format!("Condition {{ not: {not}, place: {}, test: Test::{test} }}", place(at.trim())?))
    };
    if let Some((at, value)) = rest.split_once(" = ") {
        return test(&format!("Equals({:?})", value.trim()), at);
    }
    if let Some((at, kind)) = rest.split_once(" is ") {
        let types =
            [("text", "Text"), ("list", "List"), ("object", "Object"), ("number", "Number"), ("function", "Function")];
        return test(&format!("Is(Type::{})", word(kind.trim(), &types)?), at);
    }
    if let Some((at, like)) = rest.split_once(" like ") {
        let likes = [
            ("sql", "Sql"),
            ("html", "Html"),
            ("shell", "Shell"),
            ("xpath", "XPath"),
            ("ldap", "Ldap"),
            ("url", "Url"),
        ];
        return test(&format!("Like(Like::{})", word(like.trim(), &likes)?), at);
    }
    if let Some(at) = rest.strip_suffix(" exists") {
        return test("Exists", at);
    }
    bail!("`{text}` is no condition")
}

pub(super) struct Givens<'a>(pub(super) &'a [String]);

impl Givens<'_> {
    pub(super) fn code(&self) -> Result<String> {
        let givens: Vec<String> = self.0.iter().map(|text| given(text)).collect::<Result<_>>()?;
        Ok(format!("&[{}]", givens.join(", ")))
    }
}

pub(super) fn given(text: &str) -> Result<String> {
    Ok(match text.split_once(':') {
        Some(("input", name)) => format!("Given::Input({name:?})"),
        Some(("object", path)) => format!("Given::Object({path:?})"),
        _ => match text {
            "input" => "Given::Input(\"\")".to_owned(),
            "unknown" => "Given::Unknown".to_owned(),
            "outcome" => "Given::Outcome".to_owned(),
            text => format!("Given::Place({})", place(text)?),
        },
    })
}

/// A path is names, `()` with an optional constant, `[]`, and `..` for any way; `*` only in front, `=` only at the end.
pub(super) fn check_path(path: &str) -> Result<()> {
    let body = path.strip_suffix('=').unwrap_or(path);
    let body = body.strip_prefix("*.").or_else(|| body.strip_prefix("..")).unwrap_or(body);
    ensure!(!body.contains(' '), "`{path}` is no path");
    ensure!(!body.contains('*'), "`{path}`: `*` stands only in front");
    if path.is_empty() {
        return Ok(());
    }
    ensure!(body.matches('(').count() == body.matches(')').count(), "`{path}`: parentheses do not match");
    ensure!(!body.contains("...") && !body.ends_with('.'), "`{path}`: a name is missing");
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_read() {
        let cases = [
            ("0", "Place { base: Base::Position(0), path: &[] }"),
            ("0:query", "Place { base: Base::Named(0, \"query\"), path: &[] }"),
            (":shell", "Place { base: Base::Keyword(\"shell\"), path: &[] }"),
            ("1..", "Place { base: Base::From(1), path: &[] }"),
            ("0.a[2].**", "Place { base: Base::Position(0), path: &[Key::Name(\"a\"), Key::Index(2), Key::Deep] }"),
            ("receiver[]", "Place { base: Base::Receiver, path: &[Key::Any] }"),
        ];
        for (text, code) in cases {
            assert_eq!(place(text).expect(text), code, "{text}");
        }
        for wrong in ["", "x", "0.", "0[", "0..1"] {
            assert!(place(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn conditions_are_read() {
        let code = condition("not :shell = true").expect("a condition");
        assert!(code.contains("not: true") && code.contains("Equals(\"true\")"), "{code}");
        assert!(condition("shell").is_err());
    }
}
