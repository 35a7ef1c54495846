import type { ReactNode } from 'react';
import type { Part } from '@/lib/api/types';
import { number, score } from '@/lib/format';
import { useWords } from '@/lib/i18n/context';
import { usePartName } from '@/lib/i18n/parts';

interface Props<P extends Part> {
  parts: readonly P[];
  total: number;
  caption: string;
  /** What a part rests on. */
  evidence: (part: P) => ReactNode;
}

/** The named addends of a score, each as a bar, a sum and its evidence; they add up to the total. */
export function Parts<P extends Part>({ parts, total, caption, evidence }: Props<P>) {
  const t = useWords();
  const nameOf = usePartName();
  const widest = Math.max(...parts.map((p) => Math.abs(p.weight)), 0.0001);
  return (
    <table className="parts">
      <caption>{caption}</caption>
      <thead>
        <tr>
          <th scope="col">{t.gaps.parts}</th>
          <th scope="col" className="parts-bar parts-bar-head" aria-hidden="true" />
          <th scope="col" className="num">{t.value}</th>
          <th scope="col" className="num">{t.weight}</th>
          <th scope="col" className="num">{t.points}</th>
          <th scope="col">{t.basisWord}</th>
        </tr>
      </thead>
      <tbody>
        {parts.map((p) => (
          <tr key={p.part} className={p.value === null ? 'part-unknown' : undefined}>
            <th scope="row">{nameOf(p)}</th>
            <td className="parts-bar" aria-hidden="true">
              <PartBar part={p} widest={widest} />
            </td>
            <td className="num">{p.value === null ? <span className="unknown-word">{t.unknown}</span> : number(p.value)}</td>
            <td className="num muted">{number(p.weight)}</td>
            <td className="num">{p.value === null ? <span className="muted">—</span> : score(p.points)}</td>
            <td className="parts-evidence">{evidence(p)}</td>
          </tr>
        ))}
      </tbody>
      <tfoot>
        <tr>
          <th scope="row" colSpan={4}>{t.gap.sum}</th>
          <td className="num">{score(total)}</td>
          <td />
        </tr>
      </tfoot>
    </table>
  );
}

/** The outline is the weight, the most that the part can give or take; the filling is what it does. */
function PartBar({ part, widest }: { part: Part; widest: number }) {
  const share = (x: number) => `${(Math.abs(x) / widest) * 100}%`;
  return (
    <span className={`part-bar${part.weight < 0 ? ' part-against' : ''}`} style={{ width: share(part.weight) }}>
      {part.value !== null && <span style={{ width: `${(Math.abs(part.points) / Math.abs(part.weight || 1)) * 100}%` }} />}
    </span>
  );
}

/** Plain lines of inputs, for parts without rows of origin. */
export function Inputs({ list }: { list: readonly string[] | undefined }) {
  if (!list || list.length === 0) return null;
  return list.map((line) => (
    <span key={line} className="line">
      {line}
    </span>
  ));
}
