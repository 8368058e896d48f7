//! A tree as text, for tests and for looking at it: close to the source, one statement a line.

use crate::tree::{
    Argument, AssignOperator, BinaryOperator, Binding, Block, Case, ClassId, ComprehensionKind, Export, ExprId,
    ExprKind, FunctionId, Import, Imported, List, LogicalOperator, Member, MemberKind, Name, Parameter, ParameterKind,
    PatternId, PatternKind, Piece, Property, PropertyKey, StmtId, StmtKind, Tree, UnaryOperator,
};
use alloc::string::String;
use core::fmt::Write as _;

/// Parts that nest deeper are shown as `…`.
const DEEPEST: usize = 100;

impl Tree {
    /// The tree as text. Not a source that could be read again: what matters is that each part has one look.
    pub fn show(&self) -> String {
        let mut show = Show { tree: self, text: String::new(), indent: 0, depth: 0 };
        show.block(self.body());
        show.text
    }
}

struct Show<'t> {
    tree: &'t Tree,
    text: String,
    indent: usize,
    depth: usize,
}

impl Show<'_> {
    fn put(&mut self, text: &str) {
        self.text.push_str(text);
    }

    fn name(&mut self, name: Name) {
        self.text.push_str(self.tree.text(name));
    }

    fn quoted(&mut self, name: Name) {
        let _ = write!(self.text, "{:?}", self.tree.text(name));
    }

    /// Begins a line. What a line belongs to stands on the line before, whose end comes with this one.
    fn line(&mut self) {
        if !self.text.is_empty() {
            self.text.push('\n');
        }
        for _ in 0..self.indent {
            self.text.push_str("  ");
        }
    }

    fn deeper(&mut self, step: impl FnOnce(&mut Self)) {
        if self.depth >= DEEPEST {
            self.text.push('…');
            return;
        }
        self.depth += 1;
        step(self);
        self.depth -= 1;
    }

    fn commas<T>(&mut self, items: impl IntoIterator<Item = T>, mut one: impl FnMut(&mut Self, T)) {
        for (position, item) in items.into_iter().enumerate() {
            if position > 0 {
                self.text.push_str(", ");
            }
            one(self, item);
        }
    }

    fn block(&mut self, block: Block) {
        let tree = self.tree;
        for id in tree.list(block) {
            self.line();
            self.deeper(|show| show.stmt(*id));
        }
    }

    fn part(&mut self, word: &str, block: Block) {
        if !block.is_empty() {
            self.line();
            self.put(word);
            self.inner(block);
        }
    }

    fn inner(&mut self, block: Block) {
        self.indent += 1;
        self.block(block);
        self.indent -= 1;
    }

    fn stmt(&mut self, id: StmtId) {
        let tree = self.tree;
        match tree.stmt(id).kind {
            StmtKind::Expr(value) => self.expr(value),
            StmtKind::Assign { binding, targets, value } => {
                self.put(binding_word(binding));
                for (position, target) in tree.list(targets).iter().enumerate() {
                    self.put(if position > 0 { " = " } else { "" });
                    self.pattern(*target);
                }
                if let Some(value) = value {
                    self.put(" = ");
                    self.expr(value);
                }
            }
            StmtKind::Augment { target, operator, value } => {
                self.pattern(target);
                self.put(" ");
                self.assign(Some(operator));
                self.put(" ");
                self.expr(value);
            }
            StmtKind::If { test, yes, no } => {
                self.put("if ");
                self.expr(test);
                self.inner(yes);
                self.part("else", no);
            }
            StmtKind::While { test, body, update, otherwise, after } => {
                self.put(if after { "do while" } else { "while" });
                self.after(" ", test);
                self.after(" update ", update);
                self.inner(body);
                self.part("else", otherwise);
            }
            StmtKind::For { binding, target, iterable, keys, body, otherwise } => {
                self.put("for ");
                self.put(binding_word(binding));
                self.pattern(target);
                self.put(if keys { " in keys of " } else { " in " });
                self.expr(iterable);
                self.inner(body);
                self.part("else", otherwise);
            }
            StmtKind::Return(value) => self.word("return", value),
            StmtKind::Throw(value) => self.word("throw", value),
            StmtKind::Break(label) => self.jump("break", label),
            StmtKind::Continue(label) => self.jump("continue", label),
            StmtKind::Try { body, handlers, otherwise, finally } => {
                self.put("try");
                self.inner(body);
                for handler in tree.list(handlers) {
                    self.line();
                    self.put("catch");
                    self.after(" ", handler.types);
                    if let Some(target) = handler.target {
                        self.put(" as ");
                        self.pattern(target);
                    }
                    self.inner(handler.body);
                }
                self.part("else", otherwise);
                self.part("finally", finally);
            }
            StmtKind::Function(function) => self.function(function),
            StmtKind::Class(class) => self.class(class),
            StmtKind::Import(import) => self.import(import),
            StmtKind::Export(export) => self.export(export),
            StmtKind::Switch { subject, cases } => {
                self.put("switch ");
                self.expr(subject);
                self.indent += 1;
                tree.list(cases).iter().for_each(|case| self.case(case));
                self.indent -= 1;
            }
            StmtKind::With { items, body } => {
                self.put("with ");
                self.commas(tree.list(items), |show, item| {
                    show.expr(item.context);
                    if let Some(target) = item.target {
                        show.put(" as ");
                        show.pattern(target);
                    }
                });
                self.inner(body);
            }
            StmtKind::Delete(targets) => {
                self.put("delete ");
                self.exprs(targets);
            }
            StmtKind::Outer(names) => {
                self.put("outer ");
                self.commas(tree.list(names), |show, name| show.name(*name));
            }
            StmtKind::Assert(test) => self.word("assert", Some(test)),
            StmtKind::Block { label, body } => {
                self.put("block");
                if let Some(label) = label {
                    self.put(" ");
                    self.name(label);
                }
                self.inner(body);
            }
            StmtKind::Empty => self.put("nothing"),
        }
    }

    fn word(&mut self, word: &str, value: Option<ExprId>) {
        self.put(word);
        self.after(" ", value);
    }

    fn jump(&mut self, word: &str, label: Option<Name>) {
        self.put(word);
        if let Some(label) = label {
            self.put(" ");
            self.name(label);
        }
    }

    fn after(&mut self, before: &str, value: Option<ExprId>) {
        if let Some(value) = value {
            self.put(before);
            self.expr(value);
        }
    }

    fn case(&mut self, case: &Case) {
        self.line();
        self.put(if case.default { "default" } else { "case" });
        if !case.values.is_empty() {
            self.put(" ");
            self.exprs(case.values);
        }
        if let Some(bindings) = case.bindings {
            self.put(" as ");
            self.pattern(bindings);
        }
        self.after(" if ", case.guard);
        self.put(if case.falls_through { "" } else { " then leave" });
        self.inner(case.body);
    }

    fn import(&mut self, import: Import) {
        self.put("import ");
        self.commas(self.tree.list(import.items), |show, item| {
            match item.imported {
                Imported::Member(name) => show.name(name),
                Imported::Module => show.put("module"),
                Imported::Root => show.put("root"),
                Imported::All => show.put("all"),
            }
            show.put(" as ");
            show.name(item.local);
        });
        self.put(" from ");
        for _ in 0..import.level {
            self.put(".");
        }
        self.quoted(import.module);
    }

    fn export(&mut self, export: Export) {
        self.put("export ");
        match export {
            Export::Default(value) => {
                self.put("default ");
                self.expr(value);
            }
            Export::Declaration(id) => self.stmt(id),
            Export::Names { module, items } => {
                self.commas(self.tree.list(items), |show, item| {
                    show.name(item.local);
                    show.put(" as ");
                    show.name(item.exported);
                });
                if let Some(module) = module {
                    self.put(" from ");
                    self.quoted(module);
                }
            }
            Export::All { module, exported } => {
                self.put("all ");
                if let Some(exported) = exported {
                    self.put("as ");
                    self.name(exported);
                    self.put(" ");
                }
                self.put("from ");
                self.quoted(module);
            }
        }
    }

    fn function(&mut self, id: FunctionId) {
        let Some(function) = self.tree.function(id) else { return };
        for decorator in self.tree.list(function.decorators) {
            self.put("@");
            self.expr(*decorator);
            self.put(" ");
        }
        self.put(if function.asynchronous { "async " } else { "" });
        self.put(if function.arrow { "arrow" } else { "function" });
        self.put(if function.generator { "*" } else { "" });
        if let Some(name) = function.name {
            self.put(" ");
            self.name(name);
        }
        self.put("(");
        self.commas(self.tree.list(function.parameters), Self::parameter);
        self.put(")");
        self.inner(function.body);
    }

    fn parameter(&mut self, parameter: &Parameter) {
        for decorator in self.tree.list(parameter.decorators) {
            self.put("@");
            self.expr(*decorator);
            self.put(" ");
        }
        self.put(match parameter.kind {
            ParameterKind::Normal => "",
            ParameterKind::Keyword => "keyword ",
            ParameterKind::Rest => "*",
            ParameterKind::KeywordRest => "**",
        });
        self.pattern(parameter.pattern);
        self.after(": ", parameter.annotation);
        self.after(" = ", parameter.default);
    }

    fn class(&mut self, id: ClassId) {
        let Some(class) = self.tree.class(id) else { return };
        for decorator in self.tree.list(class.decorators) {
            self.put("@");
            self.expr(*decorator);
            self.put(" ");
        }
        self.put("class");
        if let Some(name) = class.name {
            self.put(" ");
            self.name(name);
        }
        if !class.bases.is_empty() {
            self.put(" of ");
            self.exprs(class.bases);
        }
        self.indent += 1;
        self.tree.list(class.members).iter().for_each(|member| self.member(member));
        self.block(class.body);
        self.indent -= 1;
    }

    fn member(&mut self, member: &Member) {
        self.line();
        self.put(if member.fixed { "fixed " } else { "" });
        self.put(match member.kind {
            MemberKind::Method(_) => "method ",
            MemberKind::Getter(_) => "getter ",
            MemberKind::Setter(_) => "setter ",
            MemberKind::Field(_) => "field ",
        });
        self.key(member.name);
        self.after(": ", member.annotation);
        match member.kind {
            MemberKind::Method(id) | MemberKind::Getter(id) | MemberKind::Setter(id) => {
                self.put(" ");
                self.deeper(|show| show.function(id));
            }
            MemberKind::Field(value) => self.after(" = ", value),
        }
    }

    fn key(&mut self, key: PropertyKey) {
        match key {
            PropertyKey::Name(name) => self.name(name),
            PropertyKey::Computed(value) => {
                self.put("[");
                self.expr(value);
                self.put("]");
            }
            PropertyKey::Spread => self.put("..."),
        }
    }

    fn pattern(&mut self, id: PatternId) {
        self.deeper(|show| show.pattern_here(id));
    }

    fn pattern_here(&mut self, id: PatternId) {
        let tree = self.tree;
        match tree.pattern(id).kind {
            PatternKind::Name(name) => self.name(name),
            PatternKind::Target(value) => self.expr(value),
            PatternKind::List(items) => {
                self.put("[");
                self.commas(tree.list(items), |show, item| show.pattern(*item));
                self.put("]");
            }
            PatternKind::Dictionary(entries) => {
                self.put("{");
                self.commas(tree.list(entries), |show, entry| {
                    show.key(entry.key);
                    show.put(": ");
                    show.pattern(entry.pattern);
                });
                self.put("}");
            }
            PatternKind::Default(pattern, value) => {
                self.pattern(pattern);
                self.put(" ?= ");
                self.expr(value);
            }
            PatternKind::Rest(pattern) => {
                self.put("...");
                self.pattern(pattern);
            }
            PatternKind::Ignore => self.put("_"),
        }
    }

    fn exprs(&mut self, list: List<ExprId>) {
        self.commas(self.tree.list(list), |show, item| show.expr(*item));
    }

    fn expr(&mut self, id: ExprId) {
        self.deeper(|show| show.expr_here(id));
    }

    fn expr_here(&mut self, id: ExprId) {
        let tree = self.tree;
        match tree.expr(id).kind {
            ExprKind::Text(name) => self.quoted(name),
            ExprKind::Bytes(name) => {
                self.put("b");
                self.quoted(name);
            }
            ExprKind::Number(name) | ExprKind::Name(name) => self.name(name),
            ExprKind::Bool(value) => self.put(if value { "true" } else { "false" }),
            ExprKind::Null => self.put("null"),
            ExprKind::Regex { pattern, flags } => {
                self.put("/");
                self.name(pattern);
                self.put("/");
                self.name(flags);
            }
            ExprKind::This => self.put("this"),
            ExprKind::Super => self.put("super"),
            ExprKind::Member { object, name, .. } => {
                self.expr(object);
                self.put(".");
                self.name(name);
            }
            ExprKind::Index { object, index } => {
                self.expr(object);
                self.put("[");
                self.expr(index);
                self.put("]");
            }
            ExprKind::Slice { object, lower, upper } => {
                self.expr(object);
                self.put("[");
                self.after("", lower);
                self.put(":");
                self.after("", upper);
                self.put("]");
            }
            ExprKind::Call { callee, arguments, construct } => {
                self.put(if construct { "new " } else { "" });
                self.expr(callee);
                self.put("(");
                self.commas(tree.list(arguments), Self::argument);
                self.put(")");
            }
            ExprKind::Format(pieces) => self.pieces(pieces),
            ExprKind::Tagged { tag, pieces } => {
                self.expr(tag);
                self.pieces(pieces);
            }
            ExprKind::Binary { operator, left, right } => self.infix(left, binary(operator), right),
            ExprKind::Logical { operator, left, right } => self.infix(left, logical(operator), right),
            ExprKind::Unary { operator, operand } => {
                self.put(unary(operator));
                self.expr(operand);
            }
            ExprKind::Conditional { test, yes, no } => {
                self.put("(");
                self.expr(test);
                self.after(" ? ", Some(yes));
                self.after(" : ", Some(no));
                self.put(")");
            }
            ExprKind::List(items) => {
                self.put("[");
                self.exprs(items);
                self.put("]");
            }
            ExprKind::Dictionary(entries) => self.properties(entries),
            ExprKind::Spread(value) => self.word("...", Some(value)),
            ExprKind::Function(function) => self.function(function),
            ExprKind::Class(class) => self.class(class),
            ExprKind::Comprehension { kind, element, value, clauses } => {
                self.put(match kind {
                    ComprehensionKind::List => "list(",
                    ComprehensionKind::Dictionary => "dictionary(",
                    ComprehensionKind::Generator => "generator(",
                });
                self.expr(element);
                self.after(": ", value);
                for clause in tree.list(clauses) {
                    self.put(" for ");
                    self.pattern(clause.target);
                    self.after(" in ", Some(clause.iterable));
                    for condition in tree.list(clause.conditions) {
                        self.after(" if ", Some(*condition));
                    }
                }
                self.put(")");
            }
            ExprKind::Await(value) => self.word("await", Some(value)),
            ExprKind::Yield { value, delegate } => self.word(if delegate { "yield from" } else { "yield" }, value),
            ExprKind::Assign { target, operator, value } => {
                self.put("(");
                self.pattern(target);
                self.put(" ");
                self.assign(operator);
                self.after(" ", Some(value));
                self.put(")");
            }
            ExprKind::Sequence(items) => {
                self.put("sequence(");
                self.exprs(items);
                self.put(")");
            }
            ExprKind::Import(module) => {
                self.put("import(");
                self.expr(module);
                self.put(")");
            }
            ExprKind::Markup { tag, attributes, children } => {
                self.put("markup(");
                self.after("", tag);
                self.put(" ");
                self.properties(attributes);
                self.put(" ");
                self.exprs(children);
                self.put(")");
            }
            ExprKind::Unknown => self.put("unknown"),
        }
    }

    fn argument(&mut self, argument: &Argument) {
        if let Some(keyword) = argument.keyword {
            self.name(keyword);
            self.put("=");
        }
        self.put(if argument.spread { "..." } else { "" });
        self.put(if argument.keywords { "**" } else { "" });
        self.expr(argument.value);
    }

    fn properties(&mut self, entries: List<Property>) {
        self.put("{");
        self.commas(self.tree.list(entries), |show, entry| {
            show.key(entry.key);
            show.put(": ");
            show.expr(entry.value);
        });
        self.put("}");
    }

    fn pieces(&mut self, pieces: List<Piece>) {
        self.put("format(");
        self.commas(self.tree.list(pieces), |show, piece| match piece {
            Piece::Text(text, _) => show.quoted(*text),
            Piece::Value(value) => show.expr(*value),
        });
        self.put(")");
    }

    fn infix(&mut self, left: ExprId, operator: &str, right: ExprId) {
        self.put("(");
        self.expr(left);
        self.put(" ");
        self.put(operator);
        self.put(" ");
        self.expr(right);
        self.put(")");
    }

    fn assign(&mut self, operator: Option<AssignOperator>) {
        match operator {
            Some(AssignOperator::Binary(operator)) => self.put(binary(operator)),
            Some(AssignOperator::Logical(operator)) => self.put(logical(operator)),
            None => {}
        }
        self.put("=");
    }
}

