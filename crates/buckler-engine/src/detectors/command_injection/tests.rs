use super::*;
use crate::{Check, Engine, Inputs};
use buckler_types::{
    DecoderChain, Evidence, Locate, Location, Mode, Origin, Policy, ShellDialect, Site, Switch, Trust, Value,
    ValueKind, ValueVisitor,
};

struct Nowhere;

impl Locate for Nowhere {
    fn locate(&self, _offset: u32) -> Location {
        Location { path: "body".into(), origin: Origin::Unknown, trust: Trust::Caller, record: None }
    }
}

fn judge(operation: &Operation<'_>, input: &str, policy: &Policy) -> Option<Evidence> {
    let mut inputs = Inputs::new(1);
    let (bytes, chain) = (input.as_bytes(), DecoderChain::new());
    inputs.value(Value { bytes, kind: ValueKind::Text, offset: 0, chain, container: false });
    let check = Check { operation, site: Site::UNKNOWN, base: None, inputs: &inputs, locate: &Nowhere, policy };
    Engine::new().check(&check, None).evidence.map(|evidence| *evidence)
}

fn shell(text: &str, input: &str) -> Option<Evidence> {
    judge(&Operation::Shell { text, dialect: ShellDialect::Sh }, input, &Policy::new(Mode::Block))
}

#[track_caller]
fn created<'a>(text: &'a str, input: &str) -> Vec<&'a str> {
    let evidence = shell(text, input).unwrap_or_else(|| panic!("{text:?} is allowed"));
    evidence.tokens.iter().filter_map(|token| text.get(token.start as usize..token.end as usize)).collect()
}

#[test]
fn finding_names_the_tokens_that_the_input_created() {
    assert_eq!(created("cat /srv/a; rm -rf $HOME", "a; rm -rf $HOME"), [";", "$HOME"]);
    assert_eq!(created("grep '' && id #' /srv/x", "' && id #"), ["'", "&&", "#' /srv/x"]);
    assert_eq!(created("echo \"a\\\" b", "a\\"), ["\\\""]);
}

/// With the switch on and off.
#[track_caller]
fn switched(text: &str, input: &str, switch: Switch) {
    let mut policy = Policy::new(Mode::Block);
    let operation = Operation::Shell { text, dialect: ShellDialect::Sh };
    for refused in [true, false] {
        policy.set_switch(switch, refused);
        assert_eq!(judge(&operation, input, &policy).is_some(), refused, "{text:?} with {switch:?}");
    }
}

#[test]
fn grey_zones_are_switches() {
    switched("wc -l one two", "one two", Switch::ExtraWords);
    switched("wc -l report*.txt", "report*.txt", Switch::Glob);
    switched("cat a.txt | sort", "|", Switch::LoneOperator);
    switched("wc -l report.txt\n", "report.txt\n", Switch::TrailingNewline);
    switched("grep -F -- -rf /srv/x", "-rf", Switch::OptionAfterDoubleDash);
    switched("uptime", "uptime", Switch::CommandWordChoice);
}

#[test]
fn other_detectors_keep_their_own_mode() {
    let operation = Operation::Exec { program: "curl", args: &["-s", "http://10.0.0.5/x"] };
    let mut policy = Policy::new(Mode::Block);
    let evidence = judge(&operation, "http://10.0.0.5/x", &policy).expect("an internal host");
    assert_eq!((evidence.detector, evidence.argument), (DetectorId::Ssrf, Some(1)));
    policy.set_mode(DetectorId::Ssrf, Mode::Off);
    assert_eq!(judge(&operation, "http://10.0.0.5/x", &policy), None);
}

#[test]
fn input_split_into_arguments_is_still_one_input() {
    let operation = Operation::Exec { program: "curl", args: &["--output", "/srv/www/x", "https://a.example"] };
    let evidence = judge(&operation, "--output /srv/www/x", &Policy::new(Mode::Block)).expect("an option");
    assert_eq!((evidence.argument, evidence.reason.as_ref()), (Some(0), "adds an option"));
}

#[test]
fn programs_within_programs_are_read_to_a_limit() {
    let args: Vec<&str> =
        core::iter::repeat_n("env", 20_000).chain(["sh", "-c", "echo value-of-an-input; id"]).collect();
    let operation = Operation::Exec { program: "env", args: &args };
    let evidence = judge(&operation, "value-of-an-input; id", &Policy::new(Mode::Block)).expect("an operator");
    assert_eq!(evidence.reason, "is nested too deeply to be read");
}
