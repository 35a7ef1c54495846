import { SourceRow } from '@/components/Known';
import { Empty } from '@/components/Shown';
import type { Presence, Valued } from '@/lib/api/firms';
import { stretches } from '@/lib/highlight';
import { useWords } from '@/lib/i18n/context';

interface Props {
  scope: Valued | undefined;
  presences: readonly Presence[];
  /** The clause that the reader points at in the table below. */
  pointed: string | null;
}

/** The business scope with the clauses that links were read from. */
export function ScopeText({ scope, presences, pointed }: Props) {
  const t = useWords();
  if (!scope) return <Empty>{t.firmPage.noScope}</Empty>;
  const clauses = [...new Set(presences.map((p) => p.clause ?? ''))].filter(Boolean);
  const terms = (clause: string) => presences.filter((p) => p.clause === clause).map((p) => p.term ?? '');
  return (
    <>
      <p className="scope">
        {stretches(scope.text, clauses).map((s, i) =>
          s.of < 0 ? (
            <span key={i}>{s.text}</span>
          ) : (
            <span key={i} className={clauses[s.of] === pointed ? 'clause pointed' : 'clause'}>
              {stretches(s.text, [...new Set(terms(clauses[s.of] ?? ''))]).map((w, j) => (w.of < 0 ? <span key={j}>{w.text}</span> : <mark key={j}>{w.text}</mark>))}
            </span>
          ),
        )}
      </p>
      <p className="muted small">
        {clauses.length > 0 && t.firmPage.scopeHint} <SourceRow at={scope} />
      </p>
    </>
  );
}
