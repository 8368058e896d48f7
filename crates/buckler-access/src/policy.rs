//! What several documents grant together.

use crate::actions::ActionSet;
use crate::catalog::{ActionId, Catalog};
use crate::document::{Choice, Document, Effect, Statement};
use crate::pattern::{Inclusion, Pattern};
use alloc::{collections::BTreeMap, string::String, vec::Vec};

/// What a role may do: all its documents, less what they deny for certain.
///
/// This is an upper bound. A denial under a condition takes nothing away, since the condition may not hold.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Policy {
    grants: Vec<Grant>,
}

/// What one statement grants.
#[derive(Clone, Debug, PartialEq)]
pub struct Grant {
    /// Position of its document among those the policy was made of.
    pub document: usize,
    /// Position of the statement in that document.
    pub statement: usize,
    /// The actions it grants, less those that a denial takes away.
    pub actions: ActionSet,
    /// Whether it holds only under conditions.
    pub conditional: bool,
    resources: Resources,
    /// Actions that a denial takes away on all but some resources.
    narrowed: ActionSet,
}

/// The answer to "may it?".
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Access {
    /// No statement grants it.
    No,
    /// A statement may or may not, because a part of it is not known before deployment.
    Unknown,
    /// A statement grants it under conditions.
    Conditional,
    /// A statement grants it.
    Definite,
}

#[derive(Clone, Debug, PartialEq)]
enum Resources {
    Only(Vec<Scope>),
    Except(Vec<Scope>),
}

#[derive(Clone, Debug, PartialEq)]
struct Scope {
    exact: Pattern,
    regardless_of_account: Pattern,
    is_open_ended: bool,
}

impl Policy {
    /// The policy that `documents` are together.
    pub fn of<'a>(catalog: &Catalog, documents: impl IntoIterator<Item = &'a Document>) -> Self {
        let mut grants = Vec::new();
        let mut denials = Vec::new();
        for (document, statements) in documents.into_iter().map(|document| &document.statements).enumerate() {
            for (statement, written) in statements.iter().enumerate() {
                let Some(grant) = Grant::of(catalog, written, document, statement) else { continue };
                match written.effect {
                    Effect::Allow => grants.push(grant),
                    Effect::Deny if !grant.conditional => denials.push(grant),
                    Effect::Deny => {}
                }
            }
        }
        for grant in &mut grants {
            denials.iter().for_each(|denial| grant.less(denial));
        }
        Self { grants }
    }

    /// What each allowing statement grants, in the order written.
    pub fn grants(&self) -> &[Grant] {
        &self.grants
    }

    /// Keeps only the actions that `boundary` grants as well: a role may do what both allow.
    pub fn bound_by(&mut self, boundary: &Self) {
        let mut allowed = ActionSet::default();
        boundary.grants.iter().for_each(|grant| allowed.union_with(&grant.actions));
        self.grants.iter_mut().for_each(|grant| grant.actions.intersect_with(&allowed));
    }

    /// All actions it grants for certain, on whatever resource.
    pub fn definite(&self) -> ActionSet {
        self.union(|grant| grant.actions.clone())
    }

    /// The actions it grants for certain without limiting them, although they can be limited to resources.
    pub fn everywhere(&self, catalog: &Catalog) -> ActionSet {
        self.union(|grant| grant.everywhere(catalog))
    }

    /// Whether it grants `action` on all that `resource` matches.
    pub fn allows(&self, action: ActionId, resource: &Pattern) -> Access {
        let holding = self.grants.iter().filter(|grant| grant.actions.contains(action));
        let answers = holding.map(|grant| match grant.covers(resource) {
            Inclusion::Yes if grant.conditional => Access::Conditional,
            Inclusion::Yes => Access::Definite,
            Inclusion::Unknown => Access::Unknown,
            Inclusion::No => Access::No,
        });
        answers.max().unwrap_or(Access::No)
    }

    fn union(&self, part: impl Fn(&Grant) -> ActionSet) -> ActionSet {
        let mut all = ActionSet::default();
        for grant in self.grants.iter().filter(|grant| !grant.conditional) {
            all.union_with(&part(grant));
        }
        all
    }
}

