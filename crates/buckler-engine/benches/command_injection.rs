//! What judging a command costs: the whole check, linking included.
#![expect(missing_docs, reason = "the macros of the benchmark make functions without documentation")]

use buckler_engine::{Check, Engine, Inputs};
use buckler_types::{
    DecoderChain, Locate, Location, Operation, Origin, Policy, ShellDialect, Site, Trust, Value, ValueKind,
    ValueVisitor,
};
use criterion::{Criterion, criterion_group, criterion_main};
use std::hint::black_box;

struct Nowhere;

impl Locate for Nowhere {
    fn locate(&self, _offset: u32) -> Location {
        Location { path: String::new(), origin: Origin::Unknown, trust: Trust::Caller, record: None }
    }
}

fn inputs(texts: &[&str]) -> Inputs {
    let mut inputs = Inputs::new(1);
    for (offset, text) in texts.iter().enumerate() {
        let (bytes, chain) = (text.as_bytes(), DecoderChain::new());
        inputs.value(Value { bytes, kind: ValueKind::Text, offset: offset as u32, chain, container: false });
    }
    inputs
}

fn check(engine: &mut Engine, policy: &Policy, inputs: &Inputs, operation: &Operation<'_>) {
    let check = Check { operation, site: Site::UNKNOWN, base: None, inputs, locate: &Nowhere, policy };
    black_box(engine.check(black_box(&check), None));
}

fn commands(criterion: &mut Criterion) {
    let policy = Policy::default();
    let mut engine = Engine::new();
    let url = "https://www.example.com/articles/2024/report?id=4711&lang=en";
    let many: Vec<String> = (0..19).map(|number| format!("field {number} of a form")).collect();
    let mut texts: Vec<&str> = many.iter().map(String::as_str).collect();
    texts.push(url);
    let inputs = inputs(&texts);
    let tainted = format!(
        "curl -sS --max-time 10 -o /tmp/page.html '{url}' 2>/tmp/err.log && wc -w /tmp/page.html | cut -d' ' -f1"
    );
    let fixed = tainted.replace("4711", "4812").replace("articles", "contents").replace("www.example", "shop.demos");
    let quoted = format!(
        "printf '%s' '{}' >> /srv/out/titles.txt && sort -u -o /srv/out/sorted.txt /srv/out/titles.txt; exit",
        "field 7 of a form"
    );
    for (name, text) in
        [("tainted URL, 150 B", &tainted), ("nothing links, 150 B", &fixed), ("quoted text, 100 B", &quoted)]
    {
        let operation = Operation::Shell { text, dialect: ShellDialect::Sh };
        criterion.bench_function(&format!("command_injection/{name}"), |bencher| {
            bencher.iter(|| check(&mut engine, &policy, &inputs, &operation));
        });
    }
    let args = ["-sS", "--max-time", "10", "-o", "/tmp/page.html", url];
    let operation = Operation::Exec { program: "curl", args: &args };
    criterion.bench_function("command_injection/argument vector of 6", |bencher| {
        bencher.iter(|| check(&mut engine, &policy, &inputs, &operation));
    });
}

criterion_group!(benches, commands);
criterion_main!(benches);
