//! From parts to one analysis.

use crate::analysis::{Analysis, EntryId};
use crate::machine::{Machine, Memory, Part};
use crate::program::{Program, Shard};
use alloc::vec::Vec;

impl Program {
    /// Analyzes one shard. `memory` says which stores hold input: nothing at first.
    pub fn analyze(&self, shard: &Shard, memory: &Memory) -> Part {
        Machine::new(self, memory).run(shard)
    }

    /// Analyzes everything, one shard after the other.
    pub fn run(&self) -> Analysis {
        let shards = self.shards(1);
        let mut parts: Vec<Part> = shards.iter().map(|shard| self.analyze(shard, &Memory::default())).collect();
        // What comes out of stores may be put into others.
        for _ in 0..2 {
            let memory = Memory::of(&parts);
            if memory.is_empty() || !parts.iter().any(|part| part.reads(&memory)) {
                break;
            }
            let again: Vec<Part> = shards.iter().map(|shard| self.analyze(shard, &memory)).collect();
            let done = Memory::of(&again) == memory;
            parts = again;
            if done {
                break;
            }
        }
        Self::finish(parts)
    }

    /// Joins what the shards of a program found.
    pub fn finish(parts: Vec<Part>) -> Analysis {
        let mut analysis = Analysis::default();
        for part in parts {
            let offset = u32::try_from(analysis.entries.len()).unwrap_or(u32::MAX);
            let shift = |entry: &mut EntryId| entry.0 = entry.0.saturating_add(offset);
            let shift_all = |entries: &mut Vec<EntryId>| entries.iter_mut().for_each(shift);
            let mut part = part;
            part.hits.iter_mut().for_each(|hit| shift_all(&mut hit.entries));
            part.calls.iter_mut().for_each(|call| shift_all(&mut call.entries));
            part.returns.iter_mut().for_each(|returned| shift(&mut returned.entry));
            part.state.iter_mut().for_each(|write| shift_all(&mut write.entries));
            part.checks.iter_mut().for_each(|check| shift_all(&mut check.entries));
            part.loops.iter_mut().for_each(|repeat| shift_all(&mut repeat.entries));
            part.stored.iter_mut().for_each(|stored| shift_all(&mut stored.entries));
            part.reached.iter_mut().for_each(|(_, entries)| shift_all(entries));
            analysis.entries.append(&mut part.entries);
            analysis.hits.append(&mut part.hits);
            analysis.calls.append(&mut part.calls);
            analysis.returns.append(&mut part.returns);
            analysis.state.append(&mut part.state);
            analysis.checks.append(&mut part.checks);
            analysis.loops.append(&mut part.loops);
            analysis.stored.append(&mut part.stored);
            analysis.reached.append(&mut part.reached);
            analysis.incomplete.append(&mut part.incomplete);
            analysis.steps += part.steps;
        }
        analysis.hits.sort_by_key(|hit| (hit.argument, hit.kind));
        analysis.calls.sort_by_key(|call| call.spot);
        analysis
    }
}
