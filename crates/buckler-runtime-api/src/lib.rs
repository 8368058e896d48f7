//! The AWS Lambda Runtime API as data: routes, headers and bodies, for the side that serves it and the side that
//! calls it. Both speak through these types, so they cannot drift apart. No sockets here.
//!
//! Source: "Using the Lambda runtime API for custom runtimes" in the AWS Lambda developer guide.

mod failure;
mod headers;
mod route;
mod stream;

pub use failure::{Failure, kinds};
pub use headers::{
    ARN, CLIENT_CONTEXT, COGNITO_IDENTITY, DEADLINE, ERROR_TYPE, InvocationHeaders, REQUEST_ID, TRACE_ID,
};
pub use route::{Route, VERSION};
pub use stream::{
    HTTP_CONTENT_TYPE, HttpPrelude, PreludeError, RESPONSE_MODE, STREAMING, TRAILER_ERROR_BODY, TRAILER_ERROR_TYPE,
};

/// Largest event, and largest buffered response without the envelope, in bytes.
/// Source: "Lambda quotas", invocation payload, synchronous: 6 MB.
pub const MAX_PAYLOAD: usize = 6 * 1024 * 1024;

/// Largest buffered response in bytes: the payload and the envelope around it.
pub const MAX_RESPONSE: usize = MAX_PAYLOAD + 100;

/// Largest event of an asynchronous invocation in bytes.
/// Source: "Lambda quotas", invocation payload, asynchronous: 1 MB.
pub const MAX_ASYNC_PAYLOAD: usize = 1024 * 1024;

/// Largest streamed response in bytes.
/// Source: "Lambda quotas", streamed response: 200 MB.
pub const MAX_STREAM: usize = 200 * 1024 * 1024;
