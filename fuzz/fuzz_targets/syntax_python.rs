//! Whatever a Python source holds, reading it ends, and what is not read is said.
#![no_main]

use buckler_syntax::{Dialect, Limits, parse};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let parsed = parse(Dialect::Python, text, &Limits::default());
    assert!(parsed.tree.is_some() || !parsed.problems.is_empty());
    let Some(tree) = parsed.tree else { return };
    for (_, expr) in tree.exprs() {
        assert!(text.get(expr.span.range()).is_some(), "{expr:?}");
    }
    tree.show();
});
