//! Which function a request leads to.

use std::collections::BTreeMap;
use std::sync::Arc;

use buckler_template::{Api, ApiKind, Application, Authorizer, Cors, InvokeMode, LoadBalancerRule, TriggerKind};

use super::request::decode;
use crate::event::RouteLine;

/// Below this path every function URL can be reached, whatever else the application has.
const URL_PREFIX: &str = "/_url/";

/// All routes of an application.
#[derive(Clone, Debug, Default)]
pub(crate) struct Router {
    apis: Vec<ApiRoutes>,
    rules: Vec<Rule>,
    urls: Vec<UrlTarget>,
}

#[derive(Clone, Debug)]
struct ApiRoutes {
    api: Arc<Api>,
    routes: Vec<ApiRoute>,
}

/// A route of a REST or HTTP API.
#[derive(Clone, Debug)]
pub(crate) struct ApiRoute {
    pub(crate) method: String,
    pub(crate) path: String,
    pub(crate) payload: String,
    pub(crate) function: Arc<str>,
    authorizer: Option<String>,
    segments: Vec<Segment>,
}

/// A rule of a load balancer.
#[derive(Clone, Debug)]
pub(crate) struct Rule {
    pub(crate) rule: LoadBalancerRule,
    pub(crate) function: Arc<str>,
}

/// A function URL.
#[derive(Clone, Debug)]
pub(crate) struct UrlTarget {
    pub(crate) function: Arc<str>,
    pub(crate) mode: InvokeMode,
    pub(crate) cors: Option<Cors>,
}

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Segment {
    // The order is the order of preference.
    Literal(String),
    Parameter(String),
    Greedy(String),
}

/// Where a request goes.
#[derive(Debug)]
pub(crate) enum Target<'a> {
    /// To a route of an API.
    Api {
        api: &'a Arc<Api>,
        route: &'a ApiRoute,
        /// Path parameters, decoded.
        parameters: Vec<(String, String)>,
        /// The request's path without the stage.
        path: String,
    },
    /// To a load balancer's rule.
    LoadBalancer(&'a Rule),
    /// To a function's URL, with the path the function sees.
    Url(&'a UrlTarget, String),
    /// The API answers a preflight request by itself.
    Preflight(&'a Cors),
    /// Nowhere: of a REST API (`true`), which answers differently, or not.
    None { rest: bool },
}

impl ApiRoute {
    /// The authorizer that requests to this route of `api` have to pass.
    pub(crate) fn authorizer<'a>(&self, api: &'a Api) -> Option<&'a Authorizer> {
        let name = self.authorizer.as_ref().or(api.default_authorizer.as_ref())?;
        api.authorizers.iter().find(|authorizer| authorizer.name == *name)
    }
}

impl Router {
    /// Reads the routes; `names` gives each function's name by its key.
    pub(crate) fn new(application: &Application, names: &BTreeMap<&str, Arc<str>>) -> Self {
        let mut router = Self::default();
        for api in &application.apis {
            router.apis.push(ApiRoutes { api: Arc::new(api.clone()), routes: Vec::new() });
        }
        for function in &application.functions {
            let Some(name) = names.get(function.id.as_str()) else { continue };
            for trigger in &function.triggers {
                router.add(&trigger.kind, name);
            }
        }
        router.rules.sort_by_key(|rule| rule.rule.priority);
        router
    }

    fn add(&mut self, kind: &TriggerKind, function: &Arc<str>) {
        let function = Arc::clone(function);
        match kind {
            TriggerKind::RestApi(route) | TriggerKind::HttpApi(route) => {
                let kind = if matches!(kind, TriggerKind::RestApi(_)) { ApiKind::Rest } else { ApiKind::Http };
                let segments = segments(&route.path);
                let (method, path, payload) = (route.method.clone(), route.path.clone(), route.payload.clone());
                let authorizer = route.authorizer.clone();
                let route_of_function = ApiRoute { method, path, payload, function, authorizer, segments };
                self.routes_of(&route.api, kind).push(route_of_function);
            }
            TriggerKind::LoadBalancer(rule) => self.rules.push(Rule { rule: rule.clone(), function }),
            TriggerKind::FunctionUrl { invoke_mode, cors } => {
                self.urls.push(UrlTarget { function, mode: *invoke_mode, cors: cors.clone() });
            }
            _ => {}
        }
    }

