//! What a detector sees of the world, and what it answers.

use crate::link::Linker;
use crate::{DerivationKind, Inputs, Known, Taint, ValueId};
use alloc::{string::String, vec::Vec};
use buckler_types::{DetectorId, Locate, Policy, Site, Trust};
use core::ops::Range;

/// One operation under judgment: inputs, policy and memory, as far as a detector may ask.
pub struct Case<'a> {
    pub(crate) inputs: &'a Inputs,
    pub(crate) locate: &'a dyn Locate,
    pub(crate) policy: &'a Policy,
    pub(crate) site: Site,
    pub(crate) base: Option<&'a str>,
    pub(crate) linker: &'a mut Linker,
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
        self.linker.link(self.inputs, text.as_bytes()).taint
    }

    /// What is known of a value.
    pub fn known(&self, value: ValueId) -> Option<Known<'a>> {
        self.inputs.known(value)
    }

    /// Whose writing a value is. Looks it up in the event text: ask only when there is evidence.
    pub fn trust(&self, value: ValueId) -> Trust {
        self.known(value).map_or(Trust::Caller, |known| self.locate.locate(known.offset).trust)
    }

    /// What the user decided.
    pub fn policy(&self) -> &'a Policy {
        self.policy
    }

    /// Where in the application the call stands.
    pub fn site(&self) -> Site {
        self.site
    }

    /// Directory or URL that the application named when it built this text.
    pub fn base(&self, kind: DerivationKind, text: &str) -> Option<&'a str> {
        self.base.or_else(|| self.inputs.base(kind, text))
    }
}
