//! The catalogue: services, their actions, and the types of resources that an action can be limited to.

use crate::actions::ActionSet;
use crate::pattern::Pattern;
use alloc::{format, string::String, vec::Vec};
use core::{cmp::Ordering, ops::Range};
use memchr::memchr;

const PACKED: &[u8] = include_bytes!("../data/actions.deflate");
/// More than the data inflates to, less than what a mistake in it could cost.
const MAX_TEXT: usize = 4 << 20;

/// One action of a [`Catalog`], by its position.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ActionId(u32);

impl ActionId {
    pub(crate) fn new(index: usize) -> Self {
        Self(u32::try_from(index).unwrap_or(u32::MAX))
    }

    pub(crate) fn index(self) -> usize {
        self.0 as usize
    }
}

/// What an action does, as the service describes it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level {
    /// Names and counts of resources.
    List,
    /// Content.
    Read,
    /// Tags only.
    Tagging,
    /// Creates, changes, deletes, sends.
    Write,
    /// Changes who may do what.
    Permissions,
}

/// A kind of resource that actions of a service can be limited to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ResourceType<'a> {
    /// Its name, such as `table`.
    pub name: &'a str,
    /// Its ARN with `*` for each part that varies, such as `arn:*:dynamodb:*:*:table/*`.
    pub arn: &'a str,
}

/// All services and actions known when the data was made.
#[derive(Clone, Debug)]
pub struct Catalog {
    text: String,
    services: Vec<Service>,
    types: Vec<(Span, Span)>,
    actions: Vec<Action>,
    /// Actions that can be limited to resources at all.
    scoped: ActionSet,
}

/// A piece of the catalogue's text.
#[derive(Clone, Copy, Debug, Default)]
struct Span(u32, u32);

#[derive(Clone, Debug)]
struct Service {
    prefix: Span,
    types: Range<usize>,
    actions: Range<usize>,
}

#[derive(Clone, Debug)]
struct Action {
    service: usize,
    name: Span,
    level: Level,
    /// Positions among the types of the service, in decimal with commas.
    types: Span,
    /// Other actions that are needed with it, with commas.
    dependents: Span,
}

impl Catalog {
    /// The catalogue that is part of this crate. Takes some two milliseconds: keep it.
    pub fn embedded() -> Self {
        let bytes = miniz_oxide::inflate::decompress_to_vec_with_limit(PACKED, MAX_TEXT).unwrap_or_default();
        Self::parse(String::from_utf8(bytes).unwrap_or_default())
    }

    fn parse(text: String) -> Self {
        let mut services: Vec<Service> = Vec::with_capacity(512);
        let (mut types, mut actions) = (Vec::with_capacity(4_096), Vec::with_capacity(32_768));
        let mut scoped = ActionSet::with_room(actions.capacity());
        let mut start = 0;
        for line in Lines(text.as_bytes()) {
            let end = start + line.len();
            let tab = memchr(b'\t', line).map_or(end, |tab| start + tab);
            match (line.first(), services.len().checked_sub(1)) {
                (Some(b'='), _) => {
                    let (types, actions) = (types.len()..types.len(), actions.len()..actions.len());
                    services.push(Service { prefix: span(start + 1, end), types, actions });
                }
                (Some(b'#'), Some(index)) => {
                    types.push((span(start + 1, tab), span(tab + 1, end)));
                    services.get_mut(index).into_iter().for_each(|service| service.types.end = types.len());
                }
                (Some(_), Some(service)) => {
                    let rest = line.get(tab + 1 - start..).unwrap_or_default();
                    let level = rest.first().copied().map_or(Level::List, level);
                    let limits_end = memchr(b'\t', rest).map_or(end, |second| tab + 1 + second);
                    if limits_end > tab + 2 {
                        scoped.insert(ActionId::new(actions.len()));
                    }
                    let (types, dependents) = (span(tab + 2, limits_end), span(limits_end + 1, end));
                    actions.push(Action { service, name: span(start, tab), level, types, dependents });
                    services.get_mut(service).into_iter().for_each(|service| service.actions.end = actions.len());
                }
                _ => {}
            }
            start = end + 1;
        }
        Self { services, types, actions, scoped, text }
    }

    /// How many actions it knows.
    pub fn len(&self) -> usize {
        self.actions.len()
    }

    /// Whether it knows none, which only broken data could cause.
    pub fn is_empty(&self) -> bool {
        self.actions.is_empty()
    }

    /// Prefixes of all services, such as `s3`, in order.
    pub fn services(&self) -> impl Iterator<Item = &str> {
        self.services.iter().map(|service| self.slice(service.prefix))
    }

