//! What a walk understood, and what it did not.

use alloc::vec::Vec;

/// Why part of an event was not walked to its end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reason {
    /// The bytes are no JSON; what tokens they hold were handed out.
    Malformed,
    /// An escape that JSON does not know; its characters were taken as they are.
    BadEscape,
    /// Half of a surrogate pair; U+FFFD was handed out in its place.
    LoneSurrogate,
    /// The text is no UTF-8; it was handed out as it is.
    InvalidUtf8,
    /// A compressed stream is damaged or longer than the budget; its beginning was handed out.
    Inflate,
    /// Text inside was encoded more often than decoders follow.
    Depth,
    /// Decoding stopped because what it gave was too much.
    Budget,
}

/// One place that was not understood.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Missed {
    /// Byte offset in the event of the token (or of the first byte that belongs to none).
    pub offset: u32,
    /// What is the matter.
    pub reason: Reason,
}

/// What a walk did.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Walked {
    /// Values handed out, decoded ones included.
    pub values: u32,
    /// Those of them that a decoder made.
    pub decoded: u32,
    /// Places that were not understood.
    pub missed: u32,
    /// The first of those places, [`Walked::MAX_PLACES`] at most.
    pub places: Vec<Missed>,
}

impl Walked {
    /// The most places that are kept; the rest is only counted.
    pub const MAX_PLACES: usize = 8;

    /// Whether every byte was understood.
    pub const fn is_complete(&self) -> bool {
        self.missed == 0
    }

    /// Whether text was left undecoded, so that an input may be missing from the index.
    pub fn is_cut(&self) -> bool {
        self.places.iter().any(|place| matches!(place.reason, Reason::Depth | Reason::Budget | Reason::Inflate))
    }

    #[cold]
    pub(crate) fn miss(&mut self, offset: u32, reason: Reason) {
        let place = Missed { offset, reason };
        if self.places.last() == Some(&place) {
            return;
        }
        self.missed = self.missed.saturating_add(1);
        if self.places.len() < Self::MAX_PLACES {
            self.places.push(place);
        }
    }
}
