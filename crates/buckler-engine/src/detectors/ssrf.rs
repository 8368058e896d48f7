#![doc = include_str!("ssrf.md")]

use super::Detector;
use crate::{Case, DerivationKind, Hit, TaintRange, ValueId};
use alloc::{format, string::String, vec, vec::Vec};
use buckler_text::{
    address::{self, AddressClass},
    url::{Url, host_name},
};
use buckler_types::{DetectorId, Mode, Operation, OperationKind, Policy, Switch, Trust};
use core::{net::IpAddr, ops::Range};

/// Judges URLs and connections.
#[derive(Debug)]
pub struct Ssrf;

impl Detector for Ssrf {
    fn id(&self) -> DetectorId {
        DetectorId::Ssrf
    }

    fn page(&self) -> &'static str {
        include_str!("ssrf.md")
    }

    fn judges(&self, kind: OperationKind) -> bool {
        matches!(kind, OperationKind::Url | OperationKind::Connect)
    }

    fn detect(&self, operation: &Operation<'_>, case: &mut Case<'_>) -> Option<Hit> {
        match operation {
            Operation::Url { url } => judge(url, &[], case),
            Operation::Connect { host, address, port } => judge_connection(host, *address, *port, case),
            _ => None,
        }
    }
}

/// Judges one URL that is part of another operation: an argument of a command. Schemes of file transfer, version control
/// and media are as good as `http` there. `None`: nothing speaks against it, or the detector is off. Text and ranges of
/// the answer are those of `url`.
pub fn judge_part(url: &str, case: &mut Case<'_>) -> Option<Hit> {
    judge(url, PROGRAM_SCHEMES, case)
}

/// Schemes that programs are made for, and that reach nothing but the host they name.
const PROGRAM_SCHEMES: &[&str] = &[
    "ftp", "ftps", "git", "git+ssh", "rsync", "rtmp", "rtmps", "rtp", "rtsp", "s3", "sftp", "srt", "ssh", "svn",
    "svn+ssh",
];

fn judge(url: &str, schemes: &[&str], case: &mut Case<'_>) -> Option<Hit> {
    if case.policy().mode(DetectorId::Ssrf) == Mode::Off {
        return None;
    }
    let taint = case.link(url);
    let view = View::new(url, named_host(url, case));
    if taint.is_empty() && view.named_host.is_none() {
        return None;
    }
    let object = |range| view.object(range, schemes, case).filter(|_| !view.is_own_address(range, case));
    let objection = taint.ranges.iter().find_map(object);
    let objection = objection.or_else(|| view.object_to_rewritten_host(case));
    if objection.is_none() && view.url.authority.is_some() {
        // A connection follows, perhaps to another address than the name said: then the taint is still known.
        let chosen = taint.ranges.iter().filter(|range| view.chooses_host(range) && view.is_all_of_authority(range));
        chosen.for_each(|range| case.remember_host(&view.host, range.value));
    }
    objection.map(|objection| view.hit(objection, taint.coarse))
}

/// The host of the base that the application gave, unless an input wrote that too: an input that begins with it, all of
/// it. One that holds the same name somewhere, or a piece of it, wrote nothing of the base.
fn named_host(url: &str, case: &mut Case<'_>) -> Option<String> {
    if let Some(base) = case.explicit_base() {
        return Some(Url::split(base).host_name());
    }
    let base = case.base(DerivationKind::Url, url)?;
    let parts = Url::split(base);
    let host = parts.host_name();
    let covers = |range: &TaintRange| range.start <= parts.host.start && range.end >= parts.host.end && range.prefix;
    let ranges = case.link(base).ranges;
    let chosen = ranges.iter().any(|range| covers(range) && names_host(range.value, &host, case));
    (!chosen && !parts.host.is_empty()).then_some(host)
}

/// Whether the value, read as a URL or as what follows `//` in one, speaks to that host. `https://a.example.evil.test/`
/// and `//a.example@evil.test/` begin like `https://a.example/`, and name another.
fn names_host(value: ValueId, host: &str, case: &Case<'_>) -> bool {
    let Some(text) = text_of(value, case) else { return false };
    let url = Url::split(text);
    match url.authority {
        Some(_) => same_host(&url.host_name(), host),
        None => same_host(&Url::split(&format!("//{text}")).host_name(), host),
    }
}

