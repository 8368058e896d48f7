//! Whose writing a request header is.

use buckler_types::{Origin, Trust};

/// Origin and trust of a header of that name.
pub(super) fn place(name: &[u8]) -> (Origin, Trust) {
    let name = name.to_ascii_lowercase();
    let name = name.as_slice();
    if name == b"cookie" {
        (Origin::Cookie, Trust::Caller)
    } else if PLATFORM.iter().any(|known| known.as_bytes() == name)
        || name.starts_with(b"x-amz-cf-")
        || name.starts_with(b"cloudfront-")
    {
        (Origin::Header, Trust::Platform)
    } else if AMBIENT.iter().any(|known| known.as_bytes() == name) || name.starts_with(b"sec-") {
        (Origin::Header, Trust::Ambient)
    } else {
        (Origin::Header, Trust::Caller)
    }
}

/// Overwritten by the platform on every request.
const PLATFORM: &[&str] = &["x-amzn-trace-id", "x-forwarded-port", "x-forwarded-proto"];

/// Written by browsers and proxies rather than by people.
const AMBIENT: &[&str] = &[
    "accept",
    "accept-charset",
    "accept-encoding",
    "accept-language",
    "cache-control",
    "connection",
    "content-encoding",
    "content-length",
    "content-type",
    "date",
    "dnt",
    "host",
    "if-modified-since",
    "if-none-match",
    "keep-alive",
    "origin",
    "pragma",
    "priority",
    "te",
    "transfer-encoding",
    "upgrade",
    "upgrade-insecure-requests",
    "user-agent",
    "via",
    "x-forwarded-for",
    "x-forwarded-host",
    "x-requested-with",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headers_are_told_by_who_writes_them() {
        for (name, expected) in [
            ("X-Search", (Origin::Header, Trust::Caller)),
            ("Referer", (Origin::Header, Trust::Caller)),
            ("User-Agent", (Origin::Header, Trust::Ambient)),
            ("Sec-Fetch-Mode", (Origin::Header, Trust::Ambient)),
            ("X-Amzn-Trace-Id", (Origin::Header, Trust::Platform)),
            ("cookie", (Origin::Cookie, Trust::Caller)),
        ] {
            assert_eq!(place(name.as_bytes()), expected, "{name}");
        }
    }
}
