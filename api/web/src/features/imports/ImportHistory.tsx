import { Link } from 'wouter';
import { Empty } from '@/components/Shown';
import type { ImportReport } from '@/lib/api/imports';
import { day, moment, number } from '@/lib/format';
import { useWords } from '@/lib/i18n/context';

export function ImportHistory({ list }: { list: readonly ImportReport[] }) {
  const t = useWords();
  if (list.length === 0) return <Empty>{t.imports.noHistory}</Empty>;
  return (
    <table className="list">
      <thead>
        <tr>
          <th scope="col">{t.imports.time}</th>
          <th scope="col">{t.imports.fileHead}</th>
          <th scope="col">{t.imports.asOf}</th>
          <th scope="col" className="num">{t.imports.rows}</th>
          <th scope="col" className="num">{t.imports.accepted}</th>
          <th scope="col" className="num">{t.imports.created}</th>
          <th scope="col" className="num">{t.imports.updated}</th>
          <th scope="col" className="num">{t.imports.rejected}</th>
        </tr>
      </thead>
      <tbody>
        {list.map((i) => (
          <tr key={i.id}>
            <td className="nowrap">
              {i.started && moment(i.started)}
              {!i.finished && <span className="tag gate">{t.imports.unfinished}</span>}
            </td>
            <th scope="row">
              <Link href={`/imports/${encodeURIComponent(i.id ?? '')}`}>{i.file}</Link> <span className="muted">{i.sheet}</span>
            </th>
            <td className="nowrap">{i.as_of && day(i.as_of)}</td>
            {[i.rows, i.accepted, i.created, i.updated, i.rejected].map((n, at) => (
              <td key={at} className="num">{number(n)}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
