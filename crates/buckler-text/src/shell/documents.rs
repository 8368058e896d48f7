//! Here-documents: which ones were announced on a line, and where each ends.

/// How many here-documents one line may announce.
const MAX: usize = 8;

/// The delimiter of a here-document as it is written, quotes included, by its bytes in the command.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Delimiter {
    pub(super) start: u32,
    pub(super) end: u32,
    /// Leading tabs of each line are dropped (`<<-`).
    pub(super) strips_tabs: bool,
}

impl Delimiter {
    /// Whether a part of it is quoted: then nothing is expanded in the document.
    pub(super) fn is_quoted(self, text: &[u8]) -> bool {
        self.written(text).iter().any(|byte| matches!(byte, b'\'' | b'"' | b'\\'))
    }

    /// Whether that line (without its line break) ends the document.
    pub(super) fn ends_at(self, text: &[u8], line: &[u8]) -> bool {
        let tabs = if self.strips_tabs { line.iter().take_while(|byte| **byte == b'\t').count() } else { 0 };
        let mut line = line.iter().skip(tabs);
        let mut quote = None;
        let mut protected = false;
        for &byte in self.written(text) {
            match (byte, quote) {
                _ if protected => protected = false,
                (b'\\', None | Some(b'"')) => {
                    protected = true;
                    continue;
                }
                (b'\'' | b'"', None) => {
                    quote = Some(byte);
                    continue;
                }
                (_, Some(open)) if open == byte => {
                    quote = None;
                    continue;
                }
                _ => {}
            }
            if line.next() != Some(&byte) {
                return false;
            }
        }
        line.next().is_none()
    }

    fn written(self, text: &[u8]) -> &[u8] {
        text.get(self.start as usize..self.end as usize).unwrap_or_default()
    }
}

/// The here-documents that were announced and whose text has not come yet.
#[derive(Debug, Default)]
pub(super) struct Pending {
    delimiters: [Delimiter; MAX],
    first: usize,
    length: usize,
}

impl Pending {
    /// Announces one more. `false` when there are too many.
    pub(super) fn push(&mut self, delimiter: Delimiter) -> bool {
        let Some(slot) = self.delimiters.get_mut(self.length) else { return false };
        *slot = delimiter;
        self.length += 1;
        true
    }

    /// The document whose text comes now.
    pub(super) fn next(&mut self) -> Option<Delimiter> {
        if self.first == self.length {
            return None;
        }
        let delimiter = self.delimiters.get(self.first).copied();
        self.first += 1;
        if self.first == self.length {
            (self.first, self.length) = (0, 0);
        }
        delimiter
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ends(delimiter: &str, strips_tabs: bool, line: &str) -> bool {
        let delimiter_bytes = delimiter.as_bytes();
        Delimiter { start: 0, end: delimiter.len() as u32, strips_tabs }.ends_at(delimiter_bytes, line.as_bytes())
    }

    #[test]
    fn delimiter_is_compared_without_its_quotes() {
        assert!(ends("EOF", false, "EOF"));
        assert!(ends("'E F'", false, "E F"));
        assert!(ends("E\"O\"F", false, "EOF"));
        assert!(ends("\\EOF", false, "EOF"));
        assert!(!ends("EOF", false, "EOF "));
        assert!(!ends("EOF", false, "\tEOF"));
        assert!(ends("EOF", true, "\t\tEOF"));
        assert!(!ends("EOF", true, "EO"));
    }
}
