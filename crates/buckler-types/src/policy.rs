//! What the user decided. Read once at start, an argument from then on.

use crate::DetectorId;
use alloc::{string::String, vec::Vec};

/// What a detector does about what it detects.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Mode {
    /// It does not look.
    Off,
    /// It reports and lets everything through.
    #[default]
    Monitor,
    /// It reports and refuses.
    Block,
}

impl Mode {
    /// The name in variables and output: `monitor`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Off => "off",
            Self::Monitor => "monitor",
            Self::Block => "block",
        }
    }

    /// The mode of that [`name`](Self::name).
    pub fn from_name(name: &str) -> Option<Self> {
        [Self::Off, Self::Monitor, Self::Block].into_iter().find(|mode| mode.name() == name)
    }
}

/// What happens to an operation that could not be judged because Buckler itself failed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Fallback {
    /// It goes ahead.
    #[default]
    Allow,
    /// It is refused.
    Block,
}

/// A grey zone: whether something that may be either is taken for an attack.
///
/// Each switch is *on* when the thing it names is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
#[repr(u8)]
pub enum Switch {
    /// SQL: an identifier where the application expects a value (`id = user_id`).
    IdentifierInValueSlot,
    /// SQL: a server variable (`@@version`).
    ServerVariable,
    /// SQL: a list of columns where one stood (`name, price`).
    ColumnList,
    /// SQL: a direction or position after `ORDER BY` (`name DESC`, `2`).
    OrderDirection,
    /// SQL: a signed number after `ORDER BY` or `GROUP BY`.
    SignedPosition,
    /// SQL and code: arithmetic of plain numbers where a number stood (`3*1`).
    NumberArithmetic,
    /// SQL: a whole string literal where a number is expected.
    LiteralInNumberSlot,
    /// SQL: an unknown dialect is an attack if any one dialect sees one; off: only if all do.
    AnyDialectObjects,
    /// Shell: more words than one in an unquoted slot.
    ExtraWords,
    /// Shell: a pattern (`*`, `?`, `[a]`) in an unquoted slot.
    Glob,
    /// Shell: a lone operator as the whole input, between words of the application.
    LoneOperator,
    /// Shell: the input is the command word itself, from a bare name without a path.
    CommandWordChoice,
    /// Shell and argument vectors: an option after `--`.
    OptionAfterDoubleDash,
    /// Shell: a newline at the very end of the command.
    TrailingNewline,
    /// Path: `a/../b` that stays inside the directory.
    InnerParent,
    /// Path: an absolute path below `/tmp`.
    AbsoluteTmp,
    /// Path: an absolute path that the application goes on with a fixed tail.
    AbsolutePrefixWithStaticTail,
    /// Path: a NUL byte.
    NulInPath,
    /// Path: sensitive files, named by an input.
    SensitiveFiles,
    /// URL: another scheme than `http` and `https`.
    NonHttpScheme,
    /// URL: a text without a scheme that reads as `host:port/…`.
    SchemelessHost,
    /// URL: the host equals an input, and is internal, although it may be the application's own.
    InternalHostEqualToInput,
    /// URL: one label of the host name (`https://api.§/`).
    HostLabelChoice,
    /// URL: special-purpose addresses (192.0.0.0/24, 198.18.0.0/15, 100.64.0.0/10).
    SpecialPurposeAddresses,
    /// URL: an input adds query parameters, a fragment or path segments where the application put one value.
    UrlParts,
    /// URL: a public host, named by an input as a whole.
    PublicHostChoice,
    /// Code: a literal alone where the application expects a value.
    LoneLiteralInCode,
    /// Code: a property access (`a.b`).
    PropertyAccessInCode,
    /// Code: an expression after a comma that the application wrote.
    ExpressionAfterComma,
    /// All: fields that the platform writes are inputs like any other.
    PlatformFieldsAreInputs,
    /// All: when the index could not hold the whole event, what it could not tell is refused.
    IndexBudgetReached,
}

