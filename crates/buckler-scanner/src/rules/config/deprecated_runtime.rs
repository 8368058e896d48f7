#![doc = include_str!("deprecated_runtime.md")]

use std::collections::BTreeMap;

use buckler_template::{Field, Node, Span};

use crate::date::Date;
use crate::finding::{Class, RuleInfo, Severity};
use crate::rules::{ConfigRule, Report};
use crate::stack::Stack;

const INFO: RuleInfo = RuleInfo {
    id: "deprecated-runtime",
    title: "runtime without security updates",
    severity: Severity::Medium,
    class: Class::Finding,
    cwe: &[1104, 477, 1395],
    risks: &["SAS-6", "SAS-11", "S9"],
    page: include_str!("deprecated_runtime.md"),
};

/// Judges runtimes by the day on which their security updates end.
pub(super) struct DeprecatedRuntime;

impl ConfigRule for DeprecatedRuntime {
    fn info(&self) -> &'static RuleInfo {
        &INFO
    }

    fn check(&self, stack: &Stack<'_>, report: &mut Report) {
        // A runtime that `Globals` gives to all functions is one line to change.
        let mut uses: BTreeMap<(u32, usize), (Span, &str, Vec<&str>)> = BTreeMap::new();
        let mut add = |span: Span, runtime, user| {
            let place = uses.entry((span.file.0, span.start)).or_insert_with(|| (span, runtime, Vec::new()));
            place.2.push(user);
        };
        for function in &stack.application.functions {
            if let Field::Known(runtime, span) = &function.runtime {
                add(*span, runtime.as_str(), function.label.as_str());
            }
        }
        for canary in stack.application.resources_of("AWS::Lambda::LayerVersion") {
            let listed = canary.get("CompatibleRuntimes").map_or(&[][..], Node::items);
            if let [only] = listed {
                only.text().into_iter().for_each(|runtime| add(only.span, runtime, canary.id.as_str()));
            }
        }
        for (span, runtime, users) in uses.into_values() {
            if let Some(end) = end_of(runtime) {
                judge(stack, span, &end, &users, report);
            }
        }
    }
}

fn judge(stack: &Stack<'_>, span: Span, end: &End, users: &[&str], report: &mut Report) {
    let End { runtime, day, successor } = end;
    let over = *day <= stack.today;
    if !over && !is_soon(stack.today, *day) {
        return;
    }
    let message = match over {
        true => format!("runtime {runtime} has had no security updates since {day}"),
        false => format!("runtime {runtime} gets its last security updates on {day}"),
    };
    report
        .add(stack.place(span), message)
        .class(if over { Class::Finding } else { Class::Hardening })
        .severity(if over { Severity::Medium } else { Severity::Low })
        .label(if over { "deprecated" } else { "soon deprecated" })
        .help(format!("move to {successor}"))
        .group(format!("runtime {runtime}"))
        .functions(users.iter().copied());
}

/// Whether a day is at most about three months ahead.
fn is_soon(today: Date, day: Date) -> bool {
    today.plus_days(92) >= day
}

/// The end of a runtime.
struct End {
    runtime: &'static str,
    day: Date,
    successor: &'static str,
}

fn end_of(name: &str) -> Option<End> {
    let (runtime, day, successor) = ENDS.iter().find(|(runtime, ..)| *runtime == name)?;
    Some(End { runtime, day: day.parse().ok()?, successor })
}

/// Runtimes, the day from which they get no more security updates, and what to move to.
/// Source: "Lambda runtimes" in the AWS Lambda Developer Guide, as of October 2026.
const ENDS: &[(&str, &str, &str)] = &[
    ("dotnet10", "2028-11-14", "dotnet10"),
    ("dotnet5.0", "2022-05-10", "dotnet10"),
    ("dotnet6", "2024-12-20", "dotnet10"),
    ("dotnet7", "2024-05-14", "dotnet10"),
    ("dotnet8", "2026-11-10", "dotnet10"),
    ("dotnet9", "2026-11-10", "dotnet10"),
    ("dotnetcore1.0", "2019-06-27", "dotnet10"),
    ("dotnetcore2.0", "2019-05-30", "dotnet10"),
    ("dotnetcore2.1", "2022-01-05", "dotnet10"),
    ("dotnetcore3.1", "2023-04-03", "dotnet10"),
    ("go1.x", "2024-01-08", "provided.al2023"),
    ("java11", "2027-06-30", "java25"),
    ("java17", "2027-06-30", "java25"),
    ("java21", "2029-06-30", "java25"),
    ("java25", "2029-06-30", "java25"),
    ("java8", "2024-01-08", "java25"),
    ("java8.al2", "2027-06-30", "java25"),
    ("nodejs", "2016-08-30", "nodejs24.x"),
    ("nodejs10.x", "2021-07-30", "nodejs24.x"),
    ("nodejs12.x", "2023-03-31", "nodejs24.x"),
    ("nodejs14.x", "2023-12-04", "nodejs24.x"),
    ("nodejs16.x", "2024-06-12", "nodejs24.x"),
    ("nodejs18.x", "2025-09-01", "nodejs24.x"),
    ("nodejs20.x", "2026-04-30", "nodejs24.x"),
    ("nodejs22.x", "2027-04-30", "nodejs24.x"),
    ("nodejs24.x", "2028-04-30", "nodejs24.x"),
    ("nodejs4.3", "2020-03-05", "nodejs24.x"),
    ("nodejs4.3-edge", "2020-03-05", "nodejs24.x"),
    ("nodejs6.10", "2019-08-12", "nodejs24.x"),
    ("nodejs8.10", "2020-03-06", "nodejs24.x"),
    ("provided", "2024-01-08", "provided.al2023"),
    ("provided.al2", "2026-07-31", "provided.al2023"),
    ("provided.al2023", "2029-06-30", "provided.al2023"),
    ("python2.7", "2021-07-15", "python3.14"),
    ("python3.10", "2026-10-31", "python3.14"),
    ("python3.11", "2027-06-30", "python3.14"),
    ("python3.12", "2028-10-31", "python3.14"),
    ("python3.13", "2029-06-30", "python3.14"),
    ("python3.14", "2029-06-30", "python3.14"),
    ("python3.6", "2022-07-18", "python3.14"),
    ("python3.7", "2023-12-04", "python3.14"),
    ("python3.8", "2024-10-14", "python3.14"),
    ("python3.9", "2025-12-15", "python3.14"),
    ("ruby2.5", "2021-07-30", "ruby3.4"),
    ("ruby2.7", "2023-12-07", "ruby3.4"),
    ("ruby3.2", "2026-03-31", "ruby3.4"),
    ("ruby3.3", "2027-03-31", "ruby3.4"),
    ("ruby3.4", "2028-03-31", "ruby3.4"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_day_of_the_table_exists() {
        for (runtime, day, _) in ENDS {
            assert!(day.parse::<Date>().is_ok(), "{runtime}");
        }
    }

    #[test]
    fn three_months_ahead_is_soon() {
        let day = |text: &str| text.parse::<Date>().unwrap();
        assert!(is_soon(day("2026-11-25"), day("2027-01-31")));
        assert!(!is_soon(day("2026-11-25"), day("2027-06-30")));
    }
}
