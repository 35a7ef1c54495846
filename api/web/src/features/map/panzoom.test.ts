import { describe, expect, it } from 'vitest';
import { fitted, opening, revealed, zoomed } from './usePanZoom';

const window = { width: 1000, height: 500 };

describe('zoomed', () => {
  it('keeps the point under the pointer', () => {
    const before = { x: 30, y: -10, scale: 0.8 };
    const after = zoomed(before, 1.5, 200, 100);
    const content = (v: typeof before) => [(200 - v.x) / v.scale, (100 - v.y) / v.scale];
    expect(content(after)[0]).toBeCloseTo(content(before)[0] ?? NaN);
    expect(content(after)[1]).toBeCloseTo(content(before)[1] ?? NaN);
  });
  it('stays within bounds', () => {
    expect(zoomed({ x: 0, y: 0, scale: 1 }, 1000, 0, 0).scale).toBeLessThanOrEqual(2.5);
    expect(zoomed({ x: 0, y: 0, scale: 1 }, 0.0001, 0, 0).scale).toBeGreaterThanOrEqual(0.15);
  });
});

it('fits the whole into the window', () => {
  const v = fitted({ width: 4000, height: 1000 }, window);
  expect(v.scale * 4000).toBeLessThanOrEqual(1000);
  expect(v.x).toBeGreaterThanOrEqual(0);
});

describe('opening', () => {
  it('starts a wide map at its left edge in a readable size', () => {
    const v = opening({ width: 4000, height: 400 }, window);
    expect(v.scale).toBeGreaterThan(0.6);
    expect(v.x).toBe(8);
  });
  it('shows a small map whole', () => expect(opening({ width: 500, height: 300 }, window).x).toBeGreaterThan(100));
});

describe('revealed', () => {
  const view = { x: 0, y: 0, scale: 1 };
  it('leaves alone what is in sight', () => expect(revealed(view, window, 500, 250)).toEqual(view));
  it('moves just far enough', () => {
    expect(revealed(view, window, 1200, 250)).toEqual({ x: -500, y: 0, scale: 1 });
    expect(revealed(view, window, 10, -20)).toEqual({ x: 290, y: 170, scale: 1 });
  });
});
