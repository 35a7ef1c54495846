import { Link } from 'wouter';
import { Page, PrintButton } from '@/components/Page';
import { Shown } from '@/components/Shown';
import { address } from '@/lib/api/client';
import type { ImportReport } from '@/lib/api/imports';
import { useResource } from '@/lib/api/useResource';
import { moment } from '@/lib/format';
import { useWords } from '@/lib/i18n/context';
import { Report } from './Report';

export function ImportPage({ id }: { id: string }) {
  const t = useWords();
  const report = useResource<ImportReport>(address(`imports/${encodeURIComponent(id)}`));
  const title = t.imports.report;
  return (
    <Page title={title} tab={title} lead={report.data?.started && moment(report.data.started)} back={<Link href="/imports">‹ {t.imports.back}</Link>} actions={<PrintButton />}>
      <Shown resource={report}>{(r) => <Report report={r} />}</Shown>
    </Page>
  );
}
