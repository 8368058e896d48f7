//! Advice in the words of the template that it is for. No rule of its own: it has no page.

use buckler_template::Format;

use crate::stack::Stack;

/// One piece of advice, as each kind of template writes it.
pub(super) struct Fix {
    /// For a resource of SAM.
    pub(super) sam: &'static str,
    /// For a plain resource, wherever it stands.
    pub(super) cloudformation: &'static str,
    /// For what the Serverless Framework makes of `functions` and `provider`.
    pub(super) serverless: &'static str,
}

impl Fix {
    /// The words for a resource or an API, by its key.
    pub(super) fn of(&self, stack: &Stack<'_>, id: &str) -> &'static str {
        let resource = stack.application.resource(id);
        match (stack.application.format, resource) {
            // What nobody wrote as a resource is implied by an event of SAM.
            (Format::CloudFormation, None) => self.sam,
            (Format::CloudFormation, Some(it)) if it.kind.starts_with("AWS::Serverless::") => self.sam,
            // The framework gives what it makes a key that stands nowhere in the file.
            (Format::Serverless, Some(it)) if stack.text(it.span).trim_matches(['"', '\'']) == id => {
                self.cloudformation
            }
            (Format::Serverless, _) => self.serverless,
            (Format::CloudFormation, Some(_)) => self.cloudformation,
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::AtomicBool;

    use crate::date::Date;
    use crate::files::Files;
    use crate::scan::{Options, Silent, scan};
    use crate::settings::Settings;

    /// What is advised about a template, hardening included: rule and text.
    fn advice(path: &str, template: &str) -> Vec<(&'static str, String)> {
        let mut files = Files::default();
        files.add(path.to_owned(), template.to_owned());
        let settings = Settings::default();
        let options = Options {
            settings: &settings,
            hardening: true,
            known: crate::pipeline::Known::default(),
            today: Date::new(2026, 11, 25).unwrap(),
            cancelled: &AtomicBool::new(false),
        };
        let outcome = scan(&files, &options, &mut Silent);
        outcome.reported.iter().map(|item| (item.finding.rule.id, item.finding.help.clone())).collect()
    }

    fn assert_says(advice: &[(&'static str, String)], expected: &[(&str, &str)]) {
        for (rule, words) in expected {
            let texts: Vec<&String> = advice.iter().filter(|(id, _)| id == rule).map(|(_, text)| text).collect();
            assert!(texts.iter().any(|text| text.contains(words)), "{rule} should say {words}: {texts:?}");
        }
    }

    const SERVERLESS: &str = "
service: shop
provider: {name: aws, runtime: python3.14, timeout: 120}
functions:
  add:
    handler: app.add
    events:
      - http: {path: items, method: post, cors: true}
  read:
    handler: app.read
    url: true
    events:
      - httpApi: 'DELETE /items/{id}'
      - stream: {type: kinesis, arn: 'arn:aws:kinesis:eu-west-1:111122223333:stream/orders'}
  drop:
    handler: app.drop
    events: [{s3: uploads}, {websocket: $connect}]
resources:
  Resources:
    Log: {Type: 'AWS::Logs::LogGroup'}
";

    #[test]
    fn advice_about_functions_of_the_framework_names_its_keys() {
        let advice = advice("serverless.yml", SERVERLESS);
        assert_says(
            &advice,
            &[
                ("missing-trace", "`provider.tracing.lambda: true`"),
                ("missing-log-retention", "`provider.logRetentionInDays`"),
                ("missing-log-retention", "`RetentionInDays`"),
                ("missing-access-log", "`provider.logs`"),
                ("missing-dead-letter", "`destinations.onFailure`"),
                ("endless-stream-retry", "`maximumRetryAttempts`"),
                ("overlong-timeout", "`timeout: 29`"),
                ("unauthenticated-endpoint", "`authorizer`"),
                ("unauthenticated-function-url", "authorizer: aws_iam"),
                ("unauthenticated-websocket", "`authorizer`"),
                ("unlimited-concurrency", "`reservedConcurrency`"),
                ("unvalidated-request", "`request.schemas`"),
            ],
        );
        let strange =
            ["Globals", "Tracing:", "DefaultAuthorizer", "AuthorizationType", "ReservedConcurrent", "Timeout:"];
        for (rule, text) in advice {
            assert!(!strange.iter().any(|word| text.contains(word)), "{rule}: {text}");
        }
    }

    #[test]
    fn advice_that_is_followed_is_not_given_again() {
        let advice = advice(
            "serverless.yml",
            "
service: shop
provider:
  name: aws
  runtime: python3.14
  timeout: 29
  logRetentionInDays: 30
  tracing: {lambda: true}
  logs: {restApi: true, httpApi: true, websocket: true}
  httpApi:
    authorizers: {users: {type: jwt, issuerUrl: 'https://id.example.com', audience: [shop]}}
functions:
  add:
    handler: app.add
    reservedConcurrency: 9
    events:
      - http: {path: items, method: post, authorizer: aws_iam, request: {schemas: {application/json: '${file(item.json)}'}}}
  read:
    handler: app.read
    url: {authorizer: aws_iam}
    events:
      - httpApi: {method: delete, path: '/items/{id}', authorizer: {name: users}}
      - stream:
          type: kinesis
          arn: arn:aws:kinesis:eu-west-1:111122223333:stream/orders
          maximumRetryAttempts: 3
  drop:
    handler: app.drop
    destinations: {onFailure: read}
    events: [{s3: uploads}, {websocket: {route: $connect, authorizer: add}}]
",
        );
        let given: Vec<_> = advice.iter().filter(|(rule, _)| *rule != "shared-role").collect();
        assert!(given.is_empty(), "{given:?}");
    }

    #[test]
    fn advice_about_resources_of_sam_names_its_keys() {
        let advice = advice(
            "template.yaml",
            "
Transform: AWS::Serverless-2016-10-31
Resources:
  Add:
    Type: AWS::Serverless::Function
    Properties:
      CodeUri: src/
      Handler: app.add
      Runtime: python3.14
      Timeout: 120
      Events: {Post: {Type: Api, Properties: {Path: /items, Method: post}}}
",
        );
        assert_says(
            &advice,
            &[
                ("missing-trace", "`Tracing: Active`"),
                ("missing-access-log", "`AccessLogSetting`"),
                ("overlong-timeout", "`Timeout: 29`"),
                ("unauthenticated-endpoint", "DefaultAuthorizer"),
                ("unlimited-concurrency", "`ReservedConcurrentExecutions`"),
                ("unvalidated-request", "`ValidateBody: true`"),
            ],
        );
    }

    #[test]
    fn advice_about_plain_resources_names_their_properties() {
        let advice = advice(
            "template.json",
            r#"{"Resources": {
                "Add": {"Type": "AWS::Lambda::Function", "Properties": {
                    "Handler": "app.add", "Runtime": "python3.14", "Role": "arn:aws:iam::111122223333:role/app"}},
                "Url": {"Type": "AWS::Lambda::Url", "Properties": {
                    "AuthType": "NONE", "TargetFunctionArn": {"Fn::GetAtt": ["Add", "Arn"]}}}
            }}"#,
        );
        assert_says(
            &advice,
            &[
                ("missing-trace", "`TracingConfig: {Mode: Active}`"),
                ("unauthenticated-function-url", "`AuthType: AWS_IAM`"),
            ],
        );
        assert!(advice.iter().all(|(_, text)| !text.contains("Globals")), "{advice:?}");
    }
}
