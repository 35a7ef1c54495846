import { Link } from 'wouter';
import { Known } from '@/components/Known';
import { StatusMark } from '@/components/StatusMark';
import type { ChainLink, Stage } from '@/lib/api/types';
import { useNameOf, useWords } from '@/lib/i18n/context';

const stages: readonly Stage[] = ['upstream', 'midstream', 'downstream'];

/** The same chain as a table: for reading aloud, for printing, for searching with the browser. */
export function LinkTable({ links, onSelect }: { links: readonly ChainLink[]; onSelect: (id: string) => void }) {
  const t = useWords();
  const nameOf = useNameOf();
  const rows = stages.flatMap((stage) => links.filter((l) => l.stage === stage));
  return (
    <table className="list">
      <thead>
        <tr>
          <th scope="col">{t.map.stageHead}</th>
          <th scope="col">{t.map.linkHead}</th>
          <th scope="col">{t.map.statusHead}</th>
          <th scope="col" className="num">{t.map.firmsHead}</th>
          <th scope="col">{t.link.why}</th>
          <th scope="col">{t.map.gapHead}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((l) => (
          <tr key={l.id}>
            <td className="muted nowrap">{t.stage[l.stage]}</td>
            <th scope="row">
              <button type="button" className="link-like" data-link={l.id} onClick={() => onSelect(l.id)}>
                {nameOf(l)}
              </button>
            </th>
            <td className="nowrap">
              <StatusMark status={l.status} />
            </td>
            <td className="num">
              <Known>{l.status === 'unknown' && l.firms === 0 ? null : String(l.firms)}</Known>
            </td>
            <td className="small">{l.why}</td>
            <td className="nowrap">{l.gap && <Link href={`/gaps/${encodeURIComponent(l.gap)}`}>{t.map.gapHead}</Link>}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
