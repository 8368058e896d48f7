#![doc = include_str!("unauthenticated_websocket.md")]

use buckler_template::Auth;

use crate::finding::{Class, RuleInfo, Severity};
use crate::rules::config::fix::Fix;
use crate::rules::config::support::{has_identity, is_socket, label_of};
use crate::rules::{ConfigRule, Report};
use crate::stack::Stack;

const INFO: RuleInfo = RuleInfo {
    id: "unauthenticated-websocket",
    title: "WebSocket that anyone may connect to",
    severity: Severity::Medium,
    class: Class::Finding,
    cwe: &[306, 862],
    risks: &["SAS-2", "S2"],
    page: include_str!("unauthenticated_websocket.md"),
};

const FIX: Fix = Fix {
    sam: "set `AuthorizationType` and `AuthorizerId` of the `$connect` route; other routes of a connection cannot have one",
    cloudformation: "set `AuthorizationType` and `AuthorizerId` of the `$connect` route; other routes of a connection cannot have one",
    serverless: "set `authorizer` of the event for `$connect`; other routes of a connection cannot have one",
};

/// Judges the `$connect` route of WebSocket APIs.
pub(super) struct UnauthenticatedWebsocket;

impl ConfigRule for UnauthenticatedWebsocket {
    fn info(&self) -> &'static RuleInfo {
        &INFO
    }

    fn check(&self, stack: &Stack<'_>, report: &mut Report) {
        let application = stack.application;
        let sockets = application.endpoints.iter().filter(|endpoint| is_socket(application, endpoint));
        for endpoint in sockets.filter(|endpoint| endpoint.path == "$connect" && endpoint.auth == Auth::None) {
            // An application without users may be a public one, such as a chat for everybody.
            let class = if has_identity(application) { Class::Finding } else { Class::Hardening };
            report
                .add(
                    stack.place(endpoint.auth_span),
                    format!("anyone may connect to `{}`: its `$connect` route has no authorizer", endpoint.api),
                )
                .label("nobody asks who connects")
                .class(class)
                .help(FIX.of(stack, &endpoint.api))
                .functions(label_of(application, endpoint));
        }
    }
}
