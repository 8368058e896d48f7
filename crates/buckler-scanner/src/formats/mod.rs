//! Results for machines and for reviews. What a terminal shows belongs to the command.

pub mod json;
pub mod markdown;
pub mod sarif;

use crate::finding::{Class, Severity};

/// The word for a severity.
pub fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Critical => "critical",
        Severity::High => "high",
        Severity::Medium => "medium",
        Severity::Low => "low",
    }
}

/// The word for a class.
pub fn class(class: Class) -> &'static str {
    match class {
        Class::Finding => "finding",
        Class::Hardening => "hardening",
    }
}

/// Text that moves no cursor, hides nothing and stays on its line: a scanned project may hold any characters.
pub fn visible(text: &str) -> String {
    let hides = |letter: char| {
        letter.is_control()
            || matches!(letter, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
    };
    text.replace('\t', "    ").replace(hides, "\u{fffd}")
}

/// The sentence of a page's first paragraph below its title, without Markdown's quotes.
pub fn first_sentence(page: &str) -> String {
    let lines = page.lines().skip_while(|line| line.trim().is_empty() || line.starts_with('#'));
    let paragraph: Vec<&str> = lines.take_while(|line| !line.trim().is_empty()).collect();
    let text = paragraph.join(" ");
    let end = text.find(". ").unwrap_or(text.len());
    text.get(..end).unwrap_or_default().trim_end_matches('.').to_owned()
}
