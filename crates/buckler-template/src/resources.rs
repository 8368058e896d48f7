//! Names and attributes of resources that follow from their name alone.

use std::borrow::Cow;
use std::collections::HashMap;

use crate::application::Resource;
use crate::node::Node;
use crate::resolve::Deployment;
use crate::symbol::Symbol;

/// What `Ref` and `GetAtt` answer for one kind of resource. `{n}` is its name, `{r}` the region, `{a}` the account.
pub(crate) struct Shape {
    kinds: &'static [&'static str],
    /// The property that gives the resource a name of its own.
    pub(crate) name_property: &'static str,
    reference: &'static str,
    arn: &'static str,
    attributes: &'static [(&'static str, &'static str)],
}

impl Shape {
    /// The shape of a kind of resource, such as `AWS::SQS::Queue`.
    pub(crate) fn of(kind: &str) -> Option<&'static Self> {
        SHAPES.iter().find(|shape| shape.kinds.contains(&kind))
    }

    /// The physical name of the resource called `name` (`attribute` is `None`), or one of its attributes.
    pub(crate) fn answer(&self, attribute: Option<&str>, name: &str, deployment: &Deployment) -> Option<String> {
        let pattern = match attribute {
            None => self.reference,
            Some("Arn") => self.arn,
            Some(other) => self.attributes.iter().find(|(attribute, _)| *attribute == other)?.1,
        };
        // The name goes in last, for it may itself hold such a mark.
        let filled =
            pattern.replace("{r}", &deployment.region).replace("{a}", &deployment.account).replace("{n}", name);
        (!pattern.is_empty()).then_some(filled)
    }
}

/// The ARNs of a template's resources as policies may write them, to be replaced by one form: `${Id.Arn}`.
pub(crate) struct CanonicalArns {
    /// The end of each ARN after its account, beside the service, and the key of the resource.
    by_service: HashMap<String, Vec<(String, String)>>,
    /// Keys of resources whose `Ref` is their ARN.
    by_reference: Vec<String>,
}

/// Gathers the ARNs that follow from the names of `resources`.
pub(crate) fn canonical_arns(resources: &[Resource]) -> CanonicalArns {
    let mut arns = CanonicalArns { by_service: HashMap::new(), by_reference: Vec::new() };
    for resource in resources {
        let Some(shape) = Shape::of(&resource.kind) else { continue };
        let pattern = if shape.arn.is_empty() { shape.reference } else { shape.arn };
        if shape.reference == pattern {
            arns.by_reference.push(resource.id.clone());
        }
        // arn:aws:service:region:account:rest
        let mut parts = pattern.splitn(6, ':');
        let (Some(service), Some(rest)) = (parts.nth(2), parts.nth(2)) else { continue };
        let mut names = vec![format!("${{{}}}", resource.id)];
        names.extend(
            shape
                .attributes
                .iter()
                .filter(|(_, pattern)| *pattern == "{n}")
                .map(|(attribute, _)| format!("${{{}.{attribute}}}", resource.id)),
        );
        names.extend(resource.get(shape.name_property).and_then(Node::symbolic).map(Cow::into_owned));
        let rest = rest.trim_end_matches(":*");
        let known = arns.by_service.entry(service.to_owned()).or_default();
        known.extend(names.iter().map(|name| (rest.replace("{n}", name), resource.id.clone())));
    }
    arns
}

impl CanonicalArns {
    /// Puts `${Id.Arn}` in the place of a resource's ARN at the beginning of `text`.
    pub(crate) fn replace(&self, text: &mut String) {
        if let Some(symbol) = Symbol::whole(text)
            && matches!(symbol.attribute, None | Some("TopicArn"))
            && self.by_reference.iter().any(|id| id == symbol.name)
        {
            *text = format!("${{{}.Arn}}", symbol.name);
            return;
        }
        let Some((service, rest)) = parts(text) else { return };
        let found = self.by_service.get(service).and_then(|known| {
            known.iter().find_map(|(arn, id)| {
                let after = rest.strip_prefix(arn.as_str())?;
                (after.is_empty() || after.starts_with(['/', ':'])).then(|| format!("${{{id}.Arn}}{after}"))
            })
        });
        if let Some(found) = found {
            *text = found;
        }
    }
}

