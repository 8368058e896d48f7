//! Names and attributes of resources that follow from their name alone.

use crate::resolve::Deployment;

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
