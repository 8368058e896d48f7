//! Regular expressions whose time doubles with every few letters, in an engine that backtracks.
//!
//! The expression becomes an automaton with one state per letter of it (`automaton.rs`); a step between two states
//! counts in how many ways it can be taken. An engine that backtracks tries every way through the automaton before it
//! gives up. If a state can be left and reached again by one text in two ways, each further copy of that text doubles
//! the ways. That is decided on the automaton paired with itself. Only what can fail afterwards makes an engine go
//! back; a match that is found at once costs nothing.

mod automaton;
mod parser;

/// Longest expression that is looked at.
const MAX_LENGTH: usize = 2000;

/// Whether an expression takes exponential time on some text. `whole`: it must fit the whole text even without saying
/// so.
pub(crate) fn is_exponential(pattern: &str, ignore_case: bool, whole: bool) -> bool {
    if pattern.len() > MAX_LENGTH {
        return false;
    }
    parser::parse(pattern, ignore_case, whole).iter().any(automaton::is_exponential)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(expected: bool, patterns: &[&str]) {
        for pattern in patterns {
            assert_eq!(is_exponential(pattern, false, false), expected, "{pattern}");
        }
    }

    #[test]
    fn two_ways_around_a_loop_are_exponential() {
        check(
            true,
            &[
                "^(a+)+$",
                r"^<([a-z]+)(?:\s+[a-z]+=(?:'[^']*'|[^>\s]+))*>$",
                "^(a*)*$",
                "(a*){2,}b",
                "(a|a)*b",
                "(a|aa)+$",
                "(a|b|ab)*c",
                r"(\w|\d)+!",
                r"(\w+\s?)*$",
                r"^([a-zA-Z0-9]+)*@x",
                r"^(\d+)*x",
                r"(.*)*x",
                "(.*.*)*x",
                "(?:a?b?)*(?:a|b)*c(x+x+)+y",
                r"^(([a-z])+.)+[A-Z]([a-z])+$",
                r"^(?:\s*\w*\s*)*;$",
                r"^([\w-]+\.?)+@example$",
                r#"^"(?:[^"]|\\.)*"$"#,
                r"(?=(a+)+$)b",
                r"^(?P<name>(?:x+)+)$",
                "(?i)^(a|A)+$",
                r"([^,]*,?)*;",
                r"^(\d{1,3},?)+$",
            ],
        );
        assert!(is_exponential("^(a|A)*$", true, false));
        assert!(is_exponential("(a+)+", false, true));
    }

    #[test]
    fn loops_that_are_parted_are_linear() {
        check(
            false,
            &[
                "^[a-z]+$",
                "^(a|b)*c$",
                r"^(\w+,)*\w+$",
                r"^[a-z]+(-[a-z]+)*$",
                r"^(\d{1,3}\.){3}\d{1,3}$",
                r"^(?:[a-f0-9]{2})+$",
                r"^(https?://)?[\w.-]+(/.*)?$",
                r"[.*+?^${}()|[\]\\]",
                r"\.(jpe?g|png)$",
                r"^[\w.+-]+@[a-z0-9-]+\.[a-z]{2,}$",
                r#"^"(?:[^"\\]|\\.)*"$"#,
                r"^(?:a|b|cd)+$",
                r"^\d+(?:\.\d+)?$",
                r"^(?:\d+[a-z])+$",
                r"^[^/]+/[^/]+$",
                r"^(a?)*$",
                "(a|A)*b",
                "",
                "^$",
                r"^\\+$",
                r"^([^\s@.]+\.)+[a-z]{2,}$",
                r#"^(([^<>()\[\]\\.,;:\s@"]+(\.[^<>()\[\]\\.,;:\s@"]+)*)|(".+"))@x$"#,
                r"^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$",
                r"^[A-Z]{3}-\d{4}$",
                r"^(?=.{8,64}$)[a-z]+$",
                r"^(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)(?:\.(?!$)|$)){4}$",
                r"^[0-9a-f]{8}-[0-9a-f]{4}-[1-5][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$",
            ],
        );
    }

    #[test]
    fn loops_side_by_side_are_not_exponential() {
        check(false, &[r"^\s*\s*$", r"^\d+\d+x$", r"^.*a.*$x", r"^\w+\w*@$", r"\s+$", r"^(.*),(.*);$", "a+b"]);
    }

    #[test]
    fn what_matches_at_once_never_goes_back() {
        check(false, &["(a+)+", "^(a*)*", r"^(\w+\s?)*", "(a|a)*b?"]);
    }

    #[test]
    fn any_text_is_looked_at_within_bounds() {
        let long = format!("^({})*$", "(a|a)?b*".repeat(200));
        let deep = "(".repeat(1_000) + &")*".repeat(1_000);
        let counted = "(((a{2,4}){2,4}){2,4}){2,4}b";
        let alternatives = format!("^({})+$", ["[a-z]+x"; 150].join("|"));
        for pattern in [
            &*long,
            &deep,
            counted,
            &alternatives,
            "(",
            "[",
            "a{",
            "(?<",
            "\\",
            "((((a)",
            "a**",
            "+",
            "[]a]",
            "a{99999}",
            "(?#x",
            "[z-a]",
            "(?<n",
            "\\p{",
            "\\x",
            "\\u{1",
        ] {
            is_exponential(pattern, false, false);
            is_exponential(pattern, true, true);
        }
    }
}
