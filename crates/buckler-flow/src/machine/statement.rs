//! Statements.

use super::{Attempt, Machine, Repeat, Then};
use crate::analysis::{LoopKind, StepKind};
use crate::heap::{Delta, Key};
use crate::scopes;
use crate::value::{Cleaned, Facts, Form, Value};
use alloc::vec::Vec;
use buckler_syntax::tree::{
    AssignOperator, Binding, Block, Case, Export, ExprId, ExprKind, Handler, Language, List, Name, PatternId, Span,
    StmtId, StmtKind, WithItem,
};

/// Loops around each other of which each one runs twice.
const TWICE_UP_TO: u32 = 4;
/// Items of a list that a loop takes one by one.
const UNROLLED: usize = 8;

/// The parts of a `for`.
#[derive(Clone, Copy)]
struct For {
    binding: Binding,
    target: PatternId,
    iterable: ExprId,
    keys: bool,
    body: Block,
    otherwise: Block,
    span: Span,
}

impl Machine<'_> {
    pub(super) fn block(&mut self, block: Block) -> Then {
        let Some(tree) = self.tree() else { return Then::Next };
        let statements = tree.list(block);
        if tree.language() == Language::JavaScript {
            self.hoist(statements);
        }
        for statement in statements {
            if self.run_statement(*statement) == Then::Dead {
                return Then::Dead;
            }
        }
        Then::Next
    }

    /// Functions are there before their statement is reached.
    pub(super) fn hoist(&mut self, statements: &[StmtId]) {
        let Some(tree) = self.tree() else { return };
        for statement in statements {
            let kind = match tree.stmt(*statement).kind {
                StmtKind::Export(Export::Declaration(inner)) => tree.stmt(inner).kind,
                kind => kind,
            };
            if let StmtKind::Function(function) = kind
                && let Some(name) = tree.function(function).and_then(|function| function.name)
            {
                let value = self.function_value(function);
                self.declare(name, value);
            }
        }
    }

    pub(super) fn run_statement(&mut self, id: StmtId) -> Then {
        let Some(tree) = self.tree() else { return Then::Next };
        let statement = tree.stmt(id);
        if !self.step(statement.span) || !self.enter(statement.span) {
            return Then::Next;
        }
        let then = self.statement_kind(statement.kind, statement.span);
        self.leave();
        then
    }

    fn statement_kind(&mut self, kind: StmtKind, span: Span) -> Then {
        match kind {
            StmtKind::Expr(expr) => return self.expression_statement(expr),
            StmtKind::Assign { binding, targets, value } => self.assignment(binding, targets, value),
            StmtKind::Augment { target, operator, value } => {
                self.augment(target, operator, value);
            }
            StmtKind::If { test, yes, no } => return self.conditional(test, yes, no),
            StmtKind::While { test, body, update, otherwise, after } => {
                return self.while_loop(test, body, update, otherwise, after, span);
            }
            StmtKind::For { binding, target, iterable, keys, body, otherwise } => {
                return self.for_loop(For { binding, target, iterable, keys, body, otherwise, span });
            }
            StmtKind::Return(value) => {
                self.return_statement(value, span);
                return Then::Dead;
            }
            StmtKind::Throw(value) => {
                let value = value.map_or(Value::UNKNOWN, |value| self.eval(value));
                self.throw(value, span);
                return Then::Dead;
            }
            StmtKind::Break(label) => return self.jump(label, true),
            StmtKind::Continue(label) => return self.jump(label, false),
            StmtKind::Try { body, handlers, otherwise, finally } => {
                return self.attempt(body, handlers, otherwise, finally);
            }
            StmtKind::Function(function) => self.function_statement(function),
            StmtKind::Class(class) => self.class_statement(class),
            StmtKind::Import(import) => self.import(&import),
            StmtKind::Export(export) => return self.export(&export),
            StmtKind::Switch { subject, cases } => return self.switch(subject, cases),
            StmtKind::With { items, body } => return self.with(items, body),
            StmtKind::Delete(targets) => self.delete(targets),
            StmtKind::Assert(test) => {
                let (_, facts) = self.test(test);
                let Some(yes) = facts.yes else { return Then::Dead };
                self.assume(Some(&yes));
            }
            StmtKind::Block { label, body } => return self.labeled(label, body),
            StmtKind::Outer(_) | StmtKind::Empty => {}
        }
        Then::Next
    }

    fn expression_statement(&mut self, expr: ExprId) -> Then {
        let Some(tree) = self.tree() else { return Then::Next };
        let value = match tree.expr(expr).kind {
            ExprKind::Await(inner) => match tree.expr(inner).kind {
                ExprKind::Call { .. } => self.call_expression(inner, true, true),
                _ => self.eval(expr),
            },
            ExprKind::Call { .. } => self.call_expression(expr, true, false),
            _ => self.eval(expr),
        };
        // A call that never comes back ends the way.
        if self.never_returns(value) { Then::Dead } else { Then::Next }
    }

    fn assignment(&mut self, binding: Binding, targets: List<PatternId>, value: Option<ExprId>) {
        let Some(tree) = self.tree() else { return };
        let value = match value {
            Some(value) => self.eval(value),
            None if self.python() => return,
            None => Value::NULL,
        };
        for target in tree.list(targets) {
            self.bind(*target, value, binding);
        }
    }

    fn augment(&mut self, target: PatternId, operator: AssignOperator, value: ExprId) -> Value {
        let Some(tree) = self.tree() else { return Value::UNKNOWN };
        let old = match tree.pattern(target).kind {
            buckler_syntax::tree::PatternKind::Name(name) => self.read_variable(name),
            _ => scopes::targets(tree, target).map_or(Value::UNKNOWN, |target| self.eval(target)),
        };
        let result = match operator {
            AssignOperator::Binary(operator) => {
                let value = self.eval(value);
                if let (Form::Object(list), true) = (old.form, self.python()) {
                    self.extend_list(list, value);
                    return old;
                }
                self.binary_values(operator, old, value)
            }
            AssignOperator::Logical(_) => {
                let mark = self.heap.mark();
                let value = self.eval(value);
                let delta = self.heap.take(mark);
                self.heap.merge(&mut self.values, &[delta, Delta::new()]);
                self.heap.release(mark);
                self.values.join(old, value)
            }
        };
        self.bind(target, result, Binding::Assign);
        result
    }

    pub(super) fn augment_expression(&mut self, target: PatternId, operator: AssignOperator, value: ExprId) -> Value {
        self.augment(target, operator, value)
    }

    /// Evaluates a test, and says what follows from it.
    pub(super) fn test(&mut self, test: ExprId) -> (Value, Facts) {
        let value = self.eval(test);
        let facts = self.facts_of(value);
        (value, facts)
    }

    /// What follows from a value counting as true or false.
    pub(super) fn facts_of(&mut self, value: Value) -> Facts {
        match value.form {
            Form::Test(fact) => self.values.facts(fact),
            _ => match self.truth(value) {
                Some(true) => Facts { yes: Some(Vec::new()), no: None },
                Some(false) => Facts { yes: None, no: Some(Vec::new()) },
                None => Facts { yes: Some(Vec::new()), no: Some(Vec::new()) },
            },
        }
    }

    fn conditional(&mut self, test: ExprId, yes: Block, no: Block) -> Then {
        let (_, facts) = self.test(test);
        match (&facts.yes, &facts.no) {
            (Some(known), None) => {
                self.assume(Some(known));
                self.block(yes)
            }
            (None, Some(known)) => {
                self.assume(Some(known));
                self.block(no)
            }
            _ => self.branches(&[(facts.yes.as_ref(), yes), (facts.no.as_ref(), no)]),
        }
    }

    fn branches(&mut self, branches: &[(Option<&Cleaned>, Block)]) -> Then {
        let mark = self.heap.mark();
        let mut states = Vec::new();
        for (known, block) in branches {
            self.assume(*known);
            let then = self.block(*block);
            let delta = self.heap.take(mark);
            if then == Then::Next {
                states.push(delta);
            }
        }
        self.heap.release(mark);
        self.join_states(&states)
    }

    fn join_states(&mut self, states: &[Delta]) -> Then {
        if states.is_empty() {
            return Then::Dead;
        }
        self.heap.merge(&mut self.values, states);
        Then::Next
    }

    fn begin_repeat(&mut self, label: Option<Name>, repeats: bool, breaks: bool) -> crate::heap::Point {
        let mark = self.heap.mark();
        if let Some(frame) = self.frames.last_mut() {
            frame.repeats.push(Repeat { mark, label, breaks, repeats, broken: Vec::new(), continued: Vec::new() });
            frame.depth += u32::from(repeats);
        }
        mark
    }

    fn end_repeat(&mut self) -> Option<Repeat> {
        let frame = self.frames.last_mut()?;
        let repeat = frame.repeats.pop()?;
        frame.depth -= u32::from(repeat.repeats);
        Some(repeat)
    }

    fn continued(&mut self) -> Vec<Delta> {
        let repeat = self.frames.last_mut().and_then(|frame| frame.repeats.last_mut());
        repeat.map(|repeat| core::mem::take(&mut repeat.continued)).unwrap_or_default()
    }

    /// Runs one round; afterwards the state is the one at its end. Dead if no way leads there.
    fn round(&mut self, mark: crate::heap::Point, body: Block, update: Option<ExprId>) -> Then {
        let then = self.block(body);
        let mut states = self.continued();
        let delta = self.heap.take(mark);
        if then == Then::Next {
            states.push(delta);
        }
        let then = self.join_states(&states);
        if then == Then::Next
            && let Some(update) = update
        {
            self.eval(update);
        }
        then
    }

    fn while_loop(
        &mut self,
        test: Option<ExprId>,
        body: Block,
        update: Option<ExprId>,
        otherwise: Block,
        after: bool,
        span: Span,
    ) -> Then {
        let mark = self.begin_repeat(None, true, true);
        let mut left: Vec<Delta> = Vec::new();
        let mut endless = test.is_none();
        let mut first = after;
        let rounds = if self.frame().is_some_and(|frame| frame.depth <= TWICE_UP_TO) { 2 } else { 1 };
        for round in 0..rounds {
            if !core::mem::take(&mut first)
                && let Some(test) = test
            {
                let (_, facts) = self.test(test);
                if facts.no.is_some() {
                    let inner = self.heap.mark();
                    self.assume(facts.no.as_ref());
                    left.push(self.heap.peek(mark));
                    self.heap.undo(inner);
                    self.heap.release(inner);
                }
                endless = facts.no.is_none();
                if facts.yes.is_none() {
                    break;
                }
                self.assume(facts.yes.as_ref());
            }
            let before = (self.heap.len(), self.heap.peek(mark));
            let then = self.round(mark, body, update);
            let end = self.heap.take(mark);
            if then == Then::Dead {
                break;
            }
            let changed = self.heap.changes(&self.values, before.0, &end);
            self.heap.merge(&mut self.values, &[end.clone(), before.1]);
            if round + 1 == rounds || !changed {
                if let Some(test) = test {
                    let (_, facts) = self.test(test);
                    self.assume(facts.no.as_ref());
                }
                left.push(self.heap.take(mark));
                break;
            }
        }
        self.finish_loop(mark, left, otherwise, endless, span)
    }

    fn finish_loop(
        &mut self,
        mark: crate::heap::Point,
        mut left: Vec<Delta>,
        otherwise: Block,
        endless: bool,
        span: Span,
    ) -> Then {
        self.heap.undo(mark);
        self.heap.release(mark);
        let repeat = self.end_repeat();
        let broken = repeat.map(|repeat| repeat.broken).unwrap_or_default();
        if endless {
            left.clear();
        }
        let leaves = !broken.is_empty() || !left.is_empty();
        if !leaves && !self.stopped {
            self.note_endless(span);
            return Then::Dead;
        }
        if !otherwise.is_empty() && !left.is_empty() {
            let mark = self.heap.mark();
            self.heap.merge(&mut self.values, &left);
            let then = self.block(otherwise);
            let delta = self.heap.take(mark);
            self.heap.release(mark);
            left = if then == Then::Next { alloc::vec![delta] } else { Vec::new() };
        }
        left.extend(broken);
        self.join_states(&left)
    }

    fn note_endless(&mut self, span: Span) {
        // A way out that leads out of the function is one as well.
        let leaves = self.frame().is_some_and(|frame| !frame.exits.is_empty()) || !self.attempts.is_empty();
        if !leaves {
            let spot = self.spot(span);
            self.note_loop(spot, LoopKind::Endless);
        }
    }

    fn for_loop(&mut self, parts: For) -> Then {
        let iterable = self.eval(parts.iterable);
        let exact = if parts.keys { None } else { self.exact_items(iterable) };
        let shallow = self.frame().is_some_and(|frame| frame.depth < 2);
        let mark = self.begin_repeat(None, true, true);
        let mut left: Vec<Delta> = Vec::new();
        let mut whole = None;
        let over = self.target_of(parts.iterable, iterable);
        match exact.filter(|items| shallow && items.len() <= UNROLLED) {
            Some(items) => {
                let mut alive = true;
                for item in items {
                    self.bind_item(&parts, item);
                    if self.round(mark, parts.body, None) == Then::Dead {
                        alive = false;
                        break;
                    }
                }
                let end = self.heap.take(mark);
                left.extend(alive.then_some(end));
            }
            None => {
                left.push(Delta::new());
                let rounds = if self.frame().is_some_and(|frame| frame.depth <= TWICE_UP_TO) { 2 } else { 1 };
                for round in 0..rounds {
                    let before = (self.heap.len(), self.heap.peek(mark));
                    let item = self.item_of(iterable, parts.keys);
                    self.bind_item(&parts, item);
                    let then = self.round(mark, parts.body, None);
                    whole = self.found_of_whole(item).or_else(|| self.found_in_cell(&parts, item, over));
                    let end = self.heap.take(mark);
                    if then == Then::Dead {
                        break;
                    }
                    let changed = self.heap.changes(&self.values, before.0, &end);
                    left.push(end.clone());
                    if !changed || round + 1 == rounds {
                        break;
                    }
                    self.heap.merge(&mut self.values, &[end, before.1]);
                }
            }
        }
        let broken =
            self.frame().and_then(|frame| frame.repeats.last()).is_some_and(|repeat| !repeat.broken.is_empty());
        let then = self.finish_loop(mark, left, parts.otherwise, false, parts.span);
        if let (Some(known), false) = (whole, broken) {
            self.assume(Some(&alloc::vec![known]));
        }
        then
    }

    fn found_in_cell(
        &mut self,
        parts: &For,
        item: Value,
        over: Option<crate::value::Target>,
    ) -> Option<(crate::value::Target, u64)> {
        let buckler_syntax::tree::PatternKind::Name(name) = self.tree()?.pattern(parts.target).kind else {
            return None;
        };
        let (_, now) = self.find_variable(name)?;
        let mask = self.gained(item, now) & super::compare::ALL;
        (mask != 0).then_some((over?, mask))
    }

    /// What is found out about every item holds for the whole.
    fn found_of_whole(&self, item: Value) -> Option<(crate::value::Target, u64)> {
        let [mark] = self.values.marks(item.taint) else { return None };
        let label = self.values.label(mark.label)?;
        let parent = label.parent.filter(|_| label.key == Some(self.constants.any))?;
        let mask = self.checked(mark.label) & !self.checked(parent);
        (mask != 0).then_some((crate::value::Target::Label(parent), mask))
    }

    fn bind_item(&mut self, parts: &For, item: Value) {
        self.bind(parts.target, item, parts.binding);
    }

    fn jump(&mut self, label: Option<Name>, leaves: bool) -> Then {
        let Some(frame) = self.frames.last() else { return Then::Dead };
        let place = frame.repeats.iter().rposition(|repeat| match label {
            Some(label) => repeat.label == Some(label),
            None if leaves => repeat.breaks,
            None => repeat.repeats,
        });
        let Some(repeat) = place.and_then(|place| frame.repeats.get(place)) else { return Then::Dead };
        let delta = self.heap.peek(repeat.mark);
        let repeat = self.frames.last_mut().zip(place).and_then(|(frame, place)| frame.repeats.get_mut(place));
        if let Some(repeat) = repeat {
            let states = if leaves || !repeat.repeats { &mut repeat.broken } else { &mut repeat.continued };
            if states.len() < 32 {
                states.push(delta);
            }
        }
        Then::Dead
    }

    fn labeled(&mut self, label: Option<Name>, body: Block) -> Then {
        if label.is_none() {
            return self.block(body);
        }
        let mark = self.begin_repeat(label, false, false);
        let then = self.block(body);
        let mut states = self.end_repeat().map(|repeat| repeat.broken).unwrap_or_default();
        if states.is_empty() {
            self.heap.release(mark);
            return then;
        }
        let delta = self.heap.take(mark);
        self.heap.release(mark);
        if then == Then::Next {
            states.push(delta);
        }
        self.join_states(&states)
    }

    fn return_statement(&mut self, value: Option<ExprId>, span: Span) {
        let value = match value {
            Some(value) => self.answering(value),
            None => Value::NULL,
        };
        let spot = self.spot(span);
        self.note_return(value, spot);
        self.leave_function(value);
    }

    /// Evaluates what is returned; a call of a function of the program answers in its own statements.
    fn answering(&mut self, value: ExprId) -> Value {
        let Some(tree) = self.tree() else { return Value::UNKNOWN };
        let call = match tree.expr(value).kind {
            ExprKind::Await(inner) => inner,
            _ => value,
        };
        if matches!(tree.expr(call).kind, ExprKind::Call { .. }) {
            let outer = self.records.answering;
            self.records.answering = self.frame().and_then(|frame| frame.answer).map(|answer| (call, answer));
            let result = self.eval(value);
            self.records.answering = outer;
            return result;
        }
        self.eval(value)
    }

    pub(super) fn leave_function(&mut self, value: Value) {
        let Some(frame) = self.frames.last() else { return };
        let delta = self.heap.peek(frame.mark);
        let known = self.known_at_exit();
        let value = self.found_clean(value);
        let value = self.with_known(value, &known);
        let joined = match self.frames.last().and_then(|frame| frame.returned) {
            Some(before) => self.values.join(before, value),
            None => value,
        };
        if let Some(frame) = self.frames.last_mut() {
            frame.returned = Some(joined);
            if frame.exits.len() < 64 {
                frame.exits.push(delta);
            }
        }
    }

    pub(super) fn throw(&mut self, value: Value, span: Span) {
        let spot = self.spot(span);
        let value = Value::new(value.form, self.values.step(value.taint, spot, StepKind::Throw));
        let Some(attempt) = self.attempts.last() else { return };
        let delta = self.heap.peek(attempt.mark);
        let thrown = match attempt.thrown {
            Some(before) => self.values.join(before, value),
            None => value,
        };
        if let Some(attempt) = self.attempts.last_mut() {
            attempt.thrown = Some(thrown);
            if attempt.states.len() < 6 {
                attempt.states.push(delta);
            }
        }
    }

    fn attempt(&mut self, body: Block, handlers: List<Handler>, otherwise: Block, finally: Block) -> Then {
        let Some(tree) = self.tree() else { return Then::Next };
        let mark = self.heap.mark();
        self.attempts.push(Attempt { mark, ..Attempt::default() });
        let mut then = self.block(body);
        let end = self.heap.take(mark);
        let attempt = self.attempts.pop().unwrap_or_default();
        let mut states: Vec<Delta> = Vec::new();
        // A handler begins with what any part of the body may have left.
        let mut begin = attempt.states;
        begin.push(end.clone());
        begin.push(Delta::new());
        if then == Then::Next {
            self.heap.apply(&end);
            if !otherwise.is_empty() {
                then = self.block(otherwise);
            }
            let delta = self.heap.take(mark);
            if then == Then::Next {
                states.push(delta);
            }
        }
        let error = self.caught(attempt.thrown);
        for handler in tree.list(handlers) {
            self.heap.merge(&mut self.values, &begin);
            if let Some(types) = handler.types {
                self.eval(types);
            }
            if let Some(target) = handler.target {
                self.bind(target, error, Binding::Let);
            }
            let then = self.block(handler.body);
            let delta = self.heap.take(mark);
            if then == Then::Next {
                states.push(delta);
            }
        }
        self.heap.release(mark);
        self.finally(finally, states, begin)
    }

    fn finally(&mut self, finally: Block, states: Vec<Delta>, begin: Vec<Delta>) -> Then {
        if finally.is_empty() {
            return self.join_states(&states);
        }
        if states.is_empty() {
            let mark = self.heap.mark();
            self.heap.merge(&mut self.values, &begin);
            self.block(finally);
            self.heap.undo(mark);
            self.heap.release(mark);
            return Then::Dead;
        }
        self.join_states(&states);
        self.block(finally)
    }

    /// What a handler catches: what was thrown, or an error of somebody else.
    fn caught(&mut self, thrown: Option<Value>) -> Value {
        let error = self.error_value();
        match thrown {
            Some(thrown) => self.values.join(thrown, error),
            None => error,
        }
    }

    fn switch(&mut self, subject: ExprId, cases: List<Case>) -> Then {
        let Some(tree) = self.tree() else { return Then::Next };
        let subject_value = self.eval(subject);
        let target = self.target_of(subject, subject_value);
        let mark = self.begin_repeat(None, false, !self.python());
        let mut states: Vec<Delta> = Vec::new();
        let mut fallen: Option<Delta> = None;
        let mut decided = false;
        let mut has_default = false;
        let cases = tree.list(cases);
        let hit = self.decided_case(subject_value, cases);
        for (index, case) in cases.iter().enumerate() {
            let possible = match hit {
                Some(hit) => hit == Some(index),
                None => true,
            };
            has_default |= case.default;
            if !possible && fallen.is_none() {
                continue;
            }
            decided |= hit.is_some() && possible;
            let mut begin: Vec<Delta> = Vec::new();
            if possible {
                self.enter_case(case, subject_value, target);
                begin.push(self.heap.take(mark));
            }
            begin.extend(fallen.take());
            self.heap.merge(&mut self.values, &begin);
            let then = self.block(case.body);
            let delta = self.heap.take(mark);
            if then == Then::Next {
                if case.falls_through {
                    fallen = Some(delta);
                } else {
                    states.push(delta);
                }
            }
        }
        states.extend(fallen);
        states.extend(self.end_repeat().map(|repeat| repeat.broken).unwrap_or_default());
        if !decided && !has_default {
            states.push(Delta::new());
        }
        self.heap.release(mark);
        self.join_states(&states)
    }

    /// The case that a constant leads to; `Some(None)` for none of them, nothing if it cannot be told.
    fn decided_case(&mut self, subject: Value, cases: &[Case]) -> Option<Option<usize>> {
        let tree = self.tree()?;
        self.constant(subject)?;
        let mut default = None;
        for (index, case) in cases.iter().enumerate() {
            if case.default {
                default = Some(index);
            }
            if case.guard.is_some() || (case.values.is_empty() && !case.default) {
                return None;
            }
            for value in tree.list(case.values) {
                let value = self.eval(*value);
                match self.equal(subject, value) {
                    Some(true) => return Some(Some(index)),
                    Some(false) => {}
                    None => return None,
                }
            }
        }
        Some(default)
    }

    fn enter_case(&mut self, case: &Case, subject: Value, target: Option<crate::value::Target>) {
        if let Some(bindings) = case.bindings {
            self.bind(bindings, subject, Binding::Let);
        }
        if !case.values.is_empty() && !case.default {
            // The subject is one of the constants here.
            let known: Cleaned = target.into_iter().map(|target| (target, u64::MAX >> 1)).collect();
            self.assume(Some(&known));
        }
        if let Some(guard) = case.guard {
            let (_, facts) = self.test(guard);
            self.assume(facts.yes.as_ref());
        }
    }

    fn with(&mut self, items: List<WithItem>, body: Block) -> Then {
        let Some(tree) = self.tree() else { return Then::Next };
        for item in tree.list(items) {
            let context = self.eval(item.context);
            let entered = self.entered(context);
            if let Some(target) = item.target {
                self.bind(target, entered, Binding::Let);
            }
        }
        self.block(body)
    }

    fn delete(&mut self, targets: List<ExprId>) {
        let Some(tree) = self.tree() else { return };
        for target in tree.list(targets) {
            self.delete_target(*target);
        }
    }

    pub(super) fn delete_target(&mut self, target: ExprId) {
        let Some(tree) = self.tree() else { return };
        let (object, key) = match tree.expr(target).kind {
            ExprKind::Member { object, name, .. } => {
                let object = self.eval(object);
                (object, Some(Key::Name(self.sym(name))))
            }
            ExprKind::Index { object, index } => {
                let object = self.eval(object);
                let index = self.eval(index);
                (object, self.key_of(index))
            }
            _ => return,
        };
        if let (Form::Object(object), Some(key)) = (object.form, key) {
            self.heap.remove(object, key);
            if matches!(key, Key::Index(_)) {
                self.heap.remove(object, Key::Length);
            }
        }
    }
}
