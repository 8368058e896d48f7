//! The requests a runtime makes.

/// First part of every path.
pub const VERSION: &str = "2018-06-01";

/// One request of a runtime. `'a` is the path it was read from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Route<'a> {
    /// Asks for the next event; the answer may take for ever.
    Next,
    /// Delivers the result of the invocation with this identifier.
    Response(&'a str),
    /// Reports that the invocation with this identifier failed.
    Error(&'a str),
    /// Reports that the function could not be loaded.
    InitError,
}

impl<'a> Route<'a> {
    /// Reads method and path of a request; `None` when it is none of this API.
    pub fn parse(method: &str, path: &'a str) -> Option<Self> {
        let rest = path.strip_prefix('/')?.strip_prefix(VERSION)?.strip_prefix("/runtime/")?;
        match (method, rest) {
            ("GET", "invocation/next") => Some(Self::Next),
            ("POST", "init/error") => Some(Self::InitError),
            ("POST", rest) => match rest.strip_prefix("invocation/")?.split_once('/')? {
                (id, "response") if !id.is_empty() => Some(Self::Response(id)),
                (id, "error") if !id.is_empty() => Some(Self::Error(id)),
                _ => None,
            },
            _ => None,
        }
    }

    /// The method of this request.
    pub fn method(&self) -> &'static str {
        if *self == Self::Next { "GET" } else { "POST" }
    }

    /// The path of this request.
    pub fn path(&self) -> String {
        match self {
            Self::Next => format!("/{VERSION}/runtime/invocation/next"),
            Self::Response(id) => format!("/{VERSION}/runtime/invocation/{id}/response"),
            Self::Error(id) => format!("/{VERSION}/runtime/invocation/{id}/error"),
            Self::InitError => format!("/{VERSION}/runtime/init/error"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_route_is_read_back_from_its_path() {
        for route in [Route::Next, Route::Response("a-1"), Route::Error("a-1"), Route::InitError] {
            assert_eq!(Route::parse(route.method(), &route.path()), Some(route));
        }
    }

    #[test]
    fn anything_else_is_no_route() {
        for (method, path) in [
            ("POST", "/2018-06-01/runtime/invocation/next"),
            ("GET", "/2018-06-01/runtime/invocation/a/response"),
            ("POST", "/2018-06-01/runtime/invocation//response"),
            ("POST", "/2018-06-01/runtime/invocation/a/b/response"),
            ("GET", "/2020-01-01/extension/event/next"),
            ("GET", "/"),
        ] {
            assert_eq!(Route::parse(method, path), None, "{method} {path}");
        }
    }
}
