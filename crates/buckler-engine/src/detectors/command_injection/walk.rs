//! Arguments as the program itself would read them.

use super::programs::{self, Program, Style, Trailing, Value};

/// What the next argument is.
pub(super) enum Step {
    /// An option, and what its value (from that byte of the argument on) means.
    Option { value: Value, from: usize },
    /// An argument of that meaning.
    Argument { value: Value },
    /// Another program begins here.
    Program,
    /// The rest is read by a shell.
    Shell,
}

/// Walks over arguments as the program itself would.
pub(super) struct Walk {
    program: &'static Program,
    /// What the next argument is, when the last one was an option that takes it.
    expects: Option<Value>,
    /// The one after that means the same.
    expects_second: bool,
    /// What follows is no option, because of `--` or because it belongs to a script.
    pub(super) options: Options,
    /// Arguments that were no options, so far.
    arguments: usize,
    /// The subcommand starts a program.
    runs: bool,
}

/// Whether an argument with a dash is an option.
#[derive(PartialEq, Eq)]
pub(super) enum Options {
    Read,
    EndedByDashes,
    EndedByScript,
}

impl Walk {
    pub(super) fn new(program: &'static Program) -> Self {
        Self { program, expects: None, expects_second: false, options: Options::Read, arguments: 0, runs: false }
    }

    /// What the next argument is.
    pub(super) fn next(&mut self, text: &str) -> Step {
        match self.expects.take() {
            Some(Value::Program) => return Step::Program,
            Some(value) => {
                if core::mem::take(&mut self.expects_second) {
                    self.expects = Some(value);
                }
                return Step::Argument { value };
            }
            None => {}
        }
        if self.options != Options::Read || self.program.style == Style::None {
            return self.argument(text);
        }
        if text == "--" {
            self.options = Options::EndedByDashes;
            return Step::Argument { value: Value::Plain };
        }
        if programs::is_option_like(text) { self.option(text) } else { self.argument(text) }
    }

    fn option(&mut self, text: &str) -> Step {
        if text.starts_with("--") || self.program.style == Style::Single {
            let (name, from) = match text.split_once('=') {
                Some((name, _)) => (name, Some(name.len() + 1)),
                None => (text, None),
            };
            return self.take(name, self.program.option(name), from);
        }
        if let Some(value) = self.program.option(text) {
            return self.take(text, Some(value), None);
        }
        for (at, letter) in text.char_indices().skip(1) {
            let Some(value) = self.program.letter(letter) else { continue };
            let from = at + letter.len_utf8();
            let is_inline = from < text.len() && self.program.style != Style::Shell;
            return self.take(text, Some(value), is_inline.then_some(from));
        }
        Step::Option { value: Value::Plain, from: text.len() }
    }

    /// An option takes its value from the same argument, from that byte on, or from the next one.
    fn take(&mut self, name: &str, value: Option<Value>, from: Option<usize>) -> Step {
        let end = name.len();
        if value.is_some_and(Value::is_code) {
            // The code is given here, so the first argument is none.
            self.arguments += 1;
        }
        if let (Some(value), None) = (value, from) {
            self.expects = Some(value);
            self.expects_second = self.program.pairs.split(' ').any(|pair| pair == name);
            return Step::Option { value: Value::Plain, from: end };
        }
        Step::Option { value: value.unwrap_or(Value::Plain), from: from.unwrap_or(end) }
    }

    fn argument(&mut self, text: &str) -> Step {
        if let Some((name, _)) = text.split_once('=')
            && !name.starts_with('-')
            && let Some(value) = self.program.option(name)
        {
            return Step::Option { value, from: name.len() + 1 };
        }
        let number = self.arguments;
        match self.program.trailing {
            Trailing::Program { .. } if programs::is_assignment(text) => {
                return Step::Argument { value: programs::of_variable(text) };
            }
            Trailing::Program { after } if number >= after => return Step::Program,
            Trailing::Shell { after } if number >= after => return Step::Shell,
            Trailing::Subcommand { names, after } => {
                if number == 0 {
                    self.runs = names.split(' ').any(|name| name == text);
                } else if self.runs && (number > after || self.options == Options::EndedByDashes) {
                    return Step::Program;
                }
            }
            _ => {}
        }
        self.arguments += 1;
        let value = match self.program.trailing {
            Trailing::Script { value } => {
                self.options = Options::EndedByScript;
                if number == 0 { value } else { Value::Plain }
            }
            Trailing::First { value } if number == 0 => value,
            _ => self.program.arguments,
        };
        Step::Argument { value }
    }
}
