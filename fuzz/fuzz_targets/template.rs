//! Whatever a template holds, reading it ends, and every value it names stands where it says.
#![no_main]

use buckler_template::{Deployment, Node, PhysicalNames, Template};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let Ok(template) = Template::parse("fuzz", text) else { return };
    for physical_names in [PhysicalNames::Unknown, PhysicalNames::Logical, PhysicalNames::Symbolic] {
        template.application(&Deployment { physical_names, ..Deployment::default() });
    }
    let mut pending: Vec<&Node> = vec![template.root()];
    while let Some(node) = pending.pop() {
        assert!(text.get(node.span.start..node.span.end).is_some(), "{:?}", node.span);
        pending.extend(node.items());
        for entry in node.entries() {
            assert!(text.get(entry.key.span.start..entry.key.span.end).is_some(), "{:?}", entry.key);
            pending.push(&entry.value);
        }
    }
});
