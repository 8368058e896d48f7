//! What one event and one check cost, and how they grow.
#![expect(missing_docs, reason = "the groups are functions that a macro makes")]

use buckler_engine::{Check, Engine, Inputs};
use buckler_events::{Event, Walker};
use buckler_types::{FileAccess, Mode, Operation, Policy, ShellDialect, Site, SqlDialect};
use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use std::hint::black_box;

/// Twenty fields of ordinary content, about 470 bytes.
fn small_event() -> String {
    let values = [
        "Ann",
        "O'Brien",
        "ann@example.com",
        "42",
        "2024-05-06T07:08:09Z",
        "blue",
        "en-US",
        "12.50",
        "true north",
        "Main Street 7",
        "10115",
        "Berlin",
        "DE",
        "+49 30 1234567",
        "order-000017",
        "standard",
        "gift wrap, please",
        "7",
        "a1b2c3d4e5f6",
        "newsletter",
    ];
    let fields: Vec<String> = values.iter().enumerate().map(|(n, value)| format!(r#""field{n}":"{value}""#)).collect();
    format!("{{{}}}", fields.join(","))
}

const LINKED: &str = "SELECT o.id, o.total, o.state FROM orders o JOIN customers c ON c.id = o.customer \
    WHERE c.email = 'ann@example.com' AND o.number = 'order-000017' AND c.city = 'Berlin' ORDER BY o.created_at LIMIT 50";
const UNLINKED: &str = "SELECT p.sku, p.price, p.stock FROM products p JOIN vendors v ON v.id = p.vendor \
    WHERE v.state = 'active' AND p.visible AND p.stock > 100 AND p.price BETWEEN 1 AND 99 ORDER BY p.changed LIMIT 25";

fn inputs(event: &[u8]) -> Inputs {
    let mut inputs = Inputs::new(7);
    inputs.reserve(event.len());
    Walker::default().walk(event, &mut inputs);
    inputs
}

fn check(engine: &mut Engine, inputs: &Inputs, event: &Event<'_>, policy: &Policy, operation: &Operation<'_>) -> bool {
    let check = Check { operation, site: Site::UNKNOWN, base: None, inputs, locate: event, policy };
    engine.check(&check, None).evidence.is_some()
}

fn index(criterion: &mut Criterion) {
    let event = small_event();
    let (mut inputs, mut walker) = (Inputs::new(7), Walker::default());
    criterion.bench_function("index/20 inputs", |bench| {
        bench.iter(|| {
            inputs.clear();
            walker.walk(black_box(event.as_bytes()), &mut inputs);
            inputs.len()
        });
    });
}

fn checks(criterion: &mut Criterion) {
    let text = small_event();
    let (inputs, event) = (inputs(text.as_bytes()), Event::new(text.as_bytes()));
    let (mut engine, policy) = (Engine::new(), Policy::new(Mode::Block));
    let sql = |text| Operation::Sql { text, dialect: SqlDialect::Postgres };
    let operations = [
        ("sql linked", sql(LINKED)),
        ("sql unlinked", sql(UNLINKED)),
        (
            "shell",
            Operation::Shell {
                text: "convert -resize 100x100 '/srv/in/order-000017.png' - | gzip > /srv/out/Berlin.gz",
                dialect: ShellDialect::Sh,
            },
        ),
        (
            "path",
            Operation::Path { path: "/srv/docs/orders/order-000017/invoice.pdf", access: FileAccess::Read, cwd: None },
        ),
        (
            "url",
            Operation::Url { url: "https://api.example.com/v1/orders/order-000017?mail=ann@example.com&lang=en-US" },
        ),
        ("code", Operation::Code { text: "return prices.filter(p => p.city === 'Berlin' && p.total > 12.50)" }),
    ];
    for (name, operation) in operations {
        assert!(!check(&mut engine, &inputs, &event, &policy, &operation), "{name}");
        criterion.bench_function(&format!("check/{name}"), |bench| {
            bench.iter(|| check(&mut engine, &inputs, &event, &policy, black_box(&operation)));
        });
    }
}

/// The finalizer of SplitMix64.
fn scramble(number: u64) -> u64 {
    let mut mixed = (number + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    mixed = (mixed ^ mixed >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    mixed = (mixed ^ mixed >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
    mixed ^ mixed >> 31
}

/// Strings that all stand in one query: of random content, or with one beginning.
fn strings_in_one_query(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("strings in one query");
    group.sample_size(20);
    for count in [200_u64, 2_000, 20_000] {
        for (name, prefix) in [("random", ""), ("one beginning", "customer-id-")] {
            let value = |number: u64| format!("{prefix}{:x}", scramble(number) >> 28);
            let values: Vec<String> = (0..count).map(value).collect();
            let text = format!("[\"{}\"]", values.join("\",\""));
            let query = format!("SELECT * FROM t WHERE k IN ('{}')", values.join("','"));
            let event = Event::new(text.as_bytes());
            let (mut engine, policy) = (Engine::new(), Policy::new(Mode::Block));
            let operation = Operation::Sql { text: &query, dialect: SqlDialect::Postgres };
            group.bench_function(BenchmarkId::new(name, count), |bench| {
                bench.iter_batched_ref(
                    || inputs(text.as_bytes()),
                    |inputs| check(&mut engine, inputs, &event, &policy, &operation),
                    criterion::BatchSize::LargeInput,
                );
            });
        }
    }
    group.finish();
}

/// An event of that many bytes, one record after the other.
fn event_of(bytes: usize) -> String {
    let mut text = String::from("[");
    let mut number = 0_u64;
    while text.len() < bytes {
        number += 1;
        let name = scramble(number) >> 40;
        text.push_str(&format!(r#"{{"id":{number},"name":"User {name:x}","city":"Berlin"}},"#));
    }
    text.push_str("0]");
    text
}

fn growth(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("growth");
    group.sample_size(20);
    let (mut engine, policy) = (Engine::new(), Policy::new(Mode::Block));
    for bytes in [1_000, 10_000, 100_000, 1_000_000] {
        let text = event_of(bytes);
        group.throughput(Throughput::Bytes(text.len() as u64));
        group.bench_function(BenchmarkId::new("index of an event", bytes), |bench| {
            let mut inputs = Inputs::new(7);
            let mut walker = Walker::default();
            bench.iter(|| {
                inputs.clear();
                inputs.reserve(text.len());
                walker.walk(text.as_bytes(), &mut inputs);
                inputs.len()
            });
        });
    }
    let text = small_event();
    let (inputs, event) = (inputs(text.as_bytes()), Event::new(text.as_bytes()));
    for bytes in [100, 1_000, 10_000, 100_000, 1_000_000] {
        let list = "'a value of some length', 1234, 'ann@example.com', ".repeat(bytes / 52 + 1);
        let query = format!("SELECT * FROM t WHERE k IN ({list}0)");
        group.throughput(Throughput::Bytes(query.len() as u64));
        group.bench_function(BenchmarkId::new("check of a query", bytes), |bench| {
            let operation = Operation::Sql { text: &query, dialect: SqlDialect::Postgres };
            bench.iter(|| check(&mut engine, &inputs, &event, &policy, &operation));
        });
    }
    group.finish();
}

/// What an attacker would send to make an engine slow.
fn floods(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("flood");
    group.sample_size(10);
    let (mut engine, policy) = (Engine::new(), Policy::new(Mode::Block));
    let a = |length: usize| "a".repeat(length);
    let shared: Vec<String> = (0..100_000).map(|number| format!("common start {number:x}")).collect();
    let one: Vec<String> = (33..127_u8).map(|byte| char::from(byte).escape_default().to_string()).collect();
    let rows = [
        ("a only, 6 MB event, 1 MB sink", format!("[\"{}\"]", a(6 << 20)), a(1 << 20)),
        ("100,000 values with one beginning", format!("[\"{}\"]", shared.join("\",\"")), "common start ".repeat(5_000)),
        (
            "one-character values, 1 MB sink",
            format!("[\"{}\"]", one.join("\",\"").replace("\\'", "'")),
            "x' = (".repeat(180_000),
        ),
        ("quotes only, 1 MB each", format!("[\"{}\"]", "'".repeat(1 << 20)), "'".repeat(1 << 20)),
    ];
    for (name, text, query) in rows {
        let event = Event::new(text.as_bytes());
        let inputs = inputs(text.as_bytes());
        let operation = Operation::Sql { text: &query, dialect: SqlDialect::Postgres };
        group.bench_function(name, |bench| bench.iter(|| check(&mut engine, &inputs, &event, &policy, &operation)));
    }
    group.finish();
}

criterion_group!(benches, index, checks, strings_in_one_query, growth, floods);
criterion_main!(benches);
