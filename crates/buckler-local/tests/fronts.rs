//! Events and responses of the HTTP front ends.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "helpers of tests")]

mod support;

use bytes::Bytes;
use http_body_util::Full;
use hyper::Request;
use serde_json::{Value, json};
use support::{App, function, header, json};

const ECHO: (&str, &str) = (
    "echo.js",
    "exports.handler = async (event) => ({ statusCode: 200, headers: { 'content-type': 'application/json' }, body: JSON.stringify(event) });",
);

fn echo(events: &str) -> String {
    function("Echo", &format!("Handler: echo.handler, Events: {{{events}}}"))
}

#[track_caller]
fn check(event: &Value, expected: &[(&str, Value)]) {
    for (pointer, value) in expected {
        assert_eq!(event.pointer(pointer).unwrap_or(&Value::Null), value, "{pointer} of {event:#}");
    }
}

#[tokio::test]
async fn a_rest_api_gives_last_and_all_values() {
    let app = App::start(&echo("A: {Type: Api, Properties: {Path: '/list/{id}', Method: any}}"), &[ECHO]).await;
    let request = Request::put("/list/a%20b?q=1&q=2&r=x%20y")
        .header("host", "app.test")
        .header("x-own", "p")
        .header("x-own", "q")
        .body(Full::new(Bytes::from_static(b"{\"n\" : 1}")))
        .unwrap();
    let response = app.http(request).await;
    let event = json(&response);
    let expected = [
        ("/httpMethod", json!("PUT")),
        ("/resource", json!("/list/{id}")),
        ("/path", json!("/list/a%20b")),
        ("/pathParameters/id", json!("a b")),
        ("/queryStringParameters", json!({"q": "2", "r": "x y"})),
        ("/multiValueQueryStringParameters/q", json!(["1", "2"])),
        ("/headers/x-own", json!("q")),
        ("/multiValueHeaders/x-own", json!(["p", "q"])),
        ("/body", json!("{\"n\" : 1}")),
        ("/isBase64Encoded", json!(false)),
        ("/requestContext/stage", json!("Prod")),
        ("/requestContext/path", json!("/Prod/list/a%20b")),
        ("/requestContext/identity/sourceIp", json!("127.0.0.1")),
    ];
    check(&event, &expected);
    check(
        &json(&app.get("/Prod/list/7").await),
        &[("/path", json!("/list/7")), ("/queryStringParameters", Value::Null)],
    );
    app.platform.stop().await;
}

#[tokio::test]
async fn a_rest_api_keeps_header_names_as_sent() {
    use tokio::io::{AsyncReadExt, AsyncWriteExt};
    let app = App::start(&echo("A: {Type: Api, Properties: {Path: /, Method: get}}"), &[ECHO]).await;
    let mut stream = tokio::net::TcpStream::connect(app.platform.address()).await.unwrap();
    let mut answers = String::new();
    for (name, last) in [("Content-Type", "keep-alive"), ("content-TYPE", "close")] {
        let request = format!("GET / HTTP/1.1\r\nhost: a\r\n{name}: text/x\r\nconnection: {last}\r\n\r\n");
        stream.write_all(request.as_bytes()).await.unwrap();
        let mut buffer = vec![0; 64 * 1024];
        while !answers.contains(&format!("\"{name}\":\"text/x\"")) {
            let length = stream.read(&mut buffer).await.unwrap();
            assert!(length > 0, "{name} not in {answers}");
            answers.push_str(&String::from_utf8_lossy(&buffer[..length]));
        }
    }
    app.platform.stop().await;
}

