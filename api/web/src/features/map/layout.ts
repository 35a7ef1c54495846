import dagre from '@dagrejs/dagre';
import type { ChainLink, Flow, Stage } from '@/lib/api/types';
import { backward, utilities } from './acyclic';
import { compact, type Item } from './compact';
import { withEnds } from './ends';

export const nodeWidth = 180;
export const nodeHeight = 60;
const margin = 12;

export interface Point {
  x: number;
  y: number;
}

/** A link with the centre of its box. */
export interface Placed extends Point {
  link: ChainLink;
}

export interface Drawn {
  flow: Flow;
  points: Point[];
  /** Of a utility: drawn while one of its ends is in view. */
  aside?: boolean;
}

export interface Layout {
  nodes: Placed[];
  edges: Drawn[];
  width: number;
  height: number;
}

const order: Record<Stage, number> = { upstream: 0, midstream: 1, downstream: 2 };

/**
 * Lays a chain out from left to right in layers along its flows. Links without
 * any flow, and utilities, stand in rows below; the flows of utilities are
 * marked, so that they can be drawn on demand only.
 */
export function layOut(links: readonly ChainLink[], flows: readonly Flow[]): Layout {
  const known = new Set(links.map((l) => l.id));
  const drawable = flows.filter((f) => f.from !== f.to && known.has(f.from) && known.has(f.to));
  const apart = utilities(links, drawable);
  const firm = drawable.filter((f) => !apart.has(f.from) && !apart.has(f.to));
  const joined = new Set(firm.flatMap((f) => [f.from, f.to]));
  const main = layered(
    links.filter((l) => joined.has(l.id)),
    firm,
  );
  const loose = links.filter((l) => !joined.has(l.id)).sort((a, b) => order[a.stage] - order[b.stage]);
  const whole = withLoose(main, loose);
  const aside = drawable.filter((f) => !firm.includes(f)).map((flow): Drawn => ({ flow, points: [], aside: true }));
  return { ...whole, edges: withEnds(whole.nodes, [...main.edges, ...aside]) };
}

function layered(links: readonly ChainLink[], flows: readonly Flow[]): Layout {
  if (links.length === 0) return { nodes: [], edges: [], width: 0, height: 0 };
  const graph = new dagre.graphlib.Graph({ multigraph: true });
  graph.setGraph({ rankdir: 'LR', nodesep: 16, ranksep: 64, edgesep: 8, marginx: margin });
  for (const l of links) graph.setNode(l.id, { width: nodeWidth, height: nodeHeight });
  const back = backward(flows);
  flows.forEach((f, i) => {
    const [from, to] = back.has(f) ? [f.to, f.from] : [f.from, f.to];
    // What a process takes should stand close before it; a by-product may lie farther off.
    graph.setEdge(from, to, { weight: f.kind === 'input' ? 3 : 1 }, String(i));
  });
  dagre.layout(graph);

  const items = new Map<string, Item>();
  for (const l of links) items.set(l.id, itemAt(graph.node(l.id) as Point, nodeHeight));
  const layers = new Set([...items.values()].map((i) => i.layer));
  const bends = flows.map((flow, i) => {
    const [from, to] = back.has(flow) ? [flow.to, flow.from] : [flow.from, flow.to];
    const { points = [] } = graph.edge(from, to, String(i)) as { points?: Point[] };
    // dagre also bends edges between the layers, to leave room for labels.
    const between = points.filter((p) => layers.has(p.x)).map((p) => itemAt(p, 0));
    join([items.get(from), ...between, items.get(to)]);
    return back.has(flow) ? between.reverse() : between;
  });
  const height = compact([...items.values(), ...bends.flat()]);
  const nodes = links.flatMap((link) => {
    const item = items.get(link.id);
    return item ? [{ link, x: item.layer, y: item.y + margin }] : [];
  });
  const edges = flows.map((flow, i) => ({ flow, points: (bends[i] ?? []).map((b) => ({ x: b.layer, y: b.y + margin })) }));
  const size = graph.graph() as { width?: number };
  return { nodes, edges, width: size.width ?? 0, height: height + 2 * margin };
}

const itemAt = (p: Point, height: number): Item => ({ layer: p.x, order: p.y, height, joined: [], y: 0 });

function join(path: readonly (Item | undefined)[]) {
  path.forEach((item, i) => {
    const next = path[i + 1];
    if (!item || !next) return;
    item.joined.push(next);
    next.joined.push(item);
  });
}

function withLoose(main: Layout, loose: readonly ChainLink[]): Layout {
  if (loose.length === 0) return main;
  const gap = 20;
  const cell = nodeWidth + gap;
  const columns = Math.max(4, Math.floor(main.width / cell));
  const top = main.height === 0 ? margin : main.height + 36;
  const nodes = loose.map((link, i) => ({
    link,
    x: margin + nodeWidth / 2 + (i % columns) * cell,
    y: top + nodeHeight / 2 + Math.floor(i / columns) * (nodeHeight + gap),
  }));
  const rows = Math.ceil(loose.length / columns);
  return {
    nodes: [...main.nodes, ...nodes],
    edges: main.edges,
    width: Math.max(main.width, margin + Math.min(loose.length, columns) * cell),
    height: top + rows * (nodeHeight + gap),
  };
}
