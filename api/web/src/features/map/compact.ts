// Vertical positions for a layered drawing. dagre says who stands in which
// layer and in which order; its own positions keep long edges straight at the
// price of much white space. Here every item is drawn to the mean of its
// neighbours, with order and distances kept.

export interface Item {
  layer: number;
  /** Where it stands in its layer's order; only the order counts. */
  order: number;
  height: number;
  /** Items it is joined to, in other layers. */
  joined: Item[];
  y: number;
}

const rounds = 40;
const gap = 14;

/**
 * The places nearest to the wanted ones that keep the order and the distances:
 * neighbours that would collide are pooled and share their mean (the pool
 * adjacent violators algorithm for isotonic regression).
 */
export function spread(wanted: readonly number[], heights: readonly number[]): number[] {
  const offsets: number[] = [];
  let offset = 0;
  heights.forEach((h, i) => {
    if (i > 0) offset += ((heights[i - 1] ?? 0) + h) / 2 + gap;
    offsets.push(offset);
  });
  const pools: { sum: number; n: number }[] = [];
  wanted.forEach((w, i) => {
    pools.push({ sum: w - (offsets[i] ?? 0), n: 1 });
    for (;;) {
      const [a, b] = [pools.at(-2), pools.at(-1)];
      if (!a || !b || a.sum / a.n <= b.sum / b.n) break;
      pools.splice(-2, 2, { sum: a.sum + b.sum, n: a.n + b.n });
    }
  });
  const free = pools.flatMap((p) => Array.from({ length: p.n }, () => p.sum / p.n));
  return free.map((f, i) => f + (offsets[i] ?? 0));
}

/** Sets y of all items; the topmost edge comes to lie at 0. Returns the height of the whole. */
export function compact(items: readonly Item[]): number {
  const layers = byLayer(items);
  for (const layer of layers) place(layer, layer.map(() => 0));
  for (let round = 0; round < rounds; round++) {
    for (const layer of round % 2 === 0 ? layers : [...layers].reverse()) {
      place(layer, layer.map(wish));
    }
  }
  const top = Math.min(...items.map((i) => i.y - i.height / 2));
  for (const i of items) i.y -= top;
  return Math.max(0, ...items.map((i) => i.y + i.height / 2));
}

const wish = (i: Item) => (i.joined.length === 0 ? i.y : i.joined.reduce((sum, j) => sum + j.y, 0) / i.joined.length);

function place(layer: readonly Item[], wanted: readonly number[]) {
  const ys = spread(wanted, layer.map((i) => i.height));
  layer.forEach((item, at) => (item.y = ys[at] ?? item.y));
}

function byLayer(items: readonly Item[]): Item[][] {
  const layers = new Map<number, Item[]>();
  for (const i of items) layers.set(i.layer, [...(layers.get(i.layer) ?? []), i]);
  return [...layers.entries()].sort(([a], [b]) => a - b).map(([, layer]) => layer.sort((a, b) => a.order - b.order));
}
