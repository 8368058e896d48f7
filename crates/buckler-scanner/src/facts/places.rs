//! What surrounds an expression: the names its value is bound to, the function that holds it.

use crate::code::Code;
use buckler_flow::analysis::Spot;
use buckler_syntax::tree::{
    Argument, ExprId, ExprKind, FunctionId, PatternId, PatternKind, Piece, Property, PropertyKey, Span, StmtKind, Tree,
};

/// Most expressions around one that are looked at.
const MAX_DEPTH: usize = 24;

/// The expressions that are parts of one.
pub(crate) fn parts(tree: &Tree, id: ExprId) -> Vec<ExprId> {
    match tree.expr(id).kind {
        ExprKind::Member { object, .. } | ExprKind::Await(object) | ExprKind::Spread(object) => vec![object],
        ExprKind::Index { object, index } => vec![object, index],
        ExprKind::Slice { object, lower, upper } => [Some(object), lower, upper].into_iter().flatten().collect(),
        ExprKind::Call { callee, arguments, .. } => {
            std::iter::once(callee).chain(tree.list(arguments).iter().map(|argument| argument.value)).collect()
        }
        ExprKind::Format(pieces) | ExprKind::Tagged { pieces, .. } => pieces_of(tree.list(pieces)),
        ExprKind::Binary { left, right, .. } | ExprKind::Logical { left, right, .. } => vec![left, right],
        ExprKind::Unary { operand, .. } => vec![operand],
        ExprKind::Conditional { test, yes, no } => vec![test, yes, no],
        ExprKind::List(items) | ExprKind::Sequence(items) => tree.list(items).to_vec(),
        ExprKind::Dictionary(properties) => tree.list(properties).iter().map(|property| property.value).collect(),
        ExprKind::Comprehension { element, value, .. } => [Some(element), value].into_iter().flatten().collect(),
        ExprKind::Yield { value, .. } => value.into_iter().collect(),
        ExprKind::Assign { value, .. } | ExprKind::Import(value) => vec![value],
        ExprKind::Markup { attributes, children, .. } => {
            let values = tree.list(attributes).iter().map(|property| property.value);
            values.chain(tree.list(children).iter().copied()).collect()
        }
        _ => Vec::new(),
    }
}

fn pieces_of(pieces: &[Piece]) -> Vec<ExprId> {
    pieces.iter().filter_map(|piece| if let Piece::Value(value) = piece { Some(*value) } else { None }).collect()
}

/// What holds an expression.
#[derive(Clone, Copy, Debug)]
enum Holder {
    /// An expression that it is a part of.
    Expr(ExprId),
    /// A variable or member that it is assigned to.
    Pattern(PatternId),
    /// A return.
    Return(Span),
}

/// For each expression of a tree, what holds it.
#[derive(Debug)]
pub(crate) struct Holders<'a> {
    tree: &'a Tree,
    holders: Vec<Option<Holder>>,
}

impl<'a> Holders<'a> {
    /// Reads a tree.
    pub(crate) fn new(tree: &'a Tree) -> Self {
        let mut holders = vec![None; tree.exprs().count()];
        let mut hold = |id: ExprId, holder: Holder| {
            if let Some(entry) = holders.get_mut(id.index()) {
                *entry = Some(holder);
            }
        };
        for (id, expr) in tree.exprs() {
            for part in parts(tree, id) {
                hold(part, Holder::Expr(id));
            }
            if let ExprKind::Assign { target, value, .. } = expr.kind {
                hold(value, Holder::Pattern(target));
            }
        }
        for (_, stmt) in tree.stmts() {
            match stmt.kind {
                StmtKind::Assign { targets, value: Some(value), .. } => {
                    if let Some(target) = tree.list(targets).first() {
                        hold(value, Holder::Pattern(*target));
                    }
                }
                StmtKind::Augment { target, value, .. } => hold(value, Holder::Pattern(target)),
                StmtKind::Return(Some(value)) => hold(value, Holder::Return(stmt.span)),
                _ => {}
            }
        }
        Self { tree, holders }
    }

    /// Names that the value of an expression, or what is made of it, gets: variables, keys, keywords, methods that it
    /// is given to, and the function that returns it.
    pub(crate) fn names(&self, id: ExprId) -> Vec<&'a str> {
        let mut names = Vec::new();
        let mut current = id;
        for _ in 0..MAX_DEPTH {
            match self.holders.get(current.index()).copied().flatten() {
                Some(Holder::Expr(outer)) => {
                    self.name_in(outer, current, &mut names);
                    current = outer;
                }
                Some(Holder::Pattern(pattern)) => {
                    names.extend(pattern_name(self.tree, pattern));
                    break;
                }
                Some(Holder::Return(span)) => {
                    names.extend(enclosing(self.tree, span).and_then(|function| function_name(self.tree, function)));
                    break;
                }
                None => break,
            }
        }
        names
    }

    /// What the methods are given that are called on a value in one chain, such as `password` in
    /// `createHash("md5").update(password).digest()`.
    pub(crate) fn given(&self, id: ExprId) -> Vec<ExprId> {
        let mut given = Vec::new();
        let mut current = id;
        for _ in 0..MAX_DEPTH {
            let Some(Holder::Expr(outer)) = self.holders.get(current.index()).copied().flatten() else { break };
            match self.tree.expr(outer).kind {
                ExprKind::Member { object, .. } if object == current => {}
                ExprKind::Call { callee, arguments, .. } if callee == current => {
                    given.extend(self.tree.list(arguments).iter().map(|argument| argument.value));
                }
                _ => break,
            }
            current = outer;
        }
        given
    }

    fn name_in(&self, outer: ExprId, part: ExprId, names: &mut Vec<&'a str>) {
        match self.tree.expr(outer).kind {
            ExprKind::Dictionary(properties) => {
                let own = |property: &&Property| property.value == part;
                if let Some(PropertyKey::Name(name)) =
                    self.tree.list(properties).iter().find(own).map(|found| found.key)
                {
                    names.push(self.tree.text(name));
                }
            }
            ExprKind::Call { callee, arguments, .. } if callee != part => {
                let own = |argument: &&Argument| argument.value == part;
                let keyword = self.tree.list(arguments).iter().find(own).and_then(|argument| argument.keyword);
                names.extend(keyword.map(|name| self.tree.text(name)));
                names.extend(last_name(self.tree, callee));
            }
            _ => {}
        }
    }
}

