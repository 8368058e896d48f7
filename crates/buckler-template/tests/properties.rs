//! What holds for every text: reading ends without a panic, and places are exact enough to edit by.

#![allow(clippy::panic, clippy::string_slice, clippy::unwrap_used, reason = "helpers of tests")]

use buckler_template::{Deployment, Node, Template, Value, edit};
use proptest::prelude::*;

/// A small tree of mappings, lists and scalars.
fn tree() -> impl Strategy<Value = Tree> {
    let text = prop_oneof!["[a-zA-Z][a-zA-Z0-9 ]{0,8}", "[ -~é€😀\n\t]{0,12}"];
    let leaf = prop_oneof![
        text.prop_map(Tree::Text),
        any::<i32>().prop_map(|number| Tree::Plain(number.to_string())),
        Just(Tree::Plain("true".to_owned())),
        Just(Tree::Plain("null".to_owned())),
    ];
    leaf.prop_recursive(4, 40, 5, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..5).prop_map(Tree::List),
            prop::collection::vec(("[a-zé]{1,6}", inner), 0..5).prop_map(Tree::Map),
        ]
    })
}

#[derive(Clone, Debug)]
enum Tree {
    Text(String),
    Plain(String),
    List(Vec<Tree>),
    Map(Vec<(String, Tree)>),
}

fn quoted(text: &str) -> String {
    let mut out = String::from('"');
    for c in text.chars() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            c => out.push(c),
        }
    }
    out + "\""
}

impl Tree {
    /// JSON, with blanks that must not matter.
    fn json(&self, out: &mut String) {
        match self {
            Self::Text(text) => out.push_str(&quoted(text)),
            Self::Plain(word) => out.push_str(word),
            Self::List(items) => {
                out.push_str("[ ");
                for (index, item) in items.iter().enumerate() {
                    out.push_str(if index == 0 { "" } else { " ,\n " });
                    item.json(out);
                }
                out.push(']');
            }
            Self::Map(entries) => {
                out.push('{');
                for (index, (key, value)) in entries.iter().enumerate() {
                    out.push_str(if index == 0 { "\n" } else { ",\r\n  " });
                    out.push_str(&format!("{} : ", quoted(key)));
                    value.json(out);
                }
                out.push('}');
            }
        }
    }

    /// YAML in block style.
    fn yaml(&self, indent: usize, out: &mut String) {
        let pad = " ".repeat(indent);
        match self {
            Self::List(items) if !items.is_empty() => {
                for item in items {
                    out.push_str(&format!("\n{pad}- "));
                    item.yaml(indent + 2, out);
                }
            }
            Self::Map(entries) if !entries.is_empty() => {
                for (key, value) in entries {
                    out.push_str(&format!("\n{pad}{}: ", quoted(key)));
                    value.yaml(indent + 2, out);
                }
                out.push_str("  # comment");
            }
            other => other.json(out),
        }
    }
}

/// Every value of the tree.
fn nodes(root: &Node) -> Vec<&Node> {
    let mut all = vec![root];
    let mut next = 0;
    while let Some(node) = all.get(next).copied() {
        all.extend(node.items());
        all.extend(node.entries().iter().map(|entry| &entry.value));
        next += 1;
    }
    all
}

/// The value without its places.
fn shape(node: &Node) -> String {
    match &node.value {
        Value::List(items) => format!("[{}]", items.iter().map(shape).collect::<Vec<_>>().join(",")),
        Value::Map(entries) => {
            let entries = entries.iter().map(|entry| format!("{:?}:{}", entry.key.text, shape(&entry.value)));
            format!("{{{}}}", entries.collect::<Vec<_>>().join(","))
        }
        other => format!("{other:?}"),
    }
}

/// Puts other text in place of each scalar in turn: nothing but that scalar may change.
fn splices_are_exact(text: &str) {
    let before = Template::parse("t", text).unwrap_or_else(|error| panic!("{error} in {text:?}"));
    for (index, node) in nodes(before.root()).into_iter().enumerate() {
        if matches!(node.value, Value::List(_) | Value::Map(_)) {
            continue;
        }
        let edited = format!("{}\"spliced\"{}", &text[..node.span.start], &text[node.span.end..]);
        let after = Template::parse("t", &edited).unwrap_or_else(|error| panic!("{error} in {edited:?}"));
        let expected: Vec<_> = nodes(before.root()).into_iter().map(shape_of_leaf).collect();
        let found: Vec<_> = nodes(after.root()).into_iter().map(shape_of_leaf).collect();
        assert_eq!(found.len(), expected.len(), "{edited:?}");
        for (at, (found, expected)) in found.iter().zip(&expected).enumerate() {
            let wanted = if at == index { "Text(\"spliced\")" } else { expected };
            assert_eq!(found, wanted, "{edited:?}");
        }
    }
}

