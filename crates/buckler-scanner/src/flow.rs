//! Runs the analysis over the modules of an assembly.

use buckler_flow::analysis::{Analysis, ModuleId};
use buckler_flow::{Entry, Memory, Part, Program};
use rayon::iter::{IndexedParallelIterator, IntoParallelRefIterator, ParallelIterator};

use crate::assembly::{Group, Module, Resolver, Roots};
use crate::catalog;
use crate::files::Files;

/// How often everything is analyzed again because of what it stores. A value seldom goes through more stores.
const ROUNDS: usize = 2;
/// Parts of a program that are analyzed side by side: more than there are threads, so that none of these waits.
const SHARDS: usize = 8;

/// Modules with what was found in them.
#[derive(Debug)]
pub(crate) struct Analyzed {
    pub(crate) program: Program,
    pub(crate) analysis: Analysis,
    pub(crate) modules: Vec<Module>,
}

/// Analyzes the modules of one group.
pub(crate) fn analyze(files: &Files, roots: &Roots, group: Group) -> Analyzed {
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
    let analysis = Program::finish(run(&program));
    Analyzed { program, analysis, modules }
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
