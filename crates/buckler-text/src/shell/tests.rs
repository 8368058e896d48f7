use super::*;
use alloc::{format, string::String, vec, vec::Vec};
use proptest::prelude::*;

/// The tokens of a command, each in its own brackets, with a letter for what it does.
fn read(text: &str) -> String {
    let mut out = String::new();
    let mut at = 0;
    for token in &lex(text).tokens {
        assert_eq!(token.start, at, "gap in {text:?}");
        at = token.end;
        let piece = text.get(token.start as usize..token.end as usize).expect("tokens end between characters");
        let letter = match token.kind {
            TokenKind::Text => "",
            TokenKind::Escape => "e",
            TokenKind::Blank => {
                out.push(' ');
                continue;
            }
            TokenKind::Newline => "n",
            TokenKind::Operator => "o",
            TokenKind::Redirect => "r",
            TokenKind::Comment => "c",
            TokenKind::QuoteOpen => "q+",
            TokenKind::QuoteClose => "q-",
            TokenKind::QuoteUnit => "qq",
            TokenKind::Variable => "v",
            TokenKind::ExpansionOpen => "x+",
            TokenKind::ExpansionClose => "x-",
            TokenKind::Glob => "g",
            TokenKind::Brace => "b",
            TokenKind::Tilde => "t",
            TokenKind::DocumentEnd => "d",
            TokenKind::Unread => "u",
        };
        out.push_str(&format!(
            "{letter}[{}]",
            format!("{}", piece.escape_debug()).replace("\\\"", "\"").replace("\\'", "'")
        ));
    }
    assert_eq!(at as usize, text.len(), "{text:?} is not read to its end");
    out
}

#[track_caller]
fn check(text: &str, expected: &str) {
    assert_eq!(read(text), expected, "{text:?}");
}

#[test]
fn words_blanks_and_operators() {
    check("ls -l  a|wc&&x||y;z &", "[ls] [-l] [a]o[|][wc]o[&&][x]o[||][y]o[;][z] o[&]");
    check("a\\ b\\;c", "[a]e[\\\\ ][b]e[\\\\;][c]");
    check("a \\\n b", "[a] [b]");
    check("a\nb", "[a]n[\\n][b]");
    check("(a;b)", "o[(][a]o[;][b]o[)]");
    check("x=(a b) c", "[x=]o[(][a] [b]o[)] [c]");
}

#[test]
fn redirections_take_their_descriptor() {
    check("a 2>&1 >b <c >>d &>e", "[a] r[2>&][1] r[>][b] r[<][c] r[>>][d] r[&>][e]");
    check("a2>b", "[a2]r[>][b]");
    check("a <<<b", "[a] r[<<<][b]");
    check("a <(b) >(c)", "[a] x+[<(][b]x-[)] x+[>(][c]x-[)]");
}

#[test]
fn comments_begin_only_at_the_beginning_of_a_word() {
    check("a b#c #d\ne", "[a] [b#c] c[#d]n[\\n][e]");
    check("a;#b", "[a]o[;]c[#b]");
}

#[test]
fn single_quotes_hold_everything_but_their_end() {
    check("a '$(b) \"c\" \\'d", "[a] q+['][$(b) \"c\" \\\\]q-['][d]");
    check("'it'\\''s'", "q+['][it]qq['\\\\''][s]q-[']");
    check("'it'\"'\"'s'", "q+['][it]qq['\"'\"'][s]q-[']");
    check("$'a\\'b'c", "q+[$'][a]e[\\\\'][b]q-['][c]");
    assert!(lex("a 'b").unterminated && !lex("a 'b'").unterminated);
}

#[test]
fn double_quotes_hold_expansions() {
    check(
        "\"a $b ${c} $(d \"e\" f) `g`\"",
        "q+[\"][a ]v[$b][ ]x+[${][c]x-[}][ ]x+[$(][d] q+[\"][e]q-[\"] [f]x-[)][ ]x+[`][g]x-[`]q-[\"]",
    );
    check("\"a\\\"b\\c\\$d\"", "q+[\"][a]e[\\\\\"][b\\\\c]e[\\\\$][d]q-[\"]");
    check("\"5$ a$\"", "q+[\"][5$ a$]q-[\"]");
    assert!(lex("\"a\\\"").unterminated);
}

#[test]
fn expansions_nest() {
    check("$(a $(b) )c", "x+[$(][a] x+[$(][b]x-[)] x-[)][c]");
    check("$((1+(2)))x", "x+[$((][1+(2)]x-[))][x]");
    check("$((a) | b)x", "x+[$((][a]o[)] o[|] [b]x-[)][x]");
    check("$(case x in a) b;; esac)c", "x+[$(][case] [x] [in] [a]o[)] [b]o[;;] [esac]x-[)][c]");
    check("${a:-\"b c\"}d", "x+[${][a:][-]q+[\"][b c]q-[\"]x-[}][d]");
    check("`a \"b`c", "x+[`][a] q+[\"][b]x-[`][c]");
}

#[test]
fn here_documents_end_at_their_delimiter() {
    check("a <<E\n$b\nE\nc", "[a] r[<<][E]n[\\n]v[$b][\\n]d[E]n[\\n][c]");
    check("a <<'E'\n$b\nE\nc", "[a] r[<<]q+['][E]q-[']n[\\n][$b\\n]d[E]n[\\n][c]");
    check("a <<-E\nb\n\tE\nc", "[a] r[<<-][E]n[\\n][b\\n]d[\\tE]n[\\n][c]");
    check("a <<E <<'F'\n1\nE\n2\nF\nc", "[a] r[<<][E] r[<<]q+['][F]q-[']n[\\n][1\\n]d[E]n[\\n][2\\n]d[F]n[\\n][c]");
    check("a <<E | b\nc\nE", "[a] r[<<][E] o[|] [b]n[\\n][c\\n]d[E]");
    check("a <<E\n$(b\nc)\nE\n", "[a] r[<<][E]n[\\n]x+[$(][b]n[\\n][c]x-[)][\\n]d[E]n[\\n]");
}