impl Switch {
    /// Every switch with its name and whether it is on by default.
    pub const ALL: [(Self, &'static str, bool); 31] = [
        (Self::IdentifierInValueSlot, "identifier_in_value_slot", false),
        (Self::ServerVariable, "server_variable", true),
        (Self::ColumnList, "column_list", false),
        (Self::OrderDirection, "order_direction", false),
        (Self::SignedPosition, "signed_position", false),
        (Self::NumberArithmetic, "number_arithmetic", true),
        (Self::LiteralInNumberSlot, "literal_in_number_slot", false),
        (Self::AnyDialectObjects, "any_dialect_objects", true),
        (Self::ExtraWords, "extra_words", false),
        (Self::Glob, "glob", false),
        (Self::LoneOperator, "lone_operator", false),
        (Self::CommandWordChoice, "command_word_choice", true),
        (Self::OptionAfterDoubleDash, "option_after_double_dash", false),
        (Self::TrailingNewline, "trailing_newline", false),
        (Self::InnerParent, "inner_parent", false),
        (Self::AbsoluteTmp, "absolute_tmp", false),
        (Self::AbsolutePrefixWithStaticTail, "absolute_prefix_with_static_tail", false),
        (Self::NulInPath, "nul_in_path", true),
        (Self::SensitiveFiles, "sensitive_files", true),
        (Self::NonHttpScheme, "non_http_scheme", true),
        (Self::SchemelessHost, "schemeless_host", true),
        (Self::InternalHostEqualToInput, "internal_host_equal_to_input", true),
        (Self::HostLabelChoice, "host_label_choice", false),
        (Self::SpecialPurposeAddresses, "special_purpose_addresses", true),
        (Self::UrlParts, "url_parts", false),
        (Self::PublicHostChoice, "public_host_choice", false),
        (Self::LoneLiteralInCode, "lone_literal_in_code", false),
        (Self::PropertyAccessInCode, "property_access_in_code", true),
        (Self::ExpressionAfterComma, "expression_after_comma", true),
        (Self::PlatformFieldsAreInputs, "platform_fields_are_inputs", false),
        (Self::IndexBudgetReached, "index_budget_reached", false),
    ];

    /// The name in variables: `column_list`.
    pub fn name(self) -> &'static str {
        Self::ALL.get(self as usize).map_or("", |(_, name, _)| name)
    }

    /// The switch of that [`name`](Self::name).
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|(_, known, _)| *known == name).map(|(switch, ..)| switch)
    }
}

/// Everything the user can decide.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Policy {
    modes: [Mode; DetectorId::ALL.len()],
    switches: u64,
    /// Hosts that may be spoken to whoever named them: `api.example.com`, `*.example.com`, `10.0.0.7`, each with an
    /// optional `:port`. A host given here is also allowed when it is internal.
    pub allowed_hosts: Vec<String>,
    /// Directories below which a path may lie whoever named it, absolute.
    pub allowed_paths: Vec<String>,
    /// What is allowed although a detector objects: `sql_injection:pg.query:body.name`, detector, sink and path of the
    /// input, with every array position written as `[]`. A finding names the one that would have allowed it.
    pub exceptions: Vec<String>,
    /// Directory that holds the function's own code, absolute: its source is a sensitive file.
    pub task_root: Option<String>,
    /// What happens when Buckler itself fails.
    pub on_error: Fallback,
}

/// Why a setting was refused by [`Policy::set`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Setting {
    /// It is in force now.
    Taken,
    /// There is no variable of that name.
    Unknown,
    /// The variable exists and the value is none that it takes.
    Invalid,
}

impl Default for Policy {
    fn default() -> Self {
        Self::new(Mode::default())
    }
}

impl Policy {
    /// Every detector in that mode, every switch as [`Switch::ALL`] says, nothing else allowed.
    pub fn new(mode: Mode) -> Self {
        let switches = Switch::ALL.iter().fold(0, |set, (switch, _, on)| set | u64::from(*on) << *switch as u8);
        Self {
            modes: [mode; DetectorId::ALL.len()],
            switches,
            allowed_hosts: Vec::new(),
            allowed_paths: Vec::new(),
            exceptions: Vec::new(),
            task_root: None,
            on_error: Fallback::default(),
        }
    }

    /// The mode of a detector.
    pub fn mode(&self, detector: DetectorId) -> Mode {
        self.modes.get(detector as usize).copied().unwrap_or_default()
    }

    /// Puts one detector into a mode.
    pub fn set_mode(&mut self, detector: DetectorId, mode: Mode) {
        if let Some(slot) = self.modes.get_mut(detector as usize) {
            *slot = mode;
        }
    }

    /// Whether no detector looks at anything.
    pub fn is_off(&self) -> bool {
        self.modes.iter().all(|mode| *mode == Mode::Off)
    }

    /// Whether what the switch names is refused.
    pub const fn refuses(&self, switch: Switch) -> bool {
        self.switches >> switch as u8 & 1 == 1
    }

    /// Turns a switch on or off.
    pub const fn set_switch(&mut self, switch: Switch, on: bool) {
        let bit = 1 << switch as u8;
        if on { self.switches |= bit } else { self.switches &= !bit }
    }

