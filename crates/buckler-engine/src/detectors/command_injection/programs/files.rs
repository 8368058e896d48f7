//! Programs that handle files and their text.

use super::Value::{Danger, Plain, Read, Write};
use super::{Program, Style, Trailing};

pub(super) const PROGRAMS: &[Program] = &[
    Program::new("echo printf test [ [[ true false expr seq basename dirname date sleep logger notify-send", Plain)
        .style(Style::None),
    Program::new("cat bat tac rev wc cksum sum md5sum sha1sum sha224sum sha256sum sha384sum sha512sum b2sum", Read).harmless("*"),
    Program::new("head tail", Read)
        .options(&[("-n --lines -c --bytes -s --sleep-interval --pid", Plain)])
        .harmless("*"),
    Program::new("nl", Read).options(&[("-b -d -f -h -i -l -n -s -v -w", Plain)]).harmless("*"),
    Program::new("ls dir vdir lsattr getfacl readlink realpath namei", Read)
        .options(&[("-I --ignore --hide --block-size -w --width -T --tabsize --relative-to --relative-base", Plain)])
        .harmless("-l -a -la -al -lh -lah -h -1 -A -R -r -t -S -s -d -c -i -L -n -m -e -f -z"),
    Program::new("stat", Read).options(&[("-c --format --printf", Plain)]).harmless("-L -f -t"),
    Program::new("file", Read)
        .options(&[("-m --magic-file", Danger), ("-f --files-from", Read), ("-F --separator -e --exclude -P", Plain)])
        .harmless("-b -i -L -s -z"),
    Program::new("du df", Read)
        .options(&[
            ("-X --exclude-from --files0-from", Read),
            ("-d --max-depth -B --block-size -t --threshold --type -x --exclude-type --exclude", Plain),
        ])
        .harmless("-h -s -a -k -m -c -i -T"),
    Program::new("tree exa eza lsd", Read).options(&[("-o", Write), ("-L -P -I --filelimit --charset -H -T", Plain)]),
    Program::new("less more most pg", Read)
        .options(&[("-k -o -O -K --lesskey-file --log-file", Danger), ("-p -t -b -j -x", Plain)])
        .protocols(&["+"]),
    Program::new("base64 base32 basenc fold fmt expand unexpand dos2unix unix2dos", Read)
        .options(&[("-w --wrap --width -t --tabs", Plain)])
        .harmless("-d -D -i --decode -s"),
    Program::new("xxd", Read).options(&[("-s -l -c -g -o", Plain)]).harmless("-r -p -u -i -b"),
    Program::new("hexdump hd od strings", Read)
        .options(&[("-f", Read), ("-n -s -e -A -j -N -t -w -S -T", Plain)])
        .harmless("-v -C -x -a -c -b"),
    Program::new("column pr", Read).options(&[("-s -c -o -l -w -h -N", Plain)]).harmless("-t -x"),
    Program::new("iconv", Read)
        .options(&[("-o --output", Write), ("-f --from-code -t --to-code", Plain)])
        .harmless("-c -l -s"),
    Program::new("tr", Plain).harmless("*"),
    Program::new("cut", Read)
        .options(&[("-d --delimiter -f --fields -c --characters -b --bytes --output-delimiter", Plain)])
        .harmless("*"),
    Program::new("paste", Read).options(&[("-d --delimiters", Plain)]).harmless("*"),
    Program::new("join", Read).options(&[("-t -1 -2 -o -e -j -a -v", Plain)]).harmless("*"),
    Program::new("uniq comm", Read).options(&[("-f -s -w", Plain)]).harmless("*"),
    Program::new("sort gsort", Read)
        .options(&[
            ("-o --output", Write),
            ("--compress-program", Danger),
            ("-T --temporary-directory --files0-from --random-source", Read),
            ("-k --key -t --field-separator -S --buffer-size --parallel --sort", Plain),
        ])
        .harmless("-n -r -u -f -b -h -V -s -z"),
    Program::new("shuf split csplit tsort", Read).options(&[
        ("--filter --random-source", Danger),
        ("-o --output --additional-suffix", Write),
        ("-n -l -b -a -C -d", Plain),
    ]),
    Program::new("tee sponge", Write).harmless("-a -i"),
    Program::new("grep egrep fgrep zgrep pcregrep", Read)
        .options(&[
            ("-f --file --exclude-from", Read),
            (
                "-e --regexp -m --max-count -A -B -C --after-context --before-context --context --include --exclude",
                Plain,
            ),
            ("--exclude-dir -d -D --label --color", Plain),
        ])
        .harmless("-i -v -n -c -l -L -o -w -x -q -s -h -H -E -F -P")
        .trailing(Trailing::First { value: Plain }),
    Program::new("rg ag ack", Read)
        .options(&[
            ("--pre --hostname-bin --ackrc --config", Danger),
            ("-f --file --ignore-file --path-to-ignore", Read),
            ("-e --regexp -m --max-count -A -B -C -g --glob -t --type -T -d --max-depth -r --replace -j", Plain),
        ])
        .harmless("-i -n -l -c -w -v -o -F -q -s -S")
        .trailing(Trailing::First { value: Plain }),
    Program::new("diff cmp colordiff sdiff diff3", Read)
        .options(&[
            ("-o --output --diff-program --to-file --from-file", Danger),
            ("-U -C -W -I -x -L --label --exclude --unified --context", Plain),
        ])
        .harmless("-u -q -b -B -w -r -N -y -i -s"),
    Program::new("patch", Read)
        .options(&[("-i --input", Read), ("-o --output -r --reject-file -d --directory", Write), ("-p --strip -F -V -z", Plain)])
        .harmless("-N -R -s -f -b"),
    Program::new("cp mv install ln link", Write)
        .options(&[("-t --target-directory", Write), ("-S --suffix -m --mode -o --owner -g --group", Plain)]),
    Program::new("rm rmdir unlink", Write).harmless("-f -v"),
    Program::new("mkdir mkfifo mknod", Write).options(&[("-m --mode -Z --context", Plain)]).harmless("-p -v --parents"),
    Program::new("touch truncate fallocate", Write)
        .options(&[("-r --reference", Read), ("-d --date -t -s --size -l --length -o --offset", Plain)])
        .harmless("-a -m -c"),
    Program::new("mktemp", Write).options(&[("-p --tmpdir", Write), ("--suffix", Plain)]).harmless("-d -q -u"),
    Program::new("shred", Write)
        .options(&[("--random-source", Read), ("-n --iterations -s --size", Plain)])
        .harmless("-f -u -v -z"),
    Program::new("chmod chown chgrp chattr setfacl setfattr", Write)
        .options(&[("--reference --restore", Read), ("-m -x -n -v", Plain)])
        .trailing(Trailing::First { value: Plain }),
    Program::new("dd", Plain).options(&[("if", Read), ("of", Write)]).style(Style::None).protocols(&["if=", "of="]),
    Program::new("tar gtar bsdtar star", Read)
        .options(&[
            ("-I --use-compress-program --to-command --checkpoint --checkpoint-action -F --info-script --new-volume-script", Danger),
            ("--rsh-command --rmt-command --index-file --volno-file", Danger),
            ("-f --file -C --directory --one-top-level -g --listed-incremental", Write),
            ("-T --files-from -X --exclude-from", Read),
            ("-b --exclude --strip-components --transform --xform -H --format --owner --group --mode --mtime", Plain),
            ("-L --tape-length -V --label -N --newer --suffix", Plain),
        ])
        .harmless("-v -z -j -J -p --verbose"),
    Program::new("zip", Write).options(&[
        ("-TT --unzip-command", Danger),
        ("-b -O --out --output-file", Write),
        ("-i -x -n -t -P -s -Z --exclude --include --password", Plain),
    ]),
    Program::new("unzip zipinfo funzip", Read)
        .options(&[("-d", Write), ("-x -P -O -I", Plain)])
        .harmless("-l -o -q -n -j"),
    Program::new("7z 7za 7zr p7zip rar unrar unar lsar", Read)
        .options(&[("-o -w -output-directory", Write), ("-p -t -m -x -i -v", Plain)])
        .protocols(&["@"]),
    Program::new(
        "gzip gunzip zcat bzip2 bunzip2 bzcat xz unxz xzcat zstd unzstd zstdcat lz4 compress brotli pigz lzma",
        Read,
    )
    .options(&[
        ("-o --output -D --dictionary", Write),
        ("-S --suffix -T --threads", Plain),
        ("--files", Danger),
    ])
    .harmless("-d -k -c -v -f -q -t -l"),
    Program::new("cpio pax ar ranlib rpm2cpio", Write).options(&[
        ("--rsh-command --to-stdout", Danger),
        ("-F --file -O -I -D --directory -E", Write),
        ("-H -R -C", Plain),
    ]),
    Program::new("locate mlocate plocate which whereis type", Plain)
        .options(&[("-d --database", Read), ("-n -l --limit", Plain)]),
    Program::new("cd pushd", Read).harmless("-P -L"),
];
