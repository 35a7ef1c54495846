import type { ReactNode } from 'react';
import { Link } from 'wouter';
import { StatusMark } from '@/components/StatusMark';
import type { LinkDetail } from '@/lib/api/types';
import { useWords } from '@/lib/i18n/context';
import { LinkFacts } from './LinkFacts';
import { LinkFigures } from './LinkFigures';
import { LinkFirms } from './LinkFirms';

/** Everything that decides a link's status, then what is known of the link itself. */
export function LinkBody({ detail, children }: { detail: LinkDetail; children?: ReactNode }) {
  const t = useWords();
  const { link } = detail;
  return (
    <div className="link-body">
      <p className="link-status">
        <StatusMark status={detail.status} />
        <span className="muted">{t.stage[link.stage]}</span>
        {link.context && <span className="muted">{t.map.context}</span>}
      </p>
      <section>
        <h3>{t.link.why}</h3>
        <p>{detail.why}</p>
        {detail.gap ? (
          <Link className="button" href={`/gaps/${encodeURIComponent(detail.gap)}`}>{t.link.openGap}</Link>
        ) : (
          <p className="muted">{t.link.noGap}</p>
        )}
      </section>
      <LinkFirms firms={detail.firms} status={detail.status} />
      <LinkFigures figures={detail.figures} />
      <section>
        <h3>{t.link.constraints}</h3>
        <Constraints list={link.constraints ?? []} />
      </section>
      {children}
      <LinkFacts link={link} />
    </div>
  );
}

function Constraints({ list }: { list: NonNullable<LinkDetail['link']['constraints']> }) {
  const t = useWords();
  if (list.length === 0) return <p className="muted">{t.link.noConstraints}</p>;
  return (
    <ul className="constraints">
      {list.map((c) => (
        <li key={c.text + c.source}>
          <span className="tag gate">{t.effect[c.effect] ?? c.effect}</span> {c.text}
          <span className="line muted">
            {[t.link.period(c.from ?? '', c.until ?? ''), c.parks?.length ? t.link.parks(c.parks.join('、')) : ''].filter(Boolean).join('；')}
          </span>
          <cite className="source">{c.source}</cite>
        </li>
      ))}
    </ul>
  );
}
