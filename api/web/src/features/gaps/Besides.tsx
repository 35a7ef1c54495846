import { Link } from 'wouter';
import { Empty } from '@/components/Shown';
import type { Beside } from '@/lib/api/types';
import { useWords } from '@/lib/i18n/context';

const first = 10;

/** Firms that stand apart from the ranking, each with why it is named. */
export function Besides({ list, lead, none }: { list: readonly Beside[]; lead: string; none: string }) {
  const t = useWords();
  if (list.length === 0) return <Empty>{none}</Empty>;
  const lines = (part: readonly Beside[]) => (
    <ul className="besides">
      {part.map((b) => (
        <li key={b.firm.id + (b.link ?? '')}>
          <Link href={`/firms/${encodeURIComponent(b.firm.id)}`}>{b.firm.name}</Link> <span className="muted">{b.firm.region_name ?? b.firm.region}</span>
          {b.text && <span className="line small">{b.text}</span>}
        </li>
      ))}
    </ul>
  );
  return (
    <>
      <p className="muted">{lead}</p>
      {lines(list.slice(0, first))}
      {list.length > first && (
        <details>
          <summary>{t.showAll(list.length)}</summary>
          {lines(list.slice(first))}
        </details>
      )}
    </>
  );
}
