// Command peers measures search engines side by side: the same firms (name and
// scope), the same product names, one engine after another, each in a process
// of its own. It prints a markdown table for docs/benchmarks.md and one JSON
// line an engine; `make bench-peers` runs it from the project's root.
package main
