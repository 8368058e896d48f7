//! Abstract values: what a value may be, and where the data in it comes from.

use crate::analysis::{Spot, StepKind};
use crate::catalog::{Event, Origin, Source};
use crate::strings::Sym;
use alloc::boxed::Box;
use alloc::string::String;
use alloc::vec::Vec;
use core::hash::Hash;
use hashbrown::HashMap;

/// What a value is, and where its data comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Value {
    pub(crate) form: Form,
    pub(crate) taint: TaintId,
}

/// What a value may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) enum Form {
    /// Anything.
    Unknown,
    /// Some number.
    AnyNumber,
    /// Data whose parts are told apart by their labels.
    Symbol,
    Null,
    Bool(bool),
    /// A number, by its bits.
    Number(u64),
    /// Text, `\0` for each part that is not constant.
    Text(Sym),
    /// A regular expression; whether it is applied everywhere.
    Regex(Sym, bool),
    Object(ObjId),
    External(PathId),
    /// A truth value that says something about data.
    Test(FactId),
    Either(EitherId),
}

macro_rules! ids {
    ($($name:ident),*) => {$(
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub(crate) struct $name(pub(crate) u32);
    )*};
}

ids!(ObjId, PathId, FactId, EitherId, TaintId, LabelId, TraceId);

/// No taint.
pub(crate) const CLEAN: TaintId = TaintId(0);
const NO_TRACE: TraceId = TraceId(0);

impl Value {
    pub(crate) const UNKNOWN: Self = Self::clean(Form::Unknown);
    pub(crate) const NULL: Self = Self::clean(Form::Null);

    pub(crate) const fn clean(form: Form) -> Self {
        Self { form, taint: CLEAN }
    }

    pub(crate) const fn new(form: Form, taint: TaintId) -> Self {
        Self { form, taint }
    }

    pub(crate) const fn unknown(taint: TaintId) -> Self {
        Self { form: Form::Unknown, taint }
    }

    pub(crate) const fn object(id: ObjId) -> Self {
        Self::clean(Form::Object(id))
    }

    pub(crate) const fn bool(value: bool) -> Self {
        Self::clean(Form::Bool(value))
    }

    pub(crate) const fn number(value: f64) -> Self {
        Self::clean(Form::Number(value.to_bits()))
    }
}

/// One origin of data in a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Mark {
    pub(crate) label: LabelId,
    /// Classes it is clean for, and properties.
    pub(crate) mask: u64,
    pub(crate) trace: TraceId,
}

/// Where data enters.
#[derive(Clone, Debug)]
pub(crate) struct Root {
    pub(crate) name: String,
    pub(crate) origin: Origin,
    pub(crate) source: Option<&'static Source>,
    pub(crate) events: Vec<&'static Event>,
    pub(crate) clean: u64,
}

/// A place in the data of a root.
#[derive(Clone, Debug)]
pub(crate) struct Label {
    pub(crate) root: u32,
    pub(crate) parent: Option<LabelId>,
    pub(crate) key: Option<Sym>,
    pub(crate) depth: u8,
    pub(crate) origin: Origin,
    pub(crate) clean: u64,
}

/// One step of data on its way.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Trace {
    pub(crate) previous: TraceId,
    pub(crate) spot: Spot,
    pub(crate) kind: StepKind,
    pub(crate) length: u16,
}

/// Something that a test says about data.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) enum Target {
    /// All data of a label.
    Label(LabelId),
    /// What a variable or entry holds.
    Cell(ObjId, super::heap::Key),
}

/// What is clean, by classes.
pub(crate) type Cleaned = Vec<(Target, u64)>;

/// What is known when a test holds and when it does not; nothing if that never happens.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Facts {
    pub(crate) yes: Option<Cleaned>,
    pub(crate) no: Option<Cleaned>,
}

/// Steps kept of one way; the first ones matter most.
const LONGEST_TRACE: u16 = 24;
/// Origins kept in one value.
const MOST_MARKS: usize = 24;
/// Names kept in a label.
const DEEPEST_LABEL: u8 = 6;
/// Alternatives kept of a value.
const MOST_FORMS: usize = 6;

