//! What reading a source costs, and that it grows with the length of the source and with nothing else.
#![expect(missing_docs, reason = "the macros of the benchmark make functions without documentation")]

use buckler_syntax::{Dialect, Limits, parse};
use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use std::hint::black_box;

/// Handlers as applications write them; `#N#` becomes a number, so that names differ.
const JAVASCRIPT: &str = r#"const { Client#N# } = require("pg");
const pool#N# = new Client#N#({ host: process.env.HOST, port: 5432 });

/** Returns one order. */
exports.handler#N# = async (event, context) => {
  const { id, fields = ["name", "total"] } = JSON.parse(event.body || "{}");
  if (!id || typeof id !== "string") {
    return { statusCode: 400, body: JSON.stringify({ message: `no id in ${event.path}` }) };
  } else if (fields.length > 10) {
    throw new RangeError("too many fields");
  }
  const rows = await pool#N#.query("SELECT * FROM orders#N# WHERE id = $1", [id]);
  for (const row of rows.filter((row) => row.total > 100 && !row.deleted)) {
    row.url = /^https?:/.test(row.url) ? row.url : "https://" + row.host + "/" + row.url;
  }
  return { statusCode: 200, headers: { "content-type": "application/json" }, body: JSON.stringify({ ...rows[0] }) };
};

"#;

const TYPESCRIPT: &str = r#"import { Injectable#N#, type Handler } from "@framework/core";
interface Order#N# { id: string; total?: number; lines: Array<{ sku: string; count: number }> }
enum State#N# { Open, Paid = 4, Shipped = "shipped" }

@Injectable#N#()
export class OrderService#N# {
  private readonly cache = new Map<string, Order#N#>();
  constructor(private readonly store: Store<Order#N#>, protected clock?: () => Date) {}
  async find(id: string, state: State#N# | null = null): Promise<Order#N# | undefined> {
    const known = this.cache.get(id) as Order#N#;
    if (known?.lines?.length) return known!;
    const found = await this.store.get<Order#N#>({ id, state: state ?? State#N#.Open });
    return found satisfies Order#N# | undefined;
  }
}

"#;

const PYTHON: &str = r#"import json
from boto3.dynamodb.conditions import Key

table_#N# = boto3.resource("dynamodb").Table(os.environ["TABLE_#N#"])


@app.route("/orders/<id>", methods=["GET", "POST"])
def handler_#N#(event: dict, context, *rest, limit: int = 20, **options):
    """Returns one order."""
    body = json.loads(event.get("body") or "{}")
    if not body.get("id") or len(rest) > 3:
        return {"statusCode": 400, "body": f"no id in {event['path']!r}: {limit:>{width}}"}
    elif limit < 1 <= 100:
        raise ValueError("limit %d of %s" % (limit, body["id"]))
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM orders_#N# WHERE id = %s", (body["id"],))
        rows = [dict(zip(names, row)) for row in cursor.fetchall() if row[2] is not None]
    total = sum(row["price"] * row["count"] for row in rows) - options.pop("discount", 0)
    return {"statusCode": 200, "body": json.dumps({**rows[0], "total": total})}


"#;

fn generated(sample: &str, times: usize) -> String {
    (0..times).map(|number| sample.replace("#N#", &number.to_string())).collect()
}

fn front_ends(criterion: &mut Criterion) {
    for (name, dialect, sample) in [
        ("javascript", Dialect::JavaScript, JAVASCRIPT),
        ("typescript", Dialect::TypeScript, TYPESCRIPT),
        ("python", Dialect::Python, PYTHON),
    ] {
        let mut group = criterion.benchmark_group(name);
        group.sample_size(20);
        for times in [1, 10, 100, 1000] {
            let source = generated(sample, times);
            assert_eq!(parse(dialect, &source, &Limits::default()).problems, [], "{name}");
            group.throughput(Throughput::Bytes(source.len() as u64));
            group.bench_with_input(BenchmarkId::from_parameter(source.len()), &source, |bencher, source| {
                bencher.iter(|| parse(dialect, black_box(source), &Limits::default()));
            });
        }
    }
}

fn hostile(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("hostile");
    group.sample_size(10);
    for (dialect, unit) in [
        (Dialect::JavaScript, "("),
        (Dialect::JavaScript, "(a=["),
        (Dialect::JavaScript, "a=>"),
        (Dialect::JavaScript, "/"),
        (Dialect::JavaScript, "`${"),
        (Dialect::TypeScript, "a<"),
        (Dialect::Python, "("),
        (Dialect::Python, "not "),
        (Dialect::Python, "f'{"),
    ] {
        for length in [3_000, 1 << 20] {
            let source = unit.repeat(length / unit.len());
            group.throughput(Throughput::Bytes(source.len() as u64));
            group.bench_with_input(BenchmarkId::new(unit, length), &source, |bencher, source| {
                bencher.iter(|| parse(dialect, black_box(source), &Limits::default()));
            });
        }
    }
}

criterion_group!(benches, front_ends, hostile);
criterion_main!(benches);
