import type { ReactNode } from 'react';
import { useSearchParams } from 'wouter';
import type { ChainSummary, Gate, GapKind } from '@/lib/api/types';
import { useNameOf, useWords } from '@/lib/i18n/context';

const kinds: readonly GapKind[] = ['fill', 'extend', 'add', 'strengthen'];
const gates: readonly Gate[] = ['constrained', 'joint', 'not_hostable', 'glut'];

/** Filters live in the address, so that a filtered list can be bookmarked. */
export function GapFilters({ chains }: { chains: readonly ChainSummary[] }) {
  const t = useWords();
  const nameOf = useNameOf();
  return (
    <form className="filters no-print" aria-label={t.filter} onSubmit={(e) => e.preventDefault()}>
      <Choice name="chain" label={t.gaps.chain}>
        {chains.map((c) => (
          <option key={c.id} value={c.id}>{nameOf(c)}</option>
        ))}
      </Choice>
      <Choice name="kind" label={t.gaps.kind}>
        {kinds.map((k) => (
          <option key={k} value={k}>{t.kind[k]}</option>
        ))}
      </Choice>
      <Choice name="gate" label={t.gaps.gate}>
        {gates.map((g) => (
          <option key={g} value={g}>{t.gate[g]}</option>
        ))}
      </Choice>
    </form>
  );
}

function Choice({ name, label, children }: { name: string; label: string; children: ReactNode }) {
  const t = useWords();
  const [params, setParams] = useSearchParams();
  return (
    <label>
      {label}
      <select
        value={params.get(name) ?? ''}
        onChange={(e) => {
          const value = e.target.value;
          setParams((before) => {
            const after = new URLSearchParams(before);
            if (value) after.set(name, value);
            else after.delete(name);
            return after;
          });
        }}
      >
        <option value="">{t.all}</option>
        {children}
      </select>
    </label>
  );
}
