import { nodeHeight, nodeWidth, type Drawn, type Placed, type Point } from './layout';

interface End {
  edge: Drawn;
  node: Placed;
  side: 1 | -1; // 1 right, -1 left
  toward: number; // y of the next point
  start: boolean;
}

/** Lets every edge begin and end at the side of a box, the ends spread along it so that they can be told apart. */
export function withEnds(nodes: readonly Placed[], edges: readonly Drawn[]): Drawn[] {
  const at = new Map(nodes.map((n) => [n.link.id, n]));
  const sides = new Map<string, End[]>();
  for (const edge of edges) {
    const [from, to] = [at.get(edge.flow.from), at.get(edge.flow.to)];
    if (!from || !to) continue;
    const first = edge.points[0] ?? to;
    const last = edge.points.at(-1) ?? from;
    add(sides, { edge, node: from, side: first.x >= from.x ? 1 : -1, toward: first.y, start: true });
    add(sides, { edge, node: to, side: last.x > to.x ? 1 : -1, toward: last.y, start: false });
  }
  const ends = new Map<Drawn, { start?: Point; end?: Point }>();
  for (const list of sides.values()) {
    list.sort((a, b) => a.toward - b.toward);
    const step = Math.min(8, (nodeHeight - 16) / list.length);
    list.forEach((e, i) => {
      const point = { x: e.node.x + (e.side * nodeWidth) / 2, y: e.node.y + (i - (list.length - 1) / 2) * step };
      const both = ends.get(e.edge) ?? {};
      ends.set(e.edge, e.start ? { ...both, start: point } : { ...both, end: point });
    });
  }
  return edges.map((edge) => {
    const { start, end } = ends.get(edge) ?? {};
    return { ...edge, points: [start, ...across(edge.points, start, end), end].filter((p) => p !== undefined) };
  });
}

/** An edge crosses a layer level, between the boxes that stand there. */
function across(bends: readonly Point[], start: Point | undefined, end: Point | undefined): Point[] {
  const way = (end?.x ?? 0) >= (start?.x ?? 0) ? 1 : -1;
  return bends.flatMap((b) => [
    { x: b.x - (way * nodeWidth) / 2, y: b.y },
    { x: b.x + (way * nodeWidth) / 2, y: b.y },
  ]);
}

function add(sides: Map<string, End[]>, end: End) {
  const key = `${end.node.link.id} ${end.side}`;
  sides.set(key, [...(sides.get(key) ?? []), end]);
}

/** A smooth path through all points, level at each of them. */
export function pathOf(points: readonly Point[]): string {
  const [first, ...rest] = points;
  if (!first) return '';
  let [path, before] = [`M${round(first.x)} ${round(first.y)}`, first];
  for (const p of rest) {
    const middle = round((before.x + p.x) / 2);
    path += `C${middle} ${round(before.y)} ${middle} ${round(p.y)} ${round(p.x)} ${round(p.y)}`;
    before = p;
  }
  return path;
}

const round = (n: number) => Math.round(n * 10) / 10;
