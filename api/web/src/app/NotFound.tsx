import { Link } from 'wouter';
import { Page } from '@/components/Page';
import { useWords } from '@/lib/i18n/context';

export function NotFound() {
  const t = useWords();
  return (
    <Page title={t.notFound.title} tab={t.notFound.title} lead={t.notFound.lead}>
      <Link href="/">{t.notFound.home}</Link>
    </Page>
  );
}
