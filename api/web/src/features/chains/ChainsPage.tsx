import { Link } from 'wouter';
import { Page, PrintButton } from '@/components/Page';
import { Empty, Shown } from '@/components/Shown';
import { StatusBar, StatusLegend } from '@/components/StatusBar';
import { address } from '@/lib/api/client';
import type { ChainList, ChainSummary, Summary } from '@/lib/api/types';
import { useResource } from '@/lib/api/useResource';
import { useNameOf, useWords } from '@/lib/i18n/context';

export function ChainsPage() {
  const t = useWords();
  const chains = useResource<ChainList>(address('chains'));
  const summary = useResource<Summary>(address('summary'));
  const lead = summary.data ? `${t.chains.lead} ${t.chains.record(summary.data.record.reaches)}` : t.chains.lead;
  return (
    <Page title={t.chains.title} tab={t.chains.title} lead={lead} actions={<PrintButton />}>
      <Shown resource={chains}>
        {(list) => (list.chains.length === 0 ? <Empty>{t.chains.empty}</Empty> : <ChainTable chains={list.chains} />)}
      </Shown>
    </Page>
  );
}

function ChainTable({ chains }: { chains: ChainSummary[] }) {
  const t = useWords();
  const nameOf = useNameOf();
  return (
    <>
      <StatusLegend />
      <table className="list chain-list">
        <thead>
          <tr>
            <th scope="col">{t.chains.name}</th>
            <th scope="col" className="num">{t.chains.linksHead}</th>
            <th scope="col" className="chain-bar">{t.today.status}</th>
            <th scope="col">{t.chains.asked}</th>
          </tr>
        </thead>
        <tbody>
          {chains.map((c) => (
            <tr key={c.id}>
              <th scope="row">
                <Link href={`/chains/${encodeURIComponent(c.id)}`}>{nameOf(c)}</Link>
              </th>
              <td className="num">{c.links}</td>
              <td>
                <StatusBar counts={c.status} />
              </td>
              <td className="muted">{t.articles(c.articles)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}
