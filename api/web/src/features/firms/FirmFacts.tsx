import { Known, SourceRow } from '@/components/Known';
import type { FirmDetail, Valued } from '@/lib/api/firms';
import { capital, day } from '@/lib/format';
import { useWords, type AllWords } from '@/lib/i18n/context';

/** Always shown, known or not; what else is known follows. */
const always: readonly string[] = ['code', 'type', 'state', 'founded', 'capital', 'industry', 'address', 'products', 'group'];
const elsewhere: readonly string[] = ['name', 'scope', 'former_names'];

export function FirmFacts({ firm }: { firm: FirmDetail }) {
  const t = useWords();
  const others = Object.keys(t.field).filter((f) => firm.values[f] && !always.includes(f) && !elsewhere.includes(f));
  return (
    <dl className="rows facts-rows">
      <dt>{t.region}</dt>
      <dd>
        <Known>{[firm.region_name, firm.region].filter(Boolean).join(' ')}</Known>
      </dd>
      <dt>{t.firmPage.kind}</dt>
      <dd>
        <Known>{firm.kind && (t.firmKind[firm.kind] ?? firm.kind)}</Known>
      </dd>
      {firm.parent && (
        <>
          <dt>{t.firmPage.parent}</dt>
          <dd>{firm.parent}</dd>
        </>
      )}
      {[...always, ...others].map((field) => (
        <Fact key={field} term={t.field[field] ?? field} value={firm.values[field]} text={inWords(field, firm.values[field]?.text, t)} />
      ))}
    </dl>
  );
}

function Fact({ term, value, text }: { term: string; value: Valued | undefined; text: string }) {
  return (
    <>
      <dt>{term}</dt>
      <dd>
        <Known>{text}</Known> <SourceRow at={value} />
      </dd>
    </>
  );
}

/** Values are kept in normal form; a reader wants them in words. */
function inWords(field: string, text: string | undefined, t: AllWords): string {
  if (!text) return '';
  if (field === 'capital' || field === 'revenue') return capital(text);
  if (field === 'founded') return day(text);
  return field === 'state' ? (t.stateValue[text] ?? text) : text;
}
