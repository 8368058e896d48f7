//! Multipart bodies (RFC 7578).

use super::pairs;

/// One part of a body.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Part<'a> {
    headers: &'a [u8],
    /// The content, without the line end before the next boundary.
    pub content: &'a [u8],
}

impl<'a> Part<'a> {
    /// Name of the field.
    pub fn name(&self) -> Option<&'a [u8]> {
        self.disposition().find(|pair| pair.name.eq_ignore_ascii_case(b"name")).map(|pair| pair.value)
    }

    /// Parameters of the disposition: `name`, `filename`, `filename*` (its value still encoded).
    pub fn disposition(&self) -> impl Iterator<Item = pairs::Pair<'a>> + use<'a> {
        let header = self.headers().find(|(name, _)| name.eq_ignore_ascii_case(b"content-disposition"));
        pairs::parameters(header.map_or(b"", |(_, value)| value)).filter(|pair| !pair.name.is_empty())
    }

    /// Headers of the part: name and value.
    pub fn headers(&self) -> impl Iterator<Item = (&'a [u8], &'a [u8])> + use<'a> {
        self.headers.split(|byte| *byte == b'\n').filter_map(|line| {
            let colon = line.iter().position(|byte| *byte == b':')?;
            let (name, value) = line.split_at_checked(colon)?;
            Some((name.trim_ascii(), value.get(1..)?.trim_ascii()))
        })
    }
}

/// The parts of a body; `None` when the text does not begin as one (white space aside).
pub fn parts(text: &[u8]) -> Option<impl Iterator<Item = Part<'_>>> {
    let text = text.trim_ascii_start();
    let line_end = text.iter().take(MAX_BOUNDARY).position(|byte| *byte == b'\n')?;
    let (boundary, rest) = text.split_at_checked(line_end)?;
    let boundary = boundary.trim_ascii_end();
    if !boundary.starts_with(b"--") || boundary.get(2).is_none_or(u8::is_ascii_whitespace) {
        return None;
    }
    Some(Parts { boundary, rest: rest.get(1..)? })
}

/// Seventy characters of boundary, two dashes before it, a line end behind it.
const MAX_BOUNDARY: usize = 76;

struct Parts<'a> {
    boundary: &'a [u8],
    rest: &'a [u8],
}

impl<'a> Iterator for Parts<'a> {
    type Item = Part<'a>;

    fn next(&mut self) -> Option<Part<'a>> {
        if self.rest.is_empty() {
            return None;
        }
        let (part, rest) = self.split_at_boundary();
        self.rest = rest;
        let (headers, content) = split_headers(part);
        Some(Part { headers, content })
    }
}

impl<'a> Parts<'a> {
    /// What stands before the next line that is a boundary, and what stands behind that line.
    fn split_at_boundary(&self) -> (&'a [u8], &'a [u8]) {
        let mut start = 0;
        while let Some(line) = self.rest.get(start..).filter(|line| !line.is_empty()) {
            let length = line.iter().position(|byte| *byte == b'\n').map_or(line.len(), |end| end + 1);
            if line.starts_with(self.boundary) {
                let behind = line.get(self.boundary.len()..).unwrap_or_default();
                let rest = if behind.starts_with(b"--") { &[] } else { line.get(length..).unwrap_or_default() };
                return (without_line_end(self.rest.get(..start).unwrap_or_default()), rest);
            }
            start += length;
        }
        (self.rest, &[])
    }
}

fn without_line_end(text: &[u8]) -> &[u8] {
    let text = text.strip_suffix(b"\n").unwrap_or(text);
    text.strip_suffix(b"\r").unwrap_or(text)
}

fn split_headers(part: &[u8]) -> (&[u8], &[u8]) {
    let mut start = 0;
    while let Some(line) = part.get(start..).filter(|line| !line.is_empty()) {
        let Some(end) = line.iter().position(|byte| *byte == b'\n') else { break };
        if line.get(..end).is_some_and(|line| line.trim_ascii().is_empty()) {
            return (part.get(..start).unwrap_or_default(), line.get(end + 1..).unwrap_or_default());
        }
        start += end + 1;
    }
    (part, &[])
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::{format, string::String, vec::Vec};

    fn shown(text: &str) -> Option<Vec<String>> {
        let parts = parts(text.as_bytes())?;
        Some(
            parts
                .map(|part| {
                    let name = part.name().unwrap_or(b"?").escape_ascii();
                    format!("{name}: {}", part.content.escape_ascii())
                })
                .collect(),
        )
    }

    const BODY: &str = "--b\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n' or 1=1\r\n--b\r\n\
        content-disposition: form-data; name=file; filename=\"x.txt\"\r\nContent-Type: text/plain\r\n\r\nline\r\n\r\nline\r\n--b--\r\n";

    #[test]
    fn every_part_comes_with_its_name_and_content() {
        assert_eq!(shown(BODY).unwrap(), ["a: \\' or 1=1", "file: line\\r\\n\\r\\nline"]);
        let bare_line_ends = BODY.replace("\r\n", "\n");
        assert_eq!(shown(&bare_line_ends).unwrap(), ["a: \\' or 1=1", "file: line\\n\\nline"]);
    }

    #[test]
    fn parameters_of_the_disposition_are_found() {
        let file = parts(BODY.as_bytes()).unwrap().nth(1).unwrap();
        let parameters: Vec<_> = file.disposition().map(|pair| (pair.name, pair.value)).collect();
        assert_eq!(parameters, [(&b"name"[..], &b"file"[..]), (b"filename", b"x.txt")]);
        assert_eq!(file.headers().count(), 2);
    }

    #[test]
    fn a_body_cut_short_gives_what_it_has_and_other_text_nothing() {
        assert_eq!(shown("--b\r\nContent-Disposition: form-data; name=a\r\n\r\nva").unwrap(), ["a: va"]);
        assert_eq!(shown("--b\r\n").unwrap(), Vec::<String>::new());
        assert_eq!(shown("-- a comment\nselect 1"), None);
        assert_eq!(shown("text"), None);
        assert_eq!(shown("--\r\n"), None);
    }
}
