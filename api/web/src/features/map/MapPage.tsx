import { useEffect } from 'react';
import { Link, useSearchParams } from 'wouter';
import { Page, PrintButton } from '@/components/Page';
import { Empty, Shown } from '@/components/Shown';
import { StatusLegend } from '@/components/StatusBar';
import { address } from '@/lib/api/client';
import type { Chain } from '@/lib/api/types';
import { useResource } from '@/lib/api/useResource';
import { useNameOf, useWords } from '@/lib/i18n/context';
import { ChainMap } from './ChainMap';
import { LinkPanel } from './LinkPanel';
import { LinkTable } from './LinkTable';
import { EdgeLegend } from './MapEdge';
import { MapSearch } from './MapSearch';

/** One chain; the link in view and the way of showing stand in the address. */
export function MapPage({ id }: { id: string }) {
  const t = useWords();
  const nameOf = useNameOf();
  const chain = useResource<Chain>(address(`chains/${encodeURIComponent(id)}`));
  const title = chain.data ? nameOf(chain.data) : t.map.chain;
  const lead = chain.data && [chain.data.region.name, t.chains.record(chain.data.record.reaches), t.articles(chain.data.articles)].filter(Boolean).join(' · ');
  return (
    <Page wide title={title} tab={title} lead={lead} back={<Link href="/chains">‹ {t.map.back}</Link>} actions={<PrintButton />}>
      <Shown resource={chain}>{(c) => (c.links.length === 0 ? <Empty>{t.map.empty}</Empty> : <ChainView chain={c} />)}</Shown>
    </Page>
  );
}

function ChainView({ chain }: { chain: Chain }) {
  const t = useWords();
  const [params, setParams] = useSearchParams();
  const selected = params.get('link');
  const table = params.get('view') === 'table';
  const set = (name: string, value: string | null) =>
    setParams((before) => {
      const after = new URLSearchParams(before);
      if (value === null) after.delete(name);
      else after.set(name, value);
      return after;
    });
  const select = (link: string | null) => set('link', link);

  useEffect(() => {
    if (selected === null) return;
    const onKey = (event: KeyboardEvent) => {
      if (event.key === 'Escape') setParams(without('link'));
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [selected, setParams]);

  const known = chain.links.some((l) => l.id === selected);
  return (
    <>
      <div className="map-bar">
        <MapSearch links={chain.links} onSelect={select} />
        <div className="switch no-print" role="group" aria-label={t.map.view}>
          <button type="button" aria-pressed={!table} onClick={() => set('view', null)}>{t.map.map}</button>
          <button type="button" aria-pressed={table} onClick={() => set('view', 'table')}>{t.map.table}</button>
        </div>
        <StatusLegend />
        {!table && <EdgeLegend />}
      </div>
      <div className={`map-frame${selected ? ' with-panel' : ''}${table ? ' as-table' : ''}`}>
        {table ? <LinkTable links={chain.links} onSelect={select} /> : <ChainMap chain={chain} selected={selected} onSelect={select} />}
        {selected && <LinkPanel key={selected} id={selected} chain={known ? chain : undefined} onClose={() => select(null)} onSelect={select} />}
      </div>
      {!table && <p className="map-keys muted no-print">{t.map.keys}</p>}
    </>
  );
}

const without = (name: string) => (before: URLSearchParams) => {
  const after = new URLSearchParams(before);
  after.delete(name);
  return after;
};
