import { Link } from 'wouter';
import { Known } from '@/components/Known';
import { Page } from '@/components/Page';
import { Section } from '@/components/Section';
import { Empty, Shown } from '@/components/Shown';
import { StatusBar, StatusLegend } from '@/components/StatusBar';
import { GateTags, KindTag } from '@/components/Tags';
import { address } from '@/lib/api/client';
import type { Gap, Named, Summary } from '@/lib/api/types';
import { useResource } from '@/lib/api/useResource';
import { number, score } from '@/lib/format';
import { useWords } from '@/lib/i18n/context';

export function TodayPage() {
  const t = useWords();
  const summary = useResource<Summary>(address('summary'));
  return (
    <Page title={t.today.title} tab={t.today.title} lead={t.today.lead}>
      <Shown resource={summary}>{(s) => <Overview summary={s} />}</Shown>
    </Page>
  );
}

function Overview({ summary }: { summary: Summary }) {
  const t = useWords();
  const { region, record } = summary;
  return (
    <>
      <dl className="facts">
        <Fact term={t.today.homeRegion}>
          {region.name} <span className="muted">{region.code}</span>
        </Fact>
        <Fact term={t.today.reach}>
          <Known>{record.reaches}</Known>
        </Fact>
        <Fact term={t.today.firms}>
          <Known>{record.firms === undefined ? undefined : number(record.firms)}</Known>
        </Fact>
        <Fact term={t.today.version}>{record.version}</Fact>
      </dl>
      {record.firms === 0 && (
        <div className="notice">
          {t.today.emptyRecord} <Link href="/imports">{t.today.goImport}</Link>
        </div>
      )}
      <Section title={t.today.status} aside={<StatusLegend />}>
        <StatusBar counts={summary.status} />
      </Section>
      <Section title={t.today.pressing} aside={<Link href="/gaps">{t.today.allGaps(summary.total)}</Link>}>
        <Pressing gaps={summary.gaps} />
      </Section>
      <Section title={t.today.unknown(summary.unknown.length)}>
        <UnknownLinks links={summary.unknown} />
      </Section>
    </>
  );
}

function Fact({ term, children }: { term: string; children: React.ReactNode }) {
  return (
    <div>
      <dt>{term}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function Pressing({ gaps }: { gaps: Gap[] }) {
  const t = useWords();
  if (gaps.length === 0) return <Empty>{t.today.noGaps}</Empty>;
  return (
    <ol className="pressing">
      {gaps.map((g) => (
        <li key={g.id}>
          <div className="pressing-head">
            <Link href={`/gaps/${encodeURIComponent(g.id)}`}>{g.link_name}</Link>
            <KindTag kind={g.kind} />
            <GateTags gates={g.gates} />
            <span className="pressing-score" title={t.gaps.priority}>
              {score(g.priority)}
            </span>
          </div>
          <p>{g.why}</p>
        </li>
      ))}
    </ol>
  );
}

function UnknownLinks({ links }: { links: Named[] }) {
  const t = useWords();
  if (links.length === 0) return <Empty>{t.today.noUnknown}</Empty>;
  return (
    <>
      <p className="muted">{t.today.unknownLead}</p>
      <ul className="chips">
        {links.map((l) => (
          <li key={l.id}>
            <Link href={`/links/${encodeURIComponent(l.id)}`}>{l.name}</Link>
          </li>
        ))}
      </ul>
    </>
  );
}