/// Distinct things as small numbers.
#[derive(Debug)]
pub(crate) struct Distinct<T> {
    items: Vec<T>,
    known: HashMap<T, u32>,
}

impl<T: Clone + Eq + Hash> Distinct<T> {
    fn with(first: T) -> Self {
        let mut this = Self { items: Vec::new(), known: HashMap::new() };
        this.id(first);
        this
    }

    fn id(&mut self, item: T) -> u32 {
        if let Some(id) = self.known.get(&item) {
            return *id;
        }
        let id = u32::try_from(self.items.len()).unwrap_or(u32::MAX);
        self.items.push(item.clone());
        self.known.insert(item, id);
        id
    }

    fn get(&self, id: u32) -> Option<&T> {
        self.items.get(id as usize)
    }
}

/// Everything that values refer to but the heap.
#[derive(Debug)]
pub(crate) struct Values {
    taints: Distinct<Box<[Mark]>>,
    joined: HashMap<(TaintId, TaintId), TaintId>,
    eithers: Distinct<Box<[Form]>>,
    facts: Distinct<Facts>,
    traces: Distinct<Trace>,
    pub(crate) roots: Vec<Root>,
    labels: Vec<Label>,
    children: HashMap<(LabelId, Sym), Option<LabelId>>,
    root_labels: HashMap<String, LabelId>,
}

impl Values {
    pub(crate) fn new(nowhere: Spot) -> Self {
        let no_trace = Trace { previous: NO_TRACE, spot: nowhere, kind: StepKind::Source, length: 0 };
        Self {
            taints: Distinct::with(Box::default()),
            joined: HashMap::new(),
            eithers: Distinct::with(Box::default()),
            facts: Distinct::with(Facts { yes: Some(Vec::new()), no: Some(Vec::new()) }),
            traces: Distinct::with(no_trace),
            roots: Vec::new(),
            labels: Vec::new(),
            children: HashMap::new(),
            root_labels: HashMap::new(),
        }
    }

    pub(crate) fn marks(&self, taint: TaintId) -> &[Mark] {
        self.taints.get(taint.0).map_or(&[], |marks| marks)
    }

    pub(crate) fn forms(&self, either: EitherId) -> &[Form] {
        self.eithers.get(either.0).map_or(&[], |forms| forms)
    }

    pub(crate) fn facts(&self, fact: FactId) -> Facts {
        self.facts.get(fact.0).cloned().unwrap_or(Facts { yes: Some(Vec::new()), no: Some(Vec::new()) })
    }

    pub(crate) fn label(&self, label: LabelId) -> Option<&Label> {
        self.labels.get(label.0 as usize)
    }

    pub(crate) fn root(&self, label: LabelId) -> Option<&Root> {
        self.roots.get(self.label(label)?.root as usize)
    }

    /// The steps of a trace, first one first.
    pub(crate) fn steps(&self, trace: TraceId) -> Vec<(Spot, StepKind)> {
        let mut steps = Vec::new();
        let mut next = trace;
        while let Some(trace) = self.traces.get(next.0).filter(|_| next != NO_TRACE) {
            steps.push((trace.spot, trace.kind));
            next = trace.previous;
        }
        steps.reverse();
        steps
    }

    pub(crate) fn fact(&mut self, facts: Facts) -> Form {
        match (&facts.yes, &facts.no) {
            (None, _) => Form::Bool(false),
            (_, None) => Form::Bool(true),
            (Some(yes), Some(no)) if yes.is_empty() && no.is_empty() => Form::Unknown,
            _ => Form::Test(FactId(self.facts.id(facts))),
        }
    }

    /// What is known even where the answer itself is.
    pub(crate) fn kept_fact(&mut self, facts: Facts) -> Form {
        Form::Test(FactId(self.facts.id(facts)))
    }

