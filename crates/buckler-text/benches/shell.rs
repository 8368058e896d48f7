//! What reading a command costs, and that it grows with the length of the command and with nothing else.
#![expect(missing_docs, reason = "the macros of the benchmark make functions without documentation")]

use buckler_text::shell::lex;
use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use std::hint::black_box;

/// 150 bytes, as applications write them.
const COMMAND: &str = "curl -sS --max-time 10 -o /tmp/page.html 'https://www.example.com/articles/2024/report?id=4711&lang=en' \
                       2>/tmp/err.log && wc -w /tmp/page.html | cut -d' ' -f1";

fn command(criterion: &mut Criterion) {
    criterion.bench_function("shell/lex/150 B", |bencher| bencher.iter(|| lex(black_box(COMMAND))));
}

fn floods(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("shell/lex/1 MB of");
    group.sample_size(10);
    for unit in ["$(", "${", "$((", "'", "\"", "`", "<<a\n", "\\", "{a,", ";", " ", "a"] {
        let text = unit.repeat((1 << 20) / unit.len());
        group.throughput(Throughput::Bytes(text.len() as u64));
        group.bench_with_input(BenchmarkId::from_parameter(unit.escape_debug()), &text, |bencher, text| {
            bencher.iter(|| lex(black_box(text)));
        });
    }
}

criterion_group!(benches, command, floods);
criterion_main!(benches);