/// Replaces one scalar and gives one mapping an entry; both are there afterwards, and the way back is exact.
fn edits_can_be_taken_back(text: &str, which: usize) {
    let template = Template::parse("t", text).unwrap_or_else(|error| panic!("{error} in {text:?}"));
    let all = nodes(template.root());
    let leaves: Vec<_> = all.iter().filter(|node| !matches!(node.value, Value::List(_) | Value::Map(_))).collect();
    let maps: Vec<_> = all.iter().filter_map(|node| edit::insert_entry(text, node, "Added", "1 é")).collect();
    let mut edits: Vec<_> = maps.get(which % maps.len().max(1)).cloned().into_iter().collect();
    let leaf = leaves.get(which % leaves.len().max(1)).map(|node| edit::set_text(node, "new ü"));
    edits.extend(leaf.filter(|leaf| edits.iter().all(|other| other.start != leaf.start)));
    let edited = edit::apply(text, &edits).unwrap();
    let again = Template::parse("t", &edited.text).unwrap_or_else(|error| panic!("{error} in {:?}", edited.text));
    for expected in &edits {
        let is_added = expected.text.contains("Added");
        let found = nodes(again.root()).into_iter().any(|node| match is_added {
            true => node.get("Added").and_then(Node::text) == Some("1 é"),
            false => node.text() == Some("new ü"),
        });
        assert!(found, "{expected:?} in {:?}", edited.text);
    }
    let back = edit::apply(&edited.text, &edited.undo).unwrap();
    assert_eq!(back.text, text);
}

/// Leaves whole, collections by their kind and keys.
fn shape_of_leaf(node: &Node) -> String {
    match &node.value {
        Value::List(items) => format!("list of {}", items.len()),
        Value::Map(entries) => format!("{:?}", entries.iter().map(|entry| &entry.key.text).collect::<Vec<_>>()),
        other => format!("{other:?}"),
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, ..ProptestConfig::default() })]

    #[test]
    fn any_text_is_read_or_refused(text in "\\PC{0,200}|[\\[\\]{}:,\\-!&*|>'\"#\n a-z]{0,200}") {
        if let Ok(template) = Template::parse("t", &text) {
            template.application(&Deployment::default());
            for node in nodes(template.root()) {
                prop_assert!(text.get(node.span.start..node.span.end).is_some(), "{:?} of {:?}", node.span, text);
            }
        }
    }

    #[test]
    fn json_can_be_edited_by_splicing(tree in tree()) {
        let mut text = String::new();
        Tree::Map(vec![("root".to_owned(), tree)]).json(&mut text);
        splices_are_exact(&text);
    }

    #[test]
    fn yaml_can_be_edited_by_splicing(tree in tree()) {
        let mut text = String::new();
        Tree::Map(vec![("root".to_owned(), tree)]).yaml(0, &mut text);
        splices_are_exact(&text);
    }

    #[test]
    fn what_is_edited_can_be_taken_back(tree in tree(), style in 0..3_usize, crlf: bool, bom: bool, which: usize) {
        let mut text = String::new();
        let tree = Tree::Map(vec![("root".to_owned(), tree)]);
        match style {
            0 => tree.json(&mut text),
            1 => tree.yaml(0, &mut text),
            // The same value twice: once with an anchor, in flow style, once as an alias, with a merge key beside it.
            _ => {
                text.push_str("é: &anchör ");
                let mut json = String::new();
                tree.json(&mut json);
                text.push_str(&json.replace('\n', "\n  "));
                text.push_str("\nagain: *anchör # ü\nmerged:\n  <<: *anchör\n  own: 'x'\n");
            }
        }
        if crlf {
            text = text.replace("\r\n", "\n").replace('\n', "\r\n");
        }
        if bom {
            text.insert(0, '\u{feff}');
        }
        edits_can_be_taken_back(&text, which);
    }

    #[test]
    fn json_and_yaml_agree(tree in tree()) {
        let (mut json, mut yaml) = (String::new(), String::new());
        let tree = Tree::Map(vec![("root".to_owned(), tree)]);
        tree.json(&mut json);
        tree.yaml(0, &mut yaml);
        let read = |text: &str| shape(Template::parse("t", text).unwrap().root());
        prop_assert_eq!(read(&json), read(&yaml));
    }
}
