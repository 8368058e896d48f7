//! An event that is asked about single values, when there is evidence.

use crate::{
    inside,
    path::{Follower, Path},
    triggers::{self, Response, Trigger},
};
use alloc::vec::Vec;
use buckler_text::json::Token;
use buckler_types::{DecoderChain, Locate, Location, Origin, Trust};
use core::cell::{Cell, OnceCell};

/// The text of an event. Making one costs nothing; what it is asked for is found out then, and remembered.
pub struct Event<'a> {
    text: &'a [u8],
    trigger: OnceCell<&'static Trigger>,
    /// Where to begin when a token of a large event is looked for.
    checkpoints: OnceCell<Vec<Follower<'a>>>,
    /// The token whose trust was asked for last: values of one document are asked for one after the other.
    last: Cell<Option<(u32, Trust)>>,
    /// Bytes that searches inside tokens may still look at.
    budget: Cell<usize>,
}

/// Distance of two checkpoints, in bytes: a lookup reads about half of it.
const STRIDE: usize = 1 << 10;

/// Bytes that all searches inside tokens together may look at. When they are spent, places are those of the tokens.
const BUDGET: usize = 32 << 20;

impl<'a> Event<'a> {
    /// The event with that JSON text.
    pub const fn new(text: &'a [u8]) -> Self {
        Self {
            text,
            trigger: OnceCell::new(),
            checkpoints: OnceCell::new(),
            last: Cell::new(None),
            budget: Cell::new(BUDGET),
        }
    }

    /// The JSON text.
    pub const fn text(&self) -> &'a [u8] {
        self.text
    }

    /// Name of the trigger: `api_gateway_v1`, or `unknown`.
    pub fn trigger(&self) -> &'static str {
        self.kind().name
    }

    pub(crate) fn response(&self) -> Response {
        self.kind().response
    }

    fn kind(&self) -> &'static Trigger {
        self.trigger.get_or_init(|| triggers::recognize(self.text))
    }

    /// The string or number at that offset, and the path to it.
    fn token(&self, offset: usize) -> Option<(Path<'a>, Token<'a>)> {
        let mut follower = self.start(offset);
        while let Some((at, token)) = follower.next_value() {
            if at >= offset {
                return (at == offset).then(|| (follower.path(token), token));
            }
            follower.pass(token);
        }
        None
    }

    /// The path to a value, the way inside its token included.
    fn value(&self, offset: u32, chain: DecoderChain, bytes: &[u8]) -> Option<Path<'a>> {
        let (mut path, token) = self.token(offset as usize)?;
        if let (false, Token::Text(text)) = (chain.is_empty(), token) {
            let mut budget = self.budget.get();
            inside::extend(&mut path, text.raw, chain, bytes, &mut budget);
            self.budget.set(budget);
        }
        Some(path)
    }

    /// A follower somewhere before that offset.
    fn start(&self, offset: usize) -> Follower<'a> {
        if offset <= STRIDE {
            return Follower::new(self.text);
        }
        let checkpoints = self.checkpoints.get_or_init(|| checkpoints(self.text));
        let behind = checkpoints.partition_point(|checkpoint| checkpoint.offset() <= offset);
        behind
            .checked_sub(1)
            .and_then(|last| checkpoints.get(last))
            .cloned()
            .unwrap_or_else(|| Follower::new(self.text))
    }

    fn location(&self, path: &Path<'_>, chain: DecoderChain) -> Location {
        let trigger = self.kind();
        let (origin, trust) = triggers::place(trigger, path);
        let origin = if origin == Origin::Body && inside::is_form(chain) { Origin::FormField } else { origin };
        let record =
            matches!(trigger.response, Response::Batch(_) | Response::Acknowledge).then(|| path.record("Records"));
        Location { path: path.text(), origin, trust, record: record.flatten() }
    }
}

impl Locate for Event<'_> {
    fn locate(&self, offset: u32) -> Location {
        match self.token(offset as usize) {
            Some((path, _)) => self.location(&path, DecoderChain::new()),
            None => nowhere(),
        }
    }

    fn locate_value(&self, offset: u32, chain: DecoderChain, bytes: &[u8]) -> Location {
        match self.value(offset, chain, bytes) {
            Some(path) => self.location(&path, chain),
            None => nowhere(),
        }
    }

    fn trust(&self, offset: u32, chain: DecoderChain, bytes: &[u8]) -> Trust {
        // Only where an envelope is inside the token does the way of the decoders matter.
        let same_inside = chain.is_empty() || !triggers::has_envelopes(self.kind());
        if let (true, Some((last, trust))) = (same_inside, self.last.get())
            && last == offset
        {
            return trust;
        }
        let path = if same_inside {
            self.token(offset as usize).map(|(path, _)| path)
        } else {
            self.value(offset, chain, bytes)
        };
        let trust = path.map_or(Trust::Caller, |path| triggers::place(self.kind(), &path).1);
        if same_inside {
            self.last.set(Some((offset, trust)));
        }
        trust
    }
}

/// A text that is no JSON, or an offset of something else: whoever sent it wrote it.
fn nowhere() -> Location {
    Location { path: "$".into(), origin: Origin::Unknown, trust: Trust::Caller, record: None }
}

fn checkpoints(text: &[u8]) -> Vec<Follower<'_>> {
    let mut checkpoints = Vec::new();
    let mut follower = Follower::new(text);
    let mut next = STRIDE;
    while let Some((at, token)) = follower.next_value() {
        follower.pass(token);
        if at >= next {
            checkpoints.push(follower.clone());
            next = follower.offset() + STRIDE;
        }
    }
    checkpoints
}
