import { describe, expect, it } from 'vitest';
import type { Presence } from '@/lib/api/firms';
import { groupPresences } from './presenceGroups';

const presence = (link: string, role: Presence['role'], strength: Presence['strength'], term = ''): Presence => ({
  chain: 'c', link, link_name: link, role, strength, term, source: {},
});

describe('groupPresences', () => {
  const groups = groupPresences([
    presence('tar', 'trader', 'strong'),
    presence('coke', 'producer', 'medium', '焦化'),
    presence('coke', 'producer', 'strong', '焦炭'),
    presence('tar', 'producer', 'weak'),
  ]);

  it('keeps every reading', () => expect(groups.reduce((n, g) => n + g.evidence.length, 0)).toBe(4));
  it('keeps the roles of a link apart', () => expect(groups.map((g) => g.key)).toContain('tar trader'));
  it('puts makers first and the best evidence in front', () => {
    expect(groups.map((g) => g.key)).toEqual(['coke producer', 'tar producer', 'tar trader']);
    expect(groups[0]?.first.term).toBe('焦炭');
  });
});