fn text_of<'a>(value: ValueId, case: &Case<'a>) -> Option<&'a str> {
    case.known(value).and_then(|known| core::str::from_utf8(known.folded).ok()).map(str::trim)
}

/// What a host turns out to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Destination {
    /// On the internet, or not to be told from its name.
    Public,
    /// Somewhere that a caller has no business with.
    Internal(AddressClass),
}

fn destination(host: &str) -> Destination {
    let class = address::parse(host).map(address::class).or_else(|| address::class_of_name(host));
    match class {
        None | Some(AddressClass::Public) => Destination::Public,
        Some(class) => Destination::Internal(class),
    }
}

/// A URL with what is known of it apart from taint.
struct View<'a> {
    url: Url<'a>,
    scheme: String,
    host: String,
    destination: Destination,
    /// The host of the base that the application gave. A text without a scheme is a path then.
    named_host: Option<String>,
}

struct Objection {
    range: Range<usize>,
    value: ValueId,
    token: Range<usize>,
    reason: &'static str,
}

impl<'a> View<'a> {
    fn new(text: &'a str, named_host: Option<String>) -> Self {
        let url = Url::split(text);
        let host = url.host_name();
        Self { scheme: url.scheme_name(), destination: destination(&host), host, url, named_host }
    }

    fn object(&self, range: &TaintRange, schemes: &[&str], case: &Case<'_>) -> Option<Objection> {
        let object = |token: &Range<usize>, reason| {
            Some(Objection { range: range.start..range.end, value: range.value, token: token.clone(), reason })
        };
        let policy = case.policy();
        if let Some(reason) = self.objection_to_scheme(range, schemes, policy) {
            return object(&self.url.scheme, reason);
        }
        let authority = self.url.authority.clone()?;
        if is_allowed(policy, &self.host, self.url.port_number()) {
            return None;
        }
        if let Some(reason) = self.breaks_authority(range, &authority) {
            return object(&authority, reason);
        }
        if self.chooses_host(range) {
            return self.reason_against_host(range, policy).and_then(|reason| object(&self.url.host, reason));
        }
        if let Some(reason) = self.extends_host(range, &authority, case) {
            return object(&self.url.host, reason);
        }
        if policy.refuses(Switch::UrlParts) && self.adds_parts(range) {
            return object(&(range.start..range.end), "adds parts to a URL");
        }
        None
    }

