//! What of a package a value is: the way by which it came to be, such as `sqlite3.connect().cursor().execute`, and
//! what the catalog knows of that way.

use crate::catalog::{Language, Package, Propagator, Route, Sanitizer, Sink, Source, Store, Validator, View};
use crate::strings::{Strings, Sym};
use crate::value::PathId;
use alloc::string::{String, ToString};
use alloc::vec::Vec;
use hashbrown::HashMap;

/// One step of a path in the catalog.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Segment {
    Member(Sym),
    Call,
    /// A call with this constant as first argument.
    CallWith(Sym),
    Item,
    /// An item by this key.
    ItemAt(Sym),
    /// An assignment to what the path names.
    Assign,
    /// Any way, also none.
    Anyhow,
}

/// A place in the tree of all paths of the catalog.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct Node(u32);

/// What the catalog says about one path.
#[derive(Debug, Default)]
pub(crate) struct Known {
    children: HashMap<Segment, Node>,
    pub(crate) sinks: Vec<&'static Sink>,
    pub(crate) sources: Vec<&'static Source>,
    pub(crate) propagators: Vec<&'static Propagator>,
    pub(crate) sanitizers: Vec<&'static Sanitizer>,
    pub(crate) validators: Vec<&'static Validator>,
    pub(crate) routes: Vec<(&'static Route, &'static Package)>,
    pub(crate) views: Vec<(&'static View, &'static Package)>,
    pub(crate) stores: Vec<&'static Store>,
    alias: Option<Node>,
    /// Whether something is said about this very path.
    pub(crate) said: bool,
}

/// The tree of all paths of the catalog.
#[derive(Debug)]
pub(crate) struct Catalog {
    nodes: Vec<Known>,
    modules: HashMap<(Language, Sym), Node>,
    globals: [Node; 2],
    stars: [Node; 2],
    /// Events of triggers.
    pub(crate) events: Vec<&'static crate::catalog::Event>,
}

const fn side(language: Language) -> usize {
    match language {
        Language::JavaScript => 0,
        Language::Python => 1,
    }
}

