//! What call sites have said before: text that stays while inputs change is the application's own.

use crate::taint::Taint;
use alloc::{collections::BTreeMap, string::String, vec::Vec};
use buckler_types::Site;
use core::ops::Range;

/// The memory of all call sites. Bounded in sites, texts and bytes.
#[derive(Debug, Default)]
pub(crate) struct Memory {
    sites: BTreeMap<u64, SiteMemory>,
    clock: u64,
}

/// The latest texts of one call site.
#[derive(Debug, Default)]
pub(crate) struct SiteMemory {
    texts: Vec<Remembered>,
    /// Which text is forgotten next.
    oldest: usize,
    used: u64,
}

/// One text, with the bytes of it that came from the inputs of its time.
#[derive(Debug)]
struct Remembered {
    text: String,
    tainted: Vec<Range<usize>>,
}

const SITES: usize = 256;
const TEXTS: usize = 6;
/// Longer texts are not remembered.
const LONGEST: usize = 2048;
/// More ranges are not remembered one by one.
const RANGES: usize = 16;
/// Bytes on either side by which a text is recognized in another one.
const CONTEXT: usize = 2;
/// Shorter texts are recognized by their place only.
const RECOGNIZABLE: usize = 3;

impl Memory {
    pub(crate) fn site(&self, site: Site) -> Option<&SiteMemory> {
        if site == Site::UNKNOWN { None } else { self.sites.get(&site.0) }
    }

    /// Remembers what a site said, if it is worth it.
    pub(crate) fn learn(&mut self, site: Site, text: &str, taint: &Taint) {
        if site == Site::UNKNOWN || text.len() > LONGEST || taint.coarse {
            return;
        }
        self.clock += 1;
        if self.sites.len() >= SITES && !self.sites.contains_key(&site.0) {
            self.forget_oldest();
        }
        let memory = self.sites.entry(site.0).or_default();
        memory.used = self.clock;
        memory.learn(text, taint);
    }

    fn forget_oldest(&mut self) {
        let oldest = self.sites.iter().min_by_key(|(_, memory)| memory.used).map(|(site, _)| *site);
        if let Some(site) = oldest {
            self.sites.remove(&site);
        }
    }
}

impl SiteMemory {
    fn learn(&mut self, text: &str, taint: &Taint) {
        if let Some(known) = self.texts.iter_mut().find(|known| known.text == text) {
            known.keep_common(taint);
            return;
        }
        let tainted = merged(taint);
        if tainted.len() > RANGES {
            return;
        }
        let remembered = Remembered { text: String::from(text), tainted };
        if self.texts.len() < TEXTS {
            self.texts.push(remembered);
        } else if let Some(slot) = self.texts.get_mut(self.oldest) {
            *slot = remembered;
            self.oldest = (self.oldest + 1) % TEXTS;
        }
    }

    /// Whether the site said the same text in the same place while no input held it.
    pub(crate) fn is_static(&self, text: &str, range: &Range<usize>) -> bool {
        self.texts.iter().any(|known| known.has_own(text, range))
    }

    /// Whether the site says other text in that place at other times.
    pub(crate) fn varies(&self, text: &str, range: &Range<usize>) -> bool {
        self.texts.iter().any(|known| known.differs(text, range))
    }
}

impl Remembered {
    /// The same text again: what is tainted by chance is not tainted every time.
    fn keep_common(&mut self, taint: &Taint) {
        if self.tainted.is_empty() {
            return;
        }
        let both = |own: &Range<usize>| {
            let touching = taint.ranges.iter().filter(|range| range.start < own.end && range.end > own.start);
            touching.map(|range| range.start.max(own.start)..range.end.min(own.end)).collect::<Vec<_>>()
        };
        self.tainted = self.tainted.iter().flat_map(both).collect();
        self.tainted.truncate(RANGES);
    }

    fn has_own(&self, text: &str, range: &Range<usize>) -> bool {
        let prefix = common_prefix(&self.text, text);
        if prefix >= range.end && self.is_own(range) {
            return true;
        }
        let suffix = common_suffix(&self.text, text);
        if suffix >= text.len() - range.start {
            let from_end = |at: usize| self.text.len() - (text.len() - at);
            if self.is_own(&(from_end(range.start)..from_end(range.end))) {
                return true;
            }
        }
        range.len() >= RECOGNIZABLE && self.has_own_somewhere(text, range)
    }

