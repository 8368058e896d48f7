//! One scan: texts in, findings out.

use std::sync::OnceLock;
use std::sync::atomic::{AtomicBool, Ordering};

use buckler_flow::analysis::Role;
use rayon::iter::{IndexedParallelIterator, IntoParallelRefIterator, ParallelIterator};

use crate::assembly;
use crate::code::Code;
use crate::collector::{Collected, Skipped};
use crate::date::Date;
use crate::files::{Files, SourceFile};
use crate::finding::{Class, Finding, RuleInfo};
use crate::flow::{self, Analyzed, Failure};
use crate::guarded::guarded;
use crate::pipeline::{Decisions, Known, Reported};
use crate::rules::{self, Report};
use crate::settings::Settings;
use crate::sources;
use crate::stack::Stack;
use crate::templates::{self, Deployed};
use crate::unchecked::{Reason, Unchecked};

/// Bytes of a thread's stack. Trees are bounded so that far less does; this is for builds without optimization.
const THREAD_STACK: usize = 16 << 20;

/// What decides about a scan.
#[derive(Debug)]
pub struct Options<'a> {
    /// Decisions of the project.
    pub settings: &'a Settings,
    /// Whether hardening is told as well.
    pub hardening: bool,
    /// Findings that are known already.
    pub known: Known,
    /// The day of the scan.
    pub today: Date,
    /// Set from outside to end the scan with what it has.
    pub cancelled: &'a AtomicBool,
}

/// Hears of a scan while it runs.
pub trait Listener {
    /// The scan has come to a stage.
    fn stage(&mut self, stage: Stage);

    /// Findings are ready to be told, ordered by file and line.
    fn findings(&mut self, files: &Files, batch: &[Reported]);
}

/// Listens to nothing.
#[derive(Clone, Copy, Debug)]
pub struct Silent;

impl Listener for Silent {
    fn stage(&mut self, _: Stage) {}
    fn findings(&mut self, _: &Files, _: &[Reported]) {}
}

/// Stages of a scan.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Stage {
    /// Templates are read.
    Templates,
    /// Templates are judged.
    Configuration {
        /// How many.
        templates: usize,
    },
    /// Sources are parsed.
    Sources {
        /// How many.
        files: usize,
    },
    /// Values are followed through the code.
    Flow {
        /// In how many modules.
        modules: usize,
    },
}

/// What a scan ended with.
#[derive(Debug, Default)]
pub struct Outcome {
    /// Everything that was told, and what is allowed or known.
    pub reported: Vec<Reported>,
    /// What was not checked.
    pub unchecked: Vec<Unchecked>,
    /// Functions of the templates, handlers and routes.
    pub functions: usize,
    /// Templates.
    pub templates: usize,
    /// Source files.
    pub sources: usize,
    /// Hardening that was found and not asked for.
    pub hidden: usize,
    /// Whether it was ended early.
    pub interrupted: bool,
    /// What was left out on purpose.
    pub skipped: Skipped,
    /// Files of tests.
    pub tests: usize,
    /// Minified files that no function uses, and files whose sources were analyzed in their place.
    pub minified: usize,
}

impl Outcome {
    /// Takes over what the collector has to say. A project of which nothing was read is not a clean one.
    pub fn collected(&mut self, collected: &Collected) {
        self.unchecked.extend(collected.unchecked.iter().cloned());
        self.skipped = collected.skipped;
        if self.unchecked.is_empty() && self.functions + self.templates + self.sources == 0 {
            let message = match self.tests + self.minified {
                0 => "there is nothing here to scan: no template, no JavaScript, TypeScript or Python",
                _ => "everything here is left out: tests and minified files",
            };
            self.unchecked.push(Unchecked::new(".", Reason::Template(message.to_owned())));
        }
        self.unchecked.sort();
        self.unchecked.dedup();
    }
}

/// Gives the threads of scans room for deep trees. To be called once, before the first scan.
pub fn prepare_threads() {
    // Where the threads are there already, as in a test, their stacks have to do.
    let _unchanged = rayon::ThreadPoolBuilder::new().stack_size(THREAD_STACK).build_global();
}

/// Scans texts.
pub fn scan(files: &Files, options: &Options<'_>, listener: &mut dyn Listener) -> Outcome {
    listener.stage(Stage::Templates);
    let (deployed, unchecked) = templates::read(files);
    let mut run = Run {
        files,
        options,
        listener,
        decisions: Decisions::new(files, options.settings, options.hardening, &options.known, options.today),
        outcome: Outcome { unchecked, templates: deployed.len(), ..Outcome::default() },
        deployed: None,
    };
    run.outcome.functions = deployed.iter().map(|stack| stack.application.functions.len()).sum();
    let stacks: Vec<Stack<'_>> = deployed.iter().map(|stack| run.stack(stack)).collect();
    run.configuration(&stacks);
    run.code(files, &deployed, &stacks);
    run.finish()
}

/// The state of one scan.
struct Run<'a> {
    files: &'a Files,
    options: &'a Options<'a>,
    listener: &'a mut dyn Listener,
    decisions: Decisions<'a>,
    outcome: Outcome,
    /// Folders of the code of functions, once any of it was found.
    deployed: Option<Vec<String>>,
}

