//! Resources as the template writes them, with functions resolved.

use crate::node::{Entry, Node};
use crate::resources::Shape;
use crate::source::Span;

/// One resource.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Resource {
    /// Its key under `Resources`.
    pub id: String,
    /// Its type, such as `AWS::S3::Bucket`.
    pub kind: String,
    /// Where the key stands.
    pub span: Span,
    /// Its properties: functions resolved, globals merged. What `Globals` gives keeps its place there.
    pub properties: Node,
    /// The condition that decides whether it exists.
    pub condition: Option<String>,
    /// Whether that condition holds, as far as it is known.
    pub exists: Option<bool>,
    /// The resources it waits for.
    pub depends_on: Vec<String>,
    /// What becomes of it when it leaves the template.
    pub deletion_policy: Option<String>,
    /// What becomes of its predecessor when it is replaced.
    pub update_replace_policy: Option<String>,
    /// `Metadata`, resolved.
    pub metadata: Option<Node>,
}

impl Resource {
    /// The property at a path such as `CorsConfiguration.CorsRules.0.AllowedOrigins`.
    pub fn get(&self, path: &str) -> Option<&Node> {
        self.properties.path(path)
    }

    /// The entry of a property: for the place of its key.
    pub fn entry(&self, path: &str) -> Option<&Entry> {
        self.properties.entry_at(path)
    }

    /// Where to point at a property: at its value, or where that is missing at the key it would stand beneath.
    pub fn place(&self, path: &str) -> Span {
        if let Some(node) = self.get(path) {
            return node.span;
        }
        let mut parent = path;
        while let Some((shorter, _)) = parent.rsplit_once('.') {
            if let Some(entry) = self.entry(shorter) {
                return entry.key.span;
            }
            parent = shorter;
        }
        self.span
    }

    /// Whether a literal text is this resource's name or the ARN of it or of a part of it.
    pub fn is_called(&self, text: &str) -> bool {
        let Some(name) = Shape::of(&self.kind).and_then(|shape| self.get(shape.name_property)?.text()) else {
            return false;
        };
        if text == name {
            return true;
        }
        // arn:partition:service:region:account:resource
        let service = self.kind.split("::").nth(1).unwrap_or_default();
        let mut parts = text.splitn(6, ':');
        let is_arn = parts.next() == Some("arn") && parts.nth(1).is_some_and(|part| part.eq_ignore_ascii_case(service));
        is_arn && parts.nth(2).is_some_and(|rest| rest.split(['/', ':']).any(|part| part == name))
    }
}
