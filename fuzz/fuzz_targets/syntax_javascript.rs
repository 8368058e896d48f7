//! Whatever a JavaScript or TypeScript source holds, reading it ends, and what is not read is said.
#![no_main]

use buckler_syntax::{Dialect, Limits, parse};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    for dialect in [Dialect::JavaScript, Dialect::TypeScript, Dialect::TypeScriptMarkup] {
        let parsed = parse(dialect, text, &Limits::default());
        assert!(parsed.tree.is_some() || !parsed.problems.is_empty());
        let Some(tree) = parsed.tree else { continue };
        for (_, expr) in tree.exprs() {
            assert!(text.get(expr.span.range()).is_some(), "{expr:?}");
        }
        tree.show();
    }
});