    /// Between two places that vary, text is recognized by what stands around it.
    fn has_own_somewhere(&self, text: &str, range: &Range<usize>) -> bool {
        let around = range.start.saturating_sub(CONTEXT)..(range.end + CONTEXT).min(text.len());
        let Some(wanted) = text.as_bytes().get(around.clone()) else { return false };
        let lead = range.start - around.start;
        let own = self.text.as_bytes().windows(wanted.len()).enumerate();
        own.filter(|(_, window)| *window == wanted).any(|(at, _)| self.is_own(&(at + lead..at + lead + range.len())))
    }

    fn is_own(&self, range: &Range<usize>) -> bool {
        !self.tainted.iter().any(|tainted| tainted.start < range.end && tainted.end > range.start)
    }

    fn differs(&self, text: &str, range: &Range<usize>) -> bool {
        let prefix = common_prefix(&self.text, text);
        let from_end = text.len() - common_suffix(&self.text, text);
        (range.start..range.end).contains(&prefix) || from_end > range.start && from_end <= range.end
    }
}

fn common_prefix(one: &str, other: &str) -> usize {
    one.bytes().zip(other.bytes()).take_while(|(a, b)| a == b).count()
}

fn common_suffix(one: &str, other: &str) -> usize {
    one.bytes().rev().zip(other.bytes().rev()).take_while(|(a, b)| a == b).count()
}

/// The tainted bytes, joined.
fn merged(taint: &Taint) -> Vec<Range<usize>> {
    let mut merged: Vec<Range<usize>> = Vec::new();
    for range in &taint.ranges {
        match merged.last_mut() {
            Some(last) if last.end >= range.start => last.end = last.end.max(range.end),
            _ => merged.push(range.start..range.end),
        }
    }
    merged
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{TaintRange, ValueId};

    fn taint(text: &str, inputs: &[&str]) -> Taint {
        let found = inputs.iter().filter_map(|input| text.find(input).map(|start| start..start + input.len()));
        let range = |found: Range<usize>| TaintRange {
            start: found.start,
            end: found.end,
            value: ValueId(0),
            whole: true,
            prefix: true,
            joined: false,
        };
        Taint { ranges: found.map(range).collect(), coarse: false }
    }

    fn range(text: &str, part: &str) -> Range<usize> {
        let start = text.find(part).unwrap();
        start..start + part.len()
    }

    #[test]
    fn text_that_stays_while_inputs_change_is_static() {
        let mut memory = Memory::default();
        let site = Site(1);
        for name in ["ann", "robert"] {
            let text = alloc::format!("select id, email from users where name = '{name}' and gone = 0 or id = 7");
            memory.learn(site, &text, &taint(&text, &[name]));
        }
        let text = "select id, email from users where name = 'x' and gone = 0 or id = 8";
        let memory = memory.site(site).unwrap();
        for part in ["id, email", "and gone = 0 or id"] {
            assert!(memory.is_static(text, &range(text, part)), "{part}");
        }
        for part in ["x", "8"] {
            assert!(!memory.is_static(text, &range(text, part)), "{part}");
        }
    }

    #[test]
    fn what_was_always_an_input_is_not_static() {
        let mut memory = Memory::default();
        let text = "http://10.0.0.7/x";
        memory.learn(Site(1), text, &taint(text, &["10.0.0.7"]));
        assert!(!memory.site(Site(1)).unwrap().is_static(text, &range(text, "10.0.0.7")));
        memory.learn(Site(1), text, &taint(text, &["x"]));
        assert!(memory.site(Site(1)).unwrap().is_static(text, &range(text, "10.0.0.7")));
    }

    #[test]
    fn places_that_vary_are_told() {
        let mut memory = Memory::default();
        memory.learn(Site(1), "name = 'ann'", &Taint::default());
        let memory = memory.site(Site(1)).unwrap();
        assert!(memory.varies("name = 'it's '", &(8..13)));
        assert!(!memory.varies("name = 'bob'", &(0..5)));
    }

    #[test]
    fn memory_is_bounded() {
        let mut memory = Memory::default();
        for number in 1..10_000 {
            memory.learn(Site(number), "text", &Taint::default());
            memory.learn(Site(1), &alloc::format!("text {number}"), &Taint::default());
        }
        assert!(memory.sites.len() <= SITES);
        assert_eq!(memory.site(Site(1)).unwrap().texts.len(), TEXTS);
        assert!(memory.site(Site::UNKNOWN).is_none());
    }
}