fn binding_word(binding: Binding) -> &'static str {
    match binding {
        Binding::Assign => "",
        Binding::Var => "var ",
        Binding::Let => "let ",
        Binding::Const => "const ",
    }
}

fn binary(operator: BinaryOperator) -> &'static str {
    match operator {
        BinaryOperator::Add => "+",
        BinaryOperator::Subtract => "-",
        BinaryOperator::Multiply => "*",
        BinaryOperator::Divide => "/",
        BinaryOperator::FloorDivide => "//",
        BinaryOperator::Modulo => "%",
        BinaryOperator::Power => "**",
        BinaryOperator::BitOr => "|",
        BinaryOperator::BitAnd => "&",
        BinaryOperator::BitXor => "^",
        BinaryOperator::ShiftLeft => "<<",
        BinaryOperator::ShiftRight => ">>",
        BinaryOperator::MatrixMultiply => "@",
        BinaryOperator::Equal => "==",
        BinaryOperator::NotEqual => "!=",
        BinaryOperator::Less => "<",
        BinaryOperator::LessEqual => "<=",
        BinaryOperator::Greater => ">",
        BinaryOperator::GreaterEqual => ">=",
        BinaryOperator::In => "in",
        BinaryOperator::NotIn => "not in",
        BinaryOperator::InstanceOf => "instanceof",
    }
}

fn logical(operator: LogicalOperator) -> &'static str {
    match operator {
        LogicalOperator::And => "and",
        LogicalOperator::Or => "or",
        LogicalOperator::Coalesce => "??",
    }
}

fn unary(operator: UnaryOperator) -> &'static str {
    match operator {
        UnaryOperator::Not => "not ",
        UnaryOperator::Minus => "-",
        UnaryOperator::Plus => "+",
        UnaryOperator::Invert => "~",
        UnaryOperator::TypeOf => "typeof ",
        UnaryOperator::Void => "void ",
        UnaryOperator::Delete => "delete ",
    }
}
