import type { Gate, GapKind } from '@/lib/api/types';
import { useWords } from '@/lib/i18n/context';

export function KindTag({ kind }: { kind: GapKind }) {
  const t = useWords();
  return (
    <span className={`tag kind-${kind}`} title={t.kindMeaning[kind]}>
      {t.kind[kind]}
    </span>
  );
}

export function GateTags({ gates }: { gates: readonly Gate[] }) {
  const t = useWords();
  return gates.map((gate) => (
    <span key={gate} className={`tag gate gate-${gate}`} title={t.gateMeaning[gate]}>
      {t.gate[gate]}
    </span>
  ));
}

export function Articles({ list }: { list: readonly number[] | undefined }) {
  const t = useWords();
  return list && list.length > 0 ? <span className="muted">{t.articles([...list])}</span> : null;
}