#[test]
fn patterns_braces_and_tildes_count_where_they_act() {
    check("a*b ?[c", "[a]g[*][b] g[?]g[[][c]");
    check("{a,b} {a} {1..3} a{b", "b[{][a,b}] [{][a}] b[{][1..3}] [a][{][b]");
    check("~/a b~c ~5", "t[~][/a] [b~c] [~5]");
}

#[test]
fn nesting_beyond_the_limit_is_left_unread() {
    let deep = "$(".repeat(100);
    let script = lex(&deep);
    assert_eq!(script.tokens.last().map(|token| token.kind), Some(TokenKind::Unread));
    assert!(script.unterminated);
}

fn words(text: &str) -> Vec<Vec<String>> {
    let script = lex(text);
    let numbers: Vec<u32> = (0..=script.tokens.iter().map(|token| token.command).max().unwrap_or(0)).collect();
    let commands = commands(text, &script, &numbers);
    let of = |command: &Command| command.words.iter().map(|word| word.argument(text, &script).text).collect();
    commands.iter().map(of).filter(|words: &Vec<String>| !words.is_empty()).collect()
}

#[test]
fn commands_have_the_words_their_program_will_see() {
    assert_eq!(words("a 'b c'\"d\"\\ e | f"), [vec!["a", "b cd e"], vec!["f"]]);
    assert_eq!(words("a \"x$(b c)y\" d"), [vec!["a", "x$(b c)y", "d"], vec!["b", "c"]]);
    assert_eq!(words("a 'it'\\''s' $'1\\n2'"), [vec!["a", "it's", "1\n2"]]);
    assert_eq!(words("a <<E b\nbody\nE\nc"), [vec!["a", "E", "b"], vec!["c"]]);
}

#[test]
fn assignments_and_reserved_words_name_no_program() {
    let program = |text: &str| {
        let command = commands(text, &lex(text), &[0]).remove(0);
        command
            .program(text)
            .map(|index| command.words[index].start as usize)
            .and_then(|start| text.get(start..))
            .map(String::from)
    };
    assert_eq!(program("A=1 B+=2 curl x").as_deref(), Some("curl x"));
    assert_eq!(program("if ! curl x").as_deref(), Some("curl x"));
    assert_eq!(program(">out curl x").as_deref(), Some("curl x"));
    assert_eq!(program("for x in a b"), None);
}

#[test]
fn words_of_redirections_are_told_apart() {
    let text = "a <b 2>>c 2>&1 <<<d <<E";
    let command = commands(text, &lex(text), &[0]).remove(0);
    let kinds: Vec<_> = command.words.iter().map(|word| word.redirection).collect();
    let some =
        [Redirection::Read, Redirection::Write, Redirection::Descriptor, Redirection::Text, Redirection::Delimiter];
    assert_eq!(kinds, [vec![None], some.map(Some).to_vec()].concat());
}

#[test]
fn a_range_of_a_command_is_found_in_the_argument() {
    let text = "a 'b'\"c d\"e";
    let script = lex(text);
    let argument = commands(text, &script, &[0])[0].words[1].argument(text, &script);
    assert_eq!(argument.text, "bc de");
    assert_eq!(argument.range(6..9), Some(1..4));
    assert_eq!(argument.range(3..10), Some(0..4));
    assert_eq!(argument.range(5..6), None);
}

/// A megabyte of each construct that opens something takes milliseconds, not minutes.
#[test]
fn time_is_linear() {
    extern crate std;
    for unit in [
        "$(", "${", "$((", "'", "\"", "`", "<<a\n", "<<a ", "\\", "$'", "(", "{", "a{", "{,", "#", "case ", "\n", "2>",
        "\"'", "`\"", "$", "a",
    ] {
        let text = unit.repeat((1 << 20) / unit.len());
        let start = std::time::Instant::now();
        let script = lex(&text);
        let numbers: Vec<u32> = script.tokens.iter().map(|token| token.command).take(1).collect();
        commands(&text, &script, &numbers);
        let elapsed = start.elapsed();
        // Unoptimized, on a busy machine: the quadratic mistakes this guards against take minutes.
        assert!(elapsed.as_secs() < 5, "{unit:?} took {elapsed:?}");
    }
}

proptest! {
    #[test]
    fn any_text_is_read_to_its_end(text in "[a-e '\"$(){}<>|&;`\\\\\n\t#~*?\\[\\]=,!é-]{0,60}") {
        read(&text);
        words(&text);
    }

    #[test]
    fn quoted_text_stays_inside_its_quotes(text in "[a-e \"$(){}<>|&;`\\\\\n#~*é']{0,40}") {
        let quoted = format!("a '{}' b", text.replace('\'', "'\\''"));
        prop_assert_eq!(words(&quoted), [["a", text.as_str(), "b"]]);
        let quoted = format!("a '{}' b", text.replace('\'', "'\"'\"'"));
        prop_assert_eq!(words(&quoted), [["a", text.as_str(), "b"]]);
    }
}

#[test]
fn one_here_document_too_many_leaves_the_rest_unread_once() {
    let announced = "<<A".repeat(8);
    let read = read(&format!("cat {announced}<<A<b"));
    assert!(read.ends_with("r[<<][A]u[<b]"), "{read}");
}
