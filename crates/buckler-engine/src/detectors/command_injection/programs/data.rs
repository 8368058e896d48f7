//! Clients of databases and of other stores.

use super::Value::{Danger, JavaScript, Plain, Read, Script, Sql, Write};
use super::{Program, Style, Trailing};
use buckler_types::SqlDialect::{Generic, MySql, Postgres, Sqlite};

pub(super) const PROGRAMS: &[Program] = &[
    Program::new("psql pgcli", Plain).options(&[
        ("-c --command", Sql(Postgres)),
        ("-f --file", Script),
        ("-o --output -L --log-file", Write),
        ("-v --set --variable -P --pset -h --host -p --port -U --username -d --dbname -F -R -T", Plain),
    ]),
    Program::new("pg_dump pg_dumpall pg_restore createdb dropdb vacuumdb", Plain).options(&[
        ("-f --file", Write),
        ("--filter", Read),
        ("-h -p -U -d -t -n -T -N -F -E -Z -j --schema --table", Plain),
    ]),
    Program::new("mysql mariadb mycli mysqlsh", Plain).options(&[
        ("-e --execute --init-command", Sql(MySql)),
        ("--defaults-file --defaults-extra-file --plugin-dir --pager --tee --socket -S --ssl-ca", Danger),
        ("-h --host -P --port -u --user -p --password -D --database", Plain),
    ]),
    Program::new("mysqldump mariadb-dump mysqlimport mysqladmin mysqlbinlog", Plain).options(&[
        ("--defaults-file --defaults-extra-file --plugin-dir -S --socket", Danger),
        ("-r --result-file -T --tab --log-error", Write),
        ("-h --host -P --port -u --user -p --password -w --where --databases --ignore-table", Plain),
    ]),
    Program::new("sqlite3 sqlite litecli duckdb", Sql(Sqlite))
        .options(&[("-cmd -init", Danger), ("-separator -newline -nullvalue -vfs", Plain)])
        .style(Style::Single)
        .trailing(Trailing::First { value: Read }),
    Program::new("mongo mongosh mongoexport mongoimport mongodump mongorestore", Plain).options(&[
        ("--eval", JavaScript),
        ("--config --file -f --sslCAFile --tlsCAFile", Danger),
        ("-o --out --archive", Write),
        ("-h --host --port -u -p -d --db -c --collection -q --query -k --sort", Plain),
    ]),
    Program::new("redis-cli valkey-cli keydb-cli", Plain).options(&[
        ("--eval", Script),
        ("--rdb --functions-rdb", Write),
        ("-h -p -s -a -u -n -r -i -d --user --pass", Plain),
    ]),
    Program::new("sqlcmd bcp isql osql sqlplus cqlsh clickhouse clickhouse-client influx", Plain).options(&[
        ("-q -Q -e --query --execute -execute", Sql(Generic)),
        ("-i -f --file --queries-file --config-file -C", Danger),
        ("-o --output-file", Write),
        ("-S -U -P -d -h --host --port -u --user --password -k", Plain),
    ]),
    Program::new("rabbitmqctl rabbitmqadmin kafka-console-producer kafka-console-consumer kcat nats", Plain)
        .options(&[("-c --config --producer.config --consumer.config -F", Danger), ("-b -t -p -o -H -P -V -u", Plain)]),
    Program::new("csvkit csvsql csvcut in2csv xsv mlr qsv", Read).options(&[
        ("-o --output", Write),
        ("-f --from-file", Read),
        ("-c -d --query -s", Plain),
    ]),
];