    /// The routes of an API; one that the template only refers to gets the usual stage.
    fn routes_of(&mut self, id: &str, kind: ApiKind) -> &mut Vec<ApiRoute> {
        let known = self.apis.iter().position(|routes| routes.api.id == id);
        let index = known.unwrap_or_else(|| {
            let stage = if kind == ApiKind::Rest { "Prod" } else { "$default" }.to_owned();
            let api = Arc::new(Api::new(id.to_owned(), kind, stage));
            self.apis.push(ApiRoutes { api, routes: Vec::new() });
            self.apis.len() - 1
        });
        // The index was found or made just above.
        match self.apis.get_mut(index) {
            Some(routes) => &mut routes.routes,
            None => unreachable!("an API that was just found"),
        }
    }

    /// Finds the target of a request: function URLs by their prefix, then the most specific route of all APIs, then
    /// load balancer rules, then the only function URL.
    pub(crate) fn find(&self, method: &str, path: &str, host: &str) -> Target<'_> {
        if let Some((target, rest)) = self.prefixed_url(path) {
            return Target::Url(target, rest);
        }
        if let Some(target) = self.api_target(method, path) {
            return target;
        }
        let rule = self.rules.iter().find(|rule| rule_matches(&rule.rule, method, path, host));
        match (rule, self.urls.as_slice()) {
            (Some(rule), _) => Target::LoadBalancer(rule),
            (None, [only]) if self.apis.is_empty() && self.rules.is_empty() => Target::Url(only, path.to_owned()),
            _ => self.preflight(method, path),
        }
    }

    fn prefixed_url(&self, path: &str) -> Option<(&UrlTarget, String)> {
        let rest = path.strip_prefix(URL_PREFIX)?;
        let (name, rest) = rest.split_once('/').unwrap_or((rest, ""));
        let target = self.urls.iter().find(|target| *target.function == *name)?;
        Some((target, format!("/{rest}")))
    }

    fn api_target(&self, method: &str, path: &str) -> Option<Target<'_>> {
        // A path that begins with the stage is meant that way, as all paths of a REST API are in the cloud.
        let mut best: Option<(Rank, Target<'_>)> = None;
        for with_stage in [true, false] {
            for ApiRoutes { api, routes } in &self.apis {
                let Some(path) = (if with_stage { without_stage(path, &api.stage) } else { Some(path) }) else {
                    continue;
                };
                for (rank, route, parameters) in candidates(api.kind, routes, method, path) {
                    if best.as_ref().is_none_or(|(found, _)| rank < *found) {
                        let target = Target::Api { api, route, parameters, path: path.to_owned() };
                        best = Some((rank, target));
                    }
                }
            }
            if best.is_some() {
                break;
            }
        }
        best.map(|(_, target)| target)
    }

    fn preflight(&self, method: &str, path: &str) -> Target<'_> {
        if method == "OPTIONS" {
            for ApiRoutes { api, routes } in &self.apis {
                let has_path =
                    |path| routes.iter().any(|route| match_path(&route.segments, &route.path, path).is_some());
                let known = has_path(path) || without_stage(path, &api.stage).is_some_and(has_path);
                if let (Some(cors), true) = (&api.cors, known) {
                    return Target::Preflight(cors);
                }
            }
        }
        let has = |kind| self.apis.iter().any(|routes| routes.api.kind == kind && !routes.routes.is_empty());
        Target::None { rest: has(ApiKind::Rest) && !has(ApiKind::Http) }
    }

    /// One line a route, as a list of routes shows them.
    pub(crate) fn lines(&self) -> Vec<RouteLine> {
        let apis = self.apis.iter().flat_map(|ApiRoutes { api, routes }| {
            routes.iter().map(|route| RouteLine {
                front: if api.kind == ApiKind::Rest { "Api" } else { "HttpApi" },
                front_id: api.id.clone(),
                method: route.method.clone(),
                path: if route.path == "$default" { "/*".to_owned() } else { route.path.clone() },
                function: Arc::clone(&route.function),
            })
        });
        let rules = self.rules.iter().flat_map(|rule| {
            let every = ["*".to_owned()];
            let paths = if rule.rule.paths.is_empty() { every.to_vec() } else { rule.rule.paths.clone() };
            paths.into_iter().map(|path| RouteLine {
                front: "LoadBalancer",
                front_id: String::new(),
                method: if rule.rule.methods.is_empty() { "ANY".to_owned() } else { rule.rule.methods.join(",") },
                path: if path == "*" { "/*".to_owned() } else { path },
                function: Arc::clone(&rule.function),
            })
        });
        let at_root = self.apis.is_empty() && self.rules.is_empty() && self.urls.len() == 1;
        let urls = self.urls.iter().map(move |url| RouteLine {
            front: "FunctionUrl",
            front_id: url.function.to_string(),
            method: "ANY".to_owned(),
            path: if at_root { "/".to_owned() } else { format!("{URL_PREFIX}{}/", url.function) },
            function: Arc::clone(&url.function),
        });
        apis.chain(rules).chain(urls).collect()
    }
}