#[tokio::test]
async fn an_http_api_gives_payload_two() {
    let app = App::start(&echo("A: {Type: HttpApi, Properties: {Path: '/o/{id}', Method: post}}"), &[ECHO]).await;
    let request = Request::post("/o/44?a=1&a=2&b=")
        .header("host", "app.test")
        .header("cookie", "a=1; b=2")
        .header("content-type", "application/json")
        .header("x-own", "p")
        .header("x-own", "q")
        .body(Full::new(Bytes::from_static(b"{\"s\":\"\\u00e9\"}")))
        .unwrap();
    let expected = [
        ("/version", json!("2.0")),
        ("/routeKey", json!("POST /o/{id}")),
        ("/rawPath", json!("/o/44")),
        ("/rawQueryString", json!("a=1&a=2&b=")),
        ("/queryStringParameters", json!({"a": "1,2", "b": ""})),
        ("/cookies", json!(["a=1", "b=2"])),
        ("/headers/x-own", json!("p,q")),
        ("/headers/cookie", Value::Null),
        ("/pathParameters", json!({"id": "44"})),
        ("/body", json!("{\"s\":\"\\u00e9\"}")),
        ("/isBase64Encoded", json!(false)),
        ("/requestContext/http/method", json!("POST")),
    ];
    check(&json(&app.http(request).await), &expected);
    app.platform.stop().await;
}

