import { Known } from '@/components/Known';
import type { LinkSpec, Quantity } from '@/lib/api/types';
import { interval, number } from '@/lib/format';
import { useWords } from '@/lib/i18n/context';

/** What the data files say of the link, with where it comes from. */
export function LinkFacts({ link }: { link: LinkSpec }) {
  const t = useWords();
  const products = (link.products ?? []).map((p) => [p.name, ...(p.aliases ?? [])].join('、')).join('；');
  return (
    <section>
      <h3>{t.link.facts}</h3>
      <dl className="rows">
        <dt>{t.link.products}</dt>
        <dd><Known>{products}</Known></dd>
        <dt>{t.link.articles}</dt>
        <dd>{t.articles(link.articles ?? []) || t.link.noArticles}</dd>
        <dt>{t.link.since}</dt>
        <dd>
          <Known>{link.since && t.link.sinceYear(link.since.year)}</Known>
          <Basis of={link.since} />
        </dd>
        {link.catalogue && link.catalogue.length > 0 && (
          <>
            <dt>{t.link.catalogue}</dt>
            <dd>
              {link.catalogue.map((c) => (
                <span key={c.class + c.source} className="line">
                  {t.catalogue[c.class] ?? c.class} <cite className="source">{[c.source, c.date].filter(Boolean).join('，')}</cite>
                </span>
              ))}
            </dd>
          </>
        )}
        <Amount term={t.link.scale} of={link.scale} />
        <Amount term={t.link.energy} of={link.energy} />
        <Amount term={t.link.water} of={link.water} />
        {link.note && (
          <>
            <dt>{t.link.note}</dt>
            <dd>{link.note}</dd>
          </>
        )}
        {link.terms?.must && (
          <>
            <dt>{t.link.searchTerms}</dt>
            <dd className="muted">{link.terms.must.join('、')}</dd>
          </>
        )}
      </dl>
    </section>
  );
}

function Amount({ term, of }: { term: string; of: Quantity | undefined }) {
  const range = interval(of?.low, of?.high);
  return (
    <>
      <dt>{term}</dt>
      <dd>
        <Known>{of?.value != null && `${number(of.value)} ${of.unit ?? ''}${range && `（${range}）`}`}</Known>
        <Basis of={of} />
      </dd>
    </>
  );
}

function Basis({ of }: { of: { basis?: string; source?: string } | undefined }) {
  const text = [of?.basis, of?.source].filter(Boolean).join('；');
  return text ? <cite className="source">{text}</cite> : null;
}
