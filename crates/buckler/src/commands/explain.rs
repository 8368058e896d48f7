//! `buckler explain`: the pages of detectors and rules, the variables that make up the policy, and which risks are
//! covered.

use std::fmt::Write as _;
use std::io::Write;

use anyhow::Result;
use buckler_engine::detectors::{self, Detector};
use buckler_scanner::finding::{Class, RuleInfo};
use buckler_scanner::{formats, rules};
use buckler_types::{DetectorId, Switch};

use crate::exit::{Exit, Failure};
use crate::terminal::{Terminal, Tone};

/// Arguments of `buckler explain`.
#[derive(Debug, clap::Args)]
pub(crate) struct ExplainArguments {
    /// A rule or detector (`sql-injection`), or `variables`; without it, the list of topics
    topic: Option<String>,

    /// Print which rules and detectors cover which risk
    #[arg(long, conflicts_with = "topic")]
    coverage: bool,
}

/// Prints the page.
pub(crate) fn run(arguments: &ExplainArguments, terminal: Terminal) -> Result<Exit> {
    let page = match &arguments.topic {
        None if arguments.coverage => coverage(),
        None => topics(),
        Some(topic) => page(topic).ok_or_else(|| {
            let message = format!("`{topic}` is no topic; `buckler explain` lists them");
            Failure { exit: Exit::Failed, message }
        })?,
    };
    std::io::stdout().lock().write_all(painted(&page, terminal).as_bytes())?;
    Ok(Exit::Clean)
}

/// The page of a topic. A rule and a detector of one name are two halves of one thing.
fn page(topic: &str) -> Option<String> {
    let name = topic.replace('_', "-");
    if name == "variables" {
        return Some(variables());
    }
    let detector = detectors::ALL.iter().find(|detector| kebab(**detector) == name || rule_of(**detector) == name);
    let rule = rules::find(detector.map_or(name.as_str(), |detector| rule_of(*detector))).map(rule_page);
    let detector = detector.map(|detector| detector.page().to_owned());
    match (rule, detector) {
        (Some(rule), Some(detector)) => Some(format!("{rule}\n\n# At run time\n\n{detector}")),
        (rule, detector) => rule.or(detector),
    }
}

/// The page of a rule, with what it is registered by.
fn rule_page(info: &RuleInfo) -> String {
    let weaknesses: Vec<String> = info.cwe.iter().map(|number| format!("CWE-{number}")).collect();
    let facts = [
        format!("{} {}", formats::severity(info.severity), formats::class(info.class)),
        weaknesses.join(" "),
        info.risks.join(" "),
    ];
    let facts: Vec<String> = facts.into_iter().filter(|fact| !fact.is_empty()).collect();
    let (title, rest) = info.page.split_once('\n').unwrap_or((info.page, ""));
    format!("{title}\n\n{}: {}\n{rest}", info.id, facts.join("; "))
}

/// Every risk with what covers it.
fn coverage() -> String {
    let mut page = String::from(
        "# Coverage\n\nRules judge code and configuration; detectors judge what a function does while it runs.\n\n",
    );
    for (risk, title) in rules::risks() {
        let _infallible = writeln!(page, "## {risk} {title}");
        let named = rules::infos().filter(|info| info.risks.contains(&risk)).map(|info| info.id);
        let names: Vec<&str> = named.collect();
        let detectors: Vec<String> = detectors::ALL
            .iter()
            .filter(|detector| rules::find(rule_of(**detector)).is_some_and(|info| info.risks.contains(&risk)))
            .map(|detector| kebab(*detector))
            .collect();
        for (what, names) in [("rules", names.join(", ")), ("detectors", detectors.join(", "))] {
            if !names.is_empty() {
                let _infallible = writeln!(page, "- {what}: {names}");
            }
        }
        page.push('\n');
    }
    page
}

/// The rule that looks in code for what a detector guards against at run time.
fn rule_of(detector: &dyn Detector) -> &'static str {
    match detector.id() {
        DetectorId::SqlInjection => "sql-injection",
        DetectorId::CommandInjection => "command-injection",
        DetectorId::CodeInjection => "code-injection",
        DetectorId::PathTraversal => "path-traversal",
        DetectorId::Ssrf => "server-side-request-forgery",
        _ => "",
    }
}

fn kebab(detector: &dyn Detector) -> String {
    detector.id().name().replace('_', "-")
}

fn topics() -> String {
    let mut page = String::from("# Detectors, at run time\n\n");
    for detector in detectors::ALL {
        let _infallible = writeln!(page, "- {:<32} {}", kebab(*detector), first_sentence(*detector));
    }
    for (class, heading) in
        [(Class::Finding, "Rules of `buckler scan`"), (Class::Hardening, "Rules of `buckler scan --hardening`")]
    {
        let _infallible = writeln!(page, "\n# {heading}\n");
        let mut infos: Vec<&RuleInfo> = rules::infos().filter(|info| info.class == class).collect();
        infos.sort_by_key(|info| info.id);
        for info in infos {
            let _infallible = writeln!(page, "- {:<32} {}", info.id, info.title);
        }
    }
    page + "\n# Settings\n\n- variables                        the environment variables that make up the policy\n"
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
    fn every_rule_is_a_topic_with_a_page() {
        let list = topics();
        for info in rules::infos() {
            assert!(list.contains(&format!("- {}", info.id)));
            assert!(page(info.id).unwrap().contains("## How to respond"), "{}", info.id);
        }
        for detector in detectors::ALL {
            assert!(page(&kebab(*detector)).unwrap().contains("# At run time"), "{}", kebab(*detector));
        }
        assert!(page("no-such-topic").is_none());
    }

    #[test]
    fn every_risk_is_told_with_what_covers_it() {
        let page = coverage();
        assert!(rules::risks().all(|(risk, title)| page.contains(&format!("## {risk} {title}"))));
    }

    #[test]
    fn every_switch_is_explained_by_name() {
        let page = variables();
        assert!(Switch::ALL.iter().all(|(_, name, _)| page.contains(name)));
    }
}
