//! Which files are worth reading, and their bytes as text.

use std::path::Path;

use crate::unchecked::Reason;

use super::Text;

/// What a file is for a scan.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Source text of a language that is analyzed.
    Source,
    /// A text that may be a template.
    Template,
    /// Settings of a package, a compiler or this scanner.
    Settings,
    /// What a file was made of.
    Map,
}

const SOURCES: &[&str] = &["js", "mjs", "cjs", "jsx", "ts", "mts", "cts", "tsx", "py"];
const TEMPLATES: &[&str] = &["yaml", "yml", "json", "template"];
/// Large and never a template.
const LOCKS: &[&str] = &["package-lock.json", "npm-shrinkwrap.json", "pnpm-lock.yaml", "composer.lock", "Pipfile.lock"];

impl Kind {
    /// What a file is by its name; nothing for files that are not read.
    pub(super) fn of(path: &Path) -> Option<Self> {
        let name = &*path.file_name()?.to_string_lossy();
        if name == "package.json" || name == "cdk.json" || (name.starts_with("tsconfig") && name.ends_with(".json")) {
            return Some(Self::Settings);
        }
        if [".js.map", ".mjs.map", ".cjs.map"].iter().any(|ending| name.ends_with(ending)) {
            return Some(Self::Map);
        }
        let extension = &*path.extension()?.to_string_lossy();
        if SOURCES.contains(&extension) {
            // Declarations hold no code.
            return (!name.ends_with(".d.ts")).then_some(Self::Source);
        }
        (TEMPLATES.contains(&extension) && !LOCKS.contains(&name)).then_some(Self::Template)
    }

    /// Most bytes that are read of such a file.
    pub(super) const fn limit(self) -> u64 {
        match self {
            Self::Source => super::MAX_SOURCE,
            Self::Map => super::MAX_MAP,
            Self::Template | Self::Settings => super::MAX_TEMPLATE,
        }
    }

    /// Whether it is source text.
    pub(super) fn is_source(self) -> bool {
        self == Self::Source
    }
}

/// Whether a file is the configuration of the Serverless Framework, by its name.
pub(super) fn is_serverless(path: &Path) -> bool {
    let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
    name.starts_with("serverless") && !name.starts_with("serverless-")
}

/// The text of a file, with what is wrong with its encoding; nothing when it turns out to be of no interest.
pub(super) fn decode(bytes: Vec<u8>, kind: Kind, path: &Path, includes: bool) -> Result<Text, Reason> {
    if kind == Kind::Template && !(includes || is_serverless(path) || looks_like_template(&bytes)) {
        return Ok(None);
    }
    if bytes.contains(&0) {
        return if kind.is_source() { Err(Reason::Binary) } else { Ok(None) };
    }
    match String::from_utf8(bytes) {
        Ok(text) => Ok(Some((text, None))),
        Err(error) if kind.is_source() && declares_latin_1(error.as_bytes()) => {
            Ok(Some((error.as_bytes().iter().map(|byte| char::from(*byte)).collect(), None)))
        }
        Err(error) => Ok(Some((String::from_utf8_lossy(error.as_bytes()).into_owned(), Some(Reason::Encoding)))),
    }
}

/// Whether a text has what every template of CloudFormation or SAM has.
fn looks_like_template(bytes: &[u8]) -> bool {
    contains(bytes, b"Resources") && contains(bytes, b"AWS::")
}

fn contains(bytes: &[u8], word: &[u8]) -> bool {
    memchr::memmem::find(bytes, word).is_some()
}

/// Whether one of the first two lines says, as Python's sources do, that the encoding is Latin-1.
fn declares_latin_1(bytes: &[u8]) -> bool {
    bytes.split(|byte| *byte == b'\n').take(2).any(|line| {
        let line = String::from_utf8_lossy(line).to_ascii_lowercase();
        line.starts_with('#')
            && line.contains("coding")
            && ["latin-1", "latin1", "iso-8859-1"].iter().any(|name| line.contains(name))
    })
}
