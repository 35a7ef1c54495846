import { useState } from 'react';
import { Section } from '@/components/Section';
import { Empty, Shown } from '@/components/Shown';
import { address } from '@/lib/api/client';
import type { Candidate, CandidateList, Gap } from '@/lib/api/types';
import { useResource } from '@/lib/api/useResource';
import { useWords } from '@/lib/i18n/context';
import { Barriers } from './Barriers';
import { Besides } from './Besides';
import { CandidateRow } from './CandidateRow';
import { ExcludedFirms } from './ExcludedFirms';
import { ParkChoice } from './ParkChoice';

/** How many candidates are asked for, on the page and in the workbook alike. */
const top = 50;

/** Whom to invite, who was left out, and the two lists that stand apart. */
export function CandidateSection({ gap }: { gap: Gap }) {
  const t = useWords();
  const [park, setPark] = useState('');
  const path = `gaps/${encodeURIComponent(gap.id)}/candidates`;
  const answer = useResource<CandidateList>(address(path, { top, park }));
  const any = (answer.data?.candidates.length ?? 0) > 0;
  return (
    <>
      <Section
        title={t.gap.candidates}
        aside={
          any && (
            <a className="button no-print" href={address(`${path}.xlsx`, { top, park })} download>
              {t.gap.download}
            </a>
          )
        }
      >
        <ParkChoice park={park} onChange={setPark} />
        <Shown resource={answer}>{(a) => <Ranked answer={a} />}</Shown>
      </Section>
      {answer.data && (
        <>
          {answer.data.constraints && (
            <Section title={t.gap.rules}>
              <Barriers list={answer.data.constraints} />
            </Section>
          )}
          <Section title={t.gap.local}>
            <Besides list={answer.data.local} lead={t.gap.localLead} none={t.gap.noLocal} />
          </Section>
          <Section title={t.gap.technology}>
            <Besides list={answer.data.technology} lead={t.gap.technologyLead} none={t.gap.noTechnology} />
          </Section>
          <Section title={t.gap.excluded}>
            <ExcludedFirms answer={answer.data} />
          </Section>
        </>
      )}
    </>
  );
}

function Ranked({ answer }: { answer: CandidateList }) {
  const t = useWords();
  const [open, setOpen] = useState<ReadonlySet<number>>(() => new Set([1]));
  const { candidates, version } = answer;
  if (candidates.length === 0) return <Empty>{answer.note ?? t.gap.noCandidates}</Empty>;
  const all = open.size === candidates.length;
  const toggle = (c: Candidate) =>
    setOpen((before) => {
      const after = new Set(before);
      if (!after.delete(c.rank)) after.add(c.rank);
      return after;
    });
  return (
    <>
      <p className="count">
        {t.gap.count(candidates.length, answer.total ?? candidates.length)}{' '}
        <button type="button" className="link-like no-print" onClick={() => setOpen(new Set(all ? [] : candidates.map((c) => c.rank)))}>
          {all ? t.gap.collapseAll : t.gap.expandAll}
        </button>
      </p>
      {answer.note && <p className="notice">{answer.note}</p>}
      <ol className="candidates">
        {candidates.map((c) => (
          <CandidateRow key={c.firm.id} candidate={c} open={open.has(c.rank)} onToggle={() => toggle(c)} />
        ))}
      </ol>
      <p className="muted small">{t.gap.madeFrom(version.record, version.rules ?? t.unknown, version.weights ?? t.unknown)}</p>
    </>
  );
}
