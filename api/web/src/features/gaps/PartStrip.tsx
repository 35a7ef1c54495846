import type { Part } from '@/lib/api/types';
import { score } from '@/lib/format';
import { useWords } from '@/lib/i18n/context';
import { usePartName } from '@/lib/i18n/parts';

/** The parts of a sum in one small bar: what adds from the left, what takes away behind it. */
export function PartStrip({ parts }: { parts: readonly Part[] }) {
  const t = useWords();
  const name = usePartName();
  const label = parts.map((p) => `${name(p)} ${p.value === null ? t.unknown : score(p.points)}`).join('，');
  const known = parts.filter((p) => p.value !== null && p.points !== 0);
  return (
    <span className="strip" role="img" aria-label={label} title={label.replaceAll('，', '\n')}>
      {known.map((p) => (
        <span key={p.part} className={`strip-piece part-${p.part}${p.points < 0 ? ' strip-against' : ''}`} style={{ width: `${Math.abs(p.points) * 100}%` }} />
      ))}
    </span>
  );
}