/// The variable or member that a pattern binds.
pub(crate) fn pattern_name(tree: &Tree, pattern: PatternId) -> Option<&str> {
    match tree.pattern(pattern).kind {
        PatternKind::Name(name) => Some(tree.text(name)),
        PatternKind::Target(target) => last_name(tree, target),
        PatternKind::Default(inner, _) => match tree.pattern(inner).kind {
            PatternKind::Name(name) => Some(tree.text(name)),
            _ => None,
        },
        _ => None,
    }
}

/// The last name of an expression: `c` of `a.b.c`, `a["c"]` and of the call `a.b.c(…)`.
pub(crate) fn last_name(tree: &Tree, id: ExprId) -> Option<&str> {
    match tree.expr(id).kind {
        ExprKind::Name(name) | ExprKind::Member { name, .. } => Some(tree.text(name)),
        ExprKind::Index { index, .. } => match tree.expr(index).kind {
            ExprKind::Text(text) => Some(tree.text(text)),
            _ => None,
        },
        ExprKind::Call { callee, .. } => match tree.expr(callee).kind {
            ExprKind::Name(name) | ExprKind::Member { name, .. } => Some(tree.text(name)),
            _ => None,
        },
        _ => None,
    }
}

/// The innermost function around a place.
pub(crate) fn enclosing(tree: &Tree, span: Span) -> Option<FunctionId> {
    tree.functions()
        .filter(|(_, function)| function.span.start <= span.start && span.end <= function.span.end)
        .min_by_key(|(_, function)| function.span.end - function.span.start)
        .map(|(id, _)| id)
}

/// The name of a function: its own, or of the variable, member or key it is bound to.
pub(crate) fn function_name(tree: &Tree, id: FunctionId) -> Option<&str> {
    let function = tree.function(id)?;
    if let Some(name) = function.name {
        return Some(tree.text(name));
    }
    let value = tree.exprs().find(|(_, expr)| matches!(expr.kind, ExprKind::Function(inner) if inner == id))?.0;
    for (_, stmt) in tree.stmts() {
        if let StmtKind::Assign { targets, value: Some(assigned), .. } = stmt.kind
            && assigned == value
        {
            return tree.list(targets).first().and_then(|target| pattern_name(tree, *target));
        }
    }
    tree.exprs().find_map(|(_, expr)| match expr.kind {
        ExprKind::Assign { target, value: assigned, .. } if assigned == value => pattern_name(tree, target),
        ExprKind::Dictionary(properties) => {
            tree.list(properties).iter().find(|property| property.value == value).and_then(|property| {
                match property.key {
                    PropertyKey::Name(name) => Some(tree.text(name)),
                    _ => None,
                }
            })
        }
        _ => None,
    })
}

/// The text of a literal.
pub(crate) fn literal(tree: &Tree, id: ExprId) -> Option<&str> {
    match tree.expr(id).kind {
        ExprKind::Text(name) | ExprKind::Bytes(name) | ExprKind::Number(name) => Some(tree.text(name)),
        ExprKind::Bool(true) => Some("true"),
        ExprKind::Bool(false) => Some("false"),
        ExprKind::Null => Some("null"),
        ExprKind::Format(pieces) if tree.list(pieces).len() == 1 => match tree.list(pieces).first() {
            Some(Piece::Text(name, _)) => Some(tree.text(*name)),
            _ => None,
        },
        _ => None,
    }
}

/// Every property of object literals and dictionaries with this key (in any case).
pub(crate) fn properties<'a>(tree: &'a Tree, key: &'a str) -> impl Iterator<Item = &'a Property> {
    tree.exprs()
        .filter_map(|(_, expr)| if let ExprKind::Dictionary(list) = expr.kind { Some(list) } else { None })
        .flat_map(|list| tree.list(list))
        .filter(move |property| matches!(property.key, PropertyKey::Name(name) if tree.text(name).eq_ignore_ascii_case(key)))
}

/// The first byte of the innermost function around a place of a module; 0 for its top level.
pub(crate) fn enclosing_start(code: &Code<'_>, spot: Spot) -> u32 {
    let function = code.tree(spot.module).and_then(|tree| tree.function(enclosing(tree, spot.span)?));
    function.map_or(0, |function| function.span.start)
}

#[cfg(test)]
mod tests {
    use super::*;
    use buckler_syntax::{Dialect, Limits, parse};

    #[test]
    fn a_chain_gives_what_each_of_its_methods_gets() {
        let source = "store(createHash('md5').update(password).digest('hex'), other)";
        let tree = parse(Dialect::JavaScript, source, &Limits::default()).tree.unwrap();
        let text = |id: ExprId| {
            let span = tree.expr(id).span;
            source.get(span.start as usize..span.end as usize).unwrap()
        };
        let (hash, _) = tree.exprs().find(|(id, _)| text(*id) == "createHash('md5')").unwrap();
        let given: Vec<&str> = Holders::new(&tree).given(hash).into_iter().map(text).collect();
        assert_eq!(given, ["password", "'hex'"]);
    }
}
