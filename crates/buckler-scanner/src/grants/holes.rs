//! Which grants of a role are holes.

use super::{CATALOG, Holder, RoleGrants, Source};
use crate::finding::{Class, Finding};
use crate::rules::Report;
use crate::stack::Stack;
use buckler_access::{ActionId, ActionSet, Escalation, Grant, Level, Policy, Reaches, escalations, exposures};
use buckler_template::{PlacedText, PolicyDocument, PolicySource, Span, Statement};
use std::sync::LazyLock;

/// A grant that somebody may come to regret.
#[derive(Clone, Debug)]
pub(crate) struct Hole {
    /// The action, resource or policy that is too wide.
    pub(crate) span: Span,
    /// Why.
    pub(crate) reason: Reason,
    /// Key of the role.
    pub(crate) role: String,
    /// What that is: a role, a user, a group or a policy.
    pub(crate) noun: &'static str,
    /// Identifiers of the functions that run with it.
    pub(crate) functions: Vec<String>,
    /// How the policy came to be, for the advice.
    pub(crate) form: Form,
    /// Whether nobody from outside acts with the role.
    pub(crate) trusted: bool,
}

/// How a policy was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Form {
    /// As a statement.
    Statement,
    /// As a policy template of SAM with this name.
    Template(String),
    /// As a managed policy with this name.
    Managed(String),
}

/// Why a grant is a hole. The order is that of gravity.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Reason {
    /// All actions on all resources, or nearly so.
    Administrator,
    /// Ways to more privileges, at least one.
    Escalation(Vec<&'static str>),
    /// A managed policy that grants these actions everywhere.
    Managed(Width),
    /// All actions of a service, everywhere.
    ServiceEverywhere(String),
    /// Single actions on all resources.
    Everywhere(Width),
    /// All actions of a service on a resource.
    Service(String),
    /// Wide, but hardly of use to an attacker.
    Minor(Width),
}

/// Actions that are granted on all resources.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Width {
    /// Their names, the worst first, at most three.
    pub(crate) actions: Vec<String>,
    /// How many more there are.
    pub(crate) more: usize,
    /// What their holder can do, where that is plain.
    pub(crate) deed: Option<&'static str>,
    /// Whether they read stores or change who may do what.
    pub(crate) grave: bool,
}

impl Reason {
    /// Position in the order of gravity, the gravest first.
    pub(crate) fn rank(&self) -> u8 {
        match self {
            Self::Administrator => 0,
            Self::Escalation(_) => 1,
            Self::Managed(_) => 2,
            Self::ServiceEverywhere(_) => 3,
            Self::Everywhere(_) => 4,
            Self::Service(_) => 5,
            Self::Minor(_) => 6,
        }
    }
}

impl Hole {
    /// Takes over what another hole at the same place tells.
    pub(super) fn merge(&mut self, other: &Self) {
        for function in &other.functions {
            if !self.functions.contains(function) {
                self.functions.push(function.clone());
            }
        }
        self.trusted &= other.trusted;
        // Of two roles with one document each action would be told twice.
        if self.role != other.role {
            return;
        }
        if let (Reason::Everywhere(mine), Reason::Everywhere(theirs))
        | (Reason::Managed(mine), Reason::Managed(theirs)) = (&mut self.reason, &other.reason)
        {
            mine.merge(theirs);
        }
    }

    /// Adds it to the report of the rule that judges its kind.
    pub(crate) fn report<'r>(&self, stack: &Stack<'_>, report: &'r mut Report, message: String) -> &'r mut Finding {
        let names = self.functions.iter().map(|id| {
            let function = stack.application.function(id);
            function.map_or(id.as_str(), |function| function.label.as_str())
        });
        let finding = report.add(stack.place(self.span), message).functions(names);
        // Nobody from outside acts with such a role, so its width is a matter of order.
        if self.trusted { finding.class(Class::Hardening) } else { finding }
    }

    /// Whether it is hardly of use to an attacker.
    pub(crate) fn is_minor(&self) -> bool {
        matches!(self.reason, Reason::Minor(_))
    }

