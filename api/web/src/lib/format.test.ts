import { describe, expect, it } from 'vitest';
import { bytes, capital, day, interval, moment, number, percent, score } from './format';

describe('number', () => {
  it.each([
    [0, '0'],
    [12, '12'],
    [1234567.4, '1,234,567'],
    [12.345, '12.35'],
    [0.12345, '0.1235'],
    [-0.5, '-0.5'],
    [-0, '0'],
  ])('%d → %s', (value, text) => expect(number(value)).toBe(text));
});

it('keeps four decimals of a score', () => expect(score(0.73125)).toMatch(/^0\.731[23]$/));
it('writes a share in percent', () => expect(percent(0.571)).toBe('57%'));

describe('interval', () => {
  it('is empty where an end is unknown or both are one', () => {
    expect(interval(null, 2)).toBe('');
    expect(interval(1, undefined)).toBe('');
    expect(interval(1, 1)).toBe('');
  });
  it('names both ends', () => expect(interval(1.3, 1.4)).toBe('1.3–1.4'));
});

describe('dates', () => {
  it('cuts a moment to its day', () => expect(day('2024-06-30T00:00:00Z')).toBe('2024-06-30'));
  it('leaves words alone', () => {
    expect(day('至2012年')).toBe('至2012年');
    expect(moment('不详')).toBe('不详');
  });
});

describe('capital', () => {
  it('is told in 万元', () => expect(capital('320000000 CNY')).toBe('32,000 万元人民币'));
  it('leaves what is not an amount', () => expect(capital('三千万')).toBe('三千万'));
});

it('tells sizes', () => {
  expect(bytes(900)).toBe('900 B');
  expect(bytes(2048)).toBe('2 KB');
  expect(bytes(5 * 1024 * 1024)).toBe('5 MB');
});
