import { useState } from 'react';
import { Link } from 'wouter';
import { Page, PrintButton } from '@/components/Page';
import { Section } from '@/components/Section';
import { Shown } from '@/components/Shown';
import { address } from '@/lib/api/client';
import type { FirmView } from '@/lib/api/firms';
import { useResource } from '@/lib/api/useResource';
import { useWords } from '@/lib/i18n/context';
import { FirmFacts } from './FirmFacts';
import { FirmHistory } from './FirmHistory';
import { PresenceTable } from './PresenceTable';
import { ScopeText } from './ScopeText';

export function FirmPage({ id }: { id: string }) {
  const t = useWords();
  const firm = useResource<FirmView>(address(`firms/${encodeURIComponent(id)}`));
  const name = firm.data?.firm.name ?? t.firm;
  return (
    <Page
      title={
        <>
          {name} {firm.data?.firm.in_being === false && <span className="tag gate">{t.firms.gone}</span>}
        </>
      }
      tab={name}
      back={<Link href="/firms">‹ {t.firmPage.back}</Link>}
      lead={firm.data?.firm.region_name}
      actions={<PrintButton />}
    >
      <Shown resource={firm}>{(view) => <FirmBody view={view} onJudged={firm.put} />}</Shown>
    </Page>
  );
}

function FirmBody({ view, onJudged }: { view: FirmView; onJudged: (view: FirmView) => void }) {
  const t = useWords();
  const [pointed, setPointed] = useState<string | null>(null);
  const { firm, presences } = view;
  return (
    <>
      <Section title={t.firmPage.scope}>
        <ScopeText scope={firm.values.scope} presences={presences} pointed={pointed} />
      </Section>
      <Section title={t.firmPage.presences}>
        <PresenceTable firm={firm.id} presences={presences} onJudged={onJudged} onPoint={setPointed} />
      </Section>
      <Section title={t.firmPage.facts}>
        <FirmFacts firm={firm} />
      </Section>
      <FirmHistory firm={firm} />
    </>
  );
}
