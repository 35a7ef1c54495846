import { useState } from 'react';
import { Empty } from '@/components/Shown';
import type { ImportReport } from '@/lib/api/imports';
import { useWords } from '@/lib/i18n/context';

const first = 100;

/** What a reader should know of single rows: where, what, and what was done; rejected rows go first. */
export function ProblemTable({ report }: { report: ImportReport }) {
  const t = useWords();
  const [all, setAll] = useState(false);
  const problems = [...(report.problems ?? [])].sort((a, b) => Number(b.reject ?? false) - Number(a.reject ?? false));
  if (problems.length === 0) return <Empty>{t.imports.noProblems}</Empty>;
  const shown = all ? problems : problems.slice(0, first);
  return (
    <>
      <h3>{t.imports.problems(problems.length)}</h3>
      <table className="list problems">
        <thead>
          <tr>
            <th scope="col">{t.imports.sheet}</th>
            <th scope="col" className="num">{t.imports.rowHead}</th>
            <th scope="col">{t.imports.columnHead}</th>
            <th scope="col">{t.imports.valueHead}</th>
            <th scope="col">{t.imports.messageHead}</th>
            <th scope="col">{t.imports.effectHead}</th>
          </tr>
        </thead>
        <tbody>
          {shown.map((p, i) => (
            <tr key={`${p.sheet}-${p.row}-${p.column}-${i}`}>
              <td>{p.sheet}</td>
              <td className="num">{p.row > 0 && p.row}</td>
              <td>{p.column}</td>
              <td className="cell-value">{p.value}</td>
              <td>{p.message}</td>
              <td className="nowrap">{p.reject ? <b>{t.imports.rejectedRow}</b> : t.imports.warned}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {shown.length < problems.length && (
        <button type="button" onClick={() => setAll(true)}>
          {t.showAll(problems.length)}
        </button>
      )}
      {report.problems_left_out ? <p className="muted">{t.imports.leftOut(report.problems_left_out)}</p> : null}
    </>
  );
}
