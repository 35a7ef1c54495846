import { useId } from 'react';
import { Link } from 'wouter';
import { SourceRow } from '@/components/Known';
import { Parts } from '@/components/Parts';
import type { Candidate, Evidence, ReceiptPart } from '@/lib/api/types';
import { percent, score } from '@/lib/format';
import { useWords } from '@/lib/i18n/context';

/** One candidate: rank, score, one sentence why, and the receipt on demand. */
export function CandidateRow({ candidate: c, open, onToggle }: { candidate: Candidate; open: boolean; onToggle: () => void }) {
  const t = useWords();
  const receipt = useId();
  return (
    <li className="candidate">
      <div className="candidate-head">
        <span className="candidate-rank" title={t.gap.rank}>{c.rank}</span>
        <div className="candidate-name">
          <Link href={`/firms/${encodeURIComponent(c.firm.id)}`}>{c.firm.name}</Link>
          <span className="muted"> {c.firm.region_name ?? c.firm.region}</span>
          {c.adjacent && <span className="tag">{t.gap.adjacent}</span>}
          {c.reason && <p>{c.reason}</p>}
        </div>
        <dl className="candidate-scores">
          <div>
            <dt>{t.gap.score}</dt>
            <dd>{score(c.score)}</dd>
          </div>
          <div title={t.gap.confidenceMeaning}>
            <dt>{t.gap.confidence}</dt>
            <dd>{percent(c.confidence)}</dd>
          </div>
        </dl>
        <button type="button" className="quiet no-print" aria-expanded={open} aria-controls={receipt} aria-label={`${t.gap.receipt}：${c.firm.name}`} onClick={onToggle}>
          {t.gap.receipt} {open ? '▴' : '▾'}
        </button>
      </div>
      <div id={receipt} hidden={!open} className="receipt">
        <Parts parts={c.receipt} total={c.score} caption={`${t.gap.receipt}：${c.firm.name}`} evidence={(p) => <Rows part={p} />} />
        {c.members.length > 0 && (
          <details className="members">
            <summary>{t.gap.members(c.members.length)}</summary>
            <ul>
              {c.members.map((m) => (
                <li key={m.id}>
                  <Link href={`/firms/${encodeURIComponent(m.id)}`}>{m.name}</Link> <span className="muted">{m.region_name ?? m.region}</span>
                </li>
              ))}
            </ul>
          </details>
        )}
      </div>
    </li>
  );
}

function Rows({ part }: { part: ReceiptPart }) {
  const t = useWords();
  if (part.evidence.length === 0) return <span className="muted">{part.value === null ? t.gap.unknownPart : t.gap.noEvidence}</span>;
  return part.evidence.map((e: Evidence, i) => (
    <span key={`${e.text}-${i}`} className="line">
      {e.text} <SourceRow at={e} />
    </span>
  ));
}