impl<'a> Run<'a> {
    fn stack(&self, deployed: &'a Deployed) -> Stack<'a> {
        Stack {
            application: &deployed.application,
            files: self.files,
            file: deployed.file,
            sources: &deployed.sources,
            today: self.options.today,
            grants: OnceLock::new(),
        }
    }

    fn configuration(&mut self, stacks: &[Stack<'_>]) {
        self.listener.stage(Stage::Configuration { templates: stacks.len() });
        // Some at a time, so that the first findings are told before the last template is judged.
        for chunk in stacks.chunks(32) {
            if self.is_cancelled() {
                return;
            }
            let findings: Vec<_> = chunk.par_iter().with_max_len(1).map(judge_stack).collect();
            for batch in findings {
                let batch = self.without_failures(batch);
                self.tell(batch);
            }
        }
    }

    fn code<'s>(&mut self, files: &'s Files, deployed: &[Deployed], stacks: &'s [Stack<'s>]) {
        if self.is_cancelled() {
            return;
        }
        let found = files.iter().filter(|(_, file)| sources::dialect(file).is_some()).count();
        self.listener.stage(Stage::Sources { files: found });
        let (sources, unchecked) = sources::parse(files, self.options.settings.tests);
        self.outcome.sources = sources.len();
        let is_test = |file: &SourceFile| sources::dialect(file).is_some() && sources::is_test(&file.path);
        if !self.options.settings.tests {
            self.outcome.tests = files.iter().filter(|(_, file)| is_test(file)).count();
        }
        self.outcome.minified = files.iter().filter(|(id, file)| sources::is_made(files, *id, file)).count();
        self.outcome.unchecked.extend(unchecked);
        let parsed = sources.len();
        let mut assembly = assembly::assemble(files, deployed, sources);
        let inline = assembly.modules.iter().filter(|module| module.inline.is_some()).count();
        // Minified files that a function needs were parsed after all.
        let needed = assembly.modules.len().saturating_sub(parsed + inline);
        self.outcome.sources += needed;
        self.outcome.minified = self.outcome.minified.saturating_sub(needed);
        self.outcome.unchecked.append(&mut assembly.unchecked);
        self.listener.stage(Stage::Flow { modules: assembly.modules.len() });
        let roots = assembly.roots.clone();
        self.deployed = (!assembly.entries.is_empty()).then(|| roots.functions.clone());
        for group in assembly.groups(files, deployed) {
            if self.is_cancelled() {
                return;
            }
            match flow::analyze(files, &roots, group, self.options.cancelled) {
                Ok(analyzed) => self.judge_code(files, stacks, &analyzed),
                Err(Failure::Cancelled) => return,
                Err(Failure::Panicked) => self.failed("the analysis of the code failed; please report this"),
            }
        }
    }

    fn judge_code<'s>(&mut self, files: &'s Files, stacks: &'s [Stack<'s>], analyzed: &Analyzed) {
        let Analyzed { program, analysis, modules } = analyzed;
        let code = Code { files, stacks, analysis, program, modules };
        let by_nature = |role: Role| matches!(role, Role::Shape | Role::Route);
        self.outcome.functions += analysis.entries.iter().filter(|entry| by_nature(entry.role)).count();
        for incomplete in &analysis.incomplete {
            let place = code.spot(incomplete.spot);
            let reason = Reason::Bound(incomplete.reason.to_owned());
            self.outcome.unchecked.push(Unchecked::at(files.path(place.file), files.line(place), reason));
        }
        let found: Vec<Result<Vec<Finding>, &str>> =
            rules::code::ALL.par_iter().map(|rule| judge(rule.info(), |report| rule.check(&code, report))).collect();
        let mut findings = self.without_failures(found);
        findings.iter_mut().for_each(|finding| self.only_deployed(finding));
        self.tell(findings);
    }

    /// Code that no function reaches and that lies in no function's folder is deployed by nobody, as far as the templates
    /// say: what is wrong in it is worth knowing and no hole.
    fn only_deployed(&self, finding: &mut Finding) {
        let Some(folders) = &self.deployed else { return };
        let path = self.files.path(finding.place.file);
        if finding.functions.is_empty() && !folders.iter().any(|folder| assembly::is_below(path, folder)) {
            finding.class = Class::Hardening;
        }
    }

    /// What rules found. One that failed was not checked.
    fn without_failures(&mut self, found: Vec<Result<Vec<Finding>, &str>>) -> Vec<Finding> {
        let mut findings = Vec::new();
        for result in found {
            match result {
                Ok(more) => findings.extend(more),
                Err(rule) => self.failed(&format!("rule `{rule}` failed; please report this")),
            }
        }
        findings
    }

    fn failed(&mut self, message: &str) {
        self.outcome.unchecked.push(Unchecked::new(".", Reason::Bound(message.to_owned())));
    }

    fn tell(&mut self, batch: Vec<Finding>) {
        let reported = self.decisions.decide(self.files, batch);
        self.tell_decided(reported);
    }

    fn tell_decided(&mut self, reported: Vec<Reported>) {
        if !reported.is_empty() {
            self.listener.findings(self.files, &reported);
            self.outcome.reported.extend(reported);
        }
    }

    fn finish(mut self) -> Outcome {
        self.outcome.interrupted = self.is_cancelled();
        // What was not judged to the end says nothing about the comments.
        if !self.outcome.interrupted {
            let stale = self.decisions.about_suppressions(self.files);
            self.tell_decided(stale);
        }
        self.outcome.hidden = self.decisions.hidden;
        self.outcome.unchecked.sort();
        self.outcome.unchecked.dedup();
        self.outcome
    }

    fn is_cancelled(&self) -> bool {
        self.options.cancelled.load(Ordering::Relaxed)
    }
}

fn judge_stack(stack: &Stack<'_>) -> Vec<Result<Vec<Finding>, &'static str>> {
    rules::config::ALL.iter().map(|rule| judge(rule.info(), |report| rule.check(stack, report))).collect()
}

/// What one rule finds, or its name if it fails.
fn judge(info: &'static RuleInfo, check: impl FnOnce(&mut Report)) -> Result<Vec<Finding>, &'static str> {
    guarded(|| {
        let mut report = Report::new(info);
        check(&mut report);
        report.into_findings()
    })
    .ok_or(info.id)
}