    /// The action called `service:name`, whatever its case.
    pub fn action(&self, full_name: &str) -> Option<ActionId> {
        let (prefix, name) = full_name.split_once(':')?;
        let service = self.service(prefix)?;
        let actions = self.actions.get(service.actions.clone())?;
        let found = actions.binary_search_by(|action| folded(self.slice(action.name), name)).ok()?;
        Some(ActionId::new(service.actions.start + found))
    }

    /// All actions that `pattern` matches: `s3:Get*`, `*`, `lambda:InvokeFunction`. Unknown ones match nothing.
    pub fn expand(&self, pattern: &str) -> ActionSet {
        if pattern == "*" || pattern == "*:*" {
            return self.all();
        }
        let mut set = ActionSet::with_room(self.len());
        let (prefix, name) = pattern.split_once(':').unwrap_or((pattern, "*"));
        if prefix.contains(['*', '?']) {
            let whole = Pattern::new(&pattern.to_ascii_lowercase());
            for (index, action) in self.actions.iter().enumerate() {
                if whole.matches(&self.full_name_of(action).to_ascii_lowercase()) {
                    set.insert(ActionId::new(index));
                }
            }
        } else if !name.contains(['*', '?']) {
            self.action(pattern).into_iter().for_each(|action| set.insert(action));
        } else if let Some(service) = self.service(prefix) {
            let wanted = Pattern::new(&name.to_ascii_lowercase());
            if wanted.is_everything() {
                service.actions.clone().for_each(|index| set.insert(ActionId::new(index)));
                return set;
            }
            for index in service.actions.clone() {
                let Some(action) = self.actions.get(index) else { continue };
                if wanted.matches(&self.slice(action.name).to_ascii_lowercase()) {
                    set.insert(ActionId::new(index));
                }
            }
        }
        set
    }

    /// Every action.
    pub fn all(&self) -> ActionSet {
        ActionSet::first(self.len())
    }

    /// Actions that can be limited to resources. All others take only `*`.
    pub fn scoped(&self) -> &ActionSet {
        &self.scoped
    }

    /// Its name in full, such as `s3:GetObject`.
    pub fn name(&self, action: ActionId) -> String {
        self.entry(action).map(|entry| self.full_name_of(entry)).unwrap_or_default()
    }

    /// The prefix of its service.
    pub fn service_of(&self, action: ActionId) -> &str {
        let service = self.entry(action).and_then(|entry| self.services.get(entry.service));
        service.map(|service| self.slice(service.prefix)).unwrap_or_default()
    }

    /// What it does.
    pub fn level(&self, action: ActionId) -> Level {
        self.entry(action).map_or(Level::List, |entry| entry.level)
    }

    /// The types of resources it can be limited to. None means that it takes only `*`.
    pub fn resource_types(&self, action: ActionId) -> impl Iterator<Item = ResourceType<'_>> {
        let entry = self.entry(action);
        let first = entry.and_then(|entry| self.services.get(entry.service)).map_or(0, |service| service.types.start);
        let positions = entry.map(|entry| self.slice(entry.types)).unwrap_or_default();
        positions.split(',').filter_map(move |position| {
            let (name, arn) = self.types.get(first + position.parse::<usize>().ok()?)?;
            Some(ResourceType { name: self.slice(*name), arn: self.slice(*arn) })
        })
    }

    /// Actions that the caller needs besides this one, such as `iam:PassRole` for `lambda:CreateFunction`.
    pub fn dependents(&self, action: ActionId) -> impl Iterator<Item = ActionId> {
        let names = self.entry(action).map(|entry| self.slice(entry.dependents)).unwrap_or_default();
        names.split(',').filter_map(|name| self.action(name))
    }

    fn entry(&self, action: ActionId) -> Option<&Action> {
        self.actions.get(action.index())
    }

    fn service(&self, prefix: &str) -> Option<&Service> {
        let found = self.services.binary_search_by(|service| folded(self.slice(service.prefix), prefix)).ok()?;
        self.services.get(found)
    }

    fn full_name_of(&self, action: &Action) -> String {
        let prefix = self.services.get(action.service).map(|service| self.slice(service.prefix)).unwrap_or_default();
        format!("{prefix}:{}", self.slice(action.name))
    }

    fn slice(&self, span: Span) -> &str {
        self.text.get(span.0 as usize..span.1 as usize).unwrap_or_default()
    }
}

/// The lines of a text, without their ends.
struct Lines<'a>(&'a [u8]);

impl<'a> Iterator for Lines<'a> {
    type Item = &'a [u8];

