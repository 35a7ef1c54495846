import { Link, useSearchParams } from 'wouter';
import { Page, PrintButton } from '@/components/Page';
import { Empty, Shown } from '@/components/Shown';
import { GateTags, KindTag } from '@/components/Tags';
import { address } from '@/lib/api/client';
import type { ChainList, Gap, GapList } from '@/lib/api/types';
import { useResource } from '@/lib/api/useResource';
import { score } from '@/lib/format';
import { useNameOf, useWords } from '@/lib/i18n/context';
import { GapFilters } from './GapFilters';
import { PartStrip } from './PartStrip';

/** The most that one page of the API holds; a region has fewer links than that. */
const limit = 500;

export function GapsPage() {
  const t = useWords();
  const [params] = useSearchParams();
  const filter = (name: string) => params.get(name) ?? '';
  const chains = useResource<ChainList>(address('chains'));
  const gaps = useResource<GapList>(address('gaps', { chain: filter('chain'), kind: filter('kind'), gate: filter('gate'), limit }));
  return (
    <Page title={t.gaps.title} tab={t.gaps.title} lead={t.gaps.lead} actions={<PrintButton />}>
      <GapFilters chains={chains.data?.chains ?? []} />
      <Shown resource={gaps}>{(list) => <Found list={list} chains={chains.data} />}</Shown>
    </Page>
  );
}

function Found({ list, chains }: { list: GapList; chains: ChainList | undefined }) {
  const t = useWords();
  const apart = list.not_hostable ?? [];
  return (
    <>
      <p className="count" role="status">
        {list.gaps.length < list.total ? t.gaps.shown(list.gaps.length, list.total) : t.gaps.count(list.total)}
      </p>
      {list.gaps.length === 0 ? <Empty>{t.gaps.empty}</Empty> : <GapTable gaps={list.gaps} chains={chains} />}
      {apart.length > 0 && (
        <details className="apart">
          <summary>{t.gaps.notHostable(apart.length)}</summary>
          <GapTable gaps={apart} chains={chains} />
        </details>
      )}
    </>
  );
}

function GapTable({ gaps, chains }: { gaps: readonly Gap[]; chains: ChainList | undefined }) {
  const t = useWords();
  const nameOf = useNameOf();
  const chainName = (id: string) => {
    const chain = chains?.chains.find((c) => c.id === id);
    return chain ? nameOf(chain) : id;
  };
  return (
    <table className="list gap-list">
      <thead>
        <tr>
          <th scope="col" className="num">{t.gap.rank}</th>
          <th scope="col">{t.gaps.link}</th>
          <th scope="col">{t.gaps.kind}</th>
          <th scope="col" className="num">{t.gaps.priority}</th>
          <th scope="col">{t.gaps.parts}</th>
          <th scope="col">{t.gaps.why}</th>
        </tr>
      </thead>
      <tbody>
        {gaps.map((g, i) => (
          <tr key={g.id}>
            <td className="num muted">{i + 1}</td>
            <th scope="row">
              <Link href={`/gaps/${encodeURIComponent(g.id)}`}>{g.link_name}</Link>
              <span className="line small muted">{g.chains.map(chainName).join('、')}</span>
            </th>
            <td>
              <KindTag kind={g.kind} /> <GateTags gates={g.gates} />
            </td>
            <td className="num">{score(g.priority)}</td>
            <td className="strip-cell">
              <PartStrip parts={g.parts} />
            </td>
            <td className="small">{g.why}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
