//! Symbols: how a text names what only a deployment knows. `${Table}` is the physical name of the resource `Table`,
//! `${Table.Arn}` its ARN, `${AWS::Region}` the region, `${Stage}` a parameter without a value.
//!
//! `${2/Table}` is that of the template with this number in a [`Workspace`](crate::Workspace).
//!
//! Symbols are the join between the parts of an application: a policy for `${Table.Arn}/index/*`, an environment
//! variable of `${Table}` and a stream of `${Table.StreamArn}` mean the same table.

/// The text of a value of which nothing at all is known.
pub const NOTHING: &str = "${}";

/// One symbol of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Symbol<'a> {
    /// The number of another template of the workspace that it belongs to.
    pub template: Option<usize>,
    /// What it names: a resource or parameter by its key, or a pseudo parameter such as `AWS::Region`.
    pub name: &'a str,
    /// The attribute, such as `Arn`.
    pub attribute: Option<&'a str>,
}

impl<'a> Symbol<'a> {
    /// Reads what stands between `${` and `}`.
    fn of(text: &'a str) -> Self {
        let (template, text) = match text.split_once('/').and_then(|(number, rest)| Some((number.parse().ok()?, rest)))
        {
            Some((number, rest)) => (Some(number), rest),
            None => (None, text),
        };
        match text.split_once('.') {
            Some((name, attribute)) => Self { template, name, attribute: Some(attribute) },
            None => Self { template, name: text, attribute: None },
        }
    }

    /// Whether it names a resource or parameter of the template it stands in.
    pub fn is_own(&self, name: &str) -> bool {
        self.template.is_none() && self.name == name
    }

    /// Reads a text that is one symbol and nothing else.
    pub fn whole(text: &'a str) -> Option<Self> {
        let name = text.strip_prefix("${")?.strip_suffix('}')?;
        (!name.contains(['{', '}'])).then(|| Self::of(name))
    }
}

/// The symbols of a text, in order.
pub fn symbols(text: &str) -> impl Iterator<Item = Symbol<'_>> {
    text.split("${").skip(1).filter_map(|part| part.split_once('}')).map(|(name, _)| Symbol::of(name))
}

/// The text with its symbols marked as those of the template with this number.
pub(crate) fn qualified(text: &str, template: usize) -> String {
    let mut out = String::with_capacity(text.len() + 4);
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("${") {
        out.push_str(before);
        out.push_str("${");
        let name = after.split('}').next().unwrap_or_default();
        // What is the same everywhere, not known at all, or marked already stays.
        if !name.is_empty() && !name.contains("::") && Symbol::of(name).template.is_none() {
            out.push_str(&format!("{template}/"));
        }
        rest = after;
    }
    out.push_str(rest);
    out
}

/// The symbol for a resource or one of its attributes.
pub(crate) fn symbol(label: &str) -> String {
    format!("${{{label}}}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn symbols_are_found_in_a_text() {
        let found: Vec<_> = symbols("arn:aws:s3:::${Files}/${Fn.Arn.x}-${open").collect();
        let expected = [
            Symbol { template: None, name: "Files", attribute: None },
            Symbol { template: None, name: "Fn", attribute: Some("Arn.x") },
        ];
        assert_eq!(found, expected);
    }

    #[test]
    fn symbols_can_be_those_of_another_template() {
        let text = qualified("${Fn.Arn}/${AWS::Region}/${}/${7/X}", 2);
        assert_eq!(text, "${2/Fn.Arn}/${AWS::Region}/${}/${7/X}");
        let first = symbols(&text).next().unwrap();
        assert_eq!((first.template, first.name, first.is_own("Fn")), (Some(2), "Fn", false));
    }

    #[test]
    fn a_text_that_is_more_than_a_symbol_is_none() {
        assert_eq!(Symbol::whole("${A.Arn}"), Some(Symbol { template: None, name: "A", attribute: Some("Arn") }));
        for text in ["${A}/*", "x${A}", "${A}${B}", "A", ""] {
            assert_eq!(Symbol::whole(text), None, "{text}");
        }
    }
}
