//! Templates that are made to hurt: reading them ends soon, whatever they hold. Times are far above what is needed, so
//! that only growth out of proportion fails.

#![allow(clippy::unwrap_used, clippy::panic, reason = "helpers of tests")]

use std::time::{Duration, Instant};

use buckler_template::{Application, Deployment, PhysicalNames, Template, Workspace};

/// The time that an unoptimized build may take on a busy machine.
const LIMIT: Duration = Duration::from_secs(20);

/// Reads a text for both kinds of deployments; `None` when it is refused.
fn read(name: &str, text: &str) -> Option<Application> {
    let start = Instant::now();
    let template = Template::parse(name, text).ok();
    let application = template.map(|template| {
        let local = Deployment { physical_names: PhysicalNames::Logical, ..Deployment::default() };
        template.application(&local);
        template.application(&Deployment::symbolic())
    });
    assert!(start.elapsed() < LIMIT, "{name} took {:?}", start.elapsed());
    application
}

fn repeated(count: usize, line: impl Fn(usize) -> String) -> String {
    (0..count).map(line).collect()
}

#[test]
fn a_megabyte_of_nested_functions() {
    let mut value = "x".to_owned();
    for _ in 0..28 {
        value = format!("{{'Fn::Join': ['', [{value}, 'y']]}}");
    }
    let text = repeated(1_900, |n| format!("  R{n}: {{Type: AWS::SQS::Queue, Properties: {{QueueName: {value}}}}}\n"));
    assert!(text.len() > 1_000_000);
    let application = read("joins.yaml", &format!("Resources:\n{text}")).unwrap();
    assert_eq!(application.resources.len(), 1_900);
}

#[test]
fn conditions_and_choices_that_multiply() {
    let mut value = "[a, b]".to_owned();
    for _ in 0..12 {
        value = format!("!If [Open, {value}, {value}]");
    }
    let text = format!(
        "Parameters: {{P: {{Type: String}}}}\nConditions: {{Open: !Equals [!Ref P, x]}}\nResources:\n  F:\n    Type: AWS::Serverless::Function\n    Properties:\n      Policies: {value}\n"
    );
    assert_eq!(read("choices.yaml", &text).unwrap().functions.len(), 1);
}

#[test]
fn thousands_of_resources_that_name_each_other() {
    let text = repeated(500, |n| {
        let next = (n + 1) % 500;
        format!(
            "  F{n}: {{Type: AWS::Serverless::Function, Properties: {{Role: !GetAtt R{next}.Arn, Events: {{Q: {{Type: SQS, Properties: {{Queue: !GetAtt Q{n}.Arn}}}}}}}}}}\n  Q{n}: {{Type: AWS::SQS::Queue}}\n  R{n}: {{Type: AWS::IAM::Role, Properties: {{ManagedPolicyArns: [!Ref P{next}]}}}}\n  P{n}: {{Type: AWS::IAM::ManagedPolicy, Properties: {{Roles: [!Ref R{n}], PolicyDocument: {{Statement: {{Effect: Allow, Action: a, Resource: !GetAtt Q{n}.Arn}}}}}}}}\n"
        )
    });
    let application = read("many.yaml", &format!("Resources:\n{text}")).unwrap();
    assert_eq!((application.functions.len(), application.roles.len()), (500, 500));
}

#[test]
fn thousands_of_apis_and_routes() {
    let text = repeated(1_500, |n| {
        format!(
            "  A{n}: {{Type: AWS::ApiGatewayV2::Api, Properties: {{ProtocolType: WEBSOCKET}}}}\n  B{n}: {{Type: AWS::ApiGateway::RestApi}}\n  W{n}: {{Type: AWS::ApiGatewayV2::Route, Properties: {{ApiId: !Ref A{n}, RouteKey: say, Target: !Ref I}}}}\n  M{n}: {{Type: AWS::ApiGateway::Method, Properties: {{RestApiId: !Ref B{n}, HttpMethod: GET, ResourceId: !Ref X{n}, Integration: {{Uri: !GetAtt Fn.Arn}}}}}}\n  X{n}: {{Type: AWS::ApiGateway::Resource, Properties: {{PathPart: a, ParentId: !Ref X{n}}}}}\n"
        )
    });
    let head = "Resources:\n  Fn: {Type: AWS::Lambda::Function}\n  I: {Type: AWS::ApiGatewayV2::Integration, Properties: {IntegrationUri: !GetAtt Fn.Arn}}\n";
    let application = read("routes.yaml", &format!("{head}{text}")).unwrap();
    assert_eq!((application.resources.len(), application.notes.len()), (2_000, 1));
}