#[tokio::test]
async fn a_configuration_of_the_serverless_framework_is_served() {
    let configuration = "
service: shop
provider: {name: aws, runtime: nodejs20.x, stage: \"${opt:stage, 'test'}\", environment: {TABLE: !Ref Orders}}
functions:
  echo:
    handler: echo.handler
    events: [{http: 'GET list/{id}'}, {httpApi: 'POST /o'}]
resources: {Resources: {Orders: {Type: AWS::DynamoDB::Table}}}
";
    let code = "exports.handler = async (event) => ({ statusCode: 200, body: JSON.stringify([event.path, event.rawPath, event.pathParameters, process.env.TABLE]) });";
    let app = App::of(&[("serverless.yml", configuration), ("echo.js", code)], |_| {}).await;
    assert_eq!(json(&app.get("/test/list/7").await), json!(["/list/7", null, {"id": "7"}, "Orders"]));
    let request = Request::post("/o").header("host", "a").body(Full::default()).unwrap();
    assert_eq!(json(&app.http(request).await)[1], json!("/o"));
    for name in ["echo", "shop-test-echo", "EchoLambdaFunction"] {
        assert_eq!(app.result(name, "{}").await["statusCode"], json!(200), "{name}");
    }
    app.platform.stop().await;
}

#[tokio::test]
async fn an_http_api_may_be_set_to_payload_one() {
    let route = "A: {Type: HttpApi, Properties: {Path: /o, Method: post, PayloadFormatVersion: '1.0'}}";
    let app = App::start(&echo(route), &[ECHO]).await;
    let request = Request::post("/o?a=1").header("host", "a").header("content-type", "image/png");
    let response = app.http(request.body(Full::new(Bytes::from_static(&[0xff, 0]))).unwrap()).await;
    let expected = [
        ("/version", json!("1.0")),
        ("/httpMethod", json!("POST")),
        ("/multiValueQueryStringParameters/a", json!(["1"])),
        ("/body", json!("/wA=")),
        ("/isBase64Encoded", json!(true)),
    ];
    check(&json(&response), &expected);
    app.platform.stop().await;
}

#[tokio::test]
async fn binary_bodies_travel_both_ways() {
    let code = "exports.handler = async (event) => ({ statusCode: 200, isBase64Encoded: true, body: event.body });";
    let template = function(
        "Mirror",
        "Handler: mirror.handler, Events: {A: {Type: HttpApi, Properties: {Path: /, Method: post}}}",
    );
    let app = App::start(&template, &[("mirror.js", code)]).await;
    let bytes = Bytes::from_static(&[0x89, 0x50, 0xff, 0, 1, 2, 0xfe]);
    let request =
        Request::post("/").header("host", "a").header("content-type", "image/png").body(Full::new(bytes.clone()));
    assert_eq!(*app.http(request.unwrap()).await.body(), bytes);
    app.platform.stop().await;
}

#[tokio::test]
async fn an_http_api_infers_the_response() {
    let code = "exports.handler = async (event) => {
      switch (event.pathParameters.what) {
        case 'throw': throw new Error('inner detail 5512');
        case 'object': return { message: 'SUCCESS' };
        case 'text': return 'SUCCESS';
        case 'cookies': return { statusCode: 200, cookies: ['a=1', 'b=2'], headers: { 'x-n': 5 }, body: 'c' };
        case 'status': return { statusCode: 'what' };
        case 'body': return { statusCode: 200, body: { a: 1 } };
        default: return { statusCode: 204 };
      }
    };";
    let template = function(
        "Infer",
        "Handler: infer.handler, Events: {A: {Type: HttpApi, Properties: {Path: '/{what}', Method: get}}}",
    );
    let app = App::start(&template, &[("infer.js", code)]).await;
    for (what, status, body) in [
        ("throw", 500, r#"{"message":"Internal Server Error"}"#),
        ("object", 200, r#"{"message":"SUCCESS"}"#),
        ("text", 200, "SUCCESS"),
        ("status", 500, r#"{"message":"Internal Server Error"}"#),
        ("body", 500, r#"{"message":"Internal Server Error"}"#),
        ("none", 204, ""),
    ] {
        let response = app.get(&format!("/{what}")).await;
        assert_eq!((response.status().as_u16(), response.body().as_ref()), (status, body.as_bytes()), "{what}");
    }
    let response = app.get("/cookies").await;
    assert_eq!((header(&response, "set-cookie"), header(&response, "x-n")), (vec!["a=1", "b=2"], vec!["5"]));
    assert_eq!(app.get("/a/b").await.status(), 404);
    app.platform.stop().await;
}

#[tokio::test]
async fn a_rest_api_wants_the_documented_response() {
    let code = "exports.handler = async (event) => {
      switch (event.queryStringParameters?.what) {
        case 'throw': throw new Error('inner detail 5512');
        case 'plain': return { message: 'no status' };
        case 'object': return { statusCode: 200, body: { a: 1 } };
        default: return { statusCode: 200, headers: { 'x-one': '1' }, multiValueHeaders: { 'Set-Cookie': ['s=1', 't=2'] }, body: 'in' };
      }
    };";
    let template =
        function("Rest", "Handler: rest.handler, Events: {A: {Type: Api, Properties: {Path: /in, Method: get}}}");
    let app = App::start(&template, &[("rest.js", code)]).await;
    for what in ["throw", "plain", "object"] {
        let response = app.get(&format!("/in?what={what}")).await;
        assert_eq!(
            (response.status().as_u16(), json(&response)),
            (502, json!({"message": "Internal server error"})),
            "{what}"
        );
    }
    let response = app.get("/in").await;
    assert_eq!((header(&response, "set-cookie"), header(&response, "x-one")), (vec!["s=1", "t=2"], vec!["1"]));
    assert_eq!(app.get("/other").await.status(), 403);
    app.platform.stop().await;
}

#[tokio::test]
async fn a_load_balancer_leaves_the_query_encoded() {
    let rule = |id: &str, path: &str, multi: bool| {
        format!(
            "  {id}Group:
    Type: AWS::ElasticLoadBalancingV2::TargetGroup
    Properties:
      TargetType: lambda
      Targets: [{{Id: !GetAtt Echo.Arn}}]
      TargetGroupAttributes: [{{Key: lambda.multi_value_headers.enabled, Value: {multi}}}]
  {id}Rule:
    Type: AWS::ElasticLoadBalancingV2::ListenerRule
    Properties:
      Priority: 1
      Conditions: [{{Field: path-pattern, Values: ['{path}']}}]
      Actions: [{{Type: forward, TargetGroupArn: !Ref {id}Group}}]
"
        )
    };
    let code = "exports.handler = async (event) => ({ statusCode: 200, statusDescription: '200 OK', isBase64Encoded: false,
      headers: { 'set-cookie': 'a=1', 'content-type': 'application/json' },
      multiValueHeaders: { 'set-cookie': ['b=1', 'b=2'], 'content-type': ['application/json'] }, body: JSON.stringify(event) });";
    let template =
        function("Echo", "Handler: echo.handler") + &rule("One", "/one/*", false) + &rule("Many", "/many/*", true);
    let app = App::start(&template, &[("echo.js", code)]).await;

    let response = app.get("/one/x?a=1%20b&a=2").await;
    let expected = [
        ("/queryStringParameters", json!({"a": "2"})),
        ("/path", json!("/one/x")),
        ("/body", json!("")),
        ("/headers/host", json!("app.test")),
        ("/multiValueHeaders", Value::Null),
    ];
    check(&json(&response), &expected);
    assert_eq!(header(&response, "set-cookie"), ["a=1"]);
    let response = app.get("/many/x?a=1%20b&a=2").await;
    let expected = [
        ("/multiValueQueryStringParameters/a", json!(["1%20b", "2"])),
        ("/multiValueHeaders/host", json!(["app.test"])),
        ("/headers", Value::Null),
    ];
    check(&json(&response), &expected);
    assert_eq!(header(&response, "set-cookie"), ["b=1", "b=2"]);
    assert_eq!(app.get("/other").await.status(), 404);
    app.platform.stop().await;
}

const STREAM: (&str, &str) = (
    "stream.js",
    "exports.handler = awslambda.streamifyResponse(async (event, stream) => {
      const what = event.queryStringParameters?.what;
      if (what === 'plain') { stream.setContentType('text/plain'); stream.write('p'); return stream.end(); }
      stream = awslambda.HttpResponseStream.from(stream, { statusCode: 201, headers: { 'x-a': 'b' }, cookies: ['c=1', 'd=2'] });
      if (what === 'early') throw new Error('inner 5512');
      stream.write('part 1 ');
      await new Promise((resolve) => setTimeout(resolve, 5));
      if (what === 'late') throw new Error('inner 5512');
      stream.write(Buffer.from('part 2'));
      stream.end();
    });",
);

