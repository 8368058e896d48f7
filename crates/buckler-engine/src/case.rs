//! What a detector sees of the world, and what it answers.

use crate::climb::Climber;
use crate::evidence;
use crate::link::Linker;
use crate::memory::SiteMemory;
use crate::{DerivationKind, Inputs, Known, Taint, ValueId};
use alloc::{string::String, vec::Vec};
use buckler_types::{DetectorId, Locate, Policy, Site, Trust};
use core::ops::Range;

/// Places of a value that are looked at to tell whose writing it is. With more, it is taken for the caller's.
const TRUSTED_PLACES: usize = 8;

/// One operation under judgment: inputs, policy and memory, as far as a detector may ask.
pub struct Case<'a> {
    pub(crate) inputs: &'a Inputs,
    pub(crate) locate: &'a dyn Locate,
    pub(crate) policy: &'a Policy,
    pub(crate) site: Site,
    pub(crate) base: Option<&'a str>,
    pub(crate) linker: &'a mut Linker,
    /// What the call site said before.
    pub(crate) memory: Option<&'a SiteMemory>,
    /// Every range has to be evidence against the event and the memory of the call site.
    pub(crate) scrutiny: bool,
    /// What the first text that was linked turned out to be: the operation's own.
    pub(crate) first: Option<Taint>,
}

/// What a detector objects to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hit {
    /// Who objects: a detector may ask another one about a part of the operation.
    pub detector: DetectorId,
    /// The text that was judged.
    pub text: String,
    /// Its position among the arguments of an argument vector.
    pub argument: Option<u32>,
    /// Bytes of `text` that came from the input.
    pub range: Range<usize>,
    /// The input; `None` when the operation is refused whoever wrote it.
    pub value: Option<ValueId>,
    /// Bytes of `text` of each token the input created or cut.
    pub tokens: Vec<Range<usize>>,
    /// What is wrong, in a few words.
    pub reason: &'static str,
    /// The range is an over-approximation.
    pub coarse: bool,
}

impl<'a> Case<'a> {
    /// Which bytes of `text` came from which value.
    pub fn link(&mut self, text: &str) -> Taint {
        let linked = self.linker.link(self.inputs, text.as_bytes());
        let taint = evidence::weigh(linked, text, self);
        if self.first.is_none() && self.site != Site::UNKNOWN {
            self.first = Some(taint.clone());
        }
        taint
    }

    /// What is known of a value.
    pub fn known(&self, value: ValueId) -> Option<Known<'a>> {
        self.inputs.known(value)
    }

    /// Whose writing a value is: of all places in which it stands, the one that is trusted least. Looks it up in the
    /// event text: ask only when there is evidence.
    pub fn trust(&self, value: ValueId) -> Trust {
        let (Some(known), Some(offsets)) = (self.known(value), self.inputs.offsets(value)) else {
            return Trust::Caller;
        };
        let places = offsets.take(TRUSTED_PLACES + 1).enumerate().map(|(number, offset)| match number {
            TRUSTED_PLACES => Trust::Caller,
            _ => self.locate.locate_value(offset, known.chain, known.folded).trust,
        });
        places.min().unwrap_or(Trust::Caller)
    }

    /// What the user decided.
    pub fn policy(&self) -> &'a Policy {
        self.policy
    }

    /// Where in the application the call stands.
    pub fn site(&self) -> Site {
        self.site
    }

    /// Directory or URL that the caller of the engine says the application named.
    pub fn explicit_base(&self) -> Option<&'a str> {
        self.base
    }

    /// The parts from which the application built this text, the base first.
    pub fn parts(&self, kind: DerivationKind, text: &str) -> Option<impl Iterator<Item = &'a str> + Clone> {
        self.inputs.parts(kind, text)
    }

    /// Whether two values are forms of the same text.
    pub fn is_same_source(&self, one: ValueId, other: ValueId) -> bool {
        self.inputs.source(one) == self.inputs.source(other)
    }

    /// Remembers that an input chose this host: the connection that follows may lead elsewhere than its name says.
    pub(crate) fn remember_host(&self, host: &str, value: ValueId) {
        if let Ok(mut hosts) = self.inputs.hosts.try_borrow_mut() {
            hosts.remember(host, value);
        }
    }

    /// The inputs that chose this host in an earlier operation of the invocation.
    pub(crate) fn remembered_hosts(&self, host: &str) -> Vec<ValueId> {
        self.inputs.hosts.try_borrow().map(|hosts| hosts.find(host)).unwrap_or_default()
    }

    /// The first value whose text is as asked, among those that are no longer than a URL may be. Looks at every value:
    /// ask only when there is reason to.
    pub(crate) fn find(&self, is_wanted: impl Fn(&str) -> bool) -> Option<ValueId> {
        const LONGEST: usize = 2048;
        const VALUES: u32 = 4096;
        (0..(self.inputs.len() as u32).min(VALUES)).map(ValueId).find(|value| {
            let known = self.inputs.known(*value).filter(|known| known.folded.len() <= LONGEST);
            known.and_then(|known| core::str::from_utf8(known.folded).ok()).is_some_and(&is_wanted)
        })
    }

    pub(crate) fn climbers(&self) -> &'a [Climber] {
        self.inputs.climbers()
    }

    /// Directory or URL that the application named when it built this text.
    pub fn base(&self, kind: DerivationKind, text: &str) -> Option<&'a str> {
        self.base.or_else(|| self.inputs.base(kind, text))
    }
}