    /// The label of a root, made once per `key`.
    pub(crate) fn root_label(&mut self, key: &str, root: impl FnOnce() -> Root) -> LabelId {
        if let Some(label) = self.root_labels.get(key) {
            return *label;
        }
        let root = root();
        let label = Label {
            root: u32::try_from(self.roots.len()).unwrap_or(u32::MAX),
            parent: None,
            key: None,
            depth: 0,
            origin: root.origin,
            clean: root.clean,
        };
        self.roots.push(root);
        let id = self.add_label(label);
        self.root_labels.insert(String::from(key), id);
        id
    }

    fn add_label(&mut self, label: Label) -> LabelId {
        self.labels.push(label);
        LabelId(u32::try_from(self.labels.len() - 1).unwrap_or(u32::MAX))
    }

    /// The label of an entry of labeled data; nothing if nobody outside decides it.
    pub(crate) fn child(&mut self, label: LabelId, key: Sym, text: &dyn Fn(Sym) -> String) -> Option<LabelId> {
        if let Some(child) = self.children.get(&(label, key)) {
            return *child;
        }
        let parent = self.label(label)?.clone();
        if parent.depth >= DEEPEST_LABEL {
            return Some(label);
        }
        let mut path = self.path(label);
        path.push(key);
        let path: Vec<String> = path.into_iter().map(text).collect();
        let kept = self.roots.get(parent.root as usize).and_then(|root| judge(root, &path, parent.origin));
        let child = kept.map(|(origin, clean)| {
            let clean = clean | parent.clean;
            let depth = parent.depth + 1;
            self.add_label(Label { root: parent.root, parent: Some(label), key: Some(key), depth, origin, clean })
        });
        self.children.insert((label, key), child);
        child
    }

    /// The keys from the root to a label.
    pub(crate) fn path(&self, label: LabelId) -> Vec<Sym> {
        let mut path = Vec::new();
        let mut next = Some(label);
        while let Some(label) = next.and_then(|next| self.label(next)) {
            path.extend(label.key);
            next = label.parent;
        }
        path.reverse();
        path
    }

    pub(crate) fn taint(&mut self, mut marks: Vec<Mark>) -> TaintId {
        if marks.is_empty() {
            return CLEAN;
        }
        marks.sort_by_key(|mark| mark.label);
        marks.dedup_by(|later, first| {
            let same = later.label == first.label;
            if same {
                first.mask &= later.mask;
            }
            same
        });
        marks.truncate(MOST_MARKS);
        TaintId(self.taints.id(marks.into_boxed_slice()))
    }

    pub(crate) fn join_taints(&mut self, first: TaintId, second: TaintId) -> TaintId {
        if first == second || second == CLEAN {
            return first;
        }
        if first == CLEAN {
            return second;
        }
        if let Some(joined) = self.joined.get(&(first, second)) {
            return *joined;
        }
        let marks: Vec<Mark> = self.marks(first).iter().chain(self.marks(second)).copied().collect();
        let joined = self.taint(marks);
        self.joined.insert((first, second), joined);
        joined
    }

    /// The taint with every mark changed; marks that become nothing are dropped.
    pub(crate) fn map_taint(
        &mut self,
        taint: TaintId,
        change: &mut dyn FnMut(&mut Self, Mark) -> Option<Mark>,
    ) -> TaintId {
        if taint == CLEAN {
            return CLEAN;
        }
        let marks: Vec<Mark> = self.marks(taint).to_vec();
        let marks = marks.into_iter().filter_map(|mark| change(self, mark)).collect();
        self.taint(marks)
    }

    /// The taint, clean for further classes. What is clean for all of them is gone.
    pub(crate) fn clean(&mut self, taint: TaintId, mask: u64) -> TaintId {
        if mask == u64::MAX {
            return CLEAN;
        }
        self.map_taint(taint, &mut |_, mark| Some(Mark { mask: mark.mask | mask, ..mark }))
    }

