//! Colors, where a person is watching.

use std::fmt::Display;
use std::io::IsTerminal;

/// When to use colors.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum ColorChoice {
    /// On a terminal, unless `NO_COLOR` is set.
    #[default]
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

/// For a person or a program.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
enum Format {
    /// Text.
    #[default]
    Plain,
    /// JSON lines.
    Json,
}

/// The choice between text and JSON, the same for every command that has it.
#[derive(Clone, Copy, Debug, clap::Args)]
pub(crate) struct OutputFormat {
    /// How results are printed
    #[arg(long, value_enum, default_value_t)]
    format: Format,

    /// Short for --format json
    #[arg(long, conflicts_with = "format")]
    json: bool,
}

impl OutputFormat {
    /// Whether JSON was chosen.
    pub(crate) fn is_json(self) -> bool {
        self.json || self.format == Format::Json
    }
}

/// How text is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Terminal {
    colors: bool,
}

/// Meanings that have a color.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Tone {
    /// It went well.
    Good,
    /// Something to look at.
    Warning,
    /// It went wrong.
    Bad,
    /// Of less interest.
    Faint,
    /// Of more interest.
    Strong,
    /// Lines and signs around the text.
    Accent,
}

impl ColorChoice {
    /// The decision for standard output.
    pub(crate) fn terminal(self) -> Terminal {
        let colors = match self {
            Self::Always => true,
            Self::Never => false,
            Self::Auto => {
                let refused = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
                !refused && std::io::stdout().is_terminal()
            }
        };
        Terminal { colors }
    }
}

impl Terminal {
    /// `text` in the color of `tone`, if colors are on.
    pub(crate) fn paint(self, tone: Tone, text: impl Display) -> String {
        if !self.colors {
            return text.to_string();
        }
        let code = match tone {
            Tone::Good => "32",
            Tone::Warning => "33",
            Tone::Bad => "1;31",
            Tone::Faint => "2",
            Tone::Strong => "1",
            Tone::Accent => "36",
        };
        format!("\u{1b}[{code}m{text}\u{1b}[0m")
    }
}
