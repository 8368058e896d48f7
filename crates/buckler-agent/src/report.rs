//! From evidence to the line that leaves the process.

use crate::{Settings, invocation::Invocation};
use buckler_engine::mask;
use buckler_events::{Event, Walked};
use buckler_types::{Evidence, Finding, Layer, Outcome};
use std::time::{SystemTime, UNIX_EPOCH};

/// Most bytes of a line, its line break included: what a pipe takes in one piece.
pub const LINE_LIMIT: usize = 4096;

/// Most findings of one invocation that are written out; the rest is counted.
pub const MOST_FINDINGS: u32 = 20;

/// The line of a finding, or `None` when the invocation has had its share.
pub(crate) fn finding(
    invocation: &mut Invocation,
    settings: &Settings,
    sink: &str,
    outcome: Outcome,
    evidence: Evidence,
    exception: String,
) -> Option<String> {
    invocation.findings = invocation.findings.saturating_add(1);
    if invocation.findings > MOST_FINDINGS {
        return None;
    }
    let detector = evidence.detector;
    let mut evidence = if settings.unmasked { evidence } else { mask(&evidence, &invocation.inputs) };
    if let Some(input) = &mut evidence.input {
        input.location.path = plain_path(&input.location.path);
    }
    let finding = Finding {
        id: format!("{}-{}", invocation.request_id, invocation.findings),
        time: now(),
        detector,
        outcome,
        evidence,
        sink: sink.into(),
        function: settings.function.clone(),
        request_id: invocation.request_id.clone(),
        trigger: Event::new(invocation.text()).trigger().into(),
        layers: Layer::ALL.to_vec(),
        silence: format!("BUCKLER_EXCEPTIONS={exception}"),
    };
    buckler_ocsf::line(&finding, LINE_LIMIT - 1).map(|line| line + "\n")
}

/// The line that says how much of an event could not be read, if there was anything: no data is not no problem.
pub(crate) fn partly_read(invocation: &Invocation, walked: &Walked) -> Option<String> {
    let complete = !walked.is_cut() && invocation.inputs.is_complete();
    let request_id = plain(&invocation.request_id);
    let bytes = invocation.text().len();
    (!complete)
        .then(|| format!("{{\"buckler\":\"event_partly_read\",\"request_id\":\"{request_id}\",\"bytes\":{bytes}}}\n"))
}

/// The line that counts the findings which were not written out, if there were any.
pub(crate) fn surplus(invocation: &Invocation) -> Option<String> {
    let more = invocation.findings.checked_sub(MOST_FINDINGS).filter(|more| *more > 0)?;
    let request_id = plain(&invocation.request_id);
    Some(format!("{{\"buckler\":\"more_findings\",\"request_id\":\"{request_id}\",\"count\":{more}}}\n"))
}

/// What `BUCKLER_EXCEPTIONS` must hold for this to be allowed: `detector:sink:path`, array positions as `[]`.
pub(crate) fn exception(evidence: &Evidence, sink: &str) -> String {
    let path = evidence.input.as_ref().map_or_else(String::new, |input| plain_path(&input.location.path));
    format!("{}:{sink}:{}", evidence.detector.name(), without_positions(&path))
}

/// The sentence in the error that the application sees.
pub(crate) fn message(evidence: &Evidence, sink: &str, exception: &str) -> String {
    let origin = evidence.input.as_ref().map_or_else(String::new, |input| {
        format!(" input {} ({})", plain_path(&input.location.path), input.location.origin.name())
    });
    let weakness = evidence.detector.name().replace('_', " ");
    format!("Buckler blocked {weakness} at {sink}:{origin} {} (exception: {exception})", evidence.reason)
}

/// The path with names that a caller may have made up taken out: `body["…"].name`.
fn plain_path(path: &str) -> String {
    let mut plain = String::with_capacity(path.len());
    let mut rest = path;
    while let Some((before, quoted)) = rest.split_once("[\"") {
        let end = quoted.find("\"]").unwrap_or(quoted.len());
        let (name, after) = quoted.split_at_checked(end).unwrap_or((quoted, ""));
        let kept = if name.len() <= 64 && name.chars().all(is_plain) { name } else { "…" };
        plain.push_str(before);
        plain.push_str("[\"");
        plain.push_str(kept);
        plain.push_str("\"]");
        rest = after.strip_prefix("\"]").unwrap_or(after);
    }
    plain + rest
}

fn plain(text: &str) -> String {
    text.chars().filter(|letter| is_plain(*letter)).collect()
}

fn is_plain(letter: char) -> bool {
    letter.is_ascii_alphanumeric() || letter == '-' || letter == '_'
}

fn without_positions(path: &str) -> String {
    let mut open = false;
    path.chars()
        .filter(|letter| {
            open = (open && *letter != ']') || *letter == '[';
            !(open && letter.is_ascii_digit())
        })
        .collect()
}

fn now() -> u64 {
    SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |passed| passed.as_millis() as u64)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_a_caller_made_up_leave_the_path() {
        assert_eq!(plain_path(r#"headers["x-id"].a"#), r#"headers["x-id"].a"#);
        assert_eq!(plain_path(r#"body["1 OR 1=1"].a["b c"]"#), r#"body["…"].a["…"]"#);
        assert_eq!(plain_path(r#"body["open"#), r#"body["open"]"#);
    }

    #[test]
    fn positions_leave_the_exception() {
        assert_eq!(without_positions("Records[12].body.n1"), "Records[].body.n1");
    }
}
