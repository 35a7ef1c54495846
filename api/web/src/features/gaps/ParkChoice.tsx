import type { ParkList } from '@/lib/api/types';
import { address } from '@/lib/api/client';
import { useResource } from '@/lib/api/useResource';
import { useWords } from '@/lib/i18n/context';

/** Which park of the region the firms are sought for; nothing where it has none. */
export function ParkChoice({ park, onChange }: { park: string; onChange: (park: string) => void }) {
  const t = useWords();
  const parks = useResource<ParkList>(address('parks', { limit: 500 })).data?.parks ?? [];
  if (parks.length === 0) return null;
  return (
    <form className="filters no-print" onSubmit={(e) => e.preventDefault()}>
      <label>
        {t.gap.park}
        <select value={park} onChange={(e) => onChange(e.target.value)}>
          <option value="">{t.gap.anyPark}</option>
          {parks.map((p) => (
            <option key={p.id} value={p.id}>{p.name}</option>
          ))}
        </select>
      </label>
    </form>
  );
}
