import { describe, expect, it } from 'vitest';
import { words } from './context';

function paths(x: object, at = ''): string[] {
  return Object.entries(x).flatMap(([key, value]: [string, unknown]) =>
    value && typeof value === 'object' ? paths(value, `${at}${key}.`) : [at + key],
  );
}

describe('words', () => {
  it('has every word in both languages', () => expect(paths(words.en).sort()).toEqual(paths(words.zh).sort()));
  it('leaves none empty', () => {
    for (const path of paths(words.zh)) {
      const at = (from: object) => path.split('.').reduce<unknown>((x, key) => (x as Record<string, unknown>)[key], from);
      for (const language of [words.zh, words.en]) expect(at(language), path).not.toBe('');
    }
  });
});