/// How specific a match is: the kinds of its segments one by one, then whether it names the method. Less is better.
type Rank = (Vec<u8>, bool, bool);

/// A route that matches, how well, and its parameters.
type Candidate<'a> = (Rank, &'a ApiRoute, Vec<(String, String)>);

/// Routes of one API that a request matches. An HTTP API looks among the routes of the method; a REST API finds the
/// resource first and the method in it, so that a more specific path without the method hides a less specific one.
/// Source: "Create routes for HTTP APIs" and "Resources" in the API Gateway developer guide.
fn candidates<'a>(kind: ApiKind, routes: &'a [ApiRoute], method: &str, path: &str) -> Vec<Candidate<'a>> {
    let matching = routes.iter().filter_map(|route| {
        let parameters = match_path(&route.segments, &route.path, path)?;
        let kinds = route.segments.iter().map(|segment| match segment {
            Segment::Literal(_) => 0,
            Segment::Parameter(_) => 1,
            Segment::Greedy(_) => 2,
        });
        let rank = (kinds.collect::<Vec<u8>>(), route.path == "$default", route.method == "ANY");
        Some((rank, route, parameters))
    });
    let mut matching: Vec<_> = matching.collect();
    if kind == ApiKind::Rest
        && let Some(resource) = matching.iter().min_by(|a, b| a.0.cmp(&b.0)).map(|(_, route, _)| route.path.clone())
    {
        matching.retain(|(_, route, _)| route.path == resource);
    }
    matching.retain(|(_, route, _)| route.method == "ANY" || route.method == method);
    matching
}

fn segments(path: &str) -> Vec<Segment> {
    let parts = path.split('/').filter(|part| !part.is_empty() && *part != "$default");
    parts
        .map(|part| match part.strip_prefix('{').and_then(|rest| rest.strip_suffix('}')) {
            Some(name) => match name.strip_suffix('+') {
                Some(name) => Segment::Greedy(name.to_owned()),
                None => Segment::Parameter(name.to_owned()),
            },
            None => Segment::Literal(part.to_owned()),
        })
        .collect()
}

/// The parameters when `path` matches, decoded.
fn match_path(segments: &[Segment], pattern: &str, path: &str) -> Option<Vec<(String, String)>> {
    if pattern == "$default" {
        return Some(Vec::new());
    }
    let trimmed = path.strip_prefix('/').unwrap_or(path);
    let parts: Vec<&str> = if trimmed.is_empty() { Vec::new() } else { trimmed.split('/').collect() };
    let mut parameters = Vec::new();
    let mut rest = parts.as_slice();
    for segment in segments {
        let (part, after) = rest.split_first()?;
        match segment {
            Segment::Literal(literal) if decode(part) != *literal => return None,
            Segment::Literal(_) => {}
            Segment::Parameter(_) if part.is_empty() => return None,
            Segment::Parameter(name) => parameters.push((name.clone(), decode(part))),
            Segment::Greedy(name) => {
                parameters.push((name.clone(), decode(&rest.join("/"))));
                return Some(parameters);
            }
        }
        rest = after;
    }
    // One slash at the end is forgiven.
    (rest.is_empty() || rest == [""]).then_some(parameters)
}

fn without_stage<'p>(path: &'p str, stage: &str) -> Option<&'p str> {
    if stage == "$default" {
        return None;
    }
    match path.strip_prefix('/')?.strip_prefix(stage)? {
        "" => Some("/"),
        rest if rest.starts_with('/') => Some(rest),
        _ => None,
    }
}

