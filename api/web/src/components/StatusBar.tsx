import type { StatusCounts } from '@/lib/api/types';
import { useWords } from '@/lib/i18n/context';
import { statuses, totalOf } from '@/lib/status';

/** Shares of the statuses as one bar; the counts stand in it and are read out. */
export function StatusBar({ counts }: { counts: StatusCounts }) {
  const t = useWords();
  const total = totalOf(counts);
  if (total === 0) return <span className="muted">{t.none}</span>;
  const present = statuses.filter((s) => counts[s] > 0);
  const label = present.map((s) => `${t.status[s]} ${counts[s]}`).join('，');
  return (
    <div className="bar" role="img" aria-label={label} title={label}>
      {present.map((s) => (
        <span key={s} className={`bar-piece fill-${s}`} style={{ flexGrow: counts[s] }}>
          <span className="bar-count">{counts[s]}</span>
        </span>
      ))}
    </div>
  );
}

/** What the colours and patterns of the bars mean. */
export function StatusLegend() {
  const t = useWords();
  return (
    <ul className="legend" aria-label={t.map.legend}>
      {statuses.map((s) => (
        <li key={s} title={t.statusMeaning[s]}>
          <span className={`swatch fill-${s}`} aria-hidden="true" />
          {t.status[s]}
        </li>
      ))}
    </ul>
  );
}
