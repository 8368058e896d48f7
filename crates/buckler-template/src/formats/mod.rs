//! One file per template format, each turning its tree into an [`Application`](crate::Application).

mod cloudformation;
mod openapi;
pub(crate) mod sam;
