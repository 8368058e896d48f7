//! What is known about packages. Made by `cargo xtask catalog` from catalog/scan/*.toml. Edit those.

use buckler_flow::catalog::*;

/// Every package, by the names of their files.
pub static PACKAGES: &[&Package] = &[
    &AWS_EVENTS,
    &AWS_NODE,
    &AWS_NODE_1,
    &AWS_NODE_2,
    &AWS_NODE_3,
    &AWS_NODE_4,
    &AWS_NODE_5,
    &AWS_NODE_6,
    &AWS_NODE_7,
    &AWS_PYTHON,
    &AWS_PYTHON_1,
    &AWS_PYTHON_2,
    &AWS_PYTHON_3,
    &AWS_SDK,
    &AWS_SDK_1,
    &AWS_SDK_2,
    &AWS_SDK_3,
    &AWS_SDK_4,
    &AWS_SDK_5,
    &AWS_SDK_6,
    &AWS_SDK_7,
    &AWS_SDK_8,
    &AWS_SDK_9,
    &AWS_SDK_10,
    &AWS_SDK_11,
    &AWS_SDK_12,
    &BOTO3,
    &BOTO3_1,
    &DJANGO,
    &DJANGO_1,
    &DJANGO_2,
    &ERRORS_NODE,
    &ERRORS,
    &ERRORS_1,
    &ERRORS_2,
    &EXPRESS,
    &FASTAPI,
    &FLASK_PACKAGES,
    &FLASK_PACKAGES_1,
    &FLASK_PACKAGES_2,
    &FLASK_PACKAGES_3,
    &FLASK_PACKAGES_4,
    &FLASK_PACKAGES_5,
    &FLASK_PACKAGES_6,
    &FLASK,
    &JAVASCRIPT_DATA,
    &JAVASCRIPT_DATA_1,
    &JAVASCRIPT_DATA_2,
    &JAVASCRIPT_DATA_3,
    &JAVASCRIPT_DATA_4,
    &JAVASCRIPT_DATA_5,
    &JAVASCRIPT_DATA_6,
    &JAVASCRIPT_DATA_7,
    &JAVASCRIPT_DATA_8,
    &JAVASCRIPT_DATA_9,
    &JAVASCRIPT_DATA_10,
    &JAVASCRIPT_DATA_11,
    &JAVASCRIPT_DATA_12,
    &JAVASCRIPT_DATA_13,
    &JAVASCRIPT_DATA_14,
    &JAVASCRIPT_DATA_15,
    &JAVASCRIPT_HTTP,
    &JAVASCRIPT_HTTP_1,
    &JAVASCRIPT_HTTP_2,
    &JAVASCRIPT_HTTP_3,
    &JAVASCRIPT_HTTP_4,
    &JAVASCRIPT_HTTP_5,
    &JAVASCRIPT_HTTP_6,
    &JAVASCRIPT_HTTP_7,
    &JAVASCRIPT_HTTP_8,
    &JAVASCRIPT_HTTP_9,
    &JAVASCRIPT_OS,
    &JAVASCRIPT_OS_1,
    &JAVASCRIPT_OS_2,
    &JAVASCRIPT_OS_3,
    &JAVASCRIPT_OS_4,
    &JAVASCRIPT_OS_5,
    &JAVASCRIPT_OS_6,
    &JAVASCRIPT_OS_7,
    &JAVASCRIPT_OS_8,
    &JAVASCRIPT_OS_9,
    &JAVASCRIPT_OS_10,
    &JAVASCRIPT_OS_11,
    &JAVASCRIPT_OS_12,
    &JAVASCRIPT_OS_13,
    &JAVASCRIPT_OS_14,
    &JAVASCRIPT_OS_15,
    &JAVASCRIPT_OS_16,
    &JAVASCRIPT_OS_17,
    &JAVASCRIPT_OS_18,
    &JAVASCRIPT_SQL,
    &JAVASCRIPT_SQL_1,
    &JAVASCRIPT_SQL_2,
    &JAVASCRIPT_SQL_3,
    &JAVASCRIPT_SQL_4,
    &JAVASCRIPT_SQL_5,
    &JAVASCRIPT_SQL_6,
    &JAVASCRIPT_SQL_7,
    &JAVASCRIPT_SQL_8,
    &JAVASCRIPT_SQL_9,
    &JAVASCRIPT_SQL_10,
    &JAVASCRIPT_SQL_11,
    &JAVASCRIPT_SQL_12,
    &JAVASCRIPT_SQL_13,
    &JAVASCRIPT_SQL_14,
    &JAVASCRIPT_SQL_15,
    &JAVASCRIPT_SQL_16,
    &JAVASCRIPT_SQL_17,
    &JAVASCRIPT_WEB,
    &JAVASCRIPT_WEB_1,
    &JAVASCRIPT_WEB_2,
    &JAVASCRIPT_WEB_3,
    &JAVASCRIPT_WEB_4,
    &JAVASCRIPT_WEB_5,
    &JAVASCRIPT_WEB_6,
    &LOGS,
    &LOGS_1,
    &MARKUP,
    &MARKUP_1,
    &MARKUP_2,
    &MARKUP_3,
    &MARKUP_4,
    &MARKUP_5,
    &MARKUP_6,
    &MARKUP_7,
    &NODE_FRAMEWORKS,
    &NODE_FRAMEWORKS_1,
    &NODE_FRAMEWORKS_2,
    &NODE_FRAMEWORKS_3,
    &NODE_FRAMEWORKS_4,
    &NODE_FRAMEWORKS_5,
    &NODE_FRAMEWORKS_6,
    &NODE_FRAMEWORKS_7,
    &NODE_FRAMEWORKS_8,
    &NODE_FRAMEWORKS_9,
    &NODE_FRAMEWORKS_10,
    &NODE_FRAMEWORKS_11,
    &PYTHON_CODE,
    &PYTHON_CODE_1,
    &PYTHON_CODE_2,
    &PYTHON_CODE_3,
    &PYTHON_CODE_4,
    &PYTHON_CODE_5,
    &PYTHON_CODE_6,
    &PYTHON_CODE_7,
    &PYTHON_CODE_8,
    &PYTHON_CODE_9,
    &PYTHON_CODE_10,
    &PYTHON_CODE_11,
    &PYTHON_CODE_12,
    &PYTHON_CODE_13,
    &PYTHON_CODE_14,
    &PYTHON_CODE_15,
    &PYTHON_CODE_16,
    &PYTHON_CODE_17,
    &PYTHON_CODE_18,
    &PYTHON_CODE_19,
    &PYTHON_CODE_20,
    &PYTHON_CODE_21,
    &PYTHON_DATA,
    &PYTHON_DATA_1,
    &PYTHON_DATA_2,
    &PYTHON_DATA_3,
    &PYTHON_DATA_4,
    &PYTHON_DATA_5,
    &PYTHON_DATA_6,
    &PYTHON_DATA_7,
    &PYTHON_DATA_8,
    &PYTHON_DATA_9,
    &PYTHON_DATA_10,
    &PYTHON_DATA_11,
    &PYTHON_DATA_12,
    &PYTHON_DATA_13,
    &PYTHON_DATA_14,
    &PYTHON_DATA_15,
    &PYTHON_DATA_16,
    &PYTHON_DATA_17,
    &PYTHON_DATA_18,
    &PYTHON_DATA_19,
    &PYTHON_DATA_20,
    &PYTHON_FRAMEWORKS,
    &PYTHON_FRAMEWORKS_1,
    &PYTHON_FRAMEWORKS_2,
    &PYTHON_FRAMEWORKS_3,
    &PYTHON_FRAMEWORKS_4,
    &PYTHON_FRAMEWORKS_5,
    &PYTHON_FRAMEWORKS_6,
    &PYTHON_FRAMEWORKS_7,
    &PYTHON_FRAMEWORKS_8,
    &PYTHON_HTTP,
    &PYTHON_HTTP_1,
    &PYTHON_HTTP_2,
    &PYTHON_HTTP_3,
    &PYTHON_HTTP_4,
    &PYTHON_HTTP_5,
    &PYTHON_HTTP_6,
    &PYTHON_HTTP_7,
    &PYTHON_HTTP_8,
    &PYTHON_HTTP_9,
    &PYTHON_HTTP_10,
    &PYTHON_HTTP_11,
    &PYTHON_HTTP_12,
    &PYTHON_HTTP_13,
    &PYTHON_HTTP_14,
    &PYTHON_HTTP_15,
    &PYTHON_HTTP_16,
    &PYTHON_HTTP_17,
    &PYTHON_HTTP_18,
    &PYTHON_LOGS,
    &PYTHON_LOGS_1,
    &PYTHON_LOGS_2,
    &PYTHON_LOGS_3,
    &PYTHON_MAIL,
    &PYTHON_MAIL_1,
    &PYTHON_MAIL_2,
    &PYTHON_OS,
    &PYTHON_OS_1,
    &PYTHON_OS_2,
    &PYTHON_OS_3,
    &PYTHON_OS_4,
    &PYTHON_OS_5,
    &PYTHON_OS_6,
    &PYTHON_OS_7,
    &PYTHON_OS_8,
    &PYTHON_OS_9,
    &PYTHON_OS_10,
    &PYTHON_OS_11,
    &PYTHON_OS_12,
    &PYTHON_OS_13,
    &PYTHON_OS_14,
    &PYTHON_OS_15,
    &PYTHON_OS_16,
    &PYTHON_OS_17,
    &PYTHON_OS_18,
    &PYTHON_OS_19,
    &PYTHON_OS_20,
    &PYTHON_SQL,
    &PYTHON_SQL_1,
    &PYTHON_SQL_2,
    &PYTHON_SQL_3,
    &PYTHON_SQL_4,
    &PYTHON_SQL_5,
    &PYTHON_SQL_6,
    &PYTHON_SQL_7,
    &PYTHON_SQL_8,
    &PYTHON_SQL_9,
    &PYTHON_SQL_10,
    &PYTHON_SQL_11,
    &PYTHON_SQL_12,
    &PYTHON_SQL_13,
    &PYTHON_SQL_14,
    &PYTHON_SQL_15,
    &PYTHON_SQL_16,
    &PYTHON_SQL_17,
    &PYTHON_SQL_18,
    &RANDOM_NODE,
    &RANDOM_NODE_1,
    &RANDOM_NODE_2,
    &RANDOM_NODE_3,
    &RANDOM,
    &RANDOM_1,
    &RANDOM_2,
    &RANDOM_3,
    &RANDOM_4,
    &RANDOM_5,
    &SQLALCHEMY,
];

static AWS_EVENTS: Package = Package {
    name: "aws-events",
    language: Language::JavaScript,
    modules: &[],
    sinks: &[],
    sources: &[],
    propagators: &[],
    sanitizers: &[],
    validators: &[],
    aliases: &[],
    routes: &[],
    views: &[],
    stores: &[],
    events: &[
        Event { trigger: "api_gateway_v1", input: &["body", "queryStringParameters", "multiValueQueryStringParameters", "pathParameters", "headers", "multiValueHeaders", "path", "requestContext.path", "requestContext.identity.userAgent", "query_string_parameters", "multi_value_query_string_parameters", "path_parameters", "multi_value_headers", "json_body", "decoded_body", "resolved_query_string_parameters", "resolved_headers_field", "params", "query", "querystring", "header"], trusted: &[], identity: &["requestContext.authorizer", "request_context.authorizer"], text: &["queryStringParameters", "multiValueQueryStringParameters", "pathParameters", "headers", "multiValueHeaders", "path", "query_string_parameters", "path_parameters"], answer: Answering::Proxy, store: "" },
        Event { trigger: "api_gateway_v2", input: &["body", "queryStringParameters", "pathParameters", "headers", "cookies", "rawPath", "rawQueryString", "requestContext.http.path", "requestContext.http.userAgent", "query_string_parameters", "path_parameters", "json_body", "decoded_body", "raw_path", "raw_query_string", "path", "resolved_query_string_parameters", "resolved_headers_field"], trusted: &[], identity: &["requestContext.authorizer", "request_context.authorizer"], text: &["queryStringParameters", "pathParameters", "headers", "cookies", "rawPath", "rawQueryString", "query_string_parameters", "path_parameters"], answer: Answering::Proxy, store: "" },
        Event { trigger: "function_url", input: &["body", "queryStringParameters", "headers", "cookies", "rawPath", "rawQueryString", "requestContext.http.path", "requestContext.http.userAgent", "query_string_parameters", "json_body", "decoded_body", "raw_path", "raw_query_string", "path", "resolved_query_string_parameters"], trusted: &[], identity: &["requestContext.authorizer", "request_context.authorizer"], text: &["queryStringParameters", "headers", "cookies", "rawPath", "rawQueryString", "query_string_parameters"], answer: Answering::Proxy, store: "" },
        Event { trigger: "alb", input: &["body", "queryStringParameters", "multiValueQueryStringParameters", "headers", "multiValueHeaders", "path", "query_string_parameters", "multi_value_query_string_parameters", "json_body", "decoded_body"], trusted: &[], identity: &[], text: &["queryStringParameters", "headers", "path"], answer: Answering::Proxy, store: "" },
        Event { trigger: "web_socket", input: &["body", "queryStringParameters", "multiValueQueryStringParameters", "headers", "multiValueHeaders"], trusted: &[], identity: &["requestContext.authorizer"], text: &["queryStringParameters", "headers"], answer: Answering::Json, store: "" },
        Event { trigger: "authorizer", input: &["authorizationToken", "headers", "multiValueHeaders", "queryStringParameters", "multiValueQueryStringParameters", "pathParameters", "path", "identitySource", "cookies", "rawPath", "rawQueryString"], trusted: &[], identity: &[], text: &[], answer: Answering::Json, store: "" },
        Event { trigger: "s3", input: &["Records.*.s3.object.key", "records.*.s3.get_object.key", "record.s3.get_object.key", "object_key"], trusted: &[], identity: &[], text: &["Records.*.s3.object.key"], answer: Answering::Nothing, store: "bucket" },
        Event { trigger: "sqs", input: &["Records.*.body", "Records.*.messageAttributes", "records.*.body", "records.*.json_body", "records.*.message_attributes", "records.*.decoded_nested_sqs_event"], trusted: &[], identity: &[], text: &[], answer: Answering::Nothing, store: "queue" },
        Event { trigger: "sns", input: &["Records.*.Sns.Message", "Records.*.Sns.Subject", "Records.*.Sns.MessageAttributes", "records.*.sns.message", "records.*.sns.subject", "records.*.sns.message_attributes", "record.sns.message", "sns_message"], trusted: &[], identity: &[], text: &[], answer: Answering::Nothing, store: "topic" },
        Event { trigger: "kinesis", input: &["Records.*.kinesis.data", "Records.*.kinesis.partitionKey", "records.*.kinesis.data", "records.*.kinesis.partition_key", "records.*.kinesis.data_as_text()", "records.*.kinesis.data_as_json()", "records.*.kinesis.data_as_bytes()"], trusted: &[], identity: &[], text: &[], answer: Answering::Nothing, store: "" },
        Event { trigger: "firehose", input: &["records.*.data", "records.*.data_as_text", "records.*.data_as_json", "records.*.data_as_bytes"], trusted: &[], identity: &[], text: &[], answer: Answering::Nothing, store: "" },
        Event { trigger: "dynamodb_streams", input: &["Records.*.dynamodb.NewImage", "Records.*.dynamodb.OldImage", "Records.*.dynamodb.Keys", "records.*.dynamodb.new_image", "records.*.dynamodb.old_image", "records.*.dynamodb.keys"], trusted: &[], identity: &[], text: &[], answer: Answering::Nothing, store: "table" },
        Event { trigger: "documentdb", input: &["events.*.event.fullDocument", "events.*.event.updateDescription"], trusted: &[], identity: &[], text: &[], answer: Answering::Nothing, store: "" },
        Event { trigger: "kafka", input: &["records.*.*.value", "records.*.*.key", "records.*.*.headers", "records.*.json_value", "records.*.decoded_value", "record.json_value", "record.decoded_value"], trusted: &[], identity: &[], text: &[], answer: Answering::Nothing, store: "" },
        Event { trigger: "mq", input: &["messages.*.data", "messages.*.properties", "rmqMessagesByQueue.*.*.data", "rmqMessagesByQueue.*.*.basicProperties.headers"], trusted: &[], identity: &[], text: &[], answer: Answering::Nothing, store: "" },
        Event { trigger: "event_bridge", input: &["detail"], trusted: &[], identity: &[], text: &[], answer: Answering::Nothing, store: "" },
        Event { trigger: "schedule", input: &[], trusted: &["*"], identity: &[], text: &[], answer: Answering::Nothing, store: "" },
        Event { trigger: "cognito", input: &["request.userAttributes", "request.clientMetadata", "request.validationData", "request.challengeAnswer", "userName", "request.user_attributes", "request.client_metadata", "request.validation_data", "user_name"], trusted: &[], identity: &[], text: &[], answer: Answering::Json, store: "" },
        Event { trigger: "ses", input: &["Records.*.ses.mail.commonHeaders", "Records.*.ses.mail.headers", "Records.*.ses.mail.source", "Records.*.ses.mail.destination", "records.*.ses.mail.common_headers", "records.*.ses.mail.headers", "records.*.ses.mail.source"], trusted: &[], identity: &[], text: &[], answer: Answering::Nothing, store: "" },
        Event { trigger: "iot", input: &[], trusted: &[], identity: &[], text: &[], answer: Answering::Nothing, store: "" },
        Event { trigger: "app_sync", input: &["arguments", "source", "prev.result", "request.headers", "stash"], trusted: &[], identity: &["identity"], text: &[], answer: Answering::Json, store: "" },
        Event { trigger: "step_functions", input: &[], trusted: &[], identity: &[], text: &[], answer: Answering::Json, store: "" },
        Event { trigger: "alexa", input: &["request.intent.slots", "session.attributes", "request.locale"], trusted: &[], identity: &[], text: &[], answer: Answering::Json, store: "" },
        Event { trigger: "lex", input: &["inputTranscript", "currentIntent.slots", "currentIntent.slotDetails", "sessionState.intent.slots", "sessionAttributes", "sessionState.sessionAttributes", "interpretations", "transcriptions"], trusted: &[], identity: &[], text: &[], answer: Answering::Json, store: "" },
        Event { trigger: "connect", input: &["Details.ContactData.Attributes", "Details.ContactData.CustomerEndpoint", "Details.Parameters"], trusted: &[], identity: &[], text: &[], answer: Answering::Json, store: "" },
        Event { trigger: "cloudwatch_logs", input: &["awslogs.data"], trusted: &[], identity: &[], text: &[], answer: Answering::Nothing, store: "" },
        Event { trigger: "cloud_front", input: &["Records.*.cf.request.uri", "Records.*.cf.request.querystring", "Records.*.cf.request.headers", "Records.*.cf.request.body"], trusted: &[], identity: &[], text: &[], answer: Answering::Nothing, store: "" },
        Event { trigger: "s3_object_lambda", input: &["userRequest.url", "userRequest.headers"], trusted: &[], identity: &[], text: &[], answer: Answering::Nothing, store: "" },
        Event { trigger: "code_commit", input: &["Records.*.codecommit.references.*.ref", "Records.*.customData"], trusted: &[], identity: &[], text: &[], answer: Answering::Nothing, store: "" },
        Event { trigger: "bedrock_agent", input: &["inputText", "parameters", "requestBody", "sessionAttributes", "promptSessionAttributes"], trusted: &[], identity: &[], text: &[], answer: Answering::Json, store: "" },
        Event { trigger: "custom_resource", input: &[], trusted: &["*"], identity: &[], text: &[], answer: Answering::Nothing, store: "" },
        Event { trigger: "direct", input: &[], trusted: &[], identity: &[], text: &[], answer: Answering::Json, store: "" },
    ],
    watches: &[],
};

static AWS_NODE: Package = Package {
    name: "aws-node",
    language: Language::JavaScript,
    modules: &[],
    sinks: &[],
    sources: &[],
    propagators: &[],
    sanitizers: &[],
    validators: &[],
    aliases: &[],
    routes: &[],
    views: &[],
    stores: &[],
    events: &[],
    watches: &[],
};

static AWS_NODE_1: Package = Package {
    name: "aws-node",
    language: Language::JavaScript,
    modules: &["@aws-lambda-powertools/batch"],
    sinks: &[],
    sources: &[],
    propagators: &[
        Propagator { paths: &["processPartialResponse", "processPartialResponseSync"], from: &[Place { base: Base::From(0), path: &[] }, Place { base: Base::Receiver, path: &[] }], to: Place { base: Base::Result, path: &[] }, shape: Shape::Nothing, calls: &[Callback { function: Place { base: Base::Position(1), path: &[] }, with: &[Given::Place(Place { base: Base::Position(0), path: &[Key::Name("Records"), Key::Any] })], result: false }, ] },
    ],
    sanitizers: &[],
    validators: &[],
    aliases: &[],
    routes: &[],
    views: &[],
    stores: &[],
    events: &[],
    watches: &[],
};

static AWS_NODE_2: Package = Package {
    name: "aws-node",
    language: Language::JavaScript,
    modules: &["@aws-lambda-powertools/parser", "@middy/util"],
    sinks: &[],
    sources: &[],
    propagators: &[
        Propagator { paths: &["parse", "envelopes.ApiGatewayEnvelope.parse"], from: &[Place { base: Base::Position(0), path: &[] }], to: Place { base: Base::Result, path: &[] }, shape: Shape::Decoded, calls: &[] },
    ],
    sanitizers: &[],
    validators: &[],
    aliases: &[],
    routes: &[],
    views: &[],
    stores: &[],
    events: &[],
    watches: &[],
};

static AWS_NODE_3: Package = Package {
    name: "aws-node",
    language: Language::JavaScript,
    modules: &["@aws-lambda-powertools/parameters"],
    sinks: &[],
    sources: &[],
    propagators: &[
        Propagator { paths: &["ssm.getParameter", "secrets.getSecret", "getParameter", "getSecret"], from: &[Place { base: Base::From(0), path: &[] }, Place { base: Base::Receiver, path: &[] }], to: Place { base: Base::Result, path: &[] }, shape: Shape::Nothing, calls: &[] },
    ],
    sanitizers: &[],
    validators: &[],
    aliases: &[],
    routes: &[],
    views: &[],
    stores: &[],
    events: &[],
    watches: &[],
};

static AWS_NODE_4: Package = Package {
    name: "aws-node",
    language: Language::JavaScript,
    modules: &["aws-lambda-multipart-parser", "lambda-multipart-parser", "busboy", "parse-multipart", "parse-multipart-data"],
    sinks: &[],
    sources: &[],
    propagators: &[
        Propagator { paths: &["parse", "", "Parse", "getBoundary"], from: &[Place { base: Base::Position(0), path: &[] }], to: Place { base: Base::Result, path: &[] }, shape: Shape::Decoded, calls: &[] },
    ],
    sanitizers: &[],
    validators: &[],
    aliases: &[],
    routes: &[],
    views: &[],
    stores: &[],
    events: &[],
    watches: &[],
};

static AWS_NODE_5: Package = Package {
    name: "aws-node",
    language: Language::JavaScript,
    modules: &["@middy/core", "middy"],
    sinks: &[],
    sources: &[],
    propagators: &[],
    sanitizers: &[],
    validators: &[],
    aliases: &[],
    routes: &[
        Route { paths: &["", "().handler", "()..handler", "middy"], form: Form::Wrapper, parameters: &[Given::Unknown], answer: Answering::Proxy },
    ],
    views: &[],
    stores: &[],
    events: &[],
    watches: &[],
};

static AWS_NODE_6: Package = Package {
    name: "aws-node",
    language: Language::JavaScript,
    modules: &["lambda-wrapper", "@sentry/serverless", "@sentry/aws-serverless", "@lumigo/tracer", "datadog-lambda-js", "@aws-lambda-powertools/idempotency", "epsagon", "thundra", "@thundra/core"],
    sinks: &[],
    sources: &[],
    propagators: &[],
    sanitizers: &[],
    validators: &[],
    aliases: &[],
    routes: &[
        Route { paths: &["AWSLambda.wrapHandler", "wrapHandler", "trace", "datadog", "makeIdempotent", "wrap", "lambdaWrapper", "wrapLambda"], form: Form::Wrapper, parameters: &[Given::Unknown], answer: Answering::Proxy },
    ],
    views: &[],
    stores: &[],
    events: &[],
    watches: &[],
};

static AWS_NODE_7: Package = Package {
    name: "aws-node",
    language: Language::JavaScript,
    modules: &["@aws-lambda-powertools/event-handler"],
    sinks: &[],
    sources: &[],
    propagators: &[],
    sanitizers: &[],
    validators: &[],
    aliases: &[],
    routes: &[
        Route { paths: &["rest.Router().get", "rest.Router().post", "rest.Router().put", "rest.Router().patch", "rest.Router().delete", "Router().get", "Router().post", "Router().put", "Router().delete"], form: Form::Arguments, parameters: &[Given::Input("")], answer: Answering::Json },
        Route { paths: &["appsync-graphql.AppSyncGraphQLResolver().onQuery", "appsync-graphql.AppSyncGraphQLResolver().onMutation", "bedrock-agent.BedrockAgentFunctionResolver().tool"], form: Form::Arguments, parameters: &[Given::Input("")], answer: Answering::Json },
    ],
    views: &[],
    stores: &[],
    events: &[],
    watches: &[],
};

static AWS_PYTHON: Package = Package {
    name: "aws-python",
    language: Language::Python,
    modules: &[],
    sinks: &[],
    sources: &[],
    propagators: &[],
    sanitizers: &[],
    validators: &[],
    aliases: &[],
    routes: &[],
    views: &[],
    stores: &[],
    events: &[],
    watches: &[],
};

static AWS_PYTHON_1: Package = Package {
    name: "aws-python",
    language: Language::Python,
    modules: &["aws_lambda_powertools"],
    sinks: &[
        Sink { paths: &["event_handler.Response", "event_handler.api_gateway.Response"], kind: Kind::Html, at: &[Place { base: Base::Keyword("body"), path: &[] }, Place { base: Base::Position(2), path: &[] }], when: &[Condition { not: false, place: Place { base: Base::Keyword("content_type"), path: &[] }, test: Test::Equals("text/html") }], from: &[Origin::Input, Origin::Stored], note: "", fix: "escape the value with `html.escape`" },
    ],
    sources: &[
        Source { paths: &["event_handler.APIGatewayRestResolver().current_event", "event_handler.APIGatewayHttpResolver().current_event", "event_handler.LambdaFunctionUrlResolver().current_event", "event_handler.ALBResolver().current_event", "event_handler.api_gateway.Router().current_event", "event_handler.router.Router().current_event", "event_handler.router.APIGatewayRouter().current_event", "event_handler.AppSyncResolver().current_event", "event_handler.BedrockAgentResolver().current_event", "event_handler.api_gateway.ApiGatewayResolver().current_event", "event_handler.api_gateway.APIGatewayRestResolver().current_event"], name: "app.current_event", origin: Origin::Input, clean: 0, trusted: &["request_context", "stage_variables", "http_method", "resource", "is_base64_encoded"], readers: &["get_query_string_value", "get_header_value", "get"] },
    ],
    propagators: &[
        Propagator { paths: &["utilities.batch.process_partial_response", "utilities.batch.async_process_partial_response"], from: &[Place { base: Base::From(0), path: &[] }, Place { base: Base::Receiver, path: &[] }], to: Place { base: Base::Result, path: &[] }, shape: Shape::Nothing, calls: &[Callback { function: Place { base: Base::Named(1, "record_handler"), path: &[] }, with: &[Given::Place(Place { base: Base::Named(0, "event"), path: &[] })], result: false }, ] },
        Propagator { paths: &["utilities.parser.parse", "utilities.validation.validate", "utilities.data_classes.APIGatewayProxyEvent", "utilities.data_classes.APIGatewayProxyEventV2", "utilities.data_classes.LambdaFunctionUrlEvent", "utilities.data_classes.SQSEvent", "utilities.data_classes.SNSEvent", "utilities.data_classes.S3Event", "utilities.data_classes.KinesisStreamEvent", "utilities.data_classes.DynamoDBStreamEvent", "utilities.data_classes.EventBridgeEvent", "utilities.data_classes.ALBEvent", "utilities.jmespath_utils.extract_data_from_envelope"], from: &[Place { base: Base::Named(0, "event"), path: &[] }, Place { base: Base::Named(0, "data"), path: &[] }], to: Place { base: Base::Result, path: &[] }, shape: Shape::Decoded, calls: &[] },
        Propagator { paths: &["utilities.parameters.get_parameter", "utilities.parameters.get_secret", "utilities.parameters.get_parameters", "utilities.parameters.get_app_config"], from: &[Place { base: Base::From(0), path: &[] }, Place { base: Base::Receiver, path: &[] }], to: Place { base: Base::Result, path: &[] }, shape: Shape::Nothing, calls: &[] },
    ],
    sanitizers: &[],
    validators: &[],
    aliases: &[],
    routes: &[
        Route { paths: &["event_handler.APIGatewayRestResolver().get", "event_handler.APIGatewayRestResolver().post", "event_handler.APIGatewayRestResolver().put", "event_handler.APIGatewayRestResolver().patch", "event_handler.APIGatewayRestResolver().delete", "event_handler.APIGatewayRestResolver().route", "event_handler.APIGatewayHttpResolver().get", "event_handler.APIGatewayHttpResolver().post", "event_handler.APIGatewayHttpResolver().put", "event_handler.APIGatewayHttpResolver().patch", "event_handler.APIGatewayHttpResolver().delete", "event_handler.APIGatewayHttpResolver().route", "event_handler.LambdaFunctionUrlResolver().get", "event_handler.LambdaFunctionUrlResolver().post", "event_handler.LambdaFunctionUrlResolver().put", "event_handler.LambdaFunctionUrlResolver().patch", "event_handler.LambdaFunctionUrlResolver().delete", "event_handler.ALBResolver().get", "event_handler.ALBResolver().post", "event_handler.ALBResolver().put", "event_handler.ALBResolver().delete", "event_handler.api_gateway.Router().get", "event_handler.api_gateway.Router().post", "event_handler.api_gateway.Router().put", "event_handler.api_gateway.Router().patch", "event_handler.api_gateway.Router().delete", "event_handler.router.Router().get", "event_handler.router.Router().post", "event_handler.router.APIGatewayRouter().get", "event_handler.router.APIGatewayRouter().post", "event_handler.AppSyncResolver().resolver", "event_handler.BedrockAgentResolver().get", "event_handler.BedrockAgentResolver().post", "event_handler.api_gateway.ApiGatewayResolver().get", "event_handler.api_gateway.ApiGatewayResolver().post", "event_handler.api_gateway.APIGatewayRestResolver().get", "event_handler.api_gateway.APIGatewayRestResolver().post"], form: Form::Decorator, parameters: &[Given::Input("")], answer: Answering::Json },
    ],
    views: &[],
    stores: &[],
    events: &[],
    watches: &[],
};

static AWS_PYTHON_2: Package = Package {
    name: "aws-python",
    language: Language::Python,
    modules: &["chalice"],
    sinks: &[
        Sink { paths: &["Response"], kind: Kind::Html, at: &[Place { base: Base::Named(0, "body"), path: &[] }], when: &[Condition { not: false, place: Place { base: Base::Keyword("headers"), path: &[Key::Name("Content-Type")] }, test: Test::Like(Like::Html) }], from: &[Origin::Input, Origin::Stored], note: "", fix: "escape the value with `html.escape`" },
    ],
    sources: &[
        Source { paths: &["Chalice().current_request.query_params", "Chalice().current_request.json_body", "Chalice().current_request.raw_body", "Chalice().current_request.headers", "Chalice().current_request.uri_params", "Chalice().current_request.to_dict()", "Blueprint().current_request.query_params", "Blueprint().current_request.json_body", "Blueprint().current_request.raw_body", "Blueprint().current_request.headers", "Blueprint().current_request.uri_params"], name: "Chalice().current_request.query_params", origin: Origin::Input, clean: 0, trusted: &[], readers: &["get", "getlist"] },
    ],
    propagators: &[],
    sanitizers: &[],
    validators: &[],
    aliases: &[],
    routes: &[
        Route { paths: &["Chalice().route", "Blueprint().route"], form: Form::Decorator, parameters: &[Given::Input("")], answer: Answering::Json },
        Route { paths: &["Chalice().on_s3_event", "Chalice().on_sqs_message", "Chalice().on_sns_message", "Chalice().on_kinesis_record", "Chalice().on_dynamodb_record", "Chalice().on_ws_message", "Chalice().lambda_function", "Chalice().on_cw_event", "Blueprint().on_s3_event", "Blueprint().on_sqs_message", "Blueprint().on_sns_message", "Blueprint().lambda_function"], form: Form::Decorator, parameters: &[Given::Input("event"), Given::Unknown], answer: Answering::Nothing },
    ],
    views: &[],
    stores: &[],
    events: &[],
    watches: &[],
};

static AWS_PYTHON_3: Package = Package {
    name: "aws-python",
    language: Language::Python,
    modules: &["azure"],
    sinks: &[
        Sink { paths: &["functions.HttpResponse"], kind: Kind::Html, at: &[Place { base: Base::Named(0, "body"), path: &[] }], when: &[Condition { not: false, place: Place { base: Base::Keyword("mimetype"), path: &[] }, test: Test::Equals("text/html") }], from: &[Origin::Input, Origin::Stored], note: "", fix: "escape the value with `html.escape`" },
    ],
    sources: &[
        Source { paths: &["functions.HttpRequest.params", "functions.HttpRequest.route_params", "functions.HttpRequest.form", "functions.HttpRequest.files", "functions.HttpRequest.headers", "functions.HttpRequest.url", "functions.HttpRequest.get_json()", "functions.HttpRequest.get_body()"], name: "functions.HttpRequest.params", origin: Origin::Input, clean: 0, trusted: &[], readers: &["get"] },
        Source { paths: &["functions.QueueMessage.get_body()", "functions.QueueMessage.get_json()", "functions.ServiceBusMessage.get_body()", "functions.EventHubEvent.get_body()", "functions.InputStream.name", "functions.InputStream.read()", "functions.EventGridEvent.get_json()"], name: "functions.QueueMessage.get_body()", origin: Origin::Input, clean: 0, trusted: &[], readers: &[] },
    ],
    propagators: &[],
    sanitizers: &[],
    validators: &[],
    aliases: &[],
    routes: &[
        Route { paths: &["functions.FunctionApp().route", "functions.Blueprint().route"], form: Form::Decorator, parameters: &[Given::Object("functions.HttpRequest")], answer: Answering::Nothing },
    ],
    views: &[],
    stores: &[],
    events: &[],
    watches: &[],
};

static AWS_SDK: Package = Package {
    name: "aws-sdk",
    language: Language::JavaScript,
    modules: &[],
    sinks: &[],
    sources: &[],
    propagators: &[],
    sanitizers: &[],
    validators: &[],
    aliases: &[],
    routes: &[],
    views: &[],
    stores: &[],
    events: &[],
    watches: &[],
};

static AWS_SDK_1: Package = Package {
    name: "aws-sdk",
    language: Language::JavaScript,
    modules: &["@aws-sdk/util-dynamodb", "aws-sdk"],
    sinks: &[],
    sources: &[],
    propagators: &[
        Propagator { paths: &["unmarshall", "marshall", "DynamoDB.Converter.unmarshall", "DynamoDB.Converter.marshall"], from: &[Place { base: Base::Position(0), path: &[] }], to: Place { base: Base::Result, path: &[] }, shape: Shape::Decoded, calls: &[] },
    ],
    sanitizers: &[],
    validators: &[],
    aliases: &[],
    routes: &[],
    views: &[],
    stores: &[],
    events: &[],
    watches: &[],
};

static AWS_SDK_2: Package = Package {
    name: "aws-sdk",
    language: Language::JavaScript,
    modules: &["@aws-sdk/client-dynamodb", "@aws-sdk/lib-dynamodb"],
    sinks: &[
        Sink { paths: &["ExecuteStatementCommand", "BatchExecuteStatementCommand", "ExecuteTransactionCommand"], kind: Kind::NoSql, at: &[Place { base: Base::Position(0), path: &[Key::Name("Statement")] }, Place { base: Base::Position(0), path: &[Key::Name("Statements"), Key::Name("Statement")] }, Place { base: Base::Position(0), path: &[Key::Name("TransactStatements"), Key::Name("Statement")] }], when: &[], from: &[Origin::Input, Origin::Stored], note: "expression", fix: "write `?` where the value belongs and hand the value over in `Parameters`" },
        Sink { paths: &["ScanCommand", "QueryCommand", "UpdateCommand", "UpdateItemCommand", "PutCommand", "PutItemCommand", "DeleteCommand", "DeleteItemCommand", "GetCommand", "GetItemCommand"], kind: Kind::NoSql, at: &[Place { base: Base::Position(0), path: &[Key::Name("FilterExpression")] }, Place { base: Base::Position(0), path: &[Key::Name("KeyConditionExpression")] }, Place { base: Base::Position(0), path: &[Key::Name("UpdateExpression")] }, Place { base: Base::Position(0), path: &[Key::Name("ConditionExpression")] }, Place { base: Base::Position(0), path: &[Key::Name("ProjectionExpression")] }], when: &[], from: &[Origin::Input, Origin::Stored], note: "expression", fix: "write `:value` where the value belongs and hand the value over in `ExpressionAttributeValues`" },
    ],
    sources: &[],
    propagators: &[],
    sanitizers: &[],
    validators: &[],
    aliases: &[],
    routes: &[],
    views: &[],
    stores: &[],
    events: &[],
    watches: &[],
};

static AWS_SDK_3: Package = Package {
    name: "aws-sdk",
    language: Language::JavaScript,
    modules: &["aws-sdk"],
    sinks: &[
        Sink { paths: &["DynamoDB()..executeStatement", "DynamoDB()..batchExecuteStatement", "DynamoDB()..executeTransaction", "@aws-sdk/client-dynamodb.DynamoDB()..executeStatement"], kind: Kind::NoSql, at: &[Place { base: Base::Position(0), path: &[Key::Name("Statement")] }, Place { base: Base::Position(0), path: &[Key::Name("Statements"), Key::Name("Statement")] }, Place { base: Base::Position(0), path: &[Key::Name("TransactStatements"), Key::Name("Statement")] }], when: &[], from: &[Origin::Input, Origin::Stored], note: "expression", fix: "write `?` where the value belongs and hand the value over in `Parameters`" },
    ],
    sources: &[],
    propagators: &[],
    sanitizers: &[],
    validators: &[],
    aliases: &[],
    routes: &[],
    views: &[],
    stores: &[],
    events: &[],
    watches: &[],
};

static AWS_SDK_4: Package = Package {
    name: "aws-sdk",
    language: Language::JavaScript,
    modules: &["aws-sdk", "aws-sdk/clients/dynamodb", "@aws-sdk/client-dynamodb", "@aws-sdk/lib-dynamodb"],
    sinks: &[
        Sink { paths: &["DynamoDB.DocumentClient()..scan", "DynamoDB.DocumentClient()..query", "DynamoDB.DocumentClient()..update", "DynamoDB.DocumentClient()..put", "DynamoDB.DocumentClient()..delete", "DynamoDB()..scan", "DynamoDB()..query", "DynamoDB()..updateItem", "DocumentClient()..scan", "DocumentClient()..query", "DocumentClient()..update", "DynamoDBDocument.from()..scan", "DynamoDBDocument.from()..query", "DynamoDBDocument.from()..update"], kind: Kind::NoSql, at: &[Place { base: Base::Position(0), path: &[Key::Name("FilterExpression")] }, Place { base: Base::Position(0), path: &[Key::Name("KeyConditionExpression")] }, Place { base: Base::Position(0), path: &[Key::Name("UpdateExpression")] }, Place { base: Base::Position(0), path: &[Key::Name("ConditionExpression")] }, Place { base: Base::Position(0), path: &[Key::Name("ProjectionExpression")] }], when: &[], from: &[Origin::Input, Origin::Stored], note: "expression", fix: "write `:value` where the value belongs and hand the value over in `ExpressionAttributeValues`" },
        Sink { paths: &["DynamoDB.DocumentClient()..scan", "DynamoDB.DocumentClient()..query", "DynamoDB()..scan", "DynamoDB()..query", "ScanCommand", "QueryCommand", "DynamoDBDocument.from()..scan", "DynamoDBDocument.from()..query"], kind: Kind::NoSql, at: &[Place { base: Base::Position(0), path: &[Key::Deep] }, Place { base: Base::Position(0), path: &[Key::Name("ScanFilter")] }, Place { base: Base::Position(0), path: &[Key::Name("KeyConditions")] }, Place { base: Base::Position(0), path: &[Key::Name("QueryFilter")] }], when: &[], from: &[Origin::Input, Origin::Stored], note: "object", fix: "build the condition yourself and hand over the value only" },
    ],
    sources: &[],
    propagators: &[],
    sanitizers: &[],
    validators: &[],
    aliases: &[],
    routes: &[],
    views: &[],
    stores: &[],
    events: &[],
    watches: &[],
};

static AWS_SDK_5: Package = Package {
    name: "aws-sdk",
    language: Language::JavaScript,
    modules: &["@aws-sdk/client-rds-data", "@aws-sdk/client-athena", "@aws-sdk/client-redshift-data", "@aws-sdk/client-timestream-query", "@aws-sdk/client-s3"],
    sinks: &[
        Sink { paths: &["ExecuteStatementCommand", "BatchExecuteStatementCommand", "ExecuteSqlCommand", "StartQueryExecutionCommand", "QueryCommand", "SelectObjectContentCommand"], kind: Kind::Sql, at: &[Place { base: Base::Position(0), path: &[Key::Name("sql")] }, Place { base: Base::Position(0), path: &[Key::Name("sqlStatements")] }, Place { base: Base::Position(0), path: &[Key::Name("QueryString")] }, Place { base: Base::Position(0), path: &[Key::Name("Sql")] }, Place { base: Base::Position(0), path: &[Key::Name("Sqls")] }, Place { base: Base::Position(0), path: &[Key::Name("Expression")] }], when: &[], from: &[Origin::Input, Origin::Stored], note: "", fix: "write `:name` where the value belongs and hand the value over in `parameters`" },
    ],
    sources: &[],
    propagators: &[],
    sanitizers: &[],
    validators: &[],
    aliases: &[],
    routes: &[],
    views: &[],
    stores: &[],
    events: &[],
    watches: &[],
};

static AWS_SDK_6: Package = Package {
    name: "aws-sdk",
    language: Language::JavaScript,
    modules: &["aws-sdk", "aws-sdk/clients/rdsdataservice", "aws-sdk/clients/athena", "@aws-sdk/client-rds-data", "@aws-sdk/client-athena"],
    sinks: &[
        Sink { paths: &["RDSDataService()..executeStatement", "RDSDataService()..batchExecuteStatement", "RDSDataService()..executeSql", "Athena()..startQueryExecution", "RedshiftData()..executeStatement", "TimestreamQuery()..query", "S3()..selectObjectContent", "RDSData()..executeStatement", "()..executeStatement"], kind: Kind::Sql, at: &[Place { base: Base::Position(0), path: &[Key::Name("sql")] }, Place { base: Base::Position(0), path: &[Key::Name("sqlStatements")] }, Place { base: Base::Position(0), path: &[Key::Name("QueryString")] }, Place { base: Base::Position(0), path: &[Key::Name("Sql")] }, Place { base: Base::Position(0), path: &[Key::Name("Expression")] }], when: &[], from: &[Origin::Input, Origin::Stored], note: "", fix: "write `:name` where the value belongs and hand the value over in `parameters`" },
    ],
    sources: &[],
    propagators: &[],
    sanitizers: &[],
    validators: &[],
    aliases: &[],
    routes: &[],
    views: &[],
    stores: &[],
    events: &[],
    watches: &[],
};

static AWS_SDK_7: Package = Package {
    name: "aws-sdk",
    language: Language::JavaScript,
    modules: &["@aws-sdk/client-ssm", "aws-sdk"],
    sinks: &[
        Sink { paths: &["SendCommandCommand", "SSM()..sendCommand"], kind: Kind::Command, at: &[Place { base: Base::Position(0), path: &[Key::Name("Parameters")] }], when: &[], from: &[Origin::Input, Origin::Stored], note: "", fix: "quote the value for the shell" },
    ],
    sources: &[],
    propagators: &[],
    sanitizers: &[],
    validators: &[],
    aliases: &[],
    routes: &[],
    views: &[],
    stores: &[],
    events: &[],
    watches: &[],
};

static AWS_SDK_8: Package = Package {
    name: "aws-sdk",
    language: Language::JavaScript,
    modules: &["@aws-sdk/client-lambda", "aws-sdk"],
    sinks: &[
        Sink { paths: &["InvokeCommand", "Lambda()..invoke", "Lambda()..invokeAsync"], kind: Kind::Resource, at: &[Place { base: Base::Position(0), path: &[Key::Name("FunctionName")] }], when: &[], from: &[Origin::Input, Origin::Stored], note: "", fix: "look the function's name up in an object of those that may be called" },
    ],
    sources: &[],
    propagators: &[],
    sanitizers: &[],
    validators: &[],
    aliases: &[],
    routes: &[],
    views: &[],
    stores: &[],
    events: &[],
    watches: &[],
};

static AWS_SDK_9: Package = Package {
    name: "aws-sdk",
    language: Language::JavaScript,
    modules: &["aws-sdk", "aws-sdk/clients/dynamodb", "@aws-sdk/lib-dynamodb", "@aws-sdk/client-dynamodb"],
    sinks: &[],
    sources: &[],
    propagators: &[],
    sanitizers: &[],
    validators: &[],
    aliases: &[],
    routes: &[],
    views: &[],
    stores: &[
        Store { paths: &["DynamoDB.DocumentClient()..put", "DynamoDB.DocumentClient()..update", "DynamoDB()..putItem", "DynamoDB()..updateItem", "DocumentClient()..put", "DocumentClient()..update", "PutCommand", "UpdateCommand", "PutItemCommand", "UpdateItemCommand", "DynamoDBDocument.from()..put", "DynamoDBDocument.from()..update"], kind: "table", put: true, name: Place { base: Base::Position(0), path: &[Key::Name("TableName")] }, value: Place { base: Base::Position(0), path: &[Key::Name("Item")] } },
        Store { paths: &["DynamoDB.DocumentClient()..put", "DynamoDB.DocumentClient()..update", "DynamoDB()..putItem", "DynamoDB()..updateItem", "DocumentClient()..put", "DocumentClient()..update", "PutCommand", "UpdateCommand", "PutItemCommand", "UpdateItemCommand", "DynamoDBDocument.from()..put", "DynamoDBDocument.from()..update"], kind: "table", put: true, name: Place { base: Base::Position(0), path: &[Key::Name("TableName")] }, value: Place { base: Base::Position(0), path: &[Key::Name("ExpressionAttributeValues")] } },
        Store { paths: &["DynamoDB.DocumentClient()..get", "DynamoDB.DocumentClient()..query", "DynamoDB.DocumentClient()..scan", "DynamoDB()..getItem", "DynamoDB()..query", "DynamoDB()..scan", "DocumentClient()..get", "DocumentClient()..query", "DocumentClient()..scan", "GetCommand", "QueryCommand", "ScanCommand", "GetItemCommand", "DynamoDBDocument.from()..get", "DynamoDBDocument.from()..query", "DynamoDBDocument.from()..scan"], kind: "table", put: false, name: Place { base: Base::Position(0), path: &[Key::Name("TableName")] }, value: Place { base: Base::Result, path: &[Key::Name("Item")] } },
        Store { paths: &["DynamoDB.DocumentClient()..get", "DynamoDB.DocumentClient()..query", "DynamoDB.DocumentClient()..scan", "DynamoDB()..getItem", "DynamoDB()..query", "DynamoDB()..scan", "DocumentClient()..get", "DocumentClient()..query", "DocumentClient()..scan", "GetCommand", "QueryCommand", "ScanCommand", "GetItemCommand", "DynamoDBDocument.from()..get", "DynamoDBDocument.from()..query", "DynamoDBDocument.from()..scan"], kind: "table", put: false, name: Place { base: Base::Position(0), path: &[Key::Name("TableName")] }, value: Place { base: Base::Result, path: &[Key::Name("Items")] } },
    ],
    events: &[],
    watches: &[],
};

static AWS_SDK_10: Package = Package {
    name: "aws-sdk",
    language: Language::JavaScript,
    modules: &["aws-sdk", "aws-sdk/clients/s3", "@aws-sdk/client-s3"],
    sinks: &[],
    sources: &[],
    propagators: &[],
    sanitizers: &[],
    validators: &[],
    aliases: &[],
    routes: &[],
    views: &[],
    stores: &[
        Store { paths: &["S3()..putObject", "S3()..upload", "PutObjectCommand"], kind: "bucket", put: true, name: Place { base: Base::Position(0), path: &[Key::Name("Bucket")] }, value: Place { base: Base::Position(0), path: &[Key::Name("Body")] } },
        Store { paths: &["S3()..getObject", "GetObjectCommand"], kind: "bucket", put: false, name: Place { base: Base::Position(0), path: &[Key::Name("Bucket")] }, value: Place { base: Base::Result, path: &[Key::Name("Body")] } },
    ],
    events: &[],
    watches: &[],
};

static AWS_SDK_11: Package = Package {
    name: "aws-sdk",
    language: Language::JavaScript,
    modules: &["aws-sdk", "aws-sdk/clients/sqs", "@aws-sdk/client-sqs"],
    sinks: &[],
    sources: &[],
    propagators: &[],
    sanitizers: &[],
    validators: &[],
    aliases: &[],
    routes: &[],
    views: &[],
    stores: &[
        Store { paths: &["SQS()..sendMessage", "SQS()..sendMessageBatch", "SendMessageCommand", "SendMessageBatchCommand"], kind: "queue", put: true, name: Place { base: Base::Position(0), path: &[Key::Name("QueueUrl")] }, value: Place { base: Base::Position(0), path: &[Key::Name("MessageBody")] } },
        Store { paths: &["SQS()..sendMessage", "SQS()..sendMessageBatch", "SendMessageCommand", "SendMessageBatchCommand"], kind: "queue", put: true, name: Place { base: Base::Position(0), path: &[Key::Name("QueueUrl")] }, value: Place { base: Base::Position(0), path: &[Key::Name("Entries")] } },
    ],
    events: &[],
    watches: &[],
};

static AWS_SDK_12: Package = Package {
    name: "aws-sdk",
    language: Language::JavaScript,
    modules: &["aws-sdk", "aws-sdk/clients/sns", "@aws-sdk/client-sns"],
    sinks: &[],
    sources: &[],
    propagators: &[],
    sanitizers: &[],
    validators: &[],
    aliases: &[],
    routes: &[],
    views: &[],
    stores: &[
        Store { paths: &["SNS()..publish", "PublishCommand"], kind: "topic", put: true, name: Place { base: Base::Position(0), path: &[Key::Name("TopicArn")] }, value: Place { base: Base::Position(0), path: &[Key::Name("Message")] } },
    ],
    events: &[],
    watches: &[],
};

static BOTO3: Package = Package {
    name: "boto3",
    language: Language::Python,
    modules: &["boto3", "aioboto3", "aiobotocore", "botocore"],
    sinks: &[
        Sink { paths: &["..execute_statement", "..batch_execute_statement", "..execute_transaction"], kind: Kind::NoSql, at: &[Place { base: Base::Keyword("Statement"), path: &[] }, Place { base: Base::Keyword("Statements"), path: &[] }, Place { base: Base::Keyword("TransactStatements"), path: &[] }], when: &[], from: &[Origin::Input, Origin::Stored], note: "expression", fix: "write `?` where the value belongs and hand the value over in `Parameters`" },
        Sink { paths: &["..scan", "..query", "..update_item", "..put_item", "..delete_item", "..get_item"], kind: Kind::NoSql, at: &[Place { base: Base::Keyword("FilterExpression"), path: &[] }, Place { base: Base::Keyword("KeyConditionExpression"), path: &[] }, Place { base: Base::Keyword("UpdateExpression"), path: &[] }, Place { base: Base::Keyword("ConditionExpression"), path: &[] }, Place { base: Base::Keyword("ProjectionExpression"), path: &[] }], when: &[], from: &[Origin::Input, Origin::Stored], note: "expression", fix: "write `:value` where the value belongs and hand the value over in `ExpressionAttributeValues`" },
        Sink { paths: &["..scan", "..query"], kind: Kind::NoSql, at: &[Place { base: Base::Keyword("ScanFilter"), path: &[] }, Place { base: Base::Keyword("KeyConditions"), path: &[] }, Place { base: Base::Keyword("QueryFilter"), path: &[] }], when: &[], from: &[Origin::Input, Origin::Stored], note: "object", fix: "build the condition yourself and hand over the value only" },
        Sink { paths: &["client(rds-data)..execute_statement", "client(rds-data)..batch_execute_statement", "client(rds-data)..execute_sql", "client(redshift-data)..execute_statement", "client(redshift-data)..batch_execute_statement", "client(athena)..start_query_execution", "client(timestream-query)..query", "client(s3)..select_object_content", "client(glue)..start_query", "client(qldb-session)..send_command", "client(cloudtrail)..start_query"], kind: Kind::Sql, at: &[Place { base: Base::Keyword("sql"), path: &[] }, Place { base: Base::Keyword("sqlStatements"), path: &[] }, Place { base: Base::Keyword("Sql"), path: &[] }, Place { base: Base::Keyword("Sqls"), path: &[] }, Place { base: Base::Keyword("QueryString"), path: &[] }, Place { base: Base::Keyword("Expression"), path: &[] }, Place { base: Base::Keyword("QueryStatement"), path: &[] }], when: &[], from: &[Origin::Input, Origin::Stored], note: "", fix: "write `:name` where the value belongs and hand the value over in `parameters`" },
        Sink { paths: &["client(ssm)..send_command"], kind: Kind::Command, at: &[Place { base: Base::Keyword("Parameters"), path: &[] }], when: &[], from: &[Origin::Input, Origin::Stored], note: "", fix: "quote the value with `shlex.quote`" },
        Sink { paths: &["client", "resource", "Session()..client", "session.Session()..client"], kind: Kind::Url, at: &[Place { base: Base::Keyword("endpoint_url"), path: &[] }], when: &[], from: &[Origin::Input, Origin::Stored], note: "", fix: "keep the end point constant" },
        Sink { paths: &["client(lambda)..invoke"], kind: Kind::Resource, at: &[Place { base: Base::Keyword("FunctionName"), path: &[] }], when: &[], from: &[Origin::Input, Origin::Stored], note: "", fix: "look the function's name up in a dictionary of those that may be called" },
    ],
    sources: &[],
    propagators: &[],
    sanitizers: &[],
    validators: &[],
    aliases: &[],
    routes: &[],
    views: &[],
    stores: &[
        Store { paths: &["resource(dynamodb)..Table()..put_item", "resource(dynamodb)..Table()..update_item", "client(dynamodb)..put_item", "client(dynamodb)..update_item"], kind: "table", put: true, name: Place { base: Base::Receiver, path: &[] }, value: Place { base: Base::Keyword("Item"), path: &[] } },
        Store { paths: &["resource(dynamodb)..Table()..put_item", "resource(dynamodb)..Table()..update_item", "client(dynamodb)..put_item", "client(dynamodb)..update_item"], kind: "table", put: true, name: Place { base: Base::Receiver, path: &[] }, value: Place { base: Base::Keyword("ExpressionAttributeValues"), path: &[] } },
        Store { paths: &["resource(dynamodb)..Table()..get_item", "resource(dynamodb)..Table()..query", "resource(dynamodb)..Table()..scan", "client(dynamodb)..get_item", "client(dynamodb)..query", "client(dynamodb)..scan", "client(dynamodb)..batch_get_item"], kind: "table", put: false, name: Place { base: Base::Receiver, path: &[] }, value: Place { base: Base::Result, path: &[Key::Name("Item")] } },
        Store { paths: &["resource(dynamodb)..Table()..get_item", "resource(dynamodb)..Table()..query", "resource(dynamodb)..Table()..scan", "client(dynamodb)..get_item", "client(dynamodb)..query", "client(dynamodb)..scan", "client(dynamodb)..batch_get_item"], kind: "table", put: false, name: Place { base: Base::Receiver, path: &[] }, value: Place { base: Base::Result, path: &[Key::Name("Items")] } },
        Store { paths: &["client(s3)..put_object", "resource(s3)..Object()..put", "resource(s3)..Bucket()..put_object", "client(s3)..upload_fileobj"], kind: "bucket", put: true, name: Place { base: Base::Named(1, "Bucket"), path: &[] }, value: Place { base: Base::Keyword("Body"), path: &[] } },
        Store { paths: &["client(s3)..put_object", "resource(s3)..Object()..put", "resource(s3)..Bucket()..put_object", "client(s3)..upload_fileobj"], kind: "bucket", put: true, name: Place { base: Base::Named(1, "Bucket"), path: &[] }, value: Place { base: Base::Position(0), path: &[] } },
        Store { paths: &["client(s3)..get_object", "resource(s3)..Object()..get", "client(s3)..download_file", "client(s3)..download_fileobj"], kind: "bucket", put: false, name: Place { base: Base::Named(0, "Bucket"), path: &[] }, value: Place { base: Base::Result, path: &[Key::Name("Body")] } },
        Store { paths: &["client(sqs)..send_message", "client(sqs)..send_message_batch", "resource(sqs)..Queue()..send_message", "resource(sqs)..get_queue_by_name()..send_message"], kind: "queue", put: true, name: Place { base: Base::Keyword("QueueUrl"), path: &[] }, value: Place { base: Base::Keyword("MessageBody"), path: &[] } },
        Store { paths: &["client(sqs)..send_message", "client(sqs)..send_message_batch", "resource(sqs)..Queue()..send_message", "resource(sqs)..get_queue_by_name()..send_message"], kind: "queue", put: true, name: Place { base: Base::Keyword("QueueUrl"), path: &[] }, value: Place { base: Base::Keyword("Entries"), path: &[] } },
        Store { paths: &["client(sns)..publish", "resource(sns)..Topic()..publish"], kind: "topic", put: true, name: Place { base: Base::Keyword("TopicArn"), path: &[] }, value: Place { base: Base::Keyword("Message"), path: &[] } },
        Store { paths: &["client(sqs)..receive_message"], kind: "queue", put: false, name: Place { base: Base::Keyword("QueueUrl"), path: &[] }, value: Place { base: Base::Result, path: &[Key::Name("Messages")] } },
    ],
    events: &[],
    watches: &[],
};

static BOTO3_1: Package = Package {
    name: "boto3",
    language: Language::Python,
    modules: &["boto3"],
    sinks: &[],
    sources: &[],
    propagators: &[
        Propagator { paths: &["dynamodb.types.TypeDeserializer()..deserialize", "dynamodb.types.TypeSerializer()..serialize"], from: &[Place { base: Base::Position(0), path: &[] }], to: Place { base: Base::Result, path: &[] }, shape: Shape::Made, calls: &[] },
    ],
    sanitizers: &[
        Sanitizer { paths: &["dynamodb.conditions.Key()..eq", "dynamodb.conditions.Key()..begins_with", "dynamodb.conditions.Key()..between", "dynamodb.conditions.Key()..lt", "dynamodb.conditions.Key()..lte", "dynamodb.conditions.Key()..gt", "dynamodb.conditions.Key()..gte", "dynamodb.conditions.Attr()..eq", "dynamodb.conditions.Attr()..ne", "dynamodb.conditions.Attr()..begins_with", "dynamodb.conditions.Attr()..between", "dynamodb.conditions.Attr()..contains", "dynamodb.conditions.Attr()..is_in", "dynamodb.conditions.Attr()..exists", "dynamodb.conditions.Attr()..lt", "dynamodb.conditions.Attr()..lte", "dynamodb.conditions.Attr()..gt", "dynamodb.conditions.Attr()..gte"], at: Place { base: Base::From(0), path: &[] }, when: &[], clean: Kind::NoSql.bit() },
    ],
    validators: &[],
    aliases: &[],
    routes: &[],
    views: &[],
    stores: &[],
    events: &[],
    watches: &[],
};

static DJANGO: Package = Package {
    name: "django",
    language: Language::Python,
    modules: &["django"],
    sinks: &[
        Sink { paths: &["db.connection..execute", "db.connection..executemany", "db.connections..execute", "db.connections..executemany", "db.connection..callproc"], kind: Kind::Sql, at: &[Place { base: Base::Named(0, "sql"), path: &[] }], when: &[], from: &[Origin::Input, Origin::Stored], note: "", fix: "write `%s` where the value belongs and hand the value over as the second argument: `execute(\"… = %s\", [value])`" },
        Sink { paths: &["db.models.expressions.RawSQL", "db.models.RawSQL"], kind: Kind::Sql, at: &[Place { base: Base::Named(0, "sql"), path: &[] }], when: &[], from: &[Origin::Input, Origin::Stored], note: "", fix: "write `%s` where the value belongs and hand the values over as the second argument" },
        Sink { paths: &["utils.safestring.mark_safe", "utils.safestring.SafeString", "utils.safestring.SafeText"], kind: Kind::Html, at: &[Place { base: Base::Position(0), path: &[] }], when: &[], from: &[Origin::Input, Origin::Stored], note: "", fix: "use `format_html(\"…{}\", value)`, which escapes the value" },
        Sink { paths: &["http.HttpResponse", "http.HttpResponseBadRequest", "http.HttpResponseNotFound", "http.HttpResponseForbidden", "http.HttpResponseServerError", "http.response.HttpResponse", "shortcuts.HttpResponse"], kind: Kind::Html, at: &[Place { base: Base::Named(0, "content"), path: &[] }], when: &[Condition { not: true, place: Place { base: Base::Keyword("content_type"), path: &[] }, test: Test::Equals("text/plain") }, Condition { not: true, place: Place { base: Base::Keyword("content_type"), path: &[] }, test: Test::Equals("application/json") }, Condition { not: true, place: Place { base: Base::Position(1), path: &[] }, test: Test::Equals("text/plain") }, Condition { not: true, place: Place { base: Base::Position(1), path: &[] }, test: Test::Equals("application/json") }], from: &[Origin::Input, Origin::Stored], note: "", fix: "render a template, or escape the value with `django.utils.html.escape`" },
        Sink { paths: &["http.HttpResponseRedirect", "http.HttpResponsePermanentRedirect", "shortcuts.redirect", "http.response.HttpResponseRedirect"], kind: Kind::Redirect, at: &[Place { base: Base::Position(0), path: &[] }], when: &[], from: &[Origin::Input, Origin::Stored], note: "", fix: "redirect to a view by name, or check the target with `url_has_allowed_host_and_scheme`" },
        Sink { paths: &["http.FileResponse"], kind: Kind::Path, at: &[Place { base: Base::Position(0), path: &[] }], when: &[Condition { not: false, place: Place { base: Base::Position(0), path: &[] }, test: Test::Is(Type::Text) }], from: &[Origin::Input, Origin::Stored], note: "", fix: "join the name with a base directory by `django.utils._os.safe_join`" },
        Sink { paths: &["core.files.storage.default_storage.open", "core.files.storage.FileSystemStorage().open", "core.files.storage.FileSystemStorage().delete"], kind: Kind::Path, at: &[Place { base: Base::Named(0, "name"), path: &[] }], when: &[], from: &[Origin::Input, Origin::Stored], note: "", fix: "keep the last part of the name only: `os.path.basename(name)`" },
        Sink { paths: &["template.Template", "template.base.Template", "template.engines[].from_string", "template.Engine().from_string"], kind: Kind::Template, at: &[Place { base: Base::Named(0, "template_string"), path: &[] }, Place { base: Base::Keyword("template_code"), path: &[] }], when: &[], from: &[Origin::Input, Origin::Stored], note: "", fix: "keep the template constant and hand the value over in the context" },
        Sink { paths: &["core.mail.send_mail", "core.mail.EmailMessage", "core.mail.EmailMultiAlternatives"], kind: Kind::Mail, at: &[Place { base: Base::Named(0, "subject"), path: &[] }], when: &[], from: &[Origin::Input, Origin::Stored], note: "", fix: "remove line breaks from the value" },
        Sink { paths: &["http.HttpResponse()[]=", "http.JsonResponse()[]="], kind: Kind::Header, at: &[Place { base: Base::Position(0), path: &[] }], when: &[], from: &[Origin::Input, Origin::Stored], note: "", fix: "remove line breaks from the value" },
        Sink { paths: &["http.HttpRequest.session[]="], kind: Kind::Session, at: &[Place { base: Base::Position(0), path: &[] }, Place { base: Base::Position(1), path: &[] }], when: &[], from: &[Origin::Input, Origin::Stored], note: "", fix: "store what the program itself found out about the caller, not what the caller says" },
    ],
    sources: &[
        Source { paths: &["http.HttpRequest.GET", "http.HttpRequest.POST", "http.HttpRequest.COOKIES", "http.HttpRequest.META", "http.HttpRequest.FILES", "http.HttpRequest.headers", "http.HttpRequest.body", "http.HttpRequest.path", "http.HttpRequest.path_info", "http.HttpRequest.get_full_path()", "http.HttpRequest.build_absolute_uri()", "http.HttpRequest.get_host()", "http.HttpRequest.read()", "http.HttpRequest.content_params", "http.HttpRequest.get_signed_cookie()"], name: "http.HttpRequest.GET", origin: Origin::Input, clean: 0, trusted: &[], readers: &["get", "getlist", "dict", "items"] },
    ],
    propagators: &[
        Propagator { paths: &["shortcuts.render", "shortcuts.redirect", "template.loader.render_to_string", "http.JsonResponse", "urls.reverse", "shortcuts.get_object_or_404"], from: &[Place { base: Base::From(0), path: &[] }, Place { base: Base::Receiver, path: &[] }], to: Place { base: Base::Result, path: &[] }, shape: Shape::Nothing, calls: &[] },
    ],
    sanitizers: &[
        Sanitizer { paths: &["utils.html.escape", "utils.html.conditional_escape", "utils.html.format_html", "utils.html.strip_tags", "utils.html.escapejs", "utils.html.json_script"], at: Place { base: Base::From(0), path: &[] }, when: &[], clean: Kind::Html.bit() },
        Sanitizer { paths: &["utils.text.slugify", "utils.text.get_valid_filename"], at: Place { base: Base::Position(0), path: &[] }, when: &[], clean: Kind::Path.bit() | Kind::Command.bit() | Kind::Header.bit() | Kind::Log.bit() | Kind::Sql.bit() | Kind::Html.bit() | Kind::Url.bit() | Kind::Redirect.bit() },
        Sanitizer { paths: &["utils._os.safe_join"], at: Place { base: Base::From(0), path: &[] }, when: &[], clean: Kind::Path.bit() },
    ],
    validators: &[
        Validator { paths: &["utils.http.url_has_allowed_host_and_scheme", "utils.http.is_safe_url"], at: Place { base: Base::Named(0, "url"), path: &[] }, clean: Kind::Redirect.bit() | Kind::Url.bit(), answer: Answer::True, pattern: None, whole: false },
    ],
    aliases: &[
        Alias { paths: &["core.handlers.wsgi.WSGIRequest", "http.request.HttpRequest", "HttpRequest"], to: "http.HttpRequest" },
    ],
    routes: &[
        Route { paths: &["urls.path", "urls.re_path", "conf.urls.url"], form: Form::Arguments, parameters: &[Given::Object("http.HttpRequest"), Given::Input("")], answer: Answering::Nothing },
        Route { paths: &["views.decorators.csrf.csrf_exempt", "views.decorators.http.require_http_methods", "views.decorators.http.require_GET", "views.decorators.http.require_POST", "contrib.auth.decorators.login_required"], form: Form::Decorator, parameters: &[Given::Object("http.HttpRequest"), Given::Input("")], answer: Answering::Nothing },
    ],
    views: &[
        View { bases: &["views.View", "views.generic.View", "views.generic.TemplateView", "views.generic.ListView", "views.generic.DetailView", "views.generic.FormView", "views.generic.CreateView", "views.generic.UpdateView", "views.generic.DeleteView", "views.generic.RedirectView", "views.generic.base.View"], methods: &["get", "post", "put", "patch", "delete", "head", "dispatch"], parameters: &[Given::Object("http.HttpRequest"), Given::Input("")], attributes: &[("kwargs", Given::Input("")), ("request", Given::Object("http.HttpRequest")), ], answer: Answering::Nothing },
    ],
    stores: &[],
    events: &[],
    watches: &[],
};

static DJANGO_1: Package = Package {
    name: "django",
    language: Language::Python,
    modules: &["rest_framework"],
    sinks: &[],
    sources: &[
        Source { paths: &["request.Request.data", "request.Request.query_params", "request.Request.GET", "request.Request.POST", "request.Request.COOKIES", "request.Request.META", "request.Request.FILES", "request.Request.headers", "request.Request.body"], name: "request.Request.data", origin: Origin::Input, clean: 0, trusted: &[], readers: &["get", "getlist"] },
    ],
    propagators: &[],
    sanitizers: &[],
    validators: &[],
    aliases: &[],
    routes: &[
        Route { paths: &["decorators.api_view", "decorators.action"], form: Form::Decorator, parameters: &[Given::Object("request.Request"), Given::Input("")], answer: Answering::Nothing },
    ],
    views: &[
        View { bases: &["views.APIView", "viewsets.ViewSet", "viewsets.ModelViewSet", "viewsets.GenericViewSet", "generics.GenericAPIView", "generics.ListAPIView", "generics.CreateAPIView", "generics.RetrieveAPIView"], methods: &["get", "post", "put", "patch", "delete", "list", "create", "retrieve", "update", "partial_update", "destroy"], parameters: &[Given::Object("request.Request"), Given::Input("")], attributes: &[("kwargs", Given::Input("")), ("request", Given::Object("request.Request")), ], answer: Answering::Nothing },
    ],
    stores: &[],
    events: &[],
    watches: &[],
};

static DJANGO_2: Package = Package {
    name: "django",
    language: Language::Python,
    modules: &[],
    sinks: &[
        Sink { paths: &["*.objects.raw", "*.objects..raw"], kind: Kind::Sql, at: &[Place { base: Base::Named(0, "raw_query"), path: &[] }], when: &[], from: &[Origin::Input, Origin::Stored], note: "", fix: "write `%s` where the value belongs and hand the values over in `params`" },
        Sink { paths: &["*.objects.extra", "*.objects..extra"], kind: Kind::Sql, at: &[Place { base: Base::Keyword("where"), path: &[Key::Deep] }, Place { base: Base::Keyword("select"), path: &[Key::Deep] }, Place { base: Base::Keyword("tables"), path: &[Key::Deep] }, Place { base: Base::Keyword("order_by"), path: &[Key::Deep] }, Place { base: Base::Position(0), path: &[Key::Deep] }], when: &[], from: &[Origin::Input, Origin::Stored], note: "", fix: "write `%s` where the value belongs and hand the values over in `params`" },
    ],
    sources: &[
        Source { paths: &["*.GET", "*.POST", "*.COOKIES"], name: "*.GET", origin: Origin::Input, clean: 0, trusted: &[], readers: &["get", "getlist"] },
    ],
    propagators: &[],
    sanitizers: &[],
    validators: &[],
    aliases: &[],
    routes: &[],
    views: &[],
    stores: &[],
    events: &[],
    watches: &[],
};

static ERRORS_NODE: Package = Package {
    name: "errors-node",
    language: Language::JavaScript,
    modules: &[],
    sinks: &[],
    sources: &[
        Source { paths: &["*.stack"], name: "the stack trace", origin: Origin::Error, clean: 0, trusted: &[], readers: &[] },
    ],
    propagators: &[],
    sanitizers: &[],
    validators: &[],
    aliases: &[],
    routes: &[],
    views: &[],
    stores: &[],
    events: &[],
    watches: &[],
};

static ERRORS: Package = Package {
    name: "errors-python",
    language: Language::Python,
    modules: &[],
    sinks: &[],
    sources: &[],
    propagators: &[],
    sanitizers: &[],
    validators: &[],
    aliases: &[],
    routes: &[],
    views: &[],
    stores: &[],
    events: &[],
    watches: &[],
};

static ERRORS_1: Package = Package {
    name: "errors-python",
    language: Language::Python,
    modules: &["traceback"],
    sinks: &[],
    sources: &[
        Source { paths: &["format_exc()", "format_exception()", "format_tb()", "format_stack()", "extract_tb()", "extract_stack()", "TracebackException.from_exception().format()"], name: "the stack trace", origin: Origin::Error, clean: 0, trusted: &[], readers: &[] },
    ],
    propagators: &[],
    sanitizers: &[],
    validators: &[],
    aliases: &[],
    routes: &[],
    views: &[],
    stores: &[],
    events: &[],
    watches: &[],
};

static ERRORS_2: Package = Package {
    name: "errors-python",
    language: Language::Python,
    modules: &["sys"],
    sinks: &[],
    sources: &[
        Source { paths: &["exc_info()"], name: "sys.exc_info()", origin: Origin::Error, clean: 0, trusted: &[], readers: &[] },
    ],
    propagators: &[],
    sanitizers: &[],
    validators: &[],
    aliases: &[],
    routes: &[],
    views: &[],
    stores: &[],
    events: &[],
    watches: &[],
};

static EXPRESS: Package = Package {
    name: "express",
    language: Language::JavaScript,
    modules: &["express", "restify", "polka", "router", "express-promise-router", "@tinyhttp/app", "lambda-api"],
    sinks: &[
        Sink { paths: &["Response.send", "Response.end", "Response.write", "Response.html"], kind: Kind::Html, at: &[Place { base: Base::Position(0), path: &[] }], when: &[Condition { not: true, place: Place { base: Base::Position(0), path: &[] }, test: Test::Is(Type::Object) }, Condition { not: true, place: Place { base: Base::Position(0), path: &[] }, test: Test::Is(Type::List) }, Condition { not: true, place: Place { base: Base::Position(0), path: &[] }, test: Test::Is(Type::Number) }], from: &[Origin::Input], note: "", fix: "escape the value, or answer with `res.json(…)`" },
        Sink { paths: &["Response.send", "Response.end", "Response.write", "Response.html"], kind: Kind::Html, at: &[Place { base: Base::Position(0), path: &[] }], when: &[Condition { not: false, place: Place { base: Base::Position(0), path: &[] }, test: Test::Like(Like::Html) }], from: &[Origin::Stored], note: "", fix: "escape the value, or answer with `res.json(…)`" },
        Sink { paths: &["Response.redirect"], kind: Kind::Redirect, at: &[Place { base: Base::Last, path: &[] }], when: &[], from: &[Origin::Input, Origin::Stored], note: "", fix: "compare the target with a list of your own paths" },
        Sink { paths: &["Response.location"], kind: Kind::Redirect, at: &[Place { base: Base::Position(0), path: &[] }], when: &[], from: &[Origin::Input, Origin::Stored], note: "", fix: "compare the target with a list of your own paths" },
        Sink { paths: &["Response.set", "Response.header", "Response.setHeader", "Response.append"], kind: Kind::Redirect, at: &[Place { base: Base::Position(1), path: &[] }], when: &[Condition { not: false, place: Place { base: Base::Position(0), path: &[] }, test: Test::Equals("Location") }], from: &[Origin::Input, Origin::Stored], note: "", fix: "compare the target with a list of your own paths" },
        Sink { paths: &["Response.set", "Response.header", "Response.setHeader", "Response.append", "Response.writeHead"], kind: Kind::Header, at: &[Place { base: Base::Position(1), path: &[] }], when: &[Condition { not: true, place: Place { base: Base::Position(0), path: &[] }, test: Test::Equals("Location") }], from: &[Origin::Input, Origin::Stored], note: "", fix: "encode the value, or remove line breaks from it" },
        Sink { paths: &["Response.sendFile", "Response.sendfile", "Response.download"], kind: Kind::Path, at: &[Place { base: Base::Position(0), path: &[] }], when: &[Condition { not: true, place: Place { base: Base::Position(1), path: &[Key::Name("root")] }, test: Test::Exists }, Condition { not: true, place: Place { base: Base::Position(2), path: &[Key::Name("root")] }, test: Test::Exists }], from: &[Origin::Input, Origin::Stored], note: "", fix: "hand over `{ root: base }`, which refuses names that leave the directory" },
        Sink { paths: &["Response.render"], kind: Kind::Template, at: &[Place { base: Base::Position(0), path: &[] }], when: &[], from: &[Origin::Input, Origin::Stored], note: "view", fix: "look the view's name up in a list of your own" },
        Sink { paths: &["Response.send", "Response.json", "Response.end", "Response.write", "Response.jsonp"], kind: Kind::Answer, at: &[Place { base: Base::Position(0), path: &[Key::Deep] }], when: &[], from: &[Origin::Error], note: "", fix: "answer with a text of your own and log the error" },
        Sink { paths: &["Response.cookie"], kind: Kind::Secret, at: &[Place { base: Base::Position(1), path: &[] }], when: &[], from: &[Origin::Random], note: "cookie", fix: "draw the value with `crypto.randomBytes(32).toString('hex')`" },
        Sink { paths: &["Request.session[]="], kind: Kind::Session, at: &[Place { base: Base::Position(0), path: &[] }, Place { base: Base::Position(1), path: &[] }], when: &[], from: &[Origin::Input, Origin::Stored], note: "", fix: "store what the program itself found out about the caller, not what the caller says" },
        Sink { paths: &["Request.session[]="], kind: Kind::Secret, at: &[Place { base: Base::Position(0), path: &[] }], when: &[], from: &[Origin::Random], note: "session", fix: "draw the value with `crypto.randomBytes(32).toString('hex')`" },
    ],
    sources: &[
        Source { paths: &["Request.query", "Request.params", "Request.body", "Request.headers", "Request.cookies", "Request.url", "Request.originalUrl", "Request.path", "Request.hostname", "Request.host", "Request.rawBody", "Request.files", "Request.file", "Request.get()", "Request.header()", "Request.param()", "Request.rawHeaders", "Request.multiValueQuery", "Request.subdomains"], name: "Request.query", origin: Origin::Input, clean: 0, trusted: &[], readers: &[] },
        Source { paths: &["Request.apiGateway.event", "Request.requestContext.event", "Request.event"], name: "event", origin: Origin::Input, clean: 0, trusted: &["requestContext", "resource", "httpMethod", "isBase64Encoded", "stageVariables"], readers: &[] },
        Source { paths: &["Request.user", "Request.auth"], name: "req.user", origin: Origin::Identity, clean: 0, trusted: &[], readers: &[] },
    ],
    propagators: &[],
    sanitizers: &[],
    validators: &[],
    aliases: &[
        Alias { paths: &["App()", "createServer()", "default()"], to: "()" },
        Alias { paths: &["Response.status()", "Response.set()", "Response.header()", "Response.type()", "Response.cookie()", "Response.append()", "Response.vary()", "Response.contentType()"], to: "Response" },
    ],
    routes: &[
        Route { paths: &["().get", "().post", "().put", "().patch", "().delete", "().all", "().options", "().head", "().use", "().param", "().route().get", "().route().post", "().route().put", "().route().patch", "().route().delete", "().route().all", "().route().options", "().route().head", "().route()..get", "().route()..post", "().route()..put", "().route()..patch", "().route()..delete", "Router().get", "Router().post", "Router().put", "Router().patch", "Router().delete", "Router().all", "Router().options", "Router().head", "Router().use", "Router().param", "Router().route().get", "Router().route().post", "Router().route().put", "Router().route().patch", "Router().route().delete", "Router().route().all", "Router().route().options", "Router().route().head", "Router().route()..get", "Router().route()..post", "Router().route()..put", "Router().route()..patch", "Router().route()..delete"], form: Form::Arguments, parameters: &[Given::Object("Request"), Given::Object("Response"), Given::Unknown], answer: Answering::Nothing },
    ],
    views: &[],
    stores: &[],
    events: &[],
    watches: &[],
};

static FASTAPI: Package = Package {
    name: "fastapi",
    language: Language::Python,
    modules: &["fastapi", "starlette"],
    sinks: &[
        Sink { paths: &["responses.HTMLResponse"], kind: Kind::Html, at: &[Place { base: Base::Named(0, "content"), path: &[] }], when: &[], from: &[Origin::Input, Origin::Stored], note: "", fix: "render a template, or escape the value with `html.escape`" },
        Sink { paths: &["Response", "responses.Response"], kind: Kind::Html, at: &[Place { base: Base::Named(0, "content"), path: &[] }], when: &[Condition { not: false, place: Place { base: Base::Keyword("media_type"), path: &[] }, test: Test::Equals("text/html") }], from: &[Origin::Input, Origin::Stored], note: "", fix: "render a template, or escape the value with `html.escape`" },
        Sink { paths: &["responses.RedirectResponse"], kind: Kind::Redirect, at: &[Place { base: Base::Named(0, "url"), path: &[] }], when: &[], from: &[Origin::Input, Origin::Stored], note: "", fix: "redirect to a page by name (`url_for`), or compare the target with a list of your own paths" },
        Sink { paths: &["responses.FileResponse"], kind: Kind::Path, at: &[Place { base: Base::Named(0, "path"), path: &[] }], when: &[], from: &[Origin::Input, Origin::Stored], note: "", fix: "join the name with a base directory, resolve it, and check that it is still below the base" },
        Sink { paths: &["Request.session[]="], kind: Kind::Session, at: &[Place { base: Base::Position(0), path: &[] }, Place { base: Base::Position(1), path: &[] }], when: &[], from: &[Origin::Input, Origin::Stored], note: "", fix: "store what the program itself found out about the caller, not what the caller says" },
        Sink { paths: &["Request.session[]="], kind: Kind::Secret, at: &[Place { base: Base::Position(0), path: &[] }], when: &[], from: &[Origin::Random], note: "session", fix: "draw the value with `secrets.token_urlsafe()`" },
    ],
    sources: &[
        Source { paths: &["Request.query_params", "Request.path_params", "Request.headers", "Request.cookies", "Request.url", "Request.json()", "Request.body()", "Request.form()", "Request.stream()", "Request.receive_text()", "Request.receive_json()", "Request.receive_bytes()", "Request.base_url", "Request.scope"], name: "Request.query_params", origin: Origin::Input, clean: 0, trusted: &[], readers: &["get", "getlist", "multi_items"] },
    ],
    propagators: &[
        Propagator { paths: &["templating.Jinja2Templates().TemplateResponse", "responses.JSONResponse", "responses.PlainTextResponse"], from: &[Place { base: Base::From(0), path: &[] }, Place { base: Base::Receiver, path: &[] }], to: Place { base: Base::Result, path: &[] }, shape: Shape::Nothing, calls: &[] },
    ],
    sanitizers: &[],
    validators: &[],
    aliases: &[
        Alias { paths: &["requests.Request", "requests.HTTPConnection", "WebSocket", "websockets.WebSocket"], to: "Request" },
    ],
    routes: &[
        Route { paths: &["FastAPI().get", "FastAPI().post", "FastAPI().put", "FastAPI().patch", "FastAPI().delete", "FastAPI().options", "FastAPI().head", "FastAPI().api_route", "FastAPI().websocket", "APIRouter().get", "APIRouter().post", "APIRouter().put", "APIRouter().patch", "APIRouter().delete", "APIRouter().api_route", "APIRouter().websocket"], form: Form::Decorator, parameters: &[Given::Input("")], answer: Answering::Json },
        Route { paths: &["routing.Route", "applications.Starlette().route", "applications.Starlette().add_route", "FastAPI().add_api_route", "APIRouter().add_api_route"], form: Form::Arguments, parameters: &[Given::Object("Request")], answer: Answering::Nothing },
    ],
    views: &[],
    stores: &[],
    events: &[],
    watches: &[],
};

static FLASK_PACKAGES: Package = Package {
    name: "flask-packages",
    language: Language::Python,
    modules: &[],
    sinks: &[],
    sources: &[],
    propagators: &[],
    sanitizers: &[],
    validators: &[],
    aliases: &[],
    routes: &[],
    views: &[],
    stores: &[],
    events: &[],
    watches: &[],
};

static FLASK_PACKAGES_1: Package = Package {
    name: "flask-packages",
    language: Language::Python,
    modules: &["flask_smorest", "flask_openapi3", "apiflask", "flask_socketio", "flask_sock", "flask_graphql"],
    sinks: &[],
    sources: &[],
    propagators: &[],
    sanitizers: &[],
    validators: &[],
    aliases: &[],
    routes: &[
        Route { paths: &["Blueprint().route", "Blueprint().arguments", "APIFlask().route", "APIFlask().get", "APIFlask().post", "APIFlask().input", "OpenAPI().get", "OpenAPI().post", "SocketIO().on", "Sock().route"], form: Form::Decorator, parameters: &[Given::Input("")], answer: Answering::Json },
    ],
    views: &[],
    stores: &[],
    events: &[],
    watches: &[],
};

static FLASK_PACKAGES_2: Package = Package {
    name: "flask-packages",
    language: Language::Python,
    modules: &["functions_framework"],
    sinks: &[],
    sources: &[
        Source { paths: &["Request.args", "Request.form", "Request.values", "Request.cookies", "Request.headers", "Request.files", "Request.json", "Request.data", "Request.path", "Request.full_path", "Request.url", "Request.get_json()", "Request.get_data()", "Request.query_string"], name: "Request.args", origin: Origin::Input, clean: 0, trusted: &[], readers: &["get", "getlist"] },
    ],
    propagators: &[],
    sanitizers: &[],
    validators: &[],
    aliases: &[],
    routes: &[
        Route { paths: &["http"], form: Form::Decorator, parameters: &[Given::Object("Request")], answer: Answering::Html },
        Route { paths: &["cloud_event"], form: Form::Decorator, parameters: &[Given::Input("event")], answer: Answering::Nothing },
    ],
    views: &[],
    stores: &[],
    events: &[],
    watches: &[],
};

static FLASK_PACKAGES_3: Package = Package {
    name: "flask-packages",
    language: Language::Python,
    modules: &["werkzeug"],
    sinks: &[
        Sink { paths: &["utils.redirect"], kind: Kind::Redirect, at: &[Place { base: Base::Named(0, "location"), path: &[] }], when: &[], from: &[Origin::Input, Origin::Stored], note: "", fix: "compare the target with a list of your own paths" },
        Sink { paths: &["Response", "wrappers.Response"], kind: Kind::Html, at: &[Place { base: Base::Named(0, "response"), path: &[] }], when: &[Condition { not: true, place: Place { base: Base::Keyword("mimetype"), path: &[] }, test: Test::Equals("application/json") }, Condition { not: true, place: Place { base: Base::Keyword("mimetype"), path: &[] }, test: Test::Equals("text/plain") }, Condition { not: true, place: Place { base: Base::Keyword("content_type"), path: &[] }, test: Test::Equals("application/json") }], from: &[Origin::Input, Origin::Stored], note: "", fix: "render a template, or escape the value with `markupsafe.escape`" },
        Sink { paths: &["utils.send_file"], kind: Kind::Path, at: &[Place { base: Base::Position(0), path: &[] }], when: &[Condition { not: false, place: Place { base: Base::Position(0), path: &[] }, test: Test::Is(Type::Text) }], from: &[Origin::Input, Origin::Stored], note: "", fix: "join the name with a base directory by `werkzeug.utils.safe_join`" },
    ],
    sources: &[],
    propagators: &[],
    sanitizers: &[],
    validators: &[],
    aliases: &[],
    routes: &[],
    views: &[],
    stores: &[],
    events: &[],
    watches: &[],
};

static FLASK_PACKAGES_4: Package = Package {
    name: "flask-packages",
    language: Language::Python,
    modules: &["flask_mail"],
    sinks: &[
        Sink { paths: &["Message"], kind: Kind::Mail, at: &[Place { base: Base::Named(0, "subject"), path: &[] }, Place { base: Base::Keyword("sender"), path: &[] }, Place { base: Base::Keyword("reply_to"), path: &[] }], when: &[], from: &[Origin::Input, Origin::Stored], note: "", fix: "remove line breaks from the value" },
    ],
    sources: &[],
    propagators: &[],
    sanitizers: &[],
    validators: &[],
    aliases: &[],
    routes: &[],
    views: &[],
    stores: &[],
    events: &[],
    watches: &[],
};

static FLASK_PACKAGES_5: Package = Package {
    name: "flask-packages",
    language: Language::Python,
    modules: &["flask_restful", "flask_restx", "flask_restplus"],
    sinks: &[],
    sources: &[
        Source { paths: &["reqparse.RequestParser().parse_args()"], name: "request arguments", origin: Origin::Input, clean: 0, trusted: &[], readers: &[] },
    ],
    propagators: &[],
    sanitizers: &[],
    validators: &[],
    aliases: &[],
    routes: &[],
    views: &[
        View { bases: &["Resource"], methods: &["get", "post", "put", "patch", "delete"], parameters: &[Given::Input("")], attributes: &[], answer: Answering::Json },
    ],
    stores: &[],
    events: &[],
    watches: &[],
};

static FLASK_PACKAGES_6: Package = Package {
    name: "flask-packages",
    language: Language::Python,
    modules: &["flask_smorest", "flask_classful", "flask_openapi3"],
    sinks: &[],
    sources: &[],
    propagators: &[],
    sanitizers: &[],
    validators: &[],
    aliases: &[],
    routes: &[],
    views: &[
        View { bases: &["MethodView", "FlaskView"], methods: &[], parameters: &[Given::Input("")], attributes: &[], answer: Answering::Html },
    ],
    stores: &[],
    events: &[],
    watches: &[],
};

static FLASK: Package = Package {
    name: "flask",
    language: Language::Python,
    modules: &["flask", "quart"],
    sinks: &[
        Sink { paths: &["render_template_string", "stream_template_string", "templating.render_template_string"], kind: Kind::Template, at: &[Place { base: Base::Named(0, "source"), path: &[] }], when: &[], from: &[Origin::Input, Origin::Stored], note: "", fix: "keep the template constant and hand the value over as a keyword" },
        Sink { paths: &["redirect", "Flask().redirect"], kind: Kind::Redirect, at: &[Place { base: Base::Named(0, "location"), path: &[] }], when: &[], from: &[Origin::Input, Origin::Stored], note: "", fix: "redirect to a page by name (`url_for`), or compare the target with a list of your own paths" },
        Sink { paths: &["make_response", "Response", "Flask().make_response"], kind: Kind::Html, at: &[Place { base: Base::Named(0, "response"), path: &[] }, Place { base: Base::Position(0), path: &[Key::Index(0)] }], when: &[Condition { not: true, place: Place { base: Base::Keyword("mimetype"), path: &[] }, test: Test::Equals("application/json") }, Condition { not: true, place: Place { base: Base::Keyword("mimetype"), path: &[] }, test: Test::Equals("text/plain") }, Condition { not: true, place: Place { base: Base::Keyword("content_type"), path: &[] }, test: Test::Equals("application/json") }, Condition { not: true, place: Place { base: Base::Keyword("content_type"), path: &[] }, test: Test::Equals("text/plain") }, Condition { not: true, place: Place { base: Base::Position(1), path: &[] }, test: Test::Is(Type::Object) }], from: &[Origin::Input, Origin::Stored], note: "", fix: "render a template, or escape the value with `markupsafe.escape`" },
        Sink { paths: &["Markup"], kind: Kind::Html, at: &[Place { base: Base::Position(0), path: &[] }], when: &[], from: &[Origin::Input, Origin::Stored], note: "", fix: "use `Markup(\"…{}\").format(value)` or `escape(value)`, which escape the value" },
        Sink { paths: &["send_file"], kind: Kind::Path, at: &[Place { base: Base::Named(0, "path_or_file"), path: &[] }, Place { base: Base::Keyword("filename_or_fp"), path: &[] }], when: &[Condition { not: false, place: Place { base: Base::Position(0), path: &[] }, test: Test::Is(Type::Text) }], from: &[Origin::Input, Origin::Stored], note: "", fix: "use `send_from_directory(base, name)`, which refuses names that leave the directory" },
        Sink { paths: &["send_from_directory"], kind: Kind::Path, at: &[Place { base: Base::Named(0, "directory"), path: &[] }], when: &[], from: &[Origin::Input, Origin::Stored], note: "", fix: "keep the directory constant" },
        Sink { paths: &["request.files[].save", "request.files.get().save", "request.files..save"], kind: Kind::Path, at: &[Place { base: Base::Named(0, "dst"), path: &[] }], when: &[], from: &[Origin::Input, Origin::Stored], note: "", fix: "name the file yourself, or keep what `secure_filename` leaves of the name" },
        Sink { paths: &["make_response().headers[]=", "Response().headers[]=", "jsonify().headers[]="], kind: Kind::Header, at: &[Place { base: Base::Position(0), path: &[] }, Place { base: Base::Position(1), path: &[] }], when: &[], from: &[Origin::Input, Origin::Stored], note: "", fix: "remove line breaks from the value: `value.replace(\"\\r\", \"\").replace(\"\\n\", \"\")`" },
        Sink { paths: &["make_response().headers.add", "make_response().headers.set", "make_response().headers.extend", "Response().headers.add", "Response().headers.set", "jsonify().headers.add", "jsonify().headers.set"], kind: Kind::Header, at: &[Place { base: Base::Position(1), path: &[] }], when: &[], from: &[Origin::Input, Origin::Stored], note: "", fix: "remove line breaks from the value: `value.replace(\"\\r\", \"\").replace(\"\\n\", \"\")`" },
        Sink { paths: &["session[]="], kind: Kind::Session, at: &[Place { base: Base::Position(0), path: &[] }, Place { base: Base::Position(1), path: &[] }], when: &[], from: &[Origin::Input, Origin::Stored], note: "", fix: "store what the program itself found out about the caller, not what the caller says" },
        Sink { paths: &["session.update", "session.setdefault"], kind: Kind::Session, at: &[Place { base: Base::Position(0), path: &[] }, Place { base: Base::Position(0), path: &[Key::Deep] }, Place { base: Base::Position(1), path: &[] }], when: &[], from: &[Origin::Input, Origin::Stored], note: "", fix: "store what the program itself found out about the caller, not what the caller says" },
        Sink { paths: &["session[]="], kind: Kind::Secret, at: &[Place { base: Base::Position(0), path: &[] }], when: &[], from: &[Origin::Random], note: "session", fix: "draw the value with `secrets.token_urlsafe()`" },
        Sink { paths: &["make_response().set_cookie", "Response().set_cookie", "redirect().set_cookie", "jsonify().set_cookie", "*.set_cookie"], kind: Kind::Secret, at: &[Place { base: Base::Named(1, "value"), path: &[] }], when: &[], from: &[Origin::Random], note: "cookie", fix: "draw the value with `secrets.token_urlsafe()`" },
    ],
    sources: &[
        Source { paths: &["request.args", "request.form", "request.values", "request.cookies", "request.headers", "request.files", "request.view_args", "request.json", "request.data", "request.stream", "request.query_string", "request.full_path", "request.path", "request.url", "request.base_url", "request.referrer", "request.user_agent", "request.authorization", "request.host", "request.host_url", "request.url_root", "request.environ", "request.get_json()", "request.get_data()", "request.content_type", "request.mimetype", "request.origin", "request.if_none_match", "request.body"], name: "request.args", origin: Origin::Input, clean: 0, trusted: &[], readers: &["get", "getlist", "get_all", "pop", "to_dict"] },
    ],
    propagators: &[
        Propagator { paths: &["render_template", "stream_template", "templating.render_template", "url_for", "jsonify", "json.jsonify", "send_file", "send_from_directory", "redirect", "abort"], from: &[Place { base: Base::From(0), path: &[] }, Place { base: Base::Receiver, path: &[] }], to: Place { base: Base::Result, path: &[] }, shape: Shape::Nothing, calls: &[] },
    ],
    sanitizers: &[
        Sanitizer { paths: &["escape"], at: Place { base: Base::Position(0), path: &[] }, when: &[], clean: Kind::Html.bit() },
    ],
    validators: &[],
    aliases: &[],
    routes: &[
        Route { paths: &["Flask().route", "Flask().get", "Flask().post", "Flask().put", "Flask().patch", "Flask().delete", "Blueprint().route", "Blueprint().get", "Blueprint().post", "Blueprint().put", "Blueprint().patch", "Blueprint().delete", "Quart().route", "Quart().get", "Quart().post", "Quart().put", "Quart().patch", "Quart().delete", "*.route"], form: Form::Decorator, parameters: &[Given::Input("")], answer: Answering::Html },
        Route { paths: &["Flask().add_url_rule", "Blueprint().add_url_rule", "Quart().add_url_rule"], form: Form::Arguments, parameters: &[Given::Input("")], answer: Answering::Html },
        Route { paths: &["Flask().before_request", "Flask().after_request", "Flask().teardown_request", "Flask().before_first_request", "Flask().errorhandler", "Flask().context_processor", "Blueprint().before_request", "Blueprint().after_request", "Blueprint().errorhandler", "Blueprint().before_app_request"], form: Form::Decorator, parameters: &[Given::Unknown], answer: Answering::Html },
    ],
    views: &[
        View { bases: &["views.View", "views.MethodView"], methods: &["get", "post", "put", "patch", "delete", "head", "options", "dispatch_request"], parameters: &[Given::Input("")], attributes: &[], answer: Answering::Html },
    ],
    stores: &[],
    events: &[],
    watches: &[],
};

static JAVASCRIPT_DATA: Package = Package {
    name: "javascript-data",
    language: Language::JavaScript,
    modules: &[],
    sinks: &[
        Sink { paths: &["*.find", "*.findOne", "*.$where", "*.count", "*.countDocuments", "*.deleteMany", "*.updateMany"], kind: Kind::Code, at: &[Place { base: Base::Position(0), path: &[Key::Name("$where")] }], when: &[], from: &[Origin::Input, Origin::Stored], note: "", fix: "compare fields instead of running JavaScript" },
        Sink { paths: &["*.findOne", "*.findOneAndUpdate", "*.findOneAndDelete", "*.findOneAndReplace", "*.updateOne", "*.updateMany", "*.deleteOne", "*.deleteMany", "*.replaceOne", "*.countDocuments"], kind: Kind::NoSql, at: &[Place { base: Base::Position(0), path: &[Key::Deep] }], when: &[], from: &[Origin::Input, Origin::Stored], note: "object", fix: "take the value as text (`String(value)`) or write `{ $eq: value }`" },
    ],
    sources: &[],
    propagators: &[],
    sanitizers: &[],
    validators: &[],
    aliases: &[],
    routes: &[],
    views: &[],
    stores: &[],
    events: &[],
    watches: &[],
};

static JAVASCRIPT_DATA_1: Package = Package {
    name: "javascript-data",
    language: Language::JavaScript,
    modules: &["mongo-sanitize", "express-mongo-sanitize", "mongoose"],
    sinks: &[],
    sources: &[],
    propagators: &[],
    sanitizers: &[
        Sanitizer { paths: &["", "sanitize", "sanitizeFilter", "trusted", "Types.ObjectId", "mongo.ObjectId"], at: Place { base: Base::Position(0), path: &[] }, when: &[], clean: Kind::NoSql.bit() },
    ],
    validators: &[],
    aliases: &[],
    routes: &[],
    views: &[],
    stores: &[],
    events: &[],
    watches: &[],
};

static JAVASCRIPT_DATA_2: Package = Package {
    name: "javascript-data",
    language: Language::JavaScript,
    modules: &["mongodb", "bson", "mongoose", "bson-objectid"],
    sinks: &[],
    sources: &[],
    propagators: &[],
    sanitizers: &[
        Sanitizer { paths: &["ObjectId", "ObjectID", "Types.ObjectId", "Types.ObjectID", "", "ObjectId.createFromHexString", "Long.fromString", "Int32", "Double"], at: Place { base: Base::Position(0), path: &[] }, when: &[], clean: u64::MAX },
    ],
    validators: &[],
    aliases: &[],
    routes: &[],
    views: &[],
    stores: &[],
    events: &[],
    watches: &[],
};

static JAVASCRIPT_DATA_3: Package = Package {
    name: "javascript-data",
    language: Language::JavaScript,
    modules: &["ldapjs", "ldapts", "ldap-escape"],
    sinks: &[],
    sources: &[],
    propagators: &[],
    sanitizers: &[
        Sanitizer { paths: &["EqualityFilter", "PresenceFilter", "filters.EqualityFilter", "filter", "dn", "dnPart", "escapeFilter", "escapeDn", "Filter().escape", "SubstringFilter"], at: Place { base: Base::From(0), path: &[] }, when: &[], clean: Kind::Ldap.bit() },
    ],
    validators: &[],
    aliases: &[],
    routes: &[],
    views: &[],
    stores: &[],
    events: &[],
    watches: &[],
};

static JAVASCRIPT_DATA_4: Package = Package {
    name: "javascript-data",
    language: Language::JavaScript,
    modules: &["mongodb", "mongoose", "monk", "mongojs", "mongoist", "connect-mongo", "@typegoose/typegoose", "tingodb", "nedb", "@seald-io/nedb", "nedb-promises", "mongodb-memory-server"],
    sinks: &[
        Sink { paths: &["..find", "..findOne", "..findOneAndUpdate", "..findOneAndDelete", "..findOneAndReplace", "..findOneAndRemove", "..updateOne", "..updateMany", "..replaceOne", "..deleteOne", "..deleteMany", "..aggregate", "..countDocuments", "..count", "..distinct", "..update", "..remove", "..where", "..exists", "..findAndModify", "..mapReduce", "..and", "..or"], kind: Kind::NoSql, at: &[Place { base: Base::Position(0), path: &[Key::Deep] }], when: &[], from: &[Origin::Input, Origin::Stored], note: "object", fix: "take the value as text (`String(value)`) or write `{ $eq: value }`" },
    ],
    sources: &[],
    propagators: &[],
    sanitizers: &[],
    validators: &[],
    aliases: &[],
    routes: &[],
    views: &[],
    stores: &[],
    events: &[],
    watches: &[],
};

static JAVASCRIPT_DATA_5: Package = Package {
    name: "javascript-data",
    language: Language::JavaScript,
    modules: &["mongodb", "mongoose", "monk", "mongojs", "nedb", "@seald-io/nedb"],
    sinks: &[
        Sink { paths: &["..$where", "..find", "..findOne", "..count", "..update", "..remove", "..eval", "..aggregate", "..mapReduce"], kind: Kind::Code, at: &[Place { base: Base::Position(0), path: &[Key::Name("$where")] }, Place { base: Base::Position(0), path: &[Key::Name("$function")] }, Place { base: Base::Position(0), path: &[Key::Name("$accumulator")] }], when: &[], from: &[Origin::Input, Origin::Stored], note: "", fix: "compare fields instead of running JavaScript" },
    ],
    sources: &[],
    propagators: &[],
    sanitizers: &[],
    validators: &[],
    aliases: &[],
    routes: &[],
    views: &[],
    stores: &[],
    events: &[],
    watches: &[],
};

static JAVASCRIPT_DATA_6: Package = Package {
    name: "javascript-data",
    language: Language::JavaScript,
    modules: &["mongoose", "mongodb"],
    sinks: &[
        Sink { paths: &["..$where", "..eval"], kind: Kind::Code, at: &[Place { base: Base::Position(0), path: &[] }], when: &[], from: &[Origin::Input, Origin::Stored], note: "", fix: "compare fields instead of running JavaScript" },
    ],
    sources: &[],
    propagators: &[],
    sanitizers: &[],
    validators: &[],
    aliases: &[],
    routes: &[],
    views: &[],
    stores: &[],
    events: &[],
    watches: &[],
};

static JAVASCRIPT_DATA_7: Package = Package {
    name: "javascript-data",
    language: Language::JavaScript,
    modules: &["redis", "ioredis", "handy-redis"],
    sinks: &[
        Sink { paths: &["..eval", "..evalSha", "..sendCommand", "..call", "..defineCommand", "..send_command"], kind: Kind::NoSql, at: &[Place { base: Base::Position(0), path: &[] }], when: &[], from: &[Origin::Input, Origin::Stored], note: "expression", fix: "keep script and command constant and hand the values over as arguments" },
    ],
    sources: &[],
    propagators: &[],
    sanitizers: &[],
    validators: &[],
    aliases: &[],
    routes: &[],
    views: &[],
    stores: &[],
    events: &[],
    watches: &[],
};

static JAVASCRIPT_DATA_8: Package = Package {
    name: "javascript-data",
    language: Language::JavaScript,
    modules: &["neo4j-driver", "arangojs", "gremlin", "influx", "@influxdata/influxdb-client", "@azure/cosmos", "couchbase", "nano", "faunadb", "@elastic/elasticsearch", "@opensearch-project/opensearch", "elasticsearch", "dgraph-js", "orientjs", "rethinkdb"],
    sinks: &[
        Sink { paths: &["..run", "..executeRead", "..query", "..submit", "..items.query", "..queryRaw", "..queryRows", "..js", "..search", "..find", "..items.readAll"], kind: Kind::NoSql, at: &[Place { base: Base::Position(0), path: &[] }, Place { base: Base::Position(0), path: &[Key::Name("query")] }, Place { base: Base::Position(0), path: &[Key::Name("body")] }, Place { base: Base::Position(0), path: &[Key::Name("script")] }, Place { base: Base::Position(0), path: &[Key::Name("selector")] }], when: &[], from: &[Origin::Input, Origin::Stored], note: "expression", fix: "write a parameter where the value belongs and hand the value over separately" },
    ],
    sources: &[],
    propagators: &[],
    sanitizers: &[],
    validators: &[],
    aliases: &[],
    routes: &[],
    views: &[],
    stores: &[],
    events: &[],
    watches: &[],
};

static JAVASCRIPT_DATA_9: Package = Package {
    name: "javascript-data",
    language: Language::JavaScript,
    modules: &["ldapjs", "ldapts", "activedirectory", "activedirectory2", "passport-ldapauth", "ldapauth-fork", "ldap-authentication"],
    sinks: &[
        Sink { paths: &["..search", "createClient()..search", "Client()..search", "..compare", "..del", "..modify", "..add", "..modifyDN", "..find", "..findUser", "..findUsers", "..findGroup", "parseFilter"], kind: Kind::Ldap, at: &[Place { base: Base::Position(0), path: &[] }, Place { base: Base::Position(1), path: &[Key::Name("filter")] }, Place { base: Base::Position(1), path: &[] }], when: &[Condition { not: false, place: Place { base: Base::Position(0), path: &[] }, test: Test::Is(Type::Text) }], from: &[Origin::Input, Origin::Stored], note: "", fix: "escape the value by RFC 4515, or build the filter from objects (`new EqualityFilter({ attribute, value })`)" },
    ],
    sources: &[],
    propagators: &[],
    sanitizers: &[],
    validators: &[],
    aliases: &[],
    routes: &[],
    views: &[],
    stores: &[],
    events: &[],
    watches: &[],
};

static JAVASCRIPT_DATA_10: Package = Package {
    name: "javascript-data",
    language: Language::JavaScript,
    modules: &["xpath", "xpath.js", "xpath-ts", "xml2js-xpath", "fontoxpath"],
    sinks: &[
        Sink { paths: &["select", "select1", "selectWithResolver", "evaluate", "parse", "", "find", "evalFirst", "evaluateXPath", "evaluateXPathToNodes", "evaluateXPathToString", "useNamespaces()", "createExpression", "fromPageSource()..findElements", "fromPageSource()..findElement"], kind: Kind::XPath, at: &[Place { base: Base::Position(0), path: &[] }, Place { base: Base::Position(1), path: &[] }], when: &[Condition { not: false, place: Place { base: Base::Position(0), path: &[] }, test: Test::Is(Type::Text) }], from: &[Origin::Input, Origin::Stored], note: "", fix: "write `$name` in the expression and evaluate it with `xpath.parse(…).select({ node, variables: { name: value } })`" },
    ],
    sources: &[],
    propagators: &[],
    sanitizers: &[],
    validators: &[],
    aliases: &[],
    routes: &[],
    views: &[],
    stores: &[],
    events: &[],
    watches: &[],
};

static JAVASCRIPT_DATA_11: Package = Package {
    name: "javascript-data",
    language: Language::JavaScript,
    modules: &["libxmljs", "libxmljs2", "libxmljs-mt", "libxml-xsd"],
    sinks: &[
        Sink { paths: &["..find", "..get", "parseXml()..find", "parseXml()..get", "parseXmlString()..get", "parseXmlString()..find", "parseHtml()..find", "parseHtml()..get"], kind: Kind::XPath, at: &[Place { base: Base::Position(0), path: &[] }], when: &[], from: &[Origin::Input, Origin::Stored], note: "", fix: "compare in the program instead of in the expression" },
    ],
    sources: &[],
    propagators: &[],
    sanitizers: &[],
    validators: &[],
    aliases: &[],
    routes: &[],
    views: &[],
    stores: &[],
    events: &[],
    watches: &[],
};

static JAVASCRIPT_DATA_12: Package = Package {
    name: "javascript-data",
    language: Language::JavaScript,
    modules: &["libxmljs", "libxmljs2", "libxmljs-mt", "node-libxml"],
    sinks: &[
        Sink { paths: &["parseXml", "parseXmlString", "parseXmlAsync", "SaxParser()..parseString", "SaxPushParser()..push", "Libxml()..loadXmlFromString"], kind: Kind::Xml, at: &[Place { base: Base::Position(0), path: &[] }], when: &[Condition { not: false, place: Place { base: Base::Position(1), path: &[Key::Name("noent")] }, test: Test::Equals("true") }], from: &[Origin::Input, Origin::Stored], note: "", fix: "leave `noent: true` out" },
    ],
    sources: &[],
    propagators: &[],
    sanitizers: &[],
    validators: &[],
    aliases: &[],
    routes: &[],
    views: &[],
    stores: &[],
    events: &[],
    watches: &[],
};

static JAVASCRIPT_DATA_13: Package = Package {
    name: "javascript-data",
    language: Language::JavaScript,
    modules: &["libxmljs", "libxmljs2", "libxmljs-mt"],
    sinks: &[
        Sink { paths: &["parseXml", "parseXmlString", "parseXmlAsync"], kind: Kind::Xml, at: &[Place { base: Base::Position(0), path: &[] }], when: &[Condition { not: false, place: Place { base: Base::Position(1), path: &[Key::Name("replaceEntities")] }, test: Test::Equals("true") }], from: &[Origin::Input, Origin::Stored], note: "", fix: "leave `replaceEntities: true` out" },
    ],
    sources: &[],
    propagators: &[],
    sanitizers: &[],
    validators: &[],
    aliases: &[],
    routes: &[],
    views: &[],
    stores: &[],
    events: &[],
    watches: &[],
};

static JAVASCRIPT_DATA_14: Package = Package {
    name: "javascript-data",
    language: Language::JavaScript,
    modules: &["node-expat", "expat"],
    sinks: &[
        Sink { paths: &["Parser()..write", "Parser()..parse"], kind: Kind::Xml, at: &[Place { base: Base::Position(0), path: &[] }], when: &[], from: &[Origin::Input, Origin::Stored], note: "", fix: "use a parser that reads no entities, such as `fast-xml-parser` with `processEntities: false`" },
    ],
    sources: &[],
    propagators: &[],
    sanitizers: &[],
    validators: &[],
    aliases: &[],
    routes: &[],
    views: &[],
    stores: &[],
    events: &[],
    watches: &[],
};

static JAVASCRIPT_DATA_15: Package = Package {
    name: "javascript-data",
    language: Language::JavaScript,
    modules: &["graphql", "graphql-request", "@apollo/client"],
    sinks: &[
        Sink { paths: &["graphql", "parse", "request", "gql", ""], kind: Kind::NoSql, at: &[Place { base: Base::Position(1), path: &[] }, Place { base: Base::Position(0), path: &[Key::Name("source")] }, Place { base: Base::Position(0), path: &[] }], when: &[], from: &[Origin::Input, Origin::Stored], note: "expression", fix: "keep the query constant and hand the value over in its variables" },
    ],
    sources: &[],
    propagators: &[],
    sanitizers: &[],
    validators: &[],
    aliases: &[],
    routes: &[],
    views: &[],
    stores: &[],
    events: &[],
    watches: &[],
};

static JAVASCRIPT_HTTP: Package = Package {
    name: "javascript-http",
    language: Language::JavaScript,
    modules: &[],
    sinks: &[
        Sink { paths: &["WebSocket", "EventSource", "XMLHttpRequest()..open", "Request"], kind: Kind::Url, at: &[Place { base: Base::Position(0), path: &[] }, Place { base: Base::Position(1), path: &[] }], when: &[Condition { not: false, place: Place { base: Base::Position(0), path: &[] }, test: Test::Is(Type::Text) }], from: &[Origin::Input, Origin::Stored], note: "", fix: "compare the host with a list of those that may be called" },
        Sink { paths: &["*.goto"], kind: Kind::Url, at: &[Place { base: Base::Position(0), path: &[] }], when: &[Condition { not: false, place: Place { base: Base::Position(0), path: &[] }, test: Test::Like(Like::Url) }], from: &[Origin::Input, Origin::Stored], note: "", fix: "compare the host with a list of those that may be called" },
    ],
    sources: &[],
    propagators: &[],
    sanitizers: &[
        Sanitizer { paths: &["encodeURIComponent", "escape"], at: Place { base: Base::Position(0), path: &[] }, when: &[], clean: Kind::Url.bit() | Kind::Html.bit() | Kind::Redirect.bit() | Kind::Header.bit() | Kind::Path.bit() | Kind::Log.bit() | Kind::Mail.bit() },
        Sanitizer { paths: &["URLSearchParams().toString"], at: Place { base: Base::Receiver, path: &[] }, when: &[], clean: Kind::Url.bit() | Kind::Html.bit() | Kind::Redirect.bit() | Kind::Header.bit() | Kind::Log.bit() },
    ],
    validators: &[],
    aliases: &[],
    routes: &[],
    views: &[],
    stores: &[],
    events: &[],
    watches: &[],
};

static JAVASCRIPT_HTTP_1: Package = Package {
    name: "javascript-http",
    language: Language::JavaScript,
    modules: &["querystring", "qs"],
    sinks: &[],
    sources: &[],
    propagators: &[],
    sanitizers: &[
        Sanitizer { paths: &["stringify", "escape", "encode"], at: Place { base: Base::Position(0), path: &[] }, when: &[], clean: Kind::Url.bit() | Kind::Html.bit() | Kind::Redirect.bit() | Kind::Header.bit() | Kind::Log.bit() },
    ],
    validators: &[],
    aliases: &[],
    routes: &[],
    views: &[],
    stores: &[],
    events: &[],
    watches: &[],
};

static JAVASCRIPT_HTTP_2: Package = Package {
    name: "javascript-http",
    language: Language::JavaScript,
    modules: &["axios", "axios-retry", "@nestjs/axios", "redaxios"],
    sinks: &[
        Sink { paths: &["get", "delete", "head", "options", "post", "put", "patch", "postForm", "putForm", "patchForm", "create()..get", "create()..post", "create()..put", "create()..delete", "create()..patch", "create()..head"], kind: Kind::Url, at: &[Place { base: Base::Position(0), path: &[] }], when: &[], from: &[Origin::Input, Origin::Stored], note: "", fix: "keep scheme and host constant, or compare the host with a list of those that may be called" },
    ],
    sources: &[],
    propagators: &[],
    sanitizers: &[],
    validators: &[],
    aliases: &[],
    routes: &[],
    views: &[],
    stores: &[],
    events: &[],
    watches: &[],
};

static JAVASCRIPT_HTTP_3: Package = Package {
    name: "javascript-http",
    language: Language::JavaScript,
    modules: &["axios", "redaxios"],
    sinks: &[
        Sink { paths: &["", "request", "create", "create()", "create().request"], kind: Kind::Url, at: &[Place { base: Base::Position(0), path: &[] }, Place { base: Base::Position(0), path: &[Key::Name("url")] }, Place { base: Base::Position(0), path: &[Key::Name("baseURL")] }], when: &[], from: &[Origin::Input, Origin::Stored], note: "", fix: "keep scheme and host constant, or compare the host with a list of those that may be called" },
    ],
    sources: &[],
    propagators: &[],
    sanitizers: &[],
    validators: &[],
    aliases: &[],
    routes: &[],
    views: &[],
    stores: &[],
    events: &[],
    watches: &[],
};

static JAVASCRIPT_HTTP_4: Package = Package {
    name: "javascript-http",
    language: Language::JavaScript,
    modules: &["", "node-fetch", "cross-fetch", "isomorphic-fetch", "undici", "isomorphic-unfetch", "unfetch", "make-fetch-happen", "minipass-fetch", "fetch-retry", "ofetch", "wretch", "ky", "ky-universal", "bent", "phin", "centra", "fetch", "whatwg-fetch", "node-fetch-native", "request-light"],
    sinks: &[
        Sink { paths: &["fetch", "globalThis.fetch", "", "stream", "pipeline", "request", "connect", "$fetch", "ofetch", "get", "post", "put", "patch", "delete", "head", "fetchUrl", "xhr"], kind: Kind::Url, at: &[Place { base: Base::Position(0), path: &[] }, Place { base: Base::Position(0), path: &[Key::Name("url")] }], when: &[Condition { not: false, place: Place { base: Base::Position(0), path: &[] }, test: Test::Is(Type::Text) }], from: &[Origin::Input, Origin::Stored], note: "", fix: "keep scheme and host constant, or compare the host with a list of those that may be called" },
    ],
    sources: &[],
    propagators: &[],
    sanitizers: &[],
    validators: &[],
    aliases: &[],
    routes: &[],
    views: &[],
    stores: &[],
    events: &[],
    watches: &[],
};

static JAVASCRIPT_HTTP_5: Package = Package {
    name: "javascript-http",
    language: Language::JavaScript,
    modules: &["got", "superagent", "needle", "request", "request-promise", "request-promise-native", "cloudscraper", "retry-request", "requestretry", "teeny-request", "urllib", "unirest", "popsicle", "hyperquest", "simple-get", "then-request", "sync-request", "@hapi/wreck", "wreck", "follow-redirects", "reqwest", "r2", "snekfetch", "miniget", "tiny-json-http", "httpie", "typed-rest-client", "link-preview-js", "metascraper", "url-metadata", "open-graph-scraper", "ws", "puppeteer", "download", "nodejs-file-downloader", "image-downloader"],
    sinks: &[
        Sink { paths: &["", "get", "post", "put", "patch", "delete", "del", "head", "options", "request", "stream", "extend()", "extend()..get", "extend()..post", "agent()..get", "agent()..post", "read", "curl", "concat", "getLinkPreview", "image", "defaults()", "defaults()..get", "http.get", "https.get", "http.request", "https.request", "WebSocket"], kind: Kind::Url, at: &[Place { base: Base::Position(0), path: &[] }, Place { base: Base::Position(0), path: &[Key::Name("url")] }, Place { base: Base::Position(0), path: &[Key::Name("uri")] }, Place { base: Base::Position(0), path: &[Key::Name("baseUrl")] }, Place { base: Base::Position(0), path: &[Key::Name("prefixUrl")] }], when: &[Condition { not: false, place: Place { base: Base::Position(0), path: &[] }, test: Test::Is(Type::Text) }], from: &[Origin::Input, Origin::Stored], note: "", fix: "keep scheme and host constant, or compare the host with a list of those that may be called" },
    ],
    sources: &[],
    propagators: &[],
    sanitizers: &[],
    validators: &[],
    aliases: &[],
    routes: &[],
    views: &[],
    stores: &[],
    events: &[],
    watches: &[],
};

static JAVASCRIPT_HTTP_6: Package = Package {
    name: "javascript-http",
    language: Language::JavaScript,
    modules: &["needle", "superagent", "urllib"],
    sinks: &[
        Sink { paths: &["", "request"], kind: Kind::Url, at: &[Place { base: Base::Position(1), path: &[] }], when: &[], from: &[Origin::Input, Origin::Stored], note: "", fix: "compare the host with a list of those that may be called" },
    ],
    sources: &[],
    propagators: &[],
    sanitizers: &[],
    validators: &[],
    aliases: &[],
    routes: &[],
    views: &[],
    stores: &[],
    events: &[],
    watches: &[],
};

static JAVASCRIPT_HTTP_7: Package = Package {
    name: "javascript-http",
    language: Language::JavaScript,
    modules: &["http", "https", "http2"],
    sinks: &[
        Sink { paths: &["request", "get", "connect"], kind: Kind::Url, at: &[Place { base: Base::Position(0), path: &[] }, Place { base: Base::Position(0), path: &[Key::Name("host")] }, Place { base: Base::Position(0), path: &[Key::Name("hostname")] }, Place { base: Base::Position(0), path: &[Key::Name("href")] }], when: &[], from: &[Origin::Input, Origin::Stored], note: "", fix: "keep scheme and host constant, or compare the host with a list of those that may be called" },
    ],
    sources: &[],
    propagators: &[],
    sanitizers: &[],
    validators: &[],
    aliases: &[],
    routes: &[],
    views: &[],
    stores: &[],
    events: &[],
    watches: &[],
};

static JAVASCRIPT_HTTP_8: Package = Package {
    name: "javascript-http",
    language: Language::JavaScript,
    modules: &["net", "tls", "dgram"],
    sinks: &[
        Sink { paths: &["connect", "createConnection", "Socket()..connect"], kind: Kind::Url, at: &[Place { base: Base::Position(1), path: &[] }, Place { base: Base::Position(0), path: &[Key::Name("host")] }], when: &[], from: &[Origin::Input, Origin::Stored], note: "", fix: "compare the host with a list of those that may be called" },
    ],
    sources: &[],
    propagators: &[],
    sanitizers: &[],
    validators: &[],
    aliases: &[],
    routes: &[],
    views: &[],
    stores: &[],
    events: &[],
    watches: &[],
};

static JAVASCRIPT_HTTP_9: Package = Package {
    name: "javascript-http",
    language: Language::JavaScript,
    modules: &["puppeteer", "puppeteer-core", "playwright", "playwright-core", "chrome-aws-lambda", "wkhtmltopdf", "html-pdf", "phantom", "html-pdf-node"],
    sinks: &[
        Sink { paths: &["..goto", "launch()..newPage()..goto"], kind: Kind::Url, at: &[Place { base: Base::Position(0), path: &[] }], when: &[], from: &[Origin::Input, Origin::Stored], note: "", fix: "compare the host with a list of those that may be called" },
    ],
    sources: &[],
    propagators: &[],
    sanitizers: &[],
    validators: &[],
    aliases: &[],
    routes: &[],
    views: &[],
    stores: &[],
    events: &[],
    watches: &[],
};

static JAVASCRIPT_OS: Package = Package {
    name: "javascript-os",
    language: Language::JavaScript,
    modules: &[],
    sinks: &[
        Sink { paths: &["eval", "Function", "globalThis.eval", "global.eval", "window.eval", "execScript"], kind: Kind::Code, at: &[Place { base: Base::From(0), path: &[] }], when: &[], from: &[Origin::Input, Origin::Stored], note: "", fix: "parse the value with `JSON.parse`, or look it up in an object of your own functions" },
        Sink { paths: &["setTimeout", "setInterval", "setImmediate"], kind: Kind::Code, at: &[Place { base: Base::Position(0), path: &[] }], when: &[Condition { not: false, place: Place { base: Base::Position(0), path: &[] }, test: Test::Is(Type::Text) }], from: &[Origin::Input, Origin::Stored], note: "", fix: "hand over a function" },
        Sink { paths: &["require", "import()", "require.resolve", "module.require"], kind: Kind::Module, at: &[Place { base: Base::Position(0), path: &[] }], when: &[], from: &[Origin::Input, Origin::Stored], note: "", fix: "look the name up in an object of your own modules" },
        Sink { paths: &["RegExp"], kind: Kind::Regex, at: &[Place { base: Base::Position(0), path: &[] }], when: &[], from: &[Origin::Input, Origin::Stored], note: "", fix: "escape what has a meaning: `value.replace(/[.*+?^${}()|[\\]\\\\]/g, '\\\\$&')`" },
        Sink { paths: &["*.matchAll", "*.match", "*.search"], kind: Kind::Regex, at: &[Place { base: Base::Position(0), path: &[] }], when: &[Condition { not: false, place: Place { base: Base::Position(0), path: &[] }, test: Test::Is(Type::Text) }], from: &[Origin::Input, Origin::Stored], note: "", fix: "use `includes`, or escape what has a meaning in an expression" },
    ],
    sources: &[],
    propagators: &[],
    sanitizers: &[
        Sanitizer { paths: &["RegExp.escape"], at: Place { base: Base::Position(0), path: &[] }, when: &[], clean: Kind::Regex.bit() },
    ],
    validators: &[],
    aliases: &[],
    routes: &[],
    views: &[],
    stores: &[],
    events: &[],
    watches: &[],
};

static JAVASCRIPT_OS_1: Package = Package {
    name: "javascript-os",
    language: Language::JavaScript,
    modules: &["shell-quote", "shell-escape", "shescape", "any-shell-escape", "shlex"],
    sinks: &[],
    sources: &[],
    propagators: &[],
    sanitizers: &[
        Sanitizer { paths: &["quote", "", "quoteAll", "Shescape()..quote", "escape", "join"], at: Place { base: Base::From(0), path: &[] }, when: &[], clean: Kind::Command.bit() },
    ],
    validators: &[],
    aliases: &[],
    routes: &[],
    views: &[],
    stores: &[],
    events: &[],
    watches: &[],
};

static JAVASCRIPT_OS_2: Package = Package {
    name: "javascript-os",
    language: Language::JavaScript,
    modules: &["path", "path/posix", "path/win32", "path-browserify", "upath"],
    sinks: &[],
    sources: &[],
    propagators: &[],
    sanitizers: &[
        Sanitizer { paths: &["basename", "posix.basename", "win32.basename", "extname"], at: Place { base: Base::Position(0), path: &[] }, when: &[], clean: Kind::Path.bit() },
    ],
    validators: &[],
    aliases: &[],
    routes: &[],
    views: &[],
    stores: &[],
    events: &[],
    watches: &[],
};

static JAVASCRIPT_OS_3: Package = Package {
    name: "javascript-os",
    language: Language::JavaScript,
    modules: &["sanitize-filename", "filenamify", "path-sanitizer"],
    sinks: &[],
    sources: &[],
    propagators: &[],
    sanitizers: &[
        Sanitizer { paths: &[""], at: Place { base: Base::Position(0), path: &[] }, when: &[], clean: Kind::Path.bit() | Kind::Header.bit() | Kind::Command.bit() },
    ],
    validators: &[],
    aliases: &[],
    routes: &[],
    views: &[],
    stores: &[],
    events: &[],
    watches: &[],
};

static JAVASCRIPT_OS_4: Package = Package {
    name: "javascript-os",
    language: Language::JavaScript,
    modules: &["escape-string-regexp", "lodash", "lodash/escapeRegExp", "lodash.escaperegexp", "escape-regexp", "regex-escape"],
    sinks: &[],
    sources: &[],
    propagators: &[],
    sanitizers: &[
        Sanitizer { paths: &["", "escapeRegExp"], at: Place { base: Base::Position(0), path: &[] }, when: &[], clean: Kind::Regex.bit() },
    ],
    validators: &[],
    aliases: &[],
    routes: &[],
    views: &[],
    stores: &[],
    events: &[],
    watches: &[],
};

static JAVASCRIPT_OS_5: Package = Package {
    name: "javascript-os",
    language: Language::JavaScript,
    modules: &["child_process"],
    sinks: &[
        Sink { paths: &["exec", "execSync"], kind: Kind::Command, at: &[Place { base: Base::Position(0), path: &[] }], when: &[], from: &[Origin::Input, Origin::Stored], note: "", fix: "use `execFile(program, [value])`, which starts no shell" },
        Sink { paths: &["execFile", "execFileSync", "spawn", "spawnSync"], kind: Kind::Command, at: &[Place { base: Base::Position(0), path: &[] }], when: &[], from: &[Origin::Input, Origin::Stored], note: "", fix: "keep the program constant" },
        Sink { paths: &["fork"], kind: Kind::Command, at: &[Place { base: Base::Position(0), path: &[] }], when: &[], from: &[Origin::Input, Origin::Stored], note: "", fix: "keep the module constant" },
        Sink { paths: &["execFile", "execFileSync", "spawn", "spawnSync"], kind: Kind::Command, at: &[Place { base: Base::Position(1), path: &[Key::Deep] }], when: &[Condition { not: false, place: Place { base: Base::Position(2), path: &[Key::Name("shell")] }, test: Test::Equals("true") }], from: &[Origin::Input, Origin::Stored], note: "", fix: "leave `shell: true` out" },
        Sink { paths: &["execFile", "execFileSync", "spawn", "spawnSync"], kind: Kind::Command, at: &[Place { base: Base::Position(1), path: &[Key::Deep] }], when: &[Condition { not: false, place: Place { base: Base::Position(1), path: &[Key::Name("shell")] }, test: Test::Equals("true") }], from: &[Origin::Input, Origin::Stored], note: "", fix: "leave `shell: true` out" },
    ],
    sources: &[],
    propagators: &[],
    sanitizers: &[],
    validators: &[],
    aliases: &[],
    routes: &[],
    views: &[],
    stores: &[],
    events: &[],
    watches: &[],
};

static JAVASCRIPT_OS_6: Package = Package {
    name: "javascript-os",
    language: Language::JavaScript,
    modules: &["child_process", "cross-spawn", "execa"],
    sinks: &[
        Sink { paths: &["execFile", "execFileSync", "spawn", "spawnSync", "", "sync", "execa", "execaSync"], kind: Kind::Command, at: &[Place { base: Base::Position(1), path: &[Key::Deep] }], when: &[Condition { not: false, place: Place { base: Base::Position(0), path: &[] }, test: Test::Like(Like::Shell) }], from: &[Origin::Input, Origin::Stored], note: "", fix: "leave the shell out and hand the value over as an argument of the program" },
    ],
    sources: &[],
    propagators: &[],
    sanitizers: &[],
    validators: &[],
    aliases: &[],
    routes: &[],
    views: &[],
    stores: &[],
    events: &[],
    watches: &[],
};

static JAVASCRIPT_OS_7: Package = Package {
    name: "javascript-os",
    language: Language::JavaScript,
    modules: &["execa"],
    sinks: &[
        Sink { paths: &["execaCommand", "execaCommandSync", "command", "commandSync", "", "execa", "execaSync", "sync", "shell", "shellSync"], kind: Kind::Command, at: &[Place { base: Base::Position(0), path: &[] }], when: &[], from: &[Origin::Input, Origin::Stored], note: "", fix: "use `execa(program, [value])`" },
        Sink { paths: &["execa", "execaSync", "", "sync"], kind: Kind::Command, at: &[Place { base: Base::Position(1), path: &[Key::Deep] }], when: &[Condition { not: false, place: Place { base: Base::Position(2), path: &[Key::Name("shell")] }, test: Test::Equals("true") }], from: &[Origin::Input, Origin::Stored], note: "", fix: "leave `shell: true` out" },
    ],
    sources: &[],
    propagators: &[],
    sanitizers: &[],
    validators: &[],
    aliases: &[],
    routes: &[],
    views: &[],
    stores: &[],
    events: &[],
    watches: &[],
};

static JAVASCRIPT_OS_8: Package = Package {
    name: "javascript-os",
    language: Language::JavaScript,
    modules: &["cross-spawn"],
    sinks: &[
        Sink { paths: &["", "spawn", "sync"], kind: Kind::Command, at: &[Place { base: Base::Position(0), path: &[] }], when: &[], from: &[Origin::Input, Origin::Stored], note: "", fix: "keep the program constant" },
    ],
    sources: &[],
    propagators: &[],
    sanitizers: &[],
    validators: &[],
    aliases: &[],
    routes: &[],
    views: &[],
    stores: &[],
    events: &[],
    watches: &[],
};

static JAVASCRIPT_OS_9: Package = Package {
    name: "javascript-os",
    language: Language::JavaScript,
    modules: &["shelljs", "shell-exec", "node-cmd", "exec-sh", "child-process-promise", "promisify-child-process", "execSync", "exec-sync", "await-exec", "sudo-prompt"],
    sinks: &[
        Sink { paths: &["exec", "execSync", "", "run", "runSync", "get", "execAsync", "promise"], kind: Kind::Command, at: &[Place { base: Base::Position(0), path: &[] }], when: &[], from: &[Origin::Input, Origin::Stored], note: "", fix: "use `execFile(program, [value])` of `node:child_process`, which starts no shell" },
    ],
    sources: &[],
    propagators: &[],
    sanitizers: &[],
    validators: &[],
    aliases: &[],
    routes: &[],
    views: &[],
    stores: &[],
    events: &[],
    watches: &[],
};

static JAVASCRIPT_OS_10: Package = Package {
    name: "javascript-os",
    language: Language::JavaScript,
    modules: &["ssh2", "node-ssh", "simple-ssh"],
    sinks: &[
        Sink { paths: &["..exec", "..execCommand"], kind: Kind::Command, at: &[Place { base: Base::Position(0), path: &[] }], when: &[], from: &[Origin::Input, Origin::Stored], note: "", fix: "keep the command constant, or quote the value for the remote shell" },
    ],
    sources: &[],
    propagators: &[],
    sanitizers: &[],
    validators: &[],
    aliases: &[],
    routes: &[],
    views: &[],
    stores: &[],
    events: &[],
    watches: &[],
};

static JAVASCRIPT_OS_11: Package = Package {
    name: "javascript-os",
    language: Language::JavaScript,
    modules: &["simple-git", "git-clone"],
    sinks: &[
        Sink { paths: &["..clone", "..raw", "..fetch", "..pull"], kind: Kind::Command, at: &[Place { base: Base::Position(0), path: &[] }], when: &[], from: &[Origin::Input, Origin::Stored], note: "", fix: "refuse values that begin with `-`" },
    ],
    sources: &[],
    propagators: &[],
    sanitizers: &[],
    validators: &[],
    aliases: &[],
    routes: &[],
    views: &[],
    stores: &[],
    events: &[],
    watches: &[],
};

static JAVASCRIPT_OS_12: Package = Package {
    name: "javascript-os",
    language: Language::JavaScript,
    modules: &["fs", "fs/promises", "fs-extra", "graceful-fs", "fs.promises", "mz/fs", "fs-promise", "pn/fs", "original-fs"],
    sinks: &[
        Sink { paths: &["readFile", "readFileSync", "writeFile", "writeFileSync", "appendFile", "appendFileSync", "open", "openSync", "createReadStream", "createWriteStream", "unlink", "unlinkSync", "rm", "rmSync", "rmdir", "rmdirSync", "mkdir", "mkdirSync", "readdir", "readdirSync", "truncate", "truncateSync", "chmod", "chmodSync", "chown", "opendir", "opendirSync", "readlink", "readlinkSync", "promises.readFile", "promises.writeFile", "promises.appendFile", "promises.open", "promises.unlink", "promises.rm", "promises.rmdir", "promises.mkdir", "promises.readdir", "readJson", "readJsonSync", "readJSON", "writeJson", "writeJsonSync", "outputFile", "outputFileSync", "outputJson", "remove", "removeSync", "emptyDir", "ensureDir", "ensureFile", "ensureDirSync", "mkdirp", "mkdirs", "openAsBlob", "stat", "statSync", "lstat", "promises.stat", "cp", "cpSync", "promises.cp", "glob", "globSync", "watch", "watchFile"], kind: Kind::Path, at: &[Place { base: Base::Position(0), path: &[] }], when: &[], from: &[Origin::Input, Origin::Stored], note: "", fix: "keep the last part of the name only (`path.basename`), or resolve the path and check that it is still below the base" },
    ],
    sources: &[],
    propagators: &[],
    sanitizers: &[],
    validators: &[],
    aliases: &[],
    routes: &[],
    views: &[],
    stores: &[],
    events: &[],
    watches: &[],
};

static JAVASCRIPT_OS_13: Package = Package {
    name: "javascript-os",
    language: Language::JavaScript,
    modules: &["fs", "fs/promises", "fs-extra", "graceful-fs", "mz/fs"],
    sinks: &[
        Sink { paths: &["rename", "renameSync", "copyFile", "copyFileSync", "link", "linkSync", "symlink", "symlinkSync", "promises.rename", "promises.copyFile", "copy", "copySync", "move", "moveSync"], kind: Kind::Path, at: &[Place { base: Base::Position(0), path: &[] }, Place { base: Base::Position(1), path: &[] }], when: &[], from: &[Origin::Input, Origin::Stored], note: "", fix: "keep the last part of the name only (`path.basename`), or resolve the path and check that it is still below the base" },
    ],
    sources: &[],
    propagators: &[],
    sanitizers: &[],
    validators: &[],
    aliases: &[],
    routes: &[],
    views: &[],
    stores: &[],
    events: &[],
    watches: &[],
};

static JAVASCRIPT_OS_14: Package = Package {
    name: "javascript-os",
    language: Language::JavaScript,
    modules: &["rimraf", "del", "glob", "globby", "fast-glob", "write-file-atomic", "load-json-file", "read-pkg", "jsonfile", "touch", "mkdirp", "make-dir", "cpy", "trash", "send", "adm-zip", "tar", "unzipper", "decompress", "extract-zip", "sharp", "jimp", "csvtojson"],
    sinks: &[
        Sink { paths: &["", "sync", "rimraf", "rimrafSync", "deleteAsync", "deleteSync", "glob", "globSync", "readFile", "readFileSync", "writeFile", "writeFileSync", "x", "extract", "()..extractEntryTo", "()..extractAllTo", "loadJsonFile", "mkdirp", "Open.file", "()..toFile", "()..fromFile"], kind: Kind::Path, at: &[Place { base: Base::Position(0), path: &[] }], when: &[Condition { not: false, place: Place { base: Base::Position(0), path: &[] }, test: Test::Is(Type::Text) }], from: &[Origin::Input, Origin::Stored], note: "", fix: "keep the last part of the name only (`path.basename`), or resolve the path and check that it is still below the base" },
    ],
    sources: &[],
    propagators: &[],
    sanitizers: &[],
    validators: &[],
    aliases: &[],
    routes: &[],
    views: &[],
    stores: &[],
    events: &[],
    watches: &[],
};

static JAVASCRIPT_OS_15: Package = Package {
    name: "javascript-os",
    language: Language::JavaScript,
    modules: &["send", "serve-static"],
    sinks: &[
        Sink { paths: &[""], kind: Kind::Path, at: &[Place { base: Base::Position(1), path: &[] }], when: &[Condition { not: true, place: Place { base: Base::Position(2), path: &[Key::Name("root")] }, test: Test::Exists }], from: &[Origin::Input, Origin::Stored], note: "", fix: "hand over `root`" },
    ],
    sources: &[],
    propagators: &[],
    sanitizers: &[],
    validators: &[],
    aliases: &[],
    routes: &[],
    views: &[],
    stores: &[],
    events: &[],
    watches: &[],
};

static JAVASCRIPT_OS_16: Package = Package {
    name: "javascript-os",
    language: Language::JavaScript,
    modules: &["vm", "vm2", "isolated-vm", "safe-eval", "static-eval", "notevil", "safer-eval", "eval", "node-eval", "expression-eval", "localeval", "mathjs", "jsonpath", "angular-expressions", "require-from-string", "jailed", "sval", "quickjs-emscripten", "filtrex"],
    sinks: &[
        Sink { paths: &["runInContext", "runInNewContext", "runInThisContext", "compileFunction", "Script", "SourceTextModule", "VM()..run", "NodeVM()..run", "VMScript", "Isolate()..compileScript", "Isolate()..compileModule", "()..eval", "..evalClosure", "", "eval", "evaluate", "compile", "query", "NodeVM.code", "requireFromString", "..evalCode", "compileExpression"], kind: Kind::Code, at: &[Place { base: Base::Position(0), path: &[] }], when: &[], from: &[Origin::Input, Origin::Stored], note: "", fix: "look the value up in an object of your own functions" },
    ],
    sources: &[],
    propagators: &[],
    sanitizers: &[],
    validators: &[],
    aliases: &[],
    routes: &[],
    views: &[],
    stores: &[],
    events: &[],
    watches: &[],
};

static JAVASCRIPT_OS_17: Package = Package {
    name: "javascript-os",
    language: Language::JavaScript,
    modules: &["node-serialize", "serialize-to-js", "funcster", "cryo"],
    sinks: &[
        Sink { paths: &["unserialize", "deserialize", "deepDeserialize", "parse"], kind: Kind::Deserialization, at: &[Place { base: Base::Position(0), path: &[] }], when: &[], from: &[Origin::Input, Origin::Stored], note: "", fix: "use `JSON.parse`" },
    ],
    sources: &[],
    propagators: &[],
    sanitizers: &[],
    validators: &[],
    aliases: &[],
    routes: &[],
    views: &[],
    stores: &[],
    events: &[],
    watches: &[],
};

static JAVASCRIPT_OS_18: Package = Package {
    name: "javascript-os",
    language: Language::JavaScript,
    modules: &["js-yaml"],
    sinks: &[
        Sink { paths: &["load", "loadAll", "unsafeLoad"], kind: Kind::Deserialization, at: &[Place { base: Base::Position(0), path: &[] }], when: &[Condition { not: false, place: Place { base: Base::Position(1), path: &[Key::Name("schema")] }, test: Test::Equals("js-yaml.DEFAULT_FULL_SCHEMA") }], from: &[Origin::Input, Origin::Stored], note: "", fix: "leave the schema with functions out" },
        Sink { paths: &["load", "loadAll"], kind: Kind::Deserialization, at: &[Place { base: Base::Position(0), path: &[] }], when: &[Condition { not: false, place: Place { base: Base::Position(1), path: &[Key::Name("schema")] }, test: Test::Equals("js-yaml-js-types") }], from: &[Origin::Input, Origin::Stored], note: "", fix: "leave the schema with functions out" },
    ],
    sources: &[],
    propagators: &[],
    sanitizers: &[],
    validators: &[],
    aliases: &[],
    routes: &[],
    views: &[],
    stores: &[],
    events: &[],
    watches: &[],
};

static JAVASCRIPT_SQL: Package = Package {
    name: "javascript-sql",
    language: Language::JavaScript,
    modules: &[],
    sinks: &[
        Sink { paths: &["*.query", "*.execute", "*.raw", "*.exec", "*.run", "*.all", "*.get", "*.each", "*.prepare", "*.whereRaw", "*.orderByRaw", "*.havingRaw", "*.$queryRawUnsafe", "*.$executeRawUnsafe", "*.execSql", "*.queryRaw", "*.runQuery", "*.executeQuery", "*.unsafe", "*.any", "*.one", "*.oneOrNone", "*.none", "*.many", "*.manyOrNone", "*.literal"], kind: Kind::Sql, at: &[Place { base: Base::Position(0), path: &[] }, Place { base: Base::Position(0), path: &[Key::Name("sql")] }, Place { base: Base::Position(0), path: &[Key::Name("text")] }, Place { base: Base::Position(0), path: &[Key::Name("query")] }], when: &[Condition { not: false, place: Place { base: Base::Position(0), path: &[] }, test: Test::Like(Like::Sql) }], from: &[Origin::Input, Origin::Stored], note: "", fix: "write a placeholder where the value belongs and hand the value over as a separate argument" },
    ],
    sources: &[],
    propagators: &[],
    sanitizers: &[],
    validators: &[],
    aliases: &[],
    routes: &[],
    views: &[],
    stores: &[],
    events: &[],
    watches: &[],
};

static JAVASCRIPT_SQL_1: Package = Package {
    name: "javascript-sql",
    language: Language::JavaScript,
    modules: &["mysql", "mysql2", "mysql2/promise", "sqlstring", "mariadb", "serverless-mysql"],
    sinks: &[],
    sources: &[],
    propagators: &[],
    sanitizers: &[
        Sanitizer { paths: &["..escape", "..escapeId", "..format"], at: Place { base: Base::From(0), path: &[] }, when: &[], clean: Kind::Sql.bit() },
    ],
    validators: &[],
    aliases: &[],
    routes: &[],
    views: &[],
    stores: &[],
    events: &[],
    watches: &[],
};

static JAVASCRIPT_SQL_2: Package = Package {
    name: "javascript-sql",
    language: Language::JavaScript,
    modules: &["pg", "pg-format", "pg-escape"],
    sinks: &[],
    sources: &[],
    propagators: &[],
    sanitizers: &[
        Sanitizer { paths: &["..escapeLiteral", "..escapeIdentifier", "escapeLiteral", "escapeIdentifier", "", "literal", "ident", "format"], at: Place { base: Base::From(1), path: &[] }, when: &[], clean: Kind::Sql.bit() },
    ],
    validators: &[],
    aliases: &[],
    routes: &[],
    views: &[],
    stores: &[],
    events: &[],
    watches: &[],
};

static JAVASCRIPT_SQL_3: Package = Package {
    name: "javascript-sql",
    language: Language::JavaScript,
    modules: &["sequelize"],
    sinks: &[],
    sources: &[],
    propagators: &[],
    sanitizers: &[
        Sanitizer { paths: &["..escape"], at: Place { base: Base::Position(0), path: &[] }, when: &[], clean: Kind::Sql.bit() },
    ],
    validators: &[],
    aliases: &[],
    routes: &[],
    views: &[],
    stores: &[],
    events: &[],
    watches: &[],
};

static JAVASCRIPT_SQL_4: Package = Package {
    name: "javascript-sql",
    language: Language::JavaScript,
    modules: &["mysql", "mysql2", "mysql2/promise", "mariadb", "mariadb/callback", "promise-mysql", "serverless-mysql", "@planetscale/database", "data-api-client"],
    sinks: &[
        Sink { paths: &["..query", "..execute", "..batch", "..queryStream", "..prepare"], kind: Kind::Sql, at: &[Place { base: Base::Position(0), path: &[] }, Place { base: Base::Position(0), path: &[Key::Name("sql")] }, Place { base: Base::Keyword("sql"), path: &[] }], when: &[], from: &[Origin::Input, Origin::Stored], note: "", fix: "write `?` where the value belongs and hand the value over in the second argument: `query('… = ?', [value])`" },
    ],
    sources: &[],
    propagators: &[],
    sanitizers: &[],
    validators: &[],
    aliases: &[],
    routes: &[],
    views: &[],
    stores: &[],
    events: &[],
    watches: &[],
};

static JAVASCRIPT_SQL_5: Package = Package {
    name: "javascript-sql",
    language: Language::JavaScript,
    modules: &["pg", "pg-pool", "@neondatabase/serverless", "@vercel/postgres", "pg-native", "pg-query-stream", "pg-cursor", "@electric-sql/pglite", "serverless-pg"],
    sinks: &[
        Sink { paths: &["..query", "Pool()..query", "Client()..query", "..exec", "", "Query", "neon()", "..queryRaw", "..querySync"], kind: Kind::Sql, at: &[Place { base: Base::Position(0), path: &[] }, Place { base: Base::Position(0), path: &[Key::Name("text")] }], when: &[], from: &[Origin::Input, Origin::Stored], note: "", fix: "write `$1` where the value belongs and hand the value over in the second argument: `query('… = $1', [value])`" },
    ],
    sources: &[],
    propagators: &[],
    sanitizers: &[],
    validators: &[],
    aliases: &[],
    routes: &[],
    views: &[],
    stores: &[],
    events: &[],
    watches: &[],
};

static JAVASCRIPT_SQL_6: Package = Package {
    name: "javascript-sql",
    language: Language::JavaScript,
    modules: &["pg-promise"],
    sinks: &[
        Sink { paths: &["()..query", "()..any", "()..one", "()..none", "()..many", "()..oneOrNone", "()..manyOrNone", "()..result", "()..multi", "()..each", "()..map", "()..func"], kind: Kind::Sql, at: &[Place { base: Base::Position(0), path: &[] }, Place { base: Base::Position(0), path: &[Key::Name("text")] }], when: &[], from: &[Origin::Input, Origin::Stored], note: "", fix: "write `$1` where the value belongs and hand the value over in the second argument" },
    ],
    sources: &[],
    propagators: &[],
    sanitizers: &[],
    validators: &[],
    aliases: &[],
    routes: &[],
    views: &[],
    stores: &[],
    events: &[],
    watches: &[],
};

static JAVASCRIPT_SQL_7: Package = Package {
    name: "javascript-sql",
    language: Language::JavaScript,
    modules: &["postgres"],
    sinks: &[
        Sink { paths: &["()..unsafe", "..unsafe"], kind: Kind::Sql, at: &[Place { base: Base::Position(0), path: &[] }], when: &[], from: &[Origin::Input, Origin::Stored], note: "", fix: "use the tagged template: sql`… = ${value}`, which binds the value" },
    ],
    sources: &[],
    propagators: &[],
    sanitizers: &[],
    validators: &[],
    aliases: &[],
    routes: &[],
    views: &[],
    stores: &[],
    events: &[],
    watches: &[],
};

static JAVASCRIPT_SQL_8: Package = Package {
    name: "javascript-sql",
    language: Language::JavaScript,
    modules: &["sqlite3", "better-sqlite3", "sqlite", "node:sqlite", "bun:sqlite", "@libsql/client", "sql.js", "libsql", "sqlite-async", "better-sqlite3-multiple-ciphers", "expo-sqlite", "@sqlitecloud/drivers"],
    sinks: &[
        Sink { paths: &["..run", "..get", "..all", "..each", "..exec", "..prepare", "..query", "..execute", "..executeMultiple", "..batch", "..executeSql", "..sql"], kind: Kind::Sql, at: &[Place { base: Base::Position(0), path: &[] }, Place { base: Base::Position(0), path: &[Key::Name("sql")] }], when: &[], from: &[Origin::Input, Origin::Stored], note: "", fix: "write `?` where the value belongs and hand the value over as a further argument" },
    ],
    sources: &[],
    propagators: &[],
    sanitizers: &[],
    validators: &[],
    aliases: &[],
    routes: &[],
    views: &[],
    stores: &[],
    events: &[],
    watches: &[],
};

static JAVASCRIPT_SQL_9: Package = Package {
    name: "javascript-sql",
    language: Language::JavaScript,
    modules: &["mssql", "mssql/msnodesqlv8", "tedious", "msnodesqlv8"],
    sinks: &[
        Sink { paths: &["..query", "..batch", "..execSql", "Request", "..execSqlBatch", "..prepare", "..queryRaw", "..execute"], kind: Kind::Sql, at: &[Place { base: Base::Position(0), path: &[] }, Place { base: Base::Position(1), path: &[] }], when: &[Condition { not: false, place: Place { base: Base::Position(0), path: &[] }, test: Test::Is(Type::Text) }], from: &[Origin::Input, Origin::Stored], note: "", fix: "write `@name` where the value belongs and bind it with `request.input('name', value)`" },
    ],
    sources: &[],
    propagators: &[],
    sanitizers: &[],
    validators: &[],
    aliases: &[],
    routes: &[],
    views: &[],
    stores: &[],
    events: &[],
    watches: &[],
};

static JAVASCRIPT_SQL_10: Package = Package {
    name: "javascript-sql",
    language: Language::JavaScript,
    modules: &["oracledb"],
    sinks: &[
        Sink { paths: &["..execute", "..executeMany", "..queryStream"], kind: Kind::Sql, at: &[Place { base: Base::Position(0), path: &[] }], when: &[], from: &[Origin::Input, Origin::Stored], note: "", fix: "write `:name` where the value belongs and hand the value over in the second argument" },
    ],
    sources: &[],
    propagators: &[],
    sanitizers: &[],
    validators: &[],
    aliases: &[],
    routes: &[],
    views: &[],
    stores: &[],
    events: &[],
    watches: &[],
};

static JAVASCRIPT_SQL_11: Package = Package {
    name: "javascript-sql",
    language: Language::JavaScript,
    modules: &["ibm_db", "odbc", "snowflake-sdk", "@google-cloud/bigquery", "@google-cloud/spanner", "@databricks/sql", "hdb", "@sap/hana-client", "clickhouse", "@clickhouse/client", "duckdb", "@duckdb/node-api", "node-firebird", "athena-express", "cassandra-driver", "vertica", "presto-client", "trino-client"],
    sinks: &[
        Sink { paths: &["..query", "..querySync", "..execute", "..run", "..exec", "..all", "..createQueryJob", "..createQueryStream", "..prepare", "..executeStatement", "..insert"], kind: Kind::Sql, at: &[Place { base: Base::Position(0), path: &[] }, Place { base: Base::Position(0), path: &[Key::Name("query")] }, Place { base: Base::Position(0), path: &[Key::Name("sqlText")] }, Place { base: Base::Position(0), path: &[Key::Name("sql")] }], when: &[], from: &[Origin::Input, Origin::Stored], note: "", fix: "write a placeholder where the value belongs and hand the value over separately" },
    ],
    sources: &[],
    propagators: &[],
    sanitizers: &[],
    validators: &[],
    aliases: &[],
    routes: &[],
    views: &[],
    stores: &[],
    events: &[],
    watches: &[],
};

static JAVASCRIPT_SQL_12: Package = Package {
    name: "javascript-sql",
    language: Language::JavaScript,
    modules: &["knex", "objection", "bookshelf"],
    sinks: &[
        Sink { paths: &["..raw", "..whereRaw", "..orWhereRaw", "..andWhereRaw", "..havingRaw", "..orHavingRaw", "..orderByRaw", "..groupByRaw", "..joinRaw", "..selectRaw", "..fromRaw", "..distinctRaw", "..columnRaw", "..schema.raw", "raw"], kind: Kind::Sql, at: &[Place { base: Base::Position(0), path: &[] }], when: &[], from: &[Origin::Input, Origin::Stored], note: "", fix: "write `?` where the value belongs and hand the value over in the second argument: `raw('… = ?', [value])`" },
    ],
    sources: &[],
    propagators: &[],
    sanitizers: &[],
    validators: &[],
    aliases: &[],
    routes: &[],
    views: &[],
    stores: &[],
    events: &[],
    watches: &[],
};

static JAVASCRIPT_SQL_13: Package = Package {
    name: "javascript-sql",
    language: Language::JavaScript,
    modules: &["sequelize", "sequelize-typescript", "@sequelize/core"],
    sinks: &[
        Sink { paths: &["Sequelize()..query", "()..query", "Sequelize.literal", "literal", "Sequelize()..literal", "()..literal", "Sequelize.asIs"], kind: Kind::Sql, at: &[Place { base: Base::Position(0), path: &[] }, Place { base: Base::Position(0), path: &[Key::Name("query")] }], when: &[], from: &[Origin::Input, Origin::Stored], note: "", fix: "write `:name` where the value belongs and hand the value over in `replacements` or `bind`" },
    ],
    sources: &[],
    propagators: &[],
    sanitizers: &[],
    validators: &[],
    aliases: &[],
    routes: &[],
    views: &[],
    stores: &[],
    events: &[],
    watches: &[],
};

static JAVASCRIPT_SQL_14: Package = Package {
    name: "javascript-sql",
    language: Language::JavaScript,
    modules: &["typeorm"],
    sinks: &[
        Sink { paths: &["..query", "..createQueryBuilder()..where", "..createQueryBuilder()..andWhere", "..createQueryBuilder()..orWhere", "..createQueryBuilder()..having", "..createQueryBuilder()..andHaving", "..createQueryBuilder()..orderBy", "..createQueryBuilder()..addOrderBy", "..createQueryBuilder()..groupBy", "..createQueryBuilder()..select", "..createQueryBuilder()..addSelect", "Raw"], kind: Kind::Sql, at: &[Place { base: Base::Position(0), path: &[] }], when: &[Condition { not: false, place: Place { base: Base::Position(0), path: &[] }, test: Test::Is(Type::Text) }], from: &[Origin::Input, Origin::Stored], note: "", fix: "write `:name` where the value belongs and hand the value over in the second argument: `where('… = :name', { name })`" },
    ],
    sources: &[],
    propagators: &[],
    sanitizers: &[],
    validators: &[],
    aliases: &[],
    routes: &[],
    views: &[],
    stores: &[],
    events: &[],
    watches: &[],
};

static JAVASCRIPT_SQL_15: Package = Package {
    name: "javascript-sql",
    language: Language::JavaScript,
    modules: &["@prisma/client", "@prisma/client/edge", "prisma"],
    sinks: &[
        Sink { paths: &["..$queryRawUnsafe", "..$executeRawUnsafe", "Prisma.raw", "Prisma.sql.raw"], kind: Kind::Sql, at: &[Place { base: Base::Position(0), path: &[] }], when: &[], from: &[Origin::Input, Origin::Stored], note: "", fix: "use the tagged template $queryRaw`… = ${value}`, which binds the value" },
    ],
    sources: &[],
    propagators: &[],
    sanitizers: &[],
    validators: &[],
    aliases: &[],
    routes: &[],
    views: &[],
    stores: &[],
    events: &[],
    watches: &[],
};

static JAVASCRIPT_SQL_16: Package = Package {
    name: "javascript-sql",
    language: Language::JavaScript,
    modules: &["drizzle-orm", "kysely", "slonik", "@slonik/sql-tag", "@databases/pg", "@databases/sql", "@mikro-orm/core", "@mikro-orm/knex", "@mikro-orm/postgresql", "@mikro-orm/mysql", "waterline", "massive", "zapatos/db"],
    sinks: &[
        Sink { paths: &["sql.raw", "sql.literal", "sql.lit", "sql.unsafe", "sql.__dangerous__rawValue", "..raw", "..execute", "..sendNativeQuery", "..query", "raw", "..executeQuery"], kind: Kind::Sql, at: &[Place { base: Base::Position(0), path: &[] }], when: &[Condition { not: false, place: Place { base: Base::Position(0), path: &[] }, test: Test::Is(Type::Text) }], from: &[Origin::Input, Origin::Stored], note: "", fix: "use the tagged template sql`… = ${value}`, which binds the value" },
    ],
    sources: &[],
    propagators: &[],
    sanitizers: &[],
    validators: &[],
    aliases: &[],
    routes: &[],
    views: &[],
    stores: &[],
    events: &[],
    watches: &[],
};

static JAVASCRIPT_SQL_17: Package = Package {
    name: "javascript-sql",
    language: Language::JavaScript,
    modules: &["alasql", "node-sql-parser"],
    sinks: &[
        Sink { paths: &["", "promise", "exec"], kind: Kind::Sql, at: &[Place { base: Base::Position(0), path: &[] }], when: &[], from: &[Origin::Input, Origin::Stored], note: "", fix: "write `?` where the value belongs and hand the value over in the second argument" },
    ],
    sources: &[],
    propagators: &[],
    sanitizers: &[],
    validators: &[],
    aliases: &[],
    routes: &[],
    views: &[],
    stores: &[],
    events: &[],
    watches: &[],
};

static JAVASCRIPT_WEB: Package = Package {
    name: "javascript-web",
    language: Language::JavaScript,
    modules: &[],
    sinks: &[],
    sources: &[],
    propagators: &[],
    sanitizers: &[],
    validators: &[],
    aliases: &[],
    routes: &[],
    views: &[],
    stores: &[],
    events: &[],
    watches: &[],
};

static JAVASCRIPT_WEB_1: Package = Package {
    name: "javascript-web",
    language: Language::JavaScript,
    modules: &["zod", "yup", "joi", "@hapi/joi", "superstruct", "io-ts", "valibot", "ajv", "runtypes", "@sinclair/typebox", "class-validator", "express-validator", "fastest-validator", "myzod", "ow"],
    sinks: &[],
    sources: &[],
    propagators: &[
        Propagator { paths: &["..parse", "..safeParse", "..parseAsync", "..validate", "..validateSync", "..validateAsync", "..attempt", "create", "..decode", "..cast", "..check", "matchedData"], from: &[Place { base: Base::Position(0), path: &[] }, Place { base: Base::Position(1), path: &[] }], to: Place { base: Base::Result, path: &[] }, shape: Shape::Decoded, calls: &[] },
    ],
    sanitizers: &[],
    validators: &[],
    aliases: &[],
    routes: &[],
    views: &[],
    stores: &[],
    events: &[],
    watches: &[],
};

static JAVASCRIPT_WEB_2: Package = Package {
    name: "javascript-web",
    language: Language::JavaScript,
    modules: &["handlebars", "lodash", "lodash/escape", "lodash.escape", "underscore", "he", "html-entities", "entities", "escape-html", "xss", "dompurify", "isomorphic-dompurify", "sanitize-html", "validator", "striptags", "html-escaper", "escape-goat", "js-xss", "xss-filters", "express-sanitizer", "caja-sanitizer", "string-strip-html", "lodash/fp"],
    sinks: &[],
    sources: &[],
    propagators: &[],
    sanitizers: &[
        Sanitizer { paths: &["escapeExpression", "escape", "encode", "", "sanitize", "()..sanitize", "filterXSS", "FilterXSS()..process", "htmlEscape", "escapeHtml", "inHTMLData", "escapeText", "escapeHTML", "encodeHTML", "escapeUTF8", "encodeXML", "stripLow"], at: Place { base: Base::Position(0), path: &[] }, when: &[], clean: Kind::Html.bit() },
    ],
    validators: &[],
    aliases: &[],
    routes: &[],
    views: &[],
    stores: &[],
    events: &[],
    watches: &[],
};

static JAVASCRIPT_WEB_3: Package = Package {
    name: "javascript-web",
    language: Language::JavaScript,
    modules: &["validator"],
    sinks: &[],
    sources: &[],
    propagators: &[],
    sanitizers: &[
        Sanitizer { paths: &["blacklist", "whitelist", "toInt", "toFloat", "toBoolean", "toDate"], at: Place { base: Base::Position(0), path: &[] }, when: &[], clean: u64::MAX },
    ],
    validators: &[
        Validator { paths: &["isInt", "isNumeric", "isAlphanumeric", "isAlpha", "isUUID", "isMongoId", "isBoolean", "isHexadecimal", "isDecimal", "isFloat", "isDate", "isISO8601", "isIn", "isIP", "isFQDN", "isCreditCard", "isEAN", "isISIN", "isISO31661Alpha2", "isLocale", "isMobilePhone", "isMD5", "isHash", "isSlug", "isPort", "isLatLong", "isSemVer"], at: Place { base: Base::Position(0), path: &[] }, clean: u64::MAX, answer: Answer::True, pattern: None, whole: false },
    ],
    aliases: &[],
    routes: &[],
    views: &[],
    stores: &[],
    events: &[],
    watches: &[],
};

static JAVASCRIPT_WEB_4: Package = Package {
    name: "javascript-web",
    language: Language::JavaScript,
    modules: &["ejs", "pug", "jade", "handlebars", "nunjucks", "lodash", "lodash.template", "lodash/template", "underscore", "dot", "doT", "mustache", "eta", "swig", "swig-templates", "hogan.js", "twig", "liquidjs", "squirrelly", "art-template", "velocityjs", "consolidate", "haml", "hamljs", "jsrender", "template7", "edge.js", "blueimp-tmpl", "dustjs-linkedin", "express-handlebars", "vue-server-renderer", "tinyliquid", "liquid-node"],
    sinks: &[
        Sink { paths: &["render", "compile", "template", "renderString", "Environment()..renderString", "renderAsync", "precompile", "", "compileClient", "Eta()..renderString", "Eta()..renderStringAsync", "Liquid()..parseAndRender", "Liquid()..parse", "twig", "Engine()..parse", "Template", "compileFn", "parse", "renderSource", "handlebars.render", "ejs.render", "pug.render", "create()..compile", "create()..renderString", "engine()..render", "tmpl"], kind: Kind::Template, at: &[Place { base: Base::Position(0), path: &[] }, Place { base: Base::Position(0), path: &[Key::Name("data")] }], when: &[], from: &[Origin::Input, Origin::Stored], note: "", fix: "keep the template constant and hand the value over when it is rendered" },
    ],
    sources: &[],
    propagators: &[],
    sanitizers: &[],
    validators: &[],
    aliases: &[],
    routes: &[],
    views: &[],
    stores: &[],
    events: &[],
    watches: &[],
};

static JAVASCRIPT_WEB_5: Package = Package {
    name: "javascript-web",
    language: Language::JavaScript,
    modules: &["handlebars"],
    sinks: &[
        Sink { paths: &["SafeString"], kind: Kind::Html, at: &[Place { base: Base::Position(0), path: &[] }], when: &[], from: &[Origin::Input, Origin::Stored], note: "", fix: "escape the value with `Handlebars.escapeExpression`" },
    ],
    sources: &[],
    propagators: &[],
    sanitizers: &[],
    validators: &[],
    aliases: &[],
    routes: &[],
    views: &[],
    stores: &[],
    events: &[],
    watches: &[],
};

static JAVASCRIPT_WEB_6: Package = Package {
    name: "javascript-web",
    language: Language::JavaScript,
    modules: &["uuid", "is-uuid", "uuid-validate"],
    sinks: &[],
    sources: &[],
    propagators: &[],
    sanitizers: &[],
    validators: &[
        Validator { paths: &["validate", "", "anyNonNil", "v4"], at: Place { base: Base::Position(0), path: &[] }, clean: u64::MAX, answer: Answer::True, pattern: None, whole: false },
    ],
    aliases: &[],
    routes: &[],
    views: &[],
    stores: &[],
    events: &[],
    watches: &[],
};

static LOGS: Package = Package {
    name: "logs-node",
    language: Language::JavaScript,
    modules: &[],
    sinks: &[
        Sink { paths: &["console.log", "console.info", "console.warn", "console.error", "console.debug", "console.trace", "console.dir", "console.table"], kind: Kind::Log, at: &[Place { base: Base::From(0), path: &[] }, Place { base: Base::Position(0), path: &[Key::Deep] }], when: &[], from: &[Origin::Input, Origin::Stored], note: "", fix: "log the fields that are needed, as JSON" },
        Sink { paths: &["*.logger.info", "*.logger.warn", "*.logger.error", "*.logger.debug", "*.log.info", "*.log.warn", "*.log.error", "*.log.debug"], kind: Kind::Log, at: &[Place { base: Base::From(0), path: &[] }, Place { base: Base::Position(0), path: &[Key::Deep] }, Place { base: Base::Position(1), path: &[Key::Deep] }], when: &[], from: &[Origin::Input, Origin::Stored], note: "", fix: "log the fields that are needed" },
    ],
    sources: &[],
    propagators: &[],
    sanitizers: &[],
    validators: &[],
    aliases: &[],
    routes: &[],
    views: &[],
    stores: &[],
    events: &[],
    watches: &[],
};

static LOGS_1: Package = Package {
    name: "logs-node",
    language: Language::JavaScript,
    modules: &["winston", "pino", "bunyan", "log4js", "loglevel", "signale", "npmlog", "lambda-log", "@aws-lambda-powertools/logger", "consola", "tslog", "roarr", "debug", "@dazn/lambda-powertools-logger"],
    sinks: &[
        Sink { paths: &["log", "info", "warn", "error", "debug", "trace", "fatal", "verbose", "silly", "().info", "().warn", "().error", "().debug", "().trace", "().fatal", "createLogger().log", "createLogger().info", "createLogger().warn", "createLogger().error", "createLogger().debug", "createLogger().verbose", "getLogger().info", "getLogger().warn", "getLogger().error", "getLogger().debug", "Logger().info", "Logger().warn", "Logger().error", "Logger().debug", "Logger().critical", "Logger().trace", "Logger().logEventIfEnabled", "logger.info", "logger.error", "logger.warn", "logger.debug"], kind: Kind::Log, at: &[Place { base: Base::From(0), path: &[] }, Place { base: Base::Position(0), path: &[Key::Deep] }, Place { base: Base::Position(1), path: &[Key::Deep] }], when: &[], from: &[Origin::Input, Origin::Stored], note: "", fix: "log the fields that are needed" },
    ],
    sources: &[],
    propagators: &[],
    sanitizers: &[],
    validators: &[],
    aliases: &[],
    routes: &[],
    views: &[],
    stores: &[],
    events: &[],
    watches: &[],
};

static MARKUP: Package = Package {
    name: "markup",
    language: Language::Python,
    modules: &[],
    sinks: &[],
    sources: &[],
    propagators: &[],
    sanitizers: &[],
    validators: &[],
    aliases: &[],
    routes: &[],
    views: &[],
    stores: &[],
    events: &[],
    watches: &[],
};

static MARKUP_1: Package = Package {
    name: "markup",
    language: Language::Python,
    modules: &["markupsafe", "jinja2"],
    sinks: &[
        Sink { paths: &["Markup", "utils.markupsafe.Markup"], kind: Kind::Html, at: &[Place { base: Base::Position(0), path: &[] }], when: &[], from: &[Origin::Input, Origin::Stored], note: "", fix: "use `Markup(\"…{}\").format(value)` or `escape(value)`, which escape the value" },
    ],
    sources: &[],
    propagators: &[],
    sanitizers: &[
        Sanitizer { paths: &["Markup().format", "Markup.escape", "escape", "escape_silent"], at: Place { base: Base::From(0), path: &[] }, when: &[], clean: Kind::Html.bit() },
    ],
    validators: &[],
    aliases: &[],
    routes: &[],
    views: &[],
    stores: &[],
    events: &[],
    watches: &[],
};

static MARKUP_2: Package = Package {
    name: "markup",
    language: Language::Python,
    modules: &["html", "cgi"],
    sinks: &[],
    sources: &[],
    propagators: &[],
    sanitizers: &[
        Sanitizer { paths: &["escape"], at: Place { base: Base::Position(0), path: &[] }, when: &[], clean: Kind::Html.bit() },
    ],
    validators: &[],
    aliases: &[],
    routes: &[],
    views: &[],
    stores: &[],
    events: &[],
    watches: &[],
};

static MARKUP_3: Package = Package {
    name: "markup",
    language: Language::Python,
    modules: &["xml"],
    sinks: &[],
    sources: &[],
    propagators: &[],
    sanitizers: &[
        Sanitizer { paths: &["sax.saxutils.escape", "sax.saxutils.quoteattr"], at: Place { base: Base::Position(0), path: &[] }, when: &[], clean: Kind::Html.bit() | Kind::Xml.bit() },
    ],
    validators: &[],
    aliases: &[],
    routes: &[],
    views: &[],
    stores: &[],
    events: &[],
    watches: &[],
};

static MARKUP_4: Package = Package {
    name: "markup",
    language: Language::Python,
    modules: &["bleach", "nh3"],
    sinks: &[],
    sources: &[],
    propagators: &[],
    sanitizers: &[
        Sanitizer { paths: &["clean", "linkify", "clean_text", "Cleaner().clean"], at: Place { base: Base::Position(0), path: &[] }, when: &[], clean: Kind::Html.bit() },
    ],
    validators: &[],
    aliases: &[],
    routes: &[],
    views: &[],
    stores: &[],
    events: &[],
    watches: &[],
};

static MARKUP_5: Package = Package {
    name: "markup",
    language: Language::Python,
    modules: &["tornado"],
    sinks: &[],
    sources: &[],
    propagators: &[],
    sanitizers: &[
        Sanitizer { paths: &["escape.xhtml_escape", "escape.url_escape"], at: Place { base: Base::Position(0), path: &[] }, when: &[], clean: Kind::Html.bit() },
    ],
    validators: &[],
    aliases: &[],
    routes: &[],
    views: &[],
    stores: &[],
    events: &[],
    watches: &[],
};

static MARKUP_6: Package = Package {
    name: "markup",
    language: Language::Python,
    modules: &["lxml"],
    sinks: &[],
    sources: &[],
    propagators: &[],
    sanitizers: &[
        Sanitizer { paths: &["html.clean.clean_html", "html.clean.Cleaner().clean_html"], at: Place { base: Base::Position(0), path: &[] }, when: &[], clean: Kind::Html.bit() },
    ],
    validators: &[],
    aliases: &[],
    routes: &[],
    views: &[],
    stores: &[],
    events: &[],
    watches: &[],
};

static MARKUP_7: Package = Package {
    name: "markup",
    language: Language::Python,
    modules: &["werkzeug"],
    sinks: &[],
    sources: &[],
    propagators: &[],
    sanitizers: &[
        Sanitizer { paths: &["utils.escape"], at: Place { base: Base::Position(0), path: &[] }, when: &[], clean: Kind::Html.bit() },
        Sanitizer { paths: &["utils.secure_filename", "secure_filename"], at: Place { base: Base::Position(0), path: &[] }, when: &[], clean: Kind::Path.bit() | Kind::Command.bit() | Kind::Header.bit() | Kind::Log.bit() | Kind::Html.bit() | Kind::Sql.bit() },
        Sanitizer { paths: &["utils.safe_join", "security.safe_join"], at: Place { base: Base::From(0), path: &[] }, when: &[], clean: Kind::Path.bit() },
    ],
    validators: &[],
    aliases: &[],
    routes: &[],
    views: &[],
    stores: &[],
    events: &[],
    watches: &[],
};

static NODE_FRAMEWORKS: Package = Package {
    name: "node-frameworks",
    language: Language::JavaScript,
    modules: &[],
    sinks: &[],
    sources: &[],
    propagators: &[],
    sanitizers: &[],
    validators: &[],
    aliases: &[],
    routes: &[],
    views: &[],
    stores: &[],
    events: &[],
    watches: &[],
};

static NODE_FRAMEWORKS_1: Package = Package {
    name: "node-frameworks",
    language: Language::JavaScript,
    modules: &["fastify"],
    sinks: &[
        Sink { paths: &["Reply.type(text/html).send", "Reply.header(content-type).send", "Reply.header(Content-Type).send", "Reply.html"], kind: Kind::Html, at: &[Place { base: Base::Position(0), path: &[] }], when: &[Condition { not: true, place: Place { base: Base::Position(0), path: &[] }, test: Test::Is(Type::Object) }], from: &[Origin::Input, Origin::Stored], note: "", fix: "escape the value" },
        Sink { paths: &["Reply.redirect"], kind: Kind::Redirect, at: &[Place { base: Base::Position(0), path: &[] }, Place { base: Base::Position(1), path: &[] }], when: &[], from: &[Origin::Input, Origin::Stored], note: "", fix: "compare the target with a list of your own paths" },
        Sink { paths: &["Reply.header"], kind: Kind::Header, at: &[Place { base: Base::Position(1), path: &[] }], when: &[], from: &[Origin::Input, Origin::Stored], note: "", fix: "encode the value, or remove line breaks from it" },
        Sink { paths: &["Reply.sendFile", "Reply.download"], kind: Kind::Path, at: &[Place { base: Base::Position(1), path: &[] }], when: &[], from: &[Origin::Input, Origin::Stored], note: "", fix: "keep the root constant" },
        Sink { paths: &["Reply.send"], kind: Kind::Answer, at: &[Place { base: Base::Position(0), path: &[Key::Deep] }], when: &[], from: &[Origin::Error], note: "", fix: "answer with a text of your own and log the error" },
    ],
    sources: &[
        Source { paths: &["Request.query", "Request.params", "Request.body", "Request.headers", "Request.cookies", "Request.url", "Request.originalUrl", "Request.hostname", "Request.file()", "Request.files()", "Request.raw.url"], name: "Request.query", origin: Origin::Input, clean: 0, trusted: &[], readers: &[] },
    ],
    propagators: &[
        Propagator { paths: &["().register"], from: &[Place { base: Base::From(0), path: &[] }, Place { base: Base::Receiver, path: &[] }], to: Place { base: Base::Result, path: &[] }, shape: Shape::Nothing, calls: &[Callback { function: Place { base: Base::Position(0), path: &[] }, with: &[Given::Place(Place { base: Base::Receiver, path: &[] }), Given::Place(Place { base: Base::Position(1), path: &[] }), Given::Unknown], result: false }, ] },
    ],
    sanitizers: &[],
    validators: &[],
    aliases: &[
        Alias { paths: &["Reply.code()", "Reply.status()", "Reply.headers()"], to: "Reply" },
    ],
    routes: &[
        Route { paths: &["().get", "().post", "().put", "().patch", "().delete", "().all", "().head", "().options", "().addHook", "*.fastify.get", "*.fastify.post"], form: Form::Arguments, parameters: &[Given::Object("Request"), Given::Object("Reply"), Given::Unknown], answer: Answering::Nothing },
        Route { paths: &["().route"], form: Form::Entries, parameters: &[Given::Object("Request"), Given::Object("Reply")], answer: Answering::Nothing },
    ],
    views: &[],
    stores: &[],
    events: &[],
    watches: &[],
};

static NODE_FRAMEWORKS_2: Package = Package {
    name: "node-frameworks",
    language: Language::JavaScript,
    modules: &["@google-cloud/functions-framework", "firebase-functions", "firebase-functions/v1", "firebase-functions/v2", "firebase-functions/v2/https"],
    sinks: &[],
    sources: &[],
    propagators: &[],
    sanitizers: &[],
    validators: &[],
    aliases: &[
        Alias { paths: &["Request"], to: "express:Request" },
        Alias { paths: &["Response"], to: "express:Response" },
    ],
    routes: &[],
    views: &[],
    stores: &[],
    events: &[],
    watches: &[],
};

static NODE_FRAMEWORKS_3: Package = Package {
    name: "node-frameworks",
    language: Language::JavaScript,
    modules: &["koa", "@koa/router", "koa-router", "koa-route"],
    sinks: &[
        Sink { paths: &["Context.body=", "Context.response.body="], kind: Kind::Html, at: &[Place { base: Base::Position(0), path: &[] }], when: &[Condition { not: false, place: Place { base: Base::Position(0), path: &[] }, test: Test::Like(Like::Html) }], from: &[Origin::Input, Origin::Stored], note: "", fix: "escape the value" },
        Sink { paths: &["Context.body=", "Context.response.body="], kind: Kind::Answer, at: &[Place { base: Base::Position(0), path: &[Key::Deep] }], when: &[], from: &[Origin::Error], note: "", fix: "answer with a text of your own and log the error" },
        Sink { paths: &["Context.redirect", "Context.response.redirect"], kind: Kind::Redirect, at: &[Place { base: Base::Position(0), path: &[] }], when: &[], from: &[Origin::Input, Origin::Stored], note: "", fix: "compare the target with a list of your own paths" },
        Sink { paths: &["Context.set", "Context.response.set", "Context.append"], kind: Kind::Header, at: &[Place { base: Base::Position(1), path: &[] }], when: &[], from: &[Origin::Input, Origin::Stored], note: "", fix: "encode the value, or remove line breaks from it" },
    ],
    sources: &[
        Source { paths: &["Context.query", "Context.querystring", "Context.params", "Context.headers", "Context.header", "Context.url", "Context.originalUrl", "Context.path", "Context.host", "Context.hostname", "Context.href", "Context.get()", "Context.cookies.get()", "Context.request.body", "Context.request.query", "Context.request.headers", "Context.request.header", "Context.request.url", "Context.request.path", "Context.request.get()", "Context.request.files", "Context.request.querystring", "Context.request.rawBody", "Context.req.url", "Context.req.headers", "Context.event"], name: "Context.query", origin: Origin::Input, clean: 0, trusted: &[], readers: &[] },
    ],
    propagators: &[],
    sanitizers: &[],
    validators: &[],
    aliases: &[],
    routes: &[
        Route { paths: &["().use", "().get", "().post", "().put", "().patch", "().delete", "().del", "().all", "Router().get", "Router().post", "Router().put", "Router().patch", "Router().delete", "Router().all", "Router().use", "get", "post", "put", "delete"], form: Form::Arguments, parameters: &[Given::Object("Context"), Given::Unknown], answer: Answering::Nothing },
    ],
    views: &[],
    stores: &[],
    events: &[],
    watches: &[],
};

static NODE_FRAMEWORKS_4: Package = Package {
    name: "node-frameworks",
    language: Language::JavaScript,
    modules: &["hono", "hono/quick", "hono/tiny", "@hono/zod-openapi"],
    sinks: &[
        Sink { paths: &["Context.html"], kind: Kind::Html, at: &[Place { base: Base::Position(0), path: &[] }], when: &[], from: &[Origin::Input, Origin::Stored], note: "", fix: "use the tagged template html`…${value}` of `hono/html`, which escapes the value" },
        Sink { paths: &["Context.redirect"], kind: Kind::Redirect, at: &[Place { base: Base::Position(0), path: &[] }], when: &[], from: &[Origin::Input, Origin::Stored], note: "", fix: "compare the target with a list of your own paths" },
        Sink { paths: &["Context.header"], kind: Kind::Header, at: &[Place { base: Base::Position(1), path: &[] }], when: &[], from: &[Origin::Input, Origin::Stored], note: "", fix: "encode the value, or remove line breaks from it" },
    ],
    sources: &[
        Source { paths: &["Context.req.query()", "Context.req.queries()", "Context.req.param()", "Context.req.header()", "Context.req.json()", "Context.req.text()", "Context.req.parseBody()", "Context.req.formData()", "Context.req.blob()", "Context.req.arrayBuffer()", "Context.req.url", "Context.req.path", "Context.req.raw", "Context.req.valid()"], name: "Context.req.query()", origin: Origin::Input, clean: 0, trusted: &[], readers: &[] },
    ],
    propagators: &[],
    sanitizers: &[],
    validators: &[],
    aliases: &[],
    routes: &[
        Route { paths: &["Hono().get", "Hono().post", "Hono().put", "Hono().patch", "Hono().delete", "Hono().all", "Hono().use", "Hono().on", "Hono()..get", "Hono()..post", "Hono()..put", "Hono()..delete", "OpenAPIHono().get", "OpenAPIHono().post", "OpenAPIHono().openapi"], form: Form::Arguments, parameters: &[Given::Object("Context"), Given::Unknown], answer: Answering::Nothing },
    ],
    views: &[],
    stores: &[],
    events: &[],
    watches: &[],
};

static NODE_FRAMEWORKS_5: Package = Package {
    name: "node-frameworks",
    language: Language::JavaScript,
    modules: &["@hapi/hapi", "hapi"],
    sinks: &[
        Sink { paths: &["Toolkit.redirect", "Toolkit.response().redirect", "Toolkit.response().location"], kind: Kind::Redirect, at: &[Place { base: Base::Position(0), path: &[] }], when: &[], from: &[Origin::Input, Origin::Stored], note: "", fix: "compare the target with a list of your own paths" },
    ],
    sources: &[
        Source { paths: &["Request.query", "Request.params", "Request.payload", "Request.headers", "Request.state", "Request.url", "Request.path"], name: "Request.query", origin: Origin::Input, clean: 0, trusted: &[], readers: &[] },
    ],
    propagators: &[],
    sanitizers: &[],
    validators: &[],
    aliases: &[],
    routes: &[
        Route { paths: &["server().route", "Server().route"], form: Form::Entries, parameters: &[Given::Object("Request"), Given::Object("Toolkit")], answer: Answering::Html },
    ],
    views: &[],
    stores: &[],
    events: &[],
    watches: &[],
};

static NODE_FRAMEWORKS_6: Package = Package {
    name: "node-frameworks",
    language: Language::JavaScript,
    modules: &["http", "https"],
    sinks: &[
        Sink { paths: &["ServerResponse.end", "ServerResponse.write"], kind: Kind::Html, at: &[Place { base: Base::Position(0), path: &[] }], when: &[Condition { not: true, place: Place { base: Base::Position(0), path: &[] }, test: Test::Is(Type::Object) }], from: &[Origin::Input], note: "", fix: "escape the value" },
        Sink { paths: &["ServerResponse.setHeader", "ServerResponse.writeHead"], kind: Kind::Header, at: &[Place { base: Base::Position(1), path: &[] }], when: &[], from: &[Origin::Input, Origin::Stored], note: "", fix: "encode the value, or remove line breaks from it" },
    ],
    sources: &[
        Source { paths: &["IncomingMessage.url", "IncomingMessage.headers", "IncomingMessage.rawHeaders"], name: "IncomingMessage.url", origin: Origin::Input, clean: 0, trusted: &[], readers: &[] },
    ],
    propagators: &[],
    sanitizers: &[],
    validators: &[],
    aliases: &[],
    routes: &[
        Route { paths: &["createServer"], form: Form::Arguments, parameters: &[Given::Object("IncomingMessage"), Given::Object("ServerResponse")], answer: Answering::Nothing },
    ],
    views: &[],
    stores: &[],
    events: &[],
    watches: &[],
};

static NODE_FRAMEWORKS_7: Package = Package {
    name: "node-frameworks",
    language: Language::JavaScript,
    modules: &["@google-cloud/functions-framework"],
    sinks: &[],
    sources: &[],
    propagators: &[],
    sanitizers: &[],
    validators: &[],
    aliases: &[],
    routes: &[
        Route { paths: &["http"], form: Form::Arguments, parameters: &[Given::Object("Request"), Given::Object("Response")], answer: Answering::Nothing },
        Route { paths: &["cloudEvent"], form: Form::Arguments, parameters: &[Given::Input("event")], answer: Answering::Nothing },
    ],
    views: &[],
    stores: &[],
    events: &[],
    watches: &[],
};

static NODE_FRAMEWORKS_8: Package = Package {
    name: "node-frameworks",
    language: Language::JavaScript,
    modules: &["firebase-functions", "firebase-functions/v1", "firebase-functions/v2", "firebase-functions/v2/https"],
    sinks: &[],
    sources: &[],
    propagators: &[],
    sanitizers: &[],
    validators: &[],
    aliases: &[],
    routes: &[
        Route { paths: &["https.onRequest", "onRequest"], form: Form::Arguments, parameters: &[Given::Object("Request"), Given::Object("Response")], answer: Answering::Nothing },
        Route { paths: &["https.onCall", "onCall", "pubsub.topic().onPublish", "database.ref().onWrite", "firestore.document().onCreate", "storage.object().onFinalize"], form: Form::Arguments, parameters: &[Given::Input("data"), Given::Unknown], answer: Answering::Json },
    ],
    views: &[],
    stores: &[],
    events: &[],
    watches: &[],
};

static NODE_FRAMEWORKS_9: Package = Package {
    name: "node-frameworks",
    language: Language::JavaScript,
    modules: &["@azure/functions"],
    sinks: &[],
    sources: &[
        Source { paths: &["HttpRequest.query", "HttpRequest.params", "HttpRequest.headers", "HttpRequest.url", "HttpRequest.json()", "HttpRequest.text()", "HttpRequest.formData()", "HttpRequest.body"], name: "HttpRequest.query", origin: Origin::Input, clean: 0, trusted: &[], readers: &[] },
    ],
    propagators: &[],
    sanitizers: &[],
    validators: &[],
    aliases: &[],
    routes: &[
        Route { paths: &["app.http", "app.get", "app.post", "app.put", "app.deleteRequest", "app.patch"], form: Form::Entries, parameters: &[Given::Object("HttpRequest"), Given::Unknown], answer: Answering::Nothing },
        Route { paths: &["app.storageQueue", "app.serviceBusQueue", "app.serviceBusTopic", "app.eventHub", "app.eventGrid", "app.storageBlob", "app.cosmosDB"], form: Form::Entries, parameters: &[Given::Input("message"), Given::Unknown], answer: Answering::Nothing },
    ],
    views: &[],
    stores: &[],
    events: &[],
    watches: &[],
};

static NODE_FRAMEWORKS_10: Package = Package {
    name: "node-frameworks",
    language: Language::JavaScript,
    modules: &["koa-send"],
    sinks: &[
        Sink { paths: &[""], kind: Kind::Path, at: &[Place { base: Base::Position(1), path: &[] }], when: &[Condition { not: true, place: Place { base: Base::Position(2), path: &[Key::Name("root")] }, test: Test::Exists }], from: &[Origin::Input, Origin::Stored], note: "", fix: "hand over `root`" },
    ],
    sources: &[],
    propagators: &[],
    sanitizers: &[],
    validators: &[],
    aliases: &[],
    routes: &[],
    views: &[],
    stores: &[],
    events: &[],
    watches: &[],
};

static NODE_FRAMEWORKS_11: Package = Package {
    name: "node-frameworks",
    language: Language::JavaScript,
    modules: &["hono"],
    sinks: &[
        Sink { paths: &["html.raw"], kind: Kind::Html, at: &[Place { base: Base::Position(0), path: &[] }], when: &[], from: &[Origin::Input, Origin::Stored], note: "", fix: "leave `raw` out" },
    ],
    sources: &[],
    propagators: &[],
    sanitizers: &[],
    validators: &[],
    aliases: &[],
    routes: &[],
    views: &[],
    stores: &[],
    events: &[],
    watches: &[],
};

static PYTHON_CODE: Package = Package {
    name: "python-code",
    language: Language::Python,
    modules: &[],
    sinks: &[
        Sink { paths: &["*.from_string"], kind: Kind::Template, at: &[Place { base: Base::Position(0), path: &[] }], when: &[], from: &[Origin::Input, Origin::Stored], note: "", fix: "keep the template constant and hand the value over to `render`" },
        Sink { paths: &["*.format", "*.format_map"], kind: Kind::Format, at: &[Place { base: Base::Receiver, path: &[] }], when: &[], from: &[Origin::Input, Origin::Stored], note: "", fix: "keep the format constant" },
    ],
    sources: &[],
    propagators: &[],
    sanitizers: &[],
    validators: &[],
    aliases: &[],
    routes: &[],
    views: &[],
    stores: &[],
    events: &[],
    watches: &[],
};

static PYTHON_CODE_1: Package = Package {
    name: "python-code",
    language: Language::Python,
    modules: &["ast"],
    sinks: &[],
    sources: &[],
    propagators: &[],
    sanitizers: &[
        Sanitizer { paths: &["literal_eval"], at: Place { base: Base::Position(0), path: &[] }, when: &[], clean: Kind::Code.bit() },
    ],
    validators: &[],
    aliases: &[],
    routes: &[],
    views: &[],
    stores: &[],
    events: &[],
    watches: &[],
};

static PYTHON_CODE_2: Package = Package {
    name: "python-code",
    language: Language::Python,
    modules: &["re", "regex"],
    sinks: &[
        Sink { paths: &["compile", "match", "search", "fullmatch", "findall", "finditer", "sub", "subn", "split"], kind: Kind::Regex, at: &[Place { base: Base::Named(0, "pattern"), path: &[] }], when: &[], from: &[Origin::Input, Origin::Stored], note: "", fix: "escape the value with `re.escape`" },
    ],
    sources: &[],
    propagators: &[],
    sanitizers: &[
        Sanitizer { paths: &["escape"], at: Place { base: Base::Position(0), path: &[] }, when: &[], clean: Kind::Regex.bit() | Kind::Command.bit() | Kind::Path.bit() | Kind::XPath.bit() | Kind::Ldap.bit() | Kind::Code.bit() },
    ],
    validators: &[],
    aliases: &[],
    routes: &[],
    views: &[],
    stores: &[],
    events: &[],
    watches: &[],
};

static PYTHON_CODE_3: Package = Package {
    name: "python-code",
    language: Language::Python,
    modules: &["", "builtins"],
    sinks: &[
        Sink { paths: &["eval", "exec", "compile", "execfile"], kind: Kind::Code, at: &[Place { base: Base::Named(0, "source"), path: &[] }], when: &[], from: &[Origin::Input, Origin::Stored], note: "", fix: "parse the value with `ast.literal_eval` or `json.loads`, or look it up in a dictionary of your own functions" },
        Sink { paths: &["getattr"], kind: Kind::Reflection, at: &[Place { base: Base::Position(1), path: &[] }], when: &[], from: &[Origin::Input, Origin::Stored], note: "", fix: "look the name up in a dictionary of the members that may be chosen" },
        Sink { paths: &["globals()[]", "locals()[]", "globals().get", "locals().get", "vars()[]"], kind: Kind::Reflection, at: &[Place { base: Base::Position(0), path: &[] }], when: &[], from: &[Origin::Input, Origin::Stored], note: "", fix: "look the name up in a dictionary of your own functions" },
        Sink { paths: &["setattr"], kind: Kind::Reflection, at: &[Place { base: Base::Position(1), path: &[] }], when: &[], from: &[Origin::Input, Origin::Stored], note: "", fix: "copy the attributes that may be set by name" },
    ],
    sources: &[],
    propagators: &[],
    sanitizers: &[],
    validators: &[],
    aliases: &[],
    routes: &[],
    views: &[],
    stores: &[],
    events: &[],
    watches: &[],
};

static PYTHON_CODE_4: Package = Package {
    name: "python-code",
    language: Language::Python,
    modules: &["code", "codeop", "timeit", "cProfile", "profile", "runpy"],
    sinks: &[
        Sink { paths: &["InteractiveInterpreter()..runcode", "InteractiveInterpreter()..runsource", "InteractiveConsole()..push", "InteractiveConsole()..runcode", "InteractiveConsole()..runsource", "compile_command", "timeit", "repeat", "Timer", "run", "runctx", "run_path", "run_module", "interact"], kind: Kind::Code, at: &[Place { base: Base::Position(0), path: &[] }, Place { base: Base::Position(1), path: &[] }, Place { base: Base::Keyword("stmt"), path: &[] }, Place { base: Base::Keyword("setup"), path: &[] }, Place { base: Base::Keyword("source"), path: &[] }], when: &[], from: &[Origin::Input, Origin::Stored], note: "", fix: "look the value up in a dictionary of your own functions" },
    ],
    sources: &[],
    propagators: &[],
    sanitizers: &[],
    validators: &[],
    aliases: &[],
    routes: &[],
    views: &[],
    stores: &[],
    events: &[],
    watches: &[],
};

static PYTHON_CODE_5: Package = Package {
    name: "python-code",
    language: Language::Python,
    modules: &["concurrent"],
    sinks: &[
        Sink { paths: &["interpreters.run_string", "interpreters.create()..exec", "interpreters.create()..run", "interpreters.run_in_subinterp"], kind: Kind::Code, at: &[Place { base: Base::Position(0), path: &[] }, Place { base: Base::Position(1), path: &[] }], when: &[], from: &[Origin::Input, Origin::Stored], note: "", fix: "keep the code constant" },
    ],
    sources: &[],
    propagators: &[],
    sanitizers: &[],
    validators: &[],
    aliases: &[],
    routes: &[],
    views: &[],
    stores: &[],
    events: &[],
    watches: &[],
};

static PYTHON_CODE_6: Package = Package {
    name: "python-code",
    language: Language::Python,
    modules: &["_xxsubinterpreters"],
    sinks: &[
        Sink { paths: &["run_string", "create()..exec", "create()..run", "run_in_subinterp"], kind: Kind::Code, at: &[Place { base: Base::Position(0), path: &[] }, Place { base: Base::Position(1), path: &[] }], when: &[], from: &[Origin::Input, Origin::Stored], note: "", fix: "keep the code constant" },
    ],
    sources: &[],
    propagators: &[],
    sanitizers: &[],
    validators: &[],
    aliases: &[],
    routes: &[],
    views: &[],
    stores: &[],
    events: &[],
    watches: &[],
};

static PYTHON_CODE_7: Package = Package {
    name: "python-code",
    language: Language::Python,
    modules: &["", "importlib", "builtins", "imp", "pydoc", "pkgutil"],
    sinks: &[
        Sink { paths: &["__import__", "import_module", "load_module", "load_source", "locate", "resolve_name", "import_string", "find_module"], kind: Kind::Module, at: &[Place { base: Base::Named(0, "name"), path: &[] }], when: &[], from: &[Origin::Input, Origin::Stored], note: "", fix: "look the name up in a dictionary of your own modules" },
    ],
    sources: &[],
    propagators: &[],
    sanitizers: &[],
    validators: &[],
    aliases: &[],
    routes: &[],
    views: &[],
    stores: &[],
    events: &[],
    watches: &[],
};

static PYTHON_CODE_8: Package = Package {
    name: "python-code",
    language: Language::Python,
    modules: &["django"],
    sinks: &[
        Sink { paths: &["utils.module_loading.__import__", "utils.module_loading.import_module", "utils.module_loading.load_module", "utils.module_loading.load_source", "utils.module_loading.locate", "utils.module_loading.resolve_name", "utils.module_loading.import_string", "utils.module_loading.find_module"], kind: Kind::Module, at: &[Place { base: Base::Named(0, "name"), path: &[] }], when: &[], from: &[Origin::Input, Origin::Stored], note: "", fix: "look the name up in a dictionary of your own modules" },
    ],
    sources: &[],
    propagators: &[],
    sanitizers: &[],
    validators: &[],
    aliases: &[],
    routes: &[],
    views: &[],
    stores: &[],
    events: &[],
    watches: &[],
};

static PYTHON_CODE_9: Package = Package {
    name: "python-code",
    language: Language::Python,
    modules: &["werkzeug"],
    sinks: &[
        Sink { paths: &["utils.__import__", "utils.import_module", "utils.load_module", "utils.load_source", "utils.locate", "utils.resolve_name", "utils.import_string", "utils.find_module"], kind: Kind::Module, at: &[Place { base: Base::Named(0, "name"), path: &[] }], when: &[], from: &[Origin::Input, Origin::Stored], note: "", fix: "look the name up in a dictionary of your own modules" },
    ],
    sources: &[],
    propagators: &[],
    sanitizers: &[],
    validators: &[],
    aliases: &[],
    routes: &[],
    views: &[],
    stores: &[],
    events: &[],
    watches: &[],
};

static PYTHON_CODE_10: Package = Package {
    name: "python-code",
    language: Language::Python,
    modules: &["pickle", "cPickle", "_pickle", "dill", "cloudpickle", "shelve", "marshal", "jsonpickle", "joblib", "pandas", "torch", "numpy", "compress_pickle", "zodbpickle"],
    sinks: &[
        Sink { paths: &["loads", "load", "Unpickler", "Unpickler().load", "decode", "unpickler.decode", "unpickler.Unpickler().restore", "read_pickle", "pickle_loads", "Pickler().loads"], kind: Kind::Deserialization, at: &[Place { base: Base::Named(0, "file"), path: &[] }, Place { base: Base::Keyword("data"), path: &[] }, Place { base: Base::Keyword("string"), path: &[] }], when: &[], from: &[Origin::Input, Origin::Stored], note: "", fix: "use a format of plain data (`json.loads`), or verify a signature before" },
    ],
    sources: &[],
    propagators: &[],
    sanitizers: &[],
    validators: &[],
    aliases: &[],
    routes: &[],
    views: &[],
    stores: &[],
    events: &[],
    watches: &[],
};

static PYTHON_CODE_11: Package = Package {
    name: "python-code",
    language: Language::Python,
    modules: &["sklearn"],
    sinks: &[
        Sink { paths: &["externals.joblib.loads", "externals.joblib.load", "externals.joblib.Unpickler", "externals.joblib.Unpickler().load", "externals.joblib.decode", "externals.joblib.unpickler.decode", "externals.joblib.unpickler.Unpickler().restore", "externals.joblib.read_pickle", "externals.joblib.pickle_loads", "externals.joblib.Pickler().loads"], kind: Kind::Deserialization, at: &[Place { base: Base::Named(0, "file"), path: &[] }, Place { base: Base::Keyword("data"), path: &[] }, Place { base: Base::Keyword("string"), path: &[] }], when: &[], from: &[Origin::Input, Origin::Stored], note: "", fix: "use a format of plain data (`json.loads`), or verify a signature before" },
    ],
    sources: &[],
    propagators: &[],
    sanitizers: &[],
    validators: &[],
    aliases: &[],
    routes: &[],
    views: &[],
    stores: &[],
    events: &[],
    watches: &[],
};

static PYTHON_CODE_12: Package = Package {
    name: "python-code",
    language: Language::Python,
    modules: &["yaml"],
    sinks: &[
        Sink { paths: &["load", "load_all"], kind: Kind::Deserialization, at: &[Place { base: Base::Named(0, "stream"), path: &[] }], when: &[Condition { not: true, place: Place { base: Base::Position(1), path: &[] }, test: Test::Equals("yaml.SafeLoader") }, Condition { not: true, place: Place { base: Base::Keyword("Loader"), path: &[] }, test: Test::Equals("yaml.SafeLoader") }, Condition { not: true, place: Place { base: Base::Position(1), path: &[] }, test: Test::Equals("yaml.CSafeLoader") }, Condition { not: true, place: Place { base: Base::Keyword("Loader"), path: &[] }, test: Test::Equals("yaml.CSafeLoader") }, Condition { not: true, place: Place { base: Base::Keyword("Loader"), path: &[] }, test: Test::Equals("yaml.BaseLoader") }, Condition { not: true, place: Place { base: Base::Position(1), path: &[] }, test: Test::Equals("yaml.BaseLoader") }], from: &[Origin::Input, Origin::Stored], note: "", fix: "use `yaml.safe_load`" },
        Sink { paths: &["unsafe_load", "unsafe_load_all", "full_load", "full_load_all"], kind: Kind::Deserialization, at: &[Place { base: Base::Named(0, "stream"), path: &[] }], when: &[], from: &[Origin::Input, Origin::Stored], note: "", fix: "use `yaml.safe_load`" },
    ],
    sources: &[],
    propagators: &[],
    sanitizers: &[],
    validators: &[],
    aliases: &[],
    routes: &[],
    views: &[],
    stores: &[],
    events: &[],
    watches: &[],
};

static PYTHON_CODE_13: Package = Package {
    name: "python-code",
    language: Language::Python,
    modules: &["ruamel"],
    sinks: &[
        Sink { paths: &["yaml.load", "yaml.load_all", "yaml.yaml.load", "yaml.yaml.load_all", "yaml.round_trip_load_unsafe"], kind: Kind::Deserialization, at: &[Place { base: Base::Named(0, "stream"), path: &[] }], when: &[Condition { not: true, place: Place { base: Base::Keyword("Loader"), path: &[] }, test: Test::Equals("ruamel.yaml.SafeLoader") }, Condition { not: true, place: Place { base: Base::Position(1), path: &[] }, test: Test::Equals("ruamel.yaml.SafeLoader") }, Condition { not: true, place: Place { base: Base::Keyword("Loader"), path: &[] }, test: Test::Equals("ruamel.yaml.RoundTripLoader") }], from: &[Origin::Input, Origin::Stored], note: "", fix: "use `YAML(typ=\"safe\").load`" },
        Sink { paths: &["load", "load_all", "yaml.load", "yaml.load_all", "round_trip_load_unsafe"], kind: Kind::Deserialization, at: &[Place { base: Base::Named(0, "stream"), path: &[] }], when: &[Condition { not: true, place: Place { base: Base::Keyword("Loader"), path: &[] }, test: Test::Equals("ruamel.yaml.SafeLoader") }, Condition { not: true, place: Place { base: Base::Position(1), path: &[] }, test: Test::Equals("ruamel.yaml.SafeLoader") }, Condition { not: true, place: Place { base: Base::Keyword("Loader"), path: &[] }, test: Test::Equals("ruamel.yaml.RoundTripLoader") }], from: &[Origin::Input, Origin::Stored], note: "", fix: "use `YAML(typ=\"safe\").load`" },
        Sink { paths: &["yaml.YAML(typ=unsafe)..load", "yaml.YAML(typ=unsafe)..load_all", "yaml.yaml.YAML(typ=unsafe)..load", "yaml.YAML(typ=base)..load"], kind: Kind::Deserialization, at: &[Place { base: Base::Position(0), path: &[] }], when: &[], from: &[Origin::Input, Origin::Stored], note: "", fix: "use `YAML(typ=\"safe\").load`" },
        Sink { paths: &["YAML(typ=unsafe)..load", "YAML(typ=unsafe)..load_all", "yaml.YAML(typ=unsafe)..load", "YAML(typ=base)..load"], kind: Kind::Deserialization, at: &[Place { base: Base::Position(0), path: &[] }], when: &[], from: &[Origin::Input, Origin::Stored], note: "", fix: "use `YAML(typ=\"safe\").load`" },
    ],
    sources: &[],
    propagators: &[],
    sanitizers: &[],
    validators: &[],
    aliases: &[],
    routes: &[],
    views: &[],
    stores: &[],
    events: &[],
    watches: &[],
};

static PYTHON_CODE_14: Package = Package {
    name: "python-code",
    language: Language::Python,
    modules: &["numpy"],
    sinks: &[
        Sink { paths: &["load"], kind: Kind::Deserialization, at: &[Place { base: Base::Named(0, "file"), path: &[] }], when: &[Condition { not: false, place: Place { base: Base::Keyword("allow_pickle"), path: &[] }, test: Test::Equals("true") }], from: &[Origin::Input, Origin::Stored], note: "", fix: "leave `allow_pickle=True` out" },
    ],
    sources: &[],
    propagators: &[],
    sanitizers: &[],
    validators: &[],
    aliases: &[],
    routes: &[],
    views: &[],
    stores: &[],
    events: &[],
    watches: &[],
};

static PYTHON_CODE_15: Package = Package {
    name: "python-code",
    language: Language::Python,
    modules: &["flask", "quart"],
    sinks: &[
        Sink { paths: &["render_template_string", "stream_template_string"], kind: Kind::Template, at: &[Place { base: Base::Named(0, "source"), path: &[] }], when: &[], from: &[Origin::Input, Origin::Stored], note: "", fix: "keep the template constant and hand the value over as a keyword" },
    ],
    sources: &[],
    propagators: &[],
    sanitizers: &[],
    validators: &[],
    aliases: &[],
    routes: &[],
    views: &[],
    stores: &[],
    events: &[],
    watches: &[],
};

static PYTHON_CODE_16: Package = Package {
    name: "python-code",
    language: Language::Python,
    modules: &["flask"],
    sinks: &[
        Sink { paths: &["templating.render_template_string", "templating.stream_template_string"], kind: Kind::Template, at: &[Place { base: Base::Named(0, "source"), path: &[] }], when: &[], from: &[Origin::Input, Origin::Stored], note: "", fix: "keep the template constant and hand the value over as a keyword" },
    ],
    sources: &[],
    propagators: &[],
    sanitizers: &[],
    validators: &[],
    aliases: &[],
    routes: &[],
    views: &[],
    stores: &[],
    events: &[],
    watches: &[],
};

static PYTHON_CODE_17: Package = Package {
    name: "python-code",
    language: Language::Python,
    modules: &["jinja2"],
    sinks: &[
        Sink { paths: &["Template", "Environment()..from_string", "..from_string", "Environment()..compile_expression", "nativetypes.NativeTemplate", "NativeEnvironment()..from_string"], kind: Kind::Template, at: &[Place { base: Base::Named(0, "source"), path: &[] }], when: &[], from: &[Origin::Input, Origin::Stored], note: "", fix: "keep the template constant and hand the value over to `render`" },
        Sink { paths: &["environment.Template", "environment.Environment()..from_string", "environment..from_string", "environment.Environment()..compile_expression", "environment.nativetypes.NativeTemplate", "environment.NativeEnvironment()..from_string"], kind: Kind::Template, at: &[Place { base: Base::Named(0, "source"), path: &[] }], when: &[], from: &[Origin::Input, Origin::Stored], note: "", fix: "keep the template constant and hand the value over to `render`" },
        Sink { paths: &["sandbox.Template", "sandbox.Environment()..from_string", "sandbox..from_string", "sandbox.Environment()..compile_expression", "sandbox.nativetypes.NativeTemplate", "sandbox.NativeEnvironment()..from_string"], kind: Kind::Template, at: &[Place { base: Base::Named(0, "source"), path: &[] }], when: &[], from: &[Origin::Input, Origin::Stored], note: "", fix: "keep the template constant and hand the value over to `render`" },
    ],
    sources: &[],
    propagators: &[],
    sanitizers: &[],
    validators: &[],
    aliases: &[],
    routes: &[],
    views: &[],
    stores: &[],
    events: &[],
    watches: &[],
};

static PYTHON_CODE_18: Package = Package {
    name: "python-code",
    language: Language::Python,
    modules: &["mako", "tornado", "genshi", "web", "django"],
    sinks: &[
        Sink { paths: &["template.Template", "template.template.Template", "template.template", "template.SimpleTemplate", "template.render", "template.MarkupTemplate", "template.TextTemplate", "template.NewTextTemplate", "template.PageTemplate", "template.Engine().from_string", "template.jinja2_template", "template.mako_template", "template.cheetah_template"], kind: Kind::Template, at: &[Place { base: Base::Named(0, "source"), path: &[] }, Place { base: Base::Keyword("text"), path: &[] }, Place { base: Base::Keyword("template"), path: &[] }], when: &[], from: &[Origin::Input, Origin::Stored], note: "", fix: "keep the template constant and hand the value over when it is rendered" },
    ],
    sources: &[],
    propagators: &[],
    sanitizers: &[],
    validators: &[],
    aliases: &[],
    routes: &[],
    views: &[],
    stores: &[],
    events: &[],
    watches: &[],
};

static PYTHON_CODE_19: Package = Package {
    name: "python-code",
    language: Language::Python,
    modules: &["mako", "bottle", "chevron", "pystache", "chameleon", "airspeed"],
    sinks: &[
        Sink { paths: &["Template", "template.Template", "template", "SimpleTemplate", "render", "MarkupTemplate", "TextTemplate", "NewTextTemplate", "PageTemplate", "Engine().from_string", "jinja2_template", "mako_template", "cheetah_template"], kind: Kind::Template, at: &[Place { base: Base::Named(0, "source"), path: &[] }, Place { base: Base::Keyword("text"), path: &[] }, Place { base: Base::Keyword("template"), path: &[] }], when: &[], from: &[Origin::Input, Origin::Stored], note: "", fix: "keep the template constant and hand the value over when it is rendered" },
    ],
    sources: &[],
    propagators: &[],
    sanitizers: &[],
    validators: &[],
    aliases: &[],
    routes: &[],
    views: &[],
    stores: &[],
    events: &[],
    watches: &[],
};

static PYTHON_CODE_20: Package = Package {
    name: "python-code",
    language: Language::Python,
    modules: &["Cheetah"],
    sinks: &[
        Sink { paths: &["Template.Template", "Template.template.Template", "Template.template", "Template.SimpleTemplate", "Template.render", "Template.MarkupTemplate", "Template.TextTemplate", "Template.NewTextTemplate", "Template.PageTemplate", "Template.Engine().from_string", "Template.jinja2_template", "Template.mako_template", "Template.cheetah_template"], kind: Kind::Template, at: &[Place { base: Base::Named(0, "source"), path: &[] }, Place { base: Base::Keyword("text"), path: &[] }, Place { base: Base::Keyword("template"), path: &[] }], when: &[], from: &[Origin::Input, Origin::Stored], note: "", fix: "keep the template constant and hand the value over when it is rendered" },
    ],
    sources: &[],
    propagators: &[],
    sanitizers: &[],
    validators: &[],
    aliases: &[],
    routes: &[],
    views: &[],
    stores: &[],
    events: &[],
    watches: &[],
};

static PYTHON_CODE_21: Package = Package {
    name: "python-code",
    language: Language::Python,
    modules: &["hmac", "secrets"],
    sinks: &[],
    sources: &[],
    propagators: &[],
    sanitizers: &[],
    validators: &[
        Validator { paths: &["compare_digest"], at: Place { base: Base::Position(0), path: &[] }, clean: Kind::Deserialization.bit(), answer: Answer::True, pattern: None, whole: false },
    ],
    aliases: &[],
    routes: &[],
    views: &[],
    stores: &[],
    events: &[],
    watches: &[],
};

static PYTHON_DATA: Package = Package {
    name: "python-data",
    language: Language::Python,
    modules: &[],
    sinks: &[
        Sink { paths: &["*.search_s", "*.search_ext", "*.search_ext_s", "*.search_st"], kind: Kind::Ldap, at: &[Place { base: Base::Named(0, "base"), path: &[] }, Place { base: Base::Named(2, "filterstr"), path: &[] }], when: &[], from: &[Origin::Input, Origin::Stored], note: "", fix: "escape the value with `ldap.filter.escape_filter_chars`" },
        Sink { paths: &["*.search"], kind: Kind::Ldap, at: &[Place { base: Base::Named(0, "search_base"), path: &[] }, Place { base: Base::Named(1, "search_filter"), path: &[] }], when: &[Condition { not: false, place: Place { base: Base::Position(0), path: &[] }, test: Test::Like(Like::Ldap) }], from: &[Origin::Input, Origin::Stored], note: "", fix: "escape the value with `escape_filter_chars`" },
        Sink { paths: &["*.xpath"], kind: Kind::XPath, at: &[Place { base: Base::Position(0), path: &[] }], when: &[], from: &[Origin::Input, Origin::Stored], note: "", fix: "write `$name` in the expression and hand the value over as a keyword: `xpath(\"…[@id=$name]\", name=value)`" },
        Sink { paths: &["*.find", "*.findall", "*.findtext", "*.iterfind"], kind: Kind::XPath, at: &[Place { base: Base::Position(0), path: &[] }], when: &[Condition { not: false, place: Place { base: Base::Position(0), path: &[] }, test: Test::Like(Like::XPath) }], from: &[Origin::Input, Origin::Stored], note: "", fix: "compare in the program instead of in the expression" },
        Sink { paths: &["*.find_one", "*.find_one_and_update", "*.find_one_and_delete", "*.update_one", "*.update_many", "*.delete_one", "*.delete_many", "*.replace_one", "*.count_documents"], kind: Kind::NoSql, at: &[Place { base: Base::Position(0), path: &[Key::Deep] }, Place { base: Base::Keyword("filter"), path: &[Key::Deep] }], when: &[], from: &[Origin::Input, Origin::Stored], note: "object", fix: "take the value as text (`str(value)`) or write `{\"$eq\": value}`" },
    ],
    sources: &[],
    propagators: &[],
    sanitizers: &[],
    validators: &[],
    aliases: &[],
    routes: &[],
    views: &[],
    stores: &[],
    events: &[],
    watches: &[],
};

static PYTHON_DATA_1: Package = Package {
    name: "python-data",
    language: Language::Python,
    modules: &["ldap"],
    sinks: &[
        Sink { paths: &["..search", "..search_s", "..search_st", "..search_ext", "..search_ext_s", "..async_search"], kind: Kind::Ldap, at: &[Place { base: Base::Named(0, "base"), path: &[] }, Place { base: Base::Named(2, "filterstr"), path: &[] }], when: &[], from: &[Origin::Input, Origin::Stored], note: "", fix: "escape the value with `ldap.filter.escape_filter_chars` (names with `ldap.dn.escape_dn_chars`)" },
    ],
    sources: &[],
    propagators: &[],
    sanitizers: &[
        Sanitizer { paths: &["filter.escape_filter_chars", "filter.escape_dn_chars", "filter.escape_rdn", "filter.filter_format", "filter.filter.escape_filter_chars", "filter.dn.escape_dn_chars", "filter.utils.conv.escape_filter_chars", "filter.utils.dn.escape_rdn", "filter.escape_bytes", "filter.filter.filter_format", "filter.escape_filter_exp", "filter.escape_attribute_value", "filter.safe_rdn"], at: Place { base: Base::From(0), path: &[] }, when: &[], clean: Kind::Ldap.bit() },
        Sanitizer { paths: &["dn.escape_filter_chars", "dn.escape_dn_chars", "dn.escape_rdn", "dn.filter_format", "dn.filter.escape_filter_chars", "dn.dn.escape_dn_chars", "dn.utils.conv.escape_filter_chars", "dn.utils.dn.escape_rdn", "dn.escape_bytes", "dn.filter.filter_format", "dn.escape_filter_exp", "dn.escape_attribute_value", "dn.safe_rdn"], at: Place { base: Base::From(0), path: &[] }, when: &[], clean: Kind::Ldap.bit() },
    ],
    validators: &[],
    aliases: &[],
    routes: &[],
    views: &[],
    stores: &[],
    events: &[],
    watches: &[],
};

static PYTHON_DATA_2: Package = Package {
    name: "python-data",
    language: Language::Python,
    modules: &["ldap3"],
    sinks: &[
        Sink { paths: &["Connection()..search", "Connection()..extend.standard.paged_search", "Connection()..modify", "Connection()..add", "Connection()..delete"], kind: Kind::Ldap, at: &[Place { base: Base::Position(0), path: &[] }, Place { base: Base::Position(1), path: &[] }, Place { base: Base::Keyword("search_base"), path: &[] }, Place { base: Base::Keyword("search_filter"), path: &[] }, Place { base: Base::Keyword("dn"), path: &[] }], when: &[], from: &[Origin::Input, Origin::Stored], note: "", fix: "escape the value with `ldap3.utils.conv.escape_filter_chars` (names with `ldap3.utils.dn.escape_rdn`)" },
        Sink { paths: &["core.connection.Connection()..search", "core.connection.Connection()..extend.standard.paged_search", "core.connection.Connection()..modify", "core.connection.Connection()..add", "core.connection.Connection()..delete"], kind: Kind::Ldap, at: &[Place { base: Base::Position(0), path: &[] }, Place { base: Base::Position(1), path: &[] }, Place { base: Base::Keyword("search_base"), path: &[] }, Place { base: Base::Keyword("search_filter"), path: &[] }, Place { base: Base::Keyword("dn"), path: &[] }], when: &[], from: &[Origin::Input, Origin::Stored], note: "", fix: "escape the value with `ldap3.utils.conv.escape_filter_chars` (names with `ldap3.utils.dn.escape_rdn`)" },
    ],
    sources: &[],
    propagators: &[],
    sanitizers: &[
        Sanitizer { paths: &["utils.conv.escape_filter_chars", "utils.conv.escape_dn_chars", "utils.conv.escape_rdn", "utils.conv.filter_format", "utils.conv.filter.escape_filter_chars", "utils.conv.dn.escape_dn_chars", "utils.conv.utils.conv.escape_filter_chars", "utils.conv.utils.dn.escape_rdn", "utils.conv.escape_bytes", "utils.conv.filter.filter_format", "utils.conv.escape_filter_exp", "utils.conv.escape_attribute_value", "utils.conv.safe_rdn"], at: Place { base: Base::From(0), path: &[] }, when: &[], clean: Kind::Ldap.bit() },
        Sanitizer { paths: &["utils.dn.escape_filter_chars", "utils.dn.escape_dn_chars", "utils.dn.escape_rdn", "utils.dn.filter_format", "utils.dn.filter.escape_filter_chars", "utils.dn.dn.escape_dn_chars", "utils.dn.utils.conv.escape_filter_chars", "utils.dn.utils.dn.escape_rdn", "utils.dn.escape_bytes", "utils.dn.filter.filter_format", "utils.dn.escape_filter_exp", "utils.dn.escape_attribute_value", "utils.dn.safe_rdn"], at: Place { base: Base::From(0), path: &[] }, when: &[], clean: Kind::Ldap.bit() },
    ],
    validators: &[],
    aliases: &[],
    routes: &[],
    views: &[],
    stores: &[],
    events: &[],
    watches: &[],
};

static PYTHON_DATA_3: Package = Package {
    name: "python-data",
    language: Language::Python,
    modules: &["ldap", "ldap3", "bonsai"],
    sinks: &[],
    sources: &[],
    propagators: &[],
    sanitizers: &[
        Sanitizer { paths: &["escape_filter_chars", "escape_dn_chars", "escape_rdn", "filter_format", "filter.escape_filter_chars", "dn.escape_dn_chars", "utils.conv.escape_filter_chars", "utils.dn.escape_rdn", "escape_bytes", "filter.filter_format", "escape_filter_exp", "escape_attribute_value", "safe_rdn"], at: Place { base: Base::From(0), path: &[] }, when: &[], clean: Kind::Ldap.bit() },
    ],
    validators: &[],
    aliases: &[],
    routes: &[],
    views: &[],
    stores: &[],
    events: &[],
    watches: &[],
};

static PYTHON_DATA_4: Package = Package {
    name: "python-data",
    language: Language::Python,
    modules: &["bonsai", "ldaptor"],
    sinks: &[
        Sink { paths: &["LDAPClient()..search", "..search"], kind: Kind::Ldap, at: &[Place { base: Base::Named(0, "base"), path: &[] }, Place { base: Base::Named(2, "filter_exp"), path: &[] }], when: &[], from: &[Origin::Input, Origin::Stored], note: "", fix: "escape the value with `bonsai.escape_filter_exp`" },
    ],
    sources: &[],
    propagators: &[],
    sanitizers: &[],
    validators: &[],
    aliases: &[],
    routes: &[],
    views: &[],
    stores: &[],
    events: &[],
    watches: &[],
};

static PYTHON_DATA_5: Package = Package {
    name: "python-data",
    language: Language::Python,
    modules: &["lxml", "xml"],
    sinks: &[
        Sink { paths: &["etree..xpath", "etree..find", "etree..findall", "etree..findtext", "etree..iterfind", "etree.XPath", "etree.ETXPath", "etree.etree.XPath", "etree.etree.ETXPath", "etree.XPathEvaluator", "etree.select", "etree.iter_select", "etree.Selector"], kind: Kind::XPath, at: &[Place { base: Base::Named(0, "path"), path: &[] }, Place { base: Base::Keyword("_path"), path: &[] }], when: &[], from: &[Origin::Input, Origin::Stored], note: "", fix: "write `$name` in the expression and hand the value over as a keyword: `xpath(\"…[@id=$name]\", name=value)`" },
    ],
    sources: &[],
    propagators: &[],
    sanitizers: &[],
    validators: &[],
    aliases: &[],
    routes: &[],
    views: &[],
    stores: &[],
    events: &[],
    watches: &[],
};

static PYTHON_DATA_6: Package = Package {
    name: "python-data",
    language: Language::Python,
    modules: &["lxml", "elementpath", "parsel", "scrapy", "defusedxml"],
    sinks: &[
        Sink { paths: &["..xpath", "..find", "..findall", "..findtext", "..iterfind", "XPath", "ETXPath", "etree.XPath", "etree.ETXPath", "XPathEvaluator", "select", "iter_select", "Selector"], kind: Kind::XPath, at: &[Place { base: Base::Named(0, "path"), path: &[] }, Place { base: Base::Keyword("_path"), path: &[] }], when: &[], from: &[Origin::Input, Origin::Stored], note: "", fix: "write `$name` in the expression and hand the value over as a keyword: `xpath(\"…[@id=$name]\", name=value)`" },
    ],
    sources: &[],
    propagators: &[],
    sanitizers: &[],
    validators: &[],
    aliases: &[],
    routes: &[],
    views: &[],
    stores: &[],
    events: &[],
    watches: &[],
};

static PYTHON_DATA_7: Package = Package {
    name: "python-data",
    language: Language::Python,
    modules: &["lxml"],
    sinks: &[
        Sink { paths: &["html..xpath", "html..find", "html..findall", "html..findtext", "html..iterfind", "html.XPath", "html.ETXPath", "html.etree.XPath", "html.etree.ETXPath", "html.XPathEvaluator", "html.select", "html.iter_select", "html.Selector"], kind: Kind::XPath, at: &[Place { base: Base::Named(0, "path"), path: &[] }, Place { base: Base::Keyword("_path"), path: &[] }], when: &[], from: &[Origin::Input, Origin::Stored], note: "", fix: "write `$name` in the expression and hand the value over as a keyword: `xpath(\"…[@id=$name]\", name=value)`" },
        Sink { paths: &["etree.fromstring", "etree.parse", "etree.XML", "etree.fromstringlist", "etree.iterparse", "etree.etree.fromstring", "etree.etree.parse", "etree.etree.XML", "etree.etree.iterparse", "etree.XMLID"], kind: Kind::Xml, at: &[Place { base: Base::Named(0, "text"), path: &[] }, Place { base: Base::Keyword("source"), path: &[] }], when: &[Condition { not: true, place: Place { base: Base::Keyword("parser"), path: &[] }, test: Test::Equals("lxml.etree.XMLParser(resolve_entities=false)") }, Condition { not: true, place: Place { base: Base::Position(1), path: &[] }, test: Test::Equals("lxml.etree.XMLParser(resolve_entities=false)") }, Condition { not: true, place: Place { base: Base::Keyword("resolve_entities"), path: &[] }, test: Test::Equals("false") }], from: &[Origin::Input, Origin::Stored], note: "", fix: "hand over `etree.XMLParser(resolve_entities=False, no_network=True)`" },
        Sink { paths: &["fromstring", "parse", "XML", "fromstringlist", "iterparse", "etree.fromstring", "etree.parse", "etree.XML", "etree.iterparse", "XMLID"], kind: Kind::Xml, at: &[Place { base: Base::Named(0, "text"), path: &[] }, Place { base: Base::Keyword("source"), path: &[] }], when: &[Condition { not: true, place: Place { base: Base::Keyword("parser"), path: &[] }, test: Test::Equals("lxml.etree.XMLParser(resolve_entities=false)") }, Condition { not: true, place: Place { base: Base::Position(1), path: &[] }, test: Test::Equals("lxml.etree.XMLParser(resolve_entities=false)") }, Condition { not: true, place: Place { base: Base::Keyword("resolve_entities"), path: &[] }, test: Test::Equals("false") }], from: &[Origin::Input, Origin::Stored], note: "", fix: "hand over `etree.XMLParser(resolve_entities=False, no_network=True)`" },
        Sink { paths: &["etree.XMLParser(resolve_entities=true)..feed", "etree.XMLParser(no_network=false)..feed", "etree.XMLParser()..feed", "etree.etree.XMLParser()..feed"], kind: Kind::Xml, at: &[Place { base: Base::Position(0), path: &[] }], when: &[], from: &[Origin::Input, Origin::Stored], note: "", fix: "make the parser with `resolve_entities=False`" },
        Sink { paths: &["XMLParser(resolve_entities=true)..feed", "XMLParser(no_network=false)..feed", "XMLParser()..feed", "etree.XMLParser()..feed"], kind: Kind::Xml, at: &[Place { base: Base::Position(0), path: &[] }], when: &[], from: &[Origin::Input, Origin::Stored], note: "", fix: "make the parser with `resolve_entities=False`" },
    ],
    sources: &[],
    propagators: &[],
    sanitizers: &[],
    validators: &[],
    aliases: &[],
    routes: &[],
    views: &[],
    stores: &[],
    events: &[],
    watches: &[],
};

static PYTHON_DATA_8: Package = Package {
    name: "python-data",
    language: Language::Python,
    modules: &["xml"],
    sinks: &[
        Sink { paths: &["etree.ElementTree..xpath", "etree.ElementTree..find", "etree.ElementTree..findall", "etree.ElementTree..findtext", "etree.ElementTree..iterfind", "etree.ElementTree.XPath", "etree.ElementTree.ETXPath", "etree.ElementTree.etree.XPath", "etree.ElementTree.etree.ETXPath", "etree.ElementTree.XPathEvaluator", "etree.ElementTree.select", "etree.ElementTree.iter_select", "etree.ElementTree.Selector"], kind: Kind::XPath, at: &[Place { base: Base::Named(0, "path"), path: &[] }, Place { base: Base::Keyword("_path"), path: &[] }], when: &[], from: &[Origin::Input, Origin::Stored], note: "", fix: "write `$name` in the expression and hand the value over as a keyword: `xpath(\"…[@id=$name]\", name=value)`" },
        Sink { paths: &["sax.parse", "sax.parseString", "sax.make_parser()..parse", "sax.make_parser()..feed", "sax.sax.parse", "sax.sax.parseString", "sax.dom.pulldom.parse", "sax.dom.pulldom.parseString", "sax.sax.make_parser()..parse"], kind: Kind::Xml, at: &[Place { base: Base::Named(0, "source"), path: &[] }, Place { base: Base::Keyword("string"), path: &[] }, Place { base: Base::Keyword("stream_or_string"), path: &[] }], when: &[], from: &[Origin::Input, Origin::Stored], note: "", fix: "use the same function of `defusedxml`" },
        Sink { paths: &["sax.expatreader.parse", "sax.expatreader.parseString", "sax.expatreader.make_parser()..parse", "sax.expatreader.make_parser()..feed", "sax.expatreader.sax.parse", "sax.expatreader.sax.parseString", "sax.expatreader.dom.pulldom.parse", "sax.expatreader.dom.pulldom.parseString", "sax.expatreader.sax.make_parser()..parse"], kind: Kind::Xml, at: &[Place { base: Base::Named(0, "source"), path: &[] }, Place { base: Base::Keyword("string"), path: &[] }, Place { base: Base::Keyword("stream_or_string"), path: &[] }], when: &[], from: &[Origin::Input, Origin::Stored], note: "", fix: "use the same function of `defusedxml`" },
        Sink { paths: &["dom.pulldom.parse", "dom.pulldom.parseString", "dom.pulldom.make_parser()..parse", "dom.pulldom.make_parser()..feed", "dom.pulldom.sax.parse", "dom.pulldom.sax.parseString", "dom.pulldom.dom.pulldom.parse", "dom.pulldom.dom.pulldom.parseString", "dom.pulldom.sax.make_parser()..parse"], kind: Kind::Xml, at: &[Place { base: Base::Named(0, "source"), path: &[] }, Place { base: Base::Keyword("string"), path: &[] }, Place { base: Base::Keyword("stream_or_string"), path: &[] }], when: &[], from: &[Origin::Input, Origin::Stored], note: "", fix: "use the same function of `defusedxml`" },
        Sink { paths: &["dom.expatbuilder.parse", "dom.expatbuilder.parseString", "dom.expatbuilder.make_parser()..parse", "dom.expatbuilder.make_parser()..feed", "dom.expatbuilder.sax.parse", "dom.expatbuilder.sax.parseString", "dom.expatbuilder.dom.pulldom.parse", "dom.expatbuilder.dom.pulldom.parseString", "dom.expatbuilder.sax.make_parser()..parse"], kind: Kind::Xml, at: &[Place { base: Base::Named(0, "source"), path: &[] }, Place { base: Base::Keyword("string"), path: &[] }, Place { base: Base::Keyword("stream_or_string"), path: &[] }], when: &[], from: &[Origin::Input, Origin::Stored], note: "", fix: "use the same function of `defusedxml`" },
        Sink { paths: &["parse", "parseString", "make_parser()..parse", "make_parser()..feed", "sax.parse", "sax.parseString", "dom.pulldom.parse", "dom.pulldom.parseString", "sax.make_parser()..parse"], kind: Kind::Xml, at: &[Place { base: Base::Named(0, "source"), path: &[] }, Place { base: Base::Keyword("string"), path: &[] }, Place { base: Base::Keyword("stream_or_string"), path: &[] }], when: &[], from: &[Origin::Input, Origin::Stored], note: "", fix: "use the same function of `defusedxml`" },
        Sink { paths: &["etree.ElementTree.fromstring", "etree.ElementTree.parse", "etree.ElementTree.XML", "etree.ElementTree.iterparse", "etree.ElementTree.fromstringlist", "etree.ElementTree.ElementTree.fromstring", "etree.ElementTree.ElementTree.parse", "etree.ElementTree.ElementTree.XML", "etree.ElementTree.parseString", "etree.ElementTree.minidom.parseString", "etree.ElementTree.minidom.parse", "etree.ElementTree.XMLParser()..feed", "etree.ElementTree.XMLPullParser()..feed"], kind: Kind::Xml, at: &[Place { base: Base::Named(0, "text"), path: &[] }, Place { base: Base::Keyword("source"), path: &[] }, Place { base: Base::Keyword("string"), path: &[] }, Place { base: Base::Keyword("xml_input"), path: &[] }], when: &[], from: &[Origin::Input, Origin::Stored], note: "expansion", fix: "use the same function of `defusedxml`" },
        Sink { paths: &["etree.cElementTree.fromstring", "etree.cElementTree.parse", "etree.cElementTree.XML", "etree.cElementTree.iterparse", "etree.cElementTree.fromstringlist", "etree.cElementTree.ElementTree.fromstring", "etree.cElementTree.ElementTree.parse", "etree.cElementTree.ElementTree.XML", "etree.cElementTree.parseString", "etree.cElementTree.minidom.parseString", "etree.cElementTree.minidom.parse", "etree.cElementTree.XMLParser()..feed", "etree.cElementTree.XMLPullParser()..feed"], kind: Kind::Xml, at: &[Place { base: Base::Named(0, "text"), path: &[] }, Place { base: Base::Keyword("source"), path: &[] }, Place { base: Base::Keyword("string"), path: &[] }, Place { base: Base::Keyword("xml_input"), path: &[] }], when: &[], from: &[Origin::Input, Origin::Stored], note: "expansion", fix: "use the same function of `defusedxml`" },
        Sink { paths: &["etree.fromstring", "etree.parse", "etree.XML", "etree.iterparse", "etree.fromstringlist", "etree.ElementTree.fromstring", "etree.ElementTree.parse", "etree.ElementTree.XML", "etree.parseString", "etree.minidom.parseString", "etree.minidom.parse", "etree.XMLParser()..feed", "etree.XMLPullParser()..feed"], kind: Kind::Xml, at: &[Place { base: Base::Named(0, "text"), path: &[] }, Place { base: Base::Keyword("source"), path: &[] }, Place { base: Base::Keyword("string"), path: &[] }, Place { base: Base::Keyword("xml_input"), path: &[] }], when: &[], from: &[Origin::Input, Origin::Stored], note: "expansion", fix: "use the same function of `defusedxml`" },
        Sink { paths: &["dom.minidom.fromstring", "dom.minidom.parse", "dom.minidom.XML", "dom.minidom.iterparse", "dom.minidom.fromstringlist", "dom.minidom.ElementTree.fromstring", "dom.minidom.ElementTree.parse", "dom.minidom.ElementTree.XML", "dom.minidom.parseString", "dom.minidom.minidom.parseString", "dom.minidom.minidom.parse", "dom.minidom.XMLParser()..feed", "dom.minidom.XMLPullParser()..feed"], kind: Kind::Xml, at: &[Place { base: Base::Named(0, "text"), path: &[] }, Place { base: Base::Keyword("source"), path: &[] }, Place { base: Base::Keyword("string"), path: &[] }, Place { base: Base::Keyword("xml_input"), path: &[] }], when: &[], from: &[Origin::Input, Origin::Stored], note: "expansion", fix: "use the same function of `defusedxml`" },
        Sink { paths: &["dom.fromstring", "dom.parse", "dom.XML", "dom.iterparse", "dom.fromstringlist", "dom.ElementTree.fromstring", "dom.ElementTree.parse", "dom.ElementTree.XML", "dom.parseString", "dom.minidom.parseString", "dom.minidom.parse", "dom.XMLParser()..feed", "dom.XMLPullParser()..feed"], kind: Kind::Xml, at: &[Place { base: Base::Named(0, "text"), path: &[] }, Place { base: Base::Keyword("source"), path: &[] }, Place { base: Base::Keyword("string"), path: &[] }, Place { base: Base::Keyword("xml_input"), path: &[] }], when: &[], from: &[Origin::Input, Origin::Stored], note: "expansion", fix: "use the same function of `defusedxml`" },
    ],
    sources: &[],
    propagators: &[],
    sanitizers: &[],
    validators: &[],
    aliases: &[],
    routes: &[],
    views: &[],
    stores: &[],
    events: &[],
    watches: &[],
};

static PYTHON_DATA_9: Package = Package {
    name: "python-data",
    language: Language::Python,
    modules: &["defusedxml"],
    sinks: &[
        Sink { paths: &["ElementTree..xpath", "ElementTree..find", "ElementTree..findall", "ElementTree..findtext", "ElementTree..iterfind", "ElementTree.XPath", "ElementTree.ETXPath", "ElementTree.etree.XPath", "ElementTree.etree.ETXPath", "ElementTree.XPathEvaluator", "ElementTree.select", "ElementTree.iter_select", "ElementTree.Selector"], kind: Kind::XPath, at: &[Place { base: Base::Named(0, "path"), path: &[] }, Place { base: Base::Keyword("_path"), path: &[] }], when: &[], from: &[Origin::Input, Origin::Stored], note: "", fix: "write `$name` in the expression and hand the value over as a keyword: `xpath(\"…[@id=$name]\", name=value)`" },
    ],
    sources: &[],
    propagators: &[],
    sanitizers: &[],
    validators: &[],
    aliases: &[],
    routes: &[],
    views: &[],
    stores: &[],
    events: &[],
    watches: &[],
};

static PYTHON_DATA_10: Package = Package {
    name: "python-data",
    language: Language::Python,
    modules: &["elementpath"],
    sinks: &[
        Sink { paths: &["select", "iter_select"], kind: Kind::XPath, at: &[Place { base: Base::Named(1, "path"), path: &[] }], when: &[], from: &[Origin::Input, Origin::Stored], note: "", fix: "hand the value over in `variables`" },
    ],
    sources: &[],
    propagators: &[],
    sanitizers: &[],
    validators: &[],
    aliases: &[],
    routes: &[],
    views: &[],
    stores: &[],
    events: &[],
    watches: &[],
};

static PYTHON_DATA_11: Package = Package {
    name: "python-data",
    language: Language::Python,
    modules: &["xmltodict"],
    sinks: &[
        Sink { paths: &["fromstring", "parse", "XML", "iterparse", "fromstringlist", "ElementTree.fromstring", "ElementTree.parse", "ElementTree.XML", "parseString", "minidom.parseString", "minidom.parse", "XMLParser()..feed", "XMLPullParser()..feed"], kind: Kind::Xml, at: &[Place { base: Base::Named(0, "text"), path: &[] }, Place { base: Base::Keyword("source"), path: &[] }, Place { base: Base::Keyword("string"), path: &[] }, Place { base: Base::Keyword("xml_input"), path: &[] }], when: &[], from: &[Origin::Input, Origin::Stored], note: "expansion", fix: "use the same function of `defusedxml`" },
    ],
    sources: &[],
    propagators: &[],
    sanitizers: &[],
    validators: &[],
    aliases: &[],
    routes: &[],
    views: &[],
    stores: &[],
    events: &[],
    watches: &[],
};

static PYTHON_DATA_12: Package = Package {
    name: "python-data",
    language: Language::Python,
    modules: &["pymongo", "motor", "flask_pymongo", "mongoengine", "beanie", "odmantic", "mongomock"],
    sinks: &[
        Sink { paths: &["..find", "..find_one", "..find_one_and_update", "..find_one_and_delete", "..find_one_and_replace", "..update_one", "..update_many", "..replace_one", "..delete_one", "..delete_many", "..aggregate", "..count_documents", "..distinct", "..count", "..remove", "..update", "..find_raw_batches", "..map_reduce"], kind: Kind::NoSql, at: &[Place { base: Base::Position(0), path: &[Key::Deep] }, Place { base: Base::Keyword("filter"), path: &[Key::Deep] }, Place { base: Base::Keyword("pipeline"), path: &[Key::Deep] }], when: &[], from: &[Origin::Input, Origin::Stored], note: "object", fix: "take the value as text (`str(value)`) or write `{\"$eq\": value}`" },
    ],
    sources: &[],
    propagators: &[],
    sanitizers: &[],
    validators: &[],
    aliases: &[],
    routes: &[],
    views: &[],
    stores: &[],
    events: &[],
    watches: &[],
};

static PYTHON_DATA_13: Package = Package {
    name: "python-data",
    language: Language::Python,
    modules: &["motor"],
    sinks: &[
        Sink { paths: &["motor_asyncio..find", "motor_asyncio..find_one", "motor_asyncio..find_one_and_update", "motor_asyncio..find_one_and_delete", "motor_asyncio..find_one_and_replace", "motor_asyncio..update_one", "motor_asyncio..update_many", "motor_asyncio..replace_one", "motor_asyncio..delete_one", "motor_asyncio..delete_many", "motor_asyncio..aggregate", "motor_asyncio..count_documents", "motor_asyncio..distinct", "motor_asyncio..count", "motor_asyncio..remove", "motor_asyncio..update", "motor_asyncio..find_raw_batches", "motor_asyncio..map_reduce"], kind: Kind::NoSql, at: &[Place { base: Base::Position(0), path: &[Key::Deep] }, Place { base: Base::Keyword("filter"), path: &[Key::Deep] }, Place { base: Base::Keyword("pipeline"), path: &[Key::Deep] }], when: &[], from: &[Origin::Input, Origin::Stored], note: "object", fix: "take the value as text (`str(value)`) or write `{\"$eq\": value}`" },
    ],
    sources: &[],
    propagators: &[],
    sanitizers: &[],
    validators: &[],
    aliases: &[],
    routes: &[],
    views: &[],
    stores: &[],
    events: &[],
    watches: &[],
};

static PYTHON_DATA_14: Package = Package {
    name: "python-data",
    language: Language::Python,
    modules: &["pymongo"],
    sinks: &[
        Sink { paths: &["mongo_client..find", "mongo_client..find_one", "mongo_client..find_one_and_update", "mongo_client..find_one_and_delete", "mongo_client..find_one_and_replace", "mongo_client..update_one", "mongo_client..update_many", "mongo_client..replace_one", "mongo_client..delete_one", "mongo_client..delete_many", "mongo_client..aggregate", "mongo_client..count_documents", "mongo_client..distinct", "mongo_client..count", "mongo_client..remove", "mongo_client..update", "mongo_client..find_raw_batches", "mongo_client..map_reduce"], kind: Kind::NoSql, at: &[Place { base: Base::Position(0), path: &[Key::Deep] }, Place { base: Base::Keyword("filter"), path: &[Key::Deep] }, Place { base: Base::Keyword("pipeline"), path: &[Key::Deep] }], when: &[], from: &[Origin::Input, Origin::Stored], note: "object", fix: "take the value as text (`str(value)`) or write `{\"$eq\": value}`" },
    ],
    sources: &[],
    propagators: &[],
    sanitizers: &[],
    validators: &[],
    aliases: &[],
    routes: &[],
    views: &[],
    stores: &[],
    events: &[],
    watches: &[],
};

static PYTHON_DATA_15: Package = Package {
    name: "python-data",
    language: Language::Python,
    modules: &["pymongo", "motor", "mongoengine", "flask_pymongo"],
    sinks: &[
        Sink { paths: &["..eval", "..exec_js", "..system_js"], kind: Kind::Code, at: &[Place { base: Base::Named(0, "code"), path: &[] }], when: &[], from: &[Origin::Input, Origin::Stored], note: "", fix: "keep the JavaScript constant" },
    ],
    sources: &[],
    propagators: &[],
    sanitizers: &[],
    validators: &[],
    aliases: &[],
    routes: &[],
    views: &[],
    stores: &[],
    events: &[],
    watches: &[],
};

static PYTHON_DATA_16: Package = Package {
    name: "python-data",
    language: Language::Python,
    modules: &["redis", "aioredis", "rediscluster"],
    sinks: &[
        Sink { paths: &["..eval", "..register_script", "..execute_command", "..evalsha"], kind: Kind::NoSql, at: &[Place { base: Base::Position(0), path: &[] }], when: &[], from: &[Origin::Input, Origin::Stored], note: "expression", fix: "keep script and command constant and hand the values over as arguments" },
    ],
    sources: &[],
    propagators: &[],
    sanitizers: &[],
    validators: &[],
    aliases: &[],
    routes: &[],
    views: &[],
    stores: &[],
    events: &[],
    watches: &[],
};

static PYTHON_DATA_17: Package = Package {
    name: "python-data",
    language: Language::Python,
    modules: &["elasticsearch", "opensearchpy", "elasticsearch_dsl"],
    sinks: &[
        Sink { paths: &["..search", "..delete_by_query", "..update_by_query", "..count", "..msearch", "..search_template"], kind: Kind::NoSql, at: &[Place { base: Base::Keyword("body"), path: &[] }, Place { base: Base::Keyword("query"), path: &[] }, Place { base: Base::Keyword("script"), path: &[] }], when: &[], from: &[Origin::Input, Origin::Stored], note: "expression", fix: "put the value in a `term` or `match` of a query that you build" },
    ],
    sources: &[],
    propagators: &[],
    sanitizers: &[],
    validators: &[],
    aliases: &[],
    routes: &[],
    views: &[],
    stores: &[],
    events: &[],
    watches: &[],
};

static PYTHON_DATA_18: Package = Package {
    name: "python-data",
    language: Language::Python,
    modules: &["neo4j", "py2neo", "neomodel", "arango", "gremlin_python", "influxdb", "influxdb_client"],
    sinks: &[
        Sink { paths: &["..run", "..execute_query", "..cypher_query", "..aql.execute", "..submit", "..query", "..query_items", "..gql"], kind: Kind::NoSql, at: &[Place { base: Base::Named(0, "query"), path: &[] }], when: &[], from: &[Origin::Input, Origin::Stored], note: "expression", fix: "write a parameter where the value belongs and hand the value over separately" },
    ],
    sources: &[],
    propagators: &[],
    sanitizers: &[],
    validators: &[],
    aliases: &[],
    routes: &[],
    views: &[],
    stores: &[],
    events: &[],
    watches: &[],
};

static PYTHON_DATA_19: Package = Package {
    name: "python-data",
    language: Language::Python,
    modules: &["azure"],
    sinks: &[
        Sink { paths: &["cosmos..run", "cosmos..execute_query", "cosmos..cypher_query", "cosmos..aql.execute", "cosmos..submit", "cosmos..query", "cosmos..query_items", "cosmos..gql"], kind: Kind::NoSql, at: &[Place { base: Base::Named(0, "query"), path: &[] }], when: &[], from: &[Origin::Input, Origin::Stored], note: "expression", fix: "write a parameter where the value belongs and hand the value over separately" },
    ],
    sources: &[],
    propagators: &[],
    sanitizers: &[],
    validators: &[],
    aliases: &[],
    routes: &[],
    views: &[],
    stores: &[],
    events: &[],
    watches: &[],
};

static PYTHON_DATA_20: Package = Package {
    name: "python-data",
    language: Language::Python,
    modules: &["google"],
    sinks: &[
        Sink { paths: &["cloud.datastore..run", "cloud.datastore..execute_query", "cloud.datastore..cypher_query", "cloud.datastore..aql.execute", "cloud.datastore..submit", "cloud.datastore..query", "cloud.datastore..query_items", "cloud.datastore..gql"], kind: Kind::NoSql, at: &[Place { base: Base::Named(0, "query"), path: &[] }], when: &[], from: &[Origin::Input, Origin::Stored], note: "expression", fix: "write a parameter where the value belongs and hand the value over separately" },
    ],
    sources: &[],
    propagators: &[],
    sanitizers: &[],
    validators: &[],
    aliases: &[],
    routes: &[],
    views: &[],
    stores: &[],
    events: &[],
    watches: &[],
};

static PYTHON_FRAMEWORKS: Package = Package {
    name: "python-frameworks",
    language: Language::Python,
    modules: &[],
    sinks: &[],
    sources: &[],
    propagators: &[],
    sanitizers: &[],
    validators: &[],
    aliases: &[],
    routes: &[],
    views: &[],
    stores: &[],
    events: &[],
    watches: &[],
};

static PYTHON_FRAMEWORKS_1: Package = Package {
    name: "python-frameworks",
    language: Language::Python,
    modules: &["bottle"],
    sinks: &[
        Sink { paths: &["redirect"], kind: Kind::Redirect, at: &[Place { base: Base::Named(0, "url"), path: &[] }], when: &[], from: &[Origin::Input, Origin::Stored], note: "", fix: "compare the target with a list of your own paths" },
        Sink { paths: &["static_file"], kind: Kind::Path, at: &[Place { base: Base::Keyword("root"), path: &[] }], when: &[], from: &[Origin::Input, Origin::Stored], note: "", fix: "keep the root constant" },
        Sink { paths: &["HTTPResponse"], kind: Kind::Html, at: &[Place { base: Base::Named(0, "body"), path: &[] }], when: &[], from: &[Origin::Input, Origin::Stored], note: "", fix: "render a template, or escape the value with `html.escape`" },
        Sink { paths: &["template", "jinja2_template", "mako_template", "cheetah_template", "SimpleTemplate"], kind: Kind::Template, at: &[Place { base: Base::Named(0, "source"), path: &[] }], when: &[], from: &[Origin::Input, Origin::Stored], note: "", fix: "keep the template constant and hand the value over as a keyword" },
        Sink { paths: &["response.set_header", "response.add_header", "response.headers[]="], kind: Kind::Header, at: &[Place { base: Base::Position(1), path: &[] }], when: &[], from: &[Origin::Input, Origin::Stored], note: "", fix: "remove line breaks from the value" },
    ],
    sources: &[
        Source { paths: &["request.query", "request.GET", "request.forms", "request.POST", "request.params", "request.json", "request.cookies", "request.headers", "request.body", "request.files", "request.url", "request.path", "request.query_string", "request.urlparts", "request.get_cookie()", "request.get_header()", "request.fullpath", "request.environ"], name: "request.query", origin: Origin::Input, clean: 0, trusted: &[], readers: &["get", "getall", "getunicode"] },
    ],
    propagators: &[],
    sanitizers: &[],
    validators: &[],
    aliases: &[],
    routes: &[
        Route { paths: &["route", "get", "post", "put", "delete", "patch", "Bottle().route", "Bottle().get", "Bottle().post", "Bottle().put", "Bottle().delete", "Bottle().patch"], form: Form::Decorator, parameters: &[Given::Input("")], answer: Answering::Html },
    ],
    views: &[],
    stores: &[],
    events: &[],
    watches: &[],
};

static PYTHON_FRAMEWORKS_2: Package = Package {
    name: "python-frameworks",
    language: Language::Python,
    modules: &["aiohttp"],
    sinks: &[
        Sink { paths: &["web.Response"], kind: Kind::Html, at: &[Place { base: Base::Keyword("text"), path: &[] }, Place { base: Base::Keyword("body"), path: &[] }], when: &[Condition { not: false, place: Place { base: Base::Keyword("content_type"), path: &[] }, test: Test::Equals("text/html") }], from: &[Origin::Input, Origin::Stored], note: "", fix: "escape the value with `html.escape`" },
        Sink { paths: &["web.HTTPFound", "web.HTTPSeeOther", "web.HTTPMovedPermanently", "web.HTTPTemporaryRedirect", "web.HTTPPermanentRedirect"], kind: Kind::Redirect, at: &[Place { base: Base::Named(0, "location"), path: &[] }], when: &[], from: &[Origin::Input, Origin::Stored], note: "", fix: "compare the target with a list of your own paths" },
        Sink { paths: &["web.FileResponse"], kind: Kind::Path, at: &[Place { base: Base::Named(0, "path"), path: &[] }], when: &[], from: &[Origin::Input, Origin::Stored], note: "", fix: "join the name with a base directory, resolve it, and check that it is still below the base" },
    ],
    sources: &[
        Source { paths: &["web.Request.query", "web.Request.match_info", "web.Request.rel_url", "web.Request.query_string", "web.Request.headers", "web.Request.cookies", "web.Request.path", "web.Request.path_qs", "web.Request.url", "web.Request.json()", "web.Request.text()", "web.Request.read()", "web.Request.post()", "web.Request.multipart()", "web.Request.content", "web.Request.host"], name: "web.Request.query", origin: Origin::Input, clean: 0, trusted: &[], readers: &["get", "getall"] },
    ],
    propagators: &[],
    sanitizers: &[],
    validators: &[],
    aliases: &[],
    routes: &[
        Route { paths: &["web.RouteTableDef().get", "web.RouteTableDef().post", "web.RouteTableDef().put", "web.RouteTableDef().patch", "web.RouteTableDef().delete", "web.RouteTableDef().route", "web.RouteTableDef().view"], form: Form::Decorator, parameters: &[Given::Object("web.Request")], answer: Answering::Nothing },
        Route { paths: &["web.get", "web.post", "web.put", "web.patch", "web.delete", "web.route", "web.Application().router.add_get", "web.Application().router.add_post", "web.Application().router.add_put", "web.Application().router.add_delete", "web.Application().router.add_route", "web.Application().router.add_patch"], form: Form::Arguments, parameters: &[Given::Object("web.Request")], answer: Answering::Nothing },
    ],
    views: &[
        View { bases: &["web.View"], methods: &["get", "post", "put", "patch", "delete"], parameters: &[], attributes: &[("request", Given::Object("web.Request")), ], answer: Answering::Nothing },
    ],
    stores: &[],
    events: &[],
    watches: &[],
};

static PYTHON_FRAMEWORKS_3: Package = Package {
    name: "python-frameworks",
    language: Language::Python,
    modules: &["sanic"],
    sinks: &[
        Sink { paths: &["response.html", "html"], kind: Kind::Html, at: &[Place { base: Base::Named(0, "body"), path: &[] }], when: &[], from: &[Origin::Input, Origin::Stored], note: "", fix: "render a template, or escape the value with `html.escape`" },
        Sink { paths: &["response.redirect", "redirect"], kind: Kind::Redirect, at: &[Place { base: Base::Named(0, "to"), path: &[] }], when: &[], from: &[Origin::Input, Origin::Stored], note: "", fix: "compare the target with a list of your own paths" },
        Sink { paths: &["response.file", "response.file_stream", "file"], kind: Kind::Path, at: &[Place { base: Base::Named(0, "location"), path: &[] }], when: &[], from: &[Origin::Input, Origin::Stored], note: "", fix: "join the name with a base directory, resolve it, and check that it is still below the base" },
    ],
    sources: &[
        Source { paths: &["Request.args", "Request.form", "Request.json", "Request.body", "Request.files", "Request.headers", "Request.cookies", "Request.query_string", "Request.path", "Request.url", "Request.get_args()", "Request.get_form()", "Request.match_info", "Request.raw_url"], name: "Request.args", origin: Origin::Input, clean: 0, trusted: &[], readers: &["get", "getlist"] },
    ],
    propagators: &[],
    sanitizers: &[],
    validators: &[],
    aliases: &[],
    routes: &[
        Route { paths: &["Sanic().route", "Sanic().get", "Sanic().post", "Sanic().put", "Sanic().patch", "Sanic().delete", "Blueprint().route", "Blueprint().get", "Blueprint().post", "Blueprint().put", "Blueprint().delete"], form: Form::Decorator, parameters: &[Given::Object("Request"), Given::Input("")], answer: Answering::Nothing },
    ],
    views: &[],
    stores: &[],
    events: &[],
    watches: &[],
};

static PYTHON_FRAMEWORKS_4: Package = Package {
    name: "python-frameworks",
    language: Language::Python,
    modules: &["cherrypy"],
    sinks: &[
        Sink { paths: &["HTTPRedirect"], kind: Kind::Redirect, at: &[Place { base: Base::Named(0, "urls"), path: &[] }], when: &[], from: &[Origin::Input, Origin::Stored], note: "", fix: "compare the target with a list of your own paths" },
    ],
    sources: &[
        Source { paths: &["request.params", "request.headers", "request.cookie", "request.json", "request.body", "request.query_string", "request.path_info"], name: "request.params", origin: Origin::Input, clean: 0, trusted: &[], readers: &[] },
    ],
    propagators: &[],
    sanitizers: &[],
    validators: &[],
    aliases: &[],
    routes: &[
        Route { paths: &["expose"], form: Form::Decorator, parameters: &[Given::Input("")], answer: Answering::Html },
    ],
    views: &[],
    stores: &[],
    events: &[],
    watches: &[],
};

static PYTHON_FRAMEWORKS_5: Package = Package {
    name: "python-frameworks",
    language: Language::Python,
    modules: &["pyramid"],
    sinks: &[
        Sink { paths: &["httpexceptions.HTTPFound", "httpexceptions.HTTPSeeOther", "httpexceptions.HTTPMovedPermanently"], kind: Kind::Redirect, at: &[Place { base: Base::Named(0, "location"), path: &[] }], when: &[], from: &[Origin::Input, Origin::Stored], note: "", fix: "compare the target with a list of your own paths" },
        Sink { paths: &["response.Response"], kind: Kind::Html, at: &[Place { base: Base::Named(0, "body"), path: &[] }, Place { base: Base::Keyword("text"), path: &[] }], when: &[Condition { not: true, place: Place { base: Base::Keyword("content_type"), path: &[] }, test: Test::Equals("application/json") }, Condition { not: true, place: Place { base: Base::Keyword("content_type"), path: &[] }, test: Test::Equals("text/plain") }], from: &[Origin::Input, Origin::Stored], note: "", fix: "render a template, or escape the value with `html.escape`" },
    ],
    sources: &[
        Source { paths: &["request.Request.params", "request.Request.GET", "request.Request.POST", "request.Request.matchdict", "request.Request.json_body", "request.Request.body", "request.Request.cookies", "request.Request.headers", "request.Request.path", "request.Request.url"], name: "request.Request.params", origin: Origin::Input, clean: 0, trusted: &[], readers: &["get", "getall", "getone"] },
    ],
    propagators: &[],
    sanitizers: &[],
    validators: &[],
    aliases: &[],
    routes: &[
        Route { paths: &["view.view_config"], form: Form::Decorator, parameters: &[Given::Object("request.Request")], answer: Answering::Nothing },
    ],
    views: &[],
    stores: &[],
    events: &[],
    watches: &[],
};

static PYTHON_FRAMEWORKS_6: Package = Package {
    name: "python-frameworks",
    language: Language::Python,
    modules: &["litestar", "starlite"],
    sinks: &[],
    sources: &[],
    propagators: &[],
    sanitizers: &[],
    validators: &[],
    aliases: &[],
    routes: &[
        Route { paths: &["get", "post", "put", "patch", "delete", "route"], form: Form::Decorator, parameters: &[Given::Input("")], answer: Answering::Json },
    ],
    views: &[],
    stores: &[],
    events: &[],
    watches: &[],
};

static PYTHON_FRAMEWORKS_7: Package = Package {
    name: "python-frameworks",
    language: Language::Python,
    modules: &["tornado"],
    sinks: &[
        Sink { paths: &["web.RequestHandler().write", "web.RequestHandler().finish"], kind: Kind::Html, at: &[Place { base: Base::Named(0, "chunk"), path: &[] }], when: &[Condition { not: true, place: Place { base: Base::Position(0), path: &[] }, test: Test::Is(Type::Object) }], from: &[Origin::Input, Origin::Stored], note: "", fix: "render a template, or escape the value with `tornado.escape.xhtml_escape`" },
        Sink { paths: &["web.RequestHandler().redirect"], kind: Kind::Redirect, at: &[Place { base: Base::Named(0, "url"), path: &[] }], when: &[], from: &[Origin::Input, Origin::Stored], note: "", fix: "compare the target with a list of your own paths" },
        Sink { paths: &["web.RequestHandler().set_header", "web.RequestHandler().add_header"], kind: Kind::Header, at: &[Place { base: Base::Named(1, "value"), path: &[] }], when: &[], from: &[Origin::Input, Origin::Stored], note: "", fix: "remove line breaks from the value" },
    ],
    sources: &[
        Source { paths: &["web.RequestHandler().get_argument()", "web.RequestHandler().get_arguments()", "web.RequestHandler().get_query_argument()", "web.RequestHandler().get_query_arguments()", "web.RequestHandler().get_body_argument()", "web.RequestHandler().get_body_arguments()", "web.RequestHandler().get_cookie()", "*.get_query_argument()", "*.get_body_argument()", "Request.body", "Request.arguments", "Request.headers", "Request.uri", "Request.path", "Request.query", "Request.cookies", "Request.files", "Request.host"], name: "web.RequestHandler().get_argument()", origin: Origin::Input, clean: 0, trusted: &[], readers: &[] },
    ],
    propagators: &[],
    sanitizers: &[],
    validators: &[],
    aliases: &[],
    routes: &[],
    views: &[
        View { bases: &["web.RequestHandler", "websocket.WebSocketHandler"], methods: &["get", "post", "put", "patch", "delete", "head", "prepare", "on_message"], parameters: &[Given::Input("")], attributes: &[("request", Given::Object("Request")), ], answer: Answering::Nothing },
    ],
    stores: &[],
    events: &[],
    watches: &[],
};

static PYTHON_FRAMEWORKS_8: Package = Package {
    name: "python-frameworks",
    language: Language::Python,
    modules: &["falcon"],
    sinks: &[
        Sink { paths: &["HTTPFound", "HTTPSeeOther", "HTTPMovedPermanently", "HTTPTemporaryRedirect", "HTTPPermanentRedirect"], kind: Kind::Redirect, at: &[Place { base: Base::Named(0, "location"), path: &[] }], when: &[], from: &[Origin::Input, Origin::Stored], note: "", fix: "compare the target with a list of your own paths" },
    ],
    sources: &[],
    propagators: &[],
    sanitizers: &[],
    validators: &[],
    aliases: &[],
    routes: &[],
    views: &[],
    stores: &[],
    events: &[],
    watches: &[],
};

static PYTHON_HTTP: Package = Package {
    name: "python-http",
    language: Language::Python,
    modules: &[],
    sinks: &[
        Sink { paths: &["*.urlopen", "*.urlretrieve"], kind: Kind::Url, at: &[Place { base: Base::Named(0, "url"), path: &[] }], when: &[], from: &[Origin::Input, Origin::Stored], note: "", fix: "keep scheme and host constant, or compare the host with a list of those that may be called" },
    ],
    sources: &[],
    propagators: &[],
    sanitizers: &[],
    validators: &[],
    aliases: &[],
    routes: &[],
    views: &[],
    stores: &[],
    events: &[],
    watches: &[],
};

static PYTHON_HTTP_1: Package = Package {
    name: "python-http",
    language: Language::Python,
    modules: &["urllib"],
    sinks: &[
        Sink { paths: &["request.urlopen", "request.urlretrieve", "request.Request", "request.build_opener()..open", "request.OpenerDirector()..open", "request.URLopener()..open", "request.URLopener()..retrieve", "request.FancyURLopener()..open", "request.request.urlopen", "request.request.Request"], kind: Kind::Url, at: &[Place { base: Base::Named(0, "url"), path: &[] }, Place { base: Base::Keyword("fullurl"), path: &[] }], when: &[], from: &[Origin::Input, Origin::Stored], note: "", fix: "keep scheme and host constant, or compare the host with a list of those that may be called" },
        Sink { paths: &["parse.urlopen", "parse.urlretrieve", "parse.Request", "parse.build_opener()..open", "parse.OpenerDirector()..open", "parse.URLopener()..open", "parse.URLopener()..retrieve", "parse.FancyURLopener()..open", "parse.request.urlopen", "parse.request.Request"], kind: Kind::Url, at: &[Place { base: Base::Named(0, "url"), path: &[] }, Place { base: Base::Keyword("fullurl"), path: &[] }], when: &[], from: &[Origin::Input, Origin::Stored], note: "", fix: "keep scheme and host constant, or compare the host with a list of those that may be called" },
    ],
    sources: &[],
    propagators: &[],
    sanitizers: &[
        Sanitizer { paths: &["parse.quote", "parse.quote_plus", "parse.urlencode", "parse.url_quote", "parse.url_quote_plus", "parse.parse.quote", "parse.parse.quote_plus", "parse.parse.urlencode"], at: Place { base: Base::From(0), path: &[] }, when: &[], clean: Kind::Url.bit() | Kind::Html.bit() | Kind::Header.bit() | Kind::Redirect.bit() | Kind::Log.bit() | Kind::Mail.bit() | Kind::Command.bit() },
        Sanitizer { paths: &["quote", "quote_plus", "urlencode", "url_quote", "url_quote_plus", "parse.quote", "parse.quote_plus", "parse.urlencode"], at: Place { base: Base::From(0), path: &[] }, when: &[], clean: Kind::Url.bit() | Kind::Html.bit() | Kind::Header.bit() | Kind::Redirect.bit() | Kind::Log.bit() | Kind::Mail.bit() | Kind::Command.bit() },
    ],
    validators: &[],
    aliases: &[],
    routes: &[],
    views: &[],
    stores: &[],
    events: &[],
    watches: &[],
};

static PYTHON_HTTP_2: Package = Package {
    name: "python-http",
    language: Language::Python,
    modules: &["requests"],
    sinks: &[
        Sink { paths: &["api.get", "api.post", "api.put", "api.patch", "api.delete", "api.head", "api.options", "api.stream", "api.Session()..get", "api.Session()..post", "api.Session()..put", "api.Session()..patch", "api.Session()..delete", "api.Session()..head", "api.Session()..options", "api.session()..get", "api.session()..post", "api.session()..put", "api.session()..patch", "api.session()..delete", "api.session()..head", "api.Client()..get", "api.Client()..post", "api.Client()..put", "api.Client()..patch", "api.Client()..delete", "api.Client()..head", "api.Client()..stream", "api.AsyncClient()..get", "api.AsyncClient()..post", "api.AsyncClient()..put", "api.AsyncClient()..patch", "api.AsyncClient()..delete", "api.AsyncClient()..head", "api.AsyncClient()..stream", "api.sessions.Session()..get", "api.sessions.Session()..post", "api.create_scraper()..get", "api.HTMLSession()..get", "api.AsyncHTMLSession()..get", "api.FuturesSession()..get"], kind: Kind::Url, at: &[Place { base: Base::Named(0, "url"), path: &[] }], when: &[], from: &[Origin::Input, Origin::Stored], note: "", fix: "keep scheme and host constant, or compare the host with a list of those that may be called" },
        Sink { paths: &["api.request", "api.Session()..request", "api.session()..request", "api.Client()..request", "api.AsyncClient()..request", "api.Client()..build_request", "api.AsyncClient()..build_request", "api.Request"], kind: Kind::Url, at: &[Place { base: Base::Named(1, "url"), path: &[] }], when: &[], from: &[Origin::Input, Origin::Stored], note: "", fix: "keep scheme and host constant, or compare the host with a list of those that may be called" },
    ],
    sources: &[],
    propagators: &[],
    sanitizers: &[
        Sanitizer { paths: &["utils.quote", "utils.quote_plus", "utils.urlencode", "utils.url_quote", "utils.url_quote_plus", "utils.parse.quote", "utils.parse.quote_plus", "utils.parse.urlencode"], at: Place { base: Base::From(0), path: &[] }, when: &[], clean: Kind::Url.bit() | Kind::Html.bit() | Kind::Header.bit() | Kind::Redirect.bit() | Kind::Log.bit() | Kind::Mail.bit() | Kind::Command.bit() },
        Sanitizer { paths: &["compat.quote", "compat.quote_plus", "compat.urlencode", "compat.url_quote", "compat.url_quote_plus", "compat.parse.quote", "compat.parse.quote_plus", "compat.parse.urlencode"], at: Place { base: Base::From(0), path: &[] }, when: &[], clean: Kind::Url.bit() | Kind::Html.bit() | Kind::Header.bit() | Kind::Redirect.bit() | Kind::Log.bit() | Kind::Mail.bit() | Kind::Command.bit() },
    ],
    validators: &[],
    aliases: &[],
    routes: &[],
    views: &[],
    stores: &[],
    events: &[],
    watches: &[],
};

static PYTHON_HTTP_3: Package = Package {
    name: "python-http",
    language: Language::Python,
    modules: &["werkzeug"],
    sinks: &[],
    sources: &[],
    propagators: &[],
    sanitizers: &[
        Sanitizer { paths: &["urls.quote", "urls.quote_plus", "urls.urlencode", "urls.url_quote", "urls.url_quote_plus", "urls.parse.quote", "urls.parse.quote_plus", "urls.parse.urlencode"], at: Place { base: Base::From(0), path: &[] }, when: &[], clean: Kind::Url.bit() | Kind::Html.bit() | Kind::Header.bit() | Kind::Redirect.bit() | Kind::Log.bit() | Kind::Mail.bit() | Kind::Command.bit() },
    ],
    validators: &[],
    aliases: &[],
    routes: &[],
    views: &[],
    stores: &[],
    events: &[],
    watches: &[],
};

static PYTHON_HTTP_4: Package = Package {
    name: "python-http",
    language: Language::Python,
    modules: &["six"],
    sinks: &[
        Sink { paths: &["moves.urllib.request.urlopen", "moves.urllib.request.urlretrieve", "moves.urllib.request.Request", "moves.urllib.request.build_opener()..open", "moves.urllib.request.OpenerDirector()..open", "moves.urllib.request.URLopener()..open", "moves.urllib.request.URLopener()..retrieve", "moves.urllib.request.FancyURLopener()..open", "moves.urllib.request.request.urlopen", "moves.urllib.request.request.Request"], kind: Kind::Url, at: &[Place { base: Base::Named(0, "url"), path: &[] }, Place { base: Base::Keyword("fullurl"), path: &[] }], when: &[], from: &[Origin::Input, Origin::Stored], note: "", fix: "keep scheme and host constant, or compare the host with a list of those that may be called" },
        Sink { paths: &["moves.http_client.HTTPConnection", "moves.http_client.HTTPSConnection", "moves.http_client.HTTPConnectionPool", "moves.http_client.HTTPSConnectionPool", "moves.http_client.client.HTTPConnection", "moves.http_client.client.HTTPSConnection", "moves.http_client.connection_from_url", "moves.http_client.PoolManager()..connection_from_host", "moves.http_client.PoolManager()..connection_from_url", "moves.http_client.Http()..request"], kind: Kind::Url, at: &[Place { base: Base::Named(0, "host"), path: &[] }, Place { base: Base::Keyword("uri"), path: &[] }], when: &[], from: &[Origin::Input, Origin::Stored], note: "", fix: "compare the host with a list of those that may be called" },
    ],
    sources: &[],
    propagators: &[],
    sanitizers: &[
        Sanitizer { paths: &["moves.urllib.parse.quote", "moves.urllib.parse.quote_plus", "moves.urllib.parse.urlencode", "moves.urllib.parse.url_quote", "moves.urllib.parse.url_quote_plus", "moves.urllib.parse.parse.quote", "moves.urllib.parse.parse.quote_plus", "moves.urllib.parse.parse.urlencode"], at: Place { base: Base::From(0), path: &[] }, when: &[], clean: Kind::Url.bit() | Kind::Html.bit() | Kind::Header.bit() | Kind::Redirect.bit() | Kind::Log.bit() | Kind::Mail.bit() | Kind::Command.bit() },
    ],
    validators: &[],
    aliases: &[],
    routes: &[],
    views: &[],
    stores: &[],
    events: &[],
    watches: &[],
};

static PYTHON_HTTP_5: Package = Package {
    name: "python-http",
    language: Language::Python,
    modules: &["requests", "httpx", "requests_futures", "cloudscraper", "niquests", "grequests", "requests_html", "treq"],
    sinks: &[
        Sink { paths: &["get", "post", "put", "patch", "delete", "head", "options", "stream", "Session()..get", "Session()..post", "Session()..put", "Session()..patch", "Session()..delete", "Session()..head", "Session()..options", "session()..get", "session()..post", "session()..put", "session()..patch", "session()..delete", "session()..head", "Client()..get", "Client()..post", "Client()..put", "Client()..patch", "Client()..delete", "Client()..head", "Client()..stream", "AsyncClient()..get", "AsyncClient()..post", "AsyncClient()..put", "AsyncClient()..patch", "AsyncClient()..delete", "AsyncClient()..head", "AsyncClient()..stream", "sessions.Session()..get", "sessions.Session()..post", "create_scraper()..get", "HTMLSession()..get", "AsyncHTMLSession()..get", "FuturesSession()..get"], kind: Kind::Url, at: &[Place { base: Base::Named(0, "url"), path: &[] }], when: &[], from: &[Origin::Input, Origin::Stored], note: "", fix: "keep scheme and host constant, or compare the host with a list of those that may be called" },
    ],
    sources: &[],
    propagators: &[],
    sanitizers: &[],
    validators: &[],
    aliases: &[],
    routes: &[],
    views: &[],
    stores: &[],
    events: &[],
    watches: &[],
};

static PYTHON_HTTP_6: Package = Package {
    name: "python-http",
    language: Language::Python,
    modules: &["curl_cffi"],
    sinks: &[
        Sink { paths: &["requests.get", "requests.post", "requests.put", "requests.patch", "requests.delete", "requests.head", "requests.options", "requests.stream", "requests.Session()..get", "requests.Session()..post", "requests.Session()..put", "requests.Session()..patch", "requests.Session()..delete", "requests.Session()..head", "requests.Session()..options", "requests.session()..get", "requests.session()..post", "requests.session()..put", "requests.session()..patch", "requests.session()..delete", "requests.session()..head", "requests.Client()..get", "requests.Client()..post", "requests.Client()..put", "requests.Client()..patch", "requests.Client()..delete", "requests.Client()..head", "requests.Client()..stream", "requests.AsyncClient()..get", "requests.AsyncClient()..post", "requests.AsyncClient()..put", "requests.AsyncClient()..patch", "requests.AsyncClient()..delete", "requests.AsyncClient()..head", "requests.AsyncClient()..stream", "requests.sessions.Session()..get", "requests.sessions.Session()..post", "requests.create_scraper()..get", "requests.HTMLSession()..get", "requests.AsyncHTMLSession()..get", "requests.FuturesSession()..get"], kind: Kind::Url, at: &[Place { base: Base::Named(0, "url"), path: &[] }], when: &[], from: &[Origin::Input, Origin::Stored], note: "", fix: "keep scheme and host constant, or compare the host with a list of those that may be called" },
        Sink { paths: &["requests.request", "requests.Session()..request", "requests.session()..request", "requests.Client()..request", "requests.AsyncClient()..request", "requests.Client()..build_request", "requests.AsyncClient()..build_request", "requests.Request"], kind: Kind::Url, at: &[Place { base: Base::Named(1, "url"), path: &[] }], when: &[], from: &[Origin::Input, Origin::Stored], note: "", fix: "keep scheme and host constant, or compare the host with a list of those that may be called" },
    ],
    sources: &[],
    propagators: &[],
    sanitizers: &[],
    validators: &[],
    aliases: &[],
    routes: &[],
    views: &[],
    stores: &[],
    events: &[],
    watches: &[],
};

static PYTHON_HTTP_7: Package = Package {
    name: "python-http",
    language: Language::Python,
    modules: &["botocore"],
    sinks: &[
        Sink { paths: &["vendored.requests.get", "vendored.requests.post", "vendored.requests.put", "vendored.requests.patch", "vendored.requests.delete", "vendored.requests.head", "vendored.requests.options", "vendored.requests.stream", "vendored.requests.Session()..get", "vendored.requests.Session()..post", "vendored.requests.Session()..put", "vendored.requests.Session()..patch", "vendored.requests.Session()..delete", "vendored.requests.Session()..head", "vendored.requests.Session()..options", "vendored.requests.session()..get", "vendored.requests.session()..post", "vendored.requests.session()..put", "vendored.requests.session()..patch", "vendored.requests.session()..delete", "vendored.requests.session()..head", "vendored.requests.Client()..get", "vendored.requests.Client()..post", "vendored.requests.Client()..put", "vendored.requests.Client()..patch", "vendored.requests.Client()..delete", "vendored.requests.Client()..head", "vendored.requests.Client()..stream", "vendored.requests.AsyncClient()..get", "vendored.requests.AsyncClient()..post", "vendored.requests.AsyncClient()..put", "vendored.requests.AsyncClient()..patch", "vendored.requests.AsyncClient()..delete", "vendored.requests.AsyncClient()..head", "vendored.requests.AsyncClient()..stream", "vendored.requests.sessions.Session()..get", "vendored.requests.sessions.Session()..post", "vendored.requests.create_scraper()..get", "vendored.requests.HTMLSession()..get", "vendored.requests.AsyncHTMLSession()..get", "vendored.requests.FuturesSession()..get"], kind: Kind::Url, at: &[Place { base: Base::Named(0, "url"), path: &[] }], when: &[], from: &[Origin::Input, Origin::Stored], note: "", fix: "keep scheme and host constant, or compare the host with a list of those that may be called" },
    ],
    sources: &[],
    propagators: &[],
    sanitizers: &[],
    validators: &[],
    aliases: &[],
    routes: &[],
    views: &[],
    stores: &[],
    events: &[],
    watches: &[],
};

static PYTHON_HTTP_8: Package = Package {
    name: "python-http",
    language: Language::Python,
    modules: &["requests", "httpx", "niquests"],
    sinks: &[
        Sink { paths: &["request", "Session()..request", "session()..request", "Client()..request", "AsyncClient()..request", "Client()..build_request", "AsyncClient()..build_request", "Request"], kind: Kind::Url, at: &[Place { base: Base::Named(1, "url"), path: &[] }], when: &[], from: &[Origin::Input, Origin::Stored], note: "", fix: "keep scheme and host constant, or compare the host with a list of those that may be called" },
    ],
    sources: &[],
    propagators: &[],
    sanitizers: &[],
    validators: &[],
    aliases: &[],
    routes: &[],
    views: &[],
    stores: &[],
    events: &[],
    watches: &[],
};

static PYTHON_HTTP_9: Package = Package {
    name: "python-http",
    language: Language::Python,
    modules: &["httpx"],
    sinks: &[
        Sink { paths: &["Client", "AsyncClient"], kind: Kind::Url, at: &[Place { base: Base::Keyword("base_url"), path: &[] }], when: &[], from: &[Origin::Input, Origin::Stored], note: "", fix: "keep the base URL constant" },
    ],
    sources: &[],
    propagators: &[],
    sanitizers: &[],
    validators: &[],
    aliases: &[],
    routes: &[],
    views: &[],
    stores: &[],
    events: &[],
    watches: &[],
};

static PYTHON_HTTP_10: Package = Package {
    name: "python-http",
    language: Language::Python,
    modules: &["urllib2", "urllib"],
    sinks: &[
        Sink { paths: &["urlopen", "urlretrieve", "Request", "build_opener()..open", "OpenerDirector()..open", "URLopener()..open", "URLopener()..retrieve", "FancyURLopener()..open", "request.urlopen", "request.Request"], kind: Kind::Url, at: &[Place { base: Base::Named(0, "url"), path: &[] }, Place { base: Base::Keyword("fullurl"), path: &[] }], when: &[], from: &[Origin::Input, Origin::Stored], note: "", fix: "keep scheme and host constant, or compare the host with a list of those that may be called" },
    ],
    sources: &[],
    propagators: &[],
    sanitizers: &[],
    validators: &[],
    aliases: &[],
    routes: &[],
    views: &[],
    stores: &[],
    events: &[],
    watches: &[],
};

static PYTHON_HTTP_11: Package = Package {
    name: "python-http",
    language: Language::Python,
    modules: &["urllib3"],
    sinks: &[
        Sink { paths: &["PoolManager()..request", "PoolManager()..urlopen", "PoolManager()..request_encode_url", "PoolManager()..request_encode_body", "ProxyManager()..request", "request"], kind: Kind::Url, at: &[Place { base: Base::Named(1, "url"), path: &[] }], when: &[], from: &[Origin::Input, Origin::Stored], note: "", fix: "keep scheme and host constant, or compare the host with a list of those that may be called" },
        Sink { paths: &["poolmanager.PoolManager()..request", "poolmanager.PoolManager()..urlopen", "poolmanager.PoolManager()..request_encode_url", "poolmanager.PoolManager()..request_encode_body", "poolmanager.ProxyManager()..request", "poolmanager.request"], kind: Kind::Url, at: &[Place { base: Base::Named(1, "url"), path: &[] }], when: &[], from: &[Origin::Input, Origin::Stored], note: "", fix: "keep scheme and host constant, or compare the host with a list of those that may be called" },
    ],
    sources: &[],
    propagators: &[],
    sanitizers: &[],
    validators: &[],
    aliases: &[],
    routes: &[],
    views: &[],
    stores: &[],
    events: &[],
    watches: &[],
};

static PYTHON_HTTP_12: Package = Package {
    name: "python-http",
    language: Language::Python,
    modules: &["urllib3", "httplib", "http", "httplib2"],
    sinks: &[
        Sink { paths: &["HTTPConnection", "HTTPSConnection", "HTTPConnectionPool", "HTTPSConnectionPool", "client.HTTPConnection", "client.HTTPSConnection", "connection_from_url", "PoolManager()..connection_from_host", "PoolManager()..connection_from_url", "Http()..request"], kind: Kind::Url, at: &[Place { base: Base::Named(0, "host"), path: &[] }, Place { base: Base::Keyword("uri"), path: &[] }], when: &[], from: &[Origin::Input, Origin::Stored], note: "", fix: "compare the host with a list of those that may be called" },
    ],
    sources: &[],
    propagators: &[],
    sanitizers: &[],
    validators: &[],
    aliases: &[],
    routes: &[],
    views: &[],
    stores: &[],
    events: &[],
    watches: &[],
};

static PYTHON_HTTP_13: Package = Package {
    name: "python-http",
    language: Language::Python,
    modules: &["http"],
    sinks: &[
        Sink { paths: &["client.HTTPConnection", "client.HTTPSConnection", "client.HTTPConnectionPool", "client.HTTPSConnectionPool", "client.client.HTTPConnection", "client.client.HTTPSConnection", "client.connection_from_url", "client.PoolManager()..connection_from_host", "client.PoolManager()..connection_from_url", "client.Http()..request"], kind: Kind::Url, at: &[Place { base: Base::Named(0, "host"), path: &[] }, Place { base: Base::Keyword("uri"), path: &[] }], when: &[], from: &[Origin::Input, Origin::Stored], note: "", fix: "compare the host with a list of those that may be called" },
    ],
    sources: &[],
    propagators: &[],
    sanitizers: &[],
    validators: &[],
    aliases: &[],
    routes: &[],
    views: &[],
    stores: &[],
    events: &[],
    watches: &[],
};

static PYTHON_HTTP_14: Package = Package {
    name: "python-http",
    language: Language::Python,
    modules: &["aiohttp", "aiohttp_client_cache", "aiohttp_retry"],
    sinks: &[
        Sink { paths: &["ClientSession()..get", "ClientSession()..post", "ClientSession()..put", "ClientSession()..patch", "ClientSession()..delete", "ClientSession()..head", "ClientSession()..options", "ClientSession()..ws_connect", "RetryClient()..get", "RetryClient()..post"], kind: Kind::Url, at: &[Place { base: Base::Named(0, "url"), path: &[] }], when: &[], from: &[Origin::Input, Origin::Stored], note: "", fix: "keep scheme and host constant, or compare the host with a list of those that may be called" },
    ],
    sources: &[],
    propagators: &[],
    sanitizers: &[],
    validators: &[],
    aliases: &[],
    routes: &[],
    views: &[],
    stores: &[],
    events: &[],
    watches: &[],
};

static PYTHON_HTTP_15: Package = Package {
    name: "python-http",
    language: Language::Python,
    modules: &["aiohttp"],
    sinks: &[
        Sink { paths: &["request", "ClientSession()..request"], kind: Kind::Url, at: &[Place { base: Base::Named(1, "url"), path: &[] }], when: &[], from: &[Origin::Input, Origin::Stored], note: "", fix: "keep scheme and host constant, or compare the host with a list of those that may be called" },
    ],
    sources: &[],
    propagators: &[],
    sanitizers: &[],
    validators: &[],
    aliases: &[],
    routes: &[],
    views: &[],
    stores: &[],
    events: &[],
    watches: &[],
};

static PYTHON_HTTP_16: Package = Package {
    name: "python-http",
    language: Language::Python,
    modules: &["pycurl", "socket", "websocket", "websockets", "ftplib", "telnetlib", "smtplib", "paramiko", "feedparser", "wget", "pyppeteer", "playwright", "selenium", "asyncio"],
    sinks: &[
        Sink { paths: &["create_connection", "connect", "WebSocketApp", "FTP", "FTP_TLS", "Telnet", "AsyncHTTPClient()..fetch", "HTTPClient()..fetch", "HTTPRequest", "parse", "download", "open_connection"], kind: Kind::Url, at: &[Place { base: Base::Named(0, "url"), path: &[] }, Place { base: Base::Position(0), path: &[Key::Index(0)] }, Place { base: Base::Keyword("uri"), path: &[] }, Place { base: Base::Keyword("host"), path: &[] }], when: &[Condition { not: false, place: Place { base: Base::Position(0), path: &[] }, test: Test::Is(Type::Text) }], from: &[Origin::Input, Origin::Stored], note: "", fix: "compare the host with a list of those that may be called" },
    ],
    sources: &[],
    propagators: &[],
    sanitizers: &[],
    validators: &[],
    aliases: &[],
    routes: &[],
    views: &[],
    stores: &[],
    events: &[],
    watches: &[],
};

static PYTHON_HTTP_17: Package = Package {
    name: "python-http",
    language: Language::Python,
    modules: &["tornado"],
    sinks: &[
        Sink { paths: &["httpclient.create_connection", "httpclient.connect", "httpclient.WebSocketApp", "httpclient.FTP", "httpclient.FTP_TLS", "httpclient.Telnet", "httpclient.AsyncHTTPClient()..fetch", "httpclient.HTTPClient()..fetch", "httpclient.HTTPRequest", "httpclient.parse", "httpclient.download", "httpclient.open_connection"], kind: Kind::Url, at: &[Place { base: Base::Named(0, "url"), path: &[] }, Place { base: Base::Position(0), path: &[Key::Index(0)] }, Place { base: Base::Keyword("uri"), path: &[] }, Place { base: Base::Keyword("host"), path: &[] }], when: &[Condition { not: false, place: Place { base: Base::Position(0), path: &[] }, test: Test::Is(Type::Text) }], from: &[Origin::Input, Origin::Stored], note: "", fix: "compare the host with a list of those that may be called" },
    ],
    sources: &[],
    propagators: &[],
    sanitizers: &[],
    validators: &[],
    aliases: &[],
    routes: &[],
    views: &[],
    stores: &[],
    events: &[],
    watches: &[],
};

static PYTHON_HTTP_18: Package = Package {
    name: "python-http",
    language: Language::Python,
    modules: &["pycurl"],
    sinks: &[
        Sink { paths: &["Curl()..setopt"], kind: Kind::Url, at: &[Place { base: Base::Position(1), path: &[] }], when: &[Condition { not: false, place: Place { base: Base::Position(0), path: &[] }, test: Test::Equals("pycurl.URL") }], from: &[Origin::Input, Origin::Stored], note: "", fix: "compare the host with a list of those that may be called" },
    ],
    sources: &[],
    propagators: &[],
    sanitizers: &[],
    validators: &[],
    aliases: &[],
    routes: &[],
    views: &[],
    stores: &[],
    events: &[],
    watches: &[],
};

static PYTHON_LOGS: Package = Package {
    name: "logs-python",
    language: Language::Python,
    modules: &[],
    sinks: &[
        Sink { paths: &["print"], kind: Kind::Log, at: &[Place { base: Base::From(0), path: &[] }, Place { base: Base::Position(0), path: &[Key::Deep] }], when: &[], from: &[Origin::Input, Origin::Stored], note: "", fix: "log the fields that are needed, as JSON" },
    ],
    sources: &[],
    propagators: &[],
    sanitizers: &[],
    validators: &[],
    aliases: &[],
    routes: &[],
    views: &[],
    stores: &[],
    events: &[],
    watches: &[],
};

static PYTHON_LOGS_1: Package = Package {
    name: "logs-python",
    language: Language::Python,
    modules: &["logging", "loguru", "structlog", "aws_lambda_powertools", "aws_xray_sdk", "lambda_logging", "logbook"],
    sinks: &[
        Sink { paths: &["debug", "info", "warning", "warn", "error", "critical", "exception", "log", "getLogger().debug", "getLogger().info", "getLogger().warning", "getLogger().warn", "getLogger().error", "getLogger().critical", "getLogger().exception", "getLogger().log", "logger.debug", "logger.info", "logger.warning", "logger.error", "logger.critical", "logger.exception", "logger.success", "logger.trace", "get_logger().debug", "get_logger().info", "get_logger().warning", "get_logger().error", "Logger().debug", "Logger().info", "Logger().warning", "Logger().error", "Logger().critical", "Logger().exception", "LoggerAdapter().info", "LoggerAdapter().error"], kind: Kind::Log, at: &[Place { base: Base::From(0), path: &[] }, Place { base: Base::Position(0), path: &[Key::Deep] }], when: &[], from: &[Origin::Input, Origin::Stored], note: "", fix: "log the fields that are needed" },
    ],
    sources: &[],
    propagators: &[],
    sanitizers: &[],
    validators: &[],
    aliases: &[],
    routes: &[],
    views: &[],
    stores: &[],
    events: &[],
    watches: &[],
};

static PYTHON_LOGS_2: Package = Package {
    name: "logs-python",
    language: Language::Python,
    modules: &["flask", "quart"],
    sinks: &[
        Sink { paths: &["current_app.logger.debug", "current_app.logger.info", "current_app.logger.warning", "current_app.logger.error", "Flask().logger.debug", "Flask().logger.info", "Flask().logger.warning", "Flask().logger.error", "Flask().logger.exception"], kind: Kind::Log, at: &[Place { base: Base::From(0), path: &[] }, Place { base: Base::Position(0), path: &[Key::Deep] }], when: &[], from: &[Origin::Input, Origin::Stored], note: "", fix: "log the fields that are needed" },
    ],
    sources: &[],
    propagators: &[],
    sanitizers: &[],
    validators: &[],
    aliases: &[],
    routes: &[],
    views: &[],
    stores: &[],
    events: &[],
    watches: &[],
};

static PYTHON_LOGS_3: Package = Package {
    name: "logs-python",
    language: Language::Python,
    modules: &["chalice"],
    sinks: &[
        Sink { paths: &["Chalice().log.debug", "Chalice().log.info", "Chalice().log.warning", "Chalice().log.error"], kind: Kind::Log, at: &[Place { base: Base::From(0), path: &[] }, Place { base: Base::Position(0), path: &[Key::Deep] }], when: &[], from: &[Origin::Input, Origin::Stored], note: "", fix: "log the fields that are needed" },
    ],
    sources: &[],
    propagators: &[],
    sanitizers: &[],
    validators: &[],
    aliases: &[],
    routes: &[],
    views: &[],
    stores: &[],
    events: &[],
    watches: &[],
};

static PYTHON_MAIL: Package = Package {
    name: "smtplib",
    language: Language::Python,
    modules: &[],
    sinks: &[],
    sources: &[],
    propagators: &[],
    sanitizers: &[],
    validators: &[],
    aliases: &[],
    routes: &[],
    views: &[],
    stores: &[],
    events: &[],
    watches: &[],
};

static PYTHON_MAIL_1: Package = Package {
    name: "smtplib",
    language: Language::Python,
    modules: &["email"],
    sinks: &[
        Sink { paths: &["mime.text.MIMEText()[]=", "mime.multipart.MIMEMultipart()[]=", "message.Message()[]="], kind: Kind::Mail, at: &[Place { base: Base::Position(0), path: &[] }], when: &[], from: &[Origin::Input, Origin::Stored], note: "", fix: "build the message with `email.message.EmailMessage`, which refuses line breaks in headers" },
    ],
    sources: &[],
    propagators: &[],
    sanitizers: &[
        Sanitizer { paths: &["header.Header", "headerregistry.Address"], at: Place { base: Base::From(0), path: &[] }, when: &[], clean: Kind::Mail.bit() },
    ],
    validators: &[],
    aliases: &[],
    routes: &[],
    views: &[],
    stores: &[],
    events: &[],
    watches: &[],
};

static PYTHON_MAIL_2: Package = Package {
    name: "smtplib",
    language: Language::Python,
    modules: &["smtplib"],
    sinks: &[
        Sink { paths: &["SMTP().sendmail", "SMTP_SSL().sendmail"], kind: Kind::Mail, at: &[Place { base: Base::Named(0, "from_addr"), path: &[] }, Place { base: Base::Named(1, "to_addrs"), path: &[] }, Place { base: Base::Named(2, "msg"), path: &[] }], when: &[Condition { not: false, place: Place { base: Base::Position(2), path: &[] }, test: Test::Is(Type::Text) }], from: &[Origin::Input, Origin::Stored], note: "", fix: "build the message with `email.message.EmailMessage`, which refuses line breaks in headers" },
    ],
    sources: &[],
    propagators: &[],
    sanitizers: &[],
    validators: &[],
    aliases: &[],
    routes: &[],
    views: &[],
    stores: &[],
    events: &[],
    watches: &[],
};

static PYTHON_OS: Package = Package {
    name: "python-os",
    language: Language::Python,
    modules: &[],
    sinks: &[
        Sink { paths: &["*.exec_command", "*.run_command", "*.subprocess_shell"], kind: Kind::Command, at: &[Place { base: Base::Named(0, "command"), path: &[] }], when: &[Condition { not: false, place: Place { base: Base::Position(0), path: &[] }, test: Test::Is(Type::Text) }], from: &[Origin::Input, Origin::Stored], note: "", fix: "quote the value with `shlex.quote`" },
        Sink { paths: &["open", "file"], kind: Kind::Path, at: &[Place { base: Base::Named(0, "file"), path: &[] }], when: &[], from: &[Origin::Input, Origin::Stored], note: "", fix: "join the name with a base directory, resolve it, and check that it is still below the base" },
        Sink { paths: &["*.read_text", "*.read_bytes", "*.write_text", "*.write_bytes"], kind: Kind::Path, at: &[Place { base: Base::Receiver, path: &[] }], when: &[], from: &[Origin::Input, Origin::Stored], note: "", fix: "resolve the path and check with `is_relative_to(base)` that it is still below the base" },
    ],
    sources: &[],
    propagators: &[],
    sanitizers: &[],
    validators: &[],
    aliases: &[],
    routes: &[],
    views: &[],
    stores: &[],
    events: &[],
    watches: &[],
};

static PYTHON_OS_1: Package = Package {
    name: "python-os",
    language: Language::Python,
    modules: &["shlex", "pipes"],
    sinks: &[],
    sources: &[],
    propagators: &[],
    sanitizers: &[
        Sanitizer { paths: &["quote", "join"], at: Place { base: Base::From(0), path: &[] }, when: &[], clean: Kind::Command.bit() },
    ],
    validators: &[],
    aliases: &[],
    routes: &[],
    views: &[],
    stores: &[],
    events: &[],
    watches: &[],
};

static PYTHON_OS_2: Package = Package {
    name: "python-os",
    language: Language::Python,
    modules: &["os"],
    sinks: &[
        Sink { paths: &["system", "popen", "popen2", "popen3", "popen4"], kind: Kind::Command, at: &[Place { base: Base::Named(0, "command"), path: &[] }, Place { base: Base::Keyword("cmd"), path: &[] }], when: &[], from: &[Origin::Input, Origin::Stored], note: "", fix: "use `subprocess.run([program, value])` without a shell" },
        Sink { paths: &["execl", "execle", "execlp", "execlpe", "execv", "execve", "execvp", "execvpe", "startfile", "posix_spawn", "posix_spawnp"], kind: Kind::Command, at: &[Place { base: Base::Position(0), path: &[] }], when: &[], from: &[Origin::Input, Origin::Stored], note: "", fix: "keep the program constant" },
        Sink { paths: &["spawnl", "spawnle", "spawnlp", "spawnlpe", "spawnv", "spawnve", "spawnvp", "spawnvpe"], kind: Kind::Command, at: &[Place { base: Base::Position(1), path: &[] }], when: &[], from: &[Origin::Input, Origin::Stored], note: "", fix: "keep the program constant" },
        Sink { paths: &["execl", "execle", "execlp", "execlpe", "execv", "execve", "execvp", "execvpe", "posix_spawn", "posix_spawnp"], kind: Kind::Command, at: &[Place { base: Base::From(1), path: &[] }, Place { base: Base::Position(1), path: &[Key::Deep] }], when: &[Condition { not: false, place: Place { base: Base::Position(0), path: &[] }, test: Test::Like(Like::Shell) }], from: &[Origin::Input, Origin::Stored], note: "", fix: "leave the shell out and hand the value over as an argument of the program" },
        Sink { paths: &["spawnl", "spawnle", "spawnlp", "spawnlpe", "spawnv", "spawnve", "spawnvp", "spawnvpe"], kind: Kind::Command, at: &[Place { base: Base::From(2), path: &[] }, Place { base: Base::Position(2), path: &[Key::Deep] }], when: &[Condition { not: false, place: Place { base: Base::Position(1), path: &[] }, test: Test::Like(Like::Shell) }], from: &[Origin::Input, Origin::Stored], note: "", fix: "leave the shell out and hand the value over as an argument of the program" },
        Sink { paths: &["open", "remove", "unlink", "rmdir", "removedirs", "mkdir", "makedirs", "listdir", "scandir", "walk", "rename", "renames", "replace", "chmod", "chown", "truncate", "readlink", "link", "symlink", "mkfifo", "utime", "access", "stat", "lstat"], kind: Kind::Path, at: &[Place { base: Base::Position(0), path: &[] }, Place { base: Base::Position(1), path: &[] }, Place { base: Base::Keyword("path"), path: &[] }, Place { base: Base::Keyword("name"), path: &[] }, Place { base: Base::Keyword("src"), path: &[] }, Place { base: Base::Keyword("dst"), path: &[] }, Place { base: Base::Keyword("top"), path: &[] }], when: &[], from: &[Origin::Input, Origin::Stored], note: "", fix: "join the name with a base directory, resolve it, and check that it is still below the base" },
    ],
    sources: &[],
    propagators: &[],
    sanitizers: &[
        Sanitizer { paths: &["path.basename"], at: Place { base: Base::Position(0), path: &[] }, when: &[], clean: Kind::Path.bit() },
    ],
    validators: &[],
    aliases: &[],
    routes: &[],
    views: &[],
    stores: &[],
    events: &[],
    watches: &[],
};

static PYTHON_OS_3: Package = Package {
    name: "python-os",
    language: Language::Python,
    modules: &["posixpath", "ntpath"],
    sinks: &[],
    sources: &[],
    propagators: &[],
    sanitizers: &[
        Sanitizer { paths: &["basename"], at: Place { base: Base::Position(0), path: &[] }, when: &[], clean: Kind::Path.bit() },
    ],
    validators: &[],
    aliases: &[],
    routes: &[],
    views: &[],
    stores: &[],
    events: &[],
    watches: &[],
};

static PYTHON_OS_4: Package = Package {
    name: "python-os",
    language: Language::Python,
    modules: &["pathlib"],
    sinks: &[],
    sources: &[],
    propagators: &[],
    sanitizers: &[
        Sanitizer { paths: &["Path().name", "PurePath().name", "PurePosixPath().name", "Path().stem", "PurePosixPath().stem"], at: Place { base: Base::Receiver, path: &[] }, when: &[], clean: Kind::Path.bit() },
    ],
    validators: &[],
    aliases: &[],
    routes: &[],
    views: &[],
    stores: &[],
    events: &[],
    watches: &[],
};

static PYTHON_OS_5: Package = Package {
    name: "python-os",
    language: Language::Python,
    modules: &["werkzeug"],
    sinks: &[],
    sources: &[],
    propagators: &[],
    sanitizers: &[
        Sanitizer { paths: &["utils.secure_filename", "utils.safe_join", "utils.utils.secure_filename", "utils.utils.safe_join"], at: Place { base: Base::From(0), path: &[] }, when: &[], clean: Kind::Path.bit() | Kind::Command.bit() | Kind::Header.bit() | Kind::Log.bit() },
        Sanitizer { paths: &["secure_filename", "safe_join", "utils.secure_filename", "utils.safe_join"], at: Place { base: Base::From(0), path: &[] }, when: &[], clean: Kind::Path.bit() | Kind::Command.bit() | Kind::Header.bit() | Kind::Log.bit() },
        Sanitizer { paths: &["security.secure_filename", "security.safe_join", "security.utils.secure_filename", "security.utils.safe_join"], at: Place { base: Base::From(0), path: &[] }, when: &[], clean: Kind::Path.bit() | Kind::Command.bit() | Kind::Header.bit() | Kind::Log.bit() },
    ],
    validators: &[],
    aliases: &[],
    routes: &[],
    views: &[],
    stores: &[],
    events: &[],
    watches: &[],
};

static PYTHON_OS_6: Package = Package {
    name: "python-os",
    language: Language::Python,
    modules: &["subprocess"],
    sinks: &[
        Sink { paths: &["getoutput", "getstatusoutput"], kind: Kind::Command, at: &[Place { base: Base::Named(0, "cmd"), path: &[] }], when: &[], from: &[Origin::Input, Origin::Stored], note: "", fix: "use `subprocess.run([program, value], capture_output=True)` without a shell" },
        Sink { paths: &["run", "call", "check_call", "check_output", "Popen"], kind: Kind::Command, at: &[Place { base: Base::Named(0, "args"), path: &[] }], when: &[Condition { not: false, place: Place { base: Base::Keyword("shell"), path: &[] }, test: Test::Equals("true") }], from: &[Origin::Input, Origin::Stored], note: "", fix: "leave `shell=True` out and hand over a list: `[program, value]`" },
        Sink { paths: &["run", "call", "check_call", "check_output", "Popen"], kind: Kind::Command, at: &[Place { base: Base::Named(0, "args"), path: &[] }, Place { base: Base::Keyword("executable"), path: &[] }, Place { base: Base::Position(0), path: &[Key::Index(0)] }, Place { base: Base::Keyword("args"), path: &[Key::Index(0)] }], when: &[Condition { not: true, place: Place { base: Base::Keyword("shell"), path: &[] }, test: Test::Equals("true") }, Condition { not: false, place: Place { base: Base::Position(0), path: &[] }, test: Test::Is(Type::Text) }], from: &[Origin::Input, Origin::Stored], note: "", fix: "keep the program constant and hand the value over as an argument of its own" },
        Sink { paths: &["run", "call", "check_call", "check_output", "Popen"], kind: Kind::Command, at: &[Place { base: Base::Position(0), path: &[Key::Index(0)] }, Place { base: Base::Keyword("args"), path: &[Key::Index(0)] }, Place { base: Base::Keyword("executable"), path: &[] }], when: &[Condition { not: true, place: Place { base: Base::Keyword("shell"), path: &[] }, test: Test::Equals("true") }, Condition { not: false, place: Place { base: Base::Position(0), path: &[] }, test: Test::Is(Type::List) }], from: &[Origin::Input, Origin::Stored], note: "", fix: "keep the program constant and hand the value over as an argument of its own" },
        Sink { paths: &["run", "call", "check_call", "check_output", "Popen"], kind: Kind::Command, at: &[Place { base: Base::Position(0), path: &[Key::Any] }, Place { base: Base::Keyword("args"), path: &[Key::Any] }], when: &[Condition { not: false, place: Place { base: Base::Position(0), path: &[] }, test: Test::Like(Like::Shell) }], from: &[Origin::Input, Origin::Stored], note: "", fix: "leave the shell out and hand the value over as an argument of the program" },
    ],
    sources: &[],
    propagators: &[],
    sanitizers: &[],
    validators: &[],
    aliases: &[],
    routes: &[],
    views: &[],
    stores: &[],
    events: &[],
    watches: &[],
};

static PYTHON_OS_7: Package = Package {
    name: "python-os",
    language: Language::Python,
    modules: &["asyncio", "trio", "anyio"],
    sinks: &[
        Sink { paths: &["create_subprocess_shell", "..subprocess_shell"], kind: Kind::Command, at: &[Place { base: Base::Position(0), path: &[] }, Place { base: Base::Position(1), path: &[] }, Place { base: Base::Keyword("cmd"), path: &[] }], when: &[], from: &[Origin::Input, Origin::Stored], note: "", fix: "use `create_subprocess_exec(program, value)`" },
    ],
    sources: &[],
    propagators: &[],
    sanitizers: &[],
    validators: &[],
    aliases: &[],
    routes: &[],
    views: &[],
    stores: &[],
    events: &[],
    watches: &[],
};

static PYTHON_OS_8: Package = Package {
    name: "python-os",
    language: Language::Python,
    modules: &["asyncio"],
    sinks: &[
        Sink { paths: &["subprocess.create_subprocess_shell", "subprocess..subprocess_shell"], kind: Kind::Command, at: &[Place { base: Base::Position(0), path: &[] }, Place { base: Base::Position(1), path: &[] }, Place { base: Base::Keyword("cmd"), path: &[] }], when: &[], from: &[Origin::Input, Origin::Stored], note: "", fix: "use `create_subprocess_exec(program, value)`" },
        Sink { paths: &["create_subprocess_exec", "..subprocess_exec"], kind: Kind::Command, at: &[Place { base: Base::Named(0, "program"), path: &[] }], when: &[], from: &[Origin::Input, Origin::Stored], note: "", fix: "keep the program constant" },
        Sink { paths: &["subprocess.create_subprocess_exec", "subprocess..subprocess_exec"], kind: Kind::Command, at: &[Place { base: Base::Named(0, "program"), path: &[] }], when: &[], from: &[Origin::Input, Origin::Stored], note: "", fix: "keep the program constant" },
        Sink { paths: &["create_subprocess_exec"], kind: Kind::Command, at: &[Place { base: Base::From(1), path: &[] }], when: &[Condition { not: false, place: Place { base: Base::Position(0), path: &[] }, test: Test::Like(Like::Shell) }], from: &[Origin::Input, Origin::Stored], note: "", fix: "leave the shell out and hand the value over as an argument of the program" },
        Sink { paths: &["subprocess.create_subprocess_exec"], kind: Kind::Command, at: &[Place { base: Base::From(1), path: &[] }], when: &[Condition { not: false, place: Place { base: Base::Position(0), path: &[] }, test: Test::Like(Like::Shell) }], from: &[Origin::Input, Origin::Stored], note: "", fix: "leave the shell out and hand the value over as an argument of the program" },
    ],
    sources: &[],
    propagators: &[],
    sanitizers: &[],
    validators: &[],
    aliases: &[],
    routes: &[],
    views: &[],
    stores: &[],
    events: &[],
    watches: &[],
};

static PYTHON_OS_9: Package = Package {
    name: "python-os",
    language: Language::Python,
    modules: &["commands", "popen2", "pty", "pexpect", "invoke", "fabric", "sh", "plumbum", "delegator", "envoy"],
    sinks: &[
        Sink { paths: &["getoutput", "getstatusoutput", "popen2", "popen3", "popen4", "Popen3", "Popen4", "spawn", "run", "runu", "Connection()..run", "Connection()..sudo", "Connection()..local", "local", "sudo", "Context()..run", "Context()..sudo"], kind: Kind::Command, at: &[Place { base: Base::Named(0, "command"), path: &[] }], when: &[], from: &[Origin::Input, Origin::Stored], note: "", fix: "use `subprocess.run([program, value])` without a shell" },
    ],
    sources: &[],
    propagators: &[],
    sanitizers: &[],
    validators: &[],
    aliases: &[],
    routes: &[],
    views: &[],
    stores: &[],
    events: &[],
    watches: &[],
};

static PYTHON_OS_10: Package = Package {
    name: "python-os",
    language: Language::Python,
    modules: &["paramiko"],
    sinks: &[
        Sink { paths: &["..exec_command"], kind: Kind::Command, at: &[Place { base: Base::Named(0, "command"), path: &[] }], when: &[], from: &[Origin::Input, Origin::Stored], note: "", fix: "quote the value with `shlex.quote`" },
    ],
    sources: &[],
    propagators: &[],
    sanitizers: &[],
    validators: &[],
    aliases: &[],
    routes: &[],
    views: &[],
    stores: &[],
    events: &[],
    watches: &[],
};

static PYTHON_OS_11: Package = Package {
    name: "python-os",
    language: Language::Python,
    modules: &["io", "codecs", "gzip", "bz2", "lzma", "tarfile", "zipfile", "aiofiles", "anyio", "fileinput", "linecache", "cv2", "shelve", "dbm", "wave", "toml"],
    sinks: &[
        Sink { paths: &["open", "open_code", "open_file", "GzipFile", "BZ2File", "LZMAFile", "ZipFile", "TarFile", "TarFile.open", "input", "FileInput", "getline", "getlines", "imread", "imwrite", "read", "load"], kind: Kind::Path, at: &[Place { base: Base::Named(0, "filename"), path: &[] }, Place { base: Base::Keyword("name"), path: &[] }, Place { base: Base::Keyword("file"), path: &[] }, Place { base: Base::Keyword("fp"), path: &[] }], when: &[Condition { not: false, place: Place { base: Base::Position(0), path: &[] }, test: Test::Is(Type::Text) }], from: &[Origin::Input, Origin::Stored], note: "", fix: "join the name with a base directory, resolve it, and check that it is still below the base" },
    ],
    sources: &[],
    propagators: &[],
    sanitizers: &[],
    validators: &[],
    aliases: &[],
    routes: &[],
    views: &[],
    stores: &[],
    events: &[],
    watches: &[],
};

static PYTHON_OS_12: Package = Package {
    name: "python-os",
    language: Language::Python,
    modules: &["PIL"],
    sinks: &[
        Sink { paths: &["Image.open", "Image.open_code", "Image.open_file", "Image.GzipFile", "Image.BZ2File", "Image.LZMAFile", "Image.ZipFile", "Image.TarFile", "Image.TarFile.open", "Image.input", "Image.FileInput", "Image.getline", "Image.getlines", "Image.imread", "Image.imwrite", "Image.read", "Image.load"], kind: Kind::Path, at: &[Place { base: Base::Named(0, "filename"), path: &[] }, Place { base: Base::Keyword("name"), path: &[] }, Place { base: Base::Keyword("file"), path: &[] }, Place { base: Base::Keyword("fp"), path: &[] }], when: &[Condition { not: false, place: Place { base: Base::Position(0), path: &[] }, test: Test::Is(Type::Text) }], from: &[Origin::Input, Origin::Stored], note: "", fix: "join the name with a base directory, resolve it, and check that it is still below the base" },
    ],
    sources: &[],
    propagators: &[],
    sanitizers: &[],
    validators: &[],
    aliases: &[],
    routes: &[],
    views: &[],
    stores: &[],
    events: &[],
    watches: &[],
};

static PYTHON_OS_13: Package = Package {
    name: "python-os",
    language: Language::Python,
    modules: &["configparser"],
    sinks: &[
        Sink { paths: &["ConfigParser().open", "ConfigParser().open_code", "ConfigParser().open_file", "ConfigParser().GzipFile", "ConfigParser().BZ2File", "ConfigParser().LZMAFile", "ConfigParser().ZipFile", "ConfigParser().TarFile", "ConfigParser().TarFile.open", "ConfigParser().input", "ConfigParser().FileInput", "ConfigParser().getline", "ConfigParser().getlines", "ConfigParser().imread", "ConfigParser().imwrite", "ConfigParser().read", "ConfigParser().load"], kind: Kind::Path, at: &[Place { base: Base::Named(0, "filename"), path: &[] }, Place { base: Base::Keyword("name"), path: &[] }, Place { base: Base::Keyword("file"), path: &[] }, Place { base: Base::Keyword("fp"), path: &[] }], when: &[Condition { not: false, place: Place { base: Base::Position(0), path: &[] }, test: Test::Is(Type::Text) }], from: &[Origin::Input, Origin::Stored], note: "", fix: "join the name with a base directory, resolve it, and check that it is still below the base" },
    ],
    sources: &[],
    propagators: &[],
    sanitizers: &[],
    validators: &[],
    aliases: &[],
    routes: &[],
    views: &[],
    stores: &[],
    events: &[],
    watches: &[],
};

static PYTHON_OS_14: Package = Package {
    name: "python-os",
    language: Language::Python,
    modules: &["shutil"],
    sinks: &[
        Sink { paths: &["copy", "copy2", "copyfile", "copytree", "move", "rmtree", "make_archive", "unpack_archive", "chown", "copymode", "copystat", "disk_usage"], kind: Kind::Path, at: &[Place { base: Base::Position(0), path: &[] }, Place { base: Base::Position(1), path: &[] }, Place { base: Base::Position(2), path: &[] }, Place { base: Base::Keyword("src"), path: &[] }, Place { base: Base::Keyword("dst"), path: &[] }, Place { base: Base::Keyword("path"), path: &[] }, Place { base: Base::Keyword("extract_dir"), path: &[] }, Place { base: Base::Keyword("root_dir"), path: &[] }, Place { base: Base::Keyword("base_name"), path: &[] }], when: &[], from: &[Origin::Input, Origin::Stored], note: "", fix: "join the name with a base directory, resolve it, and check that it is still below the base" },
    ],
    sources: &[],
    propagators: &[],
    sanitizers: &[],
    validators: &[],
    aliases: &[],
    routes: &[],
    views: &[],
    stores: &[],
    events: &[],
    watches: &[],
};

static PYTHON_OS_15: Package = Package {
    name: "python-os",
    language: Language::Python,
    modules: &["pathlib", "anyio", "upath"],
    sinks: &[
        Sink { paths: &["Path()..open", "Path()..read_text", "Path()..read_bytes", "Path()..write_text", "Path()..write_bytes", "Path()..unlink", "Path()..rmdir", "Path()..mkdir", "Path()..rename", "Path()..replace", "Path()..iterdir", "Path()..glob", "Path()..rglob", "Path()..touch", "Path()..symlink_to", "Path()..hardlink_to", "Path()..chmod", "PosixPath()..open", "PosixPath()..read_text", "PurePath()..open"], kind: Kind::Path, at: &[Place { base: Base::Receiver, path: &[] }], when: &[], from: &[Origin::Input, Origin::Stored], note: "", fix: "resolve the path and check with `is_relative_to(base)` that it is still below the base" },
    ],
    sources: &[],
    propagators: &[],
    sanitizers: &[],
    validators: &[],
    aliases: &[],
    routes: &[],
    views: &[],
    stores: &[],
    events: &[],
    watches: &[],
};

static PYTHON_OS_16: Package = Package {
    name: "python-os",
    language: Language::Python,
    modules: &["tempfile"],
    sinks: &[
        Sink { paths: &["NamedTemporaryFile", "TemporaryDirectory", "mkdtemp", "mkstemp", "TemporaryFile"], kind: Kind::Path, at: &[Place { base: Base::Keyword("suffix"), path: &[] }, Place { base: Base::Keyword("prefix"), path: &[] }, Place { base: Base::Keyword("dir"), path: &[] }], when: &[], from: &[Origin::Input, Origin::Stored], note: "", fix: "leave the name to `tempfile`" },
    ],
    sources: &[],
    propagators: &[],
    sanitizers: &[],
    validators: &[],
    aliases: &[],
    routes: &[],
    views: &[],
    stores: &[],
    events: &[],
    watches: &[],
};

static PYTHON_OS_17: Package = Package {
    name: "python-os",
    language: Language::Python,
    modules: &["glob"],
    sinks: &[
        Sink { paths: &["glob", "iglob"], kind: Kind::Path, at: &[Place { base: Base::Named(0, "pathname"), path: &[] }], when: &[], from: &[Origin::Input, Origin::Stored], note: "", fix: "escape the name with `glob.escape` and keep the directory constant" },
    ],
    sources: &[],
    propagators: &[],
    sanitizers: &[],
    validators: &[],
    aliases: &[],
    routes: &[],
    views: &[],
    stores: &[],
    events: &[],
    watches: &[],
};

static PYTHON_OS_18: Package = Package {
    name: "python-os",
    language: Language::Python,
    modules: &["zipfile", "tarfile"],
    sinks: &[
        Sink { paths: &["ZipFile()..extract", "open()..extract", "TarFile()..extract", "ZipFile()..open", "ZipFile()..write"], kind: Kind::Path, at: &[Place { base: Base::Named(0, "path"), path: &[] }, Place { base: Base::Named(1, "member"), path: &[] }], when: &[], from: &[Origin::Input, Origin::Stored], note: "", fix: "check where the member ends before you extract it, or use `filter=\"data\"`" },
    ],
    sources: &[],
    propagators: &[],
    sanitizers: &[],
    validators: &[],
    aliases: &[],
    routes: &[],
    views: &[],
    stores: &[],
    events: &[],
    watches: &[],
};

static PYTHON_OS_19: Package = Package {
    name: "python-os",
    language: Language::Python,
    modules: &["pandas", "numpy"],
    sinks: &[
        Sink { paths: &["read_csv", "read_json", "read_excel", "read_parquet", "read_pickle", "read_table", "read_xml", "read_feather", "load", "loadtxt", "genfromtxt", "fromfile"], kind: Kind::Path, at: &[Place { base: Base::Named(0, "filepath_or_buffer"), path: &[] }, Place { base: Base::Keyword("path"), path: &[] }, Place { base: Base::Keyword("io"), path: &[] }, Place { base: Base::Keyword("file"), path: &[] }, Place { base: Base::Keyword("fname"), path: &[] }], when: &[Condition { not: false, place: Place { base: Base::Position(0), path: &[] }, test: Test::Is(Type::Text) }], from: &[Origin::Input, Origin::Stored], note: "", fix: "join the name with a base directory, resolve it, and check that it is still below the base" },
    ],
    sources: &[],
    propagators: &[],
    sanitizers: &[],
    validators: &[],
    aliases: &[],
    routes: &[],
    views: &[],
    stores: &[],
    events: &[],
    watches: &[],
};

static PYTHON_OS_20: Package = Package {
    name: "python-os",
    language: Language::Python,
    modules: &["boto3", "aioboto3"],
    sinks: &[
        Sink { paths: &["..download_file"], kind: Kind::Path, at: &[Place { base: Base::Keyword("Filename"), path: &[] }], when: &[], from: &[Origin::Input, Origin::Stored], note: "", fix: "keep the last part of the key only: `os.path.basename(key)`" },
    ],
    sources: &[],
    propagators: &[],
    sanitizers: &[],
    validators: &[],
    aliases: &[],
    routes: &[],
    views: &[],
    stores: &[],
    events: &[],
    watches: &[],
};

static PYTHON_SQL: Package = Package {
    name: "python-sql",
    language: Language::Python,
    modules: &[],
    sinks: &[
        Sink { paths: &["*.execute", "*.executemany", "*.executescript", "*.execute_sql", "*.fetch_all", "*.fetch_one", "*.fetchrow", "*.fetchval", "*.query", "*.raw", "*.read_sql", "*.run_query", "*.execute_query", "*.db_query"], kind: Kind::Sql, at: &[Place { base: Base::Named(0, "sql"), path: &[] }, Place { base: Base::Keyword("query"), path: &[] }], when: &[Condition { not: false, place: Place { base: Base::Position(0), path: &[] }, test: Test::Like(Like::Sql) }], from: &[Origin::Input, Origin::Stored], note: "", fix: "write a placeholder where the value belongs and hand the value over as a separate argument" },
    ],
    sources: &[],
    propagators: &[],
    sanitizers: &[],
    validators: &[],
    aliases: &[],
    routes: &[],
    views: &[],
    stores: &[],
    events: &[],
    watches: &[],
};

static PYTHON_SQL_1: Package = Package {
    name: "python-sql",
    language: Language::Python,
    modules: &["psycopg2", "psycopg"],
    sinks: &[
        Sink { paths: &["sql.SQL"], kind: Kind::Sql, at: &[Place { base: Base::Position(0), path: &[] }], when: &[], from: &[Origin::Input, Origin::Stored], note: "", fix: "put the value in with `sql.Literal(value)` or `sql.Identifier(name)`" },
    ],
    sources: &[],
    propagators: &[],
    sanitizers: &[
        Sanitizer { paths: &["sql.Identifier", "sql.Literal", "sql.Placeholder"], at: Place { base: Base::From(0), path: &[] }, when: &[], clean: Kind::Sql.bit() },
    ],
    validators: &[],
    aliases: &[],
    routes: &[],
    views: &[],
    stores: &[],
    events: &[],
    watches: &[],
};

static PYTHON_SQL_2: Package = Package {
    name: "python-sql",
    language: Language::Python,
    modules: &["pymysql", "MySQLdb", "psycopg2", "sqlite3"],
    sinks: &[],
    sources: &[],
    propagators: &[],
    sanitizers: &[
        Sanitizer { paths: &["..escape", "..escape_string", "..literal", "escape_string", "converters.escape_string", "..quote_ident", "extensions.quote_ident", "extensions.adapt", "..mogrify"], at: Place { base: Base::Position(0), path: &[] }, when: &[], clean: Kind::Sql.bit() },
    ],
    validators: &[],
    aliases: &[],
    routes: &[],
    views: &[],
    stores: &[],
    events: &[],
    watches: &[],
};

static PYTHON_SQL_3: Package = Package {
    name: "python-sql",
    language: Language::Python,
    modules: &["mysql"],
    sinks: &[],
    sources: &[],
    propagators: &[],
    sanitizers: &[
        Sanitizer { paths: &["connector..escape", "connector..escape_string", "connector..literal", "connector.escape_string", "connector.converters.escape_string", "connector..quote_ident", "connector.extensions.quote_ident", "connector.extensions.adapt", "connector..mogrify"], at: Place { base: Base::Position(0), path: &[] }, when: &[], clean: Kind::Sql.bit() },
    ],
    validators: &[],
    aliases: &[],
    routes: &[],
    views: &[],
    stores: &[],
    events: &[],
    watches: &[],
};

static PYTHON_SQL_4: Package = Package {
    name: "python-sql",
    language: Language::Python,
    modules: &["pymysql", "MySQLdb", "mariadb", "psycopg2", "psycopg", "psycopg_pool", "pg8000", "pymssql", "ibm_db_dbi", "redshift_connector", "hdbcli", "teradatasql", "vertica_python", "aiomysql", "asyncmy", "aiopg", "pymonetdb"],
    sinks: &[
        Sink { paths: &["..execute", "..executemany", "..execute_async", "..execute_string", "..mogrify", "..callproc"], kind: Kind::Sql, at: &[Place { base: Base::Named(0, "query"), path: &[] }, Place { base: Base::Keyword("operation"), path: &[] }, Place { base: Base::Keyword("sql"), path: &[] }, Place { base: Base::Keyword("command"), path: &[] }, Place { base: Base::Keyword("statement"), path: &[] }], when: &[], from: &[Origin::Input, Origin::Stored], note: "", fix: "write `%s` where the value belongs and hand the value over as the second argument: `execute(\"… = %s\", (value,))`" },
    ],
    sources: &[],
    propagators: &[],
    sanitizers: &[],
    validators: &[],
    aliases: &[],
    routes: &[],
    views: &[],
    stores: &[],
    events: &[],
    watches: &[],
};

static PYTHON_SQL_5: Package = Package {
    name: "python-sql",
    language: Language::Python,
    modules: &["mysql", "snowflake"],
    sinks: &[
        Sink { paths: &["connector..execute", "connector..executemany", "connector..execute_async", "connector..execute_string", "connector..mogrify", "connector..callproc"], kind: Kind::Sql, at: &[Place { base: Base::Named(0, "query"), path: &[] }, Place { base: Base::Keyword("operation"), path: &[] }, Place { base: Base::Keyword("sql"), path: &[] }, Place { base: Base::Keyword("command"), path: &[] }, Place { base: Base::Keyword("statement"), path: &[] }], when: &[], from: &[Origin::Input, Origin::Stored], note: "", fix: "write `%s` where the value belongs and hand the value over as the second argument: `execute(\"… = %s\", (value,))`" },
    ],
    sources: &[],
    propagators: &[],
    sanitizers: &[],
    validators: &[],
    aliases: &[],
    routes: &[],
    views: &[],
    stores: &[],
    events: &[],
    watches: &[],
};

static PYTHON_SQL_6: Package = Package {
    name: "python-sql",
    language: Language::Python,
    modules: &["sqlite3", "aiosqlite", "apsw", "duckdb", "pyodbc", "aioodbc", "jaydebeapi", "pypyodbc", "clickhouse_driver", "pysqlite3", "pysqlcipher3", "libsql_experimental"],
    sinks: &[
        Sink { paths: &["..execute", "..executemany", "..executescript", "..execute_fetchall", "..sql", "..query"], kind: Kind::Sql, at: &[Place { base: Base::Named(0, "sql"), path: &[] }, Place { base: Base::Keyword("query"), path: &[] }, Place { base: Base::Keyword("sql_script"), path: &[] }], when: &[], from: &[Origin::Input, Origin::Stored], note: "", fix: "write `?` where the value belongs and hand the value over as the second argument: `execute(\"… = ?\", (value,))`" },
    ],
    sources: &[],
    propagators: &[],
    sanitizers: &[],
    validators: &[],
    aliases: &[],
    routes: &[],
    views: &[],
    stores: &[],
    events: &[],
    watches: &[],
};

static PYTHON_SQL_7: Package = Package {
    name: "python-sql",
    language: Language::Python,
    modules: &["cx_Oracle", "oracledb"],
    sinks: &[
        Sink { paths: &["..execute", "..executemany", "..prepare", "..parse"], kind: Kind::Sql, at: &[Place { base: Base::Named(0, "statement"), path: &[] }], when: &[], from: &[Origin::Input, Origin::Stored], note: "", fix: "write `:name` where the value belongs and hand the value over as a keyword: `execute(\"… = :name\", name=value)`" },
    ],
    sources: &[],
    propagators: &[],
    sanitizers: &[],
    validators: &[],
    aliases: &[],
    routes: &[],
    views: &[],
    stores: &[],
    events: &[],
    watches: &[],
};

static PYTHON_SQL_8: Package = Package {
    name: "python-sql",
    language: Language::Python,
    modules: &["asyncpg"],
    sinks: &[
        Sink { paths: &["..execute", "..executemany", "..fetch", "..fetchrow", "..fetchval", "..cursor", "..prepare", "..copy_from_query"], kind: Kind::Sql, at: &[Place { base: Base::Named(0, "query"), path: &[] }, Place { base: Base::Keyword("command"), path: &[] }], when: &[], from: &[Origin::Input, Origin::Stored], note: "", fix: "write `$1` where the value belongs and hand the value over as a further argument: `fetch(\"… = $1\", value)`" },
    ],
    sources: &[],
    propagators: &[],
    sanitizers: &[],
    validators: &[],
    aliases: &[],
    routes: &[],
    views: &[],
    stores: &[],
    events: &[],
    watches: &[],
};

static PYTHON_SQL_9: Package = Package {
    name: "python-sql",
    language: Language::Python,
    modules: &["pg8000"],
    sinks: &[
        Sink { paths: &["native..run", "native..query", "native..execute", "native..query_formatted"], kind: Kind::Sql, at: &[Place { base: Base::Named(0, "sql"), path: &[] }], when: &[], from: &[Origin::Input, Origin::Stored], note: "", fix: "write `:name` where the value belongs and hand the value over as a keyword: `run(\"… = :name\", name=value)`" },
    ],
    sources: &[],
    propagators: &[],
    sanitizers: &[],
    validators: &[],
    aliases: &[],
    routes: &[],
    views: &[],
    stores: &[],
    events: &[],
    watches: &[],
};

static PYTHON_SQL_10: Package = Package {
    name: "python-sql",
    language: Language::Python,
    modules: &["pgdb", "pg"],
    sinks: &[
        Sink { paths: &["..run", "..query", "..execute", "..query_formatted"], kind: Kind::Sql, at: &[Place { base: Base::Named(0, "sql"), path: &[] }], when: &[], from: &[Origin::Input, Origin::Stored], note: "", fix: "write `:name` where the value belongs and hand the value over as a keyword: `run(\"… = :name\", name=value)`" },
    ],
    sources: &[],
    propagators: &[],
    sanitizers: &[],
    validators: &[],
    aliases: &[],
    routes: &[],
    views: &[],
    stores: &[],
    events: &[],
    watches: &[],
};

static PYTHON_SQL_11: Package = Package {
    name: "python-sql",
    language: Language::Python,
    modules: &["pandas", "polars", "awswrangler"],
    sinks: &[
        Sink { paths: &["read_sql", "read_sql_query", "read_database", "athena.read_sql_query", "athena.start_query_execution", "redshift.read_sql_query", "mysql.read_sql_query", "postgresql.read_sql_query"], kind: Kind::Sql, at: &[Place { base: Base::Named(0, "sql"), path: &[] }, Place { base: Base::Keyword("query"), path: &[] }], when: &[], from: &[Origin::Input, Origin::Stored], note: "", fix: "write a placeholder where the value belongs and hand the value over in `params`" },
    ],
    sources: &[],
    propagators: &[],
    sanitizers: &[],
    validators: &[],
    aliases: &[],
    routes: &[],
    views: &[],
    stores: &[],
    events: &[],
    watches: &[],
};

static PYTHON_SQL_12: Package = Package {
    name: "python-sql",
    language: Language::Python,
    modules: &["databases"],
    sinks: &[
        Sink { paths: &["Database()..execute", "Database()..fetch_all", "Database()..fetch_one", "Database()..fetch_val", "Database()..iterate", "Database()..execute_many"], kind: Kind::Sql, at: &[Place { base: Base::Named(0, "query"), path: &[] }], when: &[], from: &[Origin::Input, Origin::Stored], note: "", fix: "write `:name` where the value belongs and hand the value over in `values`" },
    ],
    sources: &[],
    propagators: &[],
    sanitizers: &[],
    validators: &[],
    aliases: &[],
    routes: &[],
    views: &[],
    stores: &[],
    events: &[],
    watches: &[],
};

static PYTHON_SQL_13: Package = Package {
    name: "python-sql",
    language: Language::Python,
    modules: &["google"],
    sinks: &[
        Sink { paths: &["cloud.bigquery..query", "cloud.bigquery..execute_sql", "cloud.bigquery..query_and_wait", "cloud.bigquery..execute_partitioned_dml"], kind: Kind::Sql, at: &[Place { base: Base::Named(0, "query"), path: &[] }, Place { base: Base::Keyword("sql"), path: &[] }], when: &[], from: &[Origin::Input, Origin::Stored], note: "", fix: "write `@name` where the value belongs and hand the value over as a query parameter" },
        Sink { paths: &["cloud.spanner..query", "cloud.spanner..execute_sql", "cloud.spanner..query_and_wait", "cloud.spanner..execute_partitioned_dml"], kind: Kind::Sql, at: &[Place { base: Base::Named(0, "query"), path: &[] }, Place { base: Base::Keyword("sql"), path: &[] }], when: &[], from: &[Origin::Input, Origin::Stored], note: "", fix: "write `@name` where the value belongs and hand the value over as a query parameter" },
    ],
    sources: &[],
    propagators: &[],
    sanitizers: &[],
    validators: &[],
    aliases: &[],
    routes: &[],
    views: &[],
    stores: &[],
    events: &[],
    watches: &[],
};

static PYTHON_SQL_14: Package = Package {
    name: "python-sql",
    language: Language::Python,
    modules: &["records"],
    sinks: &[
        Sink { paths: &["Database()..query", "Database()..bulk_query"], kind: Kind::Sql, at: &[Place { base: Base::Named(0, "query"), path: &[] }], when: &[], from: &[Origin::Input, Origin::Stored], note: "", fix: "write `:name` where the value belongs and hand the value over as a keyword" },
    ],
    sources: &[],
    propagators: &[],
    sanitizers: &[],
    validators: &[],
    aliases: &[],
    routes: &[],
    views: &[],
    stores: &[],
    events: &[],
    watches: &[],
};

static PYTHON_SQL_15: Package = Package {
    name: "python-sql",
    language: Language::Python,
    modules: &["peewee", "playhouse"],
    sinks: &[
        Sink { paths: &["..execute_sql", "..raw", "SQL", "RawQuery", "..select_by_sql", "..get_by_sql", "raw_sql"], kind: Kind::Sql, at: &[Place { base: Base::Named(0, "sql"), path: &[] }], when: &[], from: &[Origin::Input, Origin::Stored], note: "", fix: "write `%s` (or `?` for SQLite) where the value belongs and hand the values over as further arguments" },
    ],
    sources: &[],
    propagators: &[],
    sanitizers: &[],
    validators: &[],
    aliases: &[],
    routes: &[],
    views: &[],
    stores: &[],
    events: &[],
    watches: &[],
};

static PYTHON_SQL_16: Package = Package {
    name: "python-sql",
    language: Language::Python,
    modules: &["pony"],
    sinks: &[
        Sink { paths: &["orm..execute_sql", "orm..raw", "orm.SQL", "orm.RawQuery", "orm..select_by_sql", "orm..get_by_sql", "orm.raw_sql"], kind: Kind::Sql, at: &[Place { base: Base::Named(0, "sql"), path: &[] }], when: &[], from: &[Origin::Input, Origin::Stored], note: "", fix: "write `%s` (or `?` for SQLite) where the value belongs and hand the values over as further arguments" },
    ],
    sources: &[],
    propagators: &[],
    sanitizers: &[],
    validators: &[],
    aliases: &[],
    routes: &[],
    views: &[],
    stores: &[],
    events: &[],
    watches: &[],
};

static PYTHON_SQL_17: Package = Package {
    name: "python-sql",
    language: Language::Python,
    modules: &["tortoise"],
    sinks: &[
        Sink { paths: &["..execute_query", "..execute_query_dict", "..execute_script", "..raw", "..execute", "..execute_async"], kind: Kind::Sql, at: &[Place { base: Base::Named(0, "query"), path: &[] }], when: &[], from: &[Origin::Input, Origin::Stored], note: "", fix: "hand the values over as the second argument" },
    ],
    sources: &[],
    propagators: &[],
    sanitizers: &[],
    validators: &[],
    aliases: &[],
    routes: &[],
    views: &[],
    stores: &[],
    events: &[],
    watches: &[],
};

static PYTHON_SQL_18: Package = Package {
    name: "python-sql",
    language: Language::Python,
    modules: &["cassandra"],
    sinks: &[
        Sink { paths: &["cluster..execute_query", "cluster..execute_query_dict", "cluster..execute_script", "cluster..raw", "cluster..execute", "cluster..execute_async"], kind: Kind::Sql, at: &[Place { base: Base::Named(0, "query"), path: &[] }], when: &[], from: &[Origin::Input, Origin::Stored], note: "", fix: "hand the values over as the second argument" },
    ],
    sources: &[],
    propagators: &[],
    sanitizers: &[],
    validators: &[],
    aliases: &[],
    routes: &[],
    views: &[],
    stores: &[],
    events: &[],
    watches: &[],
};

static RANDOM_NODE: Package = Package {
    name: "random-node",
    language: Language::JavaScript,
    modules: &[],
    sinks: &[],
    sources: &[
        Source { paths: &["Math.random()"], name: "Math.random()", origin: Origin::Random, clean: 0, trusted: &[], readers: &[] },
    ],
    propagators: &[],
    sanitizers: &[],
    validators: &[],
    aliases: &[],
    routes: &[],
    views: &[],
    stores: &[],
    events: &[],
    watches: &[],
};

static RANDOM_NODE_1: Package = Package {
    name: "random-node",
    language: Language::JavaScript,
    modules: &["crypto"],
    sinks: &[],
    sources: &[
        Source { paths: &["pseudoRandomBytes()"], name: "crypto.pseudoRandomBytes()", origin: Origin::Random, clean: 0, trusted: &[], readers: &[] },
    ],
    propagators: &[
        Propagator { paths: &["randomBytes", "randomUUID", "randomInt", "getRandomValues", "webcrypto.getRandomValues", "createHash", "createHmac"], from: &[Place { base: Base::From(0), path: &[] }, Place { base: Base::Receiver, path: &[] }], to: Place { base: Base::Result, path: &[] }, shape: Shape::Nothing, calls: &[] },
    ],
    sanitizers: &[],
    validators: &[],
    aliases: &[],
    routes: &[],
    views: &[],
    stores: &[],
    events: &[],
    watches: &[],
};

static RANDOM_NODE_2: Package = Package {
    name: "random-node",
    language: Language::JavaScript,
    modules: &["uuid", "nanoid", "ulid", "cuid", "@paralleldrive/cuid2", "ksuid", "shortid"],
    sinks: &[],
    sources: &[],
    propagators: &[
        Propagator { paths: &["v4", "v1", "v7", "nanoid", "ulid", "", "createId", "generate", "randomSync", "customAlphabet()"], from: &[Place { base: Base::From(0), path: &[] }, Place { base: Base::Receiver, path: &[] }], to: Place { base: Base::Result, path: &[] }, shape: Shape::Nothing, calls: &[] },
    ],
    sanitizers: &[],
    validators: &[],
    aliases: &[],
    routes: &[],
    views: &[],
    stores: &[],
    events: &[],
    watches: &[],
};

static RANDOM_NODE_3: Package = Package {
    name: "random-node",
    language: Language::JavaScript,
    modules: &["jsonwebtoken", "jose"],
    sinks: &[
        Sink { paths: &["sign"], kind: Kind::Secret, at: &[Place { base: Base::Position(1), path: &[] }], when: &[], from: &[Origin::Random], note: "key", fix: "draw the key with `crypto.randomBytes(32)`" },
    ],
    sources: &[],
    propagators: &[],
    sanitizers: &[],
    validators: &[],
    aliases: &[],
    routes: &[],
    views: &[],
    stores: &[],
    events: &[],
    watches: &[],
};

static RANDOM: Package = Package {
    name: "random",
    language: Language::Python,
    modules: &[],
    sinks: &[],
    sources: &[],
    propagators: &[],
    sanitizers: &[],
    validators: &[],
    aliases: &[],
    routes: &[],
    views: &[],
    stores: &[],
    events: &[],
    watches: &[],
};

static RANDOM_1: Package = Package {
    name: "random",
    language: Language::Python,
    modules: &["random"],
    sinks: &[],
    sources: &[
        Source { paths: &["random()", "randint()", "randrange()", "choice()", "choices()", "sample()", "getrandbits()", "uniform()", "randbytes()", "triangular()", "betavariate()", "gauss()", "normalvariate()", "expovariate()", "Random().random()", "Random().randint()", "Random().choice()", "Random().choices()", "Random().randrange()", "Random().getrandbits()", "Random().sample()", "Random().uniform()", "Random().randbytes()", "Random().gauss()", "lognormvariate()", "vonmisesvariate()", "gammavariate()", "paretovariate()", "weibullvariate()"], name: "random", origin: Origin::Random, clean: 0, trusted: &[], readers: &[] },
    ],
    propagators: &[
        Propagator { paths: &["SystemRandom().random", "SystemRandom().randint", "SystemRandom().choice", "SystemRandom().choices", "SystemRandom().randrange", "SystemRandom().getrandbits", "SystemRandom().sample", "SystemRandom().uniform", "SystemRandom().randbytes"], from: &[Place { base: Base::From(0), path: &[] }, Place { base: Base::Receiver, path: &[] }], to: Place { base: Base::Result, path: &[] }, shape: Shape::Nothing, calls: &[] },
    ],
    sanitizers: &[],
    validators: &[],
    aliases: &[],
    routes: &[],
    views: &[],
    stores: &[],
    events: &[],
    watches: &[],
};

static RANDOM_2: Package = Package {
    name: "random",
    language: Language::Python,
    modules: &["secrets"],
    sinks: &[],
    sources: &[],
    propagators: &[
        Propagator { paths: &["token_hex", "token_urlsafe", "token_bytes", "randbelow", "choice", "randbits"], from: &[Place { base: Base::From(0), path: &[] }, Place { base: Base::Receiver, path: &[] }], to: Place { base: Base::Result, path: &[] }, shape: Shape::Nothing, calls: &[] },
    ],
    sanitizers: &[],
    validators: &[],
    aliases: &[],
    routes: &[],
    views: &[],
    stores: &[],
    events: &[],
    watches: &[],
};

static RANDOM_3: Package = Package {
    name: "random",
    language: Language::Python,
    modules: &["uuid"],
    sinks: &[],
    sources: &[],
    propagators: &[
        Propagator { paths: &["uuid4", "uuid1", "uuid3", "uuid5"], from: &[Place { base: Base::From(0), path: &[] }, Place { base: Base::Receiver, path: &[] }], to: Place { base: Base::Result, path: &[] }, shape: Shape::Nothing, calls: &[] },
    ],
    sanitizers: &[],
    validators: &[],
    aliases: &[],
    routes: &[],
    views: &[],
    stores: &[],
    events: &[],
    watches: &[],
};

static RANDOM_4: Package = Package {
    name: "random",
    language: Language::Python,
    modules: &["jwt", "jose", "itsdangerous"],
    sinks: &[
        Sink { paths: &["encode", "jwt.encode", "URLSafeSerializer", "URLSafeTimedSerializer", "TimestampSigner", "Signer"], kind: Kind::Secret, at: &[Place { base: Base::Named(1, "key"), path: &[] }, Place { base: Base::Named(0, "secret_key"), path: &[] }], when: &[], from: &[Origin::Random], note: "key", fix: "draw the key with `secrets.token_bytes(32)`" },
    ],
    sources: &[],
    propagators: &[],
    sanitizers: &[],
    validators: &[],
    aliases: &[],
    routes: &[],
    views: &[],
    stores: &[],
    events: &[],
    watches: &[],
};

static RANDOM_5: Package = Package {
    name: "random",
    language: Language::Python,
    modules: &["numpy"],
    sinks: &[],
    sources: &[
        Source { paths: &["random.rand()", "random.randint()", "random.random()", "random.choice()", "random.bytes()"], name: "numpy.random", origin: Origin::Random, clean: 0, trusted: &[], readers: &[] },
    ],
    propagators: &[],
    sanitizers: &[],
    validators: &[],
    aliases: &[],
    routes: &[],
    views: &[],
    stores: &[],
    events: &[],
    watches: &[],
};

static SQLALCHEMY: Package = Package {
    name: "sqlalchemy",
    language: Language::Python,
    modules: &["sqlalchemy", "flask_sqlalchemy", "sqlmodel", "flask_sqlalchemy_lite"],
    sinks: &[
        Sink { paths: &["text", "sql.text", "sql.expression.text", "literal_column", "sql.expression.literal_column", "..text", "DDL", "sql.literal_column"], kind: Kind::Sql, at: &[Place { base: Base::Named(0, "text"), path: &[] }], when: &[], from: &[Origin::Input, Origin::Stored], note: "", fix: "write `:name` where the value belongs and bind it: `text(\"… = :name\").bindparams(name=value)`" },
        Sink { paths: &["..execute", "..exec_driver_sql", "..scalar", "..scalars", "..exec"], kind: Kind::Sql, at: &[Place { base: Base::Named(0, "statement"), path: &[] }], when: &[], from: &[Origin::Input, Origin::Stored], note: "", fix: "write `:name` inside `text(…)` where the value belongs and hand `{\"name\": value}` over as the second argument" },
        Sink { paths: &["..from_statement", "..prefix_with", "..suffix_with", "..with_hint", "..with_statement_hint", "..op"], kind: Kind::Sql, at: &[Place { base: Base::Position(0), path: &[] }], when: &[], from: &[Origin::Input, Origin::Stored], note: "", fix: "use columns and bound values instead of SQL text" },
        Sink { paths: &["..filter", "..where", "..order_by", "..group_by", "..having", "..select_from"], kind: Kind::Sql, at: &[Place { base: Base::Position(0), path: &[] }], when: &[Condition { not: false, place: Place { base: Base::Position(0), path: &[] }, test: Test::Is(Type::Text) }], from: &[Origin::Input, Origin::Stored], note: "", fix: "compare a column with the value (`Model.name == value`), which binds it" },
    ],
    sources: &[],
    propagators: &[],
    sanitizers: &[],
    validators: &[],
    aliases: &[],
    routes: &[],
    views: &[],
    stores: &[],
    events: &[],
    watches: &[],
};
