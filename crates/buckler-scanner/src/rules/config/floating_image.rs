#![doc = include_str!("floating_image.md")]

use buckler_template::{Code, Field};

use crate::finding::{Class, RuleInfo, Severity};
use crate::rules::{ConfigRule, Report};
use crate::stack::Stack;

const INFO: RuleInfo = RuleInfo {
    id: "floating-image",
    title: "container image without a version",
    severity: Severity::Low,
    class: Class::Hardening,
    cwe: &[1104, 494],
    risks: &["SAS-6", "S9"],
    page: include_str!("floating_image.md"),
};

/// Judges images of functions that are named by a tag that moves.
pub(super) struct FloatingImage;

impl ConfigRule for FloatingImage {
    fn info(&self) -> &'static RuleInfo {
        &INFO
    }

    fn check(&self, stack: &Stack<'_>, report: &mut Report) {
        for function in &stack.application.functions {
            let Field::Known(Code::Image(image), span) = &function.code else { continue };
            if image.ends_with(":latest") {
                report
                    .add(stack.place(*span), format!("nobody can tell which image `{}` runs", function.label))
                    .label("`latest` moves")
                    .help("name the image by its digest")
                    .function(function.label.as_str());
            }
        }
    }
}
