import { SourceRow } from '@/components/Known';
import { Section } from '@/components/Section';
import { Empty } from '@/components/Shown';
import type { FirmDetail } from '@/lib/api/firms';
import { capital, day } from '@/lib/format';
import { useWords } from '@/lib/i18n/context';

/** Former names, earlier values and the rows that everything came from: nothing is overwritten. */
export function FirmHistory({ firm }: { firm: FirmDetail }) {
  const t = useWords();
  return (
    <>
      {firm.former_names.length > 0 && (
        <Section title={t.firmPage.former}>
          <p>{firm.former_names.join('、')}</p>
        </Section>
      )}
      <Section title={t.firmPage.earlier}>
        {firm.earlier.length === 0 ? (
          <Empty>{t.firmPage.noEarlier}</Empty>
        ) : (
          <>
            <p className="muted small">{t.firmPage.earlierLead}</p>
            <dl className="rows">
              {firm.earlier.map((e, i) => (
                <div key={`${e.field}-${i}`} className="row-pair">
                  <dt>{t.field[e.field] ?? e.field}</dt>
                  <dd>
                    {capital(e.text)} <SourceRow at={firm.sources[e.source]} />
                  </dd>
                </div>
              ))}
            </dl>
          </>
        )}
      </Section>
      <Section title={t.firmPage.sources}>
        <ul className="sources">
          {firm.sources.map((s, i) => (
            <li key={i}>
              <SourceRow at={s} /> <span className="muted">{s.as_of && `${t.firmPage.asOf} ${day(s.as_of)}`}</span>
            </li>
          ))}
        </ul>
      </Section>
    </>
  );
}
