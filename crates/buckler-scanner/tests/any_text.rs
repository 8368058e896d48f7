//! Whatever the files of a project hold, a scan ends, and says nothing about places that are not there.

use std::sync::atomic::AtomicBool;

use buckler_scanner::date::Date;
use buckler_scanner::files::Files;
use buckler_scanner::pipeline::Known;
use buckler_scanner::scan::{Options, Silent, scan};
use buckler_scanner::settings::Settings;
use proptest::prelude::*;

const NAMES: [&str; 8] = [
    "app.py",
    "index.js",
    "page.tsx",
    "template.yaml",
    "template.json",
    "serverless.yml",
    "tsconfig.json",
    "package.json",
];

/// Pieces that mean something to one of the readers, in any order.
fn text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        Just(
            "Resources:\n  F:\n    Type: AWS::Serverless::Function\n    Properties:\n      Handler: index.handler\n"
                .to_owned()
        ),
        Just("provider: {name: aws}\nfunctions: {f: {handler: app.handler, events: [{http: 'GET /'}]}}\n".to_owned()),
        Just("exports.handler = async (event) => require('child_process').execSync(event.body);\n".to_owned()),
        Just("import os\ndef handler(event, context):\n    os.system(event['body'])\n".to_owned()),
        Just("# buckler: allow(command-injection) why until=2026-01-01\n".to_owned()),
        Just("{\"compilerOptions\": {\"paths\": {\"a/*\": [\"b/*\",],}}, // c\n".to_owned()),
        "\\PC{0,40}",
        "[\\[\\](){}'\"`:#/*!&|>\n -]{0,40}",
    ];
    prop::collection::vec(piece, 0..8).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn a_scan_ends_and_its_places_are_there(texts in prop::collection::vec(text(), NAMES.len())) {
        let mut files = Files::default();
        for (name, text) in NAMES.iter().zip(texts) {
            files.add(*name, text);
        }
        let settings = Settings::default();
        let cancelled = AtomicBool::new(false);
        let options = Options {
            settings: &settings,
            hardening: true,
            known: Known::default(),
            today: Date::new(2026, 11, 25).unwrap(),
            cancelled: &cancelled,
        };
        let outcome = scan(&files, &options, &mut Silent);
        let failed = outcome.unchecked.iter().find(|item| item.reason.to_string().contains("please report"));
        prop_assert!(failed.is_none(), "{failed:?}");
        for finding in outcome.reported.iter().map(|item| &item.finding) {
            for place in finding.path.iter().map(|step| step.place).chain([finding.place]) {
                let file = files.get(place.file).unwrap();
                let range = place.start as usize..place.end as usize;
                prop_assert!(file.text.get(range).is_some(), "{}: {place:?} of {:?}", finding.rule.id, file.path);
            }
        }
    }
}