    /// The taint with one step more.
    pub(crate) fn step(&mut self, taint: TaintId, spot: Spot, kind: StepKind) -> TaintId {
        self.map_taint(taint, &mut |values, mark| {
            let length = values.traces.get(mark.trace.0).map_or(0, |trace| trace.length);
            if length >= LONGEST_TRACE || values.passes(mark.trace, spot) {
                return Some(mark);
            }
            let trace = Trace { previous: mark.trace, spot, kind, length: length + 1 };
            Some(Mark { trace: TraceId(values.traces.id(trace)), ..mark })
        })
    }

    /// Whether a way was here before.
    fn passes(&self, trace: TraceId, spot: Spot) -> bool {
        let mut next = trace;
        while let Some(trace) = self.traces.get(next.0).filter(|_| next != NO_TRACE) {
            if trace.spot == spot {
                return true;
            }
            next = trace.previous;
        }
        false
    }

    /// Data that comes in here.
    pub(crate) fn source(&mut self, label: LabelId, spot: Spot) -> TaintId {
        let mask = self.label(label).map_or(0, |label| label.clean);
        let trace = Trace { previous: NO_TRACE, spot, kind: StepKind::Source, length: 1 };
        let trace = TraceId(self.traces.id(trace));
        self.taint(alloc::vec![Mark { label, mask, trace }])
    }

    /// Whether two taints say the same, the way they took aside.
    pub(crate) fn same_taint(&self, first: TaintId, second: TaintId) -> bool {
        if first == second {
            return true;
        }
        let (first, second) = (self.marks(first), self.marks(second));
        first.len() == second.len()
            && first.iter().zip(second).all(|(one, other)| one.label == other.label && one.mask == other.mask)
    }

    pub(crate) fn same(&self, first: Value, second: Value) -> bool {
        first.form == second.form && self.same_taint(first.taint, second.taint)
    }

    pub(crate) fn join(&mut self, first: Value, second: Value) -> Value {
        if first == second {
            return first;
        }
        let form = self.join_forms(first.form, second.form);
        Value::new(form, self.join_taints(first.taint, second.taint))
    }

    fn join_forms(&mut self, first: Form, second: Form) -> Form {
        if first == second {
            return first;
        }
        match (first, second) {
            (Form::Test(one), Form::Test(other)) => return self.join_tests(one, other),
            // A truth value that always comes out one way leaves what the other one says in that case.
            (Form::Test(test), Form::Null) | (Form::Null, Form::Test(test)) => {
                let yes = self.facts(test).yes;
                return self.fact(Facts { yes, no: Some(Vec::new()) });
            }
            (Form::Test(test), Form::Bool(value)) | (Form::Bool(value), Form::Test(test)) => {
                let facts = self.facts(test);
                let facts = if value {
                    Facts { yes: Some(Vec::new()), no: facts.no }
                } else {
                    Facts { yes: facts.yes, no: Some(Vec::new()) }
                };
                return self.fact(facts);
            }
            _ => {}
        }
        let mut forms: Vec<Form> = Vec::new();
        for form in [first, second] {
            match form {
                Form::Either(either) => forms.extend_from_slice(self.forms(either)),
                other => forms.push(other),
            }
        }
        self.either(forms)
    }

    /// One of several forms.
    pub(crate) fn either(&mut self, mut forms: Vec<Form>) -> Form {
        forms.sort_unstable();
        forms.dedup();
        let simple = |form: &Form| matches!(form, Form::Unknown | Form::Test(_) | Form::AnyNumber);
        let count = |forms: &[Form], test: &dyn Fn(&Form) -> bool| forms.iter().filter(|form| test(form)).count();
        // What carries nothing but "maybe" only matters next to nothing better.
        if count(&forms, &|form| matches!(form, Form::Bool(_))) > 1 {
            forms.retain(|form| !matches!(form, Form::Bool(_)));
            forms.push(Form::Unknown);
        }
        let constants = |form: &Form| matches!(form, Form::Text(_) | Form::Number(_));
        if count(&forms, &constants) > 5 || (count(&forms, &constants) > 0 && count(&forms, &simple) > 0) {
            forms.retain(|form| !constants(form));
            forms.push(Form::Unknown);
        }
        forms.sort_unstable();
        forms.dedup();
        while forms.len() > MOST_FORMS {
            forms.pop();
        }
        match forms.as_slice() {
            [] => Form::Unknown,
            [one] => *one,
            _ => Form::Either(EitherId(self.eithers.id(forms.into_boxed_slice()))),
        }
    }

