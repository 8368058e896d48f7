//! Hosts that an input chose, remembered for the connection that follows.

use crate::inputs::ValueId;
use alloc::{string::String, vec::Vec};

/// The latest hosts of one invocation.
#[derive(Debug, Default)]
pub(crate) struct ChosenHosts(Vec<(String, ValueId)>);

const HOSTS: usize = 32;
const LONGEST: usize = 253;

impl ChosenHosts {
    pub(crate) fn clear(&mut self) {
        self.0.clear();
    }

    pub(crate) fn remember(&mut self, host: &str, value: ValueId) {
        let known = self.0.iter().any(|(name, chosen)| name == host && *chosen == value);
        if host.len() > LONGEST || known {
            return;
        }
        if self.0.len() >= HOSTS {
            self.0.remove(0);
        }
        self.0.push((String::from(host), value));
    }

    pub(crate) fn find(&self, host: &str) -> Vec<ValueId> {
        self.0.iter().filter(|(known, _)| known == host).map(|(_, value)| *value).collect()
    }
}
