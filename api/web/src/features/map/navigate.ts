import type { Placed, Point } from './layout';

export type Direction = 'left' | 'right' | 'up' | 'down';

/** How far a point lies in a direction, and how far aside; aside weighs more, so that rows and columns are kept to. */
function distance(from: Point, to: Point, direction: Direction): number {
  const dx = to.x - from.x;
  const dy = to.y - from.y;
  const [ahead, aside] = {
    left: [-dx, dy],
    right: [dx, dy],
    up: [-dy, dx],
    down: [dy, dx],
  }[direction] as [number, number];
  return ahead <= 1 ? Infinity : ahead + 2 * Math.abs(aside);
}

/** The link that an arrow key leads to; the same where there is none that way. */
export function neighbour(nodes: readonly Placed[], from: string, direction: Direction): string {
  const at = nodes.find((n) => n.link.id === from);
  if (!at) return nodes[0]?.link.id ?? from;
  let best = from;
  let least = Infinity;
  for (const n of nodes) {
    const d = distance(at, n, direction);
    if (d < least) {
      least = d;
      best = n.link.id;
    }
  }
  return best;
}
