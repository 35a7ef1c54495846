import { stretches } from '@/lib/highlight';

/** A clause with the words that name the product in it. */
export function Clause({ text, term }: { text: string; term: string | undefined }) {
  return stretches(text, term ? [term] : []).map((s, i) => (s.of < 0 ? <span key={i}>{s.text}</span> : <mark key={i}>{s.text}</mark>));
}
