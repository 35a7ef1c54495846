/** Rough width of a character: a Chinese one is a unit, a Latin one about half. */
const widthOf = (char: string) => (char.charCodeAt(0) > 0x2e7f ? 1 : 0.56);

const measure = (text: string) => Array.from(text).reduce((sum, c) => sum + widthOf(c), 0);

/** Words are kept together, Chinese breaks anywhere but before closing marks. */
function pieces(text: string): string[] {
  return text.match(/[\u2e80-\uffff][）」』，、。；：]?|[^\s\u2e80-\uffff]+\s*|\s+/g) ?? [];
}

/** Breaks a name into at most `lines` lines of `width` units; what is left over becomes an ellipsis. */
export function wrap(text: string, width: number, lines: number): string[] {
  const out: string[] = [];
  let line = '';
  for (const piece of pieces(text)) {
    if (line !== '' && measure(line + piece.trimEnd()) > width) {
      out.push(line.trim());
      line = '';
    }
    line += piece;
  }
  if (line.trim() !== '') out.push(line.trim());
  if (out.length <= lines) return out;
  const kept = out.slice(0, lines);
  let last = kept[lines - 1] ?? '';
  while (last !== '' && measure(last) + 1 > width) last = last.slice(0, -1);
  kept[lines - 1] = `${last}…`;
  return kept;
}
