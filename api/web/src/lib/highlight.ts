/** A stretch of a text; of names the entry of `marks` that covers it, -1 none. */
export interface Stretch {
  text: string;
  of: number;
}

/**
 * Cuts a text into stretches at the places where the marks stand. Every mark
 * takes its first place that is still free; longer marks go first, so that a
 * clause inside another does not break it up. What is not found marks nothing.
 */
export function stretches(text: string, marks: readonly string[]): Stretch[] {
  const taken: { from: number; to: number; of: number }[] = [];
  const order = marks.map((mark, of) => ({ mark, of })).filter((m) => m.mark !== '');
  order.sort((a, b) => b.mark.length - a.mark.length || a.of - b.of);
  for (const { mark, of } of order) {
    let from = text.indexOf(mark);
    while (from >= 0 && taken.some((t) => from < t.to && t.from < from + mark.length)) {
      from = text.indexOf(mark, from + 1);
    }
    if (from >= 0) taken.push({ from, to: from + mark.length, of });
  }
  taken.sort((a, b) => a.from - b.from);

  const out: Stretch[] = [];
  let at = 0;
  for (const t of taken) {
    if (t.from > at) out.push({ text: text.slice(at, t.from), of: -1 });
    out.push({ text: text.slice(t.from, t.to), of: t.of });
    at = t.to;
  }
  if (at < text.length) out.push({ text: text.slice(at), of: -1 });
  return out;
}
