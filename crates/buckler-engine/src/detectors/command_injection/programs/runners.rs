//! Programs that start other programs.

use super::Value::{Command, Danger, Plain, Program as Starts, Read, Script, Write};
use super::{Program, Style, Trailing};

pub(super) const PROGRAMS: &[Program] = &[
    Program::new("sh bash dash zsh ksh mksh ash rbash fish csh tcsh", Plain)
        .options(&[("-c", Command), ("--rcfile --init-file", Danger), ("-o -O +o +O", Plain)])
        .harmless("-c -e -u -x -l")
        .style(Style::Shell)
        .trailing(Trailing::Script { value: Script }),
    Program::new("busybox toybox sbase-box", Plain).trailing(Trailing::Program { after: 0 }),
    Program::new("env", Plain)
        .options(&[("-S --split-string", Command), ("-u --unset -C --chdir", Plain)])
        .trailing(Trailing::Program { after: 0 }),
    Program::new("sudo doas sudoedit pkexec", Plain)
        .options(&[("-u -g -h -p -C -r -t -D -R -T -U --user --group --host --prompt --chdir", Plain)])
        .trailing(Trailing::Program { after: 0 }),
    Program::new("su runuser", Plain).options(&[
        ("-c --command --session-command", Command),
        ("-s --shell", Danger),
        ("-u --user -g --group -G --supp-group -w --whitelist-environment", Plain),
    ]),
    Program::new("gosu su-exec setpriv chpst setuidgid softlimit", Plain).trailing(Trailing::Program { after: 1 }),
    Program::new("nohup setsid catchsegv eatmydata fakeroot tini dumb-init dbus-run-session xvfb-run unbuffer", Plain)
        .trailing(Trailing::Program { after: 0 }),
    Program::new("timeout", Plain)
        .options(&[("-s --signal -k --kill-after", Plain)])
        .trailing(Trailing::Program { after: 1 }),
    Program::new("nice ionice chrt", Plain)
        .options(&[("-n --adjustment -c --class -p", Plain)])
        .trailing(Trailing::Program { after: 0 }),
    Program::new("taskset numactl cpulimit prlimit", Plain).trailing(Trailing::Program { after: 1 }),
    Program::new("stdbuf", Plain)
        .options(&[("-i --input -o --output -e --error", Plain)])
        .trailing(Trailing::Program { after: 0 }),
    Program::new("time", Plain)
        .options(&[("-o --output", Write), ("-f --format", Plain)])
        .trailing(Trailing::Program { after: 0 }),
    Program::new("strace ltrace perf valgrind gdbserver rr", Plain)
        .options(&[("-o", Write), ("-e -p -s -E -u -P -S -a -b -O -X", Plain)])
        .trailing(Trailing::Program { after: 0 }),
    Program::new("gdb lldb", Read).options(&[
        ("-x -ex -iex -ix --command --eval-command --init-command -o -s -O -S", Danger),
        ("-p --pid -c --core -d", Plain),
    ]),
    Program::new("chroot", Plain).options(&[("--userspec --groups", Plain)]).trailing(Trailing::Program { after: 1 }),
    Program::new("unshare nsenter bwrap firejail proot systemd-run systemd-inhibit", Plain)
        .options(&[("-t --target -S -G -p --property --unit --slice --uid --gid", Plain)])
        .trailing(Trailing::Program { after: 0 }),
    Program::new("flock", Plain)
        .options(&[("-c --command", Command), ("-w --timeout -E --conflict-exit-code", Plain)])
        .trailing(Trailing::Program { after: 1 }),
    Program::new("xargs gxargs", Plain)
        .options(&[
            ("-I -n -P -L -s -d -E --max-args --max-procs --max-lines --delimiter --replace", Plain),
            ("-a --arg-file", Read),
        ])
        .trailing(Trailing::Program { after: 0 }),
    Program::new("parallel", Plain)
        .options(&[("-j --jobs -S --sshlogin -N -n -L -I -C --colsep", Plain), ("-a --arg-file", Read)])
        .trailing(Trailing::Shell { after: 0 }),
    Program::new("watch", Plain).options(&[("-n --interval", Plain)]).trailing(Trailing::Shell { after: 0 }),
    Program::new("eval", Plain).style(Style::None).trailing(Trailing::Shell { after: 0 }),
    Program::new("trap", Plain).style(Style::None).trailing(Trailing::First { value: Command }),
    Program::new("source .", Plain).style(Style::None).trailing(Trailing::Script { value: Script }),
    Program::new("script", Write).options(&[("-c --command", Command), ("-T -t -O -I -B", Write), ("-E -o", Plain)]),
    Program::new("screen", Plain)
        .options(&[("-S -p -t -T -h -e -r", Plain), ("-c -s -X", Danger), ("-L -Logfile", Write)])
        .trailing(Trailing::Program { after: 0 }),
    Program::new("tmux", Plain)
        .options(&[("-f -S", Danger), ("-t -s -n -L -x -y -F -c", Plain)])
        .trailing(Trailing::Shell { after: 1 }),
    Program::new("at batch", Plain).options(&[("-f", Script), ("-q -t -d -r -c", Plain)]),
    Program::new("crontab", Script).options(&[("-u", Plain)]),
    Program::new("start-stop-daemon daemonize daemon", Plain)
        .options(&[("-x --exec -a --startas", Danger), ("-p --pidfile -d --chdir -u --user -c --chuid", Plain)]),
    Program::new("find gfind", Read)
        .options(&[
            ("-exec -execdir -ok -okdir", Starts),
            ("-fprint -fprintf -fprint0 -fls", Write),
            ("-newer -samefile -files0-from", Read),
            ("-name -iname -path -ipath -wholename -regex -iregex -lname -type -size -mtime -mmin -atime -amin", Plain),
            ("-ctime -cmin -user -group -perm -maxdepth -mindepth -printf -links -inum -uid -gid -newermt", Plain),
        ])
        .style(Style::Single)
        .harmless("-print -print0 -maxdepth -name -iname -type"),
    Program::new("fd fdfind", Plain).options(&[
        ("-x --exec -X --exec-batch", Starts),
        ("-t --type -e --extension -d --max-depth -E --exclude -S --size -c --color -j --threads", Plain),
    ]),
    Program::new("entr", Plain).trailing(Trailing::Program { after: 0 }),
    Program::new("make gmake ninja just task rake", Plain)
        .options(&[
            ("-f --file --makefile --justfile -I --include-dir --eval -E --rakefile -r --require", Danger),
            ("-C --directory -W -o --old-file", Read),
            ("-j --jobs -l --load-average", Plain),
        ])
        .protocols(&["SHELL=", ".SHELLFLAGS=", "MAKEFLAGS=", "MAKE=", "CC=", "CXX=", "LD=", "AR=", "RM="]),
    Program::new("docker podman nerdctl", Plain)
        .options(&[
            (
                "-v --volume --mount --entrypoint --device --cap-add --security-opt --pid --network --net -H --host",
                Danger,
            ),
            ("--config --runtime --env-file --tlscacert", Danger),
            ("-e --env -p --publish -w --workdir -u --user --name --tag -l --label --rm-link --memory --cpus", Plain),
            ("-f --file", Read),
        ])
        .harmless("-q --quiet --rm -d -i -t -it")
        .trailing(Trailing::Subcommand { names: "exec run create", after: 1 }),
    Program::new("kubectl oc helm k3s", Plain).options(&[
        ("--kubeconfig --server -s --as --token --certificate-authority --post-renderer", Danger),
        ("-f --filename -k --kustomize --values", Read),
        ("-n --namespace -o --output -l --selector --context --set -c --container", Plain),
    ]),
];
