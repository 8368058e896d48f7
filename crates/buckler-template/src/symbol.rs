//! Symbols: how a text names what only a deployment knows. `${Table}` is the physical name of the resource `Table`,
//! `${Table.Arn}` its ARN, `${AWS::Region}` the region, `${Stage}` a parameter without a value.
//!
//! Symbols are the join between the parts of an application: a policy for `${Table.Arn}/index/*`, an environment
//! variable of `${Table}` and a stream of `${Table.StreamArn}` mean the same table.

/// The text of a value of which nothing at all is known.
pub const NOTHING: &str = "${}";

/// One symbol of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Symbol<'a> {
    /// What it names: a resource or parameter by its key, or a pseudo parameter such as `AWS::Region`.
    pub name: &'a str,
    /// The attribute, such as `Arn`.
    pub attribute: Option<&'a str>,
}

impl<'a> Symbol<'a> {
    /// Reads what stands between `${` and `}`.
    fn of(name: &'a str) -> Self {
        match name.split_once('.') {
            Some((name, attribute)) => Self { name, attribute: Some(attribute) },
            None => Self { name, attribute: None },
        }
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
        let expected = [Symbol { name: "Files", attribute: None }, Symbol { name: "Fn", attribute: Some("Arn.x") }];
        assert_eq!(found, expected);
    }

    #[test]
    fn a_text_that_is_more_than_a_symbol_is_none() {
        assert_eq!(Symbol::whole("${A.Arn}"), Some(Symbol { name: "A", attribute: Some("Arn") }));
        for text in ["${A}/*", "x${A}", "${A}${B}", "A", ""] {
            assert_eq!(Symbol::whole(text), None, "{text}");
        }
    }
}
