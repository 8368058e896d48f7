//! Programs that developers and their builds use.

use super::Value::{Danger, Plain, Read, Script, Setting, Write};
use super::{Program, Style, Trailing};

pub(super) const PROGRAMS: &[Program] = &[
    Program::new("git", Read)
        .options(&[
            ("-c --config --config-env", Setting),
            ("--upload-pack --receive-pack --exec --exec-path --template", Danger),
            ("--open-files-in-pager --ext-diff --textconv --hook-path --separate-git-dir --reference", Danger),
            ("--output -o --output-directory", Write),
            ("-C --git-dir --work-tree -F --file --pathspec-from-file --ignore-revs-file", Read),
            ("-m --message -b --branch -B --depth --format --pretty --author --date --since --until --after", Plain),
            ("--before --grep --max-count -G -L --origin --remote --track --strategy --abbrev", Plain),
        ])
        .protocols(&["ext::", "fd::", "remote-"])
        .harmless("-q -v --oneline --quiet --verbose --stat --all --cached"),
    Program::new("gh glab hub", Plain)
        .options(&[("--hostname --editor --browser", Danger), ("-R --repo -t --title -b --body -F --body-file", Plain)]),
    Program::new("hg", Read)
        .options(&[
            ("--config --cwd -e --ssh --remotecmd --debugger --tool", Danger),
            ("-R --repository", Read),
            ("-o --output", Write),
            ("-r --rev -b --branch -m --message -u --user -d --date -l --limit --template -T -k", Plain),
        ])
        .protocols(&["ext::", "alias:"]),
    Program::new("svn svnadmin svnlook cvs bzr fossil darcs", Read)
        .options(&[
            ("--config-dir --config-option --editor-cmd --diff-cmd --diff3-cmd -e -d", Danger),
            ("-r -m -N --username --password --depth -F --file", Plain),
        ])
        .protocols(&["ext::"]),
    Program::new("npm yarn pnpm", Read).options(&[
        ("--script-shell --prefix --registry --userconfig --globalconfig --node-options --shell --editor", Danger),
        ("--cwd -C --workspace -w --tag --loglevel", Plain),
    ]),
    Program::new("npx pnpx bunx uvx pipx", Danger).options(&[("-p --package --registry -c --call", Danger)]).trailing(Trailing::First {
        value: Danger,
    }),
    Program::new("pip uv poetry easy_install conda mamba", Read).options(&[
        ("-i --index-url --extra-index-url --find-links -f --trusted-host --proxy --config-settings", Danger),
        ("-r --requirement -c --constraint -e --editable --python -t --target --prefix --root", Danger),
        ("--timeout --retries -n --name --log", Plain),
    ]),
    Program::new("gem bundle bundler cargo go composer mix nuget dotnet mvn gradle gradlew ant sbt lein stack cabal", Plain)
        .options(&[
            ("--config -f --file --manifest-path -exec -toolexec -I --init-script -s --settings --source", Danger),
            ("-c -C --project-dir -o --output -lib -listener -logger -gs", Danger),
            ("-p -D -P", Plain),
        ]),
    Program::new("gcc g++ cc c++ clang clang++ ld as nasm rustc javac tsc ghc fpc", Read)
        .options(&[
            ("-wrapper -B -specs -fplugin -plugin -T -load -C -processorpath -processor -J --extern", Danger),
            ("-o -MF -aux-info -dumpdir -d", Write),
            ("-I -L -include -isystem -imacros -iquote", Read),
            ("-D -U -l -x -std -O -W -m -e", Plain),
        ])
        .protocols(&["@"]),
    Program::new("cmake meson autoconf configure", Read)
        .options(&[("-P -E -C -S -B --build --install --cross-file --native-file", Danger), ("-D -G -j -U", Plain)]),
    Program::new("terraform tofu pulumi ansible ansible-playbook packer vagrant chef-client puppet salt", Script).options(&[
        ("-i --inventory -c --connection -e --extra-vars -m --module-name -a --args -M --module-path", Danger),
        ("-chdir -var-file -backend-config -state -plugin-dir --vault-password-file --ssh-common-args", Danger),
        ("-var -target -l --limit -t --tags -u --user -f --forks", Plain),
    ]),
    Program::new("eslint prettier jest mocha ava tap webpack rollup esbuild vite babel gulp grunt tsup", Read).options(&[
        ("-c --config --rulesdir --plugin --resolve-plugins-relative-to --parser -r --require -f --format", Danger),
        ("--gulpfile --gruntfile --setupFiles --globalSetup --testRunner --transform --import --loader", Danger),
        ("-o --outfile --output-file --output --outdir --cache-location", Write),
        ("--ext --rule --env --testNamePattern -t --grep -g --timeout", Plain),
    ]),
    Program::new("pytest tox nox coverage pylint flake8 mypy black ruff isort", Read).options(&[
        ("-c --config-file --rootdir --confcutdir -p --plugin --rcfile --load-plugins --init-hook --python-executable", Danger),
        ("--cov-config --basetemp -o --override-ini", Danger),
        ("-k -m -n --maxfail --tb", Plain),
    ]),
    Program::new("objdump readelf nm strip objcopy ldd c++filt addr2line", Read)
        .options(&[("-o --output --add-section --dump-section", Write), ("--plugin --target", Danger), ("-j -M", Plain)])
        .style(Style::Clusters),
    Program::new("ctags etags cscope doxygen indent clang-format astyle", Read)
        .options(&[("-o -f --output", Write), ("--options --style --assume-filename", Danger), ("-L -i", Read)]),
    Program::new("serverless sls sam cdk amplify chalice zappa", Plain)
        .options(&[("-c --config --template --template-file -t --app -a --plugin --profile", Danger), ("-s --stage -r --region", Plain)]),
];
