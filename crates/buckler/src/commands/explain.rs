//! `buckler explain`: the page of a detector, and the variables that make up the policy.

use std::fmt::Write as _;
use std::io::Write;

use anyhow::Result;
use buckler_engine::detectors::{self, Detector};
use buckler_types::Switch;

use crate::exit::{Exit, Failure};
use crate::terminal::{Terminal, Tone};

/// Arguments of `buckler explain`.
#[derive(Debug, clap::Args)]
pub(crate) struct ExplainArguments {
    /// A detector (`sql-injection`), or `variables`; without it, the list of topics
    topic: Option<String>,
}

/// Prints the page.
pub(crate) fn run(arguments: &ExplainArguments, terminal: Terminal) -> Result<Exit> {
    let page = match arguments.topic.as_deref().map(|topic| topic.replace('-', "_")) {
        None => topics(),
        Some(topic) if topic == "variables" => variables(),
        Some(topic) => match detectors::ALL.iter().find(|detector| detector.id().name() == topic) {
            Some(detector) => detector.page().to_owned(),
            None => {
                let message = format!("`{topic}` is no topic; `buckler explain` lists them");
                return Err(Failure { exit: Exit::Failed, message }.into());
            }
        },
    };
    std::io::stdout().lock().write_all(painted(&page, terminal).as_bytes())?;
    Ok(Exit::Clean)
}

fn topics() -> String {
    let mut page = String::from("# Topics\n\n");
    for detector in detectors::ALL {
        let _infallible =
            writeln!(page, "- {:<18} {}", detector.id().name().replace('_', "-"), first_sentence(*detector));
    }
    page + "- variables          the environment variables that make up the policy\n"
}

/// What the page says first, below its title, up to the first full stop or colon.
fn first_sentence(detector: &dyn Detector) -> String {
    let lines = detector.page().lines().skip_while(|line| line.is_empty() || line.starts_with('#'));
    let paragraph: Vec<&str> = lines.take_while(|line| !line.is_empty()).collect();
    let text = paragraph.join(" ");
    let end = text.find([':', '.']).unwrap_or(text.len());
    text.get(..end).unwrap_or_default().to_owned()
}

fn variables() -> String {
    let mut page = String::from(VARIABLES);
    for (_, name, on) in Switch::ALL {
        let _infallible = writeln!(page, "- {name:<34} {}", if on { "refused" } else { "tolerated" });
    }
    page
}

const VARIABLES: &str = "# Variables

Read once, when the function starts.

- BUCKLER_MODE             off, monitor (default) or block, for every detector
- BUCKLER_MODE_<DETECTOR>  the same for one detector: BUCKLER_MODE_SSRF=off
- BUCKLER_ALLOWED_HOSTS    hosts that may be spoken to whoever named them: api.example.com,*.example.org,10.0.0.7:8080
- BUCKLER_ALLOWED_PATHS    directories below which a path may lie whoever named it: /mnt/data
- BUCKLER_EXCEPTIONS       what is allowed although a detector objects: sql_injection:pg.query:body.name
                           Each finding names the one that would have allowed it.
- BUCKLER_REFUSE           switches below that are turned on, separated by commas
- BUCKLER_TOLERATE         switches below that are turned off
- BUCKLER_ON_ERROR         allow (default) or block: what happens when Buckler itself fails
- BUCKLER_BATCH_FAILURES   1: the event source takes partial batch failures
- BUCKLER_UNMASKED         1: findings hold values of payloads

## Switches

Each names something that may be an attack or not, with what happens by default.

";

/// Headings in bold, where a person is watching.
fn painted(page: &str, terminal: Terminal) -> String {
    let line = |line: &str| match line.starts_with('#') {
        true => terminal.paint(Tone::Strong, line.trim_start_matches(['#', ' '])),
        false => line.to_owned(),
    };
    page.lines().map(|text| line(text) + "\n").collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_detector_is_a_topic_with_a_sentence() {
        let page = topics();
        for detector in detectors::ALL {
            assert!(page.contains(&detector.id().name().replace('_', "-")));
            assert!(first_sentence(*detector).len() > 20, "{}", detector.id().name());
        }
    }

    #[test]
    fn every_switch_is_explained_by_name() {
        let page = variables();
        assert!(Switch::ALL.iter().all(|(_, name, _)| page.contains(name)));
    }
}
