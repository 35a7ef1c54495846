import { Link } from 'wouter';
import { Page, PrintButton } from '@/components/Page';
import { Inputs, Parts } from '@/components/Parts';
import { Section } from '@/components/Section';
import { Shown } from '@/components/Shown';
import { GateTags, KindTag } from '@/components/Tags';
import { address } from '@/lib/api/client';
import type { ChainList, Gap, GapKind } from '@/lib/api/types';
import { useResource } from '@/lib/api/useResource';
import { score } from '@/lib/format';
import { useWords, words } from '@/lib/i18n/context';
import { CandidateSection } from './CandidateSection';

export function GapPage({ id }: { id: string }) {
  const t = useWords();
  const gap = useResource<Gap>(address(`gaps/${encodeURIComponent(id)}`));
  const name = gap.data?.link_name ?? t.gaps.title;
  return (
    <Page
      title={
        <>
          {name} {gap.data && <KindTag kind={gap.data.kind} />} {gap.data && <GateTags gates={gap.data.gates} />}
        </>
      }
      tab={name}
      back={<Link href="/gaps">‹ {t.gap.back}</Link>}
      lead={gap.data && <MapLinks gap={gap.data} />}
      actions={<PrintButton />}
    >
      <Shown resource={gap}>{(g) => <GapBody gap={g} />}</Shown>
    </Page>
  );
}

function MapLinks({ gap }: { gap: Gap }) {
  const t = useWords();
  const chains = useResource<ChainList>(address('chains'));
  const nameOf = (id: string) => chains.data?.chains.find((c) => c.id === id)?.name ?? id;
  return gap.chains.map((chain) => (
    <Link key={chain} className="spaced" href={`/chains/${encodeURIComponent(chain)}?link=${encodeURIComponent(gap.link)}`}>
      {t.gap.onMap}
      {gap.chains.length > 1 && `（${nameOf(chain)}）`}
    </Link>
  ));
}

function GapBody({ gap }: { gap: Gap }) {
  const t = useWords();
  const modes = (gap.modes ?? []).map((m) => t.mode[m] ?? m).join('、');
  return (
    <>
      <Section title={t.gaps.why}>
        <p className="why">{gap.why}</p>
        <p className="muted">
          {[t.kindMeaning[gap.kind], modes, confidence(gap.confidence, t.gap)].filter(Boolean).join(' · ')}
        </p>
      </Section>
      <Section title={t.gap.gates}>
        <Gates gap={gap} />
      </Section>
      <Section title={`${t.gaps.priority} ${score(gap.priority)}`}>
        <Parts parts={gap.parts} total={gap.priority} caption={t.gap.priorityParts} evidence={(p) => <Inputs list={p.inputs?.map((line) => (isKind(line) ? t.kind[line] : line))} />} />
      </Section>
      <CandidateSection gap={gap} />
    </>
  );
}

const isKind = (text: string): text is GapKind => text in words.zh.kind;

function confidence(of: string | undefined, t: { byCounts: string; byFigures: string }): string {
  if (of === 'counts') return t.byCounts;
  return of === 'figures' ? t.byFigures : '';
}

function Gates({ gap }: { gap: Gap }) {
  const t = useWords();
  if (gap.gates.length === 0) return <p className="muted">{t.gap.noGates}</p>;
  const details = gap.gate_details ?? gap.gates.map((gate) => ({ gate, text: t.gateMeaning[gate] }));
  return (
    <ul className="constraints">
      {details.map((d) => (
        <li key={d.gate + d.text}>
          <GateTags gates={[d.gate]} /> {d.text}
        </li>
      ))}
    </ul>
  );
}