    /// An input that names the scheme, and it is not one for the web.
    fn objection_to_scheme(&self, range: &TaintRange, schemes: &[&str], policy: &Policy) -> Option<&'static str> {
        let scheme = &self.url.scheme;
        let chosen = !scheme.is_empty() && range.start <= scheme.start && range.end >= scheme.end;
        let scheme_name = self.scheme.as_str();
        let web = matches!(scheme_name, "http" | "https" | "ws" | "wss") || schemes.contains(&scheme_name);
        let harmless = matches!(scheme_name, "data" | "blob" | "mailto" | "tel" | "about" | "urn");
        (chosen && !web && !harmless && policy.refuses(Switch::NonHttpScheme))
            .then_some("chooses a scheme other than http and https")
    }

    /// Whether the range covers the whole host.
    fn chooses_host(&self, range: &TaintRange) -> bool {
        let host = &self.url.host;
        !host.is_empty() && range.start <= host.start && range.end >= host.end
    }

    /// Whether the range is a whole value, a piece that holds the port too, or a cut value that is the host.
    fn is_all_of_authority(&self, range: &TaintRange) -> bool {
        range.whole
            || range.prefix && self.equals_host(range)
            || self.url.authority.as_ref().is_some_and(|authority| range.end >= authority.end)
    }

    fn reason_against_host(&self, range: &TaintRange, policy: &Policy) -> Option<&'static str> {
        if let Some(named) = &self.named_host {
            let same = *named == self.host || self.url.schemeless;
            return (!same).then_some("leaves the host that the application named");
        }
        if self.url.schemeless && !policy.refuses(Switch::SchemelessHost) {
            return None;
        }
        match self.destination {
            // Of another URL with the same host and another port, the application's own has nothing but the host.
            Destination::Internal(_) if !self.is_all_of_authority(range) => None,
            Destination::Internal(AddressClass::SpecialPurpose) if !policy.refuses(Switch::SpecialPurposeAddresses) => {
                None
            }
            Destination::Internal(_)
                if self.equals_host(range) && !policy.refuses(Switch::InternalHostEqualToInput) =>
            {
                None
            }
            Destination::Internal(class) => Some(reason_of(class)),
            Destination::Public => policy.refuses(Switch::PublicHostChoice).then_some("chooses the host"),
        }
    }

    /// A host that is not the one the application named, and that some input spells in another way.
    fn object_to_rewritten_host(&self, case: &Case<'_>) -> Option<Objection> {
        let named = self.named_host.as_ref()?;
        if *named == self.host || self.url.schemeless || self.url.authority.is_none() {
            return None;
        }
        if is_allowed(case.policy(), &self.host, self.url.port_number()) {
            return None;
        }
        let host = &self.url.host;
        let value = case.find(|text| same_host(&Url::split(text).host_name(), &self.host))?;
        Some(Objection {
            range: host.clone(),
            value,
            token: host.clone(),
            reason: "leaves the host that the application named",
        })
    }

    /// Headers such as `Host` say the function's own name or address: where the application speaks to itself, they are
    /// no evidence.
    fn is_own_address(&self, range: &TaintRange, case: &Case<'_>) -> bool {
        let metadata = self.destination == Destination::Internal(AddressClass::Metadata);
        !metadata
            && match case.trust(range.value) {
                Trust::Caller => false,
                Trust::Ambient => true,
                Trust::Platform => !case.policy().refuses(Switch::PlatformFieldsAreInputs),
            }
    }

    fn equals_host(&self, range: &TaintRange) -> bool {
        range.start == self.url.host.start && range.end == self.url.host.end
    }

    /// An input that stands in the place of a host, user or port, and moves the end of the authority or of the user.
    fn breaks_authority(&self, range: &TaintRange, authority: &Range<usize>) -> Option<&'static str> {
        if range.start < authority.start || range.start > authority.end {
            return None;
        }
        let text = self.url.text;
        let user = text.get(authority.start..self.url.host.start).unwrap_or_default();
        let wrote_at = user.ends_with('@') && range.start < self.url.host.start && range.end >= self.url.host.start;
        if wrote_at && range.start > authority.start {
            return Some("makes the host that the application wrote a user name");
        }
        let after = text.get(range.end..).unwrap_or_default();
        let began = range.whole && range.start < authority.end && range.end > authority.end;
        let goes_on = began && after.starts_with(['.', '@', ':']);
        goes_on.then_some("ends the host that the application wrote")
    }

    /// An input that goes on with the host after what the application wrote of it. A value's middle is no evidence:
    /// `.example.com` stands in many.
    fn extends_host(&self, range: &TaintRange, authority: &Range<usize>, case: &Case<'_>) -> Option<&'static str> {
        let text = self.url.text;
        let host = &self.url.host;
        let extends = range.start > host.start && range.start <= host.end && range.end >= host.end;
        let inside = text.get(range.start..range.end.min(authority.end)).unwrap_or_default();
        let of_host = text.get(range.start..host.end).unwrap_or_default();
        if !extends
            || inside.is_empty()
            || inside.starts_with(':')
            || address::parse(&self.host).is_some() && is_digits(of_host)
        {
            return None;
        }
        if text.get(..range.start).is_some_and(|before| before.ends_with('.')) {
            // `internal` alone stands in many a host that the application wrote.
            let telling = of_host.contains('.')
                || matches!(destination(of_host), Destination::Internal(class) if class != AddressClass::Private);
            let internal = telling && self.destination != Destination::Public;
            return (internal || case.policy().refuses(Switch::HostLabelChoice))
                .then_some("chooses the end of the host");
        }
        self.begins_field(range, case).then_some("goes on with the host that the application wrote")
    }

    /// Whether the range begins where the value or a field of it begins, and not in the middle of a name.
    fn begins_field(&self, range: &TaintRange, case: &Case<'_>) -> bool {
        if range.prefix {
            return true;
        }
        let text = self.url.text.get(range.start..range.end).unwrap_or_default().to_ascii_lowercase();
        let Some(known) = case.known(range.value) else { return false };
        let places = known.folded.windows(text.len().max(1)).enumerate();
        let mut starts = places.filter(|(_, window)| *window == text.as_bytes()).map(|(at, _)| at);
        let is_border = |byte: &u8| matches!(byte, b',' | b';' | b'|' | b'~' | b' ' | b'\t' | b'\n');
        starts.any(|at| at.checked_sub(1).and_then(|at| known.folded.get(at)).is_some_and(is_border))
    }

    /// Whether the input brought separators of a URL where the application put one value.
    fn adds_parts(&self, range: &TaintRange) -> bool {
        let rest = &self.url.rest;
        let written = self.url.text.get(range.start..range.end).unwrap_or_default();
        let query = self.url.text.get(rest.clone()).and_then(|text| text.find('?')).map(|at| rest.start + at);
        let in_query = query.is_some_and(|query| range.start > query);
        range.start >= rest.start
            && if in_query { written.contains(['&', '#']) } else { written.contains(['/', '?', '#']) }
    }

    fn hit(&self, objection: Objection, coarse: bool) -> Hit {
        Hit {
            detector: DetectorId::Ssrf,
            text: String::from(self.url.text),
            argument: None,
            range: objection.range,
            value: Some(objection.value),
            tokens: vec![objection.token],
            reason: objection.reason,
            coarse,
        }
    }
}