    /// Who it is about, for the beginning of a sentence.
    pub(crate) fn holder(&self, stack: &Stack<'_>) -> String {
        let label = |id: &String| stack.application.function(id).map_or(id.clone(), |function| function.label.clone());
        match self.functions.as_slice() {
            [] => format!("the {} `{}`", self.noun, self.role),
            [only] => format!("`{}`", label(only)),
            [first, second] => format!("`{}` and `{}`", label(first), label(second)),
            [first, rest @ ..] => format!("`{}` and {} more functions", label(first), rest.len()),
        }
    }
}

impl Width {
    /// The actions in words: "`s3:GetObject`, `s3:PutObject` and 4 more".
    pub(crate) fn listed(&self) -> String {
        let names: Vec<_> = self.actions.iter().map(|action| format!("`{action}`")).collect();
        match (names.as_slice(), self.more) {
            (names, 1..) => format!("{} and {} more", names.join(", "), self.more),
            ([first @ .., last], 0) if !first.is_empty() => format!("{} and {last}", first.join(", ")),
            (names, 0) => names.join(", "),
        }
    }

    fn of(actions: &ActionSet) -> Self {
        let mut sorted: Vec<_> = actions.iter().collect();
        // Of equally bad ones, short names are the well-known ones.
        sorted.sort_by_key(|action| (gravity(*action), CATALOG.name(*action).len(), *action));
        let deed = sorted.first().and_then(|action| deed(*action));
        let grave = sorted.first().is_some_and(|action| gravity(*action) < 2);
        let names: Vec<_> = sorted.iter().take(3).map(|action| CATALOG.name(*action)).collect();
        Self { more: sorted.len() - names.len(), actions: names, deed, grave }
    }

    fn merge(&mut self, other: &Self) {
        self.more += other.more;
        for action in &other.actions {
            match (self.actions.contains(action), self.actions.len() < 3) {
                (true, _) => {}
                (false, true) => self.actions.push(action.clone()),
                (false, false) => self.more += 1,
            }
        }
        self.deed = self.deed.or(other.deed);
        self.grave |= other.grave;
    }
}

