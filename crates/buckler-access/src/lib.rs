//! What a policy grants: documents, the catalogue of actions, wildcards, inclusion, ways to more privileges.
//!
//! Actions are a finite set: a pattern such as `s3:Get*` becomes an [`ActionSet`] with one bit per action of the
//! [`Catalog`], and union, difference and inclusion are exact. Resources are [`Pattern`]s, compared by what they can
//! match. Pure data in, pure data out: where a policy was written is the caller's business, who finds the statement
//! and the text of an answer again by its index.
//!
//! ```
//! use buckler_access::{Catalog, Document, Policy};
//!
//! let catalog = Catalog::embedded();
//! let document = Document::parse(r#"{"Statement": {"Effect": "Allow", "Action": "s3:Get*", "Resource": "*"}}"#)?;
//! let policy = Policy::of(&catalog, [&document]);
//! let read = catalog.action("s3:getobject").unwrap();
//! assert!(policy.everywhere(&catalog).contains(read));
//! # Ok::<(), buckler_access::DocumentError>(())
//! ```
#![no_std]

extern crate alloc;

mod actions;
mod automaton;
mod catalog;
mod document;
mod managed;
mod pattern;
mod policy;
mod risks;

pub use actions::ActionSet;
pub use catalog::{ActionId, Catalog, Level, ResourceType};
pub use document::{Choice, Condition, Document, DocumentError, Effect, Principal, Principals, Statement};
pub use managed::{ManagedPolicies, ManagedPolicy};
pub use pattern::{Inclusion, Pattern};
pub use policy::{Access, Grant, Policy};
pub use risks::{Escalation, Exposure, Need, Reach, Reaches, escalations, exposures};