/// Whether two hosts are the same, in whatever way their addresses are spelled.
fn same_host(one: &str, other: &str) -> bool {
    one == other || address::parse(one).is_some_and(|address| address::parse(other) == Some(address))
}

fn is_digits(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.')
}

const fn reason_of(class: AddressClass) -> &'static str {
    match class {
        AddressClass::Loopback => "chooses a loopback address",
        AddressClass::Unspecified => "chooses the unspecified address, which is this machine",
        AddressClass::Private => "chooses a host of a private network",
        AddressClass::LinkLocal => "chooses a link-local address",
        AddressClass::Metadata => "chooses a metadata or credential endpoint",
        AddressClass::SpecialPurpose => "chooses a special-purpose address",
        AddressClass::Reserved => "chooses a reserved address",
        AddressClass::Public => "chooses the host",
    }
}

/// Judges a connection: by the name, and by the address that the name led to.
fn judge_connection(host: &str, address: Option<IpAddr>, port: u16, case: &mut Case<'_>) -> Option<Hit> {
    let port = (port > 0).then_some(port);
    let name = host_name(host);
    if is_allowed(case.policy(), &name, port)
        || address.is_some_and(|address| is_allowed_address(case.policy(), address, port))
    {
        return None;
    }
    let taint = case.link(host);
    let names = |range: &&TaintRange| {
        range.start == 0 && range.end == host.len() && (range.whole || !names_other_port(range.value, port, case))
    };
    let whole = taint.ranges.iter().filter(names);
    let values = whole.map(|range| range.value).chain(case.remembered_hosts(&name));
    let value = values.into_iter().find(|value| case.trust(*value) == Trust::Caller);
    let by_address = address.map(address::class);
    let by_name = match destination(&name) {
        Destination::Internal(class) => Some(class),
        Destination::Public => None,
    };
    let class = by_address.filter(|class| *class != AddressClass::Public).or(by_name)?;
    if class == AddressClass::SpecialPurpose && !case.policy().refuses(Switch::SpecialPurposeAddresses) {
        return None;
    }
    let hidden = class == AddressClass::Metadata && by_name.is_none() && address::parse(&name).is_none();
    let reason = match value {
        Some(_) if by_name.is_none() => "chooses a name that leads to an internal address",
        Some(_) => reason_of(class),
        None if hidden => "is a name that leads to a metadata or credential endpoint",
        None => return None,
    };
    let range = 0..host.len();
    let tokens: Vec<_> = vec![range.clone()];
    Some(Hit {
        detector: DetectorId::Ssrf,
        text: String::from(host),
        argument: None,
        range,
        value,
        tokens,
        reason,
        coarse: taint.coarse,
    })
}

