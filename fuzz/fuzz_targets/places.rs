//! Paths, URLs and connections against any inputs: no panic, evidence lies inside its text, and a text that holds
//! nothing of the inputs passes.
#![no_main]

use buckler_engine::{Check, Derivation, DerivationKind, Engine, Inputs};
use buckler_events::Event;
use buckler_text::{path, url::Url};
use buckler_types::{FileAccess, Mode, Operation, Policy, Site, Switch};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|fields: (u64, Vec<String>, String, String)| {
    let (switches, values, text, base) = fields;
    let mut policy = Policy::new(Mode::Block);
    for (switch, ..) in Switch::ALL {
        policy.set_switch(switch, switches >> switch as u8 & 1 == 1);
    }
    let mut inputs = Inputs::new(switches);
    for (number, value) in values.iter().enumerate() {
        buckler_events::walk_text(value.as_bytes(), number as u32, &mut inputs);
    }
    inputs.derive(Derivation { kind: DerivationKind::Path, parts: &[&base, &text], result: &path::normalize(&text) });
    let mut engine = Engine::new();
    let operations = [
        Operation::Path { path: &text, access: FileAccess::Read, cwd: None },
        Operation::Path { path: &text, access: FileAccess::Write, cwd: Some(&base) },
        Operation::Url { url: &text },
        Operation::Connect { host: &text, address: Some([10, 0, 0, 5].into()), port: 80 },
    ];
    for operation in &operations {
        for named in [None, Some(base.as_str())] {
            let locate = &Event::new(b"{}");
            let check = Check { operation, site: Site(1), base: named, inputs: &inputs, locate, policy: &policy };
            let verdict = engine.check(&check, None);
            if let Some(evidence) = verdict.evidence {
                let places = evidence.tokens.iter().chain([&evidence.range]);
                places.for_each(|place| assert!(place.start <= place.end && place.end as usize <= evidence.text.len()));
                assert!(!values.is_empty(), "{}", evidence.sentence());
            }
        }
    }
    let normal = path::normalize(&text);
    assert_eq!(path::normalize(&normal), normal);
    let url = Url::split(&text);
    assert!(url.host.end <= text.len() && url.host.start <= url.host.end);
});
