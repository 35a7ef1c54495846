import { describe, expect, it } from 'vitest';
import type { ChainLink, Flow, Stage } from '@/lib/api/types';
import { backward, utilities } from './acyclic';
import { compact, spread, type Item } from './compact';
import { pathOf } from './ends';
import { findLinks } from './find';
import { layOut, nodeHeight, nodeWidth } from './layout';
import { neighbour } from './navigate';
import { wrap } from './wrap';

const link = (id: string, name = id, stage: Stage = 'midstream'): ChainLink => ({
  id, name, stage, status: 'unknown', articles: [], firms: 0, why: '', gap: null,
});
const flow = (from: string, to: string, kind: Flow['kind'] = 'input'): Flow => ({ from, to, kind });

const chain = () =>
  layOut(
    [link('coal'), link('coke'), link('tar'), link('pitch'), link('alone', 'alone', 'downstream'), link('first', 'first', 'upstream')],
    [flow('coal', 'coke'), flow('coke', 'tar', 'byproduct'), flow('tar', 'pitch'), flow('pitch', 'coke', 'byproduct'), flow('pitch', 'elsewhere')],
  );

describe('layOut', () => {
  const { nodes, edges, width, height } = chain();
  const at = (id: string) => nodes.find((n) => n.link.id === id) ?? { x: NaN, y: NaN };

  it('places every link once, inside the map', () => {
    expect(nodes.map((n) => n.link.id).sort()).toEqual(['alone', 'coal', 'coke', 'first', 'pitch', 'tar']);
    for (const n of nodes) {
      expect(n.x - nodeWidth / 2).toBeGreaterThanOrEqual(0);
      expect(n.x + nodeWidth / 2).toBeLessThanOrEqual(width);
      expect(n.y + nodeHeight / 2).toBeLessThanOrEqual(height);
    }
  });

  it('runs from left to right along the inputs, cycles or not', () => {
    expect(at('coal').x).toBeLessThan(at('coke').x);
    expect(at('tar').x).toBeLessThan(at('pitch').x);
  });

  it('never lays one box over another', () => {
    for (const a of nodes)
      for (const b of nodes)
        if (a !== b) expect(Math.abs(a.x - b.x) >= nodeWidth || Math.abs(a.y - b.y) >= nodeHeight).toBe(true);
  });

  it('draws the flows between links of the chain only', () => expect(edges).toHaveLength(4));

  it('puts links without flows below, upstream first', () => {
    expect(at('first').x).toBeLessThan(at('alone').x);
    expect(at('alone').y).toBeGreaterThan(at('coke').y);
  });

  it('lays out a chain without flows or links', () => {
    expect(layOut([], [])).toMatchObject({ nodes: [], edges: [] });
    expect(layOut([link('a'), link('b')], []).nodes).toHaveLength(2);
  });
});

it('draws a path through all points', () => {
  expect(pathOf([{ x: 0, y: 0 }, { x: 4, y: 2 }, { x: 8, y: 0 }])).toBe('M0 0C2 0 2 2 4 2C6 2 6 0 8 0');
  expect(pathOf([])).toBe('');
});

it('begins and ends every edge at the side of a box', () => {
  const { nodes, edges } = chain();
  for (const { flow, points } of edges) {
    for (const [id, p] of [[flow.from, points[0]], [flow.to, points.at(-1)]] as const) {
      const n = nodes.find((x) => x.link.id === id);
      expect(Math.abs((p?.x ?? NaN) - (n?.x ?? NaN))).toBe(nodeWidth / 2);
      expect(Math.abs((p?.y ?? NaN) - (n?.y ?? NaN))).toBeLessThanOrEqual(nodeHeight / 2);
    }
  }
});

