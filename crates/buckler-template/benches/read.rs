//! What reading templates costs: 600 small ones, one of the largest that can be deployed, and that it grows with the
//! length and with nothing else.
#![expect(missing_docs, reason = "the macros of the benchmark make functions without documentation")]

use std::hint::black_box;

use buckler_template::{Application, Deployment, Template, Workspace};
use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};

/// One function with what functions have: a route, a queue, policies, a table, globals.
fn function(number: usize) -> String {
    format!(
        "
  Orders{number}Function:
    Type: AWS::Serverless::Function
    Properties:
      CodeUri: src/orders{number}/
      Handler: app.handler
      Environment:
        Variables: {{TABLE: !Ref Orders{number}Table, STAGE: !Ref Stage}}
      Policies:
        - DynamoDBCrudPolicy: {{TableName: !Ref Orders{number}Table}}
        - Statement:
            - Effect: Allow
              Action: ['s3:GetObject', 's3:PutObject']
              Resource: !Sub 'arn:${{AWS::Partition}}:s3:::files-${{Stage}}/*'
      Events:
        Create: {{Type: Api, Properties: {{Path: /orders{number}, Method: post}}}}
        Job: {{Type: SQS, Properties: {{Queue: !GetAtt Orders{number}Queue.Arn, BatchSize: 5}}}}
  Orders{number}Table:
    Type: AWS::DynamoDB::Table
    Properties:
      AttributeDefinitions: [{{AttributeName: id, AttributeType: S}}]
      KeySchema: [{{AttributeName: id, KeyType: HASH}}]
      BillingMode: PAY_PER_REQUEST
  Orders{number}Queue: {{Type: AWS::SQS::Queue, Properties: {{VisibilityTimeout: 30}}}}
"
    )
}

fn template(functions: usize) -> String {
    let head = "Transform: AWS::Serverless-2016-10-31\nParameters: {Stage: {Type: String, Default: dev}}\nGlobals: {Function: {Runtime: python3.12, Timeout: 10}}\nResources:";
    head.to_owned() + &(0..functions).map(function).collect::<String>()
}

fn configuration(functions: usize) -> String {
    let head = "service: shop\nprovider:\n  name: aws\n  stage: ${opt:stage, 'dev'}\n  environment: {TABLE: '${self:custom.table}'}\ncustom:\n  table: orders-${self:provider.stage}\nfunctions:\n";
    let function = |number: usize| {
        format!(
            "  f{number}:\n    handler: src/f{number}.handler\n    events:\n      - http: {{path: '/f{number}/{{id}}', method: get}}\n      - sqs: !GetAtt Jobs.Arn\n"
        )
    };
    head.to_owned() + &(0..functions).map(function).collect::<String>()
}

/// What the CDK writes: the same in JSON, with long keys.
fn synthesized(functions: usize) -> String {
    let resource = |number: usize| {
        format!(
            "    \"Orders{number}ServiceRole1A2B3C4D\": {{\n      \"Type\": \"AWS::IAM::Role\",\n      \"Properties\": {{\"AssumeRolePolicyDocument\": {{\"Statement\": [{{\"Action\": \"sts:AssumeRole\", \"Effect\": \"Allow\", \"Principal\": {{\"Service\": \"lambda.amazonaws.com\"}}}}]}}, \"ManagedPolicyArns\": [{{\"Fn::Join\": [\"\", [\"arn:\", {{\"Ref\": \"AWS::Partition\"}}, \":iam::aws:policy/service-role/AWSLambdaBasicExecutionRole\"]]}}]}}\n    }},\n    \"Orders{number}A1B2C3D4\": {{\"Type\": \"AWS::Lambda::Function\", \"Properties\": {{\"Handler\": \"index.handler\", \"Runtime\": \"nodejs22.x\", \"Role\": {{\"Fn::GetAtt\": [\"Orders{number}ServiceRole1A2B3C4D\", \"Arn\"]}}}}, \"Metadata\": {{\"aws:asset:path\": \"asset.{number}\", \"aws:asset:property\": \"Code\"}}}}"
        )
    };
    let resources: Vec<_> = (0..functions).map(resource).collect();
    format!("{{\n  \"Resources\": {{\n{}\n  }}\n}}", resources.join(",\n"))
}

fn read(name: &str, text: &str) -> Application {
    let template = Template::parse(name, text);
    template.map(|template| template.application(&Deployment::symbolic())).unwrap_or_default()
}

fn repository(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("template");
    group.sample_size(10);
    let texts: Vec<_> = (0..600).map(|number| (format!("service{number}/template.yaml"), template(3))).collect();
    group.throughput(Throughput::Bytes(texts.iter().map(|(_, text)| text.len() as u64).sum()));
    group.bench_function("600 templates of 3 functions", |bencher| {
        bencher.iter(|| {
            let templates = texts.iter().filter_map(|(name, text)| Template::parse(name, text).ok());
            Workspace::new(templates.collect()).applications(&Deployment::symbolic(), &|_| None)
        });
    });
}

/// Writes a text that describes so many functions.
type Make = fn(usize) -> String;

fn sizes(criterion: &mut Criterion) {
    let kinds: [(&str, Make); 3] =
        [("template.yaml", template), ("serverless.yml", configuration), ("stack.template.json", synthesized)];
    for (name, make) in kinds {
        let mut group = criterion.benchmark_group(name);
        group.sample_size(20);
        for functions in [16, 160] {
            let text = make(functions);
            group.throughput(Throughput::Bytes(text.len() as u64));
            group.bench_with_input(BenchmarkId::from_parameter(functions), &text, |bencher, text| {
                bencher.iter(|| read(name, black_box(text)));
            });
        }
    }
}

criterion_group!(benches, repository, sizes);
criterion_main!(benches);
