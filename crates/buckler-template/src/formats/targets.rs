//! Resources of other services that invoke a function, each told by the property that names it. The kinds bear the
//! names that SAM uses for the same events.

use crate::application::{Auth, Trigger, TriggerKind};
use crate::formats::reader::Reader;
use crate::node::{Entry, Node};

/// A resource type, the property beneath which functions are named, the kind of trigger that makes, and who may cause
/// it.
type Target = (&'static str, &'static str, &'static str, Auth);

/// Source: the CloudFormation resource reference.
const TARGETS: &[Target] = &[
    ("AWS::Cognito::UserPool", "LambdaConfig", "Cognito", Auth::None),
    ("AWS::IoT::TopicRule", "TopicRulePayload.Actions", "IoTRule", Auth::Iam),
    ("AWS::Logs::SubscriptionFilter", "DestinationArn", "CloudWatchLogs", Auth::Iam),
    ("AWS::SES::ReceiptRule", "Rule.Actions", "SES", Auth::None),
    ("AWS::CloudFront::Distribution", "DistributionConfig", "CloudFront", Auth::None),
    ("AWS::KinesisFirehose::DeliveryStream", "ExtendedS3DestinationConfiguration", "Firehose", Auth::Iam),
    ("AWS::SecretsManager::RotationSchedule", "RotationLambdaARN", "SecretRotation", Auth::Iam),
    ("AWS::Config::ConfigRule", "Source.SourceIdentifier", "Config", Auth::Iam),
    ("AWS::Pipes::Pipe", "Target", "Pipe", Auth::Iam),
    ("AWS::Pipes::Pipe", "Enrichment", "Pipe", Auth::Iam),
    ("AWS::StepFunctions::StateMachine", "", "StepFunctions", Auth::Iam),
    ("AWS::Serverless::StateMachine", "", "StepFunctions", Auth::Iam),
    ("AWS::CloudFormation::CustomResource", "ServiceToken", "CustomResource", Auth::Iam),
    ("Custom::", "ServiceToken", "CustomResource", Auth::Iam),
    ("AWS::CloudFormation::Macro", "FunctionName", "Macro", Auth::Iam),
    ("AWS::Bedrock::Agent", "ActionGroups", "BedrockAgent", Auth::Iam),
    ("AWS::Lex::Bot", "TestBotAliasSettings", "Lex", Auth::None),
    ("AWS::Connect::IntegrationAssociation", "IntegrationArn", "Connect", Auth::None),
    ("AWS::CodePipeline::Pipeline", "Stages", "CodePipeline", Auth::Iam),
    ("AWS::Transfer::Workflow", "Steps", "Transfer", Auth::Iam),
];

/// Adds the triggers that these resources are.
pub(crate) fn triggers(reader: &mut Reader<'_>) {
    let resources: Vec<(&Entry, &str)> = reader.resources("").collect();
    for (entry, kind) in resources {
        let Some(properties) = entry.value.get("Properties") else { continue };
        for (of, path, name, auth) in TARGETS {
            if kind == *of || (of.ends_with("::") && kind.starts_with(of)) {
                let named = if path.is_empty() { Some(properties) } else { properties.path(path) };
                connect_all(reader, entry, named, name, auth);
            }
        }
        match kind {
            "AWS::AppSync::DataSource" => app_sync(reader, entry, properties),
            "AWS::Serverless::GraphQLApi" => graphql(reader, entry, properties),
            _ => {}
        }
    }
}

/// Adds one trigger to each function that is named beneath a value.
fn connect_all(reader: &mut Reader<'_>, entry: &Entry, named: Option<&Node>, name: &str, auth: &Auth) {
    let Some(named) = named else { return };
    for function in reader.referenced_functions(named) {
        let kind = TriggerKind::Other(name.to_owned());
        let mut trigger = Trigger::guarded(entry.key.text.clone(), entry.key.span, kind);
        trigger.auth = auth.clone();
        trigger.source = Some(entry.key.text.clone());
        reader.add(&function, trigger);
    }
}

/// A function that answers fields of a GraphQL API.
fn app_sync(reader: &mut Reader<'_>, entry: &Entry, properties: &Node) {
    let api = properties.get("ApiId").and_then(|api| reader.referenced_resource(api));
    let api = api.as_ref().and_then(|id| reader.resolver.resource(id)).and_then(|api| api.get("Properties"));
    let auth = graphql_auth(reader, api.and_then(|api| api.get("AuthenticationType")));
    connect_all(reader, entry, properties.get("LambdaConfig"), "AppSync", &auth);
}

fn graphql(reader: &mut Reader<'_>, entry: &Entry, properties: &Node) {
    let auth = graphql_auth(reader, properties.path("Auth.Type"));
    connect_all(reader, entry, properties.path("DataSources.Lambda"), "AppSync", &auth);
}

fn graphql_auth(reader: &Reader<'_>, kind: Option<&Node>) -> Auth {
    match reader.text_field(kind).known() {
        Some("API_KEY") => Auth::ApiKey,
        Some("AWS_IAM") => Auth::Iam,
        Some(other) => Auth::Authorizer(other.to_owned()),
        None => Auth::Unknown,
    }
}

#[cfg(test)]
mod tests {
    use crate::application::{Auth, TriggerKind};
    use crate::{Deployment, Template};

    #[test]
    fn other_services_invoke_functions_too() {
        let text = "
Resources:
  Fn: {Type: AWS::Lambda::Function, Properties: {Handler: a.b}}
  Pool: {Type: AWS::Cognito::UserPool, Properties: {LambdaConfig: {PreSignUp: !GetAtt Fn.Arn}}}
  Rule: {Type: AWS::IoT::TopicRule, Properties: {TopicRulePayload: {Sql: x, Actions: [{Lambda: {FunctionArn: !GetAtt Fn.Arn}}]}}}
  Flow: {Type: AWS::StepFunctions::StateMachine, Properties: {DefinitionString: !Sub '{\"Resource\": \"${Fn.Arn}\"}'}}
  Graph: {Type: AWS::AppSync::GraphQLApi, Properties: {AuthenticationType: API_KEY}}
  Data: {Type: AWS::AppSync::DataSource, Properties: {ApiId: !GetAtt Graph.ApiId, LambdaConfig: {LambdaFunctionArn: !GetAtt Fn.Arn}}}
  Made: {Type: 'Custom::Thing', Properties: {ServiceToken: !GetAtt Fn.Arn}}
";
        let application = Template::parse("t.yaml", text).unwrap().application(&Deployment::symbolic());
        let found: Vec<_> = application.functions[0]
            .triggers
            .iter()
            .map(|trigger| match &trigger.kind {
                TriggerKind::Other(kind) => (kind.as_str(), trigger.auth.clone()),
                other => panic!("{other:?}"),
            })
            .collect();
        let expected = [
            ("Cognito", Auth::None),
            ("IoTRule", Auth::Iam),
            ("StepFunctions", Auth::Iam),
            ("AppSync", Auth::ApiKey),
            ("CustomResource", Auth::Iam),
        ];
        assert_eq!(found, expected);
    }
}
