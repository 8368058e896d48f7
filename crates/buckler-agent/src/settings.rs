//! What the environment says, read once at start.

use buckler_types::{Mode, Policy, Setting};

/// How the work of different invocations is told apart.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Context {
    /// The binding knows the invocation only as "the one that runs now": work left over from the one before is
    /// judged against that one's inputs too.
    #[default]
    Single,
    /// The binding follows each invocation through its asynchronous work.
    Concurrent,
}

/// Everything an agent is told at start.
#[derive(Clone, Debug, Default)]
pub struct Settings {
    /// What the user decided.
    pub policy: Policy,
    /// Name of the function, for findings.
    pub function: String,
    /// The event source takes partial batch failures.
    pub partial_failures: bool,
    /// The user wants values of payloads in findings.
    pub unmasked: bool,
    /// How invocations are told apart.
    pub context: Context,
    /// What was wrong with the variables, one sentence each, for the start line.
    pub problems: Vec<String>,
}

impl Settings {
    /// Reads the variables that concern Buckler and passes over all others.
    ///
    /// | variable | meaning |
    /// | --- | --- |
    /// | those of [`Policy::set`] | the policy |
    /// | `BUCKLER_BATCH_FAILURES` | `1`: the event source takes partial batch failures |
    /// | `BUCKLER_UNMASKED` | `1`: findings hold values of payloads |
    /// | `AWS_LAMBDA_FUNCTION_NAME` | name of the function |
    /// | `AWS_LAMBDA_MAX_CONCURRENCY` | above 1: invocations run side by side |
    pub fn from_variables(variables: impl Iterator<Item = (String, String)>) -> Self {
        let mut settings = Self::default();
        let (general, particular): (Vec<_>, Vec<_>) = variables.partition(|(name, _)| name == "BUCKLER_MODE");
        for (name, value) in general.into_iter().chain(particular) {
            settings.take(&name, &value);
        }
        settings
    }

    fn take(&mut self, name: &str, value: &str) {
        match name {
            "AWS_LAMBDA_FUNCTION_NAME" => self.function = value.into(),
            "AWS_LAMBDA_MAX_CONCURRENCY" if value.parse().is_ok_and(|count: u32| count > 1) => {
                self.context = Context::Concurrent;
            }
            "BUCKLER_BATCH_FAILURES" => self.partial_failures = self.flag(name, value),
            "BUCKLER_UNMASKED" => self.unmasked = self.flag(name, value),
            "BUCKLER_AGENT_DIR" => {}
            _ => match self.policy.set(name, value) {
                Setting::Taken => {}
                Setting::Invalid => self
                    .problems
                    .push(format!("{name} has a value that it does not take; see `buckler explain variables`")),
                Setting::Unknown if name.starts_with("BUCKLER_") => {
                    self.problems.push(format!("{name} is not a variable of Buckler"));
                }
                Setting::Unknown => {}
            },
        }
    }

    fn flag(&mut self, name: &str, value: &str) -> bool {
        match value {
            "1" | "true" => true,
            "" | "0" | "false" => false,
            _ => {
                self.problems.push(format!("{name} takes 1 or 0"));
                false
            }
        }
    }

    /// The mode most detectors are in, for the start line.
    pub fn mode(&self) -> Mode {
        let modes = buckler_types::DetectorId::ALL.map(|detector| self.policy.mode(detector));
        [Mode::Block, Mode::Monitor].into_iter().find(|mode| modes.contains(mode)).unwrap_or(Mode::Off)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use buckler_types::DetectorId;

    fn read(variables: &[(&str, &str)]) -> Settings {
        Settings::from_variables(variables.iter().map(|(name, value)| ((*name).into(), (*value).into())))
    }

    #[test]
    fn single_detectors_override_the_general_mode_in_any_order() {
        let settings = read(&[("BUCKLER_MODE_SSRF", "off"), ("BUCKLER_MODE", "block"), ("PATH", "/bin")]);
        assert_eq!(settings.policy.mode(DetectorId::Ssrf), Mode::Off);
        assert_eq!(settings.mode(), Mode::Block);
        assert!(settings.problems.is_empty());
    }

    #[test]
    fn a_misspelt_variable_is_a_problem_that_is_said() {
        let settings =
            read(&[("BUCKLER_MOED", "block"), ("BUCKLER_ON_ERROR", "maybe"), ("BUCKLER_BATCH_FAILURES", "yes")]);
        assert_eq!(settings.problems.len(), 3, "{:?}", settings.problems);
        assert_eq!(settings.mode(), Mode::Monitor);
    }
}