impl Grant {
    /// What the statement is about, whatever its effect; `None` where it names no resources.
    fn of(catalog: &Catalog, written: &Statement, document: usize, statement: usize) -> Option<Self> {
        let scopes = |texts: &[String]| texts.iter().map(|text| Scope::new(text)).collect();
        let resources = match written.resources.as_ref()? {
            Choice::Only(texts) => Resources::Only(scopes(texts)),
            Choice::Except(texts) => Resources::Except(scopes(texts)),
        };
        Some(Self {
            document,
            statement,
            actions: catalog.choose(&written.actions),
            conditional: written.is_conditional(),
            resources,
            narrowed: ActionSet::default(),
        })
    }

    /// The actions that can be limited to resources and are not: a resource here stands for all of a type.
    pub fn everywhere(&self, catalog: &Catalog) -> ActionSet {
        let mut wide = self.actions.intersection(catalog.scoped());
        wide.subtract(&self.narrowed);
        if !self.is_on_everything() {
            let mut known = BTreeMap::new();
            let limited = wide.iter().filter(|action| {
                let mut types = catalog.resource_types(*action);
                !types.any(|kind| *known.entry(kind.arn).or_insert_with(|| self.covers_type(kind.arn)))
            });
            let limited: ActionSet = limited.collect();
            wide.subtract(&limited);
        }
        wide
    }

    /// Whether it is about everything: its resource is `*`.
    pub fn is_on_everything(&self) -> bool {
        match &self.resources {
            Resources::Only(scopes) => scopes.iter().any(|scope| scope.exact.is_everything()),
            Resources::Except(scopes) => scopes.is_empty(),
        }
    }

    /// Whether a resource of it has a wildcard in the name itself, not only in region or account.
    pub fn is_open_ended(&self) -> bool {
        match &self.resources {
            Resources::Only(scopes) => scopes.iter().any(|scope| scope.is_open_ended),
            Resources::Except(_) => true,
        }
    }

    /// Positions of those resources of the statement that stand for all of a type that `action` takes.
    pub fn wide_resources(&self, catalog: &Catalog, action: ActionId) -> Vec<usize> {
        let Resources::Only(scopes) = &self.resources else { return Vec::new() };
        let wide = |scope: &Scope| catalog.resource_types(action).any(|kind| scope.covers_type(kind.arn));
        scopes.iter().enumerate().filter(|(_, scope)| wide(scope)).map(|(position, _)| position).collect()
    }

    fn covers_type(&self, arn: &str) -> bool {
        match &self.resources {
            Resources::Only(scopes) => scopes.iter().any(|scope| scope.covers_type(arn)),
            Resources::Except(scopes) => !scopes.iter().any(|scope| scope.covers_type(arn)),
        }
    }

    /// Whether its resources match all that `resource` does. Without `?`, a union of patterns includes a pattern when
    /// one of them does.
    fn covers(&self, resource: &Pattern) -> Inclusion {
        let best = |scopes: &[Scope]| {
            let answers = scopes.iter().map(|scope| scope.exact.includes(resource));
            answers.fold(Inclusion::No, |best, answer| match (best, answer) {
                (Inclusion::Yes, _) | (_, Inclusion::Yes) => Inclusion::Yes,
                (Inclusion::Unknown, _) | (_, Inclusion::Unknown) => Inclusion::Unknown,
                _ => Inclusion::No,
            })
        };
        match &self.resources {
            Resources::Only(scopes) => best(scopes),
            Resources::Except(scopes) => match best(scopes) {
                Inclusion::Yes => Inclusion::No,
                Inclusion::No if scopes.is_empty() => Inclusion::Yes,
                // They may overlap without one including the other.
                _ => Inclusion::Unknown,
            },
        }
    }

