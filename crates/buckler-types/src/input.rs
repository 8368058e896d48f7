//! Inputs as a finding names them: path, origin and trust, told from a value's offset in the event.

use crate::DecoderChain;
use alloc::string::String;

/// Where in the outside world an input came from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Origin {
    /// A query parameter.
    Query,
    /// A field of a form or multipart body.
    FormField,
    /// A request header.
    Header,
    /// A cookie.
    Cookie,
    /// The path of the request, or a parameter in it.
    Path,
    /// The body of a request, or a field of a JSON body.
    Body,
    /// Key of an object in a bucket.
    ObjectKey,
    /// A message from a queue, or its attributes.
    QueueMessage,
    /// A message from a topic.
    TopicMessage,
    /// A record of a stream.
    StreamRecord,
    /// An item of a table.
    TableItem,
    /// Detail of an event from an event bus.
    BusDetail,
    /// A frame of a WebSocket.
    SocketFrame,
    /// The payload of a direct invocation.
    Payload,
    /// A field that the platform writes.
    Platform,
    /// Anywhere else in an event of unknown shape.
    Unknown,
}

impl Origin {
    /// Every origin.
    pub const ALL: [Self; 16] = [
        Self::Query,
        Self::FormField,
        Self::Header,
        Self::Cookie,
        Self::Path,
        Self::Body,
        Self::ObjectKey,
        Self::QueueMessage,
        Self::TopicMessage,
        Self::StreamRecord,
        Self::TableItem,
        Self::BusDetail,
        Self::SocketFrame,
        Self::Payload,
        Self::Platform,
        Self::Unknown,
    ];

    /// The name in findings: `form field`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Query => "query",
            Self::FormField => "form field",
            Self::Header => "header",
            Self::Cookie => "cookie",
            Self::Path => "path",
            Self::Body => "body",
            Self::ObjectKey => "object key",
            Self::QueueMessage => "queue message",
            Self::TopicMessage => "topic message",
            Self::StreamRecord => "stream record",
            Self::TableItem => "table item",
            Self::BusDetail => "bus detail",
            Self::SocketFrame => "socket frame",
            Self::Payload => "payload",
            Self::Platform => "platform field",
            Self::Unknown => "unknown",
        }
    }
}

/// How much of a value is the caller's own writing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Trust {
    /// The caller wrote it.
    Caller,
    /// The caller's software writes it (`Host`, `User-Agent`, `Accept`): the caller may forge it, but text of the
    /// application that equals it is most likely the application's own.
    Ambient,
    /// The platform writes it (request ids, ARNs, the function's own domain name).
    Platform,
}

/// Where in an event a value stood.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Location {
    /// Path from the root: `Records[0].body.name`. Names that are no identifiers are quoted: `headers["x-id"]`.
    pub path: String,
    /// Where it came from.
    pub origin: Origin,
    /// Whose writing it is.
    pub trust: Trust,
    /// Which record of a batch it stood in, when the trigger delivers batches.
    pub record: Option<u32>,
}

/// Tells where a value stood. Implemented by what holds the event text; asked only when there is evidence.
pub trait Locate {
    /// Place of the token at that offset (as in [`Value::offset`](crate::Value::offset)).
    fn locate(&self, offset: u32) -> Location;

    /// Place of one value: inside the token too, when decoders found it there (`Records[0].body.name`). `bytes` are
    /// compared without regard to the case of ASCII letters. Falls back on the place of the token.
    fn locate_value(&self, offset: u32, chain: DecoderChain, bytes: &[u8]) -> Location {
        let _ = (chain, bytes);
        self.locate(offset)
    }

    /// Whose writing a value is: as [`locate_value`](Self::locate_value) tells, without the rest.
    fn trust(&self, offset: u32, chain: DecoderChain, bytes: &[u8]) -> Trust {
        self.locate_value(offset, chain, bytes).trust
    }
}

/// The input that an operation was shaped by, as a finding names it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Input {
    /// Where it stood.
    pub location: Location,
    /// What had to be decoded to find it.
    pub chain: DecoderChain,
    /// Its length in bytes, after decoding.
    pub length: u32,
}
