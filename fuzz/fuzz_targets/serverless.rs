//! Whatever a configuration of the Serverless Framework and the file that it includes hold, reading them ends, and
//! every value of the application stands in the file it says.
#![no_main]

use buckler_template::{Application, Deployment, Node, PhysicalNames, Template, Value};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|texts: (&str, &str)| {
    let (configuration, included) = texts;
    let text = format!("service: s\nprovider: {{name: aws}}\n{configuration}");
    let Ok(template) = Template::parse("serverless.yml", &text) else { return };
    let read = |path: &str| path.ends_with(".yml").then(|| included.to_owned());
    for physical_names in [PhysicalNames::Symbolic, PhysicalNames::Logical] {
        let deployment = Deployment { physical_names, ..Deployment::default() };
        let application = template.application_with(&deployment, &read);
        for resource in &application.resources {
            places(&application, &resource.properties, &text, included);
        }
    }
});

/// The place of each value is one of its file. The reader of the included file gives the same text for each name.
fn places(application: &Application, root: &Node, configuration: &str, included: &str) {
    let mut pending = vec![root];
    while let Some(node) = pending.pop() {
        let text = if application.file(node.span) == "serverless.yml" { configuration } else { included };
        assert!(text.get(node.span.start..node.span.end).is_some(), "{:?}", node.span);
        pending.extend(node.items());
        pending.extend(node.entries().iter().map(|entry| &entry.value));
        if let Value::Unknown(unknown) = &node.value {
            pending.extend(&unknown.choices);
        }
    }
}