    /// Takes away what `denial` denies for certain.
    fn less(&mut self, denial: &Self) {
        if !self.actions.intersects(&denial.actions) {
            return;
        }
        let all_denied = match (&self.resources, &denial.resources) {
            _ if denial.is_on_everything() => true,
            (Resources::Only(scopes), _) => scopes.iter().all(|scope| denial.covers(&scope.exact) == Inclusion::Yes),
            (Resources::Except(_), _) => false,
        };
        if all_denied {
            self.actions.subtract(&denial.actions);
        } else if matches!(denial.resources, Resources::Except(_)) {
            self.narrowed.union_with(&denial.actions);
        }
    }
}

impl Scope {
    fn new(text: &str) -> Self {
        Self {
            exact: Pattern::new(text),
            regardless_of_account: Pattern::regardless_of_account(text),
            // arn:partition:service:region:account:resource
            is_open_ended: text.splitn(6, ':').last().is_some_and(|resource| Pattern::new(resource).has_wildcards()),
        }
    }

    fn covers_type(&self, arn: &str) -> bool {
        self.regardless_of_account.includes(&Pattern::new(arn)) == Inclusion::Yes
    }
}

impl Catalog {
    /// The actions that `choice` stands for.
    pub fn choose(&self, choice: &Choice) -> ActionSet {
        let mut listed = ActionSet::default();
        for text in choice.listed() {
            listed.union_with(&self.expand(text));
        }
        match choice {
            Choice::Only(_) => listed,
            Choice::Except(_) => self.all().difference(&listed),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::format;
    use alloc::vec;
    use std::sync::LazyLock;

    extern crate std;

    static CATALOG: LazyLock<Catalog> = LazyLock::new(Catalog::embedded);

    fn policy(statements: &str) -> Policy {
        let document = Document::parse(&format!("{{\"Statement\": [{statements}]}}")).unwrap();
        Policy::of(&CATALOG, [&document])
    }

    fn allow(actions: &str, resources: &str) -> String {
        format!(r#"{{"Effect": "Allow", "Action": "{actions}", "Resource": "{resources}"}}"#)
    }

    fn everywhere(statements: &str) -> Vec<String> {
        policy(statements).everywhere(&CATALOG).iter().map(|action| CATALOG.name(action)).collect()
    }

    #[test]
    fn a_resource_that_stands_for_all_of_a_type_limits_nothing() {
        for resource in ["*", "arn:aws:s3:::*", "arn:aws:s3:::*/*", "arn:*:*:*:*:*", "arn:${AWS::Partition}:s3:::*"] {
            assert_eq!(everywhere(&allow("s3:GetObject", resource)), ["s3:GetObject"], "{resource}");
        }
        for resource in ["arn:aws:dynamodb:*:*:table/*", "arn:aws:dynamodb:${AWS::Region}:${AWS::AccountId}:*"] {
            assert_eq!(everywhere(&allow("dynamodb:Scan", resource)), ["dynamodb:Scan"], "{resource}");
        }
    }

    #[test]
    fn a_resource_with_a_name_or_a_part_of_one_limits() {
        for resource in [
            "arn:aws:s3:::shop/*",
            "arn:aws:s3:::shop*",
            "arn:aws:s3:::${Files}/*",
            "${Files.Arn}/*",
            "arn:aws:s3:::${}/*",
            "${}",
            "arn:aws:sqs:*:*:*",
        ] {
            assert_eq!(everywhere(&allow("s3:GetObject", resource)), [""; 0], "{resource}");
        }
    }

    #[test]
    fn an_action_that_takes_only_everything_is_not_too_wide() {
        let wide = everywhere(&allow("xray:PutTraceSegments", "*"));
        assert_eq!(wide, [""; 0]);
    }

    #[test]
    fn denials_take_away_what_they_deny_for_certain() {
        let deny = |resource: &str| {
            let denial = format!(r#"{{"Effect": "Deny", "Action": "s3:*", "Resource": "{resource}"}}"#);
            everywhere(&format!("{}, {denial}", allow("s3:GetObject", "*")))
        };
        assert_eq!(deny("*"), [""; 0]);
        assert_eq!(deny("arn:aws:s3:::secret/*"), ["s3:GetObject"]);
        let conditional = r#"{"Effect": "Deny", "Action": "*", "Resource": "*",
            "Condition": {"Bool": {"aws:SecureTransport": "false"}}}"#;
        assert_eq!(everywhere(&format!("{}, {conditional}", allow("s3:GetObject", "*"))), ["s3:GetObject"]);
    }

    #[test]
    fn a_denial_of_all_but_some_resources_limits() {
        let denial = r#"{"Effect": "Deny", "Action": "s3:*", "NotResource": "arn:aws:s3:::shop/*"}"#;
        let both = format!("{}, {denial}", allow("s3:GetObject", "*"));
        assert_eq!(everywhere(&both), [""; 0]);
        let read = CATALOG.action("s3:GetObject").unwrap();
        assert_eq!(policy(&both).allows(read, &Pattern::new("arn:aws:s3:::shop/*")), Access::Definite);
    }

    #[test]
    fn all_but_some_resources_is_wide_unless_the_type_is_among_them() {
        let except = |resource: &str| {
            everywhere(&format!(r#"{{"Effect": "Allow", "Action": "s3:GetObject", "NotResource": "{resource}"}}"#))
        };
        assert_eq!(except("arn:aws:s3:::shop/*"), ["s3:GetObject"]);
        assert_eq!(except("arn:aws:s3:::*"), [""; 0]);
    }

    #[test]
    fn all_but_some_actions_are_the_rest() {
        let all_but = r#"{"Effect": "Allow", "NotAction": ["iam:*", "organizations:*"], "Resource": "*"}"#;
        let granted = policy(all_but).definite();
        assert!(granted.contains(CATALOG.action("s3:PutBucketPolicy").unwrap()));
        assert!(!granted.contains(CATALOG.action("iam:PassRole").unwrap()));
        assert_eq!(
            granted.len() + CATALOG.expand("iam:*").len() + CATALOG.expand("organizations:*").len(),
            CATALOG.len()
        );
    }

    #[test]
    fn a_condition_makes_a_grant_less_than_definite() {
        let conditional = r#"{"Effect": "Allow", "Action": "s3:GetObject", "Resource": "*",
            "Condition": {"StringEquals": {"aws:ResourceTag/app": "shop"}}}"#;
        assert_eq!(everywhere(conditional), [""; 0]);
        let read = CATALOG.action("s3:GetObject").unwrap();
        let any = Pattern::new("arn:aws:s3:::shop/a");
        assert_eq!(policy(conditional).allows(read, &any), Access::Conditional);
        assert_eq!(policy(&allow("s3:*", "*")).allows(read, &any), Access::Definite);
        assert_eq!(policy(&allow("s3:*", "arn:aws:s3:::${}/*")).allows(read, &any), Access::Unknown);
        assert_eq!(policy(&allow("s3:*", "arn:aws:s3:::other/*")).allows(read, &any), Access::No);
        assert_eq!(policy(&allow("sqs:*", "*")).allows(read, &any), Access::No);
    }

    #[test]
    fn a_boundary_bounds() {
        let mut role = policy(&allow("*", "*"));
        role.bound_by(&policy(&allow("sqs:*", "*")));
        assert_eq!(role.definite(), CATALOG.expand("sqs:*"));
    }

    #[test]
    fn the_wide_resources_of_a_statement_are_told_by_position() {
        let both =
            r#"{"Effect": "Allow", "Action": "s3:GetObject", "Resource": ["arn:aws:s3:::shop/*", "arn:aws:s3:::*"]}"#;
        let policy = policy(both);
        let read = CATALOG.action("s3:GetObject").unwrap();
        assert_eq!(policy.grants()[0].wide_resources(&CATALOG, read), vec![1]);
    }
}
