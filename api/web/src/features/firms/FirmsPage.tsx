import { Link, useSearchParams } from 'wouter';
import { Known } from '@/components/Known';
import { Page } from '@/components/Page';
import { Pager } from '@/components/Pager';
import { Empty, Shown } from '@/components/Shown';
import { address } from '@/lib/api/client';
import type { FirmItem, FirmList } from '@/lib/api/firms';
import { useResource } from '@/lib/api/useResource';
import { number } from '@/lib/format';
import { useWords } from '@/lib/i18n/context';
import { FirmSearch } from './FirmSearch';

export function FirmsPage() {
  const t = useWords();
  const [params] = useSearchParams();
  const at = (name: string) => params.get(name) ?? '';
  const firms = useResource<FirmList>(address('firms', { q: at('q'), region: at('region'), link: at('link'), limit: 50, cursor: at('cursor') }));
  return (
    <Page title={t.firms.title} tab={t.firms.title} lead={t.firms.lead}>
      <FirmSearch key={params.toString()} />
      <Shown resource={firms}>
        {(list) => (
          <>
            <p className="count" role="status">{t.firms.count(list.total)}</p>
            {list.firms.length === 0 ? <Empty>{t.firms.empty}</Empty> : <FirmTable firms={list.firms} />}
            <Pager path="/firms" params={params} next={list.next} />
          </>
        )}
      </Shown>
    </Page>
  );
}

function FirmTable({ firms }: { firms: readonly FirmItem[] }) {
  const t = useWords();
  return (
    <table className="list">
      <thead>
        <tr>
          <th scope="col">{t.firms.name}</th>
          <th scope="col">{t.firms.place}</th>
          <th scope="col">{t.firms.presences}</th>
          <th scope="col">{t.firms.code}</th>
        </tr>
      </thead>
      <tbody>
        {firms.map((f) => (
          <tr key={f.id}>
            <th scope="row">
              <Link href={`/firms/${encodeURIComponent(f.id)}`}>{f.name}</Link>
              {f.in_being === false && <span className="tag">{t.firms.gone}</span>}
            </th>
            <td className="nowrap"><Known>{f.region_name ?? f.region}</Known></td>
            <td className="small"><Places firm={f} /></td>
            <td className="code"><Known>{f.code}</Known></td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

const most = 6;

function Places({ firm }: { firm: FirmItem }) {
  const t = useWords();
  if (firm.presences.length === 0) return <span className="muted">{t.firms.noPresence}</span>;
  return (
    <>
      {firm.presences.slice(0, most).map((p) => (
        <span key={p.link + p.role} className="place">
          <Link href={`/links/${encodeURIComponent(p.link)}`}>{p.link_name ?? p.link}</Link>
          <span className={`role role-${p.role}`}>{t.role[p.role]}</span>
        </span>
      ))}
      {firm.presences.length > most && <span className="muted">+{number(firm.presences.length - most)}</span>}
    </>
  );
}
