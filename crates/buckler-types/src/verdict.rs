//! The engine's answer.

use crate::{DetectorId, Input, OperationKind};
use alloc::{borrow::Cow, boxed::Box, format, string::String, vec::Vec};
use core::ops::Range;

/// What is to happen to an operation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Action {
    /// It goes ahead.
    Allow,
    /// It is refused.
    Block,
}

/// The answer about one operation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verdict {
    /// What is to happen.
    pub action: Action,
    /// Why, when a detector objected. In mode `monitor` there is evidence although the action is [`Action::Allow`].
    pub evidence: Option<Box<Evidence>>,
}

impl Verdict {
    /// Nothing stands against the operation.
    pub const ALLOW: Self = Self { action: Action::Allow, evidence: None };
}

/// Why a detector objected: which input, which range of the operation, which tokens it created.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Evidence {
    /// Who objected.
    pub detector: DetectorId,
    /// What kind of operation it was.
    pub kind: OperationKind,
    /// The text that was judged: the statement, command, path or URL; of an argument vector the one argument.
    pub text: String,
    /// Position of that text among the arguments, when the operation has an argument vector (the program is `None`).
    pub argument: Option<u32>,
    /// Bytes of `text` that came from the input.
    pub range: Range<u32>,
    /// Bytes of `text` of each token that the input created or cut, in order.
    pub tokens: Vec<Range<u32>>,
    /// What is wrong, in a few words: `ends a string literal`.
    pub reason: Cow<'static, str>,
    /// The input. `None` when the operation is refused whoever wrote it.
    pub input: Option<Input>,
    /// Some inputs could not be told apart within the budget, so the range is an over-approximation.
    pub coarse: bool,
}

impl Evidence {
    /// One sentence for a person: which input, what is wrong, which tokens it created.
    ///
    /// Quotes [`text`](Self::text), so it holds values of the payload unless that text is masked.
    pub fn sentence(&self) -> String {
        let mut sentence = match &self.input {
            Some(input) => format!("input `{}` ({})", input.location.path, input.location.origin.name()),
            None => String::from("the operation, whoever wrote it,"),
        };
        if let Some(input) = self.input.as_ref().filter(|input| !input.chain.is_empty()) {
            let steps: Vec<&str> = input.chain.iter().map(crate::Decoder::name).collect();
            sentence += &format!(" decoded by {}", steps.join(", "));
        }
        sentence += &format!(" {}", self.reason);
        if let Some(argument) = self.argument {
            sentence += &format!(" in argument {}", argument + 1);
        }
        sentence += &format!(" at bytes {}..{}", self.range.start, self.range.end);
        let tokens = self.quoted_tokens();
        if !tokens.is_empty() {
            sentence += &format!(": {}", tokens.join(" "));
        }
        if self.coarse {
            sentence += " (over-approximated: the budget for telling inputs apart ran out)";
        }
        sentence
    }

    /// At most eight of the created tokens, quoted.
    fn quoted_tokens(&self) -> Vec<String> {
        const MOST: usize = 8;
        let texts = self.tokens.iter().filter_map(|token| self.text.get(token.start as usize..token.end as usize));
        let mut quoted: Vec<String> = texts.take(MOST).map(|text| format!("`{text}`")).collect();
        if self.tokens.len() > MOST {
            quoted.push(format!("and {} more", self.tokens.len() - MOST));
        }
        quoted
    }
}
