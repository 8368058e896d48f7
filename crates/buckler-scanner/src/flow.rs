//! Runs the analysis over the modules of an assembly.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::time::Duration;

use buckler_flow::analysis::{Analysis, ModuleId};
use buckler_flow::{Entry, Memory, Part, Program};
use rayon::iter::{IndexedParallelIterator, IntoParallelRefIterator, ParallelIterator};

use crate::assembly::{Group, Module, Resolver, Roots};
use crate::catalog;
use crate::files::Files;
use crate::guarded::guarded;

/// How often everything is analyzed again because of what it stores. A value seldom goes through more stores.
const ROUNDS: usize = 2;
/// How soon a cancelled scan ends.
const POLL: Duration = Duration::from_millis(20);
/// Parts of a program that are analyzed side by side: more than there are threads, so that none of these waits.
const SHARDS: usize = 8;

/// Modules with what was found in them.
#[derive(Debug)]
pub(crate) struct Analyzed {
    pub(crate) program: Arc<Program>,
    pub(crate) analysis: Analysis,
    pub(crate) modules: Vec<Module>,
}

/// Why there is no analysis.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Failure {
    /// The scan was cancelled.
    Cancelled,
    /// It came to an end that it must not come to.
    Panicked,
}

/// Analyzes the modules of one group.
pub(crate) fn analyze(files: &Files, roots: &Roots, group: Group, cancelled: &AtomicBool) -> Result<Analyzed, Failure> {
    let Group { mut modules, by_file, entries } = group;
    let mut program = Program::new(catalog::PACKAGES);
    for module in &mut modules {
        if let Some(tree) = module.tree.take() {
            program.add(&module.name, tree);
        }
    }
    let resolver = Resolver::new(files, roots);
    program.link(&|from: ModuleId, text: &str, level: u32| {
        let from = modules.get(usize::try_from(from.0).ok()?)?;
        by_file.get(&resolver.resolve(from.file, text, level)?).copied().map(ModuleId)
    });
    for entry in entries {
        program.add_entry(Entry {
            name: entry.name,
            module: entry.module,
            symbol: entry.symbol,
            triggers: entry.triggers,
            environment: entry.environment,
        });
    }
    let program = Arc::new(program);
    let analysis = Program::finish(finished(&program, cancelled)?);
    Ok(Analyzed { program, analysis, modules })
}

/// Runs the analysis on other threads. When the scan is cancelled they are left to themselves, since the process ends.
fn finished(program: &Arc<Program>, cancelled: &AtomicBool) -> Result<Vec<Part>, Failure> {
    let (sender, receiver) = channel();
    let shared = Arc::clone(program);
    rayon::spawn(move || {
        // Nobody listens any more once the scan was cancelled.
        let _unheard = sender.send(guarded(|| run(&shared)));
    });
    loop {
        match receiver.recv_timeout(POLL) {
            Ok(parts) => return parts.ok_or(Failure::Panicked),
            Err(RecvTimeoutError::Timeout) if cancelled.load(Ordering::Relaxed) => return Err(Failure::Cancelled),
            Err(RecvTimeoutError::Timeout) => {}
            Err(RecvTimeoutError::Disconnected) => return Err(Failure::Panicked),
        }
    }
}

fn run(program: &Program) -> Vec<Part> {
    let shards = program.shards(SHARDS);
    let all = |memory: &Memory| -> Vec<Part> {
        shards.par_iter().with_max_len(1).map(|shard| program.analyze(shard, memory)).collect()
    };
    let mut parts = all(&Memory::default());
    for _ in 0..ROUNDS {
        let memory = Memory::of(&parts);
        if memory.is_empty() || !parts.iter().any(|part| part.reads(&memory)) {
            break;
        }
        // A part that reads nothing of it gives what it gave before.
        let mut changed = false;
        let again: Vec<Option<Part>> = shards
            .par_iter()
            .zip(&parts)
            .map(|(shard, part)| part.reads(&memory).then(|| program.analyze(shard, &memory)))
            .collect();
        for (part, again) in parts.iter_mut().zip(again) {
            if let Some(again) = again {
                *part = again;
                changed = true;
            }
        }
        if !changed || Memory::of(&parts) == memory {
            break;
        }
    }
    parts
}
