//! What is kept of one invocation.

use crate::InvocationId;
use buckler_engine::Inputs;
use buckler_events::{Walked, Walker};

/// One invocation, from its beginning until the one after the next begins.
#[derive(Debug)]
pub(crate) struct Invocation {
    pub(crate) id: InvocationId,
    pub(crate) request_id: String,
    event: EventText,
    pub(crate) inputs: Inputs,
    pub(crate) condemned: bool,
    /// Records of the batch that blocked operations were linked to.
    pub(crate) records: Vec<u32>,
    pub(crate) findings: u32,
    pub(crate) ended: bool,
}

#[derive(Debug)]
enum EventText {
    Missing,
    Raw(Vec<u8>),
    Indexed(Vec<u8>),
}

impl Invocation {
    pub(crate) fn new(id: InvocationId, request_id: &str, inputs: Inputs) -> Self {
        Self {
            id,
            request_id: request_id.into(),
            event: EventText::Missing,
            inputs,
            condemned: false,
            records: Vec::new(),
            findings: 0,
            ended: false,
        }
    }

    /// Takes the event's text, once.
    pub(crate) fn hand_over(&mut self, text: Vec<u8>) {
        if matches!(self.event, EventText::Missing) {
            self.event = EventText::Raw(text);
        }
    }

    pub(crate) fn has_event(&self) -> bool {
        !matches!(self.event, EventText::Missing)
    }

    pub(crate) fn text(&self) -> &[u8] {
        match &self.event {
            EventText::Missing => &[],
            EventText::Raw(text) | EventText::Indexed(text) => text,
        }
    }

    /// Reads the event into the index, unless that is done. Tells what was read and what was not, once.
    pub(crate) fn index(&mut self, walker: &mut Walker) -> Option<Walked> {
        let EventText::Raw(text) = &mut self.event else { return None };
        let text = std::mem::take(text);
        self.inputs.reserve(text.len());
        let walked = walker.walk(&text, &mut self.inputs);
        self.event = EventText::Indexed(text);
        Some(walked)
    }

    /// Marks the invocation: whatever the handler answers, the caller gets the trigger's block response.
    pub(crate) fn condemn(&mut self, record: Option<u32>) {
        self.condemned = true;
        if let Some(record) = record.filter(|record| !self.records.contains(record)) {
            self.records.push(record);
        }
    }
}
