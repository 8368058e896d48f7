//! What is seen on the way: hits, calls, answers, state. Each place once, with all entries that reach it.

use super::{Arg, Frame, Machine, Site};
use crate::analysis::{
    Call, CallArgument, Check, EntryId, Fact, FactShape, FunctionRef, Hit, Loop, LoopKind, ModuleId, Return, Spot,
    StateWrite, Step, Taint,
};
use crate::catalog::{Answering, Kind as Class, Origin, Sink};
use crate::heap::{Key, Kind};
use crate::strings::Sym;
use crate::value::{CLEAN, Form, Mark, ObjId, TaintId, Target, Value};
use alloc::string::{String, ToString};
use alloc::vec::Vec;
use buckler_syntax::tree::{ExprId, ExprKind, Span};
use hashbrown::HashMap;

/// Answers kept of one statement.
const MOST_ANSWERS: usize = 4;
/// Ways shown of one hit.
const MOST_WAYS: usize = 4;
/// Entries and items shown of one value.
const MOST_SHOWN: usize = 40;

/// Where things were recorded, and what is going on.
#[derive(Debug, Default)]
pub(super) struct Records {
    hits: HashMap<(Class, ModuleId, Span), usize>,
    calls: HashMap<(ModuleId, Span, String), usize>,
    checks: HashMap<(ModuleId, Span), usize>,
    states: HashMap<(ModuleId, Span), usize>,
    returns: HashMap<(EntryId, Spot), usize>,
    reached: HashMap<FunctionRef, usize>,
    /// What the method call at hand is made on.
    pub(super) receiver: Option<Target>,
    /// A call whose callee answers for an entry.
    pub(super) answering: Option<(ExprId, (Answering, EntryId))>,
    /// How the entry that is being run answers.
    pub(super) current_answer: Option<(Answering, EntryId)>,
    pub(super) answer_of_entry: Option<(Answering, EntryId)>,
    current: Option<Site>,
    pub(super) resolvers: Vec<(ObjId, ObjId)>,
    /// Functions that a handler answers by calling, with the position of the answer.
    pub(super) answers: Vec<(ObjId, usize)>,
}

/// Dangerous data at a sink.
pub(super) struct Reached<'a> {
    pub(super) kind: Class,
    pub(super) sink: Option<&'static Sink>,
    pub(super) path: &'a str,
    pub(super) site: Site,
    pub(super) argument: Spot,
    pub(super) text: Option<String>,
    pub(super) marks: &'a [Mark],
}

impl Records {
    pub(super) fn begin(&mut self, site: Site) {
        self.current = Some(site);
        self.receiver = None;
    }

    pub(super) fn site(&self, spot: Spot) -> Site {
        self.current.unwrap_or(Site { expr: ExprId::at(u32::MAX), spot, callee: spot, dropped: false, awaited: false })
    }

    /// How the result of the call that begins answers for an entry.
    pub(super) fn take_answer(&mut self, frames: &[Frame], site: Spot) -> Option<(Answering, EntryId)> {
        if frames.iter().all(|frame| frame.function.is_none()) {
            return self.answer_of_entry;
        }
        let (call, answer) = self.answering?;
        let inside = self.current.is_some_and(|current| current.spot == site && current.expr == call);
        inside.then_some(answer)
    }
}

fn add_entry(entries: &mut Vec<EntryId>, entry: Option<EntryId>) {
    if let Some(entry) = entry
        && !entries.contains(&entry)
    {
        entries.push(entry);
    }
}

