import { Known } from '@/components/Known';
import type { Figure } from '@/lib/api/types';
import { interval, number, percent } from '@/lib/format';
import { useWords } from '@/lib/i18n/context';

/** Shares are told in percent; the rest as numbers. */
const shares: readonly string[] = ['coverage', 'self_sufficiency', 'market'];

/** 1 is yes, 0 is no. */
const flags: readonly string[] = ['dependence', 'hostability'];

/** The bound of another figure's interval, shown with that figure. */
const shownElsewhere: readonly string[] = ['lq_low'];

export function LinkFigures({ figures }: { figures: readonly Figure[] }) {
  const t = useWords();
  const order = Object.keys(t.figure);
  const place = (f: Figure) => (order.includes(f.name) ? order.indexOf(f.name) : order.length);
  const list = figures.filter((f) => !shownElsewhere.includes(f.name)).sort((a, b) => place(a) - place(b));
  return (
    <section>
      <h3>{t.link.figures}</h3>
      <dl className="figures">
        {list.map((f) => (
          <div key={f.name}>
            <dt title={t.figureMeaning[f.name]}>{t.figure[f.name] ?? f.name}</dt>
            <dd>
              <span className="figure-value">
                <Known>{f.value !== null && <Amount figure={f} value={f.value} />}</Known>
              </span>
              <span className="line muted">{f.text ?? t.figureMeaning[f.name]}</span>
              {f.inputs?.map((line) => (
                <span key={line} className="line small">{line}</span>
              ))}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

function Amount({ figure, value }: { figure: Figure; value: number }) {
  const t = useWords();
  if (flags.includes(figure.name)) return value > 0 ? t.yes : t.no;
  const text = shares.includes(figure.name) ? percent(value) : number(value);
  const range = interval(figure.low, figure.high);
  const bound = figure.limit === 'at_least' ? `${t.atLeast} ` : figure.limit === 'at_most' ? `${t.atMost} ` : '';
  return (
    <>
      {bound}
      {text}
      {figure.unit && ` ${figure.unit}`}
      {range && <span className="muted">（{range}）</span>}
    </>
  );
}
