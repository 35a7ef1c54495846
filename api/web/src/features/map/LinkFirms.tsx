import { Link } from 'wouter';
import { Clause } from '@/components/Clause';
import { SourceRow } from '@/components/Known';
import type { LinkFirm, Said, Status } from '@/lib/api/types';
import { useWords } from '@/lib/i18n/context';

const first = 6;

/** Firms here with role, strength, and the clause that says so. */
export function LinkFirms({ firms, status }: { firms: readonly LinkFirm[]; status: Status }) {
  const t = useWords();
  const lines = (part: readonly LinkFirm[]) => (
    <ul className="link-firms">
      {part.map((f) => (
        <FirmLine key={`${f.id}-${f.role}`} firm={f} />
      ))}
    </ul>
  );
  return (
    <section>
      <h3>
        {t.link.firms} <span className="muted">{firms.length > 0 && firms.length}</span>
      </h3>
      {firms.length === 0 && <p className="muted">{status === 'unknown' ? t.link.noFirmsUnknown : t.link.noFirms}</p>}
      {lines(firms.slice(0, first))}
      {firms.length > first && (
        <details>
          <summary>{t.showAll(firms.length)}</summary>
          {lines(firms.slice(first))}
        </details>
      )}
    </section>
  );
}

function FirmLine({ firm: f }: { firm: LinkFirm }) {
  const t = useWords();
  return (
    <li className={f.counts === false ? 'not-counted' : undefined}>
      <div>
        <Link href={`/firms/${encodeURIComponent(f.id)}`}>{f.name}</Link>
        <span className="muted"> {f.region_name ?? f.region}</span>
      </div>
      <div className="small">
        <span className={`role role-${f.role}`}>{t.role[f.role]}</span> <span className="muted">{t.strength[f.strength]}</span>
        {f.verdict && <span className="tag">{f.verdict === 'confirm' ? t.firmPage.confirmed : t.firmPage.rejected}</span>}
        {f.counts === false && <span className="muted"> · {t.link.notCounted}</span>}
      </div>
      {f.evidence.map((e, i) => (
        <Evidence key={`${e.text ?? ''}-${i}`} said={e} />
      ))}
    </li>
  );
}

function Evidence({ said }: { said: Said }) {
  const t = useWords();
  return (
    <blockquote className="evidence">
      <Clause text={said.clause ?? said.text ?? ''} term={said.text} />
      {said.contradiction && (
        <span className="line contradiction">
          {t.link.contradiction}：{said.contradiction}
        </span>
      )}
      <SourceRow at={said} />
    </blockquote>
  );
}