/// The holes of one role.
pub(super) fn of(role: &RoleGrants, sources: &[Source<'_>]) -> Vec<Hole> {
    let grants = role.policy.grants().iter().filter(|grant| !grant.conditional && !grant.actions.is_empty());
    let judged: Vec<_> = grants
        .filter_map(|grant| {
            let source = sources.get(grant.document).filter(|source| !source.is_implied())?;
            let mut everywhere = grant.everywhere(&CATALOG);
            if !is_nearly_all(&everywhere) && source.grants_logs_as_a_whole(grant) {
                everywhere.subtract(&WEIGHTS.logging);
            }
            Some(Judged { grant, source, administrator: is_nearly_all(&everywhere), everywhere })
        })
        .collect();
    let ways = open_ways(&judged);
    judged.iter().enumerate().filter_map(|(position, one)| hole(role, one, ways_of(&ways, position))).collect()
}

/// The services that a role can do harm to, on whatever resources, in order. What the format adds does not count.
pub(super) fn services_at_stake(policy: &Policy, sources: &[Source<'_>]) -> Vec<String> {
    let chosen = policy.grants().iter().filter(|grant| {
        sources.get(grant.document).is_some_and(|source| !source.is_implied() && !source.is_made_for_a_service())
    });
    let mut services: Vec<_> = chosen
        .flat_map(|grant| {
            let (harm, _) = sorted_out(&grant.actions);
            harm.iter().map(|action| CATALOG.service_of(action).to_owned()).collect::<Vec<_>>()
        })
        .collect();
    services.sort();
    services.dedup();
    services
}

struct Judged<'r, 'a> {
    grant: &'r Grant,
    source: &'r Source<'a>,
    everywhere: ActionSet,
    administrator: bool,
}

impl Source<'_> {
    /// Whether it is a policy for the roles of a service: as wide as that service needs. Nobody can make it narrower,
    /// only replace it.
    fn is_made_for_a_service(&self) -> bool {
        matches!(self, Self::Managed(_, policy) if policy.path == "/service-role/")
    }

    /// Whether a grant of it is about logs as a whole. Functions get `logs:*` for writing their own log, from old
    /// examples and managed policies; who means to read logs names the actions.
    fn grants_logs_as_a_whole(&self, grant: &Grant) -> bool {
        match self {
            Self::Managed(..) => true,
            Self::Written(document) => {
                let statement = document.statements.get(grant.statement);
                let actions = statement.into_iter().flat_map(|statement| &statement.actions);
                actions.map(|action| service_of_all(&action.text)).any(|service| service == Some("logs"))
            }
        }
    }
}

/// Half of all actions that can be limited, unlimited, are an administrator's. Read-only access to everything stays
/// below that.
fn is_nearly_all(everywhere: &ActionSet) -> bool {
    everywhere.len() * 2 > CATALOG.scoped().len()
}

/// The open ways to more privileges, each with the position of the grant that decides.
fn open_ways(judged: &[Judged<'_, '_>]) -> Vec<(usize, &'static Escalation)> {
    let mut reaches = Reaches::default();
    // An administrator needs no way to more privileges, and would open all of them for the others.
    for one in judged.iter().filter(|one| !one.administrator) {
        reaches.add(&CATALOG, one.grant);
    }
    let open = escalations().iter().filter(|way| way.is_open(&CATALOG, &reaches));
    let decided = open.filter_map(|way| {
        let first = way.needs.first()?;
        let holder = judged.iter().position(|one| {
            let mut alone = Reaches::default();
            alone.add(&CATALOG, one.grant);
            !one.administrator && alone.satisfy(&CATALOG, first)
        })?;
        Some((holder, way))
    });
    decided.collect()
}

fn ways_of(ways: &[(usize, &'static Escalation)], position: usize) -> Vec<&'static Escalation> {
    ways.iter().filter(|(holder, _)| *holder == position).map(|(_, way)| *way).collect()
}

fn hole(role: &RoleGrants, one: &Judged<'_, '_>, ways: Vec<&'static Escalation>) -> Option<Hole> {
    let (reason, span) = match one.source {
        Source::Managed(name, _) => (reason_of_managed(one, &ways)?, name.span),
        Source::Written(document) => reason_of_written(one, &ways, document)?,
    };
    let form = match one.source {
        Source::Managed(_, policy) => Form::Managed(policy.name.clone()),
        Source::Written(PolicyDocument { source: PolicySource::Template(name), .. }) => Form::Template(name.clone()),
        Source::Written(_) => Form::Statement,
    };
    let trusted = match role.holder {
        Holder::Exposed => false,
        // A definition uses the actions it names, so only what goes far beyond any definition can be had through it.
        Holder::Directed => reason.rank() > Reason::ServiceEverywhere(String::new()).rank(),
        Holder::Trusted => true,
    };
    Some(Hole {
        span,
        reason,
        role: role.id.clone(),
        noun: role.noun,
        functions: role.functions.clone(),
        form,
        trusted,
    })
}

fn reason_of_managed(one: &Judged<'_, '_>, ways: &[&'static Escalation]) -> Option<Reason> {
    if one.administrator {
        return Some(Reason::Administrator);
    }
    if one.source.is_made_for_a_service() {
        return None;
    }
    let (serious, minor) = sorted_out(&one.everywhere);
    match (ways, serious.is_empty(), minor.is_empty()) {
        ([_, ..], ..) => Some(Reason::Escalation(deeds(ways))),
        ([], false, _) => Some(Reason::Managed(Width::of(&serious))),
        ([], true, false) => Some(Reason::Minor(Width::of(&minor))),
        ([], true, true) => None,
    }
}

fn reason_of_written(
    one: &Judged<'_, '_>,
    ways: &[&'static Escalation],
    document: &PolicyDocument,
) -> Option<(Reason, Span)> {
    let statement = document.statements.get(one.grant.statement)?;
    let whole_service = statement.actions.iter().find_map(|action| Some((service_of_all(&action.text)?, action.span)));
    let actions_at =
        statement.actions.first().or(statement.not_actions.first()).map_or(statement.span, |text| text.span);
    if one.administrator {
        let star = statement.actions.iter().find(|action| action.text.starts_with('*'));
        return Some((Reason::Administrator, star.map_or(actions_at, |star| star.span)));
    }
    if let [first, ..] = ways {
        let deciding = first.needs.first().and_then(|need| CATALOG.action(need.action));
        let span = deciding.and_then(|action| span_of(statement, action)).unwrap_or(actions_at);
        return Some((Reason::Escalation(deeds(ways)), span));
    }
    let (serious, minor) = sorted_out(&one.everywhere);
    if let Some((service, span)) = whole_service {
        if !serious.is_empty() {
            return Some((Reason::ServiceEverywhere(service.to_owned()), span));
        }
        if KEEPS_DATA.contains(&service) && one.everywhere.is_empty() {
            return Some((Reason::Service(service.to_owned()), span));
        }
    }
    let (reason, worst) = match (serious.is_empty(), minor.is_empty()) {
        (false, _) => (Reason::Everywhere(Width::of(&serious)), worst_of(&serious)?),
        (true, false) => (Reason::Minor(Width::of(&minor)), worst_of(&minor)?),
        (true, true) => return None,
    };
    let wide = one.grant.wide_resources(&CATALOG, worst).into_iter().next();
    let resource = wide.and_then(|position| statement.resources.get(position));
    let excepted = statement.not_resources.first();
    Some((reason, resource.or(excepted).map_or(statement.span, |text| text.span)))
}

fn deeds(ways: &[&'static Escalation]) -> Vec<&'static str> {
    ways.iter().map(|way| way.deed).collect()
}

/// The place of the text that grants `action`.
fn span_of(statement: &Statement, action: ActionId) -> Option<Span> {
    let grants = |text: &&PlacedText| CATALOG.expand(&text.text).contains(action);
    statement.actions.iter().find(grants).map(|text| text.span)
}

/// The service of which a pattern is all actions, such as `s3` for `s3:*`.
fn service_of_all(pattern: &str) -> Option<&str> {
    let (service, name) = pattern.split_once(':')?;
    (!service.is_empty() && !service.contains('*') && !name.is_empty() && name.chars().all(|letter| letter == '*'))
        .then_some(service)
}

fn worst_of(actions: &ActionSet) -> Option<ActionId> {
    actions.iter().min_by_key(|action| (gravity(*action), *action))
}

/// Services whose resources hold data or decide about access: whoever has all actions on one can delete it and open
/// it to others.
const KEEPS_DATA: &[&str] = &["dynamodb", "iam", "kms", "lambda", "rds", "s3", "secretsmanager", "sns", "sqs", "ssm"];

/// Services where writing to every resource does harm.
const SERIOUS_SERVICES: &[&str] = &[
    "acm",
    "apigateway",
    "athena",
    "autoscaling",
    "backup",
    "cloudformation",
    "cloudfront",
    "codebuild",
    "codecommit",
    "codepipeline",
    "cognito-identity",
    "cognito-idp",
    "cognito-sync",
    "dynamodb",
    "ec2",
    "ecr",
    "ecs",
    "eks",
    "elasticache",
    "elasticfilesystem",
    "elasticmapreduce",
    "es",
    "events",
    "firehose",
    "glue",
    "iam",
    "iot",
    "kinesis",
    "kms",
    "lambda",
    "organizations",
    "rds",
    "rds-data",
    "redshift",
    "redshift-data",
    "route53",
    "s3",
    "scheduler",
    "secretsmanager",
    "sns",
    "sqs",
    "ssm",
    "states",
    "sts",
    "timestream",
];

/// Writes of those services that applications do on all resources for good reason, or that do little harm.
const HARMLESS: &[&str] = &[
    "ec2:AssignPrivateIpAddresses",
    "ec2:AttachNetworkInterface",
    "ec2:CreateNetworkInterface",
    "ec2:CreateNetworkInterfacePermission",
    "ec2:DeleteNetworkInterface",
    "ec2:DetachNetworkInterface",
    "ec2:ModifyNetworkInterfaceAttribute",
    "ec2:UnassignPrivateIpAddresses",
    "elasticfilesystem:Client*",
    "events:PutEvents",
    "kms:Encrypt",
    "kms:GenerateDataKey*",
    "kms:GenerateMac",
    "kms:ReEncrypt*",
    "kms:Sign",
    "kms:Verify*",
    "iot:Connect",
    "iot:Receive",
    "iot:Subscribe",
    "lambda:GetFunction",
    "sns:Publish",
    "states:SendTask*",
    "states:StartExecution",
    "states:StartSyncExecution",
    "cognito-idp:InitiateAuth",
    "dynamodb:ConditionCheckItem",
    "athena:StartQueryExecution",
    "athena:StopQueryExecution",
    "sts:GetServiceBearerToken",
    "sts:TagSession",
    "sqs:ChangeMessageVisibility*",
    "sqs:DeleteMessage*",
    "iam:CreateServiceLinkedRole",
];

/// Every service that writes logs has it, among the changes of permissions. It opens nothing.
const LOG_DELIVERY: &str = ":AllowVendedLogDeliveryForResource";

/// What a function does on all resources as a matter of course.
const USUAL: &[&str] =
    &["logs:*", "xray:*", "cloudwatch:*", "ec2:*NetworkInterface*", "ec2:*PrivateIpAddresses", "ec2:Describe*"];

struct Weights {
    /// Reads of whole stores.
    exposing: ActionSet,
    /// Writes that do harm on all resources.
    harmful: ActionSet,
    /// Changes of who may do what.
    permitting: ActionSet,
    /// Nothing to speak of.
    usual: ActionSet,
    /// Everything about logs.
    logging: ActionSet,
}

static WEIGHTS: LazyLock<Weights> = LazyLock::new(|| {
    let mut exposing: ActionSet = exposures().iter().filter_map(|exposure| CATALOG.action(exposure.action)).collect();
    let expanded = |patterns: &[&str]| {
        let mut all = ActionSet::default();
        patterns.iter().for_each(|pattern| all.union_with(&CATALOG.expand(pattern)));
        all
    };
    let services: Vec<_> = SERIOUS_SERVICES.iter().map(|service| format!("{service}:*")).collect();
    let at = |level: Level| move |action: &ActionId| CATALOG.level(*action) == level;
    let mut harmful: ActionSet = services
        .iter()
        .flat_map(|service| CATALOG.expand(service).iter().collect::<Vec<_>>())
        .filter(at(Level::Write))
        .collect();
    harmful.subtract(&expanded(HARMLESS));
    exposing.subtract(&expanded(HARMLESS));
    let usual = expanded(USUAL).difference(&exposing);
    let mut permitting: ActionSet = CATALOG.scoped().iter().filter(at(Level::Permissions)).collect();
    permitting.subtract(&usual);
    permitting.subtract(&expanded(HARMLESS));
    permitting = permitting.iter().filter(|action| !CATALOG.name(*action).ends_with(LOG_DELIVERY)).collect();
    Weights { exposing, harmful, permitting, usual, logging: CATALOG.expand("logs:*") }
});

/// The actions that do harm when they are granted everywhere, and the rest that is worth a word.
fn sorted_out(everywhere: &ActionSet) -> (ActionSet, ActionSet) {
    let mut harm = WEIGHTS.exposing.clone();
    harm.union_with(&WEIGHTS.harmful);
    harm.union_with(&WEIGHTS.permitting);
    let minor = everywhere.difference(&harm).difference(&WEIGHTS.usual);
    let minor = minor.iter().filter(|action| CATALOG.level(*action) > Level::List).collect();
    (everywhere.intersection(&harm), minor)
}

/// How bad an action is where it is granted everywhere, 0 being the worst.
fn gravity(action: ActionId) -> u8 {
    if WEIGHTS.exposing.contains(action) {
        0
    } else if WEIGHTS.permitting.contains(action) {
        1
    } else if WEIGHTS.harmful.contains(action) {
        2
    } else {
        3
    }
}

fn deed(action: ActionId) -> Option<&'static str> {
    exposures().iter().find(|exposure| CATALOG.action(exposure.action) == Some(action)).map(|exposure| exposure.deed)
}
