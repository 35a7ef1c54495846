import { useEffect, useRef } from 'react';
import { Empty, Shown } from '@/components/Shown';
import { address } from '@/lib/api/client';
import type { Chain, LinkDetail } from '@/lib/api/types';
import { useResource } from '@/lib/api/useResource';
import { useNameOf, useWords } from '@/lib/i18n/context';
import { LinkBody } from './LinkBody';
import { LinkFlows } from './LinkFlows';

interface Props {
  id: string;
  /** The chain that the link stands in; absent where it has no such link. */
  chain: Chain | undefined;
  onClose: () => void;
  onSelect: (id: string) => void;
}

/** What is known of the link in view, beside the map. */
export function LinkPanel({ id, chain, onClose, onSelect }: Props) {
  const t = useWords();
  const nameOf = useNameOf();
  const heading = useRef<HTMLHeadingElement>(null);
  const link = useResource<LinkDetail>(chain ? address(`links/${encodeURIComponent(id)}`) : null);
  const short = chain?.links.find((l) => l.id === id);

  // The keyboard goes into the panel with the reader, and back to the link when it is closed.
  useEffect(() => {
    heading.current?.focus({ preventScroll: true });
    return () => document.querySelector<SVGElement | HTMLElement>(`[data-link="${CSS.escape(id)}"]`)?.focus({ preventScroll: true });
  }, [id]);

  return (
    <aside className="panel" aria-label={short ? nameOf(short) : id}>
      <div className="panel-head">
        <h2 ref={heading} tabIndex={-1}>{short ? nameOf(short) : id}</h2>
        <button type="button" className="quiet" aria-label={t.close} title={`${t.close}（Esc）`} onClick={onClose}>
          ✕
        </button>
      </div>
      {chain ? (
        <Shown resource={link}>
          {(detail) => (
            <LinkBody detail={detail}>
              <LinkFlows id={id} chain={chain} onSelect={onSelect} />
            </LinkBody>
          )}
        </Shown>
      ) : (
        <Empty>{t.map.linkMissing}</Empty>
      )}
    </aside>
  );
}
