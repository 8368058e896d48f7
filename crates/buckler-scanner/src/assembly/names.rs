//! What functions call the tables, buckets and queues of the application: one name for one of them, whichever template,
//! variable or constant it comes from.

use std::collections::HashMap;

use buckler_template::Symbol;

use crate::finding::FileId;
use crate::templates::Deployed;

/// Properties that give a resource a name of its own.
const PROPERTIES: &[&str] = &["TableName", "BucketName", "QueueName", "TopicName"];

/// Names of resources across templates.
#[derive(Debug, Default)]
pub(super) struct Names {
    /// The number of each template.
    numbers: HashMap<FileId, usize>,
    /// Resources by key: the template that has it, unless several do, and its own name.
    resources: HashMap<String, Vec<(usize, Option<String>)>>,
}

impl Names {
    /// Collects the resources of all templates.
    pub(super) fn new(deployed: &[Deployed]) -> Self {
        let mut names = Self::default();
        for (number, stack) in deployed.iter().enumerate() {
            names.numbers.insert(stack.file, number);
            for resource in &stack.application.resources {
                let own = PROPERTIES.iter().find_map(|property| resource.get(property)?.text());
                names.resources.entry(resource.id.clone()).or_default().push((number, own.map(str::to_owned)));
            }
        }
        names
    }

    /// The value of a variable, references to resources written in one way.
    pub(super) fn of(&self, stack: &Deployed, value: &str) -> String {
        let Some(symbol) = Symbol::whole(value) else { return value.to_owned() };
        let Some(owners) = self.resources.get(symbol.name) else { return value.to_owned() };
        let number = symbol.template.or_else(|| self.numbers.get(&stack.file).copied()).unwrap_or_default();
        let own = owners.iter().find(|(owner, _)| *owner == number).and_then(|(_, own)| own.clone());
        match (own, symbol.attribute) {
            // Code may use the literal name as well as the variable.
            (Some(own), None) => own,
            (_, attribute) => {
                let template = if owners.len() > 1 { format!("{number}/") } else { String::new() };
                let attribute = attribute.map(|attribute| format!(".{attribute}")).unwrap_or_default();
                format!("${{{template}{}{attribute}}}", symbol.name)
            }
        }
    }
}
