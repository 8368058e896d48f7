//! What analyzing a program costs, and that it grows with the number of modules and with nothing else.
#![expect(missing_docs, reason = "the macros of the benchmark make functions without documentation")]

#[path = "../tests/catalog/mod.rs"]
mod catalog;

use buckler_flow::Program;
use buckler_flow::analysis::ModuleId;
use buckler_syntax::{Dialect, Limits, parse};
use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use std::hint::black_box;

/// A module as applications write them; `#N#` becomes a number, so that names differ.
const PYTHON: &str = r#"import json, os, sqlite3
from helpers import clean, run

class Orders#N#:
    def __init__(self, connection):
        self.connection = connection
        self.seen = {}

    def find(self, name):
        if name in self.seen:
            return self.seen[name]
        cursor = self.connection.cursor()
        cursor.execute("SELECT * FROM orders#N# WHERE name = ?", (name,))
        rows = [dict(row) for row in cursor.fetchall() if row["total"] > 10]
        self.seen[name] = rows
        return rows

def lambda_handler(event, context):
    body = json.loads(event["body"]) if event.get("body") else {}
    orders = Orders#N#(sqlite3.connect(os.environ["PATH#N#"]))
    found = []
    for name in body.get("names", []):
        if not name.isalnum():
            continue
        found.extend(orders.find(clean(name)))
    if body.get("print"):
        run("lpr " + body["printer"])
    return {"statusCode": 200, "body": json.dumps(found)}
"#;

const HELPERS: &str = r#"import os

def clean(name):
    return name.strip().lower()

def run(command):
    os.system(command)
"#;

fn program(modules: usize) -> (Program, u64) {
    let mut program = Program::new(catalog::PACKAGES);
    let mut lines = 0;
    for number in 0..=modules {
        let text = if number == 0 { HELPERS.to_owned() } else { PYTHON.replace("#N#", &number.to_string()) };
        lines += u64::try_from(text.lines().count()).unwrap_or(0);
        if let Some(tree) = parse(Dialect::Python, &text, &Limits::default()).tree {
            program.add(&format!("module{number}.py"), tree);
        }
    }
    program.link(&|_, text, _| (text == "helpers").then_some(ModuleId(0)));
    (program, lines)
}

fn modules(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("modules");
    for count in [100, 200, 400] {
        let (program, lines) = program(count);
        group.throughput(Throughput::Elements(lines));
        group.bench_with_input(BenchmarkId::from_parameter(count), &program, |bencher, program| {
            bencher.iter(|| {
                let analysis = black_box(program).run();
                assert_eq!(analysis.hits.len(), 1, "the helper runs what the body names");
                analysis.steps
            });
        });
    }
    group.finish();
}

fn new_program(criterion: &mut Criterion) {
    criterion.bench_function("catalog", |bencher| bencher.iter(|| Program::new(black_box(catalog::PACKAGES)).len()));
}

criterion_group!(benches, modules, new_program);
criterion_main!(benches);