#[tokio::test]
async fn a_function_url_delivers_a_complete_stream() {
    let template =
        function("Stream", "Handler: stream.handler, FunctionUrlConfig: {AuthType: NONE, InvokeMode: RESPONSE_STREAM}");
    let app = App::start(&template, &[STREAM]).await;
    let response = app.get("/a/b").await;
    assert_eq!((response.status().as_u16(), response.body().as_ref()), (201, &b"part 1 part 2"[..]));
    assert_eq!((header(&response, "x-a"), header(&response, "set-cookie")), (vec!["b"], vec!["c=1", "d=2"]));
    let plain = app.get("/_url/Stream/?what=plain").await;
    assert_eq!((header(&plain, "content-type"), plain.body().as_ref()), (vec!["text/plain"], &b"p"[..]));
    for what in ["early", "late"] {
        let response = app.get(&format!("/?what={what}")).await;
        assert_eq!(response.status(), 502);
        assert!(!String::from_utf8_lossy(response.body()).contains("5512"));
        assert_eq!(app.get("/").await.status(), 201, "serves on after {what}");
    }
    app.platform.stop().await;
}

#[tokio::test]
async fn an_own_options_function_is_called_and_cors_rules_answer_otherwise() {
    let template = "  Api:
    Type: AWS::Serverless::HttpApi
    Properties: {CorsConfiguration: {AllowOrigins: ['https://ui.test'], AllowMethods: [GET], AllowHeaders: [x-h]}}
"
    .to_owned()
        + &function(
            "Echo",
            "Handler: echo.handler, Events: {A: {Type: HttpApi, Properties: {ApiId: !Ref Api, Path: /a, Method: get}}}",
        )
        + &function(
            "Own",
            "Handler: echo.handler, Events: {A: {Type: Api, Properties: {Path: /own, Method: options}}}",
        );
    let app = App::start(&template, &[ECHO]).await;
    let preflight = |path: &str| {
        Request::options(path).header("host", "a").header("origin", "https://ui.test").body(Full::default()).unwrap()
    };
    let response = app.http(preflight("/a")).await;
    assert_eq!(response.status(), 204);
    assert_eq!(header(&response, "access-control-allow-origin"), ["https://ui.test"]);
    assert_eq!(json(&app.http(preflight("/own")).await)["httpMethod"], "OPTIONS");
    let request =
        Request::get("/a").header("host", "a").header("origin", "https://ui.test").body(Full::default()).unwrap();
    assert_eq!(header(&app.http(request).await, "access-control-allow-origin"), ["https://ui.test"]);
    app.platform.stop().await;
}

