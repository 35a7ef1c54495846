import { useState } from 'react';
import { Page } from '@/components/Page';
import { Section } from '@/components/Section';
import { Shown } from '@/components/Shown';
import { address } from '@/lib/api/client';
import type { ImportList, ImportReport } from '@/lib/api/imports';
import { useResource } from '@/lib/api/useResource';
import { useWords } from '@/lib/i18n/context';
import { ImportHistory } from './ImportHistory';
import { Report } from './Report';
import { UploadForm } from './UploadForm';

export function ImportsPage() {
  const t = useWords();
  const history = useResource<ImportList>(address('imports', { limit: 100 }));
  const [done, setDone] = useState<ImportReport | null>(null);
  return (
    <Page title={t.imports.title} tab={t.imports.title} lead={t.imports.lead}>
      {done ? (
        <Section
          title={done.dry_run ? t.imports.dryReport : t.imports.report}
          aside={
            <button type="button" onClick={() => setDone(null)}>
              {t.imports.another}
            </button>
          }
        >
          <Report report={done} />
        </Section>
      ) : (
        <UploadForm
          onDone={(report) => {
            setDone(report);
            if (!report.dry_run) history.reload();
          }}
        />
      )}
      <Section title={t.imports.history}>
        <Shown resource={history}>{(list) => <ImportHistory list={list.imports} />}</Shown>
      </Section>
    </Page>
  );
}