/// The service of an ARN and what follows its account. Colons of symbols such as `${AWS::Region}` separate nothing.
fn parts(text: &str) -> Option<(&str, &str)> {
    let mut fields = Vec::new();
    let (mut start, mut inside) = (0, false);
    for (at, c) in text.char_indices() {
        match c {
            '{' => inside = true,
            '}' => inside = false,
            ':' if !inside && fields.len() < 5 => {
                fields.push(text.get(start..at)?);
                start = at + 1;
            }
            _ => {}
        }
    }
    let [arn, _, service, _, _] = fields.as_slice() else { return None };
    (*arn == "arn").then(|| Some((*service, text.get(start..)?)))?
}

/// Resources whose name and attributes follow from their name alone.
/// Source: the "Return values" sections of the CloudFormation resource reference.
const SHAPES: &[Shape] = &[
    Shape {
        kinds: &["AWS::Serverless::Function", "AWS::Lambda::Function"],
        name_property: "FunctionName",
        reference: "{n}",
        arn: "arn:aws:lambda:{r}:{a}:function:{n}",
        attributes: &[],
    },
    Shape {
        kinds: &["AWS::DynamoDB::Table", "AWS::Serverless::SimpleTable", "AWS::DynamoDB::GlobalTable"],
        name_property: "TableName",
        reference: "{n}",
        arn: "arn:aws:dynamodb:{r}:{a}:table/{n}",
        attributes: &[("StreamArn", "arn:aws:dynamodb:{r}:{a}:table/{n}/stream/1970-01-01T00:00:00.000")],
    },
    Shape {
        kinds: &["AWS::S3::Bucket"],
        name_property: "BucketName",
        reference: "{n}",
        arn: "arn:aws:s3:::{n}",
        attributes: &[("DomainName", "{n}.s3.amazonaws.com"), ("RegionalDomainName", "{n}.s3.{r}.amazonaws.com")],
    },
    Shape {
        kinds: &["AWS::SQS::Queue"],
        name_property: "QueueName",
        reference: "https://sqs.{r}.amazonaws.com/{a}/{n}",
        arn: "arn:aws:sqs:{r}:{a}:{n}",
        attributes: &[("QueueName", "{n}"), ("QueueUrl", "https://sqs.{r}.amazonaws.com/{a}/{n}")],
    },
    Shape {
        kinds: &["AWS::SNS::Topic"],
        name_property: "TopicName",
        reference: "arn:aws:sns:{r}:{a}:{n}",
        arn: "",
        attributes: &[("TopicArn", "arn:aws:sns:{r}:{a}:{n}"), ("TopicName", "{n}")],
    },
    Shape {
        kinds: &["AWS::Kinesis::Stream"],
        name_property: "Name",
        reference: "{n}",
        arn: "arn:aws:kinesis:{r}:{a}:stream/{n}",
        attributes: &[],
    },
    Shape {
        kinds: &["AWS::Events::EventBus"],
        name_property: "Name",
        reference: "{n}",
        arn: "arn:aws:events:{r}:{a}:event-bus/{n}",
        attributes: &[("Name", "{n}")],
    },
    Shape {
        kinds: &["AWS::Serverless::StateMachine", "AWS::StepFunctions::StateMachine"],
        name_property: "Name",
        reference: "arn:aws:states:{r}:{a}:stateMachine:{n}",
        arn: "arn:aws:states:{r}:{a}:stateMachine:{n}",
        attributes: &[("Name", "{n}")],
    },
    Shape {
        kinds: &["AWS::IAM::Role"],
        name_property: "RoleName",
        reference: "{n}",
        arn: "arn:aws:iam::{a}:role/{n}",
        attributes: &[],
    },
    Shape {
        kinds: &["AWS::Logs::LogGroup"],
        name_property: "LogGroupName",
        reference: "{n}",
        arn: "arn:aws:logs:{r}:{a}:log-group:{n}:*",
        attributes: &[],
    },
];
