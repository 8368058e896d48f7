//! Programs that speak to other machines.

use super::Value::{AtFile, Command, Danger, Form, Link, Plain, Program as Starts, Read, Script, Url, Write};
use super::{Program, Style, Trailing};

pub(super) const PROGRAMS: &[Program] = &[
    Program::new("curl", Url)
        .options(&[
            ("-o --output --output-dir -D --dump-header -c --cookie-jar --trace --trace-ascii --stderr", Write),
            ("--etag-save --hsts --alt-svc --libcurl", Write),
            ("-T --upload-file -E --cert --key --cacert --capath --netrc-file -b --cookie --etag-compare", Read),
            ("--crlfile --proxy-cacert --proxy-cert --proxy-key --pinnedpubkey", Read),
            ("-d --data --data-ascii --data-binary --data-urlencode --data-raw-file --json", AtFile),
            ("-F --form", Form),
            ("-H --header --proxy-header -w --write-out --url-query --variable", AtFile),
            ("-K --config --engine --resolve --connect-to --unix-socket --abstract-unix-socket", Danger),
            ("-Q --quote --proto --proto-redir --proto-default --interface --dns-servers", Danger),
            ("--url", Url),
            ("-x --proxy --preproxy --socks4 --socks4a --socks5 --socks5-hostname --doh-url -e --referer", Link),
            ("-A --user-agent -u --user -U --proxy-user -X --request -m --max-time --connect-timeout", Plain),
            ("-r --range -C --continue-at -y --speed-time -Y --speed-limit -z --time-cond -t --telnet-option", Plain),
            ("--retry --retry-delay --retry-max-time --max-redirs --max-filesize --limit-rate --data-raw", Plain),
            ("--form-string -P --ftp-port --ciphers --tls-max --oauth2-bearer --aws-sigv4 --keepalive-time", Plain),
            ("--request-target --service-name --cert-type --key-type --pass --parallel-max --rate", Plain),
        ])
        .harmless("-s -S -f -L -v -i -I -k -g -sS -sSL -fsSL -sL --silent --fail --location --compressed"),
    Program::new("wget wget2", Url)
        .options(&[
            ("-O --output-document -o --output-file -a --append-output -P --directory-prefix", Write),
            ("--save-cookies --warc-file --rejected-log", Write),
            ("-i --input-file --post-file --body-file --load-cookies --certificate --private-key", Read),
            ("--ca-certificate --ca-directory", Read),
            ("-e --execute --config --use-askpass", Danger),
            ("-B --base --referer", Link),
            ("-U --user-agent -T --timeout -t --tries -w --wait -Q --quota -l --level -A --accept", Plain),
            ("-R --reject -D --domains -I -X --header --post-data --body-data --method --user --password", Plain),
            ("--limit-rate --max-redirect --http-user --http-password --secure-protocol --default-page", Plain),
        ])
        .harmless("-q -c -N -nv -S --quiet --continue --no-verbose"),
    Program::new("lftp", Url).options(&[("-c -e -f", Danger), ("-p -u", Plain)]),
    Program::new("aria2c axel lwp-request lwp-download GET POST", Url).options(&[
        ("-d --dir -o --out -l --log --output", Write),
        ("-i --input-file --load-cookies", Read),
        ("--conf-path --on-download-complete --on-download-start --on-download-error", Danger),
        ("-x -s -j -k -n", Plain),
    ]),
    Program::new("httpie http https xh", Link)
        .options(&[
            ("-o --output", Write),
            ("--cert --cert-key --session", Read),
            ("--proxy --default-scheme", Danger),
            ("-a --auth -A --auth-type --timeout --max-redirects", Plain),
        ])
        .trailing(Trailing::First { value: Url }),
    Program::new("youtube-dl yt-dlp gallery-dl you-get", Url).options(&[
        ("-o --output -P --paths --cache-dir --download-archive", Write),
        ("--cookies --load-info-json --load-info -a --batch-file", Read),
        ("--exec --exec-before-download --config-location --config-locations --plugin-dirs", Danger),
        ("--external-downloader --downloader --external-downloader-args --downloader-args", Danger),
        ("--ffmpeg-location --netrc-cmd --cookies-from-browser --postprocessor-args --ppa --use-postprocessor", Danger),
        ("-f --format -u --username -p --password -r --limit-rate -R --retries --proxy --user-agent", Plain),
    ]),
    Program::new("ssh slogin dbclient", Plain)
        .options(&[
            ("-o -F -S -I", Danger),
            ("-i -E", Read),
            ("-D -L -R -W -w -J", Danger),
            ("-b -c -l -m -p -Q -B -e", Plain),
        ])
        .harmless("-v -q -4 -6 -C -N -T -t -tt -x -a -n")
        .trailing(Trailing::Shell { after: 1 }),
    Program::new("sshpass", Plain)
        .options(&[("-p -P", Plain), ("-f -d", Read)])
        .trailing(Trailing::Program { after: 0 }),
    Program::new("autossh mosh", Plain).options(&[("-M -p", Plain), ("-o -F --ssh --client --server", Danger)]),
    Program::new("scp sftp", Read)
        .options(&[("-o -F -S -D", Danger), ("-i -b", Read), ("-c -J -l -P -B -R -s -X", Plain)])
        .harmless("-r -q -p -C -v"),
    Program::new("rsync", Read)
        .options(&[
            ("-e --rsh --rsync-path --config --daemon", Danger),
            ("--files-from --exclude-from --include-from --password-file", Read),
            ("--log-file --partial-dir --temp-dir -T --backup-dir --write-batch", Write),
            ("--exclude --include -f --filter --bwlimit --port --timeout --chmod --chown -B", Plain),
        ])
        .harmless("-a -v -z -r -q -n --delete --archive --verbose --stats"),
    Program::new("nc ncat netcat nc.openbsd nc.traditional", Plain)
        .options(&[
            ("-e -c --exec --sh-exec --lua-exec", Danger),
            ("-o --output -x", Write),
            ("-U", Read),
            ("-i -I -O -p -q -s -T -V -w -X -m -M --proxy --proxy-auth", Plain),
        ])
        .trailing(Trailing::First { value: Url }),
    Program::new("socat", Plain).style(Style::Single).protocols(&[
        "exec:", "system:", "shell:", "open:", "file:", "create:", "unix", "gopen:", "pty", "tcp", "udp", "openssl",
        "proxy:", "socks",
    ]),
    Program::new("openssl", Read)
        .options(&[
            ("-in -key -cert -CAfile -CApath -inkey -certfile -extfile -passin -kfile -rand -signkey", Read),
            ("-out -keyout -writerand", Write),
            ("-engine -config -provider -provider-path -proxy", Danger),
            ("-connect -servername -subj -days -digest -pass -k -K -iv -S -passout -newkey -host -port", Plain),
        ])
        .style(Style::Single)
        .trailing(Trailing::First { value: Plain }),
    Program::new("nmap masscan zmap", Plain).options(&[
        ("--script --script-args --script-args-file --datadir --servicedb --versiondb", Danger),
        ("-iL --excludefile --resume --stylesheet", Read),
        ("-oN -oX -oG -oA -oS", Write),
        ("-p -e -S -g -D -T --dns-servers --top-ports --exclude --max-retries --host-timeout", Plain),
    ]),
    Program::new("ping ping6 traceroute traceroute6 tracepath mtr arping fping", Plain)
        .options(&[("-c -i -I -w -W -s -t -p -m -q -Q -S -T -f -M", Plain)])
        .harmless("-4 -6 -n -q"),
    Program::new("nslookup host whois drill kdig delv resolvectl", Plain)
        .options(&[("-t -h -p -c -W -R -N -i -T", Plain), ("-f", Read)]),
    Program::new("dig", Plain)
        .options(&[("-f -k", Read), ("-t -p -c -b -q -x -y", Plain)])
        .protocols(&["@"])
        .harmless("+short"),
    Program::new("telnet ftp tftp lynx links w3m elinks", Url)
        .options(&[("-cfg --config -config -script -cmd_script -eval", Danger), ("-n -P -l -T -p", Plain)]),
    Program::new("sendmail postfix exim exim4 msmtp ssmtp nullmailer-inject", Plain).options(&[
        ("-C -X -O -o -D -be -bd -bv -q -A --file", Danger),
        ("-f -F -r -B -N -R -V -h --from --account -a", Plain),
    ]),
    Program::new("mail mailx Mail mutt swaks s-nail", Plain).options(&[
        ("-a -A --attach", Read),
        ("-F -e -S -Q --server", Danger),
        ("-s -c -b -r -u -f -t -q --to --from --header --body", Plain),
    ]),
    Program::new("ldapsearch ldapmodify ldapadd ldapdelete", Plain).options(&[
        ("-H -h -o -O -Y", Danger),
        ("-f -y -T -F", Read),
        ("-D -w -b -s -p -l -z -x -a -S", Plain),
    ]),
    Program::new("aws", Read)
        .options(&[
            ("--endpoint-url --ca-bundle --cli-input-json --cli-input-yaml", Link),
            ("--profile --region --output --query --bucket --key --body --table-name --queue-url", Plain),
        ])
        .protocols(&["file://", "fileb://"]),
    Program::new("gcloud gsutil az s3cmd rclone mc s5cmd doctl", Link)
        .options(&[("--config --flags-file --access-token-file --credential-file-override", Danger)]),
    Program::new("smbclient rpcclient mount.cifs", Plain).options(&[
        ("-c --command", Danger),
        ("-s --configfile -A --authentication-file", Danger),
        ("-U -I -p -W", Plain),
    ]),
    Program::new("tcpdump tshark dumpcap", Plain).options(&[
        ("-z -X", Danger),
        ("-w --write -o", Write),
        ("-r -F", Read),
        ("-i -c -s -G -C -W -f -Y -T -e", Plain),
    ]),
    Program::new("snmpget snmpwalk snmpset", Plain)
        .options(&[("-m -M", Danger), ("-v -c -u -l -a -A -x -X -t -r", Plain)]),
    Program::new("certbot acme.sh", Plain).options(&[
        ("--pre-hook --post-hook --deploy-hook --manual-auth-hook --renew-hook --reloadcmd --config -c", Danger),
        ("-d --domain --domains -m --email -w --webroot-path", Plain),
    ]),
    Program::new("parallel-ssh pssh pdsh dsh", Plain)
        .options(&[("-h --hosts", Read), ("-O -x -X -R", Danger), ("-l -p -t -H -w", Plain)])
        .trailing(Trailing::Shell { after: 0 }),
    Program::new("wkhtmltopdf wkhtmltoimage weasyprint phantomjs html2text", Read).options(&[
        ("--post-file --user-style-sheet --xsl-style-sheet --cover --header-html --footer-html", Link),
        ("--run-script --allow --cache-dir --config --ssl-key-path --checkbox-svg -s --stylesheet", Danger),
        ("-p --proxy", Link),
        ("--page-size --orientation -O -B -L -R -T --title --dpi --width --height --quality --encoding", Plain),
    ]),
    Program::new("chromium chromium-browser google-chrome chrome headless_shell firefox", Read)
        .options(&[("--renderer-cmd-prefix --gpu-launcher --utility-cmd-prefix --load-extension", Danger)]),
    Program::new("gs ghostscript", Read)
        .options(&[("-c", Danger), ("-f -I", Read), ("-o -sOutputFile -sstdout", Write)])
        .protocols(&["%pipe%", "%stdout", "|"])
        .style(Style::Single),
    Program::new("expect", Plain)
        .options(&[("-c", Command), ("-f -b", Script)])
        .trailing(Trailing::Script { value: Script }),
    Program::new("torsocks torify proxychains proxychains4 tsocks", Starts).trailing(Trailing::Program { after: 0 }),
];