/// Whether the value is a URL, or a host with a port, that says another port: the connection is not its choice. Where the
/// port is not known yet, as in a look-up, the connection that follows is judged.
fn names_other_port(value: ValueId, port: Option<u16>, case: &Case<'_>) -> bool {
    let named = text_of(value, case).and_then(|text| Url::split(text).port_number());
    named.is_some() && named != port
}

fn is_allowed_address(policy: &Policy, address: IpAddr, port: Option<u16>) -> bool {
    let matches = |pattern: &String| {
        let (host, wanted) = split_port(pattern);
        wanted.is_none_or(|wanted| Some(wanted) == port) && address::parse(host) == Some(address)
    };
    policy.allowed_hosts.iter().any(matches)
}

/// Whether the user allowed that host: by name, by any spelling of its address, or with everything below a domain.
fn is_allowed(policy: &Policy, host: &str, port: Option<u16>) -> bool {
    let spelled = address::parse(host);
    policy.allowed_hosts.iter().any(|pattern| {
        let (name, wanted) = split_port(pattern);
        let same_host = match name.strip_prefix("*.") {
            Some(domain) => host.strip_suffix(domain).is_some_and(|labels| labels.ends_with('.')),
            None => name.eq_ignore_ascii_case(host) || spelled.is_some() && address::parse(name) == spelled,
        };
        same_host && wanted.is_none_or(|wanted| Some(wanted) == port)
    })
}

