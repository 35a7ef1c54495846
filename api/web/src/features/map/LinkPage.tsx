import { Link } from 'wouter';
import { Page, PrintButton } from '@/components/Page';
import { Shown } from '@/components/Shown';
import { address } from '@/lib/api/client';
import type { LinkDetail } from '@/lib/api/types';
import { useResource } from '@/lib/api/useResource';
import { useNameOf, useWords } from '@/lib/i18n/context';
import { LinkBody } from './LinkBody';

/** A link by itself, for addresses that do not know its chain. */
export function LinkPage({ id }: { id: string }) {
  const t = useWords();
  const nameOf = useNameOf();
  const link = useResource<LinkDetail>(address(`links/${encodeURIComponent(id)}`));
  const title = link.data ? nameOf(link.data.link) : t.map.linkHead;
  const chains = link.data?.chains ?? [];
  return (
    <Page
      title={title}
      tab={title}
      back={<Link href="/chains">‹ {t.map.back}</Link>}
      lead={chains.map((c) => (
        <Link key={c.id} className="spaced" href={`/chains/${encodeURIComponent(c.id)}?link=${encodeURIComponent(id)}`}>
          {c.name}
        </Link>
      ))}
      actions={<PrintButton />}
    >
      <Shown resource={link}>{(detail) => <LinkBody detail={detail} />}</Shown>
    </Page>
  );
}
