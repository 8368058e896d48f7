//! What a walk costs: small events, and growth with the size of the event.
#![expect(missing_docs, reason = "criterion writes the entry points")]

use buckler_events::Walker;
use buckler_types::{Value, ValueVisitor};
use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use std::{fmt::Write as _, hint::black_box};

/// Counts, so that the bytes are really handed out and nothing else is measured.
#[derive(Default)]
struct Counting {
    values: usize,
    bytes: usize,
}

impl ValueVisitor for Counting {
    fn value(&mut self, value: Value<'_>) {
        self.values += 1;
        self.bytes += black_box(value.bytes).len();
    }
}

fn twenty_inputs() -> String {
    let words =
        ["Ada Lovelace", "ada@example.com", "12 Main Street", "London", "blue", "42", "2026-11-25", "a short note"];
    let texts = words.iter().cycle().take(20).enumerate();
    let fields: Vec<_> = texts.map(|(number, text)| format!("\"field{number}\":\"{text}\"")).collect();
    format!("{{{}}}", fields.join(","))
}

fn records(bytes: usize) -> String {
    let mut text = String::from("[");
    let mut number = 0;
    while text.len() < bytes {
        let _ = write!(text, "{{\"id\":{number},\"name\":\"User {number}\",\"note\":\"a b\"}},");
        number += 1;
    }
    text.pop();
    text + "]"
}

fn walk(criterion: &mut Criterion) {
    let mut walker = Walker::default();
    let mut group = criterion.benchmark_group("walk");
    let gateway: serde_json::Value =
        include_str!("../src/triggers/aws/api_gateway_v1.json").parse().unwrap_or_default();
    for (name, event) in [("twenty inputs", twenty_inputs()), ("api gateway", gateway.to_string())] {
        group.throughput(Throughput::Bytes(event.len() as u64));
        group.bench_function(name, |bencher| {
            bencher.iter(|| {
                let mut counting = Counting::default();
                walker.walk(black_box(event.as_bytes()), &mut counting);
                (counting.values, counting.bytes)
            });
        });
    }
    for kilobytes in [1, 10, 100, 1000] {
        let event = records(kilobytes * 1000);
        group.throughput(Throughput::Bytes(event.len() as u64));
        group.bench_with_input(BenchmarkId::new("records, KB", kilobytes), &event, |bencher, event| {
            bencher.iter(|| {
                let mut counting = Counting::default();
                walker.walk(black_box(event.as_bytes()), &mut counting);
                (counting.values, counting.bytes)
            });
        });
    }
    group.finish();
}

criterion_group!(benches, walk);
criterion_main!(benches);
