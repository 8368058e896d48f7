//! What surrounds the example app: a local cloud, a database, a name server and a few hosts, all on loopback addresses.

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::Context;
use serde::Deserialize;
use tokio::process::Command;

use super::cases::{Names, Proof};
use super::http;
use super::process::Process;

/// The running surroundings.
#[derive(Debug)]
pub(super) struct World {
    cloud: Process,
    hosts: Process,
    endpoint: String,
    ready: Ready,
}

/// What the local cloud says when it is ready.
#[derive(Debug, Deserialize)]
struct Cloud {
    endpoint: String,
}

/// What the other surroundings say when they are.
#[derive(Debug, Deserialize)]
struct Ready {
    control: String,
    environment: BTreeMap<String, String>,
    hosts: Names,
    loot: Names,
}

impl World {
    /// Starts everything. `python` has the cloud's library, `data` becomes the folder that the functions work in; all
    /// hosts listen on `port`, or on a free one if it is 0.
    ///
    /// # Errors
    /// When one of the two helpers does not start.
    pub(super) async fn start(app: &Path, python: &Path, data: &Path, port: u16) -> anyhow::Result<Self> {
        let mut command = Command::new(python);
        command.arg(app.join("world/cloud.py")).args(["--port", "0"]);
        let (cloud, Cloud { endpoint }) = Process::start("the local cloud", command).await?;
        let mut command = Command::new("node");
        command
            .arg(app.join("world/main.mjs"))
            .args(["--port", &port.to_string(), "--aws", &endpoint, "--data"])
            .arg(data);
        let (hosts, ready) = Process::start("the world around the app", command).await?;
        Ok(Self { cloud, hosts, endpoint, ready })
    }

    /// The variables that the functions are started with.
    pub(super) fn environment(&self) -> &BTreeMap<String, String> {
        &self.ready.environment
    }

    /// The hosts and secrets of this run, by the names that the table of attacks uses for them.
    pub(super) fn names(&self, app: &Path) -> Names {
        let mut names = self.ready.hosts.clone();
        names.extend(self.ready.loot.clone());
        names.insert("data".into(), self.ready.environment.get("DATA_DIR").cloned().unwrap_or_default());
        names.insert("app".into(), app.display().to_string());
        names
    }

    /// The hosts for someone who goes on by hand: what each is called, and its address.
    pub(super) fn addresses(&self) -> Vec<(&'static str, String)> {
        let host = |name: &str| self.ready.hosts.get(name).map(|host| format!("http://{host}")).unwrap_or_default();
        vec![
            ("the public web", host("web")),
            ("metadata", host("metadata")),
            ("the attacker", host("attacker")),
            ("internal console", host("admin")),
            ("S3 and DynamoDB", self.endpoint.clone()),
        ]
    }

    /// Puts everything back as it was at the start.
    pub(super) async fn reset(&self) -> anyhow::Result<()> {
        http::text(&self.ready.control, "/reset").await.context("the world does not reset")?;
        Ok(())
    }

    /// Uploads an object into the app's bucket.
    pub(super) async fn upload(&self, key: &str, content: &str) -> anyhow::Result<()> {
        http::post(&self.ready.control, &format!("/upload?key={}", encoded(key)), content).await?;
        Ok(())
    }

    /// Whether the text that proves an effect is where it should be; `response` is all that the caller got.
    pub(super) async fn holds(&self, proof: &Proof, response: &str) -> anyhow::Result<bool> {
        let control = &self.ready.control;
        let found = match proof.place.split_once(':') {
            None if proof.place == "response" => response.to_owned(),
            None => http::text(control, &format!("/received?host={}", proof.place)).await?,
            Some(("file", name)) => http::text(control, &format!("/file?name={}", encoded(name))).await?,
            Some(("sql", statement)) => http::post(control, "/sql", statement).await?,
            Some((place, _)) => anyhow::bail!("attacks.json looks for a proof in `{place}`, which nobody knows"),
        };
        // A JSON answer inside another one has its quotes escaped.
        Ok(found.contains(&proof.text) || found.replace("\\\"", "\"").contains(&proof.text))
    }

    /// Ends everything.
    pub(super) async fn stop(self) {
        tokio::join!(self.hosts.stop(), self.cloud.stop());
    }
}

/// Percent-encodes all but letters, digits and `-._~`.
pub(super) fn encoded(text: &str) -> String {
    let mut encoded = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            encoded.push(char::from(byte));
        } else {
            encoded.push_str(&format!("%{byte:02X}"));
        }
    }
    encoded
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everything_that_means_something_in_a_query_is_encoded() {
        assert_eq!(encoded("a b/c?d=é&~"), "a%20b%2Fc%3Fd%3D%C3%A9%26~");
    }
}
