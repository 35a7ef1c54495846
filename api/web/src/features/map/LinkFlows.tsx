import type { Chain, Flow } from '@/lib/api/types';
import { useNameOf, useWords } from '@/lib/i18n/context';
import { coefficient } from './coefficient';

/** What the link takes and where its products go, each with its coefficient and basis. */
export function LinkFlows({ id, chain, onSelect }: { id: string; chain: Chain; onSelect: (id: string) => void }) {
  const t = useWords();
  const into = chain.flows.filter((f) => f.to === id);
  const out = chain.flows.filter((f) => f.from === id);
  const list = (title: string, flows: Flow[], end: 'from' | 'to') =>
    flows.length > 0 && (
      <section>
        <h3>{title}</h3>
        <ul className="flows">
          {flows.map((flow, i) => (
            <FlowLine key={`${flow[end]}-${flow.kind}-${i}`} flow={flow} other={flow[end]} chain={chain} onSelect={onSelect} />
          ))}
        </ul>
      </section>
    );
  return (
    <>
      {list(t.link.upstreamOf, into, 'from')}
      {list(t.link.downstreamOf, out, 'to')}
    </>
  );
}

function FlowLine({ flow, other, chain, onSelect }: { flow: Flow; other: string; chain: Chain; onSelect: (id: string) => void }) {
  const t = useWords();
  const nameOf = useNameOf();
  const link = chain.links.find((l) => l.id === other);
  const amount = coefficient(flow);
  const basis = [flow.basis && (t.basis[flow.basis] ?? flow.basis), flow.working, flow.source, flow.note].filter(Boolean).join('；');
  return (
    <li>
      <button type="button" className="link-like" onClick={() => onSelect(other)}>
        {link ? nameOf(link) : other}
      </button>{' '}
      <span className={`flow-kind flow-${flow.kind}`}>{t.flow[flow.kind]}</span>{' '}
      {flow.kind !== 'relation' && (amount || <span className="unknown-word">{t.unknown}</span>)}
      {basis && <span className="line muted">{basis}</span>}
    </li>
  );
}