    fn join_tests(&mut self, first: FactId, second: FactId) -> Form {
        let (one, other) = (self.facts(first), self.facts(second));
        let facts = Facts { yes: both(one.yes, other.yes), no: both(one.no, other.no) };
        self.fact(facts)
    }
}

/// What is known whichever of two ways was taken.
pub(crate) fn both(first: Option<Cleaned>, second: Option<Cleaned>) -> Option<Cleaned> {
    let (Some(first), Some(second)) = (first.clone(), second.clone()) else {
        return first.or(second);
    };
    let masks = first.iter().filter_map(|(target, mask)| {
        let other = second.iter().find(|(other, _)| other == target)?.1;
        Some((*target, mask & other)).filter(|(_, mask)| *mask != 0)
    });
    Some(masks.collect())
}

/// What is known when two tests hold together.
pub(crate) fn all(first: Option<Cleaned>, second: Option<Cleaned>) -> Option<Cleaned> {
    let (mut all, second) = (first?, second?);
    for (target, mask) in second {
        match all.iter_mut().find(|(other, _)| *other == target) {
            Some((_, known)) => *known |= mask,
            None => all.push((target, mask)),
        }
    }
    Some(all)
}

/// Whether data at a path of a root is input, of which origin, and what it is clean for; nothing if it is trusted.
fn judge(root: &Root, path: &[String], origin: Origin) -> Option<(Origin, u64)> {
    if let Some(source) = root.source {
        let trusted = source.trusted.iter().any(|pattern| fits(pattern, path) == Fit::Inside);
        return (!trusted).then_some((origin, 0));
    }
    if root.events.is_empty() {
        return Some((origin, 0));
    }
    let judged = root.events.iter().filter_map(|event| judge_event(event, path, origin));
    // The least trusted of several triggers counts.
    judged.min_by_key(|(origin, clean)| (*origin, clean.count_ones()))
}

fn judge_event(event: &Event, path: &[String], origin: Origin) -> Option<(Origin, u64)> {
    let inside = |patterns: &[&str]| patterns.iter().any(|pattern| fits(pattern, path) == Fit::Inside);
    let clean = if inside(event.text) { crate::catalog::Kind::NoSql.bit() } else { 0 };
    if inside(event.identity) {
        return Some((Origin::Identity, clean));
    }
    let input = event.input.is_empty() || event.input.iter().any(|pattern| fits(pattern, path) != Fit::Apart);
    let trusted = inside(event.trusted) && !event.input.iter().any(|pattern| fits(pattern, path) == Fit::Inside);
    // Below something trusted there may be facts about the caller.
    if trusted && event.identity.iter().any(|pattern| fits(pattern, path) == Fit::Above) {
        return Some((Origin::Identity, clean));
    }
    (input && !trusted).then_some((origin, clean))
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Fit {
    /// The path is what the pattern names, or lies inside it.
    Inside,
    /// The pattern names something inside what the path names.
    Above,
    Apart,
}

fn fits(pattern: &str, path: &[String]) -> Fit {
    let mut names = pattern.split('.').map(|name| name.trim_end_matches("[]"));
    let mut path = path.iter();
    loop {
        match (names.next(), path.next()) {
            (None, _) => return Fit::Inside,
            (Some(_), None) => return Fit::Above,
            (Some(name), Some(key)) => {
                let number = key == "*" || key.bytes().all(|byte| byte.is_ascii_digit());
                if name != "*" && name != key && !(number && name.is_empty()) {
                    // A position of a list stands for all of them when the pattern leaves it out.
                    if !number {
                        return Fit::Apart;
                    }
                    match path.next() {
                        Some(key) if name == key => {}
                        Some(_) => return Fit::Apart,
                        None => return Fit::Above,
                    }
                }
            }
        }
    }
}