impl Catalog {
    pub(crate) fn new(packages: &[&'static Package], strings: &mut Strings) -> Self {
        let nodes: Vec<Known> = core::iter::repeat_with(Known::default).take(4).collect();
        let mut this = Self {
            nodes,
            modules: HashMap::new(),
            globals: [Node(0), Node(1)],
            stars: [Node(2), Node(3)],
            events: Vec::new(),
        };
        for package in packages {
            this.add(package, strings);
        }
        for package in packages {
            this.add_aliases(package, strings);
        }
        this
    }

    pub(crate) fn known(&self, node: Node) -> Option<&Known> {
        self.nodes.get(node.0 as usize)
    }

    fn add(&mut self, package: &'static Package, strings: &mut Strings) {
        self.events.extend(package.events);
        for sink in package.sinks {
            self.say(package, sink.paths, strings, |known| known.sinks.push(sink));
        }
        for source in package.sources {
            self.say(package, source.paths, strings, |known| known.sources.push(source));
        }
        for propagator in package.propagators {
            self.say(package, propagator.paths, strings, |known| known.propagators.push(propagator));
        }
        for sanitizer in package.sanitizers {
            self.say(package, sanitizer.paths, strings, |known| known.sanitizers.push(sanitizer));
        }
        for validator in package.validators {
            self.say(package, validator.paths, strings, |known| known.validators.push(validator));
        }
        for route in package.routes {
            self.say(package, route.paths, strings, |known| known.routes.push((route, package)));
        }
        for view in package.views {
            self.say(package, view.bases, strings, |known| known.views.push((view, package)));
        }
        for store in package.stores {
            self.say(package, store.paths, strings, |known| known.stores.push(store));
        }
        self.say(package, package.watches, strings, |_| {});
    }

    fn say(&mut self, package: &Package, paths: &[&str], strings: &mut Strings, mut say: impl FnMut(&mut Known)) {
        for path in paths {
            for node in self.places(package, path, strings) {
                if let Some(known) = self.nodes.get_mut(node.0 as usize) {
                    known.said = true;
                    say(known);
                }
            }
        }
    }

    fn add_aliases(&mut self, package: &Package, strings: &mut Strings) {
        for alias in package.aliases {
            let Some(target) = self.alias_target(package, alias.to, strings) else { continue };
            for path in alias.paths {
                for node in self.places(package, path, strings) {
                    if let Some(known) = self.nodes.get_mut(node.0 as usize).filter(|_| node != target) {
                        known.alias = Some(target);
                    }
                }
            }
        }
    }

    fn alias_target(&mut self, package: &Package, to: &str, strings: &mut Strings) -> Option<Node> {
        match to.split_once(':') {
            Some((module, path)) => {
                let root = self.module_node(package.language, strings.intern(module));
                Some(self.walk(root, path, strings))
            }
            None => self.places(package, to, strings).first().copied(),
        }
    }

    fn places(&mut self, package: &Package, path: &str, strings: &mut Strings) -> Vec<Node> {
        let side = side(package.language);
        if let Some(path) = path.strip_prefix("*.") {
            let root = self.stars.get(side).copied().unwrap_or(Node(2));
            return alloc::vec![self.walk(root, path, strings)];
        }
        if package.modules.is_empty() {
            let root = self.globals.get(side).copied().unwrap_or(Node(0));
            return alloc::vec![self.walk(root, path, strings)];
        }
        let mut places = Vec::new();
        for module in package.modules {
            let root = self.module_node(package.language, strings.intern(module));
            places.push(self.walk(root, path, strings));
        }
        places
    }

    fn module_node(&mut self, language: Language, module: Sym) -> Node {
        if let Some(node) = self.modules.get(&(language, module)) {
            return *node;
        }
        let node = self.node();
        self.modules.insert((language, module), node);
        node
    }

    fn node(&mut self) -> Node {
        self.nodes.push(Known::default());
        Node(u32::try_from(self.nodes.len() - 1).unwrap_or(u32::MAX))
    }

    fn walk(&mut self, root: Node, path: &str, strings: &mut Strings) -> Node {
        let mut node = root;
        for segment in segments(path, strings) {
            let found = self.known(node).and_then(|known| known.children.get(&segment)).copied();
            node = found.unwrap_or_else(|| {
                let child = self.node();
                if let Some(known) = self.nodes.get_mut(node.0 as usize) {
                    known.children.insert(segment, child);
                }
                child
            });
        }
        node
    }
}

/// The steps of a path as catalog files write it.
fn segments(path: &str, strings: &mut Strings) -> Vec<Segment> {
    let (path, assign) = path.strip_suffix('=').map_or((path, false), |path| (path, true));
    let mut segments = Vec::new();
    let mut rest = path;
    while let Some(first) = rest.chars().next() {
        if let Some(after) = rest.strip_prefix("..") {
            segments.push(Segment::Anyhow);
            rest = after;
        } else if let Some(after) = rest.strip_prefix("[]") {
            segments.push(Segment::Item);
            rest = after;
        } else if let Some(after) = rest.strip_prefix('(') {
            let (constant, after) = after.split_once(')').unwrap_or((after, ""));
            segments.push(if constant.is_empty() {
                Segment::Call
            } else {
                Segment::CallWith(strings.intern(constant))
            });
            rest = after;
        } else {
            let name = if first == '.' { rest.get(1..).unwrap_or_default() } else { rest };
            let end = name.find(['.', '(', '[']).unwrap_or(name.len());
            let (name, after) = name.split_at_checked(end).unwrap_or((name, ""));
            if !name.is_empty() {
                segments.push(Segment::Member(strings.intern(name)));
            }
            rest = after;
        }
    }
    if assign {
        segments.push(Segment::Assign);
    }
    segments
}

/// A way by which something of a package came to be.
#[derive(Debug)]
pub(crate) struct Path {
    pub(crate) parent: Option<PathId>,
    /// As reports write it.
    pub(crate) text: String,
    pub(crate) length: u8,
    /// Places of the catalog that say something about it or what follows.
    pub(crate) nodes: Vec<Node>,
    floating: Vec<Node>,
    /// The constant that the last call was given.
    pub(crate) constant: Option<Sym>,
    /// Whether it begins at a name without an import.
    pub(crate) global: bool,
    pub(crate) language: Language,
}

/// Steps of one path; what is longer is unknown.
const LONGEST_PATH: u8 = 14;

/// All paths seen so far.
#[derive(Debug, Default)]
pub(crate) struct Paths {
    paths: Vec<Path>,
    roots: HashMap<(Language, bool, Sym), PathId>,
    children: HashMap<(PathId, Segment), PathId>,
}

impl Paths {
    pub(crate) fn get(&self, id: PathId) -> Option<&Path> {
        self.paths.get(id.0 as usize)
    }

