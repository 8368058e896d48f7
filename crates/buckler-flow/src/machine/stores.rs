//! What is put into stores by one function and fetched by another.

use super::{Arg, Machine, Site};
use crate::analysis::Stored;
use crate::catalog::{Base, Origin, Store};
use crate::value::{CLEAN, Form, PathId, Root, Value};
use alloc::string::{String, ToString};
use alloc::vec::Vec;

impl Machine<'_> {
    pub(super) fn store_call(
        &mut self,
        stores: &[&'static Store],
        path: PathId,
        args: &[Arg],
        receiver: Option<Value>,
        result: Value,
        site: Site,
    ) -> Value {
        let mut result = result;
        for store in stores {
            let Some(name) = self.store_name(store, path, args, receiver, site) else { continue };
            let taints = if store.put {
                let mut taint = CLEAN;
                for found in self.at(&store.value, args, receiver, site.spot) {
                    let inner = self.deep_taint(found.value);
                    taint = self.values.join_taints(taint, inner);
                }
                let input = self.values.map_taint(taint, &mut |values, mark| {
                    let origin = values.label(mark.label).map(|label| label.origin);
                    matches!(origin, Some(Origin::Input | Origin::Stored)).then_some(mark)
                });
                self.taints(input)
            } else {
                result = self.fetched(store, &name, result, site);
                Vec::new()
            };
            self.note_stored(store, name, taints, site);
        }
        result
    }

    fn note_stored(&mut self, store: &'static Store, name: String, taints: Vec<crate::analysis::Taint>, site: Site) {
        let entry = self.entry;
        let known = self
            .part
            .stored
            .iter_mut()
            .find(|stored| stored.spot == site.spot && stored.name == name && core::ptr::eq(stored.store, store));
        if let Some(known) = known {
            if let Some(entry) = entry.filter(|entry| !known.entries.contains(entry)) {
                known.entries.push(entry);
            }
            if known.taints.is_empty() {
                known.taints = taints;
            }
            return;
        }
        let function = self.here();
        self.part.stored.push(Stored {
            store,
            name,
            spot: site.spot,
            function,
            taints,
            entries: entry.into_iter().collect(),
        });
    }

    /// Data fetched from a store that somebody puts input into.
    fn fetched(&mut self, store: &'static Store, name: &str, result: Value, site: Site) -> Value {
        if !self.memory_before.has(store.kind, name) {
            return result;
        }
        let shown = name.trim_start_matches("env:").trim_start_matches("${").trim_end_matches('}').to_string();
        let label = self.values.root_label(&alloc::format!("stored:{}:{name}", store.kind), || Root {
            name: alloc::format!("stored in {shown}"),
            origin: Origin::Stored,
            source: None,
            events: Vec::new(),
            clean: 0,
        });
        let taint = self.values.source(label, site.spot);
        Value::new(result.form, self.values.join_taints(result.taint, taint))
    }

    /// The name of a store: a constant, or what the environment gives.
    fn store_name(
        &mut self,
        store: &Store,
        path: PathId,
        args: &[Arg],
        receiver: Option<Value>,
        site: Site,
    ) -> Option<String> {
        if store.name.base == Base::Receiver && store.name.path.is_empty() {
            let from_receiver = self.constant_of_making(path);
            if from_receiver.is_some() {
                return from_receiver;
            }
            // Clients are told the name in the call.
            let names = ["TableName", "Bucket", "QueueUrl", "TopicArn"];
            let arg = args.iter().find(|arg| arg.keyword.is_some_and(|name| names.contains(&self.text(name))))?;
            return self.name_of(arg.value);
        }
        let found = self.at(&store.name, args, receiver, site.spot);
        found.into_iter().find_map(|found| self.name_of(found.value))
    }

    /// The constant that the receiver was made with, as in `Table("orders")`.
    fn constant_of_making(&self, path: PathId) -> Option<String> {
        let mut next = self.paths.get(path)?.parent;
        while let Some(id) = next {
            let path = self.paths.get(id)?;
            if let Some(constant) = path.constant {
                let text = self.text(constant);
                // The name of a service is no name of a store.
                if !["dynamodb", "s3", "sqs", "sns"].contains(&text) {
                    return Some(self.resolve_environment(text));
                }
                return None;
            }
            next = path.parent;
        }
        None
    }

    fn name_of(&mut self, value: Value) -> Option<String> {
        match value.form {
            Form::External(path) => Some(self.resolve_environment(self.paths.text(path))),
            _ => self.constant(value),
        }
    }

    /// What a variable of the environment holds, if the text reads one.
    fn resolve_environment(&self, text: &str) -> String {
        let Some(variable) = environment_variable(text) else { return text.to_string() };
        let entry = self.entry_given();
        let value = entry.and_then(|entry| entry.environment.iter().find(|(name, _)| name == variable));
        value.map_or_else(|| alloc::format!("env:{variable}"), |(_, value)| value.clone())
    }
}

/// The variable that `process.env.X`, `os.environ[X]`, `os.getenv(X)` read.
fn environment_variable(text: &str) -> Option<&str> {
    if let Some(name) = text.strip_prefix("process.env.") {
        return Some(name);
    }
    let rest = text.strip_prefix("os.environ").or_else(|| text.strip_prefix("os.getenv"))?;
    let (_, name) = rest.split_once(['(', '['])?;
    name.strip_suffix([')', ']'])
}
