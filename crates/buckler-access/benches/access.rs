//! Decoding the catalogue, expanding actions, comparing resources.
#![expect(missing_docs, reason = "the macros of the benchmark make functions without documentation")]

use buckler_access::{Catalog, Document, ManagedPolicies, Pattern, Policy};
use criterion::{Criterion, criterion_group, criterion_main};
use std::hint::black_box;

fn benches(criterion: &mut Criterion) {
    let catalog = Catalog::embedded();
    criterion.bench_function("catalog/decode", |bencher| bencher.iter(Catalog::embedded));
    for pattern in ["s3:GetObject", "s3:Get*", "*", "*:Get*"] {
        criterion.bench_function(&format!("expand/{pattern}"), |bencher| {
            bencher.iter(|| catalog.expand(black_box(pattern)));
        });
    }

    let wide = Pattern::new("arn:aws:dynamodb:*:*:table/shop-*/index/*");
    let narrow = Pattern::new("arn:aws:dynamodb:eu-west-1:123456789012:table/shop-orders/index/by-*");
    criterion
        .bench_function("includes/stars", |bencher| bencher.iter(|| black_box(&wide).includes(black_box(&narrow))));
    let single = Pattern::new("arn:aws:dynamodb:*:*:table/shop-?????*/index/*");
    criterion.bench_function("includes/single wildcards", |bencher| {
        bencher.iter(|| black_box(&single).includes(black_box(&narrow)));
    });

    criterion.bench_function("managed/index", |bencher| bencher.iter(ManagedPolicies::embedded));
    let managed = ManagedPolicies::embedded();
    criterion.bench_function("managed/one document", |bencher| {
        bencher.iter(|| managed.document(black_box("AmazonS3FullAccess")));
    });

    let text = r#"{"Statement": [{"Effect": "Allow", "Action": ["s3:*", "dynamodb:Get*"], "Resource": "*"},
        {"Effect": "Deny", "Action": "s3:Delete*", "Resource": "*"}]}"#;
    criterion.bench_function("document/parse", |bencher| bencher.iter(|| Document::parse(black_box(text))));
    if let Ok(document) = Document::parse(text) {
        criterion.bench_function("policy/everywhere", |bencher| {
            bencher.iter(|| Policy::of(&catalog, [black_box(&document)]).everywhere(&catalog));
        });
    }
}

criterion_group!(all, benches);
criterion_main!(all);
