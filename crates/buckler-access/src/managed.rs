//! The policies that AWS manages, by name.

use crate::document::Document;
use alloc::{string::String, vec::Vec};
use core::ops::Range;

const PACKED: &[u8] = include_bytes!("../data/managed_policies.deflate");
/// More than the index or a block inflates to.
const MAX_TEXT: usize = 1 << 20;

/// An index of managed policies. Documents are read one by one when they are asked for.
#[derive(Clone, Debug)]
pub struct ManagedPolicies {
    /// Lines of name, path, block and line in the block, in order of the names.
    index: String,
    /// Where each block lies in the packed data.
    blocks: Vec<Range<usize>>,
}

/// One managed policy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ManagedPolicy {
    /// Its name, such as `AmazonS3FullAccess`.
    pub name: String,
    /// The path of its ARN, such as `/` or `/service-role/`.
    pub path: String,
    /// What it grants.
    pub document: Document,
}

impl ManagedPolicies {
    /// The policies that are part of this crate.
    pub fn embedded() -> Self {
        let mut words = PACKED.chunks_exact(4).map(|word| word.try_into().map_or(0, u32::from_le_bytes) as usize);
        let count = words.next().unwrap_or_default();
        let mut at = (count + 1) * 4;
        let mut blocks = Vec::new();
        for length in words.take(count) {
            blocks.push(at..at + length);
            at += length;
        }
        let index = blocks.first().cloned().and_then(inflate).unwrap_or_default();
        Self { index, blocks }
    }

    /// Names of all policies it knows.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.index.lines().filter_map(|line| line.split('\t').next())
    }

    /// The policy with this name or ARN, such as `arn:aws:iam::aws:policy/service-role/AWSLambdaRole`. A policy of a
    /// customer is not one of them, whatever its name.
    pub fn document(&self, name_or_arn: &str) -> Option<ManagedPolicy> {
        let (path, wanted) = match name_or_arn.split_once(":policy/") {
            Some((owner, _)) if !owner.ends_with(":iam::aws") => return None,
            Some((_, path)) => path.rsplit_once('/').map_or((None, path), |(path, name)| (Some(path), name)),
            None => (None, name_or_arn),
        };
        let entry = self.index.lines().find(|line| line.split('\t').next() == Some(wanted))?;
        let mut fields = entry.split('\t').skip(1);
        let known_path = fields.next()?;
        if path.is_some_and(|path| path != known_path.trim_matches('/')) {
            return None;
        }
        let block = fields.next()?.parse::<usize>().ok()?;
        let line = fields.next()?.parse().ok()?;
        // The first block is the index.
        let text = inflate(self.blocks.get(block + 1)?.clone())?;
        let document = Document::parse(text.lines().nth(line)?).ok()?;
        Some(ManagedPolicy { name: wanted.into(), path: known_path.into(), document })
    }
}

fn inflate(place: Range<usize>) -> Option<String> {
    let bytes = miniz_oxide::inflate::decompress_to_vec_with_limit(PACKED.get(place)?, MAX_TEXT).ok()?;
    String::from_utf8(bytes).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_policy_can_be_read() {
        let policies = ManagedPolicies::embedded();
        assert_eq!(policies.names().count(), 1_218);
        for name in policies.names() {
            let policy = policies.document(name).unwrap_or_else(|| panic!("{name} cannot be read"));
            assert!(!policy.document.statements.is_empty(), "{name}");
        }
    }

    #[test]
    fn arns_lead_to_the_same_policy() {
        let policies = ManagedPolicies::embedded();
        let by_name = policies.document("AWSLambdaBasicExecutionRole").unwrap();
        assert_eq!(by_name.path, "/service-role/");
        let by_arn = policies.document("arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole");
        assert_eq!(by_arn.unwrap(), by_name);
        let symbolic =
            policies.document("arn:${AWS::Partition}:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole");
        assert_eq!(symbolic.unwrap(), by_name);
    }

    #[test]
    fn a_namesake_of_a_customer_is_not_known() {
        let policies = ManagedPolicies::embedded();
        assert_eq!(policies.document("arn:aws:iam::123456789012:policy/AdministratorAccess"), None);
        assert_eq!(policies.document("arn:aws:iam::aws:policy/service-role/AdministratorAccess"), None);
        assert_eq!(policies.document("NoSuchPolicy"), None);
    }
}
