//! URLs as their parsers read them: who is spoken to, and which bytes of the text say so.
//!
//! Follows the WHATWG URL standard where it decides about the host: leading white space, tabs and newlines anywhere, any
//! number of slashes and backslashes after a special scheme, the last `@`, percent-encoding and compatibility characters
//! in the host.

use crate::decode::{
    nfkc,
    percent::{self, Plus},
};
use alloc::{string::String, vec::Vec};
use core::ops::Range;

/// A URL with the places of its parts in the text. A part that is not there is an empty range.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Url<'a> {
    /// The text.
    pub text: &'a str,
    /// The scheme, without the colon.
    pub scheme: Range<usize>,
    /// User, host and port. `None`: the URL names no server.
    pub authority: Option<Range<usize>>,
    /// The host, brackets included.
    pub host: Range<usize>,
    /// The digits of the port.
    pub port: Range<usize>,
    /// Path, query and fragment.
    pub rest: Range<usize>,
    /// There is no scheme, and the text begins with what a lenient client takes for the server: `db:5432/x`.
    pub schemeless: bool,
}

impl<'a> Url<'a> {
    /// Takes a text apart. Total: what is no URL has no authority.
    pub fn split(text: &'a str) -> Self {
        let start = text.len() - text.trim_start_matches(|c: char| c <= ' ').len();
        let scheme = scheme(text, start);
        let after_scheme = scheme.end + usize::from(!scheme.is_empty());
        let mut url = Self {
            text,
            scheme,
            authority: None,
            host: start..start,
            port: start..start,
            rest: after_scheme..text.len(),
            schemeless: false,
        };
        match url.authority_start(after_scheme) {
            Some(authority) => url.split_authority(authority),
            None => url.split_schemeless(start),
        }
        url
    }

    /// The scheme in lower case, without tabs and newlines.
    pub fn scheme_name(&self) -> String {
        let scheme = self.text.get(self.scheme.clone()).unwrap_or_default();
        scheme.chars().filter(|c| !is_dropped(*c)).map(|c| c.to_ascii_lowercase()).collect()
    }

    /// The host as it is looked up: decoded, folded, in lower case, with brackets around IPv6.
    pub fn host_name(&self) -> String {
        host_name(self.text.get(self.host.clone()).unwrap_or_default())
    }

    /// The port that is written, if it is a number.
    pub fn port_number(&self) -> Option<u16> {
        self.text.get(self.port.clone())?.parse().ok()
    }

    /// Whether slashes and backslashes are the same, and their number does not matter.
    fn is_special(&self) -> bool {
        self.scheme.is_empty() || matches!(self.scheme_name().as_str(), "http" | "https" | "ws" | "wss" | "ftp")
    }

    /// Where the authority begins, when there must be one.
    fn authority_start(&self, after_scheme: usize) -> Option<usize> {
        let rest = self.text.get(after_scheme..)?;
        let slash = |c: char| c == '/' || c == '\\' && self.is_special();
        let mut slashes = 0;
        let mut at = after_scheme;
        let any_number = self.is_special() && !self.scheme.is_empty();
        for c in rest.chars() {
            match c {
                c if is_dropped(c) => {}
                c if slash(c) && (any_number || slashes < 2) => slashes += 1,
                _ => break,
            }
            at += c.len_utf8();
        }
        (slashes >= 2 || any_number).then_some(at)
    }

    fn split_authority(&mut self, start: usize) {
        let special = self.is_special();
        let ends = |c: char| matches!(c, '/' | '?' | '#') || c == '\\' && special;
        let rest = self.text.get(start..).unwrap_or_default();
        let end = start + rest.find(ends).unwrap_or(rest.len());
        let authority = self.text.get(start..end).unwrap_or_default();
        let host = start + authority.rfind('@').map_or(0, |at| at + 1);
        let server = self.text.get(host..end).unwrap_or_default();
        let after_brackets = if server.starts_with('[') { server.find(']').map_or(0, |at| at + 1) } else { 0 };
        let colon = server.get(after_brackets..).unwrap_or_default().rfind(':').map(|at| host + after_brackets + at);
        self.host = host..colon.unwrap_or(end);
        self.port = colon.map_or(end, |colon| colon + 1)..end;
        self.authority = Some(start..end);
        self.rest = end..self.text.len();
    }

