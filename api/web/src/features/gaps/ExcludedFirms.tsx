import { useState } from 'react';
import { Link } from 'wouter';
import { Empty } from '@/components/Shown';
import type { CandidateList } from '@/lib/api/types';
import { useWords } from '@/lib/i18n/context';

/** Who was left out and why: all are counted, some are listed. */
export function ExcludedFirms({ answer }: { answer: CandidateList }) {
  const t = useWords();
  const [reason, setReason] = useState('');
  const counts = Object.entries(answer.excluded_counts).sort((a, b) => b[1] - a[1]);
  const total = counts.reduce((sum, [, n]) => sum + n, 0);
  if (total === 0) return <Empty>{t.gap.noExcluded}</Empty>;
  const name = (r: string) => t.reason[r] ?? r;
  const list = answer.excluded.filter((x) => reason === '' || x.reason === reason);
  return (
    <>
      <div className="reasons" role="group" aria-label={t.filter}>
        <button type="button" aria-pressed={reason === ''} onClick={() => setReason('')}>
          {t.all} <b>{total}</b>
        </button>
        {counts.map(([r, n]) => (
          <button key={r} type="button" aria-pressed={reason === r} onClick={() => setReason(r)}>
            {name(r)} <b>{n}</b>
          </button>
        ))}
      </div>
      <details>
        <summary>{t.gap.excludedLead(answer.excluded.length, total)}</summary>
        <ul className="besides">
          {list.map((x, i) => (
            <li key={`${x.firm.id}-${i}`}>
              <Link href={`/firms/${encodeURIComponent(x.firm.id)}`}>{x.firm.name}</Link>{' '}
              <span className="muted">{x.firm.region_name ?? x.firm.region}</span> <span className="tag">{name(x.reason)}</span>
              {x.text && <span className="line small">{x.text}</span>}
            </li>
          ))}
        </ul>
      </details>
    </>
  );
}