    fn next(&mut self) -> Option<&'a [u8]> {
        if self.0.is_empty() {
            return None;
        }
        let end = memchr(b'\n', self.0).unwrap_or(self.0.len());
        let (line, rest) = self.0.split_at_checked(end)?;
        self.0 = rest.get(1..).unwrap_or_default();
        Some(line)
    }
}

/// A piece of the text; one that ends before it begins is empty.
fn span(start: usize, end: usize) -> Span {
    let short = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
    Span(short(start), short(end))
}

fn level(letter: u8) -> Level {
    match letter {
        b'r' => Level::Read,
        b't' => Level::Tagging,
        b'w' => Level::Write,
        b'p' => Level::Permissions,
        _ => Level::List,
    }
}

/// Order without regard to case.
fn folded(left: &str, right: &str) -> Ordering {
    let lower = |byte: u8| byte.to_ascii_lowercase();
    left.bytes().map(lower).cmp(right.bytes().map(lower))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(catalog: &Catalog, pattern: &str) -> Vec<String> {
        catalog.expand(pattern).iter().map(|action| catalog.name(action)).collect()
    }

    #[test]
    fn the_data_is_whole() {
        let catalog = Catalog::embedded();
        assert_eq!(catalog.services().count(), 456);
        assert_eq!(catalog.len(), 22_091);
        assert!(catalog.services().is_sorted());
        for action in catalog.all().iter() {
            let name = catalog.name(action);
            assert_eq!(catalog.action(&name), Some(action), "{name}");
            assert!(catalog.resource_types(action).all(|kind| !kind.name.is_empty() && !kind.arn.is_empty()), "{name}");
        }
    }

    #[test]
    fn names_are_found_whatever_their_case() {
        let catalog = Catalog::embedded();
        let action = catalog.action("S3:getOBJECT").unwrap();
        assert_eq!(catalog.name(action), "s3:GetObject");
        assert_eq!(catalog.service_of(action), "s3");
        assert_eq!(catalog.action("s3:GetObjectt"), None);
        assert_eq!(catalog.action("s4:GetObject"), None);
        assert_eq!(catalog.action("s3"), None);
    }

    #[test]
    fn levels_and_resource_types_are_those_of_the_service() {
        let catalog = Catalog::embedded();
        let action = |name: &str| catalog.action(name).unwrap();
        assert_eq!(catalog.level(action("s3:PutBucketPolicy")), Level::Permissions);
        assert_eq!(catalog.level(action("s3:PutObject")), Level::Write);
        assert_eq!(catalog.level(action("s3:GetObject")), Level::Read);
        assert_eq!(catalog.level(action("s3:ListBucket")), Level::List);
        assert_eq!(catalog.level(action("s3:PutObjectTagging")), Level::Tagging);
        let kinds: Vec<_> = catalog.resource_types(action("dynamodb:GetItem")).collect();
        assert!(kinds.contains(&ResourceType { name: "table", arn: "arn:*:dynamodb:*:*:table/*" }));
    }

    #[test]
    fn some_actions_take_only_everything() {
        let catalog = Catalog::embedded();
        for name in ["ecr:GetAuthorizationToken", "iam:ListVirtualMFADevices", "xray:PutTraceSegments"] {
            let action = catalog.action(name).unwrap();
            assert!(!catalog.scoped().contains(action), "{name}");
            assert_eq!(catalog.resource_types(action).count(), 0, "{name}");
        }
        assert!(catalog.scoped().contains(catalog.action("s3:GetObject").unwrap()));
    }

    #[test]
    fn patterns_expand_to_the_actions_they_match() {
        let catalog = Catalog::embedded();
        assert_eq!(names(&catalog, "dynamodb:*Scan"), ["dynamodb:Scan"]);
        assert_eq!(names(&catalog, "SQS:send?essage"), ["sqs:SendMessage"]);
        assert_eq!(names(&catalog, "sqs:SendMessage"), ["sqs:SendMessage"]);
        assert_eq!(names(&catalog, "sqs:Nonsense*"), [""; 0]);
        assert_eq!(names(&catalog, ""), [""; 0]);
        assert_eq!(catalog.expand("*"), catalog.all());
        let lambda = catalog.expand("lambda:*");
        assert!(lambda.iter().all(|action| catalog.service_of(action) == "lambda") && lambda.len() > 50);
        assert!(names(&catalog, "*:CreateFunction").contains(&String::from("lambda:CreateFunction")));
    }

    #[test]
    fn dependents_are_actions_themselves() {
        let catalog = Catalog::embedded();
        let create = catalog.action("lambda:CreateFunction").unwrap();
        let needs: Vec<_> = catalog.dependents(create).map(|action| catalog.name(action)).collect();
        assert!(needs.contains(&String::from("iam:PassRole")), "{needs:?}");
    }
}
