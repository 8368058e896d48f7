#![doc = include_str!("unescaped_template.md")]

use crate::code::Code;
use crate::facts::calls;
use crate::finding::{Class, RuleInfo, Severity};
use crate::rules::{CodeRule, Report};

/// Unescaped template.
#[derive(Debug)]
pub(super) struct UnescapedTemplate;

const INFO: RuleInfo = RuleInfo {
    id: "unescaped-template",
    title: "templates that escape nothing",
    severity: Severity::Medium,
    class: Class::Finding,
    cwe: &[116, 79],
    risks: &["SAS-1", "S7"],
    page: include_str!("unescaped_template.md"),
};

impl CodeRule for UnescapedTemplate {
    fn info(&self) -> &'static RuleInfo {
        &INFO
    }

    fn check(&self, code: &Code<'_>, report: &mut Report) {
        for call in calls::reached(code).filter(|call| call.path == "jinja2.Environment") {
            let option = calls::option(call, "autoescape");
            let place = match option {
                Some((value, spot)) if value.constant() == Some("false") => spot,
                None if call.keyword("**").is_none() => call.callee,
                _ => continue,
            };
            let finding = report.add(code.spot(place), "what is put into these templates is not escaped");
            finding
                .label("escapes nothing")
                .help("say `autoescape=select_autoescape()`")
                .functions(code.names(&call.entries));
            // Without the option the templates may be no pages at all.
            if option.is_none() {
                finding.class(Class::Hardening).severity(Severity::Low);
            }
        }
    }
}