#[test]
fn anchors_inside_anchors() {
    let mut text = "x".repeat(20);
    text = format!("[{}]", vec![text; 20_000].join(", "));
    for level in 0..80 {
        text = format!("&a{level} [{text}]");
    }
    assert!(read("anchors.yaml", &format!("A: {text}")).is_none());
}

#[test]
fn a_mapping_that_inherits_a_hundred_thousand_keys() {
    let keys = |prefix: &str| repeated(60_000, |n| format!("  {prefix}{n}: 1\n"));
    let text = format!("a: &a\n{}b:\n  <<: *a\n{}", keys("k"), keys("m"));
    read("merge.yaml", &text);
}

#[test]
fn variables_of_a_configuration_that_multiply() {
    let head = "service: s\nprovider: {name: aws}\ncustom:\n  a0: [x, x, x, x, x, x, x, x]\n";
    let text = repeated(40, |n| format!("  a{}: ['${{self:custom.a{n}}}', '${{self:custom.a{n}}}']\n", n + 1));
    let functions = "functions: {f: {handler: a.b, environment: '${self:custom.a40}'}}\n";
    assert_eq!(read("serverless.yml", &format!("{head}{text}{functions}")).unwrap().functions.len(), 1);
    let nested = format!("service: s\nprovider: {{name: aws}}\ncustom: '{}'\n", "${self:a, ".repeat(20_000));
    read("nested/serverless.yml", &nested);
    let braces =
        format!("service: s\nprovider: {{name: aws}}\ncustom: '{}{}'\n", "${self:".repeat(20_000), "}".repeat(20_000));
    read("braces/serverless.yml", &braces);
}

#[test]
fn files_that_include_each_other() {
    let text = "service: s\nprovider: {name: aws}\nfunctions: {f: {handler: a.b, environment: '${file(a.yml)}'}}\n";
    let files = |path: &str| match path {
        "a.yml" => Some("x: ${file(b.yml)}\ny: ${file(b.yml)}".to_owned()),
        "b.yml" => Some("x: ${file(a.yml)}\ny: ${file(a.yml)}".to_owned()),
        _ => None,
    };
    let start = Instant::now();
    let template = Template::parse("serverless.yml", text).unwrap();
    let application = template.application_with(&Deployment::symbolic(), &files);
    assert!(start.elapsed() < LIMIT && application.files.len() == 3);
}

#[test]
fn deep_nesting_in_every_bracket() {
    for bracket in ["[", "{", "{a: ", "- ", "? ", "a: &b [", "!Ref [", "{\"a\":", "[{\"a\":"] {
        let text = bracket.repeat(100_000);
        read("deep.yaml", &text);
    }
    let indented = repeated(2_000, |n| format!("{}a:\n", " ".repeat(n)));
    assert!(read("indented.yaml", &indented).is_none());
}

#[test]
fn collections_and_quotes_far_left_of_their_keys() {
    let text = repeated(5_000, |n| format!("  k{n}: [\n1, {{a: 'x\ny'\n}}\n]\n"));
    read("left.yaml", &format!("A:\n{text}"));
    read("open.yaml", &format!("A:\n  B: [{}", "\n1,".repeat(200_000)));
    read("quoted.yaml", &format!("A:\n  B: '{}", "\nx".repeat(200_000)));
}

#[test]
fn stacks_that_pass_growing_values_to_each_other() {
    let stack = |n: usize| {
        let text = format!(
            "Parameters: {{P: {{Type: String, Default: xxxxxxxx}}}}\nResources: {{S: {{Type: AWS::CloudFormation::Stack, Properties: {{TemplateURL: t{}.yaml, Parameters: {{P: !Sub '{}'}}}}}}}}\n",
            (n + 1) % 40,
            "${P}".repeat(100)
        );
        Template::parse(&format!("t{n}.yaml"), &text).unwrap()
    };
    let start = Instant::now();
    let applications = Workspace::new((0..40).map(stack).collect()).applications(&Deployment::symbolic(), &|_| None);
    assert!(start.elapsed() < LIMIT && applications.len() == 40, "{:?}", start.elapsed());
}
