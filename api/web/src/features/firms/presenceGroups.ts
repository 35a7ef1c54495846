import type { Presence } from '@/lib/api/firms';
import type { Role } from '@/lib/api/types';

/** A firm at a link in a role, with all that says so. */
export interface PresenceGroup {
  key: string;
  first: Presence;
  evidence: Presence[];
}

const order: Record<Role, number> = { producer: 0, planned: 1, user: 2, trader: 3, service: 4 };
const rank = { strong: 0, medium: 1, weak: 2 };

/** A judgement is about a link and a role, so the readings are gathered by these; makers and strong evidence first. */
export function groupPresences(presences: readonly Presence[]): PresenceGroup[] {
  const groups = new Map<string, PresenceGroup>();
  for (const p of presences) {
    const key = `${p.link} ${p.role}`;
    const group = groups.get(key);
    if (!group) groups.set(key, { key, first: p, evidence: [p] });
    else {
      group.evidence.push(p);
      if (rank[p.strength] < rank[group.first.strength]) group.first = p;
    }
  }
  return [...groups.values()].sort((a, b) => order[a.first.role] - order[b.first.role] || rank[a.first.strength] - rank[b.first.strength]);
}
