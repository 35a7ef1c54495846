import { Link } from 'wouter';
import { address } from '@/lib/api/client';
import type { ImportReport } from '@/lib/api/imports';
import { number } from '@/lib/format';
import { useWords } from '@/lib/i18n/context';
import { ProblemTable } from './ProblemTable';

/** What came of a file: every row accounted for. */
export function Report({ report }: { report: ImportReport }) {
  const t = useWords();
  if (report.error) {
    return (
      <div className="problem" role="alert">
        <strong>
          {t.imports.refused}：{report.file}
        </strong>
        <p>{report.error.message}</p>
        <p className="muted small">{report.error.code}</p>
      </div>
    );
  }
  return (
    <div className="report">
      <p>
        <strong>{report.file}</strong> {report.sheet && <span className="muted">{report.sheet}</span>}
        {report.complete && (
          <span className="tag">
            {t.imports.completeFor} {report.complete}
          </span>
        )}
      </p>
      <Counts report={report} />
      <Rejects report={report} />
      <Mapping columns={report.mapping} />
      <ProblemTable report={report} />
      <p className="no-print">
        {t.imports.whatNext}：<Link href="/">{t.nav.today}</Link> · <Link href="/gaps">{t.nav.gaps}</Link> · <Link href="/chains">{t.nav.chains}</Link>
      </p>
    </div>
  );
}

function Counts({ report }: { report: ImportReport }) {
  const t = useWords();
  const unchanged = report.unchanged ?? report.accepted - report.created - report.updated;
  const counts = [
    [t.imports.rows, report.rows],
    [t.imports.accepted, report.accepted],
    [t.imports.created, report.created],
    [t.imports.updated, report.updated],
    [t.imports.unchanged, unchanged],
    [t.imports.rejected, report.rejected],
  ] as const;
  return (
    <>
      <dl className="facts counts">
        {counts.map(([term, n]) => (
          <div key={term}>
            <dt>{term}</dt>
            <dd>{number(n)}</dd>
          </div>
        ))}
      </dl>
      <p className="muted small">{t.imports.sums(report.rows, report.accepted, report.rejected)}</p>
    </>
  );
}

function Rejects({ report }: { report: ImportReport }) {
  const t = useWords();
  if (report.rejected === 0) return null;
  if (report.dry_run) return <p className="muted small">{t.imports.noDownload}</p>;
  const id = report.id ?? report.import;
  if (!id || report.rejects === false) return null;
  return (
    <p className="no-print">
      <a className="button" href={address(`imports/${encodeURIComponent(id)}/rejects.xlsx`)} download>
        {t.imports.download}
      </a>
    </p>
  );
}

/** Which column was taken for what, so that a wrong guess is seen. */
function Mapping({ columns }: { columns: Record<string, string> | undefined }) {
  const t = useWords();
  const list = Object.entries(columns ?? {});
  if (list.length === 0) return null;
  return (
    <details>
      <summary>{t.imports.columns(list.length)}</summary>
      <ul className="chips">
        {list.map(([field, heading]) => (
          <li key={field}>
            {heading} <span className="muted">→ {t.field[field] ?? field}</span>
          </li>
        ))}
      </ul>
    </details>
  );
}
