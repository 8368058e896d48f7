//! What reading a statement or a program costs, and that it grows with the length of the text and with nothing else.
#![expect(missing_docs, reason = "the macros of the benchmark make functions without documentation")]

use buckler_text::{
    js,
    sql::{self, Dialect},
    token::Token,
};
use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use std::hint::black_box;

/// 204 bytes, as applications write them.
const STATEMENT: &str = "SELECT o.id, o.total, c.name FROM orders o JOIN customers c ON c.id = o.customer_id \
                         WHERE c.name = 'Smith & Sons' AND o.status = 'shipped' AND o.total > 100 \
                         AND o.region_id = 42 ORDER BY o.created_at DESC";

const PROGRAM: &str = "const total = order.items.filter(item => item.kind === 'book').reduce((sum, item) => sum + \
                       item.price * item.count, 0); return total > 100 ? `${total} and free` : total;";

fn read(tokens: impl Iterator<Item = Token>) -> usize {
    tokens.map(|token| token.end()).sum()
}

fn short(criterion: &mut Criterion) {
    let sql = || read(sql::Lexer::new(black_box(STATEMENT), Dialect::POSTGRES));
    criterion.bench_function("sql/lex/204 B", |bencher| bencher.iter(sql));
    criterion.bench_function("js/lex/170 B", |bencher| bencher.iter(|| read(js::Lexer::new(black_box(PROGRAM)))));
}

fn floods(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("lex/1 MB of");
    group.sample_size(10);
    for unit in ["(", "[x", "'", "\"", "`", "`${", "/*", "--", "$a$", "\\", "/a[", "1,", "'a',", "x "] {
        let text = unit.repeat((1 << 20) / unit.len());
        group.throughput(Throughput::Bytes(text.len() as u64));
        for (name, dialect) in [("postgres", Dialect::POSTGRES), ("mysql", Dialect::MYSQL)] {
            let id = BenchmarkId::new(name, unit);
            group.bench_with_input(id, &text, |bencher, text| bencher.iter(|| read(sql::Lexer::new(text, dialect))));
        }
        let id = BenchmarkId::new("js", unit);
        group.bench_with_input(id, &text, |bencher, text| bencher.iter(|| read(js::Lexer::new(text))));
    }
}

criterion_group!(benches, short, floods);
criterion_main!(benches);