fn rule_matches(rule: &LoadBalancerRule, method: &str, path: &str, host: &str) -> bool {
    let host = host.rsplit_once(':').map_or(host, |(name, _)| name);
    let any =
        |patterns: &[String], text: &str| patterns.is_empty() || patterns.iter().any(|pattern| wildcard(pattern, text));
    // Requests come by the address of this machine, so a host condition cannot be met by name; it is not tested then.
    let is_address = host.parse::<std::net::IpAddr>().is_ok() || host == "localhost" || host.is_empty();
    any(&rule.paths, path)
        && (rule.methods.is_empty() || rule.methods.iter().any(|allowed| allowed == method))
        && (is_address || any(&rule.hosts, &host.to_ascii_lowercase()))
}

/// `*` stands for any text and `?` for one character. Runs in time proportional to the product of the lengths at
/// worst: on a mismatch only the last star is tried anew.
pub(crate) fn wildcard(pattern: &str, text: &str) -> bool {
    let (pattern, text): (Vec<char>, Vec<char>) = (pattern.chars().collect(), text.chars().collect());
    let (mut p, mut t) = (0, 0);
    let mut star: Option<(usize, usize)> = None;
    while t < text.len() {
        match pattern.get(p) {
            Some('*') => {
                star = Some((p, t));
                p += 1;
            }
            Some(c) if *c == '?' || Some(c) == text.get(t) => {
                p += 1;
                t += 1;
            }
            _ => match star {
                Some((at, from)) => {
                    star = Some((at, from + 1));
                    p = at + 1;
                    t = from + 1;
                }
                None => return false,
            },
        }
    }
    pattern.iter().skip(p).all(|c| *c == '*')
}

#[cfg(test)]
mod tests {
    use super::*;
    use buckler_template::{Deployment, Template};

    fn router(events: &str) -> Router {
        let text = format!(
            "Resources:\n  F:\n    Type: AWS::Serverless::Function\n    Properties:\n      Handler: a.b\n      Events:\n{events}"
        );
        let application = Template::parse("t", &text).unwrap().application(&Deployment::default());
        Router::new(&application, &BTreeMap::from([("F", Arc::from("F"))]))
    }

    fn found(router: &Router, method: &str, path: &str) -> String {
        match router.find(method, path, "127.0.0.1:3000") {
            Target::Api { route, parameters, .. } => {
                let values: Vec<_> = parameters.iter().map(|(name, value)| format!("{name}={value}")).collect();
                format!("{} {} {}", route.method, route.path, values.join(",")).trim_end().to_owned()
            }
            Target::None { rest } => format!("none rest={rest}"),
            other => format!("{other:?}"),
        }
    }

    const HTTP: &str = "        A: {Type: HttpApi, Properties: {Path: '/{proxy+}', Method: ANY}}
        B: {Type: HttpApi, Properties: {Path: /orders, Method: POST}}
        C: {Type: HttpApi, Properties: {Path: '/orders/{id}', Method: GET}}
        D: {Type: HttpApi, Properties: {Path: /orders/new, Method: GET}}
";

    #[test]
    fn the_most_specific_route_of_an_http_api_wins() {
        let router = router(HTTP);
        assert_eq!(found(&router, "POST", "/orders"), "POST /orders");
        assert_eq!(found(&router, "GET", "/orders"), "ANY /{proxy+} proxy=orders");
        assert_eq!(found(&router, "GET", "/orders/5%206"), "GET /orders/{id} id=5 6");
        assert_eq!(found(&router, "GET", "/orders/new"), "GET /orders/new");
        assert_eq!(found(&router, "DELETE", "/orders/5/x"), "ANY /{proxy+} proxy=orders/5/x");
        assert_eq!(found(&router, "GET", "/"), "none rest=false");
    }

    #[test]
    fn a_rest_api_finds_the_resource_before_the_method() {
        let router = router(&HTTP.replace("HttpApi", "Api"));
        assert_eq!(found(&router, "POST", "/orders"), "POST /orders");
        assert_eq!(found(&router, "GET", "/orders"), "none rest=true");
        assert_eq!(found(&router, "GET", "/Prod/orders/5"), "GET /orders/{id} id=5");
    }

    #[test]
    fn wildcards_of_load_balancers() {
        for (pattern, text, expected) in [
            ("/api/*", "/api/x/y", true),
            ("/api/*", "/api", false),
            ("/i?g/*.png", "/img/a.b.png", true),
            ("*", "", true),
            ("*a*b", "xxabab", true),
            ("*a*b", "xxaba", false),
        ] {
            assert_eq!(wildcard(pattern, text), expected, "{pattern} {text}");
        }
    }
}