    /// Reads `host:port/…` and `host.name/…` as lenient clients do.
    fn split_schemeless(&mut self, start: usize) {
        let text = self.text.get(start..).unwrap_or_default();
        let first = text.split(['/', '?', '#', '\\']).next().unwrap_or_default();
        let server = first.rsplit('@').next().unwrap_or(first);
        let (host, port) = server.rsplit_once(':').unwrap_or((server, ""));
        let digits = !port.is_empty() && port.bytes().all(|byte| byte.is_ascii_digit());
        let is_host = |c: char| c.is_alphanumeric() || matches!(c, '.' | '-' | '_' | '[' | ']' | ':');
        let plausible = !host.is_empty() && host.chars().all(is_host);
        let named = digits
            || port.is_empty() && (crate::address::parse(host).is_some() && host.contains('.') || host == "localhost");
        if plausible && named {
            self.schemeless = true;
            self.scheme = start..start;
            self.split_authority(start);
        }
    }
}

fn scheme(text: &str, start: usize) -> Range<usize> {
    let rest = text.get(start..).unwrap_or_default();
    let is_part = |c: char| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.') || is_dropped(c);
    match rest.find(|c| !is_part(c)) {
        Some(end)
            if rest.get(end..).is_some_and(|rest| rest.starts_with(':'))
                && rest.starts_with(|c: char| c.is_ascii_alphabetic()) =>
        {
            start..start + end
        }
        _ => start..start,
    }
}

/// Characters that the standard takes out before it parses.
const fn is_dropped(c: char) -> bool {
    matches!(c, '\t' | '\n' | '\r')
}

/// A host as it is looked up.
pub fn host_name(host: &str) -> String {
    let simple = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || matches!(byte, b'.' | b'-' | b'_');
    if host.bytes().all(simple) {
        return String::from(host);
    }
    let mut decoded = Vec::new();
    if !percent::decode(host.as_bytes(), Plus::Keep, &mut decoded) {
        decoded = host.as_bytes().to_vec();
    }
    let mut folded = Vec::new();
    if !nfkc::decode(&decoded, &mut folded) {
        folded = decoded;
    }
    let text = String::from_utf8_lossy(&folded);
    text.chars()
        .filter(|c| !is_dropped(*c) && !is_ignorable(*c))
        .map(|c| if matches!(c, '\u{3002}' | '\u{ff0e}' | '\u{ff61}') { '.' } else { c.to_ascii_lowercase() })
        .collect()
}

/// Characters that mapping a host name drops: soft hyphen, joiners, variation selectors, byte order mark.
const fn is_ignorable(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{34f}' | '\u{180b}'..='\u{180d}' | '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{2064}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hosts_are_found_where_parsers_find_them() {
        let rows = [
            ("http://a.example/x", "a.example"),
            ("HTTPS:a.example", "a.example"),
            ("http:\\\\a.example\\@b.example/", "a.example"),
            ("http://u:p@a.example@b.example:80/", "b.example"),
            ("\n http://a.exa\tmple#@b", "a.example"),
            ("http:////a.example?x@b", "a.example"),
            ("//a.example/x", "a.example"),
            ("/\\a.example/x", "a.example"),
            ("http://[::1]:80/", "[::1]"),
            ("http://%31%32%37.0.0.1/", "127.0.0.1"),
            ("http://１２７。0。0。1/", "127.0.0.1"),
            ("http://LOCAL\u{ad}HOST/", "localhost"),
            ("gopher://10.0.0.5:6379/_x", "10.0.0.5"),
            ("db:5432/x", "db"),
            ("169.254.169.254/latest", "169.254.169.254"),
            ("user@10.0.0.5:22", "10.0.0.5"),
        ];
        for (text, host) in rows {
            assert_eq!(Url::split(text).host_name(), host, "{text:?}");
        }
    }

    #[test]
    fn texts_without_a_server_have_none() {
        for text in
            ["", "/path/x", "mailto:a@b.example", "data:text/plain,x", "a/b", "name", "file:/etc/passwd", "?q=1"]
        {
            assert_eq!(Url::split(text).authority, None, "{text:?}");
        }
    }

    #[test]
    fn parts_know_where_they_stand() {
        let text = "https://u@a.example:8080/p?q#f";
        let url = Url::split(text);
        assert_eq!(text.get(url.scheme.clone()), Some("https"));
        assert_eq!(url.authority.clone().and_then(|authority| text.get(authority)), Some("u@a.example:8080"));
        assert_eq!(text.get(url.host.clone()), Some("a.example"));
        assert_eq!(url.port_number(), Some(8080));
        assert_eq!(text.get(url.rest), Some("/p?q#f"));
    }
}