    pub(crate) fn text(&self, id: PathId) -> &str {
        self.get(id).map_or("", |path| &path.text)
    }

    /// What the catalog says about a path.
    pub(crate) fn known<'c>(&self, catalog: &'c Catalog, id: PathId) -> impl Iterator<Item = &'c Known> {
        let nodes: Vec<Node> = self.get(id).map(|path| path.nodes.clone()).unwrap_or_default();
        nodes.into_iter().filter_map(|node| catalog.known(node))
    }

    /// A module that is no part of the program.
    pub(crate) fn module(
        &mut self,
        catalog: &Catalog,
        language: Language,
        name: &str,
        strings: &mut dyn FnMut(&str) -> Sym,
    ) -> PathId {
        let name = name.strip_prefix("node:").unwrap_or(name);
        let sym = strings(name);
        if let Some(path) = self.roots.get(&(language, false, sym)) {
            return *path;
        }
        let mut nodes: Vec<Node> = catalog.modules.get(&(language, sym)).copied().into_iter().collect();
        // `a.b` and `pkg/sub` are also members of what they are in.
        let separator = if language == Language::Python { '.' } else { '/' };
        let start = if name.starts_with('@') { name.find('/').map_or(0, |at| at + 1) } else { 0 };
        for (at, _) in name.match_indices(separator).filter(|(at, _)| *at >= start && *at > 0) {
            let (head, tail) = name.split_at_checked(at).unwrap_or((name, ""));
            let Some(mut node) = catalog.modules.get(&(language, strings(head))).copied() else { continue };
            let mut parts = tail.split(separator).filter(|part| !part.is_empty());
            let found = parts.all(|part| {
                let child = catalog.known(node).and_then(|known| known.children.get(&Segment::Member(strings(part))));
                child.is_some_and(|child| {
                    node = *child;
                    true
                })
            });
            if found {
                nodes.push(node);
            }
        }
        let path = self.add(catalog, None, name.to_string(), nodes, Vec::new(), language, false);
        self.roots.insert((language, false, sym), path);
        path
    }

    /// A name that needs no import.
    pub(crate) fn global(&mut self, catalog: &Catalog, language: Language, name: Sym, text: &str) -> PathId {
        if let Some(path) = self.roots.get(&(language, true, name)) {
            return *path;
        }
        let root = catalog.globals.get(side(language)).and_then(|root| catalog.known(*root));
        let nodes = root.and_then(|root| root.children.get(&Segment::Member(name))).copied().into_iter().collect();
        let path = self.add(catalog, None, text.to_string(), nodes, Vec::new(), language, true);
        self.roots.insert((language, true, name), path);
        path
    }

    #[expect(clippy::too_many_arguments, reason = "the fields of a path")]
    fn add(
        &mut self,
        catalog: &Catalog,
        parent: Option<PathId>,
        text: String,
        nodes: Vec<Node>,
        floating: Vec<Node>,
        language: Language,
        global: bool,
    ) -> PathId {
        let (mut nodes, mut floating) = (nodes, floating);
        let aliases: Vec<Node> =
            nodes.iter().filter_map(|node| catalog.known(*node)).filter_map(|known| known.alias).collect();
        nodes.extend(aliases);
        nodes.sort_unstable();
        nodes.dedup();
        let anyhow = nodes.iter().filter_map(|node| catalog.known(*node)?.children.get(&Segment::Anyhow));
        floating.extend(anyhow);
        floating.sort_unstable();
        floating.dedup();
        let length = parent.and_then(|parent| self.get(parent)).map_or(0, |parent| parent.length + 1);
        self.paths.push(Path { parent, text, length, nodes, floating, constant: None, global, language });
        PathId(u32::try_from(self.paths.len() - 1).unwrap_or(u32::MAX))
    }

    /// What a step from a path leads to; nothing if the way gets too long.
    pub(crate) fn step(
        &mut self,
        catalog: &Catalog,
        from: PathId,
        segment: Segment,
        text: &dyn Fn(Sym) -> String,
    ) -> Option<PathId> {
        if let Some(path) = self.children.get(&(from, segment)) {
            return Some(*path);
        }
        let parent = self.get(from)?;
        if parent.length >= LONGEST_PATH {
            return None;
        }
        let plain = match segment {
            Segment::CallWith(_) => Some(Segment::Call),
            Segment::ItemAt(_) => Some(Segment::Item),
            _ => None,
        };
        let mut nodes = Vec::new();
        for node in parent.nodes.iter().chain(&parent.floating) {
            let Some(known) = catalog.known(*node) else { continue };
            nodes.extend([Some(segment), plain].into_iter().flatten().filter_map(|step| known.children.get(&step)));
        }
        // `import()` and module namespaces: the default export of a module is what `require` gives.
        let default = matches!(segment, Segment::Member(name) if text(name) == "default");
        if default && parent.parent.is_none() {
            nodes.extend(&parent.nodes);
        }
        let shown = match segment {
            Segment::Member(name) => alloc::format!("{}.{}", parent.text, text(name)),
            Segment::Call => alloc::format!("{}()", parent.text),
            Segment::CallWith(constant) => alloc::format!("{}({})", parent.text, text(constant)),
            Segment::ItemAt(key) => alloc::format!("{}[{}]", parent.text, text(key)),
            Segment::Item => alloc::format!("{}[]", parent.text),
            Segment::Assign => alloc::format!("{}=", parent.text),
            Segment::Anyhow => return None,
        };
        let (floating, language, global) = (parent.floating.clone(), parent.language, parent.global);
        let path = self.add(catalog, Some(from), shown, nodes, floating, language, global);
        if let (Segment::CallWith(constant), Some(path)) = (segment, self.paths.get_mut(path.0 as usize)) {
            path.constant = Some(constant);
        }
        self.children.insert((from, segment), path);
        Some(path)
    }
}

impl Catalog {
    /// What is said about a method of this name, or a way of names, on anything.
    pub(crate) fn star(&self, language: Language, names: &[Segment]) -> Option<&Known> {
        let mut node = *self.stars.get(side(language))?;
        for name in names {
            let known = self.known(node)?;
            node = match known.children.get(name) {
                Some(child) => *child,
                None => {
                    let anyhow = known.children.get(&Segment::Anyhow)?;
                    *self.known(*anyhow)?.children.get(name)?
                }
            };
        }
        self.known(node)
    }

    /// Whether packages of this name are known.
    pub(crate) fn has_module(&self, language: Language, name: Sym) -> bool {
        self.modules.contains_key(&(language, name))
    }
}