describe('backward', () => {
  it('turns the softest flow of a cycle', () => {
    const [a, b, c] = [flow('x', 'y', 'byproduct'), flow('y', 'z'), flow('z', 'x')];
    expect([...backward([a, b, c])]).toEqual([a]);
  });
  it('turns a declared loop before all else', () => {
    const [a, b] = [{ ...flow('x', 'y'), loop: true }, flow('y', 'x', 'relation')];
    expect([...backward([a, b])]).toEqual([a]);
  });
  it('turns nothing where there is no cycle', () => expect(backward([flow('x', 'y'), flow('x', 'z'), flow('y', 'z')]).size).toBe(0));
});

it('keeps utilities out of the layers and their flows for when they are in view', () => {
  const users = ['a', 'b', 'c', 'd', 'e', 'f'].map((id) => link(id));
  const links = [...users, { ...link('power'), context: true }, link('effluent'), link('chlorine')];
  const flows = users.flatMap((u) => [flow('power', u.id), flow(u.id, 'effluent', 'byproduct'), flow('chlorine', u.id)]);
  expect([...utilities(links, flows)].sort()).toEqual(['effluent', 'power']);
  const { nodes, edges } = layOut(links, flows);
  expect(nodes).toHaveLength(9);
  expect(edges.filter((e) => e.aside)).toHaveLength(12);
});

describe('spread', () => {
  it('leaves alone what does not collide', () => expect(spread([0, 100], [20, 20])).toEqual([0, 100]));
  it('shares the room around the mean of what collides', () => expect(spread([50, 50], [20, 20])).toEqual([33, 67]));
  it('keeps the order against the wishes', () => {
    const [a = NaN, b = NaN] = spread([90, 10], [20, 20]);
    expect(a).toBeLessThan(b);
  });
});

it('draws joined items level and never one over another', () => {
  const item = (layer: number, order: number, height = 58): Item => ({ layer, order, height, joined: [], y: 0 });
  const [a, b, c] = [item(0, 0), item(1, 5), item(1, 6)];
  a.joined.push(c);
  c.joined.push(a);
  const height = compact([a, b, c]);
  expect(a.y).toBeCloseTo(c.y);
  expect(c.y - b.y).toBeGreaterThanOrEqual(58);
  expect(height).toBeGreaterThanOrEqual(c.y);
});

describe('neighbour', () => {
  const nodes = [
    { link: link('a'), x: 0, y: 0 },
    { link: link('b'), x: 100, y: 10 },
    { link: link('c'), x: 90, y: 200 },
    { link: link('d'), x: 0, y: 80 },
  ];
  it.each([
    ['a', 'right', 'b'],
    ['a', 'down', 'd'],
    ['b', 'left', 'a'],
    ['c', 'up', 'b'],
    ['a', 'left', 'a'],
    ['nobody', 'left', 'a'],
  ] as const)('%s %s → %s', (from, direction, to) => expect(neighbour(nodes, from, direction)).toBe(to));
});

describe('findLinks', () => {
  const links = [link('needle-coke', '针状焦'), link('coke', '焦炭'), link('bdo', '１，４-丁二醇')];
  it('puts the names that begin with the words first', () => expect(findLinks(links, '焦').map((l) => l.id)).toEqual(['coke', 'needle-coke']));
  it('folds wide characters and case', () => expect(findLinks(links, '1,4').map((l) => l.id)).toEqual(['bdo']));
  it('finds nothing for nothing', () => expect(findLinks(links, '  ')).toEqual([]));
});

describe('wrap', () => {
  it('breaks Chinese anywhere', () => expect(wrap('中煤煤泥矸石发电', 5, 2)).toEqual(['中煤煤泥矸', '石发电']));
  it('keeps words whole', () => expect(wrap('Coke dry quenching', 6, 3)).toEqual(['Coke dry', 'quenching']));
  it('says where it cut', () => expect(wrap('一二三四五六七八九', 3, 2)).toEqual(['一二三', '四五…']));
  it('does not begin a line with a closing mark', () => expect(wrap('洗精煤（洗选）', 6, 2)[1]).not.toMatch(/^）/));
});
