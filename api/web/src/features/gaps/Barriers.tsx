import type { Barrier } from '@/lib/api/types';
import { useWords } from '@/lib/i18n/context';

/** The rules on new projects that the list was made under. */
export function Barriers({ list }: { list: readonly Barrier[] }) {
  const t = useWords();
  return (
    <ul className="besides">
      {list.map((b) => (
        <li key={b.effect + b.text + b.source}>
          <span className="tag">{t.effect[b.effect] ?? b.effect}</span> {b.text}
          {b.firms && <span className="line small">{t.gap.onlyFirms(b.firms.join('、'))}</span>}
          <span className="line small muted">
            {b.list} · {b.source}
            {b.from && ` · ${b.from}`}
            {b.verified === false && ` · ${t.gap.unverified}`}
          </span>
          {b.instead && <span className="line small">{t.gap.instead(b.instead)}</span>}
        </li>
      ))}
    </ul>
  );
}
