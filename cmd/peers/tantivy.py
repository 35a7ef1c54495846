"""Measures tantivy on terms that are parted by blanks and prints one JSON line.

usage: tantivy.py ROWS.csv QUERIES.csv FOLDER WARM_ROUNDS ROUNDS
"""

import csv
import json
import os
import sys
import time

import tantivy

TOP = 100
THREADS = 2
HEAP = 256 << 20


def memory(figure):
    """A figure of this process in MB; 0 where the system does not tell."""
    try:
        with open("/proc/self/status", encoding="ascii") as status:
            for line in status:
                if line.startswith(figure):
                    return int(line.split()[1]) * 1024 / 1e6
    except OSError:
        pass
    return 0.0


def read(path):
    csv.field_size_limit(1 << 30)
    with open(path, encoding="utf-8", newline="") as lines:
        return [tuple(line) for line in csv.reader(lines)]


def least(n):
    """How many of n terms a firm must have."""
    return n if n <= 2 else (3 * n + 4) // 5


def most_of(schema, grams):
    query, occur = tantivy.Query, tantivy.Occur.Should
    words = []
    for gram in grams:
        name = query.boost_query(query.term_query(schema, "name", gram, "freq"), 1.2)
        words.append((occur, query.boolean_query([(occur, name), (occur, query.term_query(schema, "scope", gram, "freq"))])))
    return query.boolean_query(words, minimum_number_should_match=least(len(words)))


def build(schema, folder, rows):
    index = tantivy.Index(schema, path=folder)
    writer = index.writer(HEAP, THREADS)
    for firm, name, scope in rows:
        writer.add_document(tantivy.Document(id=firm, name=name, scope=scope))
    writer.commit()
    return index, writer


def ask(index, schema, queries, warm, rounds):
    index.reload()
    searcher = index.searcher()
    taken, hits = [], 0
    for turn in range(warm + rounds):
        for grams in queries:
            start = time.perf_counter()
            found = searcher.search(most_of(schema, grams), TOP, count=False).hits
            ids = [searcher.doc(at)["id"][0] for _, at in found]
            if turn >= warm:
                taken.append((time.perf_counter() - start) * 1000)
                hits += len(ids)
    taken.sort()
    return taken[len(taken) // 2], taken[len(taken) * 95 // 100], hits / len(taken)


def size(folder):
    return sum(entry.stat().st_size for entry in os.scandir(folder) if entry.is_file())


def main():
    rows_file, queries_file, folder, warm, rounds = sys.argv[1:]
    os.makedirs(folder, exist_ok=True)
    rows = read(rows_file)
    queries = [grams.split(" ") for _, grams, _ in read(queries_file)]
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("id", stored=True, tokenizer_name="raw", index_option="basic")
    for field in ("name", "scope"):
        builder.add_text_field(field, tokenizer_name="whitespace", index_option="freq")
    schema = builder.build()
    before = memory("VmRSS:")
    spent, start = time.process_time(), time.perf_counter()
    index, writer = build(schema, folder, rows)
    seconds, cpu = time.perf_counter() - start, time.process_time() - spent
    writer.wait_merging_threads()
    p50, p95, hits = ask(index, schema, queries, int(warm), int(rounds))
    figures = {
        "index_s": seconds, "rows_per_s": len(rows) / seconds, "cpu_us_per_row": cpu * 1e6 / len(rows),
        "p50_ms": p50, "p95_ms": p95, "hits": hits,
        "disk_mb": size(folder) / 1e6, "before_mb": before, "peak_mb": memory("VmHWM:"),
    }
    rounded = {name: round(figure, 2) for name, figure in figures.items()}
    print(json.dumps({"engine": "tantivy", "rows": len(rows), **rounded}))


if __name__ == "__main__":
    main()