/// A pattern's host and port: `10.0.0.7:80`, `[::1]:80`, `example.com`.
fn split_port(pattern: &str) -> (&str, Option<u16>) {
    match pattern.rsplit_once(':') {
        Some((host, port)) if !host.contains(':') || host.ends_with(']') => (host, port.parse().ok()),
        _ => (pattern, None),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Check, Derivation, Engine, Inputs};
    use buckler_events::Event;
    use buckler_types::{Site, Verdict};

    const EVENT: &str = r#"{"version":"2.0","routeKey":"GET /convert","rawPath":"/convert",
        "rawQueryString":"url=http%3A%2F%2F127.0.0.2%3A3902%2Farticles%2Ftea",
        "headers":{"host":"127.0.0.1:3901","x-forwarded-for":"127.0.0.1","user-agent":"curl/8"},
        "queryStringParameters":{"url":"http://127.0.0.2:3902/articles/tea"},
        "requestContext":{"http":{"method":"GET","path":"/convert","sourceIp":"127.0.0.1"},"requestId":"r"}}"#;

    struct Invocation {
        inputs: Inputs,
        engine: Engine,
        policy: Policy,
    }

    impl Invocation {
        fn new(event: &str) -> Self {
            let mut inputs = Inputs::new(1);
            buckler_events::walk(event.as_bytes(), &mut inputs);
            Self { inputs, engine: Engine::new(), policy: Policy::new(Mode::Block) }
        }

        fn check(&mut self, event: &str, operation: &Operation<'_>) -> Verdict {
            let check = Check {
                operation,
                site: Site::UNKNOWN,
                base: None,
                inputs: &self.inputs,
                locate: &Event::new(event.as_bytes()),
                policy: &self.policy,
            };
            self.engine.check(&check, None)
        }

        fn connects(&mut self, event: &str, host: &str, address: [u8; 4]) -> bool {
            self.connects_to(event, host, address, 80)
        }

        fn connects_to(&mut self, event: &str, host: &str, address: [u8; 4], port: u16) -> bool {
            let operation = Operation::Connect { host, address: Some(address.into()), port };
            self.check(event, &operation).evidence.is_none()
        }
    }

    #[test]
    fn headers_that_say_the_own_address_do_not_choose_it() {
        let mut invocation = Invocation::new(EVENT);
        assert!(invocation.connects(EVENT, "127.0.0.1", [127, 0, 0, 1]));
        let own = Operation::Url { url: "http://127.0.0.1:3902/bucket" };
        assert!(invocation.check(EVENT, &own).evidence.is_none());
        assert!(invocation.connects(EVENT, "127.0.0.1", [127, 0, 0, 1]));
        assert!(!invocation.connects_to(EVENT, "127.0.0.2", [127, 0, 0, 2], 3902));
    }

    #[test]
    fn an_input_that_names_another_port_did_not_choose_the_connection() {
        let event = r#"{"back":"http://localhost:3000/cb","name":"127.0.0.9"}"#;
        let mut invocation = Invocation::new(event);
        assert!(invocation.connects_to(event, "localhost", [127, 0, 0, 1], 2773));
        assert!(invocation.connects_to(event, "localhost", [127, 0, 0, 1], 0), "a look-up: the connection follows");
        assert!(!invocation.connects_to(event, "localhost", [127, 0, 0, 1], 3000));
        assert!(!invocation.connects_to(event, "127.0.0.9", [127, 0, 0, 9], 2773), "a bare host has any port");
        let event = r#"{"back":"http://localhost/cb"}"#;
        let mut invocation = Invocation::new(event);
        assert!(
            !invocation.connects_to(event, "localhost", [127, 0, 0, 1], 2773),
            "no port is written: any may be meant"
        );
    }

    #[test]
    fn an_input_that_holds_the_name_of_the_base_did_not_write_the_base() {
        for (base, input, result) in [
            ("https://git.corp.net/repo/", "//evil.example/#git.corp.net", "https://evil.example/#git.corp.net"),
            ("https://git.example.com/", "http://evil.example/", "http://evil.example/"),
            ("https://git.corp.net/", "https://git.corp.net.evil.example/", "https://git.corp.net.evil.example/"),
            ("https://git.corp.net/", "//git.corp.net@evil.example/", "https://git.corp.net@evil.example/"),
            ("https://git.corp.net/", "https://git.corp.net:a@evil.example/", "https://git.corp.net:a@evil.example/"),
        ] {
            let event = alloc::format!("{{\"u\":\"{input}\"}}");
            let mut invocation = Invocation::new(&event);
            invocation.inputs.derive(Derivation { kind: DerivationKind::Url, parts: &[base, input], result });
            assert!(invocation.check(&event, &Operation::Url { url: result }).evidence.is_some(), "{base} {input}");
        }
        let event = r#"{"u":"https://files.example.com/a/"}"#;
        let mut invocation = Invocation::new(event);
        let parts = ["https://files.example.com/a/", "//cdn.example.org/b"];
        let result = "https://cdn.example.org/b";
        invocation.inputs.derive(Derivation { kind: DerivationKind::Url, parts: &parts, result });
        assert!(
            invocation.check(event, &Operation::Url { url: result }).evidence.is_none(),
            "the input wrote the base"
        );
    }

    #[test]
    fn a_chosen_name_that_leads_inside_is_stopped_at_the_connection() {
        let event = r#"{"url":"http://a.test/x"}"#;
        let mut invocation = Invocation::new(event);
        assert!(invocation.connects(event, "a.test", [10, 0, 0, 5]), "nothing says that the input chose it");
        let url = Operation::Url { url: "http://a.test/x" };
        assert!(invocation.check(event, &url).evidence.is_none());
        assert!(!invocation.connects(event, "a.test", [10, 0, 0, 5]));
        assert!(invocation.connects(event, "a.test", [203, 0, 113, 5]));
        invocation.policy.allowed_hosts.push("10.0.0.5:80".into());
        assert!(invocation.connects(event, "a.test", [10, 0, 0, 5]));
    }

    #[test]
    fn names_that_lead_to_metadata_are_stopped_whoever_wrote_them() {
        let mut invocation = Invocation::new("{}");
        assert!(!invocation.connects("{}", "images.example.com", [169, 254, 169, 254]));
        assert!(invocation.connects("{}", "169.254.170.2", [169, 254, 170, 2]), "an SDK asks for its credentials");
        assert!(invocation.connects("{}", "db.example.com", [10, 0, 0, 5]));
    }
}
