//! Whatever a policy document holds, reading it ends, and what it grants can be told.
#![no_main]

use buckler_access::{Catalog, Document, Inclusion, Pattern, Policy};
use libfuzzer_sys::fuzz_target;
use std::sync::LazyLock;

static CATALOG: LazyLock<Catalog> = LazyLock::new(Catalog::embedded);

fuzz_target!(|text: &str| {
    let Ok(document) = Document::parse(text) else {
        // What is no document may still be two patterns.
        if let Some((wide, narrow)) = text.split_once('\n') {
            let (wide, narrow) = (Pattern::new(wide), Pattern::new(narrow));
            assert_ne!(Pattern::new("*").includes(&narrow), Inclusion::No);
            let _ = wide.includes(&narrow);
        }
        return;
    };
    let policy = Policy::of(&CATALOG, [&document]);
    let everywhere = policy.everywhere(&CATALOG);
    assert!(everywhere.is_subset(&policy.definite()));
    assert!(everywhere.is_subset(CATALOG.scoped()));
    let _ = policy.escalations(&CATALOG).count();
});
