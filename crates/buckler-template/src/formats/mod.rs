//! Readers of template formats. [`reader`] begins; each of the others knows one part of what a template can say.

mod apis;
mod cloudformation;
mod openapi;
pub(crate) mod reader;
mod roles;
mod sam;
pub(crate) mod serverless;
mod targets;
