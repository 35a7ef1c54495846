import { describe, expect, it } from 'vitest';
import { stretches } from './highlight';

describe('stretches', () => {
  it('marks clauses where they stand and keeps the text whole', () => {
    const text = '生产销售：焦炭、煤焦油；销售：中煤。';
    const parts = stretches(text, ['销售：中煤', '生产销售：焦炭、煤焦油']);
    expect(parts).toEqual([
      { text: '生产销售：焦炭、煤焦油', of: 1 },
      { text: '；', of: -1 },
      { text: '销售：中煤', of: 0 },
      { text: '。', of: -1 },
    ]);
  });

  it('does not let a clause break up a longer one', () => {
    expect(stretches('甲醇、乙醇', ['乙醇', '甲醇、乙醇'])).toEqual([{ text: '甲醇、乙醇', of: 1 }]);
  });

  it('marks the second place where the first is taken', () => {
    expect(stretches('焦炭、焦炭', ['焦炭、', '焦炭']).map((p) => p.of)).toEqual([0, 1]);
  });

  it('marks nothing for what is not there', () => {
    expect(stretches('水泥', ['焦炭', ''])).toEqual([{ text: '水泥', of: -1 }]);
    expect(stretches('', ['焦炭'])).toEqual([]);
  });

  it('always joins to the same text', () => {
    for (const marks of [['ab', 'b', 'abc'], ['c'], ['abcabc', 'bca'], ['', 'a', 'a', 'a']]) {
      const joined = stretches('abcabcab', marks).map((p) => p.text).join('');
      expect(joined).toBe('abcabcab');
    }
  });
});
