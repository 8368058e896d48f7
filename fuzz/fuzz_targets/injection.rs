//! Statements and programs made of anything, with inputs that are pieces of them, are judged without panics, the same way
//! twice, and with ranges inside the text.
#![no_main]

use buckler_engine::{Check, Engine, Inputs};
use buckler_types::{
    DecoderChain, Locate, Location, Mode, Operation, Origin, Policy, Site, SqlDialect, Trust, Value, ValueKind,
    ValueVisitor, Verdict,
};
use libfuzzer_sys::fuzz_target;

struct Nowhere;

impl Locate for Nowhere {
    fn locate(&self, _offset: u32) -> Location {
        Location { path: String::new(), origin: Origin::Unknown, trust: Trust::Caller, record: None }
    }
}

fn judge(operation: &Operation<'_>, inputs: &Inputs) -> Verdict {
    let policy = Policy::new(Mode::Block);
    let check = Check { operation, site: Site::UNKNOWN, base: None, inputs, locate: &Nowhere, policy: &policy };
    Engine::new().check(&check, None)
}

fuzz_target!(|case: (&str, Vec<(u16, u16)>)| {
    let (text, cuts) = case;
    let mut inputs = Inputs::new(1);
    for (number, (start, end)) in cuts.into_iter().enumerate() {
        let piece = text.as_bytes().get(start.into()..end.into()).unwrap_or_default();
        let chain = DecoderChain::new();
        inputs.value(Value { bytes: piece, kind: ValueKind::Text, offset: number as u32, chain, container: false });
    }
    let dialects = [SqlDialect::Postgres, SqlDialect::MySql, SqlDialect::Sqlite, SqlDialect::Generic];
    let statements = dialects.map(|dialect| Operation::Sql { text, dialect });
    for operation in statements.iter().chain([&Operation::Code { text }]) {
        let verdict = judge(operation, &inputs);
        assert_eq!(verdict, judge(operation, &inputs));
        if let Some(evidence) = verdict.evidence {
            assert!(evidence.range.start <= evidence.range.end && evidence.range.end as usize <= text.len());
            assert!(evidence.tokens.iter().all(|token| token.end as usize <= text.len()));
        }
    }
});
