//! Programs that run code.

use super::Value::{Code, Danger, JavaScript, Plain, Read, Script, Sed, Write};
use super::{Program, Style, Trailing};

pub(super) const PROGRAMS: &[Program] = &[
    Program::new("python pypy ipython jython micropython", Plain)
        .options(&[("-c", Code), ("-m", Script), ("-W -X -Q --check-hash-based-pycs", Plain)])
        .trailing(Trailing::Script { value: Script }),
    Program::new("node nodejs bun ts-node tsx deno", Plain)
        .options(&[
            ("-e --eval -p --print", JavaScript),
            ("-r --require --import --loader --experimental-loader --env-file --openssl-config --config -C", Danger),
            ("--stack-size --max-old-space-size --title", Plain),
        ])
        .trailing(Trailing::Script { value: Script }),
    Program::new("perl", Plain)
        .options(&[("-e -E", Code), ("-M -m -I", Danger), ("-F", Plain)])
        .trailing(Trailing::Script { value: Script }),
    Program::new("ruby jruby irb", Plain)
        .options(&[("-e", Code), ("-r -I -C -X", Danger), ("-F -E", Plain)])
        .trailing(Trailing::Script { value: Script }),
    Program::new("php php-cgi", Plain)
        .options(&[("-r -B -R -E", Code), ("-d -c -z -S -t", Danger), ("-f -F", Script)])
        .trailing(Trailing::Script { value: Script }),
    Program::new(
        "lua luajit Rscript R julia osascript groovy scala elixir erl tclsh wish guile racket ghci octave",
        Plain,
    )
    .options(&[("-e -E --eval --execute -eval -r", Code), ("-l -L -pa -pz -f --load --file", Danger)])
    .trailing(Trailing::Script { value: Script }),
    Program::new("java", Plain)
        .options(&[
            ("-jar", Script),
            ("-cp -classpath --class-path -p --module-path -m --module --upgrade-module-path --add-modules", Danger),
        ])
        .style(Style::Single)
        .trailing(Trailing::Script { value: Script }),
    Program::new("awk gawk mawk nawk", Read)
        .options(&[
            ("-f --file -i --include -l --load -E --exec", Script),
            ("-e --source", Code),
            ("-v --assign -F --field-separator", Plain),
        ])
        .trailing(Trailing::First { value: Code }),
    Program::new("sed gsed", Read)
        .options(&[("-e --expression", Sed), ("-f --file", Script), ("-l --line-length", Plain)])
        .harmless("-n -E -r -z -u")
        .trailing(Trailing::First { value: Sed }),
    Program::new("jq yq", Read)
        .options(&[
            ("-f --from-file -L", Script),
            ("--arg --argjson", Plain),
            ("--slurpfile --rawfile --argfile", Read),
            ("--indent", Plain),
        ])
        .harmless("-r -c -n -s -e -S -M -C -a -j")
        .pairs("--arg --argjson --slurpfile --rawfile --argfile")
        .trailing(Trailing::First { value: Plain }),
    Program::new("bc dc", Read).options(&[("-e --expression", Code), ("-f --file", Script)]),
    Program::new("vim vi nvim ex view emacs ed nano ne joe", Read)
        .options(&[("-c -S -u -U -w -W --cmd --eval -l --load --script -f --funcall -i", Danger), ("-t -T", Plain)])
        .protocols(&["+"]),
    Program::new("m4 cpp", Read).options(&[("-D -U", Plain), ("-I --include -F -R", Danger)]),
    Program::new("xsltproc xmlstarlet xmllint", Read).options(&[
        ("-o --output", Write),
        ("--path --schema --relaxng --dtdvalid", Read),
        ("--xpath --param --stringparam -t -m -v -s -u", Plain),
    ]),
];