#[tokio::test]
async fn what_is_larger_than_the_cloud_takes_is_refused() {
    let app = App::start(&echo("A: {Type: HttpApi, Properties: {Path: /, Method: post}}"), &[ECHO]).await;
    let post = |path: &str, size: usize| {
        let body = format!("\"{}\"", "x".repeat(size - 2));
        Request::post(path)
            .header("host", "a")
            .header("content-type", "text/plain")
            .body(Full::new(Bytes::from(body)))
            .unwrap()
    };
    const LIMIT: usize = 6 * 1024 * 1024;
    const INVOKE: &str = "/2015-03-31/functions/Echo/invocations";
    let response = app.http(post(INVOKE, LIMIT + 1)).await;
    assert_eq!(
        (response.status().as_u16(), header(&response, "x-amzn-errortype")),
        (413, vec!["RequestTooLargeException"])
    );
    assert_eq!(app.http(post("/", LIMIT)).await.status(), 413, "the event around the body is larger");
    assert_eq!(app.http(post("/", 3 * LIMIT)).await.status(), 413);
    // The event may have the whole size.
    let response = app.http(post(INVOKE, LIMIT)).await;
    assert!((response.status().as_u16(), response.headers().get("x-amz-function-error")) == (200, None));
    // Each backslash is two bytes of the event and four of the answer.
    let body = format!("\"{}\"", r"\\".repeat(LIMIT / 3));
    let request = Request::post(INVOKE).header("host", "a").body(Full::new(Bytes::from(body))).unwrap();
    assert_eq!(json(&app.http(request).await)["errorType"], "Function.ResponseSizeTooLarge");
    assert_eq!(app.get("/nowhere").await.status(), 404);
    app.platform.stop().await;
}

#[tokio::test]
async fn authorizers_decide_who_may_call_a_rest_api() {
    let template = "  Web:
    Type: AWS::Serverless::Api
    Properties:
      Auth:
        DefaultAuthorizer: Token
        Authorizers:
          Token: {FunctionArn: !GetAtt Auth.Arn, Identity: {Header: Authorization}}
          Whole: {FunctionArn: !GetAtt Auth.Arn, FunctionPayloadType: REQUEST, Identity: {QueryStrings: [who]}}
"
    .to_owned()
        + &function("Auth", "Handler: auth.handler")
        + &function(
            "Echo",
            "Handler: echo.handler, Events: {
              A: {Type: Api, Properties: {RestApiId: !Ref Web, Path: /me, Method: get}},
              B: {Type: Api, Properties: {RestApiId: !Ref Web, Path: /whole, Method: get, Auth: {Authorizer: Whole}}},
              C: {Type: Api, Properties: {RestApiId: !Ref Web, Path: /open, Method: get, Auth: {Authorizer: NONE}}}}",
        );
    let code = "exports.handler = async (event) => {
      const who = event.type === 'TOKEN' ? event.authorizationToken : event.queryStringParameters.who;
      if (who === 'who') throw new Error('Unauthorized');
      if (who === 'bug') throw new Error('inner 5512');
      const Effect = who === 'friend' ? 'Allow' : 'Deny';
      return { principalId: 'u-7', context: { n: 5, ok: true },
        policyDocument: { Version: '2012-10-17', Statement: [{ Action: 'execute-api:Invoke', Effect, Resource: event.methodArn }] } };
    };";
    let app = App::start(&template, &[ECHO, ("auth.js", code)]).await;
    let me = |token: &str| {
        Request::get("/me").header("host", "a").header("authorization", token).body(Full::default()).unwrap()
    };
    let response = app.http(me("friend")).await;
    assert_eq!(json(&response)["requestContext"]["authorizer"], json!({"principalId": "u-7", "n": "5", "ok": "true"}));
    for (token, status) in [("stranger", 403), ("who", 401), ("bug", 500)] {
        let response = app.http(me(token)).await;
        assert_eq!(response.status(), status, "{token}");
        assert!(!String::from_utf8_lossy(response.body()).contains("5512"));
    }
    assert_eq!(app.get("/me").await.status(), 401);
    assert_eq!(app.get("/whole?who=friend").await.status(), 200);
    assert_eq!(app.get("/whole?who=stranger").await.status(), 403);
    assert_eq!(app.get("/whole").await.status(), 401);
    assert_eq!(app.get("/open").await.status(), 200);
    app.platform.stop().await;
}
