//! Tokens of a command are the whole command; text quoted for the shell stays one word; commands and argument vectors
//! made of anything, with inputs that are pieces of them, are judged without panics and with ranges inside the text.
#![no_main]

use buckler_engine::{Check, Engine, Inputs};
use buckler_text::shell::{commands, lex};
use buckler_types::{
    DecoderChain, Locate, Location, Mode, Operation, Origin, Policy, ShellDialect, Site, Trust, Value, ValueKind,
    ValueVisitor,
};
use libfuzzer_sys::fuzz_target;

struct Nowhere;

impl Locate for Nowhere {
    fn locate(&self, _offset: u32) -> Location {
        Location { path: String::new(), origin: Origin::Unknown, trust: Trust::Caller, record: None }
    }
}

/// Words of all commands, as their programs will see them.
fn words(text: &str) -> Vec<String> {
    let script = lex(text);
    let mut end = 0;
    for token in &script.tokens {
        assert!(token.start == end && token.start < token.end);
        assert!(text.get(token.start as usize..token.end as usize).is_some());
        end = token.end;
    }
    assert_eq!(end as usize, text.len());
    let mut numbers: Vec<u32> = script.tokens.iter().map(|token| token.command).collect();
    numbers.sort_unstable();
    numbers.dedup();
    let commands = commands(text, &script, &numbers);
    commands.iter().flat_map(|command| &command.words).map(|word| word.argument(text, &script).text).collect()
}

fn judge(operation: &Operation<'_>, inputs: &Inputs) {
    let policy = Policy::new(Mode::Block);
    let check = Check { operation, site: Site::UNKNOWN, base: None, inputs, locate: &Nowhere, policy: &policy };
    if let Some(evidence) = Engine::new().check(&check, None).evidence {
        assert!(evidence.range.start <= evidence.range.end && evidence.range.end as usize <= evidence.text.len());
    }
}

fuzz_target!(|case: (&str, Vec<(u16, u16)>)| {
    let (text, cuts) = case;
    words(text);
    if !text.contains('\0') {
        let quoted = format!("a '{}' b", text.replace('\'', "'\\''"));
        assert_eq!(words(&quoted), ["a", text, "b"]);
    }
    let mut inputs = Inputs::new(1);
    for (number, (start, end)) in cuts.into_iter().enumerate() {
        let piece = text.as_bytes().get(start.into()..end.into()).unwrap_or_default();
        let chain = DecoderChain::new();
        inputs.value(Value { bytes: piece, kind: ValueKind::Text, offset: number as u32, chain, container: false });
    }
    judge(&Operation::Shell { text, dialect: ShellDialect::Bash }, &inputs);
    let arguments: Vec<&str> = text.split(' ').collect();
    if let [program, args @ ..] = arguments.as_slice() {
        judge(&Operation::Exec { program, args }, &inputs);
    }
});