impl Machine<'_> {
    pub(super) fn note_reached(&mut self, here: FunctionRef) {
        let entry = self.entry;
        let index = match self.records.reached.get(&here) {
            Some(index) => *index,
            None => {
                self.part.reached.push((here, Vec::new()));
                self.records.reached.insert(here, self.part.reached.len() - 1);
                self.part.reached.len() - 1
            }
        };
        if let Some((_, entries)) = self.part.reached.get_mut(index) {
            add_entry(entries, entry);
        }
    }

    pub(super) fn is_reached(&self, here: FunctionRef) -> bool {
        self.records.reached.contains_key(&here)
    }

    pub(super) fn note_hit(&mut self, reached: Reached<'_>) {
        let key = (reached.kind, reached.argument.module, reached.argument.span);
        let entry = self.entry;
        if let Some(index) = self.records.hits.get(&key).copied() {
            let known = self.part.hits.get(index).map_or(&[][..], |hit| &hit.taints);
            let fresh: Vec<Mark> = reached
                .marks
                .iter()
                .filter(|mark| {
                    let label = self.label_text(mark);
                    known.iter().all(|taint| taint.label != label)
                })
                .copied()
                .collect();
            let fresh: Vec<Taint> = fresh.iter().map(|mark| self.taint_of_mark(mark)).collect();
            if let Some(hit) = self.part.hits.get_mut(index) {
                add_entry(&mut hit.entries, entry);
                hit.taints.extend(fresh.into_iter().take(MOST_WAYS.saturating_sub(hit.taints.len())));
            }
            return;
        }
        let mut taints: Vec<Taint> = reached.marks.iter().map(|mark| self.taint_of_mark(mark)).collect();
        taints.sort_by_key(|taint| (taint.origin, taint.steps.len()));
        taints.truncate(MOST_WAYS);
        self.part.hits.push(Hit {
            kind: reached.kind,
            sink: reached.sink,
            path: reached.path.to_string(),
            function: self.here(),
            call: reached.site.expr,
            spot: reached.site.spot,
            argument: reached.argument,
            text: reached.text,
            taints,
            entries: entry.into_iter().collect(),
        });
        self.records.hits.insert(key, self.part.hits.len() - 1);
    }

    pub(super) fn note_call(&mut self, path: &str, receiver: Option<Value>, args: &[Arg], site: Site) {
        let key = (site.spot.module, site.spot.span, path.to_string());
        let entry = self.entry;
        let tainted = args.iter().any(|arg| arg.value.taint != CLEAN || matches!(arg.value.form, Form::Object(_)));
        let known = self.records.calls.get(&key).copied();
        if let Some(index) = known {
            let had = self
                .part
                .calls
                .get(index)
                .is_some_and(|call| call.arguments.iter().any(|argument| !argument.value.all_taints().is_empty()));
            if let Some(call) = self.part.calls.get_mut(index) {
                add_entry(&mut call.entries, entry);
            }
            if had || !tainted {
                return;
            }
        }
        let arguments = args
            .iter()
            .map(|arg| CallArgument {
                keyword: arg.keyword.map(|keyword| self.text(keyword).to_string()),
                spot: arg.spot,
                value: self.fact(arg.value),
            })
            .collect();
        let receiver = receiver.map(|receiver| self.fact(receiver)).unwrap_or_default();
        let loops = self.frame().map_or(0, |frame| frame.depth);
        let function = self.here();
        match known.and_then(|index| self.part.calls.get_mut(index)) {
            Some(call) => {
                call.arguments = arguments;
                call.receiver = receiver;
            }
            None => {
                self.part.calls.push(Call {
                    path: path.to_string(),
                    function,
                    expr: site.expr,
                    spot: site.spot,
                    callee: site.callee,
                    arguments,
                    receiver,
                    loops,
                    dropped: site.dropped,
                    awaited: site.awaited,
                    entries: entry.into_iter().collect(),
                });
                self.records.calls.insert(key, self.part.calls.len() - 1);
            }
        }
    }

    pub(super) fn note_check(&mut self, expr: ExprId, left: Value, right: Value) {
        if left.taint == CLEAN && right.taint == CLEAN {
            return;
        }
        let spot = self.span_of(expr);
        let entry = self.entry;
        if let Some(index) = self.records.checks.get(&(spot.module, spot.span)) {
            if let Some(check) = self.part.checks.get_mut(*index) {
                add_entry(&mut check.entries, entry);
            }
            return;
        }
        let check = Check {
            function: self.here(),
            spot,
            left: self.taints(left.taint),
            right: self.taints(right.taint),
            entries: entry.into_iter().collect(),
        };
        self.part.checks.push(check);
        self.records.checks.insert((spot.module, spot.span), self.part.checks.len() - 1);
    }

    pub(super) fn note_state(&mut self, scope: ObjId, name: Sym, spot: Spot, value: Value) {
        let Kind::Scope { module, .. } = self.heap.kind(scope) else { return };
        let entry = self.entry;
        if let Some(index) = self.records.states.get(&(spot.module, spot.span)) {
            if let Some(write) = self.part.state.get_mut(*index) {
                add_entry(&mut write.entries, entry);
            }
            return;
        }
        let write = StateWrite {
            name: self.text(name).to_string(),
            module,
            function: self.here(),
            spot,
            value: self.fact(value),
            entries: entry.into_iter().collect(),
        };
        self.part.state.push(write);
        self.records.states.insert((spot.module, spot.span), self.part.state.len() - 1);
    }

    pub(super) fn note_loop(&mut self, spot: Spot, kind: LoopKind) {
        let entry = self.entry;
        let function = self.here();
        if let Some(known) = self.part.loops.iter_mut().find(|known| known.spot == spot) {
            add_entry(&mut known.entries, entry);
            return;
        }
        self.part.loops.push(Loop { function, spot, kind, entries: entry.into_iter().collect() });
    }

    /// A statement of a function that answers for an entry.
    pub(super) fn note_return(&mut self, value: Value, spot: Spot) {
        let Some((answering, entry)) = self.frame().and_then(|frame| frame.answer) else { return };
        if self.frames.last_mut().is_some_and(|frame| core::mem::take(&mut frame.answered)) {
            return;
        }
        self.note_answer(answering, entry, value, spot);
    }

    /// A call of the function that a handler answers with; false if it is another one.
    pub(super) fn answer_by_call(&mut self, object: ObjId, args: &[Arg], spot: Spot) -> bool {
        let Some((_, place)) = self.records.answers.iter().find(|(answer, _)| *answer == object).copied() else {
            return false;
        };
        if let (Some(arg), Some((answering, entry))) = (args.get(place), self.records.current_answer) {
            self.note_answer(answering, entry, arg.value, spot);
        }
        true
    }

    fn note_answer(&mut self, answering: Answering, entry: EntryId, value: Value, spot: Spot) {
        if answering != Answering::Nothing {
            self.check_answer(answering, value, spot);
        }
        // A helper that makes answers returns something else each time.
        let known = self.records.returns.entry((entry, spot)).or_default();
        if *known == MOST_ANSWERS {
            return;
        }
        *known += 1;
        let value = self.fact(value);
        self.part.returns.push(Return { entry, spot, value });
    }

    /// Markup that an entry answers with.
    fn check_answer(&mut self, answering: Answering, value: Value, spot: Spot) {
        let (body, at) = match answering {
            Answering::Proxy => {
                if !self.answers_markup(value) {
                    return;
                }
                let name = self.intern("body");
                let body = self.member_value(value, name, Span::new(0, 0));
                (body, self.entry_spot(value, name).unwrap_or(spot))
            }
            Answering::Html => match self.exact_items(value) {
                // Text, status and headers in a row.
                Some(items) => {
                    if items.iter().skip(1).any(|item| self.says_other_type(*item)) {
                        return;
                    }
                    (items.first().copied().unwrap_or(Value::UNKNOWN), spot)
                }
                None => (value, spot),
            },
            _ => return,
        };
        if matches!(body.form, Form::Object(_) | Form::External(_)) {
            return;
        }
        let marks = self.dangerous(body.taint, Class::Html, &[Origin::Input, Origin::Stored]);
        if marks.is_empty() {
            return;
        }
        let text = self.shown_text(body);
        let site = Site { expr: ExprId::at(u32::MAX), spot, callee: spot, dropped: false, awaited: false };
        self.note_hit(Reached {
            kind: Class::Html,
            sink: None,
            path: "return",
            site,
            argument: at,
            text,
            marks: &marks,
        });
    }

    /// Whether the headers of an answer say that its body is markup.
    fn answers_markup(&mut self, value: Value) -> bool {
        let name = self.intern("headers");
        let headers = self.member_value(value, name, Span::new(0, 0));
        let Form::Object(object) = headers.form else { return false };
        let fields: Vec<(Key, Value)> = self.heap.fields(object).to_vec();
        fields.into_iter().any(|(key, value)| {
            let is_type = matches!(key, Key::Name(name) if self.text(name).eq_ignore_ascii_case("content-type"));
            is_type && self.constant(value).is_some_and(|text| text.to_ascii_lowercase().contains("html"))
        })
    }

    fn says_other_type(&mut self, headers: Value) -> bool {
        let Form::Object(object) = headers.form else { return false };
        let fields: Vec<(Key, Value)> = self.heap.fields(object).to_vec();
        fields.into_iter().any(|(key, value)| {
            let is_type = matches!(key, Key::Name(name) if self.text(name).eq_ignore_ascii_case("content-type"));
            is_type && self.constant(value).is_some_and(|text| !text.to_ascii_lowercase().contains("html"))
        })
    }

    /// How people call the data of a mark.
    pub(super) fn label_text(&self, mark: &Mark) -> String {
        let mut shown = self.values.root(mark.label).map(|root| root.name.clone()).unwrap_or_default();
        for key in self.values.path(mark.label) {
            match self.text(key) {
                "*" => shown.push_str("[]"),
                key if key.bytes().all(|byte| byte.is_ascii_digit()) => {
                    shown.push('[');
                    shown.push_str(key);
                    shown.push(']');
                }
                key => {
                    shown.push('.');
                    shown.push_str(key);
                }
            }
        }
        shown
    }

    fn taint_of_mark(&self, mark: &Mark) -> Taint {
        let origin = self.values.label(mark.label).map_or(Origin::Input, |label| label.origin);
        let mask = mark.mask | self.checked(mark.label);
        let steps = self.values.steps(mark.trace).into_iter().map(|(spot, what)| Step { spot, what }).collect();
        Taint {
            origin,
            label: self.label_text(mark),
            cleaned: mask & super::compare::ALL,
            properties: mask & !super::compare::ALL,
            steps,
        }
    }

    pub(super) fn taints(&self, taint: TaintId) -> Vec<Taint> {
        self.values.marks(taint).iter().take(8).map(|mark| self.taint_of_mark(mark)).collect()
    }

    /// What is known of a value, kept for rules.
    pub(super) fn fact(&self, value: Value) -> Fact {
        self.fact_within(value, 3)
    }

    fn fact_within(&self, value: Value, depth: u32) -> Fact {
        let shape = self.shape(value.form, depth);
        let made = match value.form {
            Form::Object(object) => self.heap.get(object).and_then(|object| object.site).and_then(|(module, expr)| {
                let span = self.program.module(module)?.tree.expr(expr).span;
                Some(Spot { module, span })
            }),
            _ => None,
        };
        Fact { shape, taints: self.taints(value.taint), made }
    }

    fn shape(&self, form: Form, depth: u32) -> FactShape {
        match form {
            Form::Null => FactShape::Null,
            Form::Bool(flag) => FactShape::Bool(flag),
            Form::Number(bits) => FactShape::Number(f64::from_bits(bits).to_string()),
            Form::Text(text) => FactShape::Text(self.text(text).to_string()),
            Form::Regex(text, _) => FactShape::Text(self.text(text).to_string()),
            Form::External(path) => FactShape::External(self.paths.text(path).to_string()),
            Form::Either(either) => {
                FactShape::Either(self.values.forms(either).iter().map(|form| self.shape(*form, depth)).collect())
            }
            Form::Object(object) => self.object_shape(object, depth),
            Form::Unknown | Form::AnyNumber | Form::Symbol | Form::Test(_) => FactShape::Unknown,
        }
    }

    fn object_shape(&self, object: ObjId, depth: u32) -> FactShape {
        match self.heap.kind(object) {
            Kind::Function { module, function, .. } => {
                FactShape::Function(FunctionRef { module, function: Some(function) })
            }
            Kind::Instance { class } | Kind::Parent { class, .. } => FactShape::Instance(self.class_name(class)),
            Kind::Class { .. } => FactShape::Instance(self.class_name(object)),
            _ if depth == 0 => FactShape::Unknown,
            Kind::List => {
                let mut items = Vec::new();
                let mut exact = self.list_length(object).is_some();
                for (key, value) in self.heap.fields(object).iter().take(MOST_SHOWN) {
                    match key {
                        Key::Index(_) => items.push(self.fact_within(*value, depth - 1)),
                        Key::Rest => {
                            exact = false;
                            items.push(self.fact_within(*value, depth - 1));
                        }
                        _ => {}
                    }
                }
                FactShape::List { items, exact }
            }
            Kind::Plain | Kind::Exports(_) | Kind::Memory(_) => {
                let mut entries = Vec::new();
                let mut open = self.heap.read(object, Key::Rest).is_some();
                for (key, value) in self.heap.fields(object).iter().take(MOST_SHOWN) {
                    if matches!(key, Key::Length | Key::RestKeys | Key::Factory) {
                        continue;
                    }
                    let spot = match key {
                        Key::Name(name) => self.entry_spot(Value::object(object), *name),
                        _ => None,
                    };
                    entries.push((self.key_text(*key), spot, self.fact_within(*value, depth - 1)));
                }
                open |= self.heap.fields(object).len() > MOST_SHOWN;
                FactShape::Object { entries, open }
            }
            _ => FactShape::Unknown,
        }
    }

    fn class_name(&self, class: ObjId) -> String {
        let Kind::Class { module, class, .. } = self.heap.kind(class) else { return String::new() };
        let Some(module) = self.program.module(module) else { return String::new() };
        let name = module.tree.class(class).and_then(|class| class.name);
        name.map(|name| module.tree.text(name).to_string()).unwrap_or_default()
    }

    /// An entry of a container that is written by a name from outside.
    pub(super) fn note_dynamic_write(&mut self, index: Value, expr: ExprId) {
        if self.python() || index.taint == CLEAN || self.key_of(index).is_some() {
            return;
        }
        let Some(tree) = self.tree() else { return };
        // `object[a][b] = c` with both names from outside reaches prototypes.
        let ExprKind::Index { object, .. } = tree.expr(expr).kind else { return };
        let ExprKind::Index { index: inner, .. } = tree.expr(object).kind else { return };
        let mark = self.heap.mark();
        let outer = self.eval(inner);
        self.heap.undo(mark);
        self.heap.release(mark);
        let marks = self.dangerous(index.taint, Class::Prototype, &[Origin::Input]);
        if outer.taint == CLEAN || marks.is_empty() {
            return;
        }
        let spot = self.span_of(expr);
        let site = Site { expr, spot, callee: spot, dropped: true, awaited: false };
        self.note_hit(Reached {
            kind: Class::Prototype,
            sink: None,
            path: "[]=",
            site,
            argument: spot,
            text: None,
            marks: &marks,
        });
    }
}