    /// Takes one environment variable. Every other name is [`Setting::Unknown`].
    ///
    /// | variable | value |
    /// | --- | --- |
    /// | `BUCKLER_MODE` | `off`, `monitor` or `block`, for every detector |
    /// | `BUCKLER_MODE_SQL_INJECTION` and so on | the same, for one detector |
    /// | `BUCKLER_ALLOWED_HOSTS` | hosts, separated by commas |
    /// | `BUCKLER_ALLOWED_PATHS` | absolute directories, separated by commas |
    /// | `BUCKLER_EXCEPTIONS` | `detector:sink:path`, separated by commas |
    /// | `LAMBDA_TASK_ROOT` | the directory of the function's code, set by the platform |
    /// | `BUCKLER_ON_ERROR` | `allow` or `block` |
    /// | `BUCKLER_REFUSE`, `BUCKLER_TOLERATE` | names of switches, separated by commas |
    ///
    /// `BUCKLER_MODE` sets all detectors: give it before the variables of single ones.
    pub fn set(&mut self, name: &str, value: &str) -> Setting {
        let value = value.trim();
        match name {
            "BUCKLER_MODE" => match Mode::from_name(value) {
                Some(mode) => self.modes = [mode; DetectorId::ALL.len()],
                None => return Setting::Invalid,
            },
            "BUCKLER_ALLOWED_HOSTS" => self.allowed_hosts = list(value),
            "BUCKLER_ALLOWED_PATHS" => {
                self.allowed_paths = list(value);
                if !self.allowed_paths.iter().all(|path| path.starts_with('/')) {
                    self.allowed_paths.retain(|path| path.starts_with('/'));
                    return Setting::Invalid;
                }
            }
            "LAMBDA_TASK_ROOT" => self.task_root = value.starts_with('/').then(|| String::from(value)),
            "BUCKLER_EXCEPTIONS" => self.exceptions = list(value),
            "BUCKLER_ON_ERROR" => match value {
                "allow" => self.on_error = Fallback::Allow,
                "block" => self.on_error = Fallback::Block,
                _ => return Setting::Invalid,
            },
            "BUCKLER_REFUSE" => return self.set_switches(value, true),
            "BUCKLER_TOLERATE" => return self.set_switches(value, false),
            _ => return self.set_detector_mode(name, value),
        }
        Setting::Taken
    }

    fn set_switches(&mut self, names: &str, on: bool) -> Setting {
        let mut answer = Setting::Taken;
        for name in list(names) {
            match Switch::from_name(&name) {
                Some(switch) => self.set_switch(switch, on),
                None => answer = Setting::Invalid,
            }
        }
        answer
    }

    fn set_detector_mode(&mut self, name: &str, value: &str) -> Setting {
        let named = name.strip_prefix("BUCKLER_MODE_");
        let detector = named.and_then(|rest| DetectorId::ALL.into_iter().find(|known| known.variable() == rest));
        match (detector, Mode::from_name(value)) {
            (None, _) => Setting::Unknown,
            (Some(_), None) => Setting::Invalid,
            (Some(detector), Some(mode)) => {
                self.set_mode(detector, mode);
                Setting::Taken
            }
        }
    }
}

fn list(text: &str) -> Vec<String> {
    text.split(',').map(str::trim).filter(|item| !item.is_empty()).map(String::from).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn switches_stand_in_the_order_of_the_enum() {
        for (position, (switch, name, on)) in Switch::ALL.into_iter().enumerate() {
            assert_eq!(switch as usize, position, "{name}");
            assert_eq!(Policy::default().refuses(switch), on, "{name}");
            assert_eq!(Switch::from_name(name), Some(switch));
        }
    }

    #[test]
    fn variables_set_modes_lists_and_switches() {
        let mut policy = Policy::default();
        assert_eq!(policy.set("BUCKLER_MODE", "block"), Setting::Taken);
        assert_eq!(policy.set("BUCKLER_MODE_SSRF", "off"), Setting::Taken);
        assert_eq!(policy.set("BUCKLER_REFUSE", "glob, column_list"), Setting::Taken);
        assert_eq!(policy.set("BUCKLER_ALLOWED_HOSTS", "a.example.com,10.0.0.7:80"), Setting::Taken);
        assert_eq!(policy.mode(DetectorId::SqlInjection), Mode::Block);
        assert_eq!(policy.mode(DetectorId::Ssrf), Mode::Off);
        assert!(policy.refuses(Switch::Glob) && policy.refuses(Switch::ColumnList));
        assert_eq!(policy.allowed_hosts, ["a.example.com", "10.0.0.7:80"]);
    }

    #[test]
    fn wrong_variables_change_nothing_and_say_so() {
        let mut policy = Policy::default();
        assert_eq!(policy.set("BUCKLER_MODE", "blok"), Setting::Invalid);
        assert_eq!(policy.set("BUCKLER_MODES", "block"), Setting::Unknown);
        assert_eq!(policy.set("BUCKLER_MODE_XSS", "block"), Setting::Unknown);
        assert_eq!(policy.set("BUCKLER_REFUSE", "everything"), Setting::Invalid);
        assert_eq!(policy.set("BUCKLER_ALLOWED_PATHS", "data"), Setting::Invalid);
        assert_eq!(policy, Policy::default());
    }
}
